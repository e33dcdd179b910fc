"""When and where: the time and place that a line tells of an event."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from karaula.extract.incidents.lately import THE_DAY_BEFORE, when_of
from karaula.extract.incidents.line import Line, Marked
from karaula.extract.incidents.words import words
from karaula.extract.incidents.world import World
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.sentence import Sentence
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.models import Body

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TODAY = re.compile(
    rf"(?<= )(?P<last>last |this past )?(?:(?P<day>{'|'.join(_DAYS)})"
    r"|(?P<near>today|yesterday|tonight|this morning|overnight))(?= )"
)
_SAYS = re.compile(r" ?(?:, )?(?:said|says|announced|told|reported|confirmed) ")
_MADE = frozenset((
    "produced", "made", "manufactured", "grown", "cultivated", "registered", "based", "packed",
    "loaded", "processed", "born", "living", "residing", "originating", "hidden", "bought",
    "purchased", "resident",
))  # fmt: skip
"""Words with which "in" tells where something or someone is from."""
_SAID = re.compile(
    r" (?:said|says|told|announced|reported|stated|confirmed|wrote|tweeted|posted|statement|release"
    r"|conference|report|briefing)(?: (?:reporters|journalists|that|in|a|the|statement|press"
    r"|news|conference|late|early))* (?:on |, )?$"
)
"""Words behind which a day is the one of telling."""
_OTHER = frozenset(("born", "began", "begun", "started", "launched", "opened", "founded"))
_COUNTRIES = ("area", "region", "adjective", "region_adjective")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
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
_HEAD = 8
"""Sentences at the head of a text that may give its day."""
_HEAD_WORDS = 12
_WORDS_BEFORE = 8
"""Words that may stand between "in" and the name of a place."""
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
    happened = [d for d in dated if not _said_before(line, d)]
    dated = happened or ([] if day else dated)
    if dated:
        best = max(
            dated,
            key=lambda d: min(len(d.value.split("/")[0]), 10) + (5 if d.value[0] == "-" else 0),
        )
        if day is None or len(best.value) > 4:
            return with_year(best.value, told)
    return day


def headed(sentences: Sequence[Sentence]) -> str | None:
    """Day of telling that a line of its own gives at the head of a text: "The Hague, 24 May 2024",
    "Weekly overview, 20-26 May 2024"."""
    for sentence in sentences[:_HEAD]:
        passage = sentence.passage
        if len(sentence.items) > _HEAD_WORDS or sentence.start != passage.start:
            continue
        days = [item.meaning.value for item in sentence.items if isinstance(item.meaning, Dated)]
        last = days[-1].split("/")[-1] if len(days) in (1, 2) else ""
        if _DAY.fullmatch(last) and sentence.words[-1] != ".":
            return last
    return None


def dateline(line: Line) -> tuple[str, int] | None:
    """Date of a news text's head ("TIRANA, 3 March 2018 (Agency) –") and the item behind it."""
    match = _DATELINE.match(line.signs)
    if match is None:
        return None
    if not line.written(line.first, line.first)[0].isupper():
        return None
    end = line.item(match.end() - 2)
    found = [d.value for index, d in line.dates() if index <= end]
    return (found[0], end + 1) if found else None


def with_year(value: str, told: str | None) -> str:
    """A day without a year as the last one before the day of telling, or before another day that
    the text tells."""
    if told is None or not _DAY.fullmatch(told) or not re.fullmatch(r"--\d\d-\d\d", value):
        return value
    for year in (int(told[:4]), int(told[:4]) - 1):
        try:
            day = date(year, int(value[2:4]), int(value[5:7]))
        except ValueError:
            continue
        if day <= date.fromisoformat(told) + timedelta(days=7):
            return day.isoformat()
    return value


def only_said(line: Line) -> bool:
    """Whether the day that a line names is the one on which it was said: "the police said on
    Friday"."""
    match, dated = _day_told(line), line.dates()
    if match is not None and not _is_said(line, match):
        return False
    return bool(match or dated) and all(_said_before(line, one) for _, one in dated)


def _said_before(line: Line, dated: Dated) -> bool:
    index = next(index for index, one in line.dates() if one is dated)
    words_before = [line.word(step) for step in range(max(line.first, index - 12), index)]
    behind = f" {line.word(index + 1)} {line.word(index + 2)} "
    return _SAID.search(f" {' '.join(words_before)} ") is not None or (
        _SAYS.match(behind) is not None
    )


def _day_told(line: Line) -> re.Match[str] | None:
    """The words for a day near the day of telling, those of the event before those of telling."""
    found = list(_TODAY.finditer(line.signs))
    return next((one for one in found if not _is_said(line, one)), found[0] if found else None)


def _is_said(line: Line, day: re.Match[str]) -> bool:
    before, behind = line.signs[: day.start()], line.signs[day.end() :]
    return _SAID.search(before) is not None or _SAYS.match(behind) is not None


def _relative(line: Line, told: str | None) -> str | None:
    if told is None or not _DAY.fullmatch(told):
        return None
    match = _day_told(line)
    day = date.fromisoformat(told)
    lately = when_of(line.signs, day)
    if match is None or (lately is not None and _is_said(line, match)):
        if match is not None and THE_DAY_BEFORE.search(line.signs):
            return (_back_to(match, day) - timedelta(days=1)).isoformat()
        return lately
    return _back_to(match, day).isoformat()


def _back_to(match: re.Match[str], day: date) -> date:
    near = match["near"]
    if near:
        back = 1 if near in ("yesterday", "overnight") else 0
    else:
        back = (day.weekday() - _DAYS.index(match["day"])) % 7
        back += 7 if match["last"] and back == 0 else 0
    return day - timedelta(days=back)


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
