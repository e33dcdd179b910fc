"""Editions of published indices as indices of the engine, ready to be scored, varied, compared."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index
from karaula.measure.index.editions import Grid, editions, structure
from karaula.measure.index.scoring import score
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values
from karaula.vocabulary import Vocabulary

if TYPE_CHECKING:
    import pyarrow as pa

GROUPINGS = ("continent", "region")
"""What the lists of an edition are called, from the widest within the world to the narrowest."""


class EditionError(KaraulaError):
    """An edition that is not there, or whose scores nobody can make."""


Editions = Mapping[str, Index]
"""Editions of one index by their year, oldest first."""


def read_editions(path: Path, vocabulary: Vocabulary, *, index: str | None = None) -> Editions:
    """Editions that a workbook or table of a published index holds, each scored.

    ``index`` is the key of the index in the vocabulary, needed only where the file holds several.
    Raises :class:`EditionError` where the file holds no edition of an index.
    """
    from karaula.read.connectors import find
    from karaula.read.sidecar import source_of

    connector = find(path)
    if connector is None:
        raise EditionError("it is no table", path, "give a workbook or a table of scores")
    found = connector.read(path, source_of(path), vocabulary).claims.get("observation")
    if found is None:
        raise EditionError("it holds no scores", path, "give a workbook or a table of scores")
    return published_editions(found, vocabulary, index=index, place=str(path))


def published_editions(
    observations: "pa.Table",
    vocabulary: Vocabulary,
    *,
    index: str | None = None,
    place: str | None = None,
) -> Editions:
    """Editions of one index among observations (columns of the claim kind), each scored.

    Raises :class:`EditionError` where there are none, several indices and none named, or an
    edition whose structure nobody knows and the published aggregates do not tell.
    """
    if index is not None and index not in vocabulary.indices:
        raise EditionError(
            f"there is no index {index}", place, f"known are {', '.join(vocabulary.indices)}"
        )
    found = {
        key: grids
        for key in ([index] if index else vocabulary.indices)
        if (grids := dict(editions(observations, _indicators(vocabulary, key))))
    }
    if not found:
        raise EditionError(
            "there are no scores of a published index", place,
            "add its data set, or give --data and --structure",
        )  # fmt: skip
    if len(found) > 1:
        raise EditionError(
            f"there are scores of several indices: {', '.join(found)}", place, "name one"
        )
    ((key, grids),) = found.items()
    return {period: _index(vocabulary, key, period, grid, place) for period, grid in grids.items()}


def edition(known: Editions, year: str | None = None) -> Index:
    """One edition, by default the latest; raises :class:`EditionError` if it is not there."""
    if year is None:
        return known[max(known)]
    if year not in known:
        raise EditionError(f"there is no edition {year}", None, f"there are {', '.join(known)}")
    return known[year]


def _indicators(vocabulary: Vocabulary, key: str) -> list[str]:
    return [name for name, item in vocabulary.indicators.items() if item.index == key]


def _index(vocabulary: Vocabulary, key: str, period: str, grid: Grid, place: str | None) -> Index:
    made = structure(vocabulary.indices[key], period, grid)
    if made is None:
        raise EditionError(
            f"nobody knows how the {period} edition is made, and its published averages do not "
            "follow from the edition before it", place,
            f"add the edition to vocabulary/indices.yml under {key}",
        )  # fmt: skip
    called = {name: item.name for name, item in vocabulary.indicators.items() if item.index == key}
    known = Structure.of_edition(made, vocabulary.indices[key], called)
    areas = vocabulary.areas
    values = Values(
        units=tuple(grid.areas),
        codes=known.indicators,
        data=grid.columns(list(known.indicators)),
        names={area: areas[area].name for area in grid.areas if area in areas},
        groups=_groups(grid),
        place=f"{place or vocabulary.indices[key].name}, {period}",
    )
    return score(values, known)


def _groups(grid: Grid) -> dict[str, tuple[str | None, ...]]:
    """Continent and region of every area; one that names only one list has it as both."""
    found: dict[str, tuple[str | None, ...]] = {}
    depth = max((len(chain) for chain in grid.chains), default=1) - 1
    for at, name in enumerate(GROUPINGS[:depth], 1):
        groups = tuple(c[min(at, len(c) - 1)] if len(c) > 1 else None for c in grid.chains)
        if any(groups):
            found[name] = groups
    return found
