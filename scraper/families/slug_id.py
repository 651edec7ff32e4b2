"""Sites with `/<slug>-<id>`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="slug_id",
    title="Addresses /<slug>-<id>",
    rules=(*GENERIC.rules, rule("article", r"^/[^/?]+-(?P<id>\d+)$")),
)
