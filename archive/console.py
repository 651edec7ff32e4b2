"""Rows come in, lines for a terminal come out; and the options and errors that all commands of `pgd` share."""

import socket
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from filelock import FileLock, Timeout

from archive.vietnamese import fold

DEFAULT_ARCHIVE = Path("data")
LOCKED, NEEDS_A_PERSON = 75, 3


class Failure(click.ClickException):
    """An error in one line: what, where, what to do."""

    def __init__(self, message: str, exit_code: int = 1) -> None:
        super().__init__(message)
        self.exit_code = exit_code  # type: ignore[misc]

    def show(self, file: Any = None) -> None:
        """Print the line to stderr."""
        click.echo(f"Lỗi (error): {plain(' '.join(self.message.split()))}", err=True)


def _archive_folder(context: click.Context, _: click.Parameter, value: Path | None) -> Path:
    return value or (context.obj or {}).get("archive") or DEFAULT_ARCHIVE


def archive_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--archive DIR`; it may also stand before the command's name."""
    return click.option(
        "--archive", "folder", type=click.Path(file_okay=False, path_type=Path), callback=_archive_folder,
        metavar="DIR", help="Thư mục kho lưu trữ (folder of the archive; PGD_ARCHIVE). Mặc định: ./data",
    )(command)  # fmt: skip


@contextmanager
def single_run(folder: Path) -> Iterator[None]:
    """Hold the archive's lock while a command writes; exit status 75 where another run holds it."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "run.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise Failure(
            f"{folder}: another run is writing to this archive; try again when it has ended", LOCKED
        ) from error
    except OSError as error:
        raise Failure(f"{folder}: {error.strerror or error}; give another folder with --archive") from error
    try:
        yield
    finally:
        lock.release()


def check_port(host: str, port: int) -> None:
    """Raise Failure where no server could listen."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise Failure(f"{host}:{port}: {error.strerror or error}; choose another --port") from error


def plain(text: str) -> str:
    """Return a text in one line and without what a terminal would obey."""
    return "".join(c if c.isprintable() else "\ufffd" if c.strip() else " " for c in text)


def width(text: str) -> int:
    """Return how many columns NFC Vietnamese text takes on a terminal: one a letter."""
    return len(fold(text))


def table(heads: Sequence[str], rows: Sequence[Sequence[object]], right: Sequence[int] = ()) -> str:
    """Return rows as an aligned table; the columns whose numbers are in `right` are set to the right."""
    cells = [[plain(str("" if value is None else value)) for value in row] for row in (heads, *rows)]
    widths = [max(width(row[at]) for row in cells) for at in range(len(heads))]
    lines = []
    for row in cells:
        padded = [
            " " * (size - width(text)) + text if at in right else text + " " * (size - width(text))
            for at, (text, size) in enumerate(zip(row, widths, strict=True))
        ]
        lines.append("  ".join(padded).rstrip())
    lines.insert(1, "  ".join("─" * size for size in widths))
    return "\n".join(lines)


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show a progress bar on stderr, on a terminal only; yields a function that takes the steps done."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update
