"""Differing words of two texts come in, whether they fill a slot of one form comes out: numbers, dates, names.

What a form leaves open is a place, a person, a school, a date, an amount. Words that go with these (`thị xã` for `huyện`,
`bà` for `ông`, `sáng` for `chiều`) fill it too, but only where they stand for each other.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache

from archive.duplicates.shingles import SIZE
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
_WORD = re.compile(r"(\w+)")
_ADDRESS = re.compile(r"\S+@\S+|(?:https?://|www\.)\S+")
_SENTENCE_END = frozenset('.!?:;…"“”()–-•*+/\n')
LONGEST, MOST_KEPT = 500_000, 50_000  # letters of a text that are compared, and that stays in memory for a while
MOST_KNOWN = 100_000  # spellings kept in memory
LONGEST_ADDRESS = 40  # words and signs of a web address on either side of a word


class _Keys(dict[str, str]):
    """What words are compared by: lower case, one spelling of tones."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_KNOWN:
            self.clear()
        self[word] = found = normalise_tone(word.lower())
        return found


_keys = _Keys()


class Words:
    """An NFC text as words: `raw` as printed, `keys` as compared. What only a few words are asked is found when it is."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._pieces = _WORD.split(text)  # what stands before the first word, the word, what stands before the next ...
        self.raw = self._pieces[1::2]
        self.keys = list(map(_keys.__getitem__, self.raw))

    @cached_property
    def joined(self) -> str:
        """All words with spaces between and around them, to find runs of them."""
        return f" {' '.join(self.keys)} "

    @cached_property
    def has_addresses(self) -> bool:
        """Say whether there is an e-mail or web address anywhere."""
        return any(mark in self.text for mark in ("@", "://", "www."))

    @cached_property
    def shingles(self) -> frozenset[tuple[str, ...]]:
        """The runs of SIZE words."""
        return frozenset(zip(*(self.keys[at:] for at in range(SIZE)), strict=False))

    @cached_property
    def printed_words(self) -> frozenset[str]:
        """The words as they are printed somewhere."""
        return frozenset(self.raw)

    @cached_property
    def names(self) -> frozenset[str]:
        """The words that have a capital where no sentence begins and the line is not all in capitals."""
        capital = (at for at, raw in enumerate(self.raw) if raw[0].isupper())
        return frozenset(self.keys[at] for at in capital if not self.opens(at) and not self.is_shouted(at))

    @cached_property
    def _shouted(self) -> frozenset[int]:
        found: set[int] = set()
        count = 0
        for line in self.text.split("\n"):
            words = len(_WORD.findall(line))
            if line.isupper():
                found.update(range(count, count + words))
            count += words
        return frozenset(found)

    def breaks(self, at: int) -> bool:
        """Say whether a line begins with the word at this place, or the text ends before it."""
        return at == 0 or at == len(self.raw) or "\n" in self._pieces[2 * at]

    def opens(self, at: int) -> bool:
        """Say whether a word is the first of a sentence or line."""
        return at == 0 or not _SENTENCE_END.isdisjoint(self._pieces[2 * at])

    def is_shouted(self, at: int) -> bool:
        """Say whether a word's line is all in capitals."""
        return self.raw[at].isupper() and at in self._shouted

    def is_addressed(self, at: int) -> bool:
        """Say whether a word is part of an e-mail or web address."""
        here = 2 * at + 1
        first, last = max(here - LONGEST_ADDRESS, 0), here + LONGEST_ADDRESS
        before = "".join(self._pieces[first:here]).split(" ")[-1].split("\n")[-1]
        after = "".join(self._pieces[here:last]).split(" ")[0].split("\n")[0]
        return _ADDRESS.search(before + after) is not None

    def printed(self, place: range) -> str:
        """Return some words with what stands between them."""
        return " ".join("".join(self._pieces[2 * place.start + 1 : 2 * place.stop]).split())


_kept = lru_cache(maxsize=256)(Words)


def words_of(text: str) -> Words:
    """Return the words of an NFC text, of one that is enormous those of its beginning."""
    return _kept(text) if len(text) < MOST_KEPT else Words(text[:LONGEST])


class Slots:
    """Knows of two texts which of their words are names: written with a capital where no sentence begins."""

    def __init__(self, a: Words, b: Words) -> None:
        self.names = a.names | b.names
        self.printed = a.printed_words | b.printed_words

    def is_value(self, words: Words, at: int) -> bool:
        """Say whether a word is a number or part of a name."""
        raw, key = words.raw[at], words.keys[at]
        if not raw.isalpha() or (words.has_addresses and words.is_addressed(at)):
            return True
        if not raw[0].isupper():
            return False
        if words.is_shouted(at) or words.opens(at):
            return key in self.names or (key not in self.printed and self._beside_name(words, at))
        return True

    def _beside_name(self, words: Words, at: int) -> bool:
        """A capital that opens a sentence or stands in a heading begins a name only if the next word goes on with it."""
        if words.is_shouted(at):
            return True
        after = at + 1
        return after < len(words.raw) and not words.opens(after) and words.raw[after][0].isupper()

    def fill(self, a: Words, a_at: range, b: Words, b_at: range) -> bool:
        """Say whether what differs is a slot filled in two ways: values, and companions where both sides have some."""
        sides = [
            ([self.is_value(words, at) for at in place], words.keys[place.start : place.stop])
            for words, place in ((a, a_at), (b, b_at))
            if place
        ]
        if len(sides) == 1:
            values, keys = sides[0]
            return 2 * sum(values) >= len(keys) or (len(keys) > 1 and KINDS.issuperset(keys))
        enough = all(2 * sum(map(_is_known, values, keys)) >= len(keys) for values, keys in sides)
        if enough and any(any(values) for values, _ in sides):
            return True
        if enough and any(group.issuperset(sides[0][1]) and group.issuperset(sides[1][1]) for group in GROUPS):
            return True
        # A name may begin with what it is a name of: `hợp tác xã rau sạch Văn Đức`.
        return all(len(values) > 1 and values[-1] and values[-2] for values, _ in sides)


def _is_known(value: bool, key: str) -> bool:
    return value or key in COMPANIONS


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
    return f" {' '.join(name)} " in words.joined


def is_spelling(a: Sequence[str], b: Sequence[str]) -> bool:
    """Say whether two runs of words say the same: `đ c` and `đồng chí`, `GD ĐT` and `giáo dục và đào tạo`, `hai` and `02`."""
    if len(a) == len(b) == 1 and (value := _number(a[0])) is not None:
        return value == _number(b[0])
    short, long = "".join(a), "".join(b)
    words = b if len(short) <= len(long) else a
    short = min(short, long, key=len)
    if len(short) not in (len(words), len(words) - words.count("và")):
        return False
    letters = fold(short.lower())
    return letters in (_initials(words), _initials(word for word in words if word != "và"))


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) < 10 else None
    return NUMERALS.index(word.lower()) if word.lower() in NUMERALS else None


def _initials(words: Iterable[str]) -> str:
    return fold("".join(word[0] for word in words).lower())
