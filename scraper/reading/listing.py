"""The lines of a body come in; which of them lead to other articles, and whether all of it is a list of them, comes out."""

import itertools
import re

from scraper.reading.boilerplate import ATTACHMENT_URL, STOP_LINE
from scraper.reading.dates import is_date_line
from scraper.reading.paragraphs import Line

TEASER_END = re.compile(
    r"(?:xem (?:thêm|tiếp|chi tiết)|chi tiết|đọc (?:thêm|tiếp)|read more|\.\.\.|…)[\s»>\].]*$", re.I
)
DOTS = re.compile(r"(?:\.\.\.|…)\W*$")
PROSE, SHORT = 50, 60  # characters of a line of text, of a line with a date only
LITTLE = 150  # characters of text among titles that are links
TEXT_FIRST = 600  # characters of text above the first linked title
INTRO = 80  # characters of a line that introduces a list of other articles
TEASER = 1_500  # characters below one linked heading; a list shows less, an article more
SEE_ALSO = re.compile(
    r"\W*(?:xem|đọc|tham khảo) thêm(?: tại)?\W*|\W*(?:related|read (?:more|also)|see also|more)\W*", re.I
)


def is_list(lines: list[Line]) -> bool:
    """Say whether the lines read like a list: titles that are links, each with a teaser, and little text of its own."""
    lines = [line for line in lines if line.kind in ("text", "heading") and not is_date_line(line.text, SHORT)]
    links = [line for line in lines if _is_linked_title(line)]
    prose = [line for line in lines if len(line.text) >= PROSE and line.links < 0.5 * len(line.text)]
    size = sum(len(line.text) for line in prose)
    texts = set(map(id, prose))
    if len(links) >= 3 and size < LITTLE:
        return True
    first = next((at for at, line in enumerate(lines) if _is_linked_title(line)), len(lines))
    if sum(len(line.text) for line in lines[:first] if id(line) in texts) >= TEXT_FIRST:
        return False  # a list does not begin with a text
    teasers = sum(1 for line in prose if TEASER_END.search(line.text[-40:]))
    if teasers >= 5 or (len(links) >= 3 and teasers >= 3):
        return True
    headings = [line for line in links if line.kind == "heading" and "#" not in (line.href or "#")]
    if len(headings) >= 2 and size < TEASER * len(headings):
        return True
    # A linked title and at most two paragraphs, again and again.
    pairs = sum(1 for one, two in itertools.pairwise(lines) if _is_linked_title(one) and id(two) in texts)
    return pairs >= 3 and len(prose) <= 2.5 * pairs


def other_articles(lines: list[Line], url: str) -> set[int]:
    """Return the numbers of the lines that lead to other articles: two or more linked titles in a row, and their heading.

    A single one counts where it is announced (`Xem thêm: ...`).
    """
    found: set[int] = set()
    at, before = 0, None  # the last line that is no picture
    while at < len(lines):
        end = at
        while end < len(lines) and (_leads_away(lines[end], url) or (end > at and _goes_along(lines, end))):
            end += 1
        run = [n for n in range(at, end) if lines[n].kind != "image"]
        announced = (
            before is not None
            and len(lines[before].text) < INTRO
            and bool(STOP_LINE.match(lines[before].text) or SEE_ALSO.fullmatch(lines[before].text))
        )
        titles = sum(1 for n in run if lines[n].links)
        if titles >= 2 or (titles and (announced or SEE_ALSO.match(lines[run[0]].text))):
            found |= set(run) | ({before} if announced and before is not None else set())
        before = end if end < len(lines) and lines[end].kind != "image" else run[-1] if run else before
        at = end + 1
    return found


def _goes_along(lines: list[Line], at: int) -> bool:
    """Say whether a line is a picture that stands before a title as a bullet, or the teaser below one."""
    line, before = lines[at], lines[at - 1]
    if line.kind == "image":
        return True
    return before.links > 0 and not line.links and len(line.text) < INTRO * 4 and DOTS.search(line.text) is not None


def _leads_away(line: Line, url: str) -> bool:
    """Say whether a line is a title that leads to another page, or only a date or sign beside one."""
    if line.kind not in ("text", "heading"):
        return False
    if line.links >= 0.6 * len(line.text) and len(line.text) >= 12 and not is_file_link(line):
        href = line.href or ""
        return not href.startswith(("#", "mailto:", "tel:")) and not href.startswith(f"{url}#")
    return not line.links and (not any(map(str.isalnum, line.text)) or is_date_line(line.text, 40))


def _is_linked_title(line: Line) -> bool:
    return len(line.text) >= 15 and line.links >= 0.8 * len(line.text) and not is_file_link(line)


def only_links_behind(lines: list[Line]) -> list[bool]:
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
