"""The sites of Phú Thọ: print view `/trang-in-<id>.html`, dates `Cập nhật ngày: 13/11/2022 07:22`.

The addresses of its articles are not known, so the print view is read as the article: better that than nothing.
"""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="phutho_html",
    title="Phú Thọ portal",
    addresses=r"^/trang-in-(?P<id>\d+)\.html$",
    rules=(rule("article", r"/trang-in-(?P<id>\d+)\.html$"), *GENERIC.rules),
)
