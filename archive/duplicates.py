"""The key of a text comes in; which article with that text is the original is written into `articles`."""

from sqlite_utils import Database

# Earliest publication first, undated ones last, then the first seen; the address makes the order total, so that the
# order of import cannot change who is elected.
ORDER = """order by published_at is null,
        julianday(published_at || case when length(published_at) = 10 then 'T00:00:00+07:00' else '' end),
        published_at, first_seen_at, url"""


def elect_original(db: Database, text_hash: str, earlier: int | None = None) -> None:
    """Flag every article of this text as an exact repeat of the earliest one: never a chain, always undoable.

    `earlier`: the one article that is new or became earlier. It is compared with the original alone, so that the
    thousandth copy costs no more than the second.
    """
    if earlier is None:
        where, values = "text_hash = ?", [text_hash]
    else:
        where, values = "(text_hash = ? and duplicate_of is null) or id = ?", [text_hash, str(earlier)]
    members = db.execute(f"select id, duplicate_of from articles where {where} {ORDER}", values).fetchall()
    if not members:
        return
    original = members[0][0]
    for article_id, duplicate_of in members[1:]:
        if earlier is not None and duplicate_of is None:  # it was the original until now: its repeats follow
            members += db.execute("select id, duplicate_of from articles where duplicate_of = ?", [article_id])
    for article_id, duplicate_of in members:
        wanted = None if article_id == original else original
        if duplicate_of != wanted:
            db.execute(
                "update articles set duplicate_of = ?, duplicate_kind = ?, similarity = ? where id = ?",
                [wanted, wanted and "exact", wanted and 1.0, article_id],
            )
