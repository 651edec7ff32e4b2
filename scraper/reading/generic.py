"""The lines of a page of a layout never seen come in, the element that holds the article's text comes out."""

import re
from collections import defaultdict
from itertools import islice

from lxml.html import HtmlElement as Element

from scraper.reading.boilerplate import STOP_LINE, is_furniture, is_widget
from scraper.reading.dates import is_date_line
from scraper.reading.document import Document, ancestors, names_of
from scraper.reading.furniture import NONE, Furniture
from scraper.reading.headline import Headline
from scraper.reading.outline import Outline, OutlineLine

PROSE = 50  # characters; shorter lines are menus, dates, captions as often as text
LINE_WEIGHT = 600
BLOCKS = 3_000  # that hold prose
LITTLE = 400  # characters of prose; with less, nearness to the title counts
ENOUGH = 500  # characters of prose behind which an end is believed
FAR = 60  # lines and elements around a title that are looked at
NEAR = 8  # lines between a title and its text
SHARE = 0.7  # of the prose, that the body must hold
MOST = 0.5  # of the prose; what holds more is no side column, whatever its name
COMMENTS = re.compile(r"\b(?:comments?|respond|disqus\w*|binh-?luan)\b", re.I)
ASIDE = frozenset(["nav", "header", "footer", "aside"])  # not form: ASP.NET wraps whole pages in one


def _is_prose(line: OutlineLine, furniture: Furniture = NONE) -> bool:
    if furniture.holds(line.text):
        return False
    return len(line.text) >= PROSE and line.links < len(line.text) * 0.35 and not is_furniture(line.text)


def article_lines(seen: Outline, start: int) -> list[OutlineLine]:
    """Return the lines from `start` up to where other articles, comments or the like are announced."""
    lines = seen.lines[start:]
    sizes = [len(line.text) if _is_prose(line) else 0 for line in lines]
    total, prose = sum(sizes), 0
    for at, line in enumerate(lines):
        prose += sizes[at]
        over = prose >= ENOUGH or total - prose < 2 * prose  # else the text is still to come
        if prose > 150 and over and len(line.text) < 80 and STOP_LINE.match(line.text):
            return lines[:at]
    return lines


def find_body(doc: Document, title: Headline, seen: Outline) -> Element | None:
    """Return the smallest element that holds most of the prose behind the title, or None if there is no prose."""
    # What holds the title is no furniture.
    around_title = set(ancestors(title.block)) if title.block is not None else {doc.root}
    weights: dict[Element, float] = defaultdict(float)
    for line in article_lines(seen, title.end):
        if _is_prose(line, doc.furniture):
            weights[line.block] += min(len(line.text), LINE_WEIGHT)
    chains = [([block, *ancestors(block)], weight) for block, weight in islice(weights.items(), BLOCKS)]
    held: dict[Element, float] = defaultdict(float)
    for chain, weight in chains:
        for element in chain:
            held[element] += weight
    most = sum(weight for _, weight in chains) * MOST
    furniture = {a for a in held if a not in around_title and is_aside(a) and (held[a] < most or is_comments(a))}
    scores: dict[Element, float] = defaultdict(float)
    total = 0.0
    for chain, weight in chains:
        if furniture.isdisjoint(chain):
            total += weight
            for element in chain:
                scores[element] += weight
    body = _descend(doc.root, scores, total) if total >= PROSE else None
    return _near_title(seen, title, body) if total < LITTLE and title.block is not None else body


def is_aside(element: Element) -> bool:
    """Say whether an element is a side column, header, footer or widget by its name."""
    return element.tag in ASIDE or is_widget(names_of(element))


def is_comments(element: Element) -> bool:
    """Say whether an element holds readers' comments by its name."""
    return COMMENTS.search(names_of(element)) is not None


def text_start(doc: Document, seen: Outline) -> int | None:
    """Return the line with which most of the page's prose begins, whatever its title; None if there is no prose."""
    body = find_body(doc, Headline(""), seen)
    if body is None:
        return None
    seen.track(body)
    start, end = seen.spans[body]
    return next((at for at in range(start, end) if _is_prose(seen.lines[at])), None)


def _near_title(seen: Outline, title: Headline, body: Element | None) -> Element | None:
    """A short text is easily outweighed by a side bar: take what stands beside the title, if that is nearer."""
    start = title.end
    inside = set(body.iter()) if body is not None else set()
    first = next((at for at in range(start, len(seen.lines)) if seen.lines[at].block in inside), len(seen.lines))
    if first - start <= NEAR:
        return body
    first = min(first, start + FAR)
    for element in islice(ancestors(title.block), FAR) if title.block is not None else ():
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
