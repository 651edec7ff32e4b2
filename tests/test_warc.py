"""WARC files: whole ones give every page, cut or wrong ones say so after what can be read."""

import gzip
import io
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from archive.records import Page
from archive.warc import WarcError, read_warc

HTML = "<html><body><h1>Hội nghị tổng kết năm học</h1><p>Ủy ban nhân dân huyện khen thưởng học sinh giỏi.</p></body></html>".encode()


@dataclass(frozen=True)
class Entry:
    """A record to write."""

    url: str
    body: bytes = HTML
    date: str = "2020-01-02T03:04:05Z"
    kind: str = "response"
    status: str = "200 OK"
    headers: Sequence[tuple[str, str]] = field(default=(("Content-Type", "text/html; charset=utf-8"),))


def warc_bytes(entries: Sequence[Entry], gzipped: bool) -> tuple[bytes, list[int]]:
    """Return a WARC file and where each of its records begins."""
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=gzipped)
    offsets = []
    for entry in entries:
        offsets.append(buffer.tell())
        http = (
            StatusAndHeaders(entry.status, list(entry.headers), protocol="HTTP/1.1")
            if entry.kind != "resource"
            else None
        )
        record = writer.create_warc_record(
            entry.url, entry.kind, payload=io.BytesIO(entry.body), http_headers=http, length=len(entry.body),
            warc_headers_dict={"WARC-Date": entry.date}, warc_content_type="" if http else "text/html",
        )  # fmt: skip
        writer.write_record(record)
    return buffer.getvalue(), offsets


def write(folder: Path, entries: Sequence[Entry], gzipped: bool = True) -> Path:
    path = folder / ("a.warc.gz" if gzipped else "a.warc")
    path.write_bytes(warc_bytes(entries, gzipped)[0])
    return path


def pages_of(path: Path) -> list[Page]:
    return [page for page, _ in read_warc(path)]


def chunked(body: bytes) -> bytes:
    pieces = [body[at : at + 37] for at in range(0, len(body), 37)]
    return b"".join(f"{len(piece):x}\r\n".encode() + piece + b"\r\n" for piece in pieces) + b"0\r\n\r\n"


THREE = [
    Entry(f"http://pgd.example/tin-{number}.html", HTML * number, f"2020-01-0{number}T00:00:00Z")
    for number in (1, 2, 3)
]


@pytest.mark.parametrize("gzipped", [True, False])
def test_every_page_has_its_address_time_and_place(tmp_path: Path, gzipped: bool) -> None:
    data, offsets = warc_bytes(THREE, gzipped)
    path = tmp_path / ("a.warc.gz" if gzipped else "a.warc")
    path.write_bytes(data)
    found = pages_of(path)
    assert [page.url for page in found] == [entry.url for entry in THREE]
    assert [page.fetched_at for page in found] == [f"2020-01-0{number}T00:00:00+00:00" for number in (1, 2, 3)]
    assert [page.warc_offset for page in found] == offsets
    assert {page.warc_file for page in found} == {path.name}
    assert {(page.status, page.content_type) for page in found} == {(200, "text/html")}


@pytest.mark.parametrize("gzipped", [True, False])
def test_every_page_has_its_payload(tmp_path: Path, gzipped: bool) -> None:
    assert [page.body for page in pages_of(write(tmp_path, THREE, gzipped))] == [HTML, HTML * 2, HTML * 3]


def test_the_position_grows_to_the_size_of_the_file(tmp_path: Path) -> None:
    entries = [Entry(f"http://pgd.example/{number}", bytes(range(256)) * 300) for number in range(40)]
    path = write(tmp_path, entries, gzipped=False)
    positions = [position for _, position in read_warc(path)]
    assert positions == sorted(positions)
    assert positions[0] < positions[-1] <= path.stat().st_size


@pytest.mark.parametrize("gzipped", [True, False])
@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ((("Transfer-Encoding", "chunked"),), chunked(HTML)),
        ((("Content-Encoding", "gzip"),), gzip.compress(HTML)),
        ((("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")), chunked(gzip.compress(HTML))),
        ((("Transfer-Encoding", "chunked"),), HTML),  # a writer that took the chunks away but kept the header
        ((("Content-Encoding", "gzip"),), HTML),  # the same with gzip
    ],
    ids=["chunked", "gzip", "both", "dechunked", "unzipped"],
)
def test_transfer_and_content_encoding_are_undone(
    tmp_path: Path, headers: tuple[tuple[str, str], ...], body: bytes, gzipped: bool
) -> None:
    entry = Entry("http://pgd.example/", body, headers=(("Content-Type", "text/html"), *headers))
    assert [page.body for page in pages_of(write(tmp_path, [entry, entry], gzipped))] == [HTML, HTML]


def test_a_resource_record_is_a_page(tmp_path: Path) -> None:
    found, _ = pages_of(write(tmp_path, [Entry("http://pgd.example/a.html", kind="resource"), THREE[0]]))
    assert (found.status, found.content_type, found.body) == (200, "text/html", HTML)


def test_other_records_are_skipped(tmp_path: Path) -> None:
    kinds = [
        Entry("http://pgd.example/r", kind="revisit"),
        Entry("http://pgd.example/q", kind="request", status="GET / HTTP/1.1"),
    ]
    others = [Entry("urn:pageinfo:x", kind="resource"), Entry("dns:pgd.example", kind="resource")]
    assert [page.url for page in pages_of(write(tmp_path, [*kinds, THREE[0], *others, THREE[1]]))] == [
        THREE[0].url,
        THREE[1].url,
    ]


def test_a_file_of_one_record(tmp_path: Path) -> None:
    assert [page.url for page in pages_of(write(tmp_path, THREE[:1]))] == [THREE[0].url]


def test_a_file_with_a_warcinfo_only_is_whole(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    writer = WARCWriter(buffer, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "test"}))
    (tmp_path / "a.warc.gz").write_bytes(buffer.getvalue())
    assert pages_of(tmp_path / "a.warc.gz") == []


@pytest.mark.parametrize(
    ("written", "status"),
    [("404 Not Found", 404), ("301 Moved Permanently", 301), ("200", 200), ("abc", 0)],
)
def test_the_status(tmp_path: Path, written: str, status: int) -> None:
    assert [
        page.status for page in pages_of(write(tmp_path, [Entry("http://pgd.example/", status=written), THREE[0]]))
    ] == [status, 200]


def test_the_first_of_a_doubled_header_counts_and_names_are_lower_case(tmp_path: Path) -> None:
    entry = Entry(
        "http://pgd.example/", headers=(("CONTENT-TYPE", "text/html"), ("Content-Type", "image/png"), ("X-A", "1"))
    )
    found, _ = pages_of(write(tmp_path, [entry, THREE[0]]))
    assert found.headers["content-type"] == "text/html"
    assert found.headers["x-a"] == "1"


@pytest.mark.parametrize(
    ("date", "iso"),
    [
        ("2020-01-02T03:04:05Z", "2020-01-02T03:04:05+00:00"),
        ("2020-01-02T03:04:05.123456Z", "2020-01-02T03:04:05+00:00"),
        ("2020-01-02T03:04:05+07:00", "2020-01-01T20:04:05+00:00"),
    ],
)
def test_dates_are_utc_to_the_second(tmp_path: Path, date: str, iso: str) -> None:
    found, _ = pages_of(write(tmp_path, [Entry("http://pgd.example/", date=date), THREE[0]]))
    assert found.fetched_at == iso


def test_a_date_without_a_zone_is_utc_as_the_standard_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    try:
        found, _ = pages_of(write(tmp_path, [Entry("http://pgd.example/", date="2020-01-02T03:04:05"), THREE[0]]))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert found.fetched_at == "2020-01-02T03:04:05+00:00"


@pytest.mark.parametrize("date", ["", "yesterday", "2020-13-45T00:00:00Z"])
def test_a_date_that_is_none(tmp_path: Path, date: str) -> None:
    data, _ = warc_bytes([THREE[0], Entry("http://pgd.example/", date=date)], gzipped=True)
    path = tmp_path / "a.warc.gz"
    path.write_bytes(data)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    found = pages_of(path)
    assert [page.url for page in found] == [THREE[0].url, "http://pgd.example/"]
    assert found[1].fetched_at == "2023-11-14T22:13:20+00:00", "the time of the file, where the record tells none"


def read_cut(path: Path, data: bytes) -> tuple[list[str], WarcError | None]:
    path.write_bytes(data)
    found = []
    try:
        for page, _ in read_warc(path):
            found.append(page.url)
    except WarcError as error:
        return found, error
    return found, None


# How much of the last record is left: in its first line, its headers, its HTTP headers, its payload.
LEFT = [0.01, 0.05, 0.2, 0.4, 0.6, 0.8, 0.95]


@pytest.mark.parametrize("left", LEFT)
@pytest.mark.parametrize("gzipped", [True, False])
def test_a_file_that_is_cut_says_so_after_the_whole_records(tmp_path: Path, gzipped: bool, left: float) -> None:
    data, offsets = warc_bytes([*THREE, Entry("http://pgd.example/last.html", HTML * 20)], gzipped)
    cut = offsets[-1] + max(1, int((len(data) - offsets[-1]) * left))
    found, error = read_cut(tmp_path / ("a.warc.gz" if gzipped else "a.warc"), data[:cut])
    assert found == [entry.url for entry in THREE], "the torn page must not be taken for a whole one"
    assert error is not None
    assert "\n" not in str(error)
    assert str(tmp_path) in str(error)


@pytest.mark.parametrize("gzipped", [True, False])
def test_a_file_that_ends_between_records_is_whole(tmp_path: Path, gzipped: bool) -> None:
    data, offsets = warc_bytes(THREE, gzipped)
    found, error = read_cut(tmp_path / ("a.warc.gz" if gzipped else "a.warc"), data[: offsets[2]])
    assert found == [entry.url for entry in THREE[:2]]
    assert error is None


def test_garbage_behind_the_records(tmp_path: Path) -> None:
    data, _ = warc_bytes(THREE, gzipped=False)
    found, error = read_cut(tmp_path / "a.warc", data + b"<html>\r\nwhat is this\r\n" * 50)
    assert found == [entry.url for entry in THREE]
    assert error is not None


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Day khong phai WARC\n" * 30,
        b"\x1f\x8b hong",
        b"<html></html>",
        b"PK\x03\x04" + bytes(80),
        gzip.compress(b"chu thuong " * 90),
    ],
    ids=["empty", "text", "gzip head", "html", "zip", "gzipped text"],
)
def test_a_file_that_is_no_warc(tmp_path: Path, content: bytes) -> None:
    for name in ("a.warc", "a.warc.gz"):
        found, error = read_cut(tmp_path / name, content)
        assert found == []
        assert error is not None
        assert name in str(error)
        assert "\n" not in str(error)


def test_a_missing_file_is_an_os_error(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="no-such"):
        pages_of(tmp_path / "no-such.warc.gz")
