"""What the network looks like, and what a country is in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from karaula.measure.routes.network import (
    WHOLE,
    Doubt,
    Network,
    communities,
    figures,
    network_doubt,
)
from karaula.measure.routes.roles import ROLES, Roles, roles
from karaula.measure.routes.support import Edge
from karaula.measure.routes.ways import LEVEL
from karaula.workspace.answer import GAP, Answer, Table, number, span
from karaula.workspace.routes.opened import Cut, Opened, QuestionError, Wanted
from karaula.workspace.routes.saying import about, coverage, interval_note, title

if TYPE_CHECKING:
    from karaula.chart import Spec

TOP = 20
"""Rows that people are shown; programs get all."""
FEWER_DRAWS = 100
"""Samples for figures of a whole network, each of which is computed anew."""

_WORDS = {
    "edges": ("edges", 0), "density": ("density", 3), "mean_degree": ("mean degree", 2),
    "in_centralisation": ("centralisation of in-degree", 2),
    "out_centralisation": ("centralisation of out-degree", 2),
    "betweenness_centralisation": ("centralisation of betweenness", 2),
    "joined": ("ordered pairs that a way joins", 2),
}  # fmt: skip


def network(
    opened: Opened, wanted: Wanted, *, by: Sequence[str] = (), level: float = LEVEL
) -> Answer:
    """The network as a whole, its countries, its edges and their support; ``by`` adds the edges of
    each layer (of ``measure.routes.edges.LAYERS``)."""
    cut = opened.part(wanted)
    square = cut.edges.matrix(cut.cases)
    sums = dict(zip(cut.edges.pairs, cut.cases.tolist(), strict=True))
    found = figures(cut.edges.areas, square, square > 0, communities(sums))
    doubt = network_doubt(cut.edges, cut.cases, cut.edges.add(cut.drawn[:FEWER_DRAWS]), level)
    shown = [one for one in found.countries if _inside(cut, one.area)]
    edges = cut.supported
    group = {area: at for at, areas in enumerate(found.communities, 1) for area in areas}
    rows: list[dict[str, Any]] = [_whole(found, doubt, len(cut.edges.areas))]
    rows += [_country(cut, one, doubt, group.get(one.area)) for one in shown]
    rows += [edge_row(cut, edge) for edge in edges]
    layered = _layers(cut, by) if by else []
    rows += layered
    tables = [
        Table(title=title(cut, "Network"), head=("figure", "value", f"{level * 100:g} %"),
              rows=tuple(_figures(found, doubt, len(cut.edges.areas)))),
        Table(title="Countries", head=(
            "country", "group", "edges in", "out", "cases in", "out", "betweenness",
            f"{level * 100:g} %"), rows=tuple(
                (cut.opened.name(one.area), str(group.get(one.area, GAP)), str(one.in_degree),
                 str(one.out_degree), number(one.in_strength, 0), number(one.out_strength, 0),
                 number(one.betweenness, 3), span(*doubt.betweenness[one.area], 3))
                for one in shown[:TOP])),
        edge_table(cut, edges, "Edges"),
    ]  # fmt: skip
    if by:
        tables.append(_layer_table(cut, layered, by))
    notes = [*more(len(shown), "countries"), *more(len(edges), "edges"), *coverage(cut),
             _unseen(found, doubt, level), _of_documents(cut), interval_note_of(cut, level),
             "A sample can lose an edge that one case makes and finds none that no case showed, so "
             "that the upper ends are mostly the figures themselves.",
             *cut.opened.notes_of(one.area for one in shown[:TOP])]  # fmt: skip
    if not cut.edges.pairs:
        tables = tables[2:]
    return Answer(rows=tuple(rows), tables=tuple(tables), notes=tuple(filter(None, notes)),
                  chart=lambda: _flow_map(cut, edges))  # fmt: skip


def _layers(cut: Cut, by: Sequence[str]) -> list[dict[str, Any]]:
    """Edges of the cases by layer, those with most cases first."""
    from karaula.measure.routes.edges import edges

    wanted = cut.wanted
    found = cut.opened.ask(
        edges, cut.drug, wanted.mode, wanted.doubted, years=wanted.years, rule=wanted.rule,
        by=tuple(by), copies=wanted.copies,
    )  # fmt: skip
    return [
        {"kind": "layer", "from": row["start"], "to": row["end"],
         **{name: row[name] for name in by},
         "cases": row["cases"], "kg": row["kg"], "largest": row["largest"],
         "first_year": row["first_year"], "last_year": row["last_year"]}
        for row in found if cut.holds(row["start"], row["end"])
    ]  # fmt: skip


def _layer_table(cut: Cut, rows: Sequence[dict[str, Any]], by: Sequence[str]) -> Table:
    names = cut.opened.name
    return Table(
        title=f"Edges by {' and '.join(by)}", words=2 + len(by),
        head=("from", "to", *by, "cases", "kg"),
        rows=tuple(
            (names(row["from"]), names(row["to"]),
             *(GAP if row[name] is None else str(row[name]) for name in by),
             number(row["cases"], 0), number(row["kg"], 0))
            for row in rows[:TOP]
        ),
    )  # fmt: skip


def _unseen(found: Network, doubt: Doubt, level: float) -> str:
    low, high = doubt.every_between
    return (
        f"Cases show {found.edges:,} edges; going by how many rest on one case or two, there are "
        f"at least {doubt.every:,.0f} ({low:,.0f} to {high:,.0f}, {level * 100:g} %; Chao 1987). "
        "Intervals of edges, density and degrees say what as many other cases would show."
    )


def interval_note_of(cut: Cut, level: float) -> str:
    """What the intervals of figures are, which rest on fewer samples."""
    said = interval_note(cut, level)
    return said.replace(f"{cut.wanted.draws:,}", f"{min(cut.wanted.draws, FEWER_DRAWS):,}")


def _flow_map(cut: Cut, edges: Sequence[Edge]) -> "Spec":
    from karaula.workspace.routes.drawing import flow_map

    return flow_map(cut, edges)


def more(count: int, of: str) -> list[str]:
    """What a table does not show."""
    return [f"{count - TOP:,} more {of} are in --json."] if count > TOP else []


def _inside(cut: Cut, area: str) -> bool:
    return cut.area is None or area in cut.area.areas


def _figures(found: Network, doubt: Doubt, size: int) -> list[tuple[str, ...]]:
    rows: list[tuple[str, ...]] = [("countries", str(size), GAP)]
    for name in WHOLE:
        said, decimals = _WORDS[name]
        rows.append((said, number(getattr(found, name), decimals),
                     span(*doubt.whole[name], decimals)))  # fmt: skip
    return rows


def _whole(found: Network, doubt: Doubt, size: int) -> dict[str, Any]:
    row: dict[str, Any] = {"kind": "network", "countries": size, "connections": found.cases}
    for name in WHOLE:
        low, high = doubt.whole[name]
        row |= {name: getattr(found, name), f"{name}_low": low, f"{name}_high": high}
    return row | {"communities": [list(group) for group in found.communities]}


def _country(cut: Cut, one: Any, doubt: Doubt, group: int | None) -> dict[str, Any]:
    row = {
        "kind": "country", "area": one.area, "name": cut.opened.name(one.area), "group": group,
        "in_degree": one.in_degree, "out_degree": one.out_degree, "degree": one.degree,
        "in_cases": one.in_strength, "out_cases": one.out_strength,
        "betweenness": one.betweenness,
    }  # fmt: skip
    for name in ("betweenness", "degree", "strength"):
        low, high = getattr(doubt, name)[one.area]
        row |= {f"{name}_low": low, f"{name}_high": high}
    return row


def edge_row(cut: Cut, edge: Edge) -> dict[str, Any]:
    """An edge for programs."""
    names = cut.opened.name
    return {
        "kind": "edge", "from": edge.start, "to": edge.end, "from_name": names(edge.start),
        "to_name": names(edge.end), "seen": edge.seen, "cases": edge.cases,
        "doubted": edge.doubted, "kg": edge.kg if edge.cases else None, "largest": edge.largest,
        "first_year": edge.first_year, "last_year": edge.last_year, "documents": edge.documents,
        "grade": edge.grade, "modes": list(edge.modes), "claims": list(edge.claims),
        "routes": list(edge.routes),
    }  # fmt: skip


def edge_table(cut: Cut, edges: Sequence[Edge], name: str) -> Table:
    """Edges for people, the first of them."""
    rows = [
        (cut.opened.name(edge.start), cut.opened.name(edge.end),
         number(edge.cases, 0), number(edge.kg, 0) if edge.cases else GAP,
         GAP if edge.largest is None else f"{edge.largest * 100:.0f} %",
         span_or_gap(edge.first_year, edge.last_year),
         f"{edge.documents} ({edge.grade})" if edge.documents else "0",
         _first(edge.routes))
        for edge in edges[:TOP]
    ]  # fmt: skip
    return Table(
        title=name, words=2, head=("from", "to", "cases", "kg", "largest", "years", "documents",
                                   "named route"),
        rows=tuple(rows) or ((GAP, GAP, "no case and no document tells one", *[GAP] * 5),),
    )  # fmt: skip


def _first(names: Sequence[str]) -> str:
    if not names:
        return GAP
    return names[0] + (f" and {len(names) - 1} more" if names[1:] else "")


def span_or_gap(first: int | None, last: int | None) -> str:
    """Years of an edge."""
    if first is None or last is None:
        return GAP
    return str(first) if first == last else f"{first}–{last}"


def _of_documents(cut: Cut) -> str:
    known = cut.opened.vocabulary.areas
    regional = sum(not {one.start, one.end} <= set(known) for one in cut.said)
    told = f"Documents tell {len(cut.said)} stretches of it"
    if regional:
        told += f"; {regional} of them begin or end in a region and are no edge here"
    return f"{told}. Grades are of source and information (Admiralty system); copies count once."


def role(opened: Opened, wanted: Wanted, *, level: float = LEVEL) -> Answer:
    """What one country, or each of a set, is on the ways of cases, beside what documents say.

    ``wanted.area`` names it. Raises :class:`QuestionError` where it is missing.
    """
    cut = opened.part(wanted)
    if cut.area is None:
        raise QuestionError("whose role?", None, "name a country with --area")
    found = [roles(cut.ways, area, cut.drawn, level) for area in cut.area.areas]
    rows = [row for one in found for row in _role_rows(cut, one, level)]
    said = [part for part in cut.parts if part.area in cut.area.areas]
    tables = [
        Table(
            title=title(cut, "Roles"), words=1,
            head=("country", "reports", "on a way", *ROLES),
            rows=tuple(
                (cut.opened.name(one.area), number(one.reported, 0), number(one.cases, 0),
                 *(f"{s.share * 100:.0f} % ({span(s.low * 100, s.high * 100)})" if one.cases
                   else GAP for s in one.standing))
                for one in found
            ),
        ),
        Table(
            title="Documents say", words=6,
            head=("country", "market", "role", "strength", "grade", "source"), rows=tuple(
                (cut.opened.name(part.area), part.said.market, part.role, part.strength or GAP,
                 part.said.grade, part.said.title)
                for part in said[:TOP]
            ) or ((GAP, "no document speaks of it", GAP, GAP, GAP, GAP),),
        ),
    ]  # fmt: skip
    if len(cut.area.areas) == 1:
        edges = cut.supported
        tables.append(edge_table(cut, edges, "Edges in and out"))
        rows += [edge_row(cut, edge) for edge in edges]
    rows += [
        {"kind": "said", "area": part.area, "market": part.said.market, "role": part.role,
         "strength": part.strength, "grade": part.said.grade, "claim": part.said.claim_id,
         "source": part.said.source_id, "title": part.said.title, "quote": part.said.quote}
        for part in said
    ]  # fmt: skip
    notes = [
        "Source: the way begins there. Transit: it comes from and goes on to another country. "
        "Destination: the case names it. Unknown: seized there on arrival, and where it was bound "
        "for is not told.",
        *more(len(said), "statements"), *coverage(cut), interval_note(cut, level),
        *cut.opened.notes_of(cut.area.areas),
    ]  # fmt: skip
    return Answer(rows=tuple(rows), tables=tuple(tables), notes=tuple(notes),
                  chart=lambda: _role_chart(cut, found, level))  # fmt: skip


def _role_rows(cut: Cut, one: Roles, level: float) -> list[dict[str, Any]]:
    return [
        {"kind": "role", "area": one.area, "name": cut.opened.name(one.area), "role": each.role,
         "cases": each.cases, "share": each.share if one.cases else None,
         "low": each.low if one.cases else None, "high": each.high if one.cases else None,
         "level": level, "on_ways": one.cases, "reported": one.reported}
        for each in one.standing
    ]  # fmt: skip


def _role_chart(cut: Cut, found: Sequence[Roles], level: float) -> "Spec":
    from karaula.chart import Mark, Row, ranking

    marks = []
    for one in found:
        for each in one.standing:
            label = each.role if len(found) == 1 else f"{cut.opened.name(one.area)}: {each.role}"
            mark = Mark(value=each.share * 100, low=each.low * 100, high=each.high * 100)
            said = f"{each.cases:,}" if one.cases else ""
            if len(found) > 1 and not each.cases and (one.cases or each.role != ROLES[0]):
                continue  # of many countries only the roles that they have
            marks.append(Row(label=label, mark=mark if one.cases else None, aside=said))
    facts = about(cut, title(cut, "Roles on the ways of cases"), unit="% of its roles",
                  level=level, notes=coverage(cut))  # fmt: skip
    return ranking(marks, facts, axis=(0, 100), head="cases")
