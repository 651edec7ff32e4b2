"""`pgd diff`: what an article said before and says now, or two articles, word by word."""

from contextlib import closing
from pathlib import Path

import click

from archive.cli import known_article, open_for_reading
from archive.console import Failure, archive_option, plain
from archive.lookup import Rows
from archive.words import Piece, diff_lines, is_changed

LARGEST = 2**63 - 1  # what SQLite can hold
MARKS = {"removed": ("[-", "-]", "red"), "added": ("{+", "+}", "green")}


@click.command()
@click.argument("url")
@click.argument("other", required=False)
@click.option(
    "--revision",
    type=click.IntRange(1),
    metavar="N",
    help="Bản cũ số N ở bảng revisions (a former text by its number).",
)
@click.option("--full", is_flag=True, help="In cả những đoạn không đổi (unchanged paragraphs, too).")
@archive_option
def diff(url: str, other: str | None, revision: int | None, full: bool, folder: Path) -> None:
    """So sánh từng từ: bản trước khi sửa với bản nay, hoặc bài URL với bài OTHER.  (Compare word by word.)"""
    with closing(open_for_reading(folder)) as db:
        article = _article(db, url)
        if other and revision is not None:
            raise Failure("--revision goes with one article; leave out OTHER")
        old, new = (article, _article(db, other)) if other else (_revision(db, article[0], url, revision), article)
    changed = False
    click.echo(click.style(f"--- {plain(old[1])}", fg="red"))
    click.echo(click.style(f"+++ {plain(new[1])}", fg="green"))
    for line in diff_lines("\n".join(filter(None, old[2:])), "\n".join(filter(None, new[2:]))):
        differs = is_changed(line)
        changed |= differs
        if differs or full:
            click.echo("".join(map(_shown, line)))
    if not changed:
        click.echo("Không khác nhau (no difference).", err=True)


def _article(db: Rows, asked: str) -> tuple[str, ...]:
    sql = "select id, last_seen_at || '  ' || url, title, lead, body from articles where id = ?"
    return tuple(db.execute(sql, [known_article(db, asked)]).fetchone())


def _revision(db: Rows, article_id: str, url: str, number: int | None) -> tuple[str, ...]:
    sql = """select r.id, r.seen_at || '  ' || a.url, r.title, r.lead, r.body from revisions r
        join articles a on a.id = r.article_id where r.article_id = ? and (? is null or r.id = ?)
        order by r.seen_at desc, r.id desc limit 1"""
    asked = None if number is None else min(number, LARGEST)
    found = db.execute(sql, [article_id, asked, asked]).fetchone()
    if found is None and number is None:
        raise Failure(f"{url}: no former text is known; the article was never seen changed")
    if found is None:
        raise Failure(f"--revision {number}: this article has no such revision")
    return tuple(found)


def _shown(piece: Piece) -> str:
    text = plain(piece.text)
    if piece.change == "same":
        return text
    before, after, colour = MARKS[piece.change]
    return click.style(f"{before}{text}{after}", fg=colour)
