"""What there is: totals at each level of copies, drugs, sizes, concentration, and what is told."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from karaula.measure.seizures import describe
from karaula.measure.seizures.describe.totals import largest
from karaula.measure.seizures.national import LEVELS
from karaula.workspace.answer import GAP, Answer, Table
from karaula.workspace.seizures.opened import Opened, Part, Wanted
from karaula.workspace.seizures.saying import (
    LEVELS_SAID,
    about,
    count,
    coverage_notes,
    drug_name,
    kilos,
    kilos_span,
    percent,
    plain,
    value_name,
)

if TYPE_CHECKING:
    import ibis

    from karaula.chart import Spec

Row = dict[str, Any]
MIXES = ("transport", "hiding", "installation")
MOST = 5
"""Values of a mix, and units, that a table shows; programs get all."""
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September",
          "October", "November", "December")  # fmt: skip


def summary(opened: Opened, wanted: Wanted) -> Answer:
    """Totals of the seizures wanted, and what they consist of.

    Rows have a ``kind``: ``total`` (with and without suspects), ``drug``, ``basis`` (what kilograms
    rest on), ``unit`` (what stays in its own unit), ``size``, ``concentration``, ``largest``,
    ``mix`` and ``season``.
    """
    part = opened.part(wanted)
    level = part.filter.copies
    totals = [
        {"kind": "total", "suspects": keep, **describe.totals(rows, (), level)[0]}
        for keep, rows in _both_ways(part)
    ]
    drugs = _drugs(part)
    bases = [{"kind": "basis", **row} for row in describe.ask(describe.bases, part.rows, level)]
    units = [{"kind": "unit", **row} for row in describe.ask(describe.own_units, part.rows, level)]
    sizes = [
        {"kind": "size", **row} for row in describe.ask(describe.classes, part.rows, (), level)
    ]
    unequal = {"kind": "concentration", **asdict(describe.concentration(part.rows, level))}
    heaviest = [_largest(opened, row) for row in describe.ask(largest, part.rows, 1, level)]
    mixes = [
        {"kind": "mix", "of": kind, **row}
        for kind in MIXES
        for row in describe.mix(part.rows, kind, level=level).to_pylist()
    ]
    season = describe.season(opened.seizures, part.filter, opened.cover)
    told = {
        name: getattr(season, name)
        for name in (
            "years",
            "events",
            "months_only",
            "index",
            "low",
            "high",
            "peak",
            "strength",
            "p",
        )
    }
    rows = [*totals, *drugs, *bases, *units, *sizes, unequal, *heaviest, *mixes,
            {"kind": "season", **told}]  # fmt: skip
    tables = [
        _levels(part, totals), _by_drug(part, drugs), _rests_on(part, bases, units),
        _sizes(_together(sizes)), _mixes(part, mixes),
    ]  # fmt: skip
    notes = [*_unequal(unequal, heaviest), *_season(part, season), *coverage_notes(part)]
    return Answer(
        rows=tuple(plain(row) for row in rows),
        tables=tuple(table for table in tables if table.rows),
        notes=tuple(dict.fromkeys([*notes, *opened.notes_of(part.filter.areas)])),
        chart=lambda: _chart(part, _together(sizes)),
    )


def _both_ways(part: Part) -> "list[tuple[bool, ibis.Table]]":
    """All rows, and those that nothing is suspected of."""
    without = describe.chosen(part.opened.seizures, replace(part.filter, suspects=False))
    if not part.filter.suspects:
        return [(False, without)]
    return [(True, part.rows), (False, without)]


def _drugs(part: Part) -> list[Row]:
    level = part.filter.copies
    middle = {row["drug_group"]: row for row in
              describe.quantiles(part.rows, "drug_group", level)}  # fmt: skip
    rows = describe.totals(part.rows, ("drug_group",), level)
    rows.sort(key=lambda row: (-row[level], row["drug_group"] or ""))
    names = ("lightest", "q10", "q25", "q50", "q75", "q90", "q99", "heaviest")
    return [
        {"kind": "drug", **row,
         **{name: middle.get(row["drug_group"], {}).get(name) for name in names}}
        for row in rows if row[level]
    ]  # fmt: skip


def _largest(opened: Opened, row: Row) -> Row:
    names = ("claim_id", "source_id", "locator", "area", "place", "date_low", "date_high",
             "substance", "kg", "flags")  # fmt: skip
    return {"kind": "largest", **{name: row[name] for name in names},
            "document": opened.documents.get(row["source_id"])}  # fmt: skip


def _levels(part: Part, totals: list[Row]) -> Table:
    whole = totals[0]
    body = [(LEVELS_SAID[name], count(whole[name]), kilos(whole[f"kg_{name}"])) for name in LEVELS]
    if part.filter.suspects:
        less, level = totals[1], part.filter.copies
        said = f"{LEVELS_SAID[level]}, nor suspects"
        body.append((said, count(less[level]), kilos(less[f"kg_{level}"])))
    return Table(title=f"Seizures: {part.title}", head=("counted", "seizures", "kg weighed"),
                 rows=tuple(body))  # fmt: skip


def _by_drug(part: Part, drugs: list[Row]) -> Table:
    level = part.filter.copies
    body = [
        (drug_name(part, row["drug_group"]), count(row[level]), count(row["areas"]),
         kilos(row[f"kg_{level}"]), kilos(row["q50"]), percent(row["largest_share"]),
         kilos(row["kg_volume"]), kilos(row["kg_estimated"]),
         kilos_span(row["kg_estimated_low"], row["kg_estimated_high"]), count(row["unweighed"]))
        for row in drugs
    ]  # fmt: skip
    head = ("drug", "seizures", "countries", "kg weighed", "middle one, kg", "largest's share",
            "kg by volume", "kg estimated", "bounds", "not in kg")  # fmt: skip
    return Table(title="By drug", head=head, rows=tuple(body))


def _rests_on(part: Part, bases: list[Row], units: list[Row]) -> Table:
    words = part.opened.vocabulary
    body = []
    for row in bases:
        basis = row["kg_basis"]
        factor = words.factors.get(basis)
        what = {"mass": "weighed", "volume": "volume, a litre taken for 1 kg"}.get(basis)
        doubt = "" if factor is None or factor.verified else ", factor not verified"
        name = what or (f"estimated: {factor.name}{doubt}" if factor else basis)
        body.append((name, count(row["events"]), f"{kilos(row['kg'])} kg",
                     kilos_span(row["kg_low"], row["kg_high"])))  # fmt: skip
    for row in units[:MOST]:
        unit = words.units.get(row["unit"] or "")
        name = unit.name if unit else row["unit"] or "no unit"
        amount = GAP if row["amount"] is None else f"{count(round(row['amount']))} {name}"
        body.append((f"not converted: {name}", count(row["events"]), amount, GAP))
    if len(units) > MOST:
        left = units[MOST:]
        said = f"not converted: {len(left)} more kinds"
        body.append((said, count(sum(row["events"] for row in left)), GAP, GAP))
    return Table(title="What amounts rest on; these never add up",
                 head=("basis", "seizures", "amount", "bounds, kg"), rows=tuple(body))  # fmt: skip


SMALLEST = -6
"""Power of ten of a milligram; what weighs less is told together."""


def size_name(power: int) -> str:
    """``1 to 10 kg``; under a kilogram in grams or milligrams."""
    if power < SMALLEST:
        return "under 1 mg"
    shift, unit = (0, "kg") if power >= 0 else (3, "g") if power >= -3 else (6, "mg")
    return f"{10 ** (power + shift):,} to {10 ** (power + shift + 1):,} {unit}"


def _together(sizes: list[Row]) -> list[Row]:
    """Sizes with those under a milligram in one, and with the empty ones between others."""
    if not sizes:
        return []
    found: dict[int, Row] = {}
    for row in sizes:
        power = max(row["power"], SMALLEST - 1)
        one = found.setdefault(power, {"power": power, "events": 0, "kg": 0.0})
        one["events"] += row["events"]
        one["kg"] += row["kg"]
    between = range(min(found), max(found) + 1)
    return [found.get(power, {"power": power, "events": 0, "kg": 0.0}) for power in between]


def _sizes(sizes: list[Row]) -> Table:
    number, weight = sum(row["events"] for row in sizes), sum(row["kg"] for row in sizes)
    body = tuple(
        (size_name(row["power"]), count(row["events"]), percent(row["events"] / number, 1),
         kilos(row["kg"]), percent(row["kg"] / weight, 1))
        for row in sizes
    )  # fmt: skip
    return Table(title="Sizes of those weighed",
                 head=("weight", "seizures", "share", "kg", "share"), rows=body)  # fmt: skip


def _mixes(part: Part, mixes: list[Row]) -> Table:
    body = []
    for kind in MIXES:
        rows = [row for row in mixes if row["of"] == kind and row["value"] is not None]
        body += [
            (kind, value_name(part, kind, row["value"]), count(row["events"]),
             percent(row["share"]),
             f"{percent(row['share_low'])} to {percent(row['share_high'])}",
             percent(row["kg_share"]))
            for row in rows[:MOST]
        ]  # fmt: skip
        untold = sum(row["events"] for row in mixes if row["of"] == kind and row["value"] is None)
        if untold:
            body.append((kind, "not told", count(untold), GAP, GAP, GAP))
    head = ("", "of those that tell it", "seizures", "share", "95 % interval", "share of kg")
    return Table(title="How drugs were moved and found", head=head, rows=tuple(body), words=2)


def _unequal(row: Row, heaviest: list[Row]) -> list[str]:
    if not row["weighed"] or not row["kg"]:
        return []
    number, half = row["weighed"], row["half"]
    few = f"{count(half)} of {count(number)} seizures weighed hold{'s' if half == 1 else ''}"
    top = f"; the heaviest 1 % hold {percent(row['top_1'])}" if number >= 100 else ""
    said = [f"{few} half of the weight{top} (Gini {row['gini']:.2f})."]
    for one in heaviest:
        where = ", ".join(filter(None, (one["document"], one["locator"])))
        odd = f"; suspected: {', '.join(one['flags'])}" if one["flags"] else ""
        share = percent(one["kg"] / row["kg"])
        said.append(f"The heaviest, {kilos(one['kg'])} kg ({where}), has {share} of it{odd}.")
    return said


def _season(part: Part, season: describe.Season) -> list[str]:
    told = []
    if season.p is not None and season.peak is not None and season.strength is not None:
        month = MONTHS[int(season.peak - 1) % 12]
        chance = "< 0.001" if season.p < 0.001 else f"{season.p:.3f}"
        verdict = (
            f"more seizures around {month}"
            if season.p < 0.05
            else "none that chance could not make"
        )
        told.append(
            f"Season: {verdict} (strength {season.strength:.2f} of 1, p {chance}, by turning the"
            f" {season.years} countries' years with at least 24 seizures at random)."
        )
    if season.months_only:
        names = ", ".join(part.opened.name(area) for area in season.months_only)
        told.append(f"Left out of the seasons, because days are not told: {names}.")
    return told


def _chart(part: Part, sizes: list[Row]) -> "Spec":
    from karaula.chart.sizes import Size
    from karaula.chart.sizes import sizes as draw

    level = part.filter.copies
    shown = [
        Size(label=size_name(row["power"]), events=row["events"], kg=row["kg"]) for row in sizes
    ]
    facts = about(
        part, f"How large seizures are: {part.title}", unit="share of seizures and of weight",
        notes=(f"Of seizures weighed, {LEVELS_SAID[level]}.",),
    )  # fmt: skip
    return draw(shown, facts)
