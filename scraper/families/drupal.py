"""Drupal: `/node/<id>` or addresses of the site's own."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="drupal",
    title="Drupal",
    generators=("drupal",),
    signs=("Drupal.settings", "drupalSettings", "/sites/default/files/", "/sites/all/"),
    rules=(rule("article", r"^/node/(?P<id>\d+)$"), rule("list", r"^/node/?$|^/taxonomy/term/"), *GENERIC.rules),
)
