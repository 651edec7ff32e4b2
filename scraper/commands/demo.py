"""`pgd demo`: three bundled sample sites on loopback come in, a fresh archive and a search page come out."""

import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path

import click

from archive.console import DEFAULT_ARCHIVE, Failure, archive_option, check_port, single_run
from scraper.commands.crawl import crawl_and_report
from scraper.demo.server import DemoServer, registry_toml, serve_demo
from scraper.sites import read_sites

PORT = 8001
SEARCHES = ("học sinh giỏi", "tuyen sinh", '"uỷ ban nhân dân"')


@click.command()
@click.option("--no-serve", is_flag=True, help="Chỉ thu thập, không mở trang tìm kiếm (stop after the crawl).")
@click.option("--port", type=click.IntRange(1, 65535), default=PORT, show_default=True, help="Cổng của trang tìm kiếm.")
@archive_option
def demo(no_serve: bool, port: int, folder: Path) -> None:
    """Thử trên ba trang mẫu: thu thập, làm sạch, lưu, tìm kiếm.  (Try it on three sample sites.)

    Không có --archive thì kho thử ở ./data/demo.  (Without --archive the folder is ./data/demo.)
    """
    folder = folder / "demo" if folder == DEFAULT_ARCHIVE else folder
    if not no_serve:
        check_port("127.0.0.1", port)  # before the crawl, not after it
    with serve_demo() as servers:
        with single_run(folder):
            _make_fresh(folder, [server.slug for server in servers])
            status = _crawl(servers, folder)
        program = "pgd" if shutil.which("pgd") else sys.argv[0]
        click.echo(f"\nKho thử (demo archive): {folder / 'archive.db'}")
        click.echo(f'  {program} search --archive {folder} "hoc sinh gioi"')
        if no_serve or status:
            raise SystemExit(status)
        _serve(folder, port)


def _crawl(servers: list[DemoServer], folder: Path) -> int:
    """Crawl the running sample sites through the registry, as any user's own sites."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "demo.toml"
        path.write_text(registry_toml(servers), "utf-8")
        sites = read_sites(path)
        return crawl_and_report([sites[server.slug] for server in servers], folder)


def _make_fresh(folder: Path, slugs: list[str]) -> None:
    """Empty the folder of a former demo; another archive is never touched."""
    database = folder / "archive.db"
    if database.exists():
        with sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True) as db:
            others = {row[0] for row in db.execute("select id from sources")} - set(slugs)
        if others:
            raise Failure(f"{folder}: holds an archive that is not the demo's; give another folder with --archive")
    for name in ("archive.db", "archive.db-wal", "archive.db-shm"):
        (folder / name).unlink(missing_ok=True)
    shutil.rmtree(folder / "runs", ignore_errors=True)


def _serve(folder: Path, port: int) -> None:
    from archive.datasette.serving import serve  # Datasette takes a while to load

    address = f"http://127.0.0.1:{port}/"
    click.echo(f"\nTrang tìm kiếm (search page): {address}\nThử tìm (try):")
    for words in SEARCHES:
        click.echo(f"  {words}")
    serve(folder, port=port)
