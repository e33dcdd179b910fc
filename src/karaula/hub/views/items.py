"""Items of the queue: a claim, a finding, a merged event or name, with all that is needed to judge
it: its words, why it waits, its slots, what it may be put together with or taken apart into."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from karaula.assess.report import Ref
from karaula.assess.safe import printable
from karaula.errors import KaraulaError
from karaula.evidence.claim import required_slots, slot_names, slot_types
from karaula.hub.decided import Log
from karaula.hub.queue import Place
from karaula.hub.said import Link, Said, Words, short
from karaula.hub.views.claim import Passage, at, passage, place, summary
from karaula.hub.words import text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

_BLANK = re.compile(r"\s*\n\s*\n\s*")
_NEAR = 12
"""Others that an event or a name may be put together with, the likeliest first."""


@dataclass(frozen=True, slots=True)
class Slot:
    """A slot of a claim as it stands in the form of a correction."""

    name: str
    label: str
    value: str
    is_list: bool
    is_number: bool
    required: bool


@dataclass(frozen=True, slots=True)
class Part:
    """One of the things that an item was put together from."""

    value: str
    says: Said
    why: str


@dataclass(frozen=True, kw_only=True)
class Item:
    """Something to judge. ``of`` is ``claim``, ``finding``, ``event`` or ``entity``."""

    id: str
    of: str
    kind: str
    says: Said
    where: Said
    quote: str
    why: tuple[str, ...]
    passage: Passage | None = None
    quotes: tuple[Part, ...] = ()
    """Other words that it rests on."""
    slots: tuple[Slot, ...] = ()
    parts: tuple[Part, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    credibility: int | None = None
    reliability: str = ""
    source: str = ""
    decided: tuple[str, ...] = ()
    """What people decided about it before, in lines."""


def items(shelf: "Shelf", found: Sequence[Place], log: Log) -> tuple[Item, ...]:
    """Items of some places of the queue, in their order."""
    by_kind: dict[str, list[Place]] = {}
    for one in found:
        by_kind.setdefault(one.kind, []).append(one)
    made: dict[str, Item] = {}
    for kind, some in by_kind.items():
        table, column = _TABLES.get(kind, (f"claims_{kind}", "claim_id"))
        ids = [one.id for one in some]
        rows = shelf.rows(f"SELECT * FROM {table} WHERE list_contains(?, {column})", ids)
        known = {row[column]: row for row in rows}
        for one in some:
            if one.id in known:
                made[one.id] = _MAKE.get(kind, _claim)(shelf, one, known[one.id], _before(log, one))
    return tuple(made[one.id] for one in found if one.id in made)


def _before(log: Log, one: Place) -> tuple[str, ...]:
    return tuple(
        text(
            "review.before_undone" if d.undone else "review.before",
            verdict=text(f"review.verdict_{d.verdict}"),
            author=d.author,
            made=d.made[:10],
        )
        for d in log.about(one.id)
    )


def _claim(shelf: "Shelf", one: Place, row: "Row", before: tuple[str, ...]) -> Item:
    source = shelf.sources[row["source_id"]]
    near: tuple[tuple[str, str], ...] = ()
    if one.kind == "incident":
        near = _near_events(shelf, row["claim_id"], row["date"], row["area"] or [])
    return Item(
        id=row["claim_id"],
        of="claim",
        kind=one.kind,
        says=summary(shelf, one.kind, row),
        where=_where(shelf, row),
        quote=row["quote"],
        why=_why(one, row),
        passage=_passage(shelf, row),
        slots=tuple(_slots(one.kind, row)),
        near=near,
        credibility=row["credibility"],
        reliability=source["reliability"],
        source=row["source_id"],
        decided=before,
    )


def _slots(kind: str, row: "Row") -> Iterable[Slot]:
    from karaula.hub.corrections import written

    types, required = slot_types(kind), required_slots(kind)
    for name in slot_names(kind):
        scalar, is_list = types[name]
        yield Slot(name, name.replace("_", " "), written(row[name]), is_list, scalar is not str,
                   name in required)  # fmt: skip


def _where(shelf: "Shelf", row: "Row") -> Said:
    title = short(shelf.sources[row["source_id"]]["title"], 70)
    link = Link(title, "source", at(shelf, row), f"c-{row['claim_id']}")
    return (link, f", {place(row)}")


def _passage(shelf: "Shelf", row: "Row") -> Passage:
    try:
        found = passage(shelf, row)
    except KaraulaError:  # its text is being read anew
        return Passage("", row["quote"], "")
    return Passage(_BLANK.sub("\n", found.before), found.quote, _BLANK.sub("\n", found.after))


def _why(one: Place, row: "Row") -> tuple[str, ...]:
    why = []
    if one.findings:
        why.append(text("review.why_findings", count=one.findings))
    if one.confidence is not None and one.confidence < 1:
        why.append(text("review.why_confidence", share=f"{one.confidence:.0%}"))
    if one.hedged:
        said = row.get("hedge") or (row["modality"] if row["modality"] != "asserted" else "")
        why.append(text("review.why_hedged", how=said or "hedged"))
    if one.suspicions:
        why.append(text("review.why_suspected", count=one.suspicions))
    if one.measures:
        why.append(text("review.why_measures", count=one.measures))
    return tuple(why)


def _finding(shelf: "Shelf", _one: Place, row: "Row", before: tuple[str, ...]) -> Item:
    first, *rest = row["evidence"] or [None]
    shown = _passage(shelf, first) if first else None
    quotes = (Part("", _evidence(shelf, item), "") for item in rest[:8])
    return Item(
        id=row["finding_id"],
        of="finding",
        kind="finding",
        says=(printable(row["message"]),),
        where=(*_evidence_place(shelf, first), " · ",
               Link(text("review.finding_page"), Ref("finding", row["finding_id"]))),
        quote=row["message"],
        why=(text("review.why_level", level=row["level"], rule=row["rule"],
                  share=f"{row['confidence']:.0%}"), printable(row["why"] or "")),
        passage=shown,
        quotes=tuple(quotes),
        source=first["source_id"] if first else "",
        decided=before,
    )  # fmt: skip


def _evidence_place(shelf: "Shelf", item: "Row | None") -> Said:
    if item is None or item["source_id"] not in shelf.sources:
        return ()
    title = short(shelf.sources[item["source_id"]]["title"], 70)
    return (Link(title, Ref("source", item["source_id"])),)


def _evidence(shelf: "Shelf", item: "Row") -> Said:
    title = short(shelf.sources[item["source_id"]]["title"], 50)
    to = Ref("claim", item["claim_id"]) if item["claim_id"] else Ref("source", item["source_id"])
    cell = f", {item['locator']}" if item["locator"] else ""
    return (Words(printable(short(item["quote"], 120))), " ", Link(f"{title}{cell}", to))


def _event(shelf: "Shelf", one: Place, row: "Row", before: tuple[str, ...]) -> Item:
    claims = shelf.rows(
        "SELECT claim_id, source_id, quote FROM claims_incident WHERE list_contains(?, claim_id)",
        row["claims"],
    )
    why = {link["b"]: f"{link['why']} = {link['score']:g}" for link in row["links"]}
    why |= {link["a"]: why.get(link["a"], why[link["b"]]) for link in row["links"]}
    by_id = {claim["claim_id"]: claim for claim in claims}
    parts = tuple(
        Part(key, _evidence(shelf, {**by_id[key], "locator": None}), why.get(key, ""))
        for key in row["claims"]
        if key in by_id
    )
    named = _event_name(shelf, row)
    return Item(
        id=row["event_id"],
        of="event",
        kind="event",
        says=(text("review.event", count=len(parts), event=named),),
        where=(),
        quote=named,
        why=(text("review.why_score", score=f"{one.score:g}"),) if one.score is not None else (),
        parts=parts,
        near=_near_events(shelf, row["event_id"], row["date"], row["area"]),
        decided=before,
    )


def _event_name(shelf: "Shelf", row: "Row") -> str:
    areas = ", ".join(shelf.name(code) for code in row["area"] or ())
    parts = (row["type"], ", ".join(row["substance"] or ()), row["place"], areas, row["date"])
    return printable(" · ".join(filter(None, parts)))


def _near_events(
    shelf: "Shelf", but: str, date: str | None, areas: Sequence[str]
) -> tuple[tuple[str, str], ...]:
    """Events of the time and the areas around, the nearest first."""
    rows = shelf.rows(
        "SELECT * FROM events WHERE event_id <> $1 AND NOT list_contains(claims, $1)"
        " AND (list_has_any(area, $2) OR left(date, 7) = left($3, 7))"
        " ORDER BY CASE WHEN list_has_any(area, $2) THEN 0 ELSE 1 END,"
        " abs(coalesce(try_cast(left(date, 4) AS INT), 0)"
        " - coalesce(try_cast(left($3, 4) AS INT), 0)), event_id"
        f" LIMIT {_NEAR}",
        but, list(areas), date,
    )  # fmt: skip
    return tuple((row["event_id"], short(_event_name(shelf, row), 90)) for row in rows)


def _entity(shelf: "Shelf", one: Place, row: "Row", before: tuple[str, ...]) -> Item:
    rows = shelf.rows(
        "SELECT entity_id, name FROM entities WHERE type = $1 AND entity_id <> $2"
        f" ORDER BY jaro_winkler_similarity(lower(name), lower($3)) DESC, name LIMIT {_NEAR}",
        row["type"], row["entity_id"], row["name"],
    )  # fmt: skip
    parts = tuple(
        Part(match["name"], (printable(match["name"]),),
             f"{match['reason']} ({match['score']:.2f})")
        for match in row["matches"]
    )  # fmt: skip
    count = len(row["mentions"])
    return Item(
        id=row["entity_id"],
        of="entity",
        kind="entity",
        says=(text("review.entity", type=row["type"], name=row["name"], count=len(parts)),),
        where=(
            Link(text("review.entity_page", count=count), "entity", (("id", row["entity_id"]),)),
        ),
        quote=row["name"],
        why=(text("review.why_name", score=f"{one.score:.2f}"),) if one.score is not None else (),
        parts=parts,
        near=tuple((other["entity_id"], short(other["name"], 80)) for other in rows),
        decided=before,
    )


_TABLES = {"finding": ("findings", "finding_id"), "event": ("events", "event_id"),
           "entity": ("entities", "entity_id")}  # fmt: skip
_MAKE = {"finding": _finding, "event": _event, "entity": _entity}
