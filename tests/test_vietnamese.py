"""Vietnamese text: one spelling of tones, folding that keeps every offset, and the key under which repeats meet."""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.vietnamese import fold, has_marks, lower, normalise_tone, syllables, text_hash

VOWELS = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
LETTERS = "".join(unicodedata.normalize("NFC", vowel + tone) for vowel in VOWELS for tone in TONES)
ALPHABET = LETTERS + LETTERS.upper() + "đĐ" + "bcghklmnpqrstvxBCGHKLMNPQRSTVX0123456789" + " .,;:-–“”\"'()/\n\t"

vietnamese = st.text(ALPHABET)
nfc_text = st.one_of(vietnamese, st.text().map(lambda text: unicodedata.normalize("NFC", text)))

LONG = (
    "Ủy ban nhân dân huyện khen thưởng 26 học sinh giỏi. Các em đã hoà mình vào phong trào thi đua, giữ gìn sức khoẻ, "
    "thuỷ chung với bạn bè và thầy cô. Buổi lễ diễn ra trong không khí ấm áp tại nhà văn hóa trung tâm huyện."
)


@pytest.mark.parametrize("change", [fold, lower, normalise_tone])
@given(text=nfc_text)
def test_offsets_are_kept(change: Callable[[str], str], text: str) -> None:
    assert len(change(text)) == len(text)


@pytest.mark.parametrize("change", [fold, lower, normalise_tone])
@given(text=vietnamese)
def test_doing_it_twice_changes_nothing(change: Callable[[str], str], text: str) -> None:
    assert change(change(text)) == change(text)


@given(text=vietnamese)
def test_folded_vietnamese_is_plain(text: str) -> None:
    plain = fold(text).replace("–", "-").replace("“", '"').replace("”", '"')
    assert plain.isascii()
    assert not has_marks(fold(text))
    assert has_marks(text) == any(
        letter in LETTERS + LETTERS.upper() + "đĐ" and not letter.isascii() for letter in text
    )


@given(text=vietnamese)
def test_folding_and_lower_case_can_be_done_in_any_order(text: str) -> None:
    assert fold(lower(text)) == lower(fold(text))
    assert fold(normalise_tone(text)) == fold(text), "moving a tone mark never changes the letters"


@given(text=vietnamese)
def test_normalised_text_stays_nfc(text: str) -> None:
    assert unicodedata.is_normalized("NFC", normalise_tone(text))


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đào tạo", "Dao tao"),
        ("đường đi", "duong di"),
        ("ĐIỆN BIÊN", "DIEN BIEN"),
        ("Thừa Thiên Huế", "Thua Thien Hue"),
        ("nghiêng ngả, ưỡn ẹo, ỷ lại", "nghieng nga, uon eo, y lai"),
        ("plain 123", "plain 123"),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("uỷ", "ủy"), ("Uỷ ban", "Ủy ban"), ("UỶ BAN", "ỦY BAN"), ("hoà", "hòa"), ("Hoà", "Hòa"), ("HOÀ BÌNH", "HÒA BÌNH"),
        ("hoá học", "hóa học"), ("toả sáng", "tỏa sáng"), ("toạ đàm", "tọa đàm"), ("xoã tóc", "xõa tóc"),
        ("sức khoẻ", "sức khỏe"), ("loè", "lòe"), ("khoé", "khóe"), ("xoẹ", "xọe"), ("thuỷ lợi", "thủy lợi"),
        ("tuỳ theo", "tùy theo"), ("luỹ tre", "lũy tre"), ("thuý", "thúy"), ("truỵ lạc", "trụy lạc"), ("Khánh Hoà.", "Khánh Hòa."),
        ("hoà-đồng", "hòa-đồng"), ("oà khóc", "òa khóc"),
    ],
)  # fmt: skip
def test_both_spellings_become_one(new: str, old: str) -> None:
    assert normalise_tone(new) == old
    assert normalise_tone(old) == old


@pytest.mark.parametrize(
    "word",
    [
        "quý", "Quý", "QUÝ", "quỳ", "quỷ", "quỹ", "quỵ", "quà", "quả", "quá", "quạ", "quẻ", "què",
        "hoàn", "hoàng", "toán", "khoảng", "ngoại", "hoạt", "toàn", "loét", "khoèo", "huỳnh", "khuỷu", "thuở", "hoài", "hoa", "khoe",
        "huy", "luyện", "giỏi", "giới", "năm", "đào", "tuyển", "nghiệp",
    ],
)  # fmt: skip
def test_words_whose_tone_has_one_place_are_left_alone(word: str) -> None:
    assert normalise_tone(word) == word


def test_lower_keeps_letters_that_would_grow() -> None:
    assert lower("İ ĐÀO TẠO Ỹ") == "İ đào tạo ỹ"


def test_syllables() -> None:
    assert syllables("Uỷ ban, HOÀ BÌNH: 2023-2024!") == ["ủy", "ban", "hòa", "bình", "2023", "2024"]
    assert syllables(unicodedata.normalize("NFD", "Điện Biên")) == ["điện", "biên"]


@pytest.mark.parametrize(
    "variant",
    [
        unicodedata.normalize("NFD", LONG),
        LONG.upper(),
        LONG.replace("hoà", "hòa").replace("khoẻ", "khỏe").replace("thuỷ", "thủy").replace("Ủy", "Uỷ"),
        LONG.replace(".", " ;").replace(",", ""),
        LONG.replace(" ", "\n"),
        f"  {LONG}\t",
    ],
    ids=["nfd", "case", "tone", "punctuation", "lines", "spaces"],
)
def test_a_text_and_its_variants_have_one_key(variant: str) -> None:
    assert text_hash("Lễ trao thưởng", None, variant) == text_hash("Lễ trao thưởng", None, LONG)


def test_the_key_tells_meanings_apart() -> None:
    other = LONG.replace("giỏi", "giới")
    assert text_hash("Lễ trao thưởng", None, other) != text_hash("Lễ trao thưởng", None, LONG)
    assert text_hash("Lễ trao thưởng", None, LONG.replace("26", "27")) != text_hash("Lễ trao thưởng", None, LONG)


def test_where_the_lead_ends_and_what_the_title_says_does_not_matter_for_a_long_text() -> None:
    first, rest = LONG.split(". ", 1)
    assert text_hash("Lễ trao thưởng", first, rest) == text_hash("Khen thưởng học sinh", None, LONG)
    assert text_hash("Lễ", None, LONG, ["a.pdf"]) == text_hash("Lễ", None, LONG, ["b.pdf"])


def test_a_short_text_counts_with_its_title_and_attachments() -> None:
    def short(title: str, *files: str) -> str:
        return text_hash(title, None, "Xem tệp đính kèm.", files)

    assert short("Công văn số 12", "cv12.pdf") != short("Công văn số 12", "cv13.pdf")
    assert short("Công văn số 12", "cv12.pdf") != short("Công văn số 13", "cv12.pdf")
    assert short("Công văn số 12", "a.pdf", "b.pdf") == short("CÔNG VĂN SỐ 12", "b.pdf", "a.pdf")
    assert short("Công văn số 12", "a.pdf") != short("Công văn số 12")


@given(text=vietnamese)
def test_decomposed_text_has_the_same_key(text: str) -> None:
    assert text_hash("T", None, unicodedata.normalize("NFD", text)) == text_hash("T", None, text)
