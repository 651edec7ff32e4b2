"""Old fonts and mojibake become Unicode, line by line; nothing else is touched."""

import time
import unicodedata
from collections.abc import Callable
from itertools import product
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.reading.charset import clean, decode
from scraper.reading.legacy import KINDS, convert, repair, repair_all

# TCVN 5712, column VN3: per vowel the code without a tone, then grave, hook, tilde, acute, dot.
VN3 = """
a 61 B5 B6 B7 B8 B9  ă A8 BB BC BD BE C6  â A9 C7 C8 C9 CA CB  e 65 CC CE CF D0 D1  ê AA D2 D3 D4 D5 D6  i 69 D7 D8 DC DD DE
o 6F DF E1 E2 E3 E4  ô AB E5 E6 E7 E8 E9  ơ AC EA EB EC ED EE  u 75 EF F1 F2 F3 F4  ư AD F5 F6 F7 F8 F9  y 79 FA FB FC FD FE
"""
TONES = "\u0300\u0309\u0303\u0301\u0323"
TONE_OF_VNI = dict(zip(TONES, "øûõùï", strict=True))
CIRCUMFLEX_OF_VNI = dict(zip(TONES, "àåãáä", strict=True)) | {"": "â"}
BREVE_OF_VNI = dict(zip(TONES, "èúüéë", strict=True)) | {"": "ê"}
ALONE_IN_VNI = {"ì": "ì", "í": "í", "ỉ": "æ", "ĩ": "ó", "ị": "ò", "ỵ": "î", "đ": "ñ"}


def tcvn3_codes() -> dict[str, str]:
    cells = VN3.split()
    codes = {"đ": "\xae", "Đ": "\xa7", "Ă": "\xa1", "Â": "\xa2", "Ê": "\xa3", "Ô": "\xa4", "Ơ": "\xa5", "Ư": "\xa6"}
    for at in range(0, len(cells), 7):
        for tone, code in zip(["", *TONES], cells[at + 1 : at + 7], strict=True):
            codes[unicodedata.normalize("NFC", cells[at] + tone)] = chr(int(code, 16))
    return codes


CODES = tcvn3_codes()
SMALL = sorted(letter for letter in CODES if not letter.isascii() and letter.islower())
CAPITALS = [letter.upper() for letter in SMALL]


def tcvn3(text: str) -> str:
    return "".join(CODES.get(letter) or CODES.get(letter.lower(), letter) for letter in text)


def vni(text: str) -> str:
    out = ""
    for letter in text:
        small = letter.lower()
        base, *marks = list(unicodedata.normalize("NFD", small))
        tone = next((mark for mark in marks if mark in TONES), "")
        if small in ALONE_IN_VNI:
            code = ALONE_IN_VNI[small]
        elif "\u0302" in marks:
            code = base + CIRCUMFLEX_OF_VNI[tone]
        elif "\u0306" in marks:
            code = base + BREVE_OF_VNI[tone]
        else:
            code = {"o": "ô", "u": "ö"}[base] if "\u031b" in marks else base
            code += TONE_OF_VNI.get(tone, "")
        out += letter if letter.isascii() else code.upper() if letter.isupper() else code
    return out


def latin(text: str) -> str:
    return text.encode().decode("latin-1")


def cp1252(text: str) -> str:
    """Return the UTF-8 of `text` as browsers read it: windows-1252, its five holes as controls."""
    return "".join(chr(b) if b in b"\x81\x8d\x8f\x90\x9d" else bytes([b]).decode("cp1252") for b in text.encode())


TITLE = "Hội nghị tổng kết năm học ở Khe Vàng"
LINES = (
    "Sáng nay, các trường trong huyện đón học sinh trở lại lớp sau đợt mưa lũ kéo dài.",
    "Thầy hiệu trưởng kể rằng nước rút chậm, bàn ghế ướt sũng, sách vở phơi kín sân.",
    "Phụ huynh bản Nà Cọ giúp nhà trường lợp lại mái bếp, sửa đường ống dẫn nước.",
)
BODY = "\n".join(LINES)
ALL: list[tuple[str, Callable[[str], str]]] = [
    ("tcvn3", tcvn3),
    ("vni", vni),
    ("mojibake", cp1252),
    ("mojibake", latin),
    ("mojibake", lambda text: cp1252(cp1252(text))),
    ("mojibake", lambda text: cp1252(unicodedata.normalize("NFD", text))),
]


def test_the_tables_hold_every_letter() -> None:
    assert len({*SMALL, *CAPITALS}) == 134
    for letter in SMALL:
        assert convert(f"x{tcvn3(letter)}x", "tcvn3") == f"x{letter}x"
        assert convert(f"XX {tcvn3(letter)}XX", "tcvn3") == f"XX {letter.upper()}XX"
    for letter in "ĂÂĐÊÔƠƯ":
        assert convert(f"{tcvn3(letter)}n", "tcvn3") == f"{letter}n"
    for letter in [*SMALL, *CAPITALS]:
        assert convert(vni(letter), "vni") == letter
        assert convert(cp1252(letter), "mojibake") == convert(latin(letter), "mojibake") == letter
    for first, second in product([*SMALL, *CAPITALS, *"aeouy"], repeat=2):
        assert convert(vni(first + second), "vni") == first + second


@pytest.mark.parametrize(
    ("text", "kind", "right"),
    [
        ("Phßng Gi¸o dôc vµ §µo t¹o", "tcvn3", "Phòng Giáo dục và Đào tạo"),
        ("Phoøng Giaùo duïc vaø Ñaøo taïo", "vni", "Phòng Giáo dục và Đào tạo"),
        ("PHOØNG GIAÙO DUÏC VAØ ÑAØO TAÏO", "vni", "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO"),
        ("Há»™i nghá»‹", "mojibake", "Hội nghị"),
    ],
)
def test_what_old_pages_hold(text: str, kind: str, right: str) -> None:
    assert repair(text)[1] == kind
    assert convert(text, kind) == right
    assert repair(text) == (right, kind)


@pytest.mark.parametrize(("kind", "encoder"), ALL)
def test_an_article_comes_back(kind: str, encoder: Callable[[str], str]) -> None:
    assert repair(encoder(BODY)) == (BODY, kind)
    assert repair_all([encoder(TITLE), "", encoder(BODY)]) == ([TITLE, "", BODY], kind)


@pytest.mark.parametrize(("kind", "encoder"), ALL)
def test_good_texts_and_lines_stay(kind: str, encoder: Callable[[str], str]) -> None:
    assert repair_all([TITLE, "Nam Trà My có gì", encoder(BODY)]) == ([TITLE, "Nam Trà My có gì", BODY], kind)
    mixed = f"{LINES[0]}\n{encoder(LINES[1])}\n\nNguồn: © Khe Vàng\n{encoder(LINES[2])}"
    assert repair(mixed) == (f"{LINES[0]}\n{LINES[1]}\n\nNguồn: © Khe Vàng\n{LINES[2]}", kind)


def test_a_short_title_leans_on_the_body() -> None:
    title = tcvn3("Đón lũ")
    assert repair(title)[1] is None
    assert repair_all([title, tcvn3(BODY)]) == (["Đón lũ", BODY], "tcvn3")


def test_capitals_of_tcvn3() -> None:
    assert convert("Hµ NéI", "tcvn3") == "HÀ NỘI"
    assert convert("PHßNG GI¸O DôC Vµ §µO T¹O ë HUYÖN", "tcvn3") == "PHÒNG GIÁO DỤC VÀ ĐÀO TẠO Ở HUYỆN"
    assert convert("UBND x· Hµ Th­îng ®Õn ë TR¦êNG THCS Lª QUý §¤N ®Ó häc", "tcvn3") == (
        "UBND xã Hà Thượng đến ở TRƯỜNG THCS LÊ QUÝ ĐÔN để học"
    )


def test_signs_of_tcvn3_that_are_no_letters() -> None:
    assert convert("· häc © § 5.000 ® « t« \x93ch÷\x94", "tcvn3") == "· học © § 5.000 đ ô tô “chữ”"


@pytest.mark.parametrize(("kind", "encoder"), [("tcvn3", tcvn3), ("vni", vni)])
def test_bytes_that_were_taken_for_windows_1258(kind: str, encoder: Callable[[str], str]) -> None:
    text = BODY + "\nPhường ấy có bé, để dễ nhớ, chị ví nó với mùa hè, tỷ lệ bé nghỉ ốm, mũ đỏ, những vỡ lẽ"
    body = encoder(text).encode("cp1252")
    assert repair(decode(body, {}))[0] == text


def test_clean_comes_after() -> None:
    assert clean(repair(tcvn3(BODY))[0]) == clean(repair(latin(BODY))[0]) == clean(BODY)
    assert "\u00ad" in tcvn3(BODY)


@pytest.mark.parametrize("damage", [lambda t: t.replace("\u00a0", " "), lambda t: t[:-1], lambda t: t + " Ã", clean])
def test_mojibake_with_residue_stays(damage: Callable[[str], str]) -> None:
    text = damage(latin("Trường học và nhà ở, phố cổ"))
    assert repair(text) == (text, None)


FOREIGN = (
    "Le collège a été fermé à Noël ; les élèves, naïfs, étaient déçus : « où êtes-vous allés ? » Dès lors, ça ira, là-bas.",
    "Die Schüler müssen früh aufstehen, größere Übungen führen zu schönen Ergebnissen – „natürlich“, sagte Müller.",
    "La educación pública está en el corazón del niño; ¿qué pasó? ¡Él sí, tú no! Año tras año, más allá.",
    "A educação não é só lição: são mãos, pães e corações; irmã, avó, você, três pés, lá, é, já, pó. «papá»…",
    "Příliš žluťoučký kůň úpěl ďábelské ódy v Brně, kde žáci četli knížky.",
    "Så må vi gå på nå få. På så blå må då två gå. Også ære være følgende språk når året er på hell.",
    "Täällä on hyvä yö, työ ja pää; sää jää, mä nään hään. Õpilane jäi öösel koju, sõi mõõga.",
    "Það er nú svo að þú átt að læra íslensku í ár, þó að hún sé ekki auðveld á öllum bæjum.",
    "Het reünie-café in België: coördinatie, één idee, financiën.",
    "Nà'īm bù shì wǒ de, nǐ hǎo ma, là mó tè",
    "5 ± 1 °C, 3 µm, § 5, § 6, x¹ + y² = z³, ½ · ¾, £5, ¥7, © 2020 ® Nestlé®, «…», 10 µg, 2×3÷4, a¹ b¹ t¹ h¹ m¹",
    "CAFÉ™ «MAMÁ»… «olá»… IRMÃ® NESTLÉ® É…",
    "Gi¸o dôc",
    "",
)
UNICODE = (
    BODY, BODY.upper(), TITLE, "Hoà giải, khoẻ mạnh, thuỷ lợi, Nam Trà My có gì, chí khí, ô tô", "Bò, có, cô, mét, cã, đá quý, cá hố",
    "© 2020 «Chào cờ» · 30 °C ± 1 · ½ ngày… “Là”… LÀ… XÃ – Ô… 5 × 3 ¼ µ § 5 ® ¹ ² ³ · 50.000 ₫", "Mưa\u00ad phùn\u00ad bay\u00ad về\u00ad bản",
)  # fmt: skip


@pytest.mark.parametrize("text", [*FOREIGN, *UNICODE])
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_what_is_left_alone(text: str, form: Literal["NFC", "NFD"]) -> None:
    text = unicodedata.normalize(form, text)
    for one in (text, text.upper(), text.replace(" ", "\n")):
        assert repair(one) == (one, None)
    assert repair_all(text.split(" ")) == (text.split(" "), None)


def test_foreign_texts_together_are_no_evidence() -> None:
    assert repair_all(FOREIGN) == (list(FOREIGN), None)
    assert repair("\n".join(FOREIGN)) == ("\n".join(FOREIGN), None)


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    repaired, kind = repair(text)
    assert repair(text)[1] == kind
    assert kind in (None, *KINDS)
    assert kind or repaired == text
    assert all(isinstance(convert(text, kind), str) for kind in KINDS)


SENTENCES = st.lists(st.sampled_from(BODY.replace("\n", " ").split()), min_size=1, max_size=40).map(" ".join)


@given(SENTENCES)
def test_vietnamese_in_unicode_stays(text: str) -> None:
    for form in (text, unicodedata.normalize("NFD", text), text.upper(), f"{text} ± µ § « » · ®"):
        assert repair(form) == (form, None)


@given(SENTENCES, st.sampled_from(ALL))
def test_any_sentence_comes_back_beside_a_body(text: str, how: tuple[str, Callable[[str], str]]) -> None:
    kind, encoder = how
    assert convert(encoder(text), kind) == text
    (alone, body), found = repair_all([encoder(text), encoder(BODY)])
    assert found == kind
    assert body == BODY
    assert alone in (text, encoder(text))  # "có" in one code is "cú" in another: no change without a gain
    assert repair_all([alone, body])[0][1] == BODY


@pytest.mark.parametrize(
    "text",
    ["\xb8\n" * 500_000, "á»™" * 333_333, "»»a" + "\u0323\u0301" * 500_000, latin("\u0323\u0301" * 250_000), "NéI " * 250_000,
     "\xb8" * 1_000_000, "a\xb8 " * 333_333, "Gi\xb8o dôc vµ §µo t¹o " * 50_000, "aø" * 500_000, "¸N-" * 333_333],
)  # fmt: skip
def test_hostile_text_takes_no_longer(text: str) -> None:
    start = time.perf_counter()
    repair(text)
    assert time.perf_counter() - start < 5  # well below one second on an idle machine


def test_good_text_costs_next_to_nothing() -> None:
    text = (BODY * 15)[:3000]
    start = time.perf_counter()
    for _ in range(1000):
        repair(text)
    assert time.perf_counter() - start < 0.5  # about 10 µs each
