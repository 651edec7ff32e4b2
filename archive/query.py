"""What a person typed comes in, a Query comes out: an FTS5 expression that cannot fail, and the words to highlight.

The language: words, `"phrases"`, `prefix*`, `AND`, `OR` (also `HOẶC`), `NOT` or a leading `-`, parentheses. Words
with marks match exactly (after normalising the placement of tones), words without match whatever the marks.
"""

import re
import unicodedata
from dataclasses import dataclass

from archive.vietnamese import fold, has_marks, lower, normalise_tone

MAX_CHARACTERS = 2_000
MAX_TERMS = 60  # FTS5 takes more, but nobody reads what such a query finds
MAX_DEPTH = 12
MAX_PHRASE = 8  # words that may mean to stand side by side
EXACT, FOLDED = "{title body}", "{title_fold body_fold}"
# Not VÀ and KHÔNG: they stand in every title in capitals.
OPERATORS = {"AND": "AND", "OR": "OR", "HOẶC": "OR", "NOT": "NOT"}
QUOTES = str.maketrans(dict.fromkeys("“”„«»＂", '"'))

_TOKEN = re.compile(r'-?"([^"]*)(?:"|$)\*?|[()]|[^\s()"]+')
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase: its syllables in lower case with one spelling of tones."""

    syllables: tuple[str, ...]
    prefix: bool = False

    @property
    def exact(self) -> bool:
        """Say whether the marks count: they do as soon as one was typed."""
        return has_marks(" ".join(self.syllables))

    @property
    def match(self) -> str:
        """Return the FTS5 expression; only letters and digits get between its quotation marks."""
        star = "*" if self.prefix else ""
        return f'{EXACT if self.exact else FOLDED} : "{" ".join(self.syllables)}"{star}'


@dataclass(frozen=True, slots=True)
class Query:
    """`match` is an FTS5 expression, None where no word was typed; `excluded` is one for what must not occur."""

    match: str | None
    excluded: str | None
    terms: tuple[Term, ...]
    hint: str | None = None


def clean(text: str) -> str:
    """Return the typed text as NFC, without control characters, cut at MAX_CHARACTERS."""
    text = unicodedata.normalize("NFC", text[:MAX_CHARACTERS].encode("utf-8", "ignore").decode())
    text = "".join(" " if unicodedata.category(c) in ("Cc", "Zs", "Zl", "Zp") else c for c in text.translate(QUOTES))
    return "".join(c for c in text if unicodedata.category(c) != "Cf")


def parse(text: str) -> Query:
    """Read what was typed. Never fails: what makes no sense as an operator is a word, or nothing."""
    parser = _Parser(clean(text))
    match = parser.disjunction(0)
    while parser.at < len(parser.tokens):  # a stray closing parenthesis
        parser.at += 1
        match = _join(" AND ", [match, parser.disjunction(0)])
    if match and 1 < len(parser.terms) <= MAX_PHRASE and all(map(_is_plain_word, parser.tokens)):
        # Whoever has the words side by side also has each of them: it finds no more, it only ranks those higher.
        match = f"({match} OR {Term(tuple(s for t in parser.terms for s in t.syllables)).match})"
    hints = []
    if len(text) > MAX_CHARACTERS:
        hints.append(f"Câu tìm quá dài: chỉ dùng {MAX_CHARACTERS} ký tự đầu.")
    if parser.dropped:
        hints.append(f"Câu tìm có quá nhiều từ: chỉ dùng {MAX_TERMS} từ đầu.")
    excluded = _join(" OR ", parser.excluded)
    if text.strip() and not (match or excluded):
        hints.append("Không có từ nào để tìm: đây là tất cả các bài.")
    return Query(match, excluded, tuple(parser.terms), " ".join(hints) or None)


def _is_plain_word(token: str) -> bool:
    return bool(_WORD.fullmatch(token)) and token not in OPERATORS


def _join(operator: str, parts: list[str | None]) -> str | None:
    found = [part for part in parts if part]
    return f"({operator.join(found)})" if len(found) > 1 else (found[0] if found else None)


class _Parser:
    """Recursive descent over the tokens; exclusions are collected apart, they hold for the whole query."""

    def __init__(self, text: str) -> None:
        self.tokens = [match[0] for match in _TOKEN.finditer(text)]
        self.at = 0
        self.terms: list[Term] = []
        self.excluded: list[str | None] = []
        self.dropped = 0
        self.count = 0

    def disjunction(self, depth: int) -> str | None:
        parts = [self.conjunction(depth)]
        while self.peek() == "OR":
            self.at += 1
            parts.append(self.conjunction(depth))
        return _join(" OR ", parts)

    def conjunction(self, depth: int) -> str | None:
        parts: list[str | None] = []
        while self.at < len(self.tokens) and self.tokens[self.at] != ")" and self.peek() != "OR":
            operator = self.peek()
            if operator == "AND":
                self.at += 1
            elif operator == "NOT":
                self.at += 1
                if self.at < len(self.tokens):
                    self.excluded.append(self.operand(depth, negative=True))
            else:
                parts.append(self.operand(depth))
        return _join(" AND ", parts)

    def peek(self) -> str | None:
        """Return the operator at this place: written in capitals, with words on both sides where it joins."""
        if self.at >= len(self.tokens):
            return None
        return OPERATORS.get(self.tokens[self.at])

    def operand(self, depth: int, negative: bool = False) -> str | None:
        token = self.tokens[self.at]
        self.at += 1
        if token == ")":
            return None
        if token != "(":
            return self.word(token, negative)
        if depth >= MAX_DEPTH:
            return None
        before = len(self.terms)
        inner = self.disjunction(depth + 1)
        if self.at < len(self.tokens):
            self.at += 1
        if negative:
            del self.terms[before:]
        return inner

    def word(self, token: str, negative: bool) -> str | None:
        minus = token.startswith("-") and len(token) > 1
        syllables = tuple(_WORD.findall(lower(normalise_tone(token))))
        syllables = tuple(part for part in (s.strip("_") for s in syllables) if part)
        if not syllables:
            return None
        self.count += 1
        if self.count > MAX_TERMS:
            self.dropped += 1
            return None
        term = Term(syllables, prefix=token.rstrip('"').endswith("*"))
        if minus and not negative:
            self.excluded.append(term.match)
            return None
        if not negative:
            self.terms.append(term)
        return term.match


def term_pattern(terms: tuple[Term, ...]) -> tuple[re.Pattern[str] | None, re.Pattern[str] | None]:
    """Return the patterns of the exact and of the folded terms, for text that went through the same spelling."""
    patterns = []
    for exact in (True, False):
        words = [
            r"[\W_]+".join(re.escape(s) for s in (t.syllables if exact else [fold(s) for s in t.syllables]))
            + ("" if t.prefix else r"(?![^\W_])")
            for t in terms
            if t.exact is exact
        ]
        patterns.append(re.compile(r"(?<![^\W_])(?:" + "|".join(words) + ")") if words else None)
    return patterns[0], patterns[1]
