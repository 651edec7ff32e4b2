"""The CMS families by name, and which of them made a page. Each is one small file; add its name to _MODULES."""

from importlib import import_module

from scraper.families.family import Family
from scraper.families.generic import GENERIC
from scraper.reading.document import Document

__all__ = ["FAMILIES", "Family", "detect"]

# Asked in this order: what shows a sign of its own comes before what is known by the shape of its addresses only.
_MODULES = (
    "nukeviet3", "nukeviet", "wordpress", "quangich_ct", "liferay", "sharepoint", "dnn", "drupal", "joomla", "hue_gov",
    "oracle_webcenter", "thanhhoa_portal", "hatinh_portal", "vnpt_portal", "laichau_view", "kiengiang_trang",
    "soctrang_aspx", "phutho_html", "haiduong_article", "group_nid", "three_cms", "langson_bm", "content_detailnews",
    "aspx_id", "haiduong_aspx", "aspx_u", "php_chucnang", "portalnews", "violet", "vnpt_longan_detail", "viettel_edu",
    "slug_unixts", "wp_root_html", "hcm_slugid", "hue_edu", "java_jsessionid", "baiviet_slug_id", "slug_randomid",
    "slug_id", "dlib",
)  # fmt: skip

_KNOWN: tuple[Family, ...] = tuple(import_module(f"scraper.families.{name}").FAMILY for name in _MODULES)
FAMILIES: dict[str, Family] = {family.name: family for family in (*_KNOWN, GENERIC)}


def detect(doc: Document) -> Family | None:
    """Return the family whose signs a page shows, None if it shows none."""
    return next((family for family in _KNOWN if family.made(doc)), None)
