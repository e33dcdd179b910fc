"""Heads of news texts: where and when they were written.

Of "TIRANA, 3 March 2018 (Agency) –" only so much holds for all outlets: no verb stands in it, its
words bear capitals or are those of such lines, and a sign ends it behind the date.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from karaula.extract.incidents.line import Line
from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.sentence import Sentence

DAY = re.compile(r"\d{4}-\d\d-\d\d")
FIRST = 8
"""Sentences at the head of a text that may give its day."""
_LAST = 1
"""Sentences at its end that may."""
_WORDS = 12
"""Items of a line that gives the day."""
_DATELINE = 18
"""Items of a sentence in which its dateline ends."""
_BRACKETED = 4
"""Items of a bracket with an agency's name, its signs among them: "(Agency-translated)"."""
_LATER = frozenset(("updated", "update", "modified", "amended", "revised", "corrected", "changed"))
"""Words of a head for a day on which the text was touched again."""
_OF_HEADS = frozenset((
    "published", "posted", "updated", "by", "on", "at", "with", "agencies", "agency", "staff",
    "edition", "english", "correspondent", "reporter", "reporters", "from", "our", "and", "of",
    "am", "pm", "a.m.", "p.m.", "h", "hrs", "cet", "gmt", "utc", "last", "issued", "released",
    "news", "press", "del", "de", "di", "release", "service", "desk", "newsroom", "th", "st", "nd",
    "rd", "the", "office", "date", "number", "no", "statement", "for", "in",
))  # fmt: skip
_NOT_FIRST = frozenset((
    "on", "in", "at", "from", "since", "between", "during", "for", "of", "before", "after",
    "until", "the",
))  # fmt: skip
"""Words with which a sentence begins that has its date in front."""
_WITHIN = frozenset(
    (",", "/", "|", "•", "·", "-", "–", "—", "--", ".", ":", "(", ")", "[", "]", "’", "'", "&")
)
_ENDS = frozenset(("-", "–", "—", "--", ":", "|", ".", ")", "/", "]"))
_OPENS = frozenset(("(", "/", "["))
_QUOTES = frozenset(("“", '"', "„", "«", "'", "‘"))
_NAMES = ("area", "region", "place", "body", "adjective", "number", "count", "date")
_WRITTEN = re.compile(
    r"^ (?:[^\W\d_A-Z]\S* |L |, ){1,6}?"
    r"(?:(?P<by>(?:\( (?:\S+ ){1,4}\)|/ (?:\S+ ){1,3}/)(?: (?:[-–—:]|--))?)|[-–—]|--) "
)


class Dateline(NamedTuple):
    """The head of a news text: its date, if it gives one, and its last item."""

    date: str | None
    last: int


def headed(sentences: Sequence[Sentence]) -> str | None:
    """Day of telling that a line of its own gives at the head of a text, or else at its end: "The
    Hague, 24 May 2024", "Weekly overview, 20-26 May 2024"."""
    for sentence in sentences[:FIRST]:
        first = sentence.start == sentence.passage.start
        if (first or sentence.items[0].label == "date") and (day := _day_alone(sentence)):
            return day
    for sentence in sentences[-_LAST:]:
        alone = all(item.label == "date" for item in sentence.items)
        if alone and (day := _day_alone(sentence)):
            return day
    return None


def _day_alone(sentence: Sentence) -> str | None:
    told = any(item.label in ("amount", "pieces", "substance") for item in sentence.items)
    if len(sentence.items) > _WORDS or told or "." in sentence.words[-2:]:
        return None
    days = [item.meaning.value for item in sentence.items if isinstance(item.meaning, Dated)]
    if len(days) > 1 and not _LATER.isdisjoint(sentence.words):
        days = days[:1]
    last = days[-1].split("/")[-1] if len(days) in (1, 2) else ""
    return last if DAY.fullmatch(last) else None


def dateline(line: Line) -> Dateline | None:
    """Head of a news text: "TIRANA, 3 March 2018 (Agency) –", "Agency, 3 March 2018.", "Sofia
    /BTA/", "ATHENS -"."""
    first = line.written(line.first, line.first)[0]
    if not (first.isupper() or first.isdigit() or first in "(["):
        return None
    return _dated(line) or _undated(line)


def _dated(line: Line) -> Dateline | None:
    """The head of a line that has its date in it."""
    if line.word(line.first) in _NOT_FIRST:
        return None
    date: str | None = None
    for index in range(line.first, min(line.last, line.first + _DATELINE)):
        word = line.word(index)
        if line.label(index) == "date":
            meaning = line.sentence.items[index].meaning
            date = date or (meaning.value if isinstance(meaning, Dated) else None)
        elif date is not None and word in _ENDS and _begins(line, index + 1):
            return Dateline(date, _over_signs(line, index))
        elif not (word in _WITHIN or word in _OF_HEADS or _named(line, index)):
            return None
    return None


def _named(line: Line, index: int) -> bool:
    """Whether a name or a number stands there, or a word in brackets: "(dpa)"."""
    return (
        line.label(index) in _NAMES
        or line.capital(index)
        or any(
            line.word(index + ahead) in (")", "/", "]")
            for back in (1, 2, 3)
            if line.word(index - back) in _OPENS
            for ahead in (1, 2, 3)
            if back + ahead <= _BRACKETED
        )
    )


def _begins(line: Line, index: int) -> bool:
    """Whether what stands there may be the beginning of a text, or nothing does."""
    if index >= line.last:
        return True
    sign = line.written(index, index)[0]
    return sign.isupper() or sign.isdigit() or sign in _QUOTES or line.word(index) in _WITHIN


def _over_signs(line: Line, last: int) -> int:
    """The last sign of the head: behind "(", the agency's name and ")" a dash may follow."""
    index = last
    if line.word(index + 1) in _OPENS:
        closed = next(
            (at for at in range(index + 2, index + 6) if line.word(at) in (")", "/", "]")), None
        )
        index = closed if closed is not None else index
    while line.word(index + 1) in _ENDS:
        index += 1
    return index


def _undated(line: Line) -> Dateline | None:
    match = _WRITTEN.match(line.signs)
    if match is None:
        return None
    last = line.item(match.end() - 2)
    placed = line.label(line.first) in ("place", "area") or any(
        marked.first == line.first for marked in line.spans("GPE")
    )
    loud = line.written(line.first, line.first).isupper() or match["by"]
    return Dateline(None, last) if placed and loud else None
