"""What is taken to be uncertain where nobody says, and any choice in a sentence."""

from collections.abc import Iterable, Mapping

import numpy as np

from karaula.errors import KaraulaError
from karaula.measure.index.chain import Index, defaults, step_names
from karaula.measure.index.faults import listed
from karaula.measure.index.uncertainty.choices import (
    Between,
    Cells,
    Change,
    Choice,
    Listed,
    NoisyWeights,
    Removal,
    Settings,
    WeightSets,
)
from karaula.measure.index.uncertainty.data import ScoreError
from karaula.measure.index.uncertainty.engine import Engine

WEIGHTS = 0.25
"""Share by which weights are usually taken to be off."""
SCALES: tuple[Mapping[str, object], ...] = (
    {"method": "min_max", "low": 1, "high": 100},
    {"method": "z_score", "mean": 50, "sd": 10},
)
"""Usual normalisations; the first of another method than the index's own is an alternative."""
MEANS: tuple[Mapping[str, object], ...] = ({"method": "arithmetic"}, {"method": "geometric"})
COMBINATIONS = 64


def usual(index: Index, *, of: str, year: str | None = None) -> dict[str, Choice]:
    """The usual choices for an index.

    Expert scores on a scale err by a step of it. Any other index has weights that may be off by a
    quarter, another usual normalisation, and another usual mean; an alternative under which some
    unit cannot be scored (a geometric mean of zeros) is left out.
    """
    if index.original.scale is not None:
        return {"expert scores": ScoreError()}
    fitting: dict[str, Choice] = {}
    for name, verb, ways in (
        ("normalisation", "normalise", SCALES), ("aggregation", "aggregate", MEANS)
    ):  # fmt: skip
        choice = _other(index, verb, ways)
        if choice is not None and _fits(index, {**fitting, name: choice}, of, year):
            fitting[name] = choice
    return {"weights": NoisyWeights(by=WEIGHTS), **fitting}


def by_indicator(index: Index, *, of: str, year: str | None = None) -> dict[str, Choice]:
    """The usual choices with the error of each expert score as one of its own."""
    if index.original.scale is None:
        return usual(index, of=of, year=year)
    elements = index.original.elements
    below = index.original.below(of)
    names = [elements[code].name or code for code in below]
    single = len(set(names)) == len(names)
    return {
        (name if single else code): ScoreError(codes=(code,))
        for name, code in zip(names, below, strict=True)
    }


def one_scale(index: Index, choices: Mapping[str, Choice]) -> bool:
    """Whether scores of all draws lie on one scale, so that they may have an interval."""
    verbs = dict(zip(step_names(index.steps), (step.verb for step in index.steps), strict=True))
    return not any(
        isinstance(choice, Settings | Between) and verbs.get(choice.step) == "normalise"
        for choice in choices.values()
    )


def said(choices: Iterable[Choice]) -> tuple[str, ...]:
    """What is taken for granted, a sentence for each kind of choice."""
    return tuple(dict.fromkeys(map(_sentence, choices)))


def _other(index: Index, verb: str, ways: Iterable[Mapping[str, object]]) -> Settings | None:
    """A step as it is, or by the first usual method that is not its own."""
    taken = [
        (name, step) for name, step in zip(step_names(index.steps), index.steps, strict=True)
        if step.verb == verb
    ]  # fmt: skip
    if len(taken) != 1:
        return None
    ((name, step),) = taken
    own = defaults(step).settings.get("method")
    other = next(way for way in ways if way["method"] != own)
    return Settings(step=name, alternatives=({}, other))


def _fits(index: Index, choices: Mapping[str, Choice], of: str, year: str | None) -> bool:
    try:
        engine = Engine(index, choices, of=of, year=year)
        table, _, _ = engine.design.table(COMBINATIONS)
        scores = engine.scores(table)
    except KaraulaError:
        return False
    return bool((np.isnan(scores) == np.isnan(engine.nominal())).all())


def _sentence(choice: Choice) -> str:
    match choice:
        case Settings(step=step, alternatives=ways):
            return f"{step} is taken {_either(map(_way, ways))}{_chances(choice)}"
        case Between(step=step, setting=setting, low=low, high=high):
            return f"{setting} of {step} may lie anywhere from {low:g} to {high:g}"
        case WeightSets():
            return f"weights are those of the set {_either(choice.labels)}{_chances(choice)}"
        case NoisyWeights(by=by):
            sizes = by.values() if isinstance(by, Mapping) else [by]
            most = _either(f"{size * 100:g} %" for size in sizes)
            return f"each weight may be off by up to {most} either way, with equal chance"
        case Removal():
            return f"nothing is left out, or one of {listed(choice.codes)}{_chances(choice)}"
        case Cells():
            return f"values are {_either(choice.labels)}{_chances(choice)}"
        case _:
            return choice.assumption


def _way(change: Change) -> str:
    if change is None:
        return "not at all"
    return "by " + ", ".join(f"{k} {v}" for k, v in change.items()) if change else "as it is"


def _either(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} or {last}" if first else last


def _chances(choice: Listed) -> str:
    if choice.chances is None:
        return ", with equal chance"
    return f", with the chances {', '.join(f'{share:.0%}' for share in choice.shares)}"
