"""The portals of Hồ Chí Minh City: `/<ward>/<category>/<slug>-<id>.html`; the slug may hold broken entities."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="hcm_slugid",
    title="Hồ Chí Minh City portal",
    rules=(*GENERIC.rules, rule("article", r"^/[^?]+/[^/?]+-(?P<id>\d+)\.html$")),
)
