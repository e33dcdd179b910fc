"""One claim: its words, what they say, where they stand, who looked at it, and what rests on it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from karaula.assess.numbers import day
from karaula.assess.safe import printable
from karaula.assess.sentences import sentence
from karaula.evidence import KINDS
from karaula.evidence.claim import slot_names
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.figure import Figure, of_claim, state_of
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Link, Out, Part, Said, Words, area_link, from_report, joined, short
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

AROUND = 240
"""Characters of the text that stand on either side of a claim's words."""
_NUMBERS = ("value", "value_max", "low", "high", "quantity", "kg", "kg_max", "money")


@dataclass(frozen=True, slots=True)
class Passage:
    """Words of a claim as they stand: what comes before, the words, what comes behind."""

    before: str
    quote: str
    after: str


@dataclass(frozen=True, kw_only=True)
class ClaimView(View):
    """The page and the card of a claim."""

    id: str
    kind: str
    state: str
    passage: Passage
    origin: Said
    """Its source, with date, grade and handling."""
    reader: Part
    """A link to the place in its source."""


def claim(shelf: "Shelf", asked: Asked) -> ClaimView:
    """The page of one claim. Raises :class:`MissingError`."""
    kind, row = find(shelf, asked["id"])
    source = shelf.sources[row["source_id"]]
    return ClaimView(
        id=row["claim_id"],
        kind=kind,
        state=state_of(shelf, [row["claim_id"]]),
        title=text("claim.title", kind=text(f"kind.{kind}")),
        under=text(f"claim.{'reviewed_by' if row['reviewed'] else 'machine'}",
                   author=row["author"] or ""),
        lead=(summary(shelf, kind, row),),
        passage=passage(shelf, row),
        origin=_origin(row, source),
        reader=Link(text("claim.read", place=place(row)), "source", at(shelf, row),
                    f"c-{row['claim_id']}" if row["start"] is not None else ""),
        blocks=(
            _where(row, source),
            _says(shelf, kind, row),
            _uses(shelf, row),
            _decided(shelf, row),
        ),
        notes=_marks(row),
    )  # fmt: skip


def every(shelf: "Shelf") -> Iterator[dict[str, str]]:
    """Addresses of all claims."""
    for kind in KINDS:
        for row in shelf.rows(f"SELECT claim_id FROM claims_{kind} ORDER BY 1"):
            yield {"id": row["claim_id"]}


def find(shelf: "Shelf", claim_id: str) -> tuple[str, "Row"]:
    """Kind and row of a claim. Raises :class:`MissingError`."""
    found = shelf.found([claim_id])
    if claim_id not in found:
        raise MissingError("there is no such claim")
    return found[claim_id]


def summary(shelf: "Shelf", kind: str, row: "Row") -> Said:
    """A claim in a sentence, hedged as its source hedges it."""
    if kind == "citation":
        parts = (row["title"], row["publisher"], row["date"])
        return (printable(", ".join(filter(None, parts)) or row["quote"]),)
    return from_report(shelf, sentence(kind, row, shelf.vocabulary))


def passage(shelf: "Shelf", row: "Row") -> Passage:
    """The words of a claim among those around them; of a cell, the row that it stands in."""
    if row["start"] is None:
        return Passage("", row["quote"], "")
    whole = shelf.text(row["source_id"])
    start, end = row["start"], row["end"]
    before, after = whole[max(0, start - AROUND) : start], whole[end : end + AROUND]
    if start > AROUND:
        before = "…" + before.partition(" ")[2]
    if end + AROUND < len(whole):
        after = after.rpartition(" ")[0] + "…"
    return Passage(before, whole[start:end], after)


def place(row: "Row") -> str:
    """Where a claim stands in its source, in words."""
    if row["start"] is None:
        return text("claim.cell", locator=row["locator"] or "")
    if row["page"] is not None:
        return text("claim.page", page=str(row["page"]))
    return text("claim.text")


def at(shelf: "Shelf", row: "Row") -> tuple[tuple[str, str], ...]:
    """The part of the reader in which a claim stands."""
    from karaula.hub.views.reader import part_of

    part = part_of(shelf, row["source_id"], row["start"])
    return (("id", row["source_id"]), *((("part", str(part)),) if part > 1 else ()))


def _origin(row: "Row", source: "Row") -> Said:
    from karaula.assess.report import Ref

    published = day(source["published"]) if source["published"] else None
    grade = f"{source['reliability']}{row['credibility'] or ''}"
    facts = (published, text("claim.graded", grade=grade), row["handling"])
    link = Link(short(source["title"], 100), Ref("source", source["source_id"]))
    return (link, *(f" · {fact}" for fact in facts if fact))


def _where(row: "Row", source: "Row") -> Block:
    published = day(source["published"]) if source["published"] else None
    url: Said | None = (Out(source["url"], source["url"]),) if source["url"] else None
    grade = f"{source['reliability']}{row['credibility'] or ''}"
    period = " – ".join(dict.fromkeys(filter(None, (row["valid_from"], row["valid_to"]))))
    rows: list[tuple[str, Cell]] = [
        ("publisher", source["publisher"]),
        ("published", published),
        ("address", url),
        ("place", place(row)),
        ("speaks_of", period or None),
        ("grade", grade),
        ("modality", row["modality"]),
        ("handling", row["handling"]),
        ("method", row["method"]),
        ("confidence", f"{row['confidence']:.0%}" if row["confidence"] is not None else None),
    ]
    from karaula.assess.report import Ref

    return Block(
        id="where",
        title=say("claim.where", source=Link(source["title"], Ref("source", source["source_id"]))),
        columns=(Column("what", text("claim.what")), Column("is", text("claim.is"))),
        rows=tuple((text(f"claim.{name}"), value) for name, value in rows if value),
    )


def _says(shelf: "Shelf", kind: str, row: "Row") -> Block:
    machine = _machine(row)
    columns = [Column("slot", text("claim.slot")), Column("value", text("claim.value"))]
    if machine:
        columns.append(Column("machine", text("claim.as_found")))
    rows: list[tuple[Cell, ...]] = []
    for slot in slot_names(kind):
        if row[slot] in (None, []) and slot not in machine:
            continue
        cells: tuple[Cell, ...] = (slot.replace("_", " "), _value(shelf, row, slot))
        rows.append((*cells, str(machine[slot]) if slot in machine else None) if machine else cells)
    return Block(id="says", title=say("claim.says"), columns=tuple(columns), rows=tuple(rows))


def _machine(row: "Row") -> dict[str, Any]:
    import json

    return json.loads(row["machine"]) if row["machine"] else {}


def _value(shelf: "Shelf", row: "Row", slot: str) -> Cell:
    given = row[slot]
    if isinstance(given, float) and slot in _NUMBERS:
        return (of_claim(shelf, row, f"{given:,g}", slot),)
    parts: list[Part] = []
    for value in given if isinstance(given, list) else [given]:
        parts += [", "] if parts else []
        known = isinstance(value, str) and value in shelf.vocabulary.areas
        parts.append(area_link(shelf, value) if known else printable(str(value)))
    return joined(parts)


def _uses(shelf: "Shelf", row: "Row") -> Block:
    """Measures, events and findings that rest on it, and other claims of the same event."""
    from karaula.assess.report import Ref

    claim_id = row["claim_id"]
    rows: list[tuple[Cell, ...]] = []
    used = _used(shelf).get(claim_id, ())
    for measure in _these(shelf, "measures", "measure_id", used, "name, period"):
        named = text("claim.measure", name=name_of(shelf, measure["name"]), unit=measure["unit"],
                     period=measure["period"])  # fmt: skip
        link = Link(named, Ref("measure", measure["measure_id"]))
        rows.append((text("claim.of_measure"), (link,)))
    for finding in _these(shelf, "findings", "finding_id", used, "finding_id"):
        link = Link(short(finding["message"], 120), Ref("finding", finding["finding_id"]))
        rows.append((text("claim.of_finding", level=finding["level"]), (link,)))
    for event in _these(shelf, "events", "event_id", used, "event_id"):
        rows += _told_also(shelf, event["claims"], claim_id)
    if not rows:
        none = Empty(text("claim.no_use"), text("claim.no_use_fill"))
        return Block(id="uses", title=say("claim.uses_none"), empty=none)
    columns = (Column("as", text("claim.used_as")), Column("what", text("claim.used_in")))
    return Block(
        id="uses", title=say("claim.uses", count=len(rows)), columns=columns, rows=tuple(rows)
    )


_USES = {
    "measures": "SELECT measure_id AS id, unnest(claim_ids) AS claim FROM measures",
    "findings": "SELECT finding_id AS id, unnest(evidence).claim_id AS claim FROM findings",
    "events": "SELECT event_id AS id, unnest(claims) AS claim FROM events",
}
"""What rests on claims: the table, and which row of it rests on which claim."""


def _used(shelf: "Shelf") -> Mapping[str, tuple[tuple[str, str], ...]]:
    """What rests on each claim, as tables and ids: most claims have nothing to ask for."""

    def make() -> dict[str, tuple[tuple[str, str], ...]]:
        found: dict[str, tuple[tuple[str, str], ...]] = {}
        for table, query in _USES.items():
            for row in shelf.rows(f"SELECT DISTINCT id, claim FROM ({query}) ORDER BY ALL"):
                found[row["claim"]] = (*found.get(row["claim"], ()), (table, row["id"]))
        return found

    return shelf.keep("uses", make)


def _these(
    shelf: "Shelf", table: str, key: str, used: Iterable[tuple[str, str]], order: str
) -> "list[Row]":
    ids = [one for name, one in used if name == table]
    marks = ", ".join("?" * len(ids))
    if not ids:
        return []
    return shelf.rows(f"SELECT * FROM {table} WHERE {key} IN ({marks}) ORDER BY {order}", *ids)


def _told_also(shelf: "Shelf", claims: Sequence[str], but: str) -> list[tuple[Cell, ...]]:
    from karaula.assess.report import Ref

    others = [other for other in claims if other != but]
    marks = ", ".join("?" * len(others))
    if not others:
        return []
    found = shelf.rows(
        f"SELECT claim_id, source_id, quote FROM claims_incident WHERE claim_id IN ({marks})"
        " ORDER BY claim_id",
        *others,
    )
    return [
        (
            text("claim.told_also", source=short(shelf.sources[row["source_id"]]["title"])),
            (Link(short(row["quote"], 120), Ref("claim", row["claim_id"])),),
        )
        for row in found
    ]


def _decided(shelf: "Shelf", row: "Row") -> Block:
    judged = shelf.keep("judged", lambda: {
        decision["subject"] for decision in shelf.rows("SELECT DISTINCT subject FROM decisions")
    })  # fmt: skip
    found = [] if row["claim_id"] not in judged else shelf.rows(
        "SELECT * FROM decisions WHERE subject = ? ORDER BY number", row["claim_id"]
    )  # fmt: skip
    columns = (Column("number", "No.", number=True), Column("verdict", text("claim.verdict")),
               Column("author", text("claim.author")), Column("made", text("claim.made")),
               Column("reason", text("claim.reason")))  # fmt: skip
    if not found:
        none = Empty(text("claim.undecided"), text("claim.undecided_fill"))
        return Block(id="decisions", title=say("claim.decisions_none"), empty=none)
    return Block(
        id="decisions",
        title=say("claim.decisions", count=len(found)),
        columns=columns,
        rows=tuple((d["number"], d["verdict"], d["author"], d["made"], d["reason"]) for d in found),
    )


def _marks(row: "Row") -> tuple[str, ...]:
    return tuple(text(f"mark.{mark}") for mark in row["marks"] or ())


def name_of(shelf: "Shelf", indicator: str) -> str:
    """Name of an indicator."""
    known = shelf.vocabulary.indicators.get(indicator)
    return known.name if known else indicator.replace("_", " ")


__all__ = ["ClaimView", "Figure", "Passage", "Words", "at", "claim", "find", "passage", "summary"]
