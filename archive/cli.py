"""`pgd`: words typed in a shell come in, commands run. Those that need the scraper are found by their entry points."""

import os
import re
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import EntryPoint, entry_points, version
from pathlib import Path

import click

from archive.console import Failure, archive_option, plain
from archive.exports import FORMATS, export_lines
from archive.lookup import Rows, find_article
from archive.search import Filters, Hit, all_hits
from archive.search import search as run_search
from archive.store import ArchiveError
from archive.vietnamese import fold

ENTRY_POINTS = "pgd.commands"
INTERRUPTED = 130


class Commands(click.Group):
    """A group whose further commands are loaded when they are called, so that `pgd` starts fast."""

    def _others(self) -> dict[str, EntryPoint]:
        return {point.name: point for point in entry_points(group=ENTRY_POINTS)}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        return sorted({*super().list_commands(ctx), *self._others()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by its name, None if there is none."""
        command = super().get_command(ctx, cmd_name)
        point = None if command else self._others().get(cmd_name)
        return point.load() if point else command

    def invoke(self, ctx: click.Context) -> object:
        """Run the command; what a user can mend is one line, not a traceback."""
        try:
            return super().invoke(ctx)
        except (ArchiveError, sqlite3.DatabaseError) as error:
            raise Failure(str(error)) from error
        except KeyboardInterrupt:
            click.echo("\nĐã dừng (stopped).", err=True)
            raise SystemExit(INTERRUPTED) from None
        except BrokenPipeError:  # `pgd search ... | head` is no error
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return None


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--archive", type=click.Path(file_okay=False, path_type=Path), envvar="PGD_ARCHIVE", metavar="DIR",
    help="Thư mục kho lưu trữ (folder of the archive; PGD_ARCHIVE). Mặc định: ./data",
)  # fmt: skip
@click.version_option(version("pgd-archive"), prog_name="pgd")
@click.pass_context
def main(context: click.Context, archive: Path | None) -> None:
    """Kho lưu trữ tin tức của các phòng giáo dục và đào tạo cấp huyện (1 lệnh cho mọi việc).

    Archive of the news of Vietnam's district education departments: crawl, import, search, export, serve.
    """
    context.obj = {"archive": archive}


def archive_file(folder: Path) -> Path:
    """Return the path of the archive in a folder; a clear error where there is none."""
    path = folder / "archive.db"
    if not path.is_file():
        raise Failure(f"{path}: no archive there; `pgd import` or `pgd crawl` makes one, `pgd demo` one to try")
    return path


def open_for_reading(folder: Path) -> sqlite3.Connection:
    """Open the archive read-only; a clear error where there is none, or an old one."""
    path = archive_file(folder)
    db = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    try:
        db.execute("select 1 from articles, articles_fts limit 1")
    except sqlite3.DatabaseError as error:
        db.close()
        raise Failure(f"{path}: is no archive of pgd ({error}); give its folder with --archive") from error
    if not db.execute("select 1 from pragma_table_info('articles') where name = 'post_id'").fetchone():
        db.close()
        raise Failure(f"{path}: made by an older version; `pgd duplicates rebuild` brings it up to date")
    return db


def known_article(db: Rows, asked: str) -> int:
    """Return the article that a person means; a clear error where there is none."""
    found = find_article(db, asked)
    if found is None:
        raise Failure(
            f"{asked}: no such article in the archive; give its address or its number (`pgd search` shows it)"
        )
    return found


def _style(pieces: list[tuple[str, bool]]) -> str:
    return "".join(click.style(plain(text), bold=True, fg="yellow") if found else plain(text) for text, found in pieces)


def _show(hit: Hit) -> None:
    published = hit.row["published_at"] or "không rõ ngày"
    place = hit.row["source_name"] + (f", {hit.row['province']}" if hit.row["province"] else "")
    repeats = f"  (+{hit.repeats} bản đăng lại)" if hit.repeats else ""
    click.echo(_style(hit.title) + repeats)
    click.echo(click.style(plain(f"  {published[:16].replace('T', ' ')} · {place} · {hit.row['url']}"), dim=True))
    click.echo(f"  {_style(hit.snippet)}\n")


# `-mầm` is a word to leave out, not an option.
@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option(
    "--limit", type=click.IntRange(1, 1000), default=10, show_default=True, help="Số kết quả (number of hits)."
)
@archive_option
def search(query: tuple[str, ...], limit: int, folder: Path) -> None:
    """Tìm bài: từ có dấu hoặc không dấu, "cụm từ", OR, -từ, tuyển sin*.  (Search the articles.)"""
    with closing(open_for_reading(folder)) as db:
        result = run_search(db, " ".join(query), limit=limit)
    for hit in result.hits:
        _show(hit)
    if result.query.hint:
        click.echo(result.query.hint, err=True)
    click.echo(f"{result.total} kết quả ({result.articles} bài, tính cả bản đăng lại)", err=True)


@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("query", nargs=-1, type=click.UNPROCESSED)
@click.option("-f", "--format", "file_format", type=click.Choice(FORMATS), default="csv", show_default=True)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="Tệp ghi ra; mặc định: stdout.")
@click.option("--source", "sources", multiple=True, metavar="ID", help="Chỉ nguồn này (only this source).")
@click.option("--province", "provinces", multiple=True, metavar="TÊN", help="Chỉ tỉnh này (only this province).")
@click.option("--year", "years", multiple=True, metavar="NĂM", help="Chỉ năm này (only this year).")
@archive_option
def export(
    query: tuple[str, ...], file_format: str, output: Path | None, sources: tuple[str, ...],
    provinces: tuple[str, ...], years: tuple[str, ...], folder: Path,
) -> None:  # fmt: skip
    """Xuất kết quả tìm kiếm ra CSV (mở được bằng Excel) hoặc JSON lines.  (Export the hits of a search.)"""
    rows = 0

    def counted(hits: Iterator[Hit]) -> Iterator[Hit]:
        nonlocal rows
        for hit in hits:
            rows += 1
            yield hit

    with closing(open_for_reading(folder)) as db:
        filters = _known(db, sources, provinces, years)
        pieces = export_lines(counted(all_hits(db, " ".join(query), filters)), file_format)
        if output is None:
            for piece in pieces:
                click.echo(piece, nl=False)
            click.echo(f"{rows} bài (articles)", err=True)
            return
        unfinished = output.with_name(output.name + ".part")
        try:
            with unfinished.open("w", encoding="utf-8", newline="") as stream:
                stream.writelines(pieces)
            unfinished.replace(output)
        except OSError as error:
            raise Failure(f"{output}: {error.strerror or error}") from error
    click.echo(f"{output}: {rows} bài (articles)", err=True)


def _known(
    db: sqlite3.Connection, sources: tuple[str, ...], provinces: tuple[str, ...], years: tuple[str, ...]
) -> Filters:
    """Return the filters with provinces spelled as in the archive; a name it does not know is an error, not nothing."""
    spelled = []
    names = [str(row[0]) for row in db.execute("select distinct province from sources where province is not null")]
    for province in provinces:
        found = [name for name in names if fold(name).lower() == fold(province).lower()]
        if not found:
            raise Failure(f"--province {province}: no such province in the archive; it has {', '.join(sorted(names))}")
        spelled += found
    for source in sources:
        if db.execute("select 1 from sources where id = ?", [source]).fetchone() is None:
            raise Failure(f"--source {source}: no such source in the archive")
    for year in years:
        if not re.fullmatch("[0-9]{4}", year):
            raise Failure(f"--year {year}: a year has four digits")
    return Filters(sources, tuple(spelled), years)


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ (address to listen on).")
@click.option("--port", type=click.IntRange(1, 65535), default=8001, show_default=True, help="Cổng (port).")
@archive_option
def serve(host: str, port: int, folder: Path) -> None:
    """Mở trang tìm kiếm và Datasette trên máy này.  (Serve the search page and Datasette.)"""
    from archive.datasette.serving import serve as run  # Datasette takes a while to load

    open_for_reading(folder).close()
    run(folder, host, port)
