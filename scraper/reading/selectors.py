"""CSS selectors, as a family writes them, come in; the elements of a page come out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from lxml.cssselect import CSSSelector
from lxml.html import HtmlElement as Element

from scraper.reading.document import Document, ancestors


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


@dataclass(frozen=True, slots=True)
class _Alternative:
    """One alternative of a selector: the names a page must hold for it, and how to find its elements."""

    names: frozenset[str]
    find: CSSSelector
    steps: tuple[tuple[str, tuple[str, ...]], ...] = ()  # tag and names of each step, if it has no more than that


@lru_cache(maxsize=512)
def _alternatives(css: str) -> tuple[_Alternative, ...]:
    found = []
    for part in filter(None, map(str.strip, css.split(","))):
        names = frozenset(re.findall(r"[.#][\w-]+", re.sub(r":not\([^)]*\)", "", part)))
        steps = [_STEP.fullmatch(step) for step in part.split()]
        plain = tuple((step[1] or "", tuple(re.findall(r"[.#][\w-]+", step[2]))) for step in steps if step)
        known = len(plain) == len(steps) and all(tag or own for tag, own in plain)
        plain = plain if known and any(own for _, own in plain[-2:]) else ()
        found.append(_Alternative(names, CSSSelector(part, translator="html"), plain))
    return tuple(found)


CANDIDATES = 300  # elements of a name that are looked at
_STEP = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")


def select(doc: Document, css: str, root: Element | None = None) -> Iterator[Element]:
    """Yield the elements that match, alternative by alternative, in document order.

    An alternative with ids or classes that the page does not have is not looked for: most are not there. Plain ones
    are looked up among the page's names, which costs a tenth of what XPath takes over the whole page.
    """
    for alternative in _alternatives(css) if css else ():
        if not alternative.names <= doc.names.keys():
            continue
        if alternative.steps:
            yield from _look_up(doc, alternative.steps, root)
        else:
            yield from alternative.find(doc.root if root is None else root)[:CANDIDATES]


def _look_up(doc: Document, steps: tuple[tuple[str, tuple[str, ...]], ...], root: Element | None) -> Iterator[Element]:
    *above, last = steps
    if last[1]:
        candidates: Iterable[Element] = doc.names[last[1][0]]
    else:  # a tag inside what has a name
        holders = _look_up(doc, tuple(above), None)
        candidates, above = dict.fromkeys(e for holder in holders for e in holder.iterdescendants(last[0])), []
    for element in islice(candidates, CANDIDATES):
        if not _fits(doc, element, last):
            continue
        parents = list(ancestors(element))
        if (parents[-1] if parents else element) is not doc.root:
            continue  # taken off the page since
        if root is not None and element is not root and root not in parents:
            continue
        at = 0
        for step in reversed(above):
            at = next((n + 1 for n in range(at, len(parents)) if _fits(doc, parents[n], step)), -1)
            if at < 0:
                break
        if at >= 0:
            yield element


def _fits(doc: Document, element: Element, step: tuple[str, tuple[str, ...]]) -> bool:
    tag, names = step
    if tag and element.tag != tag:
        return False
    own = (*(f".{name}" for name in element.get("class", "").split()), f"#{element.get('id')}")
    return all(name in own for name in names)


def select_first(doc: Document, css: str, root: Element | None = None) -> Element | None:
    """Return the first element of the first alternative that matches: alternatives are tried in their order."""
    return next(select(doc, css, root), None)
