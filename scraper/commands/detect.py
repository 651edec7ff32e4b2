"""`pgd detect`: a page comes in, the CMS family that made it and the TOML for its site come out."""

import re
import ssl
import urllib.error
import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import click

from archive.console import Failure
from archive.records import NotAnArticle, Page
from archive.urls import host_of, is_private
from scraper.reader import family_of
from scraper.reading.document import Document, parse
from scraper.settings import USER_AGENT

_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?<!\.html)(?<!\.htm)(?::\d+)?(?:/\S*)?", re.I)
TIMEOUT = 30
MAX_BYTES = 8_000_000


@click.command()
@click.argument("target", metavar="URL|FILE")
def detect(target: str) -> None:
    """Nhận ra loại CMS của một trang và in mẫu TOML.  (Name a page's CMS family, print the TOML for its site.)"""
    if "://" not in target and not Path(target).exists() and _HOST.fullmatch(target):
        target = f"http://{target}"
    page = fetch(target) if "://" in target else _from_file(Path(target))
    doc = parse(page)
    if isinstance(doc, NotAnArticle):
        raise Failure(f"{target}: {doc.reason}; give the address or file of an HTML page")
    family = family_of(doc, None)
    click.echo(f"{family.name}: {family.title}", err=True)
    click.echo(site_toml(doc, family.name), nl=False)


def site_toml(doc: Document, family: str) -> str:
    """Return the registry entry for the site of a page; what the page does not tell is left to fill in."""
    url = doc.page.url if doc.page.url.startswith("http") else doc.canonical or doc.metas.get("og:url") or ""
    parts = urlsplit(url)
    home = f"{parts.scheme}://{parts.netloc}/" if parts.netloc else "http://example.edu.vn/"
    host = host_of(home)
    site_id = host.removeprefix("www.").removesuffix(".vn").removesuffix(".edu").removesuffix(".gov")
    name = doc.metas.get("og:site_name") or host
    local = is_private(parts.hostname or "") or parts.hostname == "localhost"
    lines = [
        "[[site]]",
        f'id = "{site_id.replace(".", "-").replace(":", "-")}"',
        f'name = "{_quoted(name)}"',
        f'home_url = "{home}"',
        f'family = "{family}"',
        *(["local = true"] if local else []),
        '# province = ""',
        '# district = ""',
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _from_file(path: Path) -> Page:
    try:
        body = path.read_bytes()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror or error}; give a URL or an HTML file") from error
    return Page(f"file:{path.name}", datetime.now(UTC).isoformat(), body, {"content-type": "text/html"})


def fetch(url: str) -> Page:
    """Fetch one page, by name and with a time limit; an unreachable site is an error in one line."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise Failure(f"{url}: only http and https addresses can be fetched")
    request = urllib.request.Request(url, headers={"User-Agent": USER_AGENT, "Accept-Language": "vi"})
    try:
        with urllib.request.urlopen(request, timeout=TIMEOUT) as response:
            headers = {name.lower(): value for name, value in response.headers.items()}
            body = response.read(MAX_BYTES)
            return Page(response.url, datetime.now(UTC).isoformat(), body, headers, response.status)
    except urllib.error.HTTPError as error:
        raise Failure(f"{url}: HTTP {error.code} {error.reason}") from error
    except (urllib.error.URLError, ssl.SSLError, OSError, ValueError) as error:
        raise Failure(f"{url}: {getattr(error, 'reason', error)}; is the address right and the site up?") from error
