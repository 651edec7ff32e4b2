"""Fetched pages come in, rows of the archive come out; a row of `crawls` tells how the crawl went."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from scrapy import signals
from scrapy.crawler import Crawler

from archive.articles import Outcome
from archive.store import Archive
from scraper.reading.furniture import Furniture
from scraper.spiders.news import Fetched, NewsSpider

COUNTS: dict[Outcome, str] = {
    "new": "articles_new", "changed": "articles_changed", "unchanged": "articles_unchanged",
    "not_an_article": "not_articles",
}  # fmt: skip


class StorePipeline:
    """Writes what a spider fetched; one archive is shared by all spiders of the process."""

    archives: dict[Path, Archive] = {}  # noqa: RUF012 - shared on purpose: one writer a process

    def __init__(self, crawler: Crawler, folder: Path) -> None:
        self.crawler = crawler
        self.folder = folder
        self.counts: Counter[str] = Counter()
        self.crawl_id = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "StorePipeline":
        """Build the component; PGD_ARCHIVE is the archive's folder."""
        pipeline = cls(crawler, Path(crawler.settings["PGD_ARCHIVE"]))
        crawler.signals.connect(pipeline.spider_closed, signal=signals.spider_closed)
        return pipeline

    @classmethod
    def close_archives(cls) -> None:
        """Close what the process opened, when all its crawls have ended."""
        while cls.archives:
            cls.archives.popitem()[1].close()

    @property
    def spider(self) -> NewsSpider:
        """The spider that feeds this pipeline."""
        spider = self.crawler.spider
        assert isinstance(spider, NewsSpider)
        return spider

    @property
    def archive(self) -> Archive:
        """The archive, opened at the first use."""
        if self.folder not in self.archives:
            self.archives[self.folder] = Archive(self.folder)
        return self.archives[self.folder]

    def open_spider(self) -> None:
        """Write the source and open the row of this crawl."""
        with self.archive.batch():
            self.archive.add_source(self.spider.site.source())
        self.spider.furniture = Furniture(self.archive.furniture(self.spider.site.id))
        self.crawl_id = self.archive.start_crawl(self.spider.site.id, _now())

    def process_item(self, item: Fetched) -> Fetched:
        """Store one page, in a transaction of its own: what was fetched is kept whatever comes next."""
        with self.archive.batch():
            outcome = self.archive.store(item.page, item.read, self.spider.site.id)
        if not item.again:
            self.counts["pages"] += 1
            self.counts[COUNTS[outcome]] += 1
        return item

    def spider_closed(self, reason: str) -> None:
        """Close the row of this crawl, keep what it learned of the site; `reason` is why Scrapy ended it."""
        progress = self.spider.progress
        for item in self.spider.read_again():
            self.process_item(item)
        learned, pages = self.spider.learned
        if learned:
            with self.archive.batch():
                self.archive.learn_furniture(self.spider.site.id, learned, pages, _now())
        outcome, why = self._outcome(reason)
        counts = {**self.counts, "errors": len(progress.errors), "requests": len(progress.asked)}
        self.archive.finish_crawl(self.crawl_id, _now(), outcome, why, counts)
        if outcome == "ok":
            self.archive.set_status(self.spider.site.id, "live", _now())

    def _outcome(self, closed: str) -> tuple[str, str | None]:
        """Tell a crawl that brought articles from one that was stopped, failed, or fetched nothing of use."""
        progress = self.spider.progress
        if closed == "shutdown":
            return "stopped", "stopped by a signal"
        if closed == "blocked":
            return "failed", progress.errors[-1]
        if progress.moved_to:
            return "failed", f"the home page leads to {progress.moved_to}"
        if progress.articles:
            limited = f"ended early: {closed}" if closed not in ("finished", "limit") else None
            return "ok", progress.errors[0] if progress.errors else limited
        if progress.errors:
            return "failed", progress.errors[0]
        return "empty", "no article found"


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
