"""A request to the NukeViet-like sample site goes in, the page that NukeViet 4.5 would show comes out.

Imitates its addresses and its default theme, with its faults: the hidden `datePublished` is the time of the last edit,
`article:published_time` is malformed, print and "save" views repeat every article under two more addresses.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from scraper.demo.articles import DemoArticle, DemoSite
from scraper.demo.markup import Media, body_html
from scraper.demo.responses import (
    TEXT,
    WEEKDAYS,
    XML,
    Request,
    Response,
    in_category,
    neighbours,
    rfc822,
    search,
    slice_of,
    tagged,
    tags_of,
)

ARTICLE = re.compile(r"/(?P<view>print/|savefile/)?(?P<category>[a-z0-9-]+)/[A-Za-z0-9-]+-(?P<id>\d+)(?:\.html|/)?")
LIST = re.compile(r"/(?:(?!page-\d)(?P<category>[a-z0-9-]+)/)?(?:page-(?P<page>\d+)/)?")
TAG = re.compile(r"/tag/(?P<tag>[a-z0-9-]+)/?")
FIXED = {"/about/": "Giới thiệu", "/contact/": "Liên hệ", "/voting/": "Thăm dò ý kiến", "/feeds/": "RSS-feeds"}
ROBOTS = "User-agent: *\nDisallow: /admin/\nDisallow: /users/\nDisallow: /install/\nSitemap: {}/sitemap.xml\n"


def article_path(article: DemoArticle) -> str:
    """`/<category>/<alias>-<id>.html`"""
    return f"/{article.category}/{article.slug}-{article.id}.html"


def media_of(article: DemoArticle) -> Media:
    """Pictures and attachments lie in a folder of the month."""
    folder = f"/uploads/news/{published(article):%Y_%m}"
    return Media(image=lambda name: f"{folder}/{name}", attachment=lambda name: f"{folder}/{name}")


def published(article: DemoArticle) -> datetime:
    """When the article was published."""
    assert article.moment, "NukeViet dates every article"
    return article.moment


def edited(article: DemoArticle) -> datetime:
    """When the article was last changed: some days after it was published."""
    return published(article) + timedelta(days=1 + article.id % 9, hours=2, minutes=article.id % 50)


def paths(site: DemoSite) -> Iterator[str]:
    """Home, lists, articles with their views, tags, feeds, sitemaps and fixed pages."""
    yield from ("/", *FIXED, "/seek/", "/users/login/", "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/rss/")
    for prefix, articles in [
        ("/", site.articles),
        *((f"/{c.url}/", in_category(site, c.url)) for c in site.categories),
    ]:
        yield from (f"{prefix}page-{page}/" if page > 1 else prefix for page in range(1, slice_of(articles, 1)[1] + 1))
    yield from (f"/rss/{category.url}/" for category in site.categories)
    yield from (f"/tag/{tag}" for tag in tags_of(site))
    for article in site.articles:
        yield from (view + article_path(article) for view in ("", "/print", "/savefile"))


def answer(request: Request) -> Response | None:
    """The page for a request; None for an unknown address."""
    site, path = request.site, request.path
    if path in FIXED:
        return request.render("page.html", title=FIXED[path], path=path)
    if path == "/users/login/":
        return request.render("login.html")
    if path == "/seek/":
        words = request.query.get("q", "")
        return request.render("search.html", words=words, articles=search(site, words), link=article_path)
    if path == "/robots.txt":
        return Response(200, TEXT, ROBOTS.format(request.base_url).encode())
    if found := TAG.fullmatch(path):
        articles = tagged(site, found["tag"])
        return _list(request, articles, tags_of(site)[found["tag"]], f"/tag/{found['tag']}") if articles else None
    return _machine(request) or _section(request) or _article(request)


def _machine(request: Request) -> Response | None:
    site, path = request.site, request.path
    if path == "/sitemap.xml":
        return request.sitemap("sitemapindex", [("/sitemap-news.xml", None)])
    if path == "/sitemap-news.xml":
        return request.sitemap("urlset", [(article_path(found), found.published_at) for found in site.articles])
    if path == "/rss/" or path in {f"/rss/{category.url}/" for category in site.categories}:
        articles = site.articles if path == "/rss/" else in_category(site, path.split("/")[2])
        return request.render(
            "rss.xml", content_type=XML, articles=articles, link=article_path, rfc822=rfc822, media_of=media_of
        )
    return None


def _section(request: Request) -> Response | None:
    found = LIST.fullmatch(request.path)
    if not found:
        known = {category.url for category in request.site.categories}
        return request.redirect(request.path + "/") if request.path.strip("/") in known else None
    slug = found["category"]
    if slug is None:
        return _list(request, request.site.articles, "Tin Tức", "/", int(found["page"] or 1))
    if slug not in {category.url for category in request.site.categories}:
        return None
    articles = in_category(request.site, slug)
    return _list(request, articles, request.site.category_name(slug), f"/{slug}/", int(found["page"] or 1))


def _list(request: Request, articles: Sequence[DemoArticle], title: str, root: str, page: int = 1) -> Response | None:
    is_tag = root.startswith("/tag/")
    shown, count = (articles, 1) if is_tag else slice_of(articles, page)
    if not 1 <= page <= count:
        return None
    return request.render(
        "list.html",
        articles=shown,
        title=title,
        root=root,
        page=page,
        count=count,
        link=article_path,
        media_of=media_of,
    )


def _article(request: Request) -> Response | None:
    found = ARTICLE.fullmatch(request.path)
    article = request.site.article(int(found["id"])) if found else None
    if found is None or article is None:
        return None
    view = found["view"] or ""
    if request.path != f"/{view}{article_path(article)[1:]}":
        return request.redirect(f"/{view}{article_path(article)[1:]}")
    newer, older = neighbours(request.site, article)
    moment = published(article)
    rendered = request.render(
        {"": "article.html", "print/": "print.html", "savefile/": "print.html"}[view],
        article=article,
        lead_image=next((image for image in article.images if image.after == 0), None),
        body=body_html(_without_lead_image(article), media_of(article), links=False),
        date=f"{WEEKDAYS[moment.weekday()]} - {moment:%d/%m/%Y %H:%M}",
        malformed=f"{moment:%Y-%m-%d}+07{moment:%H:%M:%S}",
        edited=edited(article),
        canonical=request.base_url + article_path(article),
        newer=newer,
        older=older,
        link=article_path,
        media=media_of(article),
    )
    if "nfd" in article.traits:
        return replace(rendered, body=unicodedata.normalize("NFD", rendered.body.decode()).encode())
    return rendered


def _without_lead_image(article: DemoArticle) -> DemoArticle:
    return replace(article, images=tuple(image for image in article.images if image.after))
