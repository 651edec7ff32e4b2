"""The CMS families by name, and which of them made a page. Each is one small file; add its name to FAMILIES."""

import re
from dataclasses import replace

from scraper.families.facts import FACTS, NAMED_ONLY
from scraper.families.family import Family
from scraper.families.generic import GENERIC
from scraper.families.nukeviet import NUKEVIET, NUKEVIET3
from scraper.families.wordpress import WORDPRESS

__all__ = ["FAMILIES", "Family", "detect"]

_KNOWN = (NUKEVIET3, NUKEVIET, WORDPRESS, *FACTS, GENERIC)  # asked in this order
FAMILIES: dict[str, Family] = {family.name: family for family in _KNOWN} | {
    name: replace(GENERIC, name=name) for name in NAMED_ONLY
}

SIGN_SPACE = 300_000  # characters of a page that are searched for signs


def detect(text: str) -> Family | None:
    """Return the family whose signs stand in a page's source, None if none do."""
    text = text[:SIGN_SPACE]
    for family in _KNOWN:
        if any(re.search(sign, text) for sign in family.signs):
            return family
    return None
