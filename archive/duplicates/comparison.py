"""Two texts come in, how they are kin comes out: the same with edits, forms filled in differently, or strangers."""

from collections.abc import Set
from dataclasses import dataclass
from typing import Literal

from archive.duplicates.slots import Slots, Words, is_spelling, names_in, occurs, words_of
from archive.words import Region, align

Kin = Literal["exact", "near", "template", "different"]

LEAST_JACCARD, LEAST_CONTAINED = 0.3, 0.55  # of shingles: below both, nobody looks at the words
LEAST_KEPT = 0.85  # of the shorter text's words that a repeat has, too
LEAST_SHARE = 0.5  # of the longer text's words: what holds more of its own is another article
LEAST_FORM = 0.6  # of the shorter text's words that two fillings of a form share
ADDITION = 8  # words in a row that only one text has: a sentence was added, no word was edited


@dataclass(frozen=True, slots=True)
class Difference:
    """Words that differ, as printed; `kind` is what they are: a slot, an edit, another spelling or an addition."""

    kind: Literal["slot", "edit", "spelling", "addition"]
    a: str
    b: str
    number: bool = False  # a slot with numbers only
    renamed: bool = False  # a name that the other text has nowhere stands for another


@dataclass(frozen=True, slots=True)
class Comparison:
    """How two texts are kin, and why. `jaccard` and `containment` are of their shingles, `kept` of the shorter's words."""

    kin: Kin
    jaccard: float
    containment: float
    shared: int
    kept: float = 0.0
    differences: tuple[Difference, ...] = ()

    def count(self, kind: str) -> int:
        """Return the number of differences of a kind."""
        return sum(difference.kind == kind for difference in self.differences)


def compare(a: str, b: str, thorough: bool = False) -> Comparison:
    """Compare two NFC texts; the order does not matter for the kin. `thorough`: list the differences of strangers, too."""
    if b < a:
        found = compare(b, a, thorough)
        turned = tuple(Difference(d.kind, d.b, d.a, d.number, d.renamed) for d in found.differences)
        return Comparison(found.kin, found.jaccard, found.containment, found.shared, found.kept, turned)
    ours, theirs = words_of(a), words_of(b)
    shared, jaccard, containment = overlap(ours.shingles, theirs.shingles)
    if jaccard < LEAST_JACCARD and containment < LEAST_CONTAINED and not thorough:
        return Comparison("different", jaccard, containment, shared)
    if ours.keys == theirs.keys:
        return Comparison("exact", 1.0, 1.0, shared, 1.0)
    regions = align(ours.keys, theirs.keys)
    differences = tuple(_differences(ours, theirs, regions))
    equal = sum(region.a_to - region.a_from for region in regions if region.equal)
    shorter, longer = sorted((len(ours.keys), len(theirs.keys)))
    # A sentence that was moved is out of line, not gone: its shingles are still there.
    kept, share = max(equal / max(shorter, 1), containment), equal / max(longer, 1)
    found = Comparison("different", jaccard, containment, shared, kept, differences)
    return Comparison(_kin(found, share), jaccard, containment, shared, kept, differences)


def overlap(a: Set[object], b: Set[object]) -> tuple[int, float, float]:
    """Return the number of shingles that two sets share, their Jaccard index and their containment.

    Containment is the share of the smaller set that the other has.
    """
    shared = len(a & b)
    either, smaller = len(a) + len(b) - shared, min(len(a), len(b))
    return shared, shared / either if either else 0.0, shared / smaller if smaller else 0.0


def _kin(found: Comparison, share: float) -> Kin:
    """Tell an edited copy from a form by what differs."""
    if found.jaccard < LEAST_JACCARD and found.containment < LEAST_CONTAINED:
        return "different"
    if _is_form(found):
        return "template" if found.kept >= LEAST_FORM else "different"
    if found.kept < LEAST_KEPT or share < LEAST_SHARE:
        return "different"
    # Another place or person is another story, whatever else was edited.
    return "template" if any(difference.renamed for difference in found.differences) else "near"


def _is_form(found: Comparison) -> bool:
    """Say whether the slots outweigh the words that were edited."""
    slots, edits, additions = found.count("slot"), found.count("edit"), found.count("addition")
    if edits:
        return slots > 2 * edits or (slots > 2 and slots >= edits)
    exchanged = sum(d.kind == "slot" and bool(d.a and d.b) for d in found.differences)
    if not exchanged:
        return slots > 2  # else a name was added or left out for other readers: nothing stands in its place
    # A date corrected and a paragraph added is an edited copy; a name changed is another place or person.
    return not additions or slots > 2 or sum(difference.number for difference in found.differences) < slots


def _differences(a: Words, b: Words, regions: list[Region]) -> list[Difference]:
    slots = Slots(a, b)
    found = []
    for region in regions:
        if region.equal:
            continue
        ours, theirs = range(region.a_from, region.a_to), range(region.b_from, region.b_to)
        a_raw, b_raw = [a.raw[at] for at in ours], [b.raw[at] for at in theirs]
        number = False
        if not (ours and theirs) and (
            max(len(ours), len(theirs)) >= ADDITION or _is_line(a, ours) or _is_line(b, theirs)
        ):
            kind: Literal["slot", "edit", "spelling", "addition"] = "addition"
        elif ours and theirs and is_spelling(a_raw, b_raw):
            kind = "spelling"
        elif slots.fill(a, ours, b, theirs):
            kind = "slot"
            number = not any(word[0].isupper() for word in (*a_raw, *b_raw))
        else:
            kind = "edit"
        renamed = (
            len(ours) > 1 and len(theirs) > 1 and _is_renamed(slots, a, ours, b) and _is_renamed(slots, b, theirs, a)
        )
        found.append(Difference(kind, a.printed(ours), b.printed(theirs), number, renamed))
    return found


def _is_renamed(slots: Slots, words: Words, place: range, other: Words) -> bool:
    return any(not occurs(name, other) for name in names_in(slots, words, place))


def _is_line(words: Words, place: range) -> bool:
    """Say whether a run of words is one or more whole lines: a signature, a paragraph."""
    return bool(place) and words.breaks(place.start) and words.breaks(place.stop)
