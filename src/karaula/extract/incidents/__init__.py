"""Incidents in prose: one event, one claim, over the sentences that tell it.

A clause with a word of seizing, arresting, sentencing or killing is read for its facts (amounts,
people, sums, place, date, names). Clauses of one story are then put together: what goes on with an
event joins it, what has another day, place, amount or number of people begins the next one. Totals
of a year or country are observations, plans are nothing. Persons are numbers, never names.
"""

from collections.abc import Iterator

from karaula.evidence import Claim
from karaula.extract.frame import Reading
from karaula.extract.incidents import scene
from karaula.extract.incidents.claims import claims
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.story import events
from karaula.extract.incidents.telling import Telling, World, clauses, read
from karaula.extract.sentence import Sentence


class Incidents:
    """Extractor of incidents."""

    method = "text:incident@1"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Incidents of a document, in the order of the sentences that begin them."""
        world = World(reading.vocabulary, scene.port_areas(reading.vocabulary))
        told = reading.document.source.published
        groups: tuple[str, ...] = ()
        story: list[tuple[int, Telling]] = []
        section: object = None
        for number, sentence in enumerate(reading.sentences):
            if sentence.passage.section != section:
                yield from _claims(reading, story, self.method, told)
                story, section = [], sentence.passage.section
            told = _head(reading, sentence) or told
            for line in clauses(reading.document.text, _behind_head(reading, sentence)):
                telling = read(line, world, told, groups)
                if telling is not None:
                    story.append((number, telling))
                    groups = tuple(dict.fromkeys((*groups, *telling.groups)))
        yield from _claims(reading, story, self.method, told)


def _claims(
    reading: Reading, story: list[tuple[int, Telling]], method: str, told: str | None
) -> Iterator[Claim]:
    for event in events(story):
        yield from claims(reading, event, method, told)


def _line(reading: Reading, sentence: Sentence) -> Line:
    return Line(reading.document.text, sentence, 0, len(sentence.items))


def _head(reading: Reading, sentence: Sentence) -> str | None:
    """Date of the head of a news text, where the source does not tell when it was published."""
    if reading.document.source.published is not None:
        return None
    found = scene.dateline(_line(reading, sentence))
    return found[0] if found else None


def _behind_head(reading: Reading, sentence: Sentence) -> Sentence:
    """A sentence without the head of the news text: its date is the one of telling."""
    found = scene.dateline(_line(reading, sentence))
    if found is None:
        return sentence
    start = found[1]
    return Sentence(
        sentence.passage,
        sentence.start,
        sentence.end,
        sentence.items[start:],
        sentence.words[start:],
        sentence.line[sentence.offsets[start] :] if start < len(sentence.offsets) else "",
        tuple(offset - sentence.offsets[start] for offset in sentence.offsets[start:]),
    )


__all__ = ["Incidents"]
