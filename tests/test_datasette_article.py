"""The article pages."""

import pytest
from test_datasette import Site, site, text_of
from test_datasette_sample import SCRIPT, open_datasette

__all__ = ["open_datasette", "site"]


async def test_an_article_shows_all_it_has(site: Site) -> None:
    soup = await site.soup(f"/a/{site.ids['hoc-sinh-gioi']}")
    text = text_of(soup)
    assert [text_of(heading) for heading in soup.select("h1")] == ["Hương Mai trao giải học sinh giỏi lớp 9"]
    for words in (
        "Ngày đăng 18/03/2024, 07:30 (nguyên văn trên trang: “Thứ hai, 18/03/2024, 07:30”)",
        "Lưu lần đầu 18/03/2024, 09:00",
        "Tác giả Trần Minh Đức",
        "Nguồn tin Cổng thông tin huyện",
        "Chuyên mục Tin tức - Sự kiện",
        "Chỉ còn văn bản",
        "new-flag",
        "212 em đạt giải, nhiều hơn năm trước 17 em.",
    ):
        assert words in text
    assert soup.select_one("a[href='/-/tim-kiem?nguon=pgd-huong-mai']")
    assert soup.select_one("a[href='/-/tim-kiem?tinh=Qu%E1%BA%A3ng+L%C3%A2m']")
    rows = [[text_of(cell) for cell in row.select("td")] for row in soup.select(".text table tr")]
    assert rows == [["Môn", "Số em dự thi", "Giải nhất"], ["Toán", "84", "3"], ["Ngữ văn", "91", "2"]]
    assert len(soup.select("article > .text > p")) == 3, "the lead and two paragraphs"


async def test_pictures_and_files_are_links_never_loaded(site: Site) -> None:
    response = await site.get(f"/a/{site.ids['hoc-sinh-gioi']}")
    soup = await site.soup(f"/a/{site.ids['hoc-sinh-gioi']}")
    assert not soup.select("img, iframe, video, script")
    picture = soup.select_one("a[href='http://huongmai.example/anh/le-trao-giai.jpg']")
    assert picture is not None
    assert text_of(picture) == "Các em nhận giải tại hội trường huyện"
    file = soup.select_one("a[href='http://huongmai.example/tep/danh-sach.xls']")
    assert file is not None
    assert text_of(file) == "Danh sách"
    assert "danh-sach-dat-giai.xls" in text_of(soup)
    assert "lạ.doc" in text_of(soup)
    assert "javascript:" not in response.text


async def test_addresses_of_an_article(site: Site) -> None:
    article = site.ids["hoc-sinh-gioi"]
    soup = await site.soup(f"/a/{article}")
    canonical = soup.select_one("link[rel=canonical]")
    assert canonical is not None
    assert canonical["href"] == f"http://localhost/a/{article}"
    assert f"Địa chỉ cố định: http://localhost/a/{article}" in text_of(soup)
    hrefs = [str(link["href"]) for link in soup.select("a")]
    assert "http://huongmai.example/hoc-sinh-gioi" in hrefs
    assert "https://web.archive.org/web/2025*/http://huongmai.example/hoc-sinh-gioi" in hrefs
    assert f"/archive/articles/{article}.json" in hrefs
    row = (await site.get(f"/archive/articles/{article}.json?_shape=array")).json()
    assert row[0]["title"] == "Hương Mai trao giải học sinh giỏi lớp 9"


async def test_an_address_that_is_not_of_the_web_is_no_link(site: Site) -> None:
    soup = await site.soup(f"/a/{site.ids['bao-cao']}")
    assert "file:/bao-cao" in text_of(soup)
    assert not [link for link in soup.select("a") if "bao-cao" in str(link["href"])]


async def test_revisions_can_be_read(site: Site) -> None:
    soup = await site.soup(f"/a/{site.ids['hoc-sinh-gioi']}")
    (old,) = soup.select("details.revision")
    assert "Bản ghi nhận ngày 18/03/2024, 09:00: Trao giải học sinh giỏi" in text_of(old)
    changed = old.select_one(".diff")
    assert changed is not None
    assert "cấp huyện năm học 2023 - 2024" in " ".join(text_of(part) for part in changed.select("ins"))
    whole = old.select_one("details details .text")
    assert whole is not None
    assert text_of(whole) == "Trao giải học sinh giỏi Sáng 18/3, huyện trao giải."


async def test_original_and_repeat_point_at_each_other(site: Site) -> None:
    original, copy = site.ids["nghi-hoc"], site.ids["nghi-hoc-dang-lai"]
    soup = await site.soup(f"/a/{original}")
    assert soup.select_one("#dang-lai")
    (listed,) = soup.select(".copies li")
    assert f"/a/{copy}" in str(listed)
    assert "Phòng GD&ĐT huyện Hương Mai, Quảng Lâm, 13/10/2024" in text_of(listed)
    repeat = await site.soup(f"/a/{copy}")
    notice = repeat.select_one(".note.repeat")
    assert notice is not None
    assert notice.select_one(f"a[href='/a/{original}']")
    assert "giống hệt" in text_of(notice)


async def test_gone_and_hijacked_are_told(site: Site) -> None:
    text = text_of(await site.soup(f"/a/{site.ids['nghi-hoc']}"))
    assert "Trang gốc không còn bài này (ghi nhận ngày 01/06/2025" in text
    assert "rơi vào tay người khác" in text
    assert "rơi vào tay" not in text_of(await site.soup(f"/a/{site.ids['hoa']}"))


async def test_hostile_text_stays_text(site: Site) -> None:
    for path in (f"/a/{site.ids['la']}", "/-/tim-kiem?q=thử", "/-/tim-kiem?q=%3Cscript%3Ealert(1)%3C/script%3E%22'"):
        response = await site.get(path)
        assert "<script" not in response.text
    soup = await site.soup(f"/a/{site.ids['la']}")
    assert soup.h1 is not None
    assert soup.h1.get_text() == SCRIPT
    assert "<b>thẻ</b>" in text_of(soup)
    assert "Ngày đăng 05/2019" in text_of(soup)


@pytest.mark.parametrize(
    "number",
    ["999", "0", "-1", "abc", "1.5", "01", "9" * 18, "9" * 400, "%00", "%C4%91", "%FF", "1%20or%201=1", "%3Cb%3E", ""],
)
async def test_an_unknown_article_is_a_friendly_404(site: Site, number: str) -> None:
    response = await site.get(f"/a/{number}")
    assert response.status_code == 404
    assert "Không có bài này" in response.text
    assert "<b>" not in response.text
    assert 'name="q"' in response.text


@pytest.mark.parametrize("path", ["/khong-co", "/a/b/c", "/archive/khong_co", "/-/khong-co"])
async def test_an_address_that_leads_nowhere_is_a_friendly_404(site: Site, path: str) -> None:
    response = await site.get(path)
    assert response.status_code == 404
    assert "Tìm bài bằng tiêu đề" in response.text
    assert "/-/tim-kiem" in response.text


async def test_json_stays_json_where_nothing_is(site: Site) -> None:
    response = await site.get("/archive/khong_co.json")
    assert response.status_code == 404
    assert response.json()["ok"] is False
