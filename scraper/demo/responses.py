"""A request to a sample site goes in, an immutable `Response` comes out: rendered templates, lists, sitemaps."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any
from xml.sax.saxutils import escape

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape

from scraper.demo.articles import DemoArticle, DemoSite

HTML = "text/html; charset=UTF-8"
XML = "text/xml; charset=utf-8"
TEXT = "text/plain; charset=utf-8"
PER_PAGE = 3  # so that the lists of a small site have a second page
WEEKDAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


@dataclass(frozen=True, slots=True)
class Response:
    """One HTTP answer; `location` is set for redirects only and is absolute."""

    status: int
    content_type: str
    body: bytes
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """What a CMS needs to answer: the site, its address without a slash at the end, decoded path and query."""

    site: DemoSite
    base_url: str
    path: str
    query: Mapping[str, str]

    @property
    def page(self) -> int:
        """The page number in the query (`page=2`), 1 where there is none or it is no number."""
        found = self.query.get("page", "1")
        return max(int(found), 1) if re.fullmatch(r"[0-9]{1,6}", found) else 1

    def render(self, template: str, status: int = 200, content_type: str = HTML, **values: Any) -> Response:
        """Fill `templates/<site>/<template>` with the site, `base`, `here` (both absolute) and the values given."""
        found = _environment().get_template(f"{self.site.slug}/{template}")
        text = found.render(site=self.site, base=self.base_url, here=self.base_url + self.path, **values)
        return Response(status, content_type, text.encode())

    def redirect(self, path: str) -> Response:
        """A permanent redirect to a path of this site."""
        return Response(301, HTML, b"", self.base_url + path)

    def sitemap(self, tag: str, entries: Iterable[tuple[str, str | None]]) -> Response:
        """A sitemap (`urlset`) or an index of sitemaps (`sitemapindex`) of (path, last change or None)."""
        entry = "url" if tag == "urlset" else "sitemap"
        lines = "".join(
            f"<{entry}><loc>{escape(self.base_url + path)}</loc>{f'<lastmod>{at}</lastmod>' if at else ''}</{entry}>\n"
            for path, at in entries
        )
        head = f'<?xml version="1.0" encoding="UTF-8"?>\n<{tag} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        return Response(200, XML, f"{head}\n{lines}</{tag}>\n".encode())


@cache
def _environment() -> Environment:
    found = Environment(
        loader=PackageLoader("scraper.demo"),
        autoescape=select_autoescape(("html", "xml")),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters["alias"] = alias
    return found


def alias(text: str) -> str:
    """The ASCII form of a Vietnamese text for an address: `Hạn mặn` gives `han-man`."""
    folded = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return re.sub(r"[^a-z0-9]+", "-", "".join(sign for sign in folded if not unicodedata.combining(sign))).strip("-")


def slice_of(articles: Sequence[DemoArticle], page: int) -> tuple[Sequence[DemoArticle], int]:
    """The articles on one list page (counted from 1) and the number of pages (at least 1)."""
    return articles[(page - 1) * PER_PAGE : page * PER_PAGE], max(-(-len(articles) // PER_PAGE), 1)


def in_category(site: DemoSite, slug: str) -> list[DemoArticle]:
    """The articles of one category, newest first."""
    return [article for article in site.articles if article.category == slug]


def tags_of(site: DemoSite) -> dict[str, str]:
    """Every tag of the site: its alias and its name."""
    return {alias(tag): tag for article in site.articles for tag in article.tags}


def tagged(site: DemoSite, tag: str) -> list[DemoArticle]:
    """The articles that carry a tag, given by its alias, newest first."""
    return [article for article in site.articles if tag in map(alias, article.tags)]


def search(site: DemoSite, words: str) -> list[DemoArticle]:
    """The articles whose title or body contains the words, whatever their case; none for no words."""
    sought = unicodedata.normalize("NFC", words).strip().casefold()
    return [article for article in site.articles if sought and sought in f"{article.title}\n{article.body}".casefold()]


def neighbours(site: DemoSite, article: DemoArticle, limit: int = 5) -> tuple[list[DemoArticle], list[DemoArticle]]:
    """The newer and the older articles of the same category, nearest first, at most `limit` each."""
    row = in_category(site, article.category)
    at = row.index(article)
    return row[max(at - limit, 0) : at][::-1], row[at + 1 : at + 1 + limit]


def rfc822(article: DemoArticle) -> str:
    """The publication time as feeds write it, or an empty string."""
    return article.moment.strftime("%a, %d %b %Y %H:%M:%S +0700") if article.moment else ""
