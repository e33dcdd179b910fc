"""Bulletins: items that begin with a place, a day or both, and then tell without a verb.

"VIDIN, 16 Feb. - 1.2 million cigarettes beneath timber." "Friday. Kapshticë: 38 kg of skunk in a
lorry, driver held." What stands before the colon or dash is where and when it happened.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from karaula.extract.incidents.days import with_year
from karaula.extract.incidents.line import Line
from karaula.extract.incidents.scene import area_of_name
from karaula.vocabulary import Vocabulary

_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(rf"^ (?P<day>{'|'.join(_DAYS)})(?: , D)?(?: [.:])? $")
_HEAD = re.compile(
    r"^ (?:also [-–—] )?(?:(?P<same>(?:the )?same day) ,? )?(?:on )?(?P<before>D (?:\. )?(?:, )?)?"
    r"(?:at |in )?(?:[^\W\d_A-Z]+ , )?"
    r"(?P<place>(?:[^\W\d_A-Z][\w’'-]* ){1,4})(?P<date>, D (?:\. )?)?(?P<by>\( (?:\S+ ){1,4}\) )?"
    r"(?P<sign>[:–—-]|,) "
)
_VERBS = re.compile(
    r" (?:is|was|were|are|has|have|had|said|says|told|announced|will|seized|seizes|found|finds"
    r"|arrested|arrests|detained|confiscated|stopped|intercepted|discovered|sentenced|killed) "
)
_SHORT = 7
"""Items of a sentence that is a place alone, at most."""
_FIRST = 14
"""Items in which a sentence with a verb has it."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where and when an item of a bulletin happened; ``bare`` where no verb follows."""

    place: str | None = None
    area: tuple[str, ...] = ()
    date: str | None = None
    bare: bool = False
    listed: bool = False
    """It is an entry of a list of what was taken."""


def alone(line: Line, told: str | None, vocabulary: Vocabulary) -> Head | None:
    """A weekday, or a place, that stands by itself before what happened then or there."""
    match = _WEEKDAY.match(line.signs)
    if match is None:
        return _place_alone(line, vocabulary)
    dated = [one.value for _, one in line.dates()]
    return Head(date=dated[0] if dated else _back_to(match["day"], told))


_LISTS = re.compile(
    r" (?:seized|confiscated|found|recovered|discovered|seizures|results?|balance|outcome|items"
    r"|evidence) (?:[^:;]* )?: $"
)
_BULLETS = frozenset(("•", "-", "–", "*", "▪", "◦", "·", "‣", "●", "○", "■", "→", "—"))
_ITEM = 18
"""Items of an entry of a list at most."""


def begins_list(line: Line) -> bool:
    """Whether a line ends with a colon behind which is listed what was taken, and not in a year."""
    if line.tells("statistics", "totals") or any(
        len(one.value) < len("2024-05") for _, one in line.dates()
    ):
        return False
    return line.word(line.last - 1) == ":" and _LISTS.search(line.signs) is not None


def entry(line: Line) -> Line | None:
    """What an entry of such a list says, without its bullet; nothing where it is none."""
    bullet = line.word(line.first) in _BULLETS
    rest = line.part(line.first + 1, line.last) if bullet else line
    short = rest.last - rest.first <= _ITEM
    figures = set(rest.figures())
    begins = any(index in figures for index in range(rest.first, min(rest.first + 6, rest.last)))
    return rest if short and begins and (bullet or rest.first in figures) else None


def _place_alone(line: Line, vocabulary: Vocabulary) -> Head | None:
    """A place that is a whole sentence, a bullet before it at most."""
    last = line.last - 1
    if line.word(last) not in (".", ":") or line.last - line.first > _SHORT:
        return None
    for marked in line.spans("GPE", "FAC"):
        name = line.words_of(marked)
        words = any(line.word(at).isalpha() for at in range(line.first, marked.first))
        if marked.last == last - 1 and not words and vocabulary.gazetteer.named(name):
            return Head(name, area_of_name(name, vocabulary))
    return None


def _back_to(day: str, told: str | None) -> str | None:
    if told is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", told):
        return None
    end = date.fromisoformat(told)
    return (end - timedelta(days=(end.weekday() - _DAYS.index(day)) % 7)).isoformat()


def head_of(line: Line, day: Head | None, told: str | None) -> tuple[Head, int] | None:
    """The head of an item and the item of the sentence behind it. ``day`` is the one before it.

    Of two heads the second says where it happened: "ABU DHABI, 19 January - Customs, Khalifa Port:
    3.6 million tablets"."""
    found = _head_of(line, day, told)
    if found is None:
        return None
    nearer = _head_of(line.part(found[1], line.last), Head(date=found[0].date), told)
    return nearer or found


def _head_of(line: Line, day: Head | None, told: str | None) -> tuple[Head, int] | None:
    match = _HEAD.match(line.signs)
    if match is None:
        return None
    first, last = line.item(match.start("place")), line.item(match.end("place") - 2)
    dated = [one.value for index, one in line.dates() if index <= line.item(match.end() - 2)]
    sign = match["sign"]
    if told is None and dated and match["by"]:
        return None  # "FOXTON, 8 June 2023 (Agency):"
    if sign == "," and not (match["same"] or dated):
        return None
    if sign not in ":," and not dated:
        return None  # Where a news text was written.
    known = line.label(first) in ("place", "area")
    if not (known or dated or (day is not None and day.date)):
        return None
    rest = line.item(match.end() - 2) + 1
    if rest >= line.last:
        return None
    bare = _VERBS.search(line.part(rest, min(rest + _FIRST, line.last)).signs) is None
    if not bare and sign != ":":
        return None  # The head of a news text: where it was written.
    if sign not in ":," and with_year(dated[0], told) == told:
        return None  # The day of telling.
    # Places are looked for last: it takes longest.
    places = (one for one in line.spans("GPE", "FAC") if one.first <= first <= one.last)
    named = next(places, None)
    if named is None or named.last != last:
        return None
    areas = tuple(line.id(index) for index in (first,) if line.label(index) == "place")
    when = dated[0] if dated else day.date if day is not None else None
    when = with_year(when, told) if when is not None else None
    return Head(line.words_of(named), areas, when, bare), rest
