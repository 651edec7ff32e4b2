"""A Page comes in, an Article or the reason why it is none comes out: the same for live answers, WARC and text files."""

import logging
from dataclasses import dataclass, replace

from archive.records import Article, NotAnArticle, Page
from archive.urls import join_url
from scraper.families import FAMILIES, Family, detect
from scraper.families.generic import GENERIC
from scraper.reading.article import read_article
from scraper.reading.document import Document, declares_article, parse
from scraper.reading.dump import dump_lines, read_dump
from scraper.reading.furniture import NONE, Furniture
from scraper.reading.hijacked import refuse_hijacked, refuse_script
from scraper.reading.links import page_links, robots_sitemaps, xml_links
from scraper.reading.outline import outline
from scraper.reading.refusals import refuse_answer, refuse_document
from scraper.reading.selectors import select_first

log = logging.getLogger(__name__)

ENOUGH_PROSE = 200  # characters that make an article of a page that nothing else says is one
SHORT_PROSE = 60  # characters that do so where the page has a date


@dataclass(frozen=True, slots=True)
class Visit:
    """What was `read` from a page, the family that made it, its `links` and visible `lines` if they were asked for."""

    read: Article | NotAnArticle
    links: tuple[str, ...] = ()
    family: Family = GENERIC
    lines: tuple[str, ...] = ()


def read(page: Page, family: Family | None = None) -> Article | NotAnArticle:
    """Read one page. The page's own signs name its family; `family` is the one to take where it shows none."""
    return visit(page, family).read


def visit(
    page: Page,
    family: Family | None = None,
    fixed: bool = False,
    links: bool = False,
    furniture: Furniture = NONE,
    lines: bool = False,
) -> Visit:
    """Read one page, parsing it once.

    `fixed`: by `family`, whatever signs the page shows; `furniture`: what is known to stand on every page of its site;
    `links`, `lines`: find the addresses it leads to and its visible lines, too. Never raises: a page that the rules
    stumble over is kept with that reason, to be read again by better ones.
    """
    try:
        return _visit(page, family, fixed, links, furniture, lines)
    except Exception as error:
        log.error("cannot read %s: %r", page.url, error, exc_info=log.isEnabledFor(logging.DEBUG))
        return Visit(
            NotAnArticle("error", f"the reader failed: {type(error).__name__}: {error}"), family=family or GENERIC
        )


def _visit(
    page: Page, family: Family | None, fixed: bool, links: bool, furniture: Furniture, with_lines: bool
) -> Visit:
    known = family or GENERIC
    if is_text_file(page):
        return Visit(read_dump(page, furniture), family=known)
    if (refusal := refuse_answer(page)) is not None:
        return Visit(_as_copy(refusal, page, family), _data_links(refusal, page) if links else (), known)
    doc = parse(page)
    if isinstance(doc, NotAnArticle):
        return Visit(doc, family=known)
    doc.furniture = furniture
    found_links = tuple(page_links(doc)) if links else ()
    lines = tuple(line.text for line in outline(doc.root).lines) if with_lines else ()
    if (refusal := refuse_document(doc) or refuse_script(doc)) is not None:
        return Visit(refusal, found_links, known, lines)
    found = known if fixed else family_of(doc, family)
    read = read_document(doc, found)
    if doc.code and isinstance(read, Article):
        read = replace(read, flags=(*read.flags, doc.code), original_text=_original_text(page, found))
    return Visit(read, found_links, found, lines)


def is_text_file(page: Page) -> bool:
    """Say whether a page is a text file that somebody kept."""
    return page.url.startswith("file:") and page.content_type == "text/plain"


def page_lines(page: Page) -> list[str]:
    """Return the visible lines of a page or text file, from which the furniture of its site is learned."""
    try:
        if is_text_file(page):
            return dump_lines(page)
        doc = None if refuse_answer(page) else parse(page)
        return [line.text for line in outline(doc.root).lines] if isinstance(doc, Document) else []
    except Exception as error:
        log.error("cannot read the lines of %s: %r", page.url, error)
        return []


def _original_text(page: Page, family: Family) -> str | None:
    """Return title, lead and body as the page has them, in the code of their font."""
    doc = parse(page, repair=False)
    read = doc if isinstance(doc, NotAnArticle) else read_document(doc, family)
    return "\n".join(filter(None, (read.title, read.lead, read.body))) if isinstance(read, Article) else None


def _data_links(refusal: NotAnArticle, page: Page) -> tuple[str, ...]:
    if refusal.kind in ("feed", "sitemap") and page.status == 200:
        return tuple(xml_links(page.body))
    return tuple(robots_sitemaps(page.body.decode("utf-8", "replace"))) if refusal.kind == "robots" else ()


def family_of(doc: Document, family: Family | None) -> Family:
    """Return the family that made a page: by its signs, else as the registry says, else generic."""
    return detect(doc) or family or GENERIC


def _as_copy(refusal: NotAnArticle, page: Page, family: Family | None) -> NotAnArticle:
    """A downloaded copy of an article is known by its address, whatever its media type."""
    for candidate in (family, *FAMILIES.values()):
        kind, article_url = candidate.kind_of(page.url) if candidate else (None, None)
        if kind == "print" and article_url and refusal.kind == "data":
            return NotAnArticle("print", "copy of an article", article_url)
    return refusal


def _linked_id(doc: Document, family: Family) -> str | None:
    """Return the id in the address of the link that the CMS puts into the head for it."""
    link = select_first(doc, family.id_link) if family.id_link else None
    return family.post_id(join_url(doc.base_url, link.get("href") or "")) if link is not None else None


def read_document(doc: Document, family: Family) -> Article | NotAnArticle:
    """Read a parsed page by the rules of `family`."""
    kind, article_url = family.kind_of(doc.page.url)
    if kind == "print":
        return NotAnArticle("print", "print view or copy of an article", article_url)
    signed = bool(family.article_sign) and select_first(doc, family.article_sign) is not None
    for css, other_kind, reason in () if signed else family.other_signs:
        if select_first(doc, css) is not None:
            return NotAnArticle(other_kind, reason)
    if kind not in (None, "article") and not (signed and kind in ("list", "other")):
        return NotAnArticle(kind or "other", f"by its address: {kind}")
    if family.strict and not signed and kind != "article":
        return NotAnArticle("list" if kind is None else "other", "no article on the page")
    declared = signed or kind == "article" or declares_article(doc)
    article = read_article(doc, family.selectors, signed, declared)
    if isinstance(article, Article) and (hijacked := refuse_hijacked(doc, article)) is not None:
        return hijacked
    if isinstance(article, Article):
        url = article_url or article.url
        article = replace(article, url=url, post_id=family.post_id(url) or _linked_id(doc, family))
    if signed or isinstance(article, NotAnArticle):
        return article
    size = sum(len(line) for line in article.body.split("\n") if len(line) > 40) + len(article.lead or "")
    files = any(medium.kind == "attachment" for medium in article.media)
    short = (declared and (size or files)) or (article.published_at and (size > SHORT_PROSE or files))
    return article if size >= ENOUGH_PROSE or short else NotAnArticle("other", f"too little text: {size} characters")
