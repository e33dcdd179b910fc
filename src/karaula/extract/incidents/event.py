"""An event: the clauses that tell it, and what they say together."""

import re
from dataclasses import dataclass, field

from karaula.extract.incidents.goods import Goods
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.sites import OFFICE, SEAT
from karaula.extract.incidents.telling import Telling
from karaula.extract.incidents.words import words
from karaula.extract.sentences.lexicon import Name

MORE = 5
"""People at most who are told of as further ones."""


_ROUND = 50
"""People from which a headline rounds their number."""
_ROUNDED = 1.2
"""Times by which it may miss it."""
_TOLD = frozenset(("area", "place", "date"))
"""Where and when it was, which only clauses tell that tell what happened."""
_LATER = re.compile(r" (?:have|has|had) since | (?:later|subsequently|afterwards) ")


@dataclass(slots=True)
class Event:
    """The clauses that tell one event, in the order of the text."""

    tellings: list[Telling] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    at: int = 0
    """Number of the sentence that told of it last."""
    began: int = 0
    """Number of the sentence that told of it first."""
    passage: int = 0
    whole: "Event | None" = None
    """The event that it is a part of."""
    before: tuple[str, ...] = ()
    """The substance that the text spoke of before."""

    @property
    def bare(self) -> bool:
        """Whether it is only told that a group was broken up, and nothing of how."""
        facts = any(t.goods or t.sums or t.place or (t.date and not t.said) for t in self.tellings)
        numbers = any(count.number for t in self.tellings for count in t.counts.values())
        return not (facts or numbers) and self.tellings[0].type == "operation"

    @property
    def substances(self) -> set[str]:
        """What its clauses name, drugs of no kind left out."""
        return {name for t in self.tellings for name in t.substances} - {"drugs"}

    @property
    def headline(self) -> bool:
        """Whether only headlines tell of it so far."""
        return all(telling.headline or telling.setting for telling in self.tellings)

    @property
    def kind(self) -> str | None:
        """Class of its first clause that has one."""
        return next((t.kind for t in self.tellings if t.kind), None)

    def first(self, slot: str) -> object:
        """The first thing that a clause says for a slot; where and when it was, those clauses say
        that tell what happened."""
        tellings = self.tellings
        if len(tellings) == 1:  # as most are
            [one] = tellings
            told = one.type or one.goods or one.counts or one.sums or one.setting
            none = () if slot == "area" else None
            return (getattr(one, slot) or none) if told or slot not in _TOLD else none
        if slot in _TOLD:
            tellings = [t for t in tellings if t.type or t.goods or t.counts or t.sums or t.setting]
            then = [t for t in tellings if t.goods or not _LATER.search(t.line.signs)]
            if any(t.type for t in then):  # else "two months later" the whole of it happened
                tellings = then
        if slot == "date":
            tellings = sorted(tellings, key=lambda t: t.said)
        if slot == "area":
            tellings = sorted(tellings, key=lambda t: t.headline)
            main, above = next(((t.area, t.headline) for t in tellings if t.area), ((), False))
            if above:  # a headline may sum up several events, of which the next one tells the first
                fewer = (t.area for t in tellings if t.area and {*t.area} < {*main})
                return next(fewer, main)
            # "Arrests in five countries", then those in each.
            lists = (t.area for t in tellings if len(t.area) > 1 and not t.headline)
            return next((lands for lands in lists if {*main} < {*lands}), main)
        if slot == "place":
            tellings = sorted(self._on_its_soil(tellings), key=_aside)
        return next((getattr(t, slot) for t in tellings if getattr(t, slot)), None)

    def _on_its_soil(self, tellings: list[Telling]) -> list[Telling]:
        """Clauses whose places lie in the country in which the goods were taken."""
        taken = (t for t in tellings if t.goods and t.type and t.area and not t.headline)
        main = next(taken, None)
        if main is None:
            return tellings
        return [t for t in tellings if not t.area or not set(main.area).isdisjoint(t.area)]

    def beside(self, telling: Telling) -> str | None:
        """The place that one of a clause can be compared with: where it was with where it was, and
        where those sit who tell it with where others sit."""
        at = (t for t in self.tellings if t.place and (t.placed < SEAT) == (telling.placed < SEAT))
        told = (t for t in at if t.type or t.goods or t.counts)
        return next((t.place for t in told if not t.headline), None)

    @property
    def seated(self) -> bool:
        """Whether no clause tells where it was, only where those sit who tell it."""
        return all(t.placed >= SEAT for t in self.tellings if t.place and (t.type or t.goods))

    @property
    def said(self) -> str | None:
        """The day on which it was said, where a clause gives it."""
        return next((t.date for t in self.tellings if t.said and t.date), None)

    @property
    def lands(self) -> bool:
        """Whether its clauses name any country."""
        return bool(told_of(self))

    def number(self, role: str) -> int | None:
        """Number of people in a role: those first told of, and others that are added to them."""
        told = [
            (number, t)
            for t in self.tellings
            if role in t.counts and (number := t.counts[role].number) is not None
        ]
        if not told:
            return None
        first = told[0][0]
        if first == 1 and told[0][1].added_as:
            # "A fifth suspect was arrested; four others had been held before": these are five.
            later = (n for n, t in told[1:] if t.added and not t.added_as)
            return max(told[0][1].added_as, 1 + next(later, 0))
        # A headline rounds what the text tells.
        exact = (n for n, t in told[1:] if not t.headline and not t.added)
        if told[0][1].headline and (fine := next(exact, first)) != first and first >= _ROUND:
            first = fine if first / _ROUNDED <= fine <= first * _ROUNDED else first
        more = [(number, t) for number, t in told[1:] if t.added and number <= MORE]
        # "A third suspect" of three is one of them.
        return first + sum(number for number, t in more if not t.added_as or t.added_as > first)


def _aside(telling: Telling) -> tuple[bool, bool, bool, int]:
    """How far the place of a clause is from where it happened: headlines, and clauses on who did
    it and on what else was found, tell less than those on the goods."""
    beside = not (telling.goods or telling.setting) and bool(telling.sums or telling.counts)
    return telling.placed == OFFICE, telling.headline, beside, telling.placed


def told_of(event: Event) -> set[str]:
    """Countries that the clauses of an event name."""
    return set().union(*map(countries_of, event.tellings))


def countries_of(telling: Telling) -> frozenset[str]:
    """Countries that a clause names, by name or adjective."""
    if telling.lands is None:
        line = telling.line
        telling.lands = frozenset(
            line.id(index)
            for index in line.labelled("area", "adjective")
            if isinstance(line.sentence.items[index].meaning, Name)
            and not _nationality(line, index)
        )
    return telling.lands


def _nationality(line: Line, index: int) -> bool:
    """Whether a country is the one that a person comes from: "a citizen of Serbia", "a Serb"."""
    persons = words("person", "persons")
    if line.label(index) == "adjective":
        return line.word(index + 1) in persons
    before = [line.word(step) for step in range(index - 1, index - 4, -1)]
    return before[0] in ("of", "from", "the") and not persons.isdisjoint(before)


def only_said(event: Event) -> bool:
    """Whether the days of an event are only those on which it was said."""
    days = [one.said for one in event.tellings if one.date]
    return bool(days) and all(days)
