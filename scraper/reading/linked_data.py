"""A parsed page comes in, what its JSON-LD says of the article comes out."""

import json
import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from scraper.reading.charset import clean
from scraper.reading.document import Document

_ARTICLE = re.compile("Article|Posting|Report")
_TRAILING_COMMA = re.compile(r",\s*([}\]])")


def article_data(doc: Document) -> dict[str, Any]:
    """Return the first JSON-LD object that has a date of publication; empty if there is none that can be read."""
    for node in (node for text in doc.linked_data for node in _nodes(text)):
        if "datePublished" in node and _ARTICLE.search(str(node.get("@type", "Article"))):
            return node
    return {}


def linked_author(doc: Document) -> str:
    """Return the author that JSON-LD names beside the date of publication."""
    author = article_data(doc).get("author")
    author = author[0] if isinstance(author, list) and author else author
    name = author.get("name") if isinstance(author, dict) else author
    return clean(unescape(name)) if isinstance(name, str) else ""


def _nodes(text: str) -> Iterable[dict[str, Any]]:
    try:
        data = json.loads(_TRAILING_COMMA.sub(r"\1", text), strict=False)
    except (ValueError, RecursionError):
        return []
    graph = data.get("@graph", [data]) if isinstance(data, dict) else data
    return [node for node in graph if isinstance(node, dict)] if isinstance(graph, list) else []
