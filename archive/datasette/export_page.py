"""A search address comes in, all its hits come out as a file: the very set that the search page shows."""

import re
import sqlite3
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from datasette import Request
from datasette.utils.asgi import asgi_send_file

from archive.datasette.answers import HEADERS, allowed_database, read
from archive.datasette.parameters import Asked, read_parameters
from archive.exports import export_lines
from archive.search import all_hits
from archive.vietnamese import fold

CONTENT_TYPES = {"csv": "text/csv; charset=utf-8", "jsonl": "application/x-ndjson; charset=utf-8"}
CHUNK = 64 * 1024  # bytes


async def export_csv(request: Request, datasette: Any, send: Any) -> None:
    """Answer `/-/xuat.csv`: CSV with a byte-order mark, for Excel."""
    await _export(request, datasette, send, "csv")


async def export_jsonl(request: Request, datasette: Any, send: Any) -> None:
    """Answer `/-/xuat.jsonl`: one JSON object a line."""
    await _export(request, datasette, send, "jsonl")


async def _export(request: Request, datasette: Any, send: Any, file_format: str) -> None:
    database = await allowed_database(datasette, request)
    asked = read_parameters(request.scope.get("query_string") or b"")
    # A file of its own, so that a slow reader holds neither a thread nor a transaction of the archive.
    with TemporaryDirectory(prefix="pgd-") as folder:
        path = Path(folder) / "export"
        await read(database, lambda connection: write_export(connection, asked, file_format, path))
        await asgi_send_file(
            send,
            str(path),
            filename=file_name(asked, file_format),
            content_type=CONTENT_TYPES[file_format],
            chunk_size=CHUNK,
            headers=dict(HEADERS),
        )


def write_export(connection: sqlite3.Connection, asked: Asked, file_format: str, path: Path) -> None:
    """Write all hits of the search to `path`, in UTF-8."""
    hits = all_hits(connection, asked.q, asked.filters, asked.search_order)
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(export_lines(hits, file_format))


def file_name(asked: Asked, file_format: str) -> str:
    """Return a name of plain letters that tells the search: `pgd-hoc-sinh-gioi-2024.csv`."""
    words = fold(" ".join([asked.q, *asked.sources, *asked.provinces, *asked.years])).lower()
    slug = re.sub("[^a-z0-9]+", "-", words)[:60].strip("-")
    return f"pgd-{slug or 'tat-ca'}.{file_format}"
