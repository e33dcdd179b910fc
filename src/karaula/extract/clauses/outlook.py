"""What is around a chunk while clauses are put together: lists, antecedents, verbs to come."""

from karaula.extract.clauses.chunks import Chunk
from karaula.extract.clauses.data import Clause, Phrase
from karaula.extract.clauses.look import paired_dashes
from karaula.extract.clauses.words import ClauseWords
from karaula.extract.sentences.sentence import FIGURE_LABELS, Sentence


class Outlook:
    """A sentence while its clauses are read. ``open`` is the clause being read with those that it
    hangs on."""

    def __init__(
        self, sentence: Sentence, read: list[Chunk], base: int, known: ClauseWords
    ) -> None:
        self.sentence = sentence
        self.chunks = read
        self.base = base
        self.found: list[Clause] = []
        self.open: list[int] = []
        self.last_phrase: Phrase | None = None
        self.dashes = paired_dashes(sentence, 0, len(sentence.words))
        self.outside: list[tuple[list[int], Phrase | None]] = []
        """Open clauses and the last phrase before brackets that hold a verb."""
        self.known = known

    @property
    def current(self) -> Clause:
        return self.found[self.open[-1]]

    def _previous(self, at: int) -> str:
        before = self._before(at)
        return self.chunks[before].kind if before > -1 else "stop"

    def _before(self, at: int) -> int:
        """The chunk before another, over brackets; -1 for none."""
        at -= 1
        if at > 0 and self._closing(at):
            for place in range(at, -1, -1):
                if self._bracket_ends(place) == at:
                    return place - 1
        return at

    def _bracket_ends(self, at: int) -> int | None:
        """The chunk that closes the brackets which one opens."""
        words, item = self.sentence.words, self.chunks[at].first
        closing = self.dashes.get(item, -1)
        if words[item] != "(" and closing < item:
            return None
        for place in range(at + 1, len(self.chunks)):
            chunk = self.chunks[place]
            if chunk.first == closing or (closing < 0 and words[chunk.first] == ")"):
                return place
            stops = chunk.kind == "stop" and words[chunk.first] != ":"
            if stops or words[chunk.first] == "(":
                return None
        return None

    def _closing(self, at: int) -> bool:
        """Whether a chunk closes brackets, or what dashes set in."""
        item = self.chunks[at].first
        return self.sentence.words[item] == ")" or self.dashes.get(item, item) < item

    def _antecedent(self, at: int) -> Phrase | None:
        """The noun phrase before a relative that it tells of: in "groups from Croatia, which
        control" not the country, which is one."""
        last = self.last_phrase
        if last is None or len(last.parts) > 1 or not last.preposition:
            return last
        if self.chunks[at].word == "that" and self._label(last.parts[0]) in ("area", "place"):
            # "stopped a lorry at Giurgiu that": no name of a place has a "that"
            clause = self.current
            told = (p for p in (*clause.objects, clause.subject) if p is not None)
            return next(told, last)
        if self._label(last.parts[0]) != "area" or self.chunks[at].word in ("where", "whence"):
            return last
        verb = self.chunks[at + 1] if at + 1 < len(self.chunks) else None
        plural = (
            verb is not None
            and verb.kind == "verb"
            and (
                self.sentence.words[verb.first] in ("are", "were", "have")
                or (self.sentence.words[verb.first] == verb.word and not verb.modal)
            )
        )
        if not plural and self.chunks[at].word not in ("who", "whom"):
            return last
        clause = self.current
        owner = next((p for p in (*clause.objects, clause.subject) if p is not None), None)
        return owner or last

    def _near(self, at: int) -> bool:
        """Whether a noun of the clause stands right before, which "that" may then tell of."""
        return (
            self._previous(at) == "noun"
            and bool(self.current.objects or self.current.behind_verb())
            and self.current.verb not in ("inform", "tell", "suspect", "suggest", "note", "state")
        )

    def _shared(self, at: int) -> Chunk | None:
        """The noun phrase that a preposition has with the next one: "through and to Serbia"."""
        kinds = [chunk.kind for chunk in self.chunks[at : at + 6]]
        while kinds and kinds[0] in ("comma", "and") and "but" not in self.chunks[at].word:
            step = 1
            while kinds[step : step + 1] in (["and"], ["verb"]):
                step += 1
            if kinds[step : step + 1] != ["preposition"]:
                return None
            at, kinds = at + step + 1, kinds[step + 1 :]
            if kinds[:1] == ["noun"]:
                return self.chunks[at]
        return None

    def _behind(self, at: int) -> int:
        """The item that a phrase stands behind, over "mainly" and ", including"."""
        words, step = self.sentence.words, at
        last = self.last_phrase.last if self.last_phrase is not None else -1
        while step > last > -1 and (words[step] in _OVER or words[step].endswith("ly")):
            step -= 1
        if step < at and step > last and words[step] == ",":
            step -= 1
        return last if step == last else at

    def _waiting(self) -> int | None:
        """The open clause, the innermost first, that has a subject and waits for its verb."""
        for place in reversed(self.open):
            clause = self.found[place]
            if not clause.verb and (clause.subject is not None or clause.kind == "adverbial"):
                return place
        return None

    def _joins(self, at: int, part: tuple[int, int]) -> bool:
        """Whether a noun phrase goes on a list: joined by "and", or one name after another."""
        assert self.last_phrase is not None
        before = self.chunks[self._before(at)]
        items = self.sentence.items
        ours, theirs = self._label(self.last_phrase.parts[-1]), self._label(part)
        if before.kind == "and":
            # Not "a source of gold and a transit country", "for the drug, and Syria still".
            return (theirs != "role" or ours == "role") and (theirs, ours) != ("area", "goods")
        # A comma: only names, or what an "and" closes a little later.
        if ours and ours == theirs and items[part[1]].label is not None:
            return True
        following = self.chunks[at + 1 : at + 3]
        return bool(
            following
            and following[0].kind in ("and", "comma")
            and self._closes(at + 1)
            and self.last_phrase.last == before.first - 1
            and self.sentence.words[part[0]] not in ("a", "an", "the")
        )

    def _closes(self, at: int) -> bool:
        """Whether nouns and commas run on to an "and"."""
        for chunk in self.chunks[at : at + 12]:
            if chunk.kind == "and":
                return True
            if chunk.kind not in ("noun", "comma"):
                return False
        return False

    def _label(self, part: tuple[int, int]) -> str:
        labels = {
            _FAMILY.get(item.label or "", item.label)
            for item in self.sentence.items[part[0] : part[1] + 1]
            if item.label
        }
        return str(labels.pop()) if len(labels) == 1 else ""

    def _finite_ahead(self, at: int) -> bool:
        """Whether a finite verb comes before the clause ends, so that a noun is its subject."""
        while at < len(self.chunks):
            chunk = self.chunks[at]
            if chunk.kind == "verb":
                if chunk.form == "finite":
                    return True
                if chunk.form == "to":
                    return False
            elif chunk.kind in ("stop", "opener", "relative", "comma", "and"):
                following = self.chunks[at + 1].kind if at + 1 < len(self.chunks) else "stop"
                apart = chunk.kind == "and" and self.sentence.words[chunk.first] == ","
                if chunk.kind != "and" or apart or following != "noun":
                    return False
                at += 1  # "consignments from Turkey and Iran arrive"
            at += 1
        return False

    def _goes_round(self, at: int) -> bool:
        """Whether a finite verb follows what commas set in: "the scales, weighing a ton, were"."""
        commas = 0
        for place in range(at, min(at + 10, len(self.chunks) - 1)):
            chunk = self.chunks[place]
            if chunk.kind in ("stop", "opener", "and"):
                return False
            if chunk.kind == "comma":
                commas += 1
                following = self.chunks[place + 1]
                if commas == 2:
                    return following.kind == "verb" and following.form == "finite"
            elif not commas and chunk.kind == "verb":
                return False
        return False

    def _goes_on(self, chunk: Chunk) -> bool:
        """Whether a participle goes on with what was done, not with the place before it: "was
        loaded in Latakia, unloaded in Salerno"."""
        last = self.last_phrase
        return (
            self.current.passive
            and last is not None
            and self._label(last.parts[-1]) in ("area", "place")
            and chunk.word not in self.known.describing
        )

    def _priced(self) -> bool:
        """Whether the noun before is an amount, which does nothing: "pay 900 euros to be taken"."""
        last = self.last_phrase
        return last is not None and self.sentence.items[last.last].label in FIGURE_LABELS

    def _nouns_before(self) -> Phrase | None:
        """The noun phrase that a participle tells of, with what it is a part of ("bales of")."""
        last = self.last_phrase
        if last is None:
            return None
        return told_of(self.sentence, last)

    def _joined_at(self, first: int) -> bool:
        """Whether "and" or a comma stands right before an item: "and since 2021 has been"."""
        return any(
            chunk.kind in ("and", "comma") and chunk.last == first - 1 for chunk in self.chunks
        )


def told_of(sentence: Sentence, phrase: Phrase) -> Phrase:
    """The members of a list that what follows tells of: of "A, as well as B made in" the last."""
    parts = list(phrase.parts)
    if len(parts) > 1 and "well" in sentence.words[parts[-2][1] + 1 : parts[-1][0]]:
        parts = parts[-1:]
    return Phrase("", parts[0][0], parts, phrase.behind)


_OVER = frozenset(("including", "often", "also", "especially", "then", "either", "first", "both"))
"""Words between a noun and a phrase that belongs to it."""


PARTICIPLES = ("originating in", "originating from", "destined for", "destined to", "intended for",
                "meant for", "bound for", "headed for", "heading for", "starting in",
                "starting from")  # fmt: skip
"""Prepositions that are a participle, beside which another may stand."""


_FAMILY = {
    "place": "area", "region": "area", "region_adjective": "adjective",
    "market": "goods", "substance": "goods", "goods": "goods", "indicator": "goods",
}  # fmt: skip
