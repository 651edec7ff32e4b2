"""Reads the same pages with pgd-archive and its peers, in one run, and prints quality and speed as ratios.

    python -m benchmarks.reading [FOLDER-OR-WARC ...] [--peers] [--floors FILE] [--rounds N]

The golden pages of the tests are read, and a folder is searched for captures with gold data; without any, the project's
own sample sites are read. With --floors
the exit status is 1 where a figure is below its floor.
"""

import argparse
import logging
import statistics
import sys
import time
import tomllib
import warnings
from collections.abc import Iterable
from pathlib import Path

from archive.console import table
from benchmarks.corpora import Case, captures, goldens, samples
from benchmarks.extractors import OURS, Extractor, Fields, installed_peers
from benchmarks.measures import FIGURES, measure

SPEED = "pages/s"
REFERENCE = "trafilatura, fast"


def find(paths: Iterable[Path]) -> dict[str, list[Case]]:
    """Return the corpora by name: the golden pages, and the captures; the sample sites where no path is given."""
    found = {}
    for path in paths:
        warcs = [path] if path.is_file() else sorted(path.rglob("*.warc.gz"))
        for warc in warcs:
            if warc.with_name(warc.name.replace(".warc.gz", ".gold.jsonl")).exists():
                found[warc.name.removesuffix(".warc.gz")] = list(captures(warc))
    return {"goldens": list(goldens())} | (found or {"samples": list(samples())})


def run(extractor: Extractor, cases: list[Case]) -> tuple[list[Fields], float]:
    """Extract from all cases; returns what was found and the seconds it took. A crash of an extractor finds nothing."""
    found: list[Fields] = []
    start = time.perf_counter()
    for case in cases:
        try:
            found.append(extractor(case.page))
        except Exception:  # a peer's crash is its result
            found.append({})
    return found, time.perf_counter() - start


def figures(cases: list[Case], found: list[Fields]) -> dict[str, float]:
    """Return the mean of every figure."""
    rows = [measure(case, got) for case, got in zip(cases, found, strict=True)]
    return {name: statistics.fmean(row[name] for row in rows) for name in FIGURES}


def compare(cases: list[Case], extractors: dict[str, Extractor], rounds: int) -> dict[str, dict[str, float]]:
    """Run all extractors in turn, `rounds` times; speeds are medians relative to the reference (or the first)."""
    times: dict[str, list[float]] = {name: [] for name in extractors}
    results = {}
    for extractor in extractors.values():  # what is loaded at the first call is not counted
        run(extractor, cases[:3])
    for _ in range(rounds):
        for name, extractor in extractors.items():
            found, seconds = run(extractor, cases)
            times[name].append(seconds)
            results[name] = found
    reference = REFERENCE if REFERENCE in extractors else next(iter(extractors))
    rows = {}
    for name in extractors:
        ratio = statistics.median(base / own for base, own in zip(times[reference], times[name], strict=True))
        rows[name] = figures(cases, results[name]) | {"speed": ratio, SPEED: len(cases) / min(times[name])}
    return rows


def below_floor(
    corpus: str, rows: dict[str, dict[str, float]], floors: dict[str, dict[str, dict[str, float]]]
) -> list[str]:
    """Return a line for every figure below its floor: floors[corpus][extractor][figure]."""
    return [
        f"{corpus}: {name}: {figure} {rows[name][figure]:.4f} < {floor}"
        for name, wanted in floors.get(corpus, {}).items()
        for figure, floor in wanted.items()
        if name in rows and rows[name].get(figure, 0.0) < floor
    ]


def main() -> int:
    """Print the tables; returns the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--floors", type=Path)
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    logging.disable(logging.CRITICAL)
    floors = tomllib.loads(options.floors.read_text("utf-8")) if options.floors else {}
    extractors = OURS | (installed_peers() if options.peers else {})
    low: list[str] = []
    for corpus, cases in find(options.paths).items():
        rows = compare(cases, extractors, options.rounds)
        heads = ("extractor", *FIGURES, "speed", SPEED)
        cells = [
            [name, *(f"{row[figure]:.3f}" for figure in FIGURES), f"{row['speed']:.1f}x", f"{row[SPEED]:.0f}"]
            for name, row in rows.items()
        ]
        print(f"\n{corpus}: {len(cases)} articles\n" + table(heads, cells, right=range(1, len(heads))))
        low += below_floor(corpus, rows, floors)
    for line in low:
        print(f"below the floor: {line}", file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
