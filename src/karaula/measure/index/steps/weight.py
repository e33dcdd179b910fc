"""Weight: what elements count for among the parts of their parent."""

from collections.abc import Collection, Iterator, Mapping
from math import isfinite
from typing import Any, Literal

from karaula.measure.index.chain import VERBS, ChainError, Index, Note, Outcome, check, verb
from karaula.measure.index.faults import listed, unknown
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Values

Way = Literal["given", "original", "equal", "pca", "optimised", "noisy"]

_SETTINGS: Mapping[str, tuple[str, ...]] = {
    "given": ("weights",),
    "original": (),
    "equal": (),
    "pca": ("aggregate", "squared", "year"),
    "optimised": ("aggregate", "importance", "of", "correlation", "year"),
    "noisy": ("noise", "seed"),
}
"""What each way may be set with besides the levels."""


@verb
def weight(
    values: Values, structure: Structure, /, *, method: Way = "given",
    level: int | Collection[int] | None = None, **settings: Any,
) -> Outcome:  # fmt: skip
    """Set the weights with which parts are aggregated.

    ``given`` takes ``weights`` by code and leaves others as they are; ``original`` goes back to
    those of the structure; ``equal`` sets 1. ``pca`` takes loadings on the first component
    (``squared``: their squares), ``optimised`` balances the correlations with ``of`` by
    ``importance``, and both first aggregate by way of trial with the settings ``aggregate``.
    ``noisy`` draws weights that are off by up to the share ``noise`` with a ``seed``. ``level``
    limits all of them to some levels, 1 for indicators. Raises :class:`ChainError` after
    ``aggregate``, when weights would change nothing, and where parts end with no weight.
    """
    if set(structure.aggregates) & set(values.codes):
        raise ChainError(
            "weight comes after aggregate, where it changes nothing", values.place,
            "take it before, or rebuild with other weights",
        )  # fmt: skip
    levels = _levels(level)
    found = {
        code: number
        for code, number in _weights(values, structure, method, levels, settings).items()
        if levels is None or structure.level[code] in levels
    }
    made = structure.weighing(found)
    notes = tuple(
        Note(text="weight", code=code, before=old.weight, after=made.elements[code].weight)
        for code, old in structure.elements.items()
        if made.elements[code].weight != old.weight
    )
    return Outcome(values=values, structure=made, notes=notes)


@check("weight")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    method = settings.get("method", "given")
    if method not in _SETTINGS:
        yield unknown("method to weight", str(method), _SETTINGS)
        return
    for name in settings.keys() - {"method", "level"}:
        if name not in _SETTINGS[method]:
            yield unknown(f"setting of {method}", name, _SETTINGS[method])
    there = sorted(set(structure.level.values()))
    levels = _levels(settings.get("level"))
    for level in levels or ():
        if level not in there:
            yield f"there is no level {level}; levels are {listed(there)}"
    if method == "given":
        yield from _wrong(structure, settings.get("weights"), levels)


def _levels(level: int | Collection[int] | None) -> tuple[int, ...] | None:
    if level is None:
        return None
    return (level,) if isinstance(level, int) else tuple(level)


def _wrong(structure: Structure, weights: object, levels: tuple[int, ...] | None) -> Iterator[str]:
    if not isinstance(weights, Mapping) or not weights:
        yield "weights are missing; give a number for each code, or method equal or original"
        return
    for code, number in weights.items():
        if code not in structure.elements:
            yield unknown("element", str(code), structure.elements)
        elif levels is not None and structure.level[code] not in levels:
            at = structure.level[code]
            yield f"{code} is at level {at}, which is not to change; leave it out"
        if not isinstance(number, (int, float)) or not isfinite(number) or number < 0:
            yield f"weight of {code} is {number}; write a number from 0 up"


def _weights(
    values: Values,
    structure: Structure,
    method: Way,
    levels: tuple[int, ...] | None,
    settings: Mapping[str, Any],
) -> Mapping[str, float]:
    if method == "given":
        return dict(settings["weights"])
    if method == "original":
        return structure.first_weights or {}
    below = [code for code, element in structure.elements.items() if element.parent is not None]
    if method == "equal":
        return dict.fromkeys(below, 1.0)
    from karaula.measure.index import analysis

    own = {name: setting for name, setting in settings.items() if name != "aggregate"}
    if method == "noisy":
        grid = analysis.noisy_weights(structure, 1, **own)
        return dict(zip(grid.columns, map(float, grid.data[0]), strict=True))
    trial = VERBS["aggregate"](Index(values, structure), **settings.get("aggregate", {}))
    wanted = [code for code in below if levels is None or structure.level[code] in levels]
    if method == "pca":
        parents = dict.fromkeys(structure.elements[code].parent for code in wanted)
        return analysis.principal_weights(trial, [code for code in parents if code], **own)
    if "correlation" in own:
        own["method"] = own.pop("correlation")
    return analysis.optimised_weights(trial, wanted, **own).weights
