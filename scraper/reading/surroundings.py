"""The lines around a body come in; when it was published, who wrote it and whose text it is come out."""

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import Any

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading import bylines
from scraper.reading.boilerplate import NEIGHBOUR_LINE, STOP_LINE, is_furniture
from scraper.reading.charset import clean
from scraper.reading.dates import PUBLISHED, VIETNAM, Found, address_date, is_date_line, parse_date, publication_part
from scraper.reading.document import Document, ancestors
from scraper.reading.headline import Headline
from scraper.reading.outline import Outline, OutlineLine
from scraper.reading.selectors import Selectors, select

AFTER_BODY = 25  # lines below the body that may still belong to the article
AFTER_TEXT = 6  # lines right below the text, where an author may be named by an element's class
ABOVE_TITLE = 4  # lines above the title that may hold its date
BARE = 30  # characters of a date without words
UNLINKED = 6  # characters of the shortest date
OTHER = 20  # characters of a link that may be the title of another article
LEAD = 60  # characters; shorter lines between title and body are furniture
LEAD_LINES = 3
NAME = (3, 60)  # characters of a name
DATE_METAS = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "dc.date.issued")
BY = re.compile(r"^\W*(?:by|bởi|đăng bởi|posted by|written by|viết bởi|tác giả)\b\W*", re.I)
NO_AUTHOR = frozenset("comment comments avatar bio box about description category categories cat image img".split())
_TRAILING_COMMA = re.compile(r",\s*([}\]])")
_AUTHORS = etree.XPath(
    "descendant-or-self::*[@rel='author' or @itemprop='author' or contains(@class, 'author') or contains(@class, 'byline')]"
    "[not(self::meta)]"
)


@dataclass(slots=True)
class Bylines:
    """Who wrote a text (`author`), and whose it is (`credit`)."""

    author: str | None = None
    credit: str | None = None

    def take(self, line: str) -> bool:
        """Read a labelled line; says whether it was one. What was found first stays."""
        byline = bylines.labelled(line)
        if byline is None or not byline.value or len(byline.value) > 100:
            return False
        if byline.role == "author":
            self.author = self.author or byline.value
        elif byline.role == "credit":
            self.credit = self.credit or byline.value
        return True


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

    @property
    def lead(self) -> str | None:
        """The prose between title and body."""
        between = [line.text for line in self.before if len(line.text) >= LEAD and _is_prose(line)]
        return "\n".join(between[-LEAD_LINES:]) or None

    def published(self, first_lines: list[str]) -> Found | None:
        """Return when it was published; `first_lines` are those of the body. Its `iso` is None if it can't be."""
        unreadable: Found | None = None
        day: Found | None = None
        for found in self._dates(first_lines):
            if found is None:
                continue
            if found.iso is None:
                unreadable = unreadable or found
            elif day is not None and found.iso.startswith(f"{day.iso}T"):
                return found  # the page tells the minute of the printed day elsewhere
            elif day is None and "T" in found.iso:
                return found
            else:
                day = day or found
        return day or unreadable

    def _dates(self, first_lines: list[str]) -> Iterator[Found | None]:
        """Yield times in the order of trust: the family's element, lines near the title, the head."""
        latest = _moment(self.doc.page.fetched_at)
        for element in self._select(self.selectors.date):
            machine = element.get("datetime") or element.get("content") or ""
            text = machine or clean(element.text_content())
            if machine or is_date_line(text):
                yield parse_date(text if machine else publication_part(text), latest)
        near = [line.text for line in self.before if _has_words(line) and is_date_line(line.text, loose=True)]
        above = [line.text for line in reversed(self.above) if _has_words(line) and self._is_no_clock(line, latest)]
        others = [*above, *first_lines, *(line.text for line in self.after if not _is_title_of_another(line))]
        for text in [*near, *filter(is_date_line, others)]:
            yield parse_date(publication_part(text), latest)
        for text in self._machine_dates():
            yield parse_date(text, latest)
        yield address_date(self.doc.page.url, latest)

    def _is_no_clock(self, line: OutlineLine, latest: datetime | None) -> bool:
        """A date in the page's head must be what the page tells machines, too."""
        if line not in self.head or not is_date_line(line.text):
            return True
        found = parse_date(publication_part(line.text), latest)
        told = (parse_date(text, latest) for text in self._machine_dates())
        return found is not None and any(
            other and other.iso and other.iso[:10] == (found.iso or "")[:10] for other in told
        )

    def _machine_dates(self) -> Iterator[str]:
        """Yield what the page tells machines: `time` elements near the title, the head's metas, JSON-LD."""
        for line in [*self.above, *self.before, *self.after]:
            for element in line.block.iter("time", "abbr", "meta"):
                yield element.get("datetime") or element.get("content") or ""
        yield from (self.doc.metas.get(name, "") for name in DATE_METAS)
        yield str(_linked_data(self.doc).get("datePublished", ""))

    def bylines(self) -> Bylines:
        """Read who wrote it: the family's elements, then what stands by the title, then what stands below the text."""
        found = Bylines(self._selected(self.selectors.author), self._selected(self.selectors.credit))
        for group in (self.before, self.after):
            for text in bylines.with_next([line.text for line in group]):
                found.take(text)
            if found.author is None:
                near = [*group, *reversed(self.above)] if group is self.before else group[:AFTER_TEXT]
                found.author = self._named_author(near)
        return found

    def _select(self, css: str) -> Iterator[Element]:
        """Look near title and body first, then on the whole page."""
        near = list(select(self.doc, css, self.scope)) if css else []
        yield from near
        if css and not near and self.scope is not self.doc.root:
            yield from select(self.doc, css)

    def _selected(self, css: str) -> str | None:
        for element in self._select(css):
            text = clean(element.text_content())
            byline = bylines.labelled(text)
            value = byline.value if byline else bylines.trim(text)
            if value and not _is_account(value, element.get("href", "")):
                return value
        return None

    def _named_author(self, lines: list[OutlineLine]) -> str | None:
        """Who is named in a line, by the element's class, by the word `by`, or by the head where a line agrees."""
        for element in filter(_is_author, (found for line in lines for found in _AUTHORS(line.block))):
            # An icon is called so, and the name stands beside it.
            named = element if clean(element.text_content()) else element.getparent()
            if name := _name(clean(named.text_content()), element.get("href", "")):
                return name
        for line in lines:
            if (name := bylines.by_line(line.text)) and not bylines.is_account(name):
                return name
        declared = self.doc.metas.get("article:author") or self.doc.metas.get("author") or _linked_author(self.doc)
        lines = [line for line in lines if line not in self.above or (line not in self.head and not line.links)]
        dated = [at for at, line in enumerate(lines) if declared and is_date_line(line.text, loose=True)]
        visible = any(
            declared in lines[at].text or declared in (line.text for line in lines[max(0, at - 1) : at + 2])
            for at in dated
        )
        return declared if visible and not bylines.is_account(declared) else None


def surroundings(doc: Document, selectors: Selectors, seen: Outline, title: Headline, body: Element) -> Surroundings:
    """Cut the lines around title and body out of an outline that tracked both."""
    start, end = seen.spans.get(body, (0, 0))
    prose = [at for at in range(max(start, title.end), end) if _may_be_text(seen.lines[at])]
    if start < title.end and prose:  # the body's element holds the title, too
        start = prose[0]
    behind = _own(seen.lines[prose[-1] + 1 if prose else max(start, title.end) : end])
    first = min(title.end, start) if title.shown else max(0, start - 10)
    around = set(ancestors(title.block)) if title.block is not None else {doc.root}
    first_above = max(0, title.start - ABOVE_TITLE)
    above = seen.lines[first_above : title.start]
    head = [line for line in above if not _is_beside(line, around, seen, first_above)]
    scope = next((element for element in ancestors(body) if element in around), doc.root)
    return Surroundings(
        doc,
        selectors,
        scope,
        above,
        head,
        seen.lines[first:start],
        [*behind[-AFTER_TEXT:], *_own(seen.lines[end : end + AFTER_BODY])],
    )


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
    others = [at for at, line in enumerate(lines) if _is_title_of_another(line)]
    stops = [at for at, line in enumerate(lines) if len(line.text) < 80 and _ends(line.text)]
    stops += [one for one, three in zip(others, others[2:], strict=False) if three - one <= 6][:1]
    beside = {n for at in others for n in (at - 1, at + 1) if 0 <= n < len(lines) and _is_bare_date(lines[n].text)}
    left_out = beside.union(others)
    return [line for at, line in enumerate(lines[: min(stops, default=len(lines))]) if at not in left_out]


def _ends(text: str) -> bool:
    return bool(STOP_LINE.match(text) or NEIGHBOUR_LINE.fullmatch(text))


def _is_bare_date(text: str) -> bool:
    return is_date_line(text, BARE) and not PUBLISHED.search(text)


def _has_words(line: OutlineLine) -> bool:
    """Say whether enough of a line for a date is no link."""
    return line.links <= len(line.text) - UNLINKED


def _is_title_of_another(line: OutlineLine) -> bool:
    if line.links < max(OTHER, 0.6 * len(line.text)) or bylines.labelled(line.text):
        return False
    return not (_has_words(line) and PUBLISHED.match(line.text))


def _is_prose(line: OutlineLine) -> bool:
    linked = line.links > 0.3 * len(line.text)
    return not (linked or is_date_line(line.text, loose=True) or bylines.labelled(line.text) or is_furniture(line.text))


def _is_author(element: Element) -> bool:
    words = set(re.split(r"[\s_-]+", element.get("class", "").lower()))
    return words.isdisjoint(NO_AUTHOR) and ("author" in words or "byline" in words or not element.get("class"))


def _name(text: str, href: str) -> str | None:
    byline = bylines.labelled(text)
    value = byline.value if byline else bylines.trim(BY.sub("", text))
    fit = value and NAME[0] <= len(value) <= NAME[1] and not (parse_date(value) or is_furniture(value))
    fit = fit and not _is_account(value or "", href)
    return value if fit else None


def _is_account(name: str, href: str) -> bool:
    slug = href.rstrip("/").rsplit("/", 1)[-1].lower()
    return bylines.is_account(slug) if slug else bylines.is_account(name)


def _moment(iso: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _linked_data(doc: Document) -> dict[str, Any]:
    """Return the first JSON-LD object that has a date of publication; empty if there is none that can be read."""
    for node in (node for text in doc.linked_data for node in _nodes(text)):
        if "datePublished" in node:
            return node
    return {}


def _linked_author(doc: Document) -> str:
    """Return the author that JSON-LD names beside the date of publication."""
    author = _linked_data(doc).get("author")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, dict) else author
    return clean(unescape(name)) if isinstance(name, str) else ""


def _nodes(text: str) -> Iterable[dict[str, Any]]:
    try:
        data = json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return []
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    return [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []
