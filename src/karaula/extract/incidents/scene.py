"""Where: the place and countries that a line tells of an event."""

import re

from karaula.extract.incidents.line import Line, Marked
from karaula.extract.incidents.words import words
from karaula.extract.incidents.world import World
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.models import Body

_MADE = frozenset((
    "produced", "made", "manufactured", "grown", "cultivated", "registered", "based", "packed",
    "loaded", "processed", "born", "living", "residing", "originating", "hidden", "bought",
    "purchased", "resident",
))  # fmt: skip
"""Words with which "in" tells where something or someone is from."""
_COUNTRIES = ("area", "region", "adjective", "region_adjective")
_HELPED = re.compile(
    r" (?:help|support|assistance|cooperation|collaboration|aid) (?:of|from|with|by) "
    r"| (?:helped|supported|assisted|aided|backed|tipped off|coordinated) by "
    r"| (?:together|jointly|in coordination|working) with "
    r"| (?:tip|tip-off|information|intelligence|request) (?:from|by|of) "
)
_AUTHORITIES = frozenset((
    "directorate", "police", "department", "office", "court", "prosecution", "prosecutors",
    "prosecutor", "customs", "headquarters", "unit", "officers", "authorities", "judge", "station",
))  # fmt: skip
_HELD_IN = frozenset((
    "custody", "detention", "jail", "remand", "court", "stop", "stopover", "call", "calls",
    "transit", "remanded", "seen", "wanted", "fled", "hiding", "extradited", "born", "based",
    "living", "registered", "headquartered",
))  # fmt: skip
_WORDS_BEFORE = 8
"""Words that may stand between "in" and the name of a place."""


def place_of(line: Line, *, court: bool = False) -> str | None:
    """Town, port, airport or district that the recognisers find behind "in", "at" or "near", as
    the text writes it; else a facility. A country alone is an area, and where someone is held, or
    what a ship called at, no place of what happened, unless it was a ``court``."""
    named = [
        (name, marked.first)
        for marked in line.spans("GPE", "FAC")
        if (name := _name(line, marked)) is not None
        and not _beside_it(line, marked.first, court=court)
    ]
    inside = [(name, first) for name, first in named if _inside(line, first)]
    # "Officers of the directorate in Foxton found … in Barton": the seat gives way to the place.
    inside.sort(key=lambda found: _seat_of(line, found[1]))
    return next((name for name, _ in inside), None) or next(
        (name for name, _ in named if _is_kind(name)), None
    )


_LAST_AT = re.compile(r"(?:.* )?(?:At|In|Near|Off) (?=[^\W\d_])")


def _beside_it(line: Line, first: int, *, court: bool) -> bool:
    """Whether a place is one of what came before or after: "in custody in Foxton", "by Foxton"."""
    near = [line.word(step) for step in range(first - 1, max(line.first, first - 4) - 1, -1)]
    if near and near[0] in ("by", "from", "via", "left", "through"):
        return True
    return "in" in near and not court and not _HELD_IN.isdisjoint(near)


def _seat_of(line: Line, first: int) -> bool:
    """Whether a place is where an authority sits: "the police directorate in Foxton"."""
    near = {line.word(step) for step in range(max(line.first, first - 3), first)}
    words_ = {part for word in near for part in word.split()}
    return not words_.isdisjoint(_AUTHORITIES)


def _name(line: Line, marked: Marked) -> str | None:
    """A place's name from its first capital letter on, with the word for what it is."""
    if all(line.label(index) in _COUNTRIES for index in range(marked.first, marked.last + 1)):
        return None
    said = line.words_of(marked)
    begin = next((at for at, sign in enumerate(said) if sign.isupper()), None)
    behind = line.word(marked.last + 1)
    if begin is None or behind == "-":
        return None  # "Hamburg-bound containers"
    # A headline has capitals throughout: "Lorry With Heroin Stopped At Kapitan Andreevo".
    head = _LAST_AT.match(said[begin:])
    begin += head.end() if head else 0
    if all(
        line.label(index) in _COUNTRIES or not line.capital(index)
        for index in range(marked.first, marked.last + 1)
    ):
        return None  # "in the southern Ruritanian city of"
    name = f"{said[begin:]} {behind}" if behind in words("place_kind") else said[begin:]
    return name if set(fold(name).split()).isdisjoint(words("no_place")) else None


def _inside(line: Line, first: int) -> bool:
    """Whether "in", "at" or "near" stands before, over words like "the port city of"."""
    for index in range(first - 1, max(line.first, first - _WORDS_BEFORE) - 1, -1):
        word = line.word(index)
        if word in words("place_before"):
            return True
        if word not in words("place_words") and line.label(index) not in ("adjective", "area"):
            return False
    return False


def _is_kind(name: str) -> bool:
    """Whether a name ends in a word for a place: "Sofia airport"."""
    return fold(name).split()[-1] in words("place_kind")


def areas_of(line: Line, place: str | None, world: World) -> tuple[str, ...]:
    """Countries in which it happened: named with "in", behind the place, or by the police's
    adjective; ends of a movement are none."""
    found: list[str] = []
    weak: list[str] = []
    bodies: list[str] = []
    vocabulary = world.vocabulary
    # "Bulgarian police", "at the Bulgarian border".
    telling = {
        index
        for marked in line.spans("ORG", "FAC", "GPE")
        for index in range(marked.first, marked.last + 1)
    }
    if (doer := doer_of(line)) is not None:
        found.append(doer)
    helped = _HELPED.search(line.signs)
    helpers = range(line.item(helped.end() - 1), line.last) if helped else range(0)
    for index in range(line.first, line.last):
        label = line.label(index)
        here = line.word(index - 1) in ("in", "at", "near", "off")
        if index in helpers and not here and label in (*_COUNTRIES, "body"):
            continue  # "with the help of Ruritania's police"
        if label in ("area", "region"):
            step = index - 1
            while step >= line.first and (
                line.word(step) in words("linked")
                or line.word(step) in (",", "and")
                or line.label(step) in ("area", "region")
                or line.capital(step)
            ):
                step -= 1
            before = line.word(step)
            if before == "in" and line.word(step - 1) in _MADE:
                continue  # "allegedly produced in Ruritania"
            if before in ("in", "at", "near", "off", "throughout", "across", "within", "inside"):
                found.append(line.id(index))
            elif line.word(index + 1) in ("'", "’") or (
                before not in words("away") and line.capital(index - 2)
            ):
                weak.append(line.id(index))
        elif label in ("adjective", "region_adjective") and (
            index in telling
            or line.word(index + 1) in words("officials")
            or _listed_official(line, index)
        ):
            weak.append(line.id(index))
        elif label == "body" and not bodies:
            bodies.extend(_seat(vocabulary.bodies[line.id(index)], vocabulary))
    if place is not None:
        towns = (i for i in range(line.first, line.last) if line.label(i) == "place")
        town = next((i for i in towns if line.written(i, i) in place), None)
        if town is not None and line.id(town) not in found:
            return (line.id(town),)
    countries = [name for name in found if name in vocabulary.areas] or weak or bodies
    return tuple(dict.fromkeys(countries or found))


def doer_of(line: Line) -> str | None:
    """The country that a clause begins with as the one that acts: "Neighbouring Croatia in April
    charged eight people"."""
    index = line.first + (line.word(line.first) in ("neighbouring", "neighboring"))
    if line.label(index) != "area":
        return None
    at = index + 1
    if line.word(at) in ("in", "last", "this"):
        at += 2  # "in April", "last week"
    at += line.word(at) in ("has", "also", "earlier")
    deeds = words("seizure") | words("arrests") | words("charged") | words("sentencing")
    return line.id(index) if line.word(at) in deeds else None


def area_of_name(place: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The country of a place by its name alone, where only one comes into question."""
    words_ = [word for word in place.split() if fold(word) not in words("place_kind")]
    area = vocabulary.gazetteer.area(" ".join(words_))
    return (area,) if area is not None else ()


def _listed_official(line: Line, index: int) -> bool:
    """True for each nationality of "Italian, Belgian and German police"."""
    step = index + 1
    while line.word(step) in (",", "and") and line.label(step + 1) in ("adjective",):
        step += 2
    return step > index + 1 and line.word(step) in words("officials")


def _seat(body: Body, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The country of a national body."""
    return body.area if len(body.area) == 1 and body.area[0] in vocabulary.areas else ()
