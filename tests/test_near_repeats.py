"""Near repeats in an archive: found one article at a time, the same whatever the order, undone and explained by people."""

import random
from pathlib import Path

import pytest
from conftest import MEETING, add_sources, article, article_id, dump, rows, save

from archive.duplicates.explanation import explain, neighbours, template_kin
from archive.records import Article
from archive.store import Archive

NAM, TAN, EA = "http://namson.example", "http://tanha.example", "http://ealinh.example"
READING = (
    "Ngày hội đọc sách của các trường tiểu học diễn ra trong hai ngày cuối tuần, thu hút gần sáu trăm học sinh cùng phụ "
    "huynh. Các em kể chuyện theo sách, vẽ bìa sách và trao đổi những cuốn đã đọc. Ban tổ chức tặng mỗi trường một tủ sách "
    "nhỏ do các thầy cô quyên góp suốt học kỳ vừa qua."
)
CLOSING = "Bài viết được đăng lại để bạn đọc của trang cùng theo dõi."
EDITED = MEETING.replace("lãnh đạo", "đại diện lãnh đạo").replace("ghi nhận", "đánh giá cao")
LETTER = (
    "Phòng Giáo dục và Đào tạo huyện {place} kính mời ông {name}, Hiệu trưởng Trường THCS {school}, tới dự lễ tổng kết năm "
    "học vào hồi {hour} giờ ngày {day} tại hội trường huyện {place}. Đề nghị ông chuẩn bị báo cáo ngắn về công tác duy trì "
    "sĩ số và gửi về bộ phận tổng hợp trước ngày {before}. Sự có mặt của ông góp phần vào thành công của buổi lễ."
)


def letter(place: str, name: str, school: str, hour: int, day: str, before: str) -> str:
    return LETTER.format(place=place, name=name, school=school, hour=hour, day=day, before=before)


ONE = letter("Nậm Sơn", "Lò Văn Pành", "Nậm Lạnh", 8, "28/5/2023", "20/5/2023")
OTHER = letter("Tân Hà", "Trần Minh Quý", "Hòa Bình", 14, "30/5/2024", "22/5/2024")


def clusters(archive: Archive) -> dict[str, tuple[str, str]]:
    """Return the original and the kind of each repeat by their addresses."""
    sql = "select a.url, o.url, a.duplicate_kind from articles a join articles o on o.id = a.duplicate_of"
    assert not rows(
        archive, "select 1 from articles a join articles o on o.id = a.duplicate_of where o.duplicate_of is not null"
    )
    return {url: (original, kind) for url, original, kind in rows(archive, sql)}


def piece(url: str, day: str | None, body: str, **fields: str) -> Article:
    return article(url, body=body, published_at=day, **fields)


STORIES = [
    piece(f"{NAM}/a-1.html", "2024-03-05T08:00:00+07:00", MEETING),
    piece(f"{NAM}/b-2.html", "2024-03-07", MEETING),
    piece(f"{TAN}/c/", "2024-03-06", EDITED),
    piece(f"{TAN}/d/", None, f"{EDITED}\n{CLOSING}"),
    piece(f"{EA}/e.aspx", "2024-03-09", f"{MEETING}\n{CLOSING}"),
    piece(f"{EA}/f.aspx", "2024-03-01", READING),
    piece(f"{NAM}/g-7.html", "2024-03-02", READING.upper()),
    piece(f"{NAM}/h-8.html", "2023-05-11", ONE),
    piece(f"{TAN}/i/", "2024-05-12", OTHER),
    piece(f"{EA}/k.aspx", "2024-05-13", OTHER),
]
EXPECTED = {
    f"{NAM}/b-2.html": (f"{NAM}/a-1.html", "exact"),
    f"{TAN}/c/": (f"{NAM}/a-1.html", "near"),
    f"{TAN}/d/": (f"{NAM}/a-1.html", "near"),
    f"{EA}/e.aspx": (f"{NAM}/a-1.html", "near"),
    f"{NAM}/g-7.html": (f"{EA}/f.aspx", "exact"),
    f"{EA}/k.aspx": (f"{TAN}/i/", "exact"),
}


@pytest.mark.parametrize("seed", range(10))
def test_the_clusters_are_the_same_in_any_order(archive: Archive, seed: int) -> None:
    captures = list(STORIES)
    random.Random(seed).shuffle(captures)
    for read in captures:
        save(archive, read)
        clusters(archive)
    assert clusters(archive) == EXPECTED
    assert {kin["url"] for kin in template_kin(archive.db, article_id(archive, f"{NAM}/h-8.html"))} == {f"{TAN}/i/"}


def test_rebuilding_gives_the_same_rows(archive: Archive) -> None:
    for read in STORIES:
        save(archive, read)
    with archive.batch():
        first = article_id(archive, f"{TAN}/c/")
        archive.repeats.decide(first, article_id(archive, f"{NAM}/a-1.html"), "split", "2025-01-01")
    before = dump(archive.path.parent)
    with archive.batch():
        assert sum(archive.repeats.rebuild()) == len({body.lower() for body in (read.body for read in STORIES)})
    after = dump(archive.path.parent)
    for table in before:
        if not table.startswith("sketch"):
            assert after[table] == before[table], table


def test_what_comes_after_a_restart_is_compared_with_what_was_before(tmp_path: Path) -> None:
    for at, read in enumerate(STORIES):
        with Archive(tmp_path) as archive:
            if at == 0:
                add_sources(archive)
            save(archive, read)
    with Archive(tmp_path) as archive:
        assert clusters(archive) == EXPECTED


def test_sketches_of_another_making_are_made_anew(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        add_sources(archive)
        for read in STORIES[:-1]:
            save(archive, read)
        with archive.batch():
            archive.db.execute("delete from sketch_tail")
            archive.db.execute("update sketch_runs set version = 'of an older library'")
    with Archive(tmp_path) as archive:
        save(archive, piece(f"{EA}/new.aspx", "2025-01-01", f"{READING}\n{CLOSING}"))
        assert clusters(archive)[f"{EA}/new.aspx"] == (f"{EA}/f.aspx", "near")


def test_short_texts_are_only_exact_repeats(archive: Archive) -> None:
    save(archive, piece(f"{NAM}/a.html", "2024-01-01", "Ngày mai học sinh toàn huyện nghỉ học để tránh bão."))
    save(archive, piece(f"{TAN}/b/", "2024-01-02", "Ngày mai học sinh toàn huyện nghỉ học để tránh bão số 3."))
    assert clusters(archive) == {}


def test_an_edit_that_makes_it_another_text_ends_the_repeat(archive: Archive) -> None:
    for read in STORIES[:4]:
        save(archive, read)
    save(archive, piece(f"{NAM}/a-1.html", "2024-03-05T08:00:00+07:00", READING), "2024-09-01")
    assert clusters(archive) == {
        f"{NAM}/b-2.html": (f"{TAN}/c/", "near"),
        f"{TAN}/d/": (f"{TAN}/c/", "near"),
    }
    save(archive, piece(f"{NAM}/b-2.html", "2024-03-07", READING), "2024-09-02")
    assert clusters(archive) == {
        f"{NAM}/b-2.html": (f"{NAM}/a-1.html", "exact"),
        f"{TAN}/d/": (f"{TAN}/c/", "near"),
    }
    save(archive, piece(f"{EA}/z.aspx", "2025-01-01", MEETING))
    assert clusters(archive)[f"{EA}/z.aspx"] == (f"{TAN}/c/", "near")


def test_the_copy_of_a_text_stands_for_it_when_the_first_one_changes(archive: Archive) -> None:
    save(archive, piece(f"{NAM}/a.html", "2024-03-05", MEETING))
    save(archive, piece(f"{TAN}/b/", "2024-03-06", MEETING))
    save(archive, piece(f"{NAM}/a.html", "2024-03-05", READING), "2024-09-01")
    save(archive, piece(f"{EA}/c.aspx", "2024-03-07", EDITED))
    assert clusters(archive) == {f"{EA}/c.aspx": (f"{TAN}/b/", "near")}


def test_of_the_same_moment_the_credited_site_is_the_original(archive: Archive) -> None:
    day = "2024-03-05"
    save(archive, piece(f"{NAM}/a.html", day, MEETING, credit="Phòng GD&ĐT huyện Tân Hà"))
    save(archive, piece(f"{TAN}/b/", day, MEETING), "2024-09-01")
    assert clusters(archive) == {f"{NAM}/a.html": (f"{TAN}/b/", "exact")}
    save(archive, piece(f"{EA}/c.aspx", "2024-03-04", MEETING))
    assert set(clusters(archive).values()) == {(f"{EA}/c.aspx", "exact")}


def test_a_credit_that_comes_late_is_heard(archive: Archive) -> None:
    save(archive, piece(f"{NAM}/a.html", "2024-03-05", MEETING))
    save(archive, piece(f"{TAN}/b/", "2024-03-05", MEETING), "2024-09-01")
    assert set(clusters(archive)) == {f"{TAN}/b/"}
    save(archive, piece(f"{EA}/c.aspx", "2024-03-09", MEETING, credit="tanha.example"))
    assert set(clusters(archive).values()) == {(f"{TAN}/b/", "exact")}


def ids(archive: Archive, *urls: str) -> list[int]:
    return [article_id(archive, url) for url in urls]


def test_an_explanation_tells_scores_slots_and_decisions(archive: Archive) -> None:
    for read in STORIES:
        save(archive, read)
    one, other, near, original = ids(archive, f"{NAM}/h-8.html", f"{TAN}/i/", f"{TAN}/c/", f"{NAM}/a-1.html")
    form = explain(archive.db, one, other)
    assert form is not None
    assert (form.comparison.kin, form.together, form.decision) == ("template", False, None)
    assert ("Lò Văn Pành", "Trần Minh Quý") in [(d.a, d.b) for d in form.comparison.differences]
    assert {d.kind for d in form.comparison.differences} == {"slot"}
    same = explain(archive.db, near, original)
    assert same is not None
    assert same.together
    assert 0.5 < same.comparison.jaccard < same.comparison.containment < 1
    assert neighbours(archive.db, near) == [original]
    assert set(neighbours(archive.db, original)) == {
        row[0] for row in rows(archive, "select id from articles where duplicate_of = ?", original)
    }
    assert neighbours(archive.db, one) == [other]
    assert explain(archive.db, one, 10**9) is None


def test_clusters_view_counts_pages_sites_and_days(archive: Archive) -> None:
    for read in STORIES:
        save(archive, read)
    (first, *_) = rows(
        archive, "select article_id, first_publisher, size, sites, near, days from clusters order by size desc"
    )
    assert first == (article_id(archive, f"{NAM}/a-1.html"), "Phòng GD&ĐT huyện Nậm Sơn", 5, 3, 3, 4)


def test_an_older_archive_is_brought_up_to_date(tmp_path: Path) -> None:
    """Keys of addresses, keys of texts and near repeats are those of an archive made today."""
    captures = [
        *STORIES[:5],
        piece(f"{TAN}/2024/le/amp/", "2024-04-01", f"Mở đầu của bài.\n{READING}", lead="Mở đầu của bài."),
    ]
    for at, folder in enumerate((tmp_path / "old", tmp_path / "new")):
        with Archive(folder) as archive:
            add_sources(archive)
            for read in captures:
                save(archive, read)
            if at == 0:
                _make_old(archive)
    with Archive(tmp_path / "old") as old, Archive(tmp_path / "new") as new:
        sql = "select url, url_key, text_hash, duplicate_of, duplicate_kind, similarity from articles order by id"
        assert rows(old, sql) == rows(new, sql)
        assert clusters(old) == clusters(new) != {}


def _make_old(archive: Archive) -> None:
    """Take away what this version brought, and change what it changed."""
    for view in ("clusters", "template_kin"):
        archive.db.execute(f"drop view {view}")
    for table in ("text_kin", "duplicate_decisions", "sketch_tail", "sketch_runs", "sketch_parts"):
        archive.db.execute(f"drop table {table}")
    for index in ("articles_post_id", "pages_key"):
        archive.db.execute(f"drop index {index}")
    archive.db.execute("alter table articles drop column post_id")
    archive.db.execute("update articles set duplicate_of = null, duplicate_kind = null, similarity = null")
    archive.db.execute("update articles set url_key = url_key || '/amp' where url like '%/amp/'")
    archive.db.execute("update articles set text_hash = 'of lead and body' where lead is not null")
    archive.db.execute("delete from _sqlite_migrations where name >= 'm005'")


@pytest.mark.parametrize("seed", range(6))
def test_capitals_tell_names_whichever_spelling_came_first(archive: Archive, seed: int) -> None:
    here, there = (
        MEETING.replace("hội nghị tổng kết", f"hội nghị {name} tổng kết") for name in ("Lê Văn An", "Trần Thị Hà")
    )
    captures = [
        piece(f"{NAM}/1.html", "2024-01-01", here),
        piece(f"{TAN}/2/", "2024-01-01", here.lower()),
        piece(f"{EA}/3.aspx", "2024-01-01", there),
    ]
    random.Random(seed).shuffle(captures)
    for read in captures:
        save(archive, read)
    assert [set(pair) for pair in [{url, original} for url, (original, _) in clusters(archive).items()]] == [
        {f"{NAM}/1.html", f"{TAN}/2/"}
    ]


def test_capitals_that_come_later_are_heard(archive: Archive) -> None:
    here, there = (
        MEETING.replace("hội nghị tổng kết", f"hội nghị {name} tổng kết") for name in ("Lê Văn An", "Trần Thị Hà")
    )
    save(archive, piece(f"{NAM}/1.html", "2024-01-01", here.lower()))
    save(archive, piece(f"{TAN}/2/", "2024-01-02", there.lower()))
    assert len(clusters(archive)) == 1
    save(archive, piece(f"{NAM}/1.html", "2024-01-01", here), "2025-01-01")
    save(archive, piece(f"{TAN}/2/", "2024-01-02", there), "2025-01-01")
    assert clusters(archive) == {}


def test_numbers_of_thousands_of_digits_are_compared(archive: Archive) -> None:
    save(archive, piece(f"{NAM}/1.html", "2024-01-01", "9" * 5_000 + " " + MEETING))
    save(archive, piece(f"{TAN}/2/", "2024-01-02", "8" * 5_000 + " " + MEETING))
    assert clusters(archive) == {}
