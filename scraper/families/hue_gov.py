"""The portals of Huế: `/?cn=&gd=&tc=<id>`, a comment before the text, classes `TT_TinChiTiet_...`."""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="hue_gov",
    title="Huế portal",
    signs=("<!-- FitcBatDauDocTin", "TT_TinChiTiet"),
    rules=(rule("article", r"[?&]tc=(?P<id>\d+)"), rule("calendar", r"[?&]ngay="), rule("list", r"[?&](?:cn|gd)=")),
    selectors=Selectors(
        title=".TT_TinChiTiet_TieuDe",
        date=".TT_TinChiTiet_NgayCapNhat",
        body=".TT_TinChiTiet_DocTin",
        remove=".TT_TinChiTiet_TinLienQuan",
    ),
)
