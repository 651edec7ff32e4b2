"""A page number comes in, the stories that most pages tell come out: the view `clusters`, for people to read."""

import re
from typing import Any

from datasette import Request, Response

from archive.datasette.answers import allowed_database, page, read
from archive.datasette.metadata import DATABASE
from archive.lookup import rows_of

PAGE = 50
_NUMBER = re.compile("[1-9][0-9]{0,4}")

_SQL = "select * from clusters order by size desc, sites desc, article_id limit ? offset ?"


async def show_clusters(request: Request, datasette: Any) -> Response:
    """Answer `/-/dang-lai`."""
    database = await allowed_database(datasette, request)
    asked = request.args.get("trang") or "1"
    number = int(asked) if _NUMBER.fullmatch(asked) else 1
    clusters = await read(database, lambda connection: rows_of(connection, _SQL, [PAGE + 1, PAGE * (number - 1)]))
    path = datasette.urls.path
    values = {
        "clusters": clusters[:PAGE],
        "number": number,
        "next_url": path(f"/-/dang-lai?trang={number + 1}") if len(clusters) > PAGE else None,
        "back_url": path(f"/-/dang-lai?trang={number - 1}") if number > 1 else None,
        "view_url": path(f"/{DATABASE}/clusters"),
        "search_url": path("/-/tim-kiem"),
        "article_url": lambda other: path(f"/a/{other}"),
    }
    return await page(datasette, request, "clusters.html", values)
