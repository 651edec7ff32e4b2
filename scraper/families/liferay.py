"""Liferay portals of districts and provinces.

Articles: `/-/<slug>`, `/-/content/<id>/<slug>.html[;jsessionid=]`, `/-/details/<group>/<slug>-<id>`,
`/-/view-article/1/<n>/<milliseconds>`, `/-/asset_publisher/...`; lists have `_cur=` and `_delta=`. Dates may be followed
by the number of views (`24/08/2023 04:42 182`); the title often stands twice.
"""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="liferay",
    title="Liferay portal",
    signs=("Liferay.currentURL", "Liferay.ThemeDisplay", "Liferay.Browser", "/o/frontend-", "Truy cập nội dung luôn"),
    rules=(
        rule("list", r"[?&][^=?&]*(?:_cur|_delta|^cur)=\d+"),
        rule("article", r"/-/(?!.*/(?:rss|print)\b).+|view-article/\d+|/-/asset_publisher/"),
    ),
    selectors=Selectors(title="#titleDetail", date=".date_time", lead="#leadDetail", body="#contentDetail"),
)
