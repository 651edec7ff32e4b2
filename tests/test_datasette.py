"""The web pages over a small archive: what a reader sees, what a program gets, what an attacker does not."""

import csv
import io
import json
import re
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from test_datasette_sample import KHE, RAIN_BODY, SCRIPT, build, open_datasette, page

from archive.datasette.serving import make_datasette
from archive.records import Article
from archive.store import Archive, ArchiveError

__all__ = ["open_datasette"]


@dataclass(frozen=True)
class Site:
    """A served archive: its Datasette, its folder and the ids of its articles by name."""

    datasette: Any
    folder: Path
    ids: dict[str, int]

    async def get(self, path: str, **kwargs: Any) -> Any:
        return await self.datasette.client.get(path, **kwargs)

    async def soup(self, path: str) -> BeautifulSoup:
        response = await self.get(path)
        assert response.status_code == 200, response.text[:300]
        return BeautifulSoup(response.text, "lxml")

    async def titles(self, path: str) -> list[str]:
        return [heading.get_text() for heading in (await self.soup(path)).select("ol.hits h2")]


@pytest.fixture
async def site(tmp_path: Path, open_datasette: Any) -> Site:
    ids = build(tmp_path)
    return Site(make_datasette(tmp_path), tmp_path, ids)


def text_of(soup: BeautifulSoup | Tag) -> str:
    return " ".join(soup.get_text(" ").split())


async def test_home_is_the_search_page_and_the_tables_stay_reachable(site: Site) -> None:
    for path in ("/", "/-/tim-kiem"):
        soup = await site.soup(path)
        assert len(soup.select("h1")) == 1
        assert soup.html is not None
        assert soup.html["lang"] == "vi"
        assert "6 bài (7 nếu tính cả bản đăng lại)" in text_of(soup)
        assert soup.select_one("footer a[href='/archive']")
        assert not soup.select("script, img, [style]")
    assert (await site.get("/archive")).status_code == 200
    assert (await site.get("/.json")).json()["archive"]["tables_count"] == 8


async def test_every_control_has_a_label(site: Site) -> None:
    soup = await site.soup("/-/tim-kiem?q=gioi&nguon=pgd-khe-son&nguon=pgd-huong-mai")
    for control in soup.select("form select, form input:not([type=hidden])"):
        assert soup.select_one(f"label[for={control['id']}]"), control
    for link in soup.select("a"):
        assert text_of(link), link


async def test_the_style_sheet_is_served_and_asks_for_nothing_outside(site: Site) -> None:
    href = (await site.soup("/")).select_one("link[rel=stylesheet]")
    assert href is not None
    sheet = await site.get(str(href["href"]))
    assert sheet.status_code == 200
    assert "prefers-color-scheme: dark" in sheet.text
    assert "@media print" in sheet.text
    assert "url(" not in sheet.text
    assert "@import" not in sheet.text


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("giỏi", {"hoc-sinh-gioi"}),
        ("giới", {"gioi-thieu"}),
        ("gioi", {"hoc-sinh-gioi", "gioi-thieu"}),
        ("uỷ ban", {"hoc-sinh-gioi", "gioi-thieu"}),
        ("Ủy ban", {"hoc-sinh-gioi", "gioi-thieu"}),
        ("hòa bình", {"hoa"}),
        ("dao tao", {"hoc-sinh-gioi", "nghi-hoc"}),
        ('"mưa lũ" OR "dãy phòng"', {"nghi-hoc", "hoa"}),
        ("học -giỏi -lũ", {"hoa", "bao-cao"}),
    ],
)
async def test_search_finds_as_people_type(site: Site, q: str, found: set[str]) -> None:
    response = await site.get("/-/tim-kiem", params={"q": q})
    links = BeautifulSoup(response.text, "lxml").select("ol.hits h2 a")
    assert {str(link["href"]) for link in links} == {f"/a/{site.ids[name]}" for name in found}


async def test_a_hit_tells_where_when_and_how_often(site: Site) -> None:
    soup = await site.soup("/-/tim-kiem?q=mua")
    (hit,) = soup.select("ol.hits li")
    assert text_of(hit).startswith(
        "Học sinh Khe Sơn nghỉ học vì mưa lũ Phòng GD&ĐT huyện Khe Sơn · Bình Hải · 11/10/2024"
    )
    assert "+1 bản đăng lại" in text_of(hit)
    assert [mark.get_text() for mark in hit.select("h2 mark")] == ["mưa"]
    assert hit.select(".snippet mark")
    undated = await site.soup("/-/tim-kiem?q=thư+viện+giới")
    assert "không rõ ngày" in text_of(undated.select("ol.hits li")[0])
    assert "18/03/2024, 07:30" in text_of(await site.soup("/-/tim-kiem?q=giỏi"))


async def test_filters_narrow_and_show_counts(site: Site) -> None:
    soup = await site.soup("/-/tim-kiem?q=hoc&nam=2024")
    options = {text_of(option) for option in soup.select("select option")}
    assert {"Phòng GD&ĐT huyện Khe Sơn, Bình Hải (1)", "Quảng Lâm (2)", "2024 (2)", "2021 (1)"} <= options
    assert [option["value"] for option in soup.select("#nam option[selected]")] == ["2024"]
    assert len(soup.select("ol.hits > li")) == 2
    (chip,) = soup.select(".chips a")
    assert chip["href"] == "/-/tim-kiem?q=hoc"
    only = await site.soup("/-/tim-kiem?q=mưa&nguon=pgd-huong-mai")
    assert only.select_one(f"a.repeats[href='/a/{site.ids['nghi-hoc']}']"), "the copy stands in, and names its original"
    assert await site.titles("/-/tim-kiem?tinh=Bình+Hải") == [
        "Học sinh Khe Sơn nghỉ học vì mưa lũ",
        "Báo cáo tổng kết năm học",
    ]
    both = await site.soup("/-/tim-kiem?nguon=pgd-huong-mai&nguon=pgd-khe-son")
    assert len(both.select(".chips a")) == 2
    assert both.select_one("input[type=hidden][name=nguon]")


async def test_orders(site: Site) -> None:
    newest = await site.titles("/-/tim-kiem?xep=moi-nhat")
    assert newest[0] == "Học sinh Khe Sơn nghỉ học vì mưa lũ"
    oldest = await site.titles("/-/tim-kiem?xep=cu-nhat")
    assert oldest[0] == SCRIPT
    assert set(newest[-2:]) == set(oldest[-2:]) == {"Báo cáo tổng kết năm học", "Giới thiệu sách mới cho thư viện"}


async def test_paging(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archive.datasette.search_page.PAGE_SIZE", 4)
    first, second = await site.soup("/-/tim-kiem?xep=cu-nhat"), await site.soup("/-/tim-kiem?xep=cu-nhat&trang=2")
    assert len(first.select("ol.hits > li")) == 4
    assert len(second.select("ol.hits > li")) == 2
    assert [link["href"] for link in first.select("[rel=next]")] == ["/-/tim-kiem?xep=cu-nhat&trang=2"] * 2
    assert [link["href"] for link in second.select("[rel=prev]")] == ["/-/tim-kiem?xep=cu-nhat"] * 2
    assert not first.select("[rel=prev]")
    assert not second.select("[rel=next]")
    late = await site.soup("/-/tim-kiem?trang=9")
    assert "đây là trang cuối" in text_of(late)
    assert len(late.select("ol.hits > li")) == 2


async def test_nothing_found_helps_on(site: Site) -> None:
    soup = await site.soup("/-/tim-kiem?q=xe+lửa&nam=2024")
    empty = soup.select_one(".empty")
    assert empty is not None
    assert "Không tìm thấy bài nào" in text_of(empty)
    assert empty.select_one("a[href='/-/tim-kiem?q=xe+l%E1%BB%ADa']"), "without the filters"
    assert empty.select_one("a[href='/-/tim-kiem?q=xe%20lua']"), "without the marks"
    assert len(empty.select(".examples a")) == 3
    assert "giỏi" in text_of(empty)


async def test_an_empty_archive_says_what_to_do(tmp_path: Path, open_datasette: Any) -> None:
    Archive(tmp_path).close()
    datasette = make_datasette(tmp_path)
    response = await datasette.client.get("/")
    assert "pgd crawl" in response.text


@pytest.mark.parametrize(
    "search", ["?q=hoc&xep=cu-nhat", "", "?q=mưa&nguon=pgd-huong-mai", "?q=không-có-đâu", "?trang=7"]
)
async def test_exports_have_the_rows_of_the_screen(site: Site, search: str) -> None:
    soup = await site.soup(f"/-/tim-kiem{search}")
    on_screen = [int(str(link["href"]).removeprefix("/a/")) for link in soup.select("ol.hits h2 a")]
    table = await site.get(f"/-/xuat.csv{search}")
    assert table.content.startswith(b"\xef\xbb\xbfid,title,")
    assert table.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig"), newline="")))
    assert [int(row["id"]) for row in rows] == on_screen
    lines = await site.get(f"/-/xuat.jsonl{search}")
    assert lines.headers["content-type"] == "application/x-ndjson; charset=utf-8"
    assert [json.loads(line)["id"] for line in lines.text.splitlines()] == on_screen
    hrefs = [str(link["href"]) for link in soup.select(".exports a")]
    assert [re.split(r"[?]", href)[0] for href in hrefs] == (["/-/xuat.csv", "/-/xuat.jsonl"] if on_screen else [])


async def test_an_export_has_a_name_and_vietnamese_letters(site: Site) -> None:
    response = await site.get("/-/xuat.csv?q=%22Mưa+lũ%22&nam=2024")
    assert response.headers["content-disposition"] == 'attachment; filename="pgd-mua-lu-2024.csv"'
    assert RAIN_BODY in response.content.decode("utf-8-sig")
    assert (await site.get("/-/xuat.jsonl")).headers["content-disposition"].endswith('"pgd-tat-ca.jsonl"')


async def test_our_pages_have_their_headers_and_datasettes_keep_their_scripts(site: Site) -> None:
    for path in ("/", "/-/tim-kiem?q=a", "/a/1", "/a/999", "/-/xuat.csv", "/-/xuat.jsonl"):
        headers = (await site.get(path)).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in (await site.get("/archive/articles")).headers


async def test_a_reader_without_permission_sees_nothing(site: Site) -> None:
    site.datasette._metadata_local = {"databases": {"archive": {"allow": {"id": "root"}}}}
    for path in ("/", "/a/1", "/-/xuat.csv"):
        assert (await site.get(path)).status_code == 403


def test_no_archive_no_server(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match="no archive here"):
        make_datasette(tmp_path)
    (tmp_path / "archive.db").write_bytes(b"not a database, only some bytes that are long enough")
    with pytest.raises(ArchiveError, match="not an archive"):
        make_datasette(tmp_path)


async def test_what_is_stored_while_serving_is_found(site: Site) -> None:
    assert await site.titles("/?q=thuyền") == []
    url = "http://kheson.example/thuyen"
    with Archive(site.folder) as archive, archive.batch():
        archive.store(page(url, "2025-02-01"), Article(url, "Thuyền chở học sinh", "Đi học bằng thuyền."), KHE.id)
    assert await site.titles("/?q=thuyền") == ["Thuyền chở học sinh"]


async def test_the_database_is_open_for_reading_only(site: Site) -> None:
    database = site.datasette.get_database("archive")
    assert database.is_mutable, "never immutable: the file is live"
    with pytest.raises(Exception, match="readonly"):
        await database.execute_fn(lambda connection: connection.execute("delete from articles"))
    with closing(Archive(site.folder)) as archive:
        assert archive.db.execute("select count(*) from articles").fetchone()[0] == 7
