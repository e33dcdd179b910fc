"""Chunks put together to clauses: subjects, objects, and what hangs on what."""

from itertools import pairwise

from karaula.extract.clauses.chunks import Chunk
from karaula.extract.clauses.data import Clause, Kind, Phrase
from karaula.extract.clauses.words import ClauseWords
from karaula.extract.sentences.sentence import FIGURE_LABELS, Sentence


class Reader:
    """Puts chunks together. ``open`` is the clause being read with those that it hangs on."""

    def __init__(
        self, sentence: Sentence, read: list[Chunk], base: int, known: ClauseWords
    ) -> None:
        self.sentence = sentence
        self.chunks = read
        self.base = base
        self.found: list[Clause] = []
        self.open: list[int] = []
        self.last_phrase: Phrase | None = None
        self.known = known

    def read(self) -> list[Clause]:
        at = 0
        self._begin("main", self.chunks[0].first if self.chunks else 0)
        while at < len(self.chunks):
            chunk = self.chunks[at]
            self.current.last = max(self.current.last, chunk.last)
            step = getattr(self, f"_{chunk.kind}", None)
            at = step(at) if step is not None else at + 1
        self._fronted()
        return self._told()

    def _fronted(self) -> None:
        """The subject of a participle in front: "Used as a bridge by gangs, Mali has seen"."""
        for clause, behind in pairwise(self.found):
            bare = clause.kind == "participle" and clause.subject is None
            if bare and behind.kind == "main" and behind.subject is not None:
                clause.subject = behind.subject

    def _told(self) -> list[Clause]:
        """Clauses that hold something; what hung on an empty one hangs on what that hung on."""
        told = [bool(one.verb or one.subject or one.phrases) for one in self.found]
        places = [sum(told[:place]) + self.base for place in range(len(told))]
        for clause in self.found:
            above = clause.parent
            while above is not None and not told[above - self.base]:
                above = self.found[above - self.base].parent
            clause.parent = above
        for clause in self.found:
            if clause.parent is not None:
                clause.parent = places[clause.parent - self.base]
        return [clause for place, clause in enumerate(self.found) if told[place]]

    @property
    def current(self) -> Clause:
        return self.found[self.open[-1]]

    def _begin(self, kind: Kind, first: int, opener: str = "", *, root: bool = False) -> Clause:
        parent = None if root or not self.open else self.open[-1]
        if root:
            self.open.clear()
        clause = Clause(kind, first, opener, None if parent is None else parent + self.base)
        self.found.append(clause)
        self.open.append(len(self.found) - 1)
        clause.last = first
        return clause

    def _previous(self, at: int) -> str:
        return self.chunks[at - 1].kind if at else "stop"

    def _stop(self, at: int) -> int:
        if self.current.verb or self.current.subject or self.current.phrases:
            self._begin("main", self.chunks[at].last + 1, root=True)
        self.last_phrase = None
        return at + 1

    def _opener(self, at: int) -> int:
        chunk = self.chunks[at]
        # What "while" opens hangs on the main clause, not on the relative before it.
        while len(self.open) > 1 and self.current.verb:
            self.open.pop()
        self._begin("adverbial", chunk.first, chunk.word)
        self.last_phrase = None
        return at + 1

    def _relative(self, at: int) -> int:
        chunk = self.chunks[at]
        antecedent = self._antecedent(at)
        kind: Kind = "relative"
        if chunk.word == "that" and self._reports(at):
            kind, antecedent = "content", None
            while len(self.open) > 1 and self._previous(at) in ("and", "comma"):
                self.open.pop()
                if self.current.verb in self.known.reporting:
                    break
        clause = self._begin(kind, chunk.first, chunk.word)
        if antecedent is not None:
            if chunk.word in ("where", "whence") or chunk.word == "whom":
                place = "from" if chunk.word == "whence" else "in"
                clause.phrases.append(Phrase(place, chunk.first, antecedent.parts))
            else:
                clause.subject = _told_of(self.sentence, antecedent)
        return at + 1

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

    def _reports(self, at: int) -> bool:
        before = self.current
        again = self._previous(at) in ("and", "comma") and any(
            self.found[place].kind == "content" for place in self.open
        )
        return (
            self._previous(at) == "verb"
            or again
            or (before.verb in self.known.reporting and before.at >= 0 and not self._near(at))
        )

    def _near(self, at: int) -> bool:
        """Whether a noun of the clause stands right before, which "that" may then tell of."""
        return (
            self._previous(at) == "noun"
            and bool(self.current.objects or self.current.behind_verb())
            and self.current.verb not in ("inform", "tell", "suspect", "suggest", "note", "state")
        )

    def _preposition(self, at: int) -> int:
        chunk = self.chunks[at]
        if at + 1 >= len(self.chunks):
            return at + 1
        following = self.chunks[at + 1]
        behind = self._behind(chunk.first - 1)
        if following.kind == "relative":
            antecedent = self.last_phrase
            clause = self._begin("relative", chunk.first, following.word)
            if antecedent is not None:
                clause.phrases.append(Phrase(chunk.word, chunk.first, antecedent.parts))
            return at + 2
        if following.kind == "noun":
            if (
                self._previous(at) == "comma"
                and self.current.kind == "participle"
                and len(self.open) > 1
                and self.current.phrases
            ):
                self.open.pop()  # "They leave, hidden in cars, through Croatia."
            phrase = Phrase(chunk.word, chunk.first, [(following.first, following.last)], behind)
            self.current.phrases.append(phrase)
            self.current.last = max(self.current.last, following.last)
            self.last_phrase = phrase
            return at + 2
        near = following.first == chunk.last + 1
        shared = self._shared(at + 1) if near else None
        if shared is not None:
            part = (shared.first, shared.last)
            self.current.phrases.append(Phrase(chunk.word, chunk.first, [part], behind))
        return at + 1

    def _behind(self, at: int) -> int:
        """The item that a phrase stands behind, over "mainly" and ", including"."""
        words, step = self.sentence.words, at
        last = self.last_phrase.last if self.last_phrase is not None else -1
        while step > last > -1 and (words[step] in _OVER or words[step].endswith("ly")):
            step -= 1
        if step < at and step > last and words[step] == ",":
            step -= 1
        return last if step == last else at

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

    def _and(self, at: int) -> int:
        return at + 1

    _comma = _and

    def _noun(self, at: int) -> int:
        chunk = self.chunks[at]
        part = (chunk.first, chunk.last)
        clause = self.current
        before = self._previous(at)
        listed = before in ("and", "comma")
        finite = self._finite_ahead(at + 1)
        waiting = self._waiting()
        fronted = before == "comma" and not clause.verb and clause.subject is None
        apart = finite and ((clause.verb and waiting is None) or fronted)
        if finite and before == "comma" and not clause.subject and self._label(part) == "group":
            apart = True  # "Within the A network, the B wing looks after heroin"
        if listed and not apart and self.last_phrase is not None and self._joins(at, part):
            self.last_phrase.parts.append(part)
            return at + 1
        if finite and clause.verb and (listed or before == "opener") and waiting is None:
            self._next_main(chunk.first, before)
            clause = self.current
        phrase = Phrase("", chunk.first, [part], chunk.first - 1)
        if not clause.verb:
            if clause.subject is None:
                clause.subject = phrase
            elif clause.kind == "relative":
                # "which pharmacies sell": the noun before is what is sold.
                clause.objects.append(clause.subject)
                clause.subject = phrase
            elif before == "comma" and finite and clause.phrases:
                # "In his country, Romania, heroin is brought in."
                clause.beside.append(clause.subject)
                clause.subject = phrase
            elif listed:
                clause.beside.append(phrase)
            elif finite:
                inner = self._begin("relative", chunk.first)
                inner.objects.append(Phrase("", chunk.first, clause.subject.parts))
                inner.subject = phrase
            else:
                clause.beside.append(phrase)
        elif (
            (finite or self._goes_round(at + 1))
            and waiting is None
            and clause.verb in self.known.reporting
            and not listed
        ):
            inner = self._begin("content", chunk.first)
            inner.subject = phrase
        elif finite and not listed and before == "noun":
            inner = self._begin("relative", chunk.first)
            inner.subject = phrase
        elif before == "comma" and self.last_phrase is not None:
            clause.beside.append(phrase)
        else:
            clause.objects.append(phrase)
        self.last_phrase = phrase
        return at + 1

    def _next_main(self, first: int, before: str) -> None:
        """A clause with its own subject: beside the one before, in what a verb of saying holds."""
        while len(self.open) > 1 and self.current.kind != "content":
            self.open.pop()
        parent = self.open[-2] if len(self.open) > 1 else None
        kind: Kind = "content" if self.current.kind == "content" else "main"
        self.open.pop()
        self._begin(kind, first, "and" if before == "and" else "")
        self.current.parent = None if parent is None else parent + self.base

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
        before = self.chunks[at - 1]
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
                if chunk.kind != "and" or following != "noun":
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

    def _verb(self, at: int) -> int:
        chunk = self.chunks[at]
        clause = self.current
        before = self._previous(at)
        if chunk.form == "finite":
            self._finite(chunk, at)
        elif not clause.verb and clause.kind in ("relative",) and chunk.form == "part":
            self._fill(clause, chunk)
        else:
            subject = self._subject_of(chunk, before)
            kind: Kind = "infinitive" if chunk.form == "to" else "participle"
            opener = self.chunks[at - 1].word if before in ("and", "preposition") else ""
            if before == "and" and clause.verb:
                sibling = self.open.pop()
                kind = self.found[sibling].kind if chunk.form == "part" else kind
                new = self._begin(kind, chunk.first, opener)
                new.parent = self.found[sibling].parent
                if not self.open:
                    self.open.append(len(self.found) - 1)
                new.negated = self.found[sibling].negated and False
            else:
                new = self._begin(kind, chunk.first, opener)
            new.subject = subject
            self._fill(new, chunk)
        self.last_phrase = None
        return at + 1

    def _subject_of(self, chunk: Chunk, before: str) -> Phrase | None:
        clause = self.current
        if before == "and" and clause.verb:
            last = self.last_phrase
            if chunk.form == "part" and last is not None and last.preposition in _PARTICIPLES:
                told = (p for p in (*clause.phrases, *clause.objects) if p.last == last.behind)
                return next(told, clause.subject)  # "cannabis originating in X and moved to Y"
            return clause.subject
        if chunk.form == "to" and before == "noun" and clause.objects:
            asked = clause.verb in self.known.raising or clause.verb in self.known.asking
            if asked and not clause.passive and clause.objects[-1] is self.last_phrase:
                return clause.objects[-1]  # "consider Croatia to be"
        if chunk.form == "to" and (not (chunk.passive and before == "noun") or self._priced()):
            return clause.subject
        if before == "comma" and chunk.form == "part" and self._goes_on(chunk):
            return clause.subject
        if before == "noun" or (before == "comma" and chunk.form == "part"):
            return self._nouns_before() or clause.subject
        if before == "opener" and clause.subject is None:
            # "with the region recording losses while remaining a source of"
            told = (one.subject for one in reversed(self.found) if one.subject is not None)
            return next(told, None)
        return clause.subject

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
        return _told_of(self.sentence, last)

    def _finite(self, chunk: Chunk, at: int) -> None:
        clause = self.current
        if not clause.verb and (clause.subject is not None or clause.kind != "participle"):
            self._fill(clause, chunk)
            return
        waiting = self._waiting()
        if waiting is not None:
            while self.open[-1] != waiting:
                self.open.pop()
            self._fill(self.current, chunk)
            return
        before = self._previous(at)
        if clause.kind in ("participle", "infinitive") and before not in ("and",):
            # "Moving women to Cyprus has become a business": the clause before is the subject.
            while len(self.open) > 1 and self.current.kind in ("participle", "infinitive"):
                self.open.pop()
            if not self.current.verb:
                self._fill(self.current, chunk)
                return
        sibling = self.current
        index = self.open.pop()
        new = self._begin(sibling.kind, chunk.first, "and")
        new.parent = sibling.parent
        new.subject = sibling.subject
        last = self.last_phrase
        joined = last is not None and last.preposition and self._joined_at(last.first)
        if before == "noun" and self.last_phrase is not None and sibling.verb and not joined:
            new.subject = Phrase("", self.last_phrase.first, list(self.last_phrase.parts))
        if not self.open:
            self.open = [index, len(self.found) - 1][1:]
        self._fill(new, chunk)

    def _joined_at(self, first: int) -> bool:
        """Whether "and" or a comma stands right before an item: "and since 2021 has been"."""
        return any(
            chunk.kind in ("and", "comma") and chunk.last == first - 1 for chunk in self.chunks
        )

    @staticmethod
    def _fill(clause: Clause, chunk: Chunk) -> None:
        clause.verb, clause.at = chunk.word, chunk.last
        clause.passive, clause.negated = chunk.passive, chunk.negated
        clause.modal, clause.raised = chunk.modal, chunk.raised
        clause.past, clause.form = chunk.past, chunk.form
        clause.last = max(clause.last, chunk.last)


def _told_of(sentence: Sentence, phrase: Phrase) -> Phrase:
    """The members of a list that what follows tells of: of "A, as well as B made in" the last."""
    parts = list(phrase.parts)
    if len(parts) > 1 and "well" in sentence.words[parts[-2][1] + 1 : parts[-1][0]]:
        parts = parts[-1:]
    return Phrase("", parts[0][0], parts, phrase.behind)


_OVER = frozenset(("including", "often", "also", "especially", "then", "either", "first", "both"))
"""Words between a noun and a phrase that belongs to it."""


_PARTICIPLES = ("originating in", "originating from", "destined for", "destined to", "intended for",
                "meant for", "bound for", "headed for", "heading for", "starting in",
                "starting from")  # fmt: skip
"""Prepositions that are a participle, beside which another may stand."""


_FAMILY = {
    "place": "area", "region": "area", "region_adjective": "adjective",
    "market": "goods", "substance": "goods", "goods": "goods", "indicator": "goods",
}  # fmt: skip
