"""Days that a text tells from its own day: "on Tuesday", "a fortnight ago", "in late September"."""

import re
from datetime import date, timedelta

from karaula.extract.incidents.line import Line
from karaula.extract.sentences.english import ENGLISH

_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ANY = "|".join(_NAMES)
DAYS = re.compile(
    rf"(?<= )(?P<last>last |this past )?(?:(?P<day>{_ANY})"
    rf"(?: (?:night |evening )?(?:and|to|or|into|till|until|-|–|/) (?P<next>{_ANY}))?"
    r"|(?P<near>(?:the )?day before yesterday|today|yesterday|tonight|last night|last evening"
    r"|this morning|this afternoon|this evening|overnight(?! from)))(?= )"
)
"""Words for a day near the day of telling, or for two in a row."""
_BACK = {"yesterday": 1, "overnight": 1, "last night": 1, "last evening": 1}
_BESIDE = 20
"""Characters before a day in which its week is told: "last week on Friday"."""
_WEEK_BEFORE = re.compile(r" (?:of )?(?:last|the previous|the past) week ")
_AGO = re.compile(
    r" (?:(?P<many>N|a few|few|several|a couple of|some|a|an|ten) )"
    r"(?P<unit>days?|weeks?|fortnight|months?) (?:ago|earlier this month) "
)
_DAYS_PAST = re.compile(
    r" (?:(?:in|over|during|within) (?:the )?(?:past|last|recent|previous)"
    r" (?:few |several |couple of |N )?days|in recent days|these days|the other day) "
)
_SINGLE_WEEK = re.compile(r" (?:(?P<last>last|the previous|the past)|this|earlier this|late) week ")
_WEEKEND = re.compile(
    r" (?:over|at|during|on|in) (?:the|this)(?: \S+)? weekend | (?:last|this) weekend "
)
_MONTH = re.compile(
    r" (?:(?P<last>last)|this|earlier this|late this|earlier in the"
    r"|(?:beginning|start|end|middle|first days|first half|course) of (?:the|this)) month "
    rf"|(?: in| of| late| early| mid -| mid| this) (?P<name>{'|'.join(ENGLISH.months)})"
    r"(?P<before> last year| of last year| the previous year)? (?!D |of D )"
    rf"| last (?P<past>{'|'.join(ENGLISH.months)}) "
)
_SEASON = re.compile(
    r" (?P<last>(?:in |during |since )?(?:the |this |late |early |mid - )?(?:last )?)"
    r"(?P<name>spring|summer|autumn|winter)(?! of| N| D) "
)
_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}
THE_DAY_BEFORE = re.compile(
    r" (?:(?:a|one|the) day (?:earlier|before|previously)|(?:on )?the (?:previous|preceding)"
    r" (?:day|night|evening)|the (?:night|evening) before) "
    r"(?!yesterday )"
)
DAYS_BEFORE = re.compile(
    r" (?P<many>N|a couple of|some|a) (?P<unit>days?|weeks?) (?:earlier|before|previously) "
)
"""How long before another day something was: "on Friday, three days earlier"."""
_OPENS = re.compile(
    r"^ (?:(?:and|but|only|just|barely|some|about|already|also) )*\S+ (?:days?|weeks?) "
    r"(?:earlier|before|previously) (?:, )?(?!the |a |an |being |his |her |their |it )"
)
"""Where that is the first that a clause tells, the other day is the one of the event before."""
_FEW = frozenset(("a few", "few", "several", "a couple of", "some"))
_ABOUT = 3
"""Days to either side of "two weeks ago"."""


_TIMES = frozenset((
    "ago", "earlier", "before", "previously", "day", "days", "week", "weekend", "month",
    *ENGLISH.months, *_SEASONS,
))  # fmt: skip
"""Words of which a line that tells such a time has one."""
NEAR = frozenset((
    *_NAMES, "today", "yesterday", "tonight", "night", "morning", "afternoon", "evening",
    "overnight",
))  # fmt: skip
"""Words of which one is in every match of :data:`DAYS`."""


def when_of(line: Line, told: date) -> str | None:
    """The day, period (``start/end``) or month that a line tells from the day of telling; ISO 8601.
    Nothing where it tells none."""
    if not line.holds(_TIMES):
        return None
    signs = line.signs
    before = days_before(line) if _OPENS.match(signs) else None
    if before is not None:
        last = told - timedelta(days=before)
        return _period(last - timedelta(days=_ABOUT), last)
    ago = _AGO.search(signs)
    if ago is not None:
        return _ago(ago, line, told)
    if _DAYS_PAST.search(signs):
        return _period(told - timedelta(days=7), told)
    if THE_DAY_BEFORE.search(signs):
        return None
    week = _SINGLE_WEEK.search(signs)
    if week is not None:
        monday = told - timedelta(days=told.weekday() + (7 if week["last"] else 0))
        end = min(monday + timedelta(days=6), told)
        return _period(monday, end)
    if _WEEKEND.search(signs):
        sunday = told - timedelta(days=(told.weekday() + 1) % 7)
        return _period(sunday - timedelta(days=1), sunday)
    month = _MONTH.search(signs)
    if month is None:
        return _season(line, told)
    if name := month["name"] or month["past"]:
        number = ENGLISH.months[name]
        year = told.year - 1 if number > told.month or month["before"] else told.year
        return f"{year}-{number:02d}"
    first = told.replace(day=1)
    return (first - timedelta(days=1) if month["last"] else first).isoformat()[:7]


def _season(line: Line, told: date) -> str | None:
    """Months of the last season of a name that had begun: "in the spring", "last autumn"."""
    found = _SEASON.search(line.signs)
    if found is None or not found["last"].strip():
        return None
    first, last = _SEASONS[found["name"]]
    year = told.year if first <= told.month else told.year - 1
    if "last" in found["last"] and first <= told.month and (told.month <= last or last < first):
        year -= 1
    return f"{year}-{first:02d}/{year + (last < first)}-{last:02d}"


def days_before(line: Line) -> int | None:
    """Days by which something was before another day that a line tells."""
    found = DAYS_BEFORE.search(line.signs)
    if found is None or (found["many"] == "a" and found["unit"] == "day"):
        return None
    known = {"a": 1, "some": None, "a couple of": 2}
    if found["many"] in known:
        many = known[found["many"]]
    else:
        many = int(line.figure(line.item(found.start("many"))).value)
    if many is None or not 0 < many < _LONG:
        return None
    return many * (7 if found["unit"].startswith("week") else 1)


def day_of(match: re.Match[str], line: Line, told: date) -> str:
    """The day, or two days, of words that :data:`DAYS` finds."""
    near = match["near"]
    if near:
        back = 2 if "before" in near else _BACK.get(near, 0)
        return (told - timedelta(days=back)).isoformat()
    last = match["next"] or match["day"]
    back = (told.weekday() - _NAMES.index(last)) % 7
    end = told - timedelta(days=back + (7 if match["last"] and back == 0 else 0))
    before, behind = line.signs[: match.start()], line.signs[match.end() :]
    said = _WEEK_BEFORE.match(behind) or _WEEK_BEFORE.search(before[-_BESIDE:])
    if back <= told.weekday() and said:
        end -= timedelta(days=7)  # "on Wednesday of last week"
    apart = (_NAMES.index(last) - _NAMES.index(match["day"])) % 7
    return _period(end - timedelta(days=apart), end)


def _ago(ago: re.Match[str], line: Line, told: date) -> str | None:
    unit = ago["unit"].rstrip("s")
    said = ago["many"]
    if unit == "month" and said not in _FEW:
        many = _many(ago, line)
        back = told.year * 12 + told.month - 1 - many
        return f"{back // 12}-{back % 12 + 1:02d}" if 0 < many < _LONG else None
    if said in _FEW:
        if unit == "month":
            return None
        days = 7 if unit == "day" else 28
        return _period(told - timedelta(days=days), told - timedelta(days=1))
    many = _many(ago, line)
    if not 0 < many < _LONG:
        return None
    if unit == "day":
        return (told - timedelta(days=many)).isoformat()
    middle = told - timedelta(days=many * (14 if unit == "fortnight" else 7))
    return _period(middle - timedelta(days=_ABOUT), middle + timedelta(days=_ABOUT))


def _many(ago: re.Match[str], line: Line) -> int:
    if ago["many"] == "N":
        return int(line.figure(line.item(ago.start("many"))).value)
    return 1 if ago["many"] in ("a", "an") else 10


_LONG = 60


def _period(first: date, last: date) -> str:
    return first.isoformat() if first == last else f"{first.isoformat()}/{last.isoformat()}"
