"""What an area is in each market: as sources say it, beside the market's score."""

from typing import TYPE_CHECKING

from karaula.assess.grammar import grammar
from karaula.assess.numbers import number
from karaula.assess.report import Ref
from karaula.hub.block import Block, Cell, Column, Empty
from karaula.hub.figure import of_claim
from karaula.hub.said import Link, Part, Said, listed, market_link
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

ROLES = ("source", "production", "transit", "storage", "destination")


def roles_block(shelf: "Shelf", area: str) -> Block:
    """Markets of an area with the roles that sources give it; each leads to its words."""
    rows = shelf.rows("SELECT * FROM claims_role WHERE area = ? ORDER BY source_id, start", area)
    material = shelf.material
    edition = material.editions[0] if material.editions else ""
    columns = (
        Column("market", "Market"),
        Column("roles", "Said to be a place of"),
        Column("score", f"Score {edition}".strip(), number=True),
    )
    table: list[tuple[Cell, ...]] = []
    silent: list[str] = []
    told: dict[str, int] = {}
    for key, market in shelf.vocabulary.markets.items():
        own = [row for row in rows if row["market"] == key]
        claim = material.score(area, market.indicator, edition) if market.indicator else None
        if not own and not claim:
            silent.append(market.name)
            continue
        for role in {row["role"] for row in own if row["modality"] != "denied"}:
            told[role] = told.get(role, 0) + 1
        score = (of_claim(shelf, claim, number(claim["value"], 2)),) if claim else None
        table.append(((market_link(shelf, key),), said_roles(own) or None, score))
    return Block(
        id="roles",
        title=_title(told, bool(table)),
        unit=text("roles.unit") if edition else "",
        columns=columns,
        rows=tuple(table),
        source=(text("roles.source"),) if table else (),
        coverage=text("roles.coverage", known=len(table), all=len(shelf.vocabulary.markets)),
        notes=(text("roles.silent", markets=", ".join(silent)),) if silent and table else (),
        empty=None if table else Empty(text("roles.why"), text("roles.fill")),
        first=40,
        side="right",
    )


def said_roles(rows: "list[Row]") -> Said:
    """Roles in the order of a way, each said once with a link to the first claim, how many more
    say it, the strength that the source gives, and its doubt."""
    parts: list[Part] = []
    known = sorted({row["role"] for row in rows}, key=lambda r: (_order(r), r))
    for role in known:
        own = [row for row in rows if row["role"] == role]
        first = next((row for row in own if row["strength"]), own[0])
        parts += [", "] if parts else []
        parts.append(Link(_said(first), Ref("claim", first["claim_id"])))
        for place, row in enumerate([row for row in own if row is not first][:4], 2):
            parts += [" ", Link(f"[{place}]", Ref("claim", row["claim_id"]))]
        parts += [f" … {len(own)}"] if len(own) > 5 else []
    return tuple(parts)


def _order(role: str) -> int:
    return ROLES.index(role) if role in ROLES else len(ROLES)


def _said(row: "Row") -> str:
    words = [grammar().hedges.get(row["modality"], "").rstrip(", "), row["strength"] or ""]
    words.append(row["role"].replace("_", " "))
    hedge = f" ({row['hedge']})" if row["hedge"] else ""
    return " ".join(word for word in words if word) + hedge


def _title(told: dict[str, int], any_: bool) -> Said:
    if not any_:
        return say("roles.none")
    if not told:
        return say("roles.scored_only")
    counts = sorted(told.items(), key=lambda item: (-item[1], _order(item[0])))
    markets = [f"{count} market{'' if count == 1 else 's'}" for _, count in counts[:3]]
    words = [
        f"{role.replace('_', ' ')} in {n}" for (role, _), n in zip(counts, markets, strict=False)
    ]
    return say("roles.title", roles=listed(words))
