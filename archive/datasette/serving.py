"""The folder of an archive comes in, a Datasette with the plugin comes out, ready or running."""

import socket
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import datasette.handle_exception
import uvicorn
from datasette.app import Datasette
from datasette.plugins import pm

import archive.datasette as plugin
from archive.store import ArchiveError

SETTINGS = {
    "default_page_size": 50,
    "max_returned_rows": 2000,
    "num_sql_threads": 4,
    "sql_time_limit_ms": 5000,
    "facet_time_limit_ms": 1000,
    "default_facet_size": 20,
    "suggest_facets": False,  # every table names its facets; guessing reads all bodies again for each page
    "truncate_cells_html": 300,
    "max_csv_mb": 0,  # an export that is cut in silence is worse than a long one
    "allow_download": True,
    "force_https_urls": False,
}
LONGEST_REQUEST = 256 * 1024  # bytes of head: 10,000 letters with marks are 90,000 once they are escaped


def make_datasette(folder: Path) -> Datasette:
    """Return a Datasette on the archive in `folder`, read-only and live; ArchiveError where there is none."""
    path = folder / "archive.db"
    _check(path)
    if not pm.is_registered(plugin):  # the project is not installed, so its entry point was not found
        pm.register(plugin, "pgd_archive")
    # Where rich happens to be installed, Datasette prints a screenful for each address that leads nowhere.
    datasette.handle_exception.rich = None
    return Datasette([str(path)], settings=SETTINGS, cors=False)


def serve(folder: Path, host: str = "127.0.0.1", port: int = 8001) -> None:
    """Serve the archive until stopped; port 0 takes a free one. KeyboardInterrupt passes through."""
    app = make_datasette(folder).app()
    with _bind(host, port) as listener:
        address = f"[{host}]" if ":" in host else host
        print(f"http://{address}:{listener.getsockname()[1]}/ (Ctrl+C: dừng / stop)", file=sys.stderr, flush=True)
        config = uvicorn.Config(app, log_level="warning", lifespan="on", h11_max_incomplete_event_size=LONGEST_REQUEST)
        uvicorn.Server(config).run(sockets=[listener])


def _check(path: Path) -> None:
    if not path.is_file():
        raise ArchiveError(f"{path}: no archive here; crawl or import first, or give another folder with --archive")
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as connection:
            connection.execute("select 1 from articles, sources, articles_fts limit 1").fetchone()
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"{path}: {error}; this is not an archive, give another folder with --archive") from error


def _bind(host: str, port: int) -> socket.socket:
    listener = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen()  # who reads the address may ask at once
    except (OSError, OverflowError) as error:
        listener.close()
        raise ArchiveError(f"{host}:{port}: {error}; choose another --host or --port") from error
    return listener
