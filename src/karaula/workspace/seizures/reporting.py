"""Who reports, and how case totals stand beside national ones."""

from typing import TYPE_CHECKING, Any

from karaula.measure.seizures import describe
from karaula.measure.seizures.describe import DETAILS
from karaula.measure.seizures.describe.coverage import Coverage, Reported
from karaula.measure.seizures.national import LEVELS
from karaula.workspace.answer import GAP, Answer, Table, years_said
from karaula.workspace.seizures.opened import Opened, Part, QuestionError, Wanted
from karaula.workspace.seizures.saying import (
    ENFORCEMENT,
    about,
    count,
    kilos,
    percent,
    plain,
    reporters_note,
    silent_note,
    value_name,
)

if TYPE_CHECKING:
    from karaula.chart import Spec

MONTH = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def coverage(opened: Opened, wanted: Wanted) -> Answer:
    """Who reports single seizures in which years, of whatever drug, and how exactly.

    Rows have a ``kind``: ``year`` (a country's year), ``country``, and ``change`` (who began and
    ceased to report in a year).
    """
    part = opened.part(wanted)
    cover, told = part.cover, describe.coverage(opened.seizures, DETAILS)
    asked = [*cover.areas, *(area for area in part.filter.areas if area not in cover.areas)]
    rows: list[dict[str, Any]] = [
        {"kind": "year", "area": cell.area, "year": cell.year, "rows": cell.rows,
         "events": cell.events, "days": cell.days, "months": list(cell.months),
         "silent": list(cell.silent), "thin": cell.thin, "to_the_day": cell.to_the_day,
         **told.cells[cell.area, cell.year].details}
        for cell in (cover.cells[key] for key in sorted(cover.cells))
    ]  # fmt: skip
    rows += [
        {"kind": "country", "area": area, "years": [cell.year for cell in cover.of(area)],
         "gaps": [y for y in opened.cover.years if (area, y) not in cover.cells]}
        for area in asked
    ]  # fmt: skip
    rows += [
        {"kind": "change", "year": year, "began": list(began), "ceased": list(ceased)}
        for year, began, ceased in cover.changes()
    ]
    notes = [*part.notes, *reporters_note(part), *silent_note(part)]
    if cover.undated:
        notes.append(f"{count(cover.undated)} rows have no country or no one year.")
    notes += [
        "A country reports in a year in which a data set has any of its seizures, of whatever drug;"
        " a year without a row is a gap, and no zero.",
        ENFORCEMENT, *opened.notes_of(asked),
    ]  # fmt: skip
    return Answer(
        rows=tuple(map(plain, rows)), tables=(_by_country(part, asked, told),),
        notes=tuple(dict.fromkeys(notes)), chart=lambda: _matrix(part, asked),
    )  # fmt: skip


def _by_country(part: Part, asked: list[str], cover: Coverage) -> Table:
    opened = part.opened
    body = []
    for area in sorted(asked, key=lambda area: (-sum(c.rows for c in cover.of(area)), area)):
        cells = cover.of(area)
        gaps = [year for year in opened.cover.years if (area, year) not in cover.cells]
        told = sum(cell.rows for cell in cells)
        exact = sum(cell.rows * cell.to_the_day for cell in cells) / told if told else None
        shares = [
            sum(cell.rows * cell.details[name] for cell in cells) / told if told else None
            for name in DETAILS
        ]
        silent = "; ".join(f"{cell.year} {_missing(cell)}" for cell in cells if cell.partial)
        body.append((
            opened.name(area), years_said(cell.year for cell in cells) or "never",
            years_said(gaps) or GAP, silent or GAP, count(told), percent(exact),
            *(percent(share) for share in shares),
        ))  # fmt: skip
    head = ("country", "reports", "gaps", "missing in", "rows", "to the day",
            *(f"tells {name}" for name in DETAILS))  # fmt: skip
    return Table(title=f"Who reports single seizures ({years_said(opened.cover.years)})",
                 head=head, rows=tuple(body), words=4)  # fmt: skip


def _missing(cell: Reported) -> str:
    if cell.thin:
        return "nearly all"
    first, last = cell.silent[0], cell.silent[-1]
    return MONTH[first - 1] if first == last else f"{MONTH[first - 1]}–{MONTH[last - 1]}"


def _matrix(part: Part, asked: list[str]) -> "Spec":
    from karaula.chart.reporting import Cell, reporting

    cover, opened = part.cover, part.opened
    years = opened.cover.years
    table = {
        opened.name(area): [
            Cell(rows=cell.rows, partial=cell.partial)
            if (cell := cover.cells.get((area, year)))
            else None
            for year in years
        ]
        for area in sorted(asked, key=opened.name)
    }
    facts = about(
        part, "Who reports single seizures", unit="rows in the data sets", period=years_said(years),
        notes=("An empty field is a gap, and no zero.",),
    )  # fmt: skip
    return reporting(table, [str(year) for year in years], facts)


def compare(opened: Opened, wanted: Wanted) -> Answer:
    """Case totals at each level of copies beside national totals, where both exist."""
    part = opened.part(wanted)
    if part.filter.transports or part.filter.hidings or part.filter.installations:
        raise QuestionError(
            "national totals tell neither transport nor hiding place nor installation", None,
            "leave these out",
        )  # fmt: skip
    found = opened.totals
    if part.filter.areas:
        found = found.filter(found.area.isin(part.filter.areas))
    if part.filter.substances:
        found = found.filter(found.substance.isin(part.filter.substances))
    for day, sign in ((part.filter.since, 1), (part.filter.until, -1)):
        if day is not None:
            found = found.filter((found.year - day.year) * sign >= 0)
    rows = found.order_by("substance", "area", "year").to_pyarrow().to_pylist()
    if not rows:
        raise QuestionError(
            "no country and year has both single seizures and a national total here", opened.place,
            "add national totals, such as the seizures of the World Drug Report's annex",
        )  # fmt: skip
    body = tuple(
        (value_name(part, "substance", row["substance"]), opened.name(row["area"]),
         str(row["year"]), kilos(row["national_kg"]),
         *(f"{row[f'{level}_ratio']:.2f}" for level in LEVELS), count(row["seizures"]),
         percent(row["largest_kg"] / row["national_kg"]), row["reading"])
        for row in rows
    )  # fmt: skip
    head = ("drug", "country", "year", "national, kg", *(f"{name}, times" for name in LEVELS),
            "seizures", "largest of national", "reading")  # fmt: skip
    areas = dict.fromkeys(row["area"] for row in rows)
    notes = [
        *part.notes, *_nearer(rows),
        "Case totals hold kilograms weighed, by volume and estimated alike, as national totals do.",
        "Several national figures of one year: the largest counts.", ENFORCEMENT,
        *opened.notes_of(areas),
    ]  # fmt: skip
    return Answer(
        rows=tuple(map(plain, rows)), notes=tuple(dict.fromkeys(notes)),
        tables=(Table(title=f"Case totals beside national totals: {part.title}", head=head,
                      rows=body, words=2),),
    )  # fmt: skip


def _nearer(rows: list[dict[str, Any]]) -> list[str]:
    """How far totals at each level are from the national ones, over all rows."""
    from math import exp, log

    far = {
        level: exp(sum(abs(log(row[f"{level}_ratio"])) for row in rows) / len(rows))
        for level in LEVELS
    }
    return [
        f"Over {count(len(rows))} country-years totals are {far['rows']:.2f} times off with all"
        f" rows and {far['events']:.2f} times without repeats (geometric mean, either way)."
    ]
