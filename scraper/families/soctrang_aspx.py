"""The portals of Sóc Trăng: `/<district>/<n>/<n>/<n>/<id>/<category>/<slug>.aspx`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="soctrang_aspx",
    title="Sóc Trăng portal",
    addresses=r"^/[^/]+/\d+/\d+/\d+/(?P<id>\d+)/[^/]+/[^/]+\.aspx",
    rules=(rule("article", r"/\d+/\d+/\d+/(?P<id>\d+)/[^/]+/[^/]+\.aspx"),),
)
