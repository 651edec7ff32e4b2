"""DotNetNuke: `Default.aspx?Group=&NID=&tabid=`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="dnn",
    title="DotNetNuke portal",
    generators=("dotnetnuke",),
    signs=("dnnVariable", "DesktopModules/", "dnn_ContentPane"),
    rules=(rule("article", r"[?&]NID=(?P<id>\d+)"), *GENERIC.rules),
    selectors=Selectors(date="[id$=lblPublishedDate]", body=".n_content", remove=".news_related"),
)
