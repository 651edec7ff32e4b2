"""A request to the home-made sample portal goes in, a page of a family that nobody knows comes out.

No feed, no sitemap, no robots.txt, class names that say nothing, a clock in the header, a calendar without end.
"""

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from typing import Any

from scraper.demo.articles import DemoArticle, DemoSite
from scraper.demo.markup import Media, body_html
from scraper.demo.responses import Request, Response, in_category, neighbours, search, slice_of

ARTICLE = re.compile(r"/tin-tuc/[a-z0-9-]+-(?P<id>\d+)\.aspx")
PRINT = re.compile(r"/in/(?P<id>\d+)")
LIST = re.compile(r"/chuyen-muc/(?P<slug>[a-z0-9-]+)")
FIXED = {"/gioi-thieu.aspx": "Giới thiệu", "/lien-he.aspx": "Liên hệ"}


def article_path(article: DemoArticle) -> str:
    """`/tin-tuc/<slug>-<id>.aspx`"""
    return f"/tin-tuc/{article.slug}-{article.id}.aspx"


def media_of(_article: DemoArticle) -> Media:
    """All pictures lie in one folder, all attachments in another."""
    return Media(image=lambda name: f"/Upload/Images/{name}", attachment=lambda name: f"/Upload/Files/{name}")


def paths(site: DemoSite) -> Iterator[str]:
    """Home, lists, articles, print views and fixed pages; no calendar."""
    yield from ("/", *FIXED)
    for category in site.categories:
        count = slice_of(in_category(site, category.url), 1)[1]
        yield from (f"/chuyen-muc/{category.url}{f'?page={page}' if page > 1 else ''}" for page in range(1, count + 1))
    for article in site.articles:
        yield from (article_path(article), f"/in/{article.id}")


def answer(request: Request) -> Response | None:
    """The page for a request; None for an unknown address."""
    site, path = request.site, request.path
    if path in FIXED:
        return request.render("page.html", title=FIXED[path])
    if path in ("/", "/trang-chu.aspx"):
        groups = [(category, in_category(site, category.url)[:2]) for category in site.categories]
        return request.render("home.html", groups=groups, link=article_path)
    if path == "/tim-kiem":
        words = request.query.get("q", "")
        return _list(request, search(site, words), f"Kết quả tìm kiếm: {words}", "/tim-kiem")
    if path == "/lich":
        return _calendar(request)
    if found := LIST.fullmatch(path):
        slug = found["slug"]
        known = {category.url for category in site.categories}
        return _list(request, in_category(site, slug), site.category_name(slug), path) if slug in known else None
    if found := ARTICLE.fullmatch(path) or PRINT.fullmatch(path):
        article = site.article(int(found["id"]))
        return _article(request, article) if article else None
    return None


def _list(request: Request, articles: Sequence[DemoArticle], title: str, root: str) -> Response:
    shown, count = slice_of(articles, request.page)
    values: dict[str, Any] = {"title": title, "root": root, "page": request.page, "count": count}
    return request.render("list.html", articles=shown, link=article_path, **values)


def _article(request: Request, article: DemoArticle) -> Response:
    is_print = request.path.startswith("/in/")
    if not is_print and request.path != article_path(article):
        return request.redirect(article_path(article))
    newer, older = neighbours(request.site, article)
    return request.render(
        "print.html" if is_print else "article.html",
        article=article,
        body=body_html(article, media_of(article)),
        others=(newer + older)[:6],
        link=article_path,
    )


def _calendar(request: Request) -> Response:
    """Any month of any year from 1 to 9999 has a page, and every page links to the next: a trap for spiders."""
    month, year = (_number(request.query.get(name, ""), top) for name, top in (("thang", 12), ("nam", 9998)))
    first, days = monthrange(year, month)
    before = (12, max(year - 1, 1)) if month == 1 else (month - 1, year)
    after = (1, year + 1) if month == 12 else (month + 1, year)
    day = _number(request.query.get("ngay", "0"), 31)
    values: dict[str, Any] = {"month": month, "year": year, "day": day, "first": first, "days": days}
    return request.render("calendar.html", before=before, after=after, **values)


def _number(text: str, top: int) -> int:
    return min(max(int(text), 1), top) if re.fullmatch(r"[0-9]{1,5}", text) else 1
