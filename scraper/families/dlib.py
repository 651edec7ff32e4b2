"""DLIB: `/danh-muc/<category>/<slug>-<id>.html`; the printed date is often that of a migration."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="dlib",
    title="DLIB",
    rules=(rule("article", r"^/danh-muc/[^/]+/[^/?]+-(?P<id>\d+)\.html"), *GENERIC.rules),
)
