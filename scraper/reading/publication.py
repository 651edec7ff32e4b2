"""The lines around a body come in, the time of publication comes out, with the words and the rule it was read by."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from itertools import islice

from lxml import etree

from scraper.reading import bylines
from scraper.reading.boilerplate import BRACKETS, is_furniture
from scraper.reading.charset import clean
from scraper.reading.dates import (
    PUBLISHED,
    Found,
    abroad,
    address_date,
    date_words,
    is_date_line,
    moment_of,
    parse_date,
    publication_part,
)
from scraper.reading.linked_data import article_data
from scraper.reading.outline import OutlineLine
from scraper.reading.surroundings import Surroundings, has_words, is_title_of_another

DATE_METAS = ("article:published_time", "og:article:published_time", "datepublished", "pubdate", "dc.date.issued")
# Where a time stood: what `published_raw` tells in brackets.
FAMILY, BY_TITLE, ABOVE, IN_TEXT, BELOW = "family", "by the title", "above the title", "in the text", "below the text"
MACHINE, ADDRESS = "for machines", "address"
REST = 3  # words behind a date
STAMPS = 20  # elements of a block that may tell a time
AMERICAN = re.compile("-0[4-8]:?00")  # zones
_STAMPS = etree.XPath("//*[@itemprop='datePublished' or @itemprop='dateCreated']")


def published(around: Surroundings, first_lines: list[str], stamps: list[str]) -> Found | None:
    """Return when it was published. Its `iso` is None if it can't be.

    `first_lines` are those of the body, `stamps` its lines that only tell a time.
    """
    unreadable: Found | None = None
    day: Found | None = None
    for found in _dates(around, first_lines, stamps):
        if found.iso is None:
            unreadable = unreadable or found
        elif day is not None and found.iso.startswith(f"{day.iso}T"):
            return found  # the page tells the minute of the printed day elsewhere
        elif day is None and "T" in found.iso:
            return abroad(found, _stamps(around)) or found
        else:
            day = day or found
    return day or unreadable


def _dates(around: Surroundings, first_lines: list[str], stamps: list[str]) -> Iterator[Found]:
    """Yield times in the order of trust: the family's element, lines near the title, the head, the address."""
    latest = moment_of(around.doc.page.fetched_at)
    for text, rule in _texts(around, first_lines, stamps, latest):
        if rule in (ABOVE, IN_TEXT, BELOW) and around.doc.furniture.holds(text):
            continue  # the same day on every page of the site: a clock. By a title it is the day of a migration
        found = address_date(text, latest) if rule == ADDRESS else parse_date(text, latest)
        if found is not None:
            yield replace(found, rule=rule)


def _texts(
    around: Surroundings, first_lines: list[str], stamps: list[str], latest: datetime | None
) -> Iterator[tuple[str, str]]:
    for element in around.select(around.selectors.date):
        machine = element.get("datetime") or element.get("content") or ""
        text = clean(element.text_content())
        if machine or is_date_line(text):
            yield machine or publication_part(text), FAMILY
    for line in around.before:
        if has_words(line) and is_date_line(line.text, loose=True):
            yield publication_part(line.text), BY_TITLE
    above = (line.text for line in reversed(around.above) if has_words(line) and _is_no_clock(around, line, latest))
    after = (line.text for line in around.after if not is_title_of_another(line))
    yield from ((publication_part(text), ABOVE) for text in above if is_date_line(text))
    yield around.doc.page.url, ADDRESS
    yield from ((publication_part(text), IN_TEXT) for text in first_lines if is_date_line(text))
    yield from (
        (publication_part(text), BELOW) for text in (*stamps, *after) if is_date_line(text) and _is_only_a_date(text)
    )
    yield from ((text, MACHINE) for text in _machine_dates(around))


def _is_only_a_date(text: str) -> bool:
    """Say whether little but a time stands in a line; `05/08/2020: Plan for March` tells of something else."""
    if PUBLISHED.search(text) or bylines.parts(text)[1:]:
        return True
    rest = text.removeprefix(date_words(text)).strip(BRACKETS)
    return not rest or is_furniture(rest) or len(rest.split()) <= REST


def _is_no_clock(around: Surroundings, line: OutlineLine, latest: datetime | None) -> bool:
    """A date in the page's head must be what the page tells machines, too."""
    if line not in around.head or not is_date_line(line.text):
        return True
    found = parse_date(publication_part(line.text), latest)
    told = (parse_date(text, latest) for text in _machine_dates(around))
    days = {other.iso[:10] for other in told if other and other.iso}
    return found is not None and (found.iso or "")[:10] in days


def _machine_dates(around: Surroundings) -> Iterator[str]:
    """Yield what the page tells machines: `time` elements near the title, the head's metas, JSON-LD."""
    for block in dict.fromkeys(line.block for line in (*around.above, *around.before, *around.after)):
        for element in islice(block.iter("time", "abbr", "meta"), STAMPS):
            yield element.get("datetime") or element.get("content") or element.get("title") or ""
    yield from (around.doc.metas.get(name, "") for name in DATE_METAS)
    yield str(article_data(around.doc).get("datePublished", ""))


def _stamps(around: Surroundings) -> Iterator[str]:
    """Yield all that may tell in which zone the printed time is, where the page names an American one at all."""
    if AMERICAN.search(around.doc.text) is None:
        return
    yield from _machine_dates(around)
    for element in _STAMPS(around.doc.root):
        yield element.get("content") or element.get("datetime") or element.text or ""
