"""The lines of a page, its title and its body come in, the lines around the body that belong to the article come out."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from lxml.html import HtmlElement as Element

from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import ATTACHMENT_URL, NEIGHBOUR_LINE, STOP_LINE, is_furniture
from scraper.reading.dates import PUBLISHED, is_date_line
from scraper.reading.document import Document, ancestors
from scraper.reading.generic import is_aside, is_comments
from scraper.reading.headline import Headline
from scraper.reading.outline import Outline, OutlineLine
from scraper.reading.selectors import Selectors, select

AFTER_BODY = 25  # lines below the body that may still belong to the article
AFTER_TEXT = 6  # lines right below the text, where an author may be named by an element's class
ABOVE_TITLE = 4  # lines above the title that may hold its date
BARE = 30  # characters of a date without words
MENU = 60  # characters of links that stand in one line
BEHIND, FEW = 100, 20  # lines behind the text in its own element; links of a block
UNLINKED = 6  # characters of the shortest date
OTHER = 20  # characters of a link that may be the title of another article
LEAD = 60  # characters; shorter lines between title and body are furniture
LEAD_LINES = 3


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The lines above the title, between title and body, and below the body up to where something else begins."""

    doc: Document
    selectors: Selectors
    scope: Element
    above: list[OutlineLine]
    head: list[OutlineLine]  # those above the title that may belong to the page's head: its clock is no date
    before: list[OutlineLine]
    after: list[OutlineLine]

    def lead(self, title: str) -> str | None:
        """Return the prose between title and body."""
        key = syllables(title)
        between = [line.text for line in self.before if len(line.text) >= LEAD and _is_prose(line)]
        between = [text for text in between if syllables(text) != key and not self.doc.furniture.holds(text)]
        return "\n".join(between[-LEAD_LINES:]) or None

    def select(self, css: str) -> Iterator[Element]:
        """Look near title and body first, then on the whole page."""
        near = list(select(self.doc, css, self.scope)) if css else []
        yield from near
        if css and not near and self.scope is not self.doc.root:
            yield from (element for element in select(self.doc, css) if not _is_in_aside(element))


def surroundings(doc: Document, selectors: Selectors, seen: Outline, title: Headline, body: Element) -> Surroundings:
    """Cut the lines around title and body out of an outline that tracked both."""
    start, end = seen.spans.get(body, (0, 0))
    prose = [at for at in range(max(start, title.end), end) if _may_be_text(seen.lines[at])]
    if start < title.end and prose:  # the body's element holds the title, too
        start = prose[0]
    behind = _own(seen.lines[prose[-1] + 1 if prose else max(start, title.end) : end][:BEHIND])
    first = min(title.end, start) if title.shown else max(0, start - 10)
    around = set(ancestors(title.block)) if title.block is not None else {doc.root}
    first_above = max(0, title.start - ABOVE_TITLE)
    above = seen.lines[first_above : title.start]
    menu = max((at for at, line in enumerate(above, 1) if _is_menu(line)), default=0)
    head = [line for at, line in enumerate(above) if at < menu or not _is_beside(line, around, seen, first_above)]
    scope = next((element for element in ancestors(body) if element in around), doc.root)
    below = [*behind[-AFTER_TEXT:], *_own(seen.lines[end : end + AFTER_BODY])]
    return Surroundings(doc, selectors, scope, above, head, seen.lines[first:start][-BEHIND:], below)


def _is_in_aside(element: Element) -> bool:
    return any(is_aside(parent) for parent in ancestors(element))


def _is_menu(line: OutlineLine) -> bool:
    return line.links >= max(MENU, 0.6 * len(line.text))


def _may_be_text(line: OutlineLine) -> bool:
    return len(line.text) >= LEAD and line.links < 0.5 * len(line.text) and not is_date_line(line.text)


def _is_beside(line: OutlineLine, around_title: set[Element], seen: Outline, first: int) -> bool:
    """Say whether a line above a title belongs to it: what holds both begins there, too, not with the page's head."""
    shared = next((a for a in (line.block, *ancestors(line.block)) if a in around_title), None)
    return shared is not None and seen.spans.get(shared, (0, 0))[0] >= first - 1


def _own(lines: list[OutlineLine]) -> list[OutlineLine]:
    """Return the lines up to where other articles begin, at their heading or at three of their titles.

    Single titles of others and the dates beside them are left out.
    """
    others = [at for at, line in enumerate(lines) if is_title_of_another(line)]
    stops = [at for at, line in enumerate(lines) if len(line.text) < 80 and _ends(line.text)]
    stops += _first_comment(lines)
    stops += [one for one, three in zip(others, others[2:], strict=False) if three - one <= 6][:1]
    beside = {n for at in others for n in (at - 1, at + 1) if 0 <= n < len(lines) and _is_bare_date(lines[n].text)}
    left_out = beside.union(others)
    end = min(stops, default=len(lines))
    end += 2 if end < len(lines) and bylines.ABOUT.fullmatch(lines[end].text) else 0  # the name stands below
    return [line for at, line in enumerate(lines[:end]) if at not in left_out]


def _first_comment(lines: list[OutlineLine]) -> list[int]:
    others: set[Element] = set()
    for at, line in enumerate(lines):
        for element in (line.block, *ancestors(line.block)):
            if element in others:
                break
            if is_comments(element):
                return [at]
            others.add(element)
    return []


def _ends(text: str) -> bool:
    return bool(STOP_LINE.match(text) or NEIGHBOUR_LINE.fullmatch(text))


def _is_bare_date(text: str) -> bool:
    return is_date_line(text, BARE) and not PUBLISHED.search(text)


def has_words(line: OutlineLine) -> bool:
    """Say whether enough of a line for a date is no link."""
    return line.links <= len(line.text) - UNLINKED


def is_title_of_another(line: OutlineLine) -> bool:
    """Say whether a line is most likely the title of another article: a link, but for a byline or date of this one."""
    if line.links < max(OTHER, 0.6 * len(line.text)) or bylines.labelled(line.text) or is_furniture(line.text):
        return False
    if any(ATTACHMENT_URL.search(a.get("href", "")) for a in islice(line.block.iter("a"), FEW)):
        return False
    return not (has_words(line) and PUBLISHED.match(line.text))


def _is_prose(line: OutlineLine) -> bool:
    linked = line.links > 0.3 * len(line.text)
    return not (linked or is_date_line(line.text, loose=True) or bylines.labelled(line.text) or is_furniture(line.text))
