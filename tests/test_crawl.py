"""The crawl: real `pgd crawl` and `scrapy crawl` on small loopback sites; what was asked for, what was kept, how it ended."""

import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock, Thread
from typing import Any, Self
from urllib.parse import urlsplit

import pytest
from conftest import ROOT, environment, run, tool

PARAGRAPHS = (
    "Sáng thứ hai, các trường trên địa bàn huyện đồng loạt tổ chức lễ chào cờ, phát động đợt thi đua mừng ngày Nhà giáo.",
    "Theo kế hoạch của Phòng Giáo dục và Đào tạo, đợt thi đua kéo dài sáu tuần, có tổng kết và khen thưởng ở từng cụm trường.",
    "Ủy ban nhân dân huyện đề nghị các xã tạo điều kiện để giáo viên vùng cao về dự lễ, bố trí xe đưa đón học sinh nội trú.",
)


@dataclass(frozen=True)
class Answer:
    """What the server says to one address."""

    body: str = ""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    location: str | None = None


@dataclass
class Web:
    """A web site on loopback that keeps account of what was asked, by whom, and how many at a time."""

    answers: dict[str, Answer] = field(default_factory=dict)
    pause: float = 0.004  # seconds that an answer takes
    asked: list[str] = field(default_factory=list)
    agents: set[str] = field(default_factory=set)
    cookies: set[str | None] = field(default_factory=set)
    busy: int = 0
    most: int = 0
    lock: Any = field(default_factory=Lock)

    def __enter__(self) -> Self:
        web = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 20

            def do_GET(self) -> None:
                web._answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self.server.server_close()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.server_port}"

    def _answer(self, handler: BaseHTTPRequestHandler) -> None:
        with self.lock:
            self.busy += 1
            self.most = max(self.most, self.busy)
            self.asked.append(handler.path)
            self.agents.add(handler.headers["User-Agent"])
            self.cookies.add(handler.headers["Cookie"])
        time.sleep(self.pause)
        found = self.answers.get(handler.path, Answer("<html><body>Không tìm thấy trang</body></html>", 404))
        body = found.body.encode()
        try:
            handler.send_response(found.status)
            handler.send_header("Content-Type", found.content_type)
            handler.send_header("Content-Length", str(len(body)))
            handler.send_header("Set-Cookie", "phien=1")
            if found.location:
                handler.send_header("Location", found.location)
            with self.lock:
                self.busy -= 1  # before the last byte: the next request may come at once
            handler.end_headers()
            handler.wfile.write(body)
        except OSError:  # the crawl was stopped
            handler.close_connection = True


def html(title: str, inner: str, *links: str) -> Answer:
    anchors = "".join(
        f'<li><a href="{link}">{link.strip("/").split("/")[-1] or "Trang chủ"}</a></li>' for link in links
    )
    return Answer(
        f'<!DOCTYPE html><html lang="vi"><head><title>{title}</title><meta name="generator" content="NukeViet v4.5"></head>'
        f'<body><div id="header"><a href="/">Trang chủ</a></div>{inner}<ul class="menu">{anchors}</ul></body></html>'
    )


def article(title: str, *links: str, more: str = "") -> Answer:
    body = "".join(
        f"<p>{text}</p>" for text in (*PARAGRAPHS, f"Bài viết này nói về {title}.", *([more] if more else []))
    )
    return html(
        title,
        f'<div class="news_column panel"><div class="panel-body"><h1 class="title" itemprop="headline">{title}</h1>'
        f'<div class="row"><span class="h5">Thứ hai - 04/11/2024 08:15</span></div>'
        f'<div id="news-bodyhtml" class="bodytext">{body}</div></div></div>',
        *links,
    )


def teasers(*links: str, after: str | None = None) -> Answer:
    items = "".join(
        f'<div class="news_item"><h3><a href="{link}">Tin về {link[-10:]}</a></h3><p>Tóm tắt…</p></div>'
        for link in links
    )
    return html("Tin tức", f'<div class="news_column">{items}</div>', *([after] if after else []))


def xml(tag: str, *urls: str) -> Answer:
    if tag == "rss":
        items = "".join(f"<item><title>Tin</title><link>{url}</link></item>" for url in urls)
        return Answer(
            f'<?xml version="1.0"?><rss version="2.0"><channel>{items}</channel></rss>', content_type="text/xml"
        )
    items = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return Answer(f'<?xml version="1.0"?><urlset xmlns="{space}">{items}</urlset>', content_type="text/xml")


def entry(name: str, url: str, **keys: str) -> str:
    lines = [f'id = "{name}"', f'name = "Trang {name}"', f'home_url = "{url}/"']
    given = {"family": '"nukeviet"', "local": "true"} | keys
    return "\n".join(["[[site]]", *lines, *(f"{key} = {value}" for key, value in given.items()), ""])


NEVER = [
    "/print/tin-tuc/bai-1-1.html", "/savefile/tin-tuc/bai-1-1.html", "/tag/thi-dua", "/tag/thi-dua/", "/seek/?q=thi+dua",
    "/?q=tim", "/lich/?thang=1&nam=2020", "/tin-tuc/?ngay=3", "/users/login/", "/admin/", "/rieng/cam-102.html", "/uploads/a.pdf",
    "/images/a.jpg",
]  # fmt: skip
LISTS = 9
LISTED = [f"/tin-tuc/bai-{number}-{number}.html" for number in range(1, 2 * LISTS + 1)]


def fill(web: Web, off: Web) -> None:
    """Put a whole little NukeViet site on `web`, with links to `off`."""
    web.answers = {
        "/": teasers(
            "/tin-tuc/", "/tin-tuc/bai-1-1.html", *NEVER, "/tin-tuc/di-xa-203.html", f"{off.url}/tin/ngoai-1.html"
        ),
        "/robots.txt": Answer(
            f"User-agent: *\nDisallow: /rieng/\nSitemap: {web.url}/ban-do/sitemap.xml\n", content_type="text/plain"
        ),
        "/sitemap.xml": xml(
            "urlset",
            f"{web.url}/tin-tuc/ban-do-101.html",
            f"{web.url}/rieng/cam-102.html",
            f"{off.url}/tin/ngoai-2.html",
        ),
        "/ban-do/sitemap.xml": xml("urlset", f"{web.url}/tin-tuc/ban-do-rieng-105.html"),
        "/rss/": xml("rss", f"{web.url}/tin-tuc/nguon-tin-103.html", f"{off.url}/tin/ngoai-3.html"),
        "/tin-tuc/ban-do-101.html": article("bản đồ trang", *NEVER),
        "/tin-tuc/ban-do-rieng-105.html": article("bản đồ mà robots.txt nêu"),
        "/tin-tuc/nguon-tin-103.html": article("nguồn tin"),
        "/tin-tuc/chuyen-201.html": Answer(status=301, location="/tin-tuc/dich-202.html"),
        "/tin-tuc/dich-202.html": article("trang đích", "/tin-tuc/mat-204.html"),
        "/tin-tuc/di-xa-203.html": Answer(status=302, location=f"{off.url}/tin/ngoai-4.html"),
    }
    for path in NEVER:
        web.answers[path] = article(f"trang không nên tải {path}")
    for number in range(LISTS):
        path = "/tin-tuc/" if number == 0 else f"/tin-tuc/page-{number + 1}/"
        after = f"/tin-tuc/page-{number + 2}/" if number + 1 < LISTS else None
        web.answers[path] = teasers(*LISTED[2 * number : 2 * number + 2], after=after)
    for number, path in enumerate(LISTED, start=1):
        web.answers[path] = article(
            f"bài số {number}", f"/print{path}", f"/savefile{path}", "/tag/thi-dua", "/tin-tuc/chuyen-201.html"
        )


@dataclass(frozen=True)
class State:
    """What a crawl left: how the process ended, the rows of the archive, what the server was asked."""

    process: subprocess.CompletedProcess[str]
    articles: dict[str, sqlite3.Row]
    pages: dict[str, sqlite3.Row]
    revisions: list[sqlite3.Row]
    crawls: list[sqlite3.Row]
    sources: dict[str, sqlite3.Row]
    asked: list[str]


def read_state(process: subprocess.CompletedProcess[str], folder: Path, asked: list[str]) -> State:
    with closing(sqlite3.connect(f"{(folder / 'archive.db').as_uri()}?mode=ro", uri=True)) as db:
        db.row_factory = sqlite3.Row

        def rows(sql: str) -> list[sqlite3.Row]:
            return db.execute(sql).fetchall()

        articles = {urlsplit(row["url"]).path: row for row in rows("select * from articles")}
        pages = {row["url"].split("/", 3)[-1]: row for row in rows("select * from pages")}
        sources = {row["id"]: row for row in rows("select * from sources")}
        return State(
            process,
            articles,
            pages,
            rows("select * from revisions"),
            rows("select * from crawls order by id"),
            sources,
            asked,
        )


@dataclass(frozen=True)
class Story:
    """Two crawls of one site; between them an article changed, one went, one came."""

    web: Web
    off: Web
    folder: Path
    first: State
    same: State
    later: State


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Story]:
    folder = tmp_path_factory.mktemp("crawl")
    with Web() as web, Web() as off:
        fill(web, off)
        (folder / "sites.toml").write_text(entry("pgd-thu", web.url), "utf-8")

        def crawl() -> State:
            web.asked = []
            process = run("crawl", "pgd-thu", "--sites", folder / "sites.toml", "--archive", folder / "kho")
            return read_state(process, folder / "kho", web.asked)

        first = crawl()
        same = crawl()
        web.answers[LISTED[0]] = article("bài số 1", more="Bổ sung: danh sách các tập thể được khen thưởng.")
        web.answers[LISTED[1]] = Answer("<html><body>Không tìm thấy trang</body></html>", 404)
        web.answers["/tin-tuc/"] = teasers(*LISTED[:2], "/tin-tuc/bai-moi-301.html", after="/tin-tuc/page-2/")
        web.answers["/tin-tuc/bai-moi-301.html"] = article("bài mới")
        later = crawl()
        yield Story(web, off, folder, first, same, later)


ARTICLES = {
    *LISTED,
    "/tin-tuc/ban-do-101.html",
    "/tin-tuc/ban-do-rieng-105.html",
    "/tin-tuc/nguon-tin-103.html",
    "/tin-tuc/dich-202.html",
}


def test_it_ends_well(story: Story) -> None:
    process = story.first.process
    assert process.returncode == 0, process.stderr
    assert "pgd-thu" in process.stdout
    assert " ok " in process.stdout
    assert "Traceback" not in process.stderr


def test_every_article_is_found_and_nothing_else(story: Story) -> None:
    assert set(story.first.articles) == ARTICLES
    row = story.first.articles[LISTED[3]]
    assert row["title"] == "bài số 4"
    assert row["published_at"] == "2024-11-04T08:15:00+07:00"
    assert row["body"].split("\n")[:3] == list(PARAGRAPHS)


def test_lists_are_followed_to_the_last_one(story: Story) -> None:
    assert {f"/tin-tuc/page-{number}/" for number in range(2, LISTS + 1)} <= set(story.first.asked)


def test_feed_sitemap_and_robots_lead_to_articles(story: Story) -> None:
    asked = set(story.first.asked)
    assert {"/robots.txt", "/sitemap.xml", "/ban-do/sitemap.xml", "/rss/"} <= asked
    kinds = {path: row["kind"] for path, row in story.first.pages.items()}
    assert (kinds["robots.txt"], kinds["sitemap.xml"], kinds["rss/"], kinds[""]) == (
        "robots",
        "sitemap",
        "feed",
        "home",
    )


@pytest.mark.parametrize("path", NEVER)
def test_what_is_no_article_or_is_forbidden_is_not_asked_for(story: Story, path: str) -> None:
    assert path not in story.first.asked + story.later.asked


def test_no_address_is_asked_for_twice(story: Story) -> None:
    asked = [path for path in story.first.asked if path != "/robots.txt"]
    assert sorted(asked) == sorted(set(asked))


def test_it_stays_on_its_host(story: Story) -> None:
    assert story.off.asked == []
    assert all(row["url"].startswith(story.web.url) for row in story.first.pages.values())


def test_one_request_at_a_time(story: Story) -> None:
    assert story.web.most == 1


def test_it_says_who_it_is_and_keeps_no_cookies(story: Story) -> None:
    (agent,) = story.web.agents
    assert agent.startswith("pgd-archive/")
    assert "+https://" in agent
    assert story.web.cookies == {None}


def test_a_redirect_is_recorded_as_a_page_of_the_article(story: Story) -> None:
    row = story.first.pages["tin-tuc/chuyen-201.html"]
    assert (row["kind"], row["status"]) == ("redirect", 301)
    assert row["article_id"] == story.first.articles["/tin-tuc/dich-202.html"]["id"]
    assert "dich-202" in row["reason"]


def test_a_redirect_off_the_site_is_recorded_with_its_reason(story: Story) -> None:
    row = story.first.pages["tin-tuc/di-xa-203.html"]
    assert row["kind"] == "redirect"
    assert story.off.url in row["reason"]


def test_a_missing_page_is_recorded(story: Story) -> None:
    row = story.first.pages["tin-tuc/mat-204.html"]
    assert (row["kind"], row["status"], row["article_id"]) == ("error", 404, None)


def test_every_answer_is_a_page(story: Story) -> None:
    pages = set(story.first.pages)
    assert {path.removeprefix("/") for path in story.first.asked} - pages <= {"tin-tuc/di-xa-203.html"}


def test_the_crawl_is_counted(story: Story) -> None:
    (row,) = story.first.crawls
    assert (row["source_id"], row["outcome"], row["articles_new"]) == ("pgd-thu", "ok", len(ARTICLES))
    assert row["pages"] == len(story.first.pages)
    assert row["not_articles"] == row["pages"] - len(ARTICLES)
    assert row["started_at"] <= row["finished_at"]
    assert story.first.sources["pgd-thu"]["status"] == "live"


def test_a_second_crawl_finds_everything_unchanged(story: Story) -> None:
    assert story.same.process.returncode == 0
    row = story.same.crawls[-1]
    assert (row["articles_new"], row["articles_changed"], row["articles_unchanged"]) == (0, 0, len(ARTICLES))
    assert not story.same.revisions
    for path, before in story.first.articles.items():
        assert dict(story.same.articles[path]) | {"last_seen_at": ""} == dict(before) | {"last_seen_at": ""}
    assert set(story.same.pages) == set(story.first.pages)


def test_a_third_crawl_finds_what_is_new_changed_and_gone(story: Story) -> None:
    row = story.later.crawls[-1]
    assert (row["outcome"], row["articles_new"], row["articles_changed"]) == ("ok", 1, 1)
    (revision,) = story.later.revisions
    changed = story.later.articles[LISTED[0]]
    assert revision["article_id"] == changed["id"]
    assert revision["body"] == story.first.articles[LISTED[0]]["body"]
    assert changed["body"].endswith("danh sách các tập thể được khen thưởng.")
    assert changed["changed_at"] == changed["last_seen_at"]
    gone = story.later.articles[LISTED[1]]
    assert gone["gone_at"] is not None
    assert gone["body"] == story.first.articles[LISTED[1]]["body"], "the text stays"
    assert [path for path, article in story.later.articles.items() if article["gone_at"]] == [LISTED[1]]


def test_scrapy_crawl_does_the_same(story: Story, tmp_path: Path) -> None:
    story.web.asked = []
    env = {"PGD_SITES": str(story.folder / "sites.toml"), "PGD_ARCHIVE": str(tmp_path)}
    process = run("crawl", "pgd-thu", name="scrapy", cwd=ROOT, **env)
    assert process.returncode == 0, process.stderr
    state = read_state(process, tmp_path, story.web.asked)
    assert set(state.articles) == set(story.later.articles) - {LISTED[1]}
    assert state.crawls[-1]["outcome"] == "ok"


def test_a_limit_ends_the_crawl(story: Story, tmp_path: Path) -> None:
    process = run("crawl", "pgd-thu", "--limit", "3", "--sites", story.folder / "sites.toml", "--archive", tmp_path)
    assert process.returncode == 0, process.stderr
    state = read_state(process, tmp_path, [])
    assert len(state.articles) == 3
    assert state.crawls[-1]["outcome"] == "ok"


# crawls that end badly


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Trouble:
    """One run over sites that all have some trouble."""

    webs: dict[str, Web]
    state: State

    def crawl(self, name: str) -> sqlite3.Row:
        return next(row for row in self.state.crawls if row["source_id"] == name)

    def titles(self, name: str) -> set[str]:
        return {row["title"] for row in self.state.articles.values() if row["source_id"] == name}


@pytest.fixture(scope="module")
def trouble(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Trouble]:
    folder = tmp_path_factory.mktemp("trouble")
    with ExitStack() as stack:
        names = ("trong", "ngoai", "ngoai-ten", "cam", "cong-sai", "chuyen-nha", "loi", "la", "chan")
        webs = {name: stack.enter_context(Web()) for name in names}
        webs["trong"].answers = {
            "/": html("Trang mới", "<p>Trang đang được xây dựng lại, mời quay lại sau.</p>", "/gioi-thieu/")
        }
        for name in ("ngoai", "ngoai-ten", "cam"):
            webs[name].answers = {"/": teasers("/tin/bai-1.html"), "/tin/bai-1.html": article("bài không nên thấy")}
        webs["cam"].answers["/robots.txt"] = Answer("User-agent: *\nDisallow: /\n", content_type="text/plain")
        webs["cong-sai"].answers = {
            "/": teasers("http://127.0.0.1:99999/x", "http://127.0.0.1:abc/x", "http://[x/", "/tin/bai-2.html"),
            "/tin/bai-2.html": article("bài sau liên kết hỏng"),
        }
        webs["chan"].answers = {"/": teasers(*(f"/tin/bai-{n}.html" for n in range(40)))} | {
            f"/tin/bai-{n}.html": article(f"bài số {n}") if n > 36 else Answer("<h1>Too many requests</h1>", 429)
            for n in range(40)
        }
        webs["chuyen-nha"].answers = {"/": Answer(status=301, location=webs["la"].url + "/")}
        webs["la"].answers = {"/": article("nhà cái hàng đầu")}
        webs["loi"].answers = {
            path: Answer("<h1>Service Unavailable</h1>", 503) for path in ("/", "/robots.txt", "/rss/", "/sitemap.xml")
        }
        sites = {name: (web.url, {}) for name, web in webs.items() if name != "la"}
        sites["ngoai"] = (webs["ngoai"].url, {"local": "false"})
        sites["ngoai-ten"] = (webs["ngoai-ten"].url.replace("127.0.0.1", "localhost"), {"local": "false"})
        sites["chet"] = (f"http://127.0.0.1:{closed_port()}", {})
        text = "\n".join(entry(name, url, **keys, delay="0") for name, (url, keys) in sites.items())
        (folder / "sites.toml").write_text(text, "utf-8")
        process = run("crawl", *sites, "--sites", folder / "sites.toml", "--archive", folder / "kho")
        yield Trouble(webs, read_state(process, folder / "kho", []))


def test_trouble_is_exit_status_3_and_told(trouble: Trouble) -> None:
    process = trouble.state.process
    assert process.returncode == 3
    assert "Traceback" not in process.stdout
    for name in ("chet", "trong", "ngoai", "cam", "chuyen-nha"):
        assert any(line.startswith(f"{name}: ") for line in process.stderr.splitlines()), name


def test_a_dead_server_is_a_failed_crawl(trouble: Trouble) -> None:
    row = trouble.crawl("chet")
    assert (row["outcome"], row["pages"]) == ("failed", 0)
    assert row["errors"] >= 1
    assert "refused" in row["reason"].lower()
    assert trouble.state.sources["chet"]["status"] == "unknown"


def test_a_site_without_articles_is_empty(trouble: Trouble) -> None:
    row = trouble.crawl("trong")
    assert (row["outcome"], row["reason"], row["articles_new"]) == ("empty", "no article found", 0)
    assert trouble.state.sources["trong"]["status"] == "unknown"


def test_a_server_that_only_errs_is_no_green_run(trouble: Trouble) -> None:
    row = trouble.crawl("loi")
    assert row["outcome"] in ("failed", "empty")
    assert trouble.state.sources["loi"]["status"] == "unknown"


@pytest.mark.parametrize("name", ["ngoai", "ngoai-ten"])
def test_a_local_address_is_refused_without_leave(trouble: Trouble, name: str) -> None:
    assert trouble.webs[name].asked == []
    row = trouble.crawl(name)
    assert (row["outcome"], row["pages"]) == ("failed", 0)
    assert "private address" in row["reason"]


def test_a_site_that_forbids_everything_is_left_alone(trouble: Trouble) -> None:
    assert set(trouble.webs["cam"].asked) == {"/robots.txt"}
    row = trouble.crawl("cam")
    assert row["outcome"] == "failed"
    assert "robots.txt" in row["reason"]


def test_a_home_page_that_leads_elsewhere_is_not_followed(trouble: Trouble) -> None:
    assert trouble.webs["la"].asked == []
    row = trouble.crawl("chuyen-nha")
    assert row["outcome"] == "failed"
    assert trouble.webs["la"].url in row["reason"]


def test_a_site_that_asks_for_no_more_is_left_alone(trouble: Trouble) -> None:
    row = trouble.crawl("chan")
    assert (row["outcome"], row["articles_new"]) == ("failed", 3)
    assert "429" in row["reason"]
    asked = trouble.webs["chan"].asked
    assert len([path for path in asked if path.startswith("/tin/")]) <= 3 + 8 + 1, "no retries; one may be on its way"


def test_a_broken_link_does_not_hide_the_others(trouble: Trouble) -> None:
    assert trouble.titles("cong-sai") == {"bài sau liên kết hỏng"}
    assert trouble.crawl("cong-sai")["outcome"] == "ok"


def test_no_traceback_in_the_log(trouble: Trouble) -> None:
    assert "Traceback" not in trouble.state.process.stderr


@dataclass(frozen=True)
class Stopped:
    """A crawl that got a signal."""

    number: signal.Signals
    asked: int
    state: State


@pytest.fixture(scope="module", params=[signal.SIGTERM, signal.SIGINT], ids=["SIGTERM", "SIGINT"])
def stopped(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Stopped:
    folder = tmp_path_factory.mktemp("stopped")
    with Web(pause=0.15) as web:
        fill(web, web)
        (folder / "sites.toml").write_text(entry("pgd-cham", web.url), "utf-8")
        words = ["crawl", "pgd-cham", "--sites", str(folder / "sites.toml"), "--archive", str(folder / "kho")]
        process = subprocess.Popen(
            [tool("pgd"), *words], env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            deadline = time.monotonic() + 20
            while len(web.asked) < 9 and process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.02)
            process.send_signal(request.param)
            out, err = process.communicate(timeout=20)
        finally:
            if process.poll() is None:
                process.kill()
                process.communicate(timeout=10)
        asked = len(web.asked)
    ended = subprocess.CompletedProcess(words, process.returncode, out, err)
    return Stopped(request.param, asked, read_state(ended, folder / "kho", []))


def test_a_signal_stops_it_in_order(stopped: Stopped) -> None:
    process = stopped.state.process
    assert process.returncode == 128 + stopped.number, process.stderr
    assert stopped.asked < 20, "it stops at once"
    assert stopped.state.pages, "what was fetched is kept"
    assert stopped.state.crawls[-1]["finished_at"]
    assert "Traceback" not in process.stderr


def test_a_stopped_crawl_is_told_from_one_that_ended(stopped: Stopped) -> None:
    assert stopped.state.crawls[-1]["outcome"] == "stopped"


# what needs no web


def test_the_settings_are_polite() -> None:
    from scraper import settings

    assert settings.ROBOTSTXT_OBEY
    assert settings.CONCURRENT_REQUESTS_PER_DOMAIN == 1
    assert settings.DOWNLOAD_DELAY >= 1
    assert not settings.COOKIES_ENABLED
    assert not settings.TELNETCONSOLE_ENABLED
    assert 0 < settings.DOWNLOAD_TIMEOUT <= 120
    assert 0 < settings.DOWNLOAD_MAXSIZE <= 50_000_000
    assert settings.REDIRECT_MAX_TIMES <= 10
    assert settings.CLOSESPIDER_TIMEOUT
    assert settings.CLOSESPIDER_PAGECOUNT


def test_the_pause_is_none_on_loopback_only_and_a_site_can_set_its_own() -> None:
    code = """
from scraper.loader import spider_class
from scraper.sites import Site
def delay(**keys): return (spider_class(Site("x", "X", "http://x.example/", "generic", **keys)).custom_settings or {}).get("DOWNLOAD_DELAY")
print(delay(), delay(local=True), delay(delay=7), delay(local=True, delay=1))
"""
    shown = run("-c", code, name="python")
    assert shown.stdout.split() == ["None", "0.0", "7", "1"], shown.stderr


@pytest.mark.parametrize(
    "home",
    [
        "http://127.0.0.1/", "http://127.0.0.1:8000/", "http://localhost/", "http://10.1.2.3/", "http://192.168.1.1:8080/",
        "http://169.254.169.254/", "http://[::1]:8000/",
        pytest.param("http://[::1]/"),
        pytest.param("http://[fe80::1]/"),
    ],
)  # fmt: skip
def test_the_gate_refuses_private_addresses(home: str) -> None:
    code = """
import sys
from types import SimpleNamespace
from scrapy import Request
from scrapy.exceptions import IgnoreRequest
from scraper.loader import spider_class
from scraper.middlewares.scope import ScopeMiddleware
from scraper.sites import Site
home = sys.argv[1]
spider = spider_class(Site("x", "X", home, "generic"))()
try:
    ScopeMiddleware(SimpleNamespace(spider=spider)).process_request(Request(home))
except IgnoreRequest as refusal:
    print(refusal)
"""
    shown = run("-c", code, home, name="python")
    assert "private address" in shown.stdout, shown.stderr
