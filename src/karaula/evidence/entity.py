"""An entity: what claims are about, under all the names that they give it."""

from dataclasses import dataclass, fields
from hashlib import sha256
from typing import Literal

import pyarrow as pa

EntityType = Literal["area", "group", "body", "place", "strategy"]
Sort = Literal["named", "description"]
"""By a name of its own, or only described: "Albanian criminal groups" is no one group."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """One name of an entity: how sure it is that this is the entity (0 to 1), and why."""

    name: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One area, group, body, place or strategy.

    ``matches`` are the names that claims use, the one that it is called by first. ``mentions`` are
    the ids of these claims, sorted. ``known`` is its id in the vocabulary, if it stands there.
    ``within`` is the area of a place.
    """

    entity_id: str
    type: EntityType
    name: str
    sort: Sort = "named"
    known: str | None = None
    within: str | None = None
    matches: tuple[Match, ...] = ()
    mentions: tuple[str, ...] = ()

    @property
    def aliases(self) -> tuple[str, ...]:
        """Its other names in the claims."""
        return tuple(match.name for match in self.matches if match.name != self.name)

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why each of :attr:`matches` is this entity, in words."""
        return tuple(f"{m.name}: {m.reason} ({m.score:.2f})" for m in self.matches)


def entity_id(type: EntityType, anchor: str) -> str:
    """Id of an entity from what it is known by: its id in the vocabulary, or its plainest name."""
    return sha256(f"{type}\x1f{anchor}".encode()).hexdigest()[:16]


SCHEMA = pa.schema(
    [
        *((name, pa.string()) for name in ("entity_id", "type", "name", "sort", "known", "within")),
        (
            "matches",
            pa.list_(
                pa.struct([("name", pa.string()), ("score", pa.float64()), ("reason", pa.string())])
            ),
        ),
        ("mentions", pa.list_(pa.string())),
    ]
)


def entities_table(entities: list[Entity]) -> pa.Table:
    """Entities as a table of :data:`SCHEMA`, one row each."""
    names = [field.name for field in fields(Entity) if field.name != "matches"]
    rows = [
        {name: getattr(entity, name) for name in names}
        | {
            "matches": [
                {"name": m.name, "score": m.score, "reason": m.reason} for m in entity.matches
            ]
        }
        for entity in entities
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)
