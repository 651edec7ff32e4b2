"""TOML files come in, checked Sites come out: the registry of the offices' web sites, one file a province.

A file holds an optional `province` and one `[[site]]` table a site; docs/adding-a-site.md lists the keys.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.records import Source
from archive.urls import host_of
from scraper.families import FAMILIES, Family

BUNDLED = Path(__file__).parent
KINDS = ("phong", "district_portal", "so", "school", "commune", "other")
STATUSES = ("live", "moved", "parked", "hijacked", "dead", "unknown")
CONFIDENCES = ("high", "medium", "low")


class SitesError(Exception):
    """A registry file is wrong; the message names the file, the site and the key."""


@dataclass(frozen=True, slots=True)
class Site:
    """One web site to crawl.

    `confidence` tells how sure it is that this is the office's site: those of low confidence are crawled only when
    named. `local` allows loopback and private addresses. `delay` is the pause between two requests in seconds, None
    for the default.
    """

    id: str
    name: str
    home_url: str
    family: str
    kind: str = "phong"
    province: str | None = None
    district: str | None = None
    status: str = "unknown"
    confidence: str = "high"
    local: bool = False
    delay: float | None = None
    note: str | None = None

    @property
    def host(self) -> str:
        """The host (and port, if unusual) of the home page."""
        return host_of(self.home_url)

    @property
    def path(self) -> str:
        """The folder that the site owns on its host, `/` where it is the whole host."""
        return urlsplit(self.home_url).path.rsplit("/", 1)[0] + "/"

    @property
    def cms(self) -> Family:
        """The family of the site's CMS."""
        return FAMILIES[self.family]

    def owns(self, url: str) -> bool:
        """Say whether an address is on this site: http or https, with or without www, below its folder."""
        same_host = host_of(url).removeprefix("www.") == self.host.removeprefix("www.")
        return same_host and (urlsplit(url).path or "/").startswith(self.path)

    def source(self) -> Source:
        """Return the row of `sources` for this site."""
        place = {"kind": self.kind, "province": self.province, "district": self.district}
        return Source(self.id, self.name, self.host, self.home_url, family=self.family, status=self.status, **place)


REQUIRED = ("id", "name", "home_url", "family")
TYPES: dict[str, type | tuple[type, ...]] = {"local": bool, "delay": (int, float)}
CHOICES = {"kind": KINDS, "status": STATUSES, "confidence": CONFIDENCES, "family": tuple(FAMILIES)}


def read_sites(extra: Path | None = None) -> dict[str, Site]:
    """Return all sites by id: the bundled ones, and those of a user's own file or folder. Raises SitesError."""
    paths = sorted(BUNDLED.glob("*.toml"))
    if extra is not None:
        paths += _files(extra)
    sites: dict[str, Site] = {}
    origin: dict[str, Path] = {}
    for path in paths:
        for site in _read_file(path):
            if site.id in sites:
                raise SitesError(f"{path}: site {site.id!r}: key 'id' is taken already by {origin[site.id]}")
            sites[site.id], origin[site.id] = site, path
    return sites


def _files(path: Path) -> list[Path]:
    if path.is_dir():
        return sorted(path.glob("*.toml"))
    if not path.exists():
        raise SitesError(f"{path}: no such file or folder; give a TOML file with [[site]] tables, or a folder of them")
    return [path]


def _read_file(path: Path) -> list[Site]:
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SitesError(f"{path}: {error}") from error
    for key in data.keys() - {"province", "site"}:
        raise SitesError(f"{path}: unknown key {key!r}; a file has 'province' and [[site]] tables")
    tables = data.get("site", [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise SitesError(f"{path}: write [[site]] with two brackets, one table a site")
    if not isinstance(data.get("province", ""), str):
        raise SitesError(f"{path}: key 'province' has the wrong type: {data['province']!r}")
    return [_site(path, number, table, data.get("province")) for number, table in enumerate(tables, start=1)]


def _site(path: Path, number: int, table: dict[str, Any], province: str | None) -> Site:
    where = f"{path}: site {table.get('id', f'number {number}')!r}"
    known = {field.name for field in fields(Site)}
    for key in table:
        if key not in known:
            raise SitesError(f"{where}: unknown key {key!r}; known are {', '.join(sorted(known))}")
    for key in REQUIRED:
        if not table.get(key):
            raise SitesError(f"{where}: key {key!r} is missing")
    for key, value in table.items():
        wanted = TYPES.get(key, str)
        if not isinstance(value, wanted) or (wanted is not bool and isinstance(value, bool)):
            raise SitesError(f"{where}: key {key!r} has the wrong type: {value!r}")
        if key in CHOICES and value not in CHOICES[key]:
            raise SitesError(f"{where}: key {key!r}: unknown {key} {value!r}; known are {', '.join(CHOICES[key])}")
    _check_values(where, table)
    return Site(**({"province": province} | table))


def _check_values(where: str, table: dict[str, Any]) -> None:
    if not re.fullmatch(r"[a-z0-9._-]+", table["id"]):
        raise SitesError(f"{where}: key 'id' takes small letters, digits, '-', '_' and '.'")
    if not _is_http(table["home_url"]):
        raise SitesError(f"{where}: key 'home_url' is no http address: {table['home_url']!r}")
    if table.get("delay", 0) < 0:
        raise SitesError(f"{where}: key 'delay' is below 0")


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 80) > 0
    except ValueError:
        return False


def site_of(url: str, sites: Iterable[Site]) -> Site | None:
    """Return the site that owns an address, the one with the longest folder where several do."""
    return max((site for site in sites if site.owns(url)), key=lambda site: len(site.path), default=None)
