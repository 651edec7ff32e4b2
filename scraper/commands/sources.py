"""`pgd sources`: the registry as a table."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from archive.console import Failure, table
from archive.vietnamese import fold
from scraper.families import FAMILIES
from scraper.sites import KINDS, STATUSES, Site, SitesError, read_sites


def sites_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command `--sites PATH`: the user's own registry file or folder, beside the bundled ones."""
    return click.option(
        "--sites", "sites_path", type=click.Path(path_type=Path), envvar="PGD_SITES", metavar="PATH",
        help="Tệp hoặc thư mục TOML riêng (own registry file or folder; PGD_SITES).",
    )(command)  # fmt: skip


def registry(sites_path: Path | None) -> dict[str, Site]:
    """Return the registry by id; a wrong file is an error in one line."""
    try:
        return read_sites(sites_path)
    except SitesError as error:
        raise Failure(str(error)) from error


def _same(wanted: str | None, value: str | None) -> bool:
    return wanted is None or fold(wanted).lower() in fold(value or "").lower()


@click.command()
@click.argument("words", nargs=-1)
@click.option("--province", metavar="TÊN", help="Tỉnh, có dấu hoặc không (province, with or without marks).")
@click.option(
    "--family", type=click.Choice(sorted(FAMILIES)), metavar="TÊN", help="Loại CMS (CMS family); docs/families.md."
)
@click.option("--kind", type=click.Choice(KINDS), help="Loại trang (kind of site).")
@click.option("--status", type=click.Choice(STATUSES), help="Trạng thái (status).")
@click.option("--json", "as_json", is_flag=True, help="In ra JSON lines.")
@sites_option
def sources(
    words: tuple[str, ...], province: str | None, family: str | None, kind: str | None, status: str | None,
    as_json: bool, sites_path: Path | None,
) -> None:  # fmt: skip
    """Liệt kê các trang đã biết; WORDS lọc theo tên, huyện hoặc địa chỉ.  (List and filter the registry.)"""
    found = [
        site
        for site in registry(sites_path).values()
        if _same(province, site.province)
        and (family is None or site.family == family)
        and (kind is None or site.kind == kind)
        and (status is None or site.status == status)
        and all(_same(word, f"{site.id} {site.name} {site.district} {site.host}") for word in words)
    ]
    found.sort(key=lambda site: (fold(site.province or "~"), site.id))
    if as_json:
        keys = ("id", "name", "kind", "province", "district", "home_url", "family", "status", "confidence")
        for site in found:
            click.echo(json.dumps({key: getattr(site, key) for key in keys}, ensure_ascii=False))
        return
    rows = [(site.id, site.province or "?", site.name, site.family, site.status, site.confidence) for site in found]
    click.echo(table(("id", "tỉnh", "tên", "loại CMS", "trạng thái", "độ tin cậy"), rows))
    click.echo(f"{len(found)} trang", err=True)
