"""The query string of a request comes in, what was asked for comes out. Nothing a person can send is an error."""

import re
from dataclasses import dataclass, replace
from urllib.parse import parse_qs, urlencode

from archive.query import MAX_CHARACTERS
from archive.search import Filters, Order

ORDERS: dict[str, tuple[Order, str]] = {
    "lien-quan": ("relevance", "Liên quan nhất"),
    "moi-nhat": ("newest", "Mới nhất"),
    "cu-nhat": ("oldest", "Cũ nhất"),
}
MAX_VALUES = 50  # of one filter
MAX_LENGTH = 200  # characters of a filter's value
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address tells it; `order` is a key of ORDERS, empty for the usual one, `page` counts from 1.

    `notes` are sentences about what was not understood.
    """

    q: str = ""
    sources: tuple[str, ...] = ()
    provinces: tuple[str, ...] = ()
    years: tuple[str, ...] = ()
    order: str = ""
    page: int = 1
    notes: tuple[str, ...] = ()

    @property
    def filters(self) -> Filters:
        """Return what narrows the search."""
        return Filters(self.sources, self.provinces, self.years)

    @property
    def search_order(self) -> Order | None:
        """Return the order for `search`, None for the usual one."""
        return ORDERS[self.order][0] if self.order else None

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Return the parameters of the address, without those that have their usual value."""
        many = [("nguon", self.sources), ("tinh", self.provinces), ("nam", self.years)]
        pairs = [("q", self.q), *((name, value) for name, values in many for value in values), ("xep", self.order)]
        pairs.append(("trang", str(self.page) if self.page > 1 else ""))
        return [(name, value) for name, value in pairs if value]

    @property
    def query_string(self) -> str:
        """Return the query string with its question mark; empty if everything is as usual."""
        return "?" + urlencode(self.pairs) if self.pairs else ""


def read_parameters(query_string: bytes) -> Asked:
    """Read `q`, `nguon`, `tinh`, `nam`, `xep` and `trang` of a query string as it was sent."""
    given = parse_qs(query_string.decode("utf-8", "replace"), errors="replace")
    values = {name: [text for part in parts if (text := _plain(part))] for name, parts in given.items()}
    notes: list[str] = []
    q = _first("q", values, notes)[: MAX_CHARACTERS + 1]  # one too many, so that `parse` tells about it
    years = _many("nam", values, notes)
    if wrong := [year for year in years if not re.fullmatch("[0-9]{4}", year)]:
        notes.append(f"Bỏ qua năm không hợp lệ: {', '.join(wrong)[:80]}.")
    order = _first("xep", values, notes)
    if order and order not in ORDERS:
        notes.append(f"Không có cách xếp “{order[:40]}”; dùng cách xếp thường lệ.")
    page = _first("trang", values, notes) or "1"
    if not re.fullmatch("0*[1-9][0-9]{0,8}", page[:MAX_LENGTH]):
        notes.append(f"Không có trang “{page[:40]}”; đây là trang đầu.")
        page = "1"
    return Asked(
        q=q,
        sources=_many("nguon", values, notes),
        provinces=_many("tinh", values, notes),
        years=tuple(year for year in years if year not in wrong),
        order=order if order in ORDERS else "",
        page=int(page),
        notes=tuple(notes),
    )


def without(asked: Asked, name: str, value: str) -> Asked:
    """Return the search with one value of a filter (`sources`, `provinces`, `years`) taken away, on its first page."""
    kept = tuple(other for other in getattr(asked, name) if other != value)
    changes: dict[str, tuple[str, ...]] = {name: kept}
    return replace(asked, page=1, **changes)  # type: ignore[arg-type]


def _plain(text: str) -> str:
    return _CONTROL.sub(" ", text).strip()


def _first(name: str, values: dict[str, list[str]], notes: list[str]) -> str:
    found = values.get(name, [])
    if len(set(found)) > 1:
        notes.append(f"Địa chỉ có nhiều “{name}”; chỉ dùng cái đầu.")
    return found[0] if found else ""


def _many(name: str, values: dict[str, list[str]], notes: list[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(value[:MAX_LENGTH] for value in values.get(name, [])))
    if len(found) > MAX_VALUES:
        notes.append(f"Quá nhiều “{name}”; chỉ dùng {MAX_VALUES} cái đầu.")
    return found[:MAX_VALUES]
