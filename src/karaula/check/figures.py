"""Verbs about figures of any kind: stated differently, changes against levels, shares above 100."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import floor, inf, isfinite, log10

from pydantic import BaseModel, ConfigDict, NonNegativeFloat, PositiveFloat, PositiveInt

from karaula.check.board import figure_of
from karaula.check.case import Case
from karaula.check.patterns import Pattern, compiled
from karaula.check.rule import Rule, verb
from karaula.evidence.claim import Claim, Observation
from karaula.evidence.finding import Finding

Interval = tuple[float, float]
STATED = ("asserted", "reported")


def interval(seen: Observation, about: float) -> Interval:
    """What a figure allows: its rounding, its range, or the open side of "more than"."""
    value, other = seen.value, seen.value_max
    if seen.qualifier == "more_than":
        return value, inf
    if seen.qualifier == "less_than":
        return -inf, value
    if other is not None:
        return min(value, other), max(value, other)
    slack = half_step(seen)
    if seen.qualifier == "about":
        slack = max(slack, abs(value) * about)
    return value - slack, value + slack


def half_step(seen: Observation) -> float:
    """Half a unit of the last digit that the figure gives ("9.11" tonnes: 0.005 tonnes).

    Noughts at the end of a whole number may be rounding: "12,000" counts as given to thousands.
    """
    value = abs(seen.value)
    if value == 0:
        return 0.0
    written = figure_of(seen.value, None, 0, cell=False)
    if written is None:
        return 0.0
    if written.places:
        return float(0.5 * 10**-written.places)
    step, units = 1, abs(written.units)
    while units and units % (step * 10) == 0:
        step *= 10
    return float(0.5 * min(step, 10 ** floor(log10(value))))


def meet(a: Sequence[Interval], b: Sequence[Interval]) -> bool:
    """Whether any readings of two figures go together."""
    return any(x[0] <= y[1] and y[0] <= x[1] for x in a for y in b)


class Restated(BaseModel):
    """Settings of the comparison of restated figures."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    about: NonNegativeFloat = 0.1
    """"About 200" allows this share more or less."""
    not_indicators: tuple[str, ...] = ()
    """Indicators too general to compare (``count``)."""


@verb("restated", "indicator area period first second", Restated)
def restated(case: Case, rule: Rule, settings: Restated) -> Iterator[Finding]:
    """One indicator, area, period, unit and substance, stated with figures that do not meet."""
    groups: dict[tuple[object, ...], list[tuple[Claim, Observation]]] = defaultdict(list)
    for claim, seen in case.observations:
        if (
            id(claim) not in case.on_boards
            and seen.period
            and seen.area
            and isfinite(seen.value)
            and claim.modality in STATED
            and seen.indicator not in settings.not_indicators
        ):
            change = seen.qualifier if seen.qualifier.startswith("increase") else ""
            key = (
                seen.indicator, tuple(sorted(seen.area)), seen.period, seen.unit,
                seen.substance, seen.among, seen.breakdown, change,
            )  # fmt: skip
            groups[key].append((claim, seen))
    for stated in groups.values():
        first, seen = stated[0]
        own = _readings(seen, settings.about)
        odd = [
            (claim, other)
            for claim, other in stated[1:]
            if not meet(own, _readings(other, settings.about))
        ]
        if odd:
            yield rule.finding(
                {
                    "indicator": case.indicator(seen.indicator) + _part(seen),
                    "area": ", ".join(case.area(area) for area in seen.area),
                    "period": seen.period or "",
                    "first": f"{in_words(seen)} ({case.doc(first.source_id)})",
                    "second": "; ".join(
                        f"{in_words(other)} ({case.doc(claim.source_id)})" for claim, other in odd
                    ),
                },
                [case.evidence(claim) for claim in (first, *(claim for claim, _ in odd))],
                confidence=0.6,
                indicator=seen.indicator,
                area=seen.area[0] if len(seen.area) == 1 else None,
            )


def _part(seen: Observation) -> str:
    """Which part of a whole it is of, in brackets."""
    named = ", ".join(part.replace("=", " ").replace("_", " ") for part in seen.breakdown)
    return f" ({named})" if named else ""


def _readings(seen: Observation, about: float) -> list[Interval]:
    stated = [(seen.low, seen.high)] if seen.low is not None and seen.high is not None else []
    return [interval(seen, about), *stated, *((value, value) for value in seen.value_alt)]


def plain(value: float) -> str:
    """A number for people, without a tail of binary fractions."""
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:.6g}"


def in_words(seen: Observation) -> str:
    """Value and unit as the source wrote them, else as read."""
    if seen.raw_value:
        unit = seen.raw_unit or ("%" if seen.unit == "percent" else "")
        return f"{seen.raw_value} {unit}".strip()
    return f"{plain(seen.value)} {seen.unit}"


class Change(BaseModel):
    """Settings of the comparison of changes with levels."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    reach: PositiveInt = 300
    """A change speaks of a level of another indicator at most so many characters before it."""
    tolerance: PositiveFloat = 0.02
    """Share by which the new level may differ from what the change makes of the old one."""


@verb("change_against_level", "change year new old expected implied outcome", Change)
def change_against_level(case: Case, rule: Rule, settings: Change) -> Iterator[Finding]:
    """An increase since a year beside levels of both years, or beside the new level alone."""
    levels: dict[str, list[tuple[Claim, Observation]]] = defaultdict(list)
    changes = []
    for claim, seen in case.observations:
        if not (isfinite(seen.value) and claim.modality in STATED):
            continue
        if seen.qualifier.startswith("increase_since:") and seen.ratio:
            changes.append((claim, seen))
        elif seen.unit not in ("percent", "rank") and not seen.ratio and seen.value > 0:
            levels[claim.source_id].append((claim, seen))
    for claim, seen in changes:
        ratios = [ratio for ratio in seen.ratio if isfinite(ratio) and ratio > 0]
        year = seen.qualifier.partition(":")[2][:4]
        new = _level_of(claim, seen, levels[claim.source_id], year, settings.reach)
        if new is None or not ratios:
            continue
        old = next(
            (
                other
                for other in levels[claim.source_id]
                if other[1].indicator == new[1].indicator
                and other[1].area == new[1].area
                and other[1].substance == new[1].substance
                and other[1].unit == new[1].unit
                and (other[1].period or "").startswith(year)
            ),
            None,
        )
        found = _compare(case, rule, settings, (claim, seen), new, old, ratios, year)
        if found is not None:
            yield found


def _level_of(
    claim: Claim,
    seen: Observation,
    levels: list[tuple[Claim, Observation]],
    year: str,
    reach: int,
) -> tuple[Claim, Observation] | None:
    """The level that a change ends at: same substance and area, not of the year it starts from,
    of the same indicator or shortly before it in the text."""
    best: tuple[int, tuple[Claim, Observation]] | None = None
    for other, level in levels:
        if (
            (level.period or "").startswith(year)
            or (seen.period and level.period and seen.period != level.period)
            or (seen.substance and level.substance and seen.substance != level.substance)
            or (seen.area and level.area and seen.area != level.area)
        ):
            continue
        gap = abs(claim.start - other.end) if claim.start and other.end else 10**9
        alike = level.indicator in seen.indicator or seen.indicator in level.indicator
        before = other.end is not None and claim.start is not None and other.end <= claim.start
        if (alike or (before and gap <= reach)) and (best is None or gap < best[0]):
            best = gap, (other, level)
    return best[1] if best else None


def _scaled(level: Observation, value: float) -> str:
    """A value in the unit in which a level was written, with as many digits."""
    digits = 3
    try:
        factor = level.value / float((level.raw_value or "").replace(",", "."))
    except ValueError:
        return f"{value:,.{digits}g} {level.unit}" if value < 1000 else f"{value:,.0f} {level.unit}"
    return f"{value / factor:,.{digits}g} {level.raw_unit or level.unit}"


def _compare(
    case: Case,
    rule: Rule,
    settings: Change,
    change: tuple[Claim, Observation],
    new: tuple[Claim, Observation],
    old: tuple[Claim, Observation] | None,
    ratios: list[float],
    year: str,
) -> Finding | None:
    claim, seen = change
    fields = {
        "change": f"{seen.raw_value or plain(seen.value)} %".replace("% %", "%"),
        "year": year,
        "new": in_words(new[1]),
        "old": in_words(old[1]) if old else "",
        "implied": " or ".join(_scaled(new[1], new[1].value / ratio) for ratio in ratios),
        "expected": " or ".join(
            _scaled(new[1], old[1].value * ratio) for ratio in ratios
        ) if old else "",
        "outcome": "",
    }  # fmt: skip
    level, confidence = rule.level, 0.5
    evidence = [claim, new[0]]
    if old is None:
        fields["outcome"] = "the level of that year is not given"
    else:
        evidence.append(old[0])
        fits = [
            abs(old[1].value * ratio - new[1].value)
            <= settings.tolerance * new[1].value + half_step(new[1]) + ratio * half_step(old[1])
            for ratio in ratios
        ]
        if fits[0]:
            return None
        if any(fits):
            fields["outcome"] = "only the looser reading fits the level given for that year"
            confidence = 0.8
        else:
            fields["outcome"] = "no reading fits the level given for that year"
            level, confidence = "error", 0.9
    found = rule.finding(
        fields,
        [case.evidence(item) for item in evidence],
        confidence=confidence,
        candidates=[f"{year}: {_scaled(new[1], new[1].value / ratio)}" for ratio in ratios]
        if old is None
        else (),
        indicator=seen.indicator,
        area=seen.area[0] if len(seen.area) == 1 else None,
    )
    return found if level == rule.level else replace(found, level=level)


class Share(BaseModel):
    """Settings of percentages of a whole."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    whole: Pattern
    """Words that make a percentage one of a whole."""
    unless: Pattern
    """Words that make it something else (a growth, a multiple)."""


@verb("share_above_whole", "stated", Share)
def share_above_whole(case: Case, rule: Rule, settings: Share) -> Iterator[Finding]:
    """More than 100 % of a whole."""
    for claim, seen in case.observations:
        if (
            seen.unit == "percent"
            and seen.value > 100
            and not seen.ratio
            and not seen.qualifier.startswith("increase")
            and (words := case.sentence_around(claim))
            and compiled(settings.whole).search(words)
            and not compiled(settings.unless).search(words)
        ):
            yield rule.finding(
                {"stated": in_words(seen)},
                [case.evidence(claim)],
                confidence=0.7,
                indicator=seen.indicator,
                area=seen.area[0] if len(seen.area) == 1 else None,
            )
