"""How values are written for people."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.datasette.display import (
    Block,
    blocks,
    date_origin,
    flag_words,
    safe_link,
    vietnamese_date,
    vietnamese_number,
    wayback_link,
)


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("2024-03-08", "08/03/2024"),
        ("2024-03-08T07:05:00+07:00", "08/03/2024, 07:05"),
        ("2024-03-08T20:05:00+00:00", "09/03/2024, 03:05"),
        ("2024-03-08T20:05:00Z", "09/03/2024, 03:05"),
        ("2024-03-08T20:05:00", "08/03/2024, 20:05"),
        ("2019-05", "05/2019"),
        ("2019", "2019"),
        ("hôm qua", "hôm qua"),
        ("9999-12-31T23:59:59-12:00", "9999-12-31T23:59:59-12:00"),
        (None, "không rõ ngày"),
        ("", "không rõ ngày"),
    ],
)
def test_dates(stored: str | None, shown: str) -> None:
    assert vietnamese_date(stored) == shown


@given(st.text(), st.integers(0))
def test_no_value_is_an_error(text: str, number: int) -> None:
    assert vietnamese_date(text)
    flag_words(text)
    assert vietnamese_number(number).replace(".", "") == str(number)


def test_numbers() -> None:
    assert vietnamese_number(1_234_567) == "1.234.567"


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("http://pgd.example/tin?id=1&b=2", True),
        ("HTTPS://pgd.example", True),
        ("file:bai.txt", False),
        ("javascript:alert(1)", False),
        ("  http://pgd.example", False),
        ("//pgd.example", False),
        ("http://", False),
        ("data:text/html,x", False),
        (None, False),
    ],
)
def test_links(url: str | None, safe: bool) -> None:
    assert safe_link(url) == (url if safe else None)
    assert wayback_link(url) == (f"https://web.archive.org/web/2025*/{url}" if safe else None)


def test_flags() -> None:
    assert flag_words('["text-only", "x"]')[0].startswith("Chỉ còn văn bản")
    assert flag_words('["x"]') == ["x"]
    assert flag_words("[]") == flag_words(None) == []


def test_lines_with_tabs_are_tables() -> None:
    assert list(blocks("Một\n\nA\tB\nC\nD\tE\tF\nG\tH\n")) == [
        Block("Một"),
        Block(rows=(("A", "B"),)),
        Block("C"),
        Block(rows=(("D", "E", "F"), ("G", "H", ""))),
    ]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ("Thứ năm - 09/06/2022 14:40 [by the title]", "nguyên văn: “Thứ năm - 09/06/2022 14:40”, cạnh tiêu đề"),
        ("1600000000 [address]", "nguyên văn: “1600000000”, trong địa chỉ của trang"),
        ("Đăng lúc: 31/02/2020", "nguyên văn trên trang: “Đăng lúc: 31/02/2020”"),
        (None, ""),
    ],
)
def test_where_a_date_was_read(raw: str | None, words: str) -> None:
    assert date_origin(raw) == words
