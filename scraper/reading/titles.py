"""Lines of a page in reading order come in, the one that is the title comes out; for pages whose markup tells none."""

import re
from collections import Counter

from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import BRACKETS, CAPTION, FOOTER_LINE, SENTENCE_END, is_furniture
from scraper.reading.dates import CLOCK, is_date_line

PROSE = 80  # characters of a line that can hardly be anything but text
TITLE = (15, 300)  # characters of a title
# The name of an office or school, and nothing else: what sites call themselves.
ORGANISATION = re.compile(
    r"(?:(?:chào mừng .{0,30})?(?:cổng|trang|hệ thống) (?:thông tin|tin|tttđt)\b.{0,90}|website\b.{0,80}|"
    r"(?:ubnd|ủy ban nhân dân|uỷ ban nhân dân)\b[^,.:]{0,80}|"
    r"(?:phòng|sở|bộ) (?:gd ?(?:&|và|-) ?đt|gd-?đt|giáo dục(?: (?:và|&|-) đào tạo)?)"
    r"(?: (?:huyện|quận|thị xã|thành phố|tp\.?|tx\.?|tỉnh|h\.|q\.)? ?[\w' -]{2,40})?|"
    r"pgd(?: ?(?:&|-|và)? ?đt)?\b[^,.:]{0,40}|"
    r"trường (?:mầm non|mẫu giáo|mn|tiểu học|th|thcs|thpt|ptdtbt|ptdtnt|trung học)\b[^,.:]{0,50}|"
    r"(?:trang chủ|tin tức|home|trang nhất|tin tức - sự kiện|tin hoạt động|chi tiết tin|chi tiết bài viết))",
    re.I,
)
_VERB = re.compile(
    r"\b(?:tổ chức|khai|tổng kết|triển khai|ban hành|thông báo|tham|đón|trao|đạt|hội|lễ|về|được|phát|kỷ|thực hiện|ra|tiếp|tặng|với|công bố|bồi|tập|kiểm|họp|gặp|sơ kết|chúc|hưởng|quyên|bổ nhiệm|chuẩn bị|sẵn|là|có|thăm|nhận|xây|dạy|đổi|bàn|giao|chủ động|nâng|khánh|mừng|phối|mở|dự|đẩy|góp|tuyển|thi|hướng dẫn|báo)\b",
    re.I,
)


def is_organisation(text: str) -> bool:
    """Say whether a text is what a site calls itself, not a title."""
    match = ORGANISATION.fullmatch(text.strip(BRACKETS))
    return match is not None and not _VERB.search(text)


def is_prose(line: str) -> bool:
    """Say whether a line is long enough to be text, and ends like it."""
    return len(line) >= PROSE and (len(line) >= 2 * PROSE or bool(SENTENCE_END.search(line))) and not is_furniture(line)


def title_line(lines: list[str]) -> int | None:
    """Return the number of the line that is the title: the last fit line before the first prose, or before the date."""
    first_prose = next((at for at, line in enumerate(lines) if is_prose(line) and at), None)
    if first_prose is None:
        return None
    likely = [at for at in range(first_prose) if _may_be_title(lines[at])]
    for at in reversed(likely):  # news in side columns come before, with dates of theirs
        if any(is_date_line(line) for line in lines[at + 1 : at + 2]):
            return at
    fit = [at for at in likely if not CAPTION.match(lines[at])] or likely[-1:]
    if not fit:
        return 0 if _may_be_title(lines[0], prose=True) else None
    keys = Counter(" ".join(syllables(line)) for line in lines if len(line) <= TITLE[1])
    repeated = [at for at in fit if keys[" ".join(syllables(lines[at]))] > 1]
    return (repeated or fit)[-1]


def _may_be_title(line: str, prose: bool = False) -> bool:
    if not TITLE[0] <= len(line) <= TITLE[1] or is_furniture(line) or CLOCK.search(line[:20]):
        return False
    if is_date_line(line) or bylines.labelled(line) or FOOTER_LINE.match(line):
        return False
    return len(syllables(line)) >= 4 and (prose or not line.endswith((".", ";", ":")))
