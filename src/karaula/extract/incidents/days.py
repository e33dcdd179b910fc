"""When: the day, days or month that a line tells of an event."""

import re
from dataclasses import replace
from datetime import date, timedelta

from karaula.extract.incidents.heads import DAY
from karaula.extract.incidents.lately import (
    DAYS,
    NEAR,
    THE_DAY_BEFORE,
    day_of,
    days_before,
    when_of,
)
from karaula.extract.incidents.line import Line
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.english import ENGLISH

_OF_PERIODS = ("since", "before", "until", "by")
_SAYS = re.compile(
    r" ?(?:, )?(?:said|says|announced|told|reported|confirmed|stated|presented|informed) "
)
_SAID = re.compile(
    r" (?:said|says|told|announced|reported|stated|confirmed|wrote|tweeted|posted|informed|denied"
    r"|denies|declared|claimed|added|explained|revealed|disclosed|insisted|warned|admitted"
    r"|acknowledged|rejected|dismissed|commented"
    r"|presented|published|issued|released|statement|release|conference|report|briefing|announcement)"
    r"(?: (?:reporters|journalists|newspaper|newspapers|paper|daily|agency|agencies|portal|station"
    r"|radio|tv|television|broadcaster|outlet|media|parliament|lawmakers|us|B|L|J|weekly|that|in|a|the|statement|press|news|conference|late|early"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day|,|on its"
    r"|on their|website|facebook|twitter|telegram|page|site|social media|on social media))*"
    r" (?:on |of |, )?$"
)
"""Words behind which a day is the one of telling."""
_OTHER = frozenset((
    "born", "began", "begun", "started", "launched", "opened", "founded", "arrived", "shipped",
    "sailed", "departed", "imported",
))  # fmt: skip
_TO_COME = re.compile(
    r" (?:will|shall|is to|are to|due to|expected to|scheduled to)"
    r" (?:(?!and |but |after |; )\S+ )*$"
)
_CAREER = 10
"""Items of a sentence that tell something else before a career."""
_FRONT = 4
"""Items at the head of a sentence in which the day stands that goes for all of it."""
_IN_MONTH = re.compile(
    rf" (?:in|of) (?:early |late |mid - )?(?P<name>{'|'.join(ENGLISH.months)}) (?!N |D )"
)
_YEARLESS = re.compile(r"--\d\d-\d\d(?:/--\d\d-\d\d)?")


def date_of(line: Line, told: str | None) -> str | None:
    """Day, days, month or year of the event. ``told`` is the day on which the text was published,
    from which "on Tuesday" and "yesterday" count."""
    day = _relative(line, told)
    dated = [
        d
        for index, d in line.dates()
        if d.fault is None
        and (d.relation not in _OF_PERIODS or line.behind(index, 2) == [",", "when"])
        # "Born in 1979", "which began in 2019": days of something else.
        and {line.word(index - 1), line.word(index - 2)}.isdisjoint(_OTHER)
        and not _year_of_birth(line, index, d)
        and not _of_a_person(line, index)
        and not (line.tells("sentencing") and _of_the_deed(line, index))
        and not (line.tells("arrests") and _of_a_hearing(line, index))
    ]
    happened = [d for d in dated if not _said_before(line, d)]
    dated = [_month_of_year(line, d) for d in happened or ([] if day else dated)]
    if dated:
        best = max(
            dated,
            key=lambda d: min(len(d.value.split("/")[0]), 10) + (5 if d.value[0] == "-" else 0),
        )
        exact = day is not None and DAY.fullmatch(day) and day.startswith(best.value)
        if day is None or (len(best.value) > len("2021") and not exact):
            return with_year(best.value, told)
    return day


_HIS_OWN = re.compile(
    r" , (?:a|an|the|himself|already) (?:(?!was |were |have |had |has |been )\S+ ){0,6}?"
    r"(?:arrested|detained|captured|killed|jailed|sentenced|extradited|convicted|released"
    r"|murdered|charged) (?:in|on) $"
)


def _of_a_person(line: Line, index: int) -> bool:
    """Whether a day is one of a career: "men close to a boss, a trafficker arrested in 2022"."""
    before = [line.word(step) for step in range(max(line.first, index - 12), index)]
    return index - line.first > _CAREER and _HIS_OWN.search(f" {' '.join(before)} ") is not None


_DEED = re.compile(
    r" , (?:which|that) (?:was|were|had been) (?:\S+ ){0,8}?(?:in|on) $"
    r"| for (?:\S+ ){0,3}?(?:smuggling|trafficking|bringing|importing|transporting|killing"
    r"|murdering) (?:\S+ ){0,8}?in $"
    r"| for (?:the |a |their |his |its )?(?:\S+ ){0,2}?(?:murders?|assassination|shooting|abduction"
    r"|attempted \S+|transport|shipments?|import|organising|organizing) (?:\S+ ){0,10}?in $"
)


def _of_the_deed(line: Line, index: int) -> bool:
    """Whether a day is one of what people are sentenced for: "for smuggling cocaine in 2019"."""
    before = [line.word(step) for step in range(max(line.first, index - 14), index)]
    return _DEED.search(f" {' '.join(before)} ") is not None


_OF_YEAR = re.compile(rf" (?P<name>{'|'.join(ENGLISH.months)}) of (?:the year )?D ")


def _month_of_year(line: Line, dated: Dated) -> Dated:
    """A year with the month that stands before it: "in February of 2021"."""
    match = _OF_YEAR.search(line.signs) if len(dated.value) == len("2021") else None
    if match is None or (line.item(match.end() - 2), dated) not in line.dates():
        return dated
    return replace(dated, value=f"{dated.value}-{ENGLISH.months[match['name']]:02d}")


_HEARING = re.compile(
    r" (?:appear|appears|appeared|appearing|hearing|trial|brought|taken) (?:\S+ ){0,8}?"
    r"(?:court|judge|magistrate|magistrates) (?:\S+ ){0,3}?(?:on|in) $"
)


def _of_a_hearing(line: Line, index: int) -> bool:
    """Whether a day is the one in court of those who were arrested before: "appeared in court on 12
    June after being arrested"."""
    before = [line.word(step) for step in range(max(line.first, index - 14), index)]
    return _HEARING.search(f" {' '.join(before)} ") is not None


def _year_of_birth(line: Line, index: int, dated: Dated) -> bool:
    """Whether a year stands in brackets behind initials: "R. M. (1979)"."""
    bracketed = line.word(index - 1) == "(" and line.word(index + 1) == ")"
    name = line.word(index - 2) == "." or line.capital(index - 2)
    return bracketed and name and len(dated.value) == len("1979")


def with_year(value: str, told: str | None) -> str:
    """A day or span without a year as the last one before the day of telling, or before another
    day that the text tells."""
    if told is None or not DAY.fullmatch(told) or not _YEARLESS.fullmatch(value):
        return value
    for year in (int(told[:4]), int(told[:4]) - 1):
        try:
            days = [date(year, int(one[2:4]), int(one[5:7])) for one in value.split("/")]
        except ValueError:
            continue
        if days[0] <= date.fromisoformat(told) + timedelta(days=7):
            return "/".join(one.isoformat() for one in days)
    return value


def at_head(line: Line) -> str | None:
    """The day with which the sentence of a clause begins, where the clause stands further behind:
    "On 3 May a man was killed, and the police arrested three"."""
    whole = line.spoken.line()
    dated = [d for index, d in whole.dates() if index - whole.first < _FRONT and d.fault is None]
    fits = line.first > whole.first and len(dated) == 1 and dated[0].relation is None
    return dated[0].value if fits else None


def month_of(line: Line, year: str) -> str | None:
    """A month without a year, in the year that the text spoke of: "in September"."""
    month = _IN_MONTH.search(line.signs)
    return f"{year}-{ENGLISH.months[month['name']]:02d}" if month else None


def only_said(line: Line) -> bool:
    """Whether the day that a line names is the one on which it was said: "the police said on
    Friday"."""
    match, dated = _day_told(line), line.dates()
    if match is not None and (not _is_said(line, match) or THE_DAY_BEFORE.search(line.signs)):
        return False
    return bool(match or dated) and all(_said_before(line, one) for _, one in dated)


def told_in(line: Line) -> str | None:
    """The day that a line names as the one on which something was said."""
    days = [one.value for _, one in line.dates() if DAY.fullmatch(one.value)]
    said = [one.value for _, one in line.dates() if _said_before(line, one)]
    return days[0] if len(days) == 1 and said == days else None


def _said_before(line: Line, dated: Dated) -> bool:
    index = next(index for index, one in line.dates() if one is dated)
    words_before = [line.word(step) for step in range(max(line.first, index - 12), index)]
    behind = f" {line.word(index + 1)} {line.word(index + 2)} "
    return _SAID.search(f" {' '.join(words_before)} ") is not None or (
        _SAYS.match(behind) is not None
    )


def _day_told(line: Line) -> re.Match[str] | None:
    """The words for a day near the day of telling, those of the event before those of telling."""
    found = list(DAYS.finditer(line.signs)) if line.holds(NEAR) else []
    return next((one for one in found if not _is_said(line, one)), found[0] if found else None)


def _is_said(line: Line, day: re.Match[str]) -> bool:
    before, behind = line.signs[: day.start()], line.signs[day.end() :]
    return _SAID.search(before) is not None or _SAYS.match(behind) is not None


def _relative(line: Line, told: str | None) -> str | None:
    if told is None or not DAY.fullmatch(told):
        return None
    match = _day_told(line)
    if match is not None and _TO_COME.search(line.signs[: match.start()]):
        return None  # "those arrested will be led before a judge today"
    day = date.fromisoformat(told)
    lately = when_of(line, day)
    if match is None or (lately is not None and _is_said(line, match)):
        return lately
    before = days_before(line)
    if before is not None and line.tells("found", "seizure", "killed"):
        near = date.fromisoformat(day_of(match, line, day).split("/")[0])
        return (near - timedelta(days=before)).isoformat()
    if THE_DAY_BEFORE.search(line.signs):
        near = date.fromisoformat(day_of(match, line, day).split("/")[0])
        return (near - timedelta(days=1)).isoformat()
    return day_of(match, line, day)


_WEEKS = 45
"""Days before its telling from which on something is no news."""


def long_before(mine: str, said: str | None) -> bool:
    """Whether a day or month lies weeks before the day on which an event was told as news."""
    end = mine.split("/")[-1]
    try:
        first, last = date.fromisoformat(f"{end}-28"[:10]), date.fromisoformat(said or "")
    except ValueError:
        return False
    return (last - first).days > _WEEKS


def next_day(mine: str, theirs: str) -> bool:
    """Whether two days follow one another."""
    try:
        return abs((date.fromisoformat(mine) - date.fromisoformat(theirs)).days) <= 1
    except ValueError:
        return False
