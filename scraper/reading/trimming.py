"""The lines of a body come in, those that are the article's text come out."""

import itertools
import re

from archive.records import Medium
from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import ATTACHMENT_URL, STOP_LINE, is_furniture
from scraper.reading.dates import is_date_line
from scraper.reading.paragraphs import Line

TEASER_END = re.compile(
    r"(?:xem (?:thêm|tiếp|chi tiết)|chi tiết|đọc (?:thêm|tiếp)|read more|\.\.\.|…)[\s»>\].]*$", re.I
)
TEASER = 1_500  # characters below one linked heading; a list shows less, an article more
COPY = 200  # characters that make a second copy
TRIES = 20  # places where a second copy may begin


def trim(lines: list[Line], title: str, url: str) -> list[Line]:
    """Take off what is not the text: the title again, date lines, widgets, lists of others, a second copy."""
    name = syllables(title)
    start = 0
    while start < len(lines) and lines[start].kind != "image" and _is_head(lines[start], name):
        start += 1
    address = url.split("//")[-1].rstrip("/")
    only_links = _only_links_behind(lines)
    kept: list[Line] = []
    for at in range(start, len(lines)):
        line = lines[at]
        if line.kind == "image":
            kept.append(line)
        elif (len(line.text) < 80 and STOP_LINE.match(line.text) and only_links[at]) or (
            address in line.text and len(kept) > 1
        ):
            break  # other articles are announced, or the box that gives the article's own address begins
        elif line.kind == "row" or not (is_furniture(line.text) or _is_second_head(line, name)):
            kept.append(line)
    texts = [at for at, line in enumerate(kept) if line.kind not in ("image", "caption")]
    end = first_copy([kept[at].text for at in texts])
    return kept[: texts[end]] if end < len(texts) else kept


def _is_head(line: Line, name: list[str]) -> bool:
    byline = bylines.labelled(line.text)
    poster = byline is not None and byline.role == "poster"
    return poster or is_furniture(line.text) or is_date_line(line.text) or syllables(line.text) == name


def _is_second_head(line: Line, name: list[str]) -> bool:
    """A title or a labelled date inside the text begins a second copy of it."""
    return len(line.text) < 300 and len(name) >= 4 and syllables(line.text) == name


def first_copy(texts: list[str]) -> int:
    """Return how many lines the first copy has of a text that is printed twice; all of them if it is not.

    A copy may lack the first line (a lead that stands above the text only). It ends the text, but for a few lines.
    """
    for begin in (0, 1):
        starts = [at for at in range(begin + 1, len(texts)) if texts[at] == texts[begin]]
        for at in starts[:TRIES] if begin < len(texts) else []:
            pairs = zip(texts[at:], texts[begin:at], strict=False)
            same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], pairs))
            size = sum(map(len, texts[begin : begin + same]))
            if same >= min(2, at - begin) and size > COPY and at + same >= len(texts) - 3:
                return at
    return len(texts)


def is_list(lines: list[Line]) -> bool:
    """Say whether the lines read like a list: titles that are links, dates, teasers that end in dots."""
    links = [line for line in lines if _is_linked_title(line)]
    others = sum(len(line.text) for line in lines if line.kind in ("text", "heading") and not _is_linked_title(line))
    headings = [line for line in links if line.kind == "heading" and "#" not in (line.href or "#")]
    if headings and others < TEASER * len(headings):
        return True
    dates = sum(1 for line in lines if line.kind == "text" and is_date_line(line.text, 60))
    teasers = sum(1 for line in lines if TEASER_END.search(line.text[-40:]))
    linked = sum(len(line.text) for line in links)
    some = len(links) >= 3 and (linked > 0.25 * others or dates >= 3 or teasers >= 3)
    return some or teasers >= 5 or dates >= 6


def _is_linked_title(line: Line) -> bool:
    return len(line.text) >= 15 and line.links >= 0.8 * len(line.text) and not is_file_link(line)


def _only_links_behind(lines: list[Line]) -> list[bool]:
    """Say of each line whether what stands behind it is mostly links."""
    found, links, size = [], 0, 0
    for line in reversed(lines):
        found.append(links >= 0.5 * size)
        if line.kind != "image":
            links, size = links + line.links, size + len(line.text)
    return found[::-1]


def is_file_link(line: Line) -> bool:
    """Say whether a line only links to an attached file."""
    return bool(line.href and ATTACHMENT_URL.search(line.href))


def with_captions(media: list[Medium], lines: list[Line]) -> list[Medium]:
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
