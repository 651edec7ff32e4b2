"""Odd questions: whatever is sent, the search page answers."""

from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_datasette import Site, site, text_of
from test_datasette_sample import open_datasette

from archive.datasette.parameters import read_parameters

__all__ = ["open_datasette", "site"]

ODD = {
    "trang=abc": "Không có trang “abc”",
    "trang=0": "Không có trang “0”",
    "trang=-3": "Không có trang",
    "trang=" + str(10**30): "Không có trang",
    "trang=" + "9" * 5000: "Không có trang",
    "trang=%D9%A3": "Không có trang",
    "trang=999999999": "Kết quả chỉ có một trang",
    "page=abc": "6 bài",
    "xep=ngau-nhien": "Không có cách xếp “ngau-nhien”",
    "xep=lien-quan": "6 bài",
    "nam=abc": "Bỏ qua năm không hợp lệ: abc",
    "nam=2024&nam=1e3": "Bỏ qua năm không hợp lệ: 1e3",
    "nguon=khong-co": "Không tìm thấy bài nào",
    "tinh=%00": "6 bài",
    "q=%00": "6 bài",
    "q=a%00b": "Không tìm thấy",
    "q=" + quote("đ" * 10_000): "chỉ dùng 2000 ký tự đầu",
    "q=" + quote("học " * 2_500): "Câu tìm",
    "q=%FF%FE%C3": "",
    "q=%ED%A0%80": "",
    "q=%zz%": "",
    "q=gioi&q=hoc": "chỉ dùng cái đầu",
    "q=gioi&q=gioi": "2 bài",
    "q=&q=gioi": "2 bài",
    "&".join(f"nguon=n{number}" for number in range(2_000)): "Quá nhiều “nguon”",
    "nguon=" + "x" * 20_000: "Không tìm thấy",
    "&&==&q": "6 bài",
    "q=%22%22%22%28%28%2A-NOT%20OR": "",
    "q[]=a&_search=b&sql=drop": "6 bài",
}


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:30])
async def test_odd_parameters_fall_back(site: Site, query: str) -> None:
    assert ODD[query] in text_of(await site.soup(f"/-/tim-kiem?{query}"))
    for kind in ("csv", "jsonl"):
        assert (await site.get(f"/-/xuat.{kind}?{query}")).status_code == 200


async def test_any_text_can_be_searched_for(site: Site) -> None:
    seen: list[str] = []

    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.one_of(st.text(), st.text(alphabet='"()*-^:+{} ORNADTgiỏiđ\x00\u0301'), st.binary().map(repr)))
    def collect(text: str) -> None:
        seen.append(text)

    collect()
    for text in seen:
        response = await site.get("/-/tim-kiem?q=" + quote(text.encode("utf-8", "surrogatepass")))
        assert response.status_code == 200, repr(text)


@given(st.binary())
def test_any_bytes_are_parameters(query: bytes) -> None:
    asked = read_parameters(query)
    assert read_parameters(asked.query_string.removeprefix("?").encode()).pairs == asked.pairs


def test_unescaped_utf8_is_understood() -> None:
    assert read_parameters("q=đào tạo&nam=2024".encode()).q == "đào tạo"
