"""Text in the codes of old fonts (TCVN3, VNI) or of UTF-8 read as Latin comes in, Vietnamese in Unicode goes out.

Call this before `clean`: a soft hyphen is TCVN3's ư, a no-break space is half of an à read as Latin, and `clean` takes
both away. TCVN3 has no capitals with tones (the `.VnTimeH` fonts draw the small codes as capitals): without the font a
word stays in small letters, unless the capitals around it say better (`Hµ NéI`: `HÀ NỘI`).
"""

import re
import unicodedata
from collections.abc import Sequence

from scraper.reading.charset import compose

SAMPLE = 50_000  # characters by which the kind is found; a space ends them, not half a letter
KINDS = ("tcvn3", "vni", "mojibake")
# Different syllables that only the conversion shows. Mojibake looks like nothing else, so little of it is enough.
EVIDENCE = {"tcvn3": 4, "vni": 4, "mojibake": 2}
ON_PAGE = 6  # odd codes of a page that make it worth a look
ODD_CODES = 3  # different codes of a font that Vietnamese in Unicode has no use for: "så må vi gå på" has one

_TCVN3 = str.maketrans(
    "¸µ¶·¹¨¾»¼½Æ©ÊÇÈÉË®ÐÌÎÏÑªÕÒÓÔÖÝ×ØÜÞãßáâä«èåæçé¬íêëìîóïñòô\u00adøõö÷ùýúûüþ¡¢§£¤¥¦",
    "áàảãạăắằẳẵặâấầẩẫậđéèẻẽẹêếềểễệíìỉĩịóòỏõọôốồổỗộơớờởỡợúùủũụưứừửữựýỳỷỹỵĂÂĐÊÔƠƯ",
)
_VNI = dict(zip("ìíæóòñôöî", "ìíỉĩịđơưỵ", strict=True))
for _base, _marks, _letters in (
    ("a", "øùûõïâàáåãäêèéúüë", "àáảãạâầấẩẫậăằắẳẵặ"), ("e", "øùûõïâàáåãä", "èéẻẽẹêềếểễệ"),
    ("o", "øùûõïâàáåãä", "òóỏõọôồốổỗộ"), ("ô", "øùûõï", "ờớởỡợ"), ("u", "øùûõï", "ùúủũụ"),
    ("ö", "øùûõï", "ừứửữự"), ("y", "øùûõ", "ỳýỷỹ"),
):  # fmt: skip
    _VNI |= {_base + mark: letter for mark, letter in zip(_marks, _letters, strict=True)}
_VNI_CODE = re.compile("[aeo][øùûõïâàáåãä]|[uôö][øùûõï]|y[øùûõ]|a[êèéúüë]|[ìíæóòñôöî]", re.IGNORECASE)
# Codes that stand alone are signs and the bullets of Word, not letters: the letter would be no word.
_SIGN = re.compile("((?<!\\S)[¡¢£¥¦§¨©·»¼½¾\u00ad](?!\\S))")
# In TCVN3: words without a small ASCII letter, side by side.
_CAPITALS = re.compile("(?<!\\w)[^\\Wa-z_]++(?!\\w)(?:[ \u00a0&-]{1,3}[^\\Wa-z_]++(?!\\w))*")

_CP1252 = {code: bytes([code]).decode("cp1252") for code in range(0x80, 0xA0) if code not in b"\x81\x8d\x8f\x90\x9d"}
_TO_BYTES = str.maketrans({letter: chr(code) for code, letter in _CP1252.items()})
# Bytes of a font that were read as Latin-1 or windows-1258 (what `decode` falls back on), as windows-1252 has them.
_FROM_BYTES = str.maketrans(
    "".join(map(chr, _CP1252)) + "ĂĐƠƯăđơư₫\u0300\u0309\u0303\u0301\u0323",
    "".join(_CP1252.values()) + "ÃÐÕÝãðõýþÌÒÞìò",
)
_NO_FONT = re.compile("[\u0100-\u0151\u0154-\u015f\u0162-\u0177\u017f-\u0191\u0193-\u02c5\u0300-\u1fff]")

_LETTERS = "ÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝàáâãèéêìíòóôõùúý"
_USUAL = bytes(range(0xA1)) + f"°±²³´{_LETTERS}".encode("latin-1")
_TYPOGRAPHY = "«»©®".encode("latin-1")
_ODD = frozenset(bytes(range(256)).translate(None, _USUAL).decode("latin-1"))
_RUN = re.compile(f"[\u0080-\u00ff{''.join(_CP1252.values())}]+")
_NO_BYTES = re.compile(f"[{_LETTERS.replace('Ã', '')}°±²³´\u00a0‘’“”–—•…]*|[^À-ÿ]*")

# The syllable: a capital of the pattern stands for that vowel with any tone.
_WORD = re.compile("[^\\s\\d!-/:-@\\[-`{-~‘-‟–—•…]+")
_TONED = {
    v: [unicodedata.normalize("NFC", v + tone) for tone in "\u0301\u0323\u0300\u0309\u0303"] for v in "aăâeêioôơuưy"
}
_RIMES = (
    "A(?:ch|n[gh]|[cimnoptuy])?|Ă(?:ng|[ckmnpt])|Â(?:ng|[cmnptuy])|E(?:ng|[cmnopt])?|Ê(?:ch|n[gh]|[mnptu])?|"
    "I(?:ch|nh|[amnptu])?|iÊ(?:ng|[cmnptu])|O(?:o?ng|oc|[cimnpt])?|OA(?:ch|n[gh]|[cimnoptuy])?|oĂ(?:ng|[cmnt])|OE[not]?|"
    "Ô(?:ng|[cimnpt])?|Ơ[imnpt]?|U(?:ng|[acimnpt])?|uÂ(?:ng|[nty])|uÊ(?:ch|nh?)?|uÔ(?:ng|[cimnt])|uƠ|UY(?:ch|nh|[anptu])?|"
    "uyÊ[nt]|Ư(?:ng|[acimntu])?|ưƠ(?:ng|[cimnptu])|Y(?:ch|nh|[nptu])?|yÊ(?:ng|[cmntu])"
).translate({ord(v.upper()): f"[{v}{''.join(toned)}]" for v, toned in _TONED.items()})
_SHARP = "".join("".join(toned[:2]) for toned in _TONED.values())
_TONES = "".join(map("".join, _TONED.values()))
_SYLLABLE = re.compile(
    f"(?=.{{2,7}}$)(?!.*[{_TONES}].*[{_TONES}])(?:(?=.*[{_SHARP}])|(?!.*(?:[ckpt]|ch)$))"
    f"(?:ngh?|[cgknpt]h|gi|kh|qu|tr|[bcdđghklmnprstvx])?(?:{_RIMES})"
)


def looks_legacy(page: str) -> bool:
    """Say whether a whole page may hold such text: cheap, for pages print « » © ® often, and have little else of it."""
    if page.isascii():
        return False
    codes = page.encode("latin-1", "ignore").translate(None, _USUAL)
    return len(codes.translate(None, _TYPOGRAPHY)) >= ON_PAGE or page.count("á»") + page.count("áº") > 1


def repair_all(texts: Sequence[str]) -> tuple[list[str], str | None]:
    """Return `texts` in Unicode and the kind of what was repaired, judged by all of them together, line by line."""
    if sum(map(_odd_codes, texts)) < 2:
        return list(texts), None
    samples = [text if len(text) < SAMPLE else text[:SAMPLE].rpartition(" ")[0] for text in texts]
    shown, kind = max((_attempt(samples, kind)[1], kind) for kind in KINDS)
    repaired, shown = _attempt(texts, kind) if shown else ([], 0)
    return (repaired, kind) if shown else (list(texts), None)


def repair(text: str) -> tuple[str, str | None]:
    """Return `text` in Unicode and the kind of what was repaired."""
    (repaired,), kind = repair_all([text])
    return repaired, kind


def convert(text: str, kind: str) -> str:
    """Return `text`, all of it, from `kind` to NFC. Mojibake that does not come out whole stays as it is."""
    if kind == "mojibake":
        text = _from_mojibake(text)
    else:
        text = text.translate(_FROM_BYTES)
        text = _VNI_CODE.sub(_vni_letter, text) if kind == "vni" else _from_tcvn3(text)
    return compose(text)


def _attempt(texts: Sequence[str], kind: str) -> tuple[list[str], int]:
    """Return `texts` with their lines of `kind` converted, and how many syllables that showed: 0 if it should not be."""
    shown: set[str] = set()
    odd: set[str] = set()
    marked = good = good_before = 0
    out = []
    for text in texts:
        lines = text.split("\n")
        for at, line in enumerate(convert(text, kind).split("\n")):
            if lines[at].isascii() or (lines[at] == line if kind == "mojibake" else _in_unicode(lines[at])):
                continue
            before, after = _words(compose(lines[at])), _words(line)
            # Mojibake that decodes is no chance, whatever its pieces look like.
            valid_before, valid = [] if kind == "mojibake" else _valid(before), _valid(after)
            shown.update(set(valid).difference(before))
            odd |= _ODD.intersection(lines[at])
            marked, good, good_before = marked + len(after), good + len(valid), good_before + len(valid_before)
            # A line that says as much in Unicode stays.
            if len(valid) > len(valid_before) and len(valid) * 2 >= len(after):
                lines[at] = line
        out.append("\n".join(lines))
    enough = len(shown) >= EVIDENCE[kind] and good * 5 >= marked * 4 and good_before * 2 <= good
    return out, len(shown) if enough and (kind == "mojibake" or len(odd) >= ODD_CODES) else 0


def _odd_codes(text: str) -> int:
    return 0 if text.isascii() else len(text.encode("latin-1", "ignore").translate(None, _USUAL))


def _in_unicode(line: str) -> bool:
    return _NO_FONT.search(line.translate(_FROM_BYTES)) is not None


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower()) if len(word) > 1 and not word.isascii()]


def _valid(words: list[str]) -> list[str]:
    return [word for word in words if _SYLLABLE.fullmatch(word)]


def _from_tcvn3(text: str) -> str:
    parts = _SIGN.split(text)
    parts[::2] = [part.translate(_TCVN3) for part in parts[::2]]
    return _CAPITALS.sub(_raise, "".join(parts))


def _raise(match: re.Match[str]) -> str:
    """Return words in capitals if one of two capitals or more has a small letter left; not those at the ends."""
    words = re.split("([ \u00a0&-]+)", match[0])
    if all(word.isupper() or sum(map(str.isupper, word)) < 2 for word in words):
        return match[0]
    capital = [at for at, word in enumerate(words) if word != word.lower()]
    first, last = capital[0], capital[-1] + 1
    words[first:last] = [word.upper() for word in words[first:last]]
    return "".join(words)


def _vni_letter(match: re.Match[str]) -> str:
    letter = _VNI[match[0].lower()]
    return letter.upper() if match[0][0].isupper() else letter


def _from_mojibake(text: str) -> str:
    for _ in range(3):  # UTF-8 was read as Latin more than once
        try:
            once = _RUN.sub(_decode_run, text)
        except UnicodeDecodeError:
            break
        if once == text:
            break
        text = once
    return text


def _decode_run(match: re.Match[str]) -> str:
    """Return what the bytes of a run say in UTF-8. Letters and signs that need no decoding stay."""
    run = match[0]
    return run if _NO_BYTES.fullmatch(run) else run.translate(_TO_BYTES).encode("latin-1").decode("utf-8")
