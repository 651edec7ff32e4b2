"""A stripped body comes in, HTML that can do no harm comes out: plain tags, absolute addresses, no styles, no scripts."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from bs4 import NavigableString, Tag
from bs4.element import PageElement, PreformattedString, Script, Stylesheet, TemplateString

from archive.urls import join_url
from scraper.reading.charset import INVISIBLE
from scraper.reading.paragraphs import BLOCKS

KEPT_TAGS = frozenset(
    (
        "p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr td th blockquote figure figcaption a img br b strong i "
        "em u sup sub pre dl dt dd caption hr"
    ).split()
)
VOID_TAGS = frozenset(["img", "br", "hr"])
WRAPPERS, WRAPPER = frozenset(["div", "section", "article", "center"]), "wrapper"
KEPT_ATTRIBUTES = {"a": ("href",), "img": ("src", "alt"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
_RUNS = re.compile(r"\s{2,}")
_EMPTY = re.compile(r"<(p|b|i|em|strong|u)>\s?</\1>")
_EDGES = re.compile(r"(<(?:p|li|td|th|h\d)>)\s|\s(</(?:p|li|td|th|h\d)>)")


@dataclass(slots=True)
class _Open:
    """A tag that is being written: as what, where its start tag stands, what is left of it."""

    name: str
    at: int
    children: Iterator[PageElement]
    block: bool = False
    has_block: bool = False


def harmless_html(root: Tag, base_url: str) -> str:
    """Return the HTML of a stripped body.

    Written piece by piece: taking tags out of the tree costs BeautifulSoup a search among all siblings each.
    """
    pieces: list[str] = []
    text: list[str] = []
    # A tag begun, the place of its start tag, and whether a block stands in it; below all: the root.
    stack: list[_Open] = [_Open("", 0, iter([root] if root.name in KEPT_TAGS else root.children))]

    def write(piece: str) -> None:
        if text:
            pieces.append(_harmless_text("".join(text)))
            text.clear()
        pieces.append(piece)

    while stack:
        top = stack[-1]
        node = next(top.children, None)
        if node is None:
            stack.pop()
            name = "p" if top.name == WRAPPER and not top.has_block else top.name
            if name == WRAPPER:
                write("")
            elif top.name == WRAPPER:
                write(f"</{name}>")
                pieces[top.at] = f"<{name}>"
            elif name:
                write(f"</{name}>")
            if stack:
                stack[-1].has_block |= top.has_block or top.block
        elif isinstance(node, NavigableString):
            if not isinstance(node, PreformattedString | Script | Stylesheet | TemplateString):
                text.append(str(node))
        elif isinstance(node, Tag):
            kind = WRAPPER if node.name in WRAPPERS else node.name if node.name in KEPT_TAGS else ""
            if kind in VOID_TAGS:
                write(f"<{kind}{_attributes(node, base_url)}/>")
                top.has_block |= node.name in BLOCKS
                continue
            if kind:
                write("" if kind == WRAPPER else f"<{kind}{_attributes(node, base_url)}>")
            stack.append(_Open(kind, len(pieces) - 1, iter(node.children), node.name in BLOCKS))
    write("")
    inner = _RUNS.sub(lambda match: "\n" if "\n" in match[0] else " ", "".join(pieces))
    return _EDGES.sub(r"\1\2", _EMPTY.sub("", inner)).strip()


def _harmless_text(text: str) -> str:
    """Return a text as NFC, escaped. A mark that would join the `>` before it to another sign is left out."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", text))
    return escape(text.lstrip("\u0338"), quote=False)


def _attributes(tag: Tag, base_url: str) -> str:
    found = []
    for name in KEPT_ATTRIBUTES.get(tag.name, ()):
        value = str(tag.get(name) or "")
        if name in ("href", "src") and value:
            value = join_url(base_url, value)
            harmless = ("http://", "https://", "mailto:", "#", *(["file:"] if base_url.startswith("file:") else []))
            value = value if value.startswith(harmless) else ""
        if value:
            value = unicodedata.normalize("NFC", INVISIBLE.sub("", value))
            found.append(f' {name}="{escape(value)}"')
    return "".join(found)
