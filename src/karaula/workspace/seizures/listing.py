"""Seizures as a table: by country, drug, place … and period, or one by one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from karaula.measure.seizures import describe
from karaula.measure.seizures.describe.chosen import at_level
from karaula.workspace.answer import GAP, Answer, Table
from karaula.workspace.seizures.opened import Opened, Part, QuestionError, Wanted
from karaula.workspace.seizures.saying import (
    LEVELS_SAID,
    about,
    count,
    coverage_notes,
    kilos,
    kilos_span,
    percent,
    plain,
    value_name,
)

if TYPE_CHECKING:
    from karaula.chart import Spec
    from karaula.measure.seizures.places import Spots

COLUMNS = (
    *("area", "drug_group", "substance", "year", "transport", "hiding", "installation"),
    *("routing", "producing", "departure", "destination", "place", "origin"),
)
"""Columns by which a table can be made."""
SHOWN = 50
"""Lines that people are shown; programs get all."""


def table(opened: Opened, wanted: Wanted, *, by: Sequence[str] = ("area",)) -> Answer:
    """Totals by one or several of :data:`COLUMNS`, the most seizures first. Drawn, those by country
    are circles on a map, whatever else they are by."""
    part = opened.part(wanted)
    unknown = [name for name in by if name not in COLUMNS]
    if unknown or not by:
        raise QuestionError(
            f"there is no table by {unknown[0] if unknown else 'nothing'}", None,
            f"take {', '.join(COLUMNS)}",
        )  # fmt: skip
    level = part.filter.copies
    rows = part.rows
    if "year" in by:
        rows = rows.mutate(year=describe.period(rows, "year").year().cast("int64"))
    found = describe.totals(rows, tuple(dict.fromkeys(by)), level)
    found = [row for row in found if row[level]]
    found.sort(key=lambda row: (-row[level], *(str(row[name] or "") for name in by)))
    told = [plain(row) for row in found]
    body = [
        (*(_named(part, name, row[name]) for name in by), count(row["rows"]), count(row[level]),
         kilos(row[f"kg_{level}"]), percent(row["largest_share"]), kilos(row["kg_volume"]),
         kilos(row["kg_estimated"]), kilos_span(row["kg_estimated_low"], row["kg_estimated_high"]),
         count(row["unweighed"]))
        for row in found[:SHOWN]
    ]  # fmt: skip
    head = (*(name.replace("_", " ") for name in by), "rows", "seizures", "kg weighed",
            "largest's share", "kg by volume", "kg estimated", "bounds", "not in kg")  # fmt: skip
    title = f"Seizures by {' and '.join(name.replace('_', ' ') for name in by)}: {part.title}"
    shown = {row["area"] for row in found[:SHOWN]} if "area" in by else part.filter.areas
    return Answer(
        rows=tuple(told),
        tables=(Table(title=title, head=head, rows=tuple(body), words=len(by)),),
        notes=tuple(dict.fromkeys([*_more(len(found)), *coverage_notes(part),
                                   *opened.notes_of(sorted(a for a in shown if a))])),
        chart=lambda: map_of(part),
    )  # fmt: skip


def each(opened: Opened, wanted: Wanted, *, most: int | None = SHOWN) -> Answer:
    """Single seizures, heaviest first and those without a weight last, each with its place in its
    document and what is suspected of it."""
    import ibis

    part = opened.part(wanted)
    rows = at_level(part.rows, part.filter.copies)
    number = int(rows.count().to_pyarrow().as_py())
    ordered = rows.order_by(ibis.desc("kg", nulls_first=False), "claim_id")
    found = (ordered if most is None else ordered.limit(most)).to_pyarrow().to_pylist()
    told = [
        plain(row) | {"document": opened.documents.get(row["source_id"])} for row in found
    ]  # fmt: skip
    body = [
        (row["date"], opened.name(row["area"]), row["place"] or GAP,
         row["substance_raw"] or GAP, kilos(row["kg"]), _basis(row["kg_basis"]),
         ", ".join(row["flags"]) or "", ", ".join(filter(None, (row["document"], row["locator"]))))
        for row in ({**one, "date": _date(one)} for one in told)
    ]  # fmt: skip
    head = ("date", "country", "place", "drug", "kg", "basis", "odd", "where it stands")
    return Answer(
        rows=tuple(told),
        tables=(Table(title=f"Single seizures: {part.title}", head=head, rows=tuple(body),
                      words=len(head)),),
        notes=tuple(dict.fromkeys([*_more(number, len(found)), *coverage_notes(part)])),
        chart=lambda: map_of(part, places=True),
    )  # fmt: skip


def map_of(part: Part, *, places: bool = False) -> "Spec":
    """Circles for the number of seizures: by country, or by place as far as places are known."""
    from karaula.chart.circles import circles
    from karaula.measure.seizures.places import by_area, by_place

    level = part.filter.copies
    rows = at_level(part.rows, level)
    words = part.opened.vocabulary
    found = by_place(rows, words) if places else by_area(rows)
    facts = about(
        part, f"Seizures by {'place' if places else 'country'}: {part.title}",
        unit="seizures", notes=(*_unplaced(found), f"Counted {LEVELS_SAID[level]}."),
    )  # fmt: skip
    silent = [area for area in part.filter.areas if area not in part.cover.areas]
    return circles(found.spots, facts, silent=silent, areas=words.areas)


def geojson(opened: Opened, wanted: Wanted) -> dict[str, Any]:
    """Seizures by place as a GeoJSON collection of points, for maps of the web: with counts,
    kilograms weighed, and the share of the largest; title, notes, source and label beside."""
    from karaula.measure.seizures.places import by_place, feature_collection

    part = opened.part(wanted)
    found = by_place(at_level(part.rows, part.filter.copies), opened.vocabulary)
    return feature_collection(found) | {
        "title": f"Seizures by place: {part.title}", "source": opened.source,
        "handling": opened.handling,
        "notes": [*_unplaced(found), *coverage_notes(part)],
    }  # fmt: skip


def _unplaced(found: "Spots") -> list[str]:
    told = []
    if found.elsewhere:
        what = (
            "1 seizure stands"
            if found.elsewhere == 1
            else f"{count(found.elsewhere)} seizures stand"
        )
        told.append(f"{what} nowhere on it: the place is not told or not known.")
    if found.in_parts:
        told.append(f"{count(found.in_parts)} stand in the middle of a part of their country,"
                    " because nothing closer is known.")  # fmt: skip
    return told


def _named(part: Part, kind: str, value: Any) -> str:
    if kind == "year":
        return str(value) if value is not None else "in no one year"
    return value_name(part, kind, value)


def _basis(text: str | None) -> str:
    return {None: "", "mass": "weighed", "volume": "by volume"}.get(text, "estimated")


def _date(row: dict[str, Any]) -> str:
    size = {"day": 10, "month": 7, "year": 4}.get(row["date_precision"] or "")
    if row["date_low"] is None:
        return GAP
    return row["date_low"][:size] if size else f"{row['date_low']} to {row['date_high']}"


def _more(number: int, shown: int = SHOWN) -> list[str]:
    return [f"{count(number - shown)} more lines are not shown."] if number > shown else []
