"""What addresses mean in each family, and by which signs a family is known."""

import pytest

from archive.records import Page
from scraper.families import FAMILIES
from scraper.reader import visit

HOST = "http://a.example"

NUKEVIET = [
    ("/", "home"), ("", "home"),
    ("/news/tin/Hoi-nghi-12.html", "article"), ("/index.php/vi/news/tin/Hoi-nghi-12.html", "article"),
    ("/vi/news/tin/Hoi-nghi-12.html", "article"), ("/tin/Hoi-nghi-12.html", "article"), ("/tin/hoi-nghi-2022-2023-7.html", "article"),
    ("/vi/news/tin/Hoi-nghi-12/", "article"), ("/tin/Hoi-nghi-12", "article"),
    ("/index.php?language=vi&nv=news&op=tin/Hoi-nghi-12", "article"), ("/tin/Hoi-nghi-12.html?fbclid=x", "article"),
    ("/tin/H%E1%BB%99i-ngh%E1%BB%8B-12.html", "article"),
    ("/savefile/tin/Hoi-nghi-12.html", "print"), ("/print/tin/Hoi-nghi-12.html", "print"), ("/vi/news/print/tin/Hoi-nghi-12.html", "print"),
    ("/index.php?language=vi&nv=news&op=print/tin/Hoi-nghi-12", "print"), ("/index.php?nv=news&op=savefile/tin/Hoi-nghi-12", "print"),
    ("/tin/page-2/", "list"), ("/tin/?page=2", "list"), ("/tag/lop-ghep/", "tag"), ("/rss/", "feed"), ("/rss/tin/", "feed"),
    ("/index.php/rss/", "feed"), ("/sitemap.xml", "sitemap"), ("/uploads/news/2022_01/a.jpg", "image"),
    ("/uploads/news/2022_01/cong-van-12.pdf", "attachment"), ("/users/login/", "login"), ("/contact/", "other"), ("/seek/?q=a", "search"),
    ("/sendmail/tin/Hoi-nghi-12.html", "other"), ("/robots.txt", "robots"), ("/assets/js/x.js", "data"),
]  # fmt: skip
NUKEVIET_COPIES = [
    ("/savefile/tin/Hoi-nghi-12.html", "/tin/Hoi-nghi-12.html"),
    ("/print/tin/Hoi-nghi-12.html", "/tin/Hoi-nghi-12.html"),
    ("/vi/news/print/tin/Hoi-nghi-12.html", "/vi/news/tin/Hoi-nghi-12.html"),
    ("/index.php?language=vi&nv=news&op=print/tin/Hoi-12", "/index.php?language=vi&nv=news&op=tin/Hoi-12"),
]
WORDPRESS = [
    ("/", "home"), ("/hoi-nghi/", None), ("/hoi-nghi", None), ("/2020/10/14/hoi-nghi/", "article"), ("/2020/10/hoi-nghi/", "article"),
    ("/?p=905", "article"), ("/category/tin/", "list"), ("/category/tin/page/3/", "list"), ("/page/2/", "list"), ("/?paged=2", "list"),
    ("/2020/10/", "list"), ("/2020/", "list"), ("/2020/10/14/", "list"), ("/tag/sach/", "tag"), ("/author/admin/", "tag"),
    ("/feed/", "feed"), ("/hoi-nghi/feed/", "feed"), ("/comments/feed/", "feed"), ("/?feed=rss2", "feed"),
    ("/wp-json/wp/v2/posts", "data"), ("/wp-login.php", "login"), ("/wp-admin/", "login"), ("/xmlrpc.php", "data"),
    ("/wp-content/uploads/2020/10/a.jpg", "image"), ("/wp-content/uploads/2020/10/a.pdf", "attachment"), ("/wp-sitemap.xml", "sitemap"),
    ("/?s=sach", "search"), ("/edoc-category/cong-van/", "list"), ("/hoi-nghi/embed/", "print"), ("/wp-includes/js/x.js", "data"),
    ("/trai-he-summer-camp/", None),
]  # fmt: skip
QUANGICH = [
    ("/tin/hoi-nghi/ct/45/991", "article"), ("/tin/hoi-nghi/ctfull/45/991", "article"), ("/tin/hoi-nghi/ctmb/45/991", "article"),
    ("/tin/hoi-nghi/cthp/45/991", "article"), ("/tin/c/45", "list"), ("/homegd12", "list"), ("/Timkiem?tukhoa=a", "search"),
    ("/UploadFile/2024/a.xlsx", "attachment"), ("/sitemap.xml", "sitemap"),
]  # fmt: skip
GENERIC = [
    ("/", "home"), ("/tin?page=2", "list"), ("/tin/trang-3", "list"), ("/tin?pageNo=2&itemsPerPage=8", "list"), ("/tim-kiem?q=a", "search"),
    ("/a.PDF", "attachment"), ("/a.JPG", "image"), ("/dang-nhap", "login"), ("/lien-he", "other"), ("/rss.xml", "feed"), ("/feed", "feed"),
    ("/lich?thang=3", "calendar"), ("/in/12", "print"), ("/tin/khai-giang.html", None), ("/bai-viet/khai-giang-12", None),
    ("/tin/in-an-sach-giao-khoa", None), ("/tin/dang-ky-thi-vao-lop-6.html", None), ("/tin/lich-nghi-tet.html", None),
    ("/tin/lich-su-truong", None), ("/tin/login-loi", None), ("/tin/search-engine", None), ("/hoi-dap-phap-luat-12", None),
]  # fmt: skip
OTHERS = [
    ("viettel_edu", "/tin-tuc/ngay-hoi-toan-dan.html", "article"), ("viettel_edu", "/tin-tuc/a/ngay-hoi..html", "article"),
    ("viettel_edu", "/tin-tuc/bai-.html?isFeatured=1", "article"), ("viettel_edu", "/tin-tuc", "list"),
    ("viettel_edu", "/tin-tuc/hoat-dong", "list"), ("viettel_edu", "/tin-tuc?page=2", "list"),
    ("wp_root_html", "/bong-chuyen.html", "article"), ("wp_root_html", "/2020/10/14", "list"), ("wp_root_html", "/tin-tuc", None),
    ("liferay", "/tin-tuc/-/content/905/a.html", "article"), ("liferay", "/-/hoi-nghi", "article"),
    ("liferay", "/web/phong/xem-chi-tiet/-/asset_publisher/Content/hoi-nghi?9", "article"), ("liferay", "/tin?_cur=2&_delta=20", "list"),
    ("liferay", "/chi-tiet/-/view-article/1/33/1396847532", "article"),
    ("thanhhoa_portal", "/portal/pages/2022-01-24/Hoi-nghi.aspx", "article"), ("thanhhoa_portal", "/portal/pages/print.aspx?p=7", "print"),
    ("sharepoint", "/Pages/Hoi-nghi.aspx", "article"), ("sharepoint", "/newsdetail.aspx?CatId=1&NewsId=2", "article"),
    ("sharepoint", "/donvi/pgd/Trang/ChiTietTinTuc.aspx?nid=12", "article"), ("vnpt_portal", "/tin-tuc/hoi-nghi-1234", "article"),
]  # fmt: skip
ALL = [
    *(("nukeviet", *row) for row in NUKEVIET), *(("nukeviet3", *row) for row in NUKEVIET), *(("wordpress", *row) for row in WORDPRESS),
    *(("quangich_ct", *row) for row in QUANGICH), *(("generic", *row) for row in GENERIC), *OTHERS,
]  # fmt: skip


def marked(rows: list[tuple[str, str, str | None]]) -> list[object]:
    return list(rows)


@pytest.mark.parametrize(("family", "path", "kind"), marked(ALL))
def test_kind_of(family: str, path: str, kind: str | None) -> None:
    assert FAMILIES[family].kind_of(HOST + path)[0] == kind


@pytest.mark.parametrize(("path", "article"), NUKEVIET_COPIES)
@pytest.mark.parametrize("family", ["nukeviet", "nukeviet3"])
def test_copies_name_their_article(family: str, path: str, article: str) -> None:
    assert FAMILIES[family].kind_of(HOST + path) == ("print", HOST + article)


@pytest.mark.parametrize("view", ["ctfull", "ctmb", "cthp"])
def test_four_views_of_one_post(view: str) -> None:
    assert FAMILIES["quangich_ct"].kind_of(f"{HOST}/tin/hoi-nghi/{view}/45/991") == (
        "article",
        f"{HOST}/tin/hoi-nghi/ct/45/991",
    )


SIGNS = [
    ('<meta name="generator" content="NukeViet v4.5">', "nukeviet"),
    ('<script>var nv_base_siteurl="/";</script>', "nukeviet"),
    ('<div id="news-bodyhtml">', "nukeviet"),
    ('<meta name="generator" content="NukeViet v3.4" />', "nukeviet3"),
    ('<div id="news_detail"><h1>', "nukeviet3"),
    ('<div class="header-details"><div class="title">', "nukeviet3"),
    ('<meta name="generator" content="WordPress 6.1" />', "wordpress"),
    ("<link href='https://a.example/wp-content/themes/x/style.css'>", "wordpress"),
    ('<link rel="https://api.w.org/" href="/wp-json/">', "wordpress"),
    ('<a href="https://sso-edu.viettel.vn/">', "viettel_edu"),
    ('<a href="#">Tăng tương phản</a>', "generic"),
    ('<article class="news-detail-layout-type-2">', "viettel_edu"),
    ('<link href="/htmlib/duan/x.css">', "quangich_ct"),
    ('<div class="qicontentdetail">', "quangich_ct"),
    ("<script>Liferay.currentURL='/';</script>", "liferay"),
    ('<a href="/portal/pages/print.aspx?p=7">', "thanhhoa_portal"),
    ('<meta name="GENERATOR" content="Microsoft SharePoint">', "sharepoint"),
    ('<div class="ArticleDetailControl">', "vnpt_portal"),
    ("<p>Trang của trường</p>", "generic"),
    ("", "generic"),
]


def detected(sign: str) -> str:
    head, body = (sign, "") if sign.startswith(("<meta", "<link")) else ("", sign)
    page = f"<html><head>{head}</head><body>{body}<p>Trang của trường</p></body></html>".encode()
    return visit(Page(f"{HOST}/tin/bai", "2025-12-01T08:00:00+07:00", page, {"content-type": "text/html"})).family.name


@pytest.mark.parametrize(("sign", "family"), SIGNS)
def test_signs(sign: str, family: str) -> None:
    assert detected(sign) == family


def test_the_registry_names_the_family_where_no_sign_does() -> None:
    page = Page(f"{HOST}/tin/bai", "2025-12-01T08:00:00+07:00", b"<p>Trang</p>", {"content-type": "text/html"})
    assert visit(page, FAMILIES["violet"]).family.name == "violet"
    assert visit(page).family.name == "generic"


@pytest.mark.parametrize(
    "text",
    [
        "<p>Trường chuyển từ WordPress sang NukeViet v4.5 trong hè này.</p>",
        '<a href="https://nukeviet.vn">NukeViet</a> <a href="https://wordpress.org/">WordPress</a>',
        '<meta name="description" content="Trang của trường, trước đây dùng NukeViet v3">',
    ],
)
def test_a_mention_is_no_sign(text: str) -> None:
    assert detected(text) == "generic"


def test_every_family_of_the_fact_sheet_has_a_name() -> None:
    assert {
        "nukeviet",
        "wordpress",
        "viettel_edu",
        "quangich_ct",
        "liferay",
        "wp_root_html",
        "generic",
        "hue_gov",
        "violet",
    } <= set(FAMILIES)
    assert all(name == family.name for name, family in FAMILIES.items())
