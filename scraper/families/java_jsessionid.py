"""Java sites as that of Thái Thụy, with `;jsessionid=` in their addresses."""

from scraper.families.family import Family, rule
from scraper.families.generic import GENERIC

FAMILY = Family(
    name="java_jsessionid",
    title="Java sites with ;jsessionid=",
    rules=(rule("article", r"viewNews\b|[?&]newsId=(?P<id>\d+)"), *GENERIC.rules),
)
