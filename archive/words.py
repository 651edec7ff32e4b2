"""Two texts come in, what differs between them word by word comes out; for comparing repeats, for people, for `pgd diff`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from rapidfuzz.distance import Indel

LONGEST = 20_000  # words that are aligned; the table of an alignment takes a bit for each pair of words (50 MB)
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")

Change = Literal["same", "removed", "added"]


class Region(NamedTuple):
    """Words `a_from` to `a_to` of one text stand where the other has those from `b_from` to `b_to`."""

    equal: bool
    a_from: int
    a_to: int
    b_from: int
    b_to: int


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text that both have, or only one of them."""

    change: Change
    text: str


def align(a: Sequence[str], b: Sequence[str]) -> list[Region]:
    """Return the regions of two lists of words in their order: equal ones and, between them, what differs.

    As many words as possible are equal. Beyond LONGEST words only what both begin and end with is.
    """
    if max(len(a), len(b)) > LONGEST:
        return _ends(a, b)
    found: list[Region] = []
    for code in Indel.opcodes(a, b):
        equal = code.tag == "equal"
        if found and not equal and not found[-1].equal:
            found[-1] = found[-1]._replace(a_to=code.src_end, b_to=code.dest_end)
        else:
            found.append(Region(equal, code.src_start, code.src_end, code.dest_start, code.dest_end))
    return found


def _ends(a: Sequence[str], b: Sequence[str]) -> list[Region]:
    shorter = min(len(a), len(b))
    head = next((at for at in range(shorter) if a[at] != b[at]), shorter)
    left = shorter - head
    tail = next((at for at in range(left) if a[-1 - at] != b[-1 - at]), left)
    regions = [
        Region(True, 0, head, 0, head),
        Region(False, head, len(a) - tail, head, len(b) - tail),
        Region(True, len(a) - tail, len(a), len(b) - tail, len(b)),
    ]
    return [region for region in regions if region.a_to > region.a_from or region.b_to > region.b_from]


def readable(regions: Sequence[Region]) -> list[Region]:
    """Join differences that only a few equal words part: nobody wants to read a sentence as twenty replaced words."""
    joined: list[Region] = []
    for at, region in enumerate(regions):
        after_change = bool(joined) and not joined[-1].equal
        between = after_change and region.equal and at + 1 < len(regions)
        parts_little = between and _size(region) <= min(_size(joined[-1]), _size(regions[at + 1]))
        if after_change and (parts_little or not region.equal):
            joined[-1] = joined[-1]._replace(a_to=region.a_to, b_to=region.b_to)
        else:
            joined.append(region)
    return joined


def _size(region: Region) -> int:
    return max(region.a_to - region.a_from, region.b_to - region.b_from)


def word_diff(old: str, new: str) -> list[Piece]:
    """Return the pieces of two texts: read without the removed ones they give `new`, without the added ones `old`.

    White space alone is no difference where it stands between equal words; there it is that of `new`.
    """
    a, b = _PIECE.findall(old), _PIECE.findall(new)
    regions = align([_spaceless(piece) for piece in a], [_spaceless(piece) for piece in b])
    pieces: list[Piece] = []
    for region in readable(regions):
        if region.equal:
            pieces.append(Piece("same", "".join(b[region.b_from : region.b_to])))
            continue
        removed, added = "".join(a[region.a_from : region.a_to]), "".join(b[region.b_from : region.b_to])
        pieces += [Piece("removed", removed)] * bool(removed) + [Piece("added", added)] * bool(added)
    return pieces


def _spaceless(piece: str) -> str:
    return " " if piece.isspace() else piece


def diff_lines(old: str, new: str) -> list[list[Piece]]:
    """Return the pieces of two texts line by line; a line break that only one text has breaks the line, too."""
    lines: list[list[Piece]] = [[]]
    for piece in word_diff(old, new):
        for number, text in enumerate(piece.text.split("\n")):
            if number:
                lines.append([])
            if text:
                lines[-1].append(Piece(piece.change, text))
    return [line for line in lines if line]


def is_changed(line: Sequence[Piece]) -> bool:
    """Say whether a line of two compared texts has a word that only one of them has."""
    return any(piece.change != "same" for piece in line)
