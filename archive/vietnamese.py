"""Vietnamese text in, comparable text out: tone placement, folding of marks, keys for repeats.

Every function but `syllables`, `article_text` and `text_hash` keeps the length of NFC text, so that an offset in the result is an
offset in the original (highlighting depends on it).
"""

import hashlib
import re
import unicodedata
from collections.abc import Iterable

TONES = "àáảãạèéẻẽẹỳýỷỹỵ"
BARE = "aaaaaeeeeeyyyyy"
# The glide letter takes over the tone mark: grave, acute, hook, tilde, dot.
TONED_GLIDE = {"o": "òóỏõọ", "u": "ùúủũụ", "O": "ÒÓỎÕỌ", "U": "ÙÚỦŨỤ"}

# New spelling puts the mark on the last letter of an open oa, oe, uy (hoà, khoẻ, thuỷ); after q, u is no glide.
_NEW_STYLE = re.compile(r"(?<![qQ])(?:([oO])([àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ])|([uU])([ỳýỷỹỵỲÝỶỸỴ]))(?!\w)")
_WORD = re.compile(r"\w+")
SHORT_TEXT = 40  # syllables; below this, two texts may agree by chance ("Xem tệp đính kèm")


def _fold_table() -> dict[int, str]:
    table = {ord("đ"): "d", ord("Đ"): "D"}
    for code in [*range(0xC0, 0x250), *range(0x1E00, 0x1F00)]:
        base = unicodedata.normalize("NFD", chr(code))[0]
        if base != chr(code):
            table[code] = base
    return table


_FOLD = _fold_table()
_LOWER = {
    code: chr(code).lower() for code in range(0x41, 0x1F00) if len(chr(code).lower()) == 1 and chr(code).isupper()
}


def lower(text: str) -> str:
    """Return `text` in lower case, letter by letter (`str.lower` may lengthen it)."""
    return text.translate(_LOWER)


def _move_tone(match: re.Match[str]) -> str:
    glide, vowel = (match[1], match[2]) if match[1] else (match[3], match[4])
    at = TONES.index(vowel.lower())
    bare = BARE[at].upper() if vowel.isupper() else BARE[at]
    return TONED_GLIDE[glide][at % 5] + bare


def normalise_tone(text: str) -> str:
    """Return NFC `text` with tone marks placed the old way (`hoà` -> `hòa`, `uỷ` -> `ủy`), as most offices type."""
    return _NEW_STYLE.sub(_move_tone, text)


def fold(text: str) -> str:
    """Return NFC `text` without marks, `đ` as `d`: what people type who leave the marks out."""
    return text.translate(_FOLD)


def has_marks(text: str) -> bool:
    """Say whether `text` has a letter with a mark, that is, was typed to be matched exactly."""
    return fold(text) != text


def syllables(text: str) -> list[str]:
    """Return the words of `text`, NFC, lower case, with one spelling of tones; punctuation is gone."""
    return _WORD.findall(normalise_tone(unicodedata.normalize("NFC", text).lower()))


def article_text(lead: str | None, body: str) -> str:
    """Return what is compared of an article: lead and body, a lead that the body repeats once."""
    if not lead or body.startswith(lead):
        return body
    return f"{lead}\n{body}"


def text_hash(title: str, lead: str | None, body: str, attachments: Iterable[str] = ()) -> str:
    """Return the key under which exact repeats meet: SHA-256 over the syllables of lead and body.

    A short text says too little by itself, so its title and the names of its attachments count too: fifty posts that
    say "see the attached file" are fifty posts.
    """
    words = syllables(article_text(lead, body))
    if len(words) < SHORT_TEXT:
        words += ["|", *syllables(title), *sorted(attachments)]
    return hashlib.sha256(" ".join(words).encode()).hexdigest()
