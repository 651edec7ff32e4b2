"""The portals of Kiên Giang: `/trang/TinTuc/<category>/<id>/<Slug>.html`, dates `(08:43 | 14/02/2019)`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="kiengiang_trang",
    title="Kiên Giang portal",
    addresses=r"^/trang/TinTuc/\d+/\d+/",
    rules=(rule("article", r"^/trang/TinTuc/\d+/(?P<id>\d+)/[^/]+\.html"), rule("list", r"^/trang/TinTuc/")),
)
