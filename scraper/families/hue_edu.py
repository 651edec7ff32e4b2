"""The school sites of Huế: `/<slug>`, dates `Cập nhật lúc : 00:00 16/06/2012`."""

from scraper.families.family import Family
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="hue_edu",
    title="Huế education sites",
    rules=GENERIC.rules,
)
