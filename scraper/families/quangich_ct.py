"""Quảng Ích's portal: 71 known hosts on one backend.

`/<category>/<slug>/(ct|ctfull|ctmb|cthp)/<category id>/<post id>` are four views of one post; host and post id name it.
All posts stand in `/sitemap.xml`. Dates as `Thứ hai, 14/9/2026, 15:22`. The text often begins without title or date.
"""

from scraper.families.family import Family, rule
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="quangich_ct",
    title="Quảng Ích portal",
    signs=("/htmlib/duan/", "qicontentdetail", "qi-nhom-ngaydoc", "dsdonvi.aspx?codekhoi="),
    addresses=r"/(?:ct|ctfull|ctmb|cthp)/\d+/\d+/?(?:\?|$)",
    rules=(
        rule("article", r"/(?:ctfull|ctmb|cthp)/(\d+/\d+)", r"/ct/\1"),
        rule("article", r"/ct/\d+/(?P<id>\d+)"),
        rule("list", r"/c/\d+|^/homegd\d*|/dsdonvi\.aspx"),
        rule("search", r"^/timkiem"),
    ),
    selectors=Selectors(
        title="h1.heading_title",
        date="article.qi-nhom-ngaydoc span, .qi-nhom-ngaydoc span",
        body=".qicontentdetail",
        author=".qiauthor",
        credit=".qinguontin",
        attachments=".qifile",
        remove=".tinlienquan, .qitieudetincungchuyenmuc",
    ),
)
