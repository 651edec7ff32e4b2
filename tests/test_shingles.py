"""Shingles and sketches: the same for every spelling, whatever stands beside a text; found again after a restart."""

import random
import unicodedata
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.duplicates import shingles as module
from archive.duplicates import sketches as sketches_module
from archive.duplicates.shingles import is_long, shingles
from archive.duplicates.sketches import BANDS, Sketches, sign
from archive.store import Archive
from archive.vietnamese import article_text, syllables

WORDS = "hội nghị tổng kết năm học trường mầm non xã Ea H'leo hoà bình thuỷ lợi quý đại biểu 19/5/2020 “Đắk Lắk” … a_b 中文".split()
TEXTS = st.lists(st.sampled_from([*WORDS, "\n", " ", ", ", "x\u0301y", "Q", "oà", "😀"]), max_size=40).map(" ".join)


def of_one(text: str) -> list[int]:
    return [int(value) for value in shingles([text])[0]]


def reference(text: str) -> list[tuple[str, ...]]:
    words = syllables(text)
    return list(zip(words, words[1:], words[2:], strict=False))


@given(st.lists(TEXTS, max_size=6))
def test_runs_of_three_syllables_each_with_its_own_hash(texts: list[str]) -> None:
    texts = [unicodedata.normalize("NFC", text) for text in texts]
    hashes, offsets = shingles(texts)
    assert len(offsets) == len(texts) + 1
    assert int(offsets[-1]) == len(hashes)
    known: dict[tuple[str, ...], int] = {}
    for at, text in enumerate(texts):
        own = hashes[int(offsets[at]) : int(offsets[at + 1])].tolist()
        runs = reference(text)
        assert len(own) == len(runs)
        assert all(known.setdefault(run, value) == value for run, value in zip(runs, own, strict=True))
    assert len(set(known.values())) == len(known)


@pytest.mark.parametrize("spelling", ["HOÀ BÌNH, thuỷ lợi; quý I", "hòa  bình\nthủy lợi: Quý i"])
def test_case_tone_placement_and_punctuation_do_not_matter(spelling: str) -> None:
    assert of_one(spelling) == of_one("Hòa bình thủy lợi quý I")


def test_a_text_longer_than_a_chunk(monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(random.Random(1).choices(WORDS, k=2_000))
    whole = of_one(text)
    monkeypatch.setattr(module, "CHUNK", 500)
    assert of_one(text) == whole
    assert shingles([text, text])[0].tolist() == whole * 2


def test_no_text_and_no_syllables() -> None:
    assert len(shingles([])[0]) == 0
    assert shingles(["", "một hai", " . "])[1].tolist() == [0, 0, 0, 0]
    assert not is_long("Xem tệp đính kèm.")


def test_a_lead_that_the_body_repeats_counts_once() -> None:
    assert article_text("Mở đầu.", "Mở đầu.\nThân bài.") == "Mở đầu.\nThân bài."
    assert article_text("Mở đầu.", "Thân bài.") == "Mở đầu.\nThân bài."
    assert article_text(None, "Thân bài.") == "Thân bài."


def invented(count: int, seed: int = 1) -> list[str]:
    """Return texts of 150 made-up words each."""
    pick = random.Random(seed)
    vocabulary = [f"{a}{b}{c}" for a in "bcdghklmnt" for b in "aeiouyăâôơ" for c in ("", "n", "ng", "t")]
    return [" ".join(pick.choices(vocabulary, k=150)) for _ in range(count)]


def edited(text: str, share: float, seed: int) -> str:
    pick = random.Random(seed)
    return " ".join("khác" if pick.random() < share else word for word in text.split())


@pytest.fixture
def small_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make tails and parts small, so that a few hundred texts go through all levels."""
    monkeypatch.setattr(sketches_module, "TAIL", 16)
    monkeypatch.setattr(sketches_module, "PART", 32)


@pytest.mark.usefixtures("small_runs")
@pytest.mark.parametrize("at_once", [1, 7, 40, 300])
def test_every_sketch_is_found_again_however_it_came(archive: Archive, tmp_path: Path, at_once: int) -> None:
    texts = invented(300)
    keys = sign(texts)
    with archive.batch():
        for start in range(0, 300, at_once):
            archive.repeats.sketches.add(range(start + 1, min(start + at_once, 300) + 1), keys[start : start + at_once])
    near = sign([edited(text, 0.04, at) for at, text in enumerate(texts)])
    folder = archive.path.parent
    for asked in (keys, near):
        assert all(at + 1 in found for at, found in enumerate(archive.repeats.sketches.candidates(asked)))
    with Archive(folder) as again:  # nothing to load, nothing lost
        sketches = Sketches(again.db)
        assert sketches.candidates(near[:3]) == archive.repeats.sketches.candidates(near)[:3]
        assert sketches.candidates(near[5:6])[0] == [6]


@pytest.mark.usefixtures("small_runs")
def test_runs_are_merged_and_parts_hold_their_keys(archive: Archive) -> None:
    sketches = archive.repeats.sketches
    with archive.batch():
        for at, row in enumerate(sign(invented(400)), 1):
            sketches.add([at], row[np.newaxis])
    runs = archive.db.execute("select articles from sketch_runs where articles order by run").fetchall()
    assert len(runs) <= 6
    waiting = archive.db.execute("select count(*) from sketch_tail").fetchone()[0]
    assert sum(row[0] for row in runs) + waiting == 400
    size = archive.db.execute("select sum(length(pairs)) from sketch_parts").fetchone()[0]
    assert size == 8 * BANDS * (400 - waiting)


def test_a_failed_batch_leaves_no_sketch(archive: Archive) -> None:
    keys = sign(invented(1))

    def fail() -> None:
        with archive.batch():
            archive.repeats.sketches.add([1], keys)
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert archive.repeats.sketches.candidates(keys) == [[]]


def test_strangers_are_no_candidates(archive: Archive) -> None:
    keys = sign(invented(200))
    with archive.batch():
        archive.repeats.sketches.add(range(1, 201), keys)
    found = archive.repeats.sketches.candidates(sign(invented(200, seed=2)))
    assert sum(map(len, found)) == 0
