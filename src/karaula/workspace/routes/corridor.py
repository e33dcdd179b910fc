"""One edge with all that is known of it, shares of edges over the years, and legs by sea."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.measure.index.faults import unknown
from karaula.measure.routes.sea import MILE, lanes, sea_leg
from karaula.measure.routes.ways import LEVEL, edges_of, interval, resampled
from karaula.vocabulary.models import Port
from karaula.workspace.answer import GAP, Answer, Table, number, span
from karaula.workspace.routes.closing import port_of
from karaula.workspace.routes.opened import Cut, Opened, QuestionError, Wanted
from karaula.workspace.routes.saying import about, coverage, title
from karaula.workspace.routes.standing import edge_row, edge_table

if TYPE_CHECKING:
    import ibis

    from karaula.chart import Spec
    from karaula.measure.routes.edges import Rule

LINES = 6
"""Edges whose shares are drawn, those with most cases."""
KNOTS = (12, 18)
"""Speeds of slow and of usual container ships today, for days at sea."""


def corridor(opened: Opened, wanted: Wanted, *, level: float = LEVEL) -> Answer:
    """All that is known of the way from ``wanted.start`` straight to ``wanted.end``: cases and kg
    by year, drugs, means of transport, documents, and the distance by sea between ports of both.

    Raises :class:`QuestionError` where an end is missing or is more than one country.
    """
    cut = opened.part(wanted)
    ends = [place.areas for place in (cut.start, cut.end) if place and len(place.areas) == 1]
    if len(ends) < 2:
        raise QuestionError(
            "a corridor is from one country to another", None, "name them with --from and --to"
        )
    pair = (ends[0][0], ends[1][0])
    edge = next((e for e in cut.supported if (e.start, e.end) == pair), None)
    by_year = {
        year: values for year, values in _shares(cut, [pair], level)[pair].items()
        if values["cases"] or values["share"] is not None
    }  # fmt: skip
    names = tuple(map(opened.name, pair))
    said = [one for one in cut.said if (one.start, one.end) == pair]
    rows: list[dict[str, Any]] = [edge_row(cut, edge)] if edge else []
    rows += [{"kind": "year", "year": year, **values} for year, values in by_year.items()]
    parts = {name: _split(cut, pair, name) for name in ("drug_group", "transport")}
    rows += [{"kind": name, name: key, "cases": cases}
             for name, counts in parts.items() for key, cases in counts.items()]  # fmt: skip
    rows += [
        {"kind": "said", "claim": one.said.claim_id, "source": one.said.source_id,
         "title": one.said.title, "grade": one.said.grade, "quote": one.said.quote,
         "modes": list(one.modes), "hedge": one.said.hedge}
        for one in said
    ]  # fmt: skip
    words = opened.vocabulary
    nearest = _by_sea(opened, pair)
    rows += [nearest] if nearest else []
    tables = [
        edge_table(cut, [edge] if edge else [], title(cut, "Corridor")),
        Table(title="By year", head=("year", "cases", "share of all edges", f"{level * 100:g} %"),
              rows=tuple((str(year), number(v["cases"], 0), *_share_said(v))
                         for year, v in by_year.items())
              or (("no year has a case", GAP, GAP, GAP),)),
        Table(title="What and how", head=("", "of", "cases"), words=2, rows=tuple(
            (name.replace("_", " "), entry.name if (entry := _entry(words, name, key)) else
             "not told", number(cases, 0))
            for name, counts in parts.items() for key, cases in counts.items()
        ) or ((GAP, "no case", GAP),)),
        Table(title="Documents say", words=3, head=("source", "grade", "words"), rows=tuple(
            (one.said.title, one.said.grade, f"“{one.said.quote}”") for one in said
        ) or (("no document tells it", GAP, GAP),)),
    ]  # fmt: skip
    return Answer(
        rows=tuple(rows), tables=tuple(tables),
        notes=(*_sea_note(nearest), *coverage(cut), *opened.notes_of(pair)),
        chart=(lambda: _shares_chart(cut, [pair], {pair: f"{names[0]} – {names[1]}"}, level))
        if cut.told_years else None,
    )  # fmt: skip


def _share_said(values: Mapping[str, Any]) -> tuple[str, str]:
    """A share with its interval; gaps in a year of too few cases for shares."""
    if values["share"] is None:
        return GAP, GAP
    return f"{values['share'] * 100:.1f} %", span(values["low"] * 100, values["high"] * 100, 1)


def _by_sea(opened: Opened, pair: tuple[str, str]) -> dict[str, Any] | None:
    """The nearest two ports of both countries by sea, of those that the vocabulary knows."""
    sides = [[port for port in opened.vocabulary.ports.values() if port.area == area]
             for area in pair]  # fmt: skip
    legs = [(one, other, sea_leg(one, other)) for one in sides[0] for other in sides[1]]
    if not legs:
        return None
    one, other, leg = min(legs, key=lambda item: (item[2].nautical_miles, item[0].name))
    return {
        "kind": "sea", "from": one.name, "to": other.name, "nautical_miles": leg.nautical_miles,
        "passages": [passage.name for passage in leg.passages],
    }  # fmt: skip


def _sea_note(nearest: dict[str, Any] | None) -> list[str]:
    if nearest is None:
        return []
    by = f", by {', '.join(nearest['passages'])}" if nearest["passages"] else ""
    return [f"By sea it is {nearest['nautical_miles']:,.0f} nautical miles at least, from "
            f"{nearest['from']} to {nearest['to']}{by}."]  # fmt: skip


def shares(opened: Opened, wanted: Wanted, *, level: float = LEVEL) -> Answer:
    """Shares of edges year by year, of those with most cases; a year without cases is a gap."""
    cut = opened.part(wanted)
    ranked = sorted(
        ((int(cases), pair) for pair, cases in zip(cut.edges.pairs, cut.cases, strict=True)
         if cut.holds(*pair)), key=lambda item: (-item[0], item[1]),
    )  # fmt: skip
    pairs = [pair for _, pair in ranked[:LINES]]
    names = {pair: " – ".join(map(opened.name, pair)) for pair in pairs}
    found = _shares(cut, pairs, level)
    years = list(cut.told_years)
    rows = tuple(
        {"kind": "share", "from": pair[0], "to": pair[1], "year": year, **values}
        for pair, by_year in found.items() for year, values in by_year.items() if year in years
    )  # fmt: skip
    table = Table(
        title=title(cut, "Shares of all edges by year"), words=1,
        head=("edge", *map(str, years)),
        rows=tuple(
            (names[pair], *(GAP if (share := by_year[year]["share"]) is None
                            else f"{share * 100:.1f} %" for year in years))
            for pair, by_year in found.items()
        ) or (("no edge", *[GAP] * len(years)),),
    )  # fmt: skip
    return Answer(
        rows=rows, tables=(table,), notes=(
            "Years differ in who reports; `routes shift` compares those alone who report in both.",
            *coverage(cut)),
        chart=lambda: _shares_chart(cut, pairs, names, level),
    )  # fmt: skip


Pair = tuple[str, str]


def _shares(cut: Cut, pairs: Sequence[Pair], level: float) -> dict[Pair, dict[int, dict[str, Any]]]:
    key = (tuple(pairs), level)  # a table and a chart ask for the same
    if key not in cut.shares:
        cut.shares[key] = _by_year(cut, pairs, level)
    found: dict[Pair, dict[int, dict[str, Any]]] = cut.shares[key]
    return found


def _by_year(
    cut: Cut, pairs: Sequence[Pair], level: float
) -> dict[Pair, dict[int, dict[str, Any]]]:
    """Cases of some edges by year and, where the year has cases enough for that, their share of
    all with the interval from resampled cases."""
    found: dict[Pair, dict[int, dict[str, Any]]] = {pair: {} for pair in pairs}
    for year in cut.ways.years:
        ways = cut.ways.within([year])
        edges = edges_of(ways, cut.wanted.rule)
        counts = edges.add(ways.cases)
        whole = int(counts.sum()) if year in cut.told_years else 0
        drawn = edges.add(resampled(ways, cut.wanted.draws if whole else 0, cut.wanted.seed))
        sums = drawn.sum(axis=1)
        at = {pair: place for place, pair in enumerate(edges.pairs)}
        for pair in pairs:
            cases = int(counts[at[pair]]) if pair in at else 0
            values: dict[str, Any] = {"cases": cases, "share": None, "low": None, "high": None}
            if whole:
                share = cases / whole
                own = drawn[:, at[pair]] if pair in at else np.zeros(len(drawn))
                low, high = interval(share, own / np.maximum(sums, 1), level)
                values |= {"share": share, "low": float(low), "high": float(high)}
            found[pair][year] = values
    return found


def _shares_chart(cut: Cut, pairs: Sequence[Pair], names: dict[Pair, str], level: float) -> "Spec":
    from karaula.chart import Mark
    from karaula.chart.curves import Line, curves

    found = _shares(cut, pairs, level)
    years = cut.told_years
    whole = range(years[0], years[-1] + 1) if years else range(0)
    lines = []
    for pair in pairs:
        marks = []
        for year in whole:
            one = found[pair].get(year)
            mark = None
            if one and one["share"] is not None:
                mark = Mark(value=one["share"] * 100, low=one["low"] * 100, high=one["high"] * 100)
            marks.append((float(year), mark))
        lines.append(Line(label=names[pair], marks=tuple(marks)))
    facts = about(cut, title(cut, "Shares of edges"), unit="% of all edges of the year",
                  level=level, notes=coverage(cut), decimals=1)  # fmt: skip
    return curves(lines, facts, along="year", axis=(0, 0))


def _split(cut: Cut, pair: Pair, column: str) -> dict[str | None, int]:
    """Cases of an edge by another column, most first."""
    wanted = cut.wanted
    key = (cut.drug and cut.drug.key, wanted.mode, wanted.doubted, wanted.years, wanted.rule,
           wanted.copies, column)  # fmt: skip
    return cut.opened.once(key, lambda: _splits(cut, column)).get(pair, {})


def _splits(cut: Cut, column: str) -> dict[Pair, dict[str | None, int]]:
    """Cases of every edge by another column: one question for all corridors."""
    wanted = cut.wanted
    rows = cut.opened.ask(
        _most_first, cut.drug, wanted.mode, wanted.doubted, years=wanted.years, rule=wanted.rule,
        by=column, copies=wanted.copies,
    )  # fmt: skip
    found: dict[Pair, dict[str | None, int]] = {}
    for row in rows:
        found.setdefault((row["start"], row["end"]), {})[row[column]] = row["cases"]
    return found


def _most_first(seizures: "ibis.Table", rule: "Rule", by: str, copies: int) -> "ibis.Table":
    from karaula.measure.routes.edges import edges

    told = edges(seizures, rule=rule, by=(by,), copies=copies)
    return told.order_by(told.cases.desc(), by)


def _entry(words: Any, column: str, key: str | None) -> Any:
    listed = words.drug_groups if column == "drug_group" else words.transports
    return listed.get(key)


def sea(opened: Opened, start: str, end: str, *, avoid: Sequence[str] = ()) -> Answer:
    """The shortest way by sea from port to port, with its passages.

    Raises :class:`QuestionError` for a port that the vocabulary does not know.
    """
    ports = (_known_port(opened, start), _known_port(opened, end))
    leg = sea_leg(*ports, avoid)
    days = (leg.days(KNOTS[1]), leg.days(KNOTS[0]))
    row = {
        "kind": "sea", "from": ports[0].name, "to": ports[1].name, "from_area": ports[0].area,
        "to_area": ports[1].area, "nautical_miles": leg.nautical_miles,
        "passages": [one.name for one in leg.passages], "avoid": list(avoid), "days_low": days[0],
        "days_high": days[1], "line": [list(point) for point in leg.line],
    }  # fmt: skip
    shut = ", ".join(lanes().passages[name].name for name in avoid)
    without = f", without {shut}" if shut else ""
    table = Table(
        title=f"By sea, {ports[0].name} to {ports[1].name}" + without,
        head=("nautical miles", "km", "days at sea", "passages"), words=0,
        rows=((number(leg.nautical_miles, 0), number(leg.nautical_miles * MILE, 0),
               span(*days, 1), ", ".join(one.name for one in leg.passages) or "none"),),
    )  # fmt: skip
    notes = (
        "The shortest way over a small network of sea lanes set by hand, mostly within 5 % of "
        "others; it knows no services, calls or transhipment.",
        f"Days are at {KNOTS[0]} to {KNOTS[1]} knots without a call.",
        *(one.note for one in leg.passages if one.note),
        *opened.notes_of(port.area for port in ports),
    )
    return Answer(rows=(row,), tables=(table,), notes=notes)


def _known_port(opened: Opened, text: str) -> Port:
    port = port_of(opened, text)
    if port is None:
        raise QuestionError(
            unknown("port", text, [one.name for one in opened.vocabulary.ports.values()])
        )
    return port
