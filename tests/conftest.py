"""What several tests need: an archive in a folder of its own, articles of invented offices, whole dumps to compare."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from archive.articles import Outcome
from archive.records import Article, NotAnArticle, Page, Source
from archive.store import Archive

settings.register_profile("pgd", deadline=None, derandomize=True, database=None, max_examples=150)
settings.load_profile("pgd")

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent

NAM_SON = Source(
    "pgd-nam-son", "Phòng GD&ĐT huyện Nậm Sơn", "namson.example", "http://namson.example/",
    kind="phong", province="Điện Biên", district="Nậm Sơn", family="nukeviet",
)  # fmt: skip
TAN_HA = Source(
    "pgd-tan-ha", "Phòng GD&ĐT huyện Tân Hà", "tanha.example", "http://tanha.example/",
    kind="phong", province="Kiên Giang", district="Tân Hà", family="wordpress",
)  # fmt: skip
EA_LINH = Source(
    "pgd-ea-linh", "Phòng GD&ĐT thị xã Ea Linh", "ealinh.example", "http://ealinh.example/",
    kind="phong", province="Điện Biên", district="Ea Linh",
)  # fmt: skip
HOSTS = {source.host: source for source in (NAM_SON, TAN_HA, EA_LINH)}

MEETING = (
    "Sáng ngày 18/8, Phòng Giáo dục và Đào tạo tổ chức hội nghị tổng kết năm học, triển khai nhiệm vụ năm học mới cho "
    "hiệu trưởng 43 trường mầm non, tiểu học và trung học cơ sở trên địa bàn huyện.\n"
    "Phát biểu tại hội nghị, lãnh đạo Ủy ban nhân dân huyện ghi nhận cố gắng của các thầy giáo, cô giáo ở các điểm "
    "trường xa trung tâm, nơi học sinh phải lội suối đến lớp mỗi mùa mưa."
)


@pytest.fixture(autouse=True)
def _plain_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take away what would lead a command to another archive, registry or proxy."""
    for name in list(os.environ):
        if name.startswith("PGD_") or name.lower().endswith("_proxy"):
            monkeypatch.delenv(name)


@pytest.fixture
def archive(tmp_path: Path) -> Iterator[Archive]:
    """Give an empty archive that knows three offices in two provinces."""
    with Archive(tmp_path / "kho") as opened:
        add_sources(opened)
        yield opened


def add_sources(archive: Archive) -> None:
    with archive.batch():
        for source in HOSTS.values():
            archive.add_source(source)


def article(url: str = "http://namson.example/tin-tuc/hoi-nghi-tong-ket-1.html", **fields: Any) -> Article:
    """Return an article; what is not given is that of a meeting."""
    return Article(**{"url": url, "title": "Hội nghị tổng kết năm học 2023 - 2024", "body": MEETING} | fields)


def page(url: str, seen: str = "2024-08-20", status: int = 200, body: bytes = b"<html>", **fields: Any) -> Page:
    """Return the page that was fetched at `url` on the day (or at the moment) `seen`."""
    moment = seen if "T" in seen else f"{seen}T03:00:00+00:00"
    return Page(url, moment, body, {"content-type": "text/html"}, status, **fields)


def save(
    archive: Archive, read: Article | NotAnArticle, seen: str = "2024-08-20", url: str = "", **fields: Any
) -> Outcome:
    """Store what was read from a page of `seen`, under the source that its host belongs to."""
    url = url or (read.url if isinstance(read, Article) else "http://namson.example/")
    fetched = page(url, seen, **fields)
    with archive.batch():
        return archive.store(fetched, read, HOSTS[url.split("/")[2]].id)


def article_id(archive: Archive, url: str) -> int:
    row = archive.db.execute("select id from articles where url = ?", [url]).fetchone()
    assert row, f"no article {url}"
    return int(row[0])


def rows(archive: Archive, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    return list(archive.db.execute(sql, values).fetchall())


def fts_entries(db: sqlite3.Connection, name: str = "articles_fts") -> list[tuple[Any, ...]]:
    """Return every word of a full-text index with its row, column and place: what a contentless table holds."""
    db.execute(f"create virtual table if not exists temp.{name}_v using fts5vocab('main', '{name}', 'instance')")
    return db.execute(f"select term, doc, col, offset from temp.{name}_v order by 2, 3, 4, 1").fetchall()


def dump(folder: Path) -> dict[str, list[tuple[Any, ...]]]:
    """Return every row of every table of an archive, and every entry of its full-text index."""
    with closing(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)) as db:
        names = [row[0] for row in db.execute("select name from sqlite_master where type = 'table' order by 1")]
        tables = [name for name in names if not name.startswith(("articles_fts", "sqlite_", "_sqlite_"))]
        found = {name: db.execute(f'select * from "{name}" order by 1, 2').fetchall() for name in tables}
        return found | {"articles_fts": fts_entries(db)}


def tool(name: str) -> str:
    """Return the path of a console script of the environment that runs the tests."""
    found = shutil.which(name, path=f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}")
    assert found, f"{name} is not installed"
    return found


def environment(**values: str) -> dict[str, str]:
    """Return the environment for a subprocess: no archive, registry or proxy of the machine, UTF-8."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("PGD_") and not name.lower().endswith("_proxy")
    }
    return kept | {"PYTHONUTF8": "1", "PYTHONWARNINGS": "default"} | values


def run(*words: str | Path, name: str = "pgd", cwd: Path = ROOT, **env: str) -> subprocess.CompletedProcess[str]:
    """Run a console script to its end; stdout and stderr are kept apart."""
    return subprocess.run(
        [tool(name), *map(str, words)], cwd=cwd, env=environment(**env), capture_output=True, text=True,
        encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip
