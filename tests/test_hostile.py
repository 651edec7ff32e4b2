"""Pages and files that mean harm or are broken: they end in time, do no harm to others, and nothing good is lost."""

import gzip
import io
from pathlib import Path

import brotli
import pytest
from bs4 import BeautifulSoup
from click.testing import CliRunner, Result
from conftest import add_sources, article, rows, save
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.cli import main
from archive.console import plain
from archive.records import Article, NotAnArticle, Page
from archive.search import search
from archive.store import Archive
from archive.warc import read_warc
from scraper.reader import visit
from scraper.reading.links import robots_sitemaps

SEEN = "2024-08-20T00:00:00+00:00"
PROSE = (
    "Sáng ngày 18/3, tại hội trường trung tâm huyện, Phòng Giáo dục và Đào tạo tổ chức lễ trao giải kỳ thi chọn học "
    "sinh giỏi lớp 9 với sự tham dự của hơn hai trăm em học sinh, thầy cô giáo và cha mẹ các em. Ban tổ chức khen ngợi "
    "tinh thần vượt khó của các trường vùng cao, nhất là các em học sinh nội trú ở xã Nậm Lương."
)
TITLE = "Lễ trao giải học sinh giỏi cấp huyện"


def html(inner: str, head: str = "") -> str:
    return f"<html><head><title>{TITLE}</title>{head}</head><body><h1>{TITLE}</h1><div>{inner}</div></body></html>"


def read(source: str | bytes, url: str = "http://pgd.example/tin/bai-1.html") -> Article | NotAnArticle:
    body = source.encode("utf-8", "surrogatepass") if isinstance(source, str) else source
    found = visit(Page(url, SEEN, body, {"content-type": "text/html"}), links=True).read
    assert isinstance(found, Article) or "the reader failed" not in found.reason, found
    return found


def read_article(source: str | bytes, url: str = "http://pgd.example/tin/bai-1.html") -> Article:
    found = read(source, url)
    assert isinstance(found, Article), found
    return found


# Reading: each of these once took time that grew with the square or cube of its size. They must just end.

P = f"<p>{PROSE}</p>"
SLOW = {
    "spaces": html(f"{P}<p>a{' ' * 300_000}b</p>{P}"),
    "no-break spaces": html(f"{P}<p>a{'&nbsp;' * 100_000}b</p>{P}"),
    "a tag without end": html(f"{P}{'<br>' * 2100}<{'a' * 200_000}"),
    "a date without end": html(P, f'<meta property="article:published_time" content="{"a" * 100_000}">'),
    "dots behind a rating": html(P + f"<p>xếp hạng{'.' * 380}x</p>" * 100 + P),
    "dotted lines": html(f"{P}<p>Họ và tên{'.' * 100_000}x</p>{P}"),
    "runs of a word processor": html(f"<p>{'<span class=x>a </span>' * 10_000}</p>{P}"),
    "lines": html(P + "".join(f"dòng số {n}<br>" for n in range(10_000)) + P),
    "the same line": html(P + "a<br>" * 10_000 + P),
    "announcements of other news": html(P + "Tin khác<br>a<br>" * 5_000),
    "a table": html(P + "<table>" + "".join(f"<tr><td>{n}</td><td>An {n}</td></tr>" for n in range(4_000)) + "</table>"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLOW)
def test_a_long_page_ends(name: str) -> None:
    read(SLOW[name])


def test_a_long_robots_txt_ends() -> None:
    text = "User-agent: *\n" + "\n" * 300_000 + "  Sitemap : http://pgd.example/sitemap.xml\n"
    assert robots_sitemaps(text) == ["http://pgd.example/sitemap.xml"]


@pytest.mark.parametrize("piece", ["?", "?op=", "/print/", "/a"])
def test_a_long_address_ends(piece: str) -> None:
    read(html(P, "<script>Liferay.currentURL</script>"), "http://pgd.example/" + piece * 20_000)


# Reading: what is kept does no harm.


@pytest.mark.parametrize(
    "inner",
    [
        f'{P}<p><img src="http://x.example/y">&#x338; onerror=alert(1) <b>z</b></p>',
        f"{P}<p>&#x338; onmouseover=alert(2) x</p>",
        f'<blockquote onmouseover="alert(1)" style="position:fixed;inset:0">{P}{P}</blockquote>',
        f'<table><tr><td onclick="alert(1)" class="entry-content">{P}{P}</td></tr></table>',
        f'{P}<a href="java&#9;script:alert(1)">x</a><a href="data:text/html,x">y</a><svg onload="alert(1)"></svg>',
        f'{P}<a href="file:///etc/passwd">x</a><img alt="&quot; onerror=alert(1) &quot;" src="http://x.example/a.jpg">',
        f"{P}<xmp><img src=x onerror=alert(1)></xmp><noscript><p title='</noscript><img src=x onerror=alert(1)>'>x</p>",
    ],
)
def test_html_that_is_kept_is_harmless(inner: str) -> None:
    kept = read_article(html(inner)).body_html
    assert "tinh thần vượt khó" in kept
    for parser in ("html.parser", "lxml"):
        for tag in BeautifulSoup(kept, parser).find_all(True):
            assert tag.name not in ("script", "svg", "iframe", "style")
            assert set(tag.attrs) <= {"href", "src", "alt", "colspan", "rowspan"}, tag
            for name in ("href", "src"):
                assert str(tag.get(name, "http://")).startswith(("http://", "https://", "mailto:", "#"))


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)//a/b", "file://x/../../etc/passwd", "http://evil.example%5C@pgd.example/x"]
)
def test_a_canonical_address_is_one_of_the_web(address: str) -> None:
    source = html(P, f'<link rel="canonical" href="{address}">')
    assert read_article(source, "file:bai.html").url == "file:bai.html"
    assert read_article(source).url == "http://pgd.example/tin/bai-1.html"


def test_controls_and_half_characters_are_left_out() -> None:
    found = read_article(html(P.replace("Sáng", "\x1b]0;x\x07Sáng\x85").replace("học", "học\ud800", 1)))
    assert found.body.startswith("]0;xSáng")
    assert found.body.isprintable()
    assert plain("Hội\x1b[31m nghị\n") == "Hội\ufffd[31m nghị "


def test_a_codec_of_python_is_no_charset() -> None:
    source = html(P, '<meta charset="unicode_escape">').encode() + b"\xc3\x28" * 40 + rb"\ud800"
    read_article(source).body.encode()


def test_a_linked_headline_of_a_saved_page() -> None:
    source = f'<title>{TITLE}</title><h1><a href="http://pgd.example/x">{TITLE}</a></h1><div>{P}</div>'
    assert read_article(source, "file:s.html").title == TITLE
    assert read_article('<base href="javascript:;">' + source).title == TITLE


# Files


def invoke(*words: str | Path, folder: Path) -> Result:
    return CliRunner().invoke(main, ["--archive", str(folder), *map(str, words)])


def record(url: str, body: bytes, status: str = "200 OK", date: str = "2024-08-20T00:00:00Z", **http: str) -> bytes:
    """Return a record of a gzipped WARC file."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    headers = [("Content-Type", "text/html"), *((name.replace("_", "-"), value) for name, value in http.items())]
    writer.write_record(
        writer.create_warc_record(
            url, "response", payload=io.BytesIO(body), length=len(body), warc_headers_dict={"WARC-Date": date},
            http_headers=StatusAndHeaders(status, headers, protocol="HTTP/1.1"),
        )
    )  # fmt: skip
    return buffer.getvalue()


GOOD = html(P).encode()


@pytest.mark.parametrize(
    "bad",
    [
        record("http://pgd.example/tin/b-2.html", GOOD, status="99999999999999999999 x"),
        record("http://pgd.example/tin/b-2.html", GOOD, date="0001-01-01T00:00:00+14:00"),
        record("http://pgd.example/tin/b-2.html", GOOD, date="9999-12-31T23:59:59-14:00"),
        record("http://pgd.example/tin/b-2.html", GOOD, date="yesterday"),
        record("http://pgd.example/tin/b-2.html", brotli.compress(GOOD), Content_Encoding="br"),
        record("http://pgd.example/tin/b-2.html", GOOD, Content_Encoding="br"),
        record("http://[x/", GOOD),
        record("http:///a", GOOD),
    ],
    ids=["long status", "early", "late", "no date", "brotli", "no brotli", "bad address", "no host"],
)
def test_a_bad_record_costs_no_other(tmp_path: Path, bad: bytes) -> None:
    warc = tmp_path / "a.warc.gz"
    ends = [
        record(f"http://pgd.example/tin/{name}.html", GOOD.replace(b"200", name.encode())) for name in ("a-1", "c-3")
    ]
    warc.write_bytes(ends[0] + bad + ends[1])
    result = invoke("import", warc, folder=tmp_path / "kho")
    assert result.exit_code == 0, result.stderr
    assert "Traceback" not in result.stderr
    with Archive(tmp_path / "kho") as archive:
        urls = {row[0] for row in rows(archive, "select url from articles")}
    assert urls >= {"http://pgd.example/tin/a-1.html", "http://pgd.example/tin/c-3.html"}


def test_brotli_is_read_whole(tmp_path: Path) -> None:
    warc = tmp_path / "a.warc.gz"
    squeezed = brotli.compress(GOOD)
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(squeezed), squeezed)
    warc.write_bytes(
        record("http://pgd.example/1", squeezed, Content_Encoding="br")
        + record("http://pgd.example/2", chunked, Content_Encoding="br", Transfer_Encoding="chunked")
    )
    assert [page.body for page, _ in read_warc(warc)] == [GOOD, GOOD]


def test_large_payloads_are_stored_a_few_at_a_time(tmp_path: Path) -> None:
    warc = tmp_path / "a.warc.gz"
    zeros = gzip.compress(bytes(30_000_000))
    warc.write_bytes(b"".join(record(f"http://pgd.example/{n}", zeros, Content_Encoding="gzip") for n in range(6)))
    result = invoke("import", warc, folder=tmp_path / "kho")
    assert result.exit_code == 0, result.stderr
    with Archive(tmp_path / "kho") as archive:
        assert rows(archive, "select kind, count(*) from pages group by 1") == [("error", 6)]


def test_a_value_that_the_database_refuses_costs_no_other_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    warc = tmp_path / "a.warc.gz"
    warc.write_bytes(b"".join(record(f"http://pgd.example/tin/a-{n}.html", GOOD) for n in range(4)))
    store = Archive.store

    def refuse(self: Archive, page: Page, read: Article | NotAnArticle, source_id: str) -> object:
        if page.url.endswith("a-2.html"):
            raise OverflowError("too large to convert")
        return store(self, page, read, source_id)

    monkeypatch.setattr(Archive, "store", refuse)
    result = invoke("import", warc, folder=tmp_path / "kho")
    assert result.exit_code == 3
    assert "a-2.html: too large to convert" in result.stderr
    monkeypatch.undo()
    with Archive(tmp_path / "kho") as archive:
        assert len(rows(archive, "select 1 from articles")) == 3


def test_different_files_of_one_name_are_different_pages(tmp_path: Path) -> None:
    for folder in ("a", "b", "c/b"):
        (tmp_path / folder).mkdir(parents=True)
        text = html(P).replace("lớp 9", f"lớp {folder}").replace(TITLE, f"{TITLE} {folder}")
        (tmp_path / folder / "index.html").write_text(text, "utf-8")
    kho = tmp_path / "kho"
    for folder in ("a", "b", "c", "a", "b"):
        assert invoke("import", tmp_path / folder, folder=kho).exit_code == 0
    with Archive(kho) as archive:
        urls = [row[0] for row in rows(archive, "select url from articles order by id")]
        assert rows(archive, "select count(*) from revisions") == [(0,)]
    assert urls[:2] == ["file:index.html", "file:b/index.html"]
    assert urls[2].startswith("file:index.html#")
    assert len(urls) == 3


def test_a_saved_page_tells_where_it_was_saved(tmp_path: Path) -> None:
    saved = tmp_path / "Bài.htm"
    comment = "<!-- saved from url=(0036)http://pgdnamluong.example/tin/bai-7.html -->"
    saved.write_text(comment + html(f"{P}<img src='anh/1.jpg'>"), "utf-8")
    assert invoke("import", saved, folder=tmp_path / "kho").exit_code == 0
    with Archive(tmp_path / "kho") as archive:
        assert rows(archive, "select url, source_id from articles") == [
            ("http://pgdnamluong.example/tin/bai-7.html", "pgdnamluong.example")
        ]
        assert rows(archive, "select url from media") == [("http://pgdnamluong.example/tin/anh/1.jpg",)]


def test_an_import_moves_articles_to_the_source_that_is_named(tmp_path: Path) -> None:
    warc = tmp_path / "a.warc.gz"
    warc.write_bytes(record("http://pgd.example/tin/a-1.html", GOOD))
    kho = tmp_path / "kho"
    assert invoke("import", warc, folder=kho).exit_code == 0
    with Archive(kho) as archive:
        add_sources(archive)
        known = rows(archive, "select id from sources where host != 'pgd.example' limit 1")[0]
    assert invoke("import", warc, "--source", known[0], folder=kho).exit_code == 0
    with Archive(kho) as archive:
        assert rows(archive, "select source_id from articles union select source_id from pages") == [known]


# The archive


def test_the_same_short_text_a_thousand_times(archive: Archive) -> None:
    source_id = rows(archive, "select id from sources where host = 'namson.example'")[0][0]
    with archive.batch():
        for number in range(1_000):
            url = f"http://namson.example/{number}.html"
            read = article(url, published_at=f"{2000 + (number * 7) % 20}-01-01")
            archive.store(Page(url, SEEN, b""), read, source_id)
    originals = rows(archive, "select id, published_at from articles where duplicate_of is null")
    assert [row[1] for row in originals] == ["2000-01-01"]
    assert rows(archive, "select distinct duplicate_of from articles where duplicate_of is not null") == [
        (originals[0][0],)
    ]


def test_a_word_that_a_text_says_twenty_thousand_times(archive: Archive) -> None:
    save(archive, article(body="tin " * 20_000))
    found = search(archive.db.conn, "tin")
    assert found.total == 1
    assert ("tin", True) in found.hits[0].snippet
