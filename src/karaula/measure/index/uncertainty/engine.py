"""The chain taken for many draws at once.

Draws that agree in all choices so far share their values, so that a step is taken once for each
combination of alternatives and not once a draw. Where data err, every draw has values of its own:
they go through a step together, as the years of a panel would, where the step looks at each year by
itself, and one by one where it does not. Weights may differ by draw at no cost: the last step is a
product of matrices.
"""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from inspect import signature
from typing import Any

import numpy as np
import numpy.typing as npt

from karaula.errors import KaraulaError
from karaula.measure.index.chain import VERBS, ChainError, Index, changed, step_names
from karaula.measure.index.faults import listed, told, unknown
from karaula.measure.index.step import Step
from karaula.measure.index.steps.aggregate import gatherings_of
from karaula.measure.index.structure import Element, Structure
from karaula.measure.index.uncertainty import faults
from karaula.measure.index.uncertainty.choices import (
    Between,
    Cells,
    Choice,
    Listed,
    NoisyWeights,
    Removal,
    Settings,
    WeightSets,
)
from karaula.measure.index.uncertainty.data import BLOCK, Ground, Noise, perturbed
from karaula.measure.index.uncertainty.design import Design
from karaula.measure.index.uncertainty.products import drawn_weights, scores_of
from karaula.measure.index.uncertainty.state import State, together

Array = npt.NDArray[np.float64]

REMEMBERED = 64 * 2**20
"""Bytes of values kept for combinations of alternatives that may come again."""

TOGETHER = 16 * 2**20
"""Bytes of values of draws that go through a step together."""


class Engine:
    """Scores of one element of an index under any design of its choices.

    ``of`` is the code of the element, by default the only top; ``year`` says which year of a panel.
    Raises :class:`ChainError` with every fault of the choices at once.
    """

    def __init__(
        self, index: Index, choices: Mapping[str, Choice], *, of: str | None = None,
        year: str | None = None, seed: int = 0,
    ) -> None:  # fmt: skip
        self.index, self.choices, self.year, self.seed = index, dict(choices), year, seed
        self.of = _target(index, of)
        problems = faults.of_choices(index, self.choices, self.of)
        if index.raw.years is not None and year not in index.raw.years:
            problems.append(f"say which year: one of {listed(index.raw.years)}")
        if problems:
            raise ChainError(told(problems), index.raw.place)
        self.units = index.raw.units
        self.steps = list(zip(step_names(index.steps), index.steps, strict=True))
        while self.steps[-1][1].verb == "rank":
            self.steps.pop()
        self.last = max(at for at, (_, s) in enumerate(self.steps) if s.verb == "aggregate")
        self.noises = {name: c for name, c in self.choices.items() if isinstance(c, Noise)}
        self.design = Design(
            {name: len(choice.codes(index.structure)) if isinstance(choice, NoisyWeights) else 1
             for name, choice in self.choices.items()}, self.choices,
        )  # fmt: skip
        self._rows_of_units = {unit: at for at, unit in enumerate(self.units)}
        self._weighs = [
            n for n, c in self.choices.items() if isinstance(c, WeightSets | NoisyWeights)
        ]
        self._memory: dict[Hashable, Index] = {}

    def scores(self, design: Array) -> Array:
        """Scores ``(draws, units)``; ``nan`` for a unit that has none in a draw."""
        found = np.full((len(design), len(self.units)), np.nan)
        plain = State(Index(self.index.raw, self.index.original), np.arange(len(design)), ())
        first = self._kind(Removal | Cells)
        for picked, part in self._parted(plain, first, design):
            start = replace(part, index=self._start(dict(zip(first, picked, strict=True))))
            for state in self._erring(start, design) if self.noises else (start,):
                self._walk(state, 0, design, found)
        return found

    def nominal(self) -> Array:
        """Scores of the index as it is: ``(units,)``."""
        plain = Engine(self.index, {}, of=self.of, year=self.year)
        return np.asarray(plain.scores(np.empty((1, 0)))[0])

    def picked(self, name: str, design: Array) -> list[Any]:
        """What a choice picked in each draw, in words or numbers; a row of weights for noisy ones,
        the number of the draw for data that err."""
        choice, places = self.choices[name], design[:, self.design.columns[name]]
        if isinstance(choice, Listed):
            return [choice.labels[at] for at in choice.picked(places[:, 0])]
        if isinstance(choice, Between):
            return [choice.whole(value) for value in choice.picked(places[:, 0]).tolist()]
        if isinstance(choice, NoisyWeights):
            weights = self._weights(State(self.index, np.arange(len(design)), None), design)
            codes = choice.codes(self.index.structure)
            columns = np.broadcast_arrays(*(weights[code] for code in codes))
            return [dict(zip(codes, row, strict=True)) for row in np.stack(columns, -1).tolist()]
        return list(places[:, 0].astype(int).tolist())

    def _kind(self, kind: Any) -> list[str]:
        return [name for name, choice in self.choices.items() if isinstance(choice, kind)]

    def _walk(self, state: State, number: int, design: Array, found: Array) -> None:
        """Take the steps from ``number`` on, and lay down the scores."""
        if number == len(self.steps):
            values = state.index.values
            data = values.data if state.drawn is None else state.drawn
            self._lay(state, self._of_year(data)[..., values.codes.index(self.of)], found)
            return
        name, step = self.steps[number]
        own = [n for n, c in self.choices.items()
               if isinstance(c, Settings | Between) and c.step == name]  # fmt: skip
        for picked, part in self._parted(state, own, design):
            taken = self._set(step, dict(zip(own, picked, strict=True)))
            if taken is None:
                self._walk(part, number + 1, design, found)
            elif number == self.last == len(self.steps) - 1 and self._gather(
                part, taken, design, found
            ):
                continue
            elif number == self.last and self._weighs:
                for one in part.each():
                    weights = {
                        c: float(np.ravel(w)[0]) for c, w in self._weights(one, design).items()
                    }
                    structure = one.index.structure.weighing(weights)
                    weighed = replace(one, index=Index(one.index.values, structure))
                    self._walk(self._after(weighed, taken, design), number + 1, design, found)
            elif together(taken, part):
                self._walk(self._after(part, taken, design), number + 1, design, found)
            else:
                for one in part.each():
                    self._walk(self._after(one, taken, design), number + 1, design, found)

    def _parted(
        self, state: State, names: list[str], design: Array
    ) -> Iterator[tuple[tuple[Any, ...], State]]:
        """Draws that agree in what these choices pick: the number of an alternative, or a value."""
        if not names:
            yield (), state
            return
        columns = [
            choice.picked(design[state.rows, self.design.columns[name].start])
            for name, choice in self.choices.items()
            if name in names and isinstance(choice, Listed | Between)
        ]
        table, which = np.unique(np.stack(columns, axis=1), axis=0, return_inverse=True)
        for number, row in enumerate(table.tolist()):
            yield tuple(row), state.of(state.rows[which.ravel() == number], tuple(row))

    def _start(self, picked: Mapping[str, float]) -> Index:
        """The data and the structure before any step, with what was picked for them."""
        values, structure = self.index.raw, self.index.original
        for name, number in picked.items():
            choice = self.choices[name]
            if isinstance(choice, Cells) and number:
                data = values.data.copy()
                for (unit, code), value in list(choice.versions.values())[int(number) - 1].items():
                    if code in values.codes:
                        data[..., values.units.index(unit), values.codes.index(code)] = value
                values = values.having(data)
            elif isinstance(choice, Removal) and number:
                gone = structure.below(code := choice.codes[int(number) - 1])
                structure = structure.without([code])
                values = values.of_codes([code for code in values.codes if code not in gone])
        if len(self.steps) == 1 and not self.steps[0][1].settings.get("per"):
            # Nothing but the last step: columns that do not count need not be looked at.
            structure = _below(structure, self.of)
            values = values.of_codes([c for c in values.codes if c in structure.elements])
        return Index(values, structure)

    def _erring(self, state: State, design: Array) -> Iterator[State]:
        """The draws with data of their own, as many at a time as memory should hold."""
        ground = Ground(state.index.values, state.index.structure)
        size = max(ground.values.data.nbytes, 1)
        count = max(BLOCK, TOGETHER // size // BLOCK * BLOCK)
        below = frozenset(ground.structure.below(self.of))
        for at in range(0, len(state.rows), count):
            rows = state.rows[at : at + count]
            numbers = {
                name: design[rows, self.design.columns[name].start].astype(np.intp)
                for name in self.noises
            }
            data = perturbed(self.noises, numbers, self.seed, ground, below)
            yield State(state.index, rows, None, data)

    def _set(self, step: Step, picked: Mapping[str, float]) -> Step | None:
        for name, value in picked.items():
            choice = self.choices[name]
            if isinstance(choice, Between):
                step = changed(step, {choice.setting: choice.whole(value)})
            elif isinstance(choice, Settings):
                change = choice.alternatives[int(value)]
                if change is None:
                    return None
                step = changed(step, change)
        return step

    def _after(self, state: State, step: Step, design: Array) -> State:
        """What stands after a step, remembered where it may come again."""
        key = None if state.key is None else (*state.key, step.verb)
        if key is not None and key in self._memory:
            return replace(state, index=self._memory[key], key=key)
        index = state.index
        if state.drawn is not None:
            years = tuple(str(row) for row in state.rows)
            index = Index(replace(index.values, data=state.drawn, years=years), index.structure)
        settings = dict(step.settings)
        if state.drawn is not None and "over" in signature(VERBS[step.verb]).parameters:
            settings["over"] = "year"
        try:
            after = VERBS[step.verb](index, **settings)
        except KaraulaError as error:
            raise self._failed(error, state, design) from error
        values, structure = after.values, after.structure
        if state.drawn is not None:
            plain = replace(values, years=None, data=values.data[0], denominators={
                name: each if each.ndim == 1 else each[0]
                for name, each in values.denominators.items()
            })  # fmt: skip
            return State(Index(plain, structure), state.rows, None, values.data)
        index = Index(values, structure)
        if key is not None:
            self._remember(key, index)
        return State(index, state.rows, key)

    def _remember(self, key: Hashable, index: Index) -> None:
        self._memory[key] = index
        while sum(each.values.data.nbytes for each in self._memory.values()) > REMEMBERED:
            del self._memory[next(iter(self._memory))]

    def _gather(self, state: State, step: Step, design: Array, found: Array) -> bool:
        """Lay down the scores of the last step from a product; False where it asks for more."""
        values, structure = state.index.values, state.index.structure
        if callable(step.settings.get("method")) or not (structure.directed or _rising(structure)):
            return False
        codes = tuple(code for code in values.codes if code not in structure.parts)
        data = self._of_year(values.data if state.drawn is None else state.drawn)
        if codes != values.codes:
            data = data[..., [values.codes.index(code) for code in codes]]
        gatherings = gatherings_of(structure, (*codes, *structure.aggregates), step.settings)
        scores = scores_of(
            self.of, data, codes, structure, gatherings, self._weights(state, design)
        )
        if np.isnan(scores).any():
            below = [codes.index(code) for code in structure.below(self.of)]
            if (np.isnan(scores) & ~np.isnan(data[..., below]).any(axis=-1)).any():
                return False  # the verb says where a method is not defined, and why
        self._lay(state, scores, found)
        return True

    def _weights(self, state: State, design: Array) -> dict[str, float | Array]:
        places = {name: design[state.rows, self.design.columns[name]] for name in self._weighs}
        choices = {name: self.choices[name] for name in self._weighs}
        return drawn_weights(choices, places, self.index.structure, state.index.structure)

    def _of_year(self, data: Array) -> Array:
        """Tables ``(..., units, codes)`` of the year asked for."""
        if self.index.raw.years is None or self.year is None:
            return data
        taken: Array = data[..., self.index.raw.years.index(self.year), :, :]
        return taken

    def _lay(self, state: State, scores: Array, found: Array) -> None:
        units = [self._rows_of_units[unit] for unit in state.index.values.units]
        found[state.rows[:, None], units] = scores

    def _failed(self, error: KaraulaError, state: State, design: Array) -> ChainError:
        """The fault, with the alternatives under which it came up."""
        row = design[state.rows[:1]]
        told = [
            f"{name} {self.picked(name, row)[0]}" for name, choice in self.choices.items()
            if isinstance(choice, Listed | Between)
        ]  # fmt: skip
        where = f" (in draws with {', '.join(told)})" if told else ""
        return ChainError(f"{error.problem}{where}", error.place, error.remedy)


def _below(structure: Structure, of: str) -> Structure:
    """An aggregate with what it is made of."""
    kept: dict[str, Element] = {of: replace(structure.elements[of], parent=None)}
    for code in reversed(structure.aggregates):
        if code in kept:
            kept |= {part: structure.elements[part] for part in structure.parts[code]}
    return replace(structure, elements={c: kept[c] for c in structure.elements if c in kept})


def _rising(structure: Structure) -> bool:
    return all(element.direction > 0 for element in structure.elements.values())


def _target(index: Index, of: str | None) -> str:
    """The element that is scored; raises :class:`ChainError` where it must be named."""
    structure = index.structure
    if of is not None and of in structure.parts:
        return of
    if of is None and len(structure.tops) == 1:
        return structure.tops[0]
    if of is not None:
        raise ChainError(unknown("aggregate", of, structure.parts), structure.place)
    raise ChainError(
        "there are several elements at the top", structure.place,
        f"say of which the scores are: {listed(structure.tops)}",
    )  # fmt: skip
