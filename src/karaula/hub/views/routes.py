"""Routes: flows on a map, their network, and single corridors, as the commands answer it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from karaula.hub.block import Block, Cell, Island
from karaula.hub.links import SERVED
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Link, area_link
from karaula.hub.views.answers import block
from karaula.hub.views.cases import cases_block
from karaula.hub.views.flows import (
    Flows,
    about_of,
    choices_of,
    routes_of,
    seizures_of,
    span_of,
    wanted_routes,
    wanted_seizures,
)
from karaula.hub.views.legs import weight as weight_of
from karaula.hub.views.region import Choice
from karaula.hub.views.tables import counted
from karaula.hub.views.ties import ties_block
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf
    from karaula.workspace import routes
    from karaula.workspace.answer import Answer

EDGES = 40
"""Edges of the table on the page; all of them are in the data."""
MOVING = 60
"""Ways of the map that moves under the hand, the largest first, as many as it draws."""
DRAWS = 200
"""Resamples of cases behind the intervals of a page."""


def routes_page(shelf: "Shelf", asked: Asked) -> Flows:
    """How goods move: a map of flows, the edges, roles, and documents beside cases."""
    from karaula.workspace.routes import corroborate, route_map, shares
    from karaula.workspace.seizures import coverage

    opened = routes_of(shelf)
    wanted = wanted_routes(shelf, asked)

    @cache
    def answered(question: "Callable[..., Answer]") -> "Answer":
        return shelf.alone(lambda: question(opened, wanted))

    def ask(question: "Callable[..., Answer]") -> "Callable[[], Answer]":
        return lambda: answered(question)

    def covered() -> "Answer":
        return shelf.alone(lambda: coverage(seizures_of(shelf), wanted_seizures(shelf, asked)))

    def edges(answer: "Answer") -> Sequence[tuple[Cell, ...]]:
        return _edges(answer, asked)

    known = span_of(shelf)
    about = about_of(asked, known)
    weight = _weight(asked)

    def mapped() -> "Answer":
        return shelf.alone(lambda: route_map(opened, wanted, weight=weight))

    drawn = block(
        "map", mapped, wide=True, rows=edges, first=EDGES, unit=text(f"flows.by_{weight}"), **about
    )
    return Flows(
        title=text("flows.routes"),
        under=text("flows.enforcement"),
        choices=(*choices_of(shelf, asked), _weights(weight)),
        years=(asked.get("from"), asked.get("to")),
        span=known,
        blocks=(
            _moving(shelf, asked, drawn),
            block("coverage", covered, wide=True, first=12, **about),
            block("shares", ask(shares), first=12, **about),
            block("said", ask(corroborate), wide=True, first=20, **about),
            block("said_roles", ask(corroborate), table=1, wide=True, first=12, **about),
            block("unsaid", ask(corroborate), table=2, first=12, **about),
        ),
        beside=("network", text("flows.to_network")),
    )  # fmt: skip


def network_page(shelf: "Shelf", asked: Asked) -> Flows:
    """The network of routes: its figures and the place of every country, with intervals."""
    from karaula.workspace.routes import geojson, network

    opened, known = routes_of(shelf), span_of(shelf)
    wanted = replace(wanted_routes(shelf, asked), draws=DRAWS)
    ways = shelf.alone(lambda: geojson(opened, wanted))

    @cache
    def ask() -> "Answer":
        return shelf.alone(lambda: network(opened, wanted))

    about = about_of(asked, known)
    return Flows(
        title=text("flows.network"), under=text("flows.enforcement"),
        choices=choices_of(shelf, asked), years=(asked.get("from"), asked.get("to")), span=known,
        blocks=(
            ties_block(shelf, ways["features"], opened.source, about["period"]),
            block("network", ask, chart=False, first=20, **about),
            block("countries", ask, table=1, chart=False, first=30, **about),
        ),
        beside=("routes", text("flows.to_routes")),
    )  # fmt: skip


def corridor_page(shelf: "Shelf", asked: Asked) -> Flows:
    """One way between two countries: cases by year, what and how, and what documents say."""
    from karaula.workspace.routes import corridor

    areas = shelf.vocabulary.areas
    start, end = asked["start"], asked["end"]
    if start not in areas or end not in areas or start == end:
        raise MissingError("there is no such way")
    opened = routes_of(shelf)
    wanted = wanted_routes(shelf, asked, start=start, end=end)

    @cache
    def ask() -> "Answer":
        return shelf.alone(lambda: corridor(opened, wanted))

    known = span_of(shelf)
    about = about_of(asked, known)
    names = {"start": area_link(shelf, start), "end": area_link(shelf, end)}
    notes = [areas[code].note for code in (start, end)]
    return Flows(
        title=text("flows.corridor", start=shelf.name(start), end=shelf.name(end)),
        lead=(say("flows.corridor_lead", **names),),
        choices=choices_of(shelf, asked, area=False),
        years=(asked.get("from"), asked.get("to")),
        span=known,
        slots={"start": start, "end": end},
        blocks=(
            block("edge", ask, **about),
            block("years", ask, table=1, **about),
            block("what", ask, table=2, **about),
            block("said", ask, table=3, **about),
            *((cases,) if (cases := cases_block(shelf, asked, start, end)) else ()),
        ),
        notes=tuple(note for note in notes if note),
    )  # fmt: skip


def corridors(shelf: "Shelf") -> Iterator[dict[str, str]]:
    """Addresses of all ways that the region's map of flows shows."""
    from karaula.workspace.routes import route_map

    opened = routes_of(shelf)
    answer = shelf.alone(lambda: route_map(opened, wanted_routes(shelf, Asked())))
    for row in answer.rows:
        yield {"start": row["from"], "end": row["to"]}


def _edges(answer: "Answer", asked: Asked) -> list[tuple[Cell, ...]]:
    """Edges whose first field leads to their corridor."""
    shown = answer.tables[0].rows
    edges = [row for row in answer.rows if row.get("kind") == "edge"]
    return [
        ((_to_corridor(row, asked, row["from_name"]),), (_to_corridor(row, asked, row["to_name"]),),
         *_rest(line))
        for row, line in zip(edges, shown, strict=False)
    ]  # fmt: skip


def _rest(line: Sequence[str]) -> Iterator[Cell]:
    from karaula.workspace.answer import GAP

    for said in line[2:]:
        yield None if said == GAP else said


def _to_corridor(row: Mapping[str, Any], asked: Asked, name: str) -> Link:
    kept = tuple((key, asked.get(key)) for key in ("drug", "mode", "from", "to") if asked.get(key))
    return Link(name, "corridor", (("start", row["from"]), ("end", row["to"]), *kept))


def _weight(asked: Asked) -> str:
    """What the width of a way is the logarithm of: kilograms, or the number of cases."""
    return asked.choice("weight", ("kg", "cases"), "kg")


def _weights(chosen: str) -> Choice:
    rows = tuple((weight, text(f"flows.width_{weight}")) for weight in ("kg", "cases"))
    return Choice("weight", (("", rows),), chosen)


def _moving(shelf: "Shelf", asked: Asked, drawn: Block) -> Block:
    """The map of flows with what moves under the hand."""
    if drawn.chart is None:
        return drawn
    return replace(drawn, island=Island("map", lambda: _island(shelf, asked)))


def _island(shelf: "Shelf", asked: Asked) -> dict[str, Any]:
    from karaula.chart.ground import extent
    from karaula.workspace.routes import geojson

    opened, wanted, weight = routes_of(shelf), wanted_routes(shelf, asked), _weight(asked)
    found = shelf.alone(lambda: geojson(opened, wanted))
    by_year = shelf.alone(lambda: _by_year(opened, wanted))
    ways: list[dict[str, Any]] = []
    for feature in found["features"]:
        about = feature["properties"]
        if about["kind"] != "flow":
            continue
        line = feature["geometry"]["coordinates"]
        address = SERVED.to("corridor", start=about["from"], end=about["to"])
        cases, kg = about["cases"], about["kg"]
        ways.append({
            "name": f"{about['from_name']} – {about['to_name']}", "from": line[0], "to": line[-1],
            "href": address, "card": address,
            "seen": "documents" if about["seen"] == "documents" else "cases",
            "amount": (kg if weight == "kg" else cases) or None,
            "text": _amount_said(cases, kg), "support": max(cases, about["documents"]),
            "years": by_year.get((about["from"], about["to"]), []),
        })  # fmt: skip
    ways.sort(key=lambda way: (-(way["amount"] or 0), -way["support"], way["name"]))
    for way in ways[MOVING:]:
        del way["years"]
    return {
        "label": drawn_label(shelf),
        "weight": weight,
        "bounds": extent(shelf.members),
        "areas": [
            {"code": code, "name": shelf.name(code), "href": SERVED.to("country", area=code)}
            for code in shelf.members
        ],
        "ways": ways,
    }


def _amount_said(cases: int, kg: float | None) -> str:
    if not cases:
        return ""
    told = counted(cases, "case")
    return f"{told}, {weight_of(kg):,} kg" if kg else told


def _by_year(
    opened: "routes.Opened", wanted: "routes.Wanted"
) -> dict[tuple[str, str], list[tuple[int, int, float]]]:
    """Years of each way with their cases and kilograms, so that years can be chosen on the page."""
    from karaula.measure.routes.edges import edges

    rows = opened.ask(
        edges, opened.part(wanted).drug, wanted.mode, wanted.doubted, rule=wanted.rule,
        by=("year",), copies=wanted.copies,
    )  # fmt: skip
    found: dict[tuple[str, str], list[tuple[int, int, float]]] = {}
    for row in rows:
        if row["year"] is not None and (not wanted.years or row["year"] in wanted.years):
            way = found.setdefault((row["start"], row["end"]), [])
            way.append((row["year"], row["cases"], round(row["kg"] or 0.0, 1)))
    return {way: sorted(years) for way, years in found.items()}


def drawn_label(shelf: "Shelf") -> str:
    """What the map of flows is called for those who do not see it."""
    return text("flows.map_label", region=shelf.hub.config.name)
