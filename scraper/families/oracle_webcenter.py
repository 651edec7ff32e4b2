"""Oracle WebCenter, as Quảng Nam runs it: only the query names the article, `?dDocName=PORTAL<id>`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="oracle_webcenter",
    title="Oracle WebCenter portal",
    signs=("/webcenter/portal/", "oracle.webcenter"),
    addresses=r"[?&]dDocName=(?P<id>\w+)",
    rules=(rule("article", r"[?&]dDocName=(?P<id>\w+)"),),
)
