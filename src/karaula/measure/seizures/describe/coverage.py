"""Who reports, since when, how exactly, and where countries fall silent.

A country reports in a year in which a data set has any seizure of it at all, of whatever drug: a
year without any is a gap, and no zero. Coverage is therefore asked of all drugs together. That a
text tells of a seizure says nothing of who reports.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import ibis

from karaula.measure.seizures.describe.asking import ask
from karaula.measure.seizures.describe.chosen import Expression, counted

SURE = 0.001
"""Chance of a silence of some months, if reported days fell evenly over the year, under which the
year is taken for reported in part."""

THIN = 50
"""Times that a country's fullest year has the rows of one that was hardly reported."""

DETAILS = ("place", "departure", "destination", "transport", "hiding", "installation")
"""Columns that not all countries tell; how often they do is part of the coverage."""


@dataclass(frozen=True)
class Reported:
    """One country in one year."""

    area: str
    year: int
    rows: int
    events: int
    days: int
    """Distinct days (or months, where only these are told) with a seizure."""
    months: tuple[int, ...]
    to_the_day: float
    """Share of the rows whose day is known."""
    details: dict[str, float]
    """Share of the rows that tell each of the columns that were asked for."""
    thin: bool = False
    """Whether hardly anything is reported, beside the country's other years."""

    @property
    def partial(self) -> bool:
        """Whether the year was reported in part only."""
        return self.thin or bool(self.silent)

    @property
    def unheard(self) -> tuple[int, ...]:
        """Months in which no seizure does not mean that there was none."""
        return tuple(range(1, 13)) if self.thin else self.silent

    @cached_property
    def silent(self) -> tuple[int, ...]:
        """The longest run of months without a seizure, if it is too long for chance: that of all
        its days falling into the other months."""
        missing = [month for month in range(1, 13) if month not in self.months]
        runs: list[list[int]] = []
        for month in missing:
            if runs and runs[-1][-1] == month - 1:
                runs[-1].append(month)
            else:
                runs.append([month])
        longest = max(runs, key=len, default=[])
        if not self.months or not longest:
            return ()
        # It could have begun in any of twelve months.
        chance = 12 * (1 - len(longest) / 12) ** self.days
        return tuple(longest) if chance < SURE else ()


@dataclass(frozen=True)
class Coverage:
    """Countries and years with any seizure."""

    cells: dict[tuple[str, int], Reported]
    undated: int = 0
    """Rows without a country or year."""

    @cached_property
    def years(self) -> tuple[int, ...]:
        """From the first year in which anybody reports to the last."""
        found = [year for _, year in self.cells]
        return tuple(range(min(found), max(found) + 1)) if found else ()

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """Countries that report in any year."""
        return tuple(sorted({area for area, _ in self.cells}))

    def among(self, areas: Sequence[str]) -> "Coverage":
        """That of some countries alone, or of all where none are named."""
        if not areas:
            return self
        kept = {key: cell for key, cell in self.cells.items() if key[0] in areas}
        return Coverage(kept, self.undated)

    def of(self, area: str) -> list[Reported]:
        """The years of a country."""
        return [cell for (code, _), cell in sorted(self.cells.items()) if code == area]

    def gaps(self, area: str) -> tuple[int, ...]:
        """Years without a row between the first and the last year in which anybody reports."""
        return tuple(year for year in self.years if (area, year) not in self.cells)

    def in_year(self, year: int) -> list[Reported]:
        """All countries that report in a year."""
        return [cell for (_, of), cell in self.cells.items() if of == year]

    def reporters(self, year: int) -> frozenset[str]:
        """Countries that report in a year."""
        return frozenset(area for area, of in self.cells if of == year)

    def throughout(self, years: Iterable[int]) -> tuple[str, ...]:
        """Countries that report in each of some years, and in none of them in part only."""
        asked = list(years)
        return tuple(
            area
            for area in self.areas
            if all((c := self.cells.get((area, year))) and not c.partial for year in asked)
        )

    def changes(self) -> list[tuple[int, tuple[str, ...], tuple[str, ...]]]:
        """Years in which countries began and ceased to report, against the year before."""
        found = []
        for year in self.years[1:]:
            before, now = self.reporters(year - 1), self.reporters(year)
            if before != now:
                found.append((year, tuple(sorted(now - before)), tuple(sorted(before - now))))
        return found


def coverage(seizures: ibis.Table, details: tuple[str, ...] = ()) -> Coverage:
    """Coverage by the data sets of a table; give it the seizures of all drugs.

    To look how often each of ``details`` is told takes about as long as all else together.
    """
    found = ask(_reported, seizures, details)
    cells, undated = {}, 0
    fullest: dict[str, int] = {}
    for row in found:
        if row["area"] is not None and row["year"] is not None:
            fullest[row["area"]] = max(fullest.get(row["area"], 0), row["rows"])
    for row in sorted(found, key=lambda row: (row["area"] or "", row["year"] or 0)):
        if row["area"] is None or row["year"] is None:
            undated += row["rows"]
            continue
        cells[row["area"], row["year"]] = Reported(
            area=row["area"],
            year=row["year"],
            rows=row["rows"],
            events=row["events"],
            days=row["days"],
            months=tuple(sorted(m for m in row["months"] or () if m is not None)),
            to_the_day=row["to_the_day"] / row["rows"],
            details={name: row[name] / row["rows"] for name in details},
            thin=row["rows"] * THIN < fullest[row["area"]],
        )
    return Coverage(cells, undated)


def _reported(seizures: ibis.Table, details: tuple[str, ...]) -> ibis.Table:
    seizures = seizures.filter(seizures.origin == "dataset")
    counts: dict[str, Expression] = {
        "rows": seizures.count(),
        "events": seizures.count(where=counted(seizures, "events")),
        "to_the_day": seizures.count(where=seizures.date_precision == "day"),
        **{name: seizures[name].count() for name in details},
    }
    # By their days first, which are few beside the rows: years and months are told of these.
    days = seizures.group_by("area", "date_low", "date_high").aggregate(**counts)
    low, high = days.date_low, days.date_high
    month: Expression = ibis.ifelse(low.truncate("M") == high.truncate("M"), low.month(), None)
    year: Expression = ibis.ifelse(low.year() == high.year(), low.year(), None)
    days = days.mutate(year=year.cast("int64"), month=month.cast("int64"))
    columns: dict[str, Expression] = {name: days[name].sum() for name in counts}
    columns |= {"days": days.count(), "months": days.month.collect(distinct=True)}
    return days.group_by("area", "year").aggregate(**columns)
