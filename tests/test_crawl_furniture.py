"""A crawl learns from its first articles what stands on every page of a site, and reads them again."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from conftest import run
from test_crawl import Web, entry, html

SLOGAN = "Trường học thân thiện, học sinh tích cực: mỗi ngày đến trường là một ngày vui của các em quê hương Bản Lầu."
WHO = "An Bình Chi Dung Giang Hạnh Khánh Lan Minh Nga Oanh Phúc Quyên Sáng".split()


def sentences(number: int) -> list[str]:
    who = WHO[number]
    return [
        f"Cô {who} kể rằng lớp của cô đã trồng được một vườn rau xanh tốt ngay sau dãy nhà bán trú của trường.",
        f"Học sinh lớp cô {who} thay nhau tưới rau mỗi chiều, cuối tuần đem rau vào bếp ăn và chia cho các gia đình khó khăn.",
    ]


def site(web: Web, articles: int) -> None:
    paths = [f"/tin-tuc/vuon-rau-{number + 1}.html" for number in range(articles)]
    web.answers["/"] = html("Trang chủ", "", *paths)
    for number, path in enumerate(paths):
        text = "".join(f"<p>{line}</p>" for line in (SLOGAN, *sentences(number)))
        title = f"Vườn rau của cô {WHO[number]} và các em"
        web.answers[path] = html(
            title,
            f'<div class="news_column panel"><h1 class="title" itemprop="headline">{title}</h1>'
            f'<span class="h5">Thứ hai - 04/11/2024 08:15</span><div id="news-bodyhtml">{text}</div></div>',
        )


@pytest.mark.parametrize("articles", [14, 6])
def test_the_slogan_of_every_page_is_in_no_text(tmp_path: Path, articles: int) -> None:
    """A small site is learned when the crawl ends; the next one finds nothing changed."""
    with Web() as web:
        site(web, articles)
        sites = tmp_path / "sites"
        sites.mkdir()
        (sites / "x.toml").write_text(entry("banlau", web.url), "utf-8")
        for _ in range(2):
            done = run("crawl", "banlau", "--sites", sites, "--archive", tmp_path / "kho")
            assert done.returncode == 0, done.stderr
    with closing(sqlite3.connect(tmp_path / "kho" / "archive.db")) as db:
        bodies = {row[0] for row in db.execute("select body from articles")}
        assert bodies == {"\n".join(sentences(number)) for number in range(articles)}
        assert db.execute("select count(*) from furniture").fetchone()[0] >= 1
        assert db.execute("select count(*) from revisions").fetchone() == (0,)
        counts = db.execute(
            "select articles_new, articles_changed, articles_unchanged from crawls order by id"
        ).fetchall()
        assert counts == [(articles, 0, 0), (0, 0, articles)]
