"""Words near a title come in, the time of publication comes out, ISO 8601 in Vietnam's time.

Day first, always. A time of 00:00 is what a CMS prints that stores days only, so it is left out.
The forms are those of the field: `Thứ năm - 09/06/2022 14:40`, `14/9/2026, 15:22`, `16/08/2019 3:47:32 CH`,
`(08:43 | 14/02/2019)`, `25Th12/18`, `Ngày 05 tháng 11 năm 2017`, ISO with any offset.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from functools import lru_cache

from archive.urls import split_url

VIETNAM = timezone(timedelta(hours=7))
EARLIEST = 1995  # the first Vietnamese web sites

# Words that announce the time of publication, and words that announce another time.
PUBLISHED = re.compile(
    r"đăng (?:lúc|ngày|vào)|tạo (?:lúc|ngày|vào)|gửi (?:lúc|ngày)|ngày (?:đăng|gửi|viết|tạo)|xuất bản|cập nhật|thời gian|publish|posted|date",
    re.I,
)
CLOCK = re.compile(
    r"hôm nay|bây giờ|hiện tại|hết hạn|"
    # What header clocks look like: an English day behind which the time is cut off, or a day in words and no time.
    r"^(?:sun|mon|tues|wednes|thurs|fri|satur)day, \d{1,2}/\d{1,2}/\d{4}|^\W*ngày \d{1,2} tháng \d{1,2} năm \d{4}\W*$",
    re.I,
)
EDITED = re.compile(
    r"đã (?:sửa|cập nhật)|(?:lần )?(?:chỉnh )?sửa (?:lần cuối|vào|lúc|ngày)|chỉnh sửa|cập nhật lần cuối|modified|(?:last )?updated?\b|edited",
    re.I,
)

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan một", "february feb hai", "march mar ba", "april apr tư bốn", "may năm", "june jun sáu",
            "july jul bảy", "august aug tám", "september sep chín", "october oct mười", "november nov mười_một",
            "december dec mười_hai chạp",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_ISO = re.compile(
    r"(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_DAY_FIRST = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([/.-])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?![\d/-])")
_WORDS = re.compile(r"(?<!\d)(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+(?:năm\s+)?(\d{4})", re.I)
_BADGE = re.compile(r"(?<!\d)(\d{1,2})\s?th(?:g|áng)?\s?(\d{1,2})\s?[/,]\s?(\d{4}|\d{2})(?!\d)", re.I)
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})\s?[-/.年]\s?(\d{1,2})\s?[-/.月]\s?(\d{1,2})(?![\d/-])")
_MONTH_FIRST = re.compile(
    r"(?<!\w)th(?:g|áng)\s(\d{1,2})\s(\d{1,2}),?\s(\d{4})(?!\d)", re.I
)  # as moment.js prints `vi`
_MONTH_NAME = re.compile(
    r"(?<!\d)(\d{1,2})?\s?(?:tháng\s)?(mười một|mười hai|[^\W\d_]{2,12})[.,]?\s(\d{1,2})?,?\s?(\d{4})(?!\d)", re.I
)
_TIME = re.compile(
    r"(?<![\d:/])(\d{1,2})\s?(?::|h|giờ)\s?(\d{2})(?:\s?:\s?(\d{2}))?(?:\s?(SA|CH|AM|PM|sáng|trưa|chiều|tối)\b)?(?![\d:/])",
    re.I,
)
# What all forms have: a year, or three numbers, or a month by its word.
_MAY_DATE = re.compile(r"(?:19|20)\d\d|\d\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d\d|\dth|\d\s?th(?:g|áng)", re.I)
LONGEST = 400  # characters of a line in which a date is looked for
LABELLED = 14  # words of a labelled line up to its date; one with more tells a story
_ITEM = re.compile(r"\d{1,2}[.)]\s|[-+]\s[^\W\d]|[a-zđ]\)\s")
LABEL_PLACE = 12  # where a label of a date line begins at the latest
MORNING, AFTERNOON = ("SA", "AM", "SÁNG"), ("CH", "PM", "TRƯA", "CHIỀU", "TỐI")
TIME_NEAR = 30  # characters between a date and its time


@dataclass(frozen=True, slots=True)
class Found:
    """A time that was read: ISO 8601 (`iso`, None where the words make no possible time), the words (`raw`), the `rule`."""

    iso: str | None
    raw: str
    rule: str = ""

    @property
    def told(self) -> str:
        """The words, and in brackets where they stood."""
        return f"{self.raw} [{self.rule}]"


# Patterns, and which of their groups are year, month, day.
FORMS = (
    (_DAY_FIRST, (4, 3, 1)),
    (_WORDS, (3, 2, 1)),
    (_BADGE, (3, 2, 1)),
    (_YEAR_FIRST, (1, 2, 3)),
    (_MONTH_FIRST, (3, 1, 2)),
)


def _two_digit_year(year: int) -> int:
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def _find_day(text: str) -> tuple[tuple[int, int, int], tuple[int, int]] | None:
    """Return (year, month, day) and the span of the first date in `text`."""
    for pattern, order in FORMS:
        if match := pattern.search(text):
            year, month, day = (int(match[group]) for group in order)
            return (_two_digit_year(year), month, day), match.span()
    for match in _MONTH_NAME.finditer(text):
        month = MONTHS.get(match[2].lower().replace(" ", "_"), 0)
        if month and (match[1] or match[3]):
            return (int(match[4]), month, int(match[1] or match[3])), match.span()
    return None


def _find_time(text: str, span: tuple[int, int]) -> tuple[int, int, int]:
    """Return the time of day nearest to the date at `span`, (0, 0, 0) if there is none."""
    near = [m for m in _TIME.finditer(text) if m.end() > span[0] - TIME_NEAR and m.start() < span[1] + TIME_NEAR]
    near = [m for m in near if m.end() <= span[0] or m.start() >= span[1]]
    if not near:
        return 0, 0, 0
    best = min(near, key=lambda m: max(span[0] - m.end(), m.start() - span[1]))
    hour, minute, second = int(best[1]), int(best[2]), int(best[3] or 0)
    half = (best[4] or "").upper()
    if half in AFTERNOON and hour < 12 and not (half == "TRƯA" and hour == 11):
        hour += 12
    elif half in MORNING and hour == 12:
        hour = 0
    # Portals that keep days only print midnight or noon, to the second.
    return (0, 0, 0) if best[3] and (hour, minute, second) == (12, 0, 0) else (hour, minute, second)


def _iso(moment: datetime, latest: datetime | None) -> str | None:
    if moment.year < EARLIEST or (latest and moment - timedelta(days=2) > latest):
        return None
    local = moment.astimezone(VIETNAM)
    return local.date().isoformat() if (local.hour, local.minute) == (0, 0) else local.isoformat(timespec="seconds")


WEEKDAYS = ("2", "3", "4", "5", "6", "7", "hai", "ba", "tư", "năm", "sáu", "bảy")
_WEEKDAY = re.compile(r"(?<!\w)(?:(?:thứ\s|t)([2-7]|hai|ba|tư|năm|sáu|bảy)|chủ nhật|cn)(?!\w)", re.I)
_NO_WORDS = re.compile(r"[\W_]*(?:\(?(?:GMT|UTC)\W*\d*\)?)?[\W_]*", re.I)
_END_OF_TIME = re.compile(r"\s?(?:GMT|UTC)?\s?[+-]\d{1,2}(?::?\d{2})?(?!\d)|\)", re.I)


def date_words(text: str) -> str:
    """Return the words of a line up to the end of its date and time; what follows tells of something else."""
    found = _find_day(text)
    if found is None:
        return text
    span = found[1]
    ends = [m.end() for m in _TIME.finditer(text) if m.start() >= span[1] and m.start() < span[1] + TIME_NEAR]
    end = max([span[1], *ends[:1]])
    while match := _END_OF_TIME.match(text, end):
        end = match.end()
    return text if _NO_WORDS.fullmatch(text, end) else text[:end]


def parse_date(text: str, latest: datetime | None = None) -> Found | None:
    """Read the first time in `text`; None if there is none, `iso` None if it is impossible or after `latest`."""
    text = text[:LONGEST]
    if match := _ISO.search(text):
        return _parse_iso(match, latest)
    found = _find_day(text)
    if found is None:
        return None
    (year, month, day), span = found
    hour, minute, second = _find_time(text, span)
    if month > 12 and day <= 12 and _says_weekday(text, year, day, month):
        day, month = month, day  # as Drupal prints it in American; the weekday proves it
    try:
        return Found(_iso(datetime(year, month, day, hour, minute, second, tzinfo=VIETNAM), latest), date_words(text))
    except (ValueError, OverflowError):
        return Found(None, date_words(text))


def _says_weekday(text: str, year: int, month: int, day: int) -> bool:
    """Say whether the weekday in `text` is that of a date."""
    match = _WEEKDAY.search(text)
    try:
        weekday = date(year, month, day).weekday()
    except ValueError:
        return False
    return match is not None and weekday == (6 if match[1] is None else WEEKDAYS.index(match[1].lower()) % 6)


def _parse_iso(match: re.Match[str], latest: datetime | None) -> Found:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    offset = (match[7] or "+0700").replace(":", "").replace("Z", "+0000")
    try:
        zone = timezone((1 if offset[0] == "+" else -1) * timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5])))
        return Found(_iso(datetime(year, month, day, hour, minute, second, tzinfo=zone), latest), match[0])
    except (ValueError, OverflowError):
        return Found(None, match[0])


def moment_of(iso: str) -> datetime | None:
    """Return the time of a capture, in Vietnam's zone if it names none; None if it cannot be read."""
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def address_date(url: str, latest: datetime | None = None) -> Found | None:
    """Read the time that an address tells: Unix seconds or milliseconds behind a slug, `/2021/10/05/`, `/2021-10-05/`."""
    path = split_url(url).path
    if match := _UNIX.search(path):
        seconds = int(match[1][:10])
        return Found(_iso(datetime.fromtimestamp(seconds, VIETNAM), latest), match[1])
    match = _DAY_PATH.search(path)
    return _found(match, latest) if match else None


def _found(match: re.Match[str], latest: datetime | None) -> Found | None:
    try:
        moment = datetime(int(match[1]), int(match[2]), int(match[3]), tzinfo=VIETNAM)
        return Found(_iso(moment, latest), match[0].strip("/"))
    except ValueError:
        return None


_UNIX = re.compile(r"[-/_](1\d{9}(?:\d{3})?)(?:\.(?:aspx|html?|php))?/?$")
_DAY_PATH = re.compile(r"/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})/")


def abroad(found: Found, stamps: Iterable[str]) -> Found | None:
    """Return the time in Vietnam if the page's server runs on American time: a stamp has the printed hour and its zone.

    Nothing else is believed: many a CMS prints Vietnamese time with the zone Z.
    """
    for stamp in stamps:
        match = _ISO.search(stamp[:LONGEST])
        if match and match[7] and match[7].startswith("-") and stamp[match.start() :][:16] == (found.iso or "")[:16]:
            moved = _parse_iso(match, None)
            return Found(moved.iso, f"{found.raw}, {match[0]}", found.rule)
    return None


_STARTS = re.compile(
    r"^\W*(?:(?:thứ|chủ nhật|mon|tue|wed|thu|fri|sat|sun)\w*[\s,.-]|\d{1,2}\s?[:/.-]|\d{4}[-/年]|th[gá])", re.I
)


def publication_part(text: str) -> str:
    """Return the part of a line that may tell the time of publication: nothing of a clock, nothing behind `edited`."""
    if CLOCK.search(text):
        return ""
    edited = EDITED.search(text)
    return text[: edited.start()] if edited else text


def is_date_line(text: str, limit: int = 120, loose: bool = False) -> bool:
    """Say whether a line is there to tell a time: short, with a date, not a clock of today.

    `loose`: the line stands beside a title, so it may hold category, counters and the like behind its date.
    """
    return len(text) <= (2 * limit if loose else limit) and _is_date_line(text, loose)


@lru_cache(maxsize=4096)
def _is_date_line(text: str, loose: bool) -> bool:
    if not _MAY_DATE.search(text):
        return False
    text = publication_part(text)
    if parse_date(text) is None:
        return False
    words = re.findall(r"[^\W\d_]{2,}", _TIME.sub("", text))
    label = PUBLISHED.search(text)
    if label and label.start() <= LABEL_PLACE and (loose or len(date_words(text).split()) <= LABELLED):
        return not _ITEM.match(text)
    return len(words) <= 8 or (loose and bool(_STARTS.match(text)))
