"""Where groups are and what they deal in, from clauses and the words of presence."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from karaula.extract.context import AREA_LABELS, MARKET_LABELS
from karaula.extract.groups import Group
from karaula.extract.groups.cast import Cast
from karaula.extract.relations.around import Who
from karaula.extract.relations.presence_beside import (
    alone,
    nominal,
    of_a_kind,
    of_those,
    responsible,
    verbless,
)
from karaula.extract.relations.presence_places import BEING, INSIDE
from karaula.extract.relations.presence_reader import (
    MENTIONED,
    TOLD,
    Present,
)
from karaula.extract.relations.presence_seats import seats
from karaula.extract.relations.presence_settled import Settled
from karaula.extract.relations.presence_targets import targets
from karaula.extract.sentences.lexicon import Name

_ENDS = 0.05
"""Less confidence where goods go to a place."""
_OF_KIND = ("from", "of", "in")
_OPERATES = frozenset(("operate", "work", "act", "be", "exist", "live"))
_UNSURE = frozenset(("could", "might", "would", "should"))


def presences(cast: Cast) -> Iterator[Present]:
    """Presences that the clauses of a sentence tell."""
    told: set[str] = set()
    for clause in cast.clauses:
        parent = cast.clauses[clause.parent] if clause.parent is not None else None
        if clause.kind == "participle" and parent is not None and parent.certainty == "denied":
            continue  # "They were once part of a gang smuggling …"
        before = cast.around.sentence.words[max(0, clause.at - 3) : clause.at]
        if ("no", "longer") in pairwise(before):
            continue
        if clause.certainty != "unreal" and clause.modal not in _UNSURE:
            reader = _Reader(cast, clause)
            for present in (*reader.read(), *reader.settled(), *reader.at_odds()):
                told.add(present.who.name)
                yield present
    yield from of_a_kind(cast, told)
    yield from responsible(cast, told)
    yield from of_those(cast, told)
    yield from nominal(cast, told)
    yield from targets(cast, told)
    yield from verbless(cast, told)
    yield from alone(cast, told)
    yield from seats(cast, told)


class _Reader(Settled):
    """Who is present, and where."""

    def read(self) -> Iterator[Present]:
        who = self.opponents() or [*self.who(), *self.helpers()]
        if who:
            yield from self._read(who, TOLD)
            return
        for one in self.mentioned():  # each in places of its own
            yield from self._read([one], MENTIONED)

    def _read(self, who: list[Who], confidence: float) -> Iterator[Present]:
        clause, words = self.clause, self.words
        told = confidence == TOLD
        again = all(self.cast.around.stands_for(one) for one in who)
        areas, reach = self._inside(who) if again else self._where(who, told=told)
        if not told and self.arrives and self._behind_from(who[0].item):
            return  # "Bought from the X gang and brought to Foxland"
        verbs = {clause.verb, *(one.verb for one in self.cast.clauses
                                if one.kind == "infinitive" and one.at > clause.at)}  # fmt: skip
        carries = self.arrives and not verbs.isdisjoint(words["handles"])
        if carries and any(
            self.cast.head(one) in words["proceeds"]
            for one in self.phrases()
            if not one.preposition
        ):
            return  # "Sent its profits to Foxland"
        if again and not areas:
            return
        markets, further = self._dealt_in(who, told=told and not areas)
        people = "migrant_smuggling" in markets and self.arrives
        if people and len(who) == 1 and not who[0].plural:
            areas = self._here() or areas  # "A network that moves migrants to Foxland": it is here
        if not areas and told and self.somewhere() and not self.nowhere_known():
            areas = self._just_named() or self._here()
        behind = self.sentence.items[clause.at + 1 :]
        found_here = clause.verb == "belong" and all(
            item.label not in AREA_LABELS for item in behind
        )
        if not areas and told and found_here:
            areas = self._here()  # "The two boats belonged to a Foxlandic ring"
        if not areas and told and self.foremost():
            areas = self._here()
        if not areas and not told and self._at_home(who):
            around = self.cast.around
            areas, markets = self._here(), around.goods(range(len(self.sentence.items)))
        if not areas and self._of_the_chapter(who):
            areas = self._here()
        if not areas and not (
            told and markets and clause.verb not in words["pays"] | words["laid"]
        ):
            return
        for one in (self._by_place(each, areas, reach) for each in who):
            own = self._of(one, areas, markets)
            if not own and (self.nowhere_known() or clause.verb in words["falls"]):
                continue
            yield Present(
                one,
                tuple(own),
                tuple(dict.fromkeys(markets)),
                clause.at,
                max(clause.at, reach, further),
                clause,
                confidence - _ENDS * self.arrives,
                bool(areas or one.own),
            )

    def _of_the_chapter(self, who: list[Who]) -> bool:
        """Whether a chapter on a country says what groups of their own names do, and tells of no
        others beside them: "Chinese syndicates own most of the compounds"."""
        clause, items = self.clause, self.sentence.items
        if self.cast.around.section is None or clause.kind != "main" or self.cast.turned(clause):
            return False
        ours = {one.item for one in who}
        subject = clause.subject
        if subject is None or not all(subject.first <= item <= subject.last for item in ours):
            return False
        groups = [items[one.item].meaning for one in who]
        called = all(isinstance(it, Group) and it.sort in ("named", "placed") for it in groups)
        alone = not any(
            item.label in ("group", *AREA_LABELS) and index not in ours
            for index, item in enumerate(items[clause.first : clause.last + 1], clause.first)
        )
        return called and alone and not any(self.cast.around.stands_for(one) for one in who)

    def _behind_from(self, item: int) -> bool:
        """Whether somebody or something comes from a group."""
        return any(
            one.preposition == "from" and any(first <= item <= last for first, last in one.parts)
            for one in self.phrases()
        )

    def _inside(self, who: list[Who]) -> tuple[list[str], int]:
        """Areas in which a clause itself says that a group named before is: of what is done to
        goods on their way it tells only where they go."""
        clause = self.clause
        words = self.words
        if clause.verb in words["handles"] or (
            self.cast.turned(clause) and clause.verb not in words["states"] | words["accused"]
        ):
            return [], -1
        inside = [
            one
            for one in (*clause.objects, *clause.phrases)
            if one in clause.objects
            or (one.preposition in INSIDE and not self.of_another(one, who))
            or (one.preposition == "from" and clause.verb in _OPERATES)
        ]
        found = self.named(inside) or (self._here() if self.in_the_country() else [])
        return found, max((one.last for one in inside), default=-1)

    def _by_place(self, who: Who, areas: list[str], reach: int) -> Who:
        """A group that only its relative clause places: "criminal groups that operate in Foxland"
        have their name from there."""
        clause, items = self.clause, self.sentence.items
        if who.known or clause.kind != "relative" or not areas or reach < who.item:
            return who
        if clause.verb not in _OPERATES or not who.plural or clause.passive:
            return who
        text = self.cast.around.reading.document.text
        name = " ".join(text[items[who.item].start : items[reach].end].split())
        return replace(who, name=name, known=True, vague=False)

    def _where(self, who: list[Who], *, told: bool) -> tuple[list[str], int]:
        """Areas that the clause tells, or what stands around it, and their last item."""
        joins = self.clause.verb in self.words["joining"] and any(
            one.preposition == "with" and one.named(self.sentence, "group")
            for one in self.clause.phrases
        )
        inside = joins or (not told and who[0].item not in self.at())
        areas, reach = self.areas(who, inside=inside)
        if not areas and self.in_the_country():
            areas = self._here()
        areas = areas or self._there()
        areas = self.coast(areas) or self._of_subject([one.item for one in who])
        return areas or self._above() or self._continent(), reach

    def _of_kind(self, who: list[Who]) -> list[str]:
        """Markets in what groups are called: "a Foxlandic heroin network"."""
        groups = (self.sentence.items[one.item].meaning for one in who)
        inside = [name for group in groups if isinstance(group, Group) for name in group.inside]
        goods = [name for name in inside if name.label in MARKET_LABELS]
        return self.cast.around.goods(range(0), goods) if goods else []

    def _dealt_in(self, who: list[Who], *, told: bool) -> tuple[list[str], int]:
        """Markets of the clause and their last item; of goods without a name, where a presence is
        ``told`` otherwise, the market that the text named last."""
        markets, reach = self.goods()
        said = self.known.markets.get(self.clause.verb)
        if said is not None and not (self.clause.verb in self.words["pays"] and self.subject()):
            markets.append(said)
        if not markets:
            markets = self._of_kind(who)
        trade = self._named_before() or self.cast.around.trade
        if told and not markets and trade is not None and self.loads():
            markets.append(trade)
        return markets, reach

    def _named_before(self) -> str | None:
        """The market that the sentence names last before a clause: "As for human smuggling, …"."""
        around, items = self.cast.around, self.sentence.items[: self.clause.first]
        names = [item.meaning for item in items if item.label in MARKET_LABELS]
        told = around.goods(range(0), [name for name in names if isinstance(name, Name)][-1:])
        return told[0] if told else None

    def _of(self, one: Who, areas: list[str], markets: list[str]) -> list[str]:
        """Where a group is: where it is told to be, else where it, the chapter or the story is."""
        around, infinitive = self.cast.around, self.only_to_be()
        section = [around.section] if around.section and not infinitive else []
        own = (
            areas
            or list(one.own)
            or self._all_from()
            or section
            or (around.home(one) if markets else [])
        )
        if around.local(one) and around.section is not None and around.section not in own:
            own = [around.section, *own]  # "Local groups take heroin to Italy"
        gets = self.clause.verb in self.words["gets"] and not around.stands_for(one)
        if gets and any(phrase.preposition == "from" for phrase in self.clause.phrases):
            return own  # "Foxlandic gangs buy their guns from dealers in Barland"
        if not own and markets and not self.nowhere_known() and (not infinitive or self.hired()):
            own = around.scenes() or (around.origin(one) if self.goods()[0] else [])
        return own

    def _all_from(self) -> list[str]:
        """The place of "the X and Y clans, both from Foxton, …"."""
        return [
            area
            for clause in self.cast.clauses
            for both in clause.beside
            if self.cast.head(both) in ("both", "all")
            for one in clause.phrases
            if one.preposition in ("from", "of") and one.behind == both.last
            for area in self.named([one])
        ]

    def _at_home(self, who: list[Who]) -> bool:
        """Whether groups of the country that a chapter is on do something in a sentence that names
        a market: "…, a transit country for cocaine, with Foxlandic groups working with others"."""
        section = self.cast.around.section
        groups = [self.sentence.items[one.item].meaning for one in who]
        return (
            section is not None
            and any(
                name.id == section
                for group in groups
                if isinstance(group, Group)
                for name in group.inside
            )
            and any(item.label in MARKET_LABELS for item in self.sentence.recognised)
        )

    def _above(self) -> list[str]:
        """Where the clause happens that tells of a group before: "in Foxland police found a gang
        that sold …"."""
        clause = self.clause
        if clause.kind not in ("relative", "participle") or clause.parent is None:
            return []
        above = self.cast.clauses[clause.parent]
        if clause.passive and above.verb in BEING and above.subject is not None:
            # "Foxton is the main port for cocaine, controlled by the X clan"
            return self.named([above.subject])
        subject = self.cast.subject(clause)
        held = {one.last for one in above.objects}
        if subject is not None and clause.passive:
            # "Traced the guns to a workshop in Foxton run by a Barlandic ring"
            near = [one for one in above.phrases if one.behind == subject.last]
            if found := self.named([one for one in near if one.preposition in INSIDE]):
                return found
        if subject is None or subject.last not in held:
            return []
        return self.named([one for one in above.phrases if one.preposition in INSIDE])

    def _continent(self) -> list[str]:
        """What "the continent" is, where the clause names it."""
        words = self.sentence.words
        told = (
            a for one in self.phrases() for a, b in one.parts if "continent" in words[a : b + 1]
        )
        at = next(told, None)
        return [] if at is None else [self.cast.around.context.continent(self.sentence, at)]

    def _of_subject(self, who: list[int]) -> list[str]:
        """Where the kind of group is from beside which a name is set: "a network from Foxton, the
        Foxes, sells", "two gangs from Foxton, the A and the B, sell"."""
        subject = self.clause.subject if not self.cast.turned(self.clause) else None
        if subject is None or any(a <= item <= b for item in who for a, b in subject.parts):
            return []
        inside = [
            name.id
            for item in subject.named(self.sentence, "group")
            if isinstance(item.meaning, Group)
            for name in item.meaning.inside
            if name.label in AREA_LABELS
        ]
        behind = self.clause.of(subject)
        return inside or self.named([one for one in behind if one.preposition in _OF_KIND])
