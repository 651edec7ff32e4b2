"""An article's id comes in, its page comes out, or a friendly 404."""

import re
from typing import Any
from urllib.parse import unquote

from datasette import Request, Response

from archive.datasette.answers import allowed_database, page, read
from archive.datasette.article_record import Record, read_record
from archive.datasette.display import STATUS_WARNINGS, flag_words
from archive.datasette.metadata import DATABASE
from archive.datasette.parameters import Asked

_ID = re.compile("[1-9][0-9]{0,17}")  # what SQLite can hold


async def show_article(request: Request, datasette: Any) -> Response:
    """Answer `/a/<id>`."""
    database = await allowed_database(datasette, request)
    asked = request.url_vars["id"]
    article_id = article_number(asked)
    record = await read(database, lambda connection: read_record(connection, article_id)) if article_id else None
    search_url = datasette.urls.path("/-/tim-kiem")
    if record is None:
        values = {"asked": unquote(asked)[:80], "search_url": search_url}
        return await page(datasette, request, "missing.html", values, status=404)
    return await page(datasette, request, "article.html", _values(datasette, request, record, search_url))


def article_number(asked: str) -> int | None:
    """Return the number that an address names, None where it can be no article's."""
    return int(asked) if _ID.fullmatch(asked) else None


async def show_nowhere(request: Request, datasette: Any) -> Response:
    """Answer an address that leads nowhere."""
    values = {"asked": None, "search_url": datasette.urls.path("/-/tim-kiem")}
    return await page(datasette, request, "missing.html", values, status=404)


def _values(datasette: Any, request: Request, record: Record, search_url: str) -> dict[str, Any]:
    row, path = record.row, datasette.urls.path
    province = Asked(provinces=(row["province"],)).query_string if row["province"] else ""
    return {
        "record": record,
        "article": row,
        "search_url": search_url,
        "source_url": search_url + Asked(sources=(row["source_id"],)).query_string,
        "province_url": search_url + province,
        "address": datasette.absolute_url(request, path(f"/a/{row['id']}")),
        "json_url": path(f"/{DATABASE}/articles/{row['id']}.json"),
        "row_url": path(f"/{DATABASE}/articles/{row['id']}"),
        "flags": flag_words(row["flags"]),
        "status_warning": STATUS_WARNINGS.get(row["source_status"]),
        "article_url": lambda other: path(f"/a/{other}"),
        "compare_url": lambda one, other: path(f"/a/{one}/so-sanh/{other}"),
    }
