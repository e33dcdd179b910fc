"""Dates as tables write them, as ISO 8601 with no more precision than is written."""

import re
from collections.abc import Sequence

from karaula.read.connectors.mapped.mapping import DateOrder
from karaula.read.dates import find_dates, iso

_YEAR = r"(?:19|20)\d\d"
_ISO = re.compile(rf"({_YEAR})(?:[-./](\d{{1,2}})(?:[-./](\d{{1,2}}))?)?(?:[T ]\d\d:\d\d.*)?")
_PLAIN = re.compile(rf"({_YEAR})(\d\d)(\d\d)")
_NUMERIC = re.compile(rf"(\d{{1,2}})([-./])\s?(\d{{1,2}})\2\s?({_YEAR})\.?(?: \d\d?:\d\d.*)?")
_MONTH = re.compile(rf"(\d{{1,2}})[-./]({_YEAR})")
_QUARTER = re.compile(rf"(?:Q([1-4])[ /-]?({_YEAR})|({_YEAR})[ /-]?Q([1-4]))", re.IGNORECASE)
_SPAN = re.compile(rf"({_YEAR})\s*[-–/]\s*({_YEAR})")


def dates(texts: Sequence[str], order: DateOrder | None = None) -> list[str | None]:
    """ISO dates or periods of the distinct cells of one column; ``None`` where none can be told.

    03/04/2014 is told by the other cells of the column if only one order fits them, else by
    ``order``; without either it is not guessed at. 3.4.2014 is the third of April everywhere.
    """
    day_first = order == "day.month.year"
    month_first = order == "month.day.year"
    if order is None:
        seen = [match for text in texts if (match := _NUMERIC.fullmatch(text)) and match[2] != "."]
        day_first = any(int(match[1]) > 12 for match in seen)
        month_first = any(int(match[3]) > 12 for match in seen)
    known = day_first != month_first
    return [_date(text, day_first if known else None, order) for text in texts]


def _date(text: str, day_first: bool | None, order: DateOrder | None) -> str | None:
    if match := _ISO.fullmatch(text) or _PLAIN.fullmatch(text):
        return iso(int(match[1]), int(match[2] or 0), int(match[3] or 0))
    if match := _NUMERIC.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), int(match[4])
        if match[2] == "." and order is None:
            day_first = True
        if first > 12 or second > 12 or first == second:
            day_first = first > 12 or first == second
        if day_first is None:
            return None
        return iso(year, *((second, first) if day_first else (first, second)))
    if match := _MONTH.fullmatch(text):
        return iso(int(match[2]), int(match[1])) if int(match[1]) else None
    if match := _QUARTER.fullmatch(text):
        year, quarter = int(match[2] or match[3]), int(match[1] or match[4])
        return f"{year}-{3 * quarter - 2:02}/{year}-{3 * quarter:02}"
    if match := _SPAN.fullmatch(text):
        return f"{match[1]}/{match[2]}" if match[1] <= match[2] else None
    found = find_dates(text)
    return found[0][2] if len(found) == 1 else None
