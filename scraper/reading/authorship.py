"""The lines around a body come in; who wrote it and whose text it is come out."""

import re
from dataclasses import dataclass
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading import bylines
from scraper.reading.boilerplate import is_furniture
from scraper.reading.charset import clean
from scraper.reading.dates import is_date_line, parse_date
from scraper.reading.linked_data import linked_author
from scraper.reading.outline import OutlineLine
from scraper.reading.surroundings import AFTER_TEXT, Surroundings

LINES = 60  # beside a text that may name its author
NAME = (3, 60)  # characters of a name
BY = re.compile(r"^\W*(?:by|bởi|(?:được )?(?:đăng|gửi|viết) bởi|(?:posted|written) by|tác giả)\b\W*", re.I)
AUTHOR_NAMES = re.compile(r"(?:^|[\s_-])(?:author|byline|created-?by|writer|tac-?gia|nguoi-?viet)(?:$|[\s_-])", re.I)
NO_AUTHOR = frozenset("comment comments avatar bio box about description category categories cat image img".split())
_AUTHORS = etree.XPath(
    "descendant-or-self::*[@rel='author' or @itemprop='author' or contains(@class, 'author') or contains(@class, 'byline')"
    " or contains(@class, 'created') or contains(@class, 'gia') or contains(@class, 'viet')]"
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


def authorship(around: Surroundings) -> Bylines:
    """Read who wrote it: the family's elements, then what stands by the title, then what stands below the text."""
    found = Bylines(
        _selected(around, around.selectors.author, "author"), _selected(around, around.selectors.credit, "credit")
    )
    for group in (around.before, around.after):
        for text in bylines.with_next([line.text for line in group]):
            for part in bylines.parts(text):
                found.take(part)
        if found.author is None:
            near = [*group, *reversed(around.above)] if group is around.before else group[:AFTER_TEXT]
            found.author = _named_author(around, near)
    return found


def _selected(around: Surroundings, css: str, role: str) -> str | None:
    """Return the name in the family's element: behind its label, or all of it where no label stands."""
    for element in around.select(css):
        parts = bylines.parts(clean(element.text_content()))
        labelled = [byline for part in parts if (byline := bylines.labelled(part)) is not None]
        values = (
            [byline.value for byline in labelled if byline.role == role] if labelled else map(bylines.trim, parts[:1])
        )
        for value in values:
            if value and not is_furniture(value) and not _is_account(value, element.get("href", "")):
                return value
    return None


def _named_author(around: Surroundings, lines: list[OutlineLine]) -> str | None:
    """Who is named in a line, by the element's class, by the word `by`, or by the head where a line agrees."""
    blocks = dict.fromkeys(line.block for line in lines[:LINES])
    for element in filter(_is_author, (found for block in blocks for found in islice(_AUTHORS(block), LINES))):
        # An icon is called so, and the name stands beside it.
        named = element if clean(element.text_content()) else element.getparent()
        if name := _name(clean(named.text_content()), element.get("href", "")):
            return name
    for line in lines:
        if (name := bylines.by_line(line.text) or bylines.beside_date(line.text)) and not bylines.is_account(name):
            return name
    declared = around.doc.metas.get("article:author") or around.doc.metas.get("author") or linked_author(around.doc)
    lines = [line for line in lines if line not in around.above or (line not in around.head and not line.links)]
    dated = [at for at, line in enumerate(lines) if declared and is_date_line(line.text, loose=True)]
    visible = any(
        declared in lines[at].text or declared in (line.text for line in lines[max(0, at - 1) : at + 2]) for at in dated
    )
    return declared if visible and not bylines.is_account(declared) else None


def _is_author(element: Element) -> bool:
    words = set(re.split(r"[\s_-]+", element.get("class", "").lower()))
    return words.isdisjoint(NO_AUTHOR) and (
        not element.get("class") or bool(AUTHOR_NAMES.search(element.get("class", "")))
    )


def _name(text: str, href: str) -> str | None:
    byline = bylines.labelled(text)
    value = byline.value if byline else bylines.trim(BY.sub("", text))
    fit = value and NAME[0] <= len(value) <= NAME[1] and not (parse_date(value) or is_furniture(value))
    fit = fit and not _is_account(value or "", href)
    return value if fit else None


def _is_account(name: str, href: str) -> bool:
    slug = href.rstrip("/").rsplit("/", 1)[-1].lower()
    return bylines.is_account(slug) or name == "admin" if slug else bylines.is_account(name)
