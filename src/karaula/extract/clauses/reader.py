"""Chunks put together to clauses: subjects, objects, and what hangs on what."""

from itertools import pairwise

from karaula.extract.clauses.chunks import Chunk
from karaula.extract.clauses.data import Clause, Kind, Phrase
from karaula.extract.clauses.outlook import PARTICIPLES, Outlook, told_of

_FINITE = frozenset(
    ("is", "are", "was", "were", "has", "have", "had", "remains", "serves", "becomes", "acts")
)
"""Forms of verbs that are finite wherever they stand."""


class Reader(Outlook):
    """Puts chunks together."""

    def read(self) -> list[Clause]:
        at = 0
        self._begin("main", self.chunks[0].first if self.chunks else 0)
        while at < len(self.chunks):
            chunk = self.chunks[at]
            current = self.current
            if chunk.last > current.last:
                current.last = chunk.last
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

    def _begin(self, kind: Kind, first: int, opener: str = "", *, root: bool = False) -> Clause:
        parent = None if root or not self.open else self.open[-1]
        if root:
            self.open.clear()
        clause = Clause(kind, first, opener, None if parent is None else parent + self.base)
        self.found.append(clause)
        self.open.append(len(self.found) - 1)
        clause.last = first
        return clause

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
                clause.subject = told_of(self.sentence, antecedent)
        return at + 1

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

    def _and(self, at: int) -> int:
        return at + 1

    def _comma(self, at: int) -> int:
        """Go on; over brackets without a verb, whose nouns are set beside what is before."""
        ends = self._bracket_ends(at)
        if self.outside and self._closing(at):
            self.open, self.last_phrase = self.outside.pop()
        if ends is None:
            return at + 1
        if self.last_phrase is None:
            return ends + 1 if ends == at + 2 else at + 1  # "(c) The clan …"
        before, clause = self.last_phrase, self.current
        if any(chunk.kind in ("verb", "relative") for chunk in self.chunks[at:ends]):
            self.outside.append((list(self.open), before))
            inside = self.chunks[at + 1]
            if inside.kind == "noun":
                self._begin("main", inside.first).parent = None
            elif inside.kind == "verb":
                told = before.parts[-1:]
                self._begin("relative", inside.first).subject = Phrase("", told[0][0], told)
            return at + 1
        for place in range(at + 1, ends):
            chunk = self.chunks[place]
            if chunk.kind == "noun":
                led = self.chunks[place - 1]
                word = led.word if led.kind == "preposition" else ""
                first = led.first if word else chunk.first
                phrase = Phrase(word, first, [(chunk.first, chunk.last)], first - 1)
                (clause.phrases if word else clause.beside).append(phrase)
        clause.last = max(clause.last, self.chunks[ends].last)
        self.last_phrase = before
        return ends + 1

    def _noun(self, at: int) -> int:
        chunk = self.chunks[at]
        part = (chunk.first, chunk.last)
        if self.sentence.words[chunk.first] == "whose" and self._finite_ahead(at + 1):
            # "The X mafia, whose strongest branch is the Y clan, …"
            phrase = Phrase("", chunk.first, [part], chunk.first - 1)
            self._begin("relative", chunk.first, "whose").subject = phrase
            self.last_phrase = phrase
            return at + 1
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
            opener = self.chunks[self._before(at)].word if before in ("and", "preposition") else ""
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
            if chunk.form == "part" and last is not None and last.preposition in PARTICIPLES:
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
        if before == "and" and self.sentence.words[chunk.first] in _FINITE:
            # "weapons left from the war and is a source of": no participle goes on so.
            while len(self.open) > 1 and self.current.form in ("part", "ing"):
                self.open.pop()
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

    @staticmethod
    def _fill(clause: Clause, chunk: Chunk) -> None:
        clause.verb, clause.at = chunk.word, chunk.last
        clause.passive, clause.negated = chunk.passive, chunk.negated
        clause.modal, clause.raised = chunk.modal, chunk.raised
        clause.past, clause.form = chunk.past, chunk.form
        clause.last = max(clause.last, chunk.last)
