"""What was typed into `?_search=` of a table page comes in, the FTS5 expression of the search page goes out."""

from archive.query import parse

NOTHING = '""'


def match_expression(text: str | None) -> str:
    """Return the FTS5 expression for `text`; one that finds nothing where no word was asked for.

    Datasette's own `escape_fts` takes the words as they were typed, so that `Uỷ ban` would miss `Ủy ban`.
    """
    query = parse(str(text or ""))
    if not query.match:
        return NOTHING
    return f"({query.match}) NOT ({query.excluded})" if query.excluded else query.match
