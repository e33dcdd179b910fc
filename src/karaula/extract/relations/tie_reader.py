"""Ties that verbs tell, and how the groups of a clause are told: the ground of ``ties``."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import GOODS_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.cast import singular
from karaula.extract.groups.words import tells_who
from karaula.extract.relations.around import Who
from karaula.extract.relations.tie_ends import (
    meant,
    of_members,
    same,
    taken_for,
    with_listed,
)
from karaula.extract.relations.tie_roles import SERVED, TAKING, TieRoles
from karaula.extract.relations.tie_words import TieVerb

_OF_GROUPS = frozenset(("ally", "associate"))
"""Ties that, where one end is a group, only a group has at its other end."""
"""Verbs whose subject is a group where the other end is one."""
_ARMS = frozenset((
    "firearm", "gun", "weapon", "knife", "knive", "rifle", "pistol", "machete", "bat",
    "bomb", "grenade", "stick", "fist", "bullet", "explosive", "gunfire", "violence", "success",
    "impunity",
))  # fmt: skip
"""With these one fights: they are nobody."""
_PASSENGERS = frozenset(("migrant", "refugee", "people", "passenger", "person", "woman"))
_CAUSE = 6
"""Items behind a verb in which the cause stands: "split in 2014 after a deal went bad"."""
_PRONOUNS = frozenset(("they", "them", "it", "which", "that"))
_AMONG = frozenset(("among", "amongst", "between"))
_ONE_ANOTHER = frozenset(("other", "another", "it", "them"))


@dataclass(frozen=True, slots=True)
class Tied:
    """Two groups, their tie, the item of the word that tells it, and its clause."""

    a: Who
    b: Who
    type: str
    at: int
    clause: Clause


class TieReader(TieRoles):
    """One clause, of which ties are read."""

    def by_verb(self) -> Iterator[Tied]:
        """ "A supplies B", "A is supplied by B", "A works with B", "A and B clash"."""
        clause = self.clause
        for rule in self.words.rules(
            clause.verb, self.sentence.words[clause.at + 1 : clause.at + 2]
        ):
            if rule.what and not self._objects_are(rule.what):
                continue
            said = {one.preposition for one in clause.phrases}
            said.update(self.sentence.words[one.first] for one in clause.objects)
            said.update(self.sentence.words[clause.at + 1 : clause.at + _CAUSE])
            if not rule.unless.isdisjoint(said) or (rule.needs and rule.needs.isdisjoint(said)):
                continue
            ones = self._roles(rule.a, rule.state)
            others = self._roles(self._ends_of(rule), rule.state)
            if (rule.type in _OF_GROUPS or self.clause.verb in TAKING) and not rule.what:
                ones, others = self._taken(rule.a, ones, others), self._taken(rule.b, others, ones)
            if others and "with" in rule.b:
                others = with_listed(self.cast, others)
            if "object" in rule.b and rule.type == "supplier" and clause.verb not in SERVED:
                others = [who for who in others if not self._goods_again(who)]
            if rule.type == "member":
                ones = [who for who in ones if not of_members(self.sentence, who.item)]
            type = "associate" if rule.type == "supplier" and self._serves() else rule.type
            if type == "supplier" and any(
                self.cast.head(one) in _PASSENGERS for one in clause.objects
            ):
                type = "partner"  # "Handed the migrants over to the X gang"
            found = list(self.pairs(ones, others, type, clause.at))
            if found:
                yield from found
                return
            # "They control the port together" says of three no more than that they are allied.
            pronoun = len({who.item for who in ones}) == 1 and len(self._who(ones)) > 2
            if not others and len(ones) > 1 and not pronoun and self._together(rule):
                yield from self.mutual(ones, rule.type, clause.at)
                return

    def _ends_of(self, rule: TieVerb) -> tuple[str, ...]:
        """Where the other end stands: "squeezes bars with the X clan" is no rivalry with it."""
        if rule.type == "rival" and self.clause.objects and "object" in rule.b:
            return tuple(name for name in rule.b if name != "with")
        return rule.b

    def _taken(self, places: tuple[str, ...], ones: list[Who], others: list[Who]) -> list[Who]:
        """Who stands at an end: where the other is a group, also what must be one: "The Alligators
        work for the X mafia"."""
        if ones or not others or (self.clause.passive and self.clause.verb not in TAKING):
            return ones
        for place in places:
            if place == "subject":
                subject = self.cast.subject(self.clause)
                found = self.cast.taken_for(subject)
                if self.clause.verb in TAKING and subject is not None:
                    found = found or taken_for(self.cast.around, *subject.parts[0])
            else:
                told = self.clause.objects[:1] if place == "object" else self.clause.phrases
                found = [
                    who
                    for phrase in told
                    if phrase.preposition == ("" if place == "object" else place)
                    for who in self.cast.taken_for(phrase)
                ]
            if found:
                return found
        return ones

    def _together(self, rule: TieVerb) -> bool:
        """Whether subjects that are listed are tied among themselves."""
        clause = self.clause
        if rule.together == "jointly":
            words = self.sentence.words
            return any(
                words[at] in self.words.jointly
                and words[at + 1 : at + 2] != ("with",)
                # "Organise shipments themselves": each of them does.
                and (words[at] != "themselves" or words[at - 1] in _AMONG or at == clause.at + 1)
                for at in range(clause.first, clause.last + 1)
            )
        if rule.type == "rival" and self._one_another():
            return True  # "killed dozens of each other's men"
        objects = [] if rule.what else [one for one in clause.objects if not self._each_other(one)]
        if rule.type == "rival":
            # "They quarrelled over 200 kg of cocaine"
            amounts = ("amount", "money", "date")
            objects = [
                one for one in objects if self.sentence.items[one.first].label not in amounts
            ]
        ends = [one for one in clause.phrases if one.preposition != "on"]  # "cooperate on arms"
        return bool(rule.together) and not objects and not self._with_someone(ends)

    def _one_another(self) -> bool:
        words = self.sentence.words[self.clause.at : self.clause.last + 1]
        return any(pair in (("each", "other"), ("one", "another")) for pair in pairwise(words))

    def _each_other(self, phrase: Phrase) -> bool:
        return self.sentence.words[phrase.last] in _ONE_ANOTHER

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

    def _goods_again(self, who: Who) -> bool:
        """Whether an end may be goods: "pistols, which are sold by the X gang; it sells them"."""
        told = [*self.clause.objects]
        if self.clause.subject is not None and self.cast.turned(self.clause):
            told.append(self.clause.subject)
        item = self.sentence.items[who.item]
        said = self.cast.around.reading.document.text[item.start : item.end].lower()
        return said in _PRONOUNS and any(one.first <= who.item <= one.last for one in told)

    def _serves(self) -> bool:
        """Whether something is done for others and no goods are: "rents flats for the X gang"."""
        objects = self.clause.objects
        if self.clause.verb in ("provide", "furnish"):
            # "Has provided the X gang with hideouts"
            given = [one for one in self.clause.phrases if one.preposition == "with"]
            goods = any(one.named(self.sentence, *GOODS_LABELS, "goods") for one in given)
            return bool(given) and not goods
        whom = any(one.preposition == "for" for one in self.clause.phrases)
        return (
            whom
            and bool(objects)
            and not any(one.named(self.sentence, *GOODS_LABELS) for one in objects)
        )

    def pairs(self, ones: list[Who], others: list[Who], type: str, at: int) -> Iterator[Tied]:
        ours, theirs = self._who(ones), self._who(others)
        if len(ours) > 1 and {who.name for who in ours} == {who.name for who in theirs}:
            return  # "They bring their wars with them"
        for a in ours:
            for b in theirs:
                if a.item != b.item and not same(a, b):
                    yield Tied(a, b, type, at, self.clause)

    def _who(self, groups: list[Who]) -> list[Who]:
        """The groups of one end. Of several for which a pronoun may stand those count of which it
        is told who they are: not "the best known actors"."""
        told = meant(self.cast.around, groups)
        if len(told) < 2 or len({who.item for who in told}) > 1:
            return told
        group = self.sentence.items[told[0].item].meaning
        if isinstance(group, Group) and group.sort != "pointing":
            return told
        return [who for who in told if tells_who(who.name)]

    def mutual(self, groups: list[Who], type: str, at: int) -> Iterator[Tied]:
        told = meant(self.cast.around, groups)
        for place, a in enumerate(told):
            for b in told[place + 1 :]:
                if not same(a, b):
                    yield Tied(a, b, type, at, self.clause)

    def _among(self, groups: list[Who], type: str, at: int) -> Iterator[Tied]:
        """Ties of the groups behind "between": of "between A and B and C" A with each other."""
        words = self.sentence.words
        if len(groups) > 2:
            joined = words[groups[0].item + 1 : groups[-1].item]
            if joined.count("and") > 1:
                yield from self.pairs(groups[:1], groups[1:], type, at)
                return
        yield from self.mutual(groups, type, at)

    def _with_someone(self, ends: list[Phrase]) -> bool:
        """Whether groups are tied to something that is none: "A and B have ties to the police"."""
        words = self.sentence.words
        return any(
            end.preposition in self.words.joined
            and self.cast.head(end) not in _ARMS
            and not _ONE_ANOTHER & {words[end.last], *words[end.last + 1 : end.last + 2]}
            for end in ends
        )
