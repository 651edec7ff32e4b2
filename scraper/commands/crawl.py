"""`pgd crawl`: sites come in, Scrapy crawls them, a table tells how it went, the exit status too."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from archive.console import NEEDS_A_PERSON, Failure, archive_option, single_run, table
from archive.store import Archive
from scraper.commands.sources import registry, sites_option
from scraper.sites import Site

HEADS = (
    "trang", "loại CMS", "kết quả", "trang đã tải", "bài mới", "bài thay đổi", "không đổi", "không phải bài", "lỗi",
)  # fmt: skip


def crawl_and_report(sites: Sequence[Site], folder: Path, limit: int | None = None) -> int:
    """Crawl sites into the archive at `folder`, print how it went; returns the exit status."""
    from scraper.process import run_crawl  # Scrapy takes a while to load

    signal_number = run_crawl(sites, folder, limit)
    rows = last_crawls(folder, [site.id for site in sites])
    click.echo(table(HEADS, [row[:-1] for row in rows], right=range(3, 9)))
    for row in rows:
        if row[2] != "ok":
            click.echo(f"{row[0]}: {row[2]}: {row[-1]}", err=True)
    if signal_number:
        return 128 + signal_number
    return 0 if all(row[2] == "ok" for row in rows) else NEEDS_A_PERSON


def last_crawls(folder: Path, ids: Sequence[str]) -> list[tuple[Any, ...]]:
    """Return the last crawl of each source as the columns of HEADS and its reason."""
    with Archive(folder) as archive:
        sql = """select source_id, family, coalesce(outcome, 'killed'), pages, articles_new, articles_changed,
            articles_unchanged, not_articles, errors, reason from crawls join sources on sources.id = source_id
            where source_id = ? order by crawls.id desc limit 1"""
        rows = [archive.db.execute(sql, [source_id]).fetchone() for source_id in ids]
    return [
        row or (source_id, "", "failed", 0, 0, 0, 0, 0, 0, "not started")
        for source_id, row in zip(ids, rows, strict=True)
    ]


@click.command()
@click.argument("names", nargs=-1, metavar="[SITE]...")
@click.option(
    "--all", "everything", is_flag=True, help="Mọi trang trong danh mục, trừ trang chưa chắc chắn (all sure sites)."
)
@click.option("--limit", type=click.IntRange(min=1), help="Mỗi trang dừng sau N bài (stop after N articles a site).")
@sites_option
@archive_option
def crawl(names: tuple[str, ...], everything: bool, limit: int | None, sites_path: Path | None, folder: Path) -> None:
    """Thu thập các trang nêu tên, hoặc tất cả với --all.  (Crawl the sites named, or all of them.)"""
    sites = registry(sites_path)
    if not names and not everything:
        raise click.UsageError("nêu tên trang hoặc dùng --all (name a site or use --all); `pgd sources` liệt kê")
    for name in names:
        if name not in sites:
            raise Failure(f"{name}: no such site; `pgd sources` lists them", exit_code=2)
    chosen = [sites[name] for name in dict.fromkeys(names)]
    if everything:
        chosen += [site for site in sites.values() if site.confidence != "low" and site.id not in names]
    with single_run(folder):
        status = crawl_and_report(chosen, folder, limit)
    raise SystemExit(status)
