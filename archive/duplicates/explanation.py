"""Two articles come in, why they are or are not one story comes out: for `pgd duplicates explain` and the web page."""

from dataclasses import dataclass

from archive.duplicates.comparison import Comparison, compare
from archive.duplicates.shingles import is_long
from archive.lookup import Row, Rows, rows_of
from archive.vietnamese import article_text

KIND_WORDS = {"slot": "điền khác", "edit": "sửa", "spelling": "cách viết", "addition": "thêm/bớt"}

_ARTICLE = """select a.id, a.title, a.lead, a.body, a.url, a.published_at, a.first_seen_at, a.credit, a.text_hash,
    a.duplicate_of, a.duplicate_kind, a.similarity, s.name as source_name, s.province, a.source_id
    from articles a join sources s on s.id = a.source_id"""


@dataclass(frozen=True, slots=True)
class Explanation:
    """Two articles and their `comparison`; `together`: in one cluster; `decision`: `split` or `join`, by a person.

    `short`: one of them says too little to be compared, so only the same text would make them one.
    """

    article: Row
    other: Row
    comparison: Comparison
    together: bool
    decision: str | None
    decided_at: str | None
    short: bool

    @property
    def same_text(self) -> bool:
        """Say whether they are exact repeats."""
        return bool(self.article["text_hash"] == self.other["text_hash"])


def explain(db: Rows, article_id: int, other_id: int) -> Explanation | None:
    """Compare two articles; None if the archive lacks one of them."""
    article, other = _row(db, article_id), _row(db, other_id)
    if article is None or other is None:
        return None
    ours, theirs = (article_text(row["lead"], row["body"]) for row in (article, other))
    sql = "select decision, decided_at from duplicate_decisions where article_id = ? and other_id = ?"
    decision, decided_at = db.execute(sql, sorted((article_id, other_id))).fetchone() or (None, None)
    return Explanation(
        article,
        other,
        compare(ours, theirs, thorough=True),
        together=(article["duplicate_of"] or article_id) == (other["duplicate_of"] or other_id),
        decision=decision,
        decided_at=decided_at,
        short=not (is_long(ours) and is_long(theirs)),
    )


def neighbours(db: Rows, article_id: int) -> list[int]:
    """Return what an article is compared with when nothing else is said: its original, else its repeats, then its kin."""
    sql = """select duplicate_of from articles where id = ? and duplicate_of is not null
        union all select id from articles where duplicate_of = ?"""
    found = [row[0] for row in db.execute(sql, [article_id, article_id]).fetchall()]
    return found or [row["id"] for row in template_kin(db, article_id)]


def template_kin(db: Rows, article_id: int) -> list[Row]:
    """Return the articles that fill the same form otherwise: another district, year or school. The likest first."""
    sql = f"""with kin (id, form_similarity) as
            (select other_id, similarity from template_kin where article_id = (select ifnull(duplicate_of, id)
                from articles where id = ?))
        {_ARTICLE} join kin on kin.id = a.id order by kin.form_similarity desc, a.id"""
    return rows_of(db, sql, [article_id])


def _row(db: Rows, article_id: int) -> Row | None:
    return next(iter(rows_of(db, f"{_ARTICLE} where a.id = ?", [article_id])), None)
