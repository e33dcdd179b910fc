"""What the API lists: tables of the shelf, their shapes, and what they can be filtered by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

import pyarrow as pa

from karaula.evidence import KINDS, slot_types
from karaula.hub.api.shapes import list_shape, one_shape, row_shape
from karaula.hub.figure import State, state_of
from karaula.lake.schemas import TABLES, standing_schema

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

DATE = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
"""A day, month or year."""


@dataclass(frozen=True, slots=True)
class Filter:
    """One part of a query: what it asks for, and the condition in SQL with one question mark."""

    name: str
    about: str
    where: str
    pattern: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Added:
    """What a row says beside its columns: its type, and what makes it."""

    type: Any
    make: "Callable[[Shelf, Row], Any]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """A table of the shelf as the API gives it.

    ``path`` is where its rows are listed, in the order of ``order`` and then of ``key``, and
    ``single`` where one of them lies. ``within`` is a column that stands in the path.
    """

    name: str
    about: str
    path: str
    table: str
    schema: pa.Schema
    key: str
    single: str = ""
    order: str = ""
    within: str = ""
    needs: tuple[str, ...] = ()
    leaves: tuple[str, ...] = ()
    adds: Mapping[str, Added] = field(default_factory=dict)
    filters: tuple[Filter, ...] = ()
    row: Any = field(init=False)
    listed: Any = field(init=False)
    one: Any = field(init=False)

    def __post_init__(self) -> None:
        adds = {name: added.type for name, added in self.adds.items()}
        row = row_shape(self.name, self.about, self.schema, needs=(self.key, *self.needs),
                        leaves=self.leaves, adds=adds)  # fmt: skip
        object.__setattr__(self, "row", row)
        object.__setattr__(self, "listed", list_shape(self.name, row))
        object.__setattr__(self, "one", one_shape(self.name, row))

    @property
    def columns(self) -> tuple[str, ...]:
        """Columns of its rows that stand in the table."""
        return tuple(name for name in self.schema.names if name not in self.leaves)


def _equal(name: str, about: str) -> Filter:
    return Filter(name, about, f'"{name}" = ?')


def _holds(name: str, about: str) -> Filter:
    return Filter(name, about, f'list_contains("{name}", ?)')


def _times(begin: str, end: str) -> tuple[Filter, Filter]:
    """What touches a span of time. Dates may be partial, and a partial one holds all its days:
    ``~`` comes after every sign of a date."""
    since = Filter("from", "not over before this day, month or year", f"{end} || '~' >= ?", DATE)
    until = Filter("to", "begun by the end of this day, month or year",
                   f"{begin} <= ? || '~'", DATE)  # fmt: skip
    return since, until


_SOURCE = _equal("source_id", "id of the source")
_STATE = Added(type=State, make=lambda shelf, row: state_of(shelf, [row["claim_id"]]))


def _claims(kind: str) -> Collection:
    slots = slot_types(kind)
    filters: list[Filter] = []
    wanted = {
        "area": "ISO 3166-1 alpha-3 code of an area, or the name of a region",
        "market": "id of a market",
        "substance": "id of a substance",
        "indicator": "id of an indicator",
        "type": "what it is",
    }
    for name, about in wanted.items():
        if name in slots:
            filters.append(_holds(name, about) if slots[name][1] else _equal(name, about))
    if kind == "leg":
        within = "list_contains(origin || via || destination, ?)"
        filters.insert(0, Filter("area", f"{wanted['area']}: either end, or on the way", within))
    told = next((name for name in ("period", "date") if name in slots), None)
    begin, end = "valid_from", "coalesce(valid_to, valid_from)"
    if told:
        begin = f"coalesce(split_part(\"{told}\", '/', 1), {begin})"
        last = f"replace(split_part(\"{told}\", '/', 2), '..', '9999')"
        end = f'CASE WHEN contains("{told}", \'/\') THEN {last} ELSE coalesce("{told}", {end}) END'
    modality = _equal("modality", "how the source puts it: asserted, reported, alleged …")
    return Collection(
        name=kind.title(),
        about=f"A claim of the kind {kind}.",
        path=f"/claims/{kind}",
        table=f"claims_{kind}",
        schema=standing_schema(kind),
        key="claim_id",
        needs=("source_id", "quote", "method", "handling"),
        leaves=("machine",),
        adds={
            "kind": Added(type=Literal[kind], make=lambda _shelf, _row: kind),
            "state": _STATE,
        },
        filters=(_SOURCE, *filters, modality, *_times(begin, end)),
    )


CLAIMS: dict[str, Collection] = {kind: _claims(kind) for kind in KINDS}


def _words(shelf: "Shelf", row: "Row") -> str:
    """The words of a passage. Half of a sign that a damaged file holds is told as ``?``."""
    found = shelf.text(row["source_id"])[row["start"] : row["end"]]
    return found.encode("utf-8", "replace").decode("utf-8")


PASSAGES = Collection(
    name="Passage",
    about="A passage of a document: a paragraph, head, table or note, with its words.",
    path="/source/{source_id}/passages",
    table="passages",
    schema=TABLES["passages"],
    key="passage_id",
    order="start",
    within="source_id",
    needs=("source_id", "kind", "start", "end"),
    leaves=("boxes", "note_refs"),
    adds={"text": Added(type=str, make=_words)},
    filters=(_equal("kind", "what it is: paragraph, heading, table …"),),
)

OTHERS: tuple[Collection, ...] = (
    Collection(
        name="Source",
        about="A document or data set, and what is known of where it came from.",
        path="/sources",
        single="/source/{id}",
        table="sources",
        schema=TABLES["sources"],
        key="source_id",
        needs=("sha256", "name", "title", "reliability", "handling", "access"),
        adds={
            "claims": Added(type=int, make=lambda shelf, row: shelf.claims_of[row["source_id"]])
        },
        filters=(
            _equal("publisher", "publisher"),
            _equal("language", "language of the text"),
            *_times("published", "published"),
        ),
    ),
    Collection(
        name="Entity",
        about="A group, body, place, area or strategy under all names that claims give it.",
        path="/entities",
        single="/entity/{id}",
        table="entities",
        schema=TABLES["entities"],
        key="entity_id",
        needs=("type", "name", "sort"),
        filters=(
            _equal("type", "area, group, body, place or strategy"),
            _equal("sort", "named or description"),
            Filter("name", "one of its names",
                   "list_contains(list_append(list_transform(matches, m -> m.name), name), ?)"),
            Filter("claim", "id of a claim that names it", "list_contains(mentions, ?)"),
        ),
    ),
    Collection(
        name="Event",
        about="An event in the world, with all claims that tell of it.",
        path="/events",
        single="/event/{id}",
        table="events",
        schema=TABLES["events"],
        key="event_id",
        needs=("type", "claims"),
        filters=(
            _equal("type", "seizure, operation, arrests, sentencing or violence"),
            _holds("area", "ISO 3166-1 alpha-3 code of an area"),
            _holds("substance", "id of a substance"),
            Filter("claim", "id of a claim that tells of it", "list_contains(claims, ?)"),
            *_times("date_low", "date_high"),
        ),
    ),
    Collection(
        name="Finding",
        about="What checking found, and the words that it rests on.",
        path="/findings",
        single="/finding/{id}",
        table="findings",
        schema=TABLES["findings"],
        key="finding_id",
        needs=("rule", "level", "message", "why", "confidence", "evidence"),
        filters=(
            _equal("rule", "id of the rule"),
            _equal("level", "error, warning or note"),
            _equal("area", "ISO 3166-1 alpha-3 code of an area"),
            Filter("source_id", "id of a source that it speaks of",
                   "list_contains(list_transform(evidence, e -> e.source_id), ?)"),
        ),
    ),
    Collection(
        name="Measure",
        about="A number computed from claims, with its interval.",
        path="/measures",
        single="/measure/{id}",
        table="measures",
        schema=TABLES["measures"],
        key="measure_id",
        needs=("name", "area", "period", "value", "unit", "method", "claim_ids"),
        filters=(
            _equal("name", "what is measured"),
            _equal("area", "ISO 3166-1 alpha-3 code of an area, or the name of a region"),
            _equal("period", "the period as it is written"),
            Filter("claim", "id of a claim that went in", "list_contains(claim_ids, ?)"),
        ),
    ),
    Collection(
        name="Seizure",
        about="A single seizure, normalised: rows of one event count once.",
        path="/seizures",
        table="seizures",
        schema=TABLES["seizures"],
        key="claim_id",
        needs=("source_id", "origin"),
        filters=(
            _SOURCE,
            _equal("area", "ISO 3166-1 alpha-3 code of an area"),
            _equal("substance", "id of a substance"),
            _equal("drug_group", "id of a group of drugs"),
            _equal("transport", "id of a means of transport"),
            _equal("event", "id of the event that rows tell"),
            *_times("CAST(date_low AS VARCHAR)", "CAST(date_high AS VARCHAR)"),
        ),
    ),
)  # fmt: skip

COLLECTIONS: tuple[Collection, ...] = (*CLAIMS.values(), *OTHERS, PASSAGES)
"""Everything that is listed row by row."""
