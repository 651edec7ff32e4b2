"""A site comes in, its pages with what was read from them come out. THE spider: what differs is the site's family."""

import re
from collections.abc import AsyncIterator, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urljoin

from scrapy import Request, Spider
from scrapy.http import Response
from twisted.python.failure import Failure

from archive.records import Article, NotAnArticle, Page, PageKind
from archive.urls import url_key
from scraper.families import FAMILIES
from scraper.reader import Visit, visit
from scraper.reading.furniture import NONE, SAMPLE, Furniture, Learner
from scraper.reading.refusals import redirect
from scraper.sites import Site

# How soon a page is asked for: what tells of articles, then articles, then the rest.
PRIORITY: dict[PageKind | None, int] = {
    "robots": 50,
    "sitemap": 40,
    "feed": 30,
    "home": 20,
    "article": 10,
    "list": 5,
    None: 0,
}
LEARNED_FROM = 10  # articles from which the furniture of a site is learned
MAX_STEPS = 4  # pages of unknown kind in a row that led to nothing new
MAX_REFUSALS = 8  # answers in a row that ask for less (429), are overloaded (503) or block
MAX_BARREN_LISTS = 3  # list pages in a row without a new address


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer and what was read from it: the item that goes through the pipelines."""

    page: Page
    read: Article | NotAnArticle
    again: bool = False  # the same answer, read with more knowledge


@dataclass(slots=True)
class Progress:
    """What a crawl has seen so far."""

    asked: set[str] = field(default_factory=set)
    articles: int = 0
    answers: int = 0
    refusals: int = 0  # in a row
    errors: list[str] = field(default_factory=list)
    moved_to: str | None = None


class NewsSpider(Spider):
    """Crawls one site: by feed, sitemap and the lists it meets; `limit` ends it after so many articles."""

    site: Site
    limit: int | None

    def __init__(self, *args: Any, limit: str | int | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.limit = int(limit) if limit else None
        self.progress = Progress()
        self.family = self.site.cms
        self.furniture = NONE  # the pipeline tells what earlier runs learned
        self.learner: Learner | None = Learner()
        self.first: list[Fetched] = []
        self.learned: tuple[dict[str, int], int] = ({}, 0)

    async def start(self) -> AsyncIterator[Request]:
        """Ask for robots.txt, sitemaps, feeds and the home page."""
        home = self.site.home_url
        places: list[tuple[PageKind, str]] = [("robots", "/robots.txt")]
        places += [("sitemap", path) for path in self.family.sitemaps] + [("feed", path) for path in self.family.feeds]
        for kind, path in [*places, ("home", home)]:
            for request in self.request(urljoin(home, path), kind):
                yield request

    def request(self, url: str, kind: PageKind | None, steps: int = 0) -> Iterator[Request]:
        """Yield the request for an address, unless it was asked for before or is not on this site."""
        key = url_key(url)
        if key in self.progress.asked or not self.site.owns(url):
            return
        self.progress.asked.add(key)
        yield Request(
            url,
            self.parse,
            errback=self.failed,
            priority=PRIORITY.get(kind, 0),
            meta={"kind": kind, "steps": steps},
            dont_filter=True,  # asked-for addresses are known by their key
        )

    def parse(self, response: Response, **_: Any) -> Iterator[Fetched | Request]:
        """Read an answer; yields the page, the redirects that led to it, and requests for what it links to."""
        self.progress.answers += 1
        page = _page(response)
        visited = visit(page, self.family, links=True, furniture=self.furniture, lines=self.learner is not None)
        self._learn_family(visited.family.name, response)
        yield from self._redirects(response, page)
        yield Fetched(page, visited.read)
        if isinstance(visited.read, Article):
            self.progress.articles += 1
            yield from self._learn_furniture(page, visited)
        refused = page.status in (429, 503) or (
            isinstance(visited.read, NotAnArticle) and visited.read.kind == "blocked"
        )
        self.progress.refusals = self.progress.refusals + 1 if refused else 0
        if self.progress.refusals >= MAX_REFUSALS:
            self.progress.errors.append(f"{page.url}: the site asks for no more (HTTP {page.status})")
            self.crawler.engine.close_spider(self, "blocked")
            return
        if self.limit and self.progress.articles >= self.limit:
            self.crawler.engine.close_spider(self, "limit")
            return
        kind: PageKind | None = "article" if isinstance(visited.read, Article) else response.meta["kind"]
        yield from self.follow(visited.links, kind, response.meta["steps"])

    def _learn_family(self, name: str, response: Response) -> None:
        """The home page's own signs correct a registry that took the site for another family."""
        if response.meta["kind"] == "home" and name not in ("generic", self.family.name):
            self.logger.info("%s: the home page shows family %s", self.site.id, name)
            self.family = FAMILIES[name]
        if response.meta["kind"] == "home" and not self.site.owns(response.url):
            self.progress.moved_to = response.url

    def _learn_furniture(self, page: Page, visited: Visit) -> Iterator[Fetched]:
        """Learn from the first articles what stands on every page of the site, and read those again that had it."""
        if self.learner is None:
            return
        self.learner.see(visited.lines)
        self.first.append(Fetched(page, visited.read))
        if self.learner.pages >= LEARNED_FROM or len(self.first) >= SAMPLE:
            yield from self.read_again()

    def read_again(self) -> Iterator[Fetched]:
        """End the learning, and read the first articles with what it gave; at the end of a crawl of a small site, too."""
        if self.learner is None:
            return
        self.learned, self.learner = (self.learner.learned, self.learner.pages), None
        self.furniture = Furniture(self.furniture.keys.union(self.learned[0]))
        for fetched in self.first:
            again = visit(fetched.page, self.family, furniture=self.furniture).read
            if again != fetched.read:
                yield Fetched(fetched.page, again, again=True)
        self.first.clear()

    def follow(self, links: Iterable[str], origin: PageKind | None, steps: int) -> Iterator[Request]:
        """Yield requests for the links worth following, found on a page of kind `origin`.

        `steps` counts what leads nowhere: pages of unknown kind in a row, list pages in a row without a new address.
        """
        fresh: list[Request] = []
        lists: list[str] = []
        for link in links:
            kind, article_url = self.family.kind_of(link)
            if article_url:
                link, kind = article_url, "article"
            if kind == "list":
                lists.append(link)
            elif kind in ("sitemap", "feed") and origin in ("sitemap", "robots", "feed", "home"):
                fresh += self.request(link, kind)
            elif kind in ("article", "home") or (kind is None and (origin is not None or steps < MAX_STEPS)):
                fresh += self.request(link, kind, steps + 1 if origin is None and kind is None else 0)
        yield from fresh
        barren = 0 if origin != "list" or fresh else steps + 1
        if barren <= MAX_BARREN_LISTS:
            for link in lists:
                yield from self.request(link, "list", barren)

    def _redirects(self, response: Response, page: Page) -> Iterator[Fetched]:
        for url in response.meta.get("redirect_urls", []):
            hop = replace(page, url=url, body=b"", headers={}, status=301)
            yield Fetched(hop, redirect(url, page.url))

    def failed(self, failure: Failure) -> Iterator[Fetched]:
        """Count what could not be fetched, with its reason; a redirect that was not followed is a page, too."""
        request: Request = failure.request  # type: ignore[attr-defined]
        reason = re.sub(r"\s+", " ", str(failure.value))[:200] or type(failure.value).__name__
        hops = request.meta.get("redirect_urls", [])
        for url in hops:
            page = Page(url, _now(), b"", {}, 301)
            yield Fetched(page, redirect(url, request.url))
        if not hops and request.meta["kind"] not in ("robots", "sitemap", "feed"):
            self.progress.errors.append(f"{request.url}: {reason}")
        self.logger.info("%s: %s", request.url, reason)


def _page(response: Response) -> Page:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Page(response.url, _now(), response.body, headers, response.status)


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
