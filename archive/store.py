"""Pages and what was read from them come in, rows of `archive.db` come out. The only writer of the archive."""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlite_utils import Database

from archive.articles import GONE, Articles, Outcome
from archive.duplicates.ledger import Ledger
from archive.lookup import article_at
from archive.migrations import migrations
from archive.records import Article, NotAnArticle, Page, Source
from archive.urls import host_of, url_key


class ArchiveError(Exception):
    """The archive cannot be used; the message says what, where and what to do."""


class Archive:
    """The database in a folder, opened for writing; made and brought up to date where needed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "archive.db"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, isolation_level=None, timeout=30)
            connection.execute("pragma journal_mode = wal")
            connection.execute("pragma synchronous = normal")
            connection.execute("pragma foreign_keys = on")
            self.db = Database(connection)
            connection.execute("pragma cache_size = -16000")
            migrations.apply(self.db)
            self.repeats = Ledger(self.db)
            self.articles = Articles(self.db, self.repeats)
            with self.batch():
                self.repeats.refresh()
        except (OSError, sqlite3.DatabaseError) as error:
            raise ArchiveError(f"{self.path}: {error}; give another folder with --archive") from error

    def close(self) -> None:
        """Close the database; what is not in a finished batch is gone."""
        self.db.close()

    def __enter__(self) -> "Archive":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def batch(self) -> Iterator[None]:
        """Make what happens inside one transaction: all of it is kept, or nothing."""
        self.db.execute("begin immediate")
        try:
            yield
        except BaseException:
            self.db.execute("rollback")
            raise
        self.db.execute("commit")

    def add_source(self, source: Source) -> None:
        """Write a publisher; what is known of it already is replaced, its status and its family only if unknown."""
        self.db.execute(
            """insert into sources (id, name, kind, host, home_url, province, district, family, status)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (id) do update set
                name = excluded.name, kind = excluded.kind, host = excluded.host, home_url = excluded.home_url,
                province = excluded.province, district = excluded.district,
                family = coalesce(excluded.family, family),
                status = case when excluded.status = 'unknown' then status else excluded.status end""",
            [
                *(source.id, source.name, source.kind, source.host, source.home_url),
                *(source.province, source.district, source.family, source.status),
            ],
        )

    def store(self, page: Page, read: Article | NotAnArticle, source_id: str) -> Outcome:
        """Write one page and its article, if it is one; call inside `batch`. Storing twice changes nothing."""
        if isinstance(read, Article):
            article_id, outcome = self.articles.store(page, read, source_id)
            self._store_page(page, source_id, "article", None, url_key(read.url), article_id)
            return outcome
        # A redirect to the home page is how many a CMS says that a page is gone.
        gone = page.status in GONE or (read.kind == "redirect" and read.article_url is None)
        key = url_key(read.article_url or page.url) if read.article_url or gone else None
        found = article_at(self.db, key) if key else None
        self._store_page(page, source_id, read.kind, read.reason, key, found)
        if gone and found:
            self.articles.mark_gone(found, page.fetched_at, key)
        return "not_an_article"

    def _store_page(
        self, page: Page, source_id: str, kind: str, reason: str | None, key: str | None, article_id: int | None
    ) -> None:
        self.db.execute(
            """insert into pages (url, source_id, article_id, kind, status, reason, fetched_at, payload_sha256,
                warc_file, warc_offset, content_type, article_key) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            on conflict (url) do update set source_id = excluded.source_id,
                article_id = coalesce(excluded.article_id, article_id), kind = excluded.kind,
                status = excluded.status, reason = excluded.reason, fetched_at = excluded.fetched_at,
                payload_sha256 = excluded.payload_sha256, warc_file = excluded.warc_file,
                warc_offset = excluded.warc_offset, content_type = excluded.content_type,
                article_key = excluded.article_key
            where excluded.fetched_at >= pages.fetched_at""",
            [
                *(page.url, source_id, article_id, kind, page.status, reason, page.fetched_at),
                *(page.digest, page.warc_file, page.warc_offset),
                *(page.content_type or None, key),
            ],
        )

    def source(self, source_id: str) -> Source | None:
        """Return a publisher by its id, None if the archive does not know it."""
        names = ("id", "name", "host", "home_url", "kind", "province", "district", "family", "status")
        row = self.db.execute(f"select {', '.join(names)} from sources where id = ?", [source_id]).fetchone()
        return Source(*row) if row else None

    def furniture(self, source_id: str) -> frozenset[str]:
        """Return the lines, as they are known by, that stand on every page of a source."""
        return frozenset(
            row[0] for row in self.db.execute("select line from furniture where source_id = ?", [source_id])
        )

    def learn_furniture(self, source_id: str, lines: Mapping[str, int], of_pages: int, learned_at: str) -> None:
        """Keep lines with the number of pages that had them, of `of_pages` looked at; call inside `batch`."""
        self.db.conn.executemany(
            """insert into furniture (source_id, line, pages, of_pages, learned_at) values (?, ?, ?, ?, ?)
            on conflict (source_id, line) do update set pages = excluded.pages, of_pages = excluded.of_pages,
                learned_at = excluded.learned_at where excluded.learned_at > learned_at""",
            [(source_id, line, pages, of_pages, learned_at) for line, pages in lines.items()],
        )

    def start_crawl(self, source_id: str, started_at: str) -> int:
        """Open a row of `crawls`; a run that never ends keeps `outcome` NULL."""
        with self.batch():
            sql = "insert into crawls (source_id, started_at) values (?, ?)"
            return int(self.db.execute(sql, [source_id, started_at]).lastrowid or 0)

    def finish_crawl(
        self, crawl_id: int, finished_at: str, outcome: str, reason: str | None, counts: dict[str, int]
    ) -> None:
        """Close a row of `crawls` with its outcome (`ok`, `empty`, `failed`, `stopped`) and its counts."""
        names = "".join(f", {name} = ?" for name in counts)
        with self.batch():
            self.db.execute(
                f"update crawls set finished_at = ?, outcome = ?, reason = ?{names} where id = ?",
                [finished_at, outcome, reason, *counts.values(), crawl_id],
            )

    def set_status(self, source_id: str, status: str, since: str) -> None:
        """Record that a source is `live`, `dead` and so on; the date moves only when the status changes."""
        with self.batch():
            self.db.execute(
                "update sources set status = ?, status_since = ? where id = ? and status != ?",
                [status, since, source_id, status],
            )


def source_for_host(url: str) -> Source:
    """Return a source for a site that no registry knows: its host is its name, its place is unknown."""
    host = host_of(url)
    return Source(id=host.replace(":", "-"), name=host, host=host, home_url=f"http://{host}/")
