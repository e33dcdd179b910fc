"""The course of a text: what it has told so far, by which the next clause is read."""

import re
from dataclasses import dataclass, field

from karaula.evidence import Passage
from karaula.extract.incidents import days
from karaula.extract.incidents.actors import operation_of
from karaula.extract.incidents.heads import DAY, Dateline
from karaula.extract.incidents.line import SIGNS, Line
from karaula.extract.incidents.naming import named
from karaula.extract.incidents.scene import area_of_name
from karaula.extract.incidents.sites import OFFICE
from karaula.extract.incidents.telling import Telling
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary import Vocabulary

_SAME_YEAR = re.compile(r" (?:of |in |later )?(?:the same|that|that same) year ")
_SAME_PLACE = re.compile(
    r" (?:at|in|near|through) the same (?:\S+ )?(?:port|crossing|place|town|city|village|checkpoint"
    r"|airport|harbour|harbor|suburb|area|district|location|spot|terminal|warehouse|hotel) "
    r"|(?:arrested|detained|seized|found|held|caught|confiscated|discovered|killed) there "
)
_STOPS = frozenset(".!?:;")
_HEADLINE = 30
"""Items of a headline at most."""
_SUBJECT = 9
"""Items at the head of a sentence that its subject takes at most."""
_NOWHERE = frozenset(("NLD", "BEL", "AUT", "FRA", "GBR", "USA", "CHE"))
"""Countries from which news is written that is not theirs."""


@dataclass(slots=True)
class Course:
    """What a text has told so far. ``told`` is the day of telling."""

    vocabulary: Vocabulary
    told: str | None
    story: list[tuple[int, Telling]] = field(default_factory=list)
    """Clauses of the section, each with the number of its sentence."""
    groups: tuple[str, ...] = ()
    above: bool = True
    """Whether only headlines were read so far."""
    home: tuple[str, ...] = ()
    """The country in which the text was written."""
    drug: tuple[str, ...] = ()
    """The one drug that events before, or the paragraph, spoke of."""
    _spoken: tuple[str, ...] = ()
    _near: str | None = None
    """The last day that was told."""
    _year: str | None = None
    """The last year that was told."""
    _month: str = ""
    """The last month of a year that was told: ``2019-05``."""
    _place: tuple[str, int, tuple[str, ...]] | None = None
    """The last place that was told, how, and its country."""
    _passage: Passage | None = None
    _operations: set[str] = field(default_factory=set)
    """Operations of which a sentence speaks as what the text is about."""

    def begin_section(self) -> None:
        """Forget the story of the section before."""
        self.story, self.home, self._spoken, self._place = [], (), (), None
        self._operations = set()

    def whole(self) -> list[tuple[int, Telling]]:
        """The story of the section. The one operation that it speaks of later is what it began
        with: "Police held 12 people. Operation Foxglove had lasted two years."""
        named = {telling.name for _, telling in self.story if telling.name and telling.type}
        first = next((telling for _, telling in self.story if telling.type), None)
        leads = first is not None and first.type in ("operation", "arrests")
        if len(self._operations) == 1 and not named and first is not None and leads:
            [first.name] = self._operations
        return self.story

    def begin(self, sentence: Sentence) -> None:
        """Come to a sentence."""
        if sentence.passage is not self._passage:
            self._passage, self.drug = sentence.passage, self._spoken
        self.above = self.above and _is_headline(sentence)

    def written(self, line: Line, head: Dateline, published: str | None) -> None:
        """Read a dateline: its date is the one of telling, its country that of the writer."""
        if head.date is not None and not (published and DAY.fullmatch(published)):
            self.told = head.date
        lands = [home_of(line, index, self.vocabulary) for index in range(line.first, head.last)]
        land = next(filter(None, lands), ())
        if land and not self.home and land[0] not in _NOWHERE:
            self.home = land

    def heard(self, number: int, clause: Line, telling: Telling | None) -> None:
        """Take what a clause told, or named only."""
        dated = [d.value for _, d in clause.dates() if DAY.fullmatch(d.value)]
        self._near = dated[-1] if dated else self._near
        if telling is not None and self._year and _SAME_YEAR.search(clause.signs):
            day = next((d.value for _, d in clause.dates() if d.value.startswith("--")), None)
            telling.date = f"{self._year}{day[1:]}" if day else telling.date
        years = [d.value[:4] for _, d in clause.dates() if d.value[:4].isdigit()]
        self._year = years[-1] if years else self._year
        months = [d.value[:7] for _, d in clause.dates() if d.value[:4].isdigit() and d.value[4:]]
        self._month = months[-1] if months else self._month
        begun = bool(self.story) and self.story[-1][0] == number
        if (telling is None or telling.type is None) and " operation " in clause.signs:
            name = operation_of(
                clause.part(clause.first, min(clause.first + _SUBJECT, clause.last))
            )
            if name is not None and clause.word(clause.first) in ("the", "operation"):
                self._operations.add(name)
        if telling is None or (telling.listed and not begun):
            if SIGNS["substance"] in clause.signs:
                drugs = self._drugs(named(clause, self.vocabulary))
                self.drug = drugs if len(drugs) == 1 else self.drug
            return
        telling.headline = self.above
        if telling.date is not None and telling.date.startswith("--") and self._near:
            telling.date = days.with_year(telling.date, self._near)
        if telling.date is None and begun:
            telling.date = days.at_head(telling.line)
        if telling.date is None and self._year and self.told is None:
            telling.date = days.month_of(clause, self._year)
            if telling.date is not None and telling.date < self._month:
                telling.date = f"-{telling.date[4:]}"  # "In May 2019 … In April": of which year?
        if telling.place is None and self._place and _SAME_PLACE.search(clause.signs):
            telling.place, telling.placed, telling.area = self._place
        elif telling.place is not None and telling.placed < OFFICE:
            self._place = telling.place, telling.placed, telling.area
        self.story.append((number, telling))
        # A load of waste paper is no goods: only drugs are spoken of by name alone.
        goods = (name for one in telling.goods for name in one.substance if name != "drugs")
        spoken = tuple(dict.fromkeys((*self._drugs(telling.substances), *goods)))
        if spoken:
            self._spoken = self.drug = spoken if len(spoken) == 1 else ()
        self.groups = tuple(dict.fromkeys((*self.groups, *telling.groups)))

    def _drugs(self, names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(n for n in names if n in self.vocabulary.substances and n != "drugs")


def home_of(line: Line, index: int, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The country that an item of a dateline names, or in which the town lies that it names."""
    if line.label(index) in ("place", "area"):
        return (line.id(index),)
    return area_of_name(line.written(index, index), vocabulary)


def _is_headline(sentence: Sentence) -> bool:
    """Whether a sentence is a short paragraph of its own without a stop."""
    if sentence.passage.kind == "heading":
        return True
    whole = sentence.items[0].start <= sentence.passage.start + 2
    return whole and len(sentence.items) <= _HEADLINE and sentence.words[-1] not in _STOPS
