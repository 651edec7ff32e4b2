"""Who wrote a text: labelled lines, and bare names below it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.reading.bylines import is_account, labelled, signature, trim

NAME = "Lò Thị Mẩy"


@pytest.mark.parametrize(
    "label",
    ["Tác giả", "Tác giả bài viết", "TÁC GIẢ", "Người viết", "Người đưa tin", "Tin, ảnh", "Tin ảnh", "Tin và ảnh", "Tin bài",
     "Bài, ảnh", "Bài ảnh", "Bài và ảnh", "Tin, bài", "Ảnh và tin bài", "Thực hiện", "CTV", "Cộng tác viên", "Author"],
)  # fmt: skip
@pytest.mark.parametrize("colon", [": ", ":", " : ", "：", " :"])
def test_author_labels(label: str, colon: str) -> None:
    found = labelled(f"{label}{colon}{NAME}")
    assert found is not None
    assert (found.role, found.value) == ("author", NAME)


@pytest.mark.parametrize("label", ["Nguồn tin", "Nguồn", "NGUỒN", "Theo nguồn", "Nguồn bài viết", "Source", "(Nguồn"])
def test_credit_labels(label: str) -> None:
    found = labelled(f"{label}: Báo Khe Vàng")
    assert found is not None
    assert (found.role, found.value) == ("credit", "Báo Khe Vàng")


@pytest.mark.parametrize("label", ["Người đăng bài viết", "Người đăng", "Đăng bởi", "Người gửi"])
def test_who_posted_is_no_author(label: str) -> None:
    found = labelled(f"{label}: quantri")
    assert found is not None
    assert found.role == "poster"


@pytest.mark.parametrize(
    "line",
    [
        "Tác giả của cuốn sách là một cô giáo về hưu",
        "Nguồn nước của trường lấy từ suối Lặng",
        "Nguồn kinh phí: 1,2 tỷ đồng từ ngân sách huyện",
        "Thực hiện tốt các nội dung sau đây",
        "Tin vui đến với thầy trò vùng cao",
        "Người viết chữ đẹp nhất lớp được tặng bút",
        "Theo nguồn tin của nhà trường, số học sinh đã tăng",
        "Kính gửi: Hiệu trưởng các trường",
        "Nơi nhận: Như trên",
        "Địa điểm: Hội trường lớn",
        "Cộng tác viên được trả nhuận bút theo quy chế",
        "Tác giả: " + "rất dài " * 30,
        "",
    ],
)
def test_sentences_are_no_bylines(line: str) -> None:
    assert labelled(line) is None


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Tác giả: ", None),
        ("Tác giả: -", None),
        ("Tác giả: ***", None),
        ("Tác giả: Lò Thị Mẩy.", "Lò Thị Mẩy"),
        ("Tác giả: - Lò Thị Mẩy -", "Lò Thị Mẩy"),
        ("* Tin, ảnh: Lò Thị Mẩy *", "Lò Thị Mẩy"),
        pytest.param(
            "(Tin, ảnh: Lò Thị Mẩy)",
            "Lò Thị Mẩy",
        ),
        ("Tác giả: T.V.N.", "T.V.N."),
        ("Tác giả: Lò Thị Mẩy – Trường Tiểu học Nậm Pung", "Lò Thị Mẩy – Trường Tiểu học Nậm Pung"),
        ("Nguồn: giaoduc.example", "giaoduc.example"),
        ("Nguồn: https://giaoduc.example/bai-1.html", "https://giaoduc.example/bai-1.html"),
    ],
)
def test_values_are_trimmed(line: str, value: str | None) -> None:
    found = labelled(line)
    assert found is not None
    assert found.value == value


@pytest.mark.parametrize(
    ("value", "trimmed"),
    [("", None), (" - ", None), ("...", None), ("— An —", "An"), ("T.V.", "T.V."), ("An.", "An"), (" A  B ", "A  B")],
)
def test_trim(value: str, trimmed: str | None) -> None:
    assert trim(value) == trimmed


@pytest.mark.parametrize(
    "name", ["admin", " Admin ", "ADMINISTRATOR", "Quản trị viên", "quản trị", "quantri", "webmaster", "Ban quản trị"]
)
def test_accounts(name: str) -> None:
    assert is_account(name)


@pytest.mark.parametrize("name", ["Lò Thị Mẩy", "Nguyễn Quản Trị", "adminh", ""])
def test_persons_are_no_accounts(name: str) -> None:
    assert not is_account(name)


SIGNATURES = """Nông Văn Tuyền
Lò Thị Mẩy
Vàng A Páo
Giàng A Dế.
H' Linh Niê
Y Bhăm Êban
Thạch Thị Sóc Kha
Danh Thị Hương
Nguyễn Thị Bích Ngọc Trâm
Trần Văn A
Kpă H' Rin
Đinh Thị Hải Yến
Lâm Thanh Tú
Ngô Thị Chiêm
Út Thẹo
Hoàng Mơ
Hà Giang Sơn
- Tạ Quang Biển -
Châu Thị Ngọc Ẩn
Lường Ngọc Nhung
Điểu Thị Rươi
Ksor Blơi
Cao Xuân Thủy
Ôn Thị Ánh
Ưng Hoàng Phúc
Lò Thị Mẩy - Trường Mầm non Nậm Pung
Lò Thị Mẩy, Trường Tiểu học Nậm Pung
Lò Thị Mẩy – Phòng GD&ĐT
Trần Hữu Đức – THCS Gò Dưa
Nguyễn Văn Bền - CTV
Đặng Xuân Thoa
Mai Quốc Cường""".splitlines()


@pytest.mark.parametrize(
    "line",
    list(SIGNATURES),
)
def test_bare_names_are_signatures(line: str) -> None:
    assert signature(line) == trim(line)


NO_SIGNATURES = """Giải Nhất thuộc về đội của lớp 5/4
Nơi nhận
Nơi nhận: Lưu VT
Trưởng phòng
HIỆU TRƯỞNG
Trường Mầm non Hoa Sim
Phòng Giáo dục
Xin trân trọng cảm ơn
Trân Trọng Cảm Ơn
Hai luống rau
Một số hình ảnh
Kết quả cụ thể
Thành phần tham dự
I. Hồ sơ gồm
Danh sách kèm theo
Năm học 2023-2024
Việt Nam
Hồ Chí Minh
Ủy ban nhân dân
Huyện Khe Vàng
Xã Nậm Pung
Học, học nữa, học mãi
Chúc các em thành công
Điều 2
Mục Tiêu:
Lò Thị Mẩy,
Ai là người thắng cuộc?
Tiên học lễ, hậu học văn
Toán
các em lớp 1A
Ảnh minh họa
1. Lò Thị Mẩy
500.000 đồng
T.V.N
Tin Tức Sự Kiện Nổi Bật Trong Tuần""".splitlines()


@pytest.mark.parametrize("line", NO_SIGNATURES)
def test_other_last_lines_are_no_signatures(line: str) -> None:
    assert signature(line) is None


@pytest.mark.parametrize("initials", ["T.V.N", "L.M.", "H.T - N.A", "PV", "BBT", "CTV"])
def test_initials_count_only_where_they_are_set_apart(initials: str) -> None:
    assert signature(initials) is None
    assert signature(initials, marked=True) == trim(initials)


@given(st.text(max_size=120))
def test_any_line_gives_an_answer(line: str) -> None:
    byline = labelled(line)
    for value in (byline.value if byline else None, signature(line), signature(line, marked=True), trim(line)):
        assert value is None or value.strip()
