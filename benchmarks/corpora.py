"""Captured pages with gold articles come in, cases come out: what the benchmarks and the floor gate measure on.

Three kinds: the golden pages of the tests and the project's own sample sites, always there, and captures with gold data
(`NAME.warc.gz`, `NAME.gold.jsonl`) in folders given on the command line.
"""

import json
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from archive.records import Page
from archive.warc import read_warc
from scraper.demo.articles import read_sites
from scraper.demo.pages import answer, article_path

WHEN = "2026-01-01T00:00:00+00:00"


@dataclass(frozen=True, slots=True)
class Case:
    """A page and what a perfect reader gives; `neutral` lines neither help nor hurt (captions, tables, signature)."""

    page: Page
    title: str
    text: str
    published_at: str | None
    authors: tuple[str | None, ...]
    credit: str | None
    neutral: frozenset[str] = frozenset()
    unwanted: tuple[str, ...] = ()
    raw: dict[str, Any] = field(default_factory=dict)


def captures(path: Path) -> Iterator[Case]:
    """Yield the cases of `NAME.warc.gz` with `NAME.gold.jsonl` beside it."""
    gold_path = path.with_name(path.name.replace(".warc.gz", ".gold.jsonl"))
    gold = {g["url"]: g for g in map(json.loads, gold_path.read_text("utf-8").splitlines()) if g.get("url")}
    for page, _ in read_warc(path):
        if page.status == 200 and page.url in gold:
            yield _case(page, gold.pop(page.url))


def _case(page: Page, gold: dict[str, Any]) -> Case:
    body = gold.get("body", gold.get("paragraphs")) or []
    neutral = [*(gold.get("captions") or []), *(gold.get("footnotes") or []), gold.get("byline_in_body") or ""]
    for row in (row for table in gold.get("tables") or [] for row in table):
        neutral += [" ".join(row), *row]
    neutral += [file.get("text") or "" for file in gold.get("attachments") or []]
    text = "\n".join([gold.get("lead") or "", *body])
    authors = (gold.get("author"), gold.get("byline_in_body") or gold.get("author"))
    credit = gold.get("credit", gold.get("source"))
    unwanted = (*(gold.get("spam_texts") or []), *(gold.get("boilerplate") or []))
    return Case(page, gold["title"], text, gold["published_at"], authors, credit, frozenset(neutral), unwanted, gold)


GOLDEN = Path(__file__).parents[1] / "tests" / "golden"


def goldens() -> Iterator[Case]:
    """Yield the articles of the golden pages: one or more a family, written from what is known of it."""
    for path in sorted(GOLDEN.glob("*/*/article.toml")):
        gold = tomllib.loads(path.read_text("utf-8"))
        if "not_an_article" in gold or "xfail" in gold:
            continue
        headers = {"content-type": "text/html; charset=utf-8", **gold.get("headers", {})}
        page = Page(gold["url"], WHEN, (path.parent / "page.html").read_bytes(), headers)
        text = "\n".join([gold.get("lead") or "", *gold.get("body", [])])
        rows = [line for line in gold.get("body", []) if "\t" in line]
        neutral = frozenset([*rows, *gold.get("captions", [])])
        authors = (gold.get("author"),)
        yield Case(page, gold["title"], text, gold.get("published_at"), authors, gold.get("credit"), neutral)


def samples() -> Iterator[Case]:
    """Yield the articles of the bundled sample sites."""
    for site in read_sites():
        base = f"http://{site.slug}.example"
        for article in site.articles:
            path = article_path(site, article)
            response = answer(site, base, path)
            page = Page(base + path, WHEN, response.body, {"content-type": response.content_type})
            text = "\n".join(filter(None, [article.lead, article.body]))
            authors = (article.author, article.signature or article.author)
            captions = [image.caption for image in article.images if image.caption]
            tables = [line for line in article.body.split("\n") if "\t" in line]
            files = [file.label for file in article.attachments if file.label]
            neutral = frozenset([*captions, *tables, *files, article.signature or ""])
            yield Case(page, article.title, text, article.published_at, authors, article.credit, neutral)
