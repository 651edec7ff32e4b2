"""A search address comes in, the page of hits comes out; without parameters it is the home page."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from datasette import Request, Response

from archive.datasette.answers import allowed_database, page, read
from archive.datasette.parameters import ORDERS, Asked, read_parameters, without
from archive.search import Result, facets, search
from archive.vietnamese import fold, has_marks

PAGE_SIZE = 20
USUAL_ORDER = ORDERS["lien-quan"][1]  # without words to be relevant to, the newest come first
EXAMPLES = ('"học sinh giỏi"', "tuyen sinh lop 10", "bão OR lũ -diễn")


@dataclass(frozen=True, slots=True)
class Choice:
    """A value to filter by: how it is called, how many texts have it, whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Found:
    """What a page of hits shows; `asked` is what was really searched for."""

    asked: Asked
    result: Result
    pages: int
    sources: list[Choice]
    provinces: list[Choice]
    years: list[Choice]


async def show_search(request: Request, datasette: Any) -> Response:
    """Answer `/-/tim-kiem` and, where the archive is all that is served, `/`."""
    database = await allowed_database(datasette, request)
    asked = read_parameters(request.scope.get("query_string") or b"")
    found = await read(database, lambda connection: find(connection, asked))
    base = datasette.urls.path("/-/tim-kiem")
    return await page(datasette, request, "search.html", _values(found, base) | {"search_url": base})


def find(connection: sqlite3.Connection, asked: Asked) -> Found:
    """Search; a page past the last one becomes the last one."""
    result = _search(connection, asked)
    pages = max(1, -(-result.total // PAGE_SIZE))
    if asked.page > pages:
        note = f"Không có trang {asked.page}; đây là trang cuối." if pages > 1 else "Kết quả chỉ có một trang."
        asked = replace(asked, page=pages, notes=(*asked.notes, note))
        result = _search(connection, asked)
    counts = facets(connection, asked.q, asked.filters)
    rows = connection.execute("select id, name, province from sources")
    names = {source_id: _with_place(name, province) for source_id, name, province in rows}
    sources = [(value, names.get(value, label), count) for value, label, count in counts["source"]]
    return Found(
        asked,
        result,
        pages,
        _choices(sources, asked.sources, names),
        _choices(counts["province"], asked.provinces),
        _choices(counts["year"], asked.years),
    )


def _search(connection: sqlite3.Connection, asked: Asked) -> Result:
    offset = min((asked.page - 1) * PAGE_SIZE, 2**62)
    return search(connection, asked.q, asked.filters, asked.search_order, PAGE_SIZE, offset)


def _with_place(name: str, province: str | None) -> str:
    # Six districts are called Châu Thành: the name alone does not tell which office it is.
    return f"{name}, {province}" if province and province not in name else name


def _choices(
    counts: Iterable[tuple[str, str, int]], chosen: tuple[str, ...], names: dict[str, str] | None = None
) -> list[Choice]:
    choices = [Choice(value, label, count, value in chosen) for value, label, count in counts]
    known = {choice.value for choice in choices}
    return choices + [Choice(v, (names or {}).get(v, v), 0, True) for v in chosen if v not in known]


def _chips(found: Found, base: str) -> list[tuple[str, str]]:
    """Return what the search is narrowed by, each with the address of the search without it."""
    groups: list[tuple[str, str, list[Choice]]] = [
        ("sources", "Nguồn", found.sources),
        ("provinces", "Tỉnh", found.provinces),
        ("years", "Năm", found.years),
    ]
    return [
        (f"{title}: {choice.label}", base + without(found.asked, name, choice.value).query_string)
        for name, title, choices in groups
        for choice in choices
        if choice.chosen
    ]


def _values(found: Found, base: str) -> dict[str, Any]:
    asked, hint = found.asked, found.result.query.hint
    links = {number: base + replace(asked, page=number).query_string for number in (asked.page - 1, asked.page + 1)}
    return {
        "found": found,
        "asked": asked,
        "result": found.result,
        "is_home": not asked.pairs,
        "notes": [*asked.notes, *([hint] if hint else [])],
        "chips": _chips(found, base),
        "orders": {"": USUAL_ORDER} | {key: label for key, (_, label) in ORDERS.items() if label != USUAL_ORDER},
        "first": (asked.page - 1) * PAGE_SIZE + 1,
        "previous": links[asked.page - 1] if asked.page > 1 else None,
        "next": links[asked.page + 1] if asked.page < found.pages else None,
        "export_query": replace(asked, page=1).query_string,
        "unfiltered": base + Asked(q=asked.q, order=asked.order).query_string,
        "folded": fold(asked.q) if has_marks(asked.q) else None,
        "examples": EXAMPLES,
    }
