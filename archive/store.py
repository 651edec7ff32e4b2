"""Pages and what was read from them come in, rows of `archive.db` come out. The only writer of the archive."""

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

from sqlite_utils import Database

from archive.duplicates.ledger import Ledger
from archive.migrations import migrations
from archive.records import Article, NotAnArticle, Page, Source
from archive.urls import host_of, url_key
from archive.vietnamese import fold, normalise_tone, text_hash

Outcome = Literal["new", "changed", "unchanged", "not_an_article"]

TEXT = ("title", "lead", "body")
FIELDS = (*TEXT, "body_html", "author", "credit", "category", "published_at", "published_raw", "original_text")


SAME_TEXT = "title = ? and ifnull(lead, '') = ? and body = ?"


def _text(row: dict[str, Any]) -> tuple[str, str, str]:
    """Return what makes a version of an article: title, lead, body."""
    return row["title"], row["lead"] or "", row["body"]


def _digest(page: Page) -> str:
    return hashlib.sha256(page.body).hexdigest()


class ArchiveError(Exception):
    """The archive cannot be used; the message says what, where and what to do."""


def index_texts(row: dict[str, Any]) -> list[str]:
    """Return what the full-text index holds of an article's row: title, body, and both with the marks folded."""
    title = normalise_tone(row["title"])
    body = normalise_tone("\n".join(part for part in (row["lead"], row["body"]) if part))
    return [title, body, fold(title), fold(body)]


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
            article_id, outcome = self._store_article(page, read, source_id)
            self._store_page(page, source_id, "article", None, url_key(read.url), article_id)
            return outcome
        gone = page.status in (404, 410)
        key = url_key(read.article_url or page.url) if read.article_url or gone else None
        found = self.db.execute("select id from articles where url_key = ?", [key]).fetchone() if key else None
        self._store_page(page, source_id, read.kind, read.reason, key, found and found[0])
        if gone and found:
            self._mark_gone(found[0])
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
                *(_digest(page), page.warc_file, page.warc_offset),
                *(page.content_type or None, key),
            ],
        )

    def _mark_gone(self, article_id: int) -> None:
        """An article is gone since the first known answer that says so after it was last seen."""
        self.db.execute(
            """update articles set gone_at = (select min(fetched_at) from pages where article_id = articles.id
                and status in (404, 410) and fetched_at > articles.last_seen_at) where id = ? and gone_at is null""",
            [article_id],
        )

    def _store_article(self, page: Page, article: Article, source_id: str) -> tuple[int, Outcome]:
        key = url_key(article.url)
        row = {name: getattr(article, name) for name in FIELDS}
        row["flags"] = json.dumps(article.flags)
        files = (medium.url.rsplit("/", 1)[-1] for medium in article.media if medium.kind == "attachment")
        row["text_hash"] = text_hash(article.title, article.lead, article.body, files)
        cursor = self.db.execute("select * from articles where url_key = ?", [key])
        found = cursor.fetchone()
        if found is None:
            row |= {"source_id": source_id, "url": article.url, "url_key": key}
            row |= {"first_seen_at": page.fetched_at, "last_seen_at": page.fetched_at}
            article_id = self._insert_article(row, article)
            return article_id, "new"
        old = dict(zip([column[0] for column in cursor.description], found, strict=True))
        return old["id"], self._update_article(old, row | {"source_id": source_id}, page, article)

    def _insert_article(self, row: dict[str, Any], article: Article) -> int:
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self.db.execute(f"insert into articles ({names}) values ({marks})", list(row.values()))
        article_id = int(cursor.lastrowid or 0)
        self._index(article_id, row)
        self._write_media(article_id, article)
        # Views of this article (print, redirects) may have come before it.
        self.db.execute(
            "update pages set article_id = ? where article_key = ? and article_id is null",
            [article_id, row["url_key"]],
        )
        self._mark_gone(article_id)
        self.repeats.enter(article_id, row["text_hash"])
        return article_id

    def _update_article(self, old: dict[str, Any], row: dict[str, Any], page: Page, article: Article) -> Outcome:
        article_id, seen = old["id"], page.fetched_at
        same_text = _text(old) == _text(row)
        # Of two captures of the same second either may come first; their texts make the order total.
        again = seen == old["last_seen_at"] and self._is_same_answer(page, article_id)
        if not again and (seen, _text(row)) < (old["last_seen_at"], _text(old)):
            self._store_older(old, row, seen, same_text)
            return "unchanged"
        changes: dict[str, Any] = {"last_seen_at": seen, "gone_at": None}
        changes |= {name: value for name, value in row.items() if old[name] != value}
        if not same_text:
            if not again:  # else the same answer was only read better than before
                self._add_revision(article_id, old["last_seen_at"], old)
                changes["changed_at"] = seen
            self.db.execute(f"delete from revisions where article_id = ? and {SAME_TEXT}", [article_id, *_text(row)])
            self._unindex(article_id, old)
            self._index(article_id, row)
        assignments = ", ".join(f"{name} = ?" for name in changes)
        self.db.execute(f"update articles set {assignments} where id = ?", [*changes.values(), article_id])
        self._write_media(article_id, article)
        if "text_hash" in changes:
            self.repeats.leave(old["text_hash"])
            self.repeats.enter(article_id, row["text_hash"])
        elif changes.keys() & {"published_at", "credit"}:
            self.repeats.elect(row["text_hash"])
        return "unchanged" if same_text or again else "changed"

    def _is_same_answer(self, page: Page, article_id: int) -> bool:
        """Say whether the very answer was stored before: it is read again, by better rules or with more knowledge.

        Of two views of an article with the same second neither is the other.
        """
        sql = "select url, payload_sha256 from pages where article_id = ? and fetched_at = ? and kind = 'article'"
        return self.db.execute(sql, [article_id, page.fetched_at]).fetchall() == [(page.url, _digest(page))]

    def _store_older(self, old: dict[str, Any], row: dict[str, Any], seen: str, same_text: bool) -> None:
        """Store a capture that came late: it tells of the past only, and the same as if it had come in its turn."""
        article_id, since = old["id"], old["changed_at"]
        last_other = "select max(seen_at) from revisions where article_id = ?"
        if not same_text:
            if since is None or seen >= since:  # today's text is newer than this one: since its first capture known
                since = old["first_seen_at"] if seen < old["first_seen_at"] else old["last_seen_at"]
            self._add_revision(article_id, seen, row)
        elif since and seen < since and seen > (self.db.execute(last_other, [article_id]).fetchone()[0] or ""):
            since = seen
        self.db.execute(
            "update articles set first_seen_at = min(first_seen_at, ?), changed_at = ? where id = ?",
            [seen, since, article_id],
        )
        if seen < old["first_seen_at"]:
            self.repeats.elect(old["text_hash"])

    def _add_revision(self, article_id: int, seen_at: str, row: dict[str, Any]) -> None:
        """Keep a former text, once, with the time it was last captured."""
        updated = self.db.execute(
            f"update revisions set seen_at = max(seen_at, ?) where article_id = ? and {SAME_TEXT}",
            [seen_at, article_id, *_text(row)],
        )
        if not updated.rowcount:
            self.db.execute(
                "insert into revisions (article_id, seen_at, title, lead, body, text_hash) values (?, ?, ?, ?, ?, ?)",
                [article_id, seen_at, row["title"], row["lead"], row["body"], row["text_hash"]],
            )

    def _write_media(self, article_id: int, article: Article) -> None:
        wanted = [(article_id, at, m.kind, m.url, m.caption, m.filename) for at, m in enumerate(article.media)]
        stored = "select article_id, position, kind, url, caption, filename from media where article_id = ? order by 2"
        if self.db.execute(stored, [article_id]).fetchall() != wanted:
            self.db.execute("delete from media where article_id = ?", [article_id])
            self.db.conn.executemany("insert into media values (?, ?, ?, ?, ?, ?)", wanted)

    def _index(self, article_id: int, row: dict[str, Any]) -> None:
        self.db.execute(
            "insert into articles_fts (rowid, title, body, title_fold, body_fold) values (?, ?, ?, ?, ?)",
            [article_id, *index_texts(row)],
        )

    def _unindex(self, article_id: int, row: dict[str, Any]) -> None:
        # A contentless index forgets a row only when told what it held.
        self.db.execute(
            """insert into articles_fts (articles_fts, rowid, title, body, title_fold, body_fold)
            values ('delete', ?, ?, ?, ?, ?)""",
            [article_id, *index_texts(row)],
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
