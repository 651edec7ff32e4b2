"""CSS selectors, as a family writes them, come in; the elements of a page come out."""

from dataclasses import dataclass
from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement as Element


@dataclass(frozen=True, slots=True)
class Selectors:
    """Where a family keeps the parts of an article. CSS; empty where it is not known, then generic reading serves."""

    title: str = ""
    date: str = ""
    lead: str = ""
    body: str = ""
    author: str = ""
    credit: str = ""
    category: str = ""
    attachments: str = ""
    remove: str = ""


@lru_cache(maxsize=512)
def _compiled(css: str) -> CSSSelector:
    return CSSSelector(css, translator="html")


def select(root: Element, css: str) -> list[Element]:
    """Return the elements that match, in document order."""
    return list(_compiled(css)(root)) if css else []


def select_first(root: Element, css: str) -> Element | None:
    """Return the first element of the first alternative that matches: alternatives are tried in their order."""
    for alternative in css.split(","):
        if alternative.strip() and (found := select(root, alternative.strip())):
            return found[0]
    return None
