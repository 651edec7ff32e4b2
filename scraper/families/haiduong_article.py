"""The sites of Hải Dương: `/Article/<code>/<encoded title>.html`, dates `05/09/2023 12:00:00`, noon for days."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="haiduong_article",
    title="Hải Dương portal",
    addresses=r"^/Article/\w+/[^/]+\.html",
    rules=(rule("article", r"^/Article/\w+/[^/]+\.html"),),
)
