"""A page of a layout never seen comes in, the elements that hold its title and its body come out."""

import re
from collections import defaultdict
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement as Element

from archive.urls import join_url
from scraper.reading.boilerplate import STOP_LINE, is_furniture, is_widget
from scraper.reading.charset import clean
from scraper.reading.dates import is_date_line
from scraper.reading.document import Document, ancestors, is_hidden
from scraper.reading.outline import Outline, OutlineLine, outline
from scraper.reading.titles import title_line

PROSE = 50  # characters; shorter lines are menus, dates, captions as often as text
HEADINGS, PARTS = 400, 8  # elements of a kind that may be the title, pieces of the head's title
LINE_WEIGHT = 600
LITTLE = 400  # characters of prose; with less, nearness to the title counts
NEAR = 8  # lines between a title and its text
SHARE = 0.8  # of the prose, that the body must hold
ASIDE = frozenset(["nav", "header", "footer", "aside"])  # not form: ASP.NET wraps whole pages in one

_SEPARATORS = re.compile(r"\s+[-–—|»«:•·]\s+")


_LEAVES = etree.XPath(
    "//*[self::div or self::span or self::p or self::td or self::strong or self::b or self::a or self::font]"
    "[not(*) and string-length(text()) > 7]"
)
_TITLED = etree.XPath(
    "//*[self::div or self::span or self::p or self::td or self::strong or self::b or self::a]"
    "[contains(@class,'itle') or contains(@id,'itle') or contains(@class,'tieude') or contains(@class,'TieuDe')]"
)


def title_texts(doc: Document) -> list[str]:
    """Return what the head calls the page, most trustworthy first, with and without the site's name."""
    found = [doc.metas.get("og:title", ""), doc.metas.get("twitter:title", ""), doc.head_title]
    parts = _SEPARATORS.split(doc.head_title)
    return [text for text in [*found, *sorted(parts, key=len, reverse=True)[:PARTS]] if text]


def find_title(doc: Document) -> tuple[Element | None, str]:
    """Return the heading that names the article, and its text; the head's title where no heading agrees with it."""
    names = title_texts(doc)
    home = join_url(doc.base_url, "/")
    best: tuple[float, Element | None, str] = (0.0, None, "")
    for rank, element in _headings(doc, names):
        text = clean(element.text_content())
        if not 8 <= len(text) <= 400 or is_hidden(element):
            continue
        score = rank + _agreement(text, names)
        if any(a.tag in ("nav", "footer", "aside") or is_widget(_names(a)) for a in ancestors(element)):
            score -= 2.5
        if any(a.get("href") in ("/", home) for a in element.iter("a")):
            score -= 2.5  # the site's name, linked to its home page
        if score > best[0]:
            best = (score, element, text)
    if best[1] is not None and best[0] >= 1.5:
        return best[1], best[2]
    return _dated_line(doc) or (None, names[0] if names else "")


def _dated_line(doc: Document) -> tuple[Element, str] | None:
    """A page without any heading: the line above a date is the title, where that is no link."""
    lines = outline(doc.root).lines
    texts = [line.text for line in lines]
    at = title_line(texts)
    if at is None or lines[at].links or not any(map(is_date_line, texts[at + 1 : at + 2])):
        return None
    return lines[at].block, lines[at].text


def _headings(doc: Document, names: list[str]) -> list[tuple[float, Element]]:
    """Return what may be a title, with a rank: headings, elements with such a class, and what says the same words."""
    ranks = {"h1": 1.6, "h2": 0.9, "h3": 0.6, "h4": 0.4}
    found = [(ranks[e.tag], e) for e in islice(doc.root.iter(*ranks), HEADINGS)]
    found += [(0.5, e) for e in _TITLED(doc.root)[:HEADINGS] if len(e) <= 3]
    wanted = {name.lower() for name in names}
    shortest, longest = min(map(len, wanted), default=1), 2 * max(map(len, wanted), default=0)
    leaves = (e for e in _LEAVES(doc.root) if shortest <= len(e.text) <= longest)
    found += islice(((0.3, e) for e in leaves if clean(e.text).lower() in wanted), HEADINGS)
    return found


def _names(element: Element) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _agreement(text: str, names: list[str]) -> float:
    folded = text.lower()
    for place, name in enumerate(names):
        other = name.lower()
        if folded == other:
            return 3.0 - place * 0.2
        if other.startswith(folded) and len(folded) > 0.3 * len(other):
            return 2.4 - place * 0.2
        if other.endswith("...") and folded.startswith(other.rstrip(". ")):
            return 2.2
        if folded in other and len(folded) > 0.3 * len(other):
            return 1.5
    return 0.0


def _is_prose(line: OutlineLine) -> bool:
    return len(line.text) >= PROSE and line.links < len(line.text) * 0.35 and not is_furniture(line.text)


def article_lines(seen: Outline, title: Element | None) -> list[OutlineLine]:
    """Return the lines from the title up to where other articles, comments or the like are announced."""
    start = seen.spans[title][1] if title is not None and title in seen.spans else 0
    prose = 0
    for at in range(start, len(seen.lines)):
        line = seen.lines[at]
        prose += len(line.text) if _is_prose(line) else 0
        if prose > 150 and len(line.text) < 80 and STOP_LINE.match(line.text):
            return seen.lines[start:at]
    return seen.lines[start:]


def find_body(doc: Document, title: Element | None, seen: Outline) -> Element | None:
    """Return the smallest element that holds most of the prose behind the title, or None if there is no prose."""
    lines = article_lines(seen, title)
    scores: dict[Element, float] = defaultdict(float)
    total = 0.0
    around_title = set(ancestors(title)) if title is not None else {doc.root}  # what holds the title is no furniture
    for line in lines:
        if not _is_prose(line):
            continue
        chain = [line.block, *ancestors(line.block)]
        if any(a.tag in ASIDE or is_widget(_names(a)) for a in chain if a not in around_title):
            continue
        weight = min(len(line.text), LINE_WEIGHT)
        total += weight
        for element in chain:
            scores[element] += weight
    body = _descend(doc.root, scores, total) if total >= PROSE else None
    return _near_title(seen, title, body) if total < LITTLE and title is not None else body


def _near_title(seen: Outline, title: Element, body: Element | None) -> Element | None:
    """A short text is easily outweighed by a side bar: take what stands beside the title, if that is nearer."""
    start = seen.spans[title][1] if title in seen.spans else 0
    inside = set(body.iter()) if body is not None else set()
    first = next((at for at in range(start, len(seen.lines)) if seen.lines[at].block in inside), len(seen.lines))
    if first - start <= NEAR:
        return body
    for element in ancestors(title):
        below = set(element.iter())
        lines = [line for line in seen.lines[start:first] if line.block in below]
        if any(not is_furniture(line.text) and not is_date_line(line.text, loose=True) for line in lines):
            return element if len(lines) <= NEAR * 2 else body
    return body


def _descend(root: Element, scores: dict[Element, float], total: float) -> Element:
    current = root
    while True:
        child = max(current.iterchildren(), key=lambda e: scores.get(e, 0.0), default=None)
        if (
            child is None
            or scores.get(child, 0.0) < SHARE * total
            or child.tag in ("p", "tr", "td", "tbody", "span", "font")
        ):
            # A cell that holds all is the body; a paragraph that holds all stands in it.
            if (
                child is not None
                and child.tag in ("tbody", "tr", "td", "font")
                and scores.get(child, 0.0) >= SHARE * total
            ):
                current = child
                continue
            return current
        current = child
