"""Routes on a map, for people and as GeoJSON."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from karaula.measure.routes.support import Edge
from karaula.workspace.answer import Answer
from karaula.workspace.routes.opened import Cut, Opened, QuestionError, Wanted
from karaula.workspace.routes.saying import about, coverage, title
from karaula.workspace.routes.standing import edge_row, edge_table, more

if TYPE_CHECKING:
    from karaula.chart import Spec
    from karaula.chart.flows import Flow

WEIGHTS = ("cases", "kg")


def route_map(opened: Opened, wanted: Wanted, *, weight: str = "cases") -> Answer:
    """Edges on a map, as wide as they have ``cases`` or ``kg``."""
    _check(weight)
    cut = opened.part(wanted)
    edges = [edge for edge in cut.supported if edge.seen != "name"]
    return Answer(
        rows=tuple(edge_row(cut, edge) for edge in edges),
        tables=(edge_table(cut, edges, title(cut, "Flows")),),
        notes=(*more(len(edges), "edges"), *coverage(cut)),
        chart=lambda: flow_map(cut, edges, weight),
    )


def geojson(opened: Opened, wanted: Wanted, *, weight: str = "cases") -> dict[str, Any]:
    """The same as a GeoJSON collection: lines between the centres of countries, with all that
    supports each; title, notes, source and handling label beside."""
    from karaula.chart.flows import flows_geojson

    _check(weight)
    cut = opened.part(wanted)
    edges = [edge for edge in cut.supported if edge.seen != "name"]
    found = flows_geojson(_flows(cut, edges, weight), opened.vocabulary.areas)
    return found | {
        "title": title(cut, "Flows"), "weight": weight, "source": opened.source,
        "handling": opened.handling, "notes": coverage(cut),
    }  # fmt: skip


def flow_map(cut: Cut, edges: Sequence[Edge], weight: str = "cases") -> "Spec":
    """The map of some edges."""
    from karaula.chart.flows import flow_map as draw

    facts = about(cut, title(cut, "Routes"), unit=weight, notes=coverage(cut))
    shown = [edge for edge in edges if edge.seen != "name"]
    of = cut.area.areas if cut.area else ()
    return draw(_flows(cut, shown, weight), facts, cut.opened.vocabulary.areas, of=of)


def _flows(cut: Cut, edges: Sequence[Edge], weight: str) -> "list[Flow]":
    from karaula.chart.flows import Flow

    return [
        Flow(start=edge.start, end=edge.end, cases=edge.cases,
             value=float(getattr(edge, weight)) if edge.cases else None,
             facts={k: v for k, v in edge_row(cut, edge).items()
                    if k not in ("kind", "from", "to", "cases")})
        for edge in edges
    ]  # fmt: skip


def _check(weight: str) -> None:
    if weight not in WEIGHTS:
        raise QuestionError(f"edges have no {weight}", None, f"take {' or '.join(WEIGHTS)}")
