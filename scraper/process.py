"""Sites come in, Scrapy's process crawls them into an archive; the signal that stopped it comes out."""

import logging
import signal
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from scrapy.crawler import CrawlerProcess
from scrapy.settings import Settings

from scraper.loader import spider_class
from scraper.pipelines.store import StorePipeline
from scraper.sites import Site


class Process(CrawlerProcess):
    """Scrapy's process, which remembers the signal that stopped it."""

    signal_number = 0

    def _signal_shutdown(self, signum: int, _: Any) -> None:
        self.signal_number = signum
        super()._signal_shutdown(signum, _)


def run_crawl(sites: Iterable[Site], folder: Path, limit: int | None = None) -> int:
    """Crawl sites into the archive at `folder`; returns the number of the signal that stopped it, or 0."""
    settings = Settings()
    settings.setmodule("scraper.settings", priority="project")
    settings.set("PGD_ARCHIVE", str(folder), priority="cmdline")
    process = Process(settings)
    # A site without answer is told by its row of `crawls`; a traceback of each attempt tells nobody more.
    for noisy in ("robotstxt", "retry"):
        logging.getLogger(f"scrapy.downloadermiddlewares.{noisy}").setLevel(logging.CRITICAL)
    for site in sites:
        process.crawl(spider_class(site), limit=limit)
    handlers = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        process.start()
    finally:
        for number, handler in handlers.items():  # Scrapy leaves its own, and what runs next could not be stopped
            signal.signal(number, handler)
    StorePipeline.close_archives()
    stopped = process.signal_number
    return stopped if stopped in (signal.SIGINT, signal.SIGTERM) else 0
