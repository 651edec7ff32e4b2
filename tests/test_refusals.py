"""Answers that are no article, each with its reason."""

import pytest

from archive.records import Article, NotAnArticle, Page
from scraper.families import FAMILIES
from scraper.reader import read, visit

FETCHED = "2025-12-01T08:00:00+07:00"
PROSE = "Con đường vào bản được rải đá từ đầu mùa khô, nên xe chở sách của nhà trường tới sớm hơn mọi năm cả tiếng đồng hồ. "


def answer(
    body: str | bytes = "", status: int = 200, url: str = "http://a.example/tin/bai.html", **headers: str
) -> Page:
    headers = {"content-type": "text/html; charset=utf-8"} | {
        key.replace("_", "-"): value for key, value in headers.items()
    }
    return Page(url, FETCHED, body if isinstance(body, bytes) else body.encode(), headers, status)


def refused(page: Page) -> NotAnArticle:
    found = read(page)
    assert isinstance(found, NotAnArticle)
    assert found.reason
    return found


def article_of(body: str, title: str = "Xe sách về bản trước mùa rét", head: str = "") -> str:
    return f"<html><head><title>{title} | PGD</title>{head}</head><body><h1>{title}</h1><div class=content>{body}</div></body></html>"


@pytest.mark.parametrize("status", [400, 401, 403, 404, 410, 451, 500, 502, 503, 504, 520])
def test_errors(status: int) -> None:
    found = refused(answer(article_of(f"<p>{PROSE * 4}</p>"), status))
    assert found.kind == "error"
    assert str(status) in found.reason


def test_too_many_requests_is_blocked() -> None:
    assert refused(answer("Xin chờ", 429)).kind == "blocked"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_tell_where_to(status: int) -> None:
    found = refused(answer("", status, location="/tin/moi.html"))
    assert (found.kind, found.article_url) == ("redirect", "http://a.example/tin/moi.html")


@pytest.mark.parametrize(
    ("media_type", "kind"),
    [
        ("image/jpeg", "image"), ("application/pdf", "attachment"), ("application/msword", "attachment"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "attachment"),
        ("application/zip", "attachment"), ("application/octet-stream", "attachment"), ("audio/mpeg", "data"),
        ("video/mp4", "data"), ("application/json", "data"), ("text/css", "script"), ("application/javascript", "script"),
        ("text/javascript; charset=utf-8", "script"), ("text/plain", "data"), ("font/woff2", "data"), ("application/x-unknown", "data"),
    ],
)  # fmt: skip
def test_media_types(media_type: str, kind: str) -> None:
    assert refused(answer("x" * 100, content_type=media_type)).kind == kind


@pytest.mark.parametrize(
    "media_type", ["application/rss+xml", "text/xml; charset=utf-8", "application/xml", "application/atom+xml"]
)
def test_feeds_and_sitemaps(media_type: str) -> None:
    feed = '<?xml version="1.0"?><rss version="2.0"><channel><item><link>http://a.example/tin/1.html</link></item></channel></rss>'
    sitemap = '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>http://a.example/2</loc></url></urlset>'
    seen = visit(answer(feed, content_type=media_type), links=True)
    assert isinstance(seen.read, NotAnArticle)
    assert (seen.read.kind, seen.links) == ("feed", ("http://a.example/tin/1.html",))
    seen = visit(answer(sitemap, content_type=media_type), links=True)
    assert isinstance(seen.read, NotAnArticle)
    assert (seen.read.kind, seen.links) == ("sitemap", ("http://a.example/2",))


def test_robots() -> None:
    page = answer(
        "User-agent: *\nSitemap: http://a.example/sitemap.xml\n",
        url="http://a.example/robots.txt",
        content_type="text/plain",
    )
    seen = visit(page, links=True)
    assert isinstance(seen.read, NotAnArticle)
    assert (seen.read.kind, seen.links) == ("robots", ("http://a.example/sitemap.xml",))


@pytest.mark.parametrize("body", ["", " \n\t ", "<!-- -->", "<html></html>", "\x00\x00\x00", "<", "\ufeff"])
def test_empty_pages(body: str) -> None:
    refused(answer(body))


@pytest.mark.parametrize(
    "head",
    [b"%PDF-1.4 ", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n", b"GIF89a", b"Rar!\x1a"],
)
def test_binary_data_labelled_as_html(head: bytes) -> None:
    assert refused(answer(head + b"<html><p>x" * 100)).kind in ("data", "attachment", "image")


@pytest.mark.parametrize(
    "page",
    [
        '<div class="floodblocker"><p>Hãy đợi 60 giây</p></div>',
        "<div class='floodblocker error'>Hãy đợi</div>",
        "<p>Hệ thống đang từ chối truy cập của bạn.</p>",
        "<title>Too Many Requests</title><h1>Too many requests</h1>",
    ],
)
def test_flood_blockers_with_status_200(page: str) -> None:
    assert refused(answer(page)).kind == "blocked"


@pytest.mark.parametrize(
    "words",
    [
        "Trang bạn yêu cầu không tồn tại.", "Không tìm thấy trang", "Bài viết không tồn tại", "Bài viết này đã bị xóa", "404 Not Found",
        "Website đang bảo trì, mời quý vị quay lại sau.", "Index of /uploads", "Database error",
        "Không tìm thấy bài viết",
    ],
)  # fmt: skip
def test_errors_in_words(words: str) -> None:
    assert refused(answer(f"<html><head><title>PGD</title></head><body><h1>{words}</h1></body></html>")).kind == "error"


@pytest.mark.parametrize(
    "words",
    [
        "This account has been suspended", "Website đã bị khóa", "This domain is for sale. Buy now or make an offer today.",
        "Tên miền này đang được rao bán", "Welcome to nginx!", "Apache2 Debian Default Page", "It works!", "Coming soon",
        "Trang web đang được xây dựng", "Hosting của quý khách đã hết hạn, vui lòng gia hạn", "Bandwidth Limit Exceeded",
    ],
)  # fmt: skip
def test_parked_and_suspended(words: str) -> None:
    found = refused(answer(f"<title>a.example</title><h1>a.example</h1><p>{words}</p>"))
    assert found.kind == "parked"
    assert words[:8] in found.reason or found.reason.startswith("parked")


BETS = (
    "Nhà cái uy tín hàng đầu với kho game casino, nổ hũ, tài xỉu và slot. Khuyến mãi nạp đầu 100%, rút tiền trong năm phút. "
    "Đăng ký ngay hôm nay để nhận code tân thủ, chơi ngay baccarat và xóc đĩa cùng hàng triệu người chơi trên cả nước. "
)
WARNING = (
    "Thời gian qua trên mạng xuất hiện nhiều trang cá cược bóng đá, tài xỉu trá hình trò chơi, lôi kéo cả học sinh. "
    "Nhà trường đề nghị cha mẹ nhắc con em không truy cập, kịp thời báo cho giáo viên chủ nhiệm và công an xã khi phát hiện. "
)


def test_hijacked_by_a_betting_shop() -> None:
    found = refused(answer(article_of(f"<p>{BETS}</p>" * 3, "Top nhà cái casino uy tín 2025")))
    assert found.kind == "hijacked"
    assert "bets" in found.reason


def test_a_warning_of_bets_is_no_bet() -> None:
    page = answer(article_of(f"<p>{WARNING}</p><p>{PROSE * 2}</p>", "Cảnh báo cá cược bóng đá trong học sinh"))
    assert isinstance(read(page), Article)


@pytest.mark.parametrize(
    "text",
    [
        "激安ブランド時計の通販サイトです。最高品質の商品を取り揃えております。",
        "Купить дешево онлайн с доставкой по всей стране. ",
    ],
)
def test_hijacked_in_another_script(text: str) -> None:
    assert refused(answer(article_of(f"<p>{text * 8}</p>", text[:20]))).kind == "hijacked"


ENGLISH = (
    "The best essay writers are here for you, at any hour of the day and for any subject that your school may ask for. "
)


def test_hijacked_without_a_word_of_vietnamese() -> None:
    page = article_of(f"<p>{ENGLISH * 4}</p>", "Best essay writers for your school")
    assert refused(answer(page, url="http://pgdsonlinh.edu.vn/best-essay.html")).kind == "hijacked"
    assert isinstance(read(answer(page, url="http://pgdsonlinh.edu.vn/en/our-essays.html")), Article)
    assert isinstance(read(answer(page, url="http://paper.example/best-essay.html")), Article)


def test_a_form_to_log_in() -> None:
    page = "<title>PGD</title><h1>Thành viên</h1><form><input name=u><input type=password name=p></form>"
    assert refused(answer(page, url="http://a.example/thanh-vien")).kind == "login"


def test_redirects_to_the_home_page_say_that_a_page_is_gone() -> None:
    found = refused(answer("", 302, location="/"))
    assert (found.kind, found.article_url) == ("redirect", None)
    assert "no such page" in found.reason


def test_a_script_that_leads_away() -> None:
    found = refused(answer("<script>window.location.href = '/trang-chu.html';</script>"))
    assert (found.kind, "trang-chu" in found.reason) == ("redirect", True)


def test_refresh_to_another_page() -> None:
    page = "<meta http-equiv='refresh' content=\"0; url='/moi.html'\"><p>Đang chuyển trang</p>"
    found = refused(answer(page))
    assert found.kind == "redirect"
    assert "http://a.example/moi.html" in found.reason


def test_a_long_article_that_speaks_of_errors_is_one() -> None:
    body = f"<p>{PROSE * 6}</p><p>Nhiều phụ huynh gặp dòng chữ không tìm thấy trang khi nộp hồ sơ trực tuyến.</p><p>{PROSE * 8}</p>"
    assert isinstance(read(answer(article_of(body))), Article)


@pytest.mark.parametrize(
    "sentence",
    [
        "Vì hệ thống đang bảo trì, phụ huynh có thể nộp hồ sơ giấy tại văn phòng.",
        "Bài viết không tồn tại lỗi chính tả nào, ban giám khảo khen.",
        "Nếu thấy trang này không tồn tại, phụ huynh gọi cho nhà trường.",
    ],
)
def test_a_short_article_that_speaks_of_errors_is_one(sentence: str) -> None:
    page = answer(article_of(f"<p>{PROSE * 2}</p><p>{sentence}</p><p>{PROSE}</p><p>Ngày đăng: 02/03/2023</p>"))
    assert isinstance(read(page), Article)


def test_a_heading_equal_to_the_head_title_is_a_heading() -> None:
    title = "Xe sách về bản trước mùa rét"
    page = f"<html><head><title>{title}</title></head><body><h1>{title}</h1><div><p>{PROSE}</p><p>{PROSE * 3}</p></div></body></html>"
    assert isinstance(read(answer(page, url="http://a.example/tin/xe-sach")), Article)


def test_too_little_text() -> None:
    page = answer(article_of("<p>Đang cập nhật nội dung, mời quý vị quay lại.</p>"), url="http://a.example/x")
    assert "text" in refused(page).reason


@pytest.mark.parametrize("fetched", ["", "hôm nay", "2025-12-01", "2025-12-01T08:00:00", "2025-12-01T01:00:00Z"])
def test_any_time_of_fetch_will_do(fetched: str) -> None:
    page = Page(
        "http://a.example/tin/bai",
        fetched,
        article_of(f"<p>Ngày đăng: 02/03/2023</p><p>{PROSE * 3}</p>").encode(),
        {"content-type": "text/html"},
    )
    found = read(page)
    assert isinstance(found, Article)
    assert found.published_at == "2023-03-02"


def test_a_page_without_any_header_is_read() -> None:
    found = read(Page("http://a.example/tin/bai", FETCHED, article_of(f"<p>{PROSE * 3}</p>").encode()))
    assert isinstance(found, Article)
    assert found.body == (PROSE * 3).strip()


def test_saved_copies_name_their_article() -> None:
    url = "http://a.example/savefile/tin/bai-12.html"
    found = read(answer("x" * 500, url=url, content_type="text/plain"), FAMILIES["nukeviet"])
    assert found == NotAnArticle("print", found.reason, "http://a.example/tin/bai-12.html")  # type: ignore[union-attr]


def test_text_bare_in_the_body_is_read() -> None:
    page = f"<html><head><title>Xe sách | PGD</title></head><body><h1>Xe sách về bản trước mùa rét</h1>{PROSE}<br><br>{PROSE * 3}</body></html>"
    found = read(answer(page))
    assert isinstance(found, Article)
    assert found.body == f"{PROSE.strip()}\n{(PROSE * 3).strip()}"
