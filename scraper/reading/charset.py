"""The bytes of a page and its headers come in, its text comes out."""

import re
import unicodedata
from collections.abc import Mapping

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom

_INVISIBLE = re.compile("[\0\u00ad\u200b-\u200f\u2060\ufeff]")


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """Return the text of `body`. Strict UTF-8 wins over a declared charset, which on these sites is often wrong."""
    bom, mark = read_bom(body)
    if bom and mark:
        return _decode(body[len(mark) :], bom)
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        declared = http_content_type_encoding(headers.get("content-type", "")) or html_body_declared_encoding(body)
        # One broken byte in a page of UTF-8 (a cut title, say) does not make it another charset.
        mostly_utf8 = error.start > 1000 and body[: error.start].count(0xE1) > 10
        if mostly_utf8 or declared in (None, "utf-8"):
            text = body.decode("utf-8", "replace")
            return text if text.count("\ufffd") * 200 < len(text) else _decode(body, "cp1258")
        return _decode(body, declared)


def _decode(body: bytes, charset: str | None) -> str:
    try:
        return body.decode(charset or "utf-8", "replace")
    except LookupError:
        return body.decode("utf-8", "replace")


def clean(text: str) -> str:
    """Return `text` as NFC, without invisible characters, every run of white space one space, none at the ends."""
    if not text.isascii():
        if _INVISIBLE.search(text):
            text = _INVISIBLE.sub("", text)
        text = unicodedata.normalize("NFC", text)
    elif "\0" in text:
        text = text.replace("\0", "")
    return " ".join(text.split())
