"""What a unit's score is made of."""

from dataclasses import dataclass

import numpy as np

from karaula.measure.index.analysis.view import AnalysisError, Subject, top, view
from karaula.measure.index.chain import Index
from karaula.measure.index.steps.aggregate import gatherings_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Contribution:
    """What one part adds to the score that it counts towards. None where it has no value."""

    code: str
    name: str
    share: float
    """Its weight as a share of the parts that have a value."""
    value: float | None
    adds: float | None
    """``share * value``: the parts of a score add up to it."""


def contributions(
    item: Subject, unit: str, of: str | None = None, *, year: str | None = None
) -> tuple[Contribution, ...]:
    """The parts of one score of one unit, in the order of the structure; they add up to the score.

    ``of`` is the score, the only top by default. Raises :class:`AnalysisError` where the score is
    no weighted arithmetic mean, because then nothing adds up.
    """
    seen = view(item, year)
    of = top(seen.structure, of)
    parts = seen.structure.parts.get(of, ())
    place = seen.values.place
    if not parts:
        raise AnalysisError(f"{of} has no parts", place)
    if isinstance(item, Index) and (method := _method(item, of)) != "arithmetic":
        raise AnalysisError(
            f"{of} is made by {method}, and its parts do not add up", place,
            "ask what it hangs on by leaving out one part at a time",
        )  # fmt: skip
    row = seen.values.data[seen.unit(unit)]
    values = {code: float(row[seen.values.codes.index(code)]) for code in parts}
    whole = sum(seen.structure.elements[c].weight for c, v in values.items() if not np.isnan(v))
    found = []
    for code, value in values.items():
        element = seen.structure.elements[code]
        known = not np.isnan(value)
        share = element.weight / whole if known and whole else 0.0
        found.append(
            Contribution(
                code=code, name=element.name or code, share=share,
                value=value if known else None, adds=share * value if known else None,
            )
        )  # fmt: skip
    return tuple(found)


def _method(index: Index, of: str) -> str:
    """How an aggregate is made."""
    stage = index.stage("aggregate")
    gatherings = gatherings_of(stage.structure, stage.values.codes, stage.step.settings)
    return next(one.method.name for one in gatherings if one.code == of)
