"""What if: other weights, fewer elements, other values or other steps."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from karaula.measure.index.panel import at_year
from karaula.measure.index.whatif import Shift, shifts, what_if
from karaula.workspace.answer import Answer, Table, number, plain_rank, rank
from karaula.workspace.index.opened import Opened, QuestionError
from karaula.workspace.index.regions import region
from karaula.workspace.index.saying import about, sentences

if TYPE_CHECKING:
    from karaula.chart import Spec


@dataclass(frozen=True, kw_only=True)
class Suppose:
    """What would be otherwise. Units and elements go by code or name."""

    weights: Mapping[str, float] = field(default_factory=dict)
    drop: Collection[str] = ()
    values: Mapping[tuple[str, str], float] = field(default_factory=dict)
    steps: Mapping[str, Mapping[str, Any] | None] = field(default_factory=dict)

    def __str__(self) -> str:
        """All of it in words: ``weight of trade 2, without ports, roads of ALB 3``."""
        told = [f"weight of {code} {weight:g}" for code, weight in self.weights.items()]
        told += [f"without {code}" for code in self.drop]
        told += [f"{code} of {unit} {value:g}" for (unit, code), value in self.values.items()]
        for step, settings in self.steps.items():
            told += [f"without the step {step}"] if settings is None else [
                f"{name} of {step} {value}" for name, value in settings.items()
            ]  # fmt: skip
        return ", ".join(told)


def supposing(
    opened: Opened, suppose: Suppose, *, measures: Sequence[str] = (), within: str | None = None
) -> Answer:
    """Scores and ranks as they are and as they would be, of the units that move."""
    if not (suppose.weights or suppose.drop or suppose.values or suppose.steps):
        raise QuestionError(
            "nothing is supposed to be otherwise", None,
            "give --weight, --drop, --set or --step",
        )  # fmt: skip
    there = region(opened, within) if within else None
    codes = [opened.score(text) for text in measures] or list(opened.tops)
    then = what_if(
        opened.index,
        weights={opened.element(code): value for code, value in suppose.weights.items()},
        drop=[opened.element(code) for code in suppose.drop],
        values={(opened.unit(u), opened.element(c)): v for (u, c), v in suppose.values.items()},
        steps=suppose.steps,
        year=opened.year,
    )
    found = [
        shift for shift in shifts(opened.now, at_year(then, opened.year))
        if shift.code in codes and (there is None or shift.unit in there.units)
    ]  # fmt: skip
    if not found:
        raise QuestionError(f"there would be no score of {', '.join(codes)}", None,
                            "drop less")  # fmt: skip
    moved = [one for one in found if one.score != one.score_then or one.rank != one.rank_then]
    moved.sort(key=lambda one: (codes.index(one.code), -abs(one.places or 0.0)))
    told = [*(there.notes() if there else ())]
    for code in codes:
        of_code = [one for one in found if one.code == code]
        still = len(of_code) - sum(one.code == code for one in moved)
        if of_code:
            told.append(f"{opened.element_name(code)}: {len(of_code) - still} of {len(of_code)} "
                        f"units move, {still} keep score and rank")  # fmt: skip
        else:
            told.append(f"{opened.element_name(code)} would not be scored")
    here = {unit for unit in opened.now.values.units if there is None or unit in there.units}
    if gone := [opened.name_of(u) for u in here - {one.unit for one in found}]:
        told.append(f"would not be there: {', '.join(sorted(gone))}")
    ranks = any(name.startswith("normalise") for name in suppose.steps)
    if ranks:
        told.append("scores would lie on another scale: compare ranks")
    told += opened.mandatory_notes(one.unit for one in moved)
    several = len(codes) > 1
    return Answer(
        rows=tuple(_row(opened, one) for one in moved),
        tables=(_table(opened, moved, several, str(suppose)),), notes=sentences(told),
        chart=lambda: _chart(opened, moved, several, str(suppose), ranks),
    )  # fmt: skip


def _row(opened: Opened, one: Shift) -> dict[str, Any]:
    return {
        "area": opened.areas.get(one.unit, one.unit), "name": opened.name_of(one.unit),
        "measure": one.code, "score": one.score, "score_then": one.score_then,
        "rank": plain_rank(one.rank), "rank_then": plain_rank(one.rank_then),
        "places": plain_rank(one.places),
    }  # fmt: skip


def _table(opened: Opened, moved: Sequence[Shift], several: bool, said: str) -> Table:
    decimals = opened.structure.decimals
    body = tuple(
        (opened.name_of(one.unit), *([opened.element_name(one.code)] if several else []),
         number(one.score, decimals), number(one.score_then, decimals),
         rank(one.rank), rank(one.rank_then),
         number(one.places, 0, signed=True))
        for one in moved
    )  # fmt: skip
    head = ("unit", *(["measure"] if several else []), "score", "then", "rank", "then",
            "places gained")  # fmt: skip
    return Table(title=f"{opened.name}: what if ({said})", head=head, rows=body, words=1 + several)


def _chart(opened: Opened, moved: Sequence[Shift], several: bool, said: str, ranks: bool) -> "Spec":
    """Scores before and after; ranks where scores are on another scale."""
    from karaula.chart import Mark, Pair, change

    def mark(value: float | None) -> Mark | None:
        return None if value is None else Mark(value=value)

    def label(one: Shift) -> str:
        name = opened.name_of(one.unit)
        return f"{name}, {opened.element_name(one.code)}" if several else name

    pairs = [
        Pair(label=label(one), first=mark(one.rank), second=mark(one.rank_then))
        if ranks
        else Pair(label=label(one), first=mark(one.score), second=mark(one.score_then))
        for one in moved
    ]
    of_ranks: dict[str, Any] = (
        {
            "unit": "rank, 1 is the highest score: a smaller number is a gain",
            "decimals": 0,
        }
        if ranks
        else {}
    )
    facts = about(opened, "What would move", notes=[f"What if: {said}"], **of_ranks)
    return change(pairs, facts, before="as it is", after="as it would be")
