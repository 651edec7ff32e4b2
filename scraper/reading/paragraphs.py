"""The HTML of an article's body comes in, its lines and media come out.

BeautifulSoup takes the subtree as it is, however it is nested; one walk reads it line by line.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

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
PLAIN = frozenset(["p", "div", "span", "li", "ul", "ol", "tr", "td", "tbody", "section", "article"])
CAPTION_NAMES = re.compile(r"caption|image_?desc|img_?note|chu-?thich|imgalt", re.I)
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


def soup_of(fragment: str) -> Tag:
    """Parse the HTML of one element; returns that element."""
    soup = BeautifulSoup(fragment, "lxml")
    root = soup.body or soup
    inner = [child for child in root.children if isinstance(child, Tag)]
    return inner[0] if len(inner) == 1 else root


def read_lines(root: Tag, base_url: str) -> tuple[list[Line], list[Medium]]:
    """Walk a stripped body; returns its lines in reading order, and its pictures, files and videos."""
    state = _State()
    _walk(root, state, _Setting(), base_url)
    _flush(state, _Setting())
    return _mark_captions(state.lines), state.media


def _walk(node: Tag, state: _State, setting: _Setting, base: str) -> None:
    if state.depth > MAX_DEPTH:
        _add_text(state, node.get_text(" "), setting)
        return
    state.depth += 1
    for child in node.children:
        if isinstance(child, NavigableString):
            _add_text(state, str(child), setting)
        elif isinstance(child, Tag):
            _enter(child, state, setting, base)
    state.depth -= 1


def _enter(tag: Tag, state: _State, setting: _Setting, base: str) -> None:
    name = tag.name
    if name == "br":
        _flush(state, setting)
    elif name == "img":
        _add_image(tag, state, setting, base)
    elif name in ("iframe", "video", "source", "object", "embed"):
        _add_frame(tag, state, base)
        if name in ("object", "embed"):  # libxml2 lets an open one hold all that follows
            _walk(tag, state, setting, base)
    elif name == "table" and (rows := _data_rows(tag)):
        _flush(state, setting)
        _add_rows(tag, rows, state, base)
    elif name in BLOCKS:
        _flush(state, setting)
        inner = _inner(tag, setting)
        _walk(tag, state, inner, base)
        _flush(state, inner)
    else:
        _walk(tag, state, _inner(tag, setting, base), base)


def _inner(tag: Tag, setting: _Setting, base: str = "") -> _Setting:
    name, attributes = tag.name, tag.attrs
    if not attributes and name in PLAIN:
        return setting
    style = str(attributes.get("style") or "")
    names = " ".join(map(str, tag.get_attribute_list("class"))) if "class" in attributes else ""
    link = join_url(base, str(attributes["href"])) if name == "a" and attributes.get("href") else setting.link
    return _Setting(
        italic=setting.italic or name in ITALIC or "font-style:italic" in style,
        bold=setting.bold or name in BOLD or "font-weight" in style,
        align=_align(name, style, names, str(attributes.get("align") or "")) or setting.align,
        caption=setting.caption or name in ("figcaption", "caption") or bool(names and CAPTION_NAMES.search(names)),
        link=link,
        heading=setting.heading or name in HEADINGS,
    )


def _align(name: str, style: str, names: str, align: str) -> str:
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


def _add_image(tag: Tag, state: _State, setting: _Setting, base: str) -> None:
    source = next((str(tag[name]) for name in ("data-src", "data-original", "src") if tag.get(name)), "")
    if not source or source.startswith("data:"):
        return
    _flush(state, setting)
    url = join_url(base, source)
    state.media.append(Medium("image", url, None, file_name(url)))
    state.lines.append(Line(url, "image"))


def _add_frame(tag: Tag, state: _State, base: str) -> None:
    url = join_url(base, str(tag.get("src") or tag.get("data-src") or tag.get("data") or ""))
    if ATTACHMENT_URL.search(unquote(url)):
        state.media.append(Medium("attachment", url, None, file_name(url)))
    elif VIDEO_URL.search(url) or tag.name == "video":
        state.media.append(Medium("video", url))


def _data_rows(table: Tag) -> list[list[str]]:
    """Return the cells of a table of data by rows; nothing for a table that arranges text.

    Data has several rows and columns, short cells, no pictures, and no table inside.
    """
    if table.find(["table", "img", "iframe"]):
        return []
    rows = [
        [clean(cell.get_text(" ")) for cell in row.children if isinstance(cell, Tag) and cell.name in ("td", "th")]
        for row in table.descendants
        if isinstance(row, Tag) and row.name == "tr"
    ]
    sizes = [len(cell) for row in rows for cell in row]
    if len(rows) < 2 or max(map(len, rows)) < 2 or max(sizes) > LONG_CELL * 2 or sum(sizes) > LONG_CELL * len(sizes):
        return []
    return rows


def _add_rows(table: Tag, rows: list[list[str]], state: _State, base: str) -> None:
    state.lines += [Line("\t".join(cells).rstrip("\t"), "row") for cells in rows if any(cells)]
    for link in table.find_all("a", href=ATTACHMENT_URL):
        url = join_url(base, str(link["href"]))
        state.media.append(Medium("attachment", url, clean(link.get_text(" ")) or None, file_name(url)))


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
