"""`pgd duplicates` and `pgd diff`: what people see, decide and are told when they ask for what is not there."""

import json
from pathlib import Path

import pytest
from click.testing import Result
from conftest import MEETING, add_sources, article, article_id, save
from test_commands import invoke, one_line
from test_near_repeats import EA, EDITED, NAM, ONE, OTHER, TAN, clusters, piece

from archive.store import Archive

FIRST, COPY, NEAR = f"{NAM}/a-1.html", f"{NAM}/b-2.html", f"{TAN}/c/"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Give the folder of an archive with a story on three pages, two letters of one form, and a revision."""
    with Archive(tmp_path / "kho") as archive:
        add_sources(archive)
        save(archive, piece(FIRST, "2024-03-05T08:00:00+07:00", MEETING))
        save(archive, piece(COPY, "2024-03-07", MEETING))
        save(archive, piece(NEAR, "2024-03-06", EDITED, title="Tổng kết năm học"))
        save(archive, piece(f"{NAM}/h-8.html", "2023-05-11", ONE, title="Giấy mời dự lễ"))
        save(archive, piece(f"{TAN}/i/", "2024-05-12", OTHER, title="Giấy mời"))
        save(archive, article(f"{EA}/x.aspx", title="Thư viện", body="Thư viện huyện mở cửa cả ngày thứ bảy."))
        save(
            archive,
            article(f"{EA}/x.aspx", title="Thư viện", body="Thư viện huyện mở cửa cả ngày chủ nhật."),
            "2024-09-01",
        )
    return tmp_path / "kho"


def shown(folder: Path, *words: str) -> str:
    result = invoke(*words, folder=folder)
    assert result.exit_code == 0, result.stderr
    return result.stdout


def test_list(folder: Path) -> None:
    lines = shown(folder, "duplicates", "list").splitlines()
    assert lines[0].split("  ")[0] == "số trang"
    assert len(lines) == 3
    assert lines[2].split()[:4] == ["3", "2", "1", "2"]
    assert "Phòng GD&ĐT huyện Nậm Sơn" in lines[2]


def test_explain_a_near_repeat(folder: Path) -> None:
    text = shown(folder, "duplicates", "explain", NEAR)
    assert "là một bài (one story): gần giống" in text
    assert "Jaccard 0." in text
    assert "cụm 3 âm tiết chung" in text
    assert "ghi nhận" in text
    assert "đánh giá cao" in text


def test_explain_a_form(folder: Path) -> None:
    text = shown(folder, "duplicates", "explain", f"{NAM}/h-8.html")
    assert "là hai bài (two stories): cùng mẫu" in text
    assert "điền khác" in text
    assert "Lò Văn Pành" in text
    assert "Trần Minh Quý" in text


def test_explain_as_json(folder: Path) -> None:
    (record,) = map(json.loads, shown(folder, "duplicates", "explain", NEAR, FIRST, "--json").splitlines())
    assert record["together"] is True
    assert record["kin"] == "near"
    assert record["article"]["url"] == NEAR
    assert {"kind": "edit", "article": "đánh giá cao", "other": "ghi nhận"} in record["differences"]


def test_explain_what_has_no_repeat(folder: Path) -> None:
    assert "không có bản đăng lại" in shown(folder, "duplicates", "explain", f"{EA}/x.aspx")
    assert "quá ngắn" in shown(folder, "duplicates", "explain", f"{EA}/x.aspx", FIRST)


def test_split_join_and_undo(folder: Path) -> None:
    assert "là hai bài khác nhau" in shown(folder, "duplicates", "split", NEAR)
    assert "tách riêng" in shown(folder, "duplicates", "explain", NEAR, FIRST)
    with Archive(folder) as archive:
        assert set(clusters(archive)) == {COPY}
    assert "0 bản gần giống" in shown(folder, "duplicates", "rebuild")
    shown(folder, "duplicates", "undo", FIRST, NEAR)
    with Archive(folder) as archive:
        assert set(clusters(archive)) == {COPY, NEAR}
    assert "là một bài" in shown(folder, "duplicates", "join", f"{NAM}/h-8.html", f"{TAN}/i/")
    assert "gộp làm một" in shown(folder, "duplicates", "explain", f"{TAN}/i/", f"{NAM}/h-8.html")
    assert "1 bản giống hệt, 2 bản gần giống" in shown(folder, "duplicates", "rebuild")


def test_an_article_goes_by_number_page_and_any_of_its_addresses(folder: Path) -> None:
    with Archive(folder) as archive:
        number = article_id(archive, NEAR)
    wanted = shown(folder, "duplicates", "explain", NEAR)
    for asked in (
        str(number),
        f"/a/{number}",
        f"http://127.0.0.1:8001/a/{number}",
        NEAR.replace("http:", "https:") + "?fbclid=1",
    ):
        assert shown(folder, "duplicates", "explain", asked) == wanted


def test_diff(folder: Path) -> None:
    lines = shown(folder, "diff", f"{EA}/x.aspx").splitlines()
    assert lines[0].startswith("--- 2024-08-20")
    assert lines[1].startswith("+++ 2024-09-01")
    assert lines[2:] == ["Thư viện huyện mở cửa cả ngày [-thứ bảy-]{+chủ nhật+}."]
    assert len(shown(folder, "diff", f"{EA}/x.aspx", "--full").splitlines()) == 4
    assert "{+đánh giá cao+}" in shown(folder, "diff", FIRST, NEAR)


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("duplicates", "explain", "http://khong.example/"), "http://khong.example/"),
        (("duplicates", "explain", "99999"), "99999"),
        (("duplicates", "explain", ""), "no such article"),
        (("duplicates", "explain", "http://[x"), "no such article"),
        (("duplicates", "split", FIRST), "is the original"),
        (("duplicates", "join", FIRST, FIRST), "name two"),
        (("duplicates", "undo", FIRST, NEAR), "nothing was decided"),
        (("diff", FIRST), "never seen changed"),
        (("diff", FIRST, "--revision", "7"), "no such revision"),
        (("diff", FIRST, "--revision", "9" * 30), "no such revision"),
        (("diff", FIRST, NEAR, "--revision", "7"), "leave out OTHER"),
        (("diff", "9" * 30), "no such article"),
        (("diff", "x\x1b]0;y\x07\x1b[31m"), "no such article"),
        (("diff", "\udcff"), "no such article"),
        (("duplicates", "explain", "\udcff"), "no such article"),
    ],
)
def test_errors_are_one_line(folder: Path, words: tuple[str, ...], part: str) -> None:
    result: Result = invoke(*words, folder=folder)
    assert result.exit_code == 1
    one_line(result, part)
    assert "\x1b" not in result.stderr


@pytest.mark.parametrize(
    "words", [("duplicates", "list"), ("duplicates", "rebuild"), ("duplicates", "split", "1"), ("diff", "1")]
)
def test_no_archive_is_no_archive(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = invoke(*words, folder=tmp_path / "trong")
    assert result.exit_code == 1
    one_line(result, "no archive there")
    assert not (tmp_path / "trong").exists()


def test_an_older_archive_says_what_to_do(folder: Path) -> None:
    with Archive(folder) as archive:
        archive.db.execute("drop index articles_post_id")
        archive.db.execute("alter table articles drop column post_id")
    result = invoke("search", "hội nghị", folder=folder)
    assert result.exit_code == 1
    one_line(result, "older version", "pgd duplicates rebuild")
