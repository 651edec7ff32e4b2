"""Sites with `/bai-viet/<slug>[_-]<id>`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="baiviet_slug_id",
    title="Addresses /bai-viet/",
    rules=(*GENERIC.rules, rule("article", r"^/bai-viet/[^/?]+[_-](?P<id>\d+)(?:$|[?.])")),
)
