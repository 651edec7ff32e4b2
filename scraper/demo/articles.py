"""One TOML file a site goes in, a `DemoSite` with its articles comes out.

The articles are source and gold at once: every field says what a perfect reader should find on the page.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import Any

SITE_SLUGS = ("nam-luong", "thanh-loc", "song-hinh-moi")
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True, slots=True)
class Link:
    """A word or line and where it leads: a category, a menu entry, a neighbour site."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that stands after `after` paragraphs of the body (0: before the first one)."""

    file: str
    caption: str
    after: int


@dataclass(frozen=True, slots=True)
class Table:
    """A data table that stands after `after` paragraphs; the first row is the head."""

    rows: tuple[tuple[str, ...], ...]
    after: int


@dataclass(frozen=True, slots=True)
class Comment:
    """What a visitor wrote under an article; never part of it. `at` is ISO 8601 with offset."""

    name: str
    text: str
    at: str


@dataclass(frozen=True, slots=True)
class DemoArticle:
    """One article as a perfect reader sees it; all texts are NFC, one string a paragraph.

    `published_at` is ISO 8601 with offset, a bare day where the page shows no time, or None. `signature` is printed as
    the last paragraph of the body and is not in `paragraphs`; footnotes are. `headings` and `items` are indices into
    `paragraphs`; the numbers of an `ordered` list are made by the browser. `duplicate_of` is "site/id".
    """

    id: int
    slug: str
    category: str
    title: str
    paragraphs: tuple[str, ...]
    markup: str
    lead: str | None = None
    published_at: str | None = None
    published_raw: str | None = None
    author: str | None = None
    credit: str | None = None
    signature: str | None = None
    headings: tuple[int, ...] = ()
    items: tuple[int, ...] = ()
    ordered: bool = False
    images: tuple[Image, ...] = ()
    table: Table | None = None
    attachments: tuple[Link, ...] = ()
    tags: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    spam: tuple[str, ...] = ()
    traits: tuple[str, ...] = ()
    printed_twice: bool = False
    duplicate_of: str | None = None
    duplicate_kind: str | None = None

    @property
    def moment(self) -> datetime | None:
        """The publication time in Vietnam (midnight for a bare day), or None."""
        if self.published_at is None:
            return None
        found = datetime.fromisoformat(self.published_at)
        return found if found.tzinfo else found.replace(tzinfo=VIETNAM)

    @property
    def body(self) -> str:
        """The gold body: one paragraph or table row a line, cells separated by tab, without lead and signature."""
        lines = list(self.paragraphs)
        if self.table:
            lines[self.table.after : self.table.after] = ["\t".join(row) for row in self.table.rows]
        return "\n".join(lines)

    @property
    def teaser(self) -> str:
        """What lists and feeds show of the article: its lead, else the first paragraph, cut at a word."""
        text = self.lead or self.paragraphs[0]
        return text if len(text) <= 180 else text[:180].rsplit(" ", 1)[0] + "..."


@dataclass(frozen=True, slots=True)
class DemoSite:
    """One sample site; `articles` are ordered newest first, those without a date last."""

    slug: str
    name: str
    short_name: str
    tagline: str
    province: str
    district: str
    kind: str
    family: str
    address: str
    phone: str
    email: str
    about: str
    clock: str = ""
    categories: tuple[Link, ...] = ()
    menu: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    articles: tuple[DemoArticle, ...] = field(default=(), repr=False)

    def category_name(self, slug: str) -> str:
        """The name of a category of this site; KeyError for an unknown one."""
        return {entry.url: entry.label for entry in self.categories}[slug]

    def article(self, number: int) -> DemoArticle | None:
        """The article with this id, or None."""
        return next((article for article in self.articles if article.id == number), None)


@cache
def read_site(slug: str) -> DemoSite:
    """Read `content/<slug>.toml`; KeyError or TypeError tells of a field that is missing or unknown."""
    raw = tomllib.loads(files(__package__).joinpath("content", f"{slug}.toml").read_text("utf-8"))
    articles = sorted((_article(entry) for entry in raw["article"]), key=_newest_first)
    return replace(
        DemoSite(**raw["site"]),
        categories=tuple(Link(entry["name"], entry["slug"]) for entry in raw["category"]),
        menu=tuple(Link(entry["label"], entry["path"]) for entry in raw["menu"]),
        links=tuple(Link(entry["label"], entry["url"]) for entry in raw["link"]),
        articles=tuple(articles),
    )


def read_sites() -> tuple[DemoSite, ...]:
    """All sample sites, in the order in which they are served and crawled."""
    return tuple(read_site(slug) for slug in SITE_SLUGS)


def _newest_first(article: DemoArticle) -> tuple[float, int]:
    return (-article.moment.timestamp() if article.moment else 0.0, -article.id)


def _article(entry: Mapping[str, Any]) -> DemoArticle:
    plain = {key: value for key, value in entry.items() if key not in {"image", "table", "attachment", "comment"}}
    lists: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in plain.items()}
    table = entry.get("table")
    return DemoArticle(
        **lists,
        images=tuple(Image(**image) for image in entry.get("image", ())),
        table=Table(tuple(tuple(row) for row in table["rows"]), table["after"]) if table else None,
        attachments=tuple(Link(found["label"], found["file"]) for found in entry.get("attachment", ())),
        comments=tuple(Comment(**comment) for comment in entry.get("comment", ())),
    )
