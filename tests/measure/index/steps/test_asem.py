"""The reference index: every step, every variant and the published scores, through the verbs."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from karaula.measure.index.chain import ChainError, Index, rebuild, verbs
from karaula.measure.index.steps.aggregate import aggregate
from karaula.measure.index.steps.impute import impute
from karaula.measure.index.steps.normalise import normalise
from karaula.measure.index.steps.treat import outlier_tests, treat
from karaula.measure.index.values import Array, Values

Read = Callable[[str], Values]
STEPS = ("denominate", "impute", "screen", "treat", "normalise", "aggregate")


@pytest.fixture(scope="module")
def built(asem: Index) -> Index:
    """All six steps, as the reference takes them."""
    index = impute(verbs()["denominate"](asem), method="group_mean", by="EurAsia_group")
    index = verbs()["screen"](index, available=0.9)
    index = treat(index, method="winsorise_then_log", most=5, skew=2, kurtosis=3.5)
    return aggregate(normalise(index, method="min_max", low=0, high=100))


def until_treat(index: Index) -> Index:
    """The index before it was normalised."""
    return replace(index, stages=index.stages[: STEPS.index("treat") + 1])


def off(found: Values, wanted: Values, codes: tuple[str, ...] | None = None) -> float:
    """Greatest difference, of numbers above 1 as a share of them; gaps must agree."""
    codes = codes or wanted.codes
    ours, theirs = found.of_units(wanted.units).columns(codes), wanted.columns(codes)
    assert (np.isnan(ours) == np.isnan(theirs)).all()
    return float(np.nanmax(np.abs(ours - theirs) / np.maximum(1, np.abs(theirs))))


@pytest.mark.parametrize("step", STEPS)
def test_every_step_gives_what_the_reference_gives(
    built: Index, reference: Read, step: str
) -> None:
    name = {"normalise": "normalised", "aggregate": "aggregated"}.get(step, step.rstrip("e") + "ed")
    assert off(built.stage(step).values, reference(f"stages/stage_{name}")) < 1e-12


def test_the_published_scores(built: Index) -> None:
    scores = dict(zip(built.values.units, built.values.column("Index"), strict=True))
    best = sorted(scores, key=lambda unit: -scores[unit])[:6]
    assert [f"{unit} {scores[unit]:.2f}" for unit in best] == [
        "CHE 68.38", "NLD 64.82", "DNK 64.80", "NOR 64.47", "BEL 63.54", "SWE 63.00",
    ]  # fmt: skip


def test_the_published_simple_index(asem: Index, reference: Read) -> None:
    simple = aggregate(normalise(asem), available=0.01)
    assert off(simple.values, reference("published/joss_paper_simple_index")) < 1e-11


def test_every_test_of_outliers_is_that_of_the_reference(built: Index, folder: Path) -> None:
    with (folder / "stages" / "treat_details.csv").open(encoding="utf-8") as lines:
        wanted = {row["iCode"]: row for row in csv.DictReader(lines)}
    found = {(test.code, test.number): test for test in outlier_tests(built)}
    assert len(found) == len(wanted) + sum(bool(row["winsorise.nwin"]) for row in wanted.values())
    for (code, number), test in found.items():
        row, stem = wanted[code], f"check_SkewKurt{number}"
        assert test.passes == (row[f"{stem}.Pass"] == "TRUE"), code
        assert test.skew == pytest.approx(float(row[f"{stem}.Skew"]), rel=1e-11)
        assert test.kurtosis == pytest.approx(float(row[f"{stem}.Kurt"]), rel=1e-11)
        assert test.points == int(row["winsorise.nwin"] or 0) * number
    treated = [note for note in built.stage("treat").notes if note.before is not None]
    assert len(treated) == sum(int(row["winsorise.nwin"] or 0) for row in wanted.values())


VARIANTS: dict[str, dict[str, Any]] = {
    "minmax_1_100": {"method": "min_max", "low": 1, "high": 100},
    "zscore_0_1": {"method": "z_score"},
    "zscore_10_2": {"method": "z_score", "mean": 10, "sd": 2},
    "dist2max": {"method": "distance_to_max"},
    "scaled": {"method": "scaled"},
}


@pytest.mark.parametrize("name", VARIANTS)
def test_normalisations(built: Index, reference: Read, name: str) -> None:
    index = normalise(until_treat(built), **VARIANTS[name])
    assert off(index.values, reference(f"variants/norm_{name}")) < 1e-12


@pytest.mark.parametrize(
    ("name", "method", "step"),
    [("rank", "rank", 1), ("borda", "borda", 1), ("prank", "percentile_rank", 1 / 50)],
)
def test_normalisations_by_rank(
    built: Index, reference: Read, name: str, method: str, step: float
) -> None:
    """All but three cells, whose values are equal as printed and differ in a last bit there."""
    theirs = reference(f"variants/norm_{name}")
    before = built.stage("treat").values.of_units(theirs.units)
    found = normalise(until_treat(built), method=method).values.of_units(theirs.units)
    differ = np.argwhere(np.abs(found.data - theirs.data) > 1e-12)
    assert len(differ) == 3
    for unit, code in differ:
        column = before.data[:, code]
        assert (np.abs(column - column[unit]) < 1e-12).sum() > 1
        assert abs(found.data[unit, code] - theirs.data[unit, code]) == pytest.approx(step)


def test_the_fraction_of_the_greatest_is_refused_where_the_reference_turns_the_order(
    built: Index, reference: Read
) -> None:
    """Indicators of direction -1: infinite there where the best value is 0, else turned round."""
    theirs = reference("variants/norm_fracmax")
    treated = until_treat(built)
    falling = [c for c, e in built.structure.elements.items() if e.direction < 0]
    with pytest.raises(ChainError, match="14 faults") as told:
        normalise(treated, method="fraction_of_max")
    assert all(f"{code} cannot be normalised" in str(told.value) for code in falling)
    others = {code: {"method": "rank"} for code in falling}
    found = normalise(treated, method="fraction_of_max", per=others).values
    rising = tuple(c for c in theirs.codes if c not in falling)
    assert off(found, theirs, rising) < 1e-12
    for code in falling:
        raw = treated.values.of_units(theirs.units).column(code)
        score = theirs.column(code)
        worse = raw > raw.min()
        assert not np.isfinite(score).all() or (score[worse] > score[~worse].max()).all()


MEANS: dict[str, dict[str, Any]] = {
    "a_amean": {"method": "arithmetic"},
    "a_gmean": {"method": "geometric"},
    "a_hmean": {"method": "harmonic"},
    "a_genmean_p-2": {"method": "generalised", "power": -2},
}


@pytest.mark.parametrize("name", MEANS)
def test_means(built: Index, reference: Read, name: str) -> None:
    index = rebuild(built, normalise={"low": 1}, aggregate=MEANS[name])
    theirs = reference("variants/agg_variants_index_norm1_100")
    found = index.values.of_units(theirs.units).column("Index")
    assert np.abs(found / theirs.column(name) - 1).max() < 1e-12


def test_copeland(built: Index, reference: Read) -> None:
    index = rebuild(built, aggregate={"method": "copeland"})
    assert off(index.values, reference("variants/agg_copeland_hierarchical")) == 0


def test_ranks_with_another_normalisation(built: Index, folder: Path) -> None:
    with (folder / "published" / "adjustments_compare_ranks.csv").open(encoding="utf-8") as lines:
        wanted = {row["uCode"]: row for row in csv.DictReader(lines)}

    def ranks(index: Index) -> dict[str, int]:
        column = index.values.column("Index")
        return {u: 1 + int((column > column[n]).sum()) for n, u in enumerate(index.values.units)}

    by_rank = ranks(rebuild(built, normalise={"method": "percentile_rank"}))
    nominal = ranks(built)
    for unit, row in wanted.items():
        assert nominal[unit] == int(row["Nominal"])
        assert abs(by_rank[unit] - int(row["Prank"])) <= 1  # three ties, see above


def test_a_panel_is_its_years_where_each_is_taken_alone(asem_panel: Index) -> None:
    def made(index: Index) -> Index:
        index = impute(verbs()["denominate"](index), method="group_mean", by="EurAsia_group")
        index = treat(index, over="year")
        return aggregate(normalise(index, over="year", method="percentile_rank"))

    whole = made(asem_panel).values
    assert whole.years is not None
    for number, year in enumerate(whole.years):
        one = made(Index(asem_panel.raw.at(year), asem_panel.original)).values
        np.testing.assert_allclose(whole.data[number], one.data, rtol=1e-12)


def test_a_panel_normalised_together_has_one_range(asem_panel: Index) -> None:
    scores = normalise(asem_panel).values.data
    low: Array = np.nanmin(scores, axis=(0, 1))
    high: Array = np.nanmax(scores, axis=(0, 1))
    np.testing.assert_allclose(low, 0, atol=1e-12)
    np.testing.assert_allclose(high, 100)
    assert (np.nanmax(scores, axis=1) < 99.99).any()
