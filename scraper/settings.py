"""How the crawl behaves: honest, slow, bounded; and the order of the rooms that a page walks through."""

import os
from importlib.metadata import version

BOT_NAME = "pgd-archive"
SPIDER_LOADER_CLASS = "scraper.loader.SiteLoader"
SPIDER_MODULES = ["scraper.spiders"]

# Who we are and how to reach us: the project's page, and the address of who runs this crawl.
PROJECT_PAGE = "https://github.com/pgd-archive/pgd-archive"
CONTACT = os.environ.get("PGD_CONTACT", "")
USER_AGENT = f"pgd-archive/{version('pgd-archive')} (+{PROJECT_PAGE}{'; ' + CONTACT if CONTACT else ''})"
ROBOTSTXT_USER_AGENT = "pgd-archive"
DEFAULT_REQUEST_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
    "Accept-Language": "vi,en;q=0.5",
}

# Politeness: one request at a time on a host, with a pause; local test sites need none (see loader.py).
ROBOTSTXT_OBEY = True
# A crawl is one site, so this is the site's limit; with more, requests that wait for robots.txt would pass it by.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 2.0
DOWNLOAD_DELAY_JITTER = 0.5
AUTOTHROTTLE_ENABLED = False
COOKIES_ENABLED = False
RETRY_TIMES = 2
RETRY_HTTP_CODES = [408, 500, 502, 503, 504, 522, 524]  # not 429: who asks for less is not asked again

# Nothing but the crawl: no console, no remote control, no referrer.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
REFERRER_POLICY = "no-referrer"

# Bounds.
DOWNLOAD_TIMEOUT = 60
DOWNLOAD_MAXSIZE = 16_000_000
DOWNLOAD_WARNSIZE = 0
REDIRECT_MAX_TIMES = 5
URLLENGTH_LIMIT = 500
CLOSESPIDER_PAGECOUNT = 50_000
CLOSESPIDER_TIMEOUT = 6 * 3600

# A 404 is an answer that the archive wants to know.
HTTPERROR_ALLOW_ALL = True

TWISTED_DNS_RESOLVER = "scraper.middlewares.addresses.PublicResolver"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,  # it knows no ports and no folders
    "scraper.middlewares.scope.ScopeMiddleware": 50,
}
SPIDER_MIDDLEWARES = {"scrapy.spidermiddlewares.depth.DepthMiddleware": None}
ITEM_PIPELINES = {"scraper.pipelines.store.StorePipeline": 300}

LOG_LEVEL = os.environ.get("PGD_LOG_LEVEL", "WARNING")
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
PGD_ARCHIVE = os.environ.get("PGD_ARCHIVE", "data")
PGD_SITES = os.environ.get("PGD_SITES", "")
