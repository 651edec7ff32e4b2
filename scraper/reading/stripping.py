"""The subtree that holds an article comes in; what no reader sees and what is a widget is taken out of it."""

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import islice

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading.boilerplate import ATTRIBUTE, HIDDEN_TEXT, NOISE_TAGS, is_hidden_style, is_widget
from scraper.reading.document import has_hidden_class

CELLS = frozenset("td tr tbody table body html".split())
MANY = 400  # elements
LINKS = 0.6  # of the text of a list of links
FORM_TEXT = 600  # characters; a form with more is a wrapper, as ASP.NET makes them

NOISE = "x-noise"
RUNS, RUN = frozenset(["span", "font", "o:p", "u", "ins"]), "x-run"
_SETTINGS = re.compile(r"(text-align|font-style|font-weight)\s*:\s*(center|right|italic|bold|[6-9]00)")

_MARKED = etree.XPath("descendant::*[@class or @id or @style or @hidden]")


def strip_noise(root: Element) -> None:
    """Take hidden elements, widgets, scripts, comments out of `root`; the text behind them stays."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *NOISE_TAGS, with_tail=False)
    noise = [form for form in root.iter("form") if form is not root and len(form.text_content()) < FORM_TEXT]
    take_out(root, [*noise, *(element for element in _MARKED(root) if is_noise(element))])


def take_out(root: Element, elements: Iterable[Element]) -> None:
    """Take elements below `root` out of it, all at once: one by one each would copy the text that grows before it."""
    marked = False
    for element in elements:
        if element is not root:
            element.tag, marked = NOISE, True
    if marked:
        etree.strip_elements(root, NOISE, with_tail=False)


def simplify(root: Element) -> None:
    """Leave of inline styles only what tells how a line is set, and take out the runs that then say nothing.

    Editors wrap each paragraph in three spans, Word splits words into runs: most of a body's markup is this.
    """
    for element in root.iter(etree.Element):
        style = element.get("style")
        if style is not None:
            kept = _setting(style[:ATTRIBUTE])
            if kept:
                element.set("style", kept)
            else:
                del element.attrib["style"]
        if element.tag in RUNS and not (kept_by(element) if element.attrib else False):
            element.tag = RUN
    etree.strip_tags(root, RUN)


def kept_by(element: Element) -> bool:
    """Say whether an inline element still says how its text is set, or what it is."""
    return any(element.get(name) for name in ("style", "class", "align"))


@lru_cache(maxsize=4096)
def _setting(style: str) -> str:
    return ";".join(f"{name}:{value}" for name, value in _SETTINGS.findall(style.lower()))


def is_noise(element: Element) -> bool:
    """Say whether an element is hidden or a widget; what holds a whole text is neither."""
    classes = element.get("class", "")
    noise = element.get("hidden") is not None or is_hidden_style(element.get("style", ""))
    if not noise and element.tag not in CELLS and (classes or element.get("id")):
        noise = has_hidden_class(classes[:ATTRIBUTE])
        noise = noise or is_widget(f"{classes[:ATTRIBUTE]} {element.get('id', '')}")
    return noise and _is_small_or_links(element)


def _is_small_or_links(element: Element) -> bool:
    """Say whether an element holds little text, or mostly links; what has very many elements is no widget."""
    if sum(1 for _ in islice(element.iter(), MANY)) >= MANY:
        return False
    return len(element.text_content()) < HIDDEN_TEXT or is_link_list(element)


def is_link_list(element: Element) -> bool:
    """Say whether most of an element's text is links."""
    links = sum(len(a.text_content()) for a in element.iter("a"))
    return links > LINKS * len(element.text_content())
