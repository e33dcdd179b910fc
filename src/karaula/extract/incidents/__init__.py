"""Incidents in prose: one event, one claim, over the sentences that tell it.

A clause with a word of seizing, arresting, sentencing or killing is read for its facts (amounts,
people, sums, place, date, names). Clauses of one story are then put together: what goes on with an
event joins it, what has another day, place, amount or number of people begins the next one. Totals
of a year or country are observations, plans are nothing. Persons are numbers, never names.
"""

import re
from collections.abc import Iterator

from karaula.evidence import Claim
from karaula.extract.frame import Reading
from karaula.extract.incidents import bulletin, days
from karaula.extract.incidents.claims import claims
from karaula.extract.incidents.line import Spoken
from karaula.extract.incidents.story import events
from karaula.extract.incidents.telling import Telling, read, stretches
from karaula.extract.incidents.world import world

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Incidents:
    """Extractor of incidents."""

    method = "text:incident@1"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Incidents of a document, in the order of the sentences that begin them."""
        made = world(reading.vocabulary, reading.figures)
        told = reading.document.source.published or days.headed(reading.sentences)
        groups: tuple[str, ...] = ()
        spoken: tuple[str, ...] = ()
        story: list[tuple[int, Telling]] = []
        section: object = None
        near: str | None = None
        day: bulletin.Head | None = None
        passage: object = None
        for number, sentence in enumerate(reading.sentences):
            if sentence.passage.section != section:
                yield from _claims(reading, story, self.method, told)
                story, section, spoken = [], sentence.passage.section, ()
            line = Spoken(reading.document.text, sentence, reading.spans).line()
            if sentence.passage is not passage:
                day, passage = None, sentence.passage
            alone = bulletin.alone(line, told, reading.vocabulary)
            if alone is not None:
                day = alone
                continue
            item = bulletin.head_of(line, day, told)
            if item is not None:
                line = line.part(item[1], line.last)
            begun = item[0] if item is not None else day
            head = days.dateline(line) if item is None else None
            if head is not None:
                # Its date is the one of telling.
                told = reading.document.source.published or head[0]
                line = line.part(head[1], line.last)
            for clause in stretches(line):
                telling = read(clause, made, told, groups, spoken, begun)
                dated = [d.value for _, d in clause.dates() if _DAY.fullmatch(d.value)]
                near = dated[-1] if dated else near
                if telling is not None:
                    if telling.date is not None and telling.date.startswith("--") and near:
                        telling.date = days.with_year(telling.date, near)
                    story.append((number, telling))
                    goods = (name for one in telling.goods for name in one.substance)
                    # A load of waste paper is no goods: only drugs are spoken of by name alone.
                    drugs = (s for s in telling.substances if s in reading.vocabulary.substances)
                    named = tuple(
                        name for name in dict.fromkeys((*drugs, *goods)) if name != "drugs"
                    )
                    spoken = named if len(named) == 1 else () if named else spoken
                    groups = tuple(dict.fromkeys((*groups, *telling.groups)))
        yield from _claims(reading, story, self.method, told)


def _claims(
    reading: Reading, story: list[tuple[int, Telling]], method: str, told: str | None
) -> Iterator[Claim]:
    for event in events(story):
        yield from claims(reading, event, method, told)


__all__ = ["Incidents"]
