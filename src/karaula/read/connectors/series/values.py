"""Cells to values: numbers in the publisher's way of writing, small counts that are masked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from karaula.read.connectors.numbers import numbers, readings

_MASKED = re.compile(r"([<>])\s*(.+)")
_DIGITS = 12
"""Significant digits that are kept of what is computed: more is an artefact of binary numbers."""


@dataclass(frozen=True, slots=True)
class Value:
    """A number, or a bound of one: ``least`` and ``most`` end what it can be."""

    least: float | None
    most: float | None

    @property
    def exact(self) -> bool:
        """Whether it is one number."""
        return self.least is not None and self.least == self.most

    def times(self, factor: float) -> "Value":
        """In another unit."""
        return Value(
            None if self.least is None else rounded(self.least * factor),
            None if self.most is None else rounded(self.most * factor),
        )


def rounded(number: float) -> float:
    """A computed number to twelve significant digits: 1.1 times 10 is 11."""
    return float(f"{number:.{_DIGITS}g}")


def values(
    texts: Sequence[str],
    missing: Sequence[str] = (),
    decimal: str | None = None,
    limits: tuple[float, float] | None = None,
) -> list[Value | str | None]:
    """Values of a column: ``None`` where it is missing, a reason (text) where it is no number.

    "<5" is anything below 5. ``decimal`` settles what can be read in two ways ("1,373"); without
    it the rest of the column does, as in :func:`karaula.read.connectors.numbers.numbers`.
    """
    gone = {"", *(mark.casefold() for mark in missing)}
    distinct = [text for text in dict.fromkeys(texts) if text.casefold() not in gone]
    masked = {text: found for text in distinct if (found := _MASKED.fullmatch(text))}
    bare = [masked[text][2] if text in masked else text for text in distinct]
    settled = [_settled(text, decimal) for text in bare]
    known: dict[str, Value | str] = {}
    for text, number in zip(distinct, numbers(settled, limits), strict=True):
        if not isinstance(number, float):
            known[text] = number or f"{text!r} is no number"
        elif text in masked:
            below = masked[text][1] == "<"
            known[text] = Value(None, number) if below else Value(number, None)
        elif limits is not None and not limits[0] <= number <= limits[1]:
            low, high = (int(end) if end.is_integer() else end for end in limits)
            known[text] = f"{text!r} is not from {low:,} to {high:,}"
        else:
            known[text] = Value(number, number)
    return [known.get(text) for text in texts]


def _settled(text: str, decimal: str | None) -> str | float:
    """The number where the decimal sign settles it, else the text."""
    if decimal is None:
        return text
    told = readings(text)
    if told.decimal is not None and told.grouped is not None:
        return told.decimal if told.mark == decimal else told.grouped
    return text
