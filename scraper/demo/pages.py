"""A sample site and its address go in, its answers come out: `answer` renders one on demand, `pages` all of them.

Pure: nothing is read but the packaged content and templates, nothing is served here.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Protocol
from urllib.parse import parse_qsl, unquote, urlsplit

from scraper.demo import media, nukeviet, portal, wordpress
from scraper.demo.articles import DemoArticle, DemoSite
from scraper.demo.markup import Media
from scraper.demo.responses import Request, Response

LOGO = "/images/logo.png"


class Cms(Protocol):
    """What a module that imitates a CMS offers."""

    def answer(self, request: Request) -> Response | None:
        """The answer to a request; None for an unknown address."""

    def paths(self, site: DemoSite) -> Iterator[str]:
        """Every address of the finite part of the site, files excepted."""

    def article_path(self, article: DemoArticle) -> str:
        """The canonical path of an article."""

    def media_of(self, article: DemoArticle) -> Media:
        """Where the files of an article lie."""


CMS: Mapping[str, Cms] = {"nukeviet": nukeviet, "wordpress": wordpress, "generic": portal}


def answer(site: DemoSite, base_url: str, target: str) -> Response:
    """The answer of `site` to a request target (`/path?query`); an unknown one gets the site's own 404 page."""
    parts = urlsplit("/" + target.lstrip("/"))
    request = Request(site, base_url.rstrip("/"), unquote(parts.path), dict(parse_qsl(parts.query)))
    return _file(request) or CMS[site.family].answer(request) or request.render("404.html", status=404)


def pages(site: DemoSite, base_url: str) -> dict[str, Response]:
    """Every address of the site that answers 200 and belongs to a finite set.

    Calendars, searches, redirects and wrong addresses are left out: ask `answer` for them.
    """
    paths = dict.fromkeys((*CMS[site.family].paths(site), LOGO, *_files(site)))
    return {path: answer(site, base_url, path) for path in paths}


def article_path(site: DemoSite, article: DemoArticle) -> str:
    """The canonical path of an article; with the base URL before it, the identity of the article."""
    return CMS[site.family].article_path(article)


def image_paths(site: DemoSite, article: DemoArticle) -> list[str]:
    """The paths of the article's pictures, in reading order."""
    return [CMS[site.family].media_of(article).image(image.file) for image in article.images]


def attachment_paths(site: DemoSite, article: DemoArticle) -> list[str]:
    """The paths to which the article's attachment links point."""
    return [CMS[site.family].media_of(article).attachment(found.url) for found in article.attachments]


@cache
def _files(site: DemoSite) -> tuple[str, ...]:
    return tuple(
        path for article in site.articles for path in image_paths(site, article) + attachment_paths(site, article)
    )


def _file(request: Request) -> Response | None:
    path = request.path
    if path not in (LOGO, "/favicon.ico", *_files(request.site)):
        return None
    name = path.rsplit("/", 1)[-1]
    if name.endswith(".pdf"):
        return Response(200, "application/pdf", media.pdf(name))
    return Response(200, "image/png", media.png(name))
