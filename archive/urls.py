"""An address comes in, the key goes out under which all its spellings meet."""

import ipaddress
import re
import unicodedata
from functools import lru_cache
from operator import itemgetter
from urllib.parse import (
    SplitResult,
    quote,
    unquote,
    unquote_plus,
    urlencode,
    urljoin,
    urlsplit,
    urlunsplit,
)

from courlan import normalize_url
from w3lib.url import safe_url_string

# Parameters that never choose another page: campaign tags, session ids, reply links, font sizes.
TRACKING = frozenset(
    """
    fbclid gclid zalo_id zarsrc mibextid _ga utm_source utm_medium utm_campaign utm_term utm_content utm_id
    phpsessid jsessionid aspsessionid cfid cftoken nv_redirect replytocom share isfeatured
    """.split()
)
# And those that choose another view of one page, with their values; an empty set stands for any value.
YES = frozenset({"", "1", "true", "yes"})
VIEWS = {
    "print": YES,
    "amp": YES,
    "tmpl": frozenset({"component"}),
    "output": frozenset({"amp", "print"}),
    "format": frozenset({"amp", "print"}),
    "view": frozenset({"print"}),
}
# What courlan takes for tracking, but may choose an article on sites of the field (`?cid=12`, `?source=tin-tuc`).
CHOOSING = re.compile(r"(?:c|cl|e|u)id|keyword|kwd|session|source|medium|campaign|ref|aff|^ga$|^gl$|xtor")
REFERRERS = frozenset("facebook fb zalo google twitter youtube tiktok telegram email".split())
SESSION = re.compile(r"(?:php|asp|j)?sess(?:ion)?_?id|sid|oscsid|zenid|aspsessionid\w*")
TOKEN = re.compile(r"\w{16,}")
LONGEST = 2_000  # letters of an address whose marks are composed: the time grows with the square of a run of them
_COOKIELESS = re.compile(r"/\((?:[A-Z]\([^()/]*\))+\)(?=/|$)")  # ASP.NET: /(S(h2x...))/
_SESSION_PATH = re.compile(r";jsessionid=[^/;?]*", re.I)
_ESCAPED = re.compile(r"%(2[35f]|3f)", re.I)  # `/`, `?`, `#` and `%` that are part of a name
_VIEW_PATH = re.compile(r"^/(?:print|ban-in|savefile|amp)(?=/.)|/(?:print|amp|embed)/?$", re.I)

NAT64 = ipaddress.IPv6Address("64:ff9b::").packed[:12]


def host_of(url: str) -> str:
    """Return the host of `url`, lower case, with its port if it is not the default; empty if it has none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    try:
        port = parts.port
    except ValueError:
        port = None
    host = (parts.hostname or "").rstrip(".")
    return f"{host}:{port}" if port and port not in (80, 443) else host


def split_url(url: str) -> SplitResult:
    """Return the parts of `url`; empty ones where it cannot be one (`http://[x`)."""
    try:
        return urlsplit(url)
    except ValueError:
        return SplitResult("", "", "", "", "")


def is_web_address(url: str) -> bool:
    """Say whether `url` leads to a page of the web: http or https, a host, no user name."""
    scheme, separator, rest = url.partition("://")
    authority = re.split(r"[/?#\\]", rest, maxsplit=1)[0]
    return scheme.lower() in ("http", "https") and bool(separator) and "@" not in authority and bool(host_of(url))


def join_url(base: str, url: str) -> str:
    """Return `url` as an absolute address; as it is where it makes none (`http://[x`)."""
    try:
        return urljoin(base, url.strip())
    except ValueError:
        return url


@lru_cache(maxsize=4096)
def _is_tracker(name: str) -> bool:
    """Say whether courlan's lists know a parameter as one that only tracks people."""
    return not CHOOSING.search(name) and "?" not in normalize_url(f"http://host.example/?{quote(name)}=x")


def is_noise(name: str, value: str) -> bool:
    """Say whether a parameter never chooses another page: it tracks people or names their session."""
    name = name.lower()
    if SESSION.fullmatch(name) and TOKEN.fullmatch(value):
        return True
    if name in TRACKING:
        return not value.isdigit() or name not in ("share", "cfid")
    return not value.isdigit() and (_is_tracker(name) or (name in ("ref", "source") and value.lower() in REFERRERS))


def _is_view(name: str, value: str) -> bool:
    values = VIEWS.get(name.lower())
    return values is not None and value.lower() in values


def clean_url(url: str) -> str:
    """Return `url` without fragment, tracking parameters and session ids, otherwise as it was."""
    if url.startswith("file:"):
        return url
    parts = split_url(url)
    if not parts.path and not parts.netloc:
        return url
    path = _COOKIELESS.sub("", _SESSION_PATH.sub("", parts.path))
    kept = [pair for pair in parts.query.split("&") if not is_noise(*_decoded(pair))]
    # Pages made by a script have their address behind the `#`.
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""
    return urlunsplit((parts.scheme, parts.netloc, path, "&".join(kept), fragment))


def _decoded(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote_plus(name), unquote_plus(value).strip()


def url_key(url: str) -> str:
    """Return the key of `url`, under which all its spellings and views meet.

    http and https, www, a trailing slash, print and AMP views, order, escaping and padding of parameters, decomposed letters
    don't matter. Example: `https://WWW.pgd.vn/tin/?b=2&a=+1#x` and `http://pgd.vn/tin?a=1&b=2` give `pgd.vn/tin?a=1&b=2`.
    """
    if url.startswith("file:"):
        return url
    try:
        return _key(url)
    except ValueError:  # an address that can't be, such as `http://x:99999/`
        return url


def _key(url: str) -> str:
    parts = urlsplit(safe_url_string(clean_url(url)))
    path = _nfc(unquote(_ESCAPED.sub(lambda match: f"%25{match[1].upper()}", parts.path)))
    path = _VIEW_PATH.sub("", path).rstrip("/")
    pairs = [_decoded(pair) for pair in parts.query.split("&") if pair]
    pairs = [(_nfc(name), _nfc(value)) for name, value in pairs if not _is_view(name, value)]
    query = urlencode(sorted(pairs, key=itemgetter(0)), safe="/:,")  # values of one name stay in their order
    fragment = f"#{unquote(parts.fragment)}" if parts.fragment else ""
    return host_of(url).removeprefix("www.") + path + (f"?{query}" if query else "") + fragment


def is_other_view(url: str) -> bool:
    """Say whether an address is that of a print or AMP view."""
    parts = split_url(url)
    return bool(_VIEW_PATH.search(parts.path)) or any(_is_view(*_decoded(pair)) for pair in parts.query.split("&"))


def _nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text) if len(text) <= LONGEST else text


def is_private(address: str) -> bool:
    """Say whether an IP address is loopback, private, link-local or otherwise no host on the public internet."""
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.packed[:12] == NAT64 and ipaddress.IPv4Address(ip.packed[12:]))
        if inner:
            return is_private(str(inner))
    return not ip.is_global or ip.is_multicast
