"""Differing words of two texts come in, whether they fill a slot of one form comes out: numbers, dates, names.

What a form leaves open is a place, a person, a school, a date, an amount. Words that go with these (`thị xã` for `huyện`,
`bà` for `ông`, `sáng` for `chiều`) fill it too, but only where they stand for each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.vietnamese import fold, normalise_tone

# Words that change with the name or number beside them; alone they fill a slot only if one stands for another of its
# group: kinds of places, of schools, posts and forms of address, numerals, parts of a day.
PLACES = frozenset("huyện quận thị xã thành phố tỉnh phường trấn thôn bản buôn ấp xóm khu khối tổ đường".split())
SCHOOLS = frozenset(
    "trường mầm non mẫu giáo tiểu học trung cơ sở phổ thông dân tộc nội bán trú liên cấp lớp hệ".split()
)
POSTS = frozenset(
    "ông bà thầy cô anh chị trưởng phó chủ tịch bí thư hiệu giám đốc ủy viên chuyên quyền phòng ban".split()
)
AMOUNTS = frozenset(
    """không một hai ba bốn tư năm lăm sáu bảy bẩy tám chín mười mươi mốt chục trăm nghìn ngàn vạn triệu tỷ tỉ linh lẻ rưỡi
    nhất nhì giêng chạp""".split()
)
HOURS = frozenset("sáng trưa chiều tối".split())
GROUPS = (PLACES, SCHOOLS, POSTS, AMOUNTS, HOURS)
UNITS = frozenset("đồng phần thứ ngày tháng giờ phút tuần quý chủ nhật kỳ kì khóa đợt lần số".split())
KINDS = PLACES | SCHOOLS | POSTS
COMPANIONS = UNITS.union(*GROUPS)
NUMERALS = "không một hai ba bốn năm sáu bảy tám chín mười".split()
_WORD = re.compile(r"\w+")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_SENTENCE_END = frozenset('.!?:;…"“”()–-•*+/')


@dataclass(frozen=True, slots=True)
class Words:
    """A text as words: `keys` are compared, `raw` is as printed; `opens` are at the start of a sentence, `lines` count.

    `addressed` are parts of an e-mail or web address, by their place; `shouted` are lines all in capitals.
    """

    keys: tuple[str, ...]
    raw: tuple[str, ...]
    opens: tuple[bool, ...]
    lines: tuple[int, ...]
    addressed: frozenset[int]
    shouted: frozenset[int]


def words_of(text: str) -> Words:
    """Return the words of an NFC text."""
    keys: list[str] = []
    raw: list[str] = []
    opens: list[bool] = []
    lines: list[int] = []
    addressed, shouted = set(), set()
    for number, line in enumerate(text.split("\n")):
        end = 0
        if line.isupper():
            shouted.add(number)
        addresses = (
            [match.span() for match in _ADDRESS.finditer(line)] if "@" in line or "ww" in line or "//" in line else ()
        )
        for match in _WORD.finditer(line):
            if any(start <= match.start() < stop for start, stop in addresses):
                addressed.add(len(raw))
            raw.append(match[0])
            keys.append(normalise_tone(match[0].lower()))
            opens.append(end == 0 or not _SENTENCE_END.isdisjoint(line[end : match.start()]))
            lines.append(number)
            end = match.end()
    return Words(tuple(keys), tuple(raw), tuple(opens), tuple(lines), frozenset(addressed), frozenset(shouted))


class Slots:
    """Knows of two texts which of their words are names: written with a capital where no sentence begins."""

    def __init__(self, a: Words, b: Words) -> None:
        self.names: set[str] = set()
        self.common: set[str] = set()
        for words in (a, b):
            for key, raw, opens, line in zip(words.keys, words.raw, words.opens, words.lines, strict=True):
                if raw[0].islower():
                    self.common.add(key)
                elif not opens and line not in words.shouted:
                    self.names.add(key)

    def is_value(self, words: Words, at: int) -> bool:
        """Say whether a word is a number or part of a name."""
        raw, key = words.raw[at], words.keys[at]
        if any(letter.isdigit() for letter in raw) or at in words.addressed:
            return True
        if not raw[0].isupper():
            return False
        if words.lines[at] in words.shouted or words.opens[at]:
            return key in self.names or (key not in self.common and self._beside_name(words, at))
        return True

    def _beside_name(self, words: Words, at: int) -> bool:
        """A capital that opens a sentence or stands in a heading begins a name only if the next word goes on with it."""
        if words.lines[at] in words.shouted:
            return True
        after = at + 1
        return (
            after < len(words.raw)
            and words.lines[after] == words.lines[at]
            and not words.opens[after]
            and words.raw[after][0].isupper()
        )

    def fill(self, a: Words, a_at: range, b: Words, b_at: range) -> bool:
        """Say whether what differs is a slot filled in two ways: values, and companions where both sides have some."""
        sides = ((a, a_at), (b, b_at))
        values = [sum(self.is_value(words, at) for at in place) for words, place in sides]
        if not (a_at and b_at):
            (words, place) = sides[0] if a_at else sides[1]
            kinds = sum(words.keys[at] in KINDS for at in place)
            return 2 * sum(values) >= len(place) or (kinds == len(place) > 1)
        exchanged = any(all(words.keys[at] in group for words, place in sides for at in place) for group in GROUPS)
        known = [
            sum(self.is_value(words, at) or words.keys[at] in COMPANIONS for at in place) for words, place in sides
        ]
        enough = all(2 * count >= len(place) for count, (_, place) in zip(known, sides, strict=True))
        return (enough and (any(values) or exchanged)) or all(self._ends_in_name(*side) for side in sides)

    def _ends_in_name(self, words: Words, place: range) -> bool:
        """Say whether words are a name that begins with what it is a name of (`hợp tác xã rau sạch Văn Đức`)."""
        return len(place) >= 2 and all(self.is_value(words, at) for at in place[-2:])


def names_in(slots: Slots, words: Words, place: range) -> Iterator[tuple[str, ...]]:
    """Yield the names of two syllables or more that stand in a place of a text."""
    run: list[str] = []
    for at in (*place, None):
        if at is not None and words.raw[at][0].isupper() and slots.is_value(words, at):
            run.append(words.keys[at])
            continue
        if len(run) > 1:
            yield tuple(run)
        run = []


def occurs(name: tuple[str, ...], words: Words) -> bool:
    """Say whether a text has a name anywhere."""
    return f" {' '.join(name)} " in f" {' '.join(words.keys)} "


def is_spelling(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two runs of words say the same: `đ c` and `đồng chí`, `GD ĐT` and `giáo dục và đào tạo`, `hai` and `02`."""
    if len(a) == len(b) == 1 and (value := _number(a[0])) is not None:
        return value == _number(b[0])
    short, long = sorted((a, b), key=lambda words: sum(map(len, words)))
    letters = fold("".join(short).lower())
    return bool(letters) and letters in (_initials(long), _initials(word for word in long if word != "và"))


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    return NUMERALS.index(word.lower()) if word.lower() in NUMERALS else None


def _initials(words: Iterable[str]) -> str:
    return fold("".join(word[0] for word in words).lower())
