"""An answer comes in, the reason why it cannot be an article comes out: by status, media type, or tell-tale words."""

import re
from collections.abc import Iterable

from archive.records import NotAnArticle, Page, PageKind
from archive.urls import join_url, split_url
from scraper.reading.document import Document
from scraper.reading.outline import outline

# Media types that are not pages, and what they are.
TYPES: tuple[tuple[str, PageKind], ...] = (
    ("image/", "image"), ("audio/", "data"), ("video/", "data"), ("font/", "data"),
    ("application/pdf", "attachment"), ("application/msword", "attachment"), ("application/vnd.", "attachment"),
    ("application/zip", "attachment"), ("application/x-rar", "attachment"), ("application/octet-stream", "attachment"),
    ("application/x-zip", "attachment"), ("application/rtf", "attachment"),
    ("application/json", "data"), ("application/javascript", "script"), ("text/javascript", "script"),
    ("text/css", "script"), ("text/plain", "data"),
)  # fmt: skip
XML_TYPES = ("application/rss+xml", "application/atom+xml", "application/xml", "text/xml")

# Blockers that NukeViet and its like send with status 200; the page holds little else. Lower case.
BLOCKED = (
    'class="floodblocker', "class='floodblocker", "hệ thống đang từ chối truy cập", "too many requests",
    "đang bị giới hạn truy cập",
)  # fmt: skip
ERROR = re.compile(
    r"trang (?:bạn (?:tìm|yêu cầu)|này|yêu cầu).{0,30}không (?:tồn tại|tìm thấy)|không tìm thấy (?:trang|nội dung|bài viết)|"
    r"(?:bài viết|nội dung|trang|tin)(?: này)? (?:không tồn tại|đã bị xóa|đã bị xoá)|page not found|404 not found|"
    r"website (?:đã|đang) (?:bị )?(?:tạm )?ngừng|đang bảo trì|site (?:is )?under (?:construction|maintenance)|"
    r"index of /|database error|fatal error",
    re.I,
)
# A host or a seller of domains speaks, not the office.
PARKED = re.compile(
    r"account (?:has been )?suspended|this account is (?:currently )?(?:suspended|disabled)|bandwidth limit exceeded|"
    r"(?:website|trang web|tài khoản|hosting|tên miền)[^.]{0,40}(?:đã|đang) (?:bị )?(?:tạm )?(?:khóa|khoá|hết hạn|tạm ngưng)|"
    r"domain (?:name )?(?:is |may be )?(?:for sale|available|parked|expired)|buy this domain|this domain (?:name )?(?:is|has|may)\b|"
    r"tên miền (?:này )?(?:đang được (?:rao )?bán|chưa được (?:kích hoạt|cấu hình|trỏ)|được đăng ký (?:tại|bởi|qua))|"
    r"parked (?:free|domain)|domain parking|welcome to (?:nginx|apache|centos|plesk)|apache2? (?:\w+ )?default page|it works!|"
    r"iis windows server|coming soon|sắp ra mắt|(?:trang web|website) (?:này )?đang (?:được )?xây dựng|default (?:web ?site|web) page",
    re.I,
)
BLOCKER_SIZE, LONG_SOURCE = 20_000, 200_000  # characters of source
SHORT_PAGE = 1_500  # characters of visible text; longer pages are not judged by a phrase
ERROR_TEXT = 400  # characters beside the links; more is a text that speaks of errors
LOGIN = 800  # characters of a page that is there to log in
SCRIPT_MOVE = re.compile(r"(?:window|document|top|self)?\.?location(?:\.href)?\s*=\s*[\"']([^\"']{1,500})[\"']")
_SAID: tuple[tuple[PageKind, re.Pattern[str], str], ...] = (
    ("parked", PARKED, "parked or suspended"),
    ("error", ERROR, "error in words"),
)
REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'>;]+)", re.I)


def refuse_answer(page: Page) -> NotAnArticle | None:
    """Judge status and media type; None if the page may be an article."""
    if 300 <= page.status < 400:
        return redirect(page.url, join_url(page.url, page.headers.get("location", "")))
    if page.status == 429:
        return NotAnArticle("blocked", "HTTP 429: too many requests")
    if page.status >= 400:
        return NotAnArticle("error", f"HTTP {page.status}")
    kind = page.content_type
    if kind in XML_TYPES:
        head = page.body[:2000].lower()
        sitemap = b"<urlset" in head or b"<sitemapindex" in head
        return NotAnArticle("sitemap", "sitemap") if sitemap else NotAnArticle("feed", "feed")
    for prefix, name in TYPES:
        if kind.startswith(prefix):
            is_robots = page.url.rstrip("/").endswith("/robots.txt")
            return NotAnArticle("robots" if is_robots else name, f"media type {kind}")
    if kind and "html" not in kind:
        return NotAnArticle("data", f"media type {kind}")
    return None


def refuse_document(doc: Document) -> NotAnArticle | None:
    """Judge what the page says: a blocker, an error in words, a refresh to somewhere else."""
    if len(doc.text) < BLOCKER_SIZE and any(map(doc.text.lower().__contains__, BLOCKED)):
        return NotAnArticle("blocked", "flood blocker: the site asks to wait")
    if len(doc.text) > LONG_SOURCE:
        return None
    text = " ".join(doc.all_text.split())
    if len(text) > SHORT_PAGE:
        return None
    for kind, words, what in _SAID:
        if named := words.search(doc.head_title) or (words.search(text) and _said(words, doc)):
            return NotAnArticle(kind, f"{what}: {named[0][:60]}")
    if doc.root.find(".//input[@type='password']") is not None and len(text) < LOGIN:
        return NotAnArticle("login", "a form to log in")
    for element in doc.root.iter("meta"):
        target = REFRESH.search(element.get("content") or "")
        if (element.get("http-equiv") or "").lower() == "refresh" and target:
            return NotAnArticle("redirect", f"refresh to {join_url(doc.page.url, target[1])}")
    if (moved := SCRIPT_MOVE.search(doc.text)) and len(text) < ERROR_TEXT:
        return NotAnArticle("redirect", f"a script leads to {join_url(doc.page.url, moved[1])}")
    return None


def redirect(url: str, target: str) -> NotAnArticle:
    """Say where a redirect leads. One to the home page is how many a CMS says that a page is gone."""
    if split_url(target).path in ("", "/") and not split_url(target).query and split_url(url).path not in ("", "/"):
        return NotAnArticle("redirect", f"redirect to the home page {target}: no such page")
    return NotAnArticle("redirect", f"redirect to {target}", target)


def _said(words: re.Pattern[str], doc: Document) -> re.Match[str] | None:
    """Find the words in a line of a page that says little else."""
    lines = outline(doc.root).lines
    if sum(len(line.text) - line.links for line in lines) >= ERROR_TEXT:
        return None
    return _first(words.search(line.text) for line in lines)


def _first(matches: Iterable[re.Match[str] | None]) -> re.Match[str] | None:
    return next(filter(None, matches), None)
