"""Whether values and a structure belong together."""

from collections.abc import Iterator

import numpy as np

from karaula.measure.index.faults import listed
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values


def misfits(values: Values, structure: Structure) -> Iterator[str]:
    """Why no index can be made of these values by this structure, a clause each."""
    has, wants = set(values.codes), set(structure.elements)
    lacking = [code for code in structure.indicators if code not in has]
    if lacking:
        yield (
            f"no values for the indicators {listed(lacking)}; add their columns or leave them out "
            "of the structure"
        )
    if spare := [code for code in values.codes if code not in wants]:
        yield f"values of {listed(spare)} belong to no element; leave them out or name them"
    if len(values.units) < 2:
        there = f"only one unit, {values.units[0]}" if values.units else "no unit"
        yield f"there is {there}; an index compares at least two"
    hollow = [code for code in values.codes if np.isnan(values.column(code)).all()]
    if values.units and hollow:
        yield f"no value at all for {listed(hollow)}; leave out what nobody has a value for"
