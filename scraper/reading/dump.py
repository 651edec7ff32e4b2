"""A text file that somebody saved of a page comes in, an Article comes out, its furniture found line by line.

Without markup only the words and their order tell: menus and clocks come before the title, the text is prose, and
behind it stand bylines, ratings, counters and link lists.
"""

import re
from dataclasses import dataclass, replace

from archive.records import Article, Medium, NotAnArticle, Page
from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import CAPTION, FILE_NAME, FOOTER_LINE, SENTENCE_END, STOP_LINE, is_furniture
from scraper.reading.charset import clean, decode
from scraper.reading.dates import PUBLISHED, Found, is_date_line, moment_of, parse_date, publication_part
from scraper.reading.furniture import NONE, Furniture
from scraper.reading.legacy import repair
from scraper.reading.titles import PROSE, is_prose, title_line
from scraper.reading.trimming import TRIES

MIN_WRAP, MAX_WRAP, MIN_LINES = 40, 120, 4  # characters of a wrapped line, lines that show it
MAX_BYTES, MAX_LINES = 8_000_000, 20_000

LIST_ITEM = re.compile(r"^(?:[-–+*•]\s|\d{1,2}[.)]\s|[a-zđ][.)]\s|\[\d+\]\s|[IVX]+\.\s)")
# NukeViet keeps the first paragraph apart from the body; its dumps show these words.
NUKEVIET_WORDS = re.compile(r"tổng số điểm của bài viết|click để đánh giá bài viết|những tin (?:mới|cũ) hơn", re.I)


def dump_lines(page: Page) -> list[str]:
    """Return the lines of a text dump as its site's furniture is learned from them."""
    if len(page.body) > MAX_BYTES:
        return []
    text, _ = repair(decode(page.body, page.headers))
    return [line for line in map(clean, text.splitlines()[:MAX_LINES]) if line]


def read_dump(page: Page, furniture: Furniture = NONE) -> Article | NotAnArticle:
    """Read a text dump, without the furniture of its site; its canonical address is that of the page."""
    if len(page.body) > MAX_BYTES:
        return NotAnArticle("error", f"too large: {len(page.body)} bytes")
    text = decode(page.body, page.headers)
    repaired, code = repair(text)
    read = _read_text(page, repaired, furniture)
    if code is None or isinstance(read, NotAnArticle):
        return read
    return replace(read, flags=(*read.flags, code), original_text=text.strip())


def _read_text(page: Page, text: str, furniture: Furniture) -> Article | NotAnArticle:
    lines = [line for line in map(clean, text.splitlines()) if line]
    if not lines:
        return NotAnArticle("error", "empty file")
    if len(lines) > MAX_LINES:
        return NotAnArticle("error", f"too many lines: {len(lines)}")
    # The title of a page may stand on all others, too, as news in a side column.
    lines = join_wrapped(_without(lines, furniture))
    start = title_line(lines)
    if start is None:
        return NotAnArticle("other", "no title")
    return _Dump(page, lines, start).article()


def _without(lines: list[str], furniture: Furniture) -> list[str]:
    own = [line for line in lines if not furniture.holds(line)]
    return own if title_line(own) is not None else lines


def join_wrapped(lines: list[str]) -> list[str]:
    """Join lines that were broken inside a sentence: the first ends in a word or comma, the next begins small.

    In a file whose lines nearly all have the same width, the next may begin as it likes.
    """
    width = _wrap_width(lines)
    groups: list[list[str]] = []
    for line in lines:
        last = groups[-1][-1] if groups else ""
        open_end = bool(last) and (last[-1].isalnum() or last[-1] in ",;")
        broken = open_end and len(last) >= MIN_WRAP and (line[0].islower() or width * 0.8 <= len(last) <= width)
        if broken and not (LIST_ITEM.match(line) or bylines.labelled(line) or is_date_line(line)):
            groups[-1].append(line)
        else:
            groups.append([line])
    return [" ".join(group) for group in groups]


def _wrap_width(lines: list[str]) -> int:
    """Return the width at which a file was wrapped, 0 if it was not."""
    lengths = sorted(len(line) for line in lines if len(line) >= MIN_WRAP)
    if len(lengths) < MIN_LINES or lengths[-1] > MAX_WRAP:
        return 0
    width = lengths[-1]
    return width if sum(1 for length in lengths if length >= 0.8 * width) >= 0.6 * len(lengths) else 0


@dataclass(slots=True)
class _Dump:
    """One dump: its lines and where the title stands."""

    page: Page
    lines: list[str]
    start: int

    def article(self) -> Article | NotAnArticle:
        title = self.lines[self.start]
        end = self._end()
        text, tail = self._body(title, end)
        published = self._date(end)
        author, credit, text = self._bylines(text, tail)
        captions = [line for at, line in enumerate(text) if at and self._is_caption(line)]
        body = [line for at, line in enumerate(text) if not at or not self._is_caption(line)]
        if sum(map(len, body)) < PROSE:
            return NotAnArticle("other", "no article text")
        lead = body.pop(0) if len(body) > 1 and NUKEVIET_WORDS.search("\n".join(self.lines)) else None
        return Article(
            url=self.page.url,
            title=title,
            lead=lead,
            body="\n".join(body),
            author=author,
            credit=credit,
            published_at=published.iso if published else None,
            published_raw=published.told if published else None,
            media=tuple(Medium("image", f"{self.page.url}#{at}", text) for at, text in enumerate(captions)),
            flags=("text-only",),
        )

    def _end(self) -> int:
        """Return the number of the first line that announces what is no article any more."""
        prose = 0
        for at in range(self.start + 1, len(self.lines)):
            line = self.lines[at]
            prose += len(line) if is_prose(line) else 0
            if prose and len(line) < 120 and (STOP_LINE.match(line) or FOOTER_LINE.match(line)):
                return at
        return len(self.lines)

    def _body(self, title: str, end: int) -> tuple[list[str], list[str]]:
        """Return the lines of the text, and those between it and the end."""
        key = syllables(title)
        kept = [
            line
            for line in self.lines[self.start + 1 : end]
            if not is_furniture(line) and not is_date_line(line) and syllables(line) != key
        ]
        kept = _first_copy(kept)
        last = max((at for at, line in enumerate(kept) if self._is_text(line)), default=-1)
        finished = next((at for at, line in enumerate(kept) if re.search(r"\./\.?$", line)), last)
        if finished < last and not any(is_prose(line) for line in kept[finished + 1 :]):
            last = finished  # `./.` ends a Vietnamese office's text; captions and names of files follow
        return kept[: last + 1], kept[last + 1 :]

    def _is_text(self, line: str) -> bool:
        return not bylines.labelled(line) and (
            len(line) >= PROSE or bool(SENTENCE_END.search(line) or LIST_ITEM.match(line))
        )

    def _is_caption(self, line: str) -> bool:
        if len(line) > 160:
            return False
        return bool(FILE_NAME.match(line)) or (bool(CAPTION.match(line)) and not SENTENCE_END.search(line))

    def _date(self, end: int) -> Found | None:
        """The nearest date line to the title, those below it first; a labelled one anywhere; never a clock."""
        latest = moment_of(self.page.fetched_at)
        places = [at for at, line in enumerate(self.lines) if is_date_line(line)]
        # Behind the end stand other articles with their dates; a second copy of this one is told by a label.
        places = [at for at in places if at < end or PUBLISHED.match(self.lines[at])]
        places.sort(key=lambda at: (at < self.start, not PUBLISHED.search(self.lines[at]), abs(at - self.start)))
        dates = (parse_date(publication_part(self.lines[at]), latest) for at in places)
        found = [replace(date, rule="line of a text file") for date in dates if date]
        return next((date for date in found if date.iso), found[0] if found else None)

    def _bylines(self, text: list[str], tail: list[str]) -> tuple[str | None, str | None, list[str]]:
        author: str | None = None
        credit: str | None = None
        taken: set[str] = set()
        for line in [*text, *tail]:
            byline = bylines.labelled(line)
            if byline is None or byline.value is None:
                continue
            taken.add(line)
            if byline.role == "author":
                author = author or byline.value
            elif byline.role == "credit":
                credit = credit or byline.value
        if author is None:
            author = next(filter(None, (bylines.signature(line) for line in tail[:2])), None)
            if author is None and text and (author := bylines.signature(text[-1])):
                taken.add(text[-1])
        return author, credit, [line for line in text if line not in taken]


def _first_copy(lines: list[str]) -> list[str]:
    """Cut behind the first copy where a text is printed twice; unlike in HTML, anything may follow the second one."""
    for at in [at for at in range(1, len(lines)) if lines[at] == lines[0]][:TRIES]:
        same = 0
        while at + same < len(lines) and same < at and lines[at + same] == lines[same]:
            same += 1
        if same >= min(2, at) and sum(map(len, lines[:same])) > 200:
            return lines[:at]
    return lines
