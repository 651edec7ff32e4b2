"""Sites of Quảng Ninh: `[/<school>]/<category>/id/<id>/<slug>.aspx`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="aspx_id",
    title="Addresses /id/<id>/<slug>.aspx",
    addresses=r"/id/(?P<id>\d+)/[^/]+\.aspx",
    rules=(rule("article", r"/id/(?P<id>\d+)/[^/]+\.aspx"),),
)
