"""Periods that are counted from the day on which a text was published: "last year", "this month",
"over the past ten years"."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from karaula.evidence import Document
from karaula.extract.incidents.heads import headed
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.sentence import Sentence

_HEAD = 3
"""Sentences at the beginning of a text among which a dateline stands."""
_DATELINE = 10
"""Items at the beginning of a sentence in which the date and the dash of a dateline stand."""
_PAST = re.compile(
    r" (?:past|last|previous) (?P<many>two|three|four|five|six|seven|eight|nine|ten|twenty|\d+)"
    r" (?P<unit>years|months) "
)
_DECADE = re.compile(r" (?:past|last|previous) decade ")
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
    "ten": 10, "twenty": 20,
}  # fmt: skip
_LONGEST = 100
"""Years or months over which anything is counted."""


def told_on(document: Document, sentences: Sequence[Sentence]) -> str | None:
    """Day, month or year on which a text was published: as its source says, as a line at its head
    gives it, or as its dateline does ("TIRANA, 3 March 2021 –")."""
    return document.source.published or headed(sentences) or _dateline(sentences)


def _dateline(sentences: Sequence[Sentence]) -> str | None:
    for sentence in sentences[:_HEAD]:
        dates = [
            (index, item.meaning.value)
            for index, item in enumerate(sentence.items[:_DATELINE])
            if isinstance(item.meaning, Dated)
        ]
        for index, value in dates[:1]:
            behind = sentence.words[index + 1 : _DATELINE + 4]
            if len(value) == len("2021-03-03") and {"–", "—", "-", ":"} & {*behind}:
                return value
    return None


def counted_from(told: str, line: str) -> str | None:
    """The period that a ``line`` of folded words names by the day of telling, ISO 8601."""
    parts = told.split("/")[0].split("-")
    if not parts[0].isdigit():
        return None
    year = int(parts[0])
    past = _past(line, parts)
    if past is not None:
        return past
    if " year before last " in line:
        return str(year - 2)
    if " last year " in line:
        return str(year - 1)
    month = int(parts[1]) if len(parts) > 1 else None
    if month is not None:
        if " last month " in line or " previous month " in line:
            return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"
        if " this month " in line:
            return f"{year}-{month:02d}"
    if len(parts) == len(("y", "m", "d")):
        weekly = _week(date(year, int(parts[1]), int(parts[2])), line)
        if weekly is not None:
            return weekly
    return str(year) if " this year " in line or " current year " in line else None


def _past(line: str, parts: list[str]) -> str | None:
    year = int(parts[0])
    if _DECADE.search(line):
        return f"{year - 10}/{year}"
    match = _PAST.search(line)
    if match is None:
        return None
    many = _NUMBERS.get(match["many"]) or (int(match["many"]) if match["many"].isdigit() else 0)
    if not 1 <= many <= _LONGEST:
        return None
    if match["unit"] == "years":
        return f"{year - many}/{year}"
    if len(parts) < 2:
        return None
    first = year * 12 + int(parts[1]) - 1 - many
    return f"{first // 12}-{first % 12 + 1:02d}/{year}-{int(parts[1]):02d}"


def _week(day: date, line: str) -> str | None:
    monday = day - timedelta(days=day.weekday())
    if " last week " in line:
        monday -= timedelta(days=7)
    elif " this week " not in line:
        return (day - timedelta(days=1)).isoformat() if " yesterday " in line else None
    return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
