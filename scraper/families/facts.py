"""Families known by their addresses and signs only: no page of them was seen, the generic reader carries the rest."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC
from scraper.reading.selectors import Selectors

VIETTEL_EDU = Family(
    name="viettel_edu",
    title="Viettel education portal",
    signs=("sso-edu.viettel.vn", "edu.viettel.vn/", "news-detail-layout-type", "Tăng tương phản"),
    rules=(*GENERIC.rules, rule("article", r"^/.+?/[^/]+\.html(?:$|\?)"), rule("list", r"^/[^.?]+$")),
    selectors=Selectors(title="h1.title-detail", date="span.post-date", lead="div.brief", body="div.content-detail"),
)
QUANGICH_CT = Family(
    name="quangich_ct",
    title="Quảng Ích portal",
    signs=("/htmlib/duan/", "qicontentdetail", "qi-nhom-ngaydoc", "dsdonvi.aspx?codekhoi="),
    rules=(
        rule("print", r"/(?:ctfull|ctmb|cthp)/(\d+/\d+)", r"/ct/\1"),
        rule("article", r"/ct/\d+/\d+"),
        rule("list", r"/c/\d+|^/homegd\d*"),
        rule("search", r"^/timkiem"),
    ),
    selectors=Selectors(
        title="h1.heading_title", date="article.qi-nhom-ngaydoc span, .qi-nhom-ngaydoc span", body=".qicontentdetail",
        author=".qiauthor", credit=".qinguontin", attachments=".qifile", remove=".tinlienquan, .qitieudetincungchuyenmuc",
    ),
)  # fmt: skip
WP_ROOT_HTML = Family(
    name="wp_root_html",
    title="WordPress with addresses /<slug>.html",
    signs=(),
    rules=(rule("list", r"^/\d{4}/\d\d/\d\d"), rule("article", r"^/[^/]+\.html$"), *GENERIC.rules),
    feeds=("/feed/",),
)
LIFERAY = Family(
    name="liferay",
    title="Liferay portal",
    signs=("Liferay.currentURL", "Liferay.ThemeDisplay", "/o/frontend-", "Truy cập nội dung luôn"),
    rules=(
        rule("list", r"[?&][^=?&]*cur=\d+"),
        rule("article", r"/-/(?!.*/(?:rss|print)\b).+|view-article/\d+|/-/asset_publisher/"),
    ),
    selectors=Selectors(
        title="#titleDetail", date=".date_time", lead="#leadDetail", body="#contentDetail, .journal-content-article"
    ),
)
THANHHOA_PORTAL = Family(
    name="thanhhoa_portal",
    title="Thanh Hóa provincial portal",
    signs=("/portal/pages/print.aspx?p=",),
    rules=(rule("print", r"/portal/pages/print\.aspx"), rule("article", r"/portal/pages/\d{4}-\d\d-\d\d/[^/]+\.aspx")),
)
SHAREPOINT = Family(
    name="sharepoint",
    title="SharePoint portal",
    generators=("microsoft sharepoint",),
    signs=("_spPageContextInfo", "/_layouts/15/"),
    rules=(
        rule(
            "article",
            r"/(?:Pages|Trang)/[^?]*\?.*(?:NewsId|nid|ItemID|CatId=[^&]*&NewsId)=|/newsdetail\.aspx\?|/Pages/(?!default|home)[^/?]+\.aspx$",
        ),
    ),
    selectors=Selectors(
        body=".detail_artical, .ms-rtestate-field", title="[id$=lblTitle]", date="[id$=lblCreatedDate]"
    ),
)
VNPT_PORTAL = Family(
    name="vnpt_portal",
    title="VNPT portal",
    signs=("ArticleDetailControl", "UIArticleInMenu_Default", "Anh-tin-bai"),
    rules=(*GENERIC.rules, rule("article", r"^/[^?]+/[^/?]+-\d+$")),
    selectors=Selectors(title=".ArticleHeader", date=".PostDate", lead=".ArticleSummary", body=".ArticleContent"),
)

FACTS = (VIETTEL_EDU, QUANGICH_CT, WP_ROOT_HTML, LIFERAY, THANHHOA_PORTAL, SHAREPOINT, VNPT_PORTAL)

# Met on a handful of hosts each: a name in the registry, read by the generic reader.
NAMED_ONLY = (
    "3cms", "aspx_id", "aspx_u", "baiviet_slug_id", "content_detailnews", "dlib", "dnn", "drupal", "group_nid",
    "haiduong_article", "haiduong_aspx", "hatinh_portal", "hcm_slugid", "hue_edu", "hue_gov", "java_jsessionid",
    "joomla", "kiengiang_trang", "langson_bm", "laichau_view", "oracle_webcenter", "php_chucnang", "phutho_html",
    "portalnews", "slug_id", "slug_randomid", "slug_unixts", "soctrang_aspx", "violet", "vnpt_longan_detail",
)  # fmt: skip
