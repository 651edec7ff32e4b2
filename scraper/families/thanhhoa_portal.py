"""The portal of Thanh Hóa: `/portal/pages/<yyyy-mm-dd>/<slug>.aspx`, print view `/portal/pages/print.aspx?p=<id>`.

Dates as `Đăng lúc: 24/01/2022 11:07:13 (GMT+7)`; the text may be printed twice.
"""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="thanhhoa_portal",
    title="Thanh Hóa provincial portal",
    signs=("/portal/pages/print.aspx?p=",),
    addresses=r"/portal/pages/\d{4}-\d\d-\d\d/[^/]+\.aspx",
    rules=(
        rule("print", r"/portal/pages/print\.aspx"),
        rule("article", r"/portal/pages/\d{4}-\d\d?-\d\d?/[^/]+\.aspx"),
    ),
)
