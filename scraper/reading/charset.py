"""The bytes of a page and its headers come in, its text comes out."""

import codecs
import re
import unicodedata
from collections.abc import Mapping

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

SAMPLE = 200_000  # characters looked at
_MULTIBYTE = re.compile("[\u0080-\ufffc]+")
# Controls and halves of surrogate pairs, too: a terminal obeys the ones, a database refuses the others.
INVISIBLE = re.compile("[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b-\u200f\u2060\ufeff\ud800-\udfff]")
SHORT, MARKS = 200, 8  # characters of a text that any pile may fill; marks of a pile that stay
_PILE = re.compile(r"[^\w\s!-~\u2000-\u20cf\u2100-\u2bff]{30,}")
# Codecs of Python that are no charsets of the web.
NO_CHARSETS = frozenset("idna punycode unicode_escape raw_unicode_escape utf_7 undefined".split())


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the text of `body`. Strict UTF-8 wins over a declared charset, which on these sites is often wrong."""
    bom, mark = read_bom(body)
    if bom and mark:
        return _decode(body[len(mark) :], bom)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    # Some broken bytes in a page of UTF-8 (a cut title, say) do not make it another charset: of text in windows-1258
    # nearly every letter with a mark is broken.
    broken = text.count("\ufffd")
    good = sum(map(len, _MULTIBYTE.findall(text[:SAMPLE])))
    if broken <= 3 or broken * 10 < good:
        return text
    declared = http_content_type_encoding(headers.get("content-type", "")) or html_body_declared_encoding(body)
    return _decode(body, declared if declared not in (None, "utf-8") else "cp1258")


def _decode(body: bytes, charset: str | None) -> str:
    try:
        name = codecs.lookup(charset or "utf-8").name.replace("-", "_")
        return body.decode("utf-8" if name in NO_CHARSETS else name, "replace")
    except (LookupError, ValueError):
        return body.decode("utf-8", "replace")


def compose(text: str) -> str:
    """Return `text` as NFC. Of a pile of marks on one letter the first few stay: to sort them takes its square in time."""
    if len(text) > SHORT and _PILE.search(text):
        text = _PILE.sub(lambda pile: pile[0][:MARKS], text)
    return unicodedata.normalize("NFC", text)


def clean(text: str) -> str:
    """Return `text` as NFC, without invisible characters, every run of white space one space, none at the ends."""
    if not text.isascii():
        if INVISIBLE.search(text):
            text = INVISIBLE.sub("", text)
        text = compose(text)
    elif not text.isprintable():
        text = INVISIBLE.sub("", text)
    return " ".join(text.split())
