"""What is said of routes in every answer: which part it is, what counts, who reports."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from karaula.measure.routes.edges import RULES
from karaula.workspace.answer import years_said
from karaula.workspace.routes.opened import Cut

if TYPE_CHECKING:
    from karaula.chart import About

ENFORCEMENT = "Seizures measure enforcement and luck as well as flow; no case is no proof."
_STOPS = {"producing": "producing country", "departure": "departure", "area": "seizing country",
          "destination": "destination"}  # fmt: skip


def title(cut: Cut, what: str) -> str:
    """``Edges of the network, heroin, by road, 2011–2016``: the period itself names gaps."""
    wanted = cut.wanted
    parts = [what, cut.drug.name if cut.drug else "all drugs"]
    if wanted.mode:
        parts.append(f"by {wanted.mode}")
    if cut.area:
        parts.append(cut.area.name)
    if cut.start:
        parts.append(f"from {cut.start.name}")
    if cut.end:
        parts.append(f"to {cut.end.name}")
    if years := sorted(cut.ways.years):
        parts.append(f"{years[0]}–{years[-1]}" if len(years) > 1 else f"{years[0]}")
    return ", ".join(parts)


def period(cut: Cut) -> str:
    """Years of the cases: ``2011–2016``; gaps are named."""
    return years_said(cut.ways.years)


def coverage(cut: Cut) -> list[str]:
    """Sentences on what counts, who reports, and what is not to be read out of it."""
    wanted, ways = cut.wanted, cut.ways
    reporters = ways.reporters()
    told = [f"{ways.total:,} cases, {cut.on_ways:,} of them with a way between countries, counted "
            f"once each{_level(wanted.copies)}."]  # fmt: skip
    stops = " > ".join(_STOPS[part] for part in RULES[wanted.rule])
    told.append(f"Rule {wanted.rule}: {stops}; what a case does not tell is left out.")
    if reporters:
        most, cases = next(iter(reporters.items()))
        told.append(
            f"{len(reporters)} countries report; {cut.opened.name(most)} has "
            f"{cases / max(ways.total, 1) * 100:.0f} % of the cases. A country that does not "
            "report is on the map only where others name it."
        )
    doubted = int(ways.doubted.sum())
    if doubted and wanted.doubted:
        told.append(f"{doubted:,} cases name a partner country that is odd; --no-doubted leaves "
                    "them out.")  # fmt: skip
    if not wanted.doubted:
        told.append("Cases whose partner country is odd are left out.")
    regions = [place for place in (cut.area, cut.start, cut.end) if place and place.by]
    told += [f"{one.name} is {one.by}: {len(one.areas)} areas." for one in regions]
    return [*told, ENFORCEMENT]


def _level(copies: int) -> str:
    if copies == 0:
        return ", repeats left out"
    return f", repeats up to level {copies} counted as cases of their own"


def about(
    cut: Cut, what: str, *, unit: str, level: float | None = None, notes: Iterable[str] = (),
    decimals: int = 0, when: str | None = None, warning: str | None = None,
) -> "About":  # fmt: skip
    """What is said of a chart, filled from what was asked."""
    from karaula.chart import About

    opened = cut.opened
    label = [] if opened.handling == "TLP:CLEAR" else [f"Handling: {opened.handling}"]
    return About(
        title=what, unit=unit, period=period(cut) if when is None else when, source=opened.source,
        interval=None if level is None else f"{level * 100:g} % interval", warning=warning,
        notes=tuple(dict.fromkeys([*label, *notes])), decimals=decimals,
    )  # fmt: skip


def interval_note(cut: Cut, level: float) -> str:
    """What the intervals are."""
    return (
        f"Intervals hold the middle {level * 100:g} % of {cut.wanted.draws:,} samples of as many "
        "cases, drawn with replacement: what chance in the cases alone makes of it."
    )
