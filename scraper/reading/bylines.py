"""Lines around and at the end of a text come in; who wrote it and whose text it is come out."""

import itertools
import re
from dataclasses import dataclass

from scraper.reading.dates import is_date_line

AUTHOR = (
    "tác giả bài viết|về tác giả|about the author|tác giả|người viết|người đưa tin|tin,? ảnh|tin và ảnh|tin bài|bài,? ảnh|bài và ảnh|tin,? bài|"
    "ảnh và tin bài|thực hiện|ctv|cộng tác viên|author|written by|作者"
)
CREDIT = "nguồn tin|nguồn bài viết|nguồn|theo nguồn|source"
# Who posted is an account, not an author; these lines are furniture.
POSTER = "người đăng bài viết|người đăng|đăng bởi|người gửi"

_LABELLED = re.compile(
    rf"^\W*(?:(?P<author>{AUTHOR})|(?P<credit>{CREDIT})|(?P<poster>{POSTER}))\s*[:：]\s*(?P<value>.*)$", re.I
)
ABOUT = re.compile(r"\W*(?:về tác giả|about the author)\W*", re.I)
_PIECES = re.compile(r"\s*[•·|–—]\s*|\s-\s")
SURNAMES = frozenset(
    (
        "Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Đào Đoàn Lâm Mai Trịnh Trương Hà Cao "
        "Lương Lưu Tạ Thái Tô Tống Chu Châu Vương Quách La Triệu Nông Hứa Lò Cầm Quàng Tòng Sùng Giàng Vàng Thào Lù Hạng Mùa"
    ).split()
)
_INSIDE = re.compile(
    r"(?<![^\W\d_])(?:tác giả(?: bài viết)?|nguồn(?: tin| bài viết)?|người (?:đưa tin|viết|đăng)|tin,? ảnh|ảnh và tin bài|"
    r"lượt (?:xem|đọc)|số lượt (?:xem|đọc)|ngày đăng|đăng lúc)\s*:",
    re.I,
)
_BARE_LABEL = re.compile(rf"^\W*(?:{AUTHOR}|{CREDIT})\s*:?$", re.I)
# `Posted by Nguyễn Văn A on 2018-01-28`, as themes in English print it.
_BY = re.compile(
    r"(?:^|\b(?:posted|written|published)\s)by\s+(?P<name>[^\d|·•/]{3,60}?)(?:\s+(?:on|at|in)\b|\s*[|·•/]|\s+\d|$)",
    re.I,
)
_TRIM = " \t-–—*|/.;,:_()[]"
# Signs that an account of the CMS, not a person, is named.
ACCOUNTS = {
    "admin",
    "administrator",
    "quản trị",
    "quản trị viên",
    "quan tri",
    "quantri",
    "webmaster",
    "super user",
    "root",
    "ban quản trị",
}

# The school or office that may stand behind a name: `Cầm A Toàn - Trường Mầm non Bó Sinh`.
_OFFICE = re.compile(r"\s?[-–,]\s?(?=(?:Trường|Phòng|THCS|TH|MN|Tiểu học|Mầm non|PTDTBT|CTV)\b)")
_AND = re.compile(r"\s[-–]\s|,\s|\svà\s|\s?/\s?|\s?&\s?")
_INITIALS = re.compile(
    r"^(?:[A-ZĐ]\.\s?){1,3}[A-ZĐ]?\.?(?:\s?[-–]\s?(?:[A-ZĐ]\.\s?){1,3}[A-ZĐ]?)?$|^(?:P\.?V|BBT|CTV)$"
)
# Capitalised pairs that stand alone on a line and are nobody's name.
NOT_NAMES = re.compile(
    r"nơi nhận|lưu|trưởng phòng|phó trưởng|hiệu trưởng|kính gửi|thông báo|quyết định|kế hoạch|danh sách|phụ lục|"
    r"phòng|trường|giáo dục|ủy ban|uỷ ban|huyện|tỉnh|xã|điều|chương|mục|bảng|năm học|trân trọng|việt nam|hồ chí minh",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Byline:
    """A labelled line: `role` is author, credit or poster."""

    role: str
    value: str | None


def trim(value: str) -> str | None:
    """Return a name without the dashes, stars and stops that stand around it; None if nothing is left."""
    value = value.strip()
    inner = value.strip(_TRIM)
    return (
        inner + "."
        if inner and value.rstrip(" -–—*|;,:_").endswith(".") and _INITIALS.match(inner + ".")
        else inner or None
    )


def labelled(line: str) -> Byline | None:
    """Read a line such as `Tác giả: Nguyễn Văn A` or `Nguồn tin: Báo B`; None if it has no such label."""
    if len(line) > 160:
        return None
    match = _LABELLED.match(line)
    if match is None:
        return None
    role = next(name for name in ("author", "credit", "poster") if match[name])
    return Byline(role, trim(match["value"]))


def parts(line: str) -> list[str]:
    """Split a line at its labels: `25/09/2022 Lượt xem: 12 Tác giả: A Nguồn: B` has two bylines."""
    if len(line) > 300 or ":" not in line:
        return [line]
    places = [0, *(match.start() for match in _INSIDE.finditer(line) if match.start()), len(line)]
    return [line[start:end].strip() for start, end in itertools.pairwise(places)]


def by_line(line: str) -> str | None:
    """Read `by NAME` in a line that a theme prints in English; None if it has no such words."""
    match = _BY.search(line) if len(line) <= 160 else None
    return trim(match["name"]) if match else None


def beside_date(line: str) -> str | None:
    """Return the person named in a line of pieces with a date: `Nguyễn Văn A • 20/04/2023 • 3 bình luận`."""
    if len(line) > 160 or not is_date_line(line, loose=True):
        return None
    for part in map(str.strip, _PIECES.split(line)):
        if part.partition(" ")[0] in SURNAMES and _is_person(part):
            return part
    return None


def with_next(lines: list[str]) -> list[str]:
    """Join a label that stands alone on its line (`Tác giả`) with the value on the next."""
    joined = list(lines)
    for at in range(len(lines) - 1):
        if _BARE_LABEL.match(lines[at]) and len(lines[at + 1]) <= 60:
            joined[at] = f"{lines[at].rstrip(': ')}: {lines[at + 1]}"
    return joined


def is_account(name: str) -> bool:
    """Say whether a name is that of the site's administration account."""
    return name.strip().lower() in ACCOUNTS


def signature(line: str, marked: bool = False) -> str | None:
    """Return the name if `line` is only a name, as stands below a text; `marked`: set apart (right, bold, italic)."""
    name = trim(line) or ""
    if not name or len(name) > 80 or line.rstrip().endswith((",", ";", ":", "?", "!")):
        return None
    if _INITIALS.match(name):
        return name if marked else None
    persons = _AND.split(_OFFICE.split(name, maxsplit=1)[0])
    return name if all(map(_is_person, persons)) else None


def _is_person(name: str) -> bool:
    words = name.split()
    return 2 <= len(words) <= 5 and all(map(_is_name_word, words)) and not NOT_NAMES.search(name)


def _is_name_word(word: str) -> bool:
    letters = word.rstrip(".").replace("'", "").replace("’", "")  # H' Linh, Kpă H'Rin
    return letters.isalpha() and letters[0].isupper() and (len(letters) == 1 or letters[1:].islower())
