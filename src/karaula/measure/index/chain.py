"""The chain: an index as its raw values and the steps that were taken from them.

A verb takes an :class:`Index` and gives a new one with its step added. Each stage keeps what came
out and what the step did to which value, so that every score can be followed back, and
:func:`rebuild` can take the same way again with one step changed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import wraps
from types import MappingProxyType
from typing import Any, Concatenate, ParamSpec

from karaula.errors import KaraulaError
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.values import Values

Settings = ParamSpec("Settings")


class ChainError(KaraulaError):
    """A step that is unknown, wrongly set, or cannot be taken on these values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One verb and how it was set."""

    verb: str
    settings: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


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

    def stage(self, verb: str) -> Stage:
        """The last stage of a verb; raises :class:`ChainError` if that step was not taken."""
        for stage in reversed(self.stages):
            if stage.step.verb == verb:
                return stage
        raise ChainError(f"the step {verb} was not taken", self.raw.place)

    def until(self, verb: str | None = None) -> "Index":
        """The index as it stood after the last step of a verb; without a verb, before any step.

        Raises :class:`ChainError` if that step was not taken.
        """
        if verb is None:
            return replace(self, stages=())
        last = self.stage(verb)
        count = next(at for at, stage in enumerate(self.stages, 1) if stage is last)
        return replace(self, stages=self.stages[:count])


VERBS: dict[str, Callable[..., Index]] = {}
"""Every verb by its name, as specifications name them."""


def index_of(item: Index | Values) -> Index:
    """A bare table is an index whose indicators count towards nothing."""
    if isinstance(item, Index):
        return item
    return Index(item, Structure.of(Element(code=code) for code in item.codes))


def verb(
    function: Callable[Concatenate[Values, Structure, Settings], Outcome],
) -> Callable[Concatenate[Index | Values, Settings], Index]:
    """Make ``function(values, structure, **settings)`` a verb on tables, panels and indices."""

    @wraps(function)
    def step(item: Index | Values, /, *args: Settings.args, **settings: Settings.kwargs) -> Index:
        index = index_of(item)
        outcome = function(index.values, index.structure, *args, **settings)
        stage = Stage(
            step=Step(verb=function.__name__, settings=MappingProxyType(dict(settings))),
            values=outcome.values,
            structure=outcome.structure or index.structure,
            notes=outcome.notes,
        )
        return replace(index, stages=(*index.stages, stage))

    VERBS[function.__name__] = step
    return step


def run(index: Index, steps: tuple[Step, ...]) -> Index:
    """Take the steps in their order; raises :class:`ChainError` naming every unknown verb."""
    unknown = [step.verb for step in steps if step.verb not in VERBS]
    if unknown:
        raise ChainError(f"unknown step: {', '.join(unknown)}", index.raw.place,
                         f"steps are {', '.join(VERBS)}")  # fmt: skip
    for step in steps:
        index = VERBS[step.verb](index, **step.settings)
    return index


def rebuild(index: Index, **changes: Mapping[str, Any] | None) -> Index:
    """The same index with some steps set otherwise: ``rebuild(i, normalise={"method": "rank"})``.

    Settings given replace those of the step, others stay; None leaves the step out. What came
    before the first change is not computed again. Raises :class:`ChainError` for a step that was
    not taken.
    """
    verbs = [step.verb for step in index.steps]
    missing = [verb for verb in changes if verb not in verbs]
    if missing:
        raise ChainError(f"{', '.join(missing)} was not among the steps {', '.join(verbs)}")
    first = min((verbs.index(verb) for verb in changes), default=len(verbs))
    steps: list[Step] = []
    for step in index.steps[first:]:
        change = changes.get(step.verb, {})
        if change is not None:
            steps.append(replace(step, settings={**step.settings, **change}))
    return run(replace(index, stages=index.stages[:first]), tuple(steps))
