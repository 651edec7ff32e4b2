"""Who is the original of a story, and what people decide of it: whatever comes later, in whatever order."""

import random

import pytest
from conftest import MEETING, article, rows, save
from test_near_repeats import EA, EDITED, NAM, READING, STORIES, TAN, clusters, ids, piece

from archive.duplicates.clusters import Decisions, Member, assign, in_order, instant, names
from archive.duplicates.ledger import Ledger
from archive.store import Archive


def decide(archive: Archive, one: str, other: str, decision: str | None) -> None:
    with archive.batch():
        archive.repeats.decide(*ids(archive, one, other), decision, "2025-01-01T00:00:00+00:00")


def test_a_split_holds_whatever_comes_later(archive: Archive) -> None:
    for read in STORIES[:3]:
        save(archive, read)
    decide(archive, f"{NAM}/b-2.html", f"{NAM}/a-1.html", "split")
    assert set(clusters(archive)) == {f"{TAN}/c/"}
    save(archive, piece(f"{EA}/earlier.aspx", "2024-01-01", MEETING))
    found = clusters(archive)
    together = {found.get(url, (url,))[0] for url in (f"{NAM}/b-2.html", f"{NAM}/a-1.html")}
    assert len(together) == 2
    decide(archive, f"{NAM}/b-2.html", f"{NAM}/a-1.html", None)
    assert clusters(archive)[f"{NAM}/b-2.html"] == (f"{EA}/earlier.aspx", "exact")


def test_a_join_holds_whatever_comes_later(archive: Archive) -> None:
    save(archive, STORIES[0])
    save(archive, piece(f"{TAN}/x/", "2024-03-08", READING))
    decide(archive, f"{TAN}/x/", f"{NAM}/a-1.html", "join")
    assert clusters(archive) == {f"{TAN}/x/": (f"{NAM}/a-1.html", "near")}
    save(archive, piece(f"{EA}/y.aspx", "2024-03-01", EDITED))
    assert {original for original, _ in clusters(archive).values()} == {f"{EA}/y.aspx"}
    with archive.batch():
        list(archive.repeats.rebuild())
    assert len(clusters(archive)) == 2
    decide(archive, f"{TAN}/x/", f"{NAM}/a-1.html", None)
    assert set(clusters(archive)) == {f"{NAM}/a-1.html"}


@pytest.mark.parametrize("seed", range(6))
def test_decisions_do_not_depend_on_the_order_of_articles(archive: Archive, seed: int) -> None:
    for read in STORIES[:5]:
        save(archive, read)
    decide(archive, f"{TAN}/c/", f"{NAM}/b-2.html", "split")
    wanted = clusters(archive)
    members = list(STORIES[:5])
    random.Random(seed).shuffle(members)
    for read in members:  # a date changed and changed back: each one is elected anew
        save(archive, piece(read.url, "2020-01-01", read.body), "2024-10-01")
        save(archive, read, "2024-10-02")
    assert clusters(archive) == wanted


def member(number: int, text: str, published: str | None, credit: str | None = None) -> Member:
    return Member(
        number,
        text,
        f"http://x/{number}",
        published,
        "2024",
        credit,
        f"s{number}",
        f"s{number}.example",
        f"Phòng số {number}",
    )


@pytest.mark.parametrize("seed", range(20))
def test_an_election_is_no_chain_and_no_matter_of_order(seed: int) -> None:
    pick = random.Random(seed)
    members = [member(at, f"t{pick.randrange(6)}", pick.choice([None, "2024-01-01", "2024-01-02"])) for at in range(12)]
    related = {frozenset((f"t{pick.randrange(6)}", f"t{pick.randrange(6)}")) for _ in range(6)}
    decided = Decisions(
        {frozenset(pick.sample(range(12), 2)) for _ in range(3)},
        {frozenset(pick.sample(range(12), 2)) for _ in range(2)},
    )
    wanted = assign(members, lambda a, b: frozenset((a, b)) in related, decided)
    assert not set(wanted) & set(wanted.values())
    for _ in range(4):
        pick.shuffle(members)
        assert assign(members, lambda a, b: frozenset((a, b)) in related, decided) == wanted
    home = {at: wanted.get(at, at) for at in range(12)}
    assert all(home[one] != home[other] for one, other in map(tuple, decided.split))


def test_what_counts_in_an_election() -> None:
    early, late, undated = (
        member(1, "t", "2024-01-01"),
        member(2, "t", "2024-01-02T00:00:00+07:00"),
        member(3, "t", None),
    )
    assert in_order([undated, late, early]) == [early, late, undated]
    assert instant("2024-01-01") == instant("2024-01-01T00:00:00+07:00") == instant("2023-12-31T17:00:00+00:00")
    assert instant("năm ngoái") == instant(None)
    assert names("Theo Phòng GD&ĐT huyện Tân Hà", "tanha.example", "Phòng GD&ĐT huyện Tân Hà")
    assert names("http://www.tanha.example/", "tanha.example", "Phòng")
    assert not names("Báo", "tanha.example", "Báo Tân Hà và bạn đọc")
    assert not names("Sưu tầm", "tanha.example", "Phòng GD&ĐT huyện Tân Hà")


def test_copies_that_cannot_win_hold_no_election(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fifty copies, each crediting somebody, beside a decision about two other articles."""
    save(archive, piece(f"{EA}/x.aspx", "2024-01-01", READING))
    save(archive, piece(f"{EA}/y.aspx", "2024-01-02", READING))
    decide(archive, f"{EA}/x.aspx", f"{EA}/y.aspx", "split")
    held: list[str] = []
    elect = Ledger.elect
    monkeypatch.setattr(Ledger, "elect", lambda self, text: held.append(text) or elect(self, text))
    for at in range(50):
        day = f"2024-02-{at % 28 + 1:02}T{at // 28:02}:00:00+07:00"
        save(archive, piece(f"{NAM}/{at}.html", day, MEETING, credit=f"Trường số {at}"))
    assert len(clusters(archive)) == 49
    assert len(held) == 1


@pytest.mark.parametrize("seed", range(60))
def test_what_grew_is_what_is_found_anew(archive: Archive, seed: int) -> None:
    """Edits, dates, credits and decisions in any order leave the clusters that a rebuild finds."""
    pick = random.Random(seed)
    words = f"{MEETING} {READING}".split()
    texts = [MEETING]
    for _ in range(4):
        edited = pick.choice(texts).split()
        for _ in range(pick.choice([1, 3, 8, 16])):
            edited[pick.randrange(len(edited))] = pick.choice(words)
        texts.append(" ".join(edited + pick.choices(words, k=pick.choice([0, 0, 30]))))
    urls = [f"{site}/{at}" for site in (NAM, TAN, EA) for at in range(2)]
    for at in range(14):
        day, credit = pick.choice([None, "2024-01-01", "2024-01-02"]), pick.choice(["", "tanha.example"])
        read = article(pick.choice(urls), body=pick.choice(texts), published_at=day, credit=credit or None)
        save(archive, read, f"2025-01-{at + 1:02}")
        known = [row[0] for row in rows(archive, "select url from articles")]
        if len(known) > 1 and pick.random() < 0.3:
            decide(archive, *pick.sample(known, 2), pick.choice(["split", "join", None]))
    sql = "select url, duplicate_of, duplicate_kind, similarity from articles order by url"
    grown = rows(archive, sql)
    with archive.batch():
        list(archive.repeats.rebuild())
    assert rows(archive, sql) == grown
