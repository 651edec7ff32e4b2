"""An address comes in, the key goes out under which all its spellings meet."""

import ipaddress
import re
import unicodedata
from urllib.parse import SplitResult, unquote, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url, safe_url_string, url_query_cleaner

# Parameters that never choose another page: campaign tags, session ids, reply links, font sizes.
TRACKING = (
    "fbclid gclid zalo_id mibextid _ga utm_source utm_medium utm_campaign utm_term utm_content utm_id "
    "PHPSESSID nv_redirect replytocom share isFeatured"
).split()

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


def clean_url(url: str) -> str:
    """Return `url` without fragment, tracking parameters and Java session id, otherwise as it was."""
    if url.startswith("file:"):
        return url
    parts = split_url(url)
    if not parts.path and not parts.netloc:
        return url
    path = parts.path.split(";jsessionid=")[0]
    url = urlunsplit((parts.scheme, parts.netloc, path, parts.query, ""))
    return url_query_cleaner(url, TRACKING, remove=True, unique=False) if parts.query else url


def url_key(url: str) -> str:
    """Return the key of `url`: http and https, www, a trailing slash, order and escaping of parameters don't matter.

    Example: `https://WWW.pgd.vn/tin/?b=2&a=1#x` and `http://pgd.vn/tin?a=1&b=2` give `pgd.vn/tin?a=1&b=2`.
    """
    if url.startswith("file:"):
        return url
    try:
        return _key(url)
    except ValueError:  # an address that can't be, such as `http://x:99999/`
        return url


def _key(url: str) -> str:
    parts = urlsplit(canonicalize_url(safe_url_string(clean_url(url))))
    path = unicodedata.normalize("NFC", unquote(parts.path.replace("%3F", "%253F"))).rstrip("/")
    return host_of(url).removeprefix("www.") + path + (f"?{parts.query}" if parts.query else "")


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
