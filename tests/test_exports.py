"""Exports: a CSV that Excel opens with its Vietnamese, and JSON lines; the same hits as the search."""

import csv
import io
import json

import pytest
from conftest import article, save

from archive.exports import COLUMNS, FORMATS, export_lines
from archive.search import Filters, all_hits
from archive.store import Archive

TITLE = 'Hội nghị "tổng kết", phần 1; tiếp theo'
BODY = (
    "Môn\tSố em\nToán\t\"84\"\nDòng, có phẩy; và 'nháy'\n=1+1\nHết. "
    + "Uỷ ban nhân dân huyện khen thưởng học sinh giỏi. " * 10
)
ALL = Filters()


@pytest.fixture
def filled(archive: Archive) -> Archive:
    save(
        archive,
        article(
            "http://namson.example/1.html",
            title=TITLE,
            body=BODY,
            lead="Lời dẫn",
            published_at="2024-03-05T08:00:00+07:00",
        ),
    )
    save(archive, article("http://tanha.example/2/", title=TITLE, body=BODY, lead="Lời dẫn"))
    save(archive, article("http://ealinh.example/3.aspx", title="Tin khác", published_at="2023-01-02"))
    return archive


def exported(archive: Archive, file_format: str, text: str = "", filters: Filters = ALL) -> str:
    return "".join(export_lines(all_hits(archive.db.conn, text, filters), file_format))


def test_csv_begins_with_one_byte_order_mark(filled: Archive) -> None:
    content = exported(filled, "csv")
    assert content.encode().startswith(b"\xef\xbb\xbfid,title,")
    assert content.count("\ufeff") == 1


def test_csv_gives_every_field_back(filled: Archive) -> None:
    content = exported(filled, "csv")
    found = list(csv.DictReader(io.StringIO(content.removeprefix("\ufeff"), newline="")))
    assert tuple(found[0]) == COLUMNS
    assert [row["title"] for row in found] == [TITLE, "Tin khác"]
    first, second = found
    assert (first["body"], first["lead"], first["repeats"]) == (BODY, "Lời dẫn", "1")
    assert first["province"] == "Điện Biên"
    assert (second["lead"], second["author"], second["repeats"]) == ("", "", "0")


def test_csv_lines_end_as_the_rfc_says(filled: Archive) -> None:
    content = exported(filled, "csv")
    assert content.endswith("\r\n")
    assert f'"{TITLE.replace(chr(34), chr(34) * 2)}"' in content
    assert content.count("\r\n") == 3, "head and two rows; line ends inside a field are those of the text"


def test_csv_pieces_are_whole_rows(filled: Archive) -> None:
    pieces = list(export_lines(all_hits(filled.db.conn, ""), "csv"))
    assert [piece.count("\r\n") for piece in pieces] == [1, 1, 1]


def test_json_lines(filled: Archive) -> None:
    content = exported(filled, "jsonl")
    assert not content.startswith("\ufeff")
    found = [json.loads(line) for line in content.removesuffix("\n").split("\n")]
    assert [set(row) for row in found] == [set(COLUMNS)] * 2
    assert (found[0]["title"], found[0]["body"], found[0]["repeats"]) == (TITLE, BODY, 1)
    assert (found[1]["author"], found[1]["published_at"]) == (None, "2023-01-02")
    assert "Uỷ ban" in content, "readable, not escaped"


@pytest.mark.parametrize("file_format", FORMATS)
def test_an_export_holds_the_hits_of_the_search(filled: Archive, file_format: str) -> None:
    assert "Tin khác" not in exported(filled, file_format, "học sinh giỏi")
    assert TITLE.split('"')[0] not in exported(filled, file_format, "", Filters(years=("2023",)))
    assert "Tin khác" in exported(filled, file_format, "-giỏi")


def test_an_export_of_nothing(filled: Archive) -> None:
    assert exported(filled, "jsonl", "không có từ này") == ""
    assert exported(filled, "csv", "không có từ này") == "\ufeff" + ",".join(COLUMNS) + "\r\n"


def test_an_export_longer_than_one_page_of_hits(archive: Archive) -> None:
    for number in range(520):
        save(
            archive,
            article(f"http://namson.example/cv-{number}.html", title=f"Công văn {number}", body=f"Xem tệp {number}."),
        )
    found = [json.loads(line)["title"] for line in exported(archive, "jsonl").splitlines()]
    assert len(found) == 520
    assert set(found) == {f"Công văn {number}" for number in range(520)}
