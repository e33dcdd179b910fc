"""Composite indices such as the Global Organized Crime Index.

An index is made in steps, each a verb on a table, a panel or an index::

    from karaula.measure import index

    structure = index.read_structure("structure.yml")
    values = index.read_values("values.csv", structure)
    scored = index.score(values, structure)
    index.results(scored).table()

or one by one: ``index.normalise(index.impute(index.Index(values, structure), method="mean"))``.
``measures`` takes the observations of a whole lake.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from karaula.measure.index.interval import ASSUMPTION
from karaula.measure.index.measures import MEASURE_METHOD, measures

if TYPE_CHECKING:
    from karaula.measure.index import analysis, uncertainty
    from karaula.measure.index.chain import (
        ChainError,
        Index,
        Note,
        Outcome,
        Stage,
        rebuild,
        run,
        verb,
    )
    from karaula.measure.index.ranking import ranks
    from karaula.measure.index.read import read_values
    from karaula.measure.index.result import Place, Result, Results, results
    from karaula.measure.index.scoring import score, usual_chain
    from karaula.measure.index.specification import read_structure
    from karaula.measure.index.step import Step
    from karaula.measure.index.steps.aggregate import aggregate
    from karaula.measure.index.steps.custom import custom
    from karaula.measure.index.steps.denominate import denominate
    from karaula.measure.index.steps.impute import impute
    from karaula.measure.index.steps.normalise import normalise
    from karaula.measure.index.steps.rank import rank
    from karaula.measure.index.steps.screen import screen
    from karaula.measure.index.steps.select import select
    from karaula.measure.index.steps.treat import treat
    from karaula.measure.index.steps.weight import weight
    from karaula.measure.index.structure import Element, Scale, Structure, StructureError
    from karaula.measure.index.values import Array, Values, ValuesError

_ROOMS = {
    "chain": ("ChainError", "Index", "Note", "Outcome", "Stage", "rebuild", "run", "verb"),
    "ranking": ("ranks",),
    "read": ("read_values",),
    "result": ("Place", "Result", "Results", "results"),
    "scoring": ("score", "usual_chain"),
    "specification": ("read_structure",),
    "step": ("Step",),
    "structure": ("Element", "Scale", "Structure", "StructureError"),
    "values": ("Array", "Values", "ValuesError"),
    **{
        f"steps.{verb}": (verb,)
        for verb in (
            "aggregate", "custom", "denominate", "impute", "normalise", "rank", "screen",
            "select", "treat", "weight",
        )
    },
}  # fmt: skip
_HOME = {name: module for module, names in _ROOMS.items() for name in names}


def __getattr__(name: str) -> Any:
    """What the build does not need is imported when it is asked for."""
    if name in ("analysis", "uncertainty"):
        return import_module(f"{__name__}.{name}")
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "ASSUMPTION",
    "MEASURE_METHOD",
    "Array",
    "ChainError",
    "Element",
    "Index",
    "Note",
    "Outcome",
    "Place",
    "Result",
    "Results",
    "Scale",
    "Stage",
    "Step",
    "Structure",
    "StructureError",
    "Values",
    "ValuesError",
    "aggregate",
    "analysis",
    "custom",
    "denominate",
    "impute",
    "measures",
    "normalise",
    "rank",
    "ranks",
    "read_structure",
    "read_values",
    "rebuild",
    "results",
    "run",
    "score",
    "screen",
    "select",
    "treat",
    "uncertainty",
    "usual_chain",
    "verb",
    "weight",
]
