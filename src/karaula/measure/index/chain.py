"""The chain: an index as its raw values and the steps that were taken from them.

A verb takes an :class:`Index` and gives a new one with its step added. Each stage keeps what came
out and what the step did to which value, so that every score can be followed back, and
:func:`rebuild` can take the same way again with one step changed.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from inspect import Parameter
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec

import numpy as np

from karaula.errors import KaraulaError
from karaula.measure.index.faults import listed, told, unknown
from karaula.measure.index.settings import parameters, wrong_settings
from karaula.measure.index.step import Step as Step
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Values

Settings = ParamSpec("Settings")


class ChainError(KaraulaError):
    """A step that is unknown, wrongly set, or cannot be taken on these values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Something that a step did or saw: a unit left out, a point treated, a value filled in."""

    text: str
    code: str | None = None
    unit: str | None = None
    year: str | None = None
    before: float | None = None
    after: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a step gives: values, the structure if it changed, and what was done."""

    values: Values
    structure: Structure | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """A step that was taken, and what stood after it."""

    step: Step
    values: Values
    structure: Structure
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Index:
    """Raw values, their structure, and the stages that they went through."""

    raw: Values
    original: Structure
    stages: tuple[Stage, ...] = ()

    @property
    def values(self) -> Values:
        """Values as they stand after the last step."""
        return self.stages[-1].values if self.stages else self.raw

    @property
    def structure(self) -> Structure:
        """Structure as it stands after the last step."""
        return self.stages[-1].structure if self.stages else self.original

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps in their order."""
        return tuple(stage.step for stage in self.stages)

    @property
    def notes(self) -> tuple[Note, ...]:
        """What all steps did and saw, in their order."""
        return tuple(note for stage in self.stages for note in stage.notes)

    def stage(self, verb: str) -> Stage:
        """The last stage of a verb; raises :class:`ChainError` if that step was not taken."""
        for stage in reversed(self.stages):
            if stage.step.verb == verb:
                return stage
        raise ChainError(f"the step {verb} was not taken", self.raw.place)

    def changed(self, **changes: Mapping[str, Any] | None) -> "Index":
        """:func:`rebuild` of this index."""
        return rebuild(self, **changes)


Check = Callable[[Structure, Mapping[str, Any]], Iterable[str]]

VERBS: dict[str, Callable[..., Index]] = {}
"""Every verb by its name, as specifications name them."""

_CHECKS: dict[str, Check] = {}


def verbs() -> Mapping[str, Callable[..., Index]]:
    """All verbs, once the modules that hold them are imported."""
    from karaula.measure.index import steps  # noqa: F401

    return VERBS


def check(name: str) -> Callable[[Check], Check]:
    """Register what tells wrong settings of a verb before it runs, a clause each.

    The function takes the structure and the settings given. Names that the verb does not have are
    told without it.
    """

    def register(function: Check) -> Check:
        _CHECKS[name] = function
        return function

    return register


def faults(steps: Iterable[Step], structure: Structure | None) -> list[str]:
    """Everything that is wrong with steps before any is taken: verbs, settings, methods.

    Without a structure (because it has faults of its own) only names are checked.
    """
    problems: list[str] = []
    for step in steps:
        if step.verb in verbs():
            found = _faults(VERBS[step.verb], step, structure)
            problems += [f"{step.verb}: {problem}" for problem in found]
        else:
            problems.append(unknown("step", step.verb, VERBS))
    return problems


def _faults(
    function: Callable[..., object], step: Step, structure: Structure | None
) -> Iterator[str]:
    misnamed, misfit = wrong_settings(function, step.settings)
    yield from misnamed
    own: list[str] = []
    if structure is not None and step.verb in _CHECKS:
        try:
            own.extend(_CHECKS[step.verb](structure, step.settings))
        except (AttributeError, TypeError, ValueError):
            if not (misnamed or misfit):  # a check may stumble over a setting of the wrong kind
                raise
    yield from own
    # What the verb says of a setting in its own words is enough.
    yield from (why for name, why in misfit.items() if not re.search(rf"\b{name}\b", " ".join(own)))


def defaults(step: Step) -> Step:
    """A step with every setting of its verb, those that were left to default too."""
    own = parameters(verbs()[step.verb])
    usual = {
        name: setting.default for name, setting in own.items()
        if setting.default not in (Parameter.empty, None, ())
    }  # fmt: skip
    return replace(step, settings=MappingProxyType({**usual, **step.settings}))


def index_of(item: Index | Values) -> Index:
    """A bare table is an index whose indicators count towards nothing."""
    if isinstance(item, Index):
        return item
    return Index(item, Structure.of(Element(code=code) for code in item.codes))


def verb(
    function: Callable[Concatenate[Values, Structure, Settings], Outcome],
) -> Callable[Concatenate[Index | Values, Settings], Index]:
    """Make ``function(values, structure, **settings)`` a verb on tables, panels and indices.

    Wrong settings are told all at once before the function runs, and a value that becomes a gap
    or infinite without a note is an error: nothing gets lost in silence.
    """
    name = function.__name__

    @wraps(function)
    def step(item: Index | Values, /, *args: Settings.args, **settings: Settings.kwargs) -> Index:
        index = index_of(item)
        given = dict(zip(parameters(function), args, strict=False)) | settings
        taken = Step(verb=name, settings=MappingProxyType(given))
        if problems := list(_faults(function, taken, index.structure)):
            raise ChainError(told([f"{name}: {one}" for one in problems]), index.raw.place)
        outcome = function(index.values, index.structure, *args, **settings)
        if problems := list(_losses(name, index.values, outcome)):
            raise ChainError(told(problems), index.raw.place)
        stage = Stage(
            step=taken,
            values=outcome.values,
            structure=outcome.structure or index.structure,
            notes=outcome.notes,
        )
        return replace(index, stages=(*index.stages, stage))

    VERBS[name] = step
    return step


def _losses(name: str, before: Values, outcome: Outcome) -> Iterator[str]:
    """Values that are infinite now, or were known before and are gaps now without a note."""
    after = outcome.values
    for *_, unit, code in _places(after, np.isinf(after.data)):
        yield f"{name} makes {code} of {unit} infinite; treat that value first or leave it out"
    codes = [code for code in before.codes if code in set(after.codes)]
    units = [unit for unit in before.units if unit in set(after.units)]
    if before.years != after.years or not codes or not units:
        return
    if (before.units, before.codes) != (after.units, after.codes):
        before, after = (one.of_units(units).of_codes(codes) for one in (before, after))
    lost = np.isnan(after.data) & ~np.isnan(before.data)
    if lost.any():
        noted = {(note.unit, note.code) for note in outcome.notes}
        for *_, unit, code in _places(after, lost):
            if not noted & {(unit, code), (unit, None), (None, code)}:
                yield f"{name} loses {code} of {unit}; a value may become a gap only with a note"


def _places(values: Values, marked: np.ndarray[Any, np.dtype[np.bool_]]) -> Iterator[list[str]]:
    for place in np.argwhere(marked):
        names = (values.units, values.codes)
        yield [axis[at] for axis, at in zip(names, place[-2:], strict=True)]


def run(index: Index, steps: Sequence[Step]) -> Index:
    """Take the steps in their order; raises :class:`ChainError` with every fault of all of them
    before the first is taken."""
    if problems := faults(steps, index.structure):
        raise ChainError(told(problems), index.structure.place or index.raw.place)
    for step in steps:
        index = VERBS[step.verb](index, **step.settings)
    return index


def rebuild(index: Index, **changes: Mapping[str, Any] | None) -> Index:
    """The same index with some steps set otherwise: ``rebuild(i, normalise={"method": "rank"})``.

    Settings given replace those of the step, others stay, save that a new method comes without the
    settings of the old one. None leaves the step out. Of a step taken twice, ``treat_1`` and
    ``treat_2`` say which. ``select`` may be given where it was not taken: it then comes first.
    What came before the first change is not computed again. Raises :class:`ChainError` for a step
    that was not taken.
    """
    names = step_names(index.steps)
    steps: list[Step | None] = list(index.steps)
    opening = changes.get("select")
    if opening is not None and not any(step.verb == "select" for step in index.steps):
        changes = {name: change for name, change in changes.items() if name != "select"}
        names, steps = ["select", *names], [Step(verb="select", settings=dict(opening)), *steps]
        first = 0
    else:
        first = len(steps)
    if missing := [name for name in changes if name not in names]:
        raise ChainError(
            f"{listed(missing)} cannot be changed", index.raw.place,
            f"the steps taken are {listed(names) or 'none'}",
        )  # fmt: skip
    for name, change in changes.items():
        at = names.index(name)
        first = min(first, at)
        step = steps[at]
        assert step is not None  # names are unique, and each is changed once
        steps[at] = None if change is None else changed(step, change)
    return run(
        replace(index, stages=index.stages[:first]),
        [step for step in steps[first:] if step is not None],
    )


def changed(step: Step, change: Mapping[str, Any]) -> Step:
    """A step set otherwise, as :func:`rebuild` sets it."""
    own = parameters(verbs()[step.verb])
    kept = step.settings
    if "method" in change and change["method"] != kept.get("method"):
        kept = {name: value for name, value in kept.items() if name in own}
    return replace(step, settings=MappingProxyType({**kept, **change}))


def step_names(steps: Sequence[Step]) -> list[str]:
    """Names of the steps; those taken more than once are numbered."""
    taken = [step.verb for step in steps]
    return [
        verb if taken.count(verb) == 1 else f"{verb}_{taken[:at].count(verb) + 1}"
        for at, verb in enumerate(taken)
    ]
