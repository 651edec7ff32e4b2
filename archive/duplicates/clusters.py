"""Articles that may be one story come in, which of them is the original of which comes out: pure, whatever their order."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

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
    credited = Counter(
        source_id
        for member in members
        if member.credit
        for source_id, host, publisher in sources
        if source_id != member.source_id and names(member.credit, host, publisher)
    )
    return sorted(
        members, key=lambda m: (instant(m.published_at), -credited[m.source_id], m.first_seen_at, m.url, m.id)
    )


def names(credit: str, host: str, publisher: str) -> bool:
    """Say whether a credit line means a publisher: by its host, or by its name or a part of it."""
    words, name = fold(credit).lower(), fold(publisher).lower()
    if host and host.removeprefix("www.") in words:
        return True
    return (len(name) >= SHORTEST_NAME and name in words) or (len(words) >= SHORTEST_NAME and words in name)


def assign(
    members: Sequence[Member], related: Callable[[str, str], bool], decided: Decisions = Decisions()
) -> dict[int, int]:
    """Return the original of each repeat by their ids: never a chain.

    Each article, the likeliest original first, goes to the first cluster whose original it is `related` to (that takes
    the keys of two texts), unless a person split it from one of its members; whoever was joined to a member follows it.
    """
    clusters: list[list[Member]] = []
    for member in in_order(members):
        own = [c for c in clusters if not any(frozenset((member.id, other.id)) in decided.split for other in c)]
        home = next((c for c in own if any(frozenset((member.id, other.id)) in decided.joined for other in c)), None)
        if home is None:
            home = next((c for c in own if c[0].text == member.text or related(c[0].text, member.text)), None)
        if home is None:
            clusters.append([member])
        else:
            home.append(member)
    return {member.id: cluster[0].id for cluster in clusters for member in cluster[1:]}
