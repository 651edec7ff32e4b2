"""The portals of Lạng Sơn. Only the print view `/bm/print/<id>` is known, so it is read as the article."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="langson_bm",
    title="Lạng Sơn portal",
    addresses=r"^/bm/print/(?P<id>\d+)",
    rules=(rule("article", r"^/bm/print/(?P<id>\d+)"),),
)
