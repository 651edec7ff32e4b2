"""Articles that may be one story come in, which of them is the original of which comes out: pure, whatever their order."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache

from archive.vietnamese import fold

VIETNAM = timezone(timedelta(hours=7))
NEVER = float("inf")
SHORTEST_NAME = 6  # letters of a credit or a name that say who is meant

Pair = frozenset[int]


@dataclass(frozen=True, slots=True)
class Member:
    """What an election asks of an article; `host` and `publisher` are its source's host and name."""

    id: int
    text: str
    url: str
    published_at: str | None
    first_seen_at: str
    credit: str | None
    source_id: str
    host: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Decisions:
    """What a person decided of pairs of articles."""

    split: Collection[Pair] = ()
    joined: Collection[Pair] = ()


def instant(published_at: str | None) -> float:
    """Return a publication date in seconds, a bare date as its midnight in Vietnam; NEVER if there is none."""
    if not published_at:
        return NEVER
    try:
        found = datetime.fromisoformat(published_at)
    except ValueError:
        return NEVER
    return (found if found.tzinfo else found.replace(tzinfo=VIETNAM)).timestamp()


def in_order(members: Iterable[Member]) -> list[Member]:
    """Return articles, the likeliest original first.

    The earliest publication, then the site that most of the others credit, then the first seen; the address makes the
    order total.
    """
    members = list(members)
    sources = {(member.source_id, member.host, member.publisher) for member in members}
    credits = Counter((member.credit, member.source_id) for member in members if member.credit)
    credited: Counter[str] = Counter()
    for (credit, of_source), count in credits.items():
        for source_id, host, publisher in sources:
            if credit and source_id != of_source and names(credit, host, publisher):
                credited[source_id] += count
    return sorted(
        members, key=lambda m: (instant(m.published_at), -credited[m.source_id], m.first_seen_at, m.url, m.id)
    )


def names(credit: str, host: str, publisher: str) -> bool:
    """Say whether a credit line means a publisher: by its host, or by its name or a part of it."""
    words, name = _folded(credit), _folded(publisher)
    if host and host.removeprefix("www.") in words:
        return True
    return (len(name) >= SHORTEST_NAME and name in words) or (len(words) >= SHORTEST_NAME and words in name)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    return fold(text).lower()


def assign(
    members: Sequence[Member], related: Callable[[str, str], bool], decided: Decisions = Decisions()
) -> dict[int, int]:
    """Return the original of each repeat by their ids: never a chain.

    Each article, the likeliest original first, goes to the first cluster whose original it is `related` to (that takes
    the keys of two texts), unless a person split it from one of its members; whoever was joined to a member follows it.
    """
    split, joined = _by_member(decided.split), _by_member(decided.joined)
    clusters: list[list[Member]] = []
    home_of: dict[int, int] = {}  # the cluster of a member, by its place
    for member in in_order(members):
        barred = {home_of[other] for other in split.get(member.id, ()) if other in home_of}
        joins = sorted({home_of[other] for other in joined.get(member.id, ()) if other in home_of} - barred)
        likes = (
            at
            for at, cluster in enumerate(clusters)
            if at not in barred and (cluster[0].text == member.text or related(cluster[0].text, member.text))
        )
        home = joins[0] if joins else next(likes, len(clusters))
        if home == len(clusters):
            clusters.append([])
        clusters[home].append(member)
        home_of[member.id] = home
    return {member.id: cluster[0].id for cluster in clusters for member in cluster[1:]}


def _by_member(pairs: Iterable[Pair]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for pair in pairs:
        for member in pair:
            found[member] |= pair - {member}
    return found
