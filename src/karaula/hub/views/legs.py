"""Ways between places: what documents say, and what cases show, on one map and in one table."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from karaula.assess.report import Ref
from karaula.evidence.source import source_from_dict
from karaula.hub.block import Block, Cell, Column, Empty
from karaula.hub.said import Link, Part, Said, area_link, market_link
from karaula.hub.views.tables import counted, place
from karaula.hub.words import say, text
from karaula.measure.routes.documents import Said as Stated
from karaula.measure.routes.documents import Stretch, stretches

if TYPE_CHECKING:
    from karaula.chart import Spec
    from karaula.hub.shelf import Row, Shelf

SHOWN = 3
"""Claims that one row names; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From one place to another: the cases that show it, and the claims that say it."""

    start: str
    end: str
    cases: int = 0
    kg: float | None = None
    years: tuple[int, int] | None = None
    said: tuple[Stated, ...] = ()
    modes: tuple[str, ...] = ()


def legs_block(shelf: "Shelf", area: str) -> Block:
    """Ways in and out of an area."""
    found = ways(shelf, area=area)
    into = sum(way.end == area for way in found)
    out = sum(way.start == area for way in found)
    name = shelf.name(area)
    title = say("legs.title", into=counted(into, "way"), out=counted(out, "way"), area=name)
    return _block(shelf, found, title, say("legs.none", area=name), with_market=True)


def market_legs(shelf: "Shelf", market: str) -> Block:
    """Ways of a market that begin, pass or end in the hub's region."""
    region = shelf.vocabulary.area_sets[shelf.hub.config.region].region
    inside = {*shelf.members, region}
    found = [way for way in ways(shelf, market=market) if inside & {way.start, way.end}]
    seen = sum(way.cases > 0 for way in found)
    title = say("legs.market", count=counted(len(found), "way"), seen=seen or "none")
    return _block(shelf, found, title, say("legs.market_none"), with_market=False)


def ways(shelf: "Shelf", area: str | None = None, market: str | None = None) -> list[Way]:
    """Ways that touch an area, or of a market: those that cases show first, the most seen first."""
    found: dict[tuple[str, str], Way] = {}
    for row in _cases(shelf, area, market):
        years = (row["first_year"], row["last_year"]) if row["first_year"] else None
        found[row["start"], row["end"]] = Way(
            start=row["start"], end=row["end"], cases=row["cases"], kg=row["kg"], years=years
        )
    for stretch in _stated(shelf, area, market):
        key = (stretch.start, stretch.end)
        way = found.get(key) or Way(start=stretch.start, end=stretch.end)
        modes = dict.fromkeys([*way.modes, *stretch.modes])
        found[key] = replace(way, said=(*way.said, stretch.said), modes=tuple(modes))
    return sorted(found.values(), key=lambda w: (-w.cases, -len(w.said), w.start, w.end))


def _cases(shelf: "Shelf", area: str | None, market: str | None) -> "Iterable[Row]":
    from karaula.measure.routes.asking import asked
    from karaula.measure.routes.drugs import substances_of
    from karaula.measure.routes.edges import edges

    if shelf.row("SELECT 1 FROM seizures LIMIT 1") is None:
        return ()
    if market is not None:
        substances = substances_of(market, shelf.vocabulary)
        if not substances:
            return ()
        only = "list_contains($substances, substance)"
        return asked(shelf, edges, only, {"substances": sorted(substances)})
    # A step from or to an area stands in no row that does not name it: those of all areas are made
    # once.
    known = shelf.keep("edges", lambda: asked(shelf, edges, "true", {}))
    return [row for row in known if area in (row["start"], row["end"])]


def _stated(shelf: "Shelf", area: str | None, market: str | None) -> Iterable[Stretch]:
    if area is None:
        rows = shelf.rows("SELECT * FROM claims_leg WHERE market = ? ORDER BY claim_id", market)
    else:
        named = "list_contains(origin || via || destination, ?)"
        rows = shelf.rows(f"SELECT * FROM claims_leg WHERE {named} ORDER BY claim_id", area)
    sources = shelf.keep("sources", lambda: {
        source_id: source_from_dict(row) for source_id, row in shelf.sources.items()
    })  # fmt: skip
    found, _ = stretches(rows, sources)
    return (one for one in found if area is None or area in (one.start, one.end))


def _block(
    shelf: "Shelf", found: list[Way], title: Said, none: Said, *, with_market: bool
) -> Block:
    columns = [Column("from", "From"), Column("to", "To")]
    columns += [Column("market", "Market")] if with_market else []
    columns += [Column("cases", "Cases", number=True), Column("kg", "Kilograms", number=True),
                Column("years", "Years", number=True), Column("said", "Said in")]  # fmt: skip
    seen = [way for way in found if way.cases]
    if not found:
        empty = Empty(text("legs.why"), text("legs.fill"))
        return Block(id="legs", title=none, empty=empty, side="left")
    regions = [way for way in found if not _mapped(shelf, way)]
    notes = [text("legs.solid")]
    if regions:
        notes.append(text("legs.regions", count=len(regions)))
    if seen:
        notes.append(text("legs.enforcement"))
    dates = [year for way in seen if way.years for year in way.years]
    return Block(
        id="legs",
        title=title,
        unit=text("legs.unit") if seen else "",
        period=f"{min(dates)}–{max(dates)}" if dates else "",
        source=(text("legs.source", cases=sum(way.cases for way in seen),
                     claims=sum(len(way.said) for way in found)),),
        coverage=text("legs.coverage", seen=len(seen), all=len(found)),
        columns=tuple(columns),
        rows=tuple(_row(shelf, way, with_market) for way in found),
        chart=(lambda: _drawn(shelf, found)) if len(regions) < len(found) else None,
        notes=tuple(notes),
        first=12,
        side="left",
    )  # fmt: skip


def _mapped(shelf: "Shelf", way: Way) -> bool:
    return way.start in shelf.vocabulary.areas and way.end in shelf.vocabulary.areas


def _row(shelf: "Shelf", way: Way, with_market: bool) -> tuple[Cell, ...]:
    years = None
    if way.years:
        years = "–".join(dict.fromkeys(map(str, way.years)))
    return (
        (area_link(shelf, way.start),),
        (area_link(shelf, way.end),),
        *([_markets(shelf, way)] if with_market else []),
        way.cases or None,
        weight(way.kg) if way.cases else None,
        years,
        _claims(shelf, way),
    )


def weight(kg: float | None) -> float | int | None:
    """Kilograms as they are read: whole ones, and parts of one where there are few, so that little
    does not look like nothing."""
    if kg is None:
        return None
    return round(kg) if kg >= 10 else float(f"{kg:.2g}")


def _markets(shelf: "Shelf", way: Way) -> Said | None:
    parts: list[Part] = []
    for market in dict.fromkeys(said.market for said in way.said):
        parts += [", "] if parts else []
        parts.append(market_link(shelf, market))
    return tuple(parts) or None


def _claims(shelf: "Shelf", way: Way) -> Said | None:
    parts: list[Part] = []
    for said in way.said[:SHOWN]:
        parts += ["; "] if parts else []
        row = {"source_id": said.source_id}
        parts.append(Link(place(shelf, row), Ref("claim", said.claim_id)))
        parts += [f" ({said.hedge})"] if said.hedge else []
    if len(way.said) > SHOWN:
        parts.append(text("legs.more", count=len(way.said) - SHOWN))
    return tuple(parts) or None


def _drawn(shelf: "Shelf", found: list[Way]) -> "Spec":
    from karaula.chart import About
    from karaula.chart.flows import Flow, flow_map

    flows = [
        Flow(start=way.start, end=way.end, value=(way.kg or 0.0) if way.cases else None,
             cases=way.cases)
        for way in found
        if _mapped(shelf, way)
    ]  # fmt: skip
    about = About(title=text("legs.map"), unit="kg" if any(w.cases for w in found) else "",
                  period="", source=text("legs.map_source"))  # fmt: skip
    return flow_map(flows, about, shelf.vocabulary.areas)
