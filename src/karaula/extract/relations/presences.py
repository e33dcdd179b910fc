"""Where groups are and what they deal in, from clauses and the words of presence."""

from collections.abc import Iterator
from dataclasses import dataclass

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, MARKET_LABELS
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.presence_reader import BEING, PresenceReader
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.sentences.lexicon import Name
from karaula.extract.sentences.sentence import Item

_OWNS = ("of", "to", "for", "in the hands of", "under the control of", "with", "by")
_SEATED = frozenset(("in", "originating in", "located in", "rooted in", "headquartered in"))
_KINDS = frozenset((
    "a", "an", "the", "two", "three", "four", "five", "both", "one", "of", "another", "among",
    "most", "largest", "biggest", "oldest", "world", "'", "s",
))  # fmt: skip
_ENDS = (",", ")", ";", "whose", "which", "who", "that", ".")
_KIND_REACH = 9
"""Items behind a name in which the kind of group that it is stands."""
_PREPOSITIONS = frozenset(("with", "of", "by", "from", "to", "for", "against", "between", "among"))
_TOLD, _MENTIONED = 0.9, 0.7
"""Confidence where the words tell a presence, and where they only name a group in a place."""


@dataclass(frozen=True, slots=True)
class Present:
    """A group with its areas and markets, the item of the word that tells it, and its clause."""

    who: Who
    areas: tuple[str, ...]
    markets: tuple[str, ...]
    at: int
    last: int
    clause: Clause
    confidence: float = _TOLD


def presences(cast: Cast) -> Iterator[Present]:
    """Presences that the clauses of a sentence tell."""
    told: set[str] = set()
    for clause in cast.clauses:
        if clause.certainty != "unreal":
            reader = _Reader(cast, clause)
            for present in (*reader.read(), *reader.settled()):
                told.add(present.who.name)
                yield present
    yield from _of_a_kind(cast, told)
    yield from _alone(cast, told)


def _of_a_kind(cast: Cast, told: set[str]) -> Iterator[Present]:
    """Names beside which it is told what they are: "the X and Y clans, two gangs from Foxland",
    "the X clan, one of the two most powerful groups in the country"."""
    around = cast.around
    items, words = around.sentence.items, around.sentence.words
    kinds = group_words()["pointed"]
    for index, item in enumerate(items):
        group = item.meaning
        if not isinstance(group, Group) or group.sort != "named" or index + 3 > len(items):
            continue
        opens = index + 1
        if words[opens] not in (",", "(", "–", "-") or not _opens(items, words, opens + 1):
            continue
        kind = next(
            (
                at
                for at in range(opens + 1, min(opens + _KIND_REACH, len(items)))
                if items[at].label == "group" or cast.word(at) in kinds or words[at] in _ENDS
            ),
            None,
        )
        told_by = items[kind].meaning if kind is not None else None
        inside = told_by.inside if isinstance(told_by, Group) else ()
        if kind is None or words[kind] in _ENDS:
            continue
        if isinstance(told_by, Group) and told_by.sort == "named":
            continue
        places = [name.id for name in inside if name.label in AREA_LABELS]
        last = kind
        if not places:
            # "One of Europe's most violent gangs"
            places = [
                name.id
                for at in range(opens + 1, kind)
                if items[at].label in AREA_LABELS and isinstance(name := items[at].meaning, Name)
            ]
        if not places and words[kind + 1 : kind + 4] in (("in", "the", "country"),):
            places = [around.section] if around.section else around.scenes()
            last = kind + 3
        if not places and words[kind + 1 : kind + 2] in (("in",), ("from",), ("of",)):
            behind = kind + 2 + (words[kind + 2 : kind + 3] == ("the",))
            name = items[behind].meaning if behind < len(items) else None
            if isinstance(name, Name) and items[behind].label in AREA_LABELS:
                places, last = [name.id], behind
        clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
        if not places or clause is None or clause.certainty != "said":
            continue
        markets = tuple(around.goods(range(0), inside))
        for place in cast.list_before(index):
            for who in around.named_at(place):
                if who.name not in told:
                    told.add(who.name)
                    yield Present(who, tuple(places), markets, place, last, clause)


def _opens(items: tuple[Item, ...], words: tuple[str, ...], at: int) -> bool:
    """Whether words for a kind begin at an item: "a", "two", "one of the"."""
    return words[at] in _KINDS or items[at].label in ("count", "number")


def _alone(cast: Cast, told: set[str]) -> Iterator[Present]:
    """The one group of a sentence whose verb no clause holds, in the places of the sentence."""
    sentence = cast.around.sentence
    known = presence_words(cast.around.reading.vocabulary)
    words = known.kinds
    named = [
        (index, group)
        for index, item in enumerate(sentence.items)
        if isinstance(group := item.meaning, Group) and group.sort in ("named", "placed")
    ]
    if len(named) > 1:
        named = [(index, group) for index, group in named if group.sort == "named"]
    if len(named) != 1 or any(clause.certainty != "said" for clause in cast.clauses):
        return
    told_of = {verb for word in sentence.said if (verb := known.forms.get(word)) is not None}
    if not told_of & words["acts"] or told_of & (words["pursued"] | words["gone"]):
        return
    index = named[0][0]
    if not words["pursuers"].isdisjoint(sentence.words) or any(
        item.label in ("agency", "body") for item in sentence.items
    ):
        return
    clause = next((one for one in cast.clauses if one.first <= index <= one.last), None)
    if clause is None or sentence.words[index - 1] in words["aside"]:
        return
    places = {
        at: item.meaning.id
        for at, item in enumerate(sentence.items)
        if item.label in AREA_LABELS
        and isinstance(item.meaning, Name)
        and not cast.around.is_moved(at)
    }
    if not places:
        places = {
            at: item.meaning.id
            for at, item in enumerate(sentence.items)
            if item.label in AREA_LABELS
            and isinstance(item.meaning, Name)
            and sentence.words[at - 1] in ("through", "via", "into", "to")
        }
    between = sentence.items[index + 1 : min(places)] if places else ()
    if any(item.label == "group" for item in between):
        return
    if places and index < min(places) and sentence.words[index - 1] not in _PREPOSITIONS:
        markets = tuple(cast.around.goods(range(len(sentence.items))))
        first, last = min(places), max(places)
        for who in cast.around.named_at(index):
            if who.name not in told:
                areas = tuple(dict.fromkeys(places.values()))
                yield Present(who, areas, markets, first, last, clause, _MENTIONED)


class _Reader(PresenceReader):
    """Who is present, and where."""

    def read(self) -> Iterator[Present]:
        clause = self.clause
        who = self._who()
        confidence = _TOLD
        if not who:
            who, confidence = self._mentioned(), _MENTIONED
        if not who:
            return
        areas, reach = self.areas(who, inside=confidence < _TOLD and who[0].item not in self.at())
        markets, further = self.goods()
        around = self.cast.around
        if not areas and self.in_the_country():
            areas = [around.section] if around.section else around.scenes()
        said = self.markets.get(clause.verb)
        if said is not None:
            markets.append(said)
        if not areas and (confidence < _TOLD or not markets):
            return
        if clause.verb in self.words["pays"] and not areas:
            return
        section = self.cast.around.section if clause.kind != "infinitive" else None
        for one in who:
            own = list(dict.fromkeys(areas)) or list(one.own) or ([section] if section else [])
            if not own and markets and clause.kind != "infinitive":
                own = around.scenes()
            yield Present(
                one,
                tuple(own),
                tuple(dict.fromkeys(markets)),
                clause.at,
                max(clause.at, reach, further),
                clause,
                confidence,
            )

    def settled(self) -> Iterator[Present]:
        """Groups that the words right beside them put somewhere: "the Foxton-based X gang", "a
        network of smugglers in Foxton"."""
        clause, items = self.clause, self.sentence.items
        for phrase in self.phrases():
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
            if phrase.preposition not in _SEATED or before < 0 or items[before].label != "group":
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
        fought = self._fought()
        if fought:
            return fought
        if clause.verb in BEING and not clause.passive:
            return self._is() or self._trade_of()
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
            groups = self._subject()
            if groups or clause.verb not in words["hosts"]:
                return groups
        if clause.verb in words["acts"] | words["spreads"]:
            groups = self._subject()
            if groups:
                return groups
        if clause.verb in words["hosts"]:
            return self._objects()
        if clause.verb in ("come", "hail", "appear", "surface") and subject is not None:
            source = [one for one in clause.behind_verb() if one.preposition == "from"]
            return self._subject() or [
                who for one in source for who in self.cast.of(clause, one) if who.named
            ]
        return []

    def _mentioned(self) -> list[Who]:
        """Groups with a name of their own of which a clause tells anything but that somebody
        pursues them, speaks of them, or that they are gone."""
        clause, words = self.clause, self.words
        if clause.kind == "infinitive" or clause.certainty != "said" or not clause.verb:
            return []
        if not clause.passive and clause.verb in words["gone"]:
            return []
        doers = self._subject() if not self.cast.turned(clause) else []
        if doers:
            return [who for who in doers if self._told_by_name(who)]
        if clause.verb in words["pursued"] or self._pursuers():
            return []
        found: dict[str, Who] = {}
        for phrase in self.phrases():
            if phrase.preposition not in words["aside"]:
                for who in self.cast.of(clause, phrase):
                    if who.named and self._told_by_name(who):
                        found.setdefault(who.name, who)
        return list(found.values())

    def _told_by_name(self, who: Who) -> bool:
        group = self.sentence.items[who.item].meaning
        return isinstance(group, Group) and group.sort in ("named", "placed")

    def _pursuers(self) -> bool:
        """Whether the police, a court or the like are the subject of the clause."""
        subject = self.clause.subject
        if subject is None:
            return False
        return any(
            item.label in ("agency", "body") for item in subject.items(self.sentence)
        ) or not self.words["pursuers"].isdisjoint(
            self.sentence.words[subject.first : subject.last + 1]
        )

    def _of_whose(self) -> list[Who]:
        """The group of "whose core business is", "its trade is in"."""
        clause = self.clause
        if clause.subject is None or clause.passive or clause.kind == "participle":
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
        alone = clause.kind == "relative" and self.sentence.words[clause.at].endswith("s")
        if alone and subject is not None:
            # "With the X clan and a gang that meets in Foxton": the gang does.
            found = [who for who in found if who.item >= subject.parts[-1][0]]
        if not found and subject is not None:
            head = self.cast.head(subject)
            if head in self.words["parts"]:
                found = [
                    who for phrase in clause.of(subject)[:1] for who in self.cast.of(clause, phrase)
                ]
            if not found and head in self.words["owned"]:
                found = self.cast.owner(clause, subject)
        return found

    def _objects(self) -> list[Who]:
        clause = self.clause
        to = [phrase for phrase in clause.phrases if phrase.preposition == "to"]
        found: list[Who] = []
        for phrase in [*clause.objects, *to]:
            groups = self.cast.of(clause, phrase)
            if not groups and self.cast.head(phrase) in self.words["parts"]:
                inner = clause.of(phrase)[:1]
                groups = [who for one in inner for who in self.cast.of(clause, one)]
            found.extend(groups)
        return found

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
        if not clause.objects and self.areas([])[0]:
            return self._subject()
        return []

    def _fought(self) -> list[Who]:
        """Groups whose violence or feud takes place somewhere."""
        clause = self.clause
        subject = clause.subject
        if subject is None or clause.verb not in self.words["rages"]:
            return []
        if self.cast.head(subject) not in self.words["strife"]:
            return []
        return [
            who
            for phrase in clause.of(subject)[:1]
            if phrase.preposition in ("between", "among", "of")
            for who in self.cast.of(clause, phrase)
        ]

    def _trade_of(self) -> list[Who]:
        """The group of "for the X gang, extortion is a second income"."""
        clause = self.clause
        subject, opening = clause.subject, next(iter(clause.phrases), None)
        if subject is None or opening is None or opening.preposition != "for":
            return []
        if opening.first != clause.first or not subject.named(self.sentence, *MARKET_LABELS):
            return []
        return self.cast.of(clause, opening)

    def _owners(self, only: tuple[str, ...] = _OWNS) -> list[Who]:
        clause = self.clause
        return [
            who
            for phrase in clause.behind_verb()
            if phrase.preposition in only
            for who in self.cast.of(clause, phrase)
        ] or [
            # "In the grip of the X clan", "under the thumb of the X clan"
            who
            for phrase in clause.phrases
            if phrase.preposition in ("in", "under", "through")
            and self.cast.head(phrase) in self.words["grips"]
            for other in clause.of(phrase)[:1]
            for who in self.cast.of(clause, other)
        ]
