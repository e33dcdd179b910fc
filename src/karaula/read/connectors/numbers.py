"""Numbers in the cells of a table, in any way of writing them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import isfinite

from karaula.read.connectors.sheets import Cell, text_of

_NUMBER = re.compile(r"[+-]?\d[\d.,]*(?:[eE][+-]?\d{1,3})?")
_SPACE_IN_NUMBER = re.compile(r"(?<=\d)[\s'’](?=\d{3}(?!\d))")
_GROUPS = re.compile(r"[+-]?\d{1,3}(?P<mark>[.,])\d{3}(?:(?P=mark)\d{3})*")


@dataclass(frozen=True, slots=True)
class Told:
    """A cell as a number: ``decimal`` with its mark as decimal sign, ``grouped`` with its mark
    between thousands. "7,5" has the first only, "1.234.567" the second, "1,234" both."""

    decimal: float | None = None
    grouped: float | None = None
    mark: str | None = None


def readings(text: str) -> Told:
    """Every number that a text can be; none where it is no number."""
    plain = _SPACE_IN_NUMBER.sub("", text.strip().replace("\N{MINUS SIGN}", "-"))
    if not _NUMBER.fullmatch(plain):
        return Told()
    marks = [sign for sign in plain if sign in ".,"]
    if not marks:
        return Told(float(plain))
    last = marks[-1]
    if len(set(marks)) == 2:  # "1.234,5": the last mark is the decimal one, and stands once
        whole, _, rest = plain.rpartition(last)
        grouped = last not in marks[:-1] and _GROUPS.fullmatch(whole)
        return Told(float(_bare(whole) + "." + rest), None, last) if grouped else Told()
    groups = float(_bare(plain)) if _GROUPS.fullmatch(plain) else None
    if len(marks) > 1:
        return Told(None, groups, last)
    whole = plain.partition(last)[0].lstrip("+-")
    decimal = None if plain.endswith(last) else float(plain.replace(last, "."))
    return Told(decimal, None if whole == "0" else groups, last)


def _bare(text: str) -> str:
    return text.replace(".", "").replace(",", "")


def numbers(
    cells: Sequence[Cell], scale: tuple[float, float] | None = None
) -> list[float | str | None]:
    """Numbers of a column; ``None`` for an empty cell, a reason (text) where none can be told.

    "1,234" is told apart by the scale if only one reading lies on it, and else by the other cells
    of the column. Without either a full stop is a decimal sign, and a comma is not guessed at.
    """
    read = [None if type(cell) in (int, float) else readings(text_of(cell)) for cell in cells]
    certain = [item for item in read if item and (item.decimal is None) != (item.grouped is None)]
    decimals = {item.mark for item in certain if item.decimal is not None}
    grouped = {item.mark for item in certain if item.grouped is not None}
    result: list[float | str | None] = []
    for cell, item in zip(cells, read, strict=True):
        if cell is None:
            result.append(None)
        elif item is None:
            result.append(float(cell))
        elif item.decimal is None and item.grouped is None:
            result.append(f"{text_of(cell)!r} is no number")
        else:
            result.append(tell(item, text_of(cell), scale, decimals, grouped))
    return result


def tell(
    item: Told,
    text: str,
    scale: tuple[float, float] | None,
    decimals: set[str | None],
    grouped: set[str | None],
) -> float | str:
    """The number that a cell means, or why it cannot be told.

    ``decimals`` are the signs that stand before decimals in this column, ``grouped`` those that
    stand between thousands.
    """
    if item.decimal is None or item.grouped is None:
        only = item.grouped if item.decimal is None else item.decimal
        return only if only is not None and isfinite(only) else f"{text!r} is no number"
    if scale:
        fitting = [x for x in (item.decimal, item.grouped) if scale[0] <= x <= scale[1]]
        if len(fitting) == 1:
            return fitting[0]
    other = {".": ",", ",": "."}[item.mark or "."]
    speaks_for_decimal = item.mark in decimals or other in grouped
    speaks_for_grouped = item.mark in grouped or other in decimals
    if speaks_for_grouped and not speaks_for_decimal:
        return item.grouped
    if item.mark == "." or (speaks_for_decimal and not speaks_for_grouped):
        return item.decimal
    return f"{text!r} can be {item.decimal:g} or {item.grouped:g}"
