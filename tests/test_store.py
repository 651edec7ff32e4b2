"""The store: what happens to an archive when pages come new, again, changed, late, gone, or not at all."""

import itertools
import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import MEETING, NAM_SON, add_sources, article, article_id, dump, fts_entries, page, rows, save
from sqlite_utils import Database

from archive.articles import index_texts
from archive.migrations import migrations
from archive.records import Article, Medium, NotAnArticle
from archive.search import search
from archive.store import Archive, ArchiveError, source_for_host

URL = "http://namson.example/tin-tuc/hoi-nghi-tong-ket-1.html"
PRINT_URL = "http://namson.example/print/tin-tuc/hoi-nghi-tong-ket-1.html"
PRINT = NotAnArticle("print", "print view of an article", URL)
MISSING = NotAnArticle("error", "HTTP 404")


def text(version: str) -> Article:
    """Return a version of one article; the word `version` stands in its title and its body."""
    return article(URL, title=f"Hội nghị tổng kết {version}", body=f"{MEETING}\nPhiên bản {version} của bản tin này.")


def reindexed(archive: Archive) -> list[tuple[object, ...]]:
    """Return what a full-text index made afresh from the articles holds."""
    with sqlite3.connect(":memory:") as db:
        db.execute(
            "create virtual table fresh using fts5(title, body, title_fold, body_fold, content='', tokenize='unicode61 remove_diacritics 0')"
        )
        for number, title, lead, body in rows(archive, "select id, title, lead, body from articles"):
            texts = index_texts({"title": title, "lead": lead, "body": body})
            db.execute(
                "insert into fresh (rowid, title, body, title_fold, body_fold) values (?, ?, ?, ?, ?)", [number, *texts]
            )
        found = fts_entries(db, "fresh")
    db.close()
    return found


def assert_sound(archive: Archive) -> None:
    """Foreign keys hold, no duplicate chains, and the full-text index says what the articles say."""
    assert not rows(archive, "pragma foreign_key_check")
    assert not rows(
        archive, "select a.id from articles a join articles o on o.id = a.duplicate_of where o.duplicate_of is not null"
    )
    assert fts_entries(archive.db.conn) == reindexed(archive)


def test_a_new_article_fills_its_row(archive: Archive) -> None:
    media = (
        Medium("image", "http://namson.example/a.jpg", "Quang cảnh hội nghị"),
        Medium("attachment", "http://namson.example/cv.pdf", None, "cv.pdf"),
    )
    read = article(
        URL, lead="Sáng 18/8, hội nghị diễn ra tại trung tâm huyện.", author="Cà Thị Hoan", credit="Đài huyện", category="Tin tức",
        body_html="<p>…</p>", published_at="2024-08-19T08:00:00+07:00", published_raw="19/08/2024 08:00", media=media, flags=("short",),
    )  # fmt: skip
    assert save(archive, read, warc_file="a.warc.gz", warc_offset=77) == "new"
    cursor = archive.db.execute("select * from articles")
    row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
    for name in (
        "title",
        "lead",
        "body",
        "body_html",
        "author",
        "credit",
        "category",
        "published_at",
        "published_raw",
        "url",
    ):
        assert row[name] == getattr(read, name), name
    assert row["source_id"] == NAM_SON.id
    assert row["first_seen_at"] == row["last_seen_at"] == "2024-08-20T03:00:00+00:00"
    assert (row["changed_at"], row["gone_at"], row["duplicate_of"], row["duplicate_kind"]) == (None, None, None, None)
    assert json.loads(row["flags"]) == ["short"]
    assert rows(archive, "select position, kind, url, caption, filename from media order by 1") == [
        (0, "image", media[0].url, "Quang cảnh hội nghị", None),
        (1, "attachment", media[1].url, None, "cv.pdf"),
    ]
    assert rows(
        archive,
        "select url, source_id, article_id, kind, status, reason, warc_file, warc_offset, content_type from pages",
    ) == [(URL, NAM_SON.id, row["id"], "article", 200, None, "a.warc.gz", 77, "text/html")]
    assert len(rows(archive, "select payload_sha256 from pages")[0][0]) == 64
    assert_sound(archive)


def test_missing_fields_are_null(archive: Archive) -> None:
    save(archive, article(URL))
    names = "lead, author, credit, category, published_at, published_raw, changed_at, gone_at, duplicate_of, similarity"
    assert rows(archive, f"select {names} from articles") == [(None,) * 10]


def test_storing_twice_changes_nothing(archive: Archive) -> None:
    def everything() -> list[str]:
        return [
            save(archive, text("A"), "2024-08-20"),
            save(archive, article("http://tanha.example/2024/08/hoi-nghi/"), "2024-08-20"),
            save(archive, article("http://ealinh.example/hn-1.aspx"), "2024-08-20"),
            save(archive, PRINT, "2024-08-20", PRINT_URL),
            save(archive, NotAnArticle("list", "list of articles"), "2024-08-20", "http://namson.example/tin-tuc/"),
            save(archive, MISSING, "2024-08-20", "http://namson.example/mat.html", status=404),
        ]

    assert everything() == ["new"] * 3 + ["not_an_article"] * 3
    before = dump(archive.path.parent)
    assert everything() == ["unchanged"] * 3 + ["not_an_article"] * 3
    assert dump(archive.path.parent) == before
    add_sources(archive)
    assert dump(archive.path.parent) == before
    assert_sound(archive)


def test_storing_many_captures_twice_changes_nothing(archive: Archive) -> None:
    captures = [
        (text("A"), "2024-08-20"),
        (text("B"), "2024-08-21"),
        (text("A"), "2024-08-22"),
        (text("C"), "2024-08-23"),
    ]
    for read, seen in captures:
        save(archive, read, seen)
    before = dump(archive.path.parent)
    for read, seen in captures:
        save(archive, read, seen)
    assert dump(archive.path.parent) == before


def test_two_views_of_the_same_second_stored_twice_change_nothing(archive: Archive) -> None:
    """One WARC may hold http and https of a page, fetched in one second, that differ in a word."""
    views = [(text("A"), URL), (text("B"), URL.replace("http:", "https:"))]
    for read, url in views:
        save(archive, read, "2024-08-20", url)
    before = dump(archive.path.parent)
    for read, url in views:
        save(archive, read, "2024-08-20", url)
    assert dump(archive.path.parent) == before


def test_an_unchanged_article_is_seen_again(archive: Archive) -> None:
    save(archive, text("A"), "2024-08-20")
    assert save(archive, text("A"), "2024-09-20") == "unchanged"
    assert rows(archive, "select first_seen_at, last_seen_at, changed_at from articles") == [
        ("2024-08-20T03:00:00+00:00", "2024-09-20T03:00:00+00:00", None)
    ]
    assert not rows(archive, "select * from revisions")


def test_a_changed_article_keeps_its_old_text(archive: Archive) -> None:
    save(archive, text("đầu"), "2024-08-20")
    assert save(archive, text("giữa"), "2024-09-20") == "changed"
    assert save(archive, text("cuối"), "2024-10-20") == "changed"
    assert rows(archive, "select title, changed_at from articles") == [
        ("Hội nghị tổng kết cuối", "2024-10-20T03:00:00+00:00")
    ]
    assert rows(archive, "select title, seen_at from revisions order by seen_at") == [
        ("Hội nghị tổng kết đầu", "2024-08-20T03:00:00+00:00"),
        ("Hội nghị tổng kết giữa", "2024-09-20T03:00:00+00:00"),
    ]
    assert search(archive.db.conn, "cuối").total == 1
    assert search(archive.db.conn, "đầu").total == search(archive.db.conn, '"phiên bản giữa"').total == 0
    assert_sound(archive)


def test_a_change_of_author_or_pictures_is_written_without_a_revision(archive: Archive) -> None:
    save(archive, replace(text("A"), media=(Medium("image", "http://namson.example/a.jpg"),)), "2024-08-20")
    later = replace(
        text("A"), author="Cà Thị Hoan", media=(Medium("image", "http://namson.example/b.jpg", "Quang cảnh"),)
    )
    save(archive, later, "2024-08-21")
    assert rows(archive, "select author, changed_at from articles") == [("Cà Thị Hoan", None)]
    assert rows(archive, "select url, caption from media") == [("http://namson.example/b.jpg", "Quang cảnh")]
    assert not rows(archive, "select * from revisions")


def test_an_older_capture_tells_of_the_past_only(archive: Archive) -> None:
    save(archive, replace(text("nay"), author="Cà Thị Hoan"), "2024-08-20")
    assert save(archive, text("xưa"), "2020-01-01") == "unchanged"
    assert rows(archive, "select title, author, first_seen_at, last_seen_at from articles") == [
        ("Hội nghị tổng kết nay", "Cà Thị Hoan", "2020-01-01T03:00:00+00:00", "2024-08-20T03:00:00+00:00")
    ]
    assert rows(archive, "select title, seen_at from revisions") == [
        ("Hội nghị tổng kết xưa", "2020-01-01T03:00:00+00:00")
    ]
    assert rows(archive, "select fetched_at from pages") == [("2024-08-20T03:00:00+00:00",)]
    assert search(archive.db.conn, "xưa").total == 0
    assert_sound(archive)


HISTORIES = {
    "three texts": [("A", "2024-01-01"), ("B", "2024-02-01"), ("C", "2024-03-01")],
    "a text that stays a while": [("A", "2024-01-01"), ("A", "2024-02-01"), ("B", "2024-03-01")],
    "a text that comes back": [("A", "2024-01-01"), ("B", "2024-02-01"), ("A", "2024-03-01")],
}


REVISIONS = "select title, seen_at from revisions order by seen_at, title"
ARTICLES = "select title, first_seen_at, last_seen_at from articles"
CHANGED_AT = "select changed_at from articles"


@pytest.mark.parametrize(
    ("name", "sql"),
    [
        *((name, ARTICLES) for name in HISTORIES),
        ("three texts", REVISIONS),
        pytest.param("a text that stays a while", REVISIONS),
        pytest.param("a text that comes back", REVISIONS),
        *(pytest.param(name, CHANGED_AT) for name in HISTORIES),
    ],
)
def test_what_the_archive_says_does_not_depend_on_the_order_of_import(tmp_path: Path, name: str, sql: str) -> None:
    def state(order: tuple[tuple[str, str], ...], folder: Path) -> list[tuple[object, ...]]:
        with Archive(folder) as archive:
            add_sources(archive)
            for version, seen in order:
                save(archive, text(version), seen)
            assert_sound(archive)
            return rows(archive, sql)

    history = HISTORIES[name]
    expected = state(tuple(history), tmp_path / "in-order")
    for number, order in enumerate(itertools.permutations(history)):
        assert state(order, tmp_path / str(number)) == expected, order


def test_a_print_view_is_linked_whether_it_comes_before_or_after(archive: Archive) -> None:
    save(archive, PRINT, url=PRINT_URL)
    assert rows(archive, "select article_id from pages") == [(None,)]
    save(archive, text("A"))
    number = article_id(archive, URL)
    later = PRINT_URL.replace("/print/", "/savefile/")
    save(archive, PRINT, url=later)
    assert rows(archive, "select url, kind, article_id from pages order by url") == [
        (PRINT_URL, "print", number),
        (later, "print", number),
        (URL, "article", number),
    ]
    assert len(rows(archive, "select id from articles")) == 1


def test_other_spellings_of_an_address_are_pages_of_one_article(archive: Archive) -> None:
    save(archive, text("A"))
    for url in (URL.replace("http:", "https:"), URL + "?fbclid=abc", URL + "?utm_source=zalo"):
        assert save(archive, text("A"), url=url) == "unchanged"
    assert save(archive, article(URL + "?fbclid=x", title="Hội nghị tổng kết A", body=text("A").body)) == "unchanged"
    assert len(rows(archive, "select id from articles")) == 1
    assert rows(archive, "select count(*), count(distinct article_id) from pages") == [(5, 1)]


def test_a_redirect_is_a_page_of_the_article_it_leads_to(archive: Archive) -> None:
    save(archive, NotAnArticle("redirect", f"redirect to {URL}", URL), url="http://namson.example/?p=1", status=301)
    save(archive, text("A"))
    assert rows(archive, "select article_id, status, reason from pages where kind = 'redirect'") == [
        (article_id(archive, URL), 301, f"redirect to {URL}")
    ]


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_is_gone_marks_its_article_and_reappearing_clears_it(archive: Archive, status: int) -> None:
    save(archive, text("A"), "2024-08-20")
    save(archive, MISSING, "2024-09-20", URL, status=status)
    save(archive, MISSING, "2024-10-20", URL, status=status)
    assert rows(archive, "select gone_at, last_seen_at, title from articles") == [
        ("2024-09-20T03:00:00+00:00", "2024-08-20T03:00:00+00:00", "Hội nghị tổng kết A")
    ], "gone since the first 404; its text stays"
    assert rows(archive, "select kind, status, article_id from pages") == [("error", status, article_id(archive, URL))]
    assert search(archive.db.conn, "tổng kết").total == 1
    save(archive, text("A"), "2024-11-20")
    assert rows(archive, "select gone_at, last_seen_at from articles") == [(None, "2024-11-20T03:00:00+00:00")]


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_an_error_of_the_server_is_no_sign_that_an_article_is_gone(archive: Archive, status: int) -> None:
    save(archive, text("A"), "2024-08-20")
    save(archive, NotAnArticle("error", f"HTTP {status}"), "2024-09-20", URL, status=status)
    assert rows(archive, "select gone_at from articles") == [(None,)]


def test_an_old_404_does_not_mark_an_article_seen_later(archive: Archive) -> None:
    save(archive, text("A"), "2024-08-20")
    save(archive, MISSING, "2020-01-01", URL, status=404)
    assert rows(archive, "select gone_at from articles") == [(None,)]
    assert rows(archive, "select kind, status from pages") == [("article", 200)]


def test_an_old_capture_of_a_page_that_is_404_by_now(archive: Archive) -> None:
    """The usual order: a crawl finds the page gone, then somebody's old WARC brings the article."""
    save(archive, MISSING, "2025-07-01", URL, status=404)
    save(archive, text("A"), "2020-01-01")
    number = article_id(archive, URL)
    assert rows(archive, "select kind, status, article_id from pages") == [("error", 404, number)]
    assert rows(archive, "select gone_at from articles") == [("2025-07-01T03:00:00+00:00",)]


def test_the_index_keeps_step_with_the_articles(archive: Archive) -> None:
    urls = [f"http://namson.example/tin/{number}.html" for number in range(6)]
    for turn, url in itertools.product(range(4), urls):
        read = article(
            url,
            title=f"Tin số {turn}",
            lead=None if turn % 2 else "Lời dẫn hoà nhã",
            body=f"{MEETING}\n{url} lần {turn}: Uỷ ban",
        )
        save(archive, read, f"2024-08-{20 + turn}")
    assert_sound(archive)
    assert search(archive.db.conn, '"tin so 3"').total == 6
    assert search(archive.db.conn, '"tin so 2" OR "lời dẫn"').total == 0


def test_a_batch_that_fails_leaves_nothing(archive: Archive) -> None:
    save(archive, text("A"))
    before = dump(archive.path.parent)

    def fail_in_the_middle() -> None:
        with archive.batch():
            archive.store(page(URL, "2024-09-01"), text("B"), NAM_SON.id)
            archive.store(page("http://namson.example/moi.html"), article("http://namson.example/moi.html"), NAM_SON.id)
            raise RuntimeError("điện tắt")

    with pytest.raises(RuntimeError, match="điện tắt"):
        fail_in_the_middle()
    assert dump(archive.path.parent) == before
    assert save(archive, text("B"), "2024-09-01") == "changed", "the archive goes on working"
    assert_sound(archive)


def test_what_is_not_committed_is_not_seen_by_readers(archive: Archive) -> None:
    reader = sqlite3.connect(archive.path)
    with archive.batch():
        archive.store(page(URL), text("A"), NAM_SON.id)
        assert reader.execute("select count(*) from articles").fetchone() == (0,)
    assert reader.execute("select count(*) from articles").fetchone() == (1,)
    assert reader.execute("pragma journal_mode").fetchone() == ("wal",)
    reader.close()


def test_an_unknown_source_is_refused_by_the_database(archive: Archive) -> None:
    with pytest.raises(sqlite3.IntegrityError), archive.batch():
        archive.store(page(URL), text("A"), "no-such-source")
    assert not rows(archive, "select * from pages")


def test_sources_learn_but_never_forget(archive: Archive) -> None:
    archive.set_status(NAM_SON.id, "live", "2024-01-01")
    archive.set_status(NAM_SON.id, "live", "2024-02-01")
    with archive.batch():
        archive.add_source(replace(NAM_SON, name="Phòng GD&ĐT Nậm Sơn (mới)", family=None))
    assert rows(archive, "select name, family, status, status_since from sources where id = ?", NAM_SON.id) == [
        ("Phòng GD&ĐT Nậm Sơn (mới)", "nukeviet", "live", "2024-01-01")
    ]
    assert archive.source("không-có") is None
    known = archive.source(NAM_SON.id)
    assert known is not None
    assert (known.status, known.province) == ("live", "Điện Biên")


def test_crawls(archive: Archive) -> None:
    number = archive.start_crawl(NAM_SON.id, "2024-08-20T03:00:00+00:00")
    assert rows(archive, "select outcome, finished_at from crawls") == [(None, None)]
    archive.finish_crawl(number, "2024-08-20T04:00:00+00:00", "ok", None, {"pages": 7, "articles_new": 3})
    assert rows(archive, "select outcome, reason, pages, articles_new, errors from crawls") == [("ok", None, 7, 3, 0)]


def test_source_for_host() -> None:
    source = source_for_host("http://www.pgd.example:8080/tin/1.html")
    assert (source.id, source.host, source.home_url) == (
        "www.pgd.example-8080", "www.pgd.example:8080", "http://www.pgd.example:8080/",
    )  # fmt: skip
    assert (source.kind, source.province, source.family, source.status) == (None, None, None, "unknown")


def test_migrations_applied_twice_change_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        schema = rows(archive, "select name, sql from sqlite_master order by name")
        migrations.apply(archive.db)
        assert rows(archive, "select name, sql from sqlite_master order by name") == schema
    with Archive(tmp_path) as archive:
        assert rows(archive, "select name, sql from sqlite_master order by name") == schema


def test_a_migration_that_fails_leaves_nothing_half_made(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    db = Database(path)
    db.execute("create table crawls (x)")  # in the way of the last table
    db.close()
    with pytest.raises(ArchiveError):
        Archive(tmp_path)
    with sqlite3.connect(path) as connection:
        names = {row[0] for row in connection.execute("select name from sqlite_master where type = 'table'")}
    connection.close()
    assert not names & {"sources", "articles", "pages"}


def one_line(error: ArchiveError, path: Path) -> None:
    assert "\n" not in str(error)
    assert str(path) in str(error)
    assert "--archive" in str(error)


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("không phải thư mục", "utf-8")
    with pytest.raises(ArchiveError) as caught:
        Archive(tmp_path / "tệp" / "kho")
    one_line(caught.value, tmp_path / "tệp" / "kho")


def test_a_folder_that_cannot_be_written() -> None:
    with pytest.raises(ArchiveError) as caught:
        Archive(Path("/proc/pgd-archive-test"))
    one_line(caught.value, Path("/proc/pgd-archive-test"))


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "archive.db").write_bytes("Đây không phải cơ sở dữ liệu. ".encode() * 200)
    with pytest.raises(ArchiveError) as caught:
        Archive(tmp_path)
    one_line(caught.value, tmp_path / "archive.db")
    (tmp_path / "archive.db").unlink()
    (tmp_path / "archive.db").mkdir()
    with pytest.raises(ArchiveError) as caught:
        Archive(tmp_path)
    one_line(caught.value, tmp_path / "archive.db")
