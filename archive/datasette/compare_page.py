"""Two articles' ids come in, a page comes out that tells what they share and what differs, word by word."""

import sqlite3
from dataclasses import dataclass
from typing import Any

from datasette import Request, Response

from archive.datasette.answers import allowed_database, page, read
from archive.datasette.article_page import article_number
from archive.datasette.article_record import full_text
from archive.duplicates.explanation import KIND_WORDS, Explanation, explain
from archive.words import Piece, diff_lines

KIN_WORDS = {
    "exact": "Giống hệt nhau",
    "near": "Gần giống: cùng một bài, có sửa ít nhiều",
    "template": "Cùng một mẫu nhưng điền nội dung khác: hai bài khác nhau",
    "different": "Hai bài khác nhau",
}


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
    one, other = map(article_number, asked)
    found = await read(database, lambda connection: _compare(connection, one, other)) if one and other else None
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
    return Compared(pair, diff_lines(full_text(pair.article), full_text(pair.other)))
