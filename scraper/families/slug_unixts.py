"""Sites as that of Hương Khê: `/<slug>-<unix time>.html`; the address tells the time of publication."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="slug_unixts",
    title="Addresses /<slug>-<unix time>.html",
    addresses=r"^/[^/?]+-1\d{9}\.html$",
    rules=(rule("article", r"-1\d{9}\.html$"), *GENERIC.rules),
)
