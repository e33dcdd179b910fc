"""Dates and periods in prose, with the precision that the words have and no more."""

import calendar
import re
from dataclasses import dataclass

from karaula.extract.sentences.english import ENGLISH
from karaula.extract.sentences.tokens import Token, sign_at, word_at

_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_DASHES = frozenset("-–—")
_NUMERIC = re.compile(r"(\d{1,2})\.(\d{1,2})\.((?:1[89]|20)\d\d)")
_MONTHS = 12
_SHORT = 4
"""Letters of a month that is cut short: "Aug. 30"."""
_SEASONS = frozenset(("spring", "summer", "autumn", "winter", "early", "late", "mid"))
_HALVES = {"first": ("01", "06"), "second": ("07", "12")}
_QUARTERS = {
    "first": ("01", "03"),
    "second": ("04", "06"),
    "third": ("07", "09"),
    "fourth": ("10", "12"),
}

_BEFORE_DAYS = frozenset((
    "on", "by", "since", "until", "till", "before", "after", "from", "to", "between", "through",
    "dated", "night", "morning", "afternoon", "evening", "early", "late", "of", "overnight",
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
))  # fmt: skip
_BEFORE_YEARS = frozenset((
    "in", "since", "until", "till", "by", "before", "after", "from", "to", "between", "during",
    "of", "the", "year", "early", "late", "mid", "around", "summer", "winter", "spring", "autumn",
    "its", "their", "for", *ENGLISH.months,
))  # fmt: skip
_COUNTED = frozenset((
    "plants", "seedlings", "saplings", "pills", "tablets", "packages", "packets", "parcels",
    "packs", "bags", "bricks", "cigarettes", "cartons", "boxes", "cases", "pieces", "rounds",
    "cartridges", "bullets", "ampoules", "capsules", "doses", "weapons", "people", "persons",
    "migrants", "kilos", "kilograms", "litres", "liters",
))  # fmt: skip
"""What is counted in thousands, so that a number of it may look like a year."""
_SIGNS_BEFORE_DAYS = frozenset((",", "(", "—", "–", "|", "/"))
_STARTS = frozenset((*ENGLISH.months, *_QUARTERS, "q"))
"""Words with which a date begins, beside numbers."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or period: ISO 8601, partial where the words are; ``start/end`` for a period.

    ``first`` to ``last`` are the tokens it was read from. ``fault`` says why it cannot exist.
    ``relation`` is ``since``, ``by`` or ``until`` where such a word stands before it.
    """

    value: str
    first: int
    last: int
    fault: str | None = None
    relation: str | None = None


def dates(tokens: list[Token]) -> list[Dated]:
    """All dates in a sentence, in order, none overlapping."""
    found: list[Dated] = []
    position = 0
    begins = [
        index
        for index, (kind, text, _, _) in enumerate(tokens)
        if kind == "number" or text.lower() in _STARTS
    ]
    for index in begins:
        if index < position:
            continue
        dated = _at(tokens, index)
        if dated is not None:
            found.append(dated)
            position = dated.last + 1
    return found


def _at(tokens: list[Token], i: int) -> Dated | None:
    token = tokens[i]
    if token.kind == "number":
        return _numeric(tokens, i) or _day_first(tokens, i) or _years(tokens, i)
    if token.kind == "word":
        word = token.text.lower()
        if word in ENGLISH.months and (token.text[0].isupper()):
            return _month_first(tokens, i)
        if word in ("first", "second", "third", "fourth") and word_at(tokens, i + 1) in (
            "half",
            "quarter",
        ):
            return _part_of_year(tokens, i)
        if re.fullmatch(r"Q", token.text) and _number(tokens, i + 1) in (1, 2, 3, 4):
            return _part_of_year(tokens, i)
    return None


def _numeric(tokens: list[Token], i: int) -> Dated | None:
    """``30.11.2023`` (day first, as all of Europe writes it) and ``2023-11-30``."""
    slashed = _slashed(tokens, i)
    if slashed is not None:
        return slashed
    match = _NUMERIC.fullmatch(tokens[i].text)
    if match:
        day, month, year = (int(part) for part in match.groups())
        return _day(year, month, day, i, i, tokens)
    if (
        _YEAR.fullmatch(tokens[i].text)
        and sign_at(tokens, i + 1) == "-"
        and sign_at(tokens, i + 3) == "-"
        and i + 4 < len(tokens)
        and all(len(tokens[i + step].text) == 2 for step in (2, 4))
        and all(tokens[i + step].text.isdigit() for step in (2, 4))
        and tokens[i + 4].end - tokens[i].start == 10
    ):
        year, month, day = (int(tokens[i + step].text) for step in (0, 2, 4))
        return _day(year, month, day, i, i + 4, tokens)
    if (
        sign_at(tokens, i + 1) == "-"
        and sign_at(tokens, i + 3) == "-"
        and i + 4 < len(tokens)
        and tokens[i + 4].end - tokens[i].start == 10
    ):
        day_, month_, year_ = _number(tokens, i), _number(tokens, i + 2), _year(tokens, i + 4)
        if day_ and month_ and year_:
            return _day(year_, month_, day_, i, i + 4, tokens)  # 04-02-2025
    return None


def _slashed(tokens: list[Token], i: int) -> Dated | None:
    """``30/11/2023``, day first unless it cannot be; the sign stands close."""
    if sign_at(tokens, i + 1) != "/" or sign_at(tokens, i + 3) != "/" or i + 4 >= len(tokens):
        return None
    day, month, year = _number(tokens, i), _number(tokens, i + 2), _year(tokens, i + 4)
    if day is None or month is None or year is None:
        return None
    longer = "/" in (sign_at(tokens, i - 1), sign_at(tokens, i + 5))
    if longer or tokens[i + 4].end - tokens[i].start > len("30/11/2023"):
        return None
    if month > _MONTHS >= day:
        day, month = month, day
    return _day(year, month, day, i, i + 4, tokens)


def _day_first(tokens: list[Token], i: int) -> Dated | None:
    """``17 June 2019``, ``27-30 June 2017``, ``14 and 15 December 2021``, ``3rd of May``."""
    day = _number(tokens, i)
    if day is None or not 1 <= day <= 39 or not tokens[i].text.isdigit():
        return None
    j = i + 1
    if word_at(tokens, j) in ("st", "nd", "rd", "th") and tokens[j].start == tokens[i].end:
        j += 1
    until: int | None = None
    if sign_at(tokens, j) in _DASHES or word_at(tokens, j) in ("and", "to"):
        until = _number(tokens, j + 1)
        if until is not None:
            j += 2
    if word_at(tokens, j) == "of":
        j += 1
    month = _month(tokens, j)
    if month is None:
        return None
    j += 1
    if sign_at(tokens, j) == "," and _year(tokens, j + 1):
        j += 1
    year = _year(tokens, j)
    last = j if year else j - 1
    if year is None:
        value = f"--{month:02d}-{day:02d}"
        fault = _fault(2000, month, day) or (_fault(2000, month, until) if until else None)
        if until is None:
            return Dated(value, i, last, fault, _relation(tokens, i))
        return Dated(f"{value}/--{month:02d}-{until:02d}", i, last, fault, _of_span(tokens, i))
    start = _day(year, month, day, i, last, tokens)
    if until is None or start is None:
        return start
    end = _day(year, month, until, i, last, tokens)
    assert end is not None
    fault = start.fault or end.fault
    return Dated(f"{start.value}/{end.value}", i, last, fault, _of_span(tokens, i))


def _month_first(tokens: list[Token], i: int) -> Dated | None:
    """``June 2019``, ``June 17, 2019``; a month alone is no date ("May")."""
    month = ENGLISH.months[tokens[i].text.lower()]
    j = i + 1
    if sign_at(tokens, j) == ".":
        j += 1
    if sign_at(tokens, j) == "," and _year(tokens, j + 1):
        j += 1
    year = _year(tokens, j)
    if year is not None:
        span = _until_month(tokens, j + 1)
        if span is not None:
            return Dated(f"{year}-{month:02d}/{span[0]}", i, span[1], None, _relation(tokens, i))
        return Dated(f"{year}-{month:02d}", i, j, None, _relation(tokens, i))
    day = _number(tokens, j)
    if day is not None and 1 <= day <= 39 and tokens[j].text.isdigit():
        k = j + 1
        if word_at(tokens, k) in ("st", "nd", "rd", "th"):
            k += 1
        until = _until_day(tokens, k)
        if until is not None:
            k += 2
        last = k - 1
        if sign_at(tokens, k) == ",":
            k += 1
        year = _year(tokens, k)
        if year is not None:
            first = _day(year, month, day, i, k, tokens)
            if until is None:
                return first
            end = _day(year, month, until, i, k, tokens)
            fault = first.fault or end.fault
            return Dated(f"{first.value}/{end.value}", i, k, fault, first.relation)
        short = sign_at(tokens, i + 1) == "." and len(tokens[i].text) <= _SHORT
        if short or _told_as_day(tokens, i):
            value = f"--{month:02d}-{day:02d}"
            return Dated(value, i, last, _fault(2000, month, day), _relation(tokens, i))
    other = _until_month(tokens, j)
    if other is not None:
        return Dated(f"{other[0][:4]}-{month:02d}/{other[0]}", i, other[1], None, None)
    return None


def _told_as_day(tokens: list[Token], i: int) -> bool:
    """Whether the words before a month and a number make a day of them: "on May 3", "Tuesday, May
    3", but not "in May 12 people"."""
    return word_at(tokens, i - 1) in _BEFORE_DAYS or sign_at(tokens, i - 1) in _SIGNS_BEFORE_DAYS


def _until_day(tokens: list[Token], k: int) -> int | None:
    """After a month and a day: ``-19``, ``to 19``; no second month."""
    if sign_at(tokens, k) not in _DASHES and word_at(tokens, k) != "to":
        return None
    day = _number(tokens, k + 1)
    fits = day is not None and 1 <= day <= 39 and _month(tokens, k + 2) is None
    return day if fits else None


def _until_month(tokens: list[Token], j: int) -> tuple[str, int] | None:
    """After a month: ``– December 2021``, ``to March 2020``, ``and March 2020``."""
    if sign_at(tokens, j) in _DASHES or word_at(tokens, j) in ("to", "and", "until", "through"):
        month, year = _month(tokens, j + 1), _year(tokens, j + 2)
        if month is not None and year is not None:
            return f"{year}-{month:02d}", j + 2
    return None


def _part_of_year(tokens: list[Token], i: int) -> Dated | None:
    """``first half of 2023``, ``third quarter of 2021``, ``Q3 2021``."""
    if tokens[i].text == "Q":
        number = _number(tokens, i + 1)
        bounds = list(_QUARTERS.values())[int(number or 1) - 1]
        j = i + 2
    else:
        words = _HALVES if word_at(tokens, i + 1) == "half" else _QUARTERS
        if tokens[i].text.lower() not in words:
            return None
        bounds = words[tokens[i].text.lower()]
        j = i + 2
    if word_at(tokens, j) == "of":
        j += 1
    year = _year(tokens, j)
    if year is None:
        return None
    return Dated(f"{year}-{bounds[0]}/{year}-{bounds[1]}", i, j, None, _relation(tokens, i))


def _years(tokens: list[Token], i: int) -> Dated | None:
    """``2021``, ``2021–2025``, ``2016 to 2019``, ``1990s``. A year counts things nowhere."""
    year = _year(tokens, i)
    if year is None:
        decade = re.fullmatch(r"\d0", tokens[i].text)
        if decade and word_at(tokens, i + 1) == "s" and tokens[i + 1].start == tokens[i].end:
            start = 1900 + int(tokens[i].text)
            return Dated(f"{start}/{start + 9}", i, i + 1, None, _relation(tokens, i))
        return None
    if word_at(tokens, i + 1) == "s" and tokens[i + 1].start == tokens[i].end:
        return Dated(f"{year}/{year + 9}", i, i + 1, None, _relation(tokens, i))
    joins = sign_at(tokens, i + 1) in _DASHES or word_at(tokens, i + 1) in (
        "to",
        "until",
        "through",
    )
    between = word_at(tokens, i + 1) == "and" and word_at(tokens, i - 1) == "between"
    until = _year(tokens, i + 2) if joins or between else None
    if joins and until is None and i + 2 < len(tokens):
        short = tokens[i + 2]
        if re.fullmatch(r"\d\d", short.text) and short.start == tokens[i + 1].end:
            until = year // 100 * 100 + int(short.text)
    if until is not None:
        fault = f"the period ends in {until}, before it begins" if until < year else None
        return Dated(f"{year}/{until}", i, i + 2, fault, _of_span(tokens, i))
    if _counts(tokens, i):
        return None
    return Dated(str(year), i, i, None, _relation(tokens, i))


def _counts(tokens: list[Token], i: int) -> bool:
    """Whether what looks like a year counts pieces or people: "uprooted 1870 cannabis plants",
    but not "the 2021 plants"."""
    behind = {word_at(tokens, i + step) for step in (1, 2, 3)}
    return not _COUNTED.isdisjoint(behind) and word_at(tokens, i - 1) not in _BEFORE_YEARS


def _day(year: int, month: int, day: int, first: int, last: int, tokens: list[Token]) -> Dated:
    value = f"{year}-{month:02d}-{day:02d}"
    return Dated(value, first, last, _fault(year, month, day), _relation(tokens, first))


def _fault(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    days = calendar.monthrange(year, month)[1]
    if not 1 <= day <= days:
        return f"{calendar.month_name[month]} {year} has {days} days"
    return None


def _relation(tokens: list[Token], i: int) -> str | None:
    word = word_at(tokens, i - 1)
    if word in ("since", "from"):
        return "since"
    return word if word in ("by", "until", "before", "after") else None


def _of_span(tokens: list[Token], i: int) -> str | None:
    """Relation of a span with both its ends: "from 2 to 5 May" is since nothing."""
    return None if word_at(tokens, i - 1) == "from" else _relation(tokens, i)


def _number(tokens: list[Token], i: int) -> int | None:
    fits = 0 <= i < len(tokens) and tokens[i].kind == "number" and tokens[i].text.isdigit()
    return int(tokens[i].text) if fits and len(tokens[i].text) <= 2 else None


def _month(tokens: list[Token], i: int) -> int | None:
    return ENGLISH.months.get(word_at(tokens, i))


def _year(tokens: list[Token], i: int) -> int | None:
    fits = 0 <= i < len(tokens) and tokens[i].kind == "number"
    return int(tokens[i].text) if fits and _YEAR.fullmatch(tokens[i].text) else None
