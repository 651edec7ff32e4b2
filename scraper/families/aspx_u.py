"""Lệ Thủy's system: `/index.aspx?u=nws&su=d&cid=&id=`; its calendar links without end. Lines are hard-wrapped."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="aspx_u",
    title="Addresses /index.aspx?u=nws",
    addresses=r"/index\.aspx\?u=nws&su=d",
    rules=(
        rule("article", r"[?&]u=nws&su=d\b(?:.*[?&]id=(?P<id>\d+))?"),
        rule("calendar", r"[?&]u=cal"),
        rule("list", r"[?&]u=nws"),
    ),
)
