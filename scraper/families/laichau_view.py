"""The portal of Lai Châu: `/view/<category>/<slug>-<id>?mid=&tabid=`, dates `(Ngày đăng :16/08/2019 3:47:32 CH)`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="laichau_view",
    title="Lai Châu provincial portal",
    addresses=r"^/view/.+-\d+\?(?:.*&)?(?:mid|tabid)=",
    rules=(rule("article", r"^/view/.+-(?P<id>\d+)(?:\?|$)"),),
)
