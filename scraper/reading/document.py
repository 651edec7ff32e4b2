"""A page comes in, its parsed tree and what its head says of itself come out. A page is parsed once, here."""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree, html
from lxml.html import HtmlElement as Element

from archive.records import NotAnArticle, Page
from archive.urls import host_of, is_web_address, join_url
from scraper.reading.boilerplate import ATTRIBUTE, HIDDEN_CLASSES, HIDDEN_TEXT, is_hidden_style
from scraper.reading.charset import clean, decode
from scraper.reading.furniture import NONE, Furniture
from scraper.reading.legacy import looks_legacy, repair_all

MAX_BYTES = 20_000_000
MAX_TEXT = 4_000_000  # characters without inline pictures; the longest real article pages are below 1 MB
MAX_TAGS, MAX_ATTRIBUTES = 25_000, 2_000
END = 200  # characters at the end of a page, where its end tags belong
MAX_DEPTH = 500
PARSER_DEPTH = 2_048  # where libxml2 gives up

UNREAD = frozenset(["script", "style"])
MAX_REPAIR = 500_000  # characters of a page in an old code
MAX_LINKED_DATA = 200_000  # characters of a block of JSON-LD
MAX_NAME = 1_000  # characters of what a head calls its page
BIG_HIDDEN = 20  # hidden blocks with a whole text that are looked at
SAMPLE = 60  # characters by which a copy is known
MAX_HEAD = 4_000  # characters in which a browser's comment stands
_SAVED_FROM = re.compile(r"<!-- saved from url=\(\d+\)(https?://\S+) -->")
_START_TAG = re.compile(r"<[a-zA-Z](?:[^\"'>]|\"[^\"]*+\"|'[^']*+')*+")
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")
# What XML, and so lxml, takes no text with; character references make some of it again.
CONTROLS = bytes(set(range(0x20)) - set(b"\t\n\r"))
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
BIG = 500_000  # characters
_INLINE_DATA = re.compile(r"data:[a-z]+/[a-z0-9.+-]{1,40};base64,[A-Za-z0-9+/=\s%]{100,}+")
_EARLY_END = re.compile(r"</(?:html|body)\s*>", re.I)
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*+)([^<>]*+)>")
_BINARY = (
    b"%PDF-",
    b"PK\x03\x04",
    b"\xd0\xcf\x11\xe0",
    b"\xff\xd8\xff",
    b"\x89PNG",
    b"GIF8",
    b"\x1f\x8b",
    b"Rar!",
    b"\x28\xb5\x2f\xfd",
)
_ARTICLE_TYPE = re.compile(r"\"@type\"\s*:\s*\"(?:News|Blog)?(?:Article|Posting)\"")
_ARTICLE_ITEM = re.compile(r"schema\.org/(?:News|Blog)?(?:Article|Posting)")
_NAMED = etree.XPath("descendant-or-self::*[@class or @id]")
_ITEM_TYPES = etree.XPath("//@itemtype")
_STYLED = etree.XPath("descendant-or-self::*[@style or @hidden]")
VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split()
)


@dataclass
class Document:
    """A parsed page: `root` is the lxml tree, `text` the source it was made from."""

    page: Page
    root: Element
    text: str
    base_url: str = field(init=False)
    furniture: Furniture = NONE  # of the site, as far as it is known
    code: str | None = None  # what its text was converted from: tcvn3, vni, mojibake

    def __post_init__(self) -> None:
        base = self.root.find(".//base[@href]")
        self.base_url = self.page.url
        if base is not None and is_web_address(joined := join_url(self.page.url, base.get("href"))):
            self.base_url = joined
        if not is_web_address(self.base_url):
            self.base_url = self.canonical or self.base_url

    @cached_property
    def all_text(self) -> str:
        """The text of the body as it stands, scripts and what is hidden included."""
        return str(self.body.text_content())

    @cached_property
    def names(self) -> dict[str, list[Element]]:
        """The elements by their classes (`.x`) and ids (`#x`), in document order."""
        found: dict[str, list[Element]] = defaultdict(list)
        for element in _NAMED(self.root):
            for name in (element.get("class") or "").split():
                found[f".{name}"].append(element)
            if name := element.get("id"):
                found[f"#{name}"].append(element)
        return dict(found)

    @cached_property
    def body(self) -> Element:
        """The `body` element, or the root of a page without one."""
        body = self.root.find("body")
        return body if body is not None else self.root

    @cached_property
    def metas(self) -> dict[str, str]:
        """The head's `meta` values by lower-case name or property, the first of each."""
        found: dict[str, str] = {}
        for element in self.root.iter("meta"):
            name = (element.get("property") or element.get("name") or "").strip().lower()
            if name and name not in found:
                found[name] = clean((element.get("content") or "")[:MAX_NAME])
        return found

    @cached_property
    def head_title(self) -> str:
        """The text of `<title>`."""
        element = self.root.find(".//title")
        return clean(element.text_content()[:MAX_NAME]) if element is not None else ""

    @cached_property
    def canonical(self) -> str | None:
        """The address that the page calls its own, if that is on the same site and not the home page.

        A file that somebody kept has no site: it is believed, and so is the browser's comment on where it was saved.
        """
        kept = not is_web_address(self.page.url)
        named = [str(element.get("href") or "") for element in self.root.iterfind(".//link[@rel='canonical']")]
        if kept:
            named += [self.metas.get("og:url", ""), *_SAVED_FROM.findall(self.text[:MAX_HEAD])]
        for href in filter(None, named):
            url = join_url(self.base_url, href)
            same_site = host_of(url).removeprefix("www.") == host_of(self.page.url).removeprefix("www.")
            if (same_site or kept) and is_web_address(url) and url.split("//", 1)[-1].partition("/")[2].strip("/"):
                return url
        return None

    @cached_property
    def linked_data(self) -> list[str]:
        """The JSON-LD blocks of the page, as text."""
        blocks = (element.text or "" for element in self.root.iterfind(".//script[@type='application/ld+json']"))
        return [text for text in blocks if len(text) < MAX_LINKED_DATA][:20]

    @property
    def generator(self) -> str:
        """The CMS that the head names, lower case."""
        return self.metas.get("generator", "").lower()


def parse(page: Page, repair: bool = True) -> Document | NotAnArticle:
    """Parse a page, or say why it can't be: empty, binary, too large, too deep.

    `repair`: convert text in the code of an old font to Unicode.
    """
    if len(page.body) > MAX_BYTES:
        return NotAnArticle("error", f"too large: {len(page.body)} bytes")
    if page.body[:512].lstrip().startswith(_BINARY):
        return NotAnArticle("data", "binary data labelled as HTML")
    text = decode(page.body, page.headers)
    if not text.strip():
        return NotAnArticle("error", "empty page")
    if len(text) > BIG:
        text = _INLINE_DATA.sub("data:,", text)  # pictures that an editor pasted as text
    if len(text) > MAX_TEXT:
        return NotAnArticle("error", f"too large: {len(text)} characters")
    if (reason := _too_much(text)) is not None:
        return NotAnArticle("error", reason)
    # Some themes close <html> before the body, and libxml2 drops all that follows.
    if "</html>" in text[:-END] or "</body>" in text[:-END]:
        text = _EARLY_END.sub("", text)
    try:
        root = html.document_fromstring(
            text.encode("utf-8", "replace").translate(None, CONTROLS),
            parser=html.HTMLParser(encoding="utf-8", remove_pis=True, huge_tree=True),
        )
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError):
        return NotAnArticle("error", "no HTML in the page")
    doc = Document(page, root, text)
    doc.code = _repair(root) if repair else None
    return doc


def _repair(root: Element) -> str | None:
    """Bring text in the codes of old fonts, and UTF-8 that was read as Latin, to Unicode; returns what it was."""
    if not looks_legacy(root.text_content()):
        return None
    places = [(e, name) for e in root.iter(etree.Element) if e.tag not in UNREAD for name in ("text", "tail")]
    places = [(e, name) for e, name in places if getattr(e, name)]
    metas = [e for e in root.iter("meta") if e.get("content")]
    if sum(len(getattr(e, name)) for e, name in places) > MAX_REPAIR:
        return None
    repaired, code = repair_all([*(getattr(e, name) for e, name in places), *(e.get("content", "") for e in metas)])
    for (element, name), text in zip(places, repaired, strict=False):
        if text != getattr(element, name):
            setattr(element, name, ILLEGAL.sub("", text))
    for element, text in zip(metas, repaired[len(places) :], strict=True):
        element.set("content", ILLEGAL.sub("", text))
    return code


def declares_article(doc: Document) -> bool:
    """Say whether a page tells machines that it is one article: by OpenGraph, JSON-LD or microdata."""
    if doc.metas.get("og:type") == "article" or any(map(_ARTICLE_TYPE.search, doc.linked_data)):
        return True
    return "schema.org/" in doc.text and any(_ARTICLE_ITEM.search(str(name)) for name in _ITEM_TYPES(doc.root))


def _too_much(text: str) -> str | None:
    tags = text.count("<")
    if tags > MAX_TAGS:
        return f"too many tags: {tags}"
    if max(map(len, text.split("<"))) > MAX_ATTRIBUTES:  # libxml2 compares every attribute of a tag with all others
        for match in _START_TAG.finditer(text):
            if len(match[0]) > MAX_ATTRIBUTES and len(_VALUE.sub("", match[0]).split()) > MAX_ATTRIBUTES:
                return f"too many attributes in a tag: more than {MAX_ATTRIBUTES}"
    if tags <= PARSER_DEPTH:
        return None
    depth = 0
    for match in _TAG.finditer(text):
        if match[3].endswith("/") or match[2].lower() in VOID:
            continue
        depth = depth - 1 if match[1] and depth else depth + 1
        if depth > MAX_DEPTH:
            return f"too deep: more than {MAX_DEPTH} open tags"
    return None


def hidden_elements(root: Element) -> set[Element]:
    """Return the elements below `root` that are kept from being seen by a style or attribute of their own."""
    found: set[Element] = set()
    big = 0
    for element in _STYLED(root):
        if element.getparent() in found or not _is_set_hidden(element):
            continue
        big += len(element) > 3 or len(element.text or "") > HIDDEN_TEXT
        if big > BIG_HIDDEN or is_hidden(element):  # a text is not hidden in that many pieces
            found.add(element)
    return found


@lru_cache(maxsize=4096)
def has_hidden_class(classes: str) -> bool:
    """Say whether a class attribute names a class that hides."""
    return not HIDDEN_CLASSES.isdisjoint(classes.split())


def _is_set_hidden(element: Element) -> bool:
    return element.get("hidden") is not None or is_hidden_style(element.get("style", ""))


def is_hidden(element: Element) -> bool:
    """Say whether an element is kept from being seen.

    What holds a whole text is shown by a script later, unless it repeats what is shown: a copy for the printer.
    """
    if not _is_set_hidden(element) and not has_hidden_class(element.get("class", "")):
        return False
    text = " ".join(element.text_content().split())
    return len(text) < HIDDEN_TEXT or _stands_elsewhere(element, text)


def _stands_elsewhere(element: Element, text: str) -> bool:
    sample = text[len(text) // 2 :][:SAMPLE]
    return _words_of_body(element.getroottree().getroot()).count(sample) > text.count(sample)


@lru_cache(maxsize=1)
def _words_of_body(root: Element) -> str:
    body = root.find("body")
    return " ".join((root if body is None else body).text_content().split())


def names_of(element: Element) -> str:
    """Return the classes and the id of an element, by which themes say what it is; very long ones are cut."""
    return f"{element.get('class', '')[:ATTRIBUTE]} {element.get('id', '')[:ATTRIBUTE]}"


def ancestors(element: Element) -> Iterator[Element]:
    """Yield the element's parents, nearest first."""
    parent = element.getparent()
    while parent is not None:
        yield parent
        parent = parent.getparent()
