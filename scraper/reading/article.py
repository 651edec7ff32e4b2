"""A parsed page and a family's selectors come in, an Article or the reason why there is none comes out."""

from dataclasses import replace

from lxml.html import HtmlElement as Element

from archive.records import Article, Medium, NotAnArticle
from archive.urls import clean_url, join_url
from scraper.reading import bylines
from scraper.reading.authorship import Bylines, authorship
from scraper.reading.boilerplate import ATTACHMENT_URL
from scraper.reading.charset import clean
from scraper.reading.document import Document, ancestors
from scraper.reading.furniture import Furniture
from scraper.reading.generic import find_body, text_start
from scraper.reading.harmless import harmless_html
from scraper.reading.headline import Headline, find_headline, headline_of
from scraper.reading.listing import is_file_link, is_list
from scraper.reading.outline import Outline, outline
from scraper.reading.paragraphs import Line, file_name, read_lines
from scraper.reading.publication import published
from scraper.reading.selectors import Selectors, select, select_first
from scraper.reading.stripping import simplify, strip_noise, take_out
from scraper.reading.surroundings import surroundings
from scraper.reading.trimming import is_stamp, trim, with_captions

TEXT_KINDS = frozenset(["text", "heading", "row"])
SIGNATURE_LINES = 3  # last lines of a text that may name who wrote it
LITTLE = 40  # characters of an element that may hold a text
OWN = 0.2  # of a text, that is left of it without furniture
SCOPE = 4  # lines below the body that the part of the page looked at must hold


def read_article(
    doc: Document, selectors: Selectors, vouched: bool = True, declared: bool = True
) -> Article | NotAnArticle:
    """Read an article. Where the family's selectors find nothing, the generic reader looks for the part.

    `vouched`: the family is sure that this is an article; else a page that reads like a list is none. `declared`: the
    page or its address says so; else a heading must name the article.
    """
    named = select_first(doc, selectors.title)
    named = named if named is not None and named.text_content().strip() else None
    body = select_first(doc, selectors.body)
    if not vouched and body is not None and len(body.text_content().strip()) < LITTLE and body.find(".//img") is None:
        body = None  # a button or a player has the name
    placed = body is not None
    if named is not None and body is not None:
        seen = _outline_around(doc, named, body)
    else:
        seen = outline(doc.root, [named] if named is not None else [])
    title = (headline_of(named, seen) if named is not None else None) or find_headline(doc, seen)
    if not title.text:
        return NotAnArticle("other", "no title")
    if body is None:
        body = find_body(doc, title, seen)
        if named is None and not title.sure and (start := text_start(doc, seen)) is not None:
            nearer = find_headline(doc, seen, start)
            if nearer.shown:
                title, body = nearer, find_body(doc, nearer, seen)
    if body is None:
        return NotAnArticle("other", "no article text")
    seen.track(body)
    article = _read(doc, selectors if placed else replace(selectors, lead=""), title, body, seen, vouched)
    if title.block is None and not (vouched or declared) and isinstance(article, Article):
        return NotAnArticle("other", "no heading names an article")
    return article


def _outline_around(doc: Document, title: Element | None, body: Element) -> Outline:
    """Read the lines of the smallest part of the page that holds title, body and a few lines below."""
    tracked = [element for element in (title, body) if element is not None]
    inside = set(ancestors(title)) if title is not None else set(ancestors(body))
    scope = next(element for element in ancestors(body) if element in inside)
    seen = outline(scope, tracked)
    while scope.tag != "body" and scope.getparent() is not None:
        for sibling in scope.itersiblings("*"):
            if len(seen.lines) - seen.spans[body][1] >= SCOPE:
                return seen
            seen.lines += outline(sibling).lines
        scope = scope.getparent()
    return seen


def _read(
    doc: Document, selectors: Selectors, title: Headline, body_element: Element, seen: Outline, vouched: bool
) -> Article | NotAnArticle:
    around = surroundings(doc, selectors, seen, title, body_element)
    lead, lead_media = _read_lead(doc, selectors, body_element)
    attached = _attached_files(doc, selectors)
    category = _category(doc, selectors)
    found = authorship(around)
    lead = around.lead(title.text) if lead is None and not selectors.lead else lead
    take_out(body_element, list(select(doc, selectors.remove, body_element)))
    lines, media, body_html = _read_body(doc, body_element)
    first_lines = [line.text for line in lines[:3] if line.kind != "row"]
    when = published(around, first_lines, [line.text for line in lines[3:] if is_stamp(line)])
    above = title.start - seen.spans.get(body_element, (0, 0))[0] if title.shown else 0
    kept = _without_furniture(trim(lines, title.text, doc.page.url, above), doc.furniture)
    if not vouched and is_list(kept):
        return NotAnArticle("list", "list of articles")
    staying = set(map(id, kept))
    cut = [line for line in lines if id(line) not in staying]
    lines = _take_signature(kept, found)
    for text in bylines.with_next([line.text for line in cut]):  # below a second copy, say
        found.take(text)
    media = [*lead_media, *with_captions(media, lines)]
    known = {medium.url for medium in media}
    media += [file for file in attached if file.url not in known]
    body = "\n".join(line.text for line in lines if line.kind in TEXT_KINDS and not is_file_link(line))
    if not body and not lead and not media:
        return NotAnArticle("other", "no article text")
    return Article(
        url=clean_url(doc.canonical or doc.page.url),
        title=title.text,
        lead=lead,
        body=body,
        body_html=body_html,
        author=found.author,
        credit=found.credit,
        category=category,
        published_at=when.iso if when else None,
        published_raw=when.told if when else None,
        media=tuple(media),
    )


def _without_furniture(lines: list[Line], furniture: Furniture) -> list[Line]:
    """Take off what stands on every page of the site; what is nearly all of a text is none."""
    own = [line for line in lines if line.kind == "image" or not furniture.holds(line.text)]
    size, kept = (sum(len(line.text) for line in some if line.kind != "image") for some in (lines, own))
    return own if kept >= OWN * size else lines


def _read_body(doc: Document, element: Element) -> tuple[list[Line], list[Medium], str]:
    """Strip an element and read it; returns lines, media and harmless HTML. The parsed page loses what was stripped."""
    strip_noise(element)
    simplify(element)
    lines, media = read_lines(element, doc.base_url)
    return lines, media, harmless_html(element, doc.base_url)


def _read_lead(doc: Document, selectors: Selectors, body: Element) -> tuple[str | None, list[Medium]]:
    """Read the lead, and the picture that stands inside or beside it."""
    element = select_first(doc, selectors.lead)
    if element is None:
        return None, []
    if element.find(".//img") is not None:
        lines, media, _ = _read_body(doc, element)
        return "\n".join(line.text for line in lines if line.kind in TEXT_KINDS) or None, with_captions(media, lines)
    lead = "\n".join(line.text for line in outline(element).lines) or None
    parent = element.getparent()
    if parent is None or parent.find(".//img") is None or body in parent.iterdescendants():
        return lead, []
    lines, media, _ = _read_body(doc, parent)
    return lead, with_captions(media, lines)


def _take_signature(lines: list[Line], found: Bylines) -> list[Line]:
    """Read who signed at the end of the text; those lines are bylines then, not text."""
    kept = list(lines)
    texts = [at for at, line in enumerate(kept) if line.kind in ("text", "heading")]
    for at in reversed(texts[-SIGNATURE_LINES:]):
        if found.take(kept[at].text):
            del kept[at]
            continue
        name = bylines.signature(kept[at].text, kept[at].marked) if len(texts) > 1 and at == texts[-1] else None
        if name and (kept[at].marked or not found.author):
            found.author = found.author or name
            del kept[at]
        texts = texts[:-1]
    return kept


def _category(doc: Document, selectors: Selectors) -> str | None:
    element = select_first(doc, selectors.category)
    if element is not None:
        return clean(element.text_content()) or None
    return doc.metas.get("article:section") or None


def _attached_files(doc: Document, selectors: Selectors) -> list[Medium]:
    """Files in a box of their own below the body."""
    found: dict[str, Medium] = {}
    for link in (a for box in select(doc, selectors.attachments) for a in box.iter("a")):
        url, name = join_url(doc.base_url, link.get("href", "")), clean(link.text_content())
        file = next((word for word in reversed(name.split()) if ATTACHMENT_URL.search(word)), None)
        if file or ATTACHMENT_URL.search(url):
            found.setdefault(url, Medium("attachment", url, name or None, file or file_name(url)))
    return list(found.values())
