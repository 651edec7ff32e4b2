"""`pgd duplicates`: the stories that several pages tell, why two are one, and what a person decided of them."""

import json
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from archive.cli import archive_file, known_article, open_for_reading
from archive.console import Failure, archive_option, plain, progress, single_run, table
from archive.duplicates.comparison import Difference
from archive.duplicates.explanation import KIND_WORDS, Explanation, explain, neighbours
from archive.lookup import Row
from archive.store import Archive

MOST_SHOWN = 20  # pairs and differences that are listed
WIDEST = 60  # letters of a difference that are shown
KIN = {"exact": "giống hệt", "near": "gần giống", "template": "cùng mẫu", "different": "khác nhau"}
DECISIONS = {"split": "tách riêng", "join": "gộp làm một"}
LIST = """select size, sites, near, days, substr(first_published_at, 1, 10), first_publisher, article_id, title
    from clusters order by size desc, sites desc, article_id limit ?"""


@click.group()
def duplicates() -> None:
    """Bài đăng lại: liệt kê, giải thích, sửa.  (Repeats: list, explain, correct.)"""


@duplicates.command("list")
@click.option("--limit", type=click.IntRange(1, 100_000), default=20, show_default=True, help="Số dòng (rows).")
@archive_option
def list_(limit: int, folder: Path) -> None:
    """Những bài được đăng lại nhiều nhất.  (The most syndicated stories.)"""
    with closing(open_for_reading(folder)) as db:
        rows = db.execute(LIST, [limit]).fetchall()
        total = db.execute("select count(distinct duplicate_of) from articles").fetchone()[0]
    heads = ("số trang", "số nguồn", "gần giống", "số ngày", "đăng đầu tiên", "nguồn đầu tiên", "bài", "tiêu đề")
    click.echo(table(heads, rows, right=(0, 1, 2, 3, 6)))
    click.echo(f"{len(rows)}/{total} bài có bản đăng lại", err=True)


@duplicates.command("explain")
@click.argument("url")
@click.argument("other", required=False)
@click.option("--json", "as_json", is_flag=True, help="In ra JSON lines.")
@archive_option
def explain_(url: str, other: str | None, as_json: bool, folder: Path) -> None:
    """Vì sao URL (và OTHER) là một bài hay không; URL là địa chỉ hoặc số của bài.  (Why two are one.)"""
    with closing(open_for_reading(folder)) as db:
        article = known_article(db, url)
        others = [known_article(db, other)] if other else neighbours(db, article)
        pairs = [found for other_id in others[:MOST_SHOWN] if (found := explain(db, article, other_id))]
        if not pairs:
            click.echo("Bài này không có bản đăng lại, cũng không có bài cùng mẫu (no repeats, no kin).")
    for pair in pairs:
        if as_json:
            click.echo(json.dumps(_record(pair), ensure_ascii=False))
        else:
            click.echo("\n".join(_told(pair)))
    if len(others) > MOST_SHOWN:
        click.echo(f"… và {len(others) - MOST_SHOWN} bài khác (more).", err=True)


@duplicates.command()
@click.argument("url")
@click.argument("other", required=False)
@archive_option
def split(url: str, other: str | None, folder: Path) -> None:
    """Ghi rằng URL không phải bản đăng lại của OTHER (mặc định: của bài gốc).  (These two are not one story.)"""
    with _writing(folder) as archive:
        article = known_article(archive.db, url)
        original = archive.db.execute("select duplicate_of from articles where id = ?", [article]).fetchone()[0]
        if other is None and original is None:
            raise Failure(f"{url}: is the original of its story; name the repeat to split from it")
        _decide(archive, article, known_article(archive.db, other) if other else original, "split")


@duplicates.command()
@click.argument("url")
@click.argument("other")
@archive_option
def join(url: str, other: str, folder: Path) -> None:
    """Ghi rằng URL và OTHER là một bài.  (These two are one story.)"""
    with _writing(folder) as archive:
        _decide(archive, known_article(archive.db, url), known_article(archive.db, other), "join")


@duplicates.command()
@click.argument("url")
@click.argument("other")
@archive_option
def undo(url: str, other: str, folder: Path) -> None:
    """Bỏ quyết định đã ghi cho URL và OTHER.  (Take back what was decided of these two.)"""
    with _writing(folder) as archive:
        _decide(archive, known_article(archive.db, url), known_article(archive.db, other), None)


@duplicates.command()
@archive_option
def rebuild(folder: Path) -> None:
    """Tìm lại mọi bản đăng lại từ văn bản đã lưu.  (Find all repeats anew from the stored texts.)"""
    with _writing(folder) as archive:
        total = archive.db.execute("select count(distinct text_hash) from articles").fetchone()[0]
        with archive.batch(), progress("rebuild", total) as advance:
            for texts in archive.repeats.rebuild():
                advance(texts)
        sql = """select ifnull(sum(duplicate_kind = 'exact'), 0), ifnull(sum(duplicate_kind = 'near'), 0),
            (select count(*) from text_kin where kin = 'template') from articles"""
        exact, near, template = archive.db.execute(sql).fetchone()
    click.echo(f"{exact} bản giống hệt, {near} bản gần giống, {template} cặp cùng mẫu (exact, near, template)")


@contextmanager
def _writing(folder: Path) -> Iterator[Archive]:
    archive_file(folder)  # a decision makes no archive
    with single_run(folder), Archive(folder) as archive:
        yield archive


def _decide(archive: Archive, article: int, other: int, decision: str | None) -> None:
    if article == other:
        raise Failure("both addresses are one article; name two")
    with archive.batch():
        now = datetime.now(UTC).isoformat(timespec="seconds")
        if not archive.repeats.decide(article, other, decision, now) and decision is None:
            raise Failure("nothing was decided of these two articles")
    sql = "select ifnull(duplicate_of, id) from articles where id in (?, ?)"
    together = len({row[0] for row in archive.db.execute(sql, [article, other]).fetchall()}) == 1
    click.echo(f"Bài {article} và bài {other}: {'là một bài' if together else 'là hai bài khác nhau'}.")


def _told(pair: Explanation) -> list[str]:
    found = pair.comparison
    lines = [_named("Bài", pair.article), _named("So với", pair.other)]
    state = "là một bài (one story)" if pair.together else "là hai bài (two stories)"
    lines.append(f"  → {state}: {KIN['exact' if pair.same_text else found.kin]}")
    if pair.decision:
        lines.append(f"  Người quyết định: {DECISIONS[pair.decision]}, {pair.decided_at}")
    if pair.short and not pair.same_text:
        lines.append("  Văn bản quá ngắn để so sánh: chỉ khi giống hệt mới là một bài (too short to compare)")
    lines.append(
        f"  Jaccard {found.jaccard:.3f} · độ bao hàm {found.containment:.3f} · {found.shared} cụm 3 âm tiết chung · "
        f"{found.kept:.1%} số từ của bản ngắn hơn có ở bản kia"
    )
    counts = [f"{found.count(kind)} {name}" for kind, name in KIND_WORDS.items() if found.count(kind)]
    if counts:
        lines.append(f"  Khác nhau: {', '.join(counts)}")
        shown = found.differences[:MOST_SHOWN]
        cells = [(KIND_WORDS[d.kind], _cut(d.a), "→", _cut(d.b)) for d in shown]
        lines += [f"  {line}" for line in table(("loại", "bài", "", "so với"), cells).split("\n")]
        if len(found.differences) > len(shown):
            lines.append(f"  … và {len(found.differences) - len(shown)} chỗ khác (more)")
    return [*lines, ""]


def _named(label: str, row: Row) -> str:
    published = (row["published_at"] or "không rõ ngày")[:16].replace("T", " ")
    head = click.style(plain(f"{label} {row['id']}: {row['title']}"), bold=True)
    return f"{head}\n  {plain(published)} · {plain(row['source_name'])} · {plain(row['url'])}"


def _cut(text: str) -> str:
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _record(pair: Explanation) -> dict[str, object]:
    found = pair.comparison
    ends = ("id", "title", "url", "published_at", "source_id")
    return {
        "article": {name: pair.article[name] for name in ends},
        "other": {name: pair.other[name] for name in ends},
        "together": pair.together,
        "kin": "exact" if pair.same_text else found.kin,
        "jaccard": round(found.jaccard, 4),
        "containment": round(found.containment, 4),
        "shared_shingles": found.shared,
        "kept": round(found.kept, 4),
        "decision": pair.decision,
        "differences": [_difference(difference) for difference in found.differences],
    }


def _difference(difference: Difference) -> dict[str, str]:
    return {"kind": difference.kind, "article": difference.a, "other": difference.b}
