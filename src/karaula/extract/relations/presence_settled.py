"""Groups that the words right beside them put somewhere, and the place that a clause is about."""

from collections.abc import Iterator

from karaula.extract.clauses import Phrase
from karaula.extract.context import AREA_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.cast import singular
from karaula.extract.relations.presence_beside import of_person
from karaula.extract.relations.presence_groups import PresentGroups
from karaula.extract.relations.presence_places import BEING, INSIDE
from karaula.extract.relations.presence_reader import Present
from karaula.extract.sentences.lexicon import Name

_EXISTS = frozenset(("is", "are", "was", "were", "has", "have", "had", "will", "may"))
_SEATED = frozenset(("in", "originating in", "located in", "rooted in", "headquartered in"))


class Settled(PresentGroups):
    """Groups of one clause that stand beside a place."""

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
                        places = self._chapter(index)
                        if places:
                            for who in self.cast.around.named_at(index):
                                yield Present(who, places, (), index, index + 4, clause)
            before = phrase.behind
            active = before > 0 and self.sentence.words[before] in self.words["active"]
            before -= active
            before -= active and self.sentence.words[before] == ","  # "the X clan, active in"
            if phrase.preposition not in _SEATED or before < 0 or items[before].label != "group":
                continue
            if self._one_of(before) or self._for_whom(before):
                continue
            if self._opposed(before):
                continue  # "Discussed action against the X gang in Foxton"
            if clause.verb in self.words["fates"] and (
                of_person(self.sentence.words, before, self.words["single"])
            ):
                continue  # "Arrested a courier of the X gang in Foxland"
            named = tuple(self.named([phrase]))
            if active and not named and self.cast.head(phrase) == "country":
                named = tuple(self._here())
            told = active or (not clause.passive and before < clause.at) or before > clause.at >= 0
            if named and told:
                listed = self.cast.list_before(before)
                for who in (one for at in listed for one in self.cast.around.named_at(at)):
                    yield Present(who, named, (), before, phrase.last, clause)

    def at_odds(self) -> Iterator[Present]:
        """Groups whose quarrel is told to be somewhere: "the scene of clashes between Greek gangs",
        "violence among Greek gangs throughout Foxland"."""
        clause = self.clause
        for phrase in clause.phrases:
            quarrel = singular(self.cast.word(phrase.behind)) if phrase.behind >= 0 else ""
            if phrase.preposition not in ("between", "among") or (
                quarrel not in self.words["strife"]
            ):
                continue
            who = [one for one in self.cast.of(clause, phrase) if one.known]
            inside = self._behind(phrase)
            if clause.verb in BEING and clause.subject is not None:
                inside = inside or [clause.subject]
            if clause.phrases[0].first == clause.first and clause.phrases[0].preposition in INSIDE:
                inside = inside or [clause.phrases[0]]
            areas = tuple(self.named(inside))
            if areas:
                last = max(phrase.last, *(one.last for one in inside))
                yield from (Present(one, areas, (), one.item, last, clause) for one in who)

    def _for_whom(self, index: int) -> bool:
        """True for "works for the X clan in Foxland": where it is done, and not where X is."""
        return any(
            one.preposition in ("for", "on behalf of") and one.first > self.clause.at
            for one in self.clause.phrases
            if any(first <= index <= last for first, last in one.parts)
        )

    def _opposed(self, index: int) -> bool:
        """Whether a group stands behind "against"."""
        held = (one for one in self.clause.phrases if one.first <= index <= one.last)
        return any(one.preposition == "against" for one in held)

    def _behind(self, phrase: Phrase) -> list[Phrase]:
        """Phrases of place right behind another one, or behind its comma, with what hangs on
        them."""
        found: list[Phrase] = []
        last = phrase.last
        for one in self.clause.phrases:
            near = one.first - last in (1, 2) and one.first > phrase.last
            if near and (one.preposition in INSIDE or (found and one.preposition == "of")):
                found.append(one)
                last = one.last
        return found

    def _chapter(self, index: int) -> tuple[str, ...]:
        """The place of a group's chapter: "the Foxes' Foxton chapter"."""
        words, items = self.sentence.words, self.sentence.items
        at = index + 2 + (words[index + 2 : index + 3] == ("s",))
        if words[index + 1 : index + 2] not in (("'",), ("’",)) or at + 1 >= len(items):
            return ()
        name, part = items[at].meaning, singular(words[at + 1])
        if not isinstance(name, Name) or items[at].label not in AREA_LABELS:
            return ()
        return (name.id,) if part in self.words["parts"] else ()

    def _one_of(self, index: int) -> bool:
        """True for "the X gang, one of the most active networks in Ruritania": another group is
        told to be."""
        another = any(
            at != index and isinstance(group := item.meaning, Group) and group.sort != "plain"
            for at, item in self.sentence.marked
        )
        return another and any(
            phrase.last == index
            and phrase.preposition == "of"
            and (self.sentence.items[phrase.behind].label is not None or phrase.behind < 0)
            for phrase in self.clause.phrases
        )

    def _in_name(self, group: Group, index: int) -> bool:
        """True for "the Ruritania consortium", whose name tells no place of its own."""
        item = self.sentence.items[index]
        text = self.cast.around.reading.document.text[item.start : item.end]
        before = text.removesuffix(group.id).strip()
        return text.endswith(group.id) and before in ("", "the", "so-called", "the so-called")

    def _here(self) -> list[str]:
        """The country of the chapter or of the story."""
        around = self.cast.around
        named = self._only_country() if self.in_the_country() else []
        return named or ([around.section] if around.section else around.scenes())

    def _there(self) -> list[str]:
        """What "there" stands for: the place named before it, or the one of the sentence before."""
        words, items = self.sentence.words, self.sentence.items
        at = next((i for i in range(self.clause.at + 1, self.clause.last + 1)
                   if words[i : i + 1] == ("there",)), -1)  # fmt: skip
        if at < 0 or (words[at + 1 : at + 2] and words[at + 1] in _EXISTS):
            return []
        named = [
            item.meaning.id
            for item in items[:at]
            if item.label in ("area", "place") and isinstance(item.meaning, Name)
        ]
        before = self.cast.around.actors.places
        return named[-1:] or (list(before) if len(before) == 1 else [])

    def _just_named(self) -> list[str]:
        """The place that a sentence named right before "the port" and the like."""
        before = self.sentence.items[: self.clause.first]
        named = [
            item.meaning.id
            for item in before
            if item.label in ("area", "place") and isinstance(item.meaning, Name)
        ]
        return named[-1:] if self.clause.kind == "main" else []

    def _only_country(self) -> list[str]:
        """The one country that a sentence names before it says "the country"."""
        before = self.sentence.items[: self.clause.at + 1]
        named = {
            item.meaning.id
            for item in before
            if item.label in ("area", "place") and isinstance(item.meaning, Name)
        }
        return sorted(named) if len(named) == 1 else []
