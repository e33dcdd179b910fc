"""Who the subject of a clause is, where its own words do not stand before its verb."""

from dataclasses import dataclass

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.groups import Group
from karaula.extract.relations.around import Around

_BLAMING = frozenset((
    "accuse", "suspect", "convict", "charge", "blame", "indict", "acquit", "catch", "find",
))  # fmt: skip
_OF_DEEDS = frozenset(("of", "for", "with"))
_TIMES = frozenset(("years", "decades", "months", "time", "weeks", "generations"))
_PLACED = frozenset(("in", "at", "on", "near", "across", "around", "throughout"))
_GOODS = frozenset(("it", "them"))
_WHERE = ("area", "place", "region")
_DEEP = 6
"""Clauses that hang on one another among which a subject is looked for."""


@dataclass(slots=True)
class Subjects:
    """The subjects of the clauses of one sentence."""

    around: Around
    clauses: tuple[Clause, ...]

    def subject(self, clause: Clause) -> Phrase | None:
        """The subject of a clause; of a participle that opens a sentence, the one that follows:
        "Led by the X clan, the Y gang imports …"."""
        if (is_one := self._told_to_be(clause)) is not None:
            return is_one
        if clause.subject is None and (behind := self._behind_place(clause)) is not None:
            return behind
        if (stranded := self.stranded(clause)) is not None:
            return stranded.subject
        if (doing := self._goes_on_doing(clause)) is not None:
            return doing
        above = clause
        for _ in range(_DEEP):
            if above.subject is not None or above.parent is None or clause.kind == "main":
                break
            above = self.clauses[above.parent]
        if above.subject is not None and above is not clause:
            return above.subject
        if clause.kind == "participle" and clause.subject is None:
            for phrase in clause.phrases:
                if rest := phrase.parts[len(self.listed(phrase)) :]:
                    return Phrase("", rest[0][0], rest, rest[0][0] - 1)
            later = (one for one in self.clauses if one.at > clause.at and one.subject)
            return next((one.subject for one in later), None)
        if clause.kind == "participle" and (blamed := self._blamed(clause)) is not None:
            return blamed
        subject = clause.subject
        if clause.kind in ("infinitive", "participle") and subject is not None:
            # "The X clan was able to enter …, while establishing …"
            able = subject.parts[0][0] == subject.last and not self._indexes(*subject.parts[0])
            for one in self.clauses if able else ():
                if one.verb == "be" and any(said.last == subject.last for said in one.objects):
                    return one.subject
        if subject is not None and self.around.sentence.words[subject.last] in _TIMES:
            # "The X clan has for years been …"
            before = [one for one in self.clauses if one.at < clause.at and one.verb == "have"]
            return before[-1].subject if before else subject
        if clause.subject is None and clause.phrases and clause.phrases[0].first == clause.first:
            # "For years the X clan has been …"
            first, last = clause.phrases[0].parts[0]
            words = self.around.sentence.words[first:last]
            if self._indexes(last, last) and not _TIMES.isdisjoint(words):
                return Phrase("", last, [(last, last)], last - 1)
        return clause.subject

    def _goes_on_doing(self, clause: Clause) -> Phrase | None:
        """Who did what follows a participle: "imported heroin hidden in crates and sold it"."""
        words = self.around.sentence.words
        joined = "and" in words[max(0, clause.first - 1) : clause.at]
        if clause.kind != "participle" or clause.passive or not clause.objects or not joined:
            return None
        if words[clause.at].endswith("ing") or words[clause.objects[0].last] not in _GOODS:
            return None
        before = [one for one in self.clauses if one.kind == "main" and one.at < clause.at]
        return before[-1].subject if before else None

    def stranded(self, clause: Clause) -> Clause | None:
        """The main clause whose verb a participle is in truth: "The X clan, which is an ally of
        the Y cartel, operated from Foxton"."""
        words = self.around.sentence.words
        if clause.kind != "participle" or clause.at != clause.first or words[clause.at - 1] != ",":
            return None
        if words[clause.at].endswith("ing") or clause.parent is None:
            return None
        above = self.clauses[clause.parent]
        if above.kind == "participle" and above.parent is not None:
            above = self.clauses[above.parent]  # "which is linked to the Y cartel, operated"
        if above.kind != "relative" or above.parent is None or words[above.first - 1] != ",":
            return None
        main = self.clauses[above.parent]
        ended = main.subject is not None and main.subject.last + 2 >= above.first
        return main if ended and not main.verb and main.kind in ("main", "content") else None

    def _behind_place(self, clause: Clause) -> Phrase | None:
        """The group right behind the place that a clause begins with: "whereas in Foxton the X
        gang sells"."""
        phrase = clause.phrases[0] if clause.phrases else None
        if phrase is None or phrase.preposition not in _PLACED or phrase.first > clause.first + 1:
            return None
        first, last = phrase.parts[0]
        groups = self._indexes(first, last)
        place = groups[0] - 1 if groups else -1
        place -= place > first and self.around.sentence.words[place] in ("the", "a")
        if place < first or self.around.sentence.items[place].label not in _WHERE:
            return None
        return Phrase("", groups[0], [(groups[0], groups[0])], place)

    def listed(self, phrase: Phrase) -> list[tuple[int, int]]:
        """The parts of a list up to its "and": "working with A and B, the C gang sells"."""
        words = self.around.sentence.words
        for place, (first, last) in enumerate(phrase.parts[1:-1], 1):
            if "and" in words[first - 1 : first + 1] and words[last + 1] == ",":
                behind = words[last + 2 : phrase.parts[place + 1][0] + 1]
                if "and" not in behind and "the" in behind:
                    return phrase.parts[: place + 1]
        return phrase.parts

    def _told_to_be(self, clause: Clause) -> Phrase | None:
        """Of whom a relative clause tells behind a kind: "the X clan is a gang that sells"."""
        kind = clause.subject
        if clause.kind not in ("relative", "participle") or kind is None:
            return None
        return self.told_to_be(kind.last)

    def told_to_be(self, at: int) -> Phrase | None:
        """Of which group a clause says that it is the kind that stands at an item."""
        kind = self.around.sentence.items[at].meaning
        if isinstance(kind, Group) and kind.sort == "named":
            return None  # "The strongest gang is the X clan, which sells"
        for one in self.clauses:
            told = one.verb == "be" and any(said.last == at for said in one.objects)
            if told and not one.passive and not one.negated and one.subject is not None:
                return one.subject if self._indexes(*one.subject.parts[0]) else None
        return None

    def _blamed(self, clause: Clause) -> Phrase | None:
        """Whom somebody accuses of what a clause says: "accuse the X gang of selling"."""
        above = self.clauses[clause.parent] if clause.parent is not None else None
        if above is None or above.passive or above.verb not in _BLAMING or clause.passive:
            return None
        words = self.around.sentence.words
        told = {*words[max(0, clause.at - 2) : clause.at], *words[clause.first : clause.first + 1]}
        return above.objects[0] if above.objects and not told.isdisjoint(_OF_DEEDS) else None

    def _indexes(self, first: int, last: int) -> list[int]:
        items = self.around.sentence.items
        return [i for i in range(first, min(last + 1, len(items))) if items[i].label == "group"]
