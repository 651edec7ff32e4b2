"""Requests come in; those that leave the site, also by redirect, or reach a private address are refused."""

from urllib.parse import urlsplit

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.exceptions import IgnoreRequest

from archive.urls import is_private
from scraper.middlewares.addresses import allowed_hosts
from scraper.spiders.news import NewsSpider


class ScopeMiddleware:
    """Keeps each request, every hop of a redirect too, on its site."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> "ScopeMiddleware":
        """Build the component."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Let a request pass, or raise IgnoreRequest with the reason."""
        spider = self.crawler.spider
        if not isinstance(spider, NewsSpider):
            return
        host = urlsplit(request.url).hostname or ""
        owned = spider.site.owns(request.url)
        is_robots = request.url.endswith("/robots.txt") and request.priority > 100
        if not owned and not is_robots:
            if request.meta.get("kind") == "home":
                spider.progress.moved_to = request.url
            raise IgnoreRequest(f"leaves the site: {request.url}")
        if spider.site.local:
            allowed_hosts.add(host)
        elif is_private(host) or host == "localhost":
            raise IgnoreRequest(f"private address {host}; `local = true` on the site allows it")
