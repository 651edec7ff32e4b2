"""Two texts: copies that were edited, forms filled in differently, strangers. Pairs written for the project by others."""

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import MEETING

from archive.duplicates.comparison import Comparison, compare
from archive.vietnamese import article_text

KIN = Path(__file__).parent / "kin"


def pairs(name: str) -> list[Any]:
    lines = (KIN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [pytest.param(pair, id=pair["id"]) for pair in map(json.loads, lines)]


def compared(pair: dict[str, Any]) -> Comparison:
    a, b = (article_text(pair[side].get("lead"), pair[side]["body"]) for side in "ab")
    found, turned = compare(a, b), compare(b, a)
    assert (found.kin, found.jaccard, found.shared) == (turned.kin, turned.jaccard, turned.shared)
    assert [(d.a, d.b) for d in found.differences] == [(d.b, d.a) for d in turned.differences]
    return found


@pytest.mark.parametrize("pair", pairs("letters"))
def test_letters_of_two_offices_or_years_are_never_one(pair: dict[str, Any]) -> None:
    assert compared(pair).kin in ("template", "different")


@pytest.mark.parametrize("pair", pairs("near"))
def test_an_article_edited_by_another_site_is_the_same(pair: dict[str, Any]) -> None:
    assert compared(pair).kin in ("near", "exact")


@pytest.mark.parametrize("pair", pairs("different"))
def test_articles_that_only_look_alike_are_two(pair: dict[str, Any]) -> None:
    assert compared(pair).kin in ("template", "different")


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("43 trường", "57 trường", "slot"),
        ("trên địa bàn huyện", "trên địa bàn thị xã", "slot"),
        ("Ủy ban nhân dân huyện", "UBND huyện", "spelling"),
        ("lãnh đạo Ủy ban", "đại biểu Ủy ban", "edit"),
        ("mỗi mùa mưa.", "mỗi mùa mưa. Hội nghị kết thúc vào buổi trưa cùng ngày.", "addition"),
        ("mỗi mùa mưa.", "mỗi mùa mưa.\nLê Thị Hoa", "addition"),
        ("Sáng ngày", "Chiều ngày", "slot"),
    ],
)
def test_kinds_of_differences(old: str, new: str, kind: str) -> None:
    found = compare(MEETING, MEETING.replace(old, new))
    assert [difference.kind for difference in found.differences] == [kind]
    assert found.kin == ("template" if kind == "slot" else "near")


def test_a_paragraph_more_is_the_same_article_and_a_page_more_is_another() -> None:
    paragraph = "Ban tổ chức cho biết các tổ chuyên môn sẽ họp riêng để bàn cách dạy những bài mới của năm học này."
    assert compare(MEETING, f"{MEETING}\n{paragraph}").kin == "near"
    chapters = "\n".join(f"{paragraph} Phần thứ {at} nói về chuyện khác hẳn, xa xôi {at * 7} dặm." for at in range(12))
    assert compare(MEETING, f"{MEETING}\n{chapters}").kin == "different"


def test_sentences_in_another_order_are_still_there() -> None:
    first, second = MEETING.split("\n")
    found = compare(f"{first}\n{second}", f"{second}\n{first}")
    assert found.kin == "near"


def test_one_place_name_for_another_is_another_story_whatever_was_edited() -> None:
    here = MEETING.replace("trên địa bàn huyện", "trên địa bàn huyện Nậm Sơn")
    there = MEETING.replace("trên địa bàn huyện", "trên địa bàn huyện Tân Hà").replace("triển khai", "và bàn")
    assert compare(here, there).kin == "template"


def test_hostile_texts_end() -> None:
    for text in ("", "\x00" * 1000, "a " * 50_000, "\n" * 10_000, "@" * 20_000, "ÀÁ " * 20_000, "(" * 5_000):
        assert compare(text, text + " b").kin in ("exact", "near", "template", "different")
