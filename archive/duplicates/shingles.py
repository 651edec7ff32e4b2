"""Texts come in, the hashes of their shingles come out: runs of three syllables, whatever their case and spelling of tones.

Many texts at once, since numpy is fast on long arrays only; a syllable is hashed once a process.
"""

import zlib
from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from archive.vietnamese import SHORT_TEXT, syllables

SIZE = 3  # syllables a shingle: two are shared by chance, four lose too much to each edited word
MOST_KNOWN = 300_000  # spellings kept in memory

Hashes = npt.NDArray[np.uint64]

_MIX = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9))
_HALF = np.uint64(32)


class _Known(dict[str, bytes]):
    """The hashes, four bytes each, of the syllables in a run of letters as it stands in a text (`hoà,`, `19/5/2020`)."""

    def __missing__(self, run: str) -> bytes:
        if len(self) >= MOST_KNOWN:
            self.clear()
        found = b"".join(zlib.crc32(word.encode()).to_bytes(4, "little") for word in syllables(run))
        self[run] = found
        return found


_known = _Known()


def article_text(lead: str | None, body: str) -> str:
    """Return what is compared of an article: lead and body, a lead that the body repeats once."""
    if not lead or body.startswith(lead):
        return body
    return f"{lead}\n{body}"


def _syllable_hashes(text: str) -> bytes:
    return b"".join(map(_known.__getitem__, text.split()))


def shingles(texts: Iterable[str]) -> tuple[Hashes, Hashes]:
    """Return the shingle hashes of NFC texts in one array, and where each text begins in it and the last ends.

    A text of fewer than SIZE syllables has none. Shape: (number of shingles,), (number of texts + 1,).
    """
    rows = [_syllable_hashes(text) for text in texts]
    words = np.array([len(row) // 4 for row in rows], dtype=np.int64)
    flat = np.frombuffer(b"".join(rows), dtype="<u4").astype(np.uint64)
    counts = np.maximum(words - (SIZE - 1), 0)
    offsets = np.concatenate([[0], np.cumsum(counts)]).astype(np.uint64)
    if len(flat) < SIZE:
        return np.empty(0, np.uint64), offsets
    mixed = (flat[:-2] * _MIX[0] + flat[1:-1]) * _MIX[1] + flat[2:]
    mixed ^= mixed >> _HALF
    mixed *= _MIX[2]
    mixed ^= mixed >> _HALF
    inside = np.ones(len(mixed), bool)
    ends = np.cumsum(words)
    for back in range(1, SIZE):  # runs that would reach into the next text
        at = ends - back
        inside[at[(at >= 0) & (at < len(mixed)) & (words >= back)]] = False
    return mixed[inside], offsets


def is_long(text: str) -> bool:
    """Say whether a text says enough to be compared; two short ones may agree by chance."""
    return len(shingles([text])[0]) > SHORT_TEXT - SIZE


def shingle_set(text: str) -> Hashes:
    """Return the different shingle hashes of one text, sorted."""
    return np.unique(shingles([text])[0])


def overlap(a: Sequence[int] | Hashes, b: Sequence[int] | Hashes) -> tuple[int, float, float]:
    """Return the number of shingles that two sets share, their Jaccard index and their containment.

    Containment is the share of the smaller set that the other has.
    """
    shared = len(np.intersect1d(a, b, assume_unique=True))
    either, smaller = len(a) + len(b) - shared, min(len(a), len(b))
    return shared, shared / either if either else 0.0, shared / smaller if smaller else 0.0
