"""Pages and text files in the code of an old font are read in Unicode, and what they printed is kept."""

from pathlib import Path

import pytest
from test_legacy import cp1252, tcvn3, vni

from archive.records import Article, Page
from archive.store import Archive, source_for_host
from scraper.reader import read

TITLE = "Hội nghị tổng kết năm học của ngành giáo dục huyện Sơn Lĩnh"
BODY = [
    "Sáng nay, Phòng Giáo dục và Đào tạo huyện Sơn Lĩnh tổ chức hội nghị tổng kết năm học với sự có mặt của các thầy cô.",
    "Báo cáo cho thấy chất lượng giáo dục được giữ vững, tỉ lệ học sinh lên lớp thẳng cao hơn năm trước hai phần trăm.",
    "Nhiều trường vùng xa đã khắc phục khó khăn về đường sá, vận động đủ học sinh ra lớp ngay từ tuần đầu tiên.",
]
CODES = {"tcvn3": tcvn3, "vni": vni, "mojibake": cp1252}


def page(code: str) -> Page:
    """Write a page whose menu is in Unicode and whose article is in the code of a font."""
    encode = CODES[code]
    text = "".join(f"<p>{encode(line)}</p>" for line in BODY)
    source = (
        f"<html><head><title>Trang tin huyện Sơn Lĩnh</title></head><body><ul><li><a href='/'>Trang chủ</a></li>"
        f"<li><a href='/gt'>Giới thiệu</a></li></ul><h1>{encode(TITLE)}</h1><p>Ngày đăng: 12/08/2009</p>"
        f"<div class='nd'>{text}</div><p>Địa chỉ: thị trấn Sơn Lĩnh</p></body></html>"
    )
    return Page(
        "http://sonlinh.example/tin.htm", "2010-01-01T00:00:00+07:00", source.encode(), {"content-type": "text/html"}
    )


@pytest.mark.parametrize("code", CODES)
def test_a_page(code: str) -> None:
    article = read(page(code))
    assert isinstance(article, Article), article
    assert (article.title, article.body.split("\n"), article.published_at) == (TITLE, BODY, "2009-08-12")
    assert "tổng kết" in article.body_html
    assert article.flags == (code,)
    assert article.original_text is not None
    assert CODES[code](BODY[1])[:20].replace("\u00a0", " ") in article.original_text


@pytest.mark.parametrize("code", CODES)
def test_a_text_file(code: str) -> None:
    text = "\n".join(map(CODES[code], [TITLE, *BODY]))
    article = read(Page("file:a.txt", "2010-01-01T00:00:00+07:00", text.encode(), {"content-type": "text/plain"}))
    assert isinstance(article, Article), article
    assert (article.title, article.body.split("\n")) == (TITLE, BODY)
    assert article.flags == ("text-only", code)
    assert article.original_text == text


def test_a_page_in_unicode_keeps_no_original() -> None:
    sources = {"content-type": "text/html; charset=utf-8"}
    body = "".join(f"<p>{line} « {number}° » ©</p>" for number, line in enumerate(BODY))
    article = read(Page("http://a.example/x", "2010-01-01T00:00:00+07:00", f"<h1>{TITLE}</h1>{body}".encode(), sources))
    assert isinstance(article, Article)
    assert (article.flags, article.original_text) == ((), None)


def test_the_archive_keeps_both(tmp_path: Path) -> None:
    found = page("tcvn3")
    with Archive(tmp_path) as archive, archive.batch():
        source = source_for_host(found.url)
        archive.add_source(source)
        archive.store(found, read(found), source.id)
        row = archive.db.execute("select body, original_text, flags from articles").fetchone()
    assert row[0].split("\n") == BODY
    assert "¸" in row[1]
    assert row[2] == '["tcvn3"]'
