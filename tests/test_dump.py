"""Text dumps of pages: menus, clocks and counters around a text, and no markup to tell them apart."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.records import Article, NotAnArticle, Page
from scraper.reader import read
from scraper.reading.dump import join_wrapped

FETCHED = "2025-12-01T08:00:00+07:00"
P1 = "Từ tuần này, bảy trường ở vùng hạ đổi giờ vào học sớm hơn mười lăm phút để kịp con nước lớn buổi chiều."
P2 = "Cô Thạch Thị Sóc Kha, hiệu trưởng Trường Tiểu học Bãi Nồm, cho biết phụ huynh đều đồng tình vì đò ngang chỉ chạy đến bốn giờ rưỡi."
P3 = "Những hôm gió cấp năm trở lên, các em được nghỉ và học bù vào sáng thứ Bảy; thầy cô gọi điện báo từng nhà trước sáu giờ."
TITLE = "Vùng hạ đổi giờ vào học theo con nước"


def dump(*lines: str, name: str = "bai.txt", sep: str = "\n\n") -> Article | NotAnArticle:
    return read(Page(f"file:{name}", FETCHED, sep.join(lines).encode(), {"content-type": "text/plain"}))


def gold(title: str = TITLE, body: tuple[str, ...] = (P1, P2, P3), **fields: Any) -> dict[str, Any]:
    return {
        "title": title,
        "lead": None,
        "author": None,
        "credit": None,
        "published_at": None,
        "body": list(body),
    } | fields


def shown(found: Article | NotAnArticle) -> dict[str, Any]:
    assert isinstance(found, Article), found
    names = ("title", "lead", "author", "credit", "published_at")
    return {name: getattr(found, name) for name in names} | {"body": found.body.split("\n")}


CLOCK_REASON = "_Dump._date: a header clock is taken for the date"
CASES: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "bare": ((TITLE, P1, P2, P3), gold()),
    "date below the title": (
        (TITLE, "Thứ năm - 09/06/2022 14:40", P1, P2, P3), gold(published_at="2022-06-09T14:40:00+07:00"),
    ),
    "menus and a clock before the title": (
        ("Hôm nay thứ 7. Ngày 24/03/2018", "Trang chủ", "Giới thiệu", "Tin tức", "Văn bản", "Thư điện tử", TITLE,
         "(Ngày đăng :16/03/2018 3:47:32 CH)", P1, P2, P3),
        gold(published_at="2018-03-16T15:47:32+07:00"),
    ),
    "a clock only": (("Hôm nay thứ 7. Ngày 24/03/2018", "CHUYÊN MỤC", TITLE, P1, P2, P3), gold()),
    "a clock without `today`": (("Thursday, 26/05/2022 - 00:17|", "TIN TỨC", TITLE, P1, P2, P3), gold()),
    "counters behind the date": (
        (TITLE, "24/08/2023 04:42    182", P1, P2, P3), gold(published_at="2023-08-24T04:42:00+07:00"),
    ),
    "nukeviet": (
        ("Trang nhất", "Tin Tức", TITLE, "Thứ năm - 09/06/2022 14:40 1.271 0", P1, P2, P3, "Tác giả bài viết: Lò Thị Mẩy",
         "Nguồn tin: Bản tin Khe Vàng", "Tổng số điểm của bài viết là: 5 trong 1 đánh giá", "Click để đánh giá bài viết",
         "Những tin mới hơn", "Ngày hội đọc sách ở Nậm Pung (22/08/2023)", "Những tin cũ hơn", "Đón đoàn tình nguyện về sửa cầu"),
        gold(body=(P2, P3), lead=P1, author="Lò Thị Mẩy", credit="Bản tin Khe Vàng", published_at="2022-06-09T14:40:00+07:00"),
    ),
    "nukeviet 3 with hidden machine lines": (
        (TITLE, "Đăng lúc: Thứ năm - 01/09/2022 20:48 - Người đăng bài viết: quantri_01", P1, P2, P3,
         "Chú ý: Việc đăng lại bài viết trên ở website khác mà không ghi rõ nguồn là vi phạm bản quyền", "Từ khóa: đổi giờ, con nước",
         "Ý kiến bạn đọc", "Rất hợp lý, cảm ơn nhà trường đã nghĩ cho các cháu ở xa phải đi đò hằng ngày."),
        gold(published_at="2022-09-01T20:48:00+07:00"),
    ),
    "doubled article": (
        (TITLE, "19/09/2020 785", P1, P2, P3, TITLE, P1, P2, P3), gold(published_at="2020-09-19"),
    ),
    "title twice": ((TITLE, TITLE, "- 17-08-2024", P1, P2, P3), gold(published_at="2024-08-17")),
    "date at the end": ((TITLE, P1, P2, P3, "Cập nhật ngày: 13/11/2022 07:22"), gold(published_at="2022-11-13T07:22:00+07:00")),
    "counters, related and footer": (
        (TITLE, "A- A A+", "Lượt xem: 242", P1, P2, P3, "Các tin khác:", "Hội thi rung chuông vàng cấp cụm (20/09/2019)",
         "Đang online: 83", "Địa chỉ: tổ 4, thị trấn Khe Vàng", "Bản quyền thuộc Phòng Giáo dục và Đào tạo"),
        gold(),
    ),
    "signature at the end": ((TITLE, P1, P2, P3, "Thạch Thị Mơ"), gold(author="Thạch Thị Mơ")),
    "signature and file names": (
        (TITLE, P1, "IMG_0703", P2, "gio hoc (2).JPG", P3, "Ảnh và tin bài: Thạch Thị Mơ"), gold(author="Thạch Thị Mơ"),
    ),
    "typed lists": (
        (TITLE, P1, "1. Khối sáng: 6 giờ 45", "2. Khối chiều: 12 giờ 45", "- Mầm non giữ nguyên giờ cũ", P2),
        gold(body=(P1, "1. Khối sáng: 6 giờ 45", "2. Khối chiều: 12 giờ 45", "- Mầm non giữ nguyên giờ cũ", P2)),
    ),
    "event dates are no dates": (
        (TITLE, "Sáng 20-8, hội cha mẹ học sinh đã họp với nhà trường để bàn chuyện đưa đón các em qua sông mùa gió chướng.", P2, P3),
        gold(body=("Sáng 20-8, hội cha mẹ học sinh đã họp với nhà trường để bàn chuyện đưa đón các em qua sông mùa gió chướng.", P2, P3)),
    ),
    "a future date is not believed": ((TITLE, "Thứ hai, 14/9/2026, 15:22", P1, P2, P3), gold()),
    "no space between": ((TITLE, "Ngày: 27/03/2017", P1, P2, P3), gold(published_at="2017-03-27")),
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    list(CASES),
)
@pytest.mark.parametrize("sep", ["\n", "\n\n", "\r\n", "\n \t\n"])
def test_dumps(name: str, sep: str) -> None:
    lines, expected = CASES[name]
    assert shown(dump(*lines, sep=sep)) == expected


def test_a_dump_says_what_it_is() -> None:
    found = dump(TITLE, P1, P2, name="Bài số 1.txt")
    assert isinstance(found, Article)
    assert found.url == "file:Bài số 1.txt"
    assert "text-only" in found.flags


@pytest.mark.parametrize("width", [60, 80])  # at 72 a line begins with a name: nothing tells it from a new paragraph
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    def wrap(text: str) -> str:
        lines, line = [], ""
        for word in text.split():
            if len(line) + len(word) >= width:
                lines.append(line)
                line = ""
            line = f"{line} {word}".strip()
        return "\n".join([*lines, line])

    first = P1.replace("Từ tuần", "từ tuần").capitalize()
    assert shown(dump(TITLE, wrap(first), wrap(P3)))["body"] == [first, P3]


def test_list_items_are_not_joined() -> None:
    long = "Các trường thực hiện những việc sau đây trong tuần đầu tiên"
    assert join_wrapped([long, "a) rà soát sĩ số", "b) sửa bàn ghế"]) == [long, "a) rà soát sĩ số", "b) sửa bàn ghế"]
    assert join_wrapped([long, "của năm học mới"]) == [f"{long} của năm học mới"]


@pytest.mark.parametrize(
    "text", ["", "\n\n", "\x00\x00", "Trang chủ\nTin tức\nLiên hệ", "12/03/2020", "a" * 10, "Lượt xem: 12\n" * 50]
)
def test_dumps_without_an_article(text: str) -> None:
    found = dump(text)
    assert isinstance(found, NotAnArticle)
    assert found.reason


def test_a_dump_in_windows_1258_or_with_a_mark() -> None:
    text = "\n".join([TITLE, P1, P2])
    page = Page("file:a.txt", FETCHED, text.encode("utf-8-sig"), {"content-type": "text/plain"})
    assert shown(read(page)) == gold(body=(P1, P2))
    assert shown(read(Page("file:a.txt", FETCHED, text.encode("utf-16"), {"content-type": "text/plain"}))) == gold(
        body=(P1, P2)
    )


@settings(max_examples=60)
@given(
    st.lists(
        st.one_of(st.text(max_size=120), st.sampled_from([TITLE, P1, P2, "Thứ năm - 09/06/2022 14:40", "Tác giả: An"])),
        max_size=12,
    )
)
def test_any_lines_give_an_answer(lines: list[str]) -> None:
    found = read(
        Page("file:x.txt", FETCHED, "\n".join(lines).encode("utf-8", "replace"), {"content-type": "text/plain"})
    )
    assert isinstance(found, Article | NotAnArticle)
