"""A WARC file comes in, the pages that were captured in it come out, in their order."""

import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import brotli
from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.recordloader import ArcWarcRecord

from archive.records import Page
from archive.urls import host_of

BETWEEN = 4  # bytes that end an uncompressed record
MAX_PAYLOAD = 64_000_000  # bytes read of one payload; what is behind is not kept


class WarcError(Exception):
    """A WARC file cannot be read (any further); the message names file and offset."""


def read_warc(path: Path) -> Iterator[tuple[Page, int]]:
    """Yield each captured page with the number of bytes of the file read so far.

    Raises WarcError where the file is no WARC, or is cut or broken; the whole records before that were yielded.
    """
    written = datetime.fromtimestamp(path.stat().st_mtime, UTC).isoformat(timespec="seconds")
    name = path.name.encode("utf-8", "replace").decode()
    with path.open("rb") as stream:
        iterator = ArchiveIterator(stream)
        offset = end = 0
        try:
            for record in iterator:
                page = _page(record, name, written)
                offset = iterator.get_record_offset()  # reads the record to its end
                if getattr(record.raw_stream, "limit", 0) > 0 or not _is_record(record):
                    break
                end = offset + iterator.get_record_length()
                if page is not None:
                    yield replace(page, warc_offset=offset), stream.tell()
        except (ArchiveLoadFailed, AttributeError, EOFError, OSError, OverflowError, ValueError, zlib.error) as error:
            reason = str(error).split("\n")[0].strip() or type(error).__name__
            raise WarcError(f"{path}: broken behind offset {end}: {reason}") from error
        stream.seek(end)
        rest = stream.read(BETWEEN + 1)
    if not end:
        raise WarcError(f"{path}: no WARC record in the file")
    if rest.strip(b"\r\n"):  # warcio takes a cut for the end
        raise WarcError(f"{path}: cut behind offset {end}; what stands before it was read")


def _is_record(record: ArcWarcRecord) -> bool:
    """Say whether this is a whole header of a record.

    Any line of five words passes for an old ARC header; a real one names an address.
    """
    if record.rec_type is None:
        return False
    return record.format != "arc" or "://" in (record.rec_headers.get_header("WARC-Target-URI") or "")


def _page(record: ArcWarcRecord, name: str, written: str) -> Page | None:
    """Return the page of a record; `written` is the time to take where the record tells none."""
    if record.rec_type not in ("response", "resource"):
        return None
    url = record.rec_headers.get_header("WARC-Target-URI", "").strip("<>")
    if not url.startswith(("http://", "https://")) or not host_of(url):
        return None
    headers: dict[str, str] = {}
    status = 200
    if record.http_headers is not None:
        for key, value in record.http_headers.headers:
            headers.setdefault(key.lower(), value)
        code = record.http_headers.get_statuscode() or ""
        status = int(code) if re.fullmatch("[0-9]{3}", code) else 0
    elif content_type := record.rec_headers.get_header("Content-Type"):
        headers["content-type"] = content_type
    date = record.rec_headers.get_header("WARC-Date", "")
    return Page(url, _iso(date) or written, _payload(record, headers), headers, status, name)


def _payload(record: ArcWarcRecord, headers: Mapping[str, str]) -> bytes:
    """Return the payload without transfer and content encoding."""
    if headers.get("content-encoding", "").strip().lower() != "br":
        return _read_all(record.content_stream())
    stream = record.raw_stream  # warcio's reader fails on brotli
    if headers.get("transfer-encoding", "").strip().lower() == "chunked":
        stream = ChunkedDataReader(stream, decomp_type=None)
    body = _read_all(stream)
    try:
        return bytes(brotli.Decompressor().process(body, output_buffer_limit=MAX_PAYLOAD))
    except brotli.error:  # the header lies
        return body


def _read_all(stream: Any) -> bytes:
    """Read up to MAX_PAYLOAD bytes; one `read` may give only a part of what there is."""
    pieces, size = [], 0
    while size < MAX_PAYLOAD and (piece := stream.read(MAX_PAYLOAD - size)):
        pieces.append(piece)
        size += len(piece)
    return b"".join(pieces)


def _iso(date: str) -> str | None:
    """Return a WARC-Date as ISO 8601 in UTC with offset, to the second; None for what is no time."""
    try:
        moment = datetime.fromisoformat(date.replace("Z", "+00:00"))
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        return moment.astimezone(UTC).isoformat(timespec="seconds")
    except (ValueError, OverflowError):
        return None
