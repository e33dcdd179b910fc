"""When and where: the time and place that a line tells of an event."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import alternatives, words
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.models import Body

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TODAY = re.compile(
    rf"(?<= )(?P<last>last |this past )?(?:(?P<day>{'|'.join(_DAYS)})"
    r"|(?P<near>today|yesterday|tonight|this morning|overnight))(?= )"
)
_OTHER = frozenset(("born", "began", "begun", "started", "launched", "opened", "founded"))
_DATELINE = re.compile(r"^ (?:\S+ ){1,9}?D (?:\( (?:\S+ ){1,4}\) )?[-–—:] ")


def date_of(line: Line, told: str | None) -> str | None:
    """Day, month or year of the event. ``told`` is the day on which the text was published, from
    which "on Tuesday" and "yesterday" count."""
    day = _relative(line, told)
    dated = [
        d
        for index, d in line.dates()
        if d.fault is None
        and d.relation not in ("since", "before", "until", "by")
        # "Born in 1979", "which began in 2019": days of something else.
        and {line.word(index - 1), line.word(index - 2)}.isdisjoint(_OTHER)
    ]
    if dated:
        best = max(
            dated,
            key=lambda d: min(len(d.value.split("/")[0]), 10) + (5 if d.value[0] == "-" else 0),
        )
        if day is None or len(best.value) > 4:
            return best.value
    return day


def dateline(line: Line) -> tuple[str, int] | None:
    """Date of a news text's head ("TIRANA, 3 March 2018 (Agency) –") and the item behind it."""
    match = _DATELINE.match(line.signs)
    if match is None:
        return None
    head = line.text[line.sentence.items[line.first].start :][:3]
    if not head[:2].isupper() and not head[0].isupper():
        return None
    end = line.item(match.end() - 2)
    found = [d.value for index, d in line.dates() if index <= end]
    return (found[0], end + 1) if found else None


def _relative(line: Line, told: str | None) -> str | None:
    if told is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return None
    match = _TODAY.search(line.signs)
    if match is None:
        return None
    day = date.fromisoformat(told)
    near = match["near"]
    if near:
        back = 1 if near in ("yesterday", "overnight") else 0
    else:
        back = (day.weekday() - _DAYS.index(match["day"])) % 7
        back += 7 if match["last"] and back == 0 else 0
    return (day - timedelta(days=back)).isoformat()


def place_of(line: Line) -> str | None:
    """Town, port, airport or district behind "in", "at" or "near", as the text writes it."""
    index = line.first
    while index < line.last:
        if line.word(index) in words("place_before") and line.word(index) != "of":
            found = _place_behind(line, index + 1)
            if found is not None:
                return found
        index += 1
    for index in range(line.first, line.last):
        if line.capital(index) and _kind_near(line, index):
            name = _capitals(line, index)
            kind = line.word(index + _length(line, index))
            told = set(fold(name).split())
            if told and told.isdisjoint(words("no_place")):
                return f"{name} {kind}" if kind in words("place_kind") else name
    return None


def _place_behind(line: Line, index: int) -> str | None:
    start = index
    while index < line.last and index - start < 8:
        if line.capital(index):
            name = _capitals(line, index)
            first = fold(name).split()[0] if name else ""
            told = set(fold(name).split())
            if name and told.isdisjoint(words("no_place")) and not first.endswith("ly"):
                end = index + _length(line, index)
                kind = line.word(end)
                if kind == "-":
                    return None  # "Hamburg-bound containers"
                if kind in words("place_kind"):
                    name = f"{name} {kind}"
                return name
            return None
        if line.word(index) not in words("place_words") and line.label(index) not in (
            "adjective",
            "area",
        ):
            return None
        if line.label(index) == "area" and line.word(index + 1) not in ("'", "’"):
            return None
        index += 1
    return None


def _kind_near(line: Line, index: int) -> bool:
    """Whether a name ends in, or is followed by, a word for a place: "Sofia airport"."""
    end = index + _length(line, index)
    return line.word(end) in words("place_kind") or line.word(end - 1) in words("place_kind")


def _length(line: Line, index: int) -> int:
    """Items of a name of capitalised words, eight at most."""
    end = index
    while end - index < 8 and (
        line.capital(end)
        or (
            line.word(end) in {*words("connectors"), "-", "’", "'"}
            and line.capital(end + 1)
            and end > index
        )
    ):
        end += 1
    return end - index


def _capitals(line: Line, index: int) -> str:
    length = min(_length(line, index), 6)
    return line.written(index, index + length - 1) if length else ""


def areas_of(
    line: Line, place: str | None, known: dict[str, str], vocabulary: Vocabulary
) -> tuple[str, ...]:
    """Countries in which it happened: named with "in", behind the place, or by the police's
    adjective; ends of a movement are none."""
    found: list[str] = []
    weak: list[str] = []
    bodies: list[str] = []
    for index in range(line.first, line.last):
        label = line.label(index)
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
            if before in ("in", "at", "near", "off", "throughout", "across", "within", "inside"):
                found.append(line.id(index))
            elif line.word(index + 1) in ("'", "’") or (
                before not in words("away") and line.capital(index - 2)
            ):
                weak.append(line.id(index))
        elif label in ("adjective", "region_adjective") and _agency_word(line, index + 1):
            weak.append(line.id(index))
        elif label == "body" and not bodies:
            bodies.extend(_seat(vocabulary.bodies[line.id(index)], vocabulary))
    if not found and place is not None:
        key = next((known[name] for name in _names_in(place) if name in known), None)
        if key is not None:
            return (key,)
    countries = [name for name in found if name in vocabulary.areas] or weak or bodies
    return tuple(dict.fromkeys(countries or found))


def _seat(body: Body, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The country of a national body."""
    return body.area if len(body.area) == 1 and body.area[0] in vocabulary.areas else ()


def _names_in(place: str) -> Iterator[str]:
    yield fold(place)
    for word in fold(place).split():
        if word not in words("place_kind") and word not in words("connectors"):
            yield word


def _agency_word(line: Line, index: int) -> bool:
    agency = rf"(?:\S+ ){{0,3}}?(?:{alternatives('agency')}) "
    while line.word(index) in (",", "and", "J"):
        index += 1
    if not line.first <= index < line.last:
        return False
    rest = " ".join(line.word(step) for step in range(index, min(index + 6, line.last))) + " "
    return bool(re.match(agency, rest)) or rest.startswith(("authorities ", "officers "))


def port_areas(vocabulary: Vocabulary) -> dict[str, str]:
    """Country of every port by its folded names."""
    return {
        fold(name): port.area
        for port in vocabulary.ports.values()
        for name in (port.name, *port.names, *port.local)
    }
