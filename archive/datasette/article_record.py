"""An article's id comes in, all that the archive knows of it comes out."""

import sqlite3
from dataclasses import dataclass

from archive.duplicates.explanation import template_kin
from archive.lookup import Row, rows_of
from archive.words import diff_lines

MOST_KIN = 10  # fillings of the same form that a page names
MOST_COMPARED = 30  # former texts that are compared word by word

ARTICLE = """select a.*, s.name as source_name, s.province, s.district, s.status as source_status
    from articles a join sources s on s.id = a.source_id"""
COPIES = f"{ARTICLE} where a.duplicate_of = ? order by a.published_at is null, a.published_at, a.id"


@dataclass(frozen=True, slots=True)
class Record:
    """An article with what belongs to it; `original` is given if it is a repeat, `copies` if it is an original.

    `revisions`, the newest first, have in `lines` what the next text made of them; `template_kin` fill the same form.
    """

    row: Row
    original: Row | None
    copies: list[Row]
    revisions: list[Row]
    media: list[Row]
    template_kin: list[Row]

    def media_of(self, kind: str) -> list[Row]:
        """Return the pictures (`image`), files (`attachment`) or films (`video`) in their order."""
        return [medium for medium in self.media if medium["kind"] == kind]


def read_record(connection: sqlite3.Connection, article_id: int) -> Record | None:
    """Return the article of this id, None if there is none."""
    article = rows_of(connection, f"{ARTICLE} where a.id = ?", [article_id])
    if not article:
        return None
    row = article[0]
    original = rows_of(connection, f"{ARTICLE} where a.id = ?", [row["duplicate_of"]])
    return Record(
        row=row,
        original=original[0] if original else None,
        copies=rows_of(connection, COPIES, [article_id]),
        revisions=_revisions(connection, row),
        media=rows_of(connection, "select * from media where article_id = ? order by position", [article_id]),
        template_kin=template_kin(connection, article_id)[:MOST_KIN],
    )


def _revisions(connection: sqlite3.Connection, row: Row) -> list[Row]:
    sql = "select * from revisions where article_id = ? order by seen_at desc, id desc"
    found, after = rows_of(connection, sql, [row["id"]]), row
    for at, revision in enumerate(found):
        revision["lines"] = diff_lines(full_text(revision), full_text(after)) if at < MOST_COMPARED else []
        after = revision
    return found


def full_text(row: Row) -> str:
    """Return all that an article says, title first."""
    return "\n".join(filter(None, (row["title"], row["lead"], row["body"])))
