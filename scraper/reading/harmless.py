"""A stripped body comes in, HTML that can do no harm comes out: plain tags, absolute addresses, no styles, no scripts."""

import re
from copy import deepcopy

from lxml import etree
from lxml.html import HtmlElement as Element

from archive.urls import join_url
from scraper.reading.charset import INVISIBLE, compose
from scraper.reading.document import ILLEGAL
from scraper.reading.paragraphs import BLOCKS, CAPTION_NAMES, align_of

KEPT_TAGS = frozenset(
    (
        "p h1 h2 h3 h4 h5 h6 ul ol li table thead tbody tr td th blockquote figure figcaption a img br b strong i "
        "em u sup sub pre dl dt dd caption hr"
    ).split()
)
VOID_TAGS = frozenset(["img", "br", "hr"])
ALIGNED = frozenset("p h1 h2 h3 h4 h5 h6 li figcaption td".split())
WRAPPERS = frozenset(["div", "section", "article", "center"])
GONE = "x-gone"
KEPT_ATTRIBUTES = {"a": ("href",), "img": ("src", "alt"), "td": ("colspan", "rowspan"), "th": ("colspan", "rowspan")}
SCHEMES = ("http://", "https://", "mailto:", "#")
_RUNS = re.compile(r"\s{2,}")
_EMPTY = re.compile(r"<(p|b|i|em|strong|u)>\s?</\1>")
_EDGES = re.compile(r"(<(?:p|li|td|th|h\d)>)\s|\s(</(?:p|li|td|th|h\d)>)")


def harmless_html(root: Element, base_url: str) -> str:
    """Return the HTML of a stripped body. A wrapper without blocks inside is a paragraph, any other is left out.

    What shows that a line is a caption or a signature stays: it is set to the middle or right, slanted, or a caption.
    """
    root = deepcopy(root)
    root.tail = None
    sides: dict[Element | None, str] = {element: _side(element) for element in root.iter(etree.Element)}
    _wrap_up(root)
    for element in root.iter(etree.Element):
        tag = element.tag
        sides[element] = side = sides[element] or sides.get(element.getparent(), "")
        if tag not in KEPT_TAGS:
            element.tag = GONE
            element.attrib.clear()
        elif len(element.keys()):
            _keep_attributes(element, KEPT_ATTRIBUTES.get(tag, ()), base_url)
        if side and tag in ALIGNED:
            element.set("align", side)
        if element.text is None and tag not in VOID_TAGS:
            element.text = ""  # else it is written as <p/>
    etree.strip_tags(root, GONE)
    written = etree.tostring(root, encoding="unicode")
    if root.tag == GONE:
        written = written.removeprefix(f"<{GONE}>").removesuffix(f"</{GONE}>")
    if not written.isascii():
        # A mark that would join the `>` before it to another sign is left out.
        written = compose(INVISIBLE.sub("", written).replace("\u0338", ""))
    inner = _RUNS.sub(lambda match: "\n" if "\n" in match[0] else " ", written)
    return _EDGES.sub(r"\1\2", _EMPTY.sub("", inner)).strip()


def _side(element: Element) -> str:
    """Return `center` or `right` if an element sets its text so; make a caption and a slant by class or style tags."""
    if not element.keys() and element.tag != "center":
        return ""
    style, names = element.get("style", ""), element.get("class", "")
    if names and CAPTION_NAMES.search(names) and element.tag in (*WRAPPERS, "p", "span") and not _has_picture(element):
        element.tag = "figcaption"
    elif style and element.tag in ("span", "font"):
        element.tag = "em" if "font-style:italic" in style else "strong" if "font-weight" in style else element.tag
    side = align_of(element.tag, style, names, element.get("align", ""))
    return side if side in ("center", "right") else ""


def _has_picture(element: Element) -> bool:
    return element.find(".//img") is not None


def _wrap_up(root: Element) -> None:
    """Make a paragraph of each wrapper that holds no block."""
    with_block = set()
    for element in reversed(list(root.iter(etree.Element))):
        holds = element in with_block
        if element.tag in WRAPPERS and not holds and element is not root:
            element.tag = "p"
            holds = True
        if holds or element.tag in BLOCKS:
            with_block.add(element.getparent())


def _keep_attributes(element: Element, names: tuple[str, ...], base_url: str) -> None:
    schemes = (*SCHEMES, "file:") if base_url.startswith("file:") else SCHEMES
    kept = [(name, element.get(name)) for name in names]
    element.attrib.clear()
    for name, value in kept:
        if value and name in ("href", "src"):
            value = join_url(base_url, value)
            value = value if value.startswith(schemes) and not value.startswith("file://") else ""
        if value:
            element.set(name, ILLEGAL.sub("", value))
