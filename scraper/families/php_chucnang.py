"""`/index.php?chucnang=view_chitiet&chudecode=&baivietcode=`; titles are forced to lower case."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="php_chucnang",
    title="Addresses ?chucnang=view_chitiet",
    addresses=r"[?&]chucnang=view_chitiet",
    rules=(rule("article", r"[?&]chucnang=view_chitiet"), rule("list", r"[?&]chucnang=")),
)
