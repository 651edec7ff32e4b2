"""A parsed page and a family's selectors come in, an Article or the reason why there is none comes out."""

import json
import re
from datetime import datetime
from typing import Any

from lxml import etree, html
from lxml.html import HtmlElement as Element

from archive.records import Article, Medium, NotAnArticle
from archive.urls import clean_url
from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import ATTACHMENT_URL, STOP_LINE, is_furniture
from scraper.reading.charset import clean
from scraper.reading.dates import VIETNAM, Found, is_date_line, parse_date, publication_part
from scraper.reading.document import Document
from scraper.reading.generic import find_body, find_title
from scraper.reading.outline import OutlineLine, outline
from scraper.reading.paragraphs import Line, file_name, harmless_html, join, read_lines, soup_of, strip_noise
from scraper.reading.selectors import Selectors, select, select_first

AFTER_BODY = 25  # lines below the body that may still belong to the article
LEAD = 60  # characters; shorter lines between title and body are furniture
LEAD_LINES = 3
AFTER_TEXT = 6  # lines right below the text
BY = re.compile(r"^\W*(?:by|bởi|đăng bởi|posted by|written by|viết bởi|tác giả)\b\W*", re.I)
_AUTHORS = etree.XPath(
    "descendant-or-self::*[@rel='author' or @itemprop='author' or contains(@class, 'author') or contains(@class, 'byline')]"
    "[not(self::meta)]"
)
NO_AUTHOR = frozenset("comment comments avatar bio box about description category categories cat image img".split())
ABOVE_TITLE = 4  # lines above the title that may hold its date
SIGNATURE_LINES = 3
TEASER_END = re.compile(
    r"(?:xem (?:thêm|tiếp|chi tiết)|chi tiết|đọc (?:thêm|tiếp)|read more|\.\.\.|…)[\s»>\].]*$", re.I
)
TEASER = 1_500  # characters below one linked heading; a list shows less, an article more
DATE_METAS = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "dc.date.issued")


def read_article(doc: Document, selectors: Selectors, vouched: bool = True) -> Article | NotAnArticle:
    """Read an article. Where the family's selectors find nothing, the generic reader looks for the part.

    Unless the family has `vouched` that the page is an article, a page that reads like a list is none.
    """
    title_element = select_first(doc.root, selectors.title)
    title = clean(title_element.text_content()) if title_element is not None else ""
    if not title:
        title_element, title = find_title(doc)
    body_element = select_first(doc.root, selectors.body)
    if body_element is None:
        body_element = find_body(doc, title_element)
    if not title or body_element is None:
        return NotAnArticle("other", "no title" if not title else "no article text")
    return _Reader(doc, selectors, title, title_element, body_element).article(vouched)


class _Reader:
    """The parts of one article, found one after the other."""

    def __init__(
        self, doc: Document, selectors: Selectors, title: str, title_element: Element | None, body_element: Element
    ) -> None:
        self.doc, self.selectors, self.title = doc, selectors, title
        self.body_element = body_element
        self.latest = _moment(doc.page.fetched_at)
        track = [element for element in (title_element, body_element) if element is not None]
        seen = outline(doc.root, track)
        start, end = seen.spans.get(body_element, (0, 0))
        title_start, title_end = seen.spans.get(title_element, (0, 0))
        self.before = seen.lines[min(title_end, start) : start] if title_end else seen.lines[max(0, start - 10) : start]
        self.above = seen.lines[max(0, title_start - ABOVE_TITLE) : title_start]
        self.after = _up_to_stop(seen.lines[end : end + AFTER_BODY])
        self.author: str | None = None
        self.credit: str | None = None

    def article(self, vouched: bool) -> Article | NotAnArticle:
        soup = soup_of(html.tostring(self.body_element, encoding="unicode", with_tail=False))
        for css in filter(None, [self.selectors.remove]):
            for tag in soup.select(css):
                tag.decompose()
        strip_noise(soup)
        lines, media = read_lines(soup, self.doc.base_url)
        lead = self.read_lead()
        published = self.read_date(lines)
        lines = self.trim_body(lines)
        if not vouched and is_list(lines):
            return NotAnArticle("list", "list of articles")
        self.read_bylines(lines)
        lines = self.take_signature(lines)
        media = [*self.lead_media(), *_with_captions(media, lines), *self.attached_files(media)]
        body = "\n".join(
            line.text for line in lines if line.kind in ("text", "heading", "row") and not _is_file_link(line)
        )
        if not body and not lead and not media:
            return NotAnArticle("other", "no article text")
        return Article(
            url=clean_url(self.doc.canonical or self.doc.page.url),
            title=self.title,
            lead=lead,
            body=body,
            body_html=harmless_html(soup, self.doc.base_url),
            author=self.author,
            credit=self.credit,
            category=self.read_category(),
            published_at=published.iso if published else None,
            published_raw=published.raw if published else None,
            media=tuple(media),
        )

    def read_lead(self) -> str | None:
        element = select_first(self.doc.root, self.selectors.lead)
        if element is None:
            between = [line.text for line in self.before if len(line.text) >= LEAD and _is_text(line)]
            return "\n".join(between[-LEAD_LINES:]) or None
        soup = soup_of(html.tostring(element, encoding="unicode", with_tail=False))
        strip_noise(soup)
        lines, _ = read_lines(soup, self.doc.base_url)
        return "\n".join(line.text for line in lines if line.kind in ("text", "heading")) or None

    def lead_media(self) -> list[Medium]:
        """The lead picture stands beside the lead, outside of the body."""
        element = select_first(self.doc.root, self.selectors.lead)
        if element is None:
            return []
        around = element if element.find(".//img") is not None else element.getparent()
        if around is None or self.body_element in around.iterdescendants():
            return []
        soup = soup_of(html.tostring(around, encoding="unicode", with_tail=False))
        strip_noise(soup)
        lines, media = read_lines(soup, self.doc.base_url)
        return _with_captions(media, lines)

    def read_date(self, lines: list[Line]) -> Found | None:
        candidates = [found for found in self._dates(lines) if found]
        first = next((found for found in candidates if found.iso), None)
        if first is None or "T" in (first.iso or ""):
            return first or next(iter(candidates), None)
        # A day was printed; where the page tells the minute of that day elsewhere, take it.
        exact = (found for found in candidates if found.iso and found.iso.startswith(f"{first.iso}T"))
        return next(exact, first)

    def _dates(self, lines: list[Line]) -> list[Found | None]:
        """Times in the order of trust: the family's element, lines near the title, the head."""
        found = []
        for element in select(self.doc.root, self.selectors.date):
            machine = element.get("datetime") or element.get("content") or ""
            text = clean(element.text_content())
            found.append(parse_date(machine or text, self.latest) if machine or is_date_line(text) else None)
        near = [line.text for line in self.before if is_date_line(line.text, loose=True)]
        others = [line.text for line in reversed(self.above)] + [line.text for line in lines[:3]]
        others += [line.text for line in self.after]
        near += filter(is_date_line, others)
        found += [parse_date(publication_part(text), self.latest) for text in near]
        return found + self._machine_dates()

    def _machine_dates(self) -> list[Found | None]:
        """What the page tells machines: `time` elements near the title, the head's metas, JSON-LD."""
        texts = [
            element.get("datetime") or element.get("content") or ""
            for line in [*self.above, *self.before, *self.after]
            for element in line.block.iter("time", "abbr", "meta")
        ]
        texts += [self.doc.metas.get(name, "") for name in DATE_METAS]
        texts.append(str(_linked_data(self.doc.root).get("datePublished", "")))
        return [parse_date(text, self.latest) for text in texts]

    def trim_body(self, lines: list[Line]) -> list[Line]:
        """Take off what is not the text: the title again, date lines, widgets, lists of other articles, a second copy."""
        while lines and lines[0].kind != "image" and self._is_head(lines[0]):
            lines = lines[1:]
        kept: list[Line] = []
        for at, line in enumerate(lines):
            if line.kind == "image":
                kept.append(line)
                continue
            if len(line.text) < 80 and STOP_LINE.match(line.text) and _only_links(lines[at + 1 :]):
                break
            if self.doc.page.url.split("//")[-1].rstrip("/") in line.text and len(kept) > 1:
                break  # the box that gives the article's own address, below the text
            if line.kind == "row" or not is_furniture(line.text):
                kept.append(line)
        return _first_copy(kept)

    def _is_head(self, line: Line) -> bool:
        same = syllables(line.text) == syllables(self.title)
        byline = bylines.labelled(line.text)
        return (
            same or is_furniture(line.text) or is_date_line(line.text, 60) or bool(byline and byline.role == "poster")
        )

    def read_bylines(self, lines: list[Line]) -> None:
        self.author = self._selected(self.selectors.author)
        self.credit = self._selected(self.selectors.credit)
        # What stands by the title counts before what stands below the text, a word before a class.
        for group in (self.before, self.after):
            for text in bylines.with_next([line.text for line in group]):
                self._take(bylines.labelled(text))
            near = [*group, *reversed(self.above)] if group is self.before else group[:AFTER_TEXT]
            self.author = self.author or self._named_author(near)

    def _take(self, byline: bylines.Byline | None) -> bool:
        if byline is None or not byline.value or len(byline.value) > 100:
            return False
        if byline.role == "author" and not self.author:
            self.author = byline.value
        elif byline.role == "credit" and not self.credit:
            self.credit = byline.value
        return True

    def _selected(self, css: str) -> str | None:
        for element in select(self.doc.root, css):
            text = clean(element.text_content())
            byline = bylines.labelled(text)
            value = byline.value if byline else bylines.trim(text)
            if value and not _is_account(value, element.get("href", "")):
                return value
        return None

    def _named_author(self, lines: list[OutlineLine]) -> str | None:
        """Who is named in a line, by the element's class, by the word `by`, or by the head where a line agrees."""
        for line in lines:
            for element in filter(_is_author, _AUTHORS(line.block)):
                # An icon is called so, and the name stands beside it.
                named = element if clean(element.text_content()) else element.getparent()
                if name := self._name(clean(named.text_content()), element.get("href", "")):
                    return name
        for line in lines:
            if (name := bylines.by_line(line.text)) and not bylines.is_account(name):
                return name
        declared = self.doc.metas.get("article:author") or self.doc.metas.get("author") or ""
        visible = declared and any(declared in line.text for line in lines if is_date_line(line.text, loose=True))
        return declared if visible and not bylines.is_account(declared) else None

    def _name(self, text: str, href: str) -> str | None:
        byline = bylines.labelled(text)
        value = byline.value if byline else bylines.trim(BY.sub("", text))
        fit = value and 2 < len(value) <= 60 and not parse_date(value) and not _is_account(value, href)
        return value if fit else None

    def take_signature(self, lines: list[Line]) -> list[Line]:
        """Read who signed at the end of the text; those lines are bylines then, not text."""
        kept = list(lines)
        texts = [at for at, line in enumerate(kept) if line.kind in ("text", "heading")]
        for at in reversed(texts[-SIGNATURE_LINES:]):
            line = kept[at]
            if self._take(bylines.labelled(line.text)):
                del kept[at]
                continue
            name = bylines.signature(line.text, line.marked) if len(texts) > 1 and at == texts[-1] else None
            if name and not self.author:
                self.author = name
                del kept[at]
            texts = texts[:-1]
        return kept

    def read_category(self) -> str | None:
        element = select_first(self.doc.root, self.selectors.category)
        if element is not None:
            return clean(element.text_content()) or None
        return self.doc.metas.get("article:section") or None

    def attached_files(self, known: list[Medium]) -> list[Medium]:
        """Files in a box of their own below the body."""
        found, urls = [], {medium.url for medium in known}
        for link in (a for box in select(self.doc.root, self.selectors.attachments) for a in box.iter("a")):
            url, name = join(self.doc.base_url, link.get("href", "")), clean(link.text_content())
            file = next((word for word in reversed(name.split()) if ATTACHMENT_URL.search(word)), None)
            if url not in urls and (file or ATTACHMENT_URL.search(url)):
                found.append(Medium("attachment", url, name or None, file or file_name(url)))
                urls.add(url)
        return found


def _is_author(element: Element) -> bool:
    words = set(re.split(r"[\s_-]+", element.get("class", "").lower()))
    return words.isdisjoint(NO_AUTHOR) and ("author" in words or "byline" in words or not element.get("class"))


def is_list(lines: list[Line]) -> bool:
    """Say whether the lines read like a list: titles that are links, dates, teasers that end in dots."""
    links = [
        line
        for line in lines
        if len(line.text) >= 15 and line.links >= 0.8 * len(line.text) and not _is_file_link(line)
    ]
    others = sum(len(line.text) for line in lines if line not in links and line.kind in ("text", "heading"))
    dates = sum(1 for line in lines if line.kind == "text" and is_date_line(line.text, 60))
    teasers = sum(1 for line in lines if TEASER_END.search(line.text))
    linked = sum(len(line.text) for line in links)
    headings = [line for line in links if line.kind == "heading" and "#" not in (line.href or "#")]
    if headings and others < TEASER * len(headings):
        return True
    return (len(links) >= 3 and (linked > 0.25 * others or dates >= 3 or teasers >= 3)) or teasers >= 5 or dates >= 6


def _moment(iso: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def _is_account(name: str, href: str) -> bool:
    slug = href.rstrip("/").rsplit("/", 1)[-1].lower()
    return bylines.is_account(slug) if slug else bylines.is_account(name)


def _is_text(line: OutlineLine) -> bool:
    linked = line.links > 0.3 * len(line.text)
    return not (linked or is_date_line(line.text, loose=True) or bylines.labelled(line.text) or is_furniture(line.text))


def _up_to_stop(lines: list[OutlineLine]) -> list[OutlineLine]:
    for at, line in enumerate(lines):
        if len(line.text) < 80 and STOP_LINE.match(line.text):
            return lines[:at]
    return lines


def _only_links(lines: list[Line]) -> bool:
    texts = [line for line in lines if line.kind != "image"]
    return sum(line.links for line in texts) >= 0.5 * sum(len(line.text) for line in texts)


def _is_file_link(line: Line) -> bool:
    return bool(line.href and ATTACHMENT_URL.search(line.href))


def _first_copy(lines: list[Line]) -> list[Line]:
    """Cut a text that is printed twice behind its first copy."""
    texts = [line.text for line in lines]
    for at in range(2, len(texts) - 1):
        rest = texts[at:]
        if texts[at] == texts[0] and rest == texts[: len(rest)] and sum(map(len, rest)) > 200:
            return lines[:at]
    return lines


def _with_captions(media: list[Medium], lines: list[Line]) -> list[Medium]:
    """Give each picture the caption that stands below it."""
    captions: dict[str, str] = {}
    image = None
    for line in lines:
        if line.kind == "image":
            image = line.text
        elif line.kind == "caption" and image:
            captions.setdefault(image, line.text)
        else:
            image = None
    return [Medium(m.kind, m.url, captions.get(m.url, m.caption), m.filename) for m in media]


def _linked_data(root: Element) -> dict[str, Any]:
    """Return the first JSON-LD object that describes an article; empty if there is none or it can't be read."""
    for element in root.iterfind(".//script[@type='application/ld+json']"):
        try:
            data = json.loads(element.text or "")
        except (ValueError, RecursionError):
            continue
        graph = data.get("@graph", [data]) if isinstance(data, dict) else data
        for node in graph if isinstance(graph, list) else []:
            if isinstance(node, dict) and "datePublished" in node:
                return node
    return {}
