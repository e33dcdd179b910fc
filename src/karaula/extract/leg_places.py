"""Phrases of place: a preposition of ``legs.yml`` and the areas behind it."""

from dataclasses import dataclass, replace

from karaula.extract.context import AREA_LABELS, MARKET_LABELS, sentence_at
from karaula.extract.english import ENGLISH
from karaula.extract.leg_words import leg_words
from karaula.extract.lexicon import Name
from karaula.extract.sentence import Sentence

_LONGEST = 4
"""Words of the longest phrase in ``legs.yml``."""
_FILLERS = 6
"""Words that may stand between a preposition and its area."""


@dataclass(frozen=True, slots=True)
class Place:
    """A phrase of place: which end it is, its areas, and its items."""

    end: str
    areas: tuple[str, ...]
    first: int
    last: int


def places_of(sentence: Sentence, first: int, last: int, section: str | None) -> list[Place]:
    """Phrases of place among the items ``first`` to ``last`` (exclusive) of a sentence, in order.

    ``section`` is the country that "the country" stands for.
    """
    found: list[Place] = []
    index = first
    while index < last:
        supplier = _supplier(sentence, index, first)
        if supplier is not None:
            found.append(supplier)
        end, behind = _preposition(sentence, index, last)
        if end is None:
            index += 1
            continue
        place = areas_behind(sentence, index, behind, last, end, section)
        people = index > first and (
            sentence_at(sentence, index - 1) in leg_words().people
            or sentence.items[index - 1].label == "group"
        )
        idle = index > first and sentence.words[index - 1] in leg_words().idle
        if place is None or people or idle:
            index += 1
            continue
        made = sentence_at(sentence, index) in leg_words().made
        if made and any(known.end == "origin" for known in found):
            # "imported from Germany and then produced in Bosnia": made where it has come to.
            place = replace(place, end="destination")
        found.append(place)
        index = place.last + 1
    return found


def _supplier(sentence: Sentence, index: int, first: int) -> Place | None:
    """The area right before a verb that leads away: "Albania supplies cannabis to …"."""
    before = sentence.items[index - 1] if index > first else None
    if before is None or before.label != "area" or not isinstance(before.meaning, Name):
        return None
    if sentence_at(sentence, index) not in leg_words().outward:
        return None
    return Place("origin", (before.meaning.id,), index - 1, index - 1)


def _preposition(sentence: Sentence, index: int, last: int) -> tuple[str | None, int]:
    if sentence.words[index] not in leg_words().first_of_prepositions:
        return None, index
    best: tuple[str | None, int] = (None, index)
    for behind in range(index + 1, min(index + _LONGEST, last) + 1):
        end = leg_words().prepositions.get(sentence.words[index:behind])
        if end is not None:
            best = (end, behind)
    return best


def areas_behind(
    sentence: Sentence, start: int, behind: int, last: int, end: str, section: str | None
) -> Place | None:
    """The list of areas behind a preposition; ``the country`` is the section's."""
    index, skipped = behind, 0
    while index < last and sentence.items[index].label not in AREA_LABELS:
        item, word = sentence.items[index], sentence_at(sentence, index)
        if section is not None and _phrase_at(sentence, index, last, leg_words().here):
            return Place(end, (section,), start, index + 1)
        if item.label == "region_adjective" or item.label == "adjective":
            if index + 1 < last and sentence_at(sentence, index + 1) in leg_words().fillers:
                assert isinstance(item.meaning, Name)
                return _listed(sentence, start, index, last, end, ("adjective", "region_adjective"))
            return None
        if (word not in leg_words().fillers and item.label != "role") or skipped >= _FILLERS:
            return None
        index, skipped = index + 1, skipped + 1
    if index >= last:
        return None
    return _listed(sentence, start, index, last, end, AREA_LABELS)


def _listed(
    sentence: Sentence, start: int, index: int, last: int, end: str, labels: tuple[str, ...]
) -> Place:
    """Members of a list of areas, over its joining words."""
    joiners = {word for phrase in ENGLISH.joiners for word in phrase.split()} | {
        "countries", "states", "from", "parts", "of", "east", "west", "north", "south",
    }  # fmt: skip
    areas: list[str] = []
    final = index
    step = index
    while step < last:
        item, word = sentence.items[step], sentence_at(sentence, step)
        if item.label in labels and isinstance(item.meaning, Name):
            areas.append(item.meaning.id)
            final = step
        elif (
            item.label is not None
            or word not in joiners
            or step - final > 5
            or _preposition(sentence, step, last)[0] not in (None, end)
        ):
            break
        step += 1
    return Place(end, tuple(dict.fromkeys(areas)), start, final)


def goods_of(sentence: Sentence, first: int, last: int) -> Place | None:
    """Areas of adjectives right before a substance."""
    for index in range(first, last):
        if sentence.items[index].label not in MARKET_LABELS:
            continue
        step = index - 1
        areas: list[str] = []
        while step >= first:
            item, word = sentence.items[step], sentence_at(sentence, step)
            if item.label == "adjective" and isinstance(item.meaning, Name):
                areas.insert(0, item.meaning.id)
            elif item.label is not None or word not in ("and", ",", "or") or not areas:
                break
            step -= 1
        if areas:
            return Place("origin", tuple(areas), step + 1, index)
    return None


def _phrase_at(
    sentence: Sentence, index: int, last: int, phrases: tuple[tuple[str, ...], ...]
) -> bool:
    return any(
        index + len(phrase) <= last
        and all(sentence_at(sentence, index + step) == word for step, word in enumerate(phrase))
        for phrase in phrases
    )
