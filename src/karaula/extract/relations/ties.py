"""Ties between groups, from the clauses of a sentence and the words of ties: by verbs, and
by nouns and the like."""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.tie_beside import ADJECTIVES, TURNED, told_beside
from karaula.extract.relations.tie_ends import (
    between,
    taken_for,
    tells_who,
    with_heads,
    with_listed,
)
from karaula.extract.relations.tie_linked import linked, named_with_its, parts
from karaula.extract.relations.tie_reader import Tied, TieReader
from karaula.extract.relations.tie_roles import NEAR
from karaula.extract.relations.tie_story import of_own, of_story

_BEING = frozenset(("be", "become", "remain", "stay", "act", "serve", "form"))
BOUND = {
    "hand": ("join", "shake", "go", "work"), "rank": ("close", "join"),
    "force": ("join", "combine"), "lot": ("throw", "cast"), "hatchet": ("bury",),
    "cause": ("make", "have", "find"),
    "throat": ("be", "go", "fly"), "dagger": ("be", "draw"), "blow": ("come", "exchange", "trade"),
    "term": ("be", "come", "stay"), "front": ("form", "make", "build", "present"),
}  # fmt: skip
"""Nouns that join groups only with these verbs: "join hands", "throw in one's lot with"."""
_FRONTED = frozenset(("with", "between", "among", "amongst", "over"))
"""Prepositions that may stand before the noun that they belong to."""
_QUOTES = frozenset(('"', "”", "“", "'", "’"))
_INVOLVING = frozenset(("involve", "engulf", "pit", "oppose"))
_GROUPS_ONLY = frozenset(("ally", "associate"))
"""Ties that, where one end is a group, mostly have one at the other."""
_ASIDE = frozenset(("without", "despite", "in spite of", "notwithstanding", "except"))
_COUNTED = frozenset(("ally", "rival", "partner", "supplier", "customer", "associate"))
_UNSURE = frozenset(("would", "could", "might", "should"))
_USING = frozenset(("use", "employ", "deploy", "treat", "have", "keep", "engage", "hire"))
_ACCUSED = frozenset((
    "charge", "accuse", "convict", "suspect", "sentence", "try", "indict", "acquit", "arrest",
    "jail", "want", "seek", "investigate", "find", "detain", "imprison", "blame",
))  # fmt: skip
_CALLED = frozenset(("consider", "deem", "call", "name", "regard", "judge", "reckon"))


def ties(cast: Cast) -> Iterator[Tied]:
    """Ties that the clauses of a sentence tell."""
    for clause in cast.clauses:
        able = clause.modal == "could" and clause.verb in ("count", "rely", "draw", "depend")
        if clause.certainty != "unreal" and (clause.modal not in _UNSURE or able):
            yield from (
                tied
                for tied in _read(cast, clause)
                if tells_who(cast.around, tied.a) and tells_who(cast.around, tied.b)
                if not any(one.preposition == "until" for one in clause.phrases)
            )


def _read(cast: Cast, clause: Clause) -> Iterator[Tied]:
    reader = _NounTies(cast, clause)
    yield from reader.by_verb()
    yield from reader.by_joins()
    yield from reader.by_roles()
    yield from reader.counted()
    yield from reader.by_likes()
    yield from reader.below()
    yield from reader.within()
    yield from told_beside(reader)
    yield from linked(reader)
    yield from named_with_its(reader)
    yield from parts(reader)
    yield from reader.by_adjective()
    yield from of_own(reader)
    yield from of_story(reader)


class _NounTies(TieReader):
    """Ties that nouns, adjectives and phrases tell."""

    def by_joins(self) -> Iterator[Tied]:
        """ "A has an alliance with B", "the feud between A and B", "A and B are at war"."""
        clause = self.clause
        for phrase in self.phrases():
            type = self._joining(phrase)
            if phrase.preposition == "over":
                continue  # "They split over a deal"
            if type == "rival" and clause.passive and clause.verb in _ACCUSED:
                continue  # "They are charged with murder"
            if phrase.preposition in _ASIDE or (phrase.preposition == "for" and type != "rival"):
                continue  # "share the market without conflict", "compete for contacts"
            if phrase in clause.objects and any(
                one.preposition == "with" and self.sentence.words[one.last] == "them"
                for one in clause.of(phrase)
            ):
                continue  # "They bring their wars with them"
            if type is None or self._ends_it(type) or (type == "rival" and self._at_one_side()):
                continue
            if self._soured():
                type = "rival"
                if not clause.negated:
                    # "Once allies, they have turned hostile": what has ended is what went before.
                    self.clause = replace(clause, certainty="said")
            at = phrase.parts[0][1]
            ends = self._ends(phrase)
            inside = [end for end in ends if end.preposition in self.words.among]
            mutual = [who for end in inside[:1]
                      for who in between(self.cast, clause, end, type)]  # fmt: skip
            if not mutual and phrase is clause.subject and clause.verb in _INVOLVING:
                mutual = [who for one in clause.objects for who in self.cast.of(clause, one)]
            if mutual:
                # "A dispute between A and B over control" is no control of one by the other.
                if type != "controls":
                    yield from self._among(mutual, type, at)
                continue
            joined = self.words.over if type == "controls" else self.words.joined
            if "competition" in (self.cast.word(last) for _, last in phrase.parts):
                joined = joined | {"from"}
            # "War with the Marines" is no tie of groups, "an alliance with the Owls" is.
            named = self._of if type in _GROUPS_ONLY else partial(self.cast.of, clause)
            others = [who for end in ends if end.preposition in joined for who in named(end)]
            others = with_listed(self.cast, others)
            ones = self._owners(phrase) or [
                who
                for end in ends[:1]
                if end.preposition == "of"
                for who in self.cast.of(clause, end)
            ]
            if not ones and phrase is not clause.subject:
                ones = self.doers() or (named(clause.subject) if others else [])
                ones = ones or with_heads(self.cast, clause, self.cast.subject(clause))
            by = [who for end in ends if end.preposition == "by" for who in named(end)]
            if len(by) > 1 and not others and type in ("ally", "partner"):
                yield from self.mutual(by, type, at)  # "a deal struck by A and B"
            elif others and ones:
                yield from self.pairs(ones, others, type, at)
            elif type == "controls" or others:
                continue
            elif phrase.preposition == "with":
                continue  # "A and B networks with contacts in the police"
            elif len(ones) > 1 and not self._with_someone(ends) and self._of_both(at):
                yield from self.mutual(ones, type, at)

    def _at_one_side(self) -> bool:
        """Whether it is told on whose side a war is fought."""
        on = (one for one in self.clause.phrases if one.preposition == "on")
        return any(self.cast.head(one) == "side" for one in on)

    def _ends_it(self, type: str) -> bool:
        """Whether one of those who had an alliance ends it: police that break it up do not; a war
        that anything ends is over."""
        clause = self.clause
        if type == "rival":
            return clause.verb in ("end", "settle") and not clause.negated
        return clause.verb in self.words.ending and bool(self.doers() or clause.subject is None)

    def _owners(self, phrase: Phrase) -> list[Who]:
        """Those whose alliance or war it is: "the Foxes and the X gang's turf war"."""
        last = Phrase("", phrase.parts[-1][0], phrase.parts[-1:])
        if len(phrase.parts) == 1 or not (owner := self.cast.owner(self.clause, last)):
            return self.cast.owner(self.clause, phrase)
        others = Phrase("", phrase.first, phrase.parts[:-1], phrase.behind)
        named = self.cast.of(self.clause, others)
        return [*(named or taken_for(self.cast.around, *others.parts[0], bare=True)), *owner]

    def _of_both(self, at: int) -> bool:
        """Whether a noun joins those of whom it is told: "A and B do business", not "A and B
        control the cocaine trade"."""
        trade = self.cast.word(at) in ("trade", "business")
        return not trade or self.clause.verb in ("do", "have", "be", "conduct")

    def _joining(self, phrase: Phrase) -> str | None:
        for first, last in phrase.parts:
            last -= self.sentence.words[last] in _QUOTES and last > first
            if self.sentence.items[last].label in ("area", "region", "place", "body"):
                continue  # "the European Union"
            word = singular(self.cast.word(last))
            if word in BOUND and self.clause.verb not in BOUND[word]:
                continue  # "in the hands of", "within the ranks of"
            told = self.sentence.words[first : last + 1]
            if told[-1:] == ("-",):
                told = (*told, *self.sentence.words[last + 1 : last + 2])
            if told[-2:-1] == ("-",):
                word = "".join(told[-3:])  # "shoot-out"
            if word in self.words.joins and self.words.past.isdisjoint(told):
                return self.words.joins[word]
        return None

    def _soured(self) -> bool:
        told = self.sentence.words[self.clause.first : self.clause.last + 1]
        return not self.words.soured.isdisjoint(told)

    def _ends(self, phrase: Phrase) -> list[Phrase]:
        """Phrases behind a joining noun: right behind it, and those with "with" and "between" at
        any place of the clause."""
        clause = self.clause
        near = clause.of(phrase)
        far = [
            other
            for other in clause.phrases
            if other not in near
            and other is not phrase
            and other.preposition in self.words.joined | self.words.among | self.words.over | {"by"}
            and (phrase is not clause.subject or other.preposition != "to")
            and (other.first > phrase.first or other.preposition in _FRONTED)
        ]
        return [*near, *far]

    def by_roles(self) -> Iterator[Tied]:
        """ "A is an ally of B", "A, an ally of B, …", "B's ally is A", "A and B are rivals"."""
        clause = self.clause
        called = clause.passive and clause.verb in _CALLED
        if called or (clause.verb in _BEING and not clause.passive):
            for phrase in clause.objects:
                yield from self._role_of(phrase, self._of(self.cast.subject(clause)))
            if clause.subject is not None:
                said = [who for phrase in clause.objects for who in self.cast.of(clause, phrase)]
                yield from self._role_of(clause.subject, said)
                if self.cast.head(clause.subject) == "one":
                    # "One of the X gang's closest partners is the Y clan"
                    for one in clause.of(clause.subject)[:1]:
                        yield from self._role_of(one, said)
        if clause.subject is not None and self.cast.owner(clause, clause.subject):
            # "The X gang's rivals, the Y mafia, …"
            beside = [one for one in clause.beside if one.first <= clause.subject.last + 2]
            yield from self._role_of(
                clause.subject, [who for one in beside[:1] for who in self.cast.of(clause, one)]
            )
        for phrase in clause.phrases:
            if phrase.preposition == "as":
                told = [who for one in clause.objects for who in self.cast.of(clause, one)]
                # "The X clan uses the Y gang as its wing": that is the gang.
                using = clause.verb in _USING and not clause.passive
                ones = (told or self.doers()) if using else (self.doers() or told)
                yield from self._role_of(phrase, ones)
            elif phrase.preposition == "at" and self.cast.head(phrase) in ("head", "helm"):
                told = [who for one in clause.objects for who in self.cast.of(clause, one)]
                wholes = [who for one in clause.of(phrase)[:1] for who in self.cast.of(clause, one)]
                yield from self.pairs(self.doers() or told, wholes, "controls", phrase.first)
        for phrase in clause.beside:
            yield from self._role_of(phrase, self._told_of(phrase))
        yield from self._named_role()
        yield from self._one_of()

    def counted(self) -> Iterator[Tied]:
        """ "A counts B among its allies"."""
        for phrase in self.clause.phrases:
            type = self.words.roles.get(self.cast.head(phrase))
            if phrase.preposition in ("among", "amongst") and type in _COUNTED:
                counted = [who for one in self.clause.objects for who in self._of(one)]
                if type in TURNED:
                    yield from self.pairs(self.doers(), counted, TURNED[type], phrase.first)
                else:
                    yield from self.pairs(counted, self.doers(), type, phrase.first)

    def _named_role(self) -> Iterator[Tied]:
        """ "A subgroup of the X mafia, the Y clan, …"."""
        for told in (self.clause.subject, *self.clause.objects):
            if told is not None:
                yield from self._named_behind(told)

    def _named_behind(self, told: Phrase) -> Iterator[Tied]:
        clause, words = self.clause, self.sentence.words
        first, at = told.parts[0]
        type = self.words.roles.get(singular(self.cast.word(at)))
        if type is None and at > first and words[at] in ("group", "gang", "clan", "faction"):
            type = self.words.roles.get(words[at - 1])  # "a splinter group of"
        for phrase in clause.of(told)[:1]:
            if type is None or phrase.preposition != "of" or len(phrase.parts) != 2:
                continue
            if words[phrase.parts[1][0] - 1] == ",":
                whole, part = [
                    self.cast.of(clause, Phrase("", part[0], [part])) for part in phrase.parts
                ]
                yield from self.pairs(part, whole, type, at)

    def _role_of(self, phrase: Phrase, ones: list[Who]) -> Iterator[Tied]:
        clause = self.clause
        near = phrase.preposition == "as" or phrase.first - clause.at <= NEAR
        typed = (
            (first, last, self._role_word(first, last, compound=near))
            for first, last in phrase.parts
        )
        first, last, type = next((one for one in typed if one[2] is not None), (0, 0, None))
        if type is None or not ones:
            return
        if not self.words.past.isdisjoint(self.sentence.words[first:last]):
            return
        inner = [one for one in clause.of(phrase)[:1] if one.preposition in ("of", "to", "for")]
        if any("same" in self.sentence.words[one.first : one.last] for one in inner):
            return  # "Both were parts of the same gang"
        if type == "member":
            # "Part of the X cartel together with the Y gang": of X
            inner = [Phrase(one.preposition, one.first, one.parts[:1]) for one in inner]
        others = self.cast.owner(clause, phrase) or [who for one in inner for who in self._of(one)]
        if not others and self.sentence.words[first] == "its" and phrase.preposition == "as":
            others = self._of(self.cast.subject(clause))  # "Jalisco has the X gang as its arm"
        if not others and len(ones) == 1 and phrase in clause.objects:
            # "For the X clan, the Y gang is a useful tool"
            before = [one for one in clause.phrases if one.first == clause.first]
            others = [
                who
                for one in before
                if one.preposition == "for"
                for who in self.cast.of(clause, one)
            ]
        if others and type in TURNED:
            yield from self.pairs(others, ones, TURNED[type], last)
        elif others:
            to = any(one.preposition == "to" for one in clause.of(phrase)[:1])
            # "Serves as auxiliary units to the X clan" is no part of it.
            type = "associate" if type == "member" and to else type
            yield from self.pairs(ones, others, type, last)
        elif len(ones) > 1 and type in ("ally", "rival", "partner", "associate"):
            yield from self.mutual(ones, type, last)

    def _role_word(self, first: int, last: int, *, compound: bool) -> str | None:
        """What one is: "an offshoot", "a splinter group"."""
        type = self.words.roles.get(singular(self.cast.word(last)))
        heads = ("group", "gang", "clan") if compound else ()
        if type is None and last > first and self.cast.word(last) in heads:
            type = self.words.roles.get(self.sentence.words[last - 1])
        return type

    def _one_of(self) -> Iterator[Tied]:
        """ "A is one of the gangs in the B federation"."""
        clause, words = self.clause, self.sentence.words
        if clause.verb not in _BEING or clause.passive:
            return
        at = clause.at + 1
        if any(self.cast.head(one) in ("player", "partner", "figure") for one in clause.objects):
            # "The X clan is a key player in the Y cartel"
            inside = [one for one in clause.behind_verb() if one.preposition in ("in", "within")]
            wholes = [who for one in inside[:1] for who in self.cast.of(clause, one)]
            yield from self.pairs(self.doers(), wholes, "member", at)
        if words[at : at + 2] and (
            self.cast.word(at) == "one" and words[at + 1 : at + 2] == ("of",)
        ):
            for phrase in clause.behind_verb():
                if phrase.preposition in ("in", "within", "inside"):
                    wholes = self.cast.of(clause, phrase)
                    yield from self.pairs(self.doers(), wholes, "member", at)

    def _told_of(self, beside: Phrase) -> list[Who]:
        """The group that a phrase is set beside."""
        clause = self.clause
        for phrase in (clause.subject, *clause.objects, *clause.phrases, *clause.beside):
            if phrase is not None and phrase.last == beside.first - 2:
                return self._of(phrase)
        return []

    def by_likes(self) -> Iterator[Tied]:
        """ "A is hostile to B", "A is subordinate to B"."""
        clause = self.clause
        if clause.verb not in _BEING or clause.passive:
            return
        for phrase in clause.objects:
            type = self.words.like.get(self.cast.word(phrase.last))
            others = [
                who
                for other in clause.of(phrase)[:1]
                if other.preposition in ("to", "with")
                for who in self.cast.of(clause, other)
            ]
            if type == "controlled":
                yield from self.pairs(others, self.doers(), "controls", phrase.last)
            elif type is not None:
                yield from self.pairs(self.doers(), others, type, phrase.last)

    def below(self) -> Iterator[Tied]:
        """ "A is under the thumb of B", "A is on the payroll of B"."""
        clause = self.clause
        for phrase in clause.phrases:
            nouns = self.words.below.get(phrase.preposition)
            type = nouns.get(self.cast.head(phrase)) if nouns else None
            if type is not None:
                over = [
                    who
                    for other in clause.of(phrase)[:1]
                    if other.preposition in ("of", "from")
                    for who in self.cast.of(clause, other)
                ] or self.cast.owner(clause, phrase)
                harmed = (
                    clause.passive
                    and self.cast.head(phrase) != "side"
                    and any(rule.type == "rival" for rule in self.words.rules(clause.verb, ()))
                )
                type = "rival" if harmed else type  # "killed on the orders of"
                yield from self.pairs(over, self.doers(), type, phrase.first)

    def by_adjective(self) -> Iterator[Tied]:
        """ "The feuding X and Y clans"."""
        items = self.sentence.items
        for at in range(max(1, self.clause.first), self.clause.last + 1):
            type = ADJECTIVES.get(self.sentence.words[at - 1])
            if type is not None and items[at].label == "group":
                yield from self.mutual(self.cast.around.listed_at(at), type, at)

    def within(self) -> Iterator[Tied]:
        """ "Within the X network, the Y wing …"."""
        for phrase in self.clause.phrases:
            if phrase.preposition not in self.words.within:
                continue
            wholes = self.cast.of(self.clause, phrase)
            parts = [
                who
                for who in self.doers()
                if self.words.roles.get(singular(who.name.split()[-1].lower())) == "member"
            ]
            yield from self.pairs(parts, wholes, "member", phrase.first)
