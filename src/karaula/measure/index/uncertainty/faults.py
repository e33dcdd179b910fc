"""What is wrong with choices, told before any draw."""

from collections.abc import Iterator, Mapping

import numpy as np

from karaula.measure.index.chain import Index, changed, faults, step_names
from karaula.measure.index.faults import listed, unknown
from karaula.measure.index.structure import Structure
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
from karaula.measure.index.uncertainty.data import Ground, Noise


def of_choices(index: Index, choices: Mapping[str, Choice], of: str) -> list[str]:
    """Everything that is wrong with choices for an index, a clause each, under their names."""
    problems = [
        f"{name}: {problem}"
        for name, choice in choices.items()
        for problem in dict.fromkeys(_of(index, choice, of))
    ]
    if not any(step.verb == "aggregate" for step in index.steps):
        problems.append("the index is not aggregated; take that step first")
    return problems


def _of(index: Index, choice: Choice, of: str) -> Iterator[str]:
    if isinstance(choice, Listed):
        yield from _listed(choice)
    match choice:
        case Settings():
            yield from _settings(index, choice.step, choice.alternatives)
        case Between():
            if not choice.low < choice.high:
                yield f"the range from {choice.low:g} to {choice.high:g} is empty"
            if choice.every is not None and not choice.every > 0:
                yield f"every is {choice.every:g}; give a number above 0"
            ends = ({choice.setting: end} for end in (choice.low, choice.high))
            yield from _settings(index, choice.step, tuple(ends))
        case WeightSets():
            for name, weights in zip(choice.labels, choice.sets, strict=False):
                yield from _weights(index.structure, name, weights)
            if len(choice.labels) != len(choice.sets):
                yield f"{len(choice.labels)} names are given for {len(choice.sets)} sets of weights"
        case NoisyWeights():
            yield from _noisy(index.structure, choice)
        case Removal():
            yield from _removal(index.original, choice, of)
        case Cells():
            for name, cells in choice.versions.items():
                for unit, code in cells:
                    if unit not in index.raw.units or code not in index.raw.codes:
                        yield f"{name} replaces {code} of {unit}, which is not in the data"
        case Noise():
            yield from choice.faults(Ground(index.raw, index.original))


def _listed(choice: Listed) -> Iterator[str]:
    if not choice.labels:
        yield "no alternatives are given"
    if choice.chances is not None:
        given = np.array(choice.chances, float)
        if len(given) != len(choice.labels):
            yield f"{len(given)} chances are given for {len(choice.labels)} alternatives"
        if not (np.isfinite(given).all() and (given >= 0).all() and given.sum() > 0):
            yield f"chances are {listed(choice.chances)}; give numbers from 0 up, not all 0"


def _settings(index: Index, step: str, alternatives: tuple[Change, ...]) -> Iterator[str]:
    names = step_names(index.steps)
    if step not in names:
        yield unknown("step", step, names)
        return
    taken = index.stages[names.index(step)]
    for change in alternatives:
        if change is None and taken.step.verb == "aggregate":
            yield "aggregate cannot be left out: there would be no score"
        elif change is not None:
            yield from faults([changed(taken.step, change)], taken.structure)


def _weights(structure: Structure, name: str, weights: Mapping[str, float]) -> Iterator[str]:
    for code, weight in weights.items():
        if code not in structure.elements:
            yield f"set {name}: {unknown('element', code, structure.elements)}"
        elif not (np.isfinite(weight) and weight >= 0):
            yield f"set {name}: weight of {code} is {weight}; give a number from 0 up"
    for parent, parts in structure.parts.items():
        if all(weights.get(part, structure.elements[part].weight) == 0 for part in parts):
            yield f"set {name}: all parts of {parent} have the weight 0"


def _noisy(structure: Structure, choice: NoisyWeights) -> Iterator[str]:
    levels = set(structure.level.values())
    for level in choice.within(structure):
        if level not in levels:
            yield f"there is no level {level}; there are {listed(sorted(levels))}"
    for by in choice.within(structure).values():
        if not 0 < by < 1:
            yield f"weights vary by {by:g}; give a share above 0 and below 1"


def _removal(structure: Structure, choice: Removal, of: str) -> Iterator[str]:
    for code in choice.codes:
        if code not in structure.elements:
            yield unknown("element to leave out", code, structure.elements)
        elif set(structure.below(of)) <= set(structure.below(code)):
            yield f"without {code} nothing is left of {of}"
