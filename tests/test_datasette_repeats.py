"""Pages about repeats: the most syndicated stories, two articles compared, kin of the same form, a word-level diff."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import MEETING, add_sources, article_id, save
from test_datasette_sample import open_datasette
from test_near_repeats import EDITED, NAM, ONE, OTHER, TAN, piece

from archive.store import Archive

__all__ = ["open_datasette"]

FIRST, NEAR, LETTER, KIN = f"{NAM}/a-1.html", f"{TAN}/c/", f"{NAM}/h-8.html", f"{TAN}/i/"
HOSTILE = "<script>alert(1)</script> Tổng kết"


@pytest.fixture
def served(tmp_path: Path, open_datasette: Callable[..., Any]) -> tuple[Any, dict[str, int]]:
    """Give a client of Datasette on an archive with a story on two pages and two letters of one form, and their ids."""
    with Archive(tmp_path) as archive:
        add_sources(archive)
        save(archive, piece(FIRST, "2024-03-05", MEETING))
        save(archive, piece(NEAR, "2024-03-09", EDITED, title=HOSTILE))
        save(archive, piece(LETTER, "2023-05-11", ONE, title="Giấy mời A"))
        save(archive, piece(KIN, "2024-05-12", OTHER, title="Giấy mời B"))
        ids = {url: article_id(archive, url) for url in (FIRST, NEAR, LETTER, KIN)}
    return open_datasette([str(tmp_path / "archive.db")]).client, ids


async def test_the_most_syndicated_stories(served: tuple[Any, dict[str, int]]) -> None:
    client, ids = served
    text = (await client.get("/-/dang-lai")).text
    assert f'href="/a/{ids[FIRST]}"' in text
    assert "Phòng GD&amp;ĐT huyện Nậm Sơn" in text
    assert text.count('<td class="number">') == 3
    assert '<td class="number">4</td>' in text  # days
    (row,) = (await client.get("/archive/clusters.json?_shape=array")).json()
    assert (row["article_id"], row["size"], row["sites"], row["near"], row["days"]) == (ids[FIRST], 2, 2, 1, 4)


@pytest.mark.parametrize("number", ["0", "-1", "abc", "²", "9" * 30, "9" * 5000, "", "1%00"])
async def test_any_page_number_gives_a_page(served: tuple[Any, dict[str, int]], number: str) -> None:
    client, _ = served
    assert (await client.get(f"/-/dang-lai?trang={number}")).status_code == 200


async def test_a_near_repeat_leads_to_the_comparison(served: tuple[Any, dict[str, int]]) -> None:
    client, ids = served
    address = f"/a/{ids[NEAR]}/so-sanh/{ids[FIRST]}"
    assert address in (await client.get(f"/a/{ids[NEAR]}")).text
    assert f"/a/{ids[FIRST]}/so-sanh/{ids[NEAR]}" in (await client.get(f"/a/{ids[FIRST]}")).text
    text = (await client.get(address)).text
    assert "<strong>một bài</strong>" in text
    assert "<del>đánh giá cao</del>" in text
    assert "<ins>ghi nhận</ins>" in text
    assert "<script>alert" not in text
    assert "Jaccard 0," in text


async def test_a_letter_names_its_kin_and_is_no_repeat(served: tuple[Any, dict[str, int]]) -> None:
    client, ids = served
    text = (await client.get(f"/a/{ids[LETTER]}")).text
    assert "Cùng mẫu với bài này" in text
    assert "Giấy mời B" in text
    assert "Đăng lại ở" not in text
    compared = (await client.get(f"/a/{ids[LETTER]}/so-sanh/{ids[KIN]}")).text
    assert "<strong>hai bài</strong>" in compared
    assert "Cùng một mẫu" in compared
    assert "điền khác" in compared


@pytest.mark.parametrize("pair", ["1/so-sanh/999", "0/so-sanh/1", "1/so-sanh/abc", "%3Cb%3E/so-sanh/1", "1/so-sanh/"])
async def test_unknown_pairs_are_a_friendly_404(served: tuple[Any, dict[str, int]], pair: str) -> None:
    client, _ = served
    response = await client.get(f"/a/{pair}")
    assert response.status_code == 404
    assert "Không có bài này" in response.text
    assert "<b>" not in response.text
