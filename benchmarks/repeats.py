"""`python -m benchmarks.repeats`: finding near repeats among 100,000 and 1,000,000 articles, beside datasketch.

Three measures, each in a process of its own: `speed` (signing and look-up, in turns with datasketch's MinHashLSH in memory at
the same sketch), `size` (memory, tables, reopening), `quality` (the whole of `pgd duplicates rebuild` against the truth).
"""

import argparse
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from pathlib import Path

from sqlite_utils import Database

from archive.duplicates.comparison import compare, overlap
from archive.duplicates.sketches import BANDS, ROWS, Sketches, sign
from archive.duplicates.slots import words_of
from archive.records import Source
from archive.store import Archive
from archive.vietnamese import syllables, text_hash
from benchmarks.stories import Story, stories

BATCH = 20_000  # articles at once, about as many as `pgd duplicates rebuild` takes
HIGH = 0.85
# What must be reached: wishes, not readings. The speeds are ratios to datasketch in the same run.
AT_LEAST = {"look-up": 8.0, "with confirmation": 3.0, "high recall": 0.99, "recall": 0.97, "precision": 0.99}
AT_MOST = {"memory, MB": 300.0, "reopened, s": 1.0, "tables": 0.15, "merged forms": 0.01}


def batches(count: int) -> Iterator[list[Story]]:
    """Yield the articles in batches."""
    waiting: list[Story] = []
    for chunk in stories(count):
        waiting += chunk
        if len(waiting) >= BATCH:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


class Ours:
    """Sketches in SQLite: signs, looks up among those before, keeps."""

    def __init__(self, folder: Path) -> None:
        self.archive = Archive(folder)
        self.sketches = self.archive.repeats.sketches

    def find(self, batch: list[Story]) -> list[list[int]]:
        """Return, for each article of a batch, the candidates among all that are known, itself and later ones included."""
        with self.archive.batch():
            keys = sign([story.body for story in batch])
            self.sketches.add([story.number + 1 for story in batch], keys)
            found = self.sketches.candidates(keys)
        return [[other - 1 for other in others if other - 1 < s.number] for s, others in zip(batch, found, strict=True)]


class Theirs:
    """datasketch in memory: the same number of permutations, bands and rows, a fast hash, permutations drawn once."""

    def __init__(self) -> None:
        from datasketch import MinHash, MinHashLSH

        self.lsh = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
        self.empty = MinHash(num_perm=BANDS * ROWS, hashfunc=zlib.crc32)

    def find(self, batch: list[Story]) -> list[list[int]]:
        """Return the candidates of each article among those before it."""
        found = []
        for story in batch:
            words = syllables(story.body)
            sketch = self.empty.copy()
            sketch.update_batch([" ".join(run).encode() for run in zip(words, words[1:], words[2:], strict=False)])
            found.append(self.lsh.query(sketch))
            self.lsh.insert(story.number, sketch)
        return found


def check(figures: dict[str, float]) -> bool:
    """Print figures beside what they must reach; say whether all do."""
    good = True
    for name, value in figures.items():
        reached = value >= AT_LEAST[name] if name in AT_LEAST else value <= AT_MOST[name]
        bound = f">= {AT_LEAST[name]}" if name in AT_LEAST else f"<= {AT_MOST[name]}"
        print(f"{'ok   ' if reached else 'BELOW'} {name}: {value:.4g} ({bound})", flush=True)
        good &= reached
    return good


def measure_speed(count: int, peer_count: int) -> bool:
    """Time both on the same batches in turns; ours goes on to `count`."""
    ours_time, confirm_time, theirs_time = 0.0, 0.0, 0.0
    both: tuple[float, float] = (0.0, 0.0)
    recall: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, done = Ours(Path(folder)), Theirs(), 0
        bodies: dict[int, str] = {}
        for batch in batches(count):
            start = time.perf_counter()
            found = ours.find(batch)
            ours_time += time.perf_counter() - start
            own = {story.number: story.body for story in batch}
            bodies = own if done + len(batch) > peer_count else bodies | own
            start = time.perf_counter()
            for story, others in zip(batch, found, strict=True):
                for other in others:
                    compare(story.body, bodies.get(other, ""))
            confirm_time += time.perf_counter() - start
            if done < peer_count:
                start = time.perf_counter()
                their_found = theirs.find(batch)
                theirs_time += time.perf_counter() - start
                both = (ours_time, done + len(batch))
                _count_recall(recall, batch, their_found, own, "theirs")
            _count_recall(recall, batch, found, own, "ours")
            done += len(batch)
    ours.archive.close()
    rate, peer_rate = done / ours_time, both[1] / theirs_time
    confirmed = done / (ours_time + confirm_time)
    print(f"articles: ours {done:,}, datasketch {int(both[1]):,} of the same, in turns")
    print(f"signing + look-up: {rate:,.0f}/s, datasketch {peer_rate:,.0f}/s: {rate / peer_rate:.1f}x")
    print(f"  over the first {int(both[1]):,} only: {theirs_time / both[0]:.1f}x")
    print(f"with confirmation: {confirmed:,.0f}/s: {confirmed / peer_rate:.1f}x datasketch without it")
    for name in ("ours", "theirs"):
        high, low = recall[f"{name} high hit"] / recall[f"{name} high"], recall[f"{name} hit"] / recall[name]
        print(f"candidates, {name}: recall {high:.4f} of pairs with Jaccard >= {HIGH}, {low:.4f} of all near repeats")
    high = recall["ours high hit"] / recall["ours high"]
    figures = {"look-up": rate / peer_rate, "with confirmation": confirmed / peer_rate, "high recall": high}
    return check(figures)


def _count_recall(
    counts: Counter[str], batch: Iterable[Story], found: Iterable[list[int]], bodies: dict[int, str], name: str
) -> None:
    for story, others in zip(batch, found, strict=True):
        if story.repeats is None:
            continue
        hit = story.repeats in others
        counts[name] += 1
        counts[f"{name} hit"] += hit
        if overlap(words_of(story.body).shingles, words_of(bodies[story.repeats]).shingles)[1] >= HIGH:
            counts[f"{name} high"] += 1
            counts[f"{name} high hit"] += hit


def measure_size(count: int) -> bool:
    """Fill the sketches of `count` articles: memory of the process, bytes on disk, a look-up after reopening."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, text = Ours(folder), 0
        for batch in batches(count):
            text += sum(len(story.body.encode()) for story in batch)
            ours.find(batch)
        ours.archive.close()
        probe = sign([batch[-1].body])
        start = time.perf_counter()
        again = sqlite3.connect(folder / "archive.db", isolation_level=None)
        found = Sketches(Database(again)).candidates(probe)[0]
        opened = time.perf_counter() - start
        assert batch[-1].number + 1 in found
        tables = again.execute("select sum(pgsize) from dbstat where name like 'sketch%' or name like 'text_kin%'")
        size = tables.fetchone()[0]
        again.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"articles: {count:,}, {text / count:,.0f} bytes of text each")
    print(f"memory of the whole process: {memory:.0f} MB")
    print(f"opening and one look-up: {opened * 1000:.0f} ms")
    print(f"tables: {size / count:.0f} bytes an article, {size / text:.1%} of the text")
    figures = {"memory, MB": memory, "reopened, s": opened, "tables": size / text}
    return check(figures)


def measure_quality(count: int) -> bool:
    """Rebuild the repeats of an archive of `count` articles; compare its clusters with the truth."""
    truth: dict[int, int] = {}
    forms: dict[int, list[int]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        text = 0
        with archive.batch():
            archive.add_source(Source("phong", "Phòng", "phong.example", "http://phong.example/"))
            for batch in batches(count):
                archive.db.conn.executemany(
                    """insert into articles (id, source_id, url, url_key, title, body, first_seen_at, last_seen_at,
                        published_at, text_hash) values (?, 'phong', ?, ?, '', ?, '2025-01-01', '2025-01-01', ?, ?)""",
                    [_row(story) for story in batch],
                )
                text += sum(len(story.body.encode()) for story in batch)
                for story in batch:
                    truth[story.number] = story.number if story.repeats is None else truth[story.repeats]
                    if story.form is not None and story.repeats is None:
                        forms[story.form].append(story.number)
        start = time.perf_counter()
        with archive.batch():
            for _ in archive.repeats.rebuild():
                pass
        spent = time.perf_counter() - start
        rows = archive.db.execute("select id - 1, ifnull(duplicate_of, id) - 1 from articles").fetchall()
        kin = archive.db.execute("select kin, count(*) from text_kin group by kin").fetchall()
        size = archive.db.execute(
            "select sum(pgsize) from dbstat where name like 'sketch%' or name like 'text_kin%'"
        ).fetchone()[0]
    found = dict(rows)
    wanted, got = _pairs(truth), _pairs(found)
    hit = len(wanted & got)
    merged = sum(found[one] == found[other] for group in forms.values() for one, other in combinations(group, 2))
    pairs = sum(len(group) * (len(group) - 1) // 2 for group in forms.values())
    print(f"articles: {count:,}, rebuilt in {spent:.0f} s ({count / spent:,.0f}/s), kin {dict(kin)}")
    print(f"near repeats: recall {hit / len(wanted):.4f}, precision {hit / len(got):.4f} of {len(wanted):,} pairs")
    print(f"notices of one form: {merged / pairs:.4%} of {pairs:,} pairs merged")
    figures = {
        "recall": hit / len(wanted), "precision": hit / len(got), "merged forms": merged / pairs, "tables": size / text,
    }  # fmt: skip
    return check(figures)


def _row(story: Story) -> tuple[object, ...]:
    url = f"phong.example/{story.number}"
    return (
        story.number + 1,
        f"http://{url}",
        url,
        story.body,
        f"2020-01-01T00:00:{story.number:09}",
        text_hash("", None, story.body),
    )


def _pairs(clusters: dict[int, int]) -> set[tuple[int, int]]:
    groups: dict[int, list[int]] = defaultdict(list)
    for member, original in clusters.items():
        groups[original].append(member)
    return {pair for group in groups.values() for pair in combinations(sorted(group), 2)}


def main() -> None:
    """Run the measures, each in its own process so that memory is its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, nargs="*", default=[100_000, 1_000_000])
    parser.add_argument("--peer", type=int, default=100_000, help="articles that datasketch gets, too")
    parser.add_argument("--only", choices=("speed", "size", "quality"))
    args = parser.parse_args()
    if args.only:
        measures = {"speed": lambda n: measure_speed(n, args.peer), "size": measure_size, "quality": measure_quality}
        raise SystemExit(0 if measures[args.only](args.articles[0]) else 1)
    failed = 0
    for count in args.articles:
        for only in ("speed", "size", "quality"):
            print(f"\n## {only}, {count:,} articles", flush=True)
            command = [sys.executable, "-m", "benchmarks.repeats", "--only", only, "--articles", str(count)]
            failed += subprocess.run([*command, "--peer", str(args.peer)], check=False).returncode != 0
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
