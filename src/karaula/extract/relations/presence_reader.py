"""What a clause names of places and goods, for the groups that it tells of."""

from dataclasses import dataclass

from karaula.extract.clauses import Clause
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.seats import own_places
from karaula.extract.relations.around import Who
from karaula.extract.relations.denials import of_buyers
from karaula.extract.relations.place_words import is_moved, of_a_place, of_officials
from karaula.extract.relations.presence_places import BEING, INSIDE, ClausePlaces
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name

_MOVES = frozenset((
    "from", "via", "through", "to", "into", "towards", "toward", "between", "on their way to",
    "on its way to", "on the way to", "en route to", "bound for", "destined for", "headed for",
    "heading for", "intended for", "originating in", "originating from", "against",
    "on to", "on into", "onward to", "onwards to", "onto",
))  # fmt: skip
_BOUND = frozenset(("destined for", "bound for", "headed for", "heading for", "intended for"))
"""Whose goods are bound for a place deals there."""
_ARRIVING = _BOUND | {
    "on to",
    "on into",
    "onward to",
    "onwards to",
    "onto",
    "to",
    "into",
    "towards",
    "toward",
    "via",
    "through",
    "between",
    "en route to",
}
_PASSING = frozenset(("through", "via", "over"))
_BESIDE = frozenset(("near", "close to", "towards", "toward", "along", "at", "by", "on"))
_BASED = 9
"""Items of "Foxton-based Foxlandic and Barlandic networks"."""
_CARRIED = ("substance", "goods", "thing", "market", "amount", "pieces")
_OPENING = frozenset(("and", "the", "or", "southern", "northern", "western", "eastern"))
_SAID_BY = 5
"""Items before a place in which the court or the police stand to which it belongs."""
_FROM = frozenset((
    "come", "hail", "operate", "work", "act", "run", "direct", "control", "draw", "recruit",
    "stem", "originate", "appear",
    "stretch", "reach", "range", "extend", "span", "organise", "organize",
))  # fmt: skip
_SPANS = frozenset(("stretch", "reach", "range", "extend", "span"))
"""From one place to another: in both."""


TOLD, SEATED, MENTIONED = 0.9, 0.8, 0.7
"""Confidence where the words tell a presence, where a group is named with its place, and where they
only name a group in a place."""


@dataclass(frozen=True, slots=True)
class Present:
    """A group with its areas and markets, the item of the word that tells it, and its clause."""

    who: Who
    areas: tuple[str, ...]
    markets: tuple[str, ...]
    at: int
    last: int
    clause: Clause
    confidence: float = TOLD
    told: bool = True
    """Its own words tell a place."""


def _nations(group: Group) -> list[str]:
    """Where a group is that is told to be "a Foxlandic clan"."""
    return [name.id for name in group.inside if name.label == "adjective"]


class PresenceReader(ClausePlaces):
    """One clause, of which presences are read."""

    def in_the_country(self) -> bool:
        words = self.sentence.words[self.clause.first : self.clause.last + 1]
        line = f" {' '.join(words)} "
        return any(f" {' '.join(phrase)} " in line for phrase in ENGLISH.anaphors)

    def areas(self, who: list[Who], *, inside: bool = False) -> tuple[list[str], int]:
        """Areas of the clause, without those that something moves from or to; only those in which
        it happens where ``inside`` is set."""
        clause = self.clause
        found: list[str] = []
        moved: list[str] = []
        passed: list[str] = []
        homes: list[str] = []
        words: set[str] = set()
        ours = {one.item for one in who}
        reach = -1
        aside, only = -2, True
        for phrase in self.phrases(inner=not inside):
            preposition = phrase.preposition
            if phrase.behind == aside or self._aside(phrase, ours) or self._of_place(phrase):
                aside = phrase.last  # "since the war in Foxland": with all that hangs on it
                only = False
                continue
            if preposition in _BOUND and phrase.first < clause.at and self.cast.turned(clause):
                continue  # "Migrants bound for Foxland are smuggled by"
            another = self.of_another(phrase, who) or self._of_whom(phrase)
            another = another or self._beside_another(phrase, ours)
            another = another or (inside and self._of_purpose(phrase))
            only = only and not another
            if another or (
                inside and preposition not in INSIDE and phrase not in self.clause.objects
            ):
                continue
            for first, last in phrase.parts:
                part = self.sentence.items[first : last + 1]
                if (
                    phrase is clause.subject
                    and len(phrase.parts) > 1
                    and not self.cast.turned(clause)
                    and (ours.isdisjoint(range(first, last + 1)))
                ):
                    continue  # "In Foxland and Barland, and the X gang is …"
                dated = any(item.label == "date" for item in part)
                # "An ally of Ruritania's X cartel": the place is the other group's.
                theirs = (
                    phrase not in clause.objects
                    and not self._being_one(phrase)
                    and any(
                        item.label == "group" and index not in ours
                        for index, item in enumerate(part, first)
                    )
                )
                for index in range(first, last + 1):
                    item = self.sentence.items[index]
                    if isinstance(item.meaning, Group) and index not in ours:
                        sells = clause.verb in self.words["selling"]
                        if sells and of_buyers(self.sentence, index):
                            found.extend(own_places(item.meaning))
                        one_of = preposition == "among" and clause.verb in self.words["states"]
                        if one_of or (phrase in clause.objects and clause.verb in BEING):
                            found.extend(own_places(item.meaning) or _nations(item.meaning))
                        continue
                    adjective = item.label in ("adjective", "region_adjective")
                    owner = item.meaning if self._owns(index) else None
                    if phrase is clause.subject and isinstance(owner, Name):
                        if not ours.isdisjoint(range(first, last + 1)):
                            homes.append(owner.id)  # "Foxland's X gang"
                            continue
                        if ours and not self.cast.turned(clause):
                            continue  # "Foxland's secret service hired the X gang"
                    if self._based(index) and ours.isdisjoint(range(index, index + _BASED)):
                        continue  # "The Foxton-based X was the supplier of the Y gang"
                    if of_officials(self.sentence, index, self.words["pursuers"]):
                        continue
                    if adjective and preposition in _BESIDE and self._border(index):
                        continue  # "in the south near the Foxlandic border", "at the border"
                    if (
                        theirs
                        or (index < last and not adjective and self._modifies(index))
                        or not isinstance(item.meaning, Name)
                        or not (
                            item.label in AREA_LABELS
                            or (adjective and of_a_place(self.sentence, index))
                        )
                    ):
                        continue
                    if dated or (self._kept(preposition) and not self._at_an_end(phrase)):
                        found.append(item.meaning.id)
                        reach = max(reach, index)
                    else:
                        moved.append(item.meaning.id)
                        words.add(preposition if preposition in _MOVES else "to")
                        if preposition in _PASSING:
                            passed.append(item.meaning.id)
        if passed and not found and self.cast.turned(clause):
            return passed, clause.last  # "are smuggled through Foxland by gangs"
        abroad = words <= _BOUND or not self._routes(who)
        self.arrives = not found and bool(words & _ARRIVING) and abroad
        if self.arrives:
            return moved, clause.last
        if not found:
            found, reach = self._opening()
        found = found or (homes if not moved else [])
        seated = any(one.own or self.cast.around.home(one) for one in who)
        if not (found or moved) and only and not seated:
            found, reach = self._only()
            if self._elsewhere(reach):
                return [], -1
        return found, reach

    def _only(self) -> tuple[list[str], int]:
        """The only place of a sentence that speaks of one group, or the place of the sentence
        before where this one says "there"."""
        items, words = self.sentence.items, self.sentence.words
        if sum(item.label == "group" for item in items) > 1:
            return [], -1
        places = {
            index: item.meaning.id
            for index, item in enumerate(items)
            if item.label in AREA_LABELS and isinstance(item.meaning, Name)
            if not (item.label == "region" and self._describes(index))
        }
        if not places and "there" in words:
            return list(self.cast.around.actors.places), -1
        if len(set(places.values())) != 1:
            return [], -1
        (index, *_) = places
        if self._of_speaker(index) or self._based(index):
            return [], -1
        subject = self.clause.subject
        hired = self.clause.verb in self.words["hires"] and self._owns(index)
        if hired and subject is not None and subject.first <= index <= subject.last:
            return [], -1  # "Foxland's secret service hired the X gang"
        before = range(max(0, index - _SAID_BY), index)
        official = any(
            items[at].label in ("agency", "body") or words[at] in self.words["pursuers"]
            for at in before
        )
        # "The X gang, said the court in Foxton, …"
        return ([], -1) if official or is_moved(self.sentence, index) else ([places[index]], index)

    def _opening(self) -> tuple[list[str], int]:
        """Places that a sentence begins with: "In Foxland, …", "Foxland: …"."""
        words = self.sentence.words
        found: list[str] = []
        begin = words[0] in ("in", "across", "within", "throughout")
        for index in range(int(begin), len(words)):
            item = self.sentence.items[index]
            if item.label in AREA_LABELS and isinstance(item.meaning, Name):
                found.append(item.meaning.id)
            elif words[index] == ("," if begin else ":") and found:
                return found, index - 1
            elif words[index] not in _OPENING:
                break
        return [], -1

    def _routes(self, who: list[Who]) -> bool:
        """In a chapter on a country the ends of a movement belong to its route, unless a group of
        that country acts abroad."""
        section = self.cast.around.section
        items = self.sentence.items
        if self.clause.kind == "relative" and not any(one.plural for one in who):
            return False  # "a gang that ships heroin from Foxland to Barland"
        return section is not None and not any(
            isinstance(group := items[one.item].meaning, Group)
            and any(name.id == section for name in group.inside)
            for one in who
        )

    def _kept(self, preposition: str) -> bool:
        if preposition == "over":  # "take it over Foxland to Barland"
            return not {"to", "into"} & {one.preposition for one in self.phrases()}
        if preposition not in _MOVES:
            return True
        if preposition == "from":
            # "The flow from Foxland to Barland": both are ends
            ends = {one.preposition for one in self.phrases()} & {"to", "into"}
            return self.clause.verb in _FROM and (not ends or self.clause.verb in _SPANS)
        if self.clause.verb in _SPANS and preposition == "to":
            return True
        spreads = self.clause.verb in self.words["spreads"] and not any(
            self.sentence.items[one.last].label in _CARRIED for one in self.clause.objects
        )  # "moves migrants to Foxland" is no move of the group
        return spreads and preposition in self.words["arrives"]
