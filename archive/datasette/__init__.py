"""The packaged Datasette plugin: search page, article pages, exports and metadata for the database `archive`.

Datasette finds it through its entry point; `archive.datasette.serving` registers it where the project is not
installed. Nothing here may import `datasette.app` or `datasette.plugins`: they are what is loading this module.
"""

import sqlite3
from typing import Any

from datasette import NotFound as NotFoundError
from pluggy import HookimplMarker

from archive.datasette.article_page import show_article, show_nowhere
from archive.datasette.clusters_page import show_clusters
from archive.datasette.compare_page import show_comparison
from archive.datasette.display import FILTERS
from archive.datasette.export_page import export_csv, export_jsonl
from archive.datasette.metadata import DATABASE, describe, is_own_instance
from archive.datasette.search_page import show_search
from archive.datasette.table_search import match_expression

hookimpl = HookimplMarker("datasette")


@hookimpl
def register_routes(datasette: Any) -> list[tuple[str, Any]]:
    """Return our addresses; the home page is ours only where the archive is all that is served."""
    home = [(r"/$", show_search)] if is_own_instance(datasette) else []
    return [
        *home,
        (r"/-/tim-kiem$", show_search),
        (r"/-/xuat\.csv$", export_csv),
        (r"/-/xuat\.jsonl$", export_jsonl),
        (r"/-/dang-lai$", show_clusters),
        (r"/a/(?P<id>[^/]*)$", show_article),
        (r"/a/(?P<id>[^/]*)/so-sanh/(?P<other>[^/]*)$", show_comparison),
    ]


@hookimpl
def get_metadata(datasette: Any) -> dict[str, Any]:
    """Return titles, facets, column descriptions and canned queries (Datasette changes what it gets: a fresh one)."""
    return describe(own_instance=is_own_instance(datasette))


@hookimpl
def prepare_jinja2_environment(env: Any) -> None:
    """Give the templates the Vietnamese way of writing dates and numbers."""
    env.filters.update(FILTERS)


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection, database: str) -> None:
    """Make `?_search=` read words as the search page does; last, because Datasette registers the name itself."""
    if database == DATABASE:
        conn.create_function("escape_fts", 1, match_expression, deterministic=True)


@hookimpl
def handle_exception(datasette: Any, request: Any, exception: Exception) -> Any:
    """Answer an address that leads nowhere with a page that helps on; other errors stay Datasette's."""
    if isinstance(exception, NotFoundError) and is_own_instance(datasette) and not request.path.endswith(".json"):
        return show_nowhere(request, datasette)
    return None


@hookimpl
def menu_links(datasette: Any) -> list[dict[str, str]]:
    """Return the way from Datasette's own pages back to the search page."""
    if DATABASE not in datasette.databases:
        return []
    return [{"href": datasette.urls.path("/-/tim-kiem"), "label": "Tìm bài (search)"}]
