"""Sums of money that were taken, and what goods are worth."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from karaula.extract.incidents.line import Line
from karaula.extract.incidents.words import words

_DENOMINATION = re.compile(r"^\d+-[a-z]")
_NOTES = frozenset(("banknotes", "notes", "bills", "counterfeit", "denominations", "denomination"))
_LARGEST_NOTE = 1000
_VALUED = frozenset(("worth", "street", "value", "assets", "property", "properties"))
_CONVERTED = 4
"""Words from a sum to the same sum in another currency."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum: ``cash`` that was taken or the ``value`` of goods."""

    value: float
    currency: str
    kind: str
    raw: str
    first: int
    last: int


def money(line: Line) -> Iterator[Money]:
    """Sums that were taken, or that the goods are worth; fines and prices are none of these."""
    last = -_CONVERTED
    for index in line.figures():
        if line.label(index) != "money":
            continue
        between = [line.word(step) for step in range(last + 1, index)]
        if _DENOMINATION.search(line.written(index, index)) or line.word(index + 1) == "-":
            continue  # "fake 100-euro notes"
        notes = {line.word(step) for step in range(index - 2, index + 5)}
        if line.figure(index).value <= _LARGEST_NOTE and notes & _NOTES:
            continue  # "3,528 counterfeit €100 and €500 banknotes"
        last, near_ = index, index - last <= _CONVERTED
        if near_ and ("(" in between or ";" in between or "/" in between):
            continue  # "760 million dollars ($494 million; £388 million)"
        before = {line.word(step) for step in range(max(line.first, index - 7), index)}
        behind = {line.word(step) for step in range(index + 1, index + 4)}
        if (before | behind) & words("no_money"):
            continue
        of_goods = line.label(index + 1) == "substance" or (
            line.word(index + 1) == "of" and line.label(index + 2) == "substance"
        )
        value = of_goods or before & words("value") or behind & _VALUED
        near = {line.word(step) for step in (index - 2, index - 1, index + 1, index + 2)}
        kind = (
            "cash"
            if line.word(index - 2) == "cash"
            or (near & words("cash") and "worth" not in near)
            or not value
            else "value"
        )
        figure = line.figure(index)
        yield Money(
            figure.value, figure.unit.upper(), kind, line.written(index, index), index, index
        )
