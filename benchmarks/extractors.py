"""A page comes in, the fields that an extractor finds come out, in one shape for all: ours and the peers'.

Peers are used as their documentation says, on decoded text where they take it, with metadata switched on. A peer that
is not installed is left out.
"""

import importlib.util
from collections.abc import Callable
from typing import Any

from archive.records import Article, Page
from scraper.families import FAMILIES
from scraper.reader import visit

Fields = dict[str, str | None]
Extractor = Callable[[Page], Fields]


def _text(page: Page) -> str:
    return page.body.decode("utf-8", "replace")


def _ours(page: Page, family: str | None = None) -> Fields:
    known = FAMILIES[family] if family else None
    read = visit(page, known, fixed=known is not None).read
    if not isinstance(read, Article):
        return {}
    text = "\n".join(filter(None, [read.lead, read.body]))
    return {
        "title": read.title, "text": text, "published_at": read.published_at, "author": read.author,
        "credit": read.credit,
    }  # fmt: skip


def with_family(page: Page) -> Fields:
    """Read with the family that the page shows."""
    return _ours(page)


def generic(page: Page) -> Fields:
    """Read with families switched off."""
    return _ours(page, "generic")


def _trafilatura(**options: Any) -> Extractor:
    import trafilatura

    def extract(page: Page) -> Fields:
        found = trafilatura.bare_extraction(_text(page), url=page.url, with_metadata=True, **options)
        if found is None:
            return {}
        data = found.as_dict()
        return {"title": data["title"], "text": data["text"], "published_at": data["date"], "author": data["author"]}

    return extract


def _readability() -> Extractor:
    from lxml import html
    from readability import Document

    def extract(page: Page) -> Fields:
        document = Document(_text(page))
        root = html.fromstring(document.summary())
        for block in root.iter("p", "div", "li", "tr", "br", "h1", "h2", "h3"):
            block.tail = "\n" + (block.tail or "")
        return {"title": document.short_title(), "text": root.text_content()}

    return extract


def _newspaper() -> Extractor:
    import newspaper

    def extract(page: Page) -> Fields:
        article = newspaper.Article(page.url, language="vi", fetch_images=False)  # no network
        article.download(input_html=_text(page))
        article.parse()
        date = article.publish_date
        published = date.isoformat() if date else None
        return {
            "title": article.title, "text": article.text, "published_at": published,
            "author": ", ".join(article.authors) or None,
        }  # fmt: skip

    return extract


def _resiliparse() -> Extractor:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def extract(page: Page) -> Fields:
        tree = HTMLTree.parse(_text(page))
        return {"title": tree.title, "text": extract_plain_text(tree, main_content=True, alt_texts=False, links=False)}

    return extract


def _goose() -> Extractor:
    from goose3 import Goose

    goose = Goose({"enable_image_fetching": False, "use_meta_language": False, "target_language": "vi"})

    def extract(page: Page) -> Fields:
        found = goose.extract(raw_html=_text(page))
        return {
            "title": found.title, "text": found.cleaned_text, "published_at": found.publish_date,
            "author": ", ".join(found.authors) or None,
        }  # fmt: skip

    return extract


PEERS: dict[str, tuple[str, Callable[[], Extractor]]] = {
    "trafilatura, fast": ("trafilatura", lambda: _trafilatura(fast=True)),
    "trafilatura": ("trafilatura", _trafilatura),
    "readability-lxml": ("readability", _readability),
    "newspaper4k": ("newspaper", _newspaper),
    "resiliparse": ("resiliparse", _resiliparse),
    "goose3": ("goose3", _goose),
}
OURS: dict[str, Extractor] = {"pgd-archive": with_family, "pgd-archive, generic": generic}


def installed_peers() -> dict[str, Extractor]:
    """Return the peers that can be imported here."""
    return {name: make() for name, (module, make) in PEERS.items() if importlib.util.find_spec(module)}
