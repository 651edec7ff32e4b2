"""WordPress with any theme: what the core prints itself (body classes, feeds, sitemaps) tells most."""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="wordpress",
    title="WordPress",
    generators=("wordpress",),
    signs=("/wp-content/themes/", "/wp-content/plugins/", "/wp-includes/", "https://api.w.org/"),
    rules=(
        rule("data", r"/wp-json/|/xmlrpc\.php|/wp-(?:includes|content)/(?!uploads)"),
        rule("login", r"/wp-(?:login|admin)"),
        rule("feed", r"(?:^|/)feed/?(?:$|\?)|[?&]feed="),
        rule("print", r"^(.+?/)(?:embed|print)/?$", r"\1"),
        rule("article", r"^(.+?/)amp/?$", r"\1"),
        rule("list", r"/page/\d+/?|[?&]paged=\d|^/category/|[?&]cat=\d|^/edoc-category/"),
        rule("tag", r"^/(?:tag|author)/|[?&](?:tag|author)="),
        rule("list", r"^/\d{4}(?:/\d{1,2}){0,2}/?$|[?&]m=\d"),
        rule("article", r"^/\d{4}/\d{1,2}(?:/\d{1,2})?/[^/]+/?|[?&]p=(?P<id>\d+)"),
    ),
    feeds=("/feed/",),
    sitemaps=("/wp-sitemap.xml", "/sitemap.xml", "/sitemap_index.xml"),
    selectors=Selectors(
        title="h1.entry-title, h1.post-title, h1.td-page-title, h1.title, .entry-title, article h1, h1",
        date=(
            "time.entry-date.published, .entry-header time, .posted-on time, .entry-footer time.published, "
            "time.entry-date, .post-date, .entry-date, meta[property='article:published_time']"
        ),
        body=".entry-content, .td-post-content, .post-content, .single-content, .the-content, .content-post, .post-entry",
        author=".byline .author a, .author.vcard a, .byline a[rel=author], .entry-author a, a[rel=author], .post-author a, .author.vcard",
        category=".cat-links a, .entry-category a, .post-categories a, a[rel~=category]",
        remove=".wp-block-latest-posts, .wp-block-latest-comments, .post-views, .pvc_stats, .wp-polls, .kk-star-ratings",
    ),
    id_link="link[rel=shortlink]",
    article_sign="body.single-post, body.single:not(.single-attachment):not(.single-product)",
    other_signs=(
        ("body.error404", "error", "not found"),
        ("body.search", "search", "search results"),
        ("body.tag, body.author", "tag", "list of a tag or an author"),
        ("body.archive, body.category, body.blog, body.date", "list", "list of articles"),
        ("body.home", "home", "home page"),
        ("body.attachment, body.single-attachment", "other", "page of an attachment"),
        ("body.page, body.page-template", "other", "static page"),
        ("body.login", "login", "login"),
    ),
)
