"""What stands on every page of a site is learned, kept, and taken off live pages, WARC records and text files."""

import json
from pathlib import Path

import pytest
from conftest import run

from archive.records import Article, Page
from archive.store import Archive
from scraper.reader import page_lines, visit
from scraper.reading.furniture import FEWEST, Furniture, Learner, line_key

SLOGAN = "Thi đua dạy tốt, học tốt, xây dựng trường học thân thiện, học sinh tích cực của quê hương Bản Lầu thân yêu."
TITLES = [
    "Ngày hội đọc sách ở trường bản Hon", "Thầy cô đội Công đoàn làm đường vào trường", "Học sinh lớp Bốn trồng rau bán trú",
    "Giải bóng chuyền hè của giáo viên toàn huyện", "Khai mạc lớp bồi dưỡng Tin học cho hiệu trưởng",
    "Trao xe đạp cho học sinh xa trường", "Hội thi kể chuyện theo sách của khối mầm non", "Lắp máy lọc nước cho điểm trường Nậm Pản",
]  # fmt: skip


def sentences(number: int) -> list[str]:
    words = "một hai ba bốn năm sáu bảy tám".split()[number]
    return [
        f"Câu chuyện thứ {words} được các thầy cô kể lại trong buổi sinh hoạt đầu tuần của cả trường.",
        f"Có {words} chục học sinh cùng cha mẹ tham gia từ sáng sớm, ai nấy đều phấn khởi và mong có thêm lần sau.",
    ]


def page(number: int, views: int = 0) -> Page:
    """Write a page whose slogan and counter stand inside the text's element."""
    text = "".join(f"<p>{line}</p>" for line in sentences(number))
    body = (
        f"<div><h1>{TITLES[number]}</h1><p>Ngày đăng: 0{number + 1}/03/2021</p><div class='nd'><p>{SLOGAN}</p>{text}"
        f"<p>Bạn đọc thứ {views or number * 137} của chuyên mục này trong tháng qua</p></div></div>"
    )
    url = f"http://banlau.example/tin/{number}.html"
    return Page(
        url,
        "2021-05-01T00:00:00+00:00",
        f"<title>{TITLES[number]}</title>{body}".encode(),
        {"content-type": "text/html"},
    )


def learn(pages: list[Page]) -> Learner:
    learner = Learner()
    for one in pages:
        learner.see(page_lines(one))
    return learner


def body(read: object) -> list[str]:
    assert isinstance(read, Article), read
    return read.body.split("\n")


def test_what_stands_on_every_page_is_no_text() -> None:
    learner = learn([page(number) for number in range(6)])
    furniture = Furniture(frozenset(learner.learned))
    assert SLOGAN in body(visit(page(7)).read)
    assert body(visit(page(7), furniture=furniture).read) == sentences(7)


def test_titles_bylines_and_own_sentences_are_never_furniture() -> None:
    furniture = Furniture(frozenset(learn([page(number) for number in range(6)]).learned))
    assert furniture.holds(SLOGAN)
    assert furniture.holds("Bạn đọc thứ 99999 của chuyên mục này trong tháng qua")
    assert not any(map(furniture.holds, [*TITLES, *sentences(2), "Ngày đăng: 03/03/2021"]))
    assert line_key("Tác giả: Nguyễn Thị Lan") is None
    assert line_key("Những tin cũ hơn") is None  # it tells where a text ends


def test_a_few_pages_or_one_page_again_and_again_teach_nothing() -> None:
    assert learn([page(number) for number in range(FEWEST - 1)]).learned == {}
    assert learn([page(3)] * 20).learned == {}


def test_the_day_of_a_clock_is_furniture_and_no_publication_is() -> None:
    lines = [
        ["Thứ bảy, 01/05/2021", f"Đăng lúc: 0{number}/03/2021 08:00", f"Câu số {'abcdefgh'[number]}"]
        for number in range(1, 8)
    ]
    learner = Learner()
    for one in lines:
        learner.see(one)
    assert set(learner.learned) == {"Thứ bảy, 01/05/2021"}


def test_text_files_of_one_source(tmp_path: Path) -> None:
    """The slogan looks like the first paragraph; only the other files tell that it is none."""
    for number in range(6):
        text = "\n".join(
            [SLOGAN.upper(), TITLES[number], f"Ngày đăng: 0{number + 1}/03/2021", SLOGAN, *sentences(number)]
        )
        (tmp_path / f"bai-{number}.txt").write_text(text, "utf-8")
    kho = tmp_path / "kho"
    assert run("import", tmp_path, "--source", "pgdvuquang", "--archive", kho).returncode == 0
    with Archive(kho) as archive:
        bodies = [row[0].split("\n") for row in archive.db.execute("select body from articles order by url")]
        assert bodies == [sentences(number) for number in range(6)]
        assert archive.furniture("pgdvuquang")


@pytest.mark.parametrize("times", [1, 2])
def test_html_files_are_read_with_what_their_site_taught(tmp_path: Path, times: int) -> None:
    for number in range(6):
        found = page(number)
        source = found.body.decode().replace("<title>", f"<link rel=canonical href='{found.url}'><title>", 1)
        (tmp_path / f"{number}.html").write_text(source, "utf-8")
    kho = tmp_path / "kho"
    for _ in range(times):
        assert run("import", tmp_path, "--source", "pgdvuquang", "--archive", kho).returncode == 0
    with Archive(kho) as archive:
        rows = archive.db.execute("select body, flags from articles order by url").fetchall()
        assert [row[0].split("\n") for row in rows] == [sentences(number) for number in range(6)]
        assert {tuple(json.loads(row[1])) for row in rows} == {()}
        assert archive.db.execute("select count(*) from revisions").fetchone() == (0,)


def test_reading_an_answer_again_is_no_revision(tmp_path: Path) -> None:
    """The first pages of a crawl are read before the site is known, and again after."""
    furniture = Furniture(frozenset(learn([page(number) for number in range(6)]).learned))
    with Archive(tmp_path) as archive, archive.batch():
        from archive.store import source_for_host

        source = source_for_host(page(0).url)
        archive.add_source(source)
        assert archive.store(page(0), visit(page(0)).read, source.id) == "new"
        assert archive.store(page(0), visit(page(0), furniture=furniture).read, source.id) == "unchanged"
        assert archive.db.execute("select body from articles").fetchone()[0].split("\n") == sentences(0)
        assert archive.db.execute("select count(*) from revisions").fetchone() == (0,)
        assert archive.db.execute("select changed_at from articles").fetchone() == (None,)
        words = archive.db.execute("select count(*) from articles_fts where articles_fts match ?", ['"thân thiện"'])
        assert words.fetchone() == (0,)
