"""The parsed page comes in, its visible lines come out in reading order: what stands around an article's body."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading.boilerplate import NOISE_TAGS
from scraper.reading.charset import clean
from scraper.reading.dates import EDITED, PUBLISHED, is_date_line
from scraper.reading.document import hidden_elements
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
    """Read the visible lines below `root`; `track` are the elements whose line numbers are wanted."""
    walker = _Walker(root, frozenset(track))
    walk = etree.iterwalk(root, events=("start", "end", "comment"))
    for event, element in walk:
        if event == "start":
            if not walker.start(element):
                walk.skip_subtree()
        else:
            walker.end(element)
    walker.flush()
    return Outline(walker.lines, walker.spans)


class _Walker:
    __slots__ = (
        "blocks",
        "headings",
        "hidden",
        "in_link",
        "inner",
        "lines",
        "links",
        "open",
        "pieces",
        "skipped",
        "spans",
        "track",
    )

    def __init__(self, root: Element, track: frozenset[Element]) -> None:
        self.track = track
        self.hidden = hidden_elements(root)
        self.lines: list[OutlineLine] = []
        self.spans: dict[Element, tuple[int, int]] = {}
        self.open: dict[Element, int] = {}
        self.pieces: list[str] = []
        self.blocks: list[Element] = [root]
        self.links = 0
        self.in_link = 0
        self.headings = 0
        self.inner: Element | None = None
        self.skipped: Element | None = None

    def start(self, element: Element) -> bool:
        """Begin an element; says whether to go into it."""
        tag = element.tag
        if element in self.track:
            self.flush()
            self.open[element] = len(self.lines)
        elif tag in SKIPPED or element in self.hidden:
            self.skipped = element
            return False
        if tag in BREAKS:
            self.flush()
            if tag != "br":
                self.open[element] = len(self.lines)
                self.blocks.append(element)
                self.headings += tag in HEADINGS
        elif tag == "a":
            self.in_link += 1
        elif tag in DATED and self.pieces and self._is_date_beside(element):
            self.flush()
        if text := element.text:
            self.add(text, element)
        return True

    def _is_date_beside(self, element: Element) -> bool:
        """A date set apart beside other words, a title say, is a line of its own; behind its label it is not."""
        text = element.text
        if not text or len(element) or len(text) > DATE_SIZE or not is_date_line(clean(text)):
            return False
        before = clean("".join(self.pieces))
        return len(before) >= BESIDE and not DATE_LABEL.search(before[-BESIDE:])

    def end(self, element: Element) -> None:
        if element is self.skipped:
            self.skipped = None
        else:
            tag = element.tag
            if tag in BREAKS:
                self.flush()
                if tag != "br":
                    self.blocks.pop()
                    self.headings -= tag in HEADINGS
            elif tag == "a":
                self.in_link -= 1
            if element in self.open:
                self.flush()
                self.spans[element] = (self.open.pop(element), len(self.lines))
        if text := element.tail:
            self.add(text, None)

    def add(self, text: str, element: Element | None) -> None:
        if self.inner is None and element is not None and not text.isspace():
            self.inner = element
        self.pieces.append(text)
        if self.in_link:
            self.links += len(text.strip())

    def flush(self) -> None:
        if not self.pieces:
            return
        if text := clean("".join(self.pieces)):
            inner = self.inner if self.inner is not None else self.blocks[-1]
            self.lines.append(OutlineLine(text, self.blocks[-1], self.links, self.headings > 0, inner))
        self.pieces.clear()
        self.links = 0
        self.inner = None
