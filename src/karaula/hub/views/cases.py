"""The single seizures on a way between two countries, each leading to its words."""

from typing import TYPE_CHECKING

from karaula.assess.numbers import number
from karaula.assess.report import Ref
from karaula.hub.block import Block, Cell, Column
from karaula.hub.said import Link, area_link
from karaula.hub.views.tables import counted
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.page import Asked
    from karaula.hub.shelf import Row, Shelf

MOST = 200
"""The heaviest cases that a page lists; the table of seizures holds all."""
ON_THE_WAY = """copy = 0 AND (
    (producing = ? AND coalesce(departure, area, destination) = ?)
    OR (departure = ? AND coalesce(area, destination) = ?)
    OR (area = ? AND destination = ?))"""
"""Each known stop of a row and the next known one, as the rule ``path`` of routes reads it."""
ASKED = {
    "drug": "drug_group = ?",
    "mode": "transport = ?",
    "from": "year(date_low) >= ?",
    "to": "year(date_low) <= ?",
}


def cases_block(shelf: "Shelf", asked: "Asked", start: str, end: str) -> Block | None:
    """Cases from one country to the other, the heaviest first; nothing where there is none."""
    given = [(condition, asked.get(name)) for name, condition in ASKED.items() if asked.get(name)]
    where = " AND ".join([ON_THE_WAY, *(condition for condition, _ in given)])
    values = [*((start, end) * 3), *(int(v) if v.isdigit() else v for _, v in given)]
    count = shelf.row(f"SELECT count(*) AS n FROM seizures WHERE {where}", *values)
    if not count or not count["n"]:
        return None
    rows = shelf.rows(
        f"SELECT * FROM seizures WHERE {where} ORDER BY kg DESC NULLS LAST, claim_id LIMIT {MOST}",
        *values,
    )
    shown = len(rows)
    return Block(
        id="cases",
        title=say("cases.title", count=counted(count["n"], "case")),
        coverage="" if shown == count["n"] else text("cases.heaviest", count=shown),
        columns=(
            Column("day", text("cases.day")),
            Column("area", text("cases.area")),
            Column("what", text("cases.what")),
            Column("kg", text("cases.kg"), number=True),
        ),
        rows=tuple(_line(shelf, row) for row in rows),
        wide=True,
        first=12,
    )


def _line(shelf: "Shelf", row: "Row") -> tuple[Cell, ...]:
    low, high = row["date_low"], row["date_high"]
    day = f"{low}" if low == high else f"{low} – {high}"
    substances = shelf.vocabulary.substances
    known = substances.get(row["substance"] or "")
    return (
        (Link(day, Ref("claim", row["claim_id"])),),
        (area_link(shelf, row["area"]),) if row["area"] else None,
        known.name if known else row["substance_raw"],
        None if row["kg"] is None else number(row["kg"], 1),
    )
