"""Two articles' ids come in, a page comes out that tells what they share and what differs, word by word."""

import re
import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import Request, Response

from archive.datasette.answers import allowed_database, page, read
from archive.duplicates.explanation import Explanation, Row, explain
from archive.words import Piece, diff_lines

_ID = re.compile("[1-9][0-9]{0,17}")
KIN_WORDS = {
    "exact": "Giống hệt nhau",
    "near": "Gần giống: một bài đã sửa ít nhiều",
    "template": "Cùng một mẫu, điền khác: hai bài khác nhau",
    "different": "Hai bài khác nhau",
}
KIND_WORDS = {"slot": "điền khác", "edit": "sửa", "spelling": "cách viết", "addition": "thêm, bớt"}


@dataclass(frozen=True, slots=True)
class Compared:
    """An explanation, and the two texts line by line."""

    pair: Explanation
    lines: list[list[Piece]]


async def show_comparison(request: Request, datasette: Any) -> Response:
    """Answer `/a/<id>/so-sanh/<other>`."""
    database = await allowed_database(datasette, request)
    asked = [request.url_vars["id"], request.url_vars["other"]]
    search_url = datasette.urls.path("/-/tim-kiem")
    found = None
    if all(map(_ID.fullmatch, asked)):
        found = await read(database, lambda connection: _compare(connection, int(asked[0]), int(asked[1])))
    if found is None:
        values: dict[str, Any] = {"asked": " / ".join(asked)[:80], "search_url": search_url}
        return await page(datasette, request, "missing.html", values, status=404)
    comparison = found.pair.comparison
    values = {
        "pair": found.pair,
        "comparison": comparison,
        "lines": found.lines,
        "verdict": KIN_WORDS["exact" if found.pair.same_text else comparison.kin],
        "kind_words": KIND_WORDS,
        "search_url": search_url,
        "article_url": lambda other: datasette.urls.path(f"/a/{other}"),
    }
    return await page(datasette, request, "compare.html", values)


def _compare(connection: sqlite3.Connection, article_id: int, other_id: int) -> Compared | None:
    pair = explain(connection, article_id, other_id)
    if pair is None:
        return None
    return Compared(pair, diff_lines(_text(pair.article), _text(pair.other)))


def _text(row: Row) -> str:
    return "\n".join(filter(None, (row["title"], row["lead"], row["body"])))
