"""Golden pages: every tests/golden/<family>/<case>/page.html is read as its article.toml says.

A key that article.toml leaves out is expected to be empty on the article (only `category` is then not compared).
`xfail = "reason"` marks a page on which the reader is known to be wrong: the expectation stays as it should be.
"""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from archive.records import Article, NotAnArticle, Page
from archive.urls import url_key
from scraper.families import FAMILIES
from scraper.reader import Visit, visit

GOLDEN = Path(__file__).parent / "golden"
FETCHED = "2025-12-01T08:00:00+07:00"
KEYS = {
    "url", "status", "headers", "family", "detected", "canonical", "xfail", "not_an_article", "article_url",
    "title", "lead", "body", "author", "credit", "category", "published_at", "published_raw",
    "captions", "images", "attachments", "videos",
}  # fmt: skip


def cases() -> list[Any]:
    found = []
    for expected in sorted(GOLDEN.glob("*/*/article.toml")):
        gold = tomllib.loads(expected.read_text(encoding="utf-8"))
        marks = [pytest.mark.xfail(strict=True, reason=gold["xfail"])] if "xfail" in gold else []
        name = f"{expected.parent.parent.name}/{expected.parent.name}"
        found.append(pytest.param(expected.parent, gold, id=name, marks=marks))
    return found


def visit_golden(folder: Path, gold: dict[str, Any]) -> Visit:
    """Read a golden page; `family` in its article.toml is what the registry says of the site."""
    headers = {"content-type": "text/html; charset=utf-8", **gold.get("headers", {})}
    page = Page(gold["url"], FETCHED, (folder / "page.html").read_bytes(), headers, gold.get("status", 200))
    return visit(page, FAMILIES[gold["family"]] if "family" in gold else None)


def as_gold(article: Article) -> dict[str, Any]:
    """Return an article in the words of article.toml."""
    media = {kind: [m.url for m in article.media if m.kind == kind] for kind in ("image", "attachment", "video")}
    return {
        "url": url_key(article.url),
        "title": article.title,
        "lead": article.lead,
        "body": article.body.split("\n") if article.body else [],
        "author": article.author,
        "credit": article.credit,
        "published_at": article.published_at,
        "captions": [m.caption for m in article.media if m.kind == "image" and m.caption],
        "images": media["image"],
        "attachments": media["attachment"],
        "videos": media["video"],
    }


@pytest.mark.parametrize(("folder", "gold"), cases())
def test_golden(folder: Path, gold: dict[str, Any]) -> None:
    assert set(gold) <= KEYS
    seen = visit_golden(folder, gold)
    if (refused := gold.get("not_an_article")) is not None:
        assert isinstance(seen.read, NotAnArticle), f"read as an article: {seen.read}"
        assert seen.read.kind == refused["kind"]
        assert refused["reason_contains"] in seen.read.reason
        assert seen.read.article_url == gold.get("article_url")
        return
    assert isinstance(seen.read, Article), f"refused: {seen.read}"
    lists = {name: gold.get(name, []) for name in ("body", "captions", "images", "attachments", "videos")}
    words = {name: gold.get(name) for name in ("title", "lead", "author", "credit", "published_at")}
    assert as_gold(seen.read) == {"url": url_key(gold.get("canonical", gold["url"])), **words, **lists}
    assert seen.family.name == gold.get("detected", folder.parent.name)
    if "category" in gold:
        assert (seen.read.category or "") == gold["category"]
    if "published_raw" in gold:
        assert gold["published_raw"] in (seen.read.published_raw or "")
    elif not gold.get("published_at"):
        assert not seen.read.published_raw


def test_every_page_has_its_gold() -> None:
    pages = {page.parent for page in GOLDEN.glob("**/page.html")}
    assert pages == {gold.parent for gold in GOLDEN.glob("**/article.toml")}
    assert len(pages) >= 30
