"""Scores and ranks of every edition of a composite index, each with its interval."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from karaula.evidence.measure import Measure
from karaula.measure.index.editions import (
    Grid,
    editions,
    half_up,
    integer_weights,
    points,
    structure,
)
from karaula.measure.index.interval import ASSUMPTION, LEVEL, Integers, bounds, draws
from karaula.measure.index.ranking import places
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import Edition, Index, Scale

MEASURE_METHOD = "index:ranks@1"


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
        for period, grid in editions(observations, names):
            edition = structure(index, period, grid)
            for level in index.ranked:
                found.extend(_level(grid, index, edition, period, level, f"{key}:{period}:{level}"))
    return found


def _level(
    grid: Grid, index: Index, edition: Edition | None, period: str, level: str, seed: str
) -> Iterator[Measure]:
    """Measures of one aggregate in one edition."""
    # An edition of unknown structure has unknown parts; how many of them, the latest tells best.
    made = edition or index.edition(period)
    names, counts, whole = integer_weights(made, level)
    parts, aggregate = grid.columns(names), grid.columns([level])
    known = _on_scale(parts, index.scale) & (edition is not None)
    # Where a part is missing, all are set to the published average: right sum, usual scatter.
    parts = np.where(known[:, None], parts, aggregate)
    rows = np.flatnonzero(_on_scale(parts, index.scale))
    if not rows.size:
        return
    integers = points(parts[rows])
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
        columns=[half_up(column, whole, index.decimals) for column in (sums, low, high)],
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
            columns=[places(sums[among]), *bounds(places(drawn[:, among]))],
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


def _on_scale(parts: npt.NDArray[np.float64], scale: Scale) -> npt.NDArray[np.bool_]:
    """Areas all of whose scores are stated and can be scores."""
    fitting: npt.NDArray[np.bool_] = np.all((parts >= scale.low) & (parts <= scale.high), axis=1)
    return fitting
