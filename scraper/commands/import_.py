"""`pgd import`: files that somebody kept come in (WARC, HTML, text), articles and page records go into the archive."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import click

from archive.console import NEEDS_A_PERSON, Failure, archive_option, plain, progress, single_run, table
from archive.records import Article, Page, Source
from archive.store import Archive, source_for_host
from archive.urls import host_of
from archive.warc import MAX_PAYLOAD, WarcError, read_warc
from scraper.commands.sources import registry, sites_option
from scraper.families import FAMILIES, Family
from scraper.reader import Visit, visit
from scraper.sites import Site, site_of

WARC, HTML, TEXT = (".warc", ".warc.gz"), (".html", ".htm"), (".txt",)
SUPPORTED = (*WARC, *HTML, *TEXT)
BATCH, BATCH_BYTES = 200, 64_000_000  # pages and bytes a transaction: what was read before a kill is kept
REFUSED = (ValueError, OverflowError, sqlite3.DataError, sqlite3.InterfaceError, sqlite3.IntegrityError)
FILES = Source("tep-nhap-vao", "Tệp nhập vào (không rõ trang gốc)", "", "", kind="other")


@dataclass
class Importer:
    """Reads pages and stores them under the source they belong to."""

    archive: Archive
    sites: dict[str, Site]
    forced: Source | None
    family: Family | None = None
    known: set[str] = field(default_factory=set)
    by_host: dict[str, Source] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def name_of(self, path: Path, body: bytes) -> str:
        """Return the address a file goes by: its name; two different files of one name never share theirs."""
        digest = sha256(body).hexdigest()
        name = path.name.encode("utf-8", "replace").decode()
        plain = f"file:{name}"
        longer = (f"file:{path.resolve().parent.name}/{name}", f"{plain}#{digest[:8]}", f"{plain}#{digest}")
        for url in (plain, *longer):
            found = self.archive.db.execute("select payload_sha256 from pages where url = ?", [url]).fetchone()
            if found is None or found[0] == digest:
                return url
        return longer[-1]

    def take(self, page: Page) -> None:
        """Read one page and store it; call inside a batch."""
        site = site_of(page.url, self.sites.values()) if page.url.startswith("http") else None
        visited = visit(page, self.family or (site.cms if site else None), fixed=self.family is not None)
        source = self._source(page, site, visited)
        outcome = self.archive.store(page, visited.read, source.id)
        self.counts[outcome] += 1
        if isinstance(visited.read, Article) and page.url.startswith("file:") and visited.read.url.startswith("http"):
            # The file says which page it was: that address is known now, too.
            self.archive.store(
                Page(visited.read.url, page.fetched_at, page.body, page.headers), visited.read, source.id
            )

    def _source(self, page: Page, site: Site | None, visited: Visit) -> Source:
        """The source of a page: the one named, the registry's, the one known by its host, else a new one."""
        url = visited.read.url if isinstance(visited.read, Article) and not page.url.startswith("http") else page.url
        if self.forced is not None:
            source = self.forced
        elif site is not None or (site := site_of(url, self.sites.values())) is not None:
            source = site.source()
        elif not url.startswith("http"):
            source = FILES
        else:
            source = self.by_host.setdefault(host_of(url), source_for_host(url))
        family = visited.family.name if visited.family.name != "generic" else None
        mark = f"{source.id} {family or ''}"
        if mark not in self.known:
            self.known |= {mark, f"{source.id} "}
            self.archive.add_source(_with_family(source, family))
        return source


def _with_family(source: Source, family: str | None) -> Source:
    values = {name: getattr(source, name) for name in Source.__slots__}
    return Source(**values | {"family": source.family or family})


def find_files(paths: tuple[Path, ...]) -> list[tuple[Path, str]]:
    """Return the files to import with the names to show; folders are searched. Raises Failure."""
    found: list[Path] = []
    for path in paths:
        if path.is_dir():
            found += sorted(file for file in path.rglob("*") if file.is_file() and file.name.endswith(SUPPORTED))
        elif not path.exists():
            raise Failure(f"{path}: no such file or folder")
        elif not path.name.endswith(SUPPORTED):
            raise Failure(f"{path}: this kind of file cannot be imported; known are {', '.join(SUPPORTED)}")
        else:
            found.append(path)
    if not found:
        raise Failure(f"{', '.join(map(str, paths))}: no file to import; known are {', '.join(SUPPORTED)}")
    names = Counter(path.name for path in dict.fromkeys(found))
    return [(path, path.name if names[path.name] == 1 else path.as_posix()) for path in dict.fromkeys(found)]


def pages_of(path: Path, name_of: Callable[[Path, bytes], str]) -> Iterator[tuple[Page, int]]:
    """Yield the pages in a file, each with the number of bytes read so far. Raises WarcError, OSError.

    `name_of` gives the address of a file that is no WARC by its path and bytes.
    """
    if path.name.endswith(WARC):
        yield from read_warc(path)
        return
    modified = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    media_type = "text/html" if path.name.endswith(HTML) else "text/plain"
    with path.open("rb") as stream:
        body = stream.read(MAX_PAYLOAD)
    yield Page(name_of(path, body), modified, body, {"content-type": media_type}), len(body)


@click.command(name="import")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@click.option("--source", "source_id", metavar="ID", help="Ghi mọi bài vào nguồn này (the source of all of it).")
@click.option(
    "--family",
    "family",
    type=click.Choice(sorted(FAMILIES)),
    metavar="NAME",
    help="Đọc theo loại CMS này (read by this family's rules).",
)
@sites_option
@archive_option
def import_(
    paths: tuple[Path, ...], source_id: str | None, family: str | None, sites_path: Path | None, folder: Path
) -> None:
    """Nhập tệp .warc[.gz], .html, .txt hoặc cả thư mục.  (Import files or folders.)"""
    sites = registry(sites_path)
    files = find_files(paths)
    rows = []
    with single_run(folder), Archive(folder) as archive:
        importer = Importer(archive, sites, _forced(archive, sites, source_id), FAMILIES[family] if family else None)
        with progress("import", sum(path.stat().st_size for path, _ in files)) as advance:
            for path, name in files:
                before = Counter(importer.counts)
                try:
                    _import_file(importer, path, advance)
                except (WarcError, OSError) as error:
                    importer.problems.append(str(error))
                counts = importer.counts - before
                rows.append((name, counts["new"], counts["changed"], counts["unchanged"], counts["not_an_article"]))
    if len(rows) > 1:
        total = importer.counts
        rows.append(("tổng", total["new"], total["changed"], total["unchanged"], total["not_an_article"]))
    click.echo(table(("tệp", "bài mới", "bài thay đổi", "không đổi", "không phải bài"), rows, right=(1, 2, 3, 4)))
    for problem in importer.problems:
        click.echo(f"Lỗi (error): {plain(problem)}", err=True)
    if importer.problems:
        raise SystemExit(NEEDS_A_PERSON if importer.counts else 1)


def _forced(archive: Archive, sites: dict[str, Site], source_id: str | None) -> Source | None:
    if source_id is None:
        return None
    if source_id in sites:
        return sites[source_id].source()
    if (known := archive.source(source_id)) is not None:
        return known
    raise Failure(f"--source {source_id}: no such source; `pgd sources` lists them, docs/adding-a-site.md adds one")


def _import_file(importer: Importer, path: Path, advance: Callable[[int], None]) -> None:
    batch: list[Page] = []
    done = size = 0
    try:
        for page, position in pages_of(path, importer.name_of):
            batch.append(page)
            size += len(page.body)
            if len(batch) >= BATCH or size > BATCH_BYTES:
                size = 0
                _flush(importer, batch)
                advance(position - done)
                done = position
    except (WarcError, OSError):
        _flush(importer, batch)  # the whole records before a tear are kept
        raise
    _flush(importer, batch)
    advance(path.stat().st_size - done)


def _flush(importer: Importer, batch: list[Page]) -> None:
    """Store a batch in one transaction; where the database refuses a value, page by page, the others are kept."""
    before = set(importer.known), Counter(importer.counts)
    try:
        with importer.archive.batch():
            for page in batch:
                importer.take(page)
    except REFUSED as error:
        importer.known, importer.counts = before
        if len(batch) == 1:
            importer.problems.append(f"{batch[0].url}: {error}")
        else:
            for page in batch:
                _flush(importer, [page])
    batch.clear()
