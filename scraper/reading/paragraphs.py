"""The stripped element of an article's body comes in, its lines and media come out.

One walk over lxml's tree reads it line by line. A table whose rows do not fit together goes to BeautifulSoup, where its
patience pays; the whole body would cost it as much as all the rest of the reading (docs/reading.md).
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup
from lxml import html
from lxml.html import HtmlElement as Element

from archive.records import Medium
from archive.urls import join_url
from scraper.reading.boilerplate import ATTACHMENT_URL, VIDEO_URL
from scraper.reading.charset import clean

BLOCKS = frozenset(
    (
        "p div h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tfoot tr td th caption blockquote section article "
        "figure figcaption center pre dl dt dd hr address main header footer aside fieldset details summary form"
    ).split()
)
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
ITALIC = frozenset(["em", "i", "cite"])
BOLD = frozenset(["b", "strong"])
FRAMES = frozenset(["iframe", "video", "source", "object", "embed"])
PLAIN = frozenset(["p", "div", "span", "li", "ul", "ol", "tr", "td", "tbody", "section", "article"])
CAPTION_NAMES = re.compile(r"caption|image_?desc|img_?note|chu-?thich|imgalt", re.I)
CELL_BREAKS = BLOCKS | {"br"}
LONG_CELL = 200  # characters; a table with longer cells arranges text, it shows no data
MAX_CAPTION = 300
STRAY = re.compile(r"^!important;?[\s\"'>]*")  # style that an editor let stand as text
MAX_DEPTH = 250


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a body. `kind` is text, heading, caption, row or image; `marked`: set apart (right, bold, italic)."""

    text: str
    kind: str = "text"
    marked: bool = False
    links: int = 0  # characters inside links
    href: str | None = None


@dataclass(slots=True)
class _State:
    """What the walk knows at a place: the pieces of the line begun, and how they are set."""

    lines: list[Line] = field(default_factory=list)
    pieces: list[str] = field(default_factory=list)
    depth: int = 0
    plain: int = 0  # characters of the line that are neither italic nor bold
    upright: int = 0  # characters that are not italic
    links: int = 0
    hrefs: list[str] = field(default_factory=list)
    media: list[Medium] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How the text at a place is set, inherited downwards."""

    italic: bool = False
    bold: bool = False
    align: str = ""
    caption: bool = False
    link: str | None = None
    heading: bool = False


def read_lines(root: Element, base_url: str) -> tuple[list[Line], list[Medium]]:
    """Walk a stripped body; returns its lines in reading order, and its pictures, files and videos."""
    state = _State()
    setting = _inner(root, _Setting())
    _walk(root, state, setting, base_url)
    _flush(state, setting)
    return _mark_captions(state.lines), state.media


def _walk(node: Element, state: _State, setting: _Setting, base: str) -> None:
    if state.depth > MAX_DEPTH:
        _add_text(state, node.text_content(), setting)
        return
    state.depth += 1
    if node.text:
        _add_text(state, node.text, setting)
    for child in node:
        if isinstance(child.tag, str):
            _enter(child, state, setting, base)
        if child.tail:
            _add_text(state, child.tail, setting)
    state.depth -= 1


def _enter(element: Element, state: _State, setting: _Setting, base: str) -> None:
    name = element.tag
    if name == "br":
        _flush(state, setting)
    elif name == "img":
        _add_image(element, state, setting, base)
    elif name in FRAMES:
        _add_frame(element, state, base)
        if name in ("object", "embed"):  # libxml2 lets an open one hold all that follows
            _walk(element, state, setting, base)
    elif name == "table" and (rows := _data_table(element)):
        _flush(state, setting)
        _add_rows(element, rows, state, base)
    elif name in BLOCKS:
        _flush(state, setting)
        inner = _inner(element, setting)
        _walk(element, state, inner, base)
        _flush(state, inner)
    else:
        _walk(element, state, _inner(element, setting, base), base)


def _inner(element: Element, setting: _Setting, base: str = "") -> _Setting:
    name = element.tag
    attributes = dict(element.items())
    if not attributes and name in PLAIN:
        return setting
    style, names = attributes.get("style", ""), attributes.get("class", "")
    link = join_url(base, attributes["href"]) if name == "a" and attributes.get("href") else setting.link
    return _Setting(
        italic=setting.italic or name in ITALIC or "font-style:italic" in style,
        bold=setting.bold or name in BOLD or "font-weight" in style,
        align=align_of(name, style, names, attributes.get("align", "")) or setting.align,
        caption=setting.caption or name in ("figcaption", "caption") or bool(names and CAPTION_NAMES.search(names)),
        link=link,
        heading=setting.heading or name in HEADINGS,
    )


def align_of(name: str, style: str, names: str, align: str) -> str:
    """Return `center` or `right` where an element sets its text so; its own `align` else."""
    for side in ("center", "right"):
        if f"text-align:{side}" in style or name == side or f"text-{side}" in names:
            return side
    return align.lower()


def _add_text(state: _State, text: str, setting: _Setting) -> None:
    state.pieces.append(text)
    length = len(text.strip())
    if not length:
        return
    if not setting.italic:
        state.upright += length
        if not setting.bold:
            state.plain += length
    if setting.link:
        state.links += length
        if not state.hrefs or state.hrefs[-1] != setting.link:
            state.hrefs.append(setting.link)


def _flush(state: _State, setting: _Setting) -> None:
    text = STRAY.sub("", clean("".join(state.pieces)))
    if text:
        marked = state.plain == 0 or setting.align in ("right", "center")
        kind = "caption" if setting.caption else "heading" if setting.heading else "text"
        if kind == "text" and (state.upright == 0 or setting.align == "center"):
            kind = "maybe_caption"
        only_link = state.hrefs[0] if len(state.hrefs) == 1 and state.links >= len(text) * 0.9 else None
        for href in state.hrefs:
            if ATTACHMENT_URL.search(href):
                state.media.append(Medium("attachment", href, text if only_link else None, file_name(href)))
        state.lines.append(Line(text, kind, marked, state.links, only_link))
    state.pieces.clear()
    state.hrefs.clear()
    state.plain = state.upright = state.links = 0


def file_name(url: str) -> str | None:
    """Return the last part of an address's path, readable."""
    try:
        return unquote(urlsplit(url).path.rsplit("/", 1)[-1]) or None
    except ValueError:
        return None


def _add_image(element: Element, state: _State, setting: _Setting, base: str) -> None:
    source = next(filter(None, map(element.get, ("data-src", "data-original", "src"))), "")
    if not source or source.startswith("data:"):
        return
    _flush(state, setting)
    url = join_url(base, source)
    state.media.append(Medium("image", url, None, file_name(url)))
    state.lines.append(Line(url, "image"))


def _add_frame(element: Element, state: _State, base: str) -> None:
    url = join_url(base, element.get("src") or element.get("data-src") or element.get("data") or "")
    if ATTACHMENT_URL.search(unquote(url)):
        state.media.append(Medium("attachment", url, None, file_name(url)))
    elif VIDEO_URL.search(url) or element.tag == "video":
        state.media.append(Medium("video", url))


def _data_table(table: Element) -> list[list[str]] | None:
    """Return the cells of a table of data by rows; None for a table that arranges text.

    Data has several rows and columns, short cells, no pictures, and no table inside.
    """
    if sum(1 for _ in table.iter("table", "img", "iframe")) > 1:
        return None
    rows = [[_cell_text(cell) for cell in row.iterchildren("td", "th")] for row in table.iter("tr")]
    if len(set(map(len, rows))) > 1:
        rows = _irregular(table)
    sizes = [len(cell) for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2:
        return None
    return None if max(sizes) > LONG_CELL * 2 or sum(sizes) > LONG_CELL * len(sizes) else rows


def _cell_text(cell: Element) -> str:
    pieces: list[str] = []
    for element in cell.iter():
        if element is not cell and element.tag in CELL_BREAKS:
            pieces.append(" ")
        if isinstance(element.tag, str):
            pieces.append(element.text or "")
        if element is not cell:
            pieces.append(element.tail or "")
    return clean("".join(pieces))


def _irregular(table: Element) -> list[list[str]]:
    """Read a table whose rows differ in length: BeautifulSoup takes cells that stand outside rows, too."""
    soup = BeautifulSoup(html.tostring(table, encoding="unicode", with_tail=False), "lxml")
    rows = [row.find_all(["td", "th"], recursive=False) for row in soup.find_all("tr")]
    return [[clean(cell.get_text(" ")) for cell in row] for row in rows]


def _add_rows(table: Element, rows: list[list[str]], state: _State, base: str) -> None:
    state.lines += [Line("\t".join(cells).rstrip("\t"), "row") for cells in rows if any(cells)]
    for link in table.iter("a"):
        if ATTACHMENT_URL.search(link.get("href", "")):
            url = join_url(base, link.get("href", ""))
            state.media.append(Medium("attachment", url, clean(link.text_content()) or None, file_name(url)))


def _mark_captions(lines: list[Line]) -> list[Line]:
    """Make a caption of what stands in italics or centred right below a picture, else text of it again."""
    marked, after_image = [], False
    for line in lines:
        kind = line.kind
        if kind == "maybe_caption":
            kind = "caption" if after_image and len(line.text) <= MAX_CAPTION else "text"
        marked.append(line if kind == line.kind else Line(line.text, kind, line.marked, line.links, line.href))
        after_image = kind == "image"
    return marked
