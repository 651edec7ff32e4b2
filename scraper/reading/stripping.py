"""The subtree that holds an article comes in; what no reader sees and what is a widget is taken out of it."""

from lxml import etree
from lxml.html import HtmlElement as Element

from scraper.reading.boilerplate import HIDDEN_CLASSES, HIDDEN_TEXT, NOISE_TAGS, is_hidden_style, is_widget

CELLS = frozenset("td tr tbody table body html".split())
FORM_TEXT = 600  # characters; a form with more is a wrapper, as ASP.NET makes them

_MARKED = etree.XPath("descendant::*[@class or @id or @style or @hidden]")


def strip_noise(root: Element) -> None:
    """Take hidden elements, widgets, scripts, comments out of `root`; the text behind them stays."""
    etree.strip_elements(root, etree.Comment, etree.ProcessingInstruction, *NOISE_TAGS, with_tail=False)
    for form in list(root.iter("form")):
        if form is not root and len(form.text_content()) < FORM_TEXT:
            form.drop_tree()
    for element in _MARKED(root):
        if is_noise(element) and element.getparent() is not None:
            element.drop_tree()


def is_noise(element: Element) -> bool:
    """Say whether an element is hidden or a widget; what holds a whole text is neither."""
    classes = element.get("class", "")
    noise = element.get("hidden") is not None or is_hidden_style(element.get("style", ""))
    if not noise and element.tag not in CELLS and (classes or element.get("id")):
        noise = not HIDDEN_CLASSES.isdisjoint(classes.split())
        noise = noise or is_widget(f"{classes} {element.get('id', '')}")
    return noise and len(element.text_content()) < HIDDEN_TEXT
