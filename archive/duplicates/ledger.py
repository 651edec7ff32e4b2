"""An article's text comes in, who repeats whom is written into `articles`, pair by pair into `text_kin`.

One article at a time, or all anew. Clusters depend on the stored texts, dates and decisions only, not on the order in
which they came.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence

from sqlite_utils import Database

from archive.duplicates.clusters import Decisions, Member, assign, in_order, instant
from archive.duplicates.comparison import Comparison, compare
from archive.duplicates.shingles import is_long
from archive.duplicates.sketches import MATCHES, Keys, Sketches, shared_bands, sign
from archive.vietnamese import article_text

BATCH = 20_000  # texts that are looked up at once when all is made anew
FORMS = 10  # fillings of the same form that a text is linked to

_MEMBER = """select a.id, a.text_hash, a.url, a.published_at, a.first_seen_at, a.credit, a.source_id, s.host, s.name
    from articles a join sources s on s.id = a.source_id"""


class Ledger:
    """Keeps track of the repeats in an archive; call inside a transaction that is begun IMMEDIATE."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.sketches = Sketches(db)

    def enter(self, article_id: int, text_hash: str) -> None:
        """Take in an article that is new or has another text."""
        twin = self.db.execute(
            """select coalesce(b.duplicate_of, b.id), (a.lead, a.body) is (b.lead, b.body) from articles a
            join articles b on b.text_hash = a.text_hash and b.id != a.id where a.id = ? limit 1""",
            [article_id],
        ).fetchone()
        if twin is None:
            self._sketch(article_id, text_hash)
        elif not twin[1]:
            self._find_kin(text_hash)
        elif self._follow(article_id, text_hash, twin[0]):
            return
        self.elect(text_hash)

    def leave(self, text_hash: str) -> None:
        """Take note that an article has this text no longer."""
        other = self.db.execute("select min(id) from articles where text_hash = ?", [text_hash]).fetchone()[0]
        if other is not None:
            self._keep_sketch(other)
            self.respell(text_hash)
            return
        for near in self._forget_kin(text_hash):
            self.elect(near)

    def respell(self, text_hash: str) -> None:
        """Take note that the text is printed in another way: capitals tell names."""
        before = self._find_kin(text_hash)
        self.elect(text_hash)
        for near in before:
            self.elect(near)

    def elect(self, text_hash: str) -> None:
        """Find the original of every article that may be one story with this text, and write it."""
        texts = json.dumps(self._component(text_hash))
        rows = self.db.execute(f"{_MEMBER} where a.text_hash in (select value from json_each(?))", [texts]).fetchall()
        members = [Member(*row) for row in rows]
        originals = assign(members, self._related, self._decisions([member.id for member in members]))
        self._write(members, originals)

    def rebuild(self) -> Iterator[int]:
        """Find all repeats anew from the stored texts; yields the number of texts looked at since the last time."""
        self.sketches.clear()
        self.db.execute("delete from text_kin")
        last = 0
        while True:
            sql = """select a.id, a.text_hash from articles a where a.id > ? and not exists
                (select 1 from articles b where b.text_hash = a.text_hash and b.id < a.id) order by a.id limit ?"""
            rows = self.db.execute(sql, [last, BATCH]).fetchall()
            if not rows:
                break
            last = rows[-1][0]
            self._sketch_all([(article_id, text_hash, self._text(text_hash)) for article_id, text_hash in rows])
            yield len(rows)
        self._elect_all()

    def refresh(self) -> None:
        """Find all repeats anew if the sketches were made in another way than today's."""
        if self.sketches.outdated():
            for _ in self.rebuild():
                pass

    def decide(self, article_id: int, other_id: int, decision: str | None, decided_at: str) -> bool:
        """Record that a person says two articles are one story (`join`) or are not (`split`); None takes it back.

        Returns whether something had been decided of them before.
        """
        pair = sorted((article_id, other_id))
        before = self.db.execute("delete from duplicate_decisions where article_id = ? and other_id = ?", pair)
        if decision:
            sql = "insert into duplicate_decisions (article_id, other_id, decision, decided_at) values (?, ?, ?, ?)"
            self.db.execute(sql, [*pair, decision, decided_at])
        rows = self.db.execute("select distinct text_hash from articles where id in (?, ?)", pair).fetchall()
        for (text_hash,) in rows:
            self.elect(text_hash)
        return before.rowcount > 0

    def _sketch(self, article_id: int, text_hash: str) -> None:
        text = self._text(text_hash)
        if not is_long(text):
            return
        keys = sign([text])
        self._look_up(text_hash, text, keys)
        self.sketches.add([article_id], keys)

    def _find_kin(self, text_hash: str) -> list[str]:
        """Compare a text anew with those that may be alike; returns those that were near repeats."""
        near, text = self._forget_kin(text_hash), self._text(text_hash)
        if is_long(text):
            self._look_up(text_hash, text, sign([text]))
        return near

    def _look_up(self, text_hash: str, text: str, keys: Keys) -> None:
        """Find the kin of one text. An article may have another text than when it was sketched: then it was not found."""
        found = self.sketches.candidates(keys)[0]
        self._confirm(text_hash, text, found, lambda other: shared_bands(keys, sign([other])) >= MATCHES)

    def _forget_kin(self, text_hash: str) -> list[str]:
        near = [other for other, kin in self._kin(text_hash) if kin == "near"]
        self.db.execute("delete from text_kin where text_hash = ? or other_hash = ?", [text_hash, text_hash])
        return near

    def _keep_sketch(self, article_id: int) -> None:
        """The article that stood for a text in the sketches has another one now: its copy takes its place."""
        lead, body = self.db.execute("select lead, body from articles where id = ?", [article_id]).fetchone()
        text = article_text(lead, body)
        if is_long(text):
            self.sketches.add([article_id], sign([text]))

    def _sketch_all(self, texts: Sequence[tuple[int, str, str]]) -> None:
        long = [row for row in texts if is_long(row[2])]
        keys = sign([text for _, _, text in long])
        self.sketches.add([article_id for article_id, _, _ in long], keys)
        for (article_id, text_hash, text), found in zip(long, self.sketches.candidates(keys), strict=True):
            # Of two texts of this batch the later one finds the earlier one.
            self._confirm(text_hash, text, [other for other in found if other < article_id])

    def _confirm(
        self, text_hash: str, text: str, candidates: Sequence[int], meets: Callable[[str], bool] = lambda _: True
    ) -> None:
        """Compare a text with those that may be alike, and keep what they are to it if their sketches meet."""
        seen, forms = {text_hash}, 0
        for article_id in candidates:
            other_hash = self.db.execute("select text_hash from articles where id = ?", [article_id]).fetchone()[0]
            if other_hash in seen:
                continue
            seen.add(other_hash)
            other = self._text(other_hash)
            found = compare(text, other)
            if found.kin == "different" or not meets(other):
                continue
            forms += found.kin == "template"
            if found.kin != "template" or forms <= FORMS:
                self._keep(text_hash, other_hash, found)

    def _keep(self, text_hash: str, other_hash: str, found: Comparison, kin: str | None = None) -> None:
        kin = kin or ("near" if found.kin == "exact" else found.kin)
        sql = "insert or replace into text_kin (text_hash, other_hash, kin, similarity) values (?, ?, ?, ?)"
        self.db.execute(sql, [*sorted((text_hash, other_hash)), kin, round(found.jaccard, 4)])

    def _related(self, text_hash: str, other_hash: str) -> bool:
        """Say whether two texts are the same story; both are in one component, so it is worth comparing them."""
        pair = sorted((text_hash, other_hash))
        found = self.db.execute("select kin from text_kin where text_hash = ? and other_hash = ?", pair).fetchone()
        if found is None:
            ours, theirs = self._text(text_hash), self._text(other_hash)
            if not (is_long(ours) and is_long(theirs)):
                return False
            # Kept apart from what the sketches find: it leads no story to another.
            compared = compare(ours, theirs)
            same = compared.kin in ("near", "exact")
            self._keep(text_hash, other_hash, compared, "related" if same else "different")
            return same
        return found[0] in ("near", "related")

    def _component(self, text_hash: str) -> list[str]:
        """Return the texts that near repeats and joins lead to from one text."""
        joins = """union select other.text_hash from story
            join articles a on a.text_hash = story.text
            join duplicate_decisions d on d.decision = 'join' and (d.article_id = a.id or d.other_id = a.id)
            join articles other on other.id in (d.article_id, d.other_id)"""
        decided = self.db.execute("select 1 from duplicate_decisions where decision = 'join' limit 1").fetchone()
        sql = f"""with recursive story (text) as (
            values (?)
            union select k.other_hash from story join text_kin k on k.text_hash = story.text and k.kin = 'near'
            union select k.text_hash from story join text_kin k on k.other_hash = story.text and k.kin = 'near'
            {joins if decided else ""}
        ) select text from story order by text"""
        return [row[0] for row in self.db.execute(sql, [text_hash]).fetchall()]

    def _kin(self, text_hash: str) -> list[tuple[str, str]]:
        sql = """select other_hash, kin from text_kin where text_hash = ?
            union all select text_hash, kin from text_kin where other_hash = ?"""
        return self.db.execute(sql, [text_hash, text_hash]).fetchall()

    def _decisions(self, ids: Iterable[int]) -> Decisions:
        own = set(ids)
        rows = self.db.execute("select article_id, other_id, decision from duplicate_decisions").fetchall()
        pairs = {
            kind: {frozenset(row[:2]) for row in rows if row[2] == kind and own.issuperset(row[:2])}
            for kind in ("split", "join")
        }
        return Decisions(pairs["split"], pairs["join"])

    def _follow(self, article_id: int, text_hash: str, original: int) -> bool:
        """Flag a copy of a known text without an election where it cannot win or change one; say whether it was done.

        So the thousandth copy costs no more than the second.
        """
        rows = self.db.execute(f"{_MEMBER} where a.id in (?, ?)", [article_id, original]).fetchall()
        members = {row[0]: Member(*row) for row in rows}
        new, old = members[article_id], members[original]
        if in_order([new, old])[0] is new or self._is_decided(text_hash):
            return False
        tie = instant(new.published_at) == instant(old.published_at)
        if (tie or new.credit) and not self._is_settled(old, text_hash, new.credit):
            return False
        self._write([new, old], {article_id: original})
        return True

    def _is_decided(self, text_hash: str) -> bool:
        """Say whether a person decided anything of an article with this text."""
        sql = """select 1 from duplicate_decisions d join articles a on a.id in (d.article_id, d.other_id)
            where a.text_hash = ? limit 1"""
        return bool(self.db.execute(sql, [text_hash]).fetchone())

    def _is_settled(self, original: Member, text_hash: str, credit: str | None) -> bool:
        """Say whether credits have no say in a story: all its pages have one text, and nothing ties with the original."""
        if any(kin == "near" for _, kin in self._kin(text_hash)):
            return False
        sql = "select published_at, credit from articles where text_hash = ? and id != ?"
        others = self.db.execute(sql, [text_hash, original.id]).fetchall()
        ties = sum(instant(published_at) == instant(original.published_at) for published_at, _ in others)
        return ties == 0 or not (credit or original.credit or any(row[1] for row in others))

    def _write(self, members: Sequence[Member], originals: dict[int, int]) -> None:
        texts = {member.id: member.text for member in members}
        for member in members:
            original = originals.get(member.id)
            kind = similarity = None
            if original is not None:
                kind, similarity = "exact", 1.0
                if texts[original] != member.text:
                    kind, similarity = "near", self._similarity(texts[original], member.text)
            self.db.execute(
                """update articles set duplicate_of = ?, duplicate_kind = ?, similarity = ? where id = ?
                and (duplicate_of, duplicate_kind, similarity) is not (?, ?, ?)""",
                [original, kind, similarity, member.id, original, kind, similarity],
            )

    def _similarity(self, text_hash: str, other_hash: str) -> float:
        pair = sorted((text_hash, other_hash))
        found = self.db.execute("select similarity from text_kin where text_hash = ? and other_hash = ?", pair)
        row = found.fetchone()
        return float(row[0]) if row else round(compare(self._text(text_hash), self._text(other_hash)).jaccard, 4)

    def _text(self, text_hash: str) -> str:
        # Copies may be printed in capitals or not; of all spellings always the same one, whatever came first.
        sql = "select lead, body from articles where text_hash = ? order by body, lead, id limit 1"
        return article_text(*self.db.execute(sql, [text_hash]).fetchone())

    def _elect_all(self) -> None:
        """Hold the elections of all stories, each once."""
        self.db.execute(
            """update articles set duplicate_of = null, duplicate_kind = null, similarity = null
            where duplicate_of is not null"""
        )
        done: set[str] = set()
        sql = """select text_hash from articles group by text_hash having count(*) > 1
            union select text_hash from text_kin where kin = 'near'
            union select other_hash from text_kin where kin = 'near'
            union select a.text_hash from articles a join duplicate_decisions d on a.id in (d.article_id, d.other_id)"""
        for (text_hash,) in self.db.execute(sql).fetchall():
            if text_hash not in done:
                done.update(self._component(text_hash))
                self.elect(text_hash)
