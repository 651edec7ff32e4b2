"""A parsed page, feed or sitemap comes in, the addresses it leads to come out, in reading order, each once."""

import gzip
import re
import zlib
from itertools import islice

from lxml import etree

from archive.urls import clean_url, join_url, split_url
from scraper.reading.document import Document

MAX_XML = 10_000_000  # bytes of a sitemap, after gzip
MAX_LINKS = 50_000  # of one sitemap, as its protocol says
MAX_URL = 500
# The same path part again and again, or sessions in the path: a trap without end.
TRAP = re.compile(r"(?:/([^/?]+))(?:/\1){2,}|(?:/[^/?]+){15,}|//.+//")


def _fit(url: str) -> bool:
    if not url.startswith(("http://", "https://")) or len(url) > MAX_URL or TRAP.search(url.split("://", 1)[1]):
        return False
    return bool(split_url(url).netloc)


def page_links(doc: Document) -> list[str]:
    """Return the absolute http addresses that a page links to, without fragments and tracking parameters."""
    found: dict[str, None] = {}
    for element in doc.root.iter("a", "area", "link"):
        if element.tag == "link" and element.get("rel") not in ("next", "prev"):
            continue
        href = (element.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:")):
            continue
        try:
            url = clean_url(join_url(doc.base_url, href))
        except ValueError:
            continue
        if _fit(url):
            found[url] = None
    return list(found)


def xml_links(body: bytes) -> list[str]:
    """Return the addresses in an RSS or Atom feed or a sitemap (gzip too); those of pictures are left out."""
    if body[:2] == b"\x1f\x8b":
        try:
            body = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(body, MAX_XML)
        except (zlib.error, gzip.BadGzipFile):
            return []
    body = body[:MAX_XML]
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(body.lstrip(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return []
    found: dict[str, None] = {}
    for element in islice(root.iter("{*}link", "{*}loc"), 4 * MAX_LINKS) if root is not None else []:
        inside_image = (
            etree.QName(element.getparent()).localname == "image" if element.getparent() is not None else False
        )
        url = (element.get("href") or element.text or "").strip()
        if not inside_image and _fit(url):
            found[url] = None
        if len(found) >= MAX_LINKS:
            break
    return list(found)


def robots_sitemaps(text: str) -> list[str]:
    """Return the sitemaps that a robots.txt names."""
    return [url for url in re.findall(r"(?im)^[ \t]*sitemap[ \t]*:[ \t]*(\S+)", text) if _fit(url)]
