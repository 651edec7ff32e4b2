"""An article's id comes in, all that the archive knows of it comes out."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]

ARTICLE = """select a.*, s.name as source_name, s.province, s.district, s.status as source_status
    from articles a join sources s on s.id = a.source_id"""
COPIES = f"{ARTICLE} where a.duplicate_of = ? order by a.published_at is null, a.published_at, a.id"


@dataclass(frozen=True, slots=True)
class Record:
    """An article with what belongs to it; `original` is given if it is a repeat, `copies` if it is an original."""

    row: Row
    original: Row | None
    copies: list[Row]
    revisions: list[Row]
    media: list[Row]

    def media_of(self, kind: str) -> list[Row]:
        """Return the pictures (`image`), files (`attachment`) or films (`video`) in their order."""
        return [medium for medium in self.media if medium["kind"] == kind]


def read_record(connection: sqlite3.Connection, article_id: int) -> Record | None:
    """Return the article of this id, None if there is none."""
    article = _rows(connection, f"{ARTICLE} where a.id = ?", [article_id])
    if not article:
        return None
    row = article[0]
    original = _rows(connection, f"{ARTICLE} where a.id = ?", [row["duplicate_of"]])
    return Record(
        row=row,
        original=original[0] if original else None,
        copies=_rows(connection, COPIES, [article_id]),
        revisions=_rows(
            connection, "select * from revisions where article_id = ? order by seen_at desc, id desc", [article_id]
        ),
        media=_rows(connection, "select * from media where article_id = ? order by position", [article_id]),
    )


def _rows(connection: sqlite3.Connection, sql: str, values: Sequence[object]) -> list[Row]:
    cursor = connection.execute(sql, values)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor]
