"""Exact repeats: every page stays, the earliest is the original, whatever the order in which they came."""

import random
from pathlib import Path

import pytest
from conftest import MEETING, add_sources, article, rows, save

from archive.records import Article, Medium
from archive.search import search
from archive.store import Archive

NAM, TAN, EA = "http://namson.example", "http://tanha.example", "http://ealinh.example"
OTHER = "Ngày hội đọc sách của các trường tiểu học trong huyện diễn ra trong hai ngày cuối tuần. " * 4


def clusters(archive: Archive) -> dict[str, str]:
    """Return the address of each repeat and of its original."""
    sql = "select a.url, o.url from articles a join articles o on o.id = a.duplicate_of"
    assert not rows(
        archive, "select 1 from articles a join articles o on o.id = a.duplicate_of where o.duplicate_of is not null"
    )
    marked = "select count(*) from articles where (duplicate_of is null) != (duplicate_kind is null) or (duplicate_of is null) != (similarity is null)"
    assert rows(archive, marked) == [(0,)]
    return dict(rows(archive, sql))


def repeat(url: str, published: str | None, body: str = MEETING) -> Article:
    return article(url, body=body, published_at=published)


FAMILY = [
    (repeat(f"{NAM}/a-1.html", "2024-03-05T08:00:00+07:00"), "2024-08-20"),
    (repeat(f"{NAM}/b-2.html", "2024-03-07"), "2024-08-20"),
    (repeat(f"{TAN}/2024/03/c/", "2024-03-04T23:59:00+07:00"), "2024-08-21"),
    (repeat(f"{EA}/d-4.aspx", None), "2019-01-01"),
    (repeat(f"{EA}/e-5.aspx", None, MEETING.upper()), "2024-08-20"),
    (repeat(f"{EA}/f-6.aspx", "2024-01-01", OTHER), "2024-08-20"),
    (repeat(f"{TAN}/2024/01/g/", "2024-01-01", OTHER), "2024-08-20"),
    (repeat(f"{TAN}/2024/01/h/", "2023-01-01", OTHER[:90] + MEETING[90:]), "2024-08-20"),
]
EXPECTED = {
    f"{NAM}/a-1.html": f"{TAN}/2024/03/c/",
    f"{NAM}/b-2.html": f"{TAN}/2024/03/c/",
    f"{EA}/d-4.aspx": f"{TAN}/2024/03/c/",
    f"{EA}/e-5.aspx": f"{TAN}/2024/03/c/",
    f"{TAN}/2024/01/g/": f"{EA}/f-6.aspx",
}


@pytest.mark.parametrize("seed", range(12))
def test_the_earliest_is_the_original_in_any_order(archive: Archive, seed: int) -> None:
    captures = list(FAMILY)
    random.Random(seed).shuffle(captures)
    for read, seen in captures:
        save(archive, read, seen)
        clusters(archive)  # never a chain, at any time
    assert clusters(archive) == EXPECTED
    assert rows(archive, "select count(*) from articles") == [(len(FAMILY),)], "nothing is dropped"
    for read, seen in captures:
        save(archive, read, seen)
    assert clusters(archive) == EXPECTED


def test_undated_repeats_come_last_and_the_first_seen_leads_them(archive: Archive) -> None:
    save(archive, repeat(f"{NAM}/x-1.html", None), "2024-05-02")
    save(archive, repeat(f"{NAM}/y-2.html", None), "2024-05-01")
    assert clusters(archive) == {f"{NAM}/x-1.html": f"{NAM}/y-2.html"}
    save(archive, repeat(f"{TAN}/2025/01/z/", "2025-01-01"), "2025-05-01")
    assert set(clusters(archive).values()) == {f"{TAN}/2025/01/z/"}


def test_an_earlier_one_that_arrives_is_elected(archive: Archive) -> None:
    save(archive, repeat(f"{NAM}/a.html", "2024-03-05"))
    save(archive, repeat(f"{NAM}/b.html", "2024-03-06"))
    assert clusters(archive) == {f"{NAM}/b.html": f"{NAM}/a.html"}
    save(archive, repeat(f"{TAN}/c/", "2024-03-04"))
    assert clusters(archive) == {f"{NAM}/a.html": f"{TAN}/c/", f"{NAM}/b.html": f"{TAN}/c/"}


def test_an_older_capture_can_change_who_was_first(archive: Archive) -> None:
    save(archive, repeat(f"{NAM}/a.html", None), "2024-05-01")
    save(archive, repeat(f"{NAM}/b.html", None), "2024-05-02")
    assert clusters(archive) == {f"{NAM}/b.html": f"{NAM}/a.html"}
    save(archive, repeat(f"{NAM}/b.html", None), "2020-05-02")
    assert clusters(archive) == {f"{NAM}/a.html": f"{NAM}/b.html"}


def test_a_text_that_changes_leaves_its_repeats_and_joins_others(archive: Archive) -> None:
    for url, day in ((f"{NAM}/a.html", "2024-03-01"), (f"{NAM}/b.html", "2024-03-02"), (f"{NAM}/c.html", "2024-03-03")):
        save(archive, repeat(url, day))
    save(archive, repeat(f"{TAN}/d/", "2024-03-02", OTHER))
    save(archive, repeat(f"{NAM}/a.html", "2024-03-01", OTHER), "2024-09-01")
    assert clusters(archive) == {f"{NAM}/c.html": f"{NAM}/b.html", f"{TAN}/d/": f"{NAM}/a.html"}
    save(archive, repeat(f"{NAM}/a.html", "2024-03-01", MEETING[:90] + OTHER[90:180]), "2024-10-01")
    assert clusters(archive) == {f"{NAM}/c.html": f"{NAM}/b.html"}


def test_a_date_that_is_corrected_is_a_new_election(archive: Archive) -> None:
    save(archive, repeat(f"{NAM}/a.html", "2024-03-01"))
    save(archive, repeat(f"{NAM}/b.html", "2024-03-02"))
    save(archive, repeat(f"{NAM}/b.html", "2024-02-02"), "2024-09-01")
    assert clusters(archive) == {f"{NAM}/a.html": f"{NAM}/b.html"}


def test_times_are_compared_as_times(archive: Archive) -> None:
    """Archives hold offsets of more than one clock: 23:00 UTC is later than 05:00 of the next day in Vietnam."""
    save(archive, repeat(f"{NAM}/a.html", "2024-03-04T23:00:00+00:00"))
    save(archive, repeat(f"{NAM}/b.html", "2024-03-05T05:00:00+07:00"))
    assert clusters(archive) == {f"{NAM}/a.html": f"{NAM}/b.html"}


def test_spelling_case_and_punctuation_make_no_other_text(archive: Archive) -> None:
    spelled = MEETING.replace("Ủy ban", "UỶ BAN").replace("hội nghị", "Hội  nghị").replace(".", " …")
    save(archive, repeat(f"{NAM}/a.html", "2024-03-01"))
    save(archive, repeat(f"{TAN}/b/", "2024-03-02", spelled))
    misspelled = MEETING.replace("giáo dục", "giao dục").replace("trường", "trương")
    save(archive, repeat(f"{EA}/c.aspx", "2024-03-03", misspelled))
    assert rows(archive, "select url, duplicate_kind from articles where duplicate_of is not null order by id") == [
        (f"{TAN}/b/", "exact"),
        (f"{EA}/c.aspx", "near"),
    ]


def test_short_posts_with_other_files_are_no_repeats(archive: Archive) -> None:
    def notice(number: int, file: str) -> Article:
        media = (Medium("attachment", f"{NAM}/uploads/{number}/{file}", "Công văn", file),)
        return article(f"{NAM}/cv-{number}.html", title="Công văn", body="Xem tệp đính kèm.", media=media)

    for number, file in enumerate(["cv-12.pdf", "cv-13.pdf", "cv-12.pdf"]):
        save(archive, notice(number, file))
    assert clusters(archive) == {f"{NAM}/cv-2.html": f"{NAM}/cv-0.html"}


def test_a_failed_batch_flags_nothing(archive: Archive) -> None:
    save(archive, repeat(f"{NAM}/a.html", "2024-03-05"))
    try:
        with archive.batch():
            archive.db.execute("update articles set title = title")
            raise KeyError
    except KeyError:
        pass
    assert clusters(archive) == {}


def test_search_shows_the_original_of_any_order(tmp_path: Path) -> None:
    shown = set()
    for seed in range(3):
        captures = list(FAMILY)
        random.Random(seed).shuffle(captures)
        with Archive(tmp_path / str(seed)) as archive:
            add_sources(archive)
            for read, seen in captures:
                save(archive, read, seen)
            shown.add(
                tuple(
                    (hit.row["url"], hit.repeats)
                    for hit in search(archive.db.conn, '"nhiệm vụ năm học"', order="newest").hits
                )
            )
    assert shown == {((f"{TAN}/2024/03/c/", 4),)}
