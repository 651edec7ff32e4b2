"""Portals with `/chi-tiet-tin/group/<n>/nid/<id>/<slug>`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="group_nid",
    title="Addresses /group/<n>/nid/<id>/",
    addresses=r"/group/\d+/nid/(?P<id>\d+)",
    rules=(rule("article", r"/nid/(?P<id>\d+)"), rule("list", r"/group/\d+")),
)
