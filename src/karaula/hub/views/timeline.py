"""What happened, in order of time: events with their claims, each counted once."""

from typing import TYPE_CHECKING

from karaula.assess.numbers import day
from karaula.assess.report import Ref
from karaula.assess.sentences import sentence
from karaula.hub.block import Block, Cell, Column, Empty
from karaula.hub.said import Link, Part, from_report
from karaula.hub.views.tables import counted, place
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

MOST = 200


def incidents_block(shelf: "Shelf", area: str) -> Block:
    """Events that texts tell of an area, the newest first. Rows of data sets are counted beside."""
    events = shelf.rows(
        "SELECT * FROM events WHERE list_contains(area, ?) "
        f"ORDER BY date_low DESC NULLS LAST, event_id LIMIT {MOST}",
        area,
    )
    claims = _claims(shelf, events)
    rows_of_data = shelf.row(
        "SELECT count(*) AS n, min(year(date_low)) AS first, max(year(date_high)) AS last "
        "FROM seizures WHERE area = ? AND origin = 'dataset' AND copy = 0",
        area,
    )
    notes = []
    if rows_of_data and rows_of_data["n"]:
        years = {end: str(rows_of_data[end]) for end in ("first", "last")}
        notes.append(text("incidents.data", count=rows_of_data["n"], **years))
    name = shelf.name(area)
    if not events:
        empty = Empty(text("incidents.why"), text("incidents.fill"))
        return Block(id="incidents", title=say("incidents.none", area=name), notes=tuple(notes),
                     empty=empty)  # fmt: skip
    columns = (Column("date", "When"), Column("event", "What is told"), Column("said", "Told by"))
    dates = [event["date_low"][:4] for event in events if event["date_low"]]
    return Block(
        id="incidents",
        title=say("incidents.title", count=counted(len(events), "event"), area=name),
        period="–".join(dict.fromkeys([min(dates), max(dates)])) if dates else "",
        source=(text("incidents.source", claims=len(claims)),),
        columns=columns,
        rows=tuple(_row(shelf, event, claims) for event in events),
        notes=tuple(notes),
        first=10,
    )


def _claims(shelf: "Shelf", events: "list[Row]") -> "dict[str, Row]":
    ids = [claim for event in events for claim in event["claims"]]
    return {claim_id: row for claim_id, (_, row) in shelf.found(ids).items()}


def _row(shelf: "Shelf", event: "Row", claims: "dict[str, Row]") -> tuple[Cell, ...]:
    held = [claims[claim] for claim in event["claims"] if claim in claims]
    when = day(event["date"]) if event["date"] else None
    if not held:
        return when, event["type"], None
    # The claim that says most stands for the event.
    fullest = max(held, key=lambda row: sum(value not in (None, []) for value in row.values()))
    parts: list[Part] = []
    for row in held[:4]:
        parts += ["; "] if parts else []
        parts.append(Link(place(shelf, row), Ref("claim", row["claim_id"])))
    if len(held) > 4:
        parts.append(text("legs.more", count=len(held) - 4))
    return when, from_report(shelf, sentence("incident", fullest, shelf.vocabulary)), tuple(parts)
