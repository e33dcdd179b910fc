"""Choices from a file or plain data.

Intervals and grades stand in the entry, by unit, or in columns beside the values, which the entry
names. Under ``sources`` each source of a column of them is left out in turn, with the values that
rest on it. An entry is a name and what may be otherwise::

    points: {step: treat, setting: most, of: [1, 2, 3]}
    scale: {step: normalise, of: [{method: min_max, high: 100}, {high: 10}], chances: [2, 1]}
    floor: {step: normalise, setting: low, low: 1, high: 5, every: 1}
    leave: {step: treat, of: [{}, null]}
    sets: {weights: {experts: {trade: 2}, equal: {trade: 1}}}
    weights: {noise: 0.25, levels: [2, 3]}
    indicator: {without: [roads, ports]}
    scores: {errors: scores}
    gaps: {errors: gaps, by: continent}
    margins: {intervals: {ALB: {roads: [3, 5]}}}
    margin: {intervals: {roads: [roads_low, roads_high]}}
    trust: {grades: {ALB: {roads: B2}}}
    graded: {grades: {roads: roads_grade}}
    origin: {sources: {roads: roads_source}}
    source: {cells: {without the report: {ALB: {roads: 3.5, ports: null}}}}
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from math import nan
from pathlib import Path
from typing import Any, Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from karaula.measure.index.chain import ChainError, Index
from karaula.measure.index.faults import listed, told, unknown
from karaula.measure.index.plain import Document, load_plain
from karaula.measure.index.uncertainty.choices import (
    Between,
    Cells,
    Choice,
    NoisyWeights,
    Removal,
    Settings,
    WeightSets,
)
from karaula.measure.index.uncertainty.data import Graded, Interval, ScoreError, Unknown
from karaula.measure.index.uncertainty.single import without_sources
from karaula.measure.index.values import Values
from karaula.read.bounds import load_bytes
from karaula.read.decode import decode

Chances = tuple[float, ...] | None
Codes = tuple[str, ...] | None


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", coerce_numbers_to_str=True)


class _Of(_Entry):
    step: str
    setting: str | None = None
    of: list[Any]
    chances: Chances = None

    def choice(self, _: Values) -> Choice:
        given = self.of if self.setting is None else [{self.setting: one} for one in self.of]
        if wrong := [one for one in given if one is not None and not isinstance(one, Mapping)]:
            raise ValueError(f"{listed(wrong)}: name the setting, or write settings for each")
        return Settings(step=self.step, alternatives=tuple(given), chances=self.chances)


class _Range(_Entry):
    step: str
    setting: str
    low: int | float
    high: int | float
    every: int | float | None = None

    def choice(self, _: Values) -> Choice:
        return Between(**self.model_dump())


class _Sets(_Entry):
    weights: dict[str, dict[str, float]]
    chances: Chances = None

    def choice(self, _: Values) -> Choice:
        names = tuple(self.weights)
        return WeightSets(sets=tuple(self.weights.values()), names=names, chances=self.chances)


class _Noise(_Entry):
    noise: float | dict[int, float]
    levels: tuple[int, ...] | None = None

    def choice(self, _: Values) -> Choice:
        return NoisyWeights(by=self.noise, levels=self.levels)


class _Without(_Entry):
    without: tuple[str, ...]
    chances: Chances = None

    def choice(self, _: Values) -> Choice:
        return Removal(codes=self.without, chances=self.chances)


class _Cells(_Entry):
    cells: dict[str, dict[str, dict[str, float | None]]]
    chances: Chances = None

    def choice(self, _: Values) -> Choice:
        versions = {
            name: {
                (unit, code): nan if value is None else value
                for unit, row in table.items() for code, value in row.items()
            } for name, table in self.cells.items()
        }  # fmt: skip
        return Cells(versions=versions, chances=self.chances)


class _Errors(_Entry):
    errors: Literal["scores", "gaps"]
    codes: Codes = None
    by: str | None = None

    def choice(self, _: Values) -> Choice:
        if self.errors == "gaps":
            return Unknown(codes=self.codes, by=self.by)
        if self.by is not None:
            raise ValueError("by is for gaps; leave it out")
        return ScoreError(codes=self.codes)


class _Intervals(_Entry):
    intervals: dict[str, dict[str, tuple[float, float]] | tuple[str, str]]

    def choice(self, values: Values) -> Choice:
        ends: dict[str, tuple[Any, Any]] = {}
        for unit, row in self.intervals.items():
            if isinstance(row, tuple):
                low, high = (_numbers(values, name) for name in row)
                ends[unit] = (low, high)
                continue
            if unit not in values.units:
                raise ValueError(unknown("unit", unit, values.units))
            for code, pair in row.items():
                shape = values.shape[:-1]
                columns = ends.setdefault(code, (np.full(shape, nan), np.full(shape, nan)))
                for column, end in zip(columns, pair, strict=True):
                    column[..., values.units.index(unit)] = end
        return Interval(ends=ends)


class _Grades(_Entry):
    grades: dict[str, dict[str, str] | str]

    def choice(self, values: Values) -> Choice:
        grades: dict[tuple[str, str], str] = {}
        for key, given in self.grades.items():
            if isinstance(given, str):
                words = zip(values.units, _words_of(values, given), strict=True)
                grades |= {(unit, key): grade for unit, grade in words if grade is not None}
            else:
                grades |= {(key, code): grade for code, grade in given.items()}
        return Graded(grades=grades)


class _Sources(_Entry):
    sources: dict[str, str]
    chances: Chances = None

    def choice(self, values: Values) -> Choice:
        resting: dict[str, dict[tuple[str, str], float]] = {}
        for code, column in self.sources.items():
            for unit, source in zip(values.units, _words_of(values, column), strict=True):
                if source is not None:
                    resting.setdefault(source, {})[unit, code] = nan
        return replace(without_sources(resting), chances=self.chances)


def _numbers(values: Values, name: str) -> Any:
    """A column of numbers beside the indicators."""
    if name not in values.denominators:
        raise ValueError(unknown("column of numbers", name, values.denominators))
    return np.broadcast_to(values.denominators[name], values.shape[:-1])


def _words_of(values: Values, name: str) -> tuple[str | None, ...]:
    """A column of words beside the indicators."""
    if name not in values.groups:
        raise ValueError(unknown("column of words", name, values.groups))
    return values.groups[name]


_KINDS: Mapping[str, type[Any]] = {
    "of": _Of, "low": _Range, "weights": _Sets, "noise": _Noise, "without": _Without,
    "cells": _Cells, "errors": _Errors, "intervals": _Intervals, "grades": _Grades,
    "sources": _Sources,
}  # fmt: skip
"""The word that says what kind of choice an entry is."""


def read_choices(source: str | Path | Mapping[str, Any], index: Index) -> dict[str, Choice]:
    """Choices of an index by name, from a YAML file or its data (see above).

    Raises :class:`ChainError` with every fault of all entries at once.
    """
    if isinstance(source, str | Path):
        text, _ = decode(load_bytes(Path(source)), place=source)
        document = load_plain(text, source)
    else:
        document = Document(source)
    place = str(source) if isinstance(source, str | Path) else index.raw.place
    entries, faults = document.data, list(document.faults)
    if not isinstance(entries, Mapping) or not entries:
        raise ChainError("there are no choices", place, "write a name and what may vary for each")
    choices: dict[str, Choice] = {}
    for name, entry in entries.items():
        where = document.place((name,))
        kinds = [word for word in _KINDS if isinstance(entry, Mapping) and word in entry]
        if len(kinds) != 1:
            faults.append(f"{where}: say what varies by one of {listed(_KINDS)}")
            continue
        try:
            make: Callable[[Values], Choice] = _KINDS[kinds[0]].model_validate(entry).choice
            choices[str(name)] = make(index.raw)
        except ValidationError as error:
            faults += [f"{where}: {_words(one)}" for one in error.errors()]
        except ValueError as error:
            faults.append(f"{where}: {error}")
    if faults:
        raise ChainError(told(faults), place)
    return choices


def _words(error: Any) -> str:
    """A fault as a person says it."""
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        return f"there is no {where} in such a choice; leave it out"
    if error["type"] == "missing":
        return f"{where} is missing; give it"
    return f"{where}: {error['msg'][0].lower()}{error['msg'][1:]}"
