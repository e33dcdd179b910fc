"""When what is said of a group was so: "since 2014", "between 2015 and 2018"."""

from dataclasses import dataclass

from karaula.extract.sentences.dates import Dated
from karaula.extract.sentences.sentence import Sentence

_BEGINS = frozenset(("since", "dates", "date", "dating", "dated", "began", "begun", "started"))
_WITHIN = frozenset(("in", "between", "from", "during", "over"))
_OTHERWISE = frozenset(("until", "till", "by", "before", "after"))
_BEFORE_DATES = _BEGINS | _WITHIN | _OTHERWISE | frozenset((
    "back", "to", "at", "least", "the", "early", "late", "mid", "-", "about", "around", "as",
    "years", "period", "goes", "going",
))  # fmt: skip
_OPENING = 6
"""Items at the beginning of a sentence among which its date stands."""


@dataclass(frozen=True, slots=True)
class Time:
    """When something was so: its beginning, and its end where it is told."""

    start: str
    end: str | None
    decade: bool = False
    """It began some time in the ten years from ``start``."""

    @property
    def since(self) -> str | None:
        """Its beginning, where it goes on: "2014", "1990s"."""
        if self.end is not None:
            return None
        return f"{self.start}s" if self.decade else self.start

    @property
    def period(self) -> str:
        """Beginning and end, ISO 8601; one that goes on is open ("2014/..")."""
        if self.start == self.end:
            return self.start
        return f"{self.start}/{self.end or '..'}"


def time_of(sentence: Sentence, first: int, last: int) -> tuple[Time | None, int]:
    """The time of what the items ``first`` to ``last`` say, and its last item (else ``last``).

    A date right behind them, over words like "since" and "dates back to"; else one that the
    sentence begins with ("Since 2014, …"). Other dates of the sentence are those of something else.
    """
    at = last + 1
    while at < len(sentence.items) and sentence.words[at] in _BEFORE_DATES:
        at += 1
    if at < len(sentence.items) and isinstance(dated := sentence.items[at].meaning, Dated):
        time = _time(dated, frozenset(sentence.words[last + 1 : at]))
        return time, at if time is not None else last
    for at, item in enumerate(sentence.items[: min(_OPENING, first)]):
        if isinstance(item.meaning, Dated):
            before = frozenset(sentence.words[:at])
            begins = bool(before) and before <= _BEFORE_DATES and sentence.words[at + 1] == ","
            return _time(item.meaning, before) if begins else None, last
    return None, last


def _time(dated: Dated, before: frozenset[str]) -> Time | None:
    """A date with the words before it; a beginning or a period, and no day until which."""
    if dated.fault is not None or before & _OTHERWISE:
        return None
    start, _, end = dated.value.partition("/")
    if before & _BEGINS or (dated.relation == "since" and not end):
        return Time(start, None, decade=bool(end))
    return Time(start, end or start) if before & _WITHIN else None
