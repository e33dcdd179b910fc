"""Data that err: expert scores, values with an interval or a grade, values that are missing.

Errors are drawn cell by cell, independently, for many draws at once. A draw is known by its number:
the same number gives the same errors, however many are drawn together.
"""

from abc import ABC, abstractmethod
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import yaml

from karaula.measure.index.faults import listed, unknown
from karaula.measure.index.interval import errors, moved
from karaula.measure.index.structure import Scale, Structure
from karaula.measure.index.values import Values

Array = npt.NDArray[np.float64]
Numbers = npt.NDArray[Any]
BLOCK = 256
"""Draws that share a generator."""


@dataclass(frozen=True, slots=True)
class Ground:
    """The data that err, and what they are data of."""

    values: Values
    structure: Structure

    def columns(self, codes: tuple[str, ...] | None) -> list[str]:
        """Codes of the columns meant: those given, or all indicators."""
        wanted = self.structure.indicators if codes is None else codes
        return [code for code in wanted if code in self.values.codes]


@dataclass(frozen=True, kw_only=True)
class Noise(ABC):
    """A choice that errs in the data, in the columns ``codes``: all by default."""

    codes: tuple[str, ...] | None = None
    assumption = ""
    """What is taken for granted, in words that stand beside every interval."""

    def faults(self, ground: Ground) -> list[str]:
        """What is wrong with it for these data, a clause each."""
        codes = ground.values.codes
        return [f"there is no column {code} to err in" for code in self.codes or ()
                if code not in codes]  # fmt: skip

    @abstractmethod
    def drawn(self, code: str, ground: Ground, generator: np.random.Generator) -> Numbers:
        """A block of draws of what stands in the place of a column: ``(BLOCK, *column.shape)``.

        ``nan`` where the value stays as it is.
        """

    def laid(self, column: Array, drawn: Numbers, _ground: Ground, /) -> Array:
        """The column with what was drawn; it may carry errors of other kinds already."""
        return np.where(np.isnan(drawn), column, drawn)


@dataclass(frozen=True, kw_only=True)
class ScoreError(Noise):
    """Expert scores off by a step down, none, or a step up with equal chance, kept on the scale.

    ``scale`` is that of the structure where none is given.
    """

    scale: Scale | None = None
    assumption = (
        "each expert score is taken to be off by one step of its scale down, none or one step up "
        "with equal chance, independently; this is an assumption, not an estimate of expert error"
    )

    def faults(self, ground: Ground) -> list[str]:
        """As of every noise; also a missing scale, and scores that lie off it."""
        found = super().faults(ground)
        scale = self.scale or ground.structure.scale
        if scale is None:
            return [*found, "scores err by a step of their scale, but the structure has no scale"]
        codes = ground.columns(self.codes)
        data = ground.values.columns(codes)
        off = [codes[at[-1]] for at in np.argwhere((data < scale.low) | (data > scale.high))]
        if off:
            found.append(
                f"{listed(dict.fromkeys(off))}: {len(off)} scores are not on the scale from "
                f"{scale.low:g} to {scale.high:g}"
            )
        return found

    def drawn(self, code: str, ground: Ground, generator: np.random.Generator) -> Numbers:
        """Steps."""
        return errors(generator, (BLOCK, *ground.values.column(code).shape))

    def laid(self, column: Array, drawn: Numbers, ground: Ground, /) -> Array:
        """The column, moved."""
        scale = self.scale or ground.structure.scale
        assert scale is not None
        return moved(column, drawn, scale.step, scale.low, scale.high)


@dataclass(frozen=True, kw_only=True)
class Interval(Noise):
    """Values anywhere between their own ends with equal chance.

    ``ends`` are the low and the high ends of columns by code, each of the shape of the column;
    ``nan`` where a value has no interval.
    """

    ends: Mapping[str, tuple[Array, Array]]
    assumption = "each value with an interval may lie anywhere in it with equal chance"

    def faults(self, ground: Ground) -> list[str]:
        """As of every noise; also ends of another shape, or the wrong way round."""
        found = super().faults(ground)
        values = ground.values
        for code, (low, high) in self.ends.items():
            if code not in values.codes:
                found.append(f"intervals are given for {code}, which is not in the data")
            elif not low.shape == high.shape == values.column(code).shape:
                shapes = f"{low.shape} and {high.shape}, not {values.column(code).shape}"
                found.append(f"the ends of {code} have the shapes {shapes}")
            elif (low > high).any():
                units = dict.fromkeys(values.units[at[-1]] for at in np.argwhere(low > high))
                found.append(f"the low end of {code} is above the high end for {listed(units)}")
        return found

    def drawn(self, code: str, ground: Ground, generator: np.random.Generator) -> Numbers:
        """Values within the intervals."""
        none = np.full(ground.values.column(code).shape, np.nan)
        low, high = self.ends.get(code, (none, none))
        return _within(low, high, generator)


@dataclass(frozen=True, kw_only=True)
class Graded(Noise):
    """Values off by up to what the grade of their information allows, with equal chance.

    ``grades`` are by unit and code, as ``B2``, ``B`` or ``2`` (reliability A-F, credibility 1-6).
    The half-width is the wider of those that ``grades.yml`` declares, as a share of the value, or
    of the scale where the structure has one (and the value stays on it).
    """

    grades: Mapping[tuple[str, str], str]
    assumption = (
        "each value is taken to lie anywhere within a margin that its grade declares; the margins "
        "are an assumption, not an estimate"
    )

    def faults(self, ground: Ground) -> list[str]:
        """As of every noise; also cells that are not there, and grades that the table lacks."""
        found = super().faults(ground)
        for (unit, code), grade in self.grades.items():
            if unit not in ground.values.units or code not in ground.values.codes:
                found.append(f"a grade is given for {code} of {unit}, which is not in the data")
            if not grade or any(sign not in margins() for sign in grade):
                found.append(f"{code} of {unit} has the grade {grade!r}, not as B2, B or 2")
        return found

    def drawn(self, code: str, ground: Ground, generator: np.random.Generator) -> Numbers:
        """Values within the margins."""
        shares = [max((margins()[sign] for sign in self.grades.get((unit, code), "")), default=0.0)
                  for unit in ground.values.units]  # fmt: skip
        own, scale = ground.values.column(code), ground.structure.scale
        half = np.array(shares) * (np.abs(own) if scale is None else scale.high - scale.low)
        low, high = own - half, own + half
        if scale is not None:
            low, high = np.maximum(low, scale.low), np.minimum(high, scale.high)
        return _within(np.where(half > 0, low, np.nan), high, generator)


@dataclass(frozen=True, kw_only=True)
class Unknown(Noise):
    """Missing values drawn from the known ones of their column, each with equal chance.

    ``by`` is a grouping: values then come from the unit's own group, and from the whole column
    where the group has none.
    """

    by: str | None = None
    assumption = "each missing value is taken to be like a known one of its column, or of its group"

    def faults(self, ground: Ground) -> list[str]:
        """As of every noise; also an unknown grouping, and columns of which nothing is known."""
        found = super().faults(ground)
        if self.by is not None and self.by not in ground.values.groups:
            found.append(unknown("grouping", self.by, ground.values.groups))
        empty = [
            code
            for code in ground.columns(self.codes)
            if np.isnan(ground.values.column(code)).all()
        ]
        if empty:
            found.append(f"no value is known to draw missing ones from: {listed(empty)}")
        return found

    def drawn(self, code: str, ground: Ground, generator: np.random.Generator) -> Numbers:
        """Values for the gaps."""
        own = ground.values.column(code)
        known = own[~np.isnan(own)]
        filled = np.full((BLOCK, *own.shape), np.nan)
        everybody = (None,) * len(ground.values.units)
        groups = everybody if self.by is None else ground.values.groups[self.by]
        for at in np.argwhere(np.isnan(own)):
            alike = [other == groups[at[-1]] for other in groups]
            near = own[..., alike][~np.isnan(own[..., alike])]
            filled[:, *at] = generator.choice(near if near.size else known, size=BLOCK)
        return filled


def _within(low: Array, high: Array, generator: np.random.Generator) -> Array:
    return low + (high - low) * generator.random((BLOCK, *low.shape))


def _piece(places: npt.NDArray[np.intp]) -> slice | npt.NDArray[np.intp]:
    """Places as a slice where they follow one another: no copy is taken of that."""
    first, last = int(places[0]), int(places[-1])
    return slice(first, last + 1) if (np.diff(places) == 1).all() else places


@cache
def margins() -> dict[str, float]:
    """Half-width by grade, as ``grades.yml`` declares it."""
    text = files(__package__).joinpath("grades.yml").read_text("utf-8")
    declared: dict[str, dict[str, float]] = yaml.safe_load(text)
    return {str(grade): margin for scale in declared.values() for grade, margin in scale.items()}


def perturbed(
    noises: Mapping[str, Noise], numbers: Mapping[str, npt.NDArray[np.intp]], seed: int,
    ground: Ground, codes: Collection[str],
) -> Array:  # fmt: skip
    """Versions of the data, one for each draw: shape ``(draws, ..., units, codes)``.

    ``numbers`` are those of the draws, for each noise by its name. Only ``codes`` err; each column
    has its own stream of errors, so that it errs alike whatever stands beside it.
    """
    count = len(next(iter(numbers.values())))
    # Codes come first in memory: a column is one piece, and a product with weights copies nothing.
    values = ground.values
    data = np.empty((len(values.codes), count, *values.data.shape[:-1]))
    for into, code in zip(data, values.codes, strict=True):
        column = np.broadcast_to(values.column(code), into.shape)
        for name, noise in noises.items():
            if code not in codes or code not in (noise.codes or codes):
                continue
            key = [seed, crc32(name.encode()), crc32(code.encode())]
            blocks, places = np.divmod(numbers[name], BLOCK)
            for block in np.unique(blocks):
                drawn = noise.drawn(code, ground, np.random.default_rng([*key, int(block)]))
                rows = np.flatnonzero(blocks == block)
                here, there = _piece(rows), _piece(places[rows])
                into[here] = noise.laid(column[here], drawn[there], ground)
            column = into
        if column is not into:
            into[:] = column
    return np.moveaxis(data, 0, -1)
