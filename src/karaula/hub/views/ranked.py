"""Scores and ranks of an index, each with its range, and with the claim that states it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from karaula.assess.numbers import number
from karaula.hub.block import Block, Cell, Column, Empty
from karaula.hub.figure import of_claim
from karaula.hub.said import area_link
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf
    from karaula.workspace.index import Opened

Stating = Mapping[tuple[str, str], Sequence["Row"]]
"""The claims that state a score, by area and element, the surest first."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Score and rank of a unit by the usual weights, as they are said."""

    unit: str
    name: str
    score: str
    rank: str


def ranking(
    shelf: "Shelf", opened: "Opened", measure: str, within: str
) -> tuple[Block, tuple[Standing, ...]]:
    """Scores and ranks, each with its interval."""
    from karaula.workspace.index import standing

    answer = standing(opened, measure=measure, within=region_of(shelf, within))
    found = answer.rows
    claims = stating(shelf, opened.period, [measure])
    decimals = opened.structure.decimals
    rows = []
    for row in found:
        score = number(row["score"], decimals) if row["score"] is not None else None
        rows.append((
            (area_link(shelf, row["area"]),),
            cited(shelf, claims, (row["area"], measure), score, decimals, row),
            span(row["score_low"], row["score_high"], decimals),
            None if row["rank"] is None else f"{row['rank']:g}",
            span(row["rank_low"], row["rank_high"], 0),
        ))  # fmt: skip
    level = f"{found[0]['level']:.0%}" if found else ""
    columns = (
        Column("area", text("index.area")), Column("score", text("index.score"), number=True),
        Column("score_range", text("index.range", level=level), number=True),
        Column("rank", text("index.rank"), number=True),
        Column("rank_range", text("index.rank_range", level=level), number=True),
    )  # fmt: skip
    name = opened.element_name(measure)
    block = Block(
        id="ranking",
        title=say("index.ranking", measure=name, count=len(rows)),
        unit=text("index.score"),
        period=period_of(opened),
        source=(opened.source,),
        columns=columns,
        rows=tuple(rows),
        notes=answer.notes,
        first=len(rows),
        # A drawing of all units would be the whole page.
        chart=answer.chart if rows and within == "region" else None,
        wide=True,
        empty=None if rows else Empty(text("index.no_rows"), text("index.no_rows_fill")),
    )
    return block, tuple(
        Standing(row["area"], row["name"], said(row["score"], decimals) or text("index.gap"),
                 said(row["rank"], 0) or text("index.gap"))
        for row in found
    )  # fmt: skip


def made_of(shelf: "Shelf", opened: "Opened", measure: str, units: Sequence[str]) -> Block:
    """The stated scores that a score is made of, so that a computed one leads to words as well."""
    claims = stating(shelf, opened.period, opened.structure.elements)
    codes = list(_stated(opened, measure, {code for _, code in claims}))
    decimals = opened.structure.decimals
    columns = (
        Column("area", text("index.area")),
        *(Column(code, opened.element_name(code), number=True) for code in codes),
    )
    rows = tuple(
        (
            (area_link(shelf, unit),),
            *(
                cited(shelf, claims, (unit, code), said(_score(opened, unit, code), decimals),
                      decimals)
                for code in codes
            ),
        )
        for unit in units
    )  # fmt: skip
    name = opened.element_name(measure)
    return Block(
        id="parts", title=say("index.parts", measure=name), columns=columns, rows=rows, wide=True,
        first=len(rows), source=(opened.source,), unit=text("index.score"),
        period=period_of(opened),
        empty=None if rows and codes else Empty(text("index.no_rows"), text("index.no_rows_fill")),
    )  # fmt: skip


def _stated(opened: "Opened", code: str, known: set[str]) -> Iterator[str]:
    """The nearest elements below one that anybody states."""
    for part in opened.structure.parts.get(code, ()):
        if part in known:
            yield part
        else:
            yield from _stated(opened, part, known)


def _score(opened: "Opened", unit: str, code: str) -> float | None:
    now = opened.now
    table = now.raw if code in now.raw.codes else now.values
    if unit not in table.units or code not in table.codes:
        return None
    value = float(table.column(code)[table.units.index(unit)])
    return None if value != value else value


def supposed(
    shelf: "Shelf", opened: "Opened", measure: str, within: str, units: int,
    weights: Mapping[str, float],
) -> list[Block]:  # fmt: skip
    """What would move by other weights; nothing where all are as usual."""
    if not weights:
        return []
    from karaula.workspace.index import Suppose, supposing

    answer = supposing(opened, Suppose(weights=weights), measures=[measure],
                       within=region_of(shelf, within))  # fmt: skip
    moved = answer.rows
    others = ", ".join(f"{opened.element_name(c)} {w:g}" for c, w in weights.items())
    claims = stating(shelf, opened.period, [measure])
    decimals = opened.structure.decimals
    columns = (
        Column("area", text("index.area")), Column("score", text("index.score"), number=True),
        Column("score_then", text("index.then"), number=True),
        Column("rank", text("index.rank"), number=True),
        Column("rank_then", text("index.then"), number=True),
        Column("places", text("index.places"), number=True),
    )  # fmt: skip
    rows = tuple(
        (
            (area_link(shelf, row["area"]),),
            cited(shelf, claims, (row["area"], measure), said(row["score"], decimals),
                  decimals),
            said(row["score_then"], decimals),
            said(row["rank"], 0), said(row["rank_then"], 0), said(row["places"], 0),
        )
        for row in moved
    )  # fmt: skip
    title = say("index.supposed", weights=others, moved=len(moved), units=units)
    empty = None if rows else Empty(text("index.nothing_moves"), text("index.nothing_moves_fill"))
    return [
        Block(id="supposed", title=title, columns=columns, rows=rows, first=len(rows), wide=True,
              source=(opened.source,), notes=answer.notes, empty=empty,
              unit=text("index.score"), period=period_of(opened))
    ]  # fmt: skip


def period_of(opened: "Opened") -> str:
    """The edition or the year that is shown."""
    return text(f"index.{opened.kind}_of", period=opened.period)


def stating(shelf: "Shelf", period: str, codes: Iterable[str]) -> Stating:
    """The claims that state scores in an edition or a year."""
    rows = shelf.rows(
        "SELECT * FROM claims_observation WHERE period = ? AND list_contains(?, indicator)"
        " AND len(area) = 1 AND value IS NOT NULL AND unit <> 'rank'"
        " ORDER BY confidence DESC, claim_id",
        period, sorted(codes),
    )  # fmt: skip
    found: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        found.setdefault((row["area"][0], row["indicator"]), []).append(row)
    return found


def cited(
    shelf: "Shelf",
    claims: Stating,
    key: tuple[str, str],
    shown: str | None,
    decimals: int,
    interval: "Mapping[str, Any] | None" = None,
) -> Cell:
    """A score bound to a claim that states just that; one that nobody states as it is."""
    if shown is None:
        return None
    row = next(
        (one for one in claims.get(key, ()) if number(one["value"], decimals) == shown), None
    )
    if row is None:
        return shown
    found = of_claim(shelf, row, shown)
    if interval is not None:
        found = replace(found, low=interval["score_low"], high=interval["score_high"],
                        level=interval["level"])  # fmt: skip
    return (found,)


def region_of(shelf: "Shelf", within: str) -> str | None:
    return shelf.hub.config.region if within == "region" else None


def span(low: float | None, high: float | None, decimals: int) -> str | None:
    if low is None or high is None:
        return None
    return f"{number(low, decimals)}–{number(high, decimals)}"


def said(value: float | None, decimals: int) -> str | None:
    return None if value is None else number(value, decimals)
