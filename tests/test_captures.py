"""Captures of sites that run real CMS software: imported by the command, scored through the public tables.

The captures are not part of the project; without them beside the checkout these tests are skipped.
"""

import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, run

from archive.store import Archive

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


def test_the_second_capture_shows_what_changed(tmp_path: Path) -> None:
    """Five texts and one title were changed between the captures, and nothing else is a revision."""
    captures = [SITES / "nukeviet4.warc.gz", SITES / "nukeviet4-later.warc.gz"]
    for order in (captures, captures[::-1]):
        folder = tmp_path / order[0].name
        assert run("import", *order, "--archive", folder).returncode == 0
        with Archive(folder) as archive:
            changed = archive.db.execute(
                "select a.url from revisions r join articles a on a.id = r.article_id order by 1"
            )
            ids = sorted(int(url.rsplit("-", 1)[1].removesuffix(".html")) for (url,) in changed)
            assert ids == [73, 110, 127, 163, 287, 306]
            gone = archive.db.execute("select count(*) from articles where gone_at is not null").fetchone()
            assert gone == (4,)  # three were deleted, one moved without a redirect
