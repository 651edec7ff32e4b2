"""The school sites of Violet: `/entry/show[print]/entry_id/<id>`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="violet",
    title="Violet school site",
    signs=("Quý vị chưa đăng nhập hoặc chưa đăng ký",),
    addresses=r"^/entry/show(?:print)?/entry_id/\d+",
    rules=(
        rule("article", r"^/entry/showprint/(entry_id/\d+)", r"/entry/show/\1"),
        rule("article", r"^/entry/show/entry_id/(?P<id>\d+)"),
        *GENERIC.rules,
    ),
)
