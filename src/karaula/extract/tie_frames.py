"""Ties between groups, from the clauses of a sentence and the words of ``ties.yml``."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import yaml

from karaula.extract.around import Who
from karaula.extract.clause_words import phrases
from karaula.extract.clauses import Clause, Phrase
from karaula.extract.group_cast import Cast, singular

WORDS = Path(__file__).with_name("ties.yml")

_BEING = frozenset(("be", "become", "remain", "stay", "act", "serve", "form"))
_NEAR = 2
"""Items between a verb and its own "of"."""
_ONE_ANOTHER = frozenset(("other", "another", "it", "them"))
_CALLED = frozenset(("consider", "deem", "call", "name", "regard", "judge", "reckon"))


_LISTS = ("soured", "past", "joined", "among", "within", "jointly", "over")


@dataclass(frozen=True, slots=True)
class Tied:
    """Two groups, their tie, the item of the word that tells it, and its clause."""

    a: Who
    b: Who
    type: str
    at: int
    clause: Clause


@dataclass(frozen=True, slots=True)
class _Verb:
    type: str
    a: tuple[str, ...]
    b: tuple[str, ...]
    state: bool
    together: bool | str
    what: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, tuple[_Verb, ...]]
    joins: dict[str, str]
    roles: dict[str, str]
    soured: frozenset[str]
    past: frozenset[str]
    joined: frozenset[str]
    among: frozenset[str]
    within: frozenset[str]
    beside: dict[str, list[tuple[str, ...]]]
    jointly: frozenset[str]
    over: frozenset[str]
    like: dict[str, str]


@lru_cache(maxsize=1)
def _words() -> _Words:
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    verbs: dict[str, list[_Verb]] = {}
    for rule in read["verbs"]:
        ends = [[end] if isinstance(end, str) else end for end in (rule["a"], rule["b"])]
        verb = _Verb(
            rule["type"], tuple(ends[0]), tuple(ends[1]),
            rule.get("state", False), rule.get("together", False), frozenset(rule.get("what", ())),
        )  # fmt: skip
        for word in rule["verbs"]:
            verbs.setdefault(word, []).append(verb)
    return _Words(
        verbs={word: tuple(rules) for word, rules in verbs.items()},
        joins=_by_word(read["joins"]),
        roles=_by_word(read["is"]),
        like=_by_word(read["like"]),
        beside=phrases(read["beside"]),
        **{key: frozenset(read[key]) for key in _LISTS},
    )


def _by_word(types: dict[str, list[str]]) -> dict[str, str]:
    return {word: type for type, words in types.items() for word in words}


def ties(cast: Cast) -> Iterator[Tied]:
    """Ties that the clauses of a sentence tell."""
    for clause in cast.clauses:
        if clause.certainty != "unreal":
            reader = _Reader(cast, clause)
            yield from reader.by_verb()
            yield from reader.by_joins()
            yield from reader.by_roles()
            yield from reader.by_likes()
            yield from reader.within()
            yield from reader.beside()


class _Reader:
    def __init__(self, cast: Cast, clause: Clause) -> None:
        self.cast = cast
        self.clause = clause
        self.sentence = cast.around.sentence
        self.words = _words()

    def by_verb(self) -> Iterator[Tied]:
        """ "A supplies B", "A is supplied by B", "A works with B", "A and B clash"."""
        clause = self.clause
        for rule in self.words.verbs.get(clause.verb, ()):
            if rule.what and not self._objects_are(rule.what):
                continue
            ones = self._roles(rule.a, rule.state)
            others = self._roles(rule.b, rule.state)
            found = list(self._pairs(ones, others, rule.type, clause.at))
            if found:
                yield from found
                return
            if rule.what:
                continue
            if not others and len(ones) > 1 and self._together(rule):
                yield from self._mutual(ones, rule.type, clause.at)
                return

    def _together(self, rule: _Verb) -> bool:
        """Whether subjects that are listed are tied among themselves."""
        clause = self.clause
        if rule.together == "jointly":
            told = self.sentence.words[clause.first : clause.last + 1]
            return not self.words.jointly.isdisjoint(told)
        return bool(rule.together) and not clause.objects and not self._with_someone(clause.phrases)

    def _objects_are(self, nouns: frozenset[str]) -> bool:
        for phrase in self.clause.objects:
            for first, last in phrase.parts:
                if singular(self.cast.word(last)) in nouns:
                    return True
                if any(
                    item.label in ("percent", "money")
                    for item in self.sentence.items[first : last + 1]
                ):
                    return "share" in nouns
        return False

    def _roles(self, names: tuple[str, ...], state: bool) -> list[Who]:
        for name in names:
            found = self._role(name, state)
            if found:
                return found
        return []

    def _role(self, name: str, state: bool) -> list[Who]:
        clause = self.clause
        turned = self.cast.turned(clause) and not state
        if name == "subject" and not turned:
            return self.cast.of(clause, self.cast.subject(clause))
        if name == "subject":
            return self._behind("by")
        subject = self.cast.subject(clause)
        objects = [*clause.objects, *([subject] if turned and subject is not None else [])]
        if name == "object":
            return [who for phrase in objects for who in self.cast.of(clause, phrase)]
        if name == "object of":
            return [
                who
                for phrase in objects
                for other in clause.of(phrase)[:1]
                if other.preposition == "of"
                for who in self.cast.of(clause, other)
            ]
        return self._behind(name)

    def _behind(self, preposition: str) -> list[Who]:
        """Groups behind a preposition that belongs to the verb."""
        clause = self.clause
        return [
            who
            for phrase in clause.phrases
            if phrase.preposition == preposition
            # "Made up of A", not "the leadership of A".
            and (preposition != "of" or clause.at < phrase.first <= clause.at + _NEAR)
            for who in self.cast.of(self.clause, phrase)
        ]

    def by_joins(self) -> Iterator[Tied]:
        """ "A has an alliance with B", "the feud between A and B", "A and B are at war"."""
        clause = self.clause
        for phrase in self._phrases():
            type = self._joining(phrase)
            if type is None:
                continue
            if self._soured():
                type = "rival"
                if not clause.negated:
                    # "Once allies, they have turned hostile": what has ended is what went before.
                    self.clause = replace(clause, certainty="said")
            at = phrase.parts[0][1]
            ends = self._ends(phrase)
            mutual = [who for end in ends if end.preposition in self.words.among
                      for who in self.cast.of(clause, end)]  # fmt: skip
            if mutual:
                yield from self._mutual(mutual, type, at)
                continue
            joined = self.words.over if type == "controls" else self.words.joined
            # "War with the Marines" is no tie of groups, "an alliance with the Owls" is.
            named = self._of if type == "ally" else partial(self.cast.of, clause)
            others = [who for end in ends if end.preposition in joined for who in named(end)]
            ones = self.cast.owner(clause, phrase) or [
                who
                for end in ends[:1]
                if end.preposition == "of"
                for who in self.cast.of(clause, end)
            ]
            if not ones and phrase is not clause.subject:
                ones = self._subject() or (named(clause.subject) if others else [])
            if others and ones:
                yield from self._pairs(ones, others, type, at)
            elif type == "controls" or others:
                continue
            elif len(ones) > 1 and not self._with_someone(ends):
                yield from self._mutual(ones, type, at)

    def _with_someone(self, ends: list[Phrase]) -> bool:
        """Whether groups are tied to something that is none: "A and B have ties to the police"."""
        words = self.sentence.words
        return any(
            end.preposition in self.words.joined
            and not _ONE_ANOTHER & {words[end.last], *words[end.last + 1 : end.last + 2]}
            for end in ends
        )

    def _of(self, phrase: Phrase | None) -> list[Who]:
        """Groups of a phrase, or the name that must be one."""
        return self.cast.of(self.clause, phrase) or self.cast.taken_for(phrase)

    def _joining(self, phrase: Phrase) -> str | None:
        for first, last in phrase.parts:
            word = singular(self.cast.word(last))
            told = self.sentence.words[first : last + 1]
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
            and other.preposition in self.words.joined | self.words.among | self.words.over
            and (phrase is not clause.subject or other.preposition != "to")
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
        for phrase in clause.phrases:
            if phrase.preposition == "as":
                yield from self._role_of(phrase, self._subject())
            elif phrase.preposition == "at" and self.cast.head(phrase) in ("head", "helm"):
                told = [who for one in clause.objects for who in self.cast.of(clause, one)]
                wholes = [who for one in clause.of(phrase)[:1] for who in self.cast.of(clause, one)]
                yield from self._pairs(self._subject() or told, wholes, "controls", phrase.first)
        for phrase in clause.beside:
            yield from self._role_of(phrase, self._told_of(phrase))
        yield from self._named_role()

    def _named_role(self) -> Iterator[Tied]:
        """ "A subgroup of the X mafia, the Y clan, …"."""
        clause, words = self.clause, self.sentence.words
        if clause.subject is None:
            return
        at = clause.subject.parts[0][1]
        type = self.words.roles.get(singular(self.cast.word(at)))
        for phrase in clause.of(clause.subject)[:1]:
            if type is None or phrase.preposition != "of" or len(phrase.parts) != 2:
                continue
            if words[phrase.parts[1][0] - 1] == ",":
                whole, part = [
                    self.cast.of(clause, Phrase("", part[0], [part])) for part in phrase.parts
                ]
                yield from self._pairs(part, whole, type, at)

    def _role_of(self, phrase: Phrase, ones: list[Who]) -> Iterator[Tied]:
        clause = self.clause
        first, last = phrase.parts[0]
        type = self.words.roles.get(singular(self.cast.word(last)))
        if type is None or not ones:
            return
        if not self.words.past.isdisjoint(self.sentence.words[first:last]):
            return
        others = self.cast.owner(clause, phrase) or [
            who
            for other in clause.of(phrase)[:1]
            if other.preposition in ("of", "to", "for")
            for who in self._of(other)
        ]
        if others and type == "customer":
            yield from self._pairs(others, ones, "supplier", last)
        elif others:
            yield from self._pairs(ones, others, type, last)
        elif len(ones) > 1 and type in ("ally", "rival", "partner", "associate"):
            yield from self._mutual(ones, type, last)

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
            if type == "under":
                yield from self._pairs(others, self._subject(), "controls", phrase.last)
            elif type is not None:
                yield from self._pairs(self._subject(), others, type, phrase.last)

    def beside(self) -> Iterator[Tied]:
        """ "Together with the X clan, the Y gang extorts bars"."""
        clause, words = self.clause, self.sentence.words
        for at in range(clause.first, clause.last):
            for phrase in self.words.beside.get(words[at], ()):
                if words[at : at + len(phrase)] != phrase:
                    continue
                others = self.cast.named_behind(at + len(phrase))
                items = {who.item for who in others}
                ones = [who for who in self._subject() if who.item not in items]
                if others and not ones:
                    # "Hand in hand with the X clan, the Y gang …"
                    ones = self.cast.named_behind(others[-1].item + 2)
                yield from self._pairs(ones, others, "partner", at)

    def within(self) -> Iterator[Tied]:
        """ "Within the X network, the Y wing …"."""
        for phrase in self.clause.phrases:
            if phrase.preposition not in self.words.within:
                continue
            wholes = self.cast.of(self.clause, phrase)
            parts = [
                who
                for who in self._subject()
                if self.words.roles.get(singular(who.name.split()[-1].lower())) == "member"
            ]
            yield from self._pairs(parts, wholes, "member", phrase.first)

    def _subject(self) -> list[Who]:
        clause = self.clause
        if self.cast.turned(clause):
            return self._behind("by") or self.cast.of(clause, self.cast.subject(clause))
        return self.cast.of(clause, self.cast.subject(clause))

    def _phrases(self) -> list[Phrase]:
        clause = self.clause
        subject = [clause.subject] if clause.subject is not None else []
        return [*subject, *clause.objects, *clause.phrases, *clause.beside]

    def _pairs(self, ones: list[Who], others: list[Who], type: str, at: int) -> Iterator[Tied]:
        for a in ones:
            for b in others:
                if a.name != b.name and a.item != b.item:
                    yield Tied(a, b, type, at, self.clause)

    def _mutual(self, groups: list[Who], type: str, at: int) -> Iterator[Tied]:
        for place, a in enumerate(groups):
            for b in groups[place + 1 :]:
                if a.name != b.name:
                    yield Tied(a, b, type, at, self.clause)
