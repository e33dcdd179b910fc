"""Of which groups a clause says what they are or have somewhere, and who its subject is."""

from karaula.extract.clauses import Phrase
from karaula.extract.context import AREA_LABELS, MARKET_LABELS
from karaula.extract.groups.cast import singular
from karaula.extract.relations.around import Who
from karaula.extract.relations.presence_goods import Dealings
from karaula.extract.relations.presence_places import BEING, INSIDE

_OWNS = ("of", "to", "for", "in the hands of", "under the control of", "with", "by")


class Beings(Dealings):
    """The subject of a clause and what groups are told to be."""

    def subject(self) -> list[Who]:
        clause = self.clause
        subject = self.cast.subject(clause)
        found = self.cast.of(clause, subject)
        alone = clause.kind == "relative" and self.sentence.words[clause.at].endswith("s")
        if alone and subject is not None:
            # "With the X clan and a gang that meets in Foxton": the gang does.
            found = [who for who in found if who.item >= subject.parts[-1][0]]
        if found and (one := self._offshoot(subject)):
            return one
        if not found and clause.kind == "relative" and subject is not None:
            # "A crew from the lower delta that has brought …"
            start = subject.parts[0][0]
            placed = start > 1 and self.sentence.words[start - 1] in ("from", "of", "in", "near")
            if placed and self.sentence.items[start - 2].label == "group":
                found = self.cast.around.named_at(start - 2)
        if not found and subject is not None:
            head = self.cast.head(subject)
            if head in self.words["parts"]:
                found = [
                    who for phrase in clause.of(subject)[:1] for who in self.cast.of(clause, phrase)
                ]
            if not found and head in self.words["owned"]:
                found = self.cast.owner(clause, subject)
        return found

    def _offshoot(self, subject: Phrase | None) -> list[Who]:
        """Of whom "the X gang, an offshoot of the Y clan that is active in Foxton" tells: of X."""
        clause, words = self.clause, self.sentence.words
        if clause.kind != "relative" or subject is None or words[clause.first - 1] == ",":
            return []
        above = self.cast.clauses[clause.parent] if clause.parent is not None else None
        of = [one for one in above.phrases if one.last == subject.last] if above else []
        if above is None or not of or of[0].preposition != "of":
            return []
        beside = next((one for one in above.beside if of[0].behind == one.last), None)
        at = beside.first - 2 if beside is not None else -1
        named = at >= 0 and self.sentence.items[at].label == "group"
        return self.cast.around.named_at(at) if named else []

    def _objects(self) -> list[Who]:
        clause = self.clause
        to = [
            phrase
            for phrase in clause.phrases
            if phrase.preposition == "to"
            and singular(self.cast.word(phrase.behind)) not in self.words["dealings"]
        ]  # not "sees gangs with links to the X cartel"
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

    def _counts_members(self) -> bool:
        """Whether it is only told how many a group is: "have over 30 members"."""
        clause = self.clause
        heads = {self.cast.head(one) for one in clause.objects}
        inside = [one for one in clause.behind_verb() if one.preposition in INSIDE]
        return clause.verb == "have" and heads <= {"member", "people", "man"} and not inside

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
            return self.subject()  # "In Ruritania, the X group is part of the Y network"
        for phrase in clause.behind_verb():
            if phrase.preposition == "among" and self.cast.head(phrase) in self.words["being"]:
                return self.subject()  # "are among the main suppliers"
            if phrase.preposition in ("at", "behind") and (
                self.cast.head(phrase) in self.words["stands"]
            ):
                return self.subject()
        if self.only_tied():
            return []  # "Foxland's X gang and Barland's Y gang have been partners"
        for phrase in clause.objects:
            words = self.sentence.words[phrase.parts[0][0] : phrase.parts[0][1] + 1]
            group = any(
                self.sentence.items[index].label == "group"
                for index in range(phrase.parts[0][0], phrase.parts[0][1] + 1)
            )
            told = {self.cast.head(phrase), *(singular(word) for word in words)}
            group = group or self.one_of_those(phrase)
            if group or not self.words["being"].isdisjoint(told):
                return self.subject()
        if not clause.objects and self.areas([])[0]:
            return self.subject()
        return []

    def one_of_those(self, phrase: Phrase | None) -> bool:
        """Whether a group is told to be "one of Foxland's most active gangs"."""
        if phrase is None or self.cast.word(phrase.last) != "one":
            return False
        return any(
            one.preposition == "of" and one.named(self.sentence, "group")
            for one in self.clause.of(phrase)[:1]
        )

    def only_tied(self) -> bool:
        """Whether it is only told what groups are to one another, and not where."""
        tied = any(self.cast.head(phrase) in self.words["tied"] for phrase in self.clause.objects)
        return tied and not any(
            phrase.preposition in INSIDE and phrase.named(self.sentence, *AREA_LABELS)
            for phrase in self.clause.behind_verb()
        )

    def foremost(self) -> bool:
        """Whether a group is told to be the strongest one around: "the most powerful actor"."""
        clause = self.clause
        if clause.verb not in BEING or clause.passive:
            return False
        said = {word for one in clause.objects for a, b in one.parts
                for word in self.sentence.words[a : b + 1]}  # fmt: skip
        if said & {"their", "its", "'", "’"}:
            return False  # "Their most important supplier"
        top = bool(said & {"most", "main", "leading", "dominant"}) or any(
            word.endswith("est") and len(word) > 5 for word in said
        )
        return top and not any(one.preposition in INSIDE for one in clause.behind_verb())

    def _fought(self) -> list[Who]:
        """Groups whose violence or feud takes place somewhere."""
        clause = self.clause
        subject = clause.subject
        if subject is None or self.cast.head(subject) not in self.words["strife"]:
            return []
        inside = [one for one in clause.phrases if one.preposition in (*INSIDE, "of")]
        if clause.verb in ("cost", "kill", "leave"):
            # where the dead of a war lie
            inside = [one for one in inside if one.first < clause.at]
            if not self.named(inside):
                return []
        if clause.verb not in self.words["rages"] | BEING and not self.named(inside):
            return []
        far = [one for one in clause.behind_verb() if one.preposition in ("between", "among")]
        return [
            who
            for phrase in [*clause.of(subject)[:1], *far]
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
            and self.cast.head(phrase) not in self.words["single"]
            and singular(self.cast.word(max(0, phrase.behind))) not in self.words["single"]
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
