"""Days that a text tells from its own day: "a fortnight ago", "last month", "in late September"."""

import re
from datetime import date, timedelta

from karaula.extract.sentences.english import ENGLISH

_NUMBERS = r"a|an|one|two|three|four|five|six|seven|ten|N"
_AGO = re.compile(rf" (?:(?P<many>{_NUMBERS}) )?(?P<unit>days?|weeks?|fortnight|months?) ago ")
_WEEK = re.compile(r" (?:(?P<last>last|the previous|the past)|this|earlier this|late) week ")
_WEEKEND = re.compile(r" (?:over|at|during|on) (?:the|this)(?: \S+)? weekend | last weekend ")
_MONTH = re.compile(
    r" (?:(?P<last>last)|this|earlier this|late this|earlier in the) month "
    rf"|(?: in| of| late| early| mid -| mid| last| this) (?P<name>{'|'.join(ENGLISH.months)}) "
    r"(?!N |D )"
)
THE_DAY_BEFORE = re.compile(
    r" (?:(?:a|one|the) day (?:earlier|before|previously)|(?:on )?the (?:previous|preceding) day) "
)
_COUNT = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
          "seven": 7, "ten": 10}  # fmt: skip
_ABOUT = 3
"""Days to either side of "two weeks ago"."""


def when_of(signs: str, told: date) -> str | None:
    """The day, period (``start/end``) or month that the signs of a line tell from the day of
    telling; ISO 8601. Nothing where they tell none."""
    ago = _AGO.search(signs)
    if ago is not None:
        return _ago(ago, told)
    if THE_DAY_BEFORE.search(signs):
        return None
    week = _WEEK.search(signs)
    if week is not None:
        monday = told - timedelta(days=told.weekday() + (7 if week["last"] else 0))
        end = min(monday + timedelta(days=6), told)
        return _period(monday, end)
    if _WEEKEND.search(signs):
        sunday = told - timedelta(days=(told.weekday() + 1) % 7)
        return _period(sunday - timedelta(days=1), sunday)
    month = _MONTH.search(signs)
    if month is None:
        return None
    if month["name"]:
        number = ENGLISH.months[month["name"]]
        year = told.year if number <= told.month else told.year - 1
        return f"{year}-{number:02d}"
    first = told.replace(day=1)
    return (first - timedelta(days=1) if month["last"] else first).isoformat()[:7]


def _ago(ago: re.Match[str], told: date) -> str | None:
    unit = ago["unit"].rstrip("s")
    many = _COUNT.get(ago["many"] or "a")
    if many is None or unit == "month":
        return None
    if unit == "day":
        return (told - timedelta(days=many)).isoformat()
    middle = told - timedelta(days=many * (14 if unit == "fortnight" else 7))
    return _period(middle - timedelta(days=_ABOUT), middle + timedelta(days=_ABOUT))


def _period(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
