"""Incidents in prose: one event, one claim, over the sentences that tell it.

A clause with a word of seizing, arresting, sentencing or killing is read for its facts (amounts,
people, sums, place, date, names). Clauses of one story are then put together: what goes on with an
event joins it, what has another day, place, amount or number of people begins the next one. Totals
of a year or country are observations, plans are nothing. Persons are numbers, never names.
"""

from collections.abc import Iterator

from karaula.evidence import Claim
from karaula.extract.frame import Reading
from karaula.extract.incidents import bulletin, days, heads
from karaula.extract.incidents.claims import claims
from karaula.extract.incidents.course import Course
from karaula.extract.incidents.line import Spoken
from karaula.extract.incidents.story import events
from karaula.extract.incidents.stretches import stretches
from karaula.extract.incidents.telling import read
from karaula.extract.incidents.world import world
from karaula.extract.sentences.sentence import Sentence


class Incidents:
    """Extractor of incidents."""

    method = "text:incident@6"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Incidents of a document, in the order of the sentences that begin them."""
        made = world(reading.vocabulary, reading.figures)
        published = reading.document.source.published
        course = Course(reading.vocabulary, published or heads.headed(_from_head(reading)))
        section: object = None
        passage: object = None
        day: bulletin.Head | None = None
        listing = False
        for number, sentence in enumerate((*reading.headlines, *reading.sentences)):
            if sentence.passage.section != section:
                if not course.above:
                    yield from _claims(reading, course, self.method)
                    course.begin_section()
                section = sentence.passage.section
            line = Spoken(reading.document.text, sentence, reading.spans).line()
            if sentence.passage is not passage:
                day, passage = None, sentence.passage
            course.begin(sentence)
            alone = bulletin.alone(line, course.told, reading.vocabulary)
            if alone is not None:
                day = alone
                continue
            item = bulletin.head_of(line, day, course.told)
            if item is not None:
                line = line.part(item[1], line.last)
            begun = item[0] if item is not None else day
            taken = bulletin.entry(line) if listing else None
            listing = bulletin.begins_list(line) or taken is not None
            if taken is not None:
                line, begun = taken, bulletin.Head(bare=True, listed=True)
            head = heads.dateline(line) if item is None else None
            if head is not None and course.home:
                # Another item of the news in brief.
                yield from _claims(reading, course, self.method)
                course.begin_section()
            if head is not None:
                course.written(line, head, published)
                line = line.part(head.last + 1, line.last)
            course.told = course.told or days.told_in(line)
            for clause in stretches(line):
                telling = read(clause, made, course.told, course.groups, course.drug, begun)
                course.heard(number, clause, telling)
        yield from _claims(reading, course, self.method)


def _from_head(reading: Reading) -> list[Sentence]:
    """The headings and sentences of a text in their order, as far as its head may go."""
    first = reading.sentences[: heads.FIRST]
    ends = first[-1].start if first else 0
    above = [one for one in reading.headlines[: heads.FIRST] if one.start <= ends or not first]
    return [*sorted((*above, *first), key=lambda one: one.start), *reading.sentences[-1:]]


def _claims(reading: Reading, course: Course, method: str) -> Iterator[Claim]:
    for event in events(course.whole(), course.told):
        yield from claims(reading, event, method, course.told, course.home)


__all__ = ["Incidents"]
