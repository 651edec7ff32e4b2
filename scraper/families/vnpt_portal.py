"""VNPT's portals: `/<category>/<slug>-<id>`; pictures carry the texts `image banner`, `Anh-tin-bai`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="vnpt_portal",
    title="VNPT portal",
    signs=("ArticleDetailControl", "UIArticleInMenu_Default", "Anh-tin-bai", "image advertisement"),
    rules=(*GENERIC.rules, rule("article", r"^/[^?]+/[^/?]+-(?P<id>\d+)$")),
    selectors=Selectors(title=".ArticleHeader", date=".PostDate", lead=".ArticleSummary", body=".ArticleContent"),
)
