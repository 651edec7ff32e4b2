"""A vendor's system for many tenants: `/<tenant>/_content/tintuc/detail[news]/_<id>.html`."""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="content_detailnews",
    title="Addresses /_content/tintuc/detailnews/",
    addresses=r"/_content/tintuc/detail(?:news)?/_?(?P<id>\d+)",
    rules=(rule("article", r"/_content/tintuc/detail(?:news)?/_?(?P<id>\d+)"), rule("list", r"/_content/")),
    selectors=Selectors(
        title=".content_news .title_news", date="em.date-time", body="#gioithieu_noidung", author=".tac_gia_news"
    ),
)
