"""The key of a text comes in; which article with that text is the original is written into `articles`."""

from sqlite_utils import Database

# Earliest publication first, undated ones last, then the first seen; the address makes the order total, so that the
# order of import cannot change who is elected.
MEMBERS = """select id, duplicate_of from articles where text_hash = ?
    order by published_at is null,
        julianday(published_at || case when length(published_at) = 10 then 'T00:00:00+07:00' else '' end),
        published_at, first_seen_at, url"""


def elect_original(db: Database, text_hash: str) -> None:
    """Flag every article of this text as an exact repeat of the earliest one: never a chain, always undoable."""
    members = db.execute(MEMBERS, [text_hash]).fetchall()
    if not members:
        return
    original = members[0][0]
    for article_id, duplicate_of in members:
        wanted = None if article_id == original else original
        if duplicate_of != wanted:
            db.execute(
                "update articles set duplicate_of = ?, duplicate_kind = ?, similarity = ? where id = ?",
                [wanted, wanted and "exact", wanted and 1.0, article_id],
            )
