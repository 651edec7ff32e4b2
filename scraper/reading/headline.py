"""The lines of a page and what its head calls it come in, the line that is the article's title comes out."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement as Element

from archive.urls import join_url
from scraper.reading.boilerplate import is_furniture, is_widget
from scraper.reading.charset import clean
from scraper.reading.dates import CLOCK, EDITED, PUBLISHED, is_date_line
from scraper.reading.document import Document, ancestors, names_of
from scraper.reading.outline import Outline, OutlineLine
from scraper.reading.titles import PROSE, is_organisation, is_prose, title_line

TITLE = (8, 400)  # characters
SURE = 1.5  # the score from which on a line is the title
SITE_NAME = 0.4  # of the longest piece of the head's title; a shorter one is the site's name
PARTS = 8  # pieces of the head's title
NOT_TITLE = re.compile(rf"\W*(?:{EDITED.pattern}|{PUBLISHED.pattern}|{CLOCK.pattern})", re.I)
RANKS = {"h1": 1.6, "h2": 0.9, "h3": 0.6, "h4": 0.4, "h5": 0.3, "h6": 0.3}
NAMED = 0.8  # for a class such as `title`, `tieude`
NEAR = 5  # lines below a title that may hold the date
ABOVE = 20  # lines above a known text in which its title is looked for
LINKED = 25  # characters of a title that leads to its own page; menus are shorter
FEW, DEEP = 20, 40  # links of a block, elements around it that are looked at
MOST = 2_000  # lines that may be the title
WINDOW = 12  # lines above the first prose in which a title without any mark is looked for
OUTSIDE = frozenset(["nav", "footer", "aside"])
_SEPARATORS = re.compile(r"\s+[-–—|»«:•·]\s+|\s*\|\s*")
_TITLE_NAMES = re.compile(
    r"(?<!sub)(?<!site)(?<!block)(?<!box)(?<!cat)title(?!s|_?bar|-?wrap|_?box)|tieu-?_?de(?!_?(?:khoi|box))|"
    r"headline|heading|subject|ten-?_?bai|td-?tin|title_?news|newstitle",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Headline:
    """The title: its text, the lines (start, end) in which it stands, none where only the head names it."""

    text: str
    start: int = 0
    end: int = 0
    block: Element | None = None
    sure: bool = False  # the head of the page says so, too

    @property
    def shown(self) -> bool:
        """Say whether a line of the page shows it."""
        return self.end > self.start


def title_texts(doc: Document) -> list[str]:
    """Return what the head calls the page, most trustworthy first, with and without the site's name."""
    parts = sorted(_SEPARATORS.split(doc.head_title), key=len, reverse=True)[:PARTS]
    parts = [part for part in parts if len(part) >= SITE_NAME * len(parts[0])]
    site = doc.metas.get("og:site_name", "")
    named = [doc.metas.get("og:title", ""), doc.metas.get("twitter:title", ""), doc.head_title, *parts]
    return [text for text in dict.fromkeys(named) if text and text != site and not is_organisation(text)]


def find_headline(doc: Document, seen: Outline, text_start: int | None = None) -> Headline:
    """Return the title by its markup and by what the head says; else by its place above date or text.

    `text_start` is the line with which the text begins, if that is known: then the title is looked for right above it.
    """
    names = title_texts(doc)
    home = join_url(doc.base_url, "/")
    best, best_score = Headline(""), 0.0
    first, last = (0, len(seen.lines)) if text_start is None else (max(0, text_start - ABOVE), text_start + 1)
    for at, line in enumerate(seen.lines[first : min(last, first + MOST)], start=first):
        if not TITLE[0] <= len(line.text) <= TITLE[1]:
            continue
        heading = _heading(line) if line.heading else None
        rank = RANKS[heading.tag] if heading is not None else NAMED if _is_named(line) else 0.0
        agreement, text = _agreement(line.text, names)
        if rank + agreement + 1.0 <= best_score or not rank + agreement or NOT_TITLE.match(line.text):
            continue
        if is_furniture(line.text):
            continue
        score = rank + agreement + _place(seen, at, line, home)
        if score > best_score:
            best_score = score
            whole = headline_of(heading, seen) if heading is not None and agreement < 3.0 else None
            best = replace(whole or Headline(text, at, at + 1, line.block), sure=agreement >= SURE)
    if best_score < SURE:
        best = _by_place(seen, text_start) or Headline(names[0] if names else "")
    return replace(best, text=_in_small_letters(best.text, names, seen)) if best.text.isupper() else best


def _in_small_letters(text: str, names: Iterable[str], seen: Outline) -> str:
    """A title in capitals often stands in ordinary letters elsewhere on the page."""
    folded = text.lower()
    others = (*names, *(line.text for line in seen.lines if len(line.text) == len(text)))
    return next((other for other in others if other.lower() == folded and not other.isupper()), text)


def _heading(line: OutlineLine) -> Element:
    return next(e for e in (line.block, *ancestors(line.block)) if e.tag in RANKS)


def headline_of(element: Element, seen: Outline) -> Headline | None:
    """Return the title that an element holds, up to a date that stands in it, too; None if it holds nothing."""
    start, end = seen.spans.get(element, (0, 0))
    dated = (at for at in range(start + 1, end) if is_date_line(seen.lines[at].text, loose=True))
    end = next(dated, end)
    text = clean(" ".join(line.text for line in seen.lines[start:end]))
    return Headline(text, start, end, element) if 0 < len(text) <= TITLE[1] else None


@lru_cache(maxsize=4096)
def _is_title_name(names: str) -> bool:
    return _TITLE_NAMES.search(names) is not None


def _is_named(line: OutlineLine) -> bool:
    element: Element | None = line.inner
    for _ in range(DEEP):
        if element is None:
            break
        if _is_title_name(names_of(element)):
            return True
        if element is line.block:
            return False
        element = element.getparent()
    return False


def _place(seen: Outline, at: int, line: OutlineLine, home: str) -> float:
    """Weigh where a candidate stands: above a date or text rather than in menus, side columns, links to the home page."""
    score = -1.0 if line.links > 0.5 * len(line.text) and not line.heading else 0.0
    if any(a.tag in OUTSIDE or is_widget(names_of(a)) for a in islice(ancestors(line.block), DEEP)):
        score -= 2.5
    if line.links and any(a.get("href") in ("/", home) for a in islice(line.block.iter("a"), FEW)):
        score -= 2.5  # the site's name, linked to its home page
    if is_organisation(line.text):
        score -= 2.5
    below = seen.lines[at + 1 : at + 1 + NEAR]
    if any(is_date_line(other.text, loose=True) for other in below if not other.links):
        score += 0.4
    if any(len(other.text) >= PROSE and not other.links for other in below):
        score += 0.4
    return score


def _agreement(text: str, names: Iterable[str]) -> tuple[float, str]:
    """Return how well a line agrees with what the head says, and the part of it that is the title."""
    folded = text.lower()
    for place, name in enumerate(names):
        other = name.lower()
        if folded == other:
            return 3.0 - place * 0.2 - (0.7 if text.isupper() and not name.isupper() else 0.0), text
        if other.startswith(folded) and len(folded) > 0.3 * len(other):
            return 2.4 - place * 0.2, text
        if other.endswith(("...", "…")) and len(other) > 15 and folded.startswith(other.rstrip(".… ")):
            return 2.2, text
        if len(other) >= 20 and folded.startswith(other):
            dated = is_date_line(text[len(name) :])  # its date stands on the same line
            return (2.2, text[: len(name)]) if dated else (2.0 if len(folded) < 2 * len(other) else 0.0, text)
        if folded in other and len(folded) > 0.3 * len(other):
            return 1.5, text
    return 0.0, text


def _may_lead_to_itself(text: str) -> bool:
    """Say whether a line of links may be a title that leads to its own page; menus are shorter, or have bars."""
    return len(text) >= LINKED and not _SEPARATORS.search(text)


def _by_place(seen: Outline, text_start: int | None) -> Headline | None:
    """A page without any heading: the fit line above its date or its text, where that is no link."""
    lines = seen.lines
    texts_from = range(text_start or 0, len(lines))
    first = next((at for at in texts_from if not lines[at].links and is_prose(lines[at].text)), text_start)
    if first is None:
        return None
    start = max(0, first - WINDOW)
    window = lines[start : first + 1]
    dated = [bool(n.links < len(n.text) and is_date_line(n.text)) for n in lines[start + 1 : first + 2]]
    own = ["" if is_furniture(line.text) or line.links * 2 > len(line.text) else line.text for line in window]
    linked = [
        line.text if below and line.links and _may_lead_to_itself(line.text) else text
        for line, below, text in zip(window, dated, own, strict=False)
    ]
    for texts in (own, linked):
        at = title_line(texts)
        if at is not None and texts[at]:
            return Headline(texts[at], start + at, start + at + 1, window[at].block)
    return None
