"""Dates as tables write them, as ISO 8601 with no more precision than is written."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from karaula.read.connectors.mapped.mapping import DateOrder
from karaula.read.dates import MONTH, MONTHS, find_dates, iso

_YEAR = r"(?:19|20)\d\d"
_TIME = r"(?:[T ]\d\d?:\d\d.*)?"
_CLOCK = re.compile(r"\d\d?:\d\d(?::\d\d)?")
_ISO = re.compile(rf"({_YEAR})(?:([-./])\s?(\d{{1,2}})(?:\2\s?(\d{{1,2}}))?)?\.?{_TIME}")
_PLAIN = re.compile(rf"({_YEAR})(\d\d)(\d\d)")
_NUMERIC = re.compile(rf"(\d{{1,2}})([-./])\s?(\d{{1,2}})\2\s?({_YEAR}|\d\d)\.?{_TIME}")
_MONTH = re.compile(rf"(\d{{1,2}})[-./]({_YEAR})\.?")
_QUARTERS = (
    "quarter|kvartal|квартал|tromesečje|tromjesečje|тромесечје|тримесечие|trimestri|trimestrul"
)
_QUARTER = re.compile(
    rf"(?:Q([1-4])|([1-4]|I{{1,3}}|IV)(?:st|nd|rd|th|\.)?\s(?:{_QUARTERS})(?:\sof)?)"
    rf"[ /-]?({_YEAR})\.?|({_YEAR})[ /-]?Q([1-4])",
    re.IGNORECASE,
)
_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_HALF = re.compile(rf"H([12])[ /-]?({_YEAR})|({_YEAR})[ /-]?H([12])", re.IGNORECASE)
_YEARS = re.compile(rf"({_YEAR})\s*[-–/]\s*({_YEAR})")
_FROM = "from|between|od|između|од|от|између|меѓу|între"
_TO = "to|and|do|i|до|и|deri|până|și"
_DAYS = re.compile(
    rf"(?:(?:{_FROM})\s)?(\d{{1,2}})\.?(?:\s?[-–/]\s?|\s(?:{_TO})\s)(\d{{1,2}}\D.*)",
    re.IGNORECASE,
)
_MONTHS = re.compile(
    rf"(?:(?:{_FROM})\s)?({MONTH})\.?(?:\s?[-–/]\s?|\s(?:{_TO})\s)({MONTH})\.?,?\s({_YEAR})\.?",
    re.IGNORECASE,
)
_WEEK = re.compile(
    rf"({_YEAR})[- ]?W(\d\d?)|(?:week|W|sedmica|nedelja|tjedan)\s?(\d\d?),?[ /-]({_YEAR})",
    re.IGNORECASE,
)
_OTHER = re.compile(
    rf"\d|\b(?:{MONTH}|{_FROM}|{_TO}|before|after|since|until|till|by|prior|or|not|prije|pre|posle"
    "|poslije|nakon|ili|преди|пред|пре|после|след|по|или|para|pas|nga|ose|înainte|după|sau|πριν"
    r"|μετά|από|έως|önce|sonra)\b",
    re.IGNORECASE,
)
"""Beside a date: another one, or what makes it a bound."""
_BETWEEN = re.compile(r"\s*[–—]\s*|\s-\s|\sto\s|\sdo\s|\sдо\s")
_NAMED = re.compile(r"(\d{1,2})[-/ .]+([^\W\d]+)\.?[-/ .,]+'?(\d\d)")
_JOINED = re.compile(r"(?<=\d)[-/.](?=[^\W\d])|(?<=[^\W\d])[-/.](?=\d)")
_YEAR_WORD = re.compile(r"(?<=\d)\.?\s*(?:g|god|godina|godine|г|год|година|године)\.?$")
_NUMBER = re.compile(r"\d{5}(?:\.\d+)?")

FIRST = "1904-01-02"
"""Earlier days are what spreadsheet programs make of empty cells and small numbers."""

_EPOCHS = {1900: date(1899, 12, 30), 1904: date(1904, 1, 1)}


@dataclass(frozen=True, slots=True)
class Order:
    """What the cells of a column leave no doubt about: that a day comes first, or a month."""

    day: bool = False
    month: bool = False

    def __or__(self, other: "Order") -> "Order":
        return Order(self.day or other.day, self.month or other.month)


def order_of(texts: Iterable[str]) -> Order:
    """The order of some cells, told by parts above 12. Full stops tell nothing: after them a day
    comes first everywhere."""
    seen = [m for text in texts if (m := _NUMERIC.fullmatch(text)) and m[2] != "."]
    return Order(any(int(m[1]) > 12 for m in seen), any(int(m[3]) > 12 for m in seen))


def dates(
    texts: Sequence[str],
    order: DateOrder | None = None,
    seen: Order | None = None,
    day_numbers: int | None = None,
) -> list[str | None]:
    """ISO dates or periods of some distinct cells of one column; ``None`` where none can be told.

    03/04/2014 is told by ``seen`` of the whole column (that of the cells given, if left out) if
    only one order fits it, else by ``order``; without either it is not guessed at. 3.4.2014 is the
    third of April everywhere. A year of two digits is read where the order needs no other cell.
    ``day_numbers`` is the year from which whole numbers count days, as spreadsheets do.
    """
    if order is not None:
        seen = Order(order == "day.month.year", order == "month.day.year")
    elif seen is None:
        seen = order_of(texts)
    day_first = seen.day if seen.day != seen.month else None
    reader = _Reader(order, day_first, day_numbers)
    return [reader.read(text) for text in texts]


def no_date(text: str) -> str:
    """Why a cell is none, and what to do."""
    orders = "say in the mapping `dates: day.month.year` or `dates: month.day.year`"
    match = _NUMERIC.fullmatch(text)
    if match and match[2] != "." and 1 <= min(int(match[1]), int(match[3])) <= 12:
        if len(match[4]) == 2 or max(int(match[1]), int(match[3])) <= 12:
            return f"{text!r} can be several dates; {orders}"
    elif _NUMBER.fullmatch(text):
        return (
            f"{text!r} is a number and no date; if it counts days as spreadsheets do, say in the "
            "mapping `day_numbers: 1900` (or 1904, as on old Macs)"
        )
    return f"{text!r} is no date"


def short_year(text: str) -> bool:
    """Whether a date that could be read has a year of two digits."""
    return not re.search(_YEAR, text) and not _NUMBER.fullmatch(text)


@dataclass(frozen=True, slots=True)
class _Reader:
    order: DateOrder | None
    day_first: bool | None
    day_numbers: int | None

    def read(self, text: str) -> str | None:
        plain = _YEAR_WORD.sub("", " ".join(text.split()))
        found = self._alone(plain) or self._days(plain) or self._between(plain)
        return found if found and found >= FIRST[: len(found)] else None

    def _alone(self, text: str) -> str | None:
        """One date or named period."""
        if match := _ISO.fullmatch(text):
            year, month = int(match[1]), int(match[3] or 0)
            if match[2] == "/" and not match[4] and month == (year + 1) % 100:
                return None  # 2010/11 is a month, or two years
            return _full(year, month, int(match[4] or 0))
        if match := _PLAIN.fullmatch(text):
            return _full(int(match[1]), int(match[2]), int(match[3]))
        if match := _NUMERIC.fullmatch(text):
            return self._numeric(int(match[1]), int(match[3]), match[4], match[2])
        if match := _MONTH.fullmatch(text):
            return iso(int(match[2]), int(match[1])) if int(match[1]) else None
        if match := _QUARTER.fullmatch(text):
            number = (match[1] or match[2] or match[5]).upper()
            quarter = _ROMAN.get(number) or int(number)
            return _months(match[3] or match[4], 3 * quarter - 2, 3 * quarter)
        if match := _HALF.fullmatch(text):
            half = int(match[1] or match[4])
            return _months(match[2] or match[3], 6 * half - 5, 6 * half)
        if match := _WEEK.fullmatch(text):
            return _week(int(match[1] or match[4]), int(match[2] or match[3]))
        if match := _MONTHS.fullmatch(text):
            first, last = (MONTHS[name.casefold()] for name in match.groups()[:2])
            return _months(match[3], first, last) if first < last else None
        if match := _YEARS.fullmatch(text):
            return f"{match[1]}/{match[2]}" if match[1] <= match[2] else None
        if _NUMBER.fullmatch(text):
            if self.day_numbers is None:
                return None
            day = _EPOCHS[self.day_numbers] + timedelta(int(float(text)))
            return day.isoformat()
        return _in_words(text)

    def _numeric(self, first: int, second: int, year: str, sign: str) -> str | None:
        day_first = self.day_first
        if sign == "." and self.order is None:
            day_first = True
        elif len(year) == 2 and self.order is None:
            return None  # 13/06/14 may begin with the year
        if first > 12 or second > 12 or first == second:
            day_first = first > 12 or first == second
        if day_first is None:
            return None
        return _full(_century(year), *((second, first) if day_first else (first, second)))

    def _days(self, text: str) -> str | None:
        """Some days of one month: "3-5 June 2014", "3.-5.6.2014"."""
        match = _DAYS.fullmatch(text)
        last = self._alone(match[2]) if match else None
        if match is None or last is None or len(last) != 10 or int(match[1]) >= int(last[8:]):
            return None
        return f"{last[:8]}{int(match[1]):02}/{last}" if int(match[1]) else None

    def _between(self, text: str) -> str | None:
        """From one date to another: "3 June 2014 - 5 July 2014"."""
        parts = [self._alone(part) for part in _BETWEEN.split(text)]
        if len(parts) != 2 or not all(parts):
            return None
        first, last = parts
        simple = first and last and "/" not in first + last
        return f"{first}/{last}" if simple and str(first) <= str(last) else None


def _in_words(text: str) -> str | None:
    """A date with the name of a month, alone among words that hold no other number."""
    if match := _NAMED.fullmatch(text):
        text = f"{match[1]} {match[2]} {_century(match[3])}"
    text = _JOINED.sub(" ", text)
    found = find_dates(text)
    if len(found) != 1:
        return None
    start, end, said = found[0]
    return None if _OTHER.search(f"{text[:start]} {_CLOCK.sub('', text[end:])}") else said


def _full(year: int, month: int, day: int) -> str | None:
    return None if day and not month else iso(year, month, day)


def _century(year: str) -> int:
    """A year of two digits lies between 1950 and 2049."""
    number = int(year)
    return number if len(year) == 4 else number + (2000 if number < 50 else 1900)


def _week(year: int, number: int) -> str | None:
    """Monday to Sunday of a week (ISO 8601)."""
    try:
        first = date.fromisocalendar(year, number, 1)
    except ValueError:
        return None
    return f"{first}/{first + timedelta(6)}"


def _months(year: str, first: int, last: int) -> str:
    return f"{year}-{first:02}/{year}-{last:02}"
