"""Sites with a random id behind the slug: `/<slug>-pmtd22sw1227`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="slug_randomid",
    title="Addresses /<slug>-<random id>",
    rules=(*GENERIC.rules, rule("article", r"^/[^/?]+-[a-z]+\d+[a-z]+\d+[a-z\d]*$")),
)
