"""The commands: what they print and write, their exit statuses, and errors of one line that say what to do."""

import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import time
import tomllib
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import BIN, ROOT, add_sources, article, dump, environment, run, save, tool
from filelock import FileLock
from test_warc import Entry, warc_bytes

from archive.cli import main
from archive.store import Archive

SENTENCES = (
    "Sáng 18/3, Phòng Giáo dục và Đào tạo tổ chức lễ trao giải kỳ thi chọn học sinh giỏi lớp 9 cấp huyện năm học này.",
    "Dự lễ có lãnh đạo Ủy ban nhân dân huyện, hiệu trưởng các trường trung học cơ sở cùng đông đảo phụ huynh học sinh.",
    "Phát biểu tại buổi lễ, bà Lê Thu Hà khen các thầy cô đã bồi dưỡng các em suốt nhiều tháng trong điều kiện còn thiếu thốn.",
)


def nukeviet(title: str, *paragraphs: str, date: str = "Thứ hai - 18/03/2024 08:15") -> str:
    """Return an article's page as NukeViet writes it, in short."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs or SENTENCES)
    return f"""<!DOCTYPE html><html lang="vi"><head><title>{title}</title><meta name="generator" content="NukeViet v4.5">
<meta property="og:type" content="article"></head><body><div id="header"><a href="/">Trang chủ</a></div>
<div class="news_column panel"><div class="panel-body"><h1 class="title margin-bottom-lg" itemprop="headline">{title}</h1>
<div class="row"><div class="col-md-12"><span class="h5">{date}</span></div></div>
<div id="news-bodyhtml" class="bodytext margin-bottom-lg">{body}</div></div></div>
<div id="footer">Phòng Giáo dục và Đào tạo</div></body></html>"""


TEXT = """Trang chủ
Hôm nay thứ 7. Ngày 24/03/2018
Lễ trao giải học sinh giỏi cấp huyện
Thứ hai - 18/03/2018 08:15
""" + "\n".join(SENTENCES)


def invoke(*words: str | Path, folder: Path | None = None) -> Result:
    before = ["--archive", str(folder)] if folder else []
    return CliRunner().invoke(main, [*before, *map(str, words)])


def one_line(result: Result | subprocess.CompletedProcess[str], *parts: str) -> None:
    """The error is one line on stderr that names what it must; no traceback."""
    assert "Traceback" not in result.stderr
    assert len(result.stderr.strip().splitlines()) == 1, result.stderr
    for part in parts:
        assert part in result.stderr


@pytest.fixture
def files(tmp_path: Path) -> Path:
    """Give a folder of things that somebody kept."""
    folder = tmp_path / "tep"
    (folder / "con").mkdir(parents=True)
    (folder / "le-trao-giai.html").write_text(nukeviet("Lễ trao giải học sinh giỏi"), "utf-8")
    (folder / "con" / "bao.htm").write_text(
        nukeviet("Cho học sinh nghỉ học tránh bão", *SENTENCES[1:], "Nghỉ hai ngày."), "utf-8"
    )
    (folder / "con" / "ghi chép.txt").write_text(TEXT, "utf-8")
    (folder / "anh.jpg").write_bytes(b"\xff\xd8")
    for path in folder.rglob("*.*"):
        os.utime(path, (1_700_000_000, 1_700_000_000))
    return folder


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an archive with some articles; only read."""
    folder = tmp_path_factory.mktemp("kept")
    with Archive(folder) as archive:
        add_sources(archive)
        for number in range(12):
            host = ("namson.example", "tanha.example")[number % 2]
            title = f"Kỳ thi chọn học sinh giỏi, đợt {number}" if number < 10 else f"Tuyển sinh lớp 6, đợt {number}"
            save(
                archive,
                article(
                    f"http://{host}/{number}.html",
                    title=title,
                    body=f"{SENTENCES[0]}\n{SENTENCES[1]} Đợt {number}.",
                    published_at=f"20{10 + number}-03-05",
                ),
            )
        save(
            archive,
            article(
                "http://ealinh.example/lai.aspx",
                title="Đăng lại",
                body=f"{SENTENCES[0]}\n{SENTENCES[1]} Đợt 3.",
                published_at="2024-01-01",
            ),
        )
    return folder


# import


def test_import_of_files_and_folders(files: Path, tmp_path: Path) -> None:
    result = invoke("import", files / "le-trao-giai.html", files / "con", folder=tmp_path / "kho")
    assert result.exit_code == 0, result.stderr
    assert result.stderr == "", "no progress bar off a terminal"
    assert "le-trao-giai.html" in result.stdout
    assert "ghi chép.txt" in result.stdout
    with Archive(tmp_path / "kho") as archive:
        titles = {row[0] for row in archive.db.execute("select title from articles").fetchall()}
        pages = dict(archive.db.execute("select url, kind from pages").fetchall())
    assert titles >= {"Lễ trao giải học sinh giỏi", "Cho học sinh nghỉ học tránh bão"}
    assert pages["file:le-trao-giai.html"] == "article"
    assert set(pages) == {"file:le-trao-giai.html", "file:bao.htm", "file:ghi chép.txt"}


def test_import_twice_changes_nothing(files: Path, tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    assert invoke("import", files, folder=kho).exit_code == 0
    before = dump(kho)
    again = invoke("import", files, folder=kho)
    assert again.exit_code == 0
    assert dump(kho) == before


def test_files_of_one_name_in_two_folders_are_two_pages(tmp_path: Path) -> None:
    for name, title in (("a", "Ngày hội đọc sách của học sinh"), ("b", "Lễ khai giảng năm học mới của huyện")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "trang.html").write_text(nukeviet(title, *SENTENCES, title), "utf-8")
    kho = tmp_path / "kho"
    assert invoke("import", tmp_path / "a", tmp_path / "b", folder=kho).exit_code == 0
    with Archive(kho) as archive:
        assert archive.db.execute("select count(*) from articles").fetchone() == (2,)


def warc_of(path: Path, count: int, host: str = "pgd-la.example") -> Path:
    """Write a WARC of a site: articles, every tenth page a print view or a list, some repeats and later versions."""
    entries = []
    for number in range(count):
        url, title = f"http://{host}/tin-tuc/bai-so-{number}.html", f"Tin số {number} của phòng giáo dục"
        text = [*SENTENCES, f"Bản tin số {number % (count - 20)} kết thúc."]
        if number % 10 == 7:
            url, title = f"http://{host}/print/tin-tuc/bai-so-{number - 1}.html", f"Bản in {number}"
        elif number % 10 == 8:
            url, text = f"http://{host}/tin-tuc/bai-so-{number - 5}.html", [*text, "Có bổ sung."]
        date = f"2020-01-{number // 200 + 1:02}T{number // 60 % 24:02}:{number % 60:02}:00Z"
        entries.append(Entry(url, nukeviet(title, *text).encode(), date))
    data, _ = warc_bytes(entries, gzipped=path.name.endswith(".gz"))
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("name", ["a.warc.gz", "a.warc"])
def test_import_of_a_warc_twice(tmp_path: Path, name: str) -> None:
    path, kho = warc_of(tmp_path / name, 60), tmp_path / "kho"
    result = invoke("import", path, folder=kho)
    assert result.exit_code == 0, result.stderr
    with Archive(kho) as archive:
        assert archive.db.execute("select count(*) from articles").fetchone() == (48,)
        assert archive.db.execute("select count(*) from revisions").fetchone() == (6,)
        assert archive.db.execute(
            "select count(*) from pages where kind = 'print' and article_id is not null"
        ).fetchone() == (6,)
        assert archive.db.execute("select id, family, province, kind from sources").fetchall() == [
            ("pgd-la.example", "nukeviet", None, None)
        ]
    before = dump(kho)
    assert invoke("import", path, folder=kho).exit_code == 0
    assert dump(kho) == before


def test_an_import_that_was_killed_and_started_again_ends_with_the_same_archive(tmp_path: Path) -> None:
    path = warc_of(tmp_path / "lon.warc.gz", 450)
    whole, torn = tmp_path / "whole", tmp_path / "torn"
    assert run("import", path, "--archive", whole).returncode == 0
    process = subprocess.Popen(
        [tool("pgd"), "import", str(path), "--archive", str(torn)], env=environment(), stdout=subprocess.DEVNULL
    )
    try:
        stored, deadline = 0, time.monotonic() + 30
        while not stored and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
            if (torn / "archive.db").exists():
                with closing(sqlite3.connect(torn / "archive.db", timeout=5)) as db:
                    try:
                        (stored,) = db.execute("select count(*) from pages").fetchone()
                    except sqlite3.OperationalError:
                        stored = 0
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    assert process.returncode == -signal.SIGKILL, "it was still running"
    killed = dump(torn)
    assert 0 < len(killed["pages"]) < 450
    again = run("import", path, "--archive", torn)
    assert again.returncode == 0, "the lock of a killed run is no lock"
    assert dump(torn) == dump(whole)


def test_a_warc_that_is_cut_is_read_up_to_there(tmp_path: Path) -> None:
    path = warc_of(tmp_path / "a.warc.gz", 40)
    path.write_bytes(path.read_bytes()[:-200])
    result = invoke("import", path, folder=tmp_path / "kho")
    assert result.exit_code == 3, "finished, but a person must look"
    one_line(result, "a.warc.gz")
    with Archive(tmp_path / "kho") as archive:
        assert archive.db.execute("select count(*) from pages").fetchone() == (
            35,
        )  # 40 captures of 36 addresses, less the torn one


def test_one_impossible_address_does_not_end_the_import(tmp_path: Path) -> None:
    addresses = (
        "http://pgd-la.example/tin/a-1.html",
        "http://pgd-la.example:99999/x",
        "http://pgd-la.example/tin/b-2.html",
    )
    entries = [Entry(url, nukeviet(f"Tin {url[-6]}", *SENTENCES, url).encode()) for url in addresses]
    (tmp_path / "a.warc.gz").write_bytes(warc_bytes(entries, gzipped=True)[0])
    result = run("import", tmp_path / "a.warc.gz", "--archive", tmp_path / "kho")
    assert "Traceback" not in result.stderr
    with Archive(tmp_path / "kho") as archive:
        assert archive.db.execute("select count(*) from articles").fetchone() == (3,)  # kept as it stands


def test_a_file_that_is_no_warc_does_not_stop_the_others(files: Path, tmp_path: Path) -> None:
    (files / "a.warc.gz").write_bytes(b"no WARC\n" * 9)
    result = invoke("import", files, folder=tmp_path / "kho")
    assert result.exit_code == 3
    one_line(result, "a.warc.gz")
    with Archive(tmp_path / "kho") as archive:
        assert archive.db.execute("select count(*) from pages").fetchone() == (3,)
    alone = invoke("import", files / "a.warc.gz", folder=tmp_path / "kho")
    assert alone.exit_code == 1
    one_line(alone, "a.warc.gz")


def test_import_into_a_source(files: Path, tmp_path: Path) -> None:
    kho = tmp_path / "kho"
    assert invoke("import", files / "le-trao-giai.html", "--source", "pgdthanhkhe", folder=kho).exit_code == 0
    with Archive(kho) as archive:
        assert archive.db.execute(
            "select source_id, s.province from articles join sources s on s.id = source_id"
        ).fetchall() == [("pgdthanhkhe", "Đà Nẵng")]


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        (["import", "khong-co.html"], ["khong-co.html", "no such file"]),
        (["import", "tep/anh.jpg"], ["anh.jpg", "cannot be imported", ".warc.gz"]),
        (["import", "trong"], ["trong", "no file to import"]),
        (["import", "tep", "--source", "khong-co"], ["khong-co", "pgd sources"]),
        (["import", "tep", "--sites", "khong-co.toml"], ["khong-co.toml"]),
        (["import", "tep", "--sites", "sai.toml"], ["sai.toml", "'famly'"]),
        (["sources", "--sites", "sai.toml"], ["sai.toml", "'famly'"]),
        (["crawl", "khong-co"], ["khong-co", "pgd sources"]),
        (["crawl", "--all", "--sites", "sai.toml"], ["sai.toml", "'famly'"]),
        (["detect", "khong-co.html"], ["khong-co.html"]),
        (["detect", "ftp://pgd.example/"], ["ftp://pgd.example/", "http"]),
        (["detect", "http://127.0.0.1:1/"], ["http://127.0.0.1:1/"]),
        (["search", "x", "--archive", "trong"], ["trong", "pgd import"]),
        (["export", "x", "--archive", "trong"], ["trong", "pgd import"]),
        (["serve", "--archive", "trong"], ["trong", "pgd import"]),
        (["import", "tep", "--archive", "/proc/kho"], ["/proc/kho", "--archive"]),
        (["crawl", "pgdthanhkhe", "--archive", "/proc/kho"], ["/proc/kho", "--archive"]),
    ],
)
def test_an_error_is_one_line(
    files: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], parts: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "trong").mkdir()
    (tmp_path / "sai.toml").write_text(
        '[[site]]\nid = "x"\nname = "X"\nhome_url = "http://x.example/"\nfamly = "generic"\n', "utf-8"
    )
    result = invoke(*words)
    assert result.exit_code in ((1, 2) if words[:2] == ["crawl", "khong-co"] else (1,))
    assert result.stdout == ""
    one_line(result, *parts)


def test_an_archive_that_is_no_database_is_named(tmp_path: Path, files: Path) -> None:
    (tmp_path / "archive.db").write_bytes(b"Day khong phai co so du lieu. " * 99)
    result = invoke("import", files, folder=tmp_path)
    assert result.exit_code == 1
    one_line(result, str(tmp_path / "archive.db"))


@pytest.mark.parametrize("command", ["search", "export"])
@pytest.mark.parametrize("content", [b"Day khong phai co so du lieu. " * 99, b""], ids=["no database", "empty"])
def test_reading_an_archive_that_is_none_names_it(tmp_path: Path, command: str, content: bytes) -> None:
    (tmp_path / "archive.db").write_bytes(content)
    result = invoke(command, "x", folder=tmp_path)
    assert result.exit_code == 1
    one_line(result, str(tmp_path))


@pytest.mark.parametrize(
    "words",
    [
        ["import"],
        ["crawl"],
        ["search", "--limit", "0"],
        ["export", "-f", "doc"],
        ["khong-co"],
        ["detect"],
        ["sources", "--kind", "x"],
    ],
)
def test_usage_errors_are_2(words: list[str]) -> None:
    result = invoke(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("command", ["import", "crawl", "demo"])
def test_a_second_run_finds_the_lock(command: str, files: Path, tmp_path: Path) -> None:
    words = {"import": [files], "crawl": ["pgdthanhkhe"], "demo": ["--no-serve"]}[command]
    (tmp_path / "kho").mkdir()
    with FileLock(tmp_path / "kho" / "run.lock"):
        result = run("--archive", tmp_path / "kho", command, *words)
    assert result.returncode == 75
    one_line(result, str(tmp_path / "kho"))


def test_reading_needs_no_lock(kept: Path) -> None:
    with FileLock(kept / "run.lock"):
        assert invoke("search", "giỏi", folder=kept).exit_code == 0


# search and export


def test_search(kept: Path) -> None:
    result = invoke("search", "hoc", "sinh", "gioi", folder=kept)
    assert result.exit_code == 0
    assert result.stdout.count("Kỳ thi chọn học sinh giỏi") == 10
    assert "(+1 bản đăng lại)" in result.stdout
    assert "http://namson.example/0.html" in result.stdout
    assert "\x1b[" not in result.stdout, "no colours off a terminal"
    assert "12 kết quả (13 bài" in result.stderr


def test_search_limit_and_nothing_found(kept: Path) -> None:
    assert invoke("search", "giỏi", "--limit", "2", folder=kept).stdout.count("http://") == 2
    nothing = invoke("search", "giới", folder=kept)
    assert (nothing.exit_code, nothing.stdout) == (0, "")
    assert nothing.stderr.startswith("0 kết quả")


@pytest.mark.parametrize(
    "text", ['"', "(((", "a AND", "NOT", "*", "x\x01y", "'; drop table articles; --", "{title}:x", "NEAR(a b)"]
)
def test_search_takes_any_text(kept: Path, text: str) -> None:
    result = invoke("search", "--", text, folder=kept)
    assert result.exit_code == 0, result.stderr


def test_the_archive_can_be_named_in_three_ways(kept: Path) -> None:
    wanted = invoke("search", "tuyen sin*", folder=kept).stdout
    assert wanted.count("http://") == 2
    assert invoke("search", "tuyen sin*", "--archive", kept).stdout == wanted
    assert CliRunner().invoke(main, ["search", "tuyen sin*"], env={"PGD_ARCHIVE": str(kept)}).stdout == wanted


def test_search_into_head_is_quiet(kept: Path) -> None:
    shell = f"set -o pipefail; '{tool('pgd')}' search giỏi --limit 1000 --archive '{kept}' | head -1"
    for script in (
        shell,
        shell.replace("search giỏi --limit 1000", "export giỏi"),
        shell.replace("| head -1", "| true"),
    ):
        result = subprocess.run(
            ["bash", "-c", script], env=environment(), capture_output=True, text=True, timeout=30, check=False
        )
        assert "Traceback" not in result.stderr
        assert "BrokenPipe" not in result.stderr
        assert "Lỗi" not in result.stderr


def test_a_long_export_into_head_is_quiet(tmp_path: Path) -> None:
    with Archive(tmp_path) as archive:
        add_sources(archive)
        for number in range(60):
            save(archive, article(f"http://namson.example/{number}.html", body=f"{SENTENCES[0] * 60} {number}"))
    script = f"set -o pipefail; '{tool('pgd')}' export -f jsonl --archive '{tmp_path}' | head -1 | wc -l"
    result = subprocess.run(
        ["bash", "-c", script], env=environment(), capture_output=True, text=True, timeout=30, check=False
    )
    assert result.stdout.strip() == "1"
    assert result.stderr == ""


def test_export_to_a_file_and_to_stdout(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "kết quả.csv"
    result = invoke("export", "tuyển sinh", "-o", target, folder=kept)
    assert (result.exit_code, result.stdout) == (0, "")
    content = target.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    found = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["title"] for row in found] == ["Tuyển sinh lớp 6, đợt 11", "Tuyển sinh lớp 6, đợt 10"]
    assert "2 bài" in result.stderr
    assert invoke("export", "tuyển sinh", folder=kept).stdout_bytes == content
    assert [path.name for path in tmp_path.iterdir()] == [target.name], "no unfinished file stays"


def test_export_filters(kept: Path) -> None:
    def titles(*words: str) -> list[str]:
        lines = invoke("export", "-f", "jsonl", *words, folder=kept).stdout.splitlines()
        return sorted(json.loads(line)["title"] for line in lines)

    assert len(titles()) == 12
    assert titles("--year", "2013") == ["Kỳ thi chọn học sinh giỏi, đợt 3"]
    assert titles("--source", "pgd-tan-ha", "--year", "2012", "--year", "2013") == ["Kỳ thi chọn học sinh giỏi, đợt 3"]
    assert len(titles("--province", "Điện Biên")) == len(titles("--province", "dien bien")) == 7


@pytest.mark.parametrize(
    ("option", "value"), [("--source", "khong-co"), ("--province", "Khánh Hoà Bình"), ("--year", "20x3")]
)
def test_export_of_what_is_not_there(kept: Path, option: str, value: str) -> None:
    result = invoke("export", option, value, folder=kept)
    assert (result.exit_code, result.stdout) == (1, "")
    one_line(result, option, value)


def test_a_word_to_leave_out_may_stand_first(kept: Path) -> None:
    result = invoke("search", "-sinh", "đợt", "--limit", "5", folder=kept)
    assert result.exit_code == 0, result.stderr
    assert "học sinh giỏi" not in result.stdout


def test_ctrl_c_is_status_130(kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("archive.cli.run_search", interrupt)
    result = invoke("search", "đợt", folder=kept)
    assert result.exit_code == 130
    assert "Traceback" not in result.stderr


def test_export_to_a_place_that_is_none(kept: Path, tmp_path: Path) -> None:
    result = invoke("export", "-o", tmp_path / "khong-co" / "a.csv", folder=kept)
    assert result.exit_code == 1
    one_line(result, "khong-co")


# sources and detect


def test_sources() -> None:
    result = invoke("sources")
    assert result.exit_code == 0
    assert result.stderr.strip() == "128 trang"
    assert len(result.stdout.splitlines()) == 130
    assert "pgdthanhkhe" in result.stdout


@pytest.mark.parametrize("name", ["đà nẵng", "Da Nang", "ĐÀ NẴNG", "nẵng"])
def test_sources_of_a_province(name: str) -> None:
    found = [json.loads(line) for line in invoke("sources", "--province", name, "--json").stdout.splitlines()]
    assert {site["id"] for site in found} == {"lienchieudn", "pgdthanhkhe"}
    assert {site["province"] for site in found} == {"Đà Nẵng"}


def test_sources_filters() -> None:
    def ids(*words: str) -> set[str]:
        return {json.loads(line)["id"] for line in invoke("sources", "--json", *words).stdout.splitlines()}

    assert ids("thanh khe") == {"pgdthanhkhe"}
    assert ids("--family", "quangich_ct", "--province", "da nang") == {"pgdthanhkhe"}
    assert ids("--status", "live") == set()
    assert ids("--kind", "phong") | ids("--kind", "district_portal") == ids()
    assert ids("khong co gi nhu the") == set()


def test_own_sites_are_listed(tmp_path: Path) -> None:
    path = tmp_path / "rieng.toml"
    path.write_text(
        '[[site]]\nid = "cua-toi"\nname = "Trang của tôi"\nhome_url = "http://toi.example/"\nfamily = "generic"\n',
        "utf-8",
    )
    assert "cua-toi" in invoke("sources", "--sites", path).stdout
    assert "cua-toi" in CliRunner().invoke(main, ["sources"], env={"PGD_SITES": str(tmp_path)}).stdout


@pytest.mark.parametrize(
    ("content", "family"),
    [
        (nukeviet("Lễ trao giải"), "nukeviet"),
        (
            '<html><head><meta name="generator" content="WordPress 6.1"></head><body><p>Xin chào</p></body></html>',
            "wordpress",
        ),
        ("<html><body><h1>Tin</h1><p>Xin chào các em</p></body></html>", "generic"),
    ],
)
def test_detect_prints_an_entry_that_the_registry_takes(tmp_path: Path, content: str, family: str) -> None:
    page = tmp_path / "trang.html"
    page.write_text(
        content.replace("<head>", '<head><link rel="canonical" href="http://pgdmoi.example/tin/1.html">'), "utf-8"
    )
    result = invoke("detect", page)
    assert result.exit_code == 0
    assert result.stderr.startswith(f"{family}: ")
    (entry,) = tomllib.loads(result.stdout)["site"]
    assert entry["family"] == family
    own = tmp_path / "moi.toml"
    own.write_text(result.stdout, "utf-8")
    assert entry["id"] in invoke("sources", "--sites", own).stdout


def test_detect_of_what_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "trong.html").write_bytes(b"")
    result = invoke("detect", tmp_path / "trong.html")
    assert result.exit_code == 1
    one_line(result, "trong.html")


# the console scripts themselves


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    (tmp_path / "o-dau").mkdir()
    return tmp_path / "o-dau"


def test_help_and_version_from_anywhere(elsewhere: Path) -> None:
    shown = run("--help", cwd=elsewhere)
    assert shown.returncode == 0
    for name in ("crawl", "demo", "detect", "export", "import", "search", "serve", "sources"):
        assert f"  {name} " in shown.stdout
    assert run("--version", cwd=elsewhere).stdout.startswith("pgd, version ")
    assert list(elsewhere.iterdir()) == [], "looking leaves nothing behind"


def test_pgd_starts_without_scrapy_or_datasette() -> None:
    code = "import sys, archive.cli; print([m for m in ('scrapy', 'twisted', 'datasette', 'lxml') if m in sys.modules])"
    result = subprocess.run(
        [BIN / "python", "-c", code],
        capture_output=True,
        text=True,
        env=environment(),
        cwd=ROOT,
        timeout=30,
        check=False,
    )
    assert result.stdout.strip() == "[]", result.stderr


def test_scrapy_list_knows_every_site(tmp_path: Path) -> None:
    path = tmp_path / "rieng.toml"
    path.write_text(
        '[[site]]\nid = "cua-toi"\nname = "Trang của tôi"\nhome_url = "http://toi.example/"\nfamily = "generic"\n',
        "utf-8",
    )
    listed = run("list", name="scrapy", PGD_SITES=str(path)).stdout.split()
    assert len(listed) == 129
    assert {"cua-toi", "pgdthanhkhe"} <= set(listed)


def test_scrapy_crawl_of_an_unknown_site_says_so() -> None:
    result = run("crawl", "khong-co", name="scrapy")
    assert result.returncode != 0
    assert "khong-co" in result.stderr + result.stdout
