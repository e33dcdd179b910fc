"""The same values aggregated once more, by another structure."""

from dataclasses import replace

from karaula.measure.index.analysis.view import until
from karaula.measure.index.chain import Index, Step, run
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values


def aggregated_by(index: Index, structure: Structure) -> Index:
    """The index up to its last aggregation, which is taken again by ``structure``.

    Elements that ``structure`` no longer has are left out of the values and of the settings of
    the aggregation. What came before is not computed again. Raises
    :class:`~karaula.measure.index.chain.ChainError` if the index was not aggregated.
    """
    stage = index.stage("aggregate")
    gone = index.structure.elements.keys() - structure.elements.keys()
    before = until(index, "aggregate").stages[:-1]
    if before:
        values = _without(before[-1].values, gone)
        before = (*before[:-1], replace(before[-1], values=values, structure=structure))
        start = replace(index, stages=before)
    else:
        start = Index(_without(index.raw, gone), structure)
    return run(start, (_forgetting(stage.step, gone),))


def _without(values: Values, gone: set[str]) -> Values:
    return values.of_codes([code for code in values.codes if code not in gone])


def _forgetting(step: Step, gone: set[str]) -> Step:
    settings = dict(step.settings)
    if settings.get("per"):
        settings["per"] = {k: setting for k, setting in settings["per"].items() if k not in gone}
    return replace(step, settings=settings)
