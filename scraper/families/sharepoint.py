"""SharePoint portals of several provinces; every farm has pages of its own.

`/Pages/<slug>.aspx`, `newsdetail.aspx?CatId=&NewsId=`, `/donvi/<unit>/Trang/ChiTietTinTuc.aspx?nid=`; links may carry
`:443` and parameters padded with `+`.
"""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="sharepoint",
    title="SharePoint portal",
    generators=("microsoft sharepoint",),
    signs=("_spPageContextInfo", "/_layouts/15/", "/_layouts/14/", "/_layouts/1033/", "/_layouts/1066/"),
    rules=(
        rule("article", r"^.*[?&](?:NewsId|nid|ItemID)=[+\s]*(?P<id>\d*)|/newsdetail\.aspx\?"),
        rule("home", r"/(?:Pages|Trang)/(?:default|home|trang-?chu)\.aspx$"),
        rule("article", r"/(?:Pages|Trang)/[^/?]+\.aspx$"),
    ),
    selectors=Selectors(
        body=".detail_artical", title="[id$=lblTitle]", date="[id$=lblCreatedDate]", remove=".other_News"
    ),
)
