"""CSS selectors, as a family writes them, come in; the elements of a page come out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement as Element

from scraper.reading.document import Document


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
def _alternatives(css: str) -> tuple[tuple[frozenset[str], CSSSelector], ...]:
    """Return for each alternative of a selector the names that a page must hold, and the compiled selector."""
    return tuple(
        (
            frozenset(re.findall(r"[.#]([\w-]+)", re.sub(r":not\([^)]*\)", "", part))),
            CSSSelector(part, translator="html"),
        )
        for part in map(str.strip, css.split(","))
        if part
    )


def select(doc: Document, css: str, root: Element | None = None) -> Iterator[Element]:
    """Yield the elements that match, alternative by alternative, in document order.

    An alternative with ids or classes that the page does not have is not looked for: most are not there.
    """
    for names, selector in _alternatives(css) if css else ():
        if names <= doc.names:
            yield from selector(doc.root if root is None else root)


def select_first(doc: Document, css: str, root: Element | None = None) -> Element | None:
    """Return the first element of the first alternative that matches: alternatives are tried in their order."""
    return next(select(doc, css, root), None)
