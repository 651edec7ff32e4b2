"""3CMS: `/3cms/<slug>.htm`, with `Bản in`, `Gởi bài viết` and `[Trở về]` below the text."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="3cms",
    title="3CMS",
    addresses=r"^/3cms/[^/]+\.htm$",
    rules=(rule("article", r"^/3cms/[^/]+\.htm$"),),
)
