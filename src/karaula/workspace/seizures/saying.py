"""What is said with every answer about seizures: what counts, who reports, what not to conclude."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from karaula.measure.seizures.describe import WARNING
from karaula.workspace.answer import GAP, number, years_said
from karaula.workspace.seizures.opened import Part

if TYPE_CHECKING:
    from karaula.chart import About

ENFORCEMENT = f"{WARNING[:1].upper()}{WARNING[1:]}; no seizure total is the size of a market."
LEVELS_SAID = {
    "rows": "all rows",
    "exact": "without exact repeats",
    "place": "also without repeats in another place name, spelling or unit",
    "events": "without any repeats",
}
NAMED = 8
"""Names that a sentence lists; the others are counted."""


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row for programs: dates as text, and numbers to ten significant digits, as sums differ in
    the last ones with the order in which an engine adds."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.10g}")
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value


def kilos(value: float | None) -> str:
    """Kilograms as people read them: whole where large, to two or three figures where small."""
    if value is None:
        return GAP
    if value == 0 or value >= 100:
        return number(value, 0)
    if value >= 1:
        return number(value, 1)
    return f"{value:.2g}" if value >= 1e-4 else f"{value:.1e}"


def kilos_span(low: float | None, high: float | None) -> str:
    """An interval of kilograms."""
    return GAP if low is None or high is None else f"{kilos(low)}–{kilos(high)}"


def percent(value: float | None, decimals: int = 0) -> str:
    """A share as people read it."""
    if value is None:
        return GAP
    if 0 < value < 0.5 / 10 ** (decimals + 2):
        return f"< {10**-decimals:g} %"
    return f"{number(value * 100, decimals)} %"


def count(value: int | None) -> str:
    """A count as people read it."""
    return GAP if value is None else number(value, 0)


def listed(names: Sequence[str], most: int = NAMED) -> str:
    """``a, b and 5 more``."""
    if len(names) > most:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return ", ".join(names)


def drug_name(part: Part, key: str | None) -> str:
    """What a group of drugs or a substance is called."""
    words = part.opened.vocabulary
    known = words.drug_groups.get(key or "") or words.substances.get(key or "")
    return known.name if known else key or "not told"


def value_name(part: Part, kind: str, value: str | None) -> str:
    """What a value of a column is called."""
    words = part.opened.vocabulary
    if value is None:
        return "not told"
    if kind in ("area", "departure", "destination", "producing"):
        return part.opened.name(value)
    if kind in ("drug_group", "substance"):
        entries: dict[str, Any] = {**words.substances}
        entries = {**entries, **words.drug_groups} if kind == "drug_group" else entries
    else:
        entries = {
            "transport": words.transports, "hiding": words.hiding,
            "installation": words.installations, "routing": words.routings,
        }.get(kind, {})  # type: ignore[assignment]  # fmt: skip
    return entries[value].name if value in entries else value


def coverage_notes(part: Part) -> list[str]:
    """Sentences on who reports and what counts, to stand under every answer."""
    told = [*part.notes, *reporters_note(part), *silent_note(part)]
    level = part.filter.copies
    told.append(f"Counted {LEVELS_SAID[level]}; nothing is deleted.")
    if not part.filter.suspects:
        told.append("Rows that something is suspected of are left out.")
    told.append(ENFORCEMENT)
    return told


def reporters_note(part: Part) -> list[str]:
    """Who reports, since when, and who never does."""
    cover, asked, opened = part.cover, part.filter.areas, part.opened
    if not cover.areas:
        names = listed([opened.name(area) for area in asked])
        who = f"None of {names}" if len(asked) > 1 else names if asked else "Nobody"
        return [f"{who} reports single seizures in any data set here: no row is no zero."]
    told = []
    if len(cover.areas) == 1:
        [area] = cover.areas
        years = {cell.year for cell in cover.of(area)}
        gaps = [year for year in opened.cover.years if year not in years]
        without = f", and nothing in {years_said(gaps)}: gaps, not zeros" if gaps else ""
        told.append(f"{opened.name(area)} reports in {years_said(years)}{without}.")
    else:
        each = [len(cover.reporters(year)) for year in cover.years]
        steady = cover.throughout(cover.years)
        told.append(
            f"{len(cover.areas)} countries report, between {min(each)} and {max(each)} in a year"
            f" of {years_said(cover.years)}; {len(steady)} of them throughout and in full."
        )
        rows = {area: sum(cell.rows for cell in cover.of(area)) for area in cover.areas}
        most = max(rows, key=lambda area: rows[area])
        share = rows[most] / sum(rows.values())
        told.append(f"{opened.name(most)} has {percent(share)} of all their rows.")
    never = [opened.name(area) for area in asked if area not in cover.areas]
    if never:
        told.append(f"Never reported: {listed(never)}. No row is no zero.")
    return told


def silent_note(part: Part) -> list[str]:
    """Years that were reported in part only: countries fall silent for months too long for chance,
    or hardly report."""
    ranked = sorted(part.cover.cells.values(), key=lambda c: (-c.rows, c.area, c.year))
    thin = [f"{part.opened.name(cell.area)} {cell.year}" for cell in ranked if cell.thin]
    silent = [
        f"{part.opened.name(cell.area)} {cell.year}"
        for cell in ranked
        if cell.silent and not cell.thin
    ]
    told = []
    if silent:
        told.append(
            f"Reported for part of the year only, by the months that are missing:"
            f" {listed(silent, 6)}."
        )
    if thin:
        told.append(f"Hardly reported, beside their other years: {listed(thin, 6)}.")
    return told


def about(
    part: Part, title: str, *, unit: str, period: str = "", interval: str | None = None,
    warning: str | None = None, notes: Iterable[str] = (), decimals: int = 0,
) -> "About":  # fmt: skip
    """What is said of a chart, filled from what was asked."""
    from karaula.chart import About

    opened = part.opened
    label = [] if opened.handling == "TLP:CLEAR" else [f"Handling: {opened.handling}"]
    told = dict.fromkeys([*label, *notes, *reporters_note(part), ENFORCEMENT])
    return About(
        title=title, unit=unit, period=period or years_said(part.cover.years),
        source=opened.source, interval=interval, warning=warning,
        notes=tuple(told), decimals=decimals,
    )  # fmt: skip
