"""Captures of sites that run real CMS software: imported by the command, scored through the public tables.

The captures are not part of the project; without them beside the checkout these tests are skipped.
"""

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run

from archive.records import Article
from archive.store import Archive, source_for_host
from archive.warc import read_warc
from scraper.reader import read

SHARED = ROOT.parent / "shared"
SITES, SCORE = SHARED / "data" / "sites", SHARED / "tools" / "score.py"

pytestmark = pytest.mark.skipif(not SCORE.exists(), reason="no captures beside the checkout (../shared)")

FLOORS = {
    "nukeviet4": "found=1 title=1 published_at=1 author=.99 credit=.99 f1=.997 exact=.97 clean=1 dup_recall=1",
    "nukeviet4-later": "found=1 title=1 published_at=1 author=.99 credit=.99 f1=.997 exact=.97 clean=1 dup_recall=1",
    "wordpress": "found=1 title=1 published_at=1 author=.98 credit=.98 f1=.995 exact=.95 clean=1 dup_recall=1",
}
GENERIC = {
    "nukeviet4": "found=.99 title=.99 published_at=.95 f1=.98 exact=.85",
    "wordpress": "found=.98 title=.98 published_at=.95 f1=.98 exact=.85",
}
SEEDS = "found=1 title=1 published_at=1 author=1 f1=.99 exact=.8 clean=1"


def score(folder: Path, gold: Path, floors: str) -> subprocess.CompletedProcess[str]:
    wanted = [part for floor in floors.split() for part in ("--floor", floor)]
    command = [sys.executable, str(SCORE), str(folder / "archive.db"), str(gold), *wanted]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", FLOORS)
def test_captures(tmp_path: Path, name: str) -> None:
    assert run("import", SITES / f"{name}.warc.gz", "--archive", tmp_path).returncode == 0
    scored = score(tmp_path, SITES / f"{name}.gold.jsonl", FLOORS[name])
    assert scored.returncode == 0, scored.stdout


@pytest.mark.parametrize("name", GENERIC)
def test_captures_without_families(tmp_path: Path, name: str) -> None:
    done = run("import", SITES / f"{name}.warc.gz", "--family", "generic", "--archive", tmp_path)
    assert done.returncode == 0
    scored = score(tmp_path, SITES / f"{name}.gold.jsonl", GENERIC[name])
    assert scored.returncode == 0, scored.stdout


def test_layouts_by_other_people(tmp_path: Path) -> None:
    layouts = SHARED / "data" / "layouts"
    done = run("import", layouts / "layouts.warc.gz", "--family", "generic", "--archive", tmp_path)
    assert done.returncode == 0
    scored = score(tmp_path, layouts / "layouts.gold.jsonl", "title=.98 published_at=.95 author=.9 f1=.985 exact=.8")
    assert scored.returncode == 0, scored.stdout


def test_seeds(tmp_path: Path) -> None:
    seeds = SHARED / "data" / "seeds"
    assert run("import", *sorted(seeds.glob("*.txt")), "--archive", tmp_path).returncode == 0
    scored = score(tmp_path, seeds / "seeds.gold.jsonl", SEEDS)
    assert scored.returncode == 0, scored.stdout


def test_flood_blocker(tmp_path: Path) -> None:
    assert run("import", SITES / "flood-blocker.warc.gz", "--archive", tmp_path).returncode == 0
    with Archive(tmp_path) as archive:
        assert archive.db.execute("select count(*) from articles").fetchone() == (0,)
        reasons = archive.db.execute("select kind, reason is not null, count(*) from pages group by 1, 2").fetchall()
        assert reasons == [("blocked", 1, 12)]


def test_repeats_across_two_captures(tmp_path: Path) -> None:
    """Exact and near repeats inside and across two sites, and none that is not one."""
    sites = [SITES / f"{name}.warc.gz" for name in ("nukeviet4", "wordpress")]
    assert run("import", *sites, "--archive", tmp_path).returncode == 0
    gold = tmp_path / "gold.jsonl"
    gold.write_text(
        "".join((SITES / f"{site.name[:-8]}.gold.jsonl").read_text(encoding="utf-8") for site in sites), "utf-8"
    )
    scored = score(tmp_path, gold, "dup_recall=1 near_precision=1 near_recall=.97")
    assert scored.returncode == 0, scored.stdout


def _clusters(folder: Path) -> set[tuple[str, str, str]]:
    with Archive(folder) as archive:
        sql = "select a.url, o.url, a.duplicate_kind from articles a join articles o on o.id = a.duplicate_of"
        return set(archive.db.execute(sql).fetchall())


def test_the_same_clusters_in_ten_orders(tmp_path: Path) -> None:
    captured = [page for name in ("nukeviet4", "wordpress") for page, _ in read_warc(SITES / f"{name}.warc.gz")]
    stored = [(page, found) for page in captured if isinstance(found := read(page), Article)]
    found = []
    for seed in range(10):
        random.Random(seed).shuffle(stored)
        with Archive(tmp_path / str(seed)) as archive, archive.batch():
            for page, article in stored:
                source = source_for_host(page.url)
                archive.add_source(source)
                archive.store(page, article, source.id)
        found.append(_clusters(tmp_path / str(seed)))
    assert len(found[0]) >= 17
    assert all(clusters == found[0] for clusters in found)


@pytest.mark.parametrize("names", [("nukeviet4", "nukeviet4-later"), ("nukeviet4-later", "nukeviet4")])
def test_a_second_night(tmp_path: Path, names: tuple[str, str]) -> None:
    """Edited, renamed, moved and deleted articles, whichever capture is imported first."""
    for name in names:
        assert run("import", SITES / f"{name}.warc.gz", "--archive", tmp_path).returncode == 0
    scored = score(tmp_path, SITES / "nukeviet4-later.gold.jsonl", FLOORS["nukeviet4-later"] + " near_precision=1")
    assert scored.returncode == 0, scored.stdout
    gold, deleted = (
        [json.loads(line) for line in (SITES / f"nukeviet4-later.{name}.jsonl").read_text("utf-8").splitlines()]
        for name in ("gold", "deleted")
    )
    with Archive(tmp_path) as archive:
        rows = archive.db.execute("select url, gone_at, body from articles").fetchall()
        revised = archive.db.execute("select a.url from revisions r join articles a on a.id = r.article_id").fetchall()
    assert {url for url, _, _ in rows} == {line["url"] for line in [*gold, *deleted]}
    assert sorted(url for (url,) in revised) == sorted(
        line["url"] for line in gold if line["change"] in ("text", "title")
    )
    assert {url for url, gone, _ in rows if gone} == {line["url"] for line in deleted}
    assert sum(bool(body) for _, gone, body in rows if gone) >= 2  # one of them was a file only
