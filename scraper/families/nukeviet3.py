"""NukeViet 3, as many sites still run it: addresses and selectors are those of version 4 and its own."""

from dataclasses import replace

from scraper.families.nukeviet import FAMILY as NUKEVIET

FAMILY = replace(
    NUKEVIET,
    name="nukeviet3",
    title="NukeViet 3",
    generators=("nukeviet v3",),
    signs=('id="news_detail"', 'class="header-details"'),
)
