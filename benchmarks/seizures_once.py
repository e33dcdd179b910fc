"""Seizures counted once: accuracy on planted copies, national totals, and speed."""

from collections import defaultdict
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pv

from benchmarks import SHARED, Table, ratio, seconds

ARCHIVE = SHARED / "data" / "ids" / "drug-trafficking-unodc.zip"
NATIONAL = SHARED / "data" / "cocaine_national_1996_2019" / "cocaine_kg.csv"
PLANTED = 4000
"""Rows that are told once more, half of them exactly and half with other words."""

NOT_COCAINE = ("coca_leaf", "coca_seed", "coca_bush")


def run() -> Table:
    """Seconds beside a loop in plain Python, precision on planted copies, distance from totals."""
    columns = ("what", "Karaula", "alternative", "ratio or aim")
    title = "Seizures counted once"
    if not ARCHIVE.is_file():
        absent = "The table of single seizures is not beside the checkout: nothing was measured."
        return Table(title=title, columns=columns, rows=(), note=absent)
    from karaula.measure.seizures import seizures
    from karaula.measure.seizures.duplicates import repeats
    from karaula.read.connectors import find
    from karaula.read.sidecar import source_of
    from karaula.vocabulary import load

    vocabulary = load()
    made: dict[str, Any] = {}
    connector = find(ARCHIVE)
    assert connector is not None

    def read() -> None:
        made["claims"] = connector.read(ARCHIVE, source_of(ARCHIVE), vocabulary).claims["incident"]

    def normalise() -> None:
        made["rows"] = seizures(made["claims"], vocabulary)

    def once() -> None:
        made["found"] = repeats(made["rows"])

    times = [seconds(step, 2) for step in (read, normalise, once)]
    found = made["found"]
    loop = _loop(made["rows"])
    rows = [
        ("read, normalise, de-duplicate", f"{sum(times):.1f} s", "aim", "15 s"),
        ("de-duplicate", f"{times[2]:.1f} s", f"loop {loop:.1f} s", ratio(loop, times[2])),
        *_planted(made["rows"]),
        *_totals(found.seizures),
    ]
    note = (
        f"{made['rows'].num_rows} rows: {found.counts()}. The loop compares pairs of a country,"
        " day and drug in plain Python, on a tenth of the days; it estimates no chance. Planted:"
        f" {PLANTED} copies of rows, half of them with another unit, spelling and missing words,"
        " and as many different rows: half moved by a month, half of the same day and place with"
        " the weight of another row of their country and drug. Distance is the mean of"
        " |ln(cases / national)| for cocaine."
    )
    return Table(title=title, columns=columns, rows=rows, note=note)


def _loop(table: pa.Table) -> float:
    """Seconds of a script that compares the rows of each country, day and drug pair by pair and
    spells places by ``difflib``: timed on every tenth day, times ten."""
    wanted = ["area", "date_low", "substance", "kg", "place", "departure", "destination"]
    days = table["date_low"].cast(pa.int32()).fill_null(0).to_numpy()
    part = table.select(wanted).filter(pa.array(days % 10 == 0))

    def compare() -> None:
        blocks: dict[tuple[object, ...], list[dict[str, object]]] = defaultdict(list)
        for row in part.to_pylist():
            blocks[(row["area"], row["date_low"], row["substance"])].append(row)
        for one, other in (pair for block in blocks.values() for pair in combinations(block, 2)):
            a, b = one["kg"], other["kg"]
            if isinstance(a, float) and isinstance(b, float) and abs(a - b) <= 0.02 * max(a, b):
                names = (str(one["place"]).casefold(), str(other["place"]).casefold())
                SequenceMatcher(None, *names).ratio()

    return 10 * seconds(compare, 1)


def _planted(table: pa.Table) -> list[tuple[str, ...]]:
    """Copies with noise and different rows put among the rows as they are after de-duplication."""
    from karaula.measure.seizures.duplicates import repeats

    rng = np.random.default_rng(20)
    clean = repeats(table).seizures
    clean = clean.filter(pc.equal(clean["copy"], 0))
    heavy = np.flatnonzero(
        np.asarray(pc.fill_null(pc.greater(clean["kg"], 0.05), False).to_numpy(), bool)
        & np.asarray(pc.equal(clean["date_precision"], "day").to_numpy(), bool)
    )
    picked = rng.choice(heavy, 2 * PLANTED, replace=False)
    copies = clean.take(pa.array(picked[:PLANTED]))
    half = PLANTED // 2
    copies = pa.concat_tables([copies[:half], _retold(copies[half:])])
    copies = _named(copies, "copy")
    moved = _named(clean.take(pa.array(picked[PLANTED:])), "other")
    moved = pa.concat_tables([_later(moved[:half]), _reweighed(moved[half:])])
    found = repeats(pa.concat_tables([clean, copies, moved]))
    source = {claim: claim.removeprefix("copy-") for claim in copies["claim_id"].to_pylist()}
    exact = set(copies["claim_id"].to_pylist()[:half])
    others = set(moved["claim_id"].to_pylist())
    held = found.pairs.filter(found.pairs["linked"])
    told, merged, wrong, unproved = set(), set(), 0, 0
    for pair in zip(held["kept"].to_pylist(), held["repeat"].to_pylist(), strict=True):
        planted = [claim for claim in pair if claim in source]
        if others & set(pair):
            merged |= others & set(pair)
            wrong += 1
        elif not planted:
            unproved += 1
        elif source[planted[0]] in pair:
            told.add(planted[0])
        else:
            wrong += 1
    again = len(told & exact)
    return [
        ("planted copies found", f"{len(told)} of {PLANTED}", "", ""),
        ("of them exact, retold", f"{again}, {len(told) - again}", f"of {half} each", ""),
        ("precision on planted pairs", f"{len(told) / (len(told) + wrong):.4f}", "aim", ">= 0.95"),
        ("pairs of rows as they came, not provable", f"{unproved}", "", ""),
        ("different rows merged", f"{len(merged) / len(others):.4f}", "aim", "<= 0.02"),
    ]


def _later(table: pa.Table) -> pa.Table:
    """The rows a month later."""
    for name in ("date_low", "date_high"):
        day = pc.add(table[name].cast(pa.int32()), pa.scalar(30, pa.int32())).cast(pa.date32())
        table = table.set_column(table.schema.get_field_index(name), name, day)
    return table


def _reweighed(table: pa.Table) -> pa.Table:
    """The rows of the same day and place, each with the amount of another of its country and drug,
    where that is another amount."""
    order = [("area", "ascending"), ("substance", "ascending"), ("claim_id", "ascending")]
    table = table.sort_by(order).combine_chunks()
    following = table.take(pa.array(np.roll(np.arange(table.num_rows), -1)))
    alike = pc.and_(
        pc.equal(table["area"], following["area"]),
        pc.equal(table["substance"], following["substance"]),
    )
    another = pc.and_(alike, pc.not_equal(table["kg"], following["kg"]))
    for name in ("kg", "amount", "unit"):
        table = table.set_column(table.schema.get_field_index(name), name, following[name])
    return table.filter(another)


def _named(table: pa.Table, prefix: str) -> pa.Table:
    from karaula.evidence.event import event_id

    claims = [f"{prefix}-{claim}" for claim in table["claim_id"].to_pylist()]
    events = [event_id(claim) for claim in claims]
    for name, values in (("claim_id", claims), ("event", events)):
        at = table.schema.get_field_index(name)
        table = table.set_column(at, name, pa.array(values, pa.string()))
    return table


def _retold(table: pa.Table) -> pa.Table:
    """The same seizures in other words: capitals, grams, no transport or hiding place."""
    changes = {
        "place": pc.utf8_upper(pc.binary_join_element_wise(table["place"], "city", " ")),
        "amount": pc.multiply(table["kg"], 1000.0),
        "unit": pa.array(["gram"] * table.num_rows),
        "transport_raw": pa.nulls(table.num_rows, pa.string()),
        "hiding_raw": pa.nulls(table.num_rows, pa.string()),
    }
    for name, values in changes.items():
        table = table.set_column(table.schema.get_field_index(name), name, values)
    return table


def _totals(found: pa.Table) -> list[tuple[str, ...]]:
    """How far case totals of cocaine are from national ones at each level."""
    from karaula.measure.seizures.national import LEVELS, compare_national, distance

    if not NATIONAL.is_file():
        return []
    leaf = pc.is_in(found["substance"], pa.array(NOT_COCAINE))
    cocaine = pc.and_(pc.equal(found["drug_group"], "cocaine"), pc.invert(leaf))
    totals = pv.read_csv(Path(NATIONAL)).select(["iso3", "year", "max_row_kg"])
    told = compare_national(found.filter(cocaine), totals.rename_columns(["area", "year", "kg"]))
    whole = told.filter(pc.greater(told["rows_ratio"], 0.8))
    over = told.filter(pc.greater(told["rows_ratio"], 1))
    rows: list[tuple[str, ...]] = []
    for name, part in (("all", told), ("rows >= 0.8 of it", whole), ("rows above it", over)):
        each = ", ".join(f"{level} {distance(part, level):.3f}" for level in LEVELS)
        rows.append((f"distance, {name}: {part.num_rows} country-years", each, "", "falls"))
    return [*rows, _counted(found.filter(cocaine), told)]


def _counted(cocaine: pa.Table, told: pa.Table) -> tuple[str, ...]:
    """Where all rows together are the national total, each was counted as a seizure of its own."""
    ratios = told["rows_ratio"].to_numpy()
    equal = told.filter(pa.array(np.abs(ratios - 1) < 0.005))
    keys = set(zip(equal["area"].to_pylist(), equal["year"].to_pylist(), strict=True))
    met = zip(cocaine["area"].to_pylist(), pc.year(cocaine["date_low"]).to_pylist(), strict=True)
    within = np.array([key in keys for key in met])
    merged = within & (cocaine["copy"].to_numpy() > 0)
    what = f"rows merged where the cases are the total: {equal.num_rows} country-years"
    return what, f"{merged.sum()} of {within.sum()}", "aim", "<= 0.02"
