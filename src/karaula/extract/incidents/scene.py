"""Where: the place and countries that a line tells of an event."""

import re

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.sites import COUNTRIES, MADE
from karaula.extract.incidents.words import words
from karaula.extract.incidents.world import World
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.models import Body

_HELPED = re.compile(
    r" (?:help|support|assistance|cooperation|collaboration|aid) (?:of|from|with|by) "
    r"| (?:helped|supported|assisted|aided|backed|tipped off|coordinated) by "
    r"| (?:together|jointly|in coordination|working|sting|probe|side by side) with "
    r"| (?:operation|investigation|action|effort|team|swoop|work) with "
    r"| (?:tip|tip-off|information|intelligence|request) (?:from|by|of) "
)


_ON_ITS_SIDE = frozenset((
    "crossing", "crossings", "checkpoint", "gate", "post", "point", "police", "guards", "guard",
    "town", "village", "control", "service", "force", "forces", "patrol", "authorities",
    "officers", "province", "region",
))  # fmt: skip
"""What is a country's own behind "border": "at the Ruritanian border crossing"."""
_BORDERS = ("border", "borders", "frontier")


_VOYAGE = re.compile(
    r" (?:that|which|having) (?:had |has )?(?:been )?(?:left|departed|sailed|set sail|set off"
    r"|set out|was loaded|was shipped|loaded|shipped|embarked|started) "
)
_HEAD = 4
"""Items before a relative clause that tell an event."""


def without_voyage(line: Line) -> Line:
    """A clause without where and when its goods set out: "a container that left Zenda in July"."""
    match = _VOYAGE.search(line.signs)
    cut = line.item(match.start() + 1) if match else line.last
    return line.part(line.first, cut) if line.first + _HEAD < cut < line.last else line


def areas_of(line: Line, place: str | None, world: World) -> tuple[str, ...]:
    """Countries in which it happened: named with "in", behind the place, or by the police's
    adjective; ends of a movement are none, nor is the country beyond a border."""
    found: list[str] = []
    weak: list[str] = []
    bodies: list[str] = []
    borders: list[str] = []
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
    for index in line.labelled(*COUNTRIES, "body"):
        label = line.label(index)
        step = _before_list(line, index)
        # "In collaboration with authorities in Ruritania and Elbonia".
        theirs = step - 1 <= helpers.start + 2 and line.word(step - 1) in words("authorities")
        if index in helpers and (theirs or line.word(step) not in ("in", "at", "near", "off")):
            continue  # "with the help of Ruritania's police"
        if label in COUNTRIES and _beyond(line, index):
            borders.append(line.id(index))
            continue
        if label in ("area", "region"):
            before = line.word(step)
            if before == "in" and line.word(step - 1) in MADE:
                continue  # "allegedly produced in Ruritania"
            isle = before == "of" and line.word(step - 1) in _ISLES
            if isle or before in _INSIDE:
                found.append(line.id(index))
            elif line.word(index + 1) in ("'", "’") or (
                before not in words("away") and line.capital(index - 2)
            ):
                weak.append(line.id(index))
        elif label == "adjective" and (
            index in telling
            or line.word(index + 1) in words("officials")
            or _listed_official(line, index)
        ):
            weak.append(line.id(index))
        elif label == "body" and not bodies:
            bodies.extend(_seat(vocabulary.bodies[line.id(index)], vocabulary))
    if place is not None:
        town = next((i for i in line.labelled("place") if line.written(i, i) in place), None)
        across = {one.beyond for one in vocabulary.gazetteer.named(place)} & {*found, *weak}
        if across:
            return tuple(land for land in dict.fromkeys((*found, *weak)) if land in across)
        if town is not None and line.id(town) not in found:
            return (line.id(town),)
        if town is None and (known := area_of_name(place, vocabulary)):
            return known
        beside = _lands_beside(line)
        if beside and not found:
            return beside  # "in Foxton, near Barton"
    countries = [name for name in found if name in vocabulary.areas] or weak or bodies
    if not (countries or found):
        lands = dict.fromkeys(name for name in borders if name in vocabulary.areas)
        beside = _lands_beside(line) if place is not None else ()
        return beside or (tuple(lands) if len(lands) > 1 else ())
    return tuple(dict.fromkeys(countries or found))


_LANDMARKS = words("place_kind") | frozenset(("coast", "waters", "soil", "ports", "airports"))
_NOT_THERE = MADE | {"wanted", "convicted", "sentenced", "live", "lives", "lived", "owned"}


def lands_told(line: Line) -> frozenset[str]:
    """Countries in which a clause says that something was: "in Ruritania", "at a Ruritanian
    port"."""
    found = set()
    for index in line.labelled("area", "adjective"):
        if line.label(index) == "area":
            step = index - 1 - (line.word(index - 1) == "the")
            if line.word(step) == "in" and line.word(step - 1) not in _NOT_THERE:
                found.add(line.id(index))
        elif line.word(index + 1) in _LANDMARKS:
            step = index - 1 - (line.word(index - 1) in ("a", "an", "the"))
            if line.word(step) in ("in", "at", "near", "off"):
                found.add(line.id(index))
    return frozenset(found)


_INSIDE = ("in", "at", "near", "off", "throughout", "across", "within", "inside")
_ISLES = ("island", "islands", "archipelago", "territory")
"""Behind these "of" tells where: "on the island of Zenda"."""


def _before_list(line: Line, index: int) -> int:
    """The item before a place, or before the list that it stands in: "in" of "in Barton, Foxton
    and Ruritania"."""
    step = index - 1
    while step >= line.first and not (line.word(step) in _WITHIN and step == line.first):
        if not _in_list(line, step):
            break
        step -= 1
    return step


_WITHIN = ("in", "at", "near", "across", "throughout", "within", "inside")


def _in_list(line: Line, step: int) -> bool:
    """Whether an item may stand in a list of places."""
    return (
        line.word(step) in words("linked")
        or line.word(step) in (",", "and")
        or line.label(step) in ("area", "region")
        or line.capital(step)
    )


def _beyond(line: Line, index: int) -> bool:
    """Whether a country is told as one side of a border: "the Ruritanian border", "the border with
    Ruritania", "the Ruritanian-Elbonian border"."""
    before = [line.word(step) for step in range(index - 1, index - 5, -1)]
    if line.label(index) in ("area", "region"):
        linked = before[1] if before[0] == "the" else before[0]
        return linked in ("with", "between", "and") and not set(before).isdisjoint(_BORDERS)
    at = index + 1
    if line.word(at) in ("-", "–") and line.label(at + 1) in COUNTRIES:
        at += 2
    at += line.word(at) in ("state", "land", "sea", "maritime", "external")
    return line.word(at) in _BORDERS and line.word(at + 1) not in _ON_ITS_SIDE


def _lands_beside(line: Line) -> tuple[str, ...]:
    """The country of the other places that a line names, where it is one: "Barton near Foxton",
    but not "in Barton from Foxton"."""
    lands = {
        line.id(at)
        for at in line.labelled("place")
        if line.word(at - 1) not in ("from", "to", "for", "via", "towards")
    }
    return tuple(lands) if len(lands) == 1 else ()


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
    deeds = words("seizure", "arrests", "charged", "sentencing")
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
