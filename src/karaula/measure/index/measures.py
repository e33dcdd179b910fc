"""Scores and ranks of every edition of a composite index, each with its interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import lcm
from operator import itemgetter

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence.measure import Measure
from karaula.measure.index.exact import weights
from karaula.measure.index.interval import (
    ASSUMPTION,
    LEVEL,
    POINT,
    Integers,
    bounds,
    draws,
    ranks,
)
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import Edition, Index, Scale

MEASURE_METHOD = "index:ranks@1"

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

    def columns(self, names: list[str]) -> npt.NDArray[np.float64]:
        """Values of the named indicators; a column of ``nan`` for one that nobody states."""
        empty = np.full((len(self.areas), len(names)), np.nan)
        for place, name in enumerate(names):
            if name in self.indicators:
                empty[:, place] = self.values[:, self.indicators[name]]
        return empty


def measures(observations: pa.Table, vocabulary: Vocabulary) -> list[Measure]:
    """Aggregates and ranks for each edition of each index of the vocabulary.

    ``observations`` has the columns of the claim kind. Only scores from cells of data sets count;
    of several sources for one edition the fullest does. A measure is named like its indicator: with
    unit ``score`` it is the aggregate, recomputed from its exact parts and rounded once, with unit
    ``rank`` the place in the list ``among`` of ``of`` areas. Areas are ranked in the full lists
    that their claims name (slot ``lists``), and in no other. Both carry the 90 % interval that
    ``assumption`` explains. ``claim_ids`` are the claims of the area itself; the others in its list
    share indicator, period and list.
    """
    found: list[Measure] = []
    for key, index in sorted(vocabulary.indices.items()):
        names = [name for name, item in vocabulary.indicators.items() if item.index == key]
        for period, grid in _editions(observations, names):
            edition = structure(index, period, grid)
            for level in index.ranked:
                found.extend(_level(grid, index, edition, period, level, f"{key}:{period}:{level}"))
    return found


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
        names, counts, whole = _integer_weights(edition, level)
        parts, aggregate = grid.columns(names), grid.columns([level])[:, 0]
        both = ~np.isnan(parts).any(axis=1) & ~np.isnan(aggregate)
        recomputed = _half_up(_points(parts[both]) @ counts, whole, index.decimals)
        stated += int(both.sum())
        hits += int((recomputed == aggregate[both]).sum())
    return edition if stated and hits >= FITS * stated else None


def _level(
    grid: Grid, index: Index, edition: Edition | None, period: str, level: str, seed: str
) -> Iterator[Measure]:
    """Measures of one aggregate in one edition."""
    # An edition of unknown structure has unknown parts; how many of them, the latest tells best.
    made = edition or index.edition(period)
    names, counts, whole = _integer_weights(made, level)
    parts, aggregate = grid.columns(names), grid.columns([level])
    known = _on_scale(parts, index.scale) & (edition is not None)
    # Where a part is missing, all are set to the published average: right sum, usual scatter.
    parts = np.where(known[:, None], parts, aggregate)
    rows = np.flatnonzero(_on_scale(parts, index.scale))
    if not rows.size:
        return
    integers = _points(parts[rows])
    sums, drawn = integers @ counts, draws(integers, counts, index.scale, seed)
    columns = [grid.indicators[name] for name in names if name in grid.indicators]
    own = [
        tuple(claim for claim in grid.claims[row, columns] if claim is not None)
        if known[row]
        else (grid.claims[row, grid.indicators[level]],)
        for row in rows
    ]
    assumptions = [
        ASSUMPTION
        if known[row]
        else f"{ASSUMPTION}; not all scores that make up this average are "
        f"known, so each is taken to equal it"
        for row in rows
    ]
    areas = [grid.areas[row] for row in rows]
    low, high = bounds(drawn)
    yield from _measures(
        areas, own, assumptions, level, period, unit="score",
        columns=[_half_up(column, whole, index.decimals) for column in (sums, low, high)],
    )  # fmt: skip
    place = {int(row): number for number, row in enumerate(rows)}
    for number, (name, members) in enumerate(grid.lists.items()):
        among = np.array([place[int(row)] for row in members if int(row) in place], np.intp)
        # The widest list is the one whose full length the vocabulary knows.
        missing = ((edition.countries if edition else None) or 0) - len(among) if not number else 0
        note = f"; {missing} more areas of the list have no known score" if missing > 0 else ""
        yield from _measures(
            [areas[row] for row in among],
            [own[row] for row in among],
            [assumptions[row] + note for row in among],
            level, period, unit="rank", among=name,
            columns=[ranks(sums[among]), *bounds(ranks(drawn[:, among]))],
        )  # fmt: skip


def _measures(
    areas: list[str],
    claims: list[tuple[str, ...]],
    assumptions: list[str],
    name: str,
    period: str,
    *,
    columns: list[npt.NDArray[np.float64]] | list[Integers],
    unit: str,
    among: str | None = None,
) -> Iterator[Measure]:
    value, low, high = ([float(item) for item in column] for column in columns)
    for area, ids, assumption, at, least, most in zip(
        areas, claims, assumptions, value, low, high, strict=True
    ):
        yield Measure(
            name=name, area=area, period=period, value=at, unit=unit, method=MEASURE_METHOD,
            claim_ids=ids, among=among, of=len(areas) if among else None,
            low=min(least, at), high=max(most, at), level=LEVEL, assumption=assumption,
        )  # fmt: skip


def _integer_weights(edition: Edition, level: str) -> tuple[list[str], Integers, int]:
    """Parts of a level, the whole number that each counts for, and the sum of these numbers."""
    exact = weights(edition, level)
    whole = lcm(*(weight.denominator for weight in exact.values()))
    counts = [int(weight * whole) for weight in exact.values()]
    return list(exact), np.array(counts, np.int64), whole


def _on_scale(parts: npt.NDArray[np.float64], scale: Scale) -> npt.NDArray[np.bool_]:
    """Areas all of whose scores are stated and can be scores."""
    fitting: npt.NDArray[np.bool_] = np.all((parts >= scale.low) & (parts <= scale.high), axis=1)
    return fitting


def _points(values: npt.NDArray[np.float64]) -> Integers:
    return np.rint(values * POINT).astype(np.int64)


def _half_up(sums: Integers, whole: int, decimals: int) -> npt.NDArray[np.float64]:
    """Weighted sums as the index publishes them."""
    unit = 2 * whole * POINT
    steps = (2 * sums * 10**decimals + whole * POINT) // unit
    rounded: npt.NDArray[np.float64] = steps / np.float64(10**decimals)
    return rounded


def _editions(observations: pa.Table, indicators: list[str]) -> Iterator[tuple[str, Grid]]:
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
    return Grid(areas, dict(zip(indicators, range(len(indicators)), strict=True)), values, claims,
                lists)  # fmt: skip


def _depths(scores: pa.Table) -> pa.ChunkedArray:
    """In how many lists each value stands."""
    return pc.fill_null(pc.list_value_length(scores["lists"]), 0)


def _coded(column: pa.ChunkedArray) -> tuple[npt.NDArray[np.intp], list[str]]:
    """A column of words as numbers, and the words in alphabetical order."""
    words = sorted(pc.unique(column).to_pylist())
    codes = pc.index_in(column, pa.array(words, pa.string())).to_numpy()
    return codes.astype(np.intp), words
