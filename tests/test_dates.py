"""Every form of date that the field prints, and what looks like one but tells no publication."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.reading.dates import VIETNAM, is_date_line, parse_date

LATEST = datetime(2026, 6, 1, 8, 0, tzinfo=VIETNAM)

FORMS = [
    ("Thứ năm - 17/02/2022 04:57", "2022-02-17T04:57:00+07:00"),
    ("Đăng lúc: Thứ năm - 01/09/2022 20:48", "2022-09-01T20:48:00+07:00"),
    ("Đăng lúc: 24/01/2022 11:07:13 (GMT+7)", "2022-01-24T11:07:13+07:00"),
    ("Thứ hai, 4/5/2026, 15:22", "2026-05-04T15:22:00+07:00"),
    ("(Ngày đăng :16/08/2019 3:47:32 CH)", "2019-08-16T15:47:32+07:00"),
    ("Ngày đăng : 29-09-2015", "2015-09-29"),
    ("Ngày đăng: 31/07/2020", "2020-07-31"),
    ("Ngày đăng 14/09/2021", "2021-09-14"),
    ("Ngày: 27/03/2017", "2017-03-27"),
    ("Đăng ngày 17/08/2023", "2023-08-17"),
    ("Cập nhật lúc : 00:00 16/06/2012", "2012-06-16"),
    ("Cập nhật ngày: 13/11/2022 07:22", "2022-11-13T07:22:00+07:00"),
    ("Ngày cập nhật 14/08/2019", "2019-08-14"),
    ("(08:43 | 14/02/2019)", "2019-02-14T08:43:00+07:00"),
    ("09:19 | 29-03-2018", "2018-03-29T09:19:00+07:00"),
    ("05/09/2023 11:00:05", "2023-09-05T11:00:05+07:00"),
    ("14/04/2011 00:00", "2011-04-14"),
    ("24/08/2023 04:42    182", "2023-08-24T04:42:00+07:00"),
    ("19/09/2020 785", "2020-09-19"),
    ("07/10/2024 14:53", "2024-10-07T14:53:00+07:00"),
    ("- 17-08-2024", "2024-08-17"),
    ("07-04-2021", "2021-04-07"),
    ("(08/09/2021)", "2021-09-08"),
    ("25Th12/18", "2018-12-25"),
    ("Thứ Sáu, 04/09/2015, 14:19 [GMT+7]", "2015-09-04T14:19:00+07:00"),
    ("Cập nhật, 05:54, Thứ Tư, 31/03/2021 (GMT+7)", "2021-03-31T05:54:00+07:00"),
    ("Thứ Hai, 26/12/2022 | 16:44", "2022-12-26T16:44:00+07:00"),
    ("18:46 - Thứ Năm, 27/04/2023", "2023-04-27T18:46:00+07:00"),
    ("Thứ 7, 21/10/2023 | 10:58:27 [GMT +7]", "2023-10-21T10:58:27+07:00"),
    ("Thời gian: 14/06/2022 11:28", "2022-06-14T11:28:00+07:00"),
    ("16:27, 06/10/2025", "2025-10-06T16:27:00+07:00"),
    ("2018-09-05 23:51:17", "2018-09-05T23:51:17+07:00"),
    ("2025-09-05T16:42:57+07:00", "2025-09-05T16:42:57+07:00"),
    ("2025-09-05T16:42:57-05:00", "2025-09-06T04:42:57+07:00"),
    ("Thứ năm - 09/06/2022 14:40 1.271 0", "2022-06-09T14:40:00+07:00"),
    ("Đăng lúc: Thứ năm - 01/09/2022 20:48 - Người đăng bài viết: Nguyễn Văn Tí", "2022-09-01T20:48:00+07:00"),
    ("Ngày đăng: 03/02/2020 - Lượt xem: 1204", "2020-02-03"),
    ("Tháng Tư 9, 2021", "2021-04-09"),
    ("30/4/24", "2024-04-30"),
    ("1.6.2021 7h05", "2021-06-01T07:05:00+07:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "iso"), FORMS)
def test_forms_of_the_field(text: str, iso: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(("text", "iso"), FORMS)
def test_the_words_are_kept(text: str, iso: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.raw
    assert found.raw in text


@pytest.mark.parametrize("text", [text for text, _ in FORMS])
def test_forms_are_date_lines(text: str) -> None:
    assert is_date_line(text)


@pytest.mark.parametrize("text", ["05/09/2023 12:00:00"])
def test_noon_to_the_second_is_a_date_only(text: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso == "2023-09-05"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("5 Tháng Mười Một, 2017", "2017-11-05"),
        ("12 Tháng Mười Hai, 2020", "2020-12-12"),
        ("Đăng vào 8 Tháng Ba, 2021 bởi admin", "2021-03-08"),
        ("14 Tháng Chín, 2022 lúc 8:15 sáng", "2022-09-14T08:15:00+07:00"),
    ],
)
def test_month_names_of_wordpress(text: str, iso: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("16/08/2019 3:47 chiều", "2019-08-16T15:47:00+07:00"),
        ("16/08/2019, 7:30 tối", "2019-08-16T19:30:00+07:00"),
    ],
)
def test_half_days_in_words(text: str, iso: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize("text", ["2020-01-01T10:00:00+99:99", "2020-01-01T10:00:00+24:00", "2020-01-01T10:00:00-9959"])
def test_impossible_offsets_are_no_error(text: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso is None


@pytest.mark.parametrize("text", ["9999-12-31T23:59:59-12:00", "9999-12-31T20:00:00Z"])
def test_the_end_of_time_is_no_error(text: str) -> None:
    found = parse_date(text)
    assert found is not None


def test_noon_to_the_minute_is_a_time() -> None:
    found = parse_date("Thứ ba - 05/09/2023 12:00", LATEST)
    assert found is not None
    assert found.iso == "2023-09-05T12:00:00+07:00"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("01/02/2020", "2020-02-01"),
        ("1/2/2020 8:05", "2020-02-01T08:05:00+07:00"),
        ("12/11/2020", "2020-11-12"),
        ("02-01-2019 23:59", "2019-01-02T23:59:00+07:00"),
    ],
)
def test_day_comes_first(text: str, iso: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    ("clock", "time"),
    [
        ("12:10:00 SA", ""), ("1:05:00 SA", "01:05"), ("11:59:00 SA", "11:59"), ("12:30:00 CH", "12:30"),
        ("1:05:00 CH", "13:05"), ("11:59:00 CH", "23:59"), ("8:00 AM", "08:00"), ("8:00 PM", "20:00"),
        ("13:05 CH", "13:05"),
    ],
)  # fmt: skip
def test_twelve_hours(clock: str, time: str) -> None:
    found = parse_date(f"16/08/2019 {clock}", LATEST)
    assert found is not None
    assert (found.iso or "")[:16] == f"2019-08-16T{time or '00:10'}"


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2023-05-17T23:30:00Z", "2023-05-18T06:30:00+07:00"),
        ("2023-05-17T23:30:00.123Z", "2023-05-18T06:30:00+07:00"),
        ("2023-05-17T23:30:00+0000", "2023-05-18T06:30:00+07:00"),
        ("2023-12-31T20:00:00+00:00", "2024-01-01T03:00:00+07:00"),
        ("2023-05-17T10:00:00-07:00", "2023-05-18"),
        ("2023-05-17", "2023-05-17"),
        ("2023-05-17T07:30", "2023-05-17T07:30:00+07:00"),
        ("2024-02-29T08:00:00+07:00", "2024-02-29T08:00:00+07:00"),
    ],
)
def test_iso_becomes_vietnamese_time(text: str, iso: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso == iso


@pytest.mark.parametrize(
    "text",
    ["31/02/2022 10:00", "2022-13-01", "29/02/2023", "Thứ ba - 45/01/2020 10:00", "10/10/2020 25:71",
     "32 tháng 1 năm 2020", "2022-02-30T10:00:00+07:00", "20/20/2020", "01/01/1970 07:00", "05/05/1890",
     "0001-01-01T00:00:00Z", "9999-12-31T23:59:59-12:00"],
)  # fmt: skip
def test_impossible_dates_keep_their_words(text: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso is None
    assert found.raw == text


@pytest.mark.parametrize("text", ["Thứ hai - 15/06/2026 08:00", "31/12/2026", "2027-01-01T00:00:00+07:00"])
def test_dates_after_the_fetch_are_not_believed(text: str) -> None:
    found = parse_date(text, LATEST)
    assert found is not None
    assert found.iso is None
    assert found.raw in text
    unlimited = parse_date(text)
    assert unlimited is not None
    assert unlimited.iso


def test_a_clock_a_little_fast_is_believed() -> None:
    found = parse_date("02/06/2026 07:00", LATEST)
    assert found is not None
    assert found.iso == "2026-06-02T07:00:00+07:00"


@pytest.mark.parametrize("text", ["", "Thứ năm", "14:40", "năm học 2022-2023", "Số 125/QĐ-UBND", "lớp 5/4", "tháng 9",
                                  "1.271 0", "0912.345.678", "Tổng số 12 trong 34 đánh giá"])  # fmt: skip
def test_no_date(text: str) -> None:
    assert parse_date(text, LATEST) is None


@pytest.mark.parametrize(
    "text",
    [
        "Hôm nay thứ 7. Ngày 24/03/2018",
        "Hôm nay, 24/03/2018",
        "Hôm nay: Thứ hai, 01/12/2025",
        "Bây giờ là 10:20 24/03/2018",
        pytest.param("Ngày 04 tháng 12 năm 2021"),
        pytest.param("Thursday, 26/05/2022 - 00:17|"),
        pytest.param("Thursday, 26/05/2022 - 10:17|"),
    ],
)
def test_header_clocks_are_no_date_lines(text: str) -> None:
    assert not is_date_line(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sáng 20-8, thầy và trò Trường Tiểu học Bãi Nồm ra quân dọn rác dọc bờ kè trước ngày tựu trường.",
        "Ngày 27 /09/2023, đoàn công tác của Sở đã về thăm ba điểm trường lẻ và trao hai mươi suất quà cho học sinh.",
        "Trong hai ngày 12,13/03/2021 toàn cụm tổ chức hội thi làm đồ dùng dạy học cho giáo viên mầm non trẻ.",
        "Căn cứ Kế hoạch số 215/KH-UBND ngày 30/11/2017 của Ủy ban nhân dân huyện về việc phổ cập giáo dục",
        "Thực hiện Công văn 88 ngày 02/03/2022, các trường rà soát lại sĩ số từng lớp và báo cáo trước thứ Sáu",
        "Hạn chót nhận bài dự thi vẽ tranh của các em là trước 17 giờ 00 ngày 20/5/2024 tại văn phòng nhà trường",
    ],
)
def test_event_dates_in_sentences_are_no_date_lines(text: str) -> None:
    assert not is_date_line(text)


@given(st.datetimes(min_value=datetime(1996, 1, 1), max_value=datetime(2026, 5, 31)))
def test_what_a_cms_prints_is_read_back(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0, tzinfo=VIETNAM)
    expected = moment.isoformat() if (moment.hour, moment.minute) != (0, 0) else moment.date().isoformat()
    unpadded = f"{moment.day}/{moment.month}/{moment.year}, {moment.hour}:{moment.minute:02}"
    for text in (
        moment.strftime("Chủ nhật - %d/%m/%Y %H:%M"),
        unpadded,
        moment.isoformat(),
        moment.strftime("(%H:%M | %d/%m/%Y)"),
    ):
        found = parse_date(text, LATEST)
        assert found is not None
        assert found.iso == expected, text


@given(st.text(max_size=200))
def test_any_words_give_an_answer(text: str) -> None:
    found = parse_date(text, LATEST)
    assert is_date_line(text) in (True, False)
    if found is not None and found.iso:
        assert datetime.fromisoformat(found.iso)


@given(
    st.from_regex(
        r"\A[0-9]{1,4}[/.:-][0-9]{1,4}[/.:-][0-9]{1,4}([ T][0-9]{1,2}:[0-9]{2})?([+-][01][0-9]:[0-5][0-9])?\Z"
    )
)
def test_any_figures_give_an_answer(text: str) -> None:
    found = parse_date(text, LATEST)
    assert found is None or found.iso is None or datetime.fromisoformat(found.iso).year >= 1995
