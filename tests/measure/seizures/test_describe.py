"""What seizures add up to: hand-made tables with outcomes that can be seen by looking."""

from dataclasses import asdict
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.evidence.seizure import SCHEMA
from karaula.measure.seizures import describe
from karaula.measure.seizures.describe import Filter, chosen, totals
from karaula.measure.seizures.describe.asking import STATEMENTS
from karaula.measure.seizures.describe.breaks import changes, segments
from karaula.measure.seizures.describe.intervals import count_interval, dispersion
from karaula.measure.seizures.describe.mix import wilson
from tests.measure.seizures.test_duplicates import row, table

ENGINE = ibis.duckdb.connect()


def seizures(rows: list[dict[str, Any]]) -> ibis.Table:
    return of(table([{"kg_basis": "mass", **one} for one in rows]))


def of(made: pa.Table) -> ibis.Table:
    return ENGINE.create_table(f"t{len(ENGINE.list_tables())}", made, temp=True)


def weighed(number: int, kg: float | None, **slots: Any) -> dict[str, Any]:
    return row(number, kg=kg) | {"kg_basis": "mass"} | slots


def day(text: str) -> dict[str, Any]:
    """A date as tables tell it: a day, a month or a year."""
    parts = [int(part) for part in text.split("-")]
    low = date(*[*parts, 1, 1][:3])
    high = {
        1: date(low.year, 12, 31),
        2: (low.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1),
        3: low,
    }[len(parts)]
    precision = {1: "year", 2: "month", 3: "day"}[len(parts)]
    return {"date_low": low, "date_high": high, "date_precision": precision}


def only(found: list[dict[str, Any]]) -> dict[str, Any]:
    [told] = found
    return told


def test_kinds_of_amounts_are_never_added_up() -> None:
    rows = seizures(
        [
            weighed(1, 8.0),
            weighed(2, 2.0),
            weighed(3, 5.0, kg_basis="volume", kg_low=5.0, kg_high=5.0),
            weighed(4, 0.3, kg_basis="ecstasy_tablet", kg_low=0.2, kg_high=0.4),
            weighed(5, None, kg_basis=None, unit="plant", measure="plants", amount=70.0),
            weighed(6, None, kg_basis=None, unit="tablet", measure="count", amount=10.0),
            weighed(7, None, kg_basis=None, unit="tablet", measure="count", amount=5.0),
        ]
    )
    told = only(totals(rows))
    assert (told["events"], told["weighed"], told["volumes"]) == (7, 2, 1)
    assert (told["estimated"], told["unweighed"]) == (1, 3)
    assert (told["kg_events"], told["kg_volume"], told["kg_estimated"]) == (10.0, 5.0, 0.3)
    assert (told["kg_estimated_low"], told["kg_estimated_high"]) == (0.2, 0.4)
    assert (told["largest_kg"], told["largest_share"]) == (8.0, pytest.approx(0.8))
    units = describe.own_units(rows).to_pyarrow().to_pylist()
    assert [(u["unit"], u["events"], u["amount"]) for u in units] == [
        ("tablet", 2, 15.0),
        ("plant", 1, 70.0),
    ]


def test_nothing_weighed_is_no_zero() -> None:
    told = only(totals(seizures([weighed(1, None, kg_basis=None)])))
    assert (told["events"], told["kg_events"], told["largest_share"]) == (1, None, None)
    told = only(totals(seizures([])))
    assert (told["events"], told["kg_events"]) == (0, None)


def test_all_levels_of_copies_stand_beside_each_other() -> None:
    rows = seizures([weighed(n, 1.0, copy=copy) for n, copy in enumerate([0, 1, 1, 2, 3])])
    told = only(totals(rows))
    assert [told[name] for name in ("rows", "exact", "place", "events")] == [5, 3, 2, 1]
    assert [told[f"kg_{n}"] for n in ("rows", "exact", "place", "events")] == [5, 3, 2, 1]


FILTERS = [
    (Filter(areas=("BGR",)), [2]),
    (Filter(drug_groups=("opioids",)), [1, 2, 4]),
    (Filter(substances=("cocaine",)), [3]),
    (Filter(transports=("rail", "ferry")), [3]),
    (Filter(origin="text"), [4]),
    (Filter(suspects=False), [1, 2, 4]),
    (Filter(since=date(2015, 3, 1)), [2, 3]),
    # A month that reaches over the last day is not taken for part of it.
    (Filter(until=date(2015, 5, 10)), [1, 2]),
    (Filter(areas=("BGR",), substances=("cocaine",)), []),
]


@pytest.mark.parametrize(("wanted", "numbers"), FILTERS)
def test_what_a_filter_leaves(wanted: Filter, numbers: list[int]) -> None:
    rows = seizures(
        [
            weighed(1, 1.0, **day("2015-02-01")),
            weighed(2, 1.0, area="BGR", **day("2015-03-01")),
            weighed(
                3,
                1.0,
                substance="cocaine",
                drug_group="cocaine",
                transport="rail",
                flags=["amount_zero", "weight_scale"],
                **day("2015-05"),
            ),
            weighed(4, 1.0, origin="text", date_low=None, date_high=None, date_precision=None),
        ]
    )
    claims = chosen(rows, wanted).to_pyarrow()["claim_id"].to_pylist()
    assert sorted(claims) == [f"c{n:05d}" for n in numbers]


def test_a_few_large_seizures_hold_most_of_the_weight() -> None:
    told = asdict(describe.concentration(seizures([weighed(n, 1.0) for n in range(10)])))
    assert (told["gini"], told["half"], told["top_10"]) == (pytest.approx(0.0), 5, 0.1)
    told = asdict(
        describe.concentration(seizures([weighed(n, 1.0) for n in range(9)] + [weighed(9, 91.0)]))
    )
    assert (told["gini"], told["half"]) == (pytest.approx(0.81), 1)
    assert (told["top_1"], told["top_10"]) == (pytest.approx(0.91), pytest.approx(0.91))
    assert describe.concentration(seizures([])).gini is None


@given(
    st.lists(st.tuples(st.sampled_from(["SRB", "AUT", None]), st.floats(0.001, 1e4)), max_size=30)
)
@settings(max_examples=25)
def test_quantiles_are_those_of_every_group(told: list[tuple[str | None, float]]) -> None:
    rows = seizures([weighed(n, kg, area=area) for n, (area, kg) in enumerate(told)])
    found = {one["area"]: one for one in describe.quantiles(rows, "area")}
    assert set(found) == {area for area, _ in told}
    for area, one in found.items():
        kg = [weight for of, weight in told if of == area]
        assert (one["weighed"], one["lightest"], one["heaviest"]) == (len(kg), min(kg), max(kg))
        assert (one["q50"], one["q99"]) == pytest.approx(tuple(np.quantile(kg, [0.5, 0.99])))


def test_what_is_asked_again_is_looked_up_again() -> None:
    held = ENGINE.create_table("held", table([weighed(1, 1.0)]), temp=True)
    assert only(totals(held))["rows"] == 1
    ENGINE.raw_sql("INSERT INTO held SELECT * FROM held")
    assert only(totals(held))["rows"] == 2
    # Another engine may have a table of that name.
    other = ibis.duckdb.connect().create_table("held", table([]), temp=True)
    assert only(totals(other))["rows"] == 0


def test_only_some_statements_are_kept() -> None:
    rows = ibis.duckdb.connect().create_table("rows", table([weighed(1, 1.0)]), temp=True)
    for place in range(STATEMENTS + 9):
        wanted = Filter(until=date(2000, 1, 1) + timedelta(place))
        assert describe.ask(chosen, rows, wanted) == []
    assert len(vars(rows.get_backend())["karaula_statements"]) == STATEMENTS


def test_sizes_by_powers_of_ten() -> None:
    rows = seizures([weighed(n, kg) for n, kg in enumerate([0.001, 0.009, 0.01, 5.0, 0.0])])
    told = describe.classes(rows).to_pyarrow().to_pylist()
    assert [(one["power"], one["events"]) for one in told] == [(-3, 2), (-2, 1), (0, 1)]
    assert describe.quantiles(rows)[0]["q50"] == pytest.approx(0.0095)


def test_shares_are_of_what_is_told() -> None:
    rows = seizures(
        [
            *(weighed(n, 1.0, transport="rail") for n in range(3)),
            weighed(3, 9.0, transport="ferry"),
            *(weighed(n, 7.0) for n in range(4, 10)),
        ]
    )
    told = {one["value"]: one for one in describe.mix(rows, "transport").to_pylist()}
    assert (told["rail"]["share"], told["rail"]["kg_share"]) == (0.75, 0.25)
    assert (told[None]["events"], told[None]["share"]) == (6, None)
    assert told["rail"]["share_low"] < 0.75 < told["rail"]["share_high"]


def test_intervals_are_those_of_the_textbooks() -> None:
    # Breslow and Day (1987), Byar's approximation; exact limits of 10 are 4.80 and 18.39.
    assert count_interval(10) == pytest.approx((4.79, 18.39), abs=0.02)
    assert count_interval(0)[0] == 0
    assert count_interval(40, 4.0)[1] == pytest.approx(4 * count_interval(10)[1])
    assert wilson(0, 10) == pytest.approx((0, 0.278), abs=0.001)


def yearly(counts: dict[int, int], **slots: Any) -> list[dict[str, Any]]:
    """So many seizures a year, spread over it."""
    area = slots.get("area", "SRB")
    return [
        weighed(
            n, 2.0, claim_id=f"{area}{year}-{n}", date_low=moment, date_high=moment, **slots
        )
        for year, count in counts.items()
        for n in range(count)
        for moment in [date(year, 1, 1) + timedelta(days=n * 365 // count)]
    ]  # fmt: skip


def trend(rows: ibis.Table, wanted: Filter, every: describe.Every = "year") -> describe.Trend:
    return describe.trend(rows, wanted, describe.coverage(rows), every)


def test_a_year_without_rows_is_a_gap_and_one_of_other_drugs_a_zero() -> None:
    rows = seizures(
        yearly({2011: 40, 2014: 40})
        + yearly({2012: 30}, substance="cocaine", drug_group="cocaine")
    )  # fmt: skip
    found = trend(rows, Filter(drug_groups=("opioids",)))
    told = {point.start.year: (point.events, point.reporters) for point in found.points}
    assert told == {2011: (40, 1), 2012: (0, 1), 2013: (None, 0), 2014: (40, 1)}
    first = found.points[0]
    assert first.kg == 80 and first.kg_low is not None and first.kg_high is not None
    assert first.kg_low < 80 < first.kg_high


BREAKS = [
    ("no change", {2011: 60, 2012: 60, 2013: 60, 2014: 60}, []),
    ("a lasting rise", {2011: 60, 2012: 60, 2013: 240, 2014: 240}, [2013]),
    ("a rise across a gap cannot be dated", {2011: 60, 2012: 60, 2014: 240, 2015: 240}, []),
]


@pytest.mark.parametrize(("what", "counts", "years"), BREAKS)
def test_breaks_of_one_country(what: str, counts: dict[int, int], years: list[int]) -> None:
    found = trend(seizures(yearly(counts)), Filter())
    assert [one.month.year for one in found.breaks] == years, what
    for one in found.breaks:
        assert one.reading == "level"
        assert one.earliest <= one.month <= one.latest
        assert one.ratio == pytest.approx(4, rel=0.05)


def test_a_country_that_begins_to_report_is_no_break() -> None:
    steady = yearly(dict.fromkeys(range(2011, 2015), 60))
    late = yearly({2013: 240, 2014: 240}, area="BGR")
    found = trend(seizures(steady + late), Filter())
    assert found.steady == ("SRB",) and found.breaks == ()
    assert [point.like_for_like for point in found.points] == [60, 60, 60, 60]
    assert [point.events for point in found.points] == [60, 60, 300, 300]
    assert describe.coverage(seizures(steady + late)).changes() == [(2013, ("BGR",), ())]


def test_only_small_seizures_that_changed_in_number_are_told_apart() -> None:
    small = yearly({2013: 900, 2014: 900})
    for number, one in enumerate(small):
        one |= {"kg": 0.002, "claim_id": f"small{number}"}
    found = trend(seizures(yearly(dict.fromkeys(range(2011, 2015), 60)) + small), Filter())
    assert [(one.month, one.reading) for one in found.breaks] == [(date(2013, 1, 1), "small")]
    assert found.breaks[0].ratio_large == pytest.approx(1, rel=0.1)


def test_a_silence_of_months_is_no_break() -> None:
    rows = yearly({2011: 120, 2012: 120, 2013: 120})
    kept = [one for one in rows if one["date_low"] < date(2013, 4, 1)]
    cover = describe.coverage(seizures(kept))
    assert cover.cells["SRB", 2013].silent == tuple(range(4, 13))
    found = trend(seizures(kept), Filter(), "month")
    assert found.breaks == ()
    told = {point.start: point.events for point in found.points}
    assert told[date(2013, 3, 1)] is not None and told[date(2013, 5, 1)] is None


def test_a_year_that_is_hardly_reported_is_no_fall() -> None:
    rows = seizures(yearly({2011: 600, 2012: 600, 2013: 3}))
    cover = describe.coverage(rows)
    assert [cell.thin for cell in cover.of("SRB")] == [False, False, True]
    found = trend(rows, Filter())
    assert (found.breaks, found.steady) == ((), ())
    assert [point.events for point in found.points] == [600, 600, 3]
    assert (found.points[2].silent, found.points[2].events_high) == (1, None)


def test_dates_that_reach_over_a_period_are_counted_apart() -> None:
    rows = seizures([weighed(1, 1.0, **day("2014-05")), weighed(2, 1.0, **day("2014"))])
    assert trend(rows, Filter()).unplaced == 0
    found = trend(rows, Filter(), "month")
    assert found.unplaced == 1
    assert sum(point.events or 0 for point in found.points) == 1


def test_how_often_a_country_tells_the_details_of_a_year() -> None:
    rows = [
        weighed(1, 1.0, place="Gradina", transport="road", **day("2014-05-01")),
        weighed(2, 1.0, place=None, transport="road", **day("2014")),
        weighed(3, 1.0, place=None, transport=None, **day("2015-01-02")),
        weighed(4, 1.0, place="Bar", origin="text", **day("2015-01-02")),
    ]
    cells = describe.coverage(seizures(rows), ("place", "transport")).cells
    assert {year: cell.details for (_, year), cell in cells.items()} == {
        2014: {"place": 0.5, "transport": 1.0},
        2015: {"place": 0.0, "transport": 0.0},
    }


def test_what_texts_tell_is_no_reporting() -> None:
    rows = [*yearly({2011: 12}), weighed(99, 1.0, origin="text", **day("2012-05-01"))]
    found = trend(seizures(rows), Filter())
    assert [(p.start.year, p.reporters, p.events) for p in found.points] == [
        (2011, 1, 12),
        (2012, 0, 1),
    ]


def test_segments_hold_at_least_half_a_year() -> None:
    rng = np.random.default_rng(1)
    counts = rng.poisson(np.repeat([5, 50, 5], [24, 3, 24])).astype(float)
    assert all(b - a >= 6 for a, b in pairwise(segments(counts, 1.0)))
    assert segments(np.zeros(40), 1.0) == [0]
    assert segments(counts[:8], 1.0) == [0]


@pytest.mark.parametrize(("mean", "follows"), [(1, 0.0), (20, 0.0), (50, 0.5)])
def test_breaks_are_rarely_found_where_there_are_none(mean: float, follows: float) -> None:
    """Months of six years, each hanging on the one before as far as ``follows`` says."""
    rng = np.random.default_rng(0)
    found = []
    for _ in range(100):
        drift = np.zeros(72)
        for at in range(1, 72):
            drift[at] = follows * drift[at - 1] + (0.2 if follows else 0.0) * rng.normal()
        counts = rng.poisson(mean * np.exp(drift)).astype(float)
        found.append(len(segments(counts, dispersion(counts.reshape(6, 12))[1])) > 1)
    assert np.mean(found) < 0.1


_YEARS = np.arange(72) / 12
SERIES = [
    # what it is, expected counts by month, how many breaks, growth a year of a drift
    ("the same throughout", np.full(72, 40.0), 0, None),
    ("twice as many from one month on", np.where(_YEARS < 3, 30.0, 60.0), 1, None),
    ("up and down again", np.where((_YEARS >= 2) & (_YEARS < 4), 90.0, 30.0), 2, None),
    ("a fifth more every year", 30 * 1.2**_YEARS, 0, 1.2),
    ("a fifth less every year", 90 * 0.8**_YEARS, 0, 0.8),
    ("as many more every month", 20 + 10 * _YEARS, 0, 1.27),
]


@pytest.mark.parametrize(("what", "expected", "number", "yearly"), SERIES)
def test_what_grows_steadily_is_told_from_what_breaks(
    what: str, expected: np.ndarray, number: int, yearly: float | None
) -> None:
    months = [date(2011 + at // 12, at % 12 + 1, 1) for at in range(72)]
    rng = np.random.default_rng(5)
    right = 0
    for _ in range(20):
        counts = rng.poisson(expected).astype(float)
        found, drift = changes(months, counts, counts, 1.0)
        if yearly is None:
            right += len(found) == number and drift is None
        else:
            right += drift is not None and not found
            if drift is not None:
                assert drift.yearly == pytest.approx(yearly, rel=0.1)
                assert drift.yearly_low < drift.yearly < drift.yearly_high
    assert right >= 16, (what, right)


def test_a_fall_after_a_drift_is_a_break() -> None:
    months = [date(2011 + at // 12, at % 12 + 1, 1) for at in range(72)]
    counts = np.round(np.where(_YEARS < 5, 30 * 1.1**_YEARS, 5.0))
    found, drift = changes(months, counts, counts, 1.0)
    assert drift is None and found[-1].month == date(2016, 1, 1)


def test_a_change_of_a_half_is_nearly_always_found() -> None:
    rng = np.random.default_rng(0)
    found = []
    for _ in range(50):
        counts = rng.poisson(np.repeat([20.0, 30.0], [30, 42])).astype(float)
        found.append(len(segments(counts, dispersion(counts.reshape(6, 12))[1])) == 2)
    assert np.mean(found) > 0.9


def by_months(weights: list[int], seed: int = 0) -> list[dict[str, Any]]:
    """Four years in which each month has about so many seizures."""
    rng = np.random.default_rng(seed)
    return [
        weighed(
            n,
            1.0,
            claim_id=f"{year}-{month}-{n}",
            **day(f"{year}-{month + 1:02d}-{n % 28 + 1:02d}"),
        )
        for year in range(2011, 2015)
        for month, count in enumerate(weights)
        for n in range(rng.poisson(count))
    ]


def test_seasons_and_their_absence() -> None:
    rows = seizures(by_months([6, 6, 6, 12, 20, 28, 32, 28, 20, 12, 6, 6]))
    found = describe.season(rows, Filter(), describe.coverage(rows))
    assert found.p is not None and found.peak is not None
    assert found.p < 0.05 and 7 <= found.peak < 8 and found.years == 4
    chances = []
    for seed in range(8):
        even = seizures(by_months([5] * 12, seed))
        chances.append(describe.season(even, Filter(), describe.coverage(even)).p or 0)
    assert min(chances) > 0.01 and max(chances) > 0.3


def test_countries_that_tell_months_only_are_left_out_of_the_seasons() -> None:
    rows = by_months([5] * 12)
    rows += [
        weighed(n, 1.0, area="NZL", claim_id=f"nz{year}{n}", **day(f"{year}-{n % 12 + 1:02d}"))
        for year in range(2011, 2015)
        for n in range(60)
    ]
    both = seizures(rows)
    found = describe.season(both, Filter(), describe.coverage(both))
    assert (found.months_only, found.years) == (("NZL",), 4)
    few = describe.season(seizures(rows[:60]), Filter(), describe.coverage(seizures(rows[:60])))
    assert few.p is None


ROWS = st.lists(
    st.builds(
        lambda n, area, drug, kg, copy, month, flag: {
            **row(n, area=area, kg=kg, copy=copy, **day(f"2015-{month:02d}")),
            "kg_basis": None if kg is None else "mass",
            "drug_group": drug,
            "flags": ["weight_scale"] if flag else [],
        },
        st.integers(0, 10**6),
        st.sampled_from(["SRB", "BGR", None]),
        st.sampled_from(["opioids", "cocaine", None]),
        st.none() | st.integers(0, 1000).map(float),
        st.integers(0, 3),
        st.integers(1, 12),
        st.booleans(),
    ),
    max_size=25,
)
SOME = st.builds(
    Filter,
    areas=st.sampled_from([(), ("SRB",), ("SRB", "BGR")]),
    drug_groups=st.sampled_from([(), ("cocaine",)]),
    since=st.sampled_from([None, date(2015, 4, 1)]),
    until=st.sampled_from([None, date(2015, 9, 30)]),
    suspects=st.booleans(),
)
FEW = settings(max_examples=25)
COUNTS = ("rows", "exact", "place", "events")


@FEW
@given(ROWS, SOME)
def test_a_filter_never_raises_a_count_and_copies_never_add_events(
    rows: list[dict[str, Any]], wanted: Filter
) -> None:
    every = of(pa.Table.from_pylist(rows, schema=SCHEMA))
    whole, part = only(totals(every)), only(totals(chosen(every, wanted)))
    assert all(part[name] <= whole[name] for name in COUNTS)
    assert part["rows"] >= part["exact"] >= part["place"] >= part["events"]
    more = rows + [{**one, "copy": 1, "claim_id": one["claim_id"] + "x"} for one in rows]
    again = only(totals(chosen(of(pa.Table.from_pylist(more, schema=SCHEMA)), wanted)))
    assert (again["events"], again["kg_events"]) == (part["events"], part["kg_events"])


@FEW
@given(ROWS)
def test_totals_of_parts_add_up_to_the_whole(rows: list[dict[str, Any]]) -> None:
    every = of(pa.Table.from_pylist(rows, schema=SCHEMA))
    whole = only(totals(every))
    for by in (["area"], ["drug_group", "area"]):
        parts = totals(every, by)
        for name in (*COUNTS, "weighed", "unweighed"):
            assert sum(part[name] for part in parts) == whole[name]
        weights = [part["kg_events"] for part in parts if part["kg_events"] is not None]
        assert sum(weights) == pytest.approx(whole["kg_events"] or 0.0)


@FEW
@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[dict[str, Any]], random: Any) -> None:
    mixed = list(rows)
    random.shuffle(mixed)
    one, other = (of(pa.Table.from_pylist(some, schema=SCHEMA)) for some in (rows, mixed))
    assert only(totals(one)) == pytest.approx(only(totals(other)))
    assert asdict(describe.concentration(one)) == pytest.approx(
        asdict(describe.concentration(other))
    )
    assert describe.mix(one, "area") == describe.mix(other, "area")
    assert trend(one, Filter(), "quarter").points == trend(other, Filter(), "quarter").points
