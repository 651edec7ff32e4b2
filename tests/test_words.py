"""Word by word: what differs between two texts, and nothing is lost on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import words
from archive.words import Piece, align, diff_lines, word_diff

TEXTS = st.text(alphabet="ab à.,\n đ1", max_size=60)


@given(TEXTS, TEXTS)
def test_a_diff_holds_both_texts(old: str, new: str) -> None:
    pieces = word_diff(old, new)
    assert "".join(piece.text for piece in pieces if piece.change != "removed") == new
    kept = "".join(piece.text for piece in pieces if piece.change != "added")
    assert "".join(kept.split()) == "".join(old.split())


@given(st.lists(st.sampled_from("abc"), max_size=30), st.lists(st.sampled_from("abc"), max_size=30))
def test_regions_cover_both_lists_in_order(a: list[str], b: list[str]) -> None:
    regions = align(a, b)
    assert [at for r in regions for at in range(r.a_from, r.a_to)] == list(range(len(a)))
    assert [at for r in regions for at in range(r.b_from, r.b_to)] == list(range(len(b)))
    assert all(a[r.a_from : r.a_to] == b[r.b_from : r.b_to] for r in regions if r.equal)


def test_one_number_corrected_is_one_word() -> None:
    assert word_diff("Trao 273 suất quà.", "Trao 237 suất quà.") == [
        Piece("same", "Trao "), Piece("removed", "273"), Piece("added", "237"), Piece("same", " suất quà."),
    ]  # fmt: skip


def test_a_sentence_written_anew_is_no_patchwork() -> None:
    old = "Các trường báo cáo trước ngày 5 và gửi về phòng."
    new = "Đơn vị nào chậm và không gửi sẽ bị nhắc tên."
    changes = [piece.change for piece in word_diff(old, new)]
    assert len(changes) <= 5


def test_white_space_alone_is_no_difference() -> None:
    assert {piece.change for piece in word_diff("một  hai\nba", "một hai ba")} == {"same"}


def test_lines_of_a_diff() -> None:
    lines = diff_lines("Sáng nay họp.\nTrời mưa to.", "Sáng nay họp.\nTrời mưa to.\nChiều nghỉ")
    assert [[(piece.change, piece.text) for piece in line] for line in lines] == [
        [("same", "Sáng nay họp.")], [("same", "Trời mưa to.")], [("added", "Chiều nghỉ")],
    ]  # fmt: skip


def test_texts_too_long_to_align_are_compared_by_their_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "LONGEST", 5)
    regions = align(list("abcdefgh"), list("abcXYfgh"))
    assert [(r.equal, r.a_from, r.a_to, r.b_from, r.b_to) for r in regions] == [
        (True, 0, 3, 0, 3), (False, 3, 5, 3, 5), (True, 5, 8, 5, 8),
    ]  # fmt: skip
    assert all(r.equal for r in align(list("abcdefgh"), list("abcdefgh")))
    assert align([], list("abcdefgh"))[0][1:] == (0, 0, 0, 8)
