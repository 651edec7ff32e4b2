"""Tuyên Hóa's system: `/<site>/PortalNews/<category>/<sub>/<id>/<n>`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="portalnews",
    title="Addresses /PortalNews/",
    addresses=r"/PortalNews/[^?]+/(?P<id>\d+)/\d+",
    rules=(rule("article", r"/PortalNews/[^?]+/(?P<id>\d+)/\d+"), rule("list", r"/PortalNews/")),
)
