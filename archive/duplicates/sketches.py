"""Texts come in, articles whose texts may be alike come out: MinHash sketches in bands, kept in sorted runs in SQLite.

A sketch is BANDS keys of 32 bits, each made of ROWS minima over the shingles of a text. Two texts with Jaccard index j share
a band with probability j^ROWS; who shares MATCHES bands is a candidate. That finds .99 of the pairs with j = .66, .96 with
.57, and of a million others (j = .02) none by chance.

New sketches wait in `sketch_tail`; a full tail becomes a run: for each band the pairs (key, article) in order, cut into parts
by the leading bits of the key, so that a look-up reads one part a band and run. Runs of about one size are merged, as in a
log-structured merge tree. All is in the archive's own transactions; nothing is held in memory between two calls but the
tail.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from rensa import RMinHash
from sqlite_utils import Database

from archive.duplicates.shingles import shingles

BANDS, ROWS, MATCHES = 24, 3, 2
SEED = 20250701
# What makes keys comparable: our own settings and the way the library draws its permutations.
VERSION = f"{BANDS}x{ROWS}/{SEED}/rensa-{RMinHash.ALGORITHM_VERSION}"
TAIL = 1024  # sketches that wait
PART = 2048  # pairs a part at least: smaller ones are read faster, but leave more of their pages empty
FAN = 2
FEW = 16  # look-ups that read single parts; for more, whole bands are read
CHUNK = 2048  # texts that are signed at once
COMMON = 1000  # articles with one key of one run that are looked at
MOST = 64  # candidates of one text

Keys = npt.NDArray[np.uint32]
Pairs = npt.NDArray[np.uint64]  # key in the upper half, article in the lower

_HALF, _LOWER = np.uint64(32), np.uint64(0xFFFFFFFF)
_MIX = tuple(np.uint64(number) for number in (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0xBF58476D1CE4E5B9))


def sign(texts: Sequence[str]) -> Keys:
    """Return the sketches of texts, shape (len(texts), BANDS)."""
    parts = [_sign(texts[at : at + CHUNK]) for at in range(0, len(texts), CHUNK)]
    return np.concatenate(parts) if parts else np.empty((0, BANDS), np.uint32)


def _sign(texts: Sequence[str]) -> Keys:
    hashes, offsets = shingles(texts)
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(hashes, offsets, BANDS * ROWS, SEED)
    minima = np.array(matrix.to_rows(), dtype=np.uint64).reshape(len(texts), BANDS, ROWS)
    mixed = np.zeros((len(texts), BANDS), np.uint64)
    for row in range(ROWS):
        mixed = (mixed + minima[:, :, row]) * _MIX[row % len(_MIX)]
        mixed ^= mixed >> np.uint64(29)
    return (mixed >> _HALF).astype(np.uint32)


def shared_bands(one: Keys, other: Keys) -> int:
    """Return how many bands two sketches, each of shape (1, BANDS), share."""
    return int((one == other).sum())


@dataclass(frozen=True, slots=True)
class Run:
    """`articles` sketches in parts; a part has the keys with the same leading `bits`."""

    number: int
    articles: int
    bits: int


NO_RUN = Run(0, 0, 0)  # says how the sketches are made while there is no other


class Sketches:
    """The sketches of an archive; call inside a transaction that is begun IMMEDIATE."""

    def __init__(self, db: Database) -> None:
        self.db = db

    def add(self, articles: Sequence[int], keys: Keys) -> None:
        """Keep the sketches of articles; many at once become a run of their own."""
        if len(articles) < TAIL:
            self.db.conn.executemany(
                "insert or replace into sketch_tail (article_id, keys) values (?, ?)",
                [(article, row.astype("<u4").tobytes()) for article, row in zip(articles, keys, strict=True)],
            )
            waiting, waiting_keys = self._tail()
            if len(waiting) < TAIL:
                return
            self.db.execute("delete from sketch_tail")
            articles, keys = waiting.tolist(), waiting_keys
        ids = np.array(articles, dtype=np.uint64)
        number = self._next()
        bits = _bits(len(ids))
        for band in range(BANDS):
            self._write(number, band, bits, np.sort((keys[:, band].astype(np.uint64) << _HALF) | ids))
        self._register(Run(number, len(ids), bits))
        self._merge()

    def clear(self) -> None:
        """Forget all sketches; those to come are made in today's way."""
        for table in ("sketch_tail", "sketch_parts", "sketch_runs"):
            self.db.execute(f"delete from {table}")
        self._register(NO_RUN)

    def candidates(self, keys: Keys) -> list[list[int]]:
        """Return, for each sketch, the articles that share MATCHES bands with it, those with most first, at most MOST."""
        found = [*self._from_tail(keys), *(hit for run in self._runs() for hit in self._from_run(run, keys))]
        if not found:
            return [[] for _ in range(len(keys))]
        pairs, bands = np.unique(np.concatenate(found), return_counts=True)
        pairs, bands = pairs[bands >= MATCHES], bands[bands >= MATCHES]
        order = np.lexsort((pairs, -bands, pairs >> _HALF))
        rows, articles = (pairs[order] >> _HALF).astype(np.int64), (pairs[order] & _LOWER).tolist()
        edges = np.searchsorted(rows, np.arange(len(keys) + 1)).tolist()
        return [articles[start : min(end, start + MOST)] for start, end in pairwise(edges)]

    def outdated(self) -> bool:
        """Say whether the sketches were made in another way than today's: they must be made anew."""
        return not self.db.execute("select 1 from sketch_runs where version = ?", [VERSION]).fetchone()

    def _tail(self) -> tuple[npt.NDArray[np.uint64], Keys]:
        rows = self.db.execute("select article_id, keys from sketch_tail order by article_id").fetchall()
        ids = np.array([row[0] for row in rows], dtype=np.uint64)
        return ids, np.frombuffer(b"".join(row[1] for row in rows), dtype="<u4").reshape(len(rows), BANDS)

    def _from_tail(self, keys: Keys) -> list[Pairs]:
        """Return (row of `keys`, article) for each band shared with a waiting sketch."""
        ids, waiting = self._tail()
        if not len(ids):
            return []
        found = []
        for row, key in enumerate(keys):
            at, _ = np.nonzero(waiting == key)
            if len(at):
                found.append((np.uint64(row) << _HALF) | ids[at])
        return found

    def _from_run(self, run: Run, keys: Keys) -> Iterator[Pairs]:
        """Yield (row of `keys`, article) for each band shared with a sketch of a run."""
        if len(keys) <= FEW:
            for row, own in enumerate(keys.tolist()):
                yield from self._from_parts(run, row, own)
            return
        for band in range(BANDS):
            order = np.argsort(keys[:, band])  # look-ups in order are many times faster
            yield from _shared(self._read(run.number, band), keys[order, band], order)

    def _from_parts(self, run: Run, row: int, keys: list[int]) -> Iterator[Pairs]:
        """Yield the same for one sketch, reading one part a band."""
        parts = [key >> (32 - run.bits) for key in keys]
        for band, stored in self._read_parts(run.number, parts):
            first, last = (bisect_left(stored, key << 32) for key in (keys[band], keys[band] + 1))
            if first < last:
                shared = np.array(stored[first : min(last, first + COMMON)], dtype=np.uint64)
                yield (np.uint64(row) << _HALF) | (shared & _LOWER)

    def _runs(self) -> list[Run]:
        rows = self.db.execute("select run, articles, bits from sketch_runs where articles order by run")
        return [Run(*row) for row in rows.fetchall()]

    def _next(self) -> int:
        return int(self.db.execute("select max(run) + 1 from sketch_runs").fetchone()[0])

    def _register(self, run: Run) -> None:
        sql = "insert into sketch_runs (run, articles, bits, version) values (?, ?, ?, ?)"
        self.db.execute(sql, [run.number, run.articles, run.bits, VERSION])

    def _read(self, run: int, band: int) -> Pairs:
        rows = self.db.execute("select pairs from sketch_parts where run = ? and band = ? order by part", [run, band])
        return np.frombuffer(b"".join(row[0] for row in rows), dtype="<u8")

    def _read_parts(self, run: int, parts: Sequence[int]) -> Iterator[tuple[int, memoryview]]:
        """Yield one part of each band, as a list of numbers that is not copied."""
        wanted = ", ".join(f"({band}, {part})" for band, part in enumerate(parts))
        sql = f"""with wanted (band, part) as (values {wanted}) select stored.band, stored.pairs from wanted
            cross join sketch_parts as stored on stored.run = ? and (stored.band, stored.part) = (wanted.band, wanted.part)"""
        for band, pairs in self.db.execute(sql, [run]).fetchall():
            yield band, memoryview(pairs).cast("Q")

    def _write(self, run: int, band: int, bits: int, pairs: Pairs) -> None:
        edges = np.arange(1 << bits, dtype=np.uint64) << np.uint64(64 - bits) if bits else np.zeros(1, np.uint64)
        starts = [*np.searchsorted(pairs, edges).tolist(), len(pairs)]
        self.db.conn.executemany(
            "insert into sketch_parts (run, band, part, pairs) values (?, ?, ?, ?)",
            [
                (run, band, part, pairs[start:end].astype("<u8").tobytes())
                for part, (start, end) in enumerate(pairwise(starts))
                if end > start
            ],
        )

    def _merge(self) -> None:
        """Merge the two newest runs as long as the newer is about as large as the older."""
        while len(runs := self._runs()[-2:]) == 2 and FAN * runs[1].articles > runs[0].articles:
            merged = Run(self._next(), runs[0].articles + runs[1].articles, _bits(runs[0].articles + runs[1].articles))
            for band in range(BANDS):
                pairs = np.concatenate([self._read(run.number, band) for run in runs])
                pairs.sort(kind="stable")
                for run in runs:
                    self.db.execute("delete from sketch_parts where run = ? and band = ?", [run.number, band])
                self._write(merged.number, band, merged.bits, pairs)
            for run in runs:
                self.db.execute("delete from sketch_runs where run = ?", [run.number])
            self._register(merged)


def _shared(stored: Pairs, keys: Keys, rows: npt.NDArray[np.int64]) -> Iterator[Pairs]:
    """Yield (row, article) for each of the `keys`, given in order, that is among the stored pairs."""
    asked = keys.astype(np.uint64) << _HALF
    start = np.searchsorted(stored, asked)
    hit = start < len(stored)
    hit[hit] = stored[start[hit]] >> _HALF == keys[hit]
    if not hit.any():
        return
    first = start[hit]
    counts = np.minimum(np.searchsorted(stored, asked[hit] | _LOWER, side="right") - first, COMMON)
    at = np.arange(counts.sum()) - np.repeat(np.cumsum(counts) - counts, counts) + np.repeat(first, counts)
    yield (np.repeat(rows[hit], counts).astype(np.uint64) << _HALF) | (stored[at] & _LOWER)


def _bits(articles: int) -> int:
    return max(articles // PART, 1).bit_length() - 1
