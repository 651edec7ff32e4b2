"""The CMS families by name, and which of them made a page. Each is one small file; add it to _KNOWN."""

from dataclasses import replace

from scraper.families.facts import FACTS, NAMED_ONLY
from scraper.families.family import Family
from scraper.families.generic import GENERIC
from scraper.families.nukeviet import NUKEVIET, NUKEVIET3
from scraper.families.wordpress import WORDPRESS
from scraper.reading.document import Document

__all__ = ["FAMILIES", "Family", "detect"]

_KNOWN = (NUKEVIET3, NUKEVIET, WORDPRESS, *FACTS, GENERIC)  # asked in this order
FAMILIES: dict[str, Family] = {family.name: family for family in _KNOWN} | {
    name: replace(GENERIC, name=name) for name in NAMED_ONLY
}


def detect(doc: Document) -> Family | None:
    """Return the family whose signs a page shows, None if it shows none."""
    return next((family for family in _KNOWN if family.made(doc)), None)
