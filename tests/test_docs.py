"""The docs: what people and scripts can rely on stands in them, and their links lead somewhere."""

import re
import sqlite3
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path

import click
import pytest
import scrapy.settings.default_settings as scrapy_defaults
from conftest import ROOT
from sqlite_utils import Database

from archive.cli import main
from archive.migrations import migrations
from scraper.families import FAMILIES
from scraper.sites import CHOICES, Site

DOCS = ROOT / "docs"
PAGES = (
    "tables.md",
    "families.md",
    "reading.md",
    "repeats.md",
    "commands.md",
    "adding-a-site.md",
    "adding-a-family.md",
    "settings.md",
)
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#+\s+(.+?)\s*$", re.M)

# The columns that saved queries depend on (the contract; more may stand in the database).
PROMISED = {
    "sources": "id name kind host home_url province district family status status_since",
    "articles": "id source_id url title lead body body_html author credit category published_at published_raw first_seen_at "
    "last_seen_at changed_at gone_at text_hash duplicate_of duplicate_kind similarity flags",
    "pages": "url source_id article_id kind status reason fetched_at payload_sha256 warc_file warc_offset",
    "revisions": "article_id seen_at title lead body text_hash",
    "media": "article_id position kind url caption filename",
    "crawls": "source_id started_at finished_at outcome reason",
    "furniture": "source_id line pages of_pages learned_at",
    "duplicate_decisions": "article_id other_id decision decided_at",
    "clusters": "article_id title first_publisher source_id size sites near first_published_at last_published_at days",
    "template_kin": "article_id other_id similarity",
}


def doc(name: str) -> str:
    return (DOCS / name).read_text("utf-8")


def words(text: str) -> set[str]:
    """Return the pieces of code in a page: what stands in backticks or in a fenced block."""
    fenced = re.findall(r"^```.*?^```", text, re.M | re.S)
    inline = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))
    return set(re.findall(r"[\w.-]+", " ".join([*fenced, *inline])))


def commands() -> Iterator[tuple[str, click.Command]]:
    context = click.Context(main)
    for name in main.list_commands(context):
        command = main.get_command(context, name)
        assert command, name
        yield name, command
        if isinstance(command, click.Group):
            yield from ((f"{name} {inner}", found) for inner, found in command.commands.items())


@pytest.fixture(scope="module")
def columns() -> dict[str, list[str]]:
    db = Database(memory=True)
    migrations.apply(db)
    names = [row[0] for row in db.execute("select name from sqlite_master where type in ('table', 'view')").fetchall()]
    found = {name: [row[1] for row in db.execute(f"pragma table_info([{name}])").fetchall()] for name in names}
    db.close()
    return {name: listed for name, listed in found.items() if not re.match(r"articles_fts_|sqlite_|_sqlite", name)}


@pytest.mark.parametrize("name", PAGES)
def test_the_page_is_there(name: str) -> None:
    assert doc(name).startswith("# ")


def test_every_command_is_described() -> None:
    text = doc("commands.md")
    for name, _ in commands():
        assert f"pgd {name}" in text, name


def test_every_option_is_described() -> None:
    text = doc("commands.md")
    missing = [
        f"pgd {name} {option}"
        for name, command in (*commands(), ("", main))
        for parameter in command.params
        if isinstance(parameter, click.Option)
        for option in parameter.opts
        if option not in ("--help", "-h") and not re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", text)
    ]
    assert not missing


def test_every_environment_variable_and_exit_status_is_described() -> None:
    text = doc("commands.md") + doc("settings.md")
    for name in ("PGD_ARCHIVE", "PGD_SITES", "PGD_CONTACT"):
        assert name in text
    for status in ("75", "130", "143"):
        assert status in doc("commands.md")


def test_what_is_promised_is_in_the_database(columns: dict[str, list[str]]) -> None:
    for table, names in PROMISED.items():
        assert set(names.split()) <= set(columns[table]), table


def test_every_table_and_column_is_described(columns: dict[str, list[str]]) -> None:
    text = doc("tables.md")
    sections = re.split(r"^#+ ", text, flags=re.M)
    for table, names in columns.items():
        assert table in words(text), table
        if table not in PROMISED:
            continue
        section = next((part for part in sections if table in part.split("\n", 1)[0]), text)
        assert set(names) - words(section) == set(), table


def test_every_family_is_described() -> None:
    assert set(FAMILIES) - words(doc("families.md")) == set()


def test_no_family_is_described_that_is_none() -> None:
    bold = set(re.findall(r"^\|\s*`([\w]+)`", doc("families.md"), re.M))
    assert bold - set(FAMILIES) == set()


def test_every_registry_key_and_choice_is_described() -> None:
    known = words(doc("adding-a-site.md"))
    assert {field.name for field in fields(Site)} - known == set()
    for key, choices in CHOICES.items():
        if key != "family":
            assert set(choices) - known == set(), key


def test_every_field_of_a_family_is_described() -> None:
    from scraper.families.family import Family

    described = words(doc("adding-a-family.md")) | words(doc("families.md"))
    assert {field.name for field in fields(Family)} - described == set()


def test_every_setting_that_differs_is_described() -> None:
    module = import_module("scraper.settings")
    ours = {name for name in dir(module) if name.isupper()}
    changed = {name for name in ours if getattr(module, name) != getattr(scrapy_defaults, name, None)}
    # How the parts are wired together is nobody's to set.
    plumbing = {
        "BOT_NAME", "SPIDER_MODULES", "SPIDER_LOADER_CLASS", "ITEM_PIPELINES", "DOWNLOADER_MIDDLEWARES", "SPIDER_MIDDLEWARES",
        "TWISTED_DNS_RESOLVER", "PROJECT_PAGE", "CONTACT", "LOG_FORMAT", "DOWNLOAD_WARNSIZE",
    }  # fmt: skip
    assert changed - plumbing - words(doc("settings.md")) == set()


def test_both_readmes_begin_with_the_same_two_commands() -> None:
    def first(name: str) -> list[str]:
        text = (ROOT / name).read_text("utf-8")
        block = re.search(r"^```[a-z]*\n(.*?)^```", text, re.M | re.S)
        assert block, name
        lines = [line.split("#")[0].strip() for line in block[1].splitlines()]
        return [line for line in lines if line][:2]

    assert first("README.md") == ["make demo", "make test"]
    assert first("README.vi.md") == first("README.md")


@pytest.mark.parametrize("name", ["README.md", "README.vi.md", *(f"docs/{name}" for name in PAGES)])
def test_links_lead_to_files(name: str) -> None:
    page = ROOT / name
    for target in LINK.findall(page.read_text("utf-8")):
        if re.match(r"[a-z]+:", target):
            continue
        path, _, fragment = target.partition("#")
        linked = (page.parent / path).resolve() if path else page
        assert linked.exists(), f"{name}: {target}"
        if fragment and linked.suffix == ".md":
            slugs = {
                re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
                for heading in HEADING.findall(linked.read_text("utf-8"))
            }
            assert fragment in slugs, f"{name}: {target}"


def test_the_commands_that_are_shown_exist() -> None:
    known = {name for name, _ in commands()}
    for path in (ROOT / "README.md", ROOT / "README.vi.md", *DOCS.glob("*.md")):
        for block in re.findall(r"^```sh\n(.*?)^```", path.read_text("utf-8"), re.M | re.S):
            for name in re.findall(r"^\s*(?:\$ )?pgd (?:--archive \S+ )?([a-z]+)", block, re.M):
                assert name in known, f"{path.name}: pgd {name}"


def test_the_sample_queries_run() -> None:
    db = sqlite3.connect(":memory:")
    migrations.apply(Database(db))
    for block in re.findall(r"^```sql\n(.*?)^```", doc("tables.md"), re.M | re.S):
        for statement in block.split(";"):
            if statement.strip():
                db.execute(statement)
    db.close()


def test_the_sample_sites_are_right(tmp_path: Path) -> None:
    from scraper.sites import read_sites

    blocks = re.findall(r"^```toml\n(.*?)^```", doc("adding-a-site.md"), re.M | re.S)
    assert blocks
    bundled = len(read_sites())
    for number, block in enumerate(blocks):
        if "[[site]]" in block:
            path = tmp_path / f"{number}.toml"
            path.write_text(block, "utf-8")
            try:
                found = len(read_sites(path)) - bundled
            except Exception as error:
                if "taken already" in str(error):  # the sample is a bundled site
                    continue
                raise
            assert found == block.count("[[site]]")
