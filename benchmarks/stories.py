"""A seed and a number come in, invented articles come out, with the truth of who repeats whom: for benchmarks/repeats.py.

Syllables by Zipf's law, names and numbers among them. 3 % are near repeats of an earlier article, 2 to 10 % of whose words
are replaced, added or left out, whatever they are; 2 % are notices that fill one form in ten ways: other names, dates,
numbers in its slots, no other word. Made in chunks, each from its own seed: a million never stand in memory.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import numpy as np

ONSETS = "b c d đ g h k l m n p q r s t v x ch gh gi kh ng nh ph th tr".split()
RIMES = (
    "a ai am an ang anh ao au ay âm ân âng âu ây e em en eo ê êm ên i im in inh iu o oa oai oan oi om on ong ô ôi ôm ôn ông "
    "ơ ơi ơm ơn u ui um un ung uôi uôn uông ư ưa ưng ươi ươn ương y yên yêu"
).split()
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
VOCABULARY, NAMES = 6_500, 900
CHUNK = 5_000
NEAR, FORMS, FILLINGS = 0.03, 0.02, 10
MEDIAN, SPREAD, SHORTEST, LONGEST = 240, 0.45, 70, 1_500  # syllables of an article, log-normal
SLOT = "\x00"


@dataclass(frozen=True, slots=True)
class Story:
    """An article; `repeats` is the number of the one it was made from, `form` that of the form it fills."""

    number: int
    body: str
    repeats: int | None = None
    form: int | None = None


def _syllables() -> list[str]:
    import unicodedata

    vowels = "aăâeêioôơuưy"
    found = []
    for onset in ONSETS:
        for rime in RIMES:
            for tone in TONES:
                at = max(position for position, letter in enumerate(rime) if letter in vowels)
                found.append(unicodedata.normalize("NFC", onset + rime[: at + 1] + tone + rime[at + 1 :]))
    found = sorted(set(found))
    Random(1).shuffle(found)
    return found


WORDS = _syllables()
COMMON, PROPER = WORDS[:VOCABULARY], [word.capitalize() for word in WORDS[VOCABULARY : VOCABULARY + NAMES]]
_WEIGHTS = 1 / np.arange(1, VOCABULARY + 1)
_SHARES = np.cumsum(_WEIGHTS / _WEIGHTS.sum())


def stories(count: int, seed: int = 7) -> Iterator[list[Story]]:
    """Yield `count` articles in chunks."""
    for start in range(0, count, CHUNK):
        yield _chunk(start, min(CHUNK, count - start), seed)


def _chunk(start: int, count: int, seed: int) -> list[Story]:
    random = Random(f"{seed}/{start}")
    numbers = np.random.default_rng([seed, start])
    found: list[Story] = []
    form, filled = "", 0
    for number in range(start, start + count):
        if filled == 0 and random.random() < FORMS / FILLINGS:
            form, filled, form_number = _form(numbers, random), FILLINGS, number
        if filled and random.random() < 0.2:  # the notices of a form stand among other articles
            filled -= 1
            found.append(Story(number, _fill(form, random), form=form_number))
        elif found and random.random() < NEAR:
            original = found[random.randrange(len(found))]
            found.append(Story(number, _edit(original.body, random), repeats=original.number, form=original.form))
        else:
            found.append(Story(number, _article(numbers, random)))
    return found


def _article(numbers: np.random.Generator, random: Random) -> str:
    size = int(min(max(numbers.lognormal(np.log(MEDIAN), SPREAD), SHORTEST), LONGEST))
    picks = np.searchsorted(_SHARES, numbers.random(size)).tolist()
    words = [COMMON[pick] for pick in picks]
    at = 0
    while at < size:
        at += random.randint(8, 30)
        if at + 1 < size:
            words[at] = _value(random)
    return _punctuate(words, random)


def _value(random: Random) -> str:
    if random.random() < 0.5:
        return f"{random.choice(PROPER)} {random.choice(PROPER)}"
    return random.choice(
        (str(random.randint(2, 999)), f"{random.randint(1, 28)}/{random.randint(1, 12)}/{random.randint(2009, 2025)}")
    )


def _punctuate(words: list[str], random: Random) -> str:
    out, left = [], 0
    for word in words:
        if left == 0:
            word, left = word[:1].upper() + word[1:], random.randint(8, 24)
        left -= 1
        out.append(word + (random.choice((". ", ". ", ".\n")) if left == 0 else " "))
    return "".join(out).strip()


def _form(numbers: np.random.Generator, random: Random) -> str:
    """Return an article with slots: one in 10 to 25 words."""
    words = _article(numbers, random).split(" ")
    at = random.randint(3, 10)
    while at < len(words) - 1:
        words[at] = SLOT
        at += random.randint(10, 25)
    return " ".join(words)


def _fill(form: str, random: Random) -> str:
    parts = form.split(SLOT)
    return "".join(part + (_value(random) if at + 1 < len(parts) else "") for at, part in enumerate(parts))


def _edit(body: str, random: Random) -> str:
    share = random.uniform(0.02, 0.10)
    words: list[str] = []
    for word in body.split(" "):
        if random.random() >= share:
            words.append(word)
            continue
        how = random.random()
        if how < 0.6:
            words.append(random.choice(COMMON))
        elif how < 0.8:
            words += [word, random.choice(COMMON)]
    return " ".join(words)
