"""One year of a panel: as it came out of steps that looked at all years."""

from dataclasses import replace

from karaula.measure.index.chain import ChainError, Index, Stage
from karaula.measure.index.faults import unknown
from karaula.measure.index.values import Values


def at_year(index: Index, year: str | None) -> Index:
    """An index as it stands in one year of its panel; one without years is given back as it is.

    Numbers are those of the panel: what was normalised over all years stays so. Raises
    :class:`ChainError` for a year that is not there.
    """
    years = index.values.years
    if years is None:
        return index
    if year is None or year not in years:
        raise ChainError(unknown("year", str(year), years), index.raw.place)
    stages = tuple(
        Stage(
            step=stage.step,
            values=_at(stage.values, year),
            structure=stage.structure,
            notes=tuple(note for note in stage.notes if note.year in (None, year)),
        )
        for stage in index.stages
    )
    return replace(index, raw=_at(index.raw, year), stages=stages)


def _at(values: Values, year: str) -> Values:
    return values if values.years is None else values.at(year)
