"""Sites of no known family: the addresses that most sites share, and the generic reader."""

from scraper.families.family import Family, rule

GENERIC = Family(
    name="generic",
    title="Any other site, by the generic reader",
    rules=(rule("list", r"[?&](?:page|trang|paged|pageNo|start|_cur)=\d+|/(?:page|trang)[/-]\d+/?$"),),
    feeds=("/rss", "/feed/", "/rss.xml"),
    sitemaps=("/sitemap.xml",),
)
