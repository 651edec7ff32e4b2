"""The lines of several pages of one site come in, those that stand on most of them come out: the site's furniture.

Learned per site and kept in the archive, it serves live pages, WARC records and text files alike. A line is known by
its letters, digits as one: counters change. A date is known as it is: the clock of a header shows one day on every page
of a crawl, publications have theirs.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from scraper.reading import bylines
from scraper.reading.boilerplate import STOP_LINE
from scraper.reading.dates import is_date_line

LONGEST = 400  # characters of a line that may be furniture
FEWEST, SHARE = 5, 0.6  # pages that must have a line, and of all pages looked at
SAMPLE = 30  # pages of a site that are looked at
_DIGITS = re.compile(r"\d+")


def line_key(line: str) -> str | None:
    """Return what a line is known by; None for one that is never furniture: a byline, where a text ends, or too long."""
    if len(line) > LONGEST or bylines.labelled(line) is not None or STOP_LINE.match(line):
        return None
    return line if is_date_line(line) else _DIGITS.sub("0", line.lower())


@dataclass(frozen=True, slots=True)
class Furniture:
    """The keys of the lines that stand on every page of a site."""

    keys: frozenset[str] = frozenset()

    def holds(self, line: str) -> bool:
        """Say whether a line is furniture of this site."""
        return bool(self.keys) and line_key(line) in self.keys


NONE = Furniture()


@dataclass(slots=True)
class Learner:
    """Counts the lines of a site's pages; a page with the same text as one before says nothing new."""

    pages: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    seen: set[int] = field(default_factory=set)

    def see(self, lines: Iterable[str]) -> None:
        """Take in the visible lines of one page."""
        keys = {key for line in lines if (key := line_key(line))}
        mark = hash(frozenset(keys))
        if mark not in self.seen:
            self.seen.add(mark)
            self.pages += 1
            self.counts.update(keys)

    @property
    def learned(self) -> dict[str, int]:
        """The keys of the furniture, with the number of pages that have them; empty while too few were seen."""
        least = max(FEWEST, SHARE * self.pages)
        return {key: count for key, count in self.counts.items() if count >= least}
