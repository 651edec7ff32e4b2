"""The HTML of a body becomes lines, media, and harmless HTML of the same."""

import pytest
from bs4 import BeautifulSoup

from archive.records import Article, Page
from scraper.reader import read

TITLE = "Đầu đề của một bài"
BASE = "http://a.example/tin/Bai-1.html"


def article(fragment: str) -> Article:
    """Read `fragment` as the body of a page whose parts are known."""
    page = (
        f'<html><head><meta name="generator" content="NukeViet v4.5"></head><body><div class="news_column"><h1 class="title">{TITLE}</h1>'
        f'<div id="news-bodyhtml">{fragment}</div></div></body></html>'
    )
    found = read(Page(BASE, "2025-12-01T08:00:00+07:00", page.encode(), {"content-type": "text/html; charset=utf-8"}))
    assert isinstance(found, Article), found
    return found


def texts(fragment: str) -> list[str]:
    return article(fragment).body.split("\n")


def captions(fragment: str) -> list[str | None]:
    return [medium.caption for medium in article(fragment).media if medium.kind == "image"]


def media(fragment: str) -> list[tuple[str, str, str | None]]:
    return [(medium.kind, medium.url, medium.filename) for medium in article(f"<p>Chữ</p>{fragment}").media]


def harmless(fragment: str) -> str:
    return article(fragment).body_html


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<p>Một</p><p>Hai</p>", ["Một", "Hai"]),
        ("Một<br>Hai<br/><br />Ba", ["Một", "Hai", "Ba"]),
        ("Một<p>Hai</p>Ba", ["Một", "Hai", "Ba"]),
        ("<p>Học <b>sinh</b> gi<i>ỏi</i></p>", ["Học sinh giỏi"]),
        ("<p>Đoàn <span>kiể</span><span>m tra</span></p>", ["Đoàn kiểm tra"]),
        ("<p>một\n   dòng\t gãy</p>", ["một dòng gãy"]),
        ("<p>&nbsp;</p><p> </p><p>\u200b</p><p>Chữ</p>", ["Chữ"]),
        ("<div><div><div>Sâu</div></div>Nông</div>", ["Sâu", "Nông"]),
        ("<h2>Đầu đề</h2><p>Chữ</p>", ["Đầu đề", "Chữ"]),
        ("<ol><li>một</li><li>hai</li></ol>", ["một", "hai"]),
        ("<ol start=5><li><p>một</p><p>thêm</p></li></ol>", ["một", "thêm"]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", ["a", "b", "c"]),
        ("<p>1. Gõ tay</p><p>- gạch</p>", ["1. Gõ tay", "- gạch"]),
        ("<dl><dt>Từ</dt><dd>Nghĩa</dd></dl>", ["Từ", "Nghĩa"]),
        ("<blockquote>Lời</blockquote>", ["Lời"]),
        ("<pre>một\nhai</pre>", ["một hai"]),
        ("<p>m<sup>2</sup> và H<sub>2</sub>O</p>", ["m2 và H2O"]),
        ("<center>Giữa</center>", ["Giữa"]),
        ("<p>Trước<!-- chú thích -->sau</p>", ["Trướcsau"]),
        ("<p>a</p><script>x</script><style>y</style><noscript>z</noscript><p>b</p>", ["a", "b"]),
        ("<p>a</p><button>Sao chép</button><svg><text>x</text></svg><p>b</p>", ["a", "b"]),
        ("<form><input name=q><label>Tìm</label></form><p>b</p>", ["b"]),
        (
            "<form>" + "<p>" + "Chữ thật trong biểu mẫu. " * 40 + "</p></form>",
            [("Chữ thật trong biểu mẫu. " * 40).strip()],
        ),
        ("<o:p></o:p><p>x<o:p>&nbsp;</o:p></p>", ["x"]),
        ("<p hidden>kín</p><p style='display:none'>kín</p><p>hở</p>", ["hở"]),
        ("<div class='sharedaddy'>Chia sẻ cho bạn</div><div class='share'>x</div><p>hở</p>", ["hở"]),
        ("<p>1 &lt; 2 &amp; 3 &gt; 2</p>", ["1 < 2 & 3 > 2"]),
    ],
)
def test_lines(fragment: str, expected: list[str]) -> None:
    assert texts(fragment) == expected


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", ["a\tb", "c\td"]),
        pytest.param(
            "<table><tr><th>a</th><th>b</th></tr><tr><td></td><td>d</td></tr></table>", ["a\tb", "\td"],
        ),
        ("<table><tr><td>a<br>x</td><td><p>b</p><p>y</p></td></tr><tr><td>c</td><td>d</td></tr></table>", ["a x\tb y", "c\td"]),
        ("<table><caption>Bảng 1</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", ["a\tb", "c\td"]),
        ("<table><tr><td><p>Một cột</p><p>hai dòng</p></td></tr></table>", ["Một cột", "hai dòng"]),
        ("<table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table></td></tr></table>", ["a\tb", "1\t2"]),
        ("<table><tr><td>" + "dài " * 150 + "</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>",
         [("dài " * 150).strip(), "b", "c", "d"]),
        ("<table><tr><td>1</td><td style='display:none'>ẩn</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>", ["1\t2", "3\t4"]),
    ],
)  # fmt: skip
def test_tables(fragment: str, expected: list[str]) -> None:
    assert texts(fragment) == expected


IMG = "<img src='/x.jpg'>"


@pytest.mark.parametrize(
    "fragment",
    [
        f"<figure>{IMG}<figcaption>Chú thích</figcaption></figure>",
        f"<p style='text-align: center'>{IMG}</p><p style='text-align:center'><em>Chú thích</em></p>",
        f"<p align=center>{IMG}</p><p align=center>Chú thích</p>",
        f"<div>{IMG}<br><i>Chú thích</i></div>",
        f"<div class='wp-caption'>{IMG}<p class='wp-caption-text'>Chú thích</p></div>",
        f"<table><tr><td>{IMG}</td></tr><tr><td><em>Chú thích</em></td></tr></table>",
        f"<p>{IMG}</p><p><span style='font-style: italic'>Chú thích</span></p>",
        f"<center>{IMG}<br>Chú thích</center>",
        f"<p class='text-center'>{IMG}<br><em>Chú thích</em></p>",
    ],
)
def test_captions(fragment: str) -> None:
    assert captions(f"<p>Trước</p>{fragment}") == ["Chú thích"]
    assert texts(f"<p>Trước</p>{fragment}<p>Sau</p>") == ["Trước", "Sau"]


@pytest.mark.parametrize(
    "fragment",
    [
        "<p><em>Cả đoạn nghiêng</em></p>",
        "<p style='text-align:center'>Cả đoạn nghiêng</p>",
        f"{IMG}<p>Chữ thường.</p><p><em>Cả đoạn nghiêng</em></p>",
        f"{IMG}<p>Cả đoạn nghiêng</p>",
        f"<p style='text-align:center'>{IMG}</p><p style='text-align:center'><em>{'Cả đoạn nghiêng ' * 30}</em></p>",
        pytest.param(
            f"<figure>{IMG}<figcaption>Chú thích</figcaption></figure><p><em>Cả đoạn nghiêng</em></p>",
        ),
        pytest.param(
            f"<div class=wp-caption>{IMG}<p class=wp-caption-text>Chú thích</p></div><p style='text-align:center'>Cả đoạn nghiêng</p>",
        ),
    ],
)
def test_text_is_no_caption(fragment: str) -> None:
    assert any(line.startswith("Cả đoạn nghiêng") for line in texts(fragment))


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        ("<img src='a.jpg'>", [("image", "http://a.example/tin/a.jpg", "a.jpg")]),
        ("<img src='/a%20b.jpg'>", [("image", "http://a.example/a%20b.jpg", "a b.jpg")]),
        (
            "<img src='data:image/gif;base64,R0' data-src='/lazy.jpg'>",
            [("image", "http://a.example/lazy.jpg", "lazy.jpg")],
        ),
        ("<img src='data:image/gif;base64,R0'>", []),
        ("<img alt=x>", []),
        ("<a href='/cv.pdf'>Công văn</a>", [("attachment", "http://a.example/cv.pdf", "cv.pdf")]),
        ("<p>Xem <a href='/cv.DOCX?v=1'>tệp</a> này</p>", [("attachment", "http://a.example/cv.DOCX?v=1", "cv.DOCX")]),
        ("<a href='/trang.html'>Trang</a>", []),
        ("<iframe src='/x/b.pdf'></iframe>", [("attachment", "http://a.example/x/b.pdf", "b.pdf")]),
        (
            "<iframe src='https://www.youtube.com/embed/1'></iframe>",
            [("video", "https://www.youtube.com/embed/1", None)],
        ),
        ("<iframe src='https://maps.example/'></iframe>", []),
        ("<video src='/v.mp4'></video>", [("video", "http://a.example/v.mp4", None)]),
        pytest.param(
            "<img src='http://[bad'><a href='http://[bad/x.pdf'>x</a>",
            [("image", "http://[bad", None), ("attachment", "http://[bad/x.pdf", None)],
        ),
    ],
)
def test_media(fragment: str, expected: list[tuple[str, str, str | None]]) -> None:
    assert media(fragment) == expected


def test_an_embedded_pdf_is_an_attachment() -> None:
    assert [url for _, url, _ in media("<object data='/a.pdf'></object><embed src='/b.pdf'>")] == [
        "http://a.example/a.pdf",
        "http://a.example/b.pdf",
    ]


def test_text_behind_an_embed_stays() -> None:
    assert texts("<p>Trước</p><embed src='/nhac.swf' width=1><p>Sau</p>") == ["Trước", "Sau"]


@pytest.mark.parametrize(
    "fragment",
    [
        "<p onclick='x()'>a</p>",
        "<a href='javascript:alert(1)'>a</a>",
        "<a href=' java\nscript:alert(1)'>a</a>",
        "<a href='data:text/html,x'>a</a>",
        "<a href='vbscript:x'>a</a>",
        "<img src='x' onerror='alert(1)'>",
        "<svg onload=alert(1)><script>alert(1)</script></svg>a",
        "<iframe src='javascript:alert(1)'></iframe>a",
        "<math><mi xlink:href='javascript:alert(1)'>a</mi></math>",
        "<p style='background:url(javascript:alert(1))'>a</p>",
        "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>a</p></noscript>",
        "<base href='javascript:/'><a href='//x'>a</a>",
        "<object data='javascript:alert(1)'></object><embed src='javascript:alert(1)'></embed>a",
        "<form action='javascript:alert(1)'><button>a</button></form>",
        "<template><img src=x onerror=alert(1)></template>",
        "<xmp><img src=x onerror=alert(1)></xmp>a",
        "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->a",
        "<![CDATA[<script>alert(1)</script>]]>a",
        "<b><script>alert(1)</b></script>a",
    ],
)
def test_harmless_html_has_no_teeth(fragment: str) -> None:
    clean = BeautifulSoup(harmless(f"{fragment}<p>Chữ</p>"), "lxml")
    assert "Chữ" in clean.get_text()
    for tag in clean.find_all(True):
        assert tag.name in {"html", "body", "p", "a", "img", "b", "h1", "span"}
        for name, value in tag.attrs.items():
            assert name in {"href", "src", "alt", "colspan", "rowspan"}
            assert name == "alt" or str(value).startswith(("http://", "https://", "mailto:", "#", "file:"))


def test_harmless_html_keeps_what_matters() -> None:
    shown = harmless(
        "<h2 class=x>Đề</h2><p style='a'>Chữ <b>đậm</b> <a href='/b.html' target=_blank>nối</a></p><ul><li>một</li></ul>"
    )
    assert shown == '<h2>Đề</h2><p>Chữ <b>đậm</b> <a href="http://a.example/b.html">nối</a></p><ul><li>một</li></ul>'


def test_many_levels_of_nesting_keep_their_text() -> None:
    assert texts("<div><span>" * 400 + "Đáy" + "</span></div>" * 400) == ["Đáy"]


def test_equal_pictures_are_no_second_copy() -> None:
    assert texts("<img src='/tin/icons/ngoi-sao.gif'>" * 40 + "<p>Đoạn một.</p><p>Đoạn hai.</p>") == [
        "Đoạn một.",
        "Đoạn hai.",
    ]


def test_a_refrain_in_the_middle_is_no_second_copy() -> None:
    refrain = [
        "Lời thứ nhất của bài ca mà cả trường cùng hát trong ngày hội, vang khắp sân và ra tận bờ sông. " * 2,
        "Lời thứ hai.",
    ]
    lines = [*refrain, "Đoạn giữa kể về chuyến đi.", *refrain, "Kết.", "Hai đoạn nữa.", "Ba đoạn nữa.", "Bốn đoạn nữa."]
    assert texts("".join(f"<p>{line}</p>" for line in lines)) == [line.strip() for line in lines]


def test_a_text_printed_twice_is_kept_once() -> None:
    lines = [
        f"Đoạn {number} của bài, đủ dài để ai cũng thấy đây là chữ thật chứ không phải tên một mục."
        for number in range(6)
    ]
    assert texts("".join(f"<p>{line}</p>" for line in lines * 2)) == lines
