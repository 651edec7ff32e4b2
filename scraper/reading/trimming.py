"""The lines of a body come in, those that are the article's text come out."""

import itertools
import re

from archive.records import Medium
from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import SENTENCE_END, STOP_LINE, is_furniture
from scraper.reading.dates import EDITED, PUBLISHED, is_date_line
from scraper.reading.listing import only_links_behind, other_articles
from scraper.reading.paragraphs import Line

INTRO = 80  # characters of a line that announces something
TEXT_FIRST = 600  # characters of text behind which the rest may be left off
STAMP_SIZE = 60  # characters of a line that is there to tell a time
STAMP = re.compile(rf"\d:\d\d|^\W*(?:thứ |chủ nhật)|{PUBLISHED.pattern}", re.I)
HEAD, TITLE, LONG = 25, 300, 120  # lines above a title inside its text's element; characters
COPY = 200  # characters that make a second copy
TRIES = 20  # places where a second copy may begin


def trim(lines: list[Line], title: str, url: str, above: int = 0) -> list[Line]:
    """Take off what is not the text: the title again, date lines, widgets, lists of others, a second copy.

    `above` is the number of lines that the text's element has above the title, if it holds the title, too.
    """
    name = syllables(title)
    start = _behind_title(lines, name, above)
    while start < len(lines) and lines[start].kind != "image" and _is_head(lines[start], name):
        start += 1
    address = url.split("//")[-1].rstrip("/")
    only_links, left = only_links_behind(lines), sum(len(line.text) for line in lines if line.kind != "image")
    size = 0
    kept: list[Line] = []
    others = other_articles(lines, url)
    for at in range(start, len(lines)):
        line = lines[at]
        left -= len(line.text) if line.kind != "image" else 0
        if at in others and address not in line.text:
            continue
        if line.kind != "image" and len(kept) > 1 and address in line.text and len(line.text) < len(address) + INTRO:
            break  # the box that gives the article's own address begins
        rest = only_links[at] or (size >= TEXT_FIRST and left < size / 2)
        if line.kind != "image" and rest and len(line.text) < INTRO and STOP_LINE.match(line.text):
            break  # other articles are announced
        if line.kind in ("image", "row") or not _is_noise(line, name):
            kept.append(line)
            size += len(line.text) if line.kind != "image" else 0
    texts = [at for at, line in enumerate(kept) if line.kind not in ("image", "caption")]
    end = first_copy([kept[at].text for at in texts])
    while end > 1 and is_stamp(kept[texts[end - 1]]):
        end -= 1
    return kept[: texts[end]] if end < len(texts) else kept


def _behind_title(lines: list[Line], name: list[str], above: int) -> int:
    """Return where the text begins if the element holds the title, too, and the page's head above it."""
    for at, line in enumerate(lines[: above + HEAD]):
        if len(name) >= 4 and line.kind in ("text", "heading") and syllables(line.text)[: len(name)] == name:
            return at + 1 if len(line.text) < 2 * TITLE else 0
        text = not line.links and (len(line.text) >= LONG or SENTENCE_END.search(line.text))
        if above <= 0 and (line.kind == "row" or text):
            return 0  # the text has begun
    return 0


def _is_noise(line: Line, name: list[str]) -> bool:
    return is_furniture(line.text) or _is_second_head(line, name) or _is_edit(line)


def is_stamp(line: Line) -> bool:
    """Say whether a last line is the time of publication, as a CMS prints it: labelled, or with weekday or hour."""
    return line.kind != "row" and is_date_line(line.text, STAMP_SIZE) and STAMP.search(line.text) is not None


def _is_edit(line: Line) -> bool:
    return len(line.text) < INTRO and EDITED.match(line.text) is not None


def _is_head(line: Line, name: list[str]) -> bool:
    byline = bylines.labelled(line.text)
    poster = byline is not None and byline.role == "poster"
    return poster or is_furniture(line.text) or is_date_line(line.text) or syllables(line.text) == name


def _is_second_head(line: Line, name: list[str]) -> bool:
    """A title or a labelled date inside the text begins a second copy of it."""
    if len(name) < 4 or not len(line.text) < 300 or line.text[:1].lower() != name[0][:1]:
        return False
    return syllables(line.text) == name


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
