"""WordPress with addresses `/<slug>.html` in the root, as some preschools and primary schools run it.

Below the title stand `Lượt xem:` (a script fills the number) and `Đọc bài viết`; teasers end in `... ...`.
"""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="wp_root_html",
    title="WordPress with addresses /<slug>.html",
    rules=(rule("list", r"^/\d{4}/\d\d/\d\d/?$"), rule("article", r"^/[^/?]+\.html$"), *GENERIC.rules),
    feeds=("/feed/",),
)
