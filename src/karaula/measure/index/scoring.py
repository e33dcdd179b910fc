"""From values and a structure to scores in one call."""

from types import MappingProxyType

from karaula.measure.index.chain import ChainError, Index, run
from karaula.measure.index.faults import told
from karaula.measure.index.fit import misfits
from karaula.measure.index.step import Step
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values


def usual_chain(structure: Structure) -> tuple[Step, ...]:
    """The steps that are taken where a specification names none.

    Expert scores on one scale are aggregated as they are. Anything else is divided by the
    denominators that the structure names, brought to 0-100 by its least and greatest value, and
    aggregated by the weighted arithmetic mean.
    """
    aggregate = Step(verb="aggregate", settings=MappingProxyType({"method": "arithmetic"}))
    if structure.scale is not None:
        return (aggregate,)
    scaled = {"method": "min_max", "low": 0.0, "high": 100.0}
    normalise = Step(verb="normalise", settings=MappingProxyType(scaled))
    if any(element.denominator for element in structure.elements.values()):
        return (Step(verb="denominate"), normalise, aggregate)
    return (normalise, aggregate)


def score(values: Values, structure: Structure) -> Index:
    """The index of these values: the structure's own chain, or else :func:`usual_chain`.

    Raises :class:`ChainError` with every fault at once where values and structure do not fit, or
    where a step is unknown or wrongly set; nothing is computed then.
    """
    if faults := list(misfits(values, structure)):
        raise ChainError(told(faults), values.place or structure.place)
    steps = usual_chain(structure) if structure.chain is None else structure.chain
    return run(Index(values, structure), steps)
