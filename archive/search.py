"""A Query and filters come in, hits with highlighted snippets come out: one code for web page, `pgd search`, export.

Repeats are collapsed: a hit stands for its text, and says how many other pages carry it.
"""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from archive.lookup import Rows
from archive.query import Query, Term, parse, term_pattern
from archive.vietnamese import fold, lower, normalise_tone

Order = Literal["relevance", "newest", "oldest"]
SNIPPET = 240  # characters shown of a text
BEFORE = 60  # of them before the first word found

ORDERS = {
    "relevance": "score, published_at desc, id",
    "newest": "published_at is null, published_at desc, id desc",
    "oldest": "published_at is null, published_at, id",
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a search: source ids, provinces, years of publication; empty means all."""

    sources: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """One text that was found; `title` and `snippet` are pieces (text, whether it is a word searched for)."""

    row: dict[str, Any]
    repeats: int
    title: list[tuple[str, bool]]
    snippet: list[tuple[str, bool]]


@dataclass(frozen=True, slots=True)
class Result:
    """`total` texts were found in `pages` articles (repeats counted); `hits` are those of the page asked for."""

    query: Query
    total: int
    articles: int
    hits: list[Hit] = field(default_factory=list)


def _where(query: Query, filters: Filters) -> tuple[str, list[Any]]:
    clauses: list[str] = []
    values: list[Any] = []
    if query.match:
        clauses.append("articles_fts match ?")
        values.append(f"({query.match}) NOT ({query.excluded})" if query.excluded else query.match)
    elif query.excluded:
        clauses.append("a.id not in (select rowid from articles_fts where articles_fts match ?)")
        values.append(query.excluded)
    for column, wanted in (
        ("a.source_id", filters.sources),
        ("s.province", filters.provinces),
        ("substr(a.published_at, 1, 4)", filters.years),
    ):
        if wanted:
            clauses.append(f"{column} in ({', '.join('?' * len(wanted))})")
            values += wanted
    return " and ".join(clauses) or "1", values


def _matches(query: Query, filters: Filters) -> tuple[str, list[Any]]:
    """Return SQL for the rows (id, text_id, score, ...) of all articles that match."""
    where, values = _where(query, filters)
    fts = "articles_fts join articles a on a.id = articles_fts.rowid" if query.match else "articles a"
    score = "bm25(articles_fts, 4.0, 1.0, 4.0, 1.0)" if query.match else "0"
    sql = f"""select a.id, coalesce(a.duplicate_of, a.id) as text_id, a.published_at, {score} as score,
        a.duplicate_of is not null as is_repeat, s.province, a.source_id
        from {fts} join sources s on s.id = a.source_id where {where}"""
    return sql, values


def search(
    db: Rows, text: str, filters: Filters = Filters(), order: Order | None = None, limit: int = 20, offset: int = 0
) -> Result:
    """Search the archive; `text` is what a person typed, `order` defaults to relevance, or newest without words."""
    query = parse(text)
    matches, values = _matches(query, filters)
    total, articles = db.execute(f"select count(distinct text_id), count(*) from ({matches})", values).fetchone()
    rows = _rows(db, query, filters, order, limit, offset)
    return Result(query, total, articles, [_hit(row, query.terms) for row in rows])


def all_hits(db: Rows, text: str, filters: Filters = Filters(), order: Order | None = None) -> Iterator[Hit]:
    """Yield every hit, in the order of the web page and without highlights; for exports."""
    for row in _rows(db, parse(text), filters, order, -1, 0):
        yield Hit(row, row["repeats"], [], [])


def _rows(
    db: Rows, query: Query, filters: Filters, order: Order | None, limit: int, offset: int
) -> Iterator[dict[str, Any]]:
    """Yield a row a text: of its copies the original stands for all, or the best one where filters leave it out."""
    matches, values = _matches(query, filters)
    order = order or ("relevance" if query.match else "newest")
    sql = f"""with hits as ({matches}),
        ranked as (select *, row_number() over (
            partition by text_id order by is_repeat, published_at is null, published_at, id) as place from hits)
        select a.*, s.name as source_name, s.province, s.district,
            (select count(*) from articles r where r.duplicate_of = ranked.text_id) as repeats
        from ranked join articles a on a.id = ranked.id join sources s on s.id = a.source_id
        where place = 1 order by {_qualified(order)} limit ? offset ?"""
    cursor = db.execute(sql, [*values, limit, offset])
    names = [column[0] for column in cursor.description]
    for row in cursor:
        yield dict(zip(names, row, strict=True))


def _qualified(order: Order) -> str:
    return ORDERS[order].replace("published_at", "a.published_at").replace(", id", ", a.id")


def facets(db: Rows, text: str, filters: Filters = Filters()) -> dict[str, list[tuple[str, str, int]]]:
    """Return the values to filter by, as (value, label, number of texts), most frequent first, years newest first."""
    query = parse(text)
    found: dict[str, list[tuple[str, str, int]]] = {}
    for name, column, label, order, narrowed in (
        ("source", "source_id", "name", "3 desc, 2", Filters((), filters.provinces, filters.years)),
        ("province", "province", "province", "3 desc, 2", Filters(filters.sources, (), filters.years)),
        ("year", "substr(published_at, 1, 4)", None, "1 desc", Filters(filters.sources, filters.provinces, ())),
    ):
        matches, values = _matches(query, narrowed)
        label_sql = f"(select {label} from sources where id = source_id)" if label else column
        sql = f"""select {column}, {label_sql}, count(distinct text_id) from ({matches})
            where {column} is not null group by 1 order by {order}"""
        found[name] = [(str(value), str(shown), count) for value, shown, count in db.execute(sql, values).fetchall()]
    return found


def _hit(row: dict[str, Any], terms: tuple[Term, ...]) -> Hit:
    text = "\n".join(part for part in (row["lead"], row["body"]) if part)
    return Hit(row, row["repeats"], highlight(row["title"], terms), snippet(text, terms))


def _spans(text: str, terms: tuple[Term, ...]) -> list[tuple[int, int]]:
    spelled = lower(normalise_tone(text))
    exact, folded = term_pattern(terms)
    spans = [match.span() for match in exact.finditer(spelled)] if exact else []
    if folded:
        spans += [match.span() for match in folded.finditer(fold(spelled))]
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def highlight(text: str, terms: tuple[Term, ...]) -> list[tuple[str, bool]]:
    """Cut `text` into pieces (text, whether it is a word searched for); joined they are the text again."""
    pieces, at = [], 0
    for start, end in _spans(text, terms):
        pieces += [(text[at:start], False), (text[start:end], True)]
        at = end
    pieces.append((text[at:], False))
    return [piece for piece in pieces if piece[0]]


def snippet(text: str, terms: tuple[Term, ...], length: int = SNIPPET) -> list[tuple[str, bool]]:
    """Cut from `text` the place where most of the words stand together, as highlighted pieces."""
    spans = _spans(text, terms)
    starts = [start for start, _ in spans]
    inside = [bisect_left(starts, start + length - BEFORE) - at for at, start in enumerate(starts)]
    best = spans[inside.index(max(inside))] if spans else (0, 0)
    start = max(0, best[0] - BEFORE)
    start = text.rfind(" ", 0, start) + 1 if start else 0
    end = min(len(text), start + length)
    if end < len(text):
        end = max(text.rfind(" ", start, end), best[1], start + 1)
    pieces = highlight(text[start:end].replace("\n", " "), terms)
    return [*([("… ", False)] if start else []), *pieces, *([(" …", False)] if end < len(text) else [])]
