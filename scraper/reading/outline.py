"""The parsed page comes in, its visible lines come out in reading order: what stands around an article's body."""

from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading.boilerplate import NOISE_TAGS
from scraper.reading.charset import clean
from scraper.reading.document import is_hidden
from scraper.reading.paragraphs import BLOCKS, HEADINGS

SKIPPED = frozenset(NOISE_TAGS) - {"nav"} | {"iframe", "img"}
BREAKS = BLOCKS | {"br", "option", "label", "nav", "form", "html", "body"}


@dataclass(frozen=True, slots=True)
class OutlineLine:
    """A visible line: its text, the block it stands in, how many of its characters are links."""

    text: str
    block: Element
    links: int
    heading: bool = False


@dataclass(slots=True)
class Outline:
    """All visible lines of a page, and for the elements asked for which lines (start, end) they hold."""

    lines: list[OutlineLine]
    spans: dict[Element, tuple[int, int]]

    def track(self, element: Element) -> None:
        """Find out which lines an element holds that was not asked for before."""
        inside = set(element.iter())
        held = [at for at, line in enumerate(self.lines) if line.block in inside]
        self.spans[element] = (held[0], held[-1] + 1) if held else (0, 0)


def outline(root: Element, track: Iterable[Element] = ()) -> Outline:
    """Read the visible lines below `root`; `track` are the elements whose line numbers are wanted."""
    walker = _Walker(root, frozenset(track))
    for event, element in etree.iterwalk(root, events=("start", "end", "comment")):
        if event == "start":
            walker.start(element)
        else:
            walker.end(element)
    walker.flush()
    return Outline(walker.lines, walker.spans)


class _Walker:
    def __init__(self, root: Element, track: frozenset[Element]) -> None:
        self.root = root
        self.track = track
        self.lines: list[OutlineLine] = []
        self.spans: dict[Element, tuple[int, int]] = {}
        self.open: dict[Element, int] = {}
        self.pieces: list[str] = []
        self.blocks: list[Element] = []
        self.links = 0
        self.in_link = 0
        self.headings = 0
        self.skipping: Element | None = None

    def start(self, element: Element) -> None:
        if self.skipping is not None:
            return
        tag = element.tag
        if element in self.track:
            self.flush()
            self.open[element] = len(self.lines)
        elif tag in SKIPPED or is_hidden(element):
            self.skipping = element
            return
        if tag in BREAKS:
            self.flush()
            if tag != "br":
                self.blocks.append(element)
        self.in_link += tag == "a"
        self.headings += tag in HEADINGS
        self.add(element.text)

    def end(self, element: Element) -> None:
        if self.skipping is not None:
            if element is self.skipping:
                self.skipping = None
                self.add(element.tail)
            return
        if not isinstance(element.tag, str):
            self.add(element.tail)
            return
        tag = element.tag
        if tag in BREAKS:
            self.flush()
            if tag != "br" and self.blocks:
                self.blocks.pop()
        self.in_link -= tag == "a"
        self.headings -= tag in HEADINGS
        if element in self.open:
            self.flush()
            self.spans[element] = (self.open.pop(element), len(self.lines))
        self.add(element.tail)

    def add(self, text: str | None) -> None:
        if text:
            self.pieces.append(text)
            if self.in_link:
                self.links += len(text.strip())

    def flush(self) -> None:
        text = clean("".join(self.pieces))
        if text:
            self.lines.append(
                OutlineLine(text, self.blocks[-1] if self.blocks else self.root, self.links, self.headings > 0)
            )
        self.pieces.clear()
        self.links = 0
