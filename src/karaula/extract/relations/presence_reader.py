"""What a clause names of places and goods, for the groups that it tells of."""

from dataclasses import dataclass

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.groups.seats import own_places
from karaula.extract.relations.around import Who
from karaula.extract.relations.denials import of_buyers
from karaula.extract.relations.place_words import is_moved, of_a_place, of_officials
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.lexicon import Name

BEING = frozenset(("be", "become", "remain", "stay", "constitute", "form"))
_MOVES = frozenset((
    "from", "via", "through", "to", "into", "towards", "toward", "between", "on their way to",
    "on its way to", "on the way to", "en route to", "bound for", "destined for", "headed for",
    "heading for", "intended for", "originating in", "originating from", "against",
    "on to", "on into", "onward to", "onwards to", "onto",
))  # fmt: skip
INSIDE = frozenset((
    "in", "at", "across", "throughout", "within", "around", "near", "inside", "on",
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


class PresenceReader:
    """One clause, of which presences are read."""

    def __init__(self, cast: Cast, clause: Clause) -> None:
        self.cast = cast
        self.clause = clause
        self.sentence = cast.around.sentence
        known = presence_words(cast.around.reading.vocabulary)
        self.known, self.words = known, known.kinds
        self.arrives = False
        """Its places are ends of a movement."""

    def in_the_country(self) -> bool:
        words = self.sentence.words[self.clause.first : self.clause.last + 1]
        line = f" {' '.join(words)} "
        return any(f" {' '.join(phrase)} " in line for phrase in ENGLISH.anaphors)

    def at(self) -> range:
        """Items of the subject."""
        subject = self.cast.subject(self.clause)
        return range(subject.first, subject.last + 1) if subject is not None else range(0)

    def areas(self, who: list[Who], *, inside: bool = False) -> tuple[list[str], int]:
        """Areas of the clause, without those that something moves from or to; only those in which
        it happens where ``inside`` is set."""
        clause = self.clause
        found: list[str] = []
        moved: list[str] = []
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
                    if phrase is clause.subject and self._owns(index):
                        if not ours.isdisjoint(range(first, last + 1)):
                            homes.append(item.meaning.id)  # "Foxland's X gang"
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

    def _owns(self, index: int) -> bool:
        """True for "Foxland's"."""
        item = self.sentence.items[index]
        owns = self.sentence.words[index + 1 : index + 3] in (("'", "s"), ("’", "s"))
        return owns and item.label in AREA_LABELS and isinstance(item.meaning, Name)

    def _based(self, index: int) -> bool:
        return self.sentence.words[index + 1 : index + 3] in (("-", "based"), ("–", "based"))

    def _being_one(self, phrase: Phrase) -> bool:
        """True for what follows in "is one of Foxland's most active gangs"."""
        what = self.clause.objects[:1] if self.clause.verb in BEING else []
        return phrase.preposition == "of" and any(phrase.behind == one.last for one in what)

    def _of_purpose(self, phrase: Phrase) -> bool:
        """True for where that is for which something is done: "meant for the market in Foxland",
        "in revenge for an attack in Foxton"."""
        return phrase.preposition in INSIDE and any(
            one.preposition.split()[-1:] == ["for"] and phrase.behind in one.heads
            for one in self.phrases()
        )

    def _border(self, index: int) -> bool:
        words = self.sentence.words
        if "-" in (words[index - 1], *words[index + 1 : index + 2]):
            return False  # "the Foxlandic-Barlandic border"
        return words[index + 1 : index + 2] in (("border",), ("borders",), ("frontier",))

    def _elsewhere(self, index: int) -> bool:
        """Whether an item belongs to another clause."""
        return any(
            first <= index <= last
            for place, clause in enumerate(self.cast.clauses)
            if clause is not self.clause
            and not (self.clause.kind == "relative" and place == self.clause.parent)
            for phrase in (*clause.objects, *clause.phrases)
            for first, last in phrase.parts
        )

    def _modifies(self, index: int) -> bool:
        """True for "a Macau junket" and "Balkan ones", not for "Foxland's ports"."""
        after = index + 1
        return (
            self.sentence.items[after].label not in AREA_LABELS
            and self.sentence.words[after].isalpha()
            and not of_a_place(self.sentence, index)
        )

    def _describes(self, index: int) -> bool:
        """True for "Balkan ones": a region before a noun."""
        follows = self.sentence.words[index + 1 : index + 2]
        return bool(follows) and follows[0].isalpha() and follows[0] not in self.words["small"]

    def _of_place(self, phrase: Phrase) -> bool:
        """True for what is told of a place: "in Barland, Europe's largest producer"."""
        before = phrase.first - 2
        return (
            phrase in self.clause.beside
            and before > 0
            and self.sentence.items[before].label in AREA_LABELS
            and "'" in self.sentence.words[phrase.first : phrase.last + 1]
        )

    def _aside(self, phrase: Phrase, ours: set[int]) -> bool:
        """True for words that tell when something was so, and for those of somebody else: "since
        the war in Foxland", "from producers in Foxland", "gangs from the East, such as Foxland"."""
        words, before = self.sentence.words, phrase.behind
        if phrase.preposition in self.words["times"]:
            return True
        if phrase.preposition == "of" and before in ours:
            # "A group from the Foxton area of neighbouring Foxland"
            group = self.sentence.items[before].meaning
            return isinstance(group, Group) and "from" in group.id.split()
        group_at = before - (words[before] == ",")
        if phrase.preposition in self.words["likes"] and group_at in ours:
            group = self.sentence.items[group_at].meaning
            return isinstance(group, Group) and group.sort == "placed"
        partner = next((one for one in self.phrases() if before in one.heads), None)
        if partner is None or partner.preposition not in self.words["partners"]:
            return False
        if partner.preposition == "to" and self.clause.verb in self.words["selling"]:
            return False  # "Sell cocaine to buyers in Foxland": where it deals
        noun = singular(self.cast.word(before))
        return self.sentence.items[before].label != "group" and (
            noun in self.words["traders"] | group_words()["pointed"]
            or noun + "s" in group_words()["persons"] | group_words()["trades"]
        )

    def named(self, phrases: list[Phrase]) -> list[str]:
        """Areas that phrases name."""
        return list(
            dict.fromkeys(
                item.meaning.id
                for phrase in phrases
                for item in phrase.items(self.sentence)
                if item.label in AREA_LABELS and isinstance(item.meaning, Name)
            )
        )

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
        before = range(max(0, index - _SAID_BY), index)
        official = any(
            items[at].label in ("agency", "body") or words[at] in self.words["pursuers"]
            for at in before
        )
        # "The X gang, said the court in Foxton, …"
        return ([], -1) if official or is_moved(self.sentence, index) else ([places[index]], index)

    def _of_speaker(self, index: int) -> bool:
        """True for a place that stands with who tells it: "police in Foxland say that"."""
        clause = self.clause
        if clause.kind != "content" or clause.parent is None:
            return False
        above = self.cast.clauses[clause.parent]
        return above.first <= index < clause.first

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

    def of_another(self, phrase: Phrase, who: list[Who]) -> bool:
        """True for the place right behind another group: "work with smugglers from Foxton"."""
        before = phrase.behind
        # "An Israeli-led group active in Foxton"
        before -= before > 0 and self.sentence.words[before] in self.words["active"]
        group = self.sentence.items[before].meaning if before >= 0 else None
        return (
            bool(phrase.preposition)
            and isinstance(group, Group)
            and (group.sort != "pointing" or before == phrase.behind)
            and before not in [one.item for one in who]
        )

    def _at_an_end(self, phrase: Phrase) -> bool:
        """True for the place of an end of a movement: "to ports in Foxland"."""
        if self.clause.verb in self.words["selling"]:
            return False  # "sells cocaine to buyers in Foxland"
        return phrase.preposition == "in" and any(
            one.preposition in ("to", "into", "from") and one.last == phrase.behind
            for one in self.clause.phrases
        )

    def _beside_another(self, phrase: Phrase, ours: set[int]) -> bool:
        """True for what is told of another group: "buys from the X gang, Foxland's strongest"."""
        before = phrase.first - 2
        items = self.sentence.items
        beside = phrase in self.clause.beside and before > 0 and items[before].label == "group"
        return beside and before not in ours

    def _of_whom(self, phrase: Phrase) -> bool:
        """True for a place that stands for people: "work for Foxland", "an ally of Foxland"."""
        items, words = self.sentence.items, self.sentence.words
        begins = phrase.behind < 0 or phrase.first + 1 == phrase.parts[0][0]
        alone = begins and all(
            items[last].label in AREA_LABELS and last - first == (words[first] == "the")
            for first, last in phrase.parts
        )
        whose = words[phrase.behind] if phrase.behind >= 0 else ""
        with_whom = phrase.preposition in ("for", "with", "alongside", "against") or (
            phrase.preposition in ("of", "to") and whose in ("ally", "rival", "partner", "enemy")
        )
        return alone and with_whom

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

    def phrases(self, *, inner: bool = True) -> list[Phrase]:
        """Noun phrases of the clause, and of the infinitives and participles that hang on it."""
        clause = self.clause
        subject = [clause.subject] if clause.subject is not None else []
        further = [
            phrase
            for one in self.cast.clauses
            if inner
            and one.kind in ("infinitive", "participle")
            and not self._done_to_it(one)
            and one.parent is not None
            and self.cast.clauses[one.parent] is clause
            for phrase in (*one.objects, *one.phrases)
        ]
        return [*subject, *clause.objects, *clause.phrases, *clause.beside, *further]

    def _done_to_it(self, clause: Clause) -> bool:
        """True for what is done to a group: "driven out by crackdowns in Foxland"."""
        return (
            clause.kind == "participle"
            and clause.passive
            and (
                clause.verb not in self.words["states"]
                or self.sentence.words[clause.at + 1 : clause.at + 2] == ("up",)
            )
            and clause.subject is not None
            and bool(clause.subject.named(self.sentence, "group"))
        )
