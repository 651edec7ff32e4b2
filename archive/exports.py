"""Hits come in, a file for other programs goes out: CSV for Excel, JSON lines."""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from archive.search import Hit

COLUMNS = (
    "id", "title", "lead", "body", "author", "credit", "category", "published_at", "source_id", "source_name",
    "province", "district", "url", "repeats", "first_seen_at", "last_seen_at",
)  # fmt: skip
FORMATS = ("csv", "jsonl")
BYTE_ORDER_MARK = "\ufeff"  # without it Excel takes the file for windows-1252 and shows `Há»™i nghá»‹`


FORMULA = ("=", "+", "-", "@", "\t")  # Excel takes such a cell for a formula: `- Tăng cường` becomes `#NAME?`


def _cell(value: Any) -> Any:
    """Return a value that Excel shows as it is: a space before what it would take for a formula."""
    return f" {value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def _values(hit: Hit) -> dict[str, Any]:
    return {name: hit.row[name] for name in COLUMNS}


def csv_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the lines of a CSV file (RFC 4180) with a byte-order mark and one row a hit."""
    buffer = io.StringIO()
    writer = csv.DictWriter(buffer, COLUMNS)
    buffer.write(BYTE_ORDER_MARK)
    writer.writeheader()
    for hit in hits:
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
        writer.writerow({name: _cell(value) for name, value in _values(hit).items()})
    yield buffer.getvalue()


def json_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield one JSON object a hit and line, in UTF-8 without escapes."""
    for hit in hits:
        yield json.dumps(_values(hit), ensure_ascii=False) + "\n"


def export_lines(hits: Iterable[Hit], file_format: str) -> Iterator[str]:
    """Yield the pieces of the export in one of FORMATS."""
    return csv_lines(hits) if file_format == "csv" else json_lines(hits)
