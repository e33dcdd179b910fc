"""Cells of a column as numbers: what is no number is a fault with its rows, never a gap."""

from collections.abc import Collection, Iterable, Sequence
from math import isfinite, nan

from karaula.measure.index.faults import listed
from karaula.measure.index.table import Column
from karaula.read.connectors.numbers import Told, numbers, readings
from karaula.read.connectors.sheets import Cell, text_of


def mostly_numbers(cells: Iterable[Cell]) -> bool:
    """Whether more than half of what is there are numbers: the rest are then slips."""
    filled = [
        not isinstance(cell, str) or readings(cell) != Told() for cell in cells if cell is not None
    ]
    return 2 * sum(filled) > len(filled)


def column_numbers(
    column: Column, places: Sequence[int], shown: Sequence[int], missing: Collection[str]
) -> tuple[list[float], list[str]]:
    """Numbers at some places of a column, ``nan`` for a gap, and its faults, a clause each.

    ``shown`` is the number of each row as people see it, ``missing`` the words for a gap.
    """
    cells = [column.cells[place] for place in places]
    cells = [None if isinstance(c, str) and c.strip() in missing else c for c in cells]
    read = numbers(cells)
    wrong: dict[str, list[int]] = {}
    for cell, number, place in zip(cells, read, places, strict=True):
        if isinstance(number, str):
            wrong.setdefault(number, []).append(shown[place])
        elif number is not None and not isfinite(number):
            wrong.setdefault(f"{text_of(cell)!r} is not finite", []).append(shown[place])
    faults = [
        f"row {listed(rows)}, {column.place}: {reason}; {_remedy(reason)}"
        for reason, rows in wrong.items()
    ]
    if not faults and (mixed := _mixed(cells)):
        faults.append(
            f"{column.place}: decimal commas ({mixed[0]}) and points ({mixed[1]}) stand side by "
            "side; use one of them"
        )
    return [number if isinstance(number, float) else nan for number in read], faults


def _remedy(reason: str) -> str:
    if " can be " in reason:
        return "write it without a sign between thousands"
    return "correct it, or empty the cell where nothing is known"


def _mixed(cells: Iterable[Cell]) -> tuple[str, str] | None:
    """An example with a decimal comma and one with a point, where a column has both."""
    shown: dict[str, str] = {}
    for cell in cells:
        if isinstance(cell, str):
            told = readings(cell)
            if told.decimal is not None and told.grouped is None and told.mark:
                shown.setdefault(told.mark, cell.strip())
        elif isinstance(cell, float) and not cell.is_integer():
            shown.setdefault(".", text_of(cell))
    return (shown[","], shown["."]) if len(shown) == 2 else None
