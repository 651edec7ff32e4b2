"""The portal of Hà Tĩnh: `/portal/pages/<yyyy>/<slug>-<unix time>.aspx`; the address tells the time of publication."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="hatinh_portal",
    title="Hà Tĩnh provincial portal",
    addresses=r"/portal/pages/\d{4}/[^/]+-\d{10}\.aspx",
    rules=(rule("article", r"/portal/pages/\d{4}/[^/]+\.aspx"),),
)
