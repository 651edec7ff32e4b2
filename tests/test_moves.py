"""An article that moves, is renamed, shown in other views or cleaned better stays one article, with no false revision."""

import itertools

import pytest
from conftest import MEETING, article, article_id, page, rows, save
from test_store import assert_sound

from archive.records import Article, NotAnArticle
from archive.store import Archive
from scraper.families import FAMILIES
from scraper.reader import read
from scraper.reading.refusals import redirect

OLD = "http://namson.example/tin-tuc/hoi-nghi-tong-ket-12.html"
NEW = "http://namson.example/thong-bao/le-tong-ket-12.html"
FURNITURE = "Chào mừng bạn đến với trang thông tin của ngành"


def post(url: str, body: str = MEETING, number: str | None = "12", **fields: str) -> Article:
    return article(url, body=body, post_id=number, **fields)


def urls(archive: Archive) -> list[tuple[str, str | None]]:
    return [(row[0], row[1]) for row in rows(archive, "select url, gone_at from articles order by id")]


NIGHTS = [
    lambda archive: save(archive, post(OLD), "2025-01-01"),
    lambda archive: save(archive, post(NEW), "2025-02-01"),
    lambda archive: save(archive, redirect(OLD, NEW), "2025-02-01", OLD, status=301),
]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_a_moved_article_is_one_under_its_new_address(archive: Archive, order: tuple[int, ...]) -> None:
    for at in order:
        NIGHTS[at](archive)
    assert urls(archive) == [(NEW, None)]
    assert rows(archive, "select count(*) from revisions") == [(0,)]
    assert rows(archive, "select first_seen_at, last_seen_at, changed_at from articles") == [
        ("2025-01-01T03:00:00+00:00", "2025-02-01T03:00:00+00:00", None)
    ]
    assert {row[0] for row in rows(archive, "select article_id from pages")} == {article_id(archive, NEW)}
    assert_sound(archive)


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_old_address_that_is_no_more_says_nothing_of_the_article(archive: Archive, order: tuple[int, ...]) -> None:
    missing = NotAnArticle("error", "HTTP 404")
    nights = [*NIGHTS[:2], lambda archive: save(archive, missing, "2025-03-01", OLD, status=404)]
    for at in order:
        nights[at](archive)
    assert urls(archive) == [(NEW, None)]
    save(archive, missing, "2025-04-01", NEW, status=404)
    assert urls(archive) == [(NEW, "2025-04-01T03:00:00+00:00")]
    assert rows(archive, "select body from articles") == [(MEETING,)]
    save(archive, post(NEW), "2025-05-01")
    assert urls(archive) == [(NEW, None)]


def test_moved_and_edited_is_one_article_with_a_revision(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    assert save(archive, post(NEW, MEETING.replace("43 trường", "44 trường")), "2025-02-01") == "changed"
    assert urls(archive) == [(NEW, None)]
    assert rows(archive, "select body from revisions") == [(MEETING,)]
    assert_sound(archive)


def test_two_modules_may_give_one_number_to_two_articles(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    other = "Thư viện huyện mở cửa trở lại từ thứ hai tuần sau, phục vụ bạn đọc cả ngày thứ bảy. " * 5
    save(archive, post(NEW, other, title="Thư viện mở cửa"), "2025-02-01")
    assert urls(archive) == [(OLD, None), (NEW, None)]


def test_the_same_number_on_another_site_is_another_article(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    save(archive, post("http://tanha.example/2025/01/le/"), "2025-02-01")
    assert len(urls(archive)) == 2


def test_an_address_given_to_another_article(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    save(archive, post(NEW), "2025-02-01")
    other = "Thư viện huyện mở cửa trở lại từ thứ hai tuần sau, phục vụ bạn đọc cả ngày thứ bảy. " * 5
    save(archive, post(OLD, other, "99", title="Thư viện mở cửa"), "2025-03-01")
    assert urls(archive) == [(NEW, None), (OLD, None)]


def test_a_redirect_to_the_home_page_says_that_an_article_is_gone(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    save(archive, redirect(OLD, "http://namson.example/"), "2025-02-01", OLD, status=302)
    assert urls(archive) == [(OLD, "2025-02-01T03:00:00+00:00")]
    save(archive, redirect(OLD, OLD.replace("http:", "https:")), "2025-03-01", OLD, status=301)
    save(archive, post(OLD.replace("http:", "https:")), "2025-03-01")
    assert urls(archive)[0][1] is None


@pytest.mark.parametrize("view", ["http://tanha.example/2024/le/amp/", "http://tanha.example/2024/le/?amp=1"])
def test_an_amp_view_is_read_but_never_changes_the_article(archive: Archive, view: str) -> None:
    own = "http://tanha.example/2024/le/"
    save(archive, article(own, body=MEETING.split("\n")[0]), "2025-01-01", view)
    assert urls(archive) == [(own, None)]
    save(archive, article(own), "2025-01-02", own)
    assert save(archive, article(own, body=MEETING.split("\n")[0]), "2025-01-03", view) == "unchanged"
    assert rows(archive, "select body, last_seen_at from articles") == [(MEETING, "2025-01-03T03:00:00+00:00")]


@pytest.mark.parametrize(
    "body",
    [MEETING.replace("\n", " "), MEETING.replace(". ", ".\n"), MEETING.replace(" ", "  "), f"{MEETING}\n{FURNITURE}"],
)
@pytest.mark.parametrize("older_first", [True, False])
def test_markup_and_furniture_make_no_revision(archive: Archive, body: str, older_first: bool) -> None:
    with archive.batch():
        archive.learn_furniture("pgd-nam-son", {FURNITURE.lower(): 9}, 10, "2025-01-01")
    captures = [(post(OLD, body), "2025-01-01"), (post(OLD), "2025-02-01")]
    for read_, seen in captures if older_first else reversed(captures):
        save(archive, read_, seen)
    assert rows(archive, "select body, changed_at from articles") == [(MEETING, None)]
    assert rows(archive, "select count(*) from revisions") == [(0,)]
    assert_sound(archive)


def test_a_comma_is_a_revision(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    assert save(archive, post(OLD, MEETING.replace("xa trung tâm,", "xa trung tâm")), "2025-02-01") == "changed"


@pytest.mark.parametrize(
    ("family", "url", "number"),
    [
        ("nukeviet", "http://x.vn/Tin-tuc/Le-Khai-giang-225.html", "225"),
        ("nukeviet", "http://x.vn/index.php?language=vi&nv=news&op=Tin-tuc/le-khai-giang-225.html", "225"),
        ("nukeviet", "http://x.vn/tin-tuc/page-2/", None),
        ("quangich_ct", "http://x.vn/hoat-dong/tieu-de/ct/21/3456", "3456"),
        ("quangich_ct", "http://x.vn/hoat-dong/tieu-de/ctmb/21/3456", "3456"),
        ("wordpress", "http://x.vn/?p=77", "77"),
        ("wordpress", "http://x.vn/2024/01/le-khai-giang/", None),
        ("sharepoint", "http://x.vn/newsdetail.aspx?CatId=4&NewsId=+88", "88"),
        ("joomla", "http://x.vn/index.php/tin-tuc/12-le-khai-giang", "12"),
        ("drupal", "http://x.vn/node/5", "5"),
        ("violet", "http://x.vn/entry/showprint/entry_id/9", "9"),
        ("generic", "http://x.vn/tin-tuc/le-khai-giang-225.html", None),
    ],
)  # fmt: skip
def test_what_a_cms_calls_its_articles(family: str, url: str, number: str | None) -> None:
    assert FAMILIES[family].post_id(url) == number


def test_wordpress_tells_the_number_in_its_head() -> None:
    html = f"""<html><head><title>Lễ tổng kết</title><meta name="generator" content="WordPress 6.1">
    <link rel="shortlink" href="http://tanha.example/?p=77"></head><body class="single single-post"><article>
    <h1 class="entry-title">Lễ tổng kết</h1><div class="entry-content"><p>{MEETING}</p></div></article></body></html>"""
    found = read(page("http://tanha.example/2024/01/le-tong-ket/", body=html.encode()))
    assert isinstance(found, Article)
    assert found.post_id == "77"


MISSING = NotAnArticle("error", "HTTP 404")


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_gone_is_the_first_answer_after_the_last_sight_in_any_order(archive: Archive, order: tuple[int, ...]) -> None:
    nights = [
        lambda: save(archive, post(OLD), "2025-01-01"),
        lambda: save(archive, post(OLD), "2025-01-03"),
        lambda: save(archive, MISSING, "2025-01-05", OLD, status=404),
    ]
    for at in order:
        nights[at]()
    assert urls(archive) == [(OLD, "2025-01-05T03:00:00+00:00")]


def test_an_earlier_answer_that_comes_late_moves_the_day_it_was_gone(archive: Archive) -> None:
    save(archive, post(OLD), "2025-01-01")
    save(archive, MISSING, "2025-01-07", OLD, status=404)
    save(archive, MISSING, "2025-01-05", OLD, status=404)
    assert urls(archive) == [(OLD, "2025-01-05T03:00:00+00:00")]
    save(archive, post(OLD), "2025-01-06")
    assert urls(archive) == [(OLD, "2025-01-07T03:00:00+00:00")]


def test_two_modules_may_give_one_number_and_one_title_to_two_articles(archive: Archive) -> None:
    other = "Thư viện huyện mở cửa trở lại từ thứ hai tuần sau, phục vụ bạn đọc cả ngày thứ bảy. " * 5
    save(archive, post("http://namson.example/tin/thong-bao-12.html", title="Thông báo"), "2025-01-01")
    save(archive, post("http://namson.example/van-ban/thong-bao-12.html", other, title="Thông báo"), "2025-02-01")
    assert len(urls(archive)) == 2


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_own_page_tells_the_text_whatever_views_came_before(archive: Archive, order: tuple[int, ...]) -> None:
    own = "http://tanha.example/2024/le/"
    views = [
        (article(own, body=MEETING.split("\n")[0]), "2025-01-01", f"{own}amp/"),
        (article(own), "2025-01-02", own),
        (article(own, body=MEETING.split("\n")[1]), "2025-01-03", f"{own}?amp=1"),
    ]
    for at in order:
        save(archive, *views[at])
    columns = "body, first_seen_at, last_seen_at, changed_at"
    assert rows(archive, f"select {columns} from articles") == [
        (MEETING, "2025-01-01T03:00:00+00:00", "2025-01-03T03:00:00+00:00", None)
    ]
    assert rows(archive, "select count(*) from revisions") == [(0,)]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_an_edit_is_a_revision_also_when_the_address_was_gone_in_between(
    archive: Archive, order: tuple[int, ...]
) -> None:
    nights = [
        lambda: save(archive, post(OLD), "2025-01-01"),
        lambda: save(archive, MISSING, "2025-01-03", OLD, status=404),
        lambda: save(archive, post(OLD, MEETING.replace("43 trường", "44 trường")), "2025-01-05"),
    ]
    for at in order:
        nights[at]()
    assert rows(archive, "select body from revisions") == [(MEETING,)]
    assert urls(archive) == [(OLD, None)]
