"""What holds for every page: no error, furniture around it changes nothing, its HTML read again says the same."""

import re
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_golden import cases, visit_golden

from archive.records import Article, NotAnArticle, Page
from scraper.families import FAMILIES
from scraper.reader import read, visit

SLOW = settings(max_examples=120, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
INVISIBLE = set("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad\x00")
FETCHED = "2025-12-01T08:00:00+07:00"
HTML = {"content-type": "text/html; charset=utf-8"}
PROSE = "Con đường vào bản được rải đá từ đầu mùa khô, xe chở sách của trường tới sớm hơn mọi năm. "

TAGS = (
    "<p>", "</p>", "<div class='entry-content'>", "<div id='news-bodyhtml'>", "</div>", "<table>", "<tr>", "<td>", "</td>", "</table>",
    "<h1 class='title'>", "<h1>", "</h1>", "<span class='h5'>", "</span>", "<br>", "<img src='a.jpg'>", "<img src='//'>", "<a href='/x'>",
    "</a>", "<em>", "</em>", "<!--", "-->", "<script>", "</script>", "<style>", "<form>", "</form>", "<ul>", "<li>", "<iframe src='x.pdf'>",
    "<figure>", "<figcaption>", "</figure>", "<body class='single'>", "</body>", "<html>", "</html>", "<title>", "</title>", "<base href='x'>",
    "<meta name='generator' content='NukeViet v4.5'>", "<meta property='og:title' content='Xe sách về bản'>", "<time datetime='2020-01-01'>",
    "<script type='application/ld+json'>{\"datePublished\": []}</script>", "<script type='application/ld+json'>[1, null]</script>",
    "<link rel='canonical' href='/a'>", "<meta http-equiv='refresh' content='0;url=/b'>", "<div hidden>", "<p style='display:none'>",
    "<a rel='author'>", "<div class='author'>", "<div id='hometext'>", "<div id='news_detail'>", "<svg>", "<math>", "<o:p>", "<![CDATA[",
)  # fmt: skip
WORDS = (
    PROSE, "Xe sách về bản trước mùa rét", "Thứ năm - 09/06/2022 14:40", "31/02/2020", "Tác giả: ", "Tác giả: Lò Thị Mẩy", "Nguồn:",
    "Lượt xem: 12", "Những tin cũ hơn", "&nbsp;", "&#0;", "&#x110000;", "\u200b", "\x00", "e\u0302\u0301", "Lò Thị Mẩy", "\ud7ff", "!important;",
)  # fmt: skip
URLS = (
    "http://a.example/tin/Bai-12.html", "http://a.example/", "http://a.example/?p=1", "http://a.example", "https://a.example/ct/1/2",
    "http://a.example/%ff%00", "file:a.html", "http://[::1]/a", "http://a.example:99999/a", "",
)  # fmt: skip
SOUP = st.lists(st.one_of(st.sampled_from(TAGS), st.sampled_from(WORDS), st.text(max_size=20)), max_size=40).map(
    "".join
)


def check(found: Article | NotAnArticle) -> None:
    if isinstance(found, NotAnArticle):
        assert found.reason
        return
    assert found.title.strip()
    for text in (found.title, found.body, found.lead or "", found.author or "", found.credit or ""):
        assert unicodedata.is_normalized("NFC", text)
        assert not INVISIBLE & set(text)
    for paragraph in found.body.split("\n"):
        assert paragraph == paragraph.strip(" ")


@SLOW
@given(SOUP, st.sampled_from(URLS[:4]), st.sampled_from([None, "nukeviet", "wordpress", "viettel_edu"]))
def test_any_soup_is_answered(soup: str, url: str, family: str | None) -> None:
    body = soup.encode("utf-8", "replace")
    check(read(Page(url, FETCHED, body, HTML), FAMILIES[family] if family else None))


@SLOW
@given(
    st.binary(max_size=400),
    st.sampled_from(["", "text/html", "text/html; charset=windows-1258", "text/xml", "text/plain"]),
)
def test_any_bytes_are_answered(body: bytes, media_type: str) -> None:
    check(read(Page("http://a.example/tin/Bai-12.html", FETCHED, body, {"content-type": media_type})))


@pytest.mark.parametrize("url", URLS)
@pytest.mark.parametrize("status", [200, 302, 404])
def test_odd_addresses_are_answered(url: str, status: int) -> None:
    page = Page(url, FETCHED, f"<h1>Xe sách về bản</h1><p>{PROSE * 4}</p><a href='//['>x</a>".encode(), HTML, status)
    check(read(page))


def broken_heads() -> list[Any]:
    where = {
        "<base href='http://[x'>": "",
        "<link rel='canonical' href='http://[x'>": "Document.canonical: an impossible address is a ValueError, the article is lost",
        "<script type='application/ld+json'>{\"@graph\": 5}</script>": "",
        '<script type=\'application/ld+json\'>{"datePublished": {"a": 1}}</script>': "",
        "<meta property='article:published_time' content='2020-01-01T10:00:00+99:99'>": "_parse_iso: an impossible offset is a ValueError, the article is lost",
        "<meta property='article:published_time' content='9999-12-31T23:59:59-12:00'>": "",
    }
    return [pytest.param(head) if reason else head for head, reason in where.items()]


@pytest.mark.parametrize("head", broken_heads())
def test_broken_heads_are_answered(head: str) -> None:
    page = f"<html><head><title>Xe sách | PGD</title>{head}</head><body><h1>Xe sách về bản</h1><div><p>{PROSE}</p><p>{PROSE * 3}</p></div>"
    found = read(Page("http://a.example/tin/xe-sach", FETCHED, page.encode(), HTML))
    assert isinstance(found, Article)
    assert found.body.startswith(PROSE.strip())


def hostile() -> dict[str, bytes]:
    head = "<html><head><title>Xe sách | PGD</title></head><body><h1>Xe sách về bản trước mùa rét</h1>"
    attributes = " ".join(f"a{number}=1" for number in range(50_000))
    return {
        "100,000 nested divs": b"<div>" * 100_000,
        "990 nested divs": (head + "<div>" * 990 + PROSE * 5).encode(),
        "a million angles": b"<" * 1_000_000,
        "a million closing tags": b"</p>" * 250_000,
        "20 MB of text": b"chu " * 5_000_000,
        "NUL bytes": b"\x00" * 100_000,
        "NUL bytes in words": head.encode() + b"<p>" + PROSE.replace(" ", "\x00 ").encode() * 5,
        "50,000 attributes": f"{head}<p {attributes}>{PROSE * 5}".encode(),
        "one long attribute": f"{head}<p style='{'color:red;' * 100_000}'>{PROSE * 5}".encode(),
        "one long word": f"{head}<p>{'a' * 1_000_000}</p>".encode(),
        "one long tag name": b"<" + b"a" * 1_000_000 + b">",
        "one open quote": f"{head}<p title='{PROSE * 1000}".encode(),
        "one open comment": f"{head}<p>{PROSE * 5}<!-- {PROSE * 1000}".encode(),
        "deep JSON": f"{head}<script type='application/ld+json'>{'[' * 100_000}</script><p>{PROSE * 5}".encode(),
        "300 nested tables": (head + "<table><tr><td>" * 300 + PROSE * 5).encode(),
        "5,000 equal lines": (head + "<div>" + "Giống nhau<br>" * 5_000 + f"Khác</div><p>{PROSE * 5}").encode(),
        "5,000 pictures": (head + "<img src=a.jpg>" * 5_000 + f"<p>{PROSE * 5}").encode(),
        "widgets without an end": f"{head}<p>{PROSE * 5}<p>{'a-a+' * 30}xyz<p>{'google+ ' * 30}x".encode(),
        "200,000 attributes without a value": f"{head}<p {' '.join(f'a{n}' for n in range(200_000))}>".encode(),
        "attributes behind a quoted angle": f"{head}<p x='>' {' '.join(f'a{n}=1' for n in range(50_000))}>".encode(),
        "controls by reference": f"{head}<p>{PROSE * 5}&#1;<a href='http://a.example/&#1;'>x</a><p a\x0bb=1>".encode(),
        "controls in an old code": head.encode()
        + b"<p>"
        + (PROSE * 5).encode().decode("latin-1").encode()
        + b"&#1;&#11;",
        "300 hidden texts": (head + f"<div hidden>{PROSE * 12}</div>" * 300 + f"<p>{PROSE * 5}").encode(),
        "10,000 hidden words": (head + f"<i hidden>x</i>{PROSE}" * 10_000).encode(),
        "10,000 lines of one block": (
            head + f"<div>{'<a href=/a>Bài khác của trang này</a><br>' * 10_000}</div>"
        ).encode(),
        "a pile of marks": f"{head}<p>{PROSE * 5}a{(chr(0x20D0) + chr(0x20E8)) * 100_000}".encode(),
        "pictures in the text": f"{head}<p><img src='data:image/png;base64,{'iVBORw0KGgo' * 500_000}'>{PROSE * 5}".encode(),
        "an entity bomb": b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><p>' + b"&b;" * 10_000,
    }


@pytest.mark.parametrize("name", list(hostile()))
@pytest.mark.parametrize("media_type", ["text/html", "text/xml"])
def test_hostile_pages_are_answered(name: str, media_type: str) -> None:
    check(read(Page("http://a.example/tin/bai", FETCHED, hostile()[name], {"content-type": media_type})))


def test_a_text_file_of_one_long_name_is_answered() -> None:
    text = f"Xe sách về bản trước mùa rét\n{PROSE * 3}\nimg{'1' * 100_000} a b.\n{PROSE}"
    check(read(Page("file:a.txt", "2026-01-01T00:00:00", text.encode(), {"content-type": "text/plain"})))


@pytest.mark.parametrize(
    "when", ["2026-01-01T00:00:00", "9999-12-31T23:59:59+00:00", "0001-01-01T00:00:00+00:00", "x", ""]
)
@pytest.mark.parametrize("path", ["2021/10/05/xe-sach", "xe-sach-1600000000.html", "xe-sach-99999999999.html"])
def test_odd_times_of_capture(when: str, path: str) -> None:
    page = f"<h1>Xe sách về bản trước mùa rét</h1><p>Đăng lúc: 09/06/2022 14:40</p><p>{PROSE * 5}</p>"
    found = read(Page(f"http://a.example/{path}", when, page.encode(), HTML))
    assert isinstance(found, Article)
    assert found.body


def test_pasted_pictures_do_not_make_a_page_too_large() -> None:
    assert isinstance(read(Page("http://a.example/x", FETCHED, hostile()["pictures in the text"], HTML)), Article)


def test_an_address_in_a_paragraph_does_not_end_the_text() -> None:
    lines = [f"<p>{number}. {PROSE * 2}</p>" for number in range(8)]
    lines[2] = f"<p>2. {PROSE} (a.example/tin/xe-sach) {PROSE}</p>"
    found = read(
        Page("http://a.example/tin/xe-sach", FETCHED, f"<h1>Xe sách về bản</h1>{''.join(lines)}".encode(), HTML)
    )
    assert isinstance(found, Article)
    assert len(found.body.split("\n")) == 8


@pytest.mark.parametrize("name", ["100,000 nested divs", "a million angles", "20 MB of text", "NUL bytes"])
def test_what_is_too_much_is_refused_with_its_reason(name: str) -> None:
    found = read(Page("http://a.example/tin/bai", FETCHED, hostile()[name], HTML))
    assert isinstance(found, NotAnArticle)
    assert found.kind == "error"
    assert found.reason


def goldens(wrong: dict[str, str]) -> list[Any]:
    found = []
    for case in cases():
        folder, gold = case.values
        if "not_an_article" not in gold and "xfail" not in gold:
            marks = [pytest.mark.xfail(strict=True, reason=wrong[case.id])] if case.id in wrong else []
            found.append(pytest.param(folder, gold, id=case.id, marks=marks))
    return found


NAV = '<nav class="menu-chinh"><ul><li><a href="/tin">Tin tức</a></li><li><a href="/vb">Văn bản</a></li></ul></nav>'
MENU = '<div class="menu"><a href="/">Trang chủ</a> | <a href="/gt">Giới thiệu</a> | <a href="/lh">Thư điện tử công vụ</a></div>'
ASIDE = (
    '<aside class="sidebar"><h3>Tin xem nhiều</h3><ul><li><a href="/m">Hội thao nhà giáo vùng biên giới lần thứ chín</a></li>'
    "<li>Hôm nay: 345</li><li>Tổng lượt truy cập: 1.234.567</li></ul></aside>"
)
FOOTER = (
    '<footer class="chan-trang"><p>Cơ quan chủ quản: Ủy ban nhân dân huyện Đá Chẹ. Chịu trách nhiệm nội dung: Trưởng phòng.</p>'
    "<p>Địa chỉ: 12 đường số 3, thị trấn. Điện thoại: 0200 3 000 111. Bản quyền thuộc về Phòng Giáo dục và Đào tạo.</p></footer>"
)
AROUND = {
    "nav": (NAV, ""),
    "menu": (MENU, ""),
    "sidebar": ("", ASIDE),
    "footer": ("", FOOTER),
    "all": (NAV + MENU, ASIDE + FOOTER),
}
MOVED: dict[str, str] = {}


def dressable() -> list[Any]:
    """The golden pages that furniture in UTF-8 can be put around: in UTF-8, with a body that begins and ends."""
    found = []
    for case in goldens(MOVED):
        page = (case.values[0] / "page.html").read_bytes()
        if BODY.search(page.decode("utf-8", "replace")) and "\ufffd" not in page.decode("utf-8", "replace"):
            found.append(case)
    assert len(found) > 80
    return found


BODY = re.compile(r"<body[^>]*>(?P<inside>.*)</body>", re.I | re.S)


@pytest.mark.parametrize(("folder", "gold"), dressable())
@pytest.mark.parametrize("around", list(AROUND))
def test_furniture_around_a_page_changes_nothing(folder: Path, gold: dict[str, Any], around: str) -> None:
    page = (folder / "page.html").read_text(encoding="utf-8")
    body = BODY.search(page)
    assert body is not None
    at, end = body.span("inside")
    before, after = AROUND[around]
    headers = HTML | gold.get("headers", {})
    plain = visit_golden(folder, gold).read
    dressed = f"{page[:at]}{before}{page[at:end]}{after}{page[end:]}".encode()
    found = visit(
        Page(gold["url"], FETCHED, dressed, headers), FAMILIES[gold["family"]] if "family" in gold else None
    ).read
    assert isinstance(plain, Article)
    assert found == plain


def page_around(body: str, title: str) -> Page:
    text = (
        f'<html><head><meta name="generator" content="NukeViet v4.5"><title>x</title></head><body><div class="news_column">'
        f'<h1 class="title">{title}</h1><div id="news-bodyhtml">{body}</div></div></body></html>'
    )
    return Page("http://a.example/tin/Bai-12.html", FETCHED, text.encode(), HTML)


REREAD: dict[str, str] = {}


@pytest.mark.parametrize(("folder", "gold"), goldens(REREAD))
def test_html_read_again_says_the_same(folder: Path, gold: dict[str, Any]) -> None:
    first = visit_golden(folder, gold).read
    assert isinstance(first, Article)
    if not first.body:
        return
    again = read(page_around(first.body_html, first.title))
    assert isinstance(again, Article)
    assert again.body == first.body
    third = read(page_around(again.body_html, first.title))
    assert isinstance(third, Article)
    assert replace(third, url="") == replace(again, url="")
