"""VNPT Long An's sites: `/Detail/<id>/<Slug>`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="vnpt_longan_detail",
    title="VNPT Long An",
    signs=("Thiết kế bởi VNPT Long An",),
    rules=(rule("article", r"^/Detail/(?P<id>\d+)"), *GENERIC.rules),
)
