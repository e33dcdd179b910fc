"""The network of routes as a picture: countries, and the ways between any two of them taken
together, whichever way they lead."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from karaula.hub.block import Block, Cell, Column, Empty, Island
from karaula.hub.links import SERVED
from karaula.hub.said import Link, area_link
from karaula.hub.views.tables import counted
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.chart import Spec
    from karaula.hub.shelf import Shelf

MOST = 120
"""Pairs that the picture under the hand shows, the strongest first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two areas, by codes, with the cases there and back, and the documents that tell of either."""

    one: str
    other: str
    there: int = 0
    back: int = 0
    documents: int = 0

    @property
    def cases(self) -> int:
        """Cases in either direction."""
        return self.there + self.back


def pairs(features: Sequence[dict[str, Any]]) -> list[Pair]:
    """Ways of a GeoJSON collection between any two areas, the most seen first."""
    found: dict[tuple[str, str], Pair] = {}
    for about in (feature["properties"] for feature in features):
        if about["kind"] != "flow" or about["from"] == about["to"]:
            continue
        start, end, cases = about["from"], about["to"], about["cases"]
        key = (min(start, end), max(start, end))
        known = found.get(key, Pair(*key))
        there, back = (cases, 0) if start == key[0] else (0, cases)
        found[key] = Pair(*key, known.there + there, known.back + back,
                          known.documents + about["documents"])  # fmt: skip
    return sorted(found.values(), key=lambda p: (-p.cases, -p.documents, p.one, p.other))


def ties_block(
    shelf: "Shelf", features: Sequence[dict[str, Any]], source: str, period: str
) -> Block:
    """The picture, with a table of the same."""
    found = pairs(features)
    if not found:
        empty = Empty(text("ties.why"), text("flows.none_fill"))
        return Block(id="ties", title=say("ties.none"), empty=empty, wide=True)
    areas = {code for pair in found for code in (pair.one, pair.other)}
    columns = (
        Column("one", text("ties.one")), Column("other", text("ties.other")),
        Column("there", text("ties.there"), number=True),
        Column("back", text("ties.back"), number=True),
        Column("documents", text("ties.documents"), number=True),
    )  # fmt: skip
    return Block(
        id="ties",
        title=say("ties.title", areas=len(areas), pairs=counted(len(found), "pair")),
        unit=text("ties.unit"),
        period=period,
        source=(source,),
        columns=columns,
        rows=tuple(_row(shelf, pair) for pair in found),
        chart=lambda: _drawn(shelf, found, source, period),
        island=Island("network", lambda: _moving(shelf, found)),
        notes=(text("ties.together"), text("flows.enforcement")),
        first=25,
        wide=True,
    )


def _row(shelf: "Shelf", pair: Pair) -> tuple[Cell, ...]:
    def way(start: str, end: str, cases: int) -> Cell:
        to = (("start", start), ("end", end))
        return (Link(f"{cases:,}", "corridor", to),) if cases else None

    return (
        (area_link(shelf, pair.one),), (area_link(shelf, pair.other),),
        way(pair.one, pair.other, pair.there), way(pair.other, pair.one, pair.back),
        pair.documents or None,
    )  # fmt: skip


def _drawn(shelf: "Shelf", found: Sequence[Pair], source: str, period: str) -> "Spec":
    from karaula.chart import About
    from karaula.chart.network import Tie, network

    areas = shelf.vocabulary.areas
    codes = sorted({code for pair in found for code in (pair.one, pair.other)} & set(areas))
    notes = tuple(note for code in codes if (note := areas[code].note))
    about = About(title=text("ties.picture"), unit=text("ties.unit"), period=period, source=source,
                  notes=notes)  # fmt: skip
    ties = [
        Tie(one=shelf.name(pair.one), other=shelf.name(pair.other), value=pair.cases or None)
        for pair in found
    ]
    return network(ties, about)


def _moving(shelf: "Shelf", found: Sequence[Pair]) -> dict[str, Any]:
    shown = found[:MOST]
    cases: dict[str, int] = {}
    for pair in shown:
        for code in (pair.one, pair.other):
            cases[code] = cases.get(code, 0) + pair.cases
    nodes = []
    for code, count in sorted(cases.items(), key=lambda item: (-item[1], item[0])):
        node: dict[str, Any] = {"id": code, "name": shelf.name(code), "size": count}
        if code in shelf.members:
            node["href"] = SERVED.to("country", area=code)
        nodes.append(node)
    links = [
        {"source": pair.one, "target": pair.other, "weight": pair.cases or 1,
         "kind": text("ties.seen" if pair.cases else "ties.said"), "dashed": not pair.cases,
         "text": counted(pair.cases, "case") if pair.cases else counted(pair.documents, "document")}
        for pair in shown
    ]  # fmt: skip
    return {"label": text("ties.label"), "nodes": nodes, "links": links}
