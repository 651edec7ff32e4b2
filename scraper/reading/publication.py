"""The lines around a body come in, the time of publication comes out, with the words and the rule it was read by."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from lxml import etree

from scraper.reading.charset import clean
from scraper.reading.dates import (
    VIETNAM,
    Found,
    abroad,
    address_date,
    is_date_line,
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
AMERICAN = re.compile("-0[4-8]:?00")  # zones
_STAMPS = etree.XPath("//*[@itemprop='datePublished' or @itemprop='dateCreated']")


def published(around: Surroundings, first_lines: list[str]) -> Found | None:
    """Return when it was published; `first_lines` are those of the body. Its `iso` is None if it can't be."""
    unreadable: Found | None = None
    day: Found | None = None
    for found in _dates(around, first_lines):
        if found.iso is None:
            unreadable = unreadable or found
        elif day is not None and found.iso.startswith(f"{day.iso}T"):
            return found  # the page tells the minute of the printed day elsewhere
        elif day is None and "T" in found.iso:
            return abroad(found, _stamps(around)) or found
        else:
            day = day or found
    return day or unreadable


def _dates(around: Surroundings, first_lines: list[str]) -> Iterator[Found]:
    """Yield times in the order of trust: the family's element, lines near the title, the head, the address."""
    latest = _moment(around.doc.page.fetched_at)
    for text, rule in _texts(around, first_lines, latest):
        if rule != MACHINE and around.doc.furniture.holds(text):
            continue  # the same day on every page of the site: a clock
        if (found := parse_date(text, latest)) is not None:
            yield replace(found, rule=rule)
    if (found := address_date(around.doc.page.url, latest)) is not None:
        yield replace(found, rule=ADDRESS)


def _texts(around: Surroundings, first_lines: list[str], latest: datetime | None) -> Iterator[tuple[str, str]]:
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
    for lines, rule in ((above, ABOVE), (first_lines, IN_TEXT), (after, BELOW)):
        yield from ((publication_part(text), rule) for text in lines if is_date_line(text))
    yield from ((text, MACHINE) for text in _machine_dates(around))


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
    for line in [*around.above, *around.before, *around.after]:
        for element in line.block.iter("time", "abbr", "meta"):
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


def _moment(iso: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
