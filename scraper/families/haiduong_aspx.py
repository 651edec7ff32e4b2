"""Sites of Hải Dương: `/xem_trang_tin.aspx?id=`, lists `/nhom_tin_tuc.aspx?id=&loai=`."""

from scraper.families.family import Family, rule

FAMILY = Family(
    name="haiduong_aspx",
    title="Addresses /xem_trang_tin.aspx",
    addresses=r"/xem_trang_tin\.aspx\?",
    rules=(rule("article", r"/xem_trang_tin\.aspx\?"), rule("list", r"/nhom_tin_tuc\.aspx")),
)
