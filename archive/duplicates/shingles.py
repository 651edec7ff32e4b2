"""Texts come in, the hashes of their shingles come out: runs of three syllables, whatever their case and spelling of tones.

Many texts at once, letter by letter in numpy: a hash of each syllable from prefix sums, then one of each run of three.
"""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import numpy.typing as npt

from archive.vietnamese import BARE, SHORT_TEXT, TONED_GLIDE, TONES, lower

SIZE = 3  # syllables a shingle: two are shared by chance, four lose too much to each edited word
CHUNK = 100_000  # letters that are hashed at once: what fits into a processor's cache
LONGEST = 1_000  # letters that tell a word
KNOWN = 0x2000  # letters up to here have a place in the tables; beyond are other scripts and signs

Hashes = npt.NDArray[np.uint64]
Letters = npt.NDArray[np.uint32]

_MIX = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9))
_HALF = np.uint64(32)
_BASE = 0x5851F42D4C957F2D  # odd, so that it has an inverse modulo 2^64
_WORD = re.compile(r"\w")


def _letter(code: int) -> int:
    """Return the lower-case letter for one of a word, 0 for anything else."""
    return ord(lower(chr(code))) if _WORD.match(chr(code)) else 0


def _powers(base: int) -> Hashes:
    factors = np.full(CHUNK + LONGEST, base, np.uint64)
    factors[0] = 1
    return np.cumprod(factors, dtype=np.uint64)


_LETTERS = np.array([_letter(code) for code in range(KNOWN)], dtype=np.uint32)
_POWERS, _INVERSES = _powers(_BASE), _powers(pow(_BASE, -1, 1 << 64))
# New spelling has the tone on the vowel behind an o or u that ends a word: hoà, thuỷ. Which tone, and on which vowel.
_TONE = np.zeros(KNOWN, np.uint8)
_TONE[[ord(letter) for letter in TONES]] = np.arange(1, len(TONES) + 1)
_BARE = np.array([ord(letter) for letter in BARE], np.uint32)
_GLIDES = {glide: np.array([ord(letter) for letter in TONED_GLIDE[glide]], np.uint32) for glide in "ou"}


def shingles(texts: Sequence[str]) -> tuple[Hashes, Hashes]:
    """Return the shingle hashes of NFC texts in one array, and where each text begins in it and the last ends.

    A text of fewer than SIZE syllables has none. Shape: (number of shingles,), (number of texts + 1,).
    """
    found = [_shingles(some) for some in _chunks(texts)]
    counts = np.concatenate([[0], *(counts for _, counts in found)])
    hashes = np.concatenate([hashes for hashes, _ in found]) if found else np.empty(0, np.uint64)
    return hashes, np.cumsum(counts).astype(np.uint64)


def _chunks(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    start = size = 0
    for at, text in enumerate(texts):
        if size + len(text) >= CHUNK and at > start:
            yield texts[start:at]
            start, size = at, 0
        size += len(text) + 1
    if start < len(texts):
        yield texts[start:]


def _shingles(texts: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """Return the shingle hashes of some texts, and how many each has."""
    flat, words = _syllable_hashes(texts)
    counts = np.maximum(words - (SIZE - 1), 0)
    if len(flat) < SIZE:
        return np.empty(0, np.uint64), counts
    mixed = (flat[:-2] * _MIX[0] + flat[1:-1]) * _MIX[1] + flat[2:]
    mixed ^= mixed >> _HALF
    mixed *= _MIX[2]
    mixed ^= mixed >> _HALF
    inside = np.ones(len(mixed), bool)
    ends = np.cumsum(words)
    for back in range(1, SIZE):  # runs that would reach into the next text
        at = ends - back
        inside[at[(at >= 0) & (at < len(mixed)) & (words >= back)]] = False
    return mixed[inside], counts


def _syllable_hashes(texts: Sequence[str]) -> tuple[Hashes, npt.NDArray[np.int64]]:
    """Return the hashes of all syllables of some texts, and how many each text has."""
    letters = _letters("\n".join(["", *texts, ""]))
    inside = letters != 0
    edges = np.flatnonzero(inside[1:] != inside[:-1])
    starts, ends = edges[::2] + 1, edges[1::2] + 1
    hashes = np.zeros(len(starts), np.uint64)
    # A syllable is a polynomial in its letters; of prefix sums, each needs one subtraction and a shift to its place.
    for base in range(0, len(letters), CHUNK):  # a text may be longer than the table of powers
        own = slice(*np.searchsorted(starts, (base, base + CHUNK)).tolist())
        if own.start == own.stop:
            continue
        last = min(int(ends[own.stop - 1]), base + len(_POWERS))
        sums = np.cumsum(letters[base:last].astype(np.uint64) * _POWERS[: last - base], dtype=np.uint64)
        first, after = starts[own] - base, np.minimum(ends[own], last) - base
        before = np.where(first > 0, sums[first - 1], np.uint64(0))
        hashes[own] = (sums[after - 1] - before) * _INVERSES[first]
    bounds = np.cumsum([1, *(len(text) + 1 for text in texts)])
    return hashes, np.diff(np.searchsorted(starts, bounds))


def _letters(text: str) -> Letters:
    """Return the letters of a text, lower case with one spelling of tones, and 0 between words."""
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype="<u4")
    beyond = np.flatnonzero(codes >= KNOWN)
    letters: Letters = _LETTERS.take(codes, mode="clip")
    if len(beyond):
        others, which = np.unique(codes[beyond], return_inverse=True)
        letters[beyond] = np.array([_letter(code) for code in others.tolist()], np.uint32)[which]
    tones = _TONE.take(letters, mode="clip")
    at = np.flatnonzero(tones)
    at = at[(letters[at + 1] == 0) & (letters[np.maximum(at - 2, 0)] != ord("q"))]
    for glide, of_this in (("o", tones[at] <= 10), ("u", tones[at] > 10)):
        own = at[of_this & (letters[at - 1] == ord(glide))]
        tone = tones[own].astype(np.int64) - 1
        letters[own - 1], letters[own] = _GLIDES[glide][tone % 5], _BARE[tone]
    return letters


def is_long(text: str) -> bool:
    """Say whether a text says enough to be compared; two short ones may agree by chance."""
    return len(shingles([text])[0]) > SHORT_TEXT - SIZE
