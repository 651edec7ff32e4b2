"""Values of the tables come in, what people read comes out: dates, numbers, links, paragraphs, words for codes."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from itertools import groupby
from typing import Any

from archive.urls import host_of, is_private
from archive.words import is_changed

VIETNAM = timezone(timedelta(hours=7))
UNDATED = "không rõ ngày"
FLAG_WORDS = {
    "text-only": "Chỉ còn văn bản: bài được đọc từ một tệp văn bản, không có ảnh, liên kết và định dạng của trang gốc.",
    "amp": "Chỉ có bản AMP của trang: bài được đọc từ bản ấy, có thể thiếu ảnh và định dạng.",
    "tcvn3": "Trang gốc gõ bằng phông TCVN3 (ABC); kho đã chuyển sang Unicode và giữ nguyên bản gốc.",
    "vni": "Trang gốc gõ bằng phông VNI; kho đã chuyển sang Unicode và giữ nguyên bản gốc.",
    "mojibake": "Chữ trên trang gốc bị vỡ do sai bảng mã; kho đã sửa lại và giữ nguyên bản gốc.",
}
# Where a date was read, as `published_raw` tells it in brackets behind the words.
RULE_WORDS = {
    "family": "ở chỗ trang ghi ngày đăng",
    "by the title": "cạnh tiêu đề",
    "above the title": "trên tiêu đề",
    "in the text": "ở đầu bài",
    "below the text": "cuối bài",
    "for machines": "trong mã nguồn của trang",
    "address": "trong địa chỉ của trang",
    "line of a text file": "trong tệp văn bản",
}
_RULE = re.compile(r"^(?P<words>.*) \[(?P<rule>[a-z ]+)\]$", re.S)
STATUS_WARNINGS = {
    "moved": "Trang nguồn đã chuyển sang địa chỉ khác; liên kết gốc có thể không còn đúng.",
    "parked": "Tên miền của trang nguồn đã bị bỏ; liên kết gốc nay dẫn tới trang quảng cáo.",
    "hijacked": "Tên miền của trang nguồn đã rơi vào tay người khác: nên xem bản lưu, đừng mở liên kết gốc.",
    "dead": "Trang nguồn không còn trả lời; liên kết gốc có lẽ không mở được.",
}
_LINK = re.compile(r"https?://[^\s/?#]+", re.IGNORECASE)
_MONTH = re.compile(r"(\d{4})-(\d{2})")


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of an article's body: a paragraph, or the rows of a table where `rows` are given."""

    text: str = ""
    rows: tuple[tuple[str, ...], ...] = ()


def vietnamese_date(value: str | None) -> str:
    """Return an ISO 8601 date as `18/03/2024`, with `, 07:30` where the hour is known, in Vietnam's time."""
    if not value:
        return UNDATED
    if match := _MONTH.fullmatch(value):
        return f"{match[2]}/{match[1]}"
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return value
    if moment.tzinfo:
        try:
            moment = moment.astimezone(VIETNAM)
        except OverflowError:
            return value
    day = f"{moment.day:02}/{moment.month:02}/{moment.year:04}"
    return day if len(value) <= 10 else f"{day}, {moment:%H:%M}"


def vietnamese_number(value: int) -> str:
    """Return a number with dots between the thousands: `12.345`."""
    return f"{value:,}".replace(",", ".")


def safe_link(url: str | None) -> str | None:
    """Return `url` if it is an address of the web that may be linked to, else None."""
    return url if url and _LINK.match(url) else None


def wayback_link(url: str | None) -> str | None:
    """Return where the Wayback Machine lists its copies of `url` around 2025, None for what it cannot have."""
    if not url or not safe_link(url):
        return None
    host = host_of(url)
    name = host.rpartition(":")[0] or host
    here = name == "localhost" or is_private(name) or is_private(host)
    return None if here else f"https://web.archive.org/web/2025*/{url}"


def date_origin(raw: str | None) -> str:
    """Return in Vietnamese the words that a date was read from, and where they stood."""
    match = _RULE.match(raw or "")
    if match is None:
        return f"nguyên văn trên trang: “{raw}”" if raw else ""
    return f"nguyên văn: “{match['words']}”, {RULE_WORDS.get(match['rule'], match['rule'])}"


def flag_words(flags: str | None) -> list[str]:
    """Return the sentences for a JSON list of flags; an unknown flag stands for itself."""
    try:
        found = json.loads(flags or "[]")
    except ValueError:
        return [str(flags)]
    return [FLAG_WORDS.get(str(flag), str(flag)) for flag in (found if isinstance(found, list) else [found])]


def blocks(body: str) -> Iterator[Block]:
    """Yield the paragraphs and tables of a body: one paragraph a line; lines with tabs that follow are one table."""
    lines = [line for line in body.split("\n") if line.strip()]
    for is_table, group in groupby(lines, key=lambda line: "\t" in line):
        if is_table:
            rows = [tuple(cell.strip() for cell in line.split("\t")) for line in group]
            width = max(map(len, rows))
            yield Block(rows=tuple(row + ("",) * (width - len(row)) for row in rows))
        else:
            yield from (Block(text=line) for line in group)


FILTERS: dict[str, Callable[..., Any]] = {
    "vietnamese_date": vietnamese_date,
    "vietnamese_number": vietnamese_number,
    "safe_link": safe_link,
    "date_origin": date_origin,
    "wayback_link": wayback_link,
    "blocks": blocks,
    "changed": is_changed,
}
