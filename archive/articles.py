"""What was read from a page comes in, the rows of its article come out: the article, its revisions, media, search index.

An article is known by the key of its address, and by what its CMS calls it: moved or renamed it stays one article. Captures
may come in any order: a late one tells of the past only, the same as if it had come in its turn.
"""

import json
import re
from collections.abc import Iterable
from typing import Literal

from sqlite_utils import Database

from archive.duplicates.comparison import compare
from archive.duplicates.ledger import Ledger
from archive.duplicates.shingles import is_long
from archive.lookup import Row, article_at, rows_of
from archive.records import Article, Page
from archive.urls import is_other_view, url_key
from archive.vietnamese import article_text, fold, normalise_tone, text_hash

Outcome = Literal["new", "changed", "unchanged", "not_an_article"]
Version = tuple[str, str]

GONE = (404, 410)  # answers that say that a page is no more
TEXT = ("title", "lead", "body")
FIELDS = (
    *TEXT, "body_html", "author", "credit", "category", "published_at", "published_raw", "original_text", "post_id",
)  # fmt: skip
AMP = "amp"  # flag of a text that only a view of its page has told so far
_DIGITS = re.compile(r"\d+")


def index_texts(row: Row) -> list[str]:
    """Return what the full-text index holds of an article's row: title, body, and both with the marks folded."""
    title = normalise_tone(row["title"])
    body = normalise_tone("\n".join(part for part in (row["lead"], row["body"]) if part))
    return [title, body, fold(title), fold(body)]


def version(row: Row, furniture: Iterable[str] = ()) -> Version:
    """Return what makes a version of an article: its title and its words, however they are broken into lines.

    Lines that are `furniture` of the site by today's knowledge are no part of it.
    """
    lines = article_text(row["lead"], row["body"]).split("\n")
    if known := frozenset(furniture):
        lines = [line for line in lines if line not in known and _DIGITS.sub("0", line.lower()) not in known]
    return "".join(row["title"].split()), "".join("".join(lines).split())


class Articles:
    """Writes articles; call inside a transaction that is begun IMMEDIATE."""

    def __init__(self, db: Database, repeats: Ledger) -> None:
        self.db = db
        self.repeats = repeats

    def store(self, page: Page, article: Article, source_id: str) -> tuple[int, Outcome]:
        """Write one article; returns its id and what became of it."""
        row: Row = {name: getattr(article, name) for name in FIELDS}
        row |= {"source_id": source_id, "url": article.url, "url_key": url_key(article.url)}
        row["flags"] = json.dumps((*article.flags, AMP) if is_other_view(page.url) else article.flags)
        files = (medium.url.rsplit("/", 1)[-1] for medium in article.media if medium.kind == "attachment")
        row["text_hash"] = text_hash(article.title, article.lead, article.body, files)
        old = self._find(row)
        if old is None:
            return self._insert(row, page, article), "new"
        outcome = self._update(old, row, page, article)
        self._adopt(old["id"], row["url_key"])
        return old["id"], outcome

    def mark_gone(self, article_id: int, seen: str | None = None, key: str | None = None) -> None:
        """An article is gone since the first known answer of its address that says so after it was last seen.

        `seen`: the moment of such an answer from the address `key`, which need not be the newest one.
        """
        self.db.execute(
            """update articles set gone_at = (select min(moment) from (
                select p.fetched_at as moment from pages p where p.article_id = articles.id
                    and p.article_key = articles.url_key and p.kind != 'article'
                    and (p.status in (404, 410) or p.reason like 'redirect to the home page%')
                union all select gone_at union all select ? where articles.url_key = ?) where moment > last_seen_at)
            where id = ?""",
            [seen, key, article_id],
        )

    def _find(self, row: Row) -> Row | None:
        """Return the article that a row is a capture of: at its address, else moved from or to there."""
        at = article_at(self.db, row["url_key"])
        found = self._rows("id = ?", at)
        if found and (found[0]["url_key"] == row["url_key"] or _is_same_post(found[0], row)):
            return found[0]
        if row["post_id"] is None:
            return None
        posts = self._rows("post_id = ? and source_id = ?", row["post_id"], row["source_id"])
        return next((post for post in posts if _is_same_story(post, row)), None)

    def _rows(self, where: str, *values: object) -> list[Row]:
        return rows_of(self.db, f"select * from articles where {where} order by id", values)

    def _insert(self, row: Row, page: Page, article: Article) -> int:
        row = row | {"first_seen_at": page.fetched_at, "last_seen_at": page.fetched_at}
        names, marks = ", ".join(row), ", ".join("?" * len(row))
        cursor = self.db.execute(f"insert into articles ({names}) values ({marks})", list(row.values()))
        article_id = int(cursor.lastrowid or 0)
        self._index(article_id, row)
        self._write_media(article_id, article)
        self._adopt(article_id, row["url_key"])
        self.mark_gone(article_id)
        self.repeats.enter(article_id, row["text_hash"])
        return article_id

    def _adopt(self, article_id: int, key: str) -> None:
        """Views of an article (print, redirects, an answer that it is gone) may have come before it."""
        self.db.execute(
            "update pages set article_id = ? where article_key = ? and article_id is null", [article_id, key]
        )

    def _update(self, old: Row, row: Row, page: Page, article: Article) -> Outcome:
        article_id, seen = old["id"], page.fetched_at
        is_view, has_own = is_other_view(page.url), AMP not in json.loads(old["flags"])
        if is_view and has_own:
            return self._touch(old, seen)
        furniture = self._furniture(row["source_id"])
        before, now = version(old, furniture), version(row, furniture)
        # Of two captures of the same second either may come first; their texts make the order total.
        again = seen == old["last_seen_at"] and self._is_same_answer(page, article_id)
        if not has_own:  # views say the same in other words, and the article's own page says it best
            if is_view and seen < old["last_seen_at"]:
                return self._touch(old, seen)
            again = True
        if not again and (seen, now) < (old["last_seen_at"], before):
            self._store_older(old, row, seen, before == now)
            return "unchanged"
        changes: Row = {
            "last_seen_at": max(seen, old["last_seen_at"]),
            "first_seen_at": min(seen, old["first_seen_at"]),
        }
        changes |= {name: value for name, value in row.items() if old[name] != value}
        if "url_key" in changes:  # that the old address is no more says nothing of the new one
            changes["gone_at"] = None
        if before != now:
            if not again:  # else the same answer was only read better than before
                self._add_revision(article_id, old["last_seen_at"], old)
                changes["changed_at"] = seen
            self._forget_revision(article_id, now)
        if index_texts(old) != index_texts(row):
            self._unindex(article_id, old)
            self._index(article_id, row)
        assignments = ", ".join(f"{name} = ?" for name in changes)
        self.db.execute(f"update articles set {assignments} where id = ?", [*changes.values(), article_id])
        self._write_media(article_id, article)
        self.mark_gone(article_id)
        if "text_hash" in changes:
            self.repeats.leave(old["text_hash"])
            self.repeats.enter(article_id, row["text_hash"])
        elif changes.keys() & {"lead", "body"}:
            self.repeats.respell(row["text_hash"])
        elif changes.keys() & {"published_at", "credit", "url"} or changes["first_seen_at"] != old["first_seen_at"]:
            self.repeats.elect(row["text_hash"])
        return "unchanged" if before == now or again else "changed"

    def _touch(self, old: Row, seen: str) -> Outcome:
        """Take note that an article was seen in another view, whose text tells nothing new."""
        self.db.execute(
            """update articles set first_seen_at = min(first_seen_at, ?), last_seen_at = max(last_seen_at, ?)
            where id = ?""",
            [seen, seen, old["id"]],
        )
        self.mark_gone(old["id"])
        if seen < old["first_seen_at"]:
            self.repeats.elect(old["text_hash"])
        return "unchanged"

    def _is_same_answer(self, page: Page, article_id: int) -> bool:
        """Say whether the very answer was stored before: it is read again, by better rules or with more knowledge.

        Of two views of an article with the same second neither is the other.
        """
        sql = "select url, payload_sha256 from pages where article_id = ? and fetched_at = ? and kind = 'article'"
        return self.db.execute(sql, [article_id, page.fetched_at]).fetchall() == [(page.url, page.digest)]

    def _store_older(self, old: Row, row: Row, seen: str, same_text: bool) -> None:
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

    def _revisions(self, article_id: int, wanted: Version) -> list[int]:
        """Return the revisions of an article that are the version `wanted`."""
        sql = "select id, title, lead, body from revisions where article_id = ?"
        rows = self.db.execute(sql, [article_id]).fetchall()
        return [row[0] for row in rows if version(dict(zip(TEXT, row[1:], strict=True))) == wanted]

    def _add_revision(self, article_id: int, seen_at: str, row: Row) -> None:
        """Keep a former text, once, with the time it was last captured."""
        if known := self._revisions(article_id, version(row)):
            self.db.execute("update revisions set seen_at = max(seen_at, ?) where id = ?", [seen_at, known[0]])
            return
        self.db.execute(
            "insert into revisions (article_id, seen_at, title, lead, body, text_hash) values (?, ?, ?, ?, ?, ?)",
            [article_id, seen_at, row["title"], row["lead"], row["body"], row["text_hash"]],
        )

    def _forget_revision(self, article_id: int, wanted: Version) -> None:
        """What an article says today is none of its former texts."""
        for revision in self._revisions(article_id, wanted):
            self.db.execute("delete from revisions where id = ?", [revision])

    def _furniture(self, source_id: str) -> list[str]:
        rows = self.db.execute("select line from furniture where source_id = ?", [source_id])
        return [row[0] for row in rows.fetchall()]

    def _write_media(self, article_id: int, article: Article) -> None:
        wanted = [(article_id, at, m.kind, m.url, m.caption, m.filename) for at, m in enumerate(article.media)]
        stored = "select article_id, position, kind, url, caption, filename from media where article_id = ? order by 2"
        if self.db.execute(stored, [article_id]).fetchall() != wanted:
            self.db.execute("delete from media where article_id = ?", [article_id])
            self.db.conn.executemany("insert into media values (?, ?, ?, ?, ?, ?)", wanted)

    def _index(self, article_id: int, row: Row) -> None:
        self.db.execute(
            "insert into articles_fts (rowid, title, body, title_fold, body_fold) values (?, ?, ?, ?, ?)",
            [article_id, *index_texts(row)],
        )

    def _unindex(self, article_id: int, row: Row) -> None:
        # A contentless index forgets a row only when told what it held.
        self.db.execute(
            """insert into articles_fts (articles_fts, rowid, title, body, title_fold, body_fold)
            values ('delete', ?, ?, ?, ?, ?)""",
            [article_id, *index_texts(row)],
        )


def _is_same_post(old: Row, row: Row) -> bool:
    """Say whether an article that stood at an address is the one found there again: its CMS calls it no other name."""
    if old["post_id"] and row["post_id"]:
        return bool(old["post_id"] == row["post_id"])
    return _is_same_story(old, row)


def _is_same_story(old: Row, row: Row) -> bool:
    """Say whether two captures tell one story: two modules of a CMS may give one number to two articles."""
    if old["text_hash"] == row["text_hash"]:
        return True
    before, now = (article_text(some["lead"], some["body"]) for some in (old, row))
    kin = compare(before, now).kin
    if old["title"] != row["title"]:
        return kin in ("exact", "near")
    # Under one title a date or name was corrected; and a short text is known by its title.
    return kin != "different" or not (is_long(before) and is_long(now))
