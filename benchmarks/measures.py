"""What was read and what should have been read come in, figures between 0 and 1 come out."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from benchmarks.corpora import Case

FIGURES = ("title", "day", "minute", "author", "credit", "f1", "exact", "clean")


def fold(text: str | None) -> str:
    """Return text as NFC with single spaces, without invisible characters."""
    return re.sub(r"[\s\u200b\ufeff]+", " ", unicodedata.normalize("NFC", text or "")).strip()


def syllables(text: str | None) -> list[str]:
    """Return the words, lower case."""
    return re.findall(r"\w+", fold(text).lower())


def grams(words: list[str], size: int = 4) -> Counter[tuple[str, ...]]:
    """Return the runs of `size` words with their numbers; one run of all words of a shorter text."""
    if not words:
        return Counter()
    return Counter(tuple(words[at : at + size]) for at in range(max(1, len(words) - size + 1)))


def f1(gold: list[str], got: list[str]) -> float:
    """Return the F1 of the 4-grams."""
    wanted, found = grams(gold), grams(got)
    if not wanted and not found:
        return 1.0
    hits = sum((wanted & found).values())
    return 2 * hits / (sum(wanted.values()) + sum(found.values()))


def _words(text: str | None, neutral: Iterable[str]) -> list[str]:
    left_out = {tuple(syllables(line)) for line in neutral} | {()}
    return [
        word for line in (text or "").split("\n") if tuple(syllables(line)) not in left_out for word in syllables(line)
    ]


def _field(text: str | None) -> str | None:
    return fold(text).strip(" -–—*:") or None


def measure(case: Case, got: dict[str, str | None]) -> dict[str, float]:
    """Compare `got` (title, text, published_at, author, credit) with a case; a missing article is an empty `got`."""
    if not got:
        return dict.fromkeys(FIGURES, 0.0)
    wanted, found = _words(case.text, case.neutral), _words(got.get("text"), case.neutral)
    lines = {fold(line) for line in (got.get("text") or "").split("\n")}
    date, gold_date = got.get("published_at") or "", case.published_at or ""
    day_only = "T00:00:00" in gold_date or len(gold_date) <= 10
    size = 10 if day_only and (len(date) <= 10 or "T00:00" in date) else 16
    return {
        "title": float(_field(got.get("title")) == _field(case.title)),
        "day": float(date[:10] == gold_date[:10]),
        "minute": float(date[:size].replace(" ", "T") == gold_date[:size]),
        "author": float(_field(got.get("author")) in {_field(author) for author in case.authors}),
        "credit": float(_field(got.get("credit")) == _field(case.credit)),
        "f1": f1(wanted, found),
        "exact": float(wanted == found),
        "clean": float(not any(fold(text) in lines for text in case.unwanted)),
    }
