"""Lines of a page in reading order come in, the one that is the title comes out; for pages whose markup tells none."""

from collections import Counter

from archive.vietnamese import syllables
from scraper.reading import bylines
from scraper.reading.boilerplate import CAPTION, FOOTER_LINE, SENTENCE_END, is_furniture
from scraper.reading.dates import CLOCK, is_date_line

PROSE = 80  # characters of a line that can hardly be anything but text
TITLE = (15, 300)  # characters of a title


def is_prose(line: str) -> bool:
    """Say whether a line is long enough to be text, and ends like it."""
    return len(line) >= PROSE and (len(line) >= 2 * PROSE or bool(SENTENCE_END.search(line))) and not is_furniture(line)


def title_line(lines: list[str]) -> int | None:
    """Return the number of the line that is the title: the last fit line before the first prose, or before the date."""
    first_prose = next((at for at, line in enumerate(lines) if is_prose(line) and at), None)
    if first_prose is None:
        return None
    fit = [at for at in range(first_prose) if _may_be_title(lines[at])]
    if not fit:
        return 0 if _may_be_title(lines[0], prose=True) else None
    for at in fit:
        if any(is_date_line(line) for line in lines[at + 1 : at + 2]):
            return at
    keys = Counter(" ".join(syllables(line)) for line in lines if len(line) <= TITLE[1])
    repeated = [at for at in fit if keys[" ".join(syllables(lines[at]))] > 1]
    return (repeated or fit)[-1]


def _may_be_title(line: str, prose: bool = False) -> bool:
    if not TITLE[0] <= len(line) <= TITLE[1] or is_furniture(line) or CLOCK.search(line[:20]):
        return False
    if is_date_line(line) or bylines.labelled(line) or FOOTER_LINE.match(line) or CAPTION.match(line):
        return False
    return len(syllables(line)) >= 4 and (prose or not line.endswith((".", ";", ":")))
