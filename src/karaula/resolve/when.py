"""When it was: how two reports' days, months or days of telling fit together."""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

from karaula.evidence import Claim
from karaula.evidence.event import Reason

RECENT = 21
"""Days before its telling in which an undated event is looked for."""
_NEAR = 3
"""Reports of one event give days of it, of its announcement or of their own writing."""
_AHEAD = 2
"""Days by which an event may seem to lie behind its telling, where it is given the day of a later
report."""
_LONG = 62
"""Days of a period beyond which a day without a year fits too easily."""
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)")
_TOLD_AFTER = ((3, 2.5), (5, 1.5), (10, 1), (45, 0.5), (120, -1.5), (400, -4))
"""Days from an event to the report that gives no day, and what they say."""
_TOLD_TOGETHER = ((3, 2), (10, 1), (45, 0), (120, -1.5), (400, -4))
"""Days between two reports that give no day, and what they say."""


class When(NamedTuple):
    """The days between which a claim puts its event."""

    low: date | None
    high: date | None
    sure: bool
    """Whether they are told, not concluded from the day of telling."""
    month_day: tuple[int, int] | None
    """Its day where no year is told."""
    told_on: tuple[int, int] | None = None
    """The day of telling where no year is told: "FOXTON, March 23 -"."""

    @property
    def day(self) -> bool:
        """Whether it is told to the day."""
        return self.sure and self.low is not None and self.low == self.high

    @property
    def told(self) -> bool:
        """Whether only the day is known on which it was told."""
        return not self.sure and self.high is not None


def when(value: str | None, claim: Claim, published: str | None) -> When:
    """The days of a claim: of its date, else the weeks before its text was told, or its source
    ``published``. A date after which it is not valid, and no more, is the one of telling."""
    issued = bounds(published)[1]
    until = claim.valid_to
    said = until is not None and claim.valid_from is None
    low, high = bounds(None if said and value == until else value, issued)
    sure = low is not None
    yearless = _YEARLESS.fullmatch(value or "") if low is None else None
    if low is None:
        told = bounds(until, issued)[1] or issued
        if told is not None:
            low, high = told - timedelta(days=RECENT), told
    month_day = (int(yearless[1]), int(yearless[2])) if yearless else None
    dateline = _YEARLESS.fullmatch(until or "") if low is None and not month_day else None
    told_on = (int(dateline[1]), int(dateline[2])) if dateline else None
    return When(low, high, sure, month_day, told_on)


def dates(a: When, b: When) -> Iterator[Reason]:
    """What the days of two claims say."""
    if a.month_day or b.month_day:
        yield from _month_days(a, b)
        return
    if a.told_on or b.told_on:
        yield from _told_on(a, b) if a.told_on else _told_on(b, a)
        return
    if a.low is None or b.low is None or a.high is None or b.high is None:
        return
    apart = max((a.low - b.high).days, (b.low - a.high).days, 0)
    if a.day and b.day:
        yield _days(a.low, b.low, apart)
    elif a.sure and b.sure:
        span = max((a.high - a.low).days, (b.high - b.low).days)
        yield _periods(apart, span)
    elif a.sure or b.sure:
        event, told = (a, b) if a.sure else (b, a)
        assert event.low and event.high and told.high
        if (event.low - told.high).days > _AHEAD:
            words = f"told {told.high}, before it happened ({event.low})"
            yield Reason("date", -6, words, bars=True)
        elif event.day:
            after = (told.high - event.low).days
            yield _after(after, f"{event.low}, told without a day {max(after, 0)} days later")
        else:
            yield _periods(apart, (event.high - event.low).days)
    else:
        between = abs((a.high - b.high).days)
        points = _graded(between, _TOLD_TOGETHER)
        yield Reason("date", points, f"told {between} days apart", bars=points <= -4)


def _days(a: date, b: date, apart: int) -> Reason:
    if apart == 0:
        return Reason("date", 3.5, f"both on {a}")
    if apart <= _NEAR:
        return Reason("date", 2.5 if apart == 1 else 1, f"{apart} days apart ({a}, {b})")
    return Reason("date", -6, f"{apart} days apart ({a}, {b})", bars=True)


def _periods(apart: int, span: int) -> Reason:
    if apart == 0:
        return Reason("date", 1.5 if span <= 31 else 0.5, "their dates fit together")
    if apart <= _NEAR:
        return Reason("date", 0.5, "their dates nearly meet")
    return Reason("date", -5, f"their dates lie at least {apart} days apart", bars=apart > 10)


def _after(days: int, words: str) -> Reason:
    points = _graded(days, _TOLD_AFTER)
    return Reason("date", points, words, bars=points <= -4)


def _graded(days: int, steps: tuple[tuple[int, float], ...]) -> float:
    return next((points for most, points in steps if days <= most), -5)


def _month_days(a: When, b: When) -> Iterator[Reason]:
    """Days of which one or both are told without a year: "14 March" and 14 March 2025."""
    left, right = _in_one_year(a), _in_one_year(b)
    if left is None or right is None:
        yield from _in_period(a, b) if a.month_day else _in_period(b, a)
        return
    apart = abs((left - right).days)
    apart = min(apart, 365 - apart)
    words = f"{left:%d %B} and {right:%d %B}, of a year that is not told"
    if apart <= 1:
        yield Reason("date", 2.5, words)
    elif apart <= _NEAR:
        yield Reason("date", 0.5, words)
    else:
        yield Reason("date", -5, words, bars=apart > 10)


def _told_on(a: When, b: When) -> Iterator[Reason]:
    """A telling without a year, and an event or a telling of a day."""
    other = (b.high.month, b.high.day) if b.high else b.told_on
    if a.told_on is None or other is None or (b.sure and not b.day):
        return
    left, right = _of_year(2001, a.told_on), _of_year(2001, other)
    if left is None or right is None:
        return
    words = f"told on {left:%d %B} of a year that is not told, and {right:%d %B}"
    after = (left - right).days % 365
    if not b.sure:
        after = min(after, 365 - after)
    points = _graded(after, _TOLD_AFTER if b.sure else _TOLD_TOGETHER)
    yield Reason("date", min(points, 2), words, bars=points <= -4)


def _in_period(a: When, b: When) -> Iterator[Reason]:
    """A day without a year, and the days between which another claim puts the event."""
    if a.month_day is None or b.low is None or b.high is None:
        return
    nearest = [
        day
        for year in (b.high.year, b.high.year - 1)
        if (day := _of_year(year, a.month_day)) is not None
        and day <= b.high + timedelta(days=0 if b.sure else _NEAR)
    ]
    if not nearest or (b.high - b.low).days > _LONG:
        return
    words = f"{nearest[0]:%d %B}, of a year that is not told, and {b.low} to {b.high}"
    if nearest[0] >= b.low:
        yield Reason("date", 1.5 if b.sure else 1, words)
    elif b.sure:
        yield Reason("date", -5, words, bars=(b.low - nearest[0]).days > _NEAR)
    else:
        yield _after((b.high - nearest[0]).days, words)


def _of_year(year: int, month_day: tuple[int, int]) -> date | None:
    try:
        return date(year, *month_day)
    except ValueError:
        return None


def _in_one_year(one: When) -> date | None:
    """The day of a claim in a year of 365 days, where it is told to the day."""
    month_day = one.month_day
    if month_day is None and one.day and one.low is not None:
        month_day = one.low.month, one.low.day
    if month_day is None:
        return None
    try:
        return date(2001, *month_day)
    except ValueError:
        return date(2001, 3, 1) if month_day == (2, 29) else None


def bounds(value: str | None, near: date | None = None) -> tuple[date | None, date | None]:
    """First and last day of a date or period. A date without a year is the last before ``near``."""
    if not value:
        return None, None
    begin, _, end = value.partition("/")
    first = _span(begin, near)
    last = _span(end, near) if end else first
    return (first[0], last[1]) if first and last else (None, None)


def _span(value: str, near: date | None) -> tuple[date, date] | None:
    try:
        if value.startswith("--"):
            if near is None:
                return None
            month, day = int(value[2:4]), int(value[5:7])
            found = date(near.year, month, day)
            if found > near + timedelta(days=7):
                found = date(near.year - 1, month, day)
            return found, found
        parts = [int(part) for part in value[:10].split("-")]
        if len(parts) == 1:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1)
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return first, following - timedelta(days=1)
        found = date(*parts)
    except (ValueError, TypeError):
        return None
    return found, found
