"""The parsed page comes in, its visible lines come out in reading order: what stands around an article's body."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading.boilerplate import NOISE_TAGS
from scraper.reading.charset import clean
from scraper.reading.dates import EDITED, PUBLISHED, is_date_line
from scraper.reading.document import has_hidden_class, hidden_elements, is_hidden
from scraper.reading.paragraphs import BLOCKS, HEADINGS

SKIPPED = frozenset(NOISE_TAGS) - {"nav"} | {"iframe", "img"}
DATED = frozenset(["span", "small", "em", "i", "b", "strong", "font", "time"])
DATE_SIZE, BESIDE = 80, 15  # characters of a date set apart, of the words beside it
DATE_LABEL = re.compile(f"(?:{PUBLISHED.pattern}|{EDITED.pattern}|ngày|lúc|:)\\W*$", re.I)
BREAKS = BLOCKS | {"br", "option", "label", "nav", "form", "html", "body"}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A visible line: its text, the block it stands in, how many of its characters are links.

    `inner` is the element that its first words stand in.
    """

    text: str
    block: Element
    links: int
    heading: bool
    inner: Element


@dataclass(slots=True)
class Outline:
    """All visible lines of a page; `spans`: which of them (start, end) blocks and elements asked for hold."""

    lines: list[OutlineLine]
    spans: dict[Element, tuple[int, int]]

    def track(self, element: Element) -> None:
        """Find out which lines an element holds that is no block and was not asked for before."""
        if element in self.spans:
            return
        inside = set(element.iter())
        held = [at for at, line in enumerate(self.lines) if line.block in inside]
        self.spans[element] = (held[0], held[-1] + 1) if held else (0, 0)


def outline(root: Element, track: Iterable[Element] = ()) -> Outline:
    """Read the visible lines below `root`; `track` are the elements whose line numbers are wanted.

    One loop, as it goes over every element of every page: a call an element costs as much as all the rest.
    """
    tracked, hidden = frozenset(track), hidden_elements(root)
    lines: list[OutlineLine] = []
    spans: dict[Element, tuple[int, int]] = {}
    opened: dict[Element, int] = {}
    pieces: list[str] = []  # of the line begun
    blocks: list[Element] = [root]
    skipped: Element | None = None
    inner: Element | None = None
    links = in_link = headings = 0

    def flush() -> None:
        nonlocal links, inner
        if text := clean("".join(pieces)):
            lines.append(OutlineLine(text, blocks[-1], links, headings > 0, blocks[-1] if inner is None else inner))
        pieces.clear()
        links, inner = 0, None

    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if element in tracked:
                flush()
                opened[element] = len(lines)
            elif tag in SKIPPED or element in hidden or _is_hidden_by_class(element.get("class"), element):
                skipped = element
                walk.skip_subtree()
                continue
            if tag in BREAKS:
                if pieces:
                    flush()
                if tag != "br":
                    opened[element] = len(lines)
                    blocks.append(element)
                    headings += tag in HEADINGS
            elif tag == "a":
                in_link += 1
            elif pieces and tag in DATED and _is_date_beside(element, pieces):
                flush()
            text, owner = element.text, element
        else:
            text, owner = element.tail, None
            if element is skipped:
                skipped = None
            elif tag in BREAKS:
                if pieces:
                    flush()
                if tag != "br":
                    blocks.pop()
                    headings -= tag in HEADINGS
            elif tag == "a":
                in_link -= 1
            if element in opened:
                if pieces:
                    flush()
                spans[element] = (opened.pop(element), len(lines))
        if text and (pieces or not text.isspace()):
            if inner is None and owner is not None:
                inner = owner
            pieces.append(text)
            if in_link:
                links += len(text.strip())
    flush()
    return Outline(lines, spans)


def _is_hidden_by_class(classes: str | None, element: Element) -> bool:
    return classes is not None and has_hidden_class(classes) and is_hidden(element)


def _is_date_beside(element: Element, pieces: list[str]) -> bool:
    """A date set apart beside other words, a title say, is a line of its own; behind its label it is not."""
    text = element.text
    if not text or len(text) > DATE_SIZE or len(element) or not is_date_line(clean(text)):
        return False
    before = clean("".join(pieces[-BESIDE:]))
    return len(before) >= BESIDE and not DATE_LABEL.search(before[-BESIDE:])
