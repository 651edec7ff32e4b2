"""`pgd import`: files that somebody kept come in (WARC, HTML, text), articles and page records go into the archive."""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
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
from scraper.reader import Visit, page_lines, visit
from scraper.reading.furniture import FEWEST, NONE, SAMPLE, Furniture, Learner
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
    furniture: dict[str, Furniture] = field(default_factory=dict)  # by source, and by folder for files of no known site
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

    def learn(self, pages: list[Page]) -> None:
        """Learn from a batch what stands on every page of its sites, once a run; call inside a batch."""
        by_source: dict[str, list[Page]] = defaultdict(list)
        for page in pages:
            if (source := self._source_of(page)) is not None and source.id not in self.furniture:
                by_source[source.id].append(page)
        for source_id, own in by_source.items():
            learned = _learned(own)
            self.furniture[source_id] = Furniture(self.archive.furniture(source_id).union(learned.learned))
            if learned.learned:
                self.archive.add_source(next(filter(None, map(self._source_of, own))))
                learned_at = max(page.fetched_at for page in own)
                self.archive.learn_furniture(source_id, learned.learned, learned.pages, learned_at)

    def learn_folder(self, paths: list[Path]) -> None:
        """Learn from the files of a folder what stands in most of them: somebody kept the pages of a site there."""
        pages: list[Page] = []
        for path in paths[:SAMPLE]:
            with suppress(OSError):  # told when it is imported
                pages += (page for page, _ in pages_of(path, lambda path, _: f"file:{path.name}"))
        if self.forced is not None:
            with self.archive.batch():
                self.learn(pages)
        elif len(paths) >= FEWEST:
            self.furniture[paths[0].parent.as_posix()] = Furniture(frozenset(_learned(pages).learned))

    def _source_of(self, page: Page) -> Source | None:
        """Return the source of a page as its address tells; None for a file of no known site."""
        if self.forced is not None:
            return self.forced
        if not page.url.startswith("http"):
            return None
        site = site_of(page.url, self.sites.values())
        return site.source() if site else self.by_host.setdefault(host_of(page.url), source_for_host(page.url))

    def take(self, page: Page, folder: str = "") -> None:
        """Read one page and store it; call inside a batch."""
        site = site_of(page.url, self.sites.values()) if page.url.startswith("http") else None
        told = self._source_of(page)
        furniture = self.furniture.get(told.id if told else folder, NONE)
        fixed = self.family is not None
        visited = visit(page, self.family or (site.cms if site else None), fixed, furniture=furniture)
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


def _learned(pages: list[Page]) -> Learner:
    """Learn from the first pages of a site, if there are enough."""
    learner = Learner()
    for page in pages if len(pages) >= FEWEST else []:
        learner.see(page_lines(page))
        if learner.pages >= SAMPLE:
            break
    return learner


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


def _folders(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """Return the files that are no WARC by their folders."""
    found: dict[Path, list[Path]] = defaultdict(list)
    for path in paths:
        if not path.name.endswith(WARC):
            found[path.parent].append(path)
    return found


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
        for kept in _folders(path for path, _ in files).values():
            importer.learn_folder(kept)
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
                _flush(importer, batch, path.parent.as_posix())
                advance(position - done)
                done = position
    except (WarcError, OSError):
        _flush(importer, batch, path.parent.as_posix())  # the whole records before a tear are kept
        raise
    _flush(importer, batch, path.parent.as_posix())
    advance(path.stat().st_size - done)


def _flush(importer: Importer, batch: list[Page], folder: str) -> None:
    """Store a batch in one transaction; where the database refuses a value, page by page, the others are kept."""
    before = set(importer.known), Counter(importer.counts), dict(importer.furniture)
    try:
        with importer.archive.batch():
            importer.learn(batch)
            for page in batch:
                importer.take(page, folder)
    except REFUSED as error:
        importer.known, importer.counts, importer.furniture = before
        if len(batch) == 1:
            importer.problems.append(f"{batch[0].url}: {error}")
        else:
            for page in batch:
                _flush(importer, [page], folder)
    batch.clear()
