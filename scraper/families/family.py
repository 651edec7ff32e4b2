"""What a CMS family is: how to know it, what its addresses mean, where its pages keep the parts of an article."""

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlunsplit

from archive.records import PageKind
from archive.urls import split_url
from scraper.reading.boilerplate import ATTACHMENT_URL
from scraper.reading.document import Document
from scraper.reading.selectors import Selectors

IMAGE_URL = re.compile(r"\.(?:jpe?g|png|gif|webp|bmp|svg|ico|tiff?)(?:$|\?)", re.I)
DATA_URL = re.compile(r"\.(?:css|js|mjs|json|map|woff2?|ttf|eot|mp3|mp4|avi|wmv|flv|swf|apk|exe|txt)(?:$|\?)", re.I)


LONGEST = 1_000  # characters of an address that rules look at


@dataclass(frozen=True, slots=True)
class UrlRule:
    """A `pattern` over the path and query of an address says its `kind`.

    For another view of an article (print, download) `article` is the pattern's replacement that gives the article's
    path and query. For an article the group `id` of `pattern` is the number or code that its CMS knows it by, whatever
    its title and section.
    """

    kind: PageKind
    pattern: re.Pattern[str]
    article: str | None = None


def rule(kind: PageKind, pattern: str, article: str | None = None) -> UrlRule:
    """Make a UrlRule; the pattern is searched without regard to case."""
    return UrlRule(kind, re.compile(pattern, re.I), article)


# What addresses mean on most sites, whatever made them.
COMMON_RULES = (
    rule("image", IMAGE_URL.pattern),
    rule("attachment", ATTACHMENT_URL.pattern),
    rule("sitemap", r"sitemap[^/]*\.xml"),
    rule("feed", r"(?:^|/)(?:rss|feed|feeds|atom)(?:[./?]|$)|[?&]feed=|\.rss(?:$|\?)"),
    rule("robots", r"^/robots\.txt$"),
    rule("data", DATA_URL.pattern),
    rule("login", r"(?:^|[/?&=])(?:log-?in|dang-?nhap|dangnhap|log-?out|signin|register|dang-?ky|wp-admin|admin|users|account|sso)(?:[./?&]|$)"),
    rule("search", r"(?:^|/)(?:tim-?kiem|search|seek)(?:[./?]|$)|[?&](?:s|q|keyword|tukhoa|search)="),
    rule("calendar", r"[?&](?:thang|month|ngay|date|day)=\d|(?:^|/)(?:lich|calendar)(?:[/?]|$)"),
    # An AMP view has the whole text, it may be all that somebody kept; a print view is read by nobody's rules.
    rule("article", r"^(/.+?/)amp/?$", r"\1"),
    rule("article", r"^([^?]+)\?(?:amp(?:=\w*)?|(?:output|format)=amp)$", r"\1"),
    rule("print", r"^(/.+?/)(?:print|embed)/?$", r"\1"),
    rule("print", r"^/(?:print|ban-in|savefile)(/.+)$", r"\1"),
    rule("print", r"^([^?]+\?.+)&print(?:=\w*)?$", r"\1"),
    rule("print", r"^([^?]+)\?(?:print(?:=\w*)?|tmpl=component|(?:output|format|view)=print)$", r"\1"),
    rule("print", r"(?:^|/)(?:print|printer|in|ban-in|trang-in|showprint)(?:[/?.]|$)|[?&](?:print|in)=|print\.aspx"),
    rule("tag", r"(?:^|/)(?:tags?|author|tac-gia)(?:/|$)"),
    rule("list", r"^/(?:19|20)\d{2}(?:/\d{1,2}){0,2}/?$"),
    rule("list", r"^/(?:archives?|luu-tru)(?:/|$)|^/(?:categor(?:y|ies)|chuyen-muc|danh-muc)(?:/[^/.]*)?/?(?:\?|$)"),
    rule("other", r"^/(?:about|gioi-thieu|siteterms|links?|so-do-(?:trang|website)|sitemap)(?:[./?]|$)"),
    rule("other", r"(?:^|/)(?:lien-he|contact|gop-y|hoi-dap|sendmail|voting|tham-do|banners|statistics|comment)(?:[./?]|$)|^mailto:|^javascript:"),
)  # fmt: skip


def _target(url: str) -> str:
    """Return path and query of an address, readable: what rules look at."""
    parts = split_url(url)
    return (unquote(parts.path) + (f"?{parts.query}" if parts.query else ""))[:LONGEST]


@dataclass(frozen=True, slots=True)
class Family:
    """One CMS family; see docs/families.md for what each field is for."""

    name: str
    title: str
    generators: tuple[str, ...] = ()  # how the head's `generator` begins, lower case
    signs: tuple[str, ...] = ()  # texts that stand in the source of its pages only
    addresses: str = ""  # a pattern that only the addresses of its articles match
    rules: tuple[UrlRule, ...] = ()
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ("/sitemap.xml",)
    selectors: Selectors = field(default_factory=Selectors)
    article_sign: str = ""  # CSS: what only an article's page has
    other_signs: tuple[tuple[str, PageKind, str], ...] = ()  # CSS, kind, reason: what is no article
    id_link: str = ""  # CSS: a link in the head whose address holds the id
    strict: bool = False  # an article has its sign or its address; nothing else is one

    def made(self, doc: Document) -> bool:
        """Say whether a page shows the signs of this family."""
        if doc.generator and doc.generator.startswith(self.generators):
            return True
        if any(sign in doc.text for sign in self.signs):
            return True
        return bool(self.addresses) and re.search(self.addresses, _target(doc.page.url), re.I) is not None

    def post_id(self, url: str) -> str | None:
        """Return the id by which the CMS knows the article at `url`; None where the address does not tell."""
        _, article_url = self.kind_of(url)
        target = _target(article_url or url)
        for known in self.rules:
            if (match := known.pattern.search(target)) and known.article is None:
                is_article = known.kind == "article" and "id" in known.pattern.groupindex
                return (match["id"] or None) if is_article else None
        return None

    def kind_of(self, url: str) -> tuple[PageKind | None, str | None]:
        """Return what `url` leads to (None: not known) and the article's address if it is another view of one."""
        parts = split_url(url)
        target = _target(url)
        if target in ("", "/"):
            return "home", None
        for known in (*self.rules, *COMMON_RULES):
            if known.pattern.search(target):
                article = None
                if known.article is not None:
                    path, _, query = known.pattern.sub(known.article, target).partition("?")
                    article = urlunsplit((parts.scheme, parts.netloc, path, query, ""))
                return known.kind, article
        return None, None
