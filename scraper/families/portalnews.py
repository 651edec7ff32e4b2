"""Tuyên Hóa's system: `/<site>/PortalNews/<category>/<sub>/<id>/<n>`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="portalnews",
    title="Addresses /PortalNews/",
    addresses=r"/PortalNews/[^?]+/\d+/\d+",
    rules=(rule("article", r"/PortalNews/[^?]+/\d+/\d+"), rule("list", r"/PortalNews/")),
)
