"""Search: Vietnamese words find what they should, repeats count once, pages of hits have no gaps, counts agree."""

import sqlite3
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import EA_LINH, NAM_SON, TAN_HA, add_sources, article, save
from hypothesis import given
from hypothesis import strategies as st

from archive.query import parse
from archive.search import ORDERS, Filters, Hit, Order, all_hits, facets, highlight, search, snippet
from archive.store import Archive

NAM, TAN, EA = "http://namson.example", "http://tanha.example", "http://ealinh.example"
FLOOD = (
    "Mưa lớn kéo dài từ đêm 11/10 làm nhiều ngầm tràn trên địa bàn huyện ngập sâu, học sinh ở các bản xa không thể đến "
    "trường. Phòng Giáo dục và Đào tạo yêu cầu các trường cho học sinh nghỉ học, cử người trực, kê cao bàn ghế và sách vở."
)
BOOKS = (
    "Thư viện trường tiểu học vừa nhận thêm 600 cuốn sách thiếu nhi. Các em đọc sách dưới gốc cây phượng mỗi giờ ra chơi, "
    "rồi kể lại cho bạn nghe những câu chuyện mình thích nhất trong tuần đó."
)
# name: (url, title, body, published_at)
ARTICLES: dict[str, tuple[str, str, str, str | None]] = {
    "gifted": (f"{NAM}/tin/hoc-sinh-gioi-1.html", "Kỳ thi chọn học sinh giỏi lớp 9 huyện Điện Biên", "Có 212 em đạt giải trong kỳ thi năm nay.", "2023-03-18T08:00:00+07:00"),
    "gender": (f"{NAM}/tin/gioi-2.html", "Tập huấn về giới và bình đẳng giới", "Lớp tập huấn có 86 cán bộ quản lý tham gia.", "2023-04-02T09:30:00+07:00"),
    "old_tone": (f"{NAM}/tin/uy-ban-3.html", "Uỷ ban nhân dân huyện gặp mặt nhà giáo", "Buổi gặp mặt diễn ra trong không khí hoà đồng.", "2022-11-18"),
    "new_tone": (f"{TAN}/2022/11/uy-ban/", "Ủy ban nhân dân huyện khen thưởng", "Khen thưởng 12 tập thể. Hội trường chật kín.", "2022-11-20T07:00:00+07:00"),
    "training": (f"{TAN}/2024/05/dao-tao/", "Kế hoạch của ngành", "Phòng Giáo dục và Đào tạo thông báo kế hoạch tuyển sinh vào lớp 6.", "2024-05-04T10:00:00+07:00"),
    "flood": (f"{NAM}/tin/lu-4.html", "Học sinh nghỉ học tránh lũ", FLOOD, "2024-10-12T06:00:00+07:00"),
    "flood_copy": (f"{EA}/lu-quet-77.aspx", "Cho học sinh nghỉ học vì mưa lũ", FLOOD, "2024-10-13T06:00:00+07:00"),
    "flood_again": (f"{TAN}/2024/10/lu/", "Học sinh nghỉ học tránh lũ", FLOOD, None),
    "books": (f"{EA}/thu-vien-78.aspx", "Ngày hội đọc sách", BOOKS, None),
}  # fmt: skip
ALL = Filters()
NAMES = {url: name for name, (url, *_) in ARTICLES.items()}


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    with Archive(tmp_path_factory.mktemp("search")) as archive:
        add_sources(archive)
        for url, title, body, published in ARTICLES.values():
            save(archive, article(url, title=title, body=body, published_at=published))
        yield archive


def found(library: Archive, text: str, filters: Filters = ALL, **options: Any) -> set[str]:
    return {NAMES[hit.row["url"]] for hit in search(library.db.conn, text, filters, **options).hits}


def only(hits: list[Hit]) -> Hit:
    assert len(hits) == 1
    return hits[0]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("dao tao", {"training", "flood"}),
        ("đào tạo", {"training", "flood"}),
        ("Đào Tạo", {"training", "flood"}),
        ("Điện Biên", {"gifted"}),
        ("dien bien", {"gifted"}),
        ("ĐIỆN BIÊN", {"gifted"}),
        ("uy ban", {"old_tone", "new_tone"}),
        ("Uỷ ban", {"old_tone", "new_tone"}),
        ("Ủy ban", {"old_tone", "new_tone"}),
        ("giỏi", {"gifted"}),
        ("giới", {"gender"}),
        ("gioi", {"gifted", "gender"}),
        ("hòa đồng", {"old_tone"}),
        ("hoà đồng", {"old_tone"}),
        ("hoa dong", {"old_tone"}),
        ('"học sinh giỏi"', {"gifted"}),
        ('"sinh học giỏi"', set()),
        ("tuyển sin*", {"training"}),
        ("tuyen sin*", {"training"}),
        ("giỏi OR giới", {"gifted", "gender"}),
        ("học sinh AND giỏi", {"gifted"}),
        ("học sinh NOT lũ", {"gifted"}),
        ("học sinh -giỏi", {"flood"}),
        ("-học", {"gender", "old_tone", "new_tone", "training"}),
        ("không có từ nào như thế", set()),
    ],
)
def test_words(library: Archive, text: str, names: set[str]) -> None:
    assert found(library, text) == names


def test_a_word_of_the_title_weighs_more_than_one_of_the_body(library: Archive) -> None:
    first = search(library.db.conn, "khen thưởng").hits[0]
    assert first.row["title"] == ARTICLES["new_tone"][1]
    assert search(library.db.conn, "hoc sinh lu").hits[0].row["url"] == ARTICLES["flood"][0]


def test_repeats_are_collapsed_and_counted(library: Archive) -> None:
    result = search(library.db.conn, "mưa lớn kéo dài")
    hit = only(result.hits)
    assert (result.total, result.articles) == (1, 3)
    assert hit.row["url"] == ARTICLES["flood"][0]
    assert hit.repeats == 2


def test_a_word_that_only_a_repeat_has_finds_the_text(library: Archive) -> None:
    result = search(library.db.conn, '"vì mưa lũ"')
    assert (result.total, result.articles) == (1, 1)
    assert only(result.hits).repeats == 2


@pytest.mark.parametrize(
    ("filters", "name", "articles"),
    [
        (Filters(sources=(EA_LINH.id,)), "flood_copy", 1),
        (Filters(sources=(TAN_HA.id,)), "flood_again", 1),
        pytest.param(
            Filters(sources=(EA_LINH.id, TAN_HA.id)),
            "flood_copy",
            2,
        ),
        (Filters(provinces=("Kiên Giang",)), "flood_again", 1),
        (Filters(provinces=("Điện Biên",)), "flood", 2),
        (Filters(years=("2024",)), "flood", 2),
    ],
)
def test_repeats_stay_one_hit_when_filters_leave_the_original_out(
    library: Archive, filters: Filters, name: str, articles: int
) -> None:
    result = search(library.db.conn, "ngầm tràn", filters)
    hit = only(result.hits)
    assert NAMES[hit.row["url"]] == name
    assert (result.total, result.articles, hit.repeats) == (1, articles, 2)


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (Filters(sources=(NAM_SON.id,)), {"gifted", "gender", "old_tone", "flood"}),
        (Filters(provinces=("Kiên Giang",)), {"new_tone", "training", "flood_again"}),
        (Filters(provinces=("Kiên Giang",), years=("2024",)), {"training"}),
        (Filters(years=("2022", "2023")), {"gifted", "gender", "old_tone", "new_tone"}),
        (Filters(sources=(NAM_SON.id,), provinces=("Kiên Giang",)), set()),
        (Filters(sources=("không-có",)), set()),
    ],
)
def test_filters_without_words(library: Archive, filters: Filters, names: set[str]) -> None:
    assert found(library, "", filters) == names


def test_orders(library: Archive) -> None:
    def dates(order: Order | None, text: str = "") -> list[str | None]:
        return [hit.row["published_at"] for hit in search(library.db.conn, text, order=order).hits]

    newest = dates("newest")
    assert newest[-1] is None, "undated last"
    assert newest[:-1] == sorted(filter(None, newest), reverse=True)
    assert dates(None) == newest
    oldest = dates("oldest")
    assert oldest[-1] is None, "undated last"
    assert oldest[:-1] == sorted(filter(None, oldest))
    assert dates("oldest", "uy ban") == sorted(filter(None, dates(None, "uy ban")))


@pytest.mark.parametrize("text", ["", "gioi OR uy OR dao", "-sach", "hoc"])
@pytest.mark.parametrize(
    "narrowed", [Filters(), Filters(years=("2024",)), Filters(provinces=("Điện Biên",), sources=(NAM_SON.id,))]
)
def test_facets_count_what_filtering_then_gives(library: Archive, text: str, narrowed: Filters) -> None:
    found = facets(library.db.conn, text, narrowed)
    assert found["source"] or not search(library.db.conn, text, narrowed).total
    for value, label, count in found["source"]:
        asked = Filters((value,), narrowed.provinces, narrowed.years)
        assert search(library.db.conn, text, asked).total == count, label
    for value, label, count in found["province"]:
        asked = Filters(narrowed.sources, (value,), narrowed.years)
        assert search(library.db.conn, text, asked).total == count, label
    for value, label, count in found["year"]:
        asked = Filters(narrowed.sources, narrowed.provinces, (value,))
        assert search(library.db.conn, text, asked).total == count, label


def test_facets_have_names_and_an_order(library: Archive) -> None:
    found = facets(library.db.conn, "")
    assert (NAM_SON.id, NAM_SON.name) in [entry[:2] for entry in found["source"]]
    assert [count for *_, count in found["source"]] == sorted((count for *_, count in found["source"]), reverse=True)
    assert [value for value, *_ in found["year"]] == ["2024", "2023", "2022"]


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    """Forty texts that nothing tells apart but their address: same score, few dates; and their repeats."""
    with Archive(tmp_path_factory.mktemp("crowd")) as archive:
        add_sources(archive)
        for number in range(40):
            body = f"Xem tệp đính kèm: công văn về việc tuyển sinh. Mã số lưu trữ c{number}."
            date = (None, "2024-05-06", "2024-05-06T08:00:00+07:00")[number % 3]
            save(archive, article(f"{NAM}/cong-van-{number}.html", title="Công văn", body=body, published_at=date))
            if number % 4 == 0:
                save(archive, article(f"{TAN}/cv/{number}/", title="Công văn", body=body, published_at=date))
        yield archive


@pytest.mark.parametrize("order", [None, *ORDERS])
@pytest.mark.parametrize("text", ["", "tuyen sinh", "-khong"])
@pytest.mark.parametrize("size", [1, 7, 40, 1000])
def test_pages_have_no_gaps_and_no_doubles(crowd: Archive, order: Order | None, text: str, size: int) -> None:
    seen: list[int] = []
    total = search(crowd.db.conn, text, order=order).total
    for offset in range(0, total, size) if size > 1 else range(0, total, 9):
        hits = search(crowd.db.conn, text, order=order, limit=size, offset=offset).hits
        assert len(hits) == min(size, total - offset)
        seen += [hit.row["id"] for hit in hits]
    assert total == 40
    assert len(seen) == len(set(seen))
    assert not search(crowd.db.conn, text, order=order, limit=5, offset=total).hits
    if size > 1:
        assert seen == [hit.row["id"] for hit in all_hits(crowd.db.conn, text, order=order)]


QUERY_TEXTS = ["giỏi", "gioi", "uỷ ban", '"học sinh"', "sin*", "a", "hoà", "đ*", "10", "", "-x", "giỏi OR sinh OR học"]
words = st.sampled_from(
    ["giỏi", "giới", "uỷ", "Ủy", "ban", "học", "sinh", "hoà", "ĐÀO", "10", "\n", ", ", "_", "İ", "x", "ﬁ", "е", "𝐡"]
)
some_text = st.one_of(st.text(), st.lists(words, max_size=120).map(" ".join), st.lists(words).map("".join))


@given(text=some_text, typed=st.sampled_from(QUERY_TEXTS))
def test_highlighted_pieces_are_the_text(text: str, typed: str) -> None:
    pieces = highlight(text, parse(typed).terms)
    assert "".join(piece for piece, _ in pieces) == text
    assert all(piece for piece, _ in pieces)


@given(text=some_text, typed=st.sampled_from(QUERY_TEXTS), length=st.integers(80, 400))
def test_a_snippet_is_a_piece_of_the_text(text: str, typed: str, length: int) -> None:
    pieces = snippet(text, parse(typed).terms, length)
    shown = "".join(piece for piece, _ in pieces)
    assert shown.removeprefix("… ").removesuffix(" …") in text.replace("\n", " ")
    assert len(shown) <= length + 60 + 4


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Học sinh giỏi và giới", "giỏi", ["giỏi"]),
        ("Học sinh giỏi và giới", "gioi", ["giỏi", "giới"]),
        ("UỶ BAN và Ủy ban", "ủy ban", ["UỶ", "BAN", "Ủy", "ban"]),
        ("tuyển sinh, tuyển dụng", "tuyển sin*", ["tuyển", "sin", "tuyển"]),
        ("các học\nsinh giỏi", '"hoc sinh"', ["học\nsinh"]),
        ("hoàn hòa hoà", "hoà", ["hòa", "hoà"]),
        ("giỏi giỏi", "-giỏi", []),
        ("Đường đi", "duong", ["Đường"]),
    ],
)
def test_what_is_marked(text: str, typed: str, marked: list[str]) -> None:
    assert [piece for piece, is_found in highlight(text, parse(typed).terms) if is_found] == marked


@pytest.mark.parametrize("typed", ["thích nhất", "phượng", "phuong", '"ra chơi"', "chuy*", "600"])
def test_the_snippet_shows_the_word(library: Archive, typed: str) -> None:
    long = "Lời đầu trang không có gì. " * 40 + BOOKS + " Lời cuối trang cũng thế." * 40
    pieces = snippet(long, parse(typed).terms)
    assert any(is_found for _, is_found in pieces)
    assert pieces[0][0] == "… "
    assert pieces[-1][0] == " …"
    hit = only(search(library.db.conn, typed, Filters(sources=(EA_LINH.id,))).hits)
    assert any(is_found for _, is_found in hit.snippet)


def test_every_hit_shows_where_it_was_found(library: Archive) -> None:
    for typed in ("hoc", "uy ban", "giỏi", "dao tao", "sin*", "huyện", "2023 OR em"):
        for hit in search(library.db.conn, typed).hits:
            assert any(is_found for _, is_found in hit.title + hit.snippet), (typed, hit.row["title"])


def test_a_folder_name_filter_is_no_sql(library: Archive) -> None:
    evil = "x') or 1=1 --"
    assert search(library.db.conn, "học", Filters((evil,), (evil,), (evil,))).total == 0
    assert search(library.db.conn, evil).total >= 0


def test_search_works_on_a_read_only_connection(library: Archive) -> None:
    db = sqlite3.connect(f"{library.path.as_uri()}?mode=ro", uri=True)
    assert search(db, "giỏi").total == 1
    db.close()


def test_words_side_by_side_come_first(archive: Archive) -> None:
    apart = "Sinh viên đại học về thăm trường; các em làm bài tốt, nhiều em giỏi tin học, học tốt, sinh hoạt tốt."
    for number, body in enumerate((apart, "Huyện có 12 học sinh giỏi. " + BOOKS * 3, apart + " Sinh học."), 1):
        save(archive, article(f"{NAM}/tin/bai-{number}.html", title=f"Bản tin số {number}", body=body))
    for words in ("học sinh giỏi", "hoc sinh gioi"):
        found = search(archive.db.conn, words)
        assert found.total == 3
        assert found.hits[0].row["title"] == "Bản tin số 2"
    assert search(archive.db.conn, "học OR sinh").total == 3
