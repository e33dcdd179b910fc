"""Where groups are and what they deal in, from clauses and the words of ``presences.yml``."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS, MARKET_LABELS, market_of
from karaula.extract.groups import Group
from karaula.extract.groups.actors import own_places
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Who
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name

WORDS = Path(__file__).with_name("presences.yml")

_BEING = frozenset(("be", "become", "remain", "stay", "constitute", "form"))
_OWNS = ("of", "to", "for", "in the hands of", "under the control of", "with", "by")
_MOVES = frozenset(("from", "via", "through", "to", "into", "towards", "toward", "between"))
_FROM = frozenset((
    "come", "hail", "operate", "work", "act", "run", "direct", "control", "draw", "recruit",
    "stem", "originate", "appear",
    "stretch", "reach", "range", "extend", "span", "organise", "organize",
))  # fmt: skip


_SPANS = frozenset(("stretch", "reach", "range", "extend", "span"))
"""From one place to another: in both."""


@dataclass(frozen=True, slots=True)
class Present:
    """A group with its areas and markets, the item of the word that tells it, and its clause."""

    who: Who
    areas: tuple[str, ...]
    markets: tuple[str, ...]
    at: int
    last: int
    clause: Clause


@lru_cache(maxsize=1)
def _words() -> tuple[dict[str, frozenset[str]], dict[str, str]]:
    read: dict[str, Any] = yaml.load(WORDS.read_bytes(), Loader=yaml.CSafeLoader)
    markets: dict[str, str] = read.pop("markets")
    return {key: frozenset(words) for key, words in read.items()}, markets


def presences(cast: Cast) -> Iterator[Present]:
    """Presences that the clauses of a sentence tell."""
    for clause in cast.clauses:
        if clause.certainty != "unreal":
            reader = _Reader(cast, clause)
            yield from reader.read()
            yield from reader.settled()


class _Reader:
    def __init__(self, cast: Cast, clause: Clause) -> None:
        self.cast = cast
        self.clause = clause
        self.sentence = cast.around.sentence
        self.words, self.markets = _words()

    def read(self) -> Iterator[Present]:
        clause = self.clause
        who = self._who()
        if not who:
            return
        areas, reach = self._areas(who)
        markets, further = self._goods()
        if not areas and self._in_the_country() and self.cast.around.section:
            areas = [self.cast.around.section]
        said = self.markets.get(clause.verb)
        if said is not None:
            markets.append(said)
        if not areas and not markets:
            return
        if clause.verb in self.words["pays"] and not areas:
            return
        section = self.cast.around.section if clause.kind != "infinitive" else None
        for one in who:
            own = list(dict.fromkeys(areas)) or list(one.own) or ([section] if section else [])
            yield Present(
                one,
                tuple(own),
                tuple(dict.fromkeys(markets)),
                clause.at,
                max(clause.at, reach, further),
                clause,
            )

    def _in_the_country(self) -> bool:
        words = self.sentence.words[self.clause.first : self.clause.last + 1]
        line = f" {' '.join(words)} "
        return any(f" {' '.join(phrase)} " in line for phrase in ENGLISH.anaphors)

    def settled(self) -> Iterator[Present]:
        """Groups that the words right beside them put somewhere: "the Foxton-based X gang", "a
        network of smugglers in Foxton"."""
        clause, items = self.clause, self.sentence.items
        for phrase in self._phrases():
            for first, last in phrase.parts:
                for index in range(first, last + 1):
                    group = items[index].meaning
                    if isinstance(group, Group) and group.sort == "named":
                        places = tuple(
                            name.id
                            for name in group.inside
                            if name.label in AREA_LABELS and name.last < group.last
                        )
                        if places and not self._in_name(group, index):
                            for who in self.cast.around.named_at(index):
                                yield Present(who, places, (), index, index, clause)
            before = phrase.behind
            if phrase.preposition != "in" or before < 0 or items[before].label != "group":
                continue
            if self._one_of(before):
                continue
            named = tuple(
                item.meaning.id
                for item in phrase.items(self.sentence)
                if item.label in AREA_LABELS and isinstance(item.meaning, Name)
            )
            if (named and not clause.passive and before < clause.at) or before > clause.at >= 0:
                for who in self.cast.around.named_at(before):
                    yield Present(who, named, (), before, phrase.last, clause)

    def _one_of(self, index: int) -> bool:
        """True for "one of the most active networks in Ruritania": another group is told to be."""
        return any(
            phrase.last == index
            and phrase.preposition == "of"
            and (self.sentence.items[phrase.behind].label is not None or phrase.behind < 0)
            for phrase in self.clause.phrases
        )

    def _in_name(self, group: Group, index: int) -> bool:
        """True for "the Ruritania consortium", whose name tells no place of its own."""
        item = self.sentence.items[index]
        text = self.cast.around.reading.document.text[item.start : item.end]
        return text.endswith(group.id) and text.removesuffix(group.id).strip() in ("", "the")

    def _who(self) -> list[Who]:
        """Groups of which a clause says that they are somewhere or deal in something."""
        clause, words = self.clause, self.words
        subject = clause.subject
        owners = self._of_whose()
        if owners:
            return owners
        if clause.verb in _BEING and not clause.passive:
            return self._is()
        if self.cast.turned(clause):
            by = [
                who
                for phrase in clause.phrases
                if phrase.preposition == "by"
                for who in self.cast.of(clause, phrase)
            ]
            if by:
                told = clause.verb in words["acts"] | words["hosts"] or (
                    clause.verb in words["having"] and self._has([subject])
                )
                return by if told else []
            return self._subject() if clause.verb in words["states"] else []
        if clause.verb in words["falls"]:
            owners = self._owners()
            if owners:
                return owners
        if clause.verb in words["pays"]:
            return [] if self._subject() else self._objects()
        if clause.verb in words["having"] and self._has([*clause.objects]):
            return self._subject()
        if clause.verb in words["acts"] | words["spreads"]:
            groups = self._subject()
            if groups:
                return groups
        if clause.verb in words["hosts"]:
            return self._objects()
        if clause.verb in ("come", "hail", "appear", "surface") and subject is not None:
            return self._subject()
        return []

    def _of_whose(self) -> list[Who]:
        """The group of "whose core business is", "its trade is in"."""
        clause = self.clause
        if clause.subject is None or clause.passive:
            return []
        first, last = clause.subject.parts[0]
        acts = clause.verb in self.words["acts"] or singular(self.cast.word(last)) in (
            self.words["belongs"] | self.words["has"]
        )
        words = self.sentence.words
        if not acts or words[first] not in ("whose", "its", "their"):
            return []
        if words[first] != "whose":
            return self.cast.owner(clause, clause.subject)
        before = first - 1 - (words[first - 1] == ",")
        group = before >= 0 and self.sentence.items[before].label == "group"
        return self.cast.around.named_at(before) if group else []

    def _subject(self) -> list[Who]:
        clause = self.clause
        subject = self.cast.subject(clause)
        found = self.cast.of(clause, subject)
        if not found and subject is not None:
            head = self.cast.head(subject)
            if head in self.words["parts"]:
                found = [
                    who for phrase in clause.of(subject)[:1] for who in self.cast.of(clause, phrase)
                ]
        return found

    def _objects(self) -> list[Who]:
        clause = self.clause
        to = [phrase for phrase in clause.phrases if phrase.preposition == "to"]
        return [who for phrase in [*clause.objects, *to] for who in self.cast.of(clause, phrase)]

    def _has(self, phrases: list[Phrase | None]) -> bool:
        return any(
            singular(self.cast.word(last)) in self.words["has"]
            for phrase in phrases
            if phrase is not None
            for _, last in phrase.parts
        )

    def _is(self) -> list[Who]:
        clause = self.clause
        for phrase in (*clause.objects, *([clause.subject] if clause.subject else [])):
            head = self.cast.head(phrase)
            if head in self.words["belongs"]:
                owners = [
                    who
                    for other in clause.of(phrase)[:1]
                    if other.preposition in _OWNS
                    for who in self.cast.of(clause, other)
                ] or self.cast.owner(clause, phrase)
                if owners:
                    return owners
        if self._owners(only=("in the hands of", "under the control of")):
            return self._owners(only=("in the hands of", "under the control of"))
        if (
            clause.phrases
            and clause.phrases[0].first == clause.first
            and (
                clause.phrases[0].preposition == "in"
                and clause.phrases[0].named(self.sentence, *AREA_LABELS)
            )
        ):
            return self._subject()  # "In Ruritania, the X group is part of the Y network"
        for phrase in clause.objects:
            words = self.sentence.words[phrase.parts[0][0] : phrase.parts[0][1] + 1]
            group = any(
                self.sentence.items[index].label == "group"
                for index in range(phrase.parts[0][0], phrase.parts[0][1] + 1)
            )
            told = {self.cast.head(phrase), *(singular(word) for word in words)}
            if group or not self.words["being"].isdisjoint(told):
                return self._subject()
        if not clause.objects and self._areas([])[0]:
            return self._subject()
        return []

    def _owners(self, only: tuple[str, ...] = _OWNS) -> list[Who]:
        clause = self.clause
        return [
            who
            for phrase in clause.behind_verb()
            if phrase.preposition in only
            for who in self.cast.of(clause, phrase)
        ]

    def _areas(self, who: list[Who]) -> tuple[list[str], int]:
        """Areas of the clause, without those that something moves from or to."""
        clause = self.clause
        found: list[str] = []
        moved: list[str] = []
        words: set[str] = set()
        reach = -1
        for phrase in self._phrases():
            preposition = phrase.preposition
            if self._of_another(phrase, who):
                continue
            for first, last in phrase.parts:
                dated = any(item.label == "date" for item in self.sentence.items[first : last + 1])
                for index in range(first, last + 1):
                    item = self.sentence.items[index]
                    if isinstance(item.meaning, Group) and index not in [one.item for one in who]:
                        if phrase in clause.objects and clause.verb in _BEING:
                            found.extend(own_places(item.meaning))
                        continue
                    adjective = item.label in ("adjective", "region_adjective")
                    if not isinstance(item.meaning, Name) or not (
                        item.label in AREA_LABELS
                        or (adjective and self.cast.around.of_a_place(index))
                    ):
                        continue
                    if dated or self._kept(preposition):
                        found.append(item.meaning.id)
                        reach = max(reach, index)
                    else:
                        moved.append(item.meaning.id)
                        words.add(preposition)
        if not found and words & {"to", "into", "towards", "toward"} and not self._routes(who):
            return moved, clause.last
        return found, reach

    def _of_another(self, phrase: Phrase, who: list[Who]) -> bool:
        """True for the place right behind another group: "work with smugglers from Foxton"."""
        before = phrase.behind
        return (
            bool(phrase.preposition)
            and before >= 0
            and self.sentence.items[before].label == "group"
            and before not in [one.item for one in who]
        )

    def _routes(self, who: list[Who]) -> bool:
        """In a chapter on a country the ends of a movement belong to its route, unless a group of
        that country acts abroad."""
        section = self.cast.around.section
        items = self.sentence.items
        return section is not None and not any(
            isinstance(group := items[one.item].meaning, Group)
            and any(name.id == section for name in group.inside)
            for one in who
        )

    def _kept(self, preposition: str) -> bool:
        if preposition not in _MOVES:
            return True
        if preposition == "from":
            return self.clause.verb in _FROM
        if self.clause.verb in _SPANS and preposition == "to":
            return True
        spreads = self.clause.verb in self.words["spreads"]
        return spreads and preposition in self.words["arrives"]

    def _phrases(self) -> list[Phrase]:
        clause = self.clause
        subject = [clause.subject] if clause.subject is not None else []
        inner = [
            phrase
            for one in self.cast.clauses
            if one.kind in ("infinitive", "participle")
            and one.parent is not None
            and self.cast.clauses[one.parent] is clause
            for phrase in (*one.objects, *one.phrases)
        ]
        return [*subject, *clause.objects, *clause.phrases, *clause.beside, *inner]

    def _goods(self) -> tuple[list[str], int]:
        vocabulary = self.cast.around.reading.vocabulary
        named: list[tuple[int, Name]] = []
        general: list[tuple[int, Name]] = []
        for phrase in self._phrases():
            for first, last in phrase.parts:
                for index in range(first, last + 1):
                    item = self.sentence.items[index]
                    if item.label in GOODS_LABELS and isinstance(item.meaning, Name):
                        told = named if item.label in MARKET_LABELS else general
                        told.append((index, item.meaning))
        found: list[str] = []
        reach = -1
        for index, name in named or general:
            market = market_of(vocabulary, name)
            if market is not None:
                found.append(market)
                reach = max(reach, index)
        clear = [market for market in found if market != "drugs"]
        return clear or found, reach
