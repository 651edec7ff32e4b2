"""What people type: any text gives an expression that SQLite takes, and the words mean what the help says."""

import sqlite3
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlite_utils import Database

from archive.articles import index_texts
from archive.migrations import migrations
from archive.query import MAX_CHARACTERS, MAX_TERMS, Query, parse

TEXTS = {
    "gifted": "Hội thi học sinh giỏi cấp huyện",
    "gender": "Tập huấn về giới và bình đẳng giới",
    "committee": "Uỷ ban nhân dân huyện Điện Biên khen thưởng",
    "training": "Phòng Giáo dục và Đào tạo tuyển sinh lớp 6",
    "admission": "Tuyển sinh vào lớp 10 năm học 2024-2025",
    "flood": "Cho học sinh nghỉ học phòng tránh lũ",
}

TOKENS = [
    "AND", "OR", "NOT", "HOẶC", "NEAR", "NEAR(", "(", ")", '"', "“", "”", "*", "-", "^", ":", "+", "{", "}", "'", "\\", ",", ".", ";",
    "title:", "{title}:", "giỏi", "gioi", "uỷ ban", '"học sinh"', "tuyển sin*", "-lũ", "_", "__", "%", "?", "--", "/*", "\x00", "\u200b",
    "a\u0301", "²", "①", "学校", "👩‍🏫", "İ", "\ud800", "rowid", "articles_fts", "''", "١٢", "ﬁ", "\u0301",
]  # fmt: skip
typed = st.one_of(
    st.text(),
    st.lists(st.sampled_from(TOKENS), max_size=25).map(" ".join),
    st.lists(st.sampled_from(TOKENS)).map("".join),
)


@pytest.fixture(scope="module")
def index() -> Iterator[Database]:
    db = Database(memory=True)
    migrations.apply(db)
    for number, title in enumerate(TEXTS.values(), start=1):
        texts = index_texts({"title": title, "lead": None, "body": ""})
        db.execute(
            "insert into articles_fts (rowid, title, body, title_fold, body_fold) values (?, ?, ?, ?, ?)",
            [number, *texts],
        )
    yield db
    db.close()


def run(index: Database, query: Query) -> set[str]:
    """Ask the index as the search does; everything where no word was typed."""
    names = list(TEXTS)
    sql = "select rowid from articles_fts where articles_fts match ?"
    found = set(names)
    if query.match:
        match = f"({query.match}) NOT ({query.excluded})" if query.excluded else query.match
        return {names[row[0] - 1] for row in index.execute(sql, [match])}
    if query.excluded:
        found -= {names[row[0] - 1] for row in index.execute(sql, [query.excluded])}
    return found


@given(text=typed)
def test_nothing_that_is_typed_is_an_sql_error(index: Database, text: str) -> None:
    query = parse(text)
    try:
        run(index, query)
    except sqlite3.Error as error:
        pytest.fail(f"{text!r} -> {query.match!r} / {query.excluded!r}: {error}")


@given(text=typed)
def test_terms_are_words_of_the_text_and_never_hold_syntax(text: str) -> None:
    for term in parse(text).terms:
        assert term.syllables
        assert not set('"*(){}:^\x00') & set("".join(term.syllables))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("giỏi", {"gifted"}),
        ("giới", {"gender"}),
        ("gioi", {"gifted", "gender"}),
        ("GIỎI", {"gifted"}),
        ("uỷ ban", {"committee"}),
        ("Ủy Ban", {"committee"}),
        ("uy ban", {"committee"}),
        ("dien bien", {"committee"}),
        ("Điện Biên", {"committee"}),
        ("dao tao", {"training"}),
        ("đào tạo", {"training"}),
        ("học gioi", {"gifted"}),
        ("hoc sinh", {"gifted", "flood", "admission"}),
        ('"hoc sinh"', {"gifted", "flood"}),
        ('"sinh học"', set()),
        ('"học sinh giỏi"', {"gifted"}),
        ("“học sinh giỏi”", {"gifted"}),
        ("«học sinh» nghỉ", {"flood"}),
        ('"học sinh', {"gifted", "flood"}),
        ("tuyển sin*", {"training", "admission"}),
        ("tuyen sin*", {"training", "admission"}),
        ("sin*", {"gifted", "training", "admission", "flood"}),
        ("sin", set()),
        ('"tuyển sin"*', {"training", "admission"}),
        ('"tuyển sin*"', {"training", "admission"}),
        ("giỏi OR giới", {"gifted", "gender"}),
        ("giỏi HOẶC giới", {"gifted", "gender"}),
        ("giỏi or giới", set()),
        ("học AND sinh", {"gifted", "flood", "admission"}),
        ("học sinh NOT lũ", {"gifted", "admission"}),
        ("học sinh -lũ", {"gifted", "admission"}),
        ('-"học sinh"', {"gender", "committee", "training", "admission"}),
        ("học sinh -giỏi -lũ", {"admission"}),
        ("(giỏi OR giới) huấn", {"gender"}),
        ("giỏi OR giới huấn", {"gifted", "gender"}),
        ("học NOT (giỏi OR tuyển)", {"flood"}),
        ("NOT (giỏi OR giới)", {"committee", "training", "admission", "flood"}),
        ("lớp 10", {"admission"}),
        ("2024-2025", {"admission"}),
        ("2024 – 2025", {"admission"}),
        ("giỏi)", {"gifted"}),
        ("((giỏi", {"gifted"}),
        ("(giỏi))) thi", {"gifted"}),
        ("AND giỏi", {"gifted"}),
        ("giỏi AND", {"gifted"}),
        ("OR giỏi", {"gifted"}),
        ("giỏi OR", {"gifted"}),
        ("giỏi, thi!", {"gifted"}),
        ("giỏi\u200b thi", {"gifted"}),
        ("giỏi\x00thi", {"gifted"}),
        ("gio\u0309i", {"gifted"}),
        ("title:giỏi", set()),
        ("", set(TEXTS)),
        ("   \t\n", set(TEXTS)),
        ('"" () * - :', set(TEXTS)),
        ("AND OR", set(TEXTS)),
    ],
)
def test_what_is_found(index: Database, text: str, names: set[str]) -> None:
    assert run(index, parse(text)) == names


def test_words_that_must_not_occur_are_not_highlighted() -> None:
    assert [term.syllables for term in parse('giỏi -lũ NOT "mưa bão" NOT (giới OR nam)').terms] == [("giỏi",)]


def test_marks_decide_how_a_term_matches() -> None:
    exact, folded, mixed = parse("giỏi gioi “học sinh gioi”").terms
    assert exact.exact
    assert not folded.exact
    assert mixed.exact, "one mark makes the whole phrase exact"
    assert parse("Hoà").terms == parse("hòa").terms


def test_deep_parentheses(index: Database) -> None:
    for depth in (1, 5, 11):
        assert run(index, parse("(" * depth + "giỏi" + ")" * depth)) == {"gifted"}
    for text in ("(" * 5000 + "giỏi" + ")" * 5000, "(giỏi OR " * 500, "NOT (" * 300 + "lũ", ")" * 2000, "(" * 2000):
        run(index, parse(text))


def test_ten_thousand_characters(index: Database) -> None:
    for text in (
        "giỏi " * 2000,
        "a" * 10_000,
        '"' * 10_000,
        "-giỏi OR " * 1200,
        "giỏi\x00" * 2000,
        "́" * 10_000,
        "a*" * 5000,
    ):
        run(index, parse(text))
    assert str(MAX_CHARACTERS) in (parse("giỏi " * 2000).hint or "")
    assert str(MAX_TERMS) in (parse("giỏi " * (MAX_TERMS + 1)).hint or "")
    assert parse("giỏi " * MAX_TERMS).hint is None
    assert run(index, parse("giỏi " * 2000)) == {"gifted"}
