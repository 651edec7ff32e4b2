"""A request to the WordPress-like sample site goes in, the page of WordPress 6 with a classic theme comes out.

Posts of the account `admin` show that name as their author, which is nobody's; "Nguồn: ..." is a last line of the body.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from scraper.demo.articles import DemoArticle, DemoSite
from scraper.demo.markup import Media, body_html
from scraper.demo.responses import (
    TEXT,
    XML,
    Request,
    Response,
    alias,
    in_category,
    neighbours,
    rfc822,
    search,
    slice_of,
    tagged,
    tags_of,
)

ADMIN = "admin"
POST = re.compile(r"/\d{4}/\d\d/(?P<slug>[a-z0-9-]+)(?P<slash>/?)(?P<feed>feed/)?")
LIST = re.compile(r"/(?:(?P<kind>category|tag|author)/(?P<slug>[a-z0-9-]+)/)?(?:page/(?P<page>\d+)/)?")
FIXED = {"/gioi-thieu/": "Giới thiệu", "/lien-he/": "Liên hệ"}
ROBOTS = "User-agent: *\nDisallow: /wp-admin/\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: {}/wp-sitemap.xml\n"
MAPS = ("posts-post", "posts-page", "taxonomies-category", "taxonomies-post_tag", "users")


def article_path(article: DemoArticle) -> str:
    """`/yyyy/mm/<slug>/`"""
    assert article.moment, "WordPress dates every post"
    return f"/{article.moment:%Y/%m}/{article.slug}/"


def media_of(article: DemoArticle) -> Media:
    """Pictures and attachments lie in a folder of the month."""
    folder = f"/wp-content/uploads{article_path(article)[:9]}"
    return Media(image=lambda name: folder + name, attachment=lambda name: folder + name)


def account(article: DemoArticle) -> str:
    """The name that the theme prints after "Bởi"."""
    return article.author or ADMIN


def paths(site: DemoSite) -> Iterator[str]:
    """Home, lists, posts, feeds, sitemaps and fixed pages."""
    yield from ("/", *FIXED, "/feed/", "/comments/feed/", "/robots.txt", "/wp-login.php", "/wp-sitemap.xml")
    yield from (f"/wp-sitemap-{name}-1.xml" for name in MAPS)
    for root, articles in _lists(site):
        yield from (f"{root}page/{page}/" if page > 1 else root for page in range(1, slice_of(articles, 1)[1] + 1))
    for article in site.articles:
        yield from (article_path(article), article_path(article) + "feed/")


def _lists(site: DemoSite) -> Iterator[tuple[str, Sequence[DemoArticle]]]:
    yield "/", site.articles
    yield from ((f"/category/{found.url}/", in_category(site, found.url)) for found in site.categories)
    yield from ((f"/tag/{tag}/", tagged(site, tag)) for tag in tags_of(site))
    yield from (
        (f"/author/{alias(name)}/", _by(site, alias(name))) for name in dict.fromkeys(map(account, site.articles))
    )


def _by(site: DemoSite, name: str) -> list[DemoArticle]:
    return [article for article in site.articles if alias(account(article)) == name]


def answer(request: Request) -> Response | None:
    """The page for a request; None for an unknown address."""
    site, path = request.site, request.path
    if path in FIXED:
        return request.render("page.html", title=FIXED[path])
    if path == "/wp-login.php":
        return request.render("login.html")
    if path == "/robots.txt":
        return Response(200, TEXT, ROBOTS.format(request.base_url).encode())
    if path == "/" and (number := request.query.get("p", "")).isdecimal():
        post = site.article(int(number))
        return request.redirect(article_path(post)) if post else None
    if path == "/" and "s" in request.query:
        words = request.query["s"]
        return _list(request, search(site, words), f"Kết quả tìm kiếm cho: {words}", "/", 1)
    if found := POST.fullmatch(path):
        return _post(request, found)
    return _machine(request) or _section(request)


def _machine(request: Request) -> Response | None:
    site, path = request.site, request.path
    if path in ("/feed/", "/comments/feed/"):
        articles = site.articles[:10] if path == "/feed/" else ()
        return request.render("feed.xml", content_type=XML, title=site.short_name, articles=articles, **_helpers())
    if path == "/feed" or path in (found.rstrip("/") for found in FIXED):
        return request.redirect(path + "/")
    if path == "/sitemap.xml":
        return request.redirect("/wp-sitemap.xml")
    if path == "/wp-sitemap.xml":
        return request.sitemap("sitemapindex", [(f"/wp-sitemap-{name}-1.xml", None) for name in MAPS])
    entries = {
        "posts-post": [article_path(article) for article in site.articles],
        "posts-page": list(FIXED),
        "taxonomies-category": [root for root, _ in _lists(site) if root.startswith("/category/")],
        "taxonomies-post_tag": [root for root, _ in _lists(site) if root.startswith("/tag/")],
        "users": [root for root, _ in _lists(site) if root.startswith("/author/")],
    }
    for name, found in entries.items():
        if path == f"/wp-sitemap-{name}-1.xml":
            return request.sitemap("urlset", [(entry, None) for entry in found])
    return None


def _section(request: Request) -> Response | None:
    found = LIST.fullmatch(request.path)
    if not found:
        with_slash = LIST.fullmatch(request.path + "/")
        return request.redirect(request.path + "/") if with_slash and with_slash["kind"] else None
    root = f"/{found['kind']}/{found['slug']}/" if found["kind"] else "/"
    articles = dict(_lists(request.site)).get(root)
    if articles is None:
        return None
    names = {"category": request.site.category_name, "tag": tags_of(request.site).__getitem__}
    slug, kind = found["slug"], found["kind"]
    labels = {None: "Bài viết mới", "author": account(articles[0])}
    title = labels[kind] if kind in labels else names[kind](slug)
    return _list(request, articles, title, root, int(found["page"] or 1))


def _list(request: Request, articles: Sequence[DemoArticle], title: str, root: str, page: int) -> Response | None:
    shown, count = slice_of(articles, page)
    if not 1 <= page <= count:
        return None
    values: dict[str, Any] = {"title": title, "root": root, "page": page, "count": count}
    return request.render("archive.html", articles=shown, **values, **_helpers())


def _post(request: Request, found: re.Match[str]) -> Response | None:
    post = next((article for article in request.site.articles if article.slug == found["slug"]), None)
    if post is None:
        return None
    wanted = article_path(post) + (found["feed"] or "")
    if request.path != wanted:
        return request.redirect(wanted)
    if found["feed"]:
        title = f"Phản hồi cho bài viết: {post.title}"
        return request.render("feed.xml", content_type=XML, title=title, articles=(), **_helpers())
    newer, older = neighbours(request.site, post)
    body = body_html(post, media_of(post), credit_line=True)
    return request.render("single.html", article=post, body=body, newer=newer, older=older, **_helpers())


def _helpers() -> dict[str, Any]:
    return {"link": article_path, "account": account, "rfc822": rfc822}
