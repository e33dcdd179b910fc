"""Editions of a published index: their columns, and how their aggregates are made, exactly."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karaula.measure.index.exact import weights
from karaula.measure.index.interval import POINT, Integers
from karaula.vocabulary.models import Edition, Index

FITS = 0.95
"""Share of published aggregates that an earlier edition's structure must reproduce to be taken for
that of an edition that the vocabulary does not know. Wrong rules reproduce at most seven in ten."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One edition as columns: areas down, indicators across; ``nan`` where nothing is stated."""

    areas: list[str]
    indicators: dict[str, int]
    values: npt.NDArray[np.float64]
    claims: npt.NDArray[np.object_]
    lists: dict[str, npt.NDArray[np.intp]]
    """Rows of the areas in each list, by its name, widest list first."""
    chains: tuple[tuple[str, ...], ...]
    """For each area the lists that it stands in, widest first."""

    def columns(self, names: list[str]) -> npt.NDArray[np.float64]:
        """Values of the named indicators; a column of ``nan`` for one that nobody states."""
        empty = np.full((len(self.areas), len(names)), np.nan)
        for place, name in enumerate(names):
            if name in self.indicators:
                empty[:, place] = self.values[:, self.indicators[name]]
        return empty


def editions(observations: pa.Table, indicators: list[str]) -> Iterator[tuple[str, Grid]]:
    """The editions of an index, oldest first, each from the source that says most of it."""
    wanted = pc.and_(
        pc.is_in(observations["indicator"], pa.array(indicators, pa.string())),
        pc.and_(
            pc.equal(observations["unit"], "score"),
            pc.and_(
                pc.equal(pc.list_value_length(observations["area"]), 1),
                pc.and_(pc.is_valid(observations["locator"]), pc.is_valid(observations["period"])),
            ),
        ),
    )
    scores = observations.filter(wanted)
    columns = {"period": scores["period"], "source": scores["source_id"], "lists": _depths(scores)}
    sizes = (
        pa.table(columns)
        .group_by(["period", "source"])
        .aggregate([("lists", "sum"), ("lists", "count")])
        .to_pylist()
    )
    fullest: dict[str, str] = {}
    for size in sorted(sizes, key=itemgetter("lists_sum", "lists_count", "source")):
        fullest[size["period"]] = size["source"]
    for period, source in sorted(fullest.items()):
        here = pc.and_(pc.equal(scores["period"], period), pc.equal(scores["source_id"], source))
        yield period, _grid(scores.filter(here))


def structure(index: Index, period: str, grid: Grid) -> Edition | None:
    """How an edition's aggregates are made, or None where nobody knows.

    An edition that the vocabulary does not hold may be made like the one before it: it is taken to
    be if the published aggregates follow from that structure.
    """
    if period in index.editions:
        return index.editions[period]
    edition = index.edition(period)
    hits = stated = 0
    for level in edition.levels:
        names, counts, whole = integer_weights(edition, level)
        parts, aggregate = grid.columns(names), grid.columns([level])[:, 0]
        both = ~np.isnan(parts).any(axis=1) & ~np.isnan(aggregate)
        recomputed = half_up(points(parts[both]) @ counts, whole, index.decimals)
        stated += int(both.sum())
        hits += int((recomputed == aggregate[both]).sum())
    return edition if stated and hits >= FITS * stated else None


def integer_weights(edition: Edition, level: str) -> tuple[list[str], Integers, int]:
    """Parts of a level, the whole number that each counts for, and the sum of these numbers."""
    exact = weights(edition, level)
    whole = lcm(*(weight.denominator for weight in exact.values()))
    counts = [int(weight * whole) for weight in exact.values()]
    return list(exact), np.array(counts, np.int64), whole


def points(values: npt.NDArray[np.float64]) -> Integers:
    return np.rint(values * POINT).astype(np.int64)


def half_up(sums: Integers, whole: int, decimals: int) -> npt.NDArray[np.float64]:
    """Weighted sums as the index publishes them."""
    unit = 2 * whole * POINT
    steps = (2 * sums * 10**decimals + whole * POINT) // unit
    rounded: npt.NDArray[np.float64] = steps / np.float64(10**decimals)
    return rounded


def _grid(scores: pa.Table) -> Grid:
    area, areas = _coded(pc.list_element(scores["area"], 0))
    indicator, indicators = _coded(scores["indicator"])
    values = np.full((len(areas), len(indicators)), np.nan)
    claims = np.full(values.shape, None, object)
    values[area, indicator] = scores["value"].to_numpy()
    claims[area, indicator] = np.array(scores["claim_id"].to_pylist(), object)
    lists: dict[str, npt.NDArray[np.intp]] = {}
    depths = _depths(scores)
    for level in range(pc.max(depths).as_py() or 0):
        deep = pc.greater(depths, level).to_numpy()
        name, names = _coded(pc.list_element(scores["lists"].filter(pa.array(deep)), level))
        rows = area[deep]
        for code, known in zip(range(len(names)), names, strict=True):
            members = np.union1d(rows[name == code], lists.get(known, ())).astype(np.intp)
            lists[known] = members
    chains: dict[int, tuple[str, ...]] = {}
    for row, named in zip(area.tolist(), scores["lists"].to_pylist(), strict=True):
        if len(named or ()) > len(chains.get(row, ())):
            chains[row] = tuple(named)
    numbers = dict(zip(indicators, range(len(indicators)), strict=True))
    every = tuple(chains.get(row, ()) for row in range(len(areas)))
    return Grid(areas, numbers, values, claims, lists, every)


def _depths(scores: pa.Table) -> pa.ChunkedArray:
    """In how many lists each value stands."""
    return pc.fill_null(pc.list_value_length(scores["lists"]), 0)


def _coded(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.intp], list[str]]:
    """A column of words as numbers, and the words in alphabetical order."""
    words = sorted(pc.unique(column).to_pylist())
    codes = pc.index_in(column, pa.array(words, pa.string())).to_numpy()
    return codes.astype(np.intp), words
