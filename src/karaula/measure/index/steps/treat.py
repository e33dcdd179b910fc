"""Treat: a few extreme values kept from ruling the scores of all, in stages with a test between."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from karaula.measure.index.chain import Index, Note, Outcome, check, verb
from karaula.measure.index.columns import Columns, Over, indicators, over_faults
from karaula.measure.index.kernels import moments
from karaula.measure.index.kernels.treat import Flags, Passes, Treated, in_stages
from karaula.measure.index.methods import Method, Wanted, lookup, plan, refuse
from karaula.measure.index.structure import Structure
from karaula.measure.index.values import Array, Values

Per = Mapping[str, Mapping[str, Any]]
Ways = str | Callable[..., Any] | Sequence[Wanted]

THEN = "_then_"
"""Joins treatments that follow one another in the name of a method."""

DEFAULTS: Mapping[str, Any] = {
    "method": "winsorise_then_log", "per": None, "over": "panel", "test": "skew_or_kurtosis",
    "combined": False,
}  # fmt: skip
"""Settings of the step where none is given."""

OWN = {"combined": bool}
"""Settings of the step that a single indicator may have otherwise."""


@verb
def treat(
    values: Values, structure: Structure, /, *, method: Ways = "winsorise_then_log",
    per: Per | None = None, over: Over = "panel", test: Wanted = "skew_or_kurtosis",
    combined: bool = False, **settings: Any,
) -> Outcome:  # fmt: skip
    """Test each indicator for outliers, and treat those that fail until they pass.

    ``method`` is one treatment or several that follow one another: ``winsorise``,
    ``winsorise_then_log``, or a list of names and of functions of ``(data, **settings)`` on
    columns that failed, shape ``(columns, units, 1)``. Each is used only where the test still
    fails, and starts from the original values unless treatments are ``combined``. ``test`` is a
    name or a function of ``(data, **settings)`` that gives True for each column that passes.
    ``per`` gives single indicators treatments or settings of their own; ``over`` says whether the
    years of a panel are treated together or each alone. Every value that was changed is a note,
    and so is every indicator that still fails; :func:`outlier_tests` tells all tests.
    """
    data, faults, notes = np.array(values.data, dtype=float), list[str](), list[Note]()
    set_to = {"method": method, "per": per, "over": over, "test": test, "combined": combined}
    for run in _runs(values, structure, {**set_to, **settings}):
        columns = run.columns
        faults += run.faults()
        before, after = values.data[..., columns.at], columns.unpooled(run.treated.data)
        for at, names in columns.places(~np.isnan(before) & (before != after)):
            text = f"treated by {' and '.join(run.applied(at))}"
            notes.append(Note(text=text, before=float(before[at]), after=float(after[at]), **names))
        notes += run.still_failing()
        data[..., columns.at] = after
    refuse(faults, values.place)
    return Outcome(values=values.having(data), notes=tuple(notes))


@check("treat")
def _faults(structure: Structure, settings: Mapping[str, Any]) -> Iterator[str]:
    rest = {**DEFAULTS, **settings}
    method, per, over, test, combined = (rest.pop(name) for name in DEFAULTS)
    yield from over_faults(over)
    if not isinstance(combined, bool):
        yield f"combined is {combined!r}; write true or false"
    yield from plan("treat", structure.indicators, method, rest, per,
                    own=OWN, parse=_parse(test))[1]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class OutlierTest:
    """One test of an indicator."""

    code: str
    year: str | None
    """None for a single table, and where the years were treated together."""
    number: int
    """0 before any treatment, 1 after the first, and so on."""
    treatment: str | None
    """The treatment that it followed."""
    skew: float
    kurtosis: float
    passes: bool
    points: int
    """Values that differ from the original ones."""


def outlier_tests(index: Index) -> tuple[OutlierTest, ...]:
    """Every test that the last step ``treat`` made, by indicator and year.

    Raises :class:`ChainError` if the step was not taken.
    """
    stage = index.stage("treat")
    before = index.stages[: index.stages.index(stage)]
    start = before[-1] if before else None
    values, structure = (start.values, start.structure) if start else (index.raw, index.original)
    runs = _runs(values, structure, {**DEFAULTS, **stage.step.settings})
    found = [test for run in runs for test in run.tests()]
    order = {code: number for number, code in enumerate(structure.elements)}
    return tuple(sorted(found, key=lambda test: (order[test.code], test.year or "", test.number)))


@dataclass(frozen=True)
class _Run:
    """The treatment of columns that share methods and settings."""

    ways: tuple[Method, ...]
    columns: Columns
    treated: Treated
    combined: bool

    @property
    def name(self) -> str:
        return " then ".join(way.name for way in self.ways)

    def faults(self) -> Iterator[str]:
        why = [way.undefined for way in self.ways if way.undefined]
        for place in self.columns.undefined(self.columns.data, self.treated.data):
            yield (
                f"{place} cannot be treated by {self.name}: "
                f"{' or '.join(why) or 'it gives no number'}; give it another treatment with per"
            )

    def applied(self, at: tuple[int, ...]) -> list[str]:
        """Names of the treatments that made the value at a place what it is."""
        row = (*at[: self.treated.passed[0].ndim - 1], at[-1])
        used = [way.name for number, way in enumerate(self.ways)
                if not self.treated.passed[number][row]]  # fmt: skip
        return used if self.combined else used[-1:]

    def tests(self) -> Iterator[OutlierTest]:
        """Tests that were made: the first of all columns, the others where the one before failed.

        ``passed`` holds a pass forever, so that a column is tested no more after its first.
        """
        first = self.treated.seen[0]
        for number, (seen, passed) in enumerate(
            zip(self.treated.seen, self.treated.passed, strict=True)
        ):
            skews, peaks = moments.skew(seen), moments.kurtosis(seen)
            points = ((seen != first) & ~np.isnan(first)).sum(axis=-2)
            made = ~self.treated.passed[number - 1] if number else np.ones(passed.shape, dtype=bool)
            for row in map(tuple, np.argwhere(made).tolist()):
                years = self.columns.values.years
                yield OutlierTest(
                    code=self.columns.codes[row[-1]],
                    year=years[row[0]] if years and len(row) > 1 else None,
                    number=number,
                    treatment=self.ways[number - 1].name if number else None,
                    skew=float(skews[row]), kurtosis=float(peaks[row]),
                    passes=bool(passed[row]), points=int(points[row]),
                )  # fmt: skip

    def still_failing(self) -> Iterator[Note]:
        last = len(self.ways)
        if last and not self.treated.passed[-1].all():
            for test in self.tests():
                if test.number == last and not test.passes:
                    text = (
                        f"fails the test after {self.name} too: skew {test.skew:.3g}, "
                        f"kurtosis {test.kurtosis:.3g}"
                    )
                    yield Note(text=text, code=test.code, year=test.year)


def _runs(values: Values, structure: Structure, settings: Mapping[str, Any]) -> Iterator[_Run]:
    """The treatment of each set of columns that share methods and settings."""
    rest = dict(settings)
    method, per, over, test, combined = (rest.pop(name) for name in DEFAULTS)
    uses, _ = plan("treat", indicators(values, structure), method, rest, per,
                   own=OWN, parse=_parse(test))  # fmt: skip
    for use in uses:
        columns = Columns(values, use.codes, over)
        *named, judge = use.methods
        ways = tuple(way for way in named if way.name != "none")
        both = use.own.get("combined", combined)
        passes = partial(_passes, judge, use.settings)
        treatments = tuple(partial(_treatment, way, use.settings) for way in ways)
        yield _Run(ways, columns, in_stages(columns.data, treatments, passes, combined=both), both)


def _passes(judge: Method, settings: Mapping[str, Any], data: Array) -> Flags:
    return np.asarray(judge(data, **settings), dtype=bool)


def _treatment(way: Method, settings: Mapping[str, Any], data: Array, passes: Passes) -> Array:
    return np.asarray(way(data, given={"passes": passes}, **settings), dtype=float)


def _parse(test: Wanted) -> Callable[[str, Ways], tuple[Method, ...]]:
    """Treatments in their order and the test after them, from what is wanted."""

    def parse(step: str, wanted: Ways) -> tuple[Method, ...]:
        if isinstance(wanted, str):
            wanted = wanted.split(THEN)
        listed = [wanted] if callable(wanted) else list(wanted)
        return (*(lookup(step, one) for one in listed), lookup("test", test))

    return parse
