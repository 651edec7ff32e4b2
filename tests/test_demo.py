"""The demo: `pgd demo` crawls the three sample sites with the real spider; every article is compared with its gold."""

import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from conftest import run

from scraper.demo.articles import DemoArticle, DemoSite, read_sites
from scraper.demo.pages import article_path, attachment_paths, image_paths

SITES = {site.slug: site for site in read_sites()}
ARTICLES = [
    pytest.param(site, article, id=f"{site.slug}-{article.id}") for site in SITES.values() for article in site.articles
]
BYLINE = re.compile(r"^(?:CTV|Tin, ảnh|Tin|Ảnh|Bài, ảnh|Bài|Tác giả)\s*:\s*")


@dataclass(frozen=True)
class Crawl:
    """What one run of `pgd demo --no-serve` gave."""

    process: subprocess.CompletedProcess[str]
    folder: Path
    db: sqlite3.Connection

    def all(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self.db.execute(sql, values).fetchall()

    def article(self, site: DemoSite, article: DemoArticle) -> sqlite3.Row:
        (home,) = self.all("select home_url from sources where id = ?", site.slug)
        url = home[0].rstrip("/") + article_path(site, article)
        found = self.all("select * from articles where url = ?", url)
        assert found, (
            f"{url} is no article of the archive: {[tuple(row) for row in self.all('select * from pages where url = ?', url)]}"
        )
        return found[0]

    def media(self, article_id: int, kind: str) -> list[sqlite3.Row]:
        return self.all("select * from media where article_id = ? and kind = ? order by position", article_id, kind)


@pytest.fixture(scope="module")
def crawl(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Crawl]:
    folder = tmp_path_factory.mktemp("demo") / "kho"
    process = run("demo", "--no-serve", "--archive", folder)
    with closing(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row
        yield Crawl(process, folder, db)


def test_it_ends_well_and_prints_a_summary(crawl: Crawl) -> None:
    assert crawl.process.returncode == 0, crawl.process.stderr
    assert crawl.process.stderr == ""
    for site in SITES.values():
        line = next(line for line in crawl.process.stdout.splitlines() if line.startswith(site.slug))
        assert f" {len(site.articles)} " in line
        assert " ok " in line
    assert str(crawl.folder) in crawl.process.stdout


def test_the_sources_and_their_crawls(crawl: Crawl) -> None:
    found = {row["id"]: row for row in crawl.all("select * from sources")}
    assert set(found) == set(SITES)
    for site in SITES.values():
        row = found[site.slug]
        assert (row["name"], row["province"], row["district"], row["kind"]) == (
            site.name,
            site.province,
            site.district,
            site.kind,
        )
        assert (row["family"], row["status"]) == (site.family, "live")
    for row in crawl.all("select * from crawls"):
        assert (row["outcome"], row["errors"], row["articles_new"]) == ("ok", 0, len(SITES[row["source_id"]].articles))
        assert row["started_at"] <= row["finished_at"]


def test_every_page_has_its_reason(crawl: Crawl) -> None:
    assert not crawl.all("select url from pages where article_id is null and reason is null")
    assert not crawl.all("select url from pages where kind = 'article' and article_id is null")


@pytest.mark.parametrize("slug", SITES)
def test_nothing_but_articles_is_an_article(crawl: Crawl, slug: str) -> None:
    wanted = {article_path(SITES[slug], article) for article in SITES[slug].articles}
    assert {
        urlsplit(row["url"]).path for row in crawl.all("select url from articles where source_id = ?", slug)
    } == wanted


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_title(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    assert crawl.article(site, gold)["title"] == gold.title


# An article whose author stands in the theme's byline is signed again below its text.
BODIES = [pytest.param(*case.values, id=case.id) for case in ARTICLES]


@pytest.mark.parametrize(("site", "gold"), BODIES)
def test_lead_and_body(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    row = crawl.article(site, gold)
    found = "\n".join(part for part in (row["lead"], row["body"]) if part)
    assert found.split("\n") == "\n".join(part for part in (gold.lead, gold.body) if part).split("\n")
    assert row["lead"] is None or row["lead"] == gold.lead


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_author_and_credit(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    row = crawl.article(site, gold)
    signed = BYLINE.sub("", gold.signature) if gold.signature else None
    assert row["author"] in ({gold.author, signed} - {None} or {None})
    assert row["credit"] == gold.credit


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_date(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    row = crawl.article(site, gold)
    assert row["published_at"] == gold.published_at
    assert (row["published_raw"] is None) == (gold.published_at is None)
    if gold.published_raw:
        words = row["published_raw"].rpartition(" [")[0]
        assert gold.published_raw in words or words in gold.published_raw


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_category(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    found = crawl.article(site, gold)["category"]
    assert found == site.category_name(gold.category) or (found is None and site.family == "generic")


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_pictures_and_their_captions(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    found = crawl.media(crawl.article(site, gold)["id"], "image")
    assert [(urlsplit(row["url"]).path, row["caption"]) for row in found] == [
        (path, image.caption) for path, image in zip(image_paths(site, gold), gold.images, strict=True)
    ]


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_attachments(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    found = crawl.media(crawl.article(site, gold)["id"], "attachment")
    assert [urlsplit(row["url"]).path for row in found] == attachment_paths(site, gold)


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_repeats(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    row = crawl.article(site, gold)
    original = None
    if gold.duplicate_of:
        slug, number = gold.duplicate_of.split("/")
        of = SITES[slug].article(int(number))
        assert of
        original = crawl.article(SITES[slug], of)["id"]
    if gold.duplicate_kind == "near":  # what is nearly the same may stay unflagged
        assert row["duplicate_of"] in (None, original)
    else:
        assert (row["duplicate_of"], row["duplicate_kind"]) == (original, gold.duplicate_kind)


@pytest.mark.parametrize(("site", "gold"), ARTICLES)
def test_the_html_is_harmless_and_the_text_is_composed(crawl: Crawl, site: DemoSite, gold: DemoArticle) -> None:
    row = crawl.article(site, gold)
    assert not re.search(
        r"<script|<iframe|<form|\son\w+=|javascript:|display:\s*none|<o:p|mso-", row["body_html"], re.I
    )
    for name in ("title", "lead", "body", "author"):
        assert not re.search(r"[\u0300-\u036f\u200b\u00a0]", row[name] or ""), name
    for line in gold.spam:
        assert line not in row["body"]
    for comment in gold.comments:
        assert comment.text not in row["body"]


def test_a_second_demo_starts_afresh_and_another_archive_is_not_touched(crawl: Crawl, tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "archive.db")) as db:
        db.execute("create table sources (id text)")
        db.execute("insert into sources values ('pgd-nam-son')")
        db.commit()
    before = (tmp_path / "archive.db").read_bytes()
    refused = run("demo", "--no-serve", "--archive", tmp_path)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert str(tmp_path) in refused.stderr
    assert (tmp_path / "archive.db").read_bytes() == before
