"""Datasette's own pages: search on the table, facets, labels, descriptions and canned queries."""

from typing import Any

import pytest
from test_datasette import Site, site, text_of
from test_datasette_sample import open_datasette

from archive.datasette.metadata import describe
from archive.datasette.table_search import match_expression

__all__ = ["open_datasette", "site"]

PROMISED = {
    "sources": "id name kind host home_url province district family status status_since",
    "articles": "id source_id url title lead body body_html author credit category published_at published_raw "
    "first_seen_at last_seen_at changed_at gone_at text_hash duplicate_of duplicate_kind similarity flags",
    "pages": "url source_id article_id kind status reason fetched_at payload_sha256 warc_file warc_offset",
    "revisions": "article_id seen_at title lead body text_hash",
    "media": "article_id position kind url caption filename",
    "crawls": "source_id started_at finished_at outcome reason",
    "furniture": "source_id line pages of_pages learned_at",
    "duplicate_decisions": "article_id other_id decision decided_at",
}
VIEWS = {"clusters", "template_kin"}


async def rows(site: Site, path: str) -> list[dict[str, Any]]:
    response = await site.get(path)
    assert response.status_code == 200, response.text[:300]
    found: list[dict[str, Any]] = response.json()
    return found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("dao tao", {"hoc-sinh-gioi", "nghi-hoc", "nghi-hoc-dang-lai"}),
        ("đào tạo", {"hoc-sinh-gioi", "nghi-hoc", "nghi-hoc-dang-lai"}),
        ("giỏi", {"hoc-sinh-gioi"}),
        ("gioi", {"hoc-sinh-gioi", "gioi-thieu"}),
        ("hoà bình", {"hoa"}),
        ("hòa bình", {"hoa"}),
        ('"mưa lũ" OR "dãy phòng"', {"nghi-hoc", "nghi-hoc-dang-lai", "hoa"}),
        ("gioi -sach", set()),
        ("***", set()),
        ("-gioi", set()),
    ],
)
async def test_search_on_the_table_page(site: Site, words: str, found: set[str]) -> None:
    response = await site.get("/archive/articles.json", params={"_search": words, "_shape": "array"})
    assert response.status_code == 200, response.text
    assert {row["id"] for row in response.json()} == {site.ids[name] for name in found}


async def test_search_on_the_table_page_without_the_plugins_reading(site: Site, open_datasette: Any) -> None:
    """The metadata alone make stock Datasette find both ways of typing."""
    database = open_datasette([str(site.folder / "archive.db")]).get_database("archive")
    for words, count in (('"dao" "tao"', 3), ('"đào" "tạo"', 3), ('"giỏi"', 1)):
        found = await database.execute("select count(*) from articles_fts where articles_fts match ?", [words])
        assert found.single_value() == count


def test_nothing_asked_for_is_an_expression_that_finds_nothing() -> None:
    assert match_expression(None) == match_expression(" ") == match_expression("-a") == '""'


async def test_table_pages_show_labels_facets_and_descriptions(site: Site) -> None:
    soup = await site.soup("/archive/articles")
    text = text_of(soup)
    assert "Bài viết (articles)" in text
    assert "canonical address on its site" in text
    assert soup.select_one(".facet-results")
    assert soup.select_one("td.col-source_id a[href='/archive/sources/pgd-khe-son']")
    assert "Phòng GD&ĐT huyện Khe Sơn" in text
    assert soup.select_one("a[href='/-/tim-kiem']"), "the menu leads back to the search page"


async def test_internal_tables_are_hidden(site: Site) -> None:
    tables = (await site.get("/archive.json")).json()["tables"]
    assert {table["name"] for table in tables if not table["hidden"]} == set(PROMISED)
    assert {view["name"] for view in (await site.get("/archive.json")).json()["views"]} == VIEWS
    hidden = {table["name"] for table in tables if table["hidden"]}
    assert "_sqlite_migrations" in hidden
    assert {"articles_fts", "text_kin", "sketch_tail", "sketch_runs", "sketch_parts"} <= hidden


async def test_metadata_are_true_to_the_schema(site: Site) -> None:
    database = site.datasette.get_database("archive")
    tables = describe(own_instance=True)["databases"]["archive"]["tables"]
    for table, about in tables.items():
        columns = set(await database.table_columns(table))
        assert columns, f"{table} does not exist"
        named = [*about.get("columns", {}), *about.get("facets", []), *about.get("sortable_columns", [])]
        named += [about[key] for key in ("label_column", "sort_desc", "fts_pk") if key in about]
        assert set(named) <= columns, table
    for table, promised in PROMISED.items():
        assert set(promised.split()) <= set(tables[table]["columns"]), table


async def test_canned_queries_run(site: Site) -> None:
    queries = describe(own_instance=True)["databases"]["archive"]["queries"]
    assert len(queries) >= 3
    for name, query in queries.items():
        assert {"title", "description", "sql"} <= set(query)
        assert await rows(site, f"/archive/{name}.json?_shape=array"), name
    by_year = await rows(site, "/archive/so_bai_theo_nam_va_nguon.json?_shape=array")
    assert sum(row["so_bai"] for row in by_year) == 6
    (repeated,) = await rows(site, "/archive/bai_bi_dang_lai_nhieu_nhat.json?_shape=array")
    assert (repeated["id"], repeated["so_lan_dang_lai"]) == (site.ids["nghi-hoc"], 1)
    reasons = await rows(site, "/archive/trang_khong_phai_bai.json?_shape=array")
    assert {row["ly_do"] for row in reasons} == {"trang từ khóa", "404"}


async def test_settings(site: Site) -> None:
    wanted = {"allow_download": True, "force_https_urls": False, "default_page_size": 50, "sql_time_limit_ms": 5000}
    set_to = (await site.get("/-/settings.json")).json()
    assert {name: set_to[name] for name in wanted} == wanted
    assert "access-control-allow-origin" not in (await site.get("/archive/articles.json")).headers


async def test_among_other_databases_the_home_page_stays_datasettes(site: Site, open_datasette: Any) -> None:
    other = site.folder / "other.db"
    other.write_bytes(b"")
    both = open_datasette([str(site.folder / "archive.db"), str(other)])
    assert "tim-kiem" in (await both.client.get("/-/tim-kiem")).text
    home = (await both.client.get("/")).text
    assert ">other<" in home
    none = open_datasette([str(other)])
    assert (await none.client.get("/-/tim-kiem")).status_code == 404


async def test_canned_queries_survive_being_asked_twice(site: Site) -> None:
    first, second = await site.get("/archive.json"), await site.get("/archive.json")
    assert first.json()["queries"] == second.json()["queries"]
