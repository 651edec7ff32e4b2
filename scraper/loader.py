"""The registry comes in, spiders come out: each TOML entry is one, for `scrapy list` and `scrapy crawl <site>`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from scrapy import Request, Spider
from scrapy.settings import BaseSettings

from scraper.sites import Site, read_sites
from scraper.spiders.news import NewsSpider


def spider_class(site: Site) -> type[NewsSpider]:
    """Return the spider of a site: the one class there is, with the site's own pause."""
    delay = 0.0 if site.local and site.delay is None else site.delay
    custom: dict[str, Any] = {} if delay is None else {"DOWNLOAD_DELAY": delay}
    return type("NewsSpider", (NewsSpider,), {"name": site.id, "site": site, "custom_settings": custom})


class SiteLoader:
    """Scrapy's spider loader over the registry (SPIDER_LOADER_CLASS)."""

    def __init__(self, sites: dict[str, Site]) -> None:
        self.sites = sites

    @classmethod
    def from_settings(cls, settings: BaseSettings) -> SiteLoader:
        """Read the registry, with the user's own sites (PGD_SITES)."""
        extra = settings.get("PGD_SITES")
        return cls(read_sites(Path(extra) if extra else None))

    def load(self, spider_name: str) -> type[Spider]:
        """Return the spider of the site with this id. Raises KeyError for an unknown one."""
        if spider_name not in self.sites:
            raise KeyError(f"Spider not found: {spider_name}")
        return spider_class(self.sites[spider_name])

    def find_by_request(self, request: Request) -> list[str]:
        """Return the ids of the sites that own the request's address."""
        return [site.id for site in self.sites.values() if site.owns(request.url)]

    def list(self) -> list[str]:
        """Return the ids of all sites."""
        return sorted(self.sites)
