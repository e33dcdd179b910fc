"""The noun phrases of a clause, and whose the places are that they name."""

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups import Group, group_words
from karaula.extract.groups.cast import Cast, singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.place_words import of_a_place
from karaula.extract.relations.presence_words import presence_words
from karaula.extract.sentences.lexicon import Name

BEING = frozenset(("be", "become", "remain", "stay", "constitute", "form"))
INSIDE = frozenset((
    "in", "at", "across", "throughout", "within", "around", "near", "inside", "on",
))  # fmt: skip


class ClausePlaces:
    """One clause, its noun phrases and the places in them."""

    def __init__(self, cast: Cast, clause: Clause) -> None:
        self.cast = cast
        self.clause = clause
        self.sentence = cast.around.sentence
        known = presence_words(cast.around.reading.vocabulary)
        self.known, self.words = known, known.kinds
        self.arrives = False
        """Its places are ends of a movement."""

    def at(self) -> range:
        """Items of the subject."""
        subject = self.cast.subject(self.clause)
        return range(subject.first, subject.last + 1) if subject is not None else range(0)

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

    def _beside_another(self, phrase: Phrase, ours: set[int]) -> bool:
        """True for what is told of another group: "buys from the X gang, Foxland's strongest"."""
        before = phrase.first - 2
        items = self.sentence.items
        beside = phrase in self.clause.beside and before > 0 and items[before].label == "group"
        return beside and before not in ours

    def _at_an_end(self, phrase: Phrase) -> bool:
        """True for the place of an end of a movement: "to ports in Foxland"."""
        if self.clause.verb in self.words["selling"]:
            return False  # "sells cocaine to buyers in Foxland"
        return phrase.preposition == "in" and any(
            one.preposition in ("to", "into", "from") and one.last == phrase.behind
            for one in self.clause.phrases
        )

    def _of_speaker(self, index: int) -> bool:
        """True for a place that stands with who tells it: "police in Foxland say that"."""
        clause = self.clause
        if clause.kind != "content" or clause.parent is None:
            return False
        above = self.cast.clauses[clause.parent]
        return above.first <= index < clause.first

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
