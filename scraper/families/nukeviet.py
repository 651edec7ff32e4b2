"""NukeViet 4, editions CMS and eGovernment: the open-source CMS of many Vietnamese schools and offices.

Addresses end in the post's id: `/<category>/<Alias>-<id>.html`, version 3 `.../<Alias>-<id>/`, without rewriting
`/index.php?language=vi&nv=news&op=<category>/<Alias>-<id>`. Dates: the visible line; the hidden `datePublished` is
the time of the last edit and `article:published_time` is malformed.
"""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

RULES = (
    rule("print", r"(^|[/=])(?:print|savefile)/(?=.+-\d+)", r"\1"),
    rule("other", r"(?:^|[/=])sendmail/"),
    rule("tag", r"(?:^|[/=])(?:tag|author)/"),
    rule("article", r"(?:/(?!page-|tags?[-/])[^/?]*|[?&]op=[^&]*/[^&/]+)-(?P<id>\d+)(?:\.html|/)?(?:[?&].*)?$"),
    rule("list", r"/page-\d+/?$|[?&]page=\d+$"),
)
# Theme by theme: default and eGovernment, mobile, version 3 `modern`, version 3 `default`.
SELECTORS = Selectors(
    title="h1[itemprop=headline], .news_column h1, #news_detail h1, .header-details h1, h1.title",
    date=(
        ".newsdetailmetatop span.h5, .news_column span.h5, .news_column .time, #news_detail .time, "
        ".header-details .small, .news_column time"
    ),
    lead=".hometext, #hometext .h2, #hometext h2, #hometext",
    body="#news-bodyhtml, #bodytext, .news_column .bodytext, #news_detail .bodytext, .bodytext",
    category=".breadcrumb li:last-child a, .temp-breadcrumbs li:last-child a, .breadcrumbs-wrap li:last-child a",
    attachments=".news-download-file",
)
FEEDS = ("/rss/", "/feeds/", "/index.php?language=vi&nv=news&op=rss")

FAMILY = Family(
    name="nukeviet",
    title="NukeViet 4 / eGovernment",
    generators=("nukeviet",),
    signs=("nv_base_siteurl", 'id="news-bodyhtml"', "nv_lang_data"),
    rules=RULES,
    feeds=FEEDS,
    sitemaps=("/sitemap.xml", "/index.php?nv=SitemapIndex"),
    selectors=SELECTORS,
    article_sign="#news-bodyhtml, #news_detail, .header-details + #hometext, .header-details + #bodytext, .news_column .bodytext",
    strict=True,
)
