"""Bytes become text: strict UTF-8 first, the declared charset then, always NFC in the end."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.records import Article, Page
from scraper.reader import read
from scraper.reading.charset import clean, decode

INVISIBLE = set("\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\xad\x00")
TEXT = "Phòng Giáo dục và Đào tạo huyện Khe Vàng: hội nghị tổng kết năm học"
PROSE = (
    "Buổi chiều ấy, các thầy cô ở điểm trường Huổi Cắm dựng lại mái lớp bằng tôn cũ, đến tối mịt mới xong việc. " * 4
)


def page_of(text: str, charset: str = "utf-8", header: str = "text/html") -> Page:
    return Page(
        "http://a.example/tin/1.html", "2025-12-01T08:00:00+07:00", text.encode(charset), {"content-type": header}
    )


def html_of(body: str, meta: str = "") -> str:
    return f"<html><head>{meta}<title>{TEXT} - PGD</title></head><body><h1>{TEXT}</h1><div><p>{body}</p></div></body></html>"


@pytest.mark.parametrize("wrong", ["iso-8859-1", "windows-1252", "windows-1258", "utf-16", "gb2312", "nonsense", ""])
def test_strict_utf8_wins_over_a_wrong_charset(wrong: str) -> None:
    declared = f'<meta http-equiv="Content-Type" content="text/html; charset={wrong}">'
    assert TEXT in decode(html_of(PROSE, declared).encode(), {"content-type": f"text/html; charset={wrong}"})
    found = read(page_of(html_of(PROSE, declared), header=f"text/html; charset={wrong}"))
    assert isinstance(found, Article)
    assert found.title == TEXT
    assert found.body == PROSE.strip()


def cp1258(text: str) -> bytes:
    """Return `text` as old pages are encoded: letters of the code page, tones as marks of their own."""
    out = bytearray()
    for letter in text:
        try:
            out += letter.encode("cp1258")
            continue
        except UnicodeEncodeError:
            pass
        base, tone = split_tone(letter)
        out += base.encode("cp1258") + tone.encode("cp1258")
    return bytes(out)


def split_tone(letter: str) -> tuple[str, str]:
    marks = unicodedata.normalize("NFD", letter)
    tone = next(mark for mark in marks if mark in "\u0300\u0301\u0303\u0309\u0323")
    return unicodedata.normalize("NFC", marks.replace(tone, "")), tone


@pytest.mark.parametrize("header", ["text/html; charset=windows-1258", "text/html"])
def test_windows_1258_is_composed(header: str) -> None:
    body = cp1258(html_of(PROSE, '<meta http-equiv="Content-Type" content="text/html; charset=windows-1258">'))
    assert "\u0323".encode("cp1258") in body
    found = read(Page("http://a.example/tin/1.html", "2025-12-01T08:00:00+07:00", body, {"content-type": header}))
    assert isinstance(found, Article)
    assert found.title == TEXT
    assert found.body == PROSE.strip()


def test_windows_1258_without_a_word_of_it() -> None:
    assert clean(decode(cp1258(PROSE), {})) == PROSE.strip()


@pytest.mark.parametrize("form", ["NFD", "NFKD", "NFC"])
def test_decomposed_text_is_composed(form: str) -> None:
    found = read(page_of(unicodedata.normalize(form, html_of(PROSE))))
    assert isinstance(found, Article)
    assert (found.title, found.body) == (TEXT, PROSE.strip())


@pytest.mark.parametrize("body", [unicodedata.normalize("NFD", PROSE), PROSE.replace("thầy", "th\u200bầy")])
def test_html_is_composed_too(body: str) -> None:
    found = read(page_of(html_of(body)))
    assert isinstance(found, Article)
    assert found.body_html == f"<p>{PROSE.strip()}</p>"


def test_invisible_characters_go() -> None:
    sown = (
        PROSE.replace("thầy", "th\u200bầ\u200cy\ufeff").replace(" tối", " \u2060tố\u00adi").replace("việc", "vi\x00ệc")
    )
    found = read(page_of(html_of(sown)))
    assert isinstance(found, Article)
    assert found.body == PROSE.strip()


def test_a_mark_behind_an_invisible_character_is_composed() -> None:
    assert clean("ho\u0323\u200bc va\u200b\u0300") == "học và"


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_marks(charset: str) -> None:
    text = decode(TEXT.encode(charset), {"content-type": "text/html; charset=iso-8859-1"})
    assert clean(text) == TEXT


def test_one_broken_byte_does_not_change_the_charset() -> None:
    head, _, tail = html_of(PROSE * 10).rpartition("việc")
    body = head.encode() + b"vi\xe1\xbb" + tail.encode()
    text = decode(body, {"content-type": "text/html; charset=iso-8859-1"})
    assert TEXT in text
    assert text.count("\ufffd") <= 2


def test_a_page_cut_inside_a_letter() -> None:
    body = html_of(PROSE * 10).encode()
    cut = body[: body.rindex("ệ".encode()) + 1]
    assert TEXT in decode(cut, {})


def test_an_early_broken_byte_in_undeclared_utf8() -> None:
    body = b"<html><title>\xe1\xba</title>" + html_of(PROSE * 10).encode()
    assert TEXT in decode(body, {})


def test_an_early_broken_byte_and_a_wrong_charset() -> None:
    body = b"<html><title>\xe1\xba</title>" + html_of(PROSE * 10).encode()
    assert TEXT in decode(body, {"content-type": "text/html; charset=iso-8859-1"})


def test_iso_8859_1_is_read_as_browsers_do() -> None:
    assert (
        decode(b"L\xea Th\xe0nh \x93T\xedn\x94", {"content-type": "text/html; charset=iso-8859-1"}) == "Lê Thành “Tín”"
    )


def test_entities_and_odd_spaces() -> None:
    found = read(
        page_of(
            html_of(
                "Ph&ograve;ng&nbsp;Gi&#225;o d&#x1EE5;c\u3000v\u00e0\u2003\u0110\u00e0o t\u1ea1o &amp; ph\u1ee5 huynh. "
                + PROSE
            )
        )
    )
    assert isinstance(found, Article)
    assert found.body.startswith("Phòng Giáo dục và Đào tạo & phụ huynh. Buổi chiều")


@given(
    st.binary(max_size=300),
    st.sampled_from(["", "text/html; charset=utf-8", "text/html; charset=x", "text/html; charset=utf-7"]),
)
def test_any_bytes_are_decoded(body: bytes, header: str) -> None:
    assert isinstance(decode(body, {"content-type": header}), str)


def test_clean_takes_nul_out_of_ascii() -> None:
    assert clean("a\x00b") == "ab"


@given(st.text())
def test_clean_is_stable(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert not INVISIBLE & set(once)
    assert once == once.strip()
