"""An address or a number comes in, the article of the archive that it means comes out; and how rows are read."""

import re
from collections.abc import Sequence
from typing import Any, Protocol

from archive.urls import url_key

_NUMBER = re.compile(r"(?:(?:https?://[^/]+)?/a/)?([1-9]\d{0,17})")  # 12, or a page of ours


Row = dict[str, Any]


class Rows(Protocol):
    """What can run SQL: a sqlite3 connection or a sqlite-utils database."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Any:
        """Run a statement."""
        ...


def rows_of(db: Rows, sql: str, values: Sequence[object]) -> list[Row]:
    """Run a query and return its rows by the names of their columns."""
    cursor = db.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def article_at(db: Rows, key: str) -> int | None:
    """Return the article whose address has a key, or the one that was there before it moved."""
    found = db.execute("select id from articles where url_key = ?", [key]).fetchone()
    if found is None:
        sql = "select article_id from pages where article_key = ? and article_id is not null limit 1"
        found = db.execute(sql, [key]).fetchone()
    return int(found[0]) if found else None


def find_article(db: Rows, asked: str) -> int | None:
    """Return the article that a person means: by its number, its page `/a/<id>`, or any address that led to it."""
    asked = asked.encode("utf-8", "replace").decode().strip()
    number = _NUMBER.fullmatch(asked)
    known = number and db.execute("select id from articles where id = ?", [int(number[1])]).fetchone()
    if known:
        return int(known[0])
    page = db.execute("select article_id from pages where url = ? and article_id is not null", [asked]).fetchone()
    return int(page[0]) if page else article_at(db, url_key(asked))
