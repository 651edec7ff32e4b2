"""A small archive for the tests of the web pages: invented articles of invented offices."""

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from datasette.database import Database

from archive.records import Article, Medium, NotAnArticle, Page, Source
from archive.store import Archive

MAI = Source(
    "pgd-huong-mai", "Phòng GD&ĐT huyện Hương Mai", "huongmai.example", "http://huongmai.example/",
    kind="pgd", province="Quảng Lâm", district="Hương Mai", family="nukeviet4", status="live",
)  # fmt: skip
KHE = Source(
    "pgd-khe-son", "Phòng GD&ĐT huyện Khe Sơn", "kheson.example", "http://kheson.example/",
    kind="pgd", province="Bình Hải", district="Khe Sơn", status="hijacked",
)  # fmt: skip

GIFTED_BODY = (
    "Sáng 18/3, Phòng Giáo dục và Đào tạo huyện Hương Mai tổ chức lễ trao giải kỳ thi chọn học sinh giỏi lớp 9 "
    "cấp huyện năm học 2023 - 2024. Dự lễ có lãnh đạo Uỷ ban nhân dân huyện, hiệu trưởng các trường trung học cơ sở "
    "cùng 212 em đạt giải.\n"
    "Môn\tSố em dự thi\tGiải nhất\n"
    "Toán\t84\t3\n"
    "Ngữ văn\t91\t2\n"
    "Phát biểu tại buổi lễ, bà Lê Thu Hà, Trưởng phòng, khen các thầy cô đã bồi dưỡng các em suốt nhiều tháng, và mong "
    "các trường ở vùng sâu có thêm sách cho thư viện."
)
RAIN_BODY = (
    "Do mưa lớn kéo dài, Phòng Giáo dục và Đào tạo huyện Khe Sơn cho học sinh toàn huyện nghỉ học hai ngày 12 và "
    "13/10. Các trường cử người trực, đưa bàn ghế và sổ sách lên tầng cao. "
    "Việc dạy bù sẽ được sắp xếp vào các chiều thứ bảy."
)
SCRIPT = "<script>alert('xin chào')</script> & \"thử nghiệm\""


@pytest.fixture
def open_datasette(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Any]]:
    """Give Datasette's class; what it opens is closed at the end, which it does not do itself (warnings are errors)."""
    opened: list[sqlite3.Connection] = []
    connect = Database.connect

    def connect_and_note(self: Any, write: bool = False) -> sqlite3.Connection:
        opened.append(connect(self, write))
        return opened[-1]

    monkeypatch.setattr(Database, "connect", connect_and_note)
    yield Datasette
    for connection in opened:
        connection.close()


def page(url: str, day: str, status: int = 200) -> Page:
    """Return a fetched page; only its address and its day matter here."""
    headers = {"content-type": "text/html"}
    return Page(url, f"{day}T02:00:00+00:00", url.encode(), headers, status, "pgd.warc.gz", 120)


def build(folder: Path) -> dict[str, int]:
    """Write the sample archive into `folder` and return the ids of its articles by name."""
    with Archive(folder) as archive, archive.batch():
        archive.add_source(MAI)
        archive.add_source(KHE)
        gifted(archive)
        storm(archive)
        odd_ones(archive)
        archive.store(page("http://kheson.example/tag/mua", "2024-10-20"), NotAnArticle("tag", "trang từ khóa"), KHE.id)
        rows = archive.db.execute("select url, id from articles").fetchall()
    return {url.rsplit("/", 1)[-1]: article_id for url, article_id in rows}


def gifted(archive: Archive) -> None:
    """Store an article with everything: lead, table, files, pictures, a revision."""
    url = "http://huongmai.example/hoc-sinh-gioi"
    old = Article(
        url, "Trao giải học sinh giỏi", "Sáng 18/3, huyện trao giải.", published_at="2024-03-18T07:30:00+07:00"
    )
    new = Article(
        url,
        "Hương Mai trao giải học sinh giỏi lớp 9",
        GIFTED_BODY,
        lead="212 em đạt giải, nhiều hơn năm trước 17 em.",
        author="Trần Minh Đức",
        credit="Cổng thông tin huyện",
        category="Tin tức - Sự kiện",
        published_at="2024-03-18T07:30:00+07:00",
        published_raw="Thứ hai, 18/03/2024, 07:30",
        media=(
            Medium("image", "http://huongmai.example/anh/le-trao-giai.jpg", "Các em nhận giải tại hội trường huyện"),
            Medium("attachment", "http://huongmai.example/tep/danh-sach.xls", "Danh sách", "danh-sach-dat-giai.xls"),
            Medium("attachment", "javascript:alert(1)", None, "lạ.doc"),
        ),
        flags=("text-only", "new-flag"),
    )
    archive.store(page(url, "2024-03-18"), old, MAI.id)
    archive.store(page(url, "2024-04-02"), new, MAI.id)


def storm(archive: Archive) -> None:
    """Store an article and its repeat on the other site; the original has gone since."""
    original = "http://kheson.example/nghi-hoc"
    copy = "http://huongmai.example/nghi-hoc-dang-lai"
    title = "Học sinh Khe Sơn nghỉ học vì mưa lũ"
    archive.store(page(original, "2024-10-12"), Article(original, title, RAIN_BODY, published_at="2024-10-11"), KHE.id)
    archive.store(page(copy, "2024-10-14"), Article(copy, title, RAIN_BODY, published_at="2024-10-13"), MAI.id)
    archive.store(page(original, "2025-06-01", 404), NotAnArticle("error", "404"), KHE.id)


def odd_ones(archive: Archive) -> None:
    """Store an undated article, one that says giới, one with a hostile title and one that came as a file."""
    for name, title, body, day in (
        (
            "gioi-thieu",
            "Giới thiệu sách mới cho thư viện",
            "Uỷ ban và Ủy ban là một; năm nay thư viện mở thêm giờ.",
            None,
        ),
        ("la", SCRIPT, "Bài có <b>thẻ</b> trong chữ và một <script>alert(2)</script>.", "2019-05"),
        ("hoa", "Trường Hoà Bình khánh thành dãy phòng học", "Dãy nhà sáu phòng.", "2021-09-05"),
    ):
        url = f"http://huongmai.example/{name}"
        archive.store(page(url, "2025-01-05"), Article(url, title, body, published_at=day), MAI.id)
    url = "file:/bao-cao"
    archive.store(page(url, "2025-01-06"), Article(url, "Báo cáo tổng kết năm học", "Toàn huyện có 41 trường."), KHE.id)
