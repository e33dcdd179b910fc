"""Amounts in cells: "1.234,5", "about 3 kg", "€ 5", "2-3 kg", "3 packages of 1.5 kg", "half a
kilo"."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from math import isfinite
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import yaml

from karaula.evidence.table import tidied
from karaula.read.connectors.numbers import readings

Unit = Callable[[str], str | None]

_SAID: dict[str, Any] = yaml.load(
    Path(__file__).with_suffix(".yml").read_bytes(), Loader=yaml.CSafeLoader
)


def _any(words: Iterable[str]) -> str:
    """One of some words, the longest first; letters do not go on after it."""
    found = sorted(words, key=lambda word: (-len(word), word))
    return "|".join(re.escape(word) + r"(?![^\W\d_])" * word[-1].isalpha() for word in found)


def _values(part: str) -> dict[str, float]:
    return {word: float(value) for value, words in _SAID[part].items() for word in words}


_TIMES, _PARTS = _values("times"), _values("parts")
_BY_WORD = {word: name for name in ("about", "more_than", "less_than") for word in _SAID[name]}
_NUMBER = (
    r"[-+−]?\d(?:[\d.,]*\d)?(?:[ \u00a0\u202f'’]\d{3}(?:[.,]\d+)?(?!\d))*(?:[eE][-+]?\d{1,3})?"
)
_WORD = r"[^\d\s][^\d]*?"
_ONE = re.compile(
    rf"(?:(?P<how>{_any(_BY_WORD)})\s*)?(?P<n>{_NUMBER})\s*(?P<times>{_any(_TIMES)})?\s*"
    rf"(?P<unit>{_WORD})?"
)
_BEFORE = re.compile(
    rf"(?P<unit>[^\W\d_]{{1,3}}\.?|[$€£₺₴]|[a-z]{{1,2}}\$)\s*(?P<n>{_NUMBER})\s*"
    rf"(?P<times>{_any(_TIMES)})?"
)
_PART = re.compile(rf"(?P<part>{_any(_PARTS)})\s*(?P<unit>{_WORD})")
_RANGE = re.compile(
    rf"(?P<between>(?:{_any(_SAID['between'])})\s+)?(?P<n>{_NUMBER})\s*(?P<first>{_WORD})??\s*"
    rf"(?(between)(?:{_any(_SAID['and'])})|(?:{_any(_SAID['to'])}))\s*(?P<m>{_NUMBER})\s*"
    rf"(?P<unit>{_WORD})?"
)
_PACKS = re.compile(
    rf"(?P<count>\d+)\s*(?P<pack>{_WORD})??\s*(?<![^\W\d_])(?:{_any(_SAID['of'])})\s*"
    rf"(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})?(?:\s+(?:{_any(_SAID['each'])}))?"
)
_WITHIN = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})\s+(?:{_any(_SAID['in'])})\s+(?P<count>\d+)\s+{_WORD}"
)
_SUM = re.compile(
    rf"(?P<n>{_NUMBER})\s*(?P<unit>{_WORD})\s*(?:{_any(_SAID['and'])})?\s*(?P<m>{_NUMBER})\s*"
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


@dataclass(frozen=True, slots=True)
class Signs:
    """Signs that stand before decimals in the cells of a column, and those between thousands, as
    far as the cells leave no doubt: "12,5" tells the first, "1.234.567" the second."""

    decimals: frozenset[str | None] = frozenset()
    grouped: frozenset[str | None] = frozenset()

    def __or__(self, other: "Signs") -> "Signs":
        return Signs(self.decimals | other.decimals, self.grouped | other.grouped)


def signs_of(texts: Iterable[str]) -> Signs:
    """The signs of some cells. What a spreadsheet program wrote ("1.234e0") tells of no people."""
    cells = filter(None, map(_parts, texts))
    told = [_readings(n) for cell in cells for n in cell.numbers if "e" not in n]
    certain = [one for one in told if (one.decimal is None) != (one.grouped is None)]
    return Signs(
        frozenset(one.mark for one in certain if one.decimal is not None and one.mark),
        frozenset(one.mark for one in certain if one.grouped is not None),
    )


def plain(texts: pa.Array) -> tuple[np.ndarray, np.ndarray]:
    """Which texts are plain numbers that can be read in one way only ("12", "0.125", "12.5"), and
    the numbers; they are most cells of a long table."""
    number = pc.match_substring_regex(texts, r"^[0-9]{1,15}(\.[0-9]{1,20})?$")
    either = pc.match_substring_regex(texts, r"^[0-9]{1,3}\.[0-9]{3}$")
    nought = pc.match_substring_regex(texts, r"^0\.")
    only = pc.fill_null(pc.and_(number, pc.or_(pc.invert(either), nought)), False)
    values = pc.if_else(only, texts, None).cast(pa.float64())
    mask = np.asarray(only.to_numpy(zero_copy_only=False), bool)
    return mask, tidied(np.asarray(values.to_numpy(zero_copy_only=False), float))


def signs_in(texts: pa.Array) -> Signs:
    """The signs of a column's distinct cells."""
    mask, _ = plain(texts)
    stop = pc.any(pc.match_substring(texts.filter(pa.array(mask)), ".")).as_py()
    rest = texts.filter(pa.array(~mask)).drop_null().to_pylist()
    return signs_of(rest) | Signs(frozenset({"."} if stop else ()))


@dataclass(frozen=True, slots=True)
class AmountColumns:
    """Amounts of some cells, a column for each part of :class:`Amount`, and the ``fault`` of those
    that hold none."""

    value: pa.Array
    unit: pa.Array
    high: pa.Array
    qualifier: pa.Array
    packages: pa.Array
    fault: pa.Array


def amount_columns(
    texts: pa.Array, read: Callable[[Sequence[str]], list[Amount | str]]
) -> AmountColumns:
    """Amounts of a column's distinct cells: ``read`` is asked for those that are no plain number,
    as :func:`amounts` reads them."""
    mask, values = plain(texts)
    rest = np.flatnonzero(~mask & texts.is_valid().to_numpy(zero_copy_only=False))
    found = read(texts.take(pa.array(rest)).to_pylist())
    parts: dict[str, Any] = {
        name: np.full(len(texts), None, object)
        for name in ("unit", "high", "qualifier", "packages", "fault")
    }
    parts["qualifier"][mask] = "exact"
    for place, one in zip(rest.tolist(), found, strict=True):
        if isinstance(one, str):
            parts["fault"][place] = one
            continue
        values[place] = one.value
        for name in ("unit", "high", "qualifier", "packages"):
            parts[name][place] = getattr(one, name)
    kinds = {"high": pa.float64(), "packages": pa.int64()}
    arrays = {name: pa.array(part, kinds.get(name, pa.string())) for name, part in parts.items()}
    return AmountColumns(value=pa.array(values, from_pandas=True), **arrays)


def amounts(
    texts: Sequence[str],
    unit: Unit,
    base: Callable[[str], tuple[str, float]],
    decimal: str | None = None,
    signs: Signs | None = None,
) -> list[Amount | str]:
    """Amounts of some distinct cells of one column, or why a cell holds none.

    "1,234" and "1.234" are told by ``decimal``, or by ``signs`` of the whole column (those of the
    cells given, if left out); where neither tells, or the column writes both ways, they are not
    guessed at. ``unit`` finds a unit by its name, ``base`` gives a unit's base unit and factor.
    Packages are multiplied: "3 packages of 1.5 kg" is 4.5 kg.
    """
    if decimal is not None:
        other = {".": ",", ",": "."}[decimal]
        signs = Signs(frozenset({decimal}), frozenset({other}))
    elif signs is None:
        signs = signs_of(texts)
    found: list[Amount | str] = []
    for text in texts:
        cell = _parts(text)
        if cell is None:
            found.append(f"{text!r} is no amount")
            continue
        values = [_value(n, signs) for n in cell.numbers]
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
    times: float = 1.0


# Pieces of a long table hold many of the same cells.
_REMEMBERED = 2**16
_readings = lru_cache(_REMEMBERED)(readings)


@lru_cache(_REMEMBERED)
def _parts(text: str) -> _Parts | None:
    plain = " ".join(text.split())
    low = plain.lower()
    if match := _ONE.fullmatch(low):
        how = _BY_WORD[match["how"]] if match["how"] else "exact"
        times = _TIMES.get(match["times"], 1.0)
        return _Parts("one", (match["n"],), (match["unit"] or "",), qualifier=how, times=times)
    if match := _BEFORE.fullmatch(low):
        times = _TIMES.get(match["times"], 1.0)
        return _Parts("one", (match["n"],), (match["unit"],), times=times)
    if match := _PART.fullmatch(low):
        return _Parts("one", ("1",), (match["unit"],), times=_PARTS[match["part"]])
    if (match := _PACKS.fullmatch(low)) and (match["unit"] or match["pack"]):
        return _Parts("packs", (match["n"],), (match["unit"] or "",), int(match["count"]))
    if match := _WITHIN.fullmatch(low):
        return _Parts("one", (match["n"],), (match["unit"],), int(match["count"]))
    if match := _RANGE.fullmatch(low):
        first = match["first"] or match["unit"] or ""
        return _Parts("range", (match["n"], match["m"]), (first, match["unit"] or ""))
    if match := _SUM.fullmatch(low):
        return _Parts("sum", (match["n"], match["m"]), (match["unit"], match["second"]))
    return None


def _value(text: str, signs: Signs) -> float | str:
    told = _readings(text)
    if told.decimal is None and told.grouped is None:
        return f"{text!r} is no number"
    if told.decimal is None or told.grouped is None:
        value = told.grouped if told.decimal is None else told.decimal
        return tidy(value) if value is not None and isfinite(value) else f"{text!r} is no number"
    other = {".": ",", ",": "."}[told.mark or "."]
    as_decimal = told.mark in signs.decimals or other in signs.grouped
    as_grouped = told.mark in signs.grouped or other in signs.decimals
    if as_decimal == as_grouped:
        both = f"{told.decimal:.12g} or {told.grouped:.12g}"
        return f"{text!r} can be {both}; say in the mapping what stands before decimals (`decimal`)"
    return tidy(told.decimal if as_decimal else told.grouped)


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
    value = tidy(numbers[0] * cell.times)
    amount = Amount(value, units[0], None, cell.qualifier, cell.packages)
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
