"""Joomla: `/index.php/<menu>[/<id>-<alias>]`, lists `?start=N`."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="joomla",
    title="Joomla",
    generators=("joomla",),
    signs=("/media/jui/", "/components/com_content/", "option=com_content", "/media/system/js/"),
    rules=(
        rule("article", r"/[^/?]+/(?P<id>\d+)-[^/?]+(?:\.html)?(?:$|\?)|[?&]view=article"),
        rule("list", r"[?&](?:start|limitstart)=\d|[?&]view=(?:category|featured)"),
        *GENERIC.rules,
    ),
)
