"""Ways from one place to another, where they can be cut, and what closing would do."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from karaula.measure.routes.closing import (
    ASSUMED,
    LONGEST,
    Closing,
    alternatives,
    closing,
    least_cut,
)
from karaula.measure.routes.closing import (
    Cut as LeastCut,
)
from karaula.measure.routes.corroborate import passes
from karaula.measure.routes.removal import Curve, removal
from karaula.measure.routes.ways import LEVEL
from karaula.vocabulary.fold import name_key
from karaula.vocabulary.models import Port
from karaula.workspace.answer import GAP, Answer, Table, number, span
from karaula.workspace.routes.opened import Cut, Opened, QuestionError, Wanted
from karaula.workspace.routes.saying import about, coverage, interval_note, title
from karaula.workspace.routes.standing import TOP, more

if TYPE_CHECKING:
    from karaula.chart import Spec

SAMPLES = 100
"""Samples for what closing does, each of which is computed anew."""


def path(opened: Opened, wanted: Wanted, *, most: int = 8) -> Answer:
    """The likeliest ways from ``wanted.start`` to ``wanted.end``, and the smallest cuts between.

    Raises :class:`QuestionError` where an end is missing.
    """
    cut = opened.part(wanted)
    if cut.start is None or cut.end is None:
        raise QuestionError("a way needs two ends", None, "name them with --from and --to")
    starts, ends = cut.start.areas, tuple(a for a in cut.end.areas if a not in cut.start.areas)
    found = alternatives(cut.edges, cut.cases, starts, ends, most=most)
    cuts = {
        "fewest borders": least_cut(cut.edges, cut.cases, starts, ends, by_cases=False),
        "fewest cases": least_cut(cut.edges, cut.cases, starts, ends, by_cases=True),
    }
    whole = cut.ways.count(passes(starts, ends), starts)
    names = opened.name
    rows: list[dict[str, Any]] = [
        {"kind": "way", "stops": list(one.stops), "chance": one.chance, "weakest": one.weakest}
        for one in found
    ]
    rows += [
        {"kind": "cut", "by": by, "edges": [list(pair) for pair in one.edges], "cases": one.cases}
        for by, one in cuts.items()
    ]
    rows.append({"kind": "whole", "cases": whole})
    tables = (
        Table(
            title=title(cut, "Likeliest ways"), words=1,
            head=("way", "chance", "cases on its weakest edge"),
            rows=tuple((" > ".join(map(names, one.stops)), _chance(one.chance),
                        number(one.weakest, 0)) for one in found)
            or (("no way over edges that were seen", GAP, GAP),),
        ),
        Table(title="Where all of them can be cut", head=("cut", "edges", "cases", "which"),
              rows=tuple(_cut_row(cut, by, one) for by, one in cuts.items())),
    )  # fmt: skip
    notes = [
        f"{whole:,} cases name both ends themselves, in this order.",
        "Chance assumes that from each country a load goes on over its edges in proportion to "
        f"their cases, wherever it came from; ways of at most {LONGEST} steps.",
        *coverage(cut), *opened.notes_of(dict.fromkeys(a for one in found for a in one.stops)),
    ]  # fmt: skip
    return Answer(rows=tuple(rows), tables=tables, notes=tuple(notes))


def _chance(value: float) -> str:
    return "< 0.1 %" if value < 0.001 else f"{value * 100:.1f} %"


def _cut_row(cut: Cut, by: str, one: LeastCut) -> tuple[str, ...]:
    names = cut.opened.name
    which = [f"{names(a)} > {names(b)}" for a, b in one.edges]
    told = ", ".join(which[:6]) + (f" and {len(which) - 6} more" if which[6:] else "")
    return by, str(len(one.edges)), number(one.cases, 0), told or "no way leads there"


def whatif(
    opened: Opened, wanted: Wanted, close: Sequence[str] = (), *, level: float = LEVEL
) -> Answer:
    """What closing borders (``TUR>BGR``; ``TUR=BGR`` both ways), countries or ports does.

    Without anything to close: how far the network falls apart when countries are taken out one by
    one, by their place in it or by chance.
    """
    cut = opened.part(wanted)
    if not close:
        return _curves(cut, level)
    pairs, areas, told = _closed(opened, close)
    found = closing(cut.ways, cut.edges, pairs, areas, rule=wanted.rule,
                    draws=cut.drawn[:SAMPLES], level=level)  # fmt: skip
    names = opened.name
    gains = [gain for gain in found.gains if cut.holds(gain.start, gain.end)]
    rows: list[dict[str, Any]] = [_closing_row(close, found, level)]
    rows += [
        {"kind": "gain", "from": gain.start, "to": gain.end, "cases": gain.cases, "low": gain.low,
         "high": gain.high, "level": level, "now": gain.now}
        for gain in gains
    ]  # fmt: skip
    head = f"{level * 100:g} %"
    tables = (
        Table(title=title(cut, f"If {' and '.join(told)} closed"), head=("", "cases", head), rows=(
            ("with a way", number(found.total, 0), GAP),
            ("used what is closed", number(found.affected, 0), GAP),
            ("go on another way", number(found.rerouted, 0), span(found.low, found.high)),
            ("begin or end there", number(found.ended, 0), GAP),
            ("have no other way", number(found.stopped, 0), GAP),
        )),
        Table(title="Where they go on", words=2, head=("from", "to", "more cases", head, "now"),
              rows=tuple((names(gain.start), names(gain.end), number(gain.cases, 1),
                          span(gain.low, gain.high, 1), number(gain.now, 0))
                         for gain in gains[:TOP])
              or ((GAP, "nothing goes on", GAP, GAP, GAP),)),
    )  # fmt: skip
    notes = [
        ASSUMED,
        f"Ordered pairs of countries that a way joins: {found.joined_before * 100:.1f} % before, "
        f"{found.joined_after * 100:.1f} % after.",
        *_port_notes(opened, close), *more(len(gains), "edges"), *coverage(cut),
        interval_note(cut, level).replace(f"{wanted.draws:,}", f"{min(SAMPLES, wanted.draws):,}"),
    ]  # fmt: skip
    return Answer(rows=tuple(rows), tables=tables, notes=tuple(notes),
                  chart=lambda: _gains_chart(cut, found, told, level))  # fmt: skip


def _closing_row(close: Sequence[str], found: Closing, level: float) -> dict[str, Any]:
    return {
        "kind": "closing", "closed": list(close), "total": found.total,
        "affected": found.affected, "rerouted": found.rerouted, "low": found.low,
        "high": found.high, "level": level, "ended": found.ended, "stopped": found.stopped,
        "joined_before": found.joined_before, "joined_after": found.joined_after,
        "assumption": ASSUMED,
    }  # fmt: skip


def _closed(
    opened: Opened, close: Sequence[str]
) -> tuple[set[tuple[str, str]], tuple[str, ...], list[str]]:
    """Edges and areas that are closed, and their names; a port closes its country's ways by sea."""
    pairs: set[tuple[str, str]] = set()
    areas: list[str] = []
    told = []
    for text in close:
        sign = next((sign for sign in (">", "=") if sign in text), None)
        if sign:
            one, other = (opened.place(part.strip()) for part in text.split(sign, 1))
            pairs |= {(a, b) for a in one.areas for b in other.areas}
            if sign == "=":
                pairs |= {(b, a) for a in one.areas for b in other.areas}
            told.append(f"{one.name} to {other.name}" + (" and back" if sign == "=" else ""))
        elif port := port_of(opened, text):
            areas.append(port.area)
            told.append(f"{port.name}, taken for {opened.name(port.area)}")
        else:
            place = opened.place(text)
            areas += place.areas
            told.append(place.name)
    return pairs, tuple(dict.fromkeys(areas)), told


def port_of(opened: Opened, text: str) -> Port | None:
    """The port that goes by a name, id or code of UN/LOCODE."""
    key = name_key(text)
    for code, port in opened.vocabulary.ports.items():
        if key in {name_key(word) for word in (code, port.name, *port.names, port.locode or "")}:
            return port
    return None


def _port_notes(opened: Opened, close: Sequence[str]) -> list[str]:
    if not any(port_of(opened, text) for text in close if not {">", "="} & set(text)):
        return []
    return ["Cases name countries and not ports: a closed port is taken for its whole country, "
            "which is too much; --mode sea leaves the other modes out."]  # fmt: skip


def _gains_chart(cut: Cut, found: Closing, told: Sequence[str], level: float) -> "Spec":
    from karaula.chart import Mark, Row, ranking

    names = cut.opened.name
    rows = [
        Row(label=f"{names(gain.start)} – {names(gain.end)}", aside=f"{gain.now:,}",
            mark=Mark(value=gain.cases, low=gain.low, high=gain.high))
        for gain in found.gains[:TOP]
    ]  # fmt: skip
    facts = about(
        cut, title(cut, f"If {' and '.join(told)} closed"), decimals=1, level=level,
        unit="more cases on the edge", notes=[ASSUMED, *coverage(cut)],
    )  # fmt: skip
    return ranking(rows, facts, head="now")


def _curves(cut: Cut, level: float) -> Answer:
    found = removal(cut.edges, cut.cases, seed=cut.wanted.seed, level=level)
    names = cut.opened.name
    rows = [
        {"kind": "curve", "order": curve.order, "removed": at,
         "area": curve.areas[at - 1] if at and curve.areas else None, "joined": value,
         "low": curve.low[at] if curve.low else None,
         "high": curve.high[at] if curve.high else None}
        for curve in found for at, value in enumerate(curve.joined)
    ]  # fmt: skip
    steps = [at for at in (0, 1, 2, 3, 5, 10, 15, 20, 30) if at < len(found[0].joined)]
    first = {curve.order: ", ".join(map(names, curve.areas[:5])) or "at random" for curve in found}
    table = Table(
        title=title(cut, "Ordered pairs still joined, with countries taken out"), words=1,
        head=("order", *(str(at) for at in steps), "first to go"),
        rows=tuple(
            (curve.order, *(f"{curve.joined[at] * 100:.0f} %" for at in steps), first[curve.order])
            for curve in found
        ),
    )  # fmt: skip
    notes = [
        "Share of all ordered pairs of countries of the whole network that a way still joins, "
        "after Giommoni, Berlusconi and Aziani (2021); the order is that of the whole network and "
        "is not made anew after each country.",
        "--close names a border, a country or a port to close.", *coverage(cut),
    ]  # fmt: skip
    return Answer(rows=tuple(rows), tables=(table,), notes=tuple(notes),
                  chart=lambda: _curves_chart(cut, found, level))  # fmt: skip


def _curves_chart(cut: Cut, found: Sequence[Curve], level: float) -> "Spec":
    from karaula.chart import Mark
    from karaula.chart.curves import Line, curves

    lines = [
        Line(label=curve.order, marks=tuple(
            (float(at), Mark(value=value * 100,
                             low=curve.low[at] * 100 if curve.low else None,
                             high=curve.high[at] * 100 if curve.high else None))
            for at, value in enumerate(curve.joined)))
        for curve in found
    ]  # fmt: skip
    facts = about(cut, title(cut, "What is left when countries are taken out"), level=level,
                  unit="% of ordered pairs joined", notes=coverage(cut))  # fmt: skip
    return curves(lines, facts, along="countries taken out", axis=(0, 100))
