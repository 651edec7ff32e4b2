"""Viettel's education portal: 120 known hosts of schools and offices.

Addresses `/<category>/[<sub>/]<slug>.html`, the slug cut at about 60 characters (it may end in `-` or `..html`), so it
is not the title. `?page=`, `?pageNo=&itemsPerPage=` and `?isFeatured=1` also stand on links to articles and choose
nothing there. Often no date is printed; the header's clock is the time of the visit.
"""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC
from scraper.reading.selectors import Selectors

FAMILY = Family(
    name="viettel_edu",
    title="Viettel education portal",
    signs=("sso-edu.viettel.vn", "edu.viettel.vn/", "news-detail-layout-type", "Account.App.login"),
    rules=(
        rule("article", r"^(/.+?/[^/?]+\.html)\?(?:page|pageNo|itemsPerPage|isFeatured)=.*$", r"\1"),
        rule("other", r"^/gioi-thieu(?:/|$)"),
        rule("article", r"^/.+?/[^/?]+\.html(?:$|\?)"),
        *GENERIC.rules,
        rule("list", r"^/[^.?]+$"),
    ),
    selectors=Selectors(
        title="h1.title-detail",
        date="span.post-date",
        lead="div.brief",
        body="div.content-detail",
        author=".author-name",
    ),
)
