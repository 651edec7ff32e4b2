"""A template and its values come in, a response with the headers of all our pages comes out."""

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from datasette import NotFound, Request, Response

from archive.datasette.metadata import DATABASE

Read = TypeVar("Read")

# No scripts, no pictures or fonts of others: the pages need none, and a body must not bring its own.
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}


async def allowed_database(datasette: Any, request: Request) -> Any:
    """Return the archive's database, or raise NotFound or Forbidden: who may not see the table sees no page of ours."""
    if DATABASE not in datasette.databases:
        raise NotFound("Không có kho lưu trữ nào ở đây (no archive.db is served here)")
    database = datasette.get_database(DATABASE)
    await datasette.ensure_permissions(
        request.actor, [("view-table", (DATABASE, "articles")), ("view-database", DATABASE), "view-instance"]
    )
    return database


async def read(database: Any, query: Callable[[sqlite3.Connection], Read]) -> Read:
    """Run `query` on one of Datasette's threads, within one transaction: all that it reads is of the same moment."""

    def in_one_moment(connection: sqlite3.Connection) -> Read:
        connection.execute("begin")
        try:
            return query(connection)
        finally:
            connection.rollback()

    found: Read = await database.execute_fn(in_one_moment)
    return found


async def page(datasette: Any, request: Request, template: str, values: dict[str, Any], status: int = 200) -> Response:
    """Return the page made of `templates/pgd/<template>`."""
    common = {
        "site": datasette.metadata("title", database=DATABASE),
        "database_url": datasette.urls.database(DATABASE),
        "stylesheet": stylesheet(datasette),
    }
    html = await datasette.render_template(f"pgd/{template}", common | values, request=request)
    return Response.html(html, status=status, headers=HEADERS)


def stylesheet(datasette: Any) -> Any:
    """Return the address of the style sheet, which depends on how the plugin was registered."""
    from datasette.plugins import get_plugins  # at the top it would import the module that is loading this one

    folder = str(Path(__file__).parent / "static")
    name = next(plugin["name"] for plugin in get_plugins() if plugin["static_path"] == folder)
    return datasette.urls.static_plugins(name, "pgd.css")
