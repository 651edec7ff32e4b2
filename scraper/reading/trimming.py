"""The lines of a body come in, those that are the article's text come out."""

import itertools
import re

from archive.records import Medium
from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import ATTACHMENT_URL, SENTENCE_END, STOP_LINE, is_furniture
from scraper.reading.dates import EDITED, PUBLISHED, is_date_line
from scraper.reading.paragraphs import Line

TEASER_END = re.compile(
    r"(?:xem (?:thêm|tiếp|chi tiết)|chi tiết|đọc (?:thêm|tiếp)|read more|\.\.\.|…)[\s»>\].]*$", re.I
)
PROSE, SHORT = 50, 60  # characters of a line of text, of a line with a date only
LITTLE = 150  # characters of text among titles that are links
TEXT_FIRST = 600  # characters of text above the first linked title
INTRO = 80  # characters of a line that introduces a list of other articles
TEASER = 1_500  # characters below one linked heading; a list shows less, an article more
STAMP = re.compile(rf"\d:\d\d|^\W*(?:thứ |chủ nhật)|{PUBLISHED.pattern}", re.I)
SEE_ALSO = re.compile(
    r"\W*(?:xem|đọc|tham khảo) thêm(?: tại)?\W*|\W*(?:related|read (?:more|also)|see also|more)\W*", re.I
)
HEAD, TITLE, LONG = 25, 300, 120  # lines above a title inside its text's element; characters
COPY = 200  # characters that make a second copy
TRIES = 20  # places where a second copy may begin


def trim(lines: list[Line], title: str, url: str) -> list[Line]:
    """Take off what is not the text: the title again, date lines, widgets, lists of others, a second copy."""
    name = syllables(title)
    start = _behind_title(lines, name)
    while start < len(lines) and lines[start].kind != "image" and _is_head(lines[start], name):
        start += 1
    address = url.split("//")[-1].rstrip("/")
    only_links, left = _only_links_behind(lines), sum(len(line.text) for line in lines if line.kind != "image")
    size = 0
    kept: list[Line] = []
    others = _other_articles(lines, url)
    for at in range(start, len(lines)):
        line = lines[at]
        left -= len(line.text) if line.kind != "image" else 0
        if at in others and address not in line.text:
            continue
        if line.kind == "image":
            kept.append(line)
        elif (
            len(line.text) < 80
            and STOP_LINE.match(line.text)
            and (only_links[at] or (size >= TEXT_FIRST and left < size / 2))
        ) or (address in line.text and len(kept) > 1):
            break  # other articles are announced, or the box that gives the article's own address begins
        elif line.kind == "row" or not (is_furniture(line.text) or _is_second_head(line, name) or _is_edit(line)):
            kept.append(line)
            size += len(line.text)
    texts = [at for at, line in enumerate(kept) if line.kind not in ("image", "caption")]
    end = first_copy([kept[at].text for at in texts])
    while end > 1 and _is_stamp(kept[texts[end - 1]]):
        end -= 1
    return kept[: texts[end]] if end < len(texts) else kept


def _behind_title(lines: list[Line], name: list[str]) -> int:
    """Return where the text begins if the element holds the title, too, and the page's head above it."""
    for at, line in enumerate(lines[:HEAD]):
        if len(name) >= 4 and line.kind in ("text", "heading") and syllables(line.text)[: len(name)] == name:
            return at + 1 if len(line.text) < 2 * TITLE else 0
        if line.kind == "row" or (not line.links and (len(line.text) >= LONG or SENTENCE_END.search(line.text))):
            return 0  # the text has begun
    return 0


def _other_articles(lines: list[Line], url: str) -> set[int]:
    """Return the numbers of the lines that lead to other articles: two or more linked titles in a row, and their heading.

    A single one counts where it is announced (`Xem thêm: ...`).
    """
    found: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and (_leads_away(lines[end], url) or (end > at and lines[end].kind == "image")):
            end += 1  # pictures stand before titles as bullets
        run = [n for n in range(at, end) if lines[n].kind != "image"]
        before = next((n for n in range(at - 1, -1, -1) if lines[n].kind != "image"), None)
        announced = (
            before is not None
            and len(lines[before].text) < INTRO
            and bool(STOP_LINE.match(lines[before].text) or SEE_ALSO.fullmatch(lines[before].text))
        )
        titles = sum(1 for n in run if lines[n].links)
        if titles >= 2 or (titles and (announced or SEE_ALSO.match(lines[run[0]].text))):
            found |= set(run) | ({before} if announced and before is not None else set())
        at = end + 1
    return found


def _leads_away(line: Line, url: str) -> bool:
    """Say whether a line is a title that leads to another page, or only a date or sign beside one."""
    if line.kind not in ("text", "heading"):
        return False
    if line.links >= 0.6 * len(line.text) and len(line.text) >= 12 and not is_file_link(line):
        href = line.href or ""
        return not href.startswith(("#", "mailto:", "tel:")) and not href.startswith(f"{url}#")
    return not line.links and (not any(map(str.isalnum, line.text)) or is_date_line(line.text, 40))


def _is_stamp(line: Line) -> bool:
    """Say whether a last line is the time of publication, as a CMS prints it: labelled, or with weekday or hour."""
    return line.kind != "row" and is_date_line(line.text, SHORT) and STAMP.search(line.text) is not None


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


def is_list(lines: list[Line]) -> bool:
    """Say whether the lines read like a list: titles that are links, each with a teaser, and little text of its own."""
    lines = [line for line in lines if line.kind in ("text", "heading") and not is_date_line(line.text, SHORT)]
    links = [line for line in lines if _is_linked_title(line)]
    prose = [line for line in lines if len(line.text) >= PROSE and line.links < 0.5 * len(line.text)]
    size = sum(len(line.text) for line in prose)
    if len(links) >= 3 and size < LITTLE:
        return True
    first = next((at for at, line in enumerate(lines) if _is_linked_title(line)), len(lines))
    if sum(len(line.text) for line in lines[:first] if line in prose) >= TEXT_FIRST:
        return False  # a list does not begin with a text
    teasers = sum(1 for line in prose if TEASER_END.search(line.text[-40:]))
    if teasers >= 5 or (len(links) >= 3 and teasers >= 3):
        return True
    headings = [line for line in links if line.kind == "heading" and "#" not in (line.href or "#")]
    if len(headings) >= 2 and size < TEASER * len(headings):
        return True
    # A linked title and at most two paragraphs, again and again.
    pairs = sum(1 for one, two in itertools.pairwise(lines) if _is_linked_title(one) and two in prose)
    return pairs >= 3 and len(prose) <= 2.5 * pairs


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
