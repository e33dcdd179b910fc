"""Amounts in cells: "1.234,5", "about 3 kg", "2-3 kg", "3 packages of 1.5 kg"."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from karaula.read.connectors.numbers import Told, readings, tell

Unit = Callable[[str], str | None]

_NUMBER = (
    r"[-+−]?\d(?:[\d.,]*\d)?(?:[ \u00a0\u202f'’]\d{3}(?:[.,]\d+)?(?!\d))*(?:[eE][-+]?\d{1,3})?"
)
_WORD = r"[^\d\s][^\d]*?"
_QUALIFIERS = {
    "about": "about approximately approx approx. around ca ca. circa ~ ≈ oko cca cca. rreth",
    "more_than": "more than|over|>|>=|at least|preko|više od|mbi",
    "less_than": "less than|under|<|<=|up to|at most|do|manje od",
}
_BY_WORD = {
    word: name
    for name, words in _QUALIFIERS.items()
    for word in (words.split("|") if "|" in words else words.split())
}
_QUALIFIER = "|".join(map(re.escape, sorted(_BY_WORD, key=len, reverse=True)))
_ONE = re.compile(rf"(?:(?P<how>{_QUALIFIER})\s*)?(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})?")
_RANGE = re.compile(
    rf"(?P<between>between\s+)?(?P<n>{_NUMBER})\s*(?P<first>{_WORD})??\s*"
    rf"(?(between)\band\b|(?:-|–|—|\bto\b|\bdo\b))\s*(?P<m>{_NUMBER})\s*(?P<unit>{_WORD})?"
)
_PACKS = re.compile(
    rf"(?P<count>\d+)\s*(?P<pack>{_WORD})?\s*(?:\bof\b|\bx\b|×|\*|\bпо\b|\bpo\b|\bnga\b|à|@)\s*"
    rf"(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})(?:\s+each)?"
)
_WITHIN = re.compile(rf"(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})\s+in\s+(?P<count>\d+)\s+{_WORD}")
_SUM = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})\s*(?:\band\b|\+|,)?\s*(?P<m>{_NUMBER})\s*"
    rf"(?P<second>{_WORD})"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount; ``high`` ends a range, ``unit`` is what the cell itself names."""

    value: float
    unit: str | None = None
    high: float | None = None
    qualifier: str = "exact"
    packages: int | None = None


def tidy(value: float) -> float:
    """A number to twelve significant digits: 3.9139999999999997 is 3.914 again."""
    return float(f"{value:.12g}")


def amounts(
    texts: Sequence[str],
    unit: Unit,
    base: Callable[[str], tuple[str, float]],
    decimal: str | None = None,
) -> list[Amount | str]:
    """Amounts of the distinct cells of one column, or why a cell holds none.

    "1,234" is told by ``decimal`` or by the other cells of the column; without either a full stop
    is a decimal sign, and a comma is not guessed at. ``unit`` finds a unit by its name, ``base``
    gives a unit's base unit and factor. Packages are multiplied: "3 packages of 1.5 kg" is 4.5 kg.
    """
    cells = [_parts(text) for text in texts]
    told = {n: readings(n) for cell in cells if cell for n in cell.numbers}
    decimals, grouped = _signs(told.values())
    if decimal is not None:
        decimals, grouped = {decimal}, {{".": ",", ",": "."}[decimal]}
    found: list[Amount | str] = []
    for text, cell in zip(texts, cells, strict=True):
        if cell is None:
            found.append(f"{text!r} is no amount")
            continue
        values = [_value(n, told[n], decimals, grouped) for n in cell.numbers]
        fault = next((value for value in values if isinstance(value, str)), None)
        numbers = [value for value in values if isinstance(value, float)]
        found.append(fault or _amount(text, cell, numbers, unit, base))
    return found


@dataclass(frozen=True, slots=True)
class _Parts:
    """A cell taken apart: its numbers and units as written."""

    form: str
    numbers: tuple[str, ...]
    units: tuple[str, ...] = ()
    packages: int | None = None
    qualifier: str = "exact"


def _parts(text: str) -> _Parts | None:
    plain = " ".join(text.split())
    low = plain.lower()
    if match := _ONE.fullmatch(low):
        how = _BY_WORD[match["how"]] if match["how"] else "exact"
        return _Parts("one", (match["n"],), (match["unit"] or "",), qualifier=how)
    if match := _PACKS.fullmatch(low):
        return _Parts("packs", (match["n"],), (match["unit"],), int(match["count"]))
    if match := _WITHIN.fullmatch(low):
        return _Parts("one", (match["n"],), (match["unit"],), int(match["count"]))
    if match := _RANGE.fullmatch(low):
        first = match["first"] or match["unit"] or ""
        return _Parts("range", (match["n"], match["m"]), (first, match["unit"] or ""))
    if match := _SUM.fullmatch(low):
        return _Parts("sum", (match["n"], match["m"]), (match["unit"], match["second"]))
    return None


def _signs(told: object) -> tuple[set[str | None], set[str | None]]:
    certain = [one for one in told if (one.decimal is None) != (one.grouped is None)]  # type: ignore[attr-defined]
    return (
        {one.mark for one in certain if one.decimal is not None},
        {one.mark for one in certain if one.grouped is not None},
    )


def _value(
    text: str, told: Told, decimals: set[str | None], grouped: set[str | None]
) -> float | str:
    if told.decimal is None and told.grouped is None:
        return f"{text!r} is no number"
    value = tell(told, text, None, decimals, grouped)
    return value if isinstance(value, str) else tidy(value)


def _amount(
    text: str,
    cell: _Parts,
    numbers: list[float],
    unit: Unit,
    base: Callable[[str], tuple[str, float]],
) -> Amount | str:
    units = [unit(word.strip(" .()")) if word else None for word in cell.units]
    for word, name in zip(cell.units, units, strict=True):
        if word and name is None:
            return f"{text!r} is no amount: no unit is known as {word.strip()!r}"
    amount = Amount(numbers[0], units[0], None, cell.qualifier, cell.packages)
    if cell.form == "packs":
        return replace(amount, value=tidy(numbers[0] * (cell.packages or 0)))
    if cell.form == "range":
        if units[0] != units[1] or numbers[1] < numbers[0]:
            return f"{text!r} is no range"
        return replace(amount, high=numbers[1], qualifier="between")
    if cell.form == "sum":
        (one, many), (other, few) = base(units[0] or ""), base(units[1] or "")
        if one != other or few >= many:
            return f"{text!r} is no amount: its parts do not add up"
        return replace(amount, value=tidy(numbers[0] + numbers[1] * few / many))
    return amount
