"""Seizures, routes and single corridors: the same questions as the commands put, on pages."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any, TypedDict

from karaula.hub.block import Block, Cell, Island, View
from karaula.hub.links import SERVED
from karaula.hub.page import Asked, MissingError, UnusableError
from karaula.hub.said import Link, Said, area_link
from karaula.hub.views.answers import block
from karaula.hub.views.cases import cases_block
from karaula.hub.views.legs import weight as weight_of
from karaula.hub.views.region import Choice
from karaula.hub.views.tables import counted
from karaula.hub.views.ties import ties_block
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf
    from karaula.workspace import routes, seizures
    from karaula.workspace.answer import Answer

EDGES = 40
"""Edges of the table on the page; all of them are in the data."""
MOVING = 60
"""Ways of the map that moves under the hand, the largest first, as many as it draws."""
DRAWS = 200
"""Resamples of cases behind the intervals of a page."""


@dataclass(frozen=True, kw_only=True)
class Flows(View):
    """A page with the filters of seizures and routes."""

    choices: tuple[Choice, ...] = ()
    years: tuple[str, str] = ("", "")
    span: tuple[int, int] | None = None
    """First and last year that seizures are known of."""
    beside: tuple[str, str] = ("", "")
    """A page that asks further of the same, and what it is called."""
    slots: Mapping[str, str] = field(default_factory=dict)
    """What stands in the page's own address."""


def seizures_page(shelf: "Shelf", asked: Asked) -> Flows:
    """What was seized: totals, trends, what and how, who reports, what is doubtful."""
    from karaula.workspace.seizures import coverage, each, mix, summary, table, trend

    opened = seizures_of(shelf)
    wanted = wanted_seizures(shelf, asked)

    @cache
    def answered(question: "Callable[..., Answer]", **more: Any) -> "Answer":
        return shelf.alone(lambda: question(opened, wanted, **more))

    def ask(question: "Callable[..., Answer]", **more: Any) -> "Callable[[], Answer]":
        return lambda: answered(question, **more)

    known = _span(shelf)
    if known is None:
        return Flows(title=text("flows.seizures"), blocks=(_nothing("totals"),))
    about = _about(asked, known, opened.source)
    return Flows(
        title=text("flows.seizures"),
        under=text("flows.enforcement"),
        choices=_choices(shelf, asked),
        years=(asked.get("from"), asked.get("to")),
        span=known,
        blocks=(
            block("coverage", ask(coverage), wide=True, first=12, **about),
            block("totals", ask(summary), chart=False, **about),
            block("sizes", ask(summary), table=1, **about),
            block("trend", ask(trend), wide=True, first=12, **about),
            block("mix", ask(mix, by="drug_group"), **about),
            block("places", ask(table, by=("area",)), first=12, **about),
            block("how", ask(mix, by="transport"), **about),
            block("largest", ask(each, most=25), wide=True, first=25, rows=_seized, chart=False,
                  **about),
        ),
        beside=("seizure_doubts", text("flows.to_doubts")),
    )  # fmt: skip


def doubts_page(shelf: "Shelf", asked: Asked) -> Flows:
    """What is doubtful about the seizures: repeats, odd rows, and national totals beside cases."""
    from karaula.workspace.seizures import anomalies, compare, duplicates

    opened, wanted, known = seizures_of(shelf), wanted_seizures(shelf, asked), _span(shelf)
    if known is None:
        return Flows(title=text("flows.doubts"), blocks=(_nothing("doubtful"),))

    def ask(question: "Callable[..., Answer]") -> "Callable[[], Answer]":
        return lambda: shelf.alone(lambda: question(opened, wanted))

    about = _about(asked, known, opened.source)
    return Flows(
        title=text("flows.doubts"), under=text("flows.doubts_under"),
        choices=_choices(shelf, asked), years=(asked.get("from"), asked.get("to")), span=known,
        blocks=(
            block("doubtful", ask(anomalies), wide=True, first=20, **about),
            block("repeats", ask(duplicates), wide=True, first=20, **about),
            block("national", ask(compare), wide=True, first=20, **about),
        ),
        beside=("seizures", text("flows.to_seizures")),
    )  # fmt: skip


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

    known = _span(shelf)
    about = _about(asked, known)
    weight = _weight(asked)

    def mapped() -> "Answer":
        return shelf.alone(lambda: route_map(opened, wanted, weight=weight))

    drawn = block(
        "map", mapped, wide=True, rows=edges, first=EDGES, unit=text(f"flows.by_{weight}"), **about
    )
    return Flows(
        title=text("flows.routes"),
        under=text("flows.enforcement"),
        choices=(*_choices(shelf, asked), _weights(weight)),
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

    opened, known = routes_of(shelf), _span(shelf)
    wanted = replace(wanted_routes(shelf, asked), draws=DRAWS)
    ways = shelf.alone(lambda: geojson(opened, wanted))

    @cache
    def ask() -> "Answer":
        return shelf.alone(lambda: network(opened, wanted))

    about = _about(asked, known)
    return Flows(
        title=text("flows.network"), under=text("flows.enforcement"),
        choices=_choices(shelf, asked), years=(asked.get("from"), asked.get("to")), span=known,
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

    known = _span(shelf)
    about = _about(asked, known)
    names = {"start": area_link(shelf, start), "end": area_link(shelf, end)}
    notes = [areas[code].note for code in (start, end)]
    return Flows(
        title=text("flows.corridor", start=shelf.name(start), end=shelf.name(end)),
        lead=(say("flows.corridor_lead", **names),),
        choices=_choices(shelf, asked, area=False),
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


def seizures_of(shelf: "Shelf") -> "seizures.Opened":
    """The seizures that the reader may see, opened once."""
    from karaula.workspace.seizures import Opened

    def make() -> "seizures.Opened":
        return Opened(
            seizures=shelf.table("seizures"),
            pairs=shelf.table("seizure_pairs"),
            flags=shelf.table("seizure_flags"),
            totals=shelf.table("seizure_totals"),
            vocabulary=shelf.vocabulary,
            place=shelf.hub.folder,
            source=_titles(shelf),
            handling=shelf.level,
            region=shelf.hub.config.region,
            documents={key: row["title"] for key, row in shelf.sources.items()},
        )

    return shelf.keep("seizures", make)


def _titles(shelf: "Shelf") -> str:
    rows = shelf.rows("SELECT DISTINCT source_id FROM seizures ORDER BY 1")
    titles = [shelf.sources[row["source_id"]]["title"] for row in rows]
    shown = "; ".join(titles[:3])
    return f"{shown} and {len(titles) - 3} more" if len(titles) > 3 else shown


def routes_of(shelf: "Shelf") -> "routes.Opened":
    """The routes of the seizures and claims that the reader may see, opened once."""
    from karaula.workspace.routes import open_routes

    return shelf.keep("routes", lambda: open_routes(shelf.hub, lake=shelf))


def wanted_seizures(shelf: "Shelf", asked: Asked) -> "seizures.Wanted":
    """Filters of a page as the questions take them. Raises :class:`UnusableError`."""
    from karaula.workspace.seizures import Wanted

    area = asked.choice("area", _areas(shelf), "")
    areas = () if area == "all" else (area or shelf.hub.config.region,)
    return Wanted(
        areas=areas,
        drug=asked.choice("drug", _drugs(shelf), "") or None,
        mode=asked.choice("mode", _modes(shelf), "") or None,
        since=_year(asked, "from"),
        until=_year(asked, "to"),
    )


def wanted_routes(
    shelf: "Shelf", asked: Asked, start: str | None = None, end: str | None = None
) -> "routes.Wanted":
    """The same for routes. Raises :class:`UnusableError`."""
    from karaula.workspace.routes import Wanted

    area = asked.choice("area", _areas(shelf), "")
    first, last = (_year(asked, name) for name in ("from", "to"))
    known = _span(shelf)
    years: tuple[int, ...] = ()
    if known and (first or last):
        years = tuple(range(int(first or known[0]), int(last or known[1]) + 1))
        if not years:
            raise UnusableError(text("flows.no_years"))
    region = None if start or area == "all" else area or shelf.hub.config.region
    return Wanted(
        drug=asked.choice("drug", _drugs(shelf), "") or None,
        mode=asked.choice("mode", _modes(shelf), "") or None,
        area=region,
        start=start,
        end=end,
        years=years,
    )


def _year(asked: Asked, name: str) -> str | None:
    if not asked.get(name):
        return None
    return str(asked.number(name, 2000, 1900, 2100))


def _areas(shelf: "Shelf") -> tuple[str, ...]:
    return ("all", *shelf.members)


def _drugs(shelf: "Shelf") -> tuple[str, ...]:
    return _distinct(shelf, "drug_group")


def _modes(shelf: "Shelf") -> tuple[str, ...]:
    return _distinct(shelf, "transport")


def _distinct(shelf: "Shelf", column: str) -> tuple[str, ...]:
    def make() -> tuple[str, ...]:
        rows = shelf.rows(
            f"SELECT {column} AS one, count(*) AS n FROM seizures WHERE {column} IS NOT NULL"
            " GROUP BY 1 ORDER BY n DESC, one"
        )
        return tuple(row["one"] for row in rows)

    return shelf.keep(("distinct", column), make)


def _span(shelf: "Shelf") -> tuple[int, int] | None:
    def make() -> tuple[int, int] | None:
        row = shelf.row(
            "SELECT min(year(date_low)) AS first, max(year(date_high)) AS last FROM seizures"
        )
        return (row["first"], row["last"]) if row and row["first"] is not None else None

    return shelf.keep("span", make)


class About(TypedDict, total=False):
    """What is said of every block of a page."""

    source: Said
    period: str


def _about(asked: Asked, known: tuple[int, int] | None, source: str = "") -> About:
    found: About = {"period": _period(asked, known) if known else ""}
    return {**found, "source": (source,)} if source else found


def _period(asked: Asked, known: tuple[int, int]) -> str:
    first, last = asked.get("from") or str(known[0]), asked.get("to") or str(known[1])
    return first if first == last else f"{first}–{last}"


def _choices(shelf: "Shelf", asked: Asked, *, area: bool = True) -> tuple[Choice, ...]:
    words = shelf.vocabulary
    drugs = [
        (key, words.drug_groups[key].name) for key in _drugs(shelf) if key in words.drug_groups
    ]
    modes = [(key, words.transports[key].name) for key in _modes(shelf) if key in words.transports]
    places = [("", text("flows.region")), ("all", text("flows.all"))]
    places += [(code, shelf.name(code)) for code in shelf.members]
    any_ = ("", text("flows.any"))
    found = [
        Choice("drug", (("", (any_, *drugs)),), asked.get("drug")),
        Choice("mode", (("", (any_, *modes)),), asked.get("mode")),
    ]
    if area:
        found.append(Choice("area", (("", tuple(places)),), asked.get("area")))
    return tuple(found)


def _nothing(name: str) -> Block:
    from karaula.hub.block import Empty

    empty = Empty(text("flows.none_why"), text("flows.none_fill"))
    return Block(id=name, title=say("flows.none"), empty=empty, wide=True)


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


def _seized(answer: "Answer") -> list[tuple[Cell, ...]] | None:
    """Single seizures, each leading to its claim."""
    from karaula.assess.report import Ref

    rows = [row for row in answer.rows if row.get("claim_id") or row.get("claim")]
    shown = answer.tables[0].rows
    if len(rows) < len(shown):
        return None
    found: list[tuple[Cell, ...]] = []
    for row, line in zip(rows, shown, strict=False):
        to: Said = (Link(line[0], Ref("claim", row.get("claim_id") or row["claim"])),)
        found.append((to, *line[1:]))
    return found


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

    drug = opened.part(wanted).drug
    table = opened.seizures(drug, wanted.mode, wanted.doubted)
    told = edges(table, rule=wanted.rule, by=("year",), copies=wanted.copies)
    found: dict[tuple[str, str], list[tuple[int, int, float]]] = {}
    for row in told.to_pyarrow().to_pylist():
        if row["year"] is not None and (not wanted.years or row["year"] in wanted.years):
            way = found.setdefault((row["start"], row["end"]), [])
            way.append((row["year"], row["cases"], round(row["kg"] or 0.0, 1)))
    return {way: sorted(years) for way, years in found.items()}


def drawn_label(shelf: "Shelf") -> str:
    """What the map of flows is called for those who do not see it."""
    return text("flows.map_label", region=shelf.hub.config.name)
