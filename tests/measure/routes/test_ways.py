"""Ways of cases, and cases drawn anew."""

from datetime import date
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence.seizure import SCHEMA
from karaula.measure.routes import RoutesError, edges, edges_of, resampled, ways
from karaula.measure.routes.ways import halves, interval, years_of
from tests.measure.routes.cases import cases

AREAS = st.sampled_from([None, "AFG", "TUR", "BGR", "DEU"])
ROWS = st.lists(st.tuples(AREAS, AREAS, AREAS, AREAS, st.integers(2012, 2014)), max_size=12)


def table(rows: list[dict[str, Any]]) -> ibis.Table:
    whole = [
        dict.fromkeys(SCHEMA.names)
        | {"event": f"e{at}", "copy": 0, "source_id": "s", "flags": [], "kg": 2.0,
           "substance": "heroin", "date_low": date(2014, 1, 1)}
        | row
        for at, row in enumerate(rows)
    ]  # fmt: skip
    return ibis.memtable(pa.Table.from_pylist(whole, schema=SCHEMA))


@settings(max_examples=20)
@given(ROWS, st.sampled_from(["path", "legs", "pair"]))
def test_ways_make_the_edges_that_rows_make(rows: list[Any], rule: Any) -> None:
    made = table([
        {"producing": p, "departure": d, "area": a, "destination": e, "date_low": date(y, 1, 1)}
        for p, d, a, e, y in rows
    ])  # fmt: skip
    direct = ibis.duckdb.connect().to_pyarrow(edges(made, rule=rule)).to_pylist()
    found = ways(made)
    built = edges_of(found, rule)
    counts, kg = built.add(found.cases), built.add(found.kg)
    assert found.total == len(rows)
    # A way that comes back to where it was may tell one edge only once a case: rows do the same.
    assert {pair: (int(counts[at]), kg[at]) for at, pair in enumerate(built.pairs)} == {
        (row["start"], row["end"]): (row["cases"], row["kg"]) for row in direct
    }


def test_a_case_told_by_several_rows_counts_once() -> None:
    found = ways(table([
        {"event": "one", "departure": "TUR", "area": "BGR"},
        {"event": "one", "departure": "TUR", "area": "BGR", "destination": "DEU", "kg": 5.0},
    ]))  # fmt: skip
    built = edges_of(found)
    assert (found.total, float(found.kg.sum())) == (1, 5.0)
    assert dict(zip(built.pairs, built.add(found.cases).tolist(), strict=True)) == {
        ("TUR", "BGR"): 1, ("BGR", "DEU"): 1
    }  # fmt: skip


def test_repeats_and_doubted_partners_are_told_apart() -> None:
    rows = [
        {"departure": "TUR", "area": "BGR"},
        {"departure": "TUR", "area": "BGR", "copy": 1},
        {"departure": "TUR", "area": "BGR", "flags": ["partner_single"]},
    ]
    assert (ways(table(rows)).total, ways(table(rows), copies=1).total) == (2, 3)
    assert ways(table(rows)).doubted.sum() == 1


@given(st.integers(1, 50), st.integers(1, 50), st.integers(0, 5))
def test_the_interval_holds_the_point_and_samples_are_of_one_size(
    first: int, second: int, seed: int
) -> None:
    found = cases(f">TUR>BGR> {first}", f">TUR>GRC> {second}")
    drawn = resampled(found, 50, seed)
    assert (drawn.sum(axis=1) == found.total).all()
    low, high = interval(found.cases, drawn)
    assert (low <= found.cases).all() and (found.cases <= high).all()
    assert (drawn == resampled(found, 50, seed)).all()


def test_many_cases_make_a_narrow_interval() -> None:
    widths = []
    for size in (10, 1000):
        found = cases(f">TUR>BGR> {size}", f">TUR>GRC> {size}")
        low, high = interval(0.5, resampled(found, 400)[:, 0] / found.total)
        widths.append(float(high - low))
    # the middle 90 % of a share of one half: 2 x 1.645 x sqrt(.25 / n)
    assert widths == pytest.approx([2 * 1.645 * np.sqrt(0.25 / n) for n in (20, 2000)], rel=0.15)


@pytest.mark.parametrize(
    ("text", "years"), [("2014", (2014,)), ("2011-2013", (2011, 2012, 2013)),
                        ("2011–2012", (2011, 2012))],
)  # fmt: skip
def test_periods(text: str, years: tuple[int, ...]) -> None:
    assert years_of(text) == years


@pytest.mark.parametrize("text", ["", "2014-2011", "now", "14", "2014-2015-2016"])
def test_what_is_no_period_is_told(text: str) -> None:
    with pytest.raises(RoutesError, match="is no period"):
        years_of(text)


def test_years_are_halved() -> None:
    assert halves([2011, 2012, 2013]) == ((2011,), (2012, 2013))
