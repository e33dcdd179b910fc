"""Every analysis of the reference index that others published or computed, to 1e-9."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from karaula.measure.index import analysis
from karaula.measure.index.chain import Index
from karaula.measure.index.structure import Structure

from .conftest import rows

Build = Callable[[str], Index]


def close(value: float) -> object:
    return pytest.approx(value, rel=1e-9, abs=1e-9)


def test_statistics_and_flags_of_the_raw_data(asem: Path, asem_index: Build) -> None:
    found = {one.code: one for one in analysis.statistics(asem_index("raw"))}
    table = rows(asem / "analysis" / "stats_raw.csv")
    assert list(found) == [row["iCode"] for row in table]
    figures = {
        "Min": "minimum", "Max": "maximum", "Mean": "mean", "Median": "median",
        "Std": "deviation", "Skew": "skew", "Kurt": "kurtosis", "N.Avail": "available",
        "N.NonZero": "nonzero", "N.Unique": "distinct", "N.Same": "same",
        "Frc.Avail": "share_available", "Frc.NonZero": "share_nonzero",
        "Frc.Unique": "share_distinct", "Frc.Same": "share_same",
    }  # fmt: skip
    flags = {
        "Flag.Avail": "few_available", "Flag.NonZero": "few_nonzero",
        "Flag.Unique": "few_distinct", "Flag.SkewKurt": "outliers",
    }  # fmt: skip
    for row in table:
        one = found[row["iCode"]]
        for theirs, ours in figures.items():
            # Theirs tells values of TolMin apart that differ beyond the digits of the file.
            if (row["iCode"], ours) in {("TolMin", "distinct"), ("TolMin", "share_distinct")}:
                continue
            # The file has ten digits.
            assert getattr(one, ours) == pytest.approx(float(row[theirs]), rel=1e-9), row["iCode"]
        for theirs, ours in flags.items():
            assert getattr(one, ours) == (row[theirs] != "ok"), (row["iCode"], theirs)
        assert one.gap is None


@pytest.mark.parametrize("method", ["pearson", "spearman", "kendall"])
def test_correlations_of_pillars_with_the_index(
    asem: Path, asem_index: Build, method: analysis.correlate.Method
) -> None:
    found = analysis.correlations(asem_index("aggregated"), 2, 4, method=method)
    table = rows(asem / "analysis" / f"corr_index_pillars_{method}.csv")
    assert {one.first: one.value for one in found} == {
        row["Var2"]: close(float(row["Correlation"])) for row in table
    }


def test_correlations_of_indicators_within_pillars(asem: Path, asem_index: Build) -> None:
    found = analysis.correlations_within(asem_index("normalised"))
    table = rows(asem / "analysis" / "corr_indicators_within_pillar.csv")
    wanted = {(row["Var1"], row["Var2"]): float(row["Correlation"]) for row in table}
    assert len(found) == sum(a < b for a, b in wanted)
    for one in found:
        assert one.value == close(wanted[one.first, one.second])


def test_correlations_of_subindices_with_the_index(asem_index: Build) -> None:
    found = analysis.correlations_upward(asem_index("aggregated"), 3)
    assert {one.first: round(one.value or 0, 7) for one in found} == {
        "Conn": 0.9397805,
        "Sust": 0.8382873,
    }


def test_flags_of_high_correlation(asem: Path, asem_index: Build) -> None:
    found = analysis.correlation_flags(asem_index("normalised"), high=0.75)
    pairs = {
        (*sorted((flag.correlation.first, flag.correlation.second)),
         round(flag.correlation.value or 0, 3))
        for flag in found
        if flag.kind == "high"
    }  # fmt: skip
    table = rows(asem / "analysis" / "corr_flags_high_075.csv")
    assert pairs == {(row["Ind1"], row["Ind2"], float(row["Corr"])) for row in table}


def test_cronbach_of_the_pillars(asem: Path, asem_index: Build) -> None:
    wanted = {
        row["pillar"]: close(float(row["cronbach_alpha"]))
        for row in rows(asem / "analysis" / "cronbach_pillars.csv")
    }
    found = analysis.cronbach(asem_index("normalised"))
    assert {one.code: one.alpha for one in found} == wanted


def test_components_of_the_subindices(asem: Path, asem_index: Build) -> None:
    found = {
        one.code: one
        for one in analysis.principal_components(asem_index("aggregated"), ["Conn", "Sust"])
    }
    for row in rows(asem / "analysis" / "pca_level2_variance.csv"):
        one, number = found[row["group"]], int(row["PC"]) - 1
        assert one.deviations[number] == close(float(row["sdev"]))
        assert one.explained[number] == close(float(row["prop_var"]))
    weights = {
        row["iCode"]: float(row["Weight"])
        for row in rows(asem / "analysis" / "weights_pca_level2.csv")
        if row["Level"] == "2"
    }
    for one in found.values():
        assert one.loadings is not None
        theirs = np.array([weights[part] for part in one.parts])
        ours = one.loadings.column("1")
        # The sign of a component is free.
        assert ours * np.sign(ours[0]) == pytest.approx(theirs * np.sign(theirs[0]), abs=1e-9)


def test_effective_weights(asem: Path, asem_structure: Structure) -> None:
    table = rows(asem / "analysis" / "weights_effective.csv")
    assert analysis.effective_weights(asem_structure) == {
        row["iCode"]: close(float(row["EffWeight"])) for row in table
    }


def test_noisy_weights_keep_the_rule_of_the_reference(
    asem: Path, asem_structure: Structure
) -> None:
    table = rows(asem / "sensitivity" / "noisy_weights_100.csv")
    found = analysis.noisy_weights(asem_structure, 100, noise={2: 0.25, 3: 0.25}, seed=1)
    assert set(found.columns) == {row["iCode"] for row in table}
    theirs = np.array([float(row["Weight"]) for row in table])
    for drawn in (found.data, theirs):
        assert 0.75 <= drawn.min() < 0.77 and 1.23 < drawn.max() <= 1.25
        assert drawn.mean() == pytest.approx(1, abs=0.02)


def test_outranking_and_dominance(asem: Path, asem_index: Build) -> None:
    index = asem_index("aggregated")
    found = analysis.outranking(index, 2)
    table = rows(asem / "analysis" / "outrank_pillars.csv")
    assert found.matrix.rows == tuple(row["uCode"] for row in table)
    theirs = [[float(value) for name, value in row.items() if name != "uCode"] for row in table]
    assert found.matrix.data == pytest.approx(np.array(theirs), abs=1e-9)
    counted = [
        (len(one.dominant), one.share)
        for one in (analysis.outranking(index, level) for level in (1, 2, 3))
    ]
    assert counted == [
        (int(row["n_dominant"]), close(float(row["frac"])))
        for row in rows(asem / "analysis" / "dominance_pairs.csv")
    ]


def test_availability_of_each_unit(asem: Path, asem_index: Build) -> None:
    found = {one.unit: one for one in analysis.availability(asem_index("raw"))}
    table = rows(asem / "analysis" / "data_availability_raw.csv")
    assert set(found) == {row["uCode"] for row in table}
    for row in table:
        one = found[row["uCode"]]
        assert len(one.missing) == int(row["N_missing"])
        assert one.zero == int(row["N_zero"])
        assert len(one.missing) + one.zero == int(row["N_miss_or_zero"])
        assert one.available == close(float(row["Dat_Avail"]))
        assert one.nonzero == close(float(row["Non_Zero"]))


def test_strengths_and_weaknesses_of_a_unit(asem: Path, asem_index: Build) -> None:
    found = analysis.extremes(asem_index("raw"), "ESP")

    def shown(ones: tuple[analysis.Standing, ...]) -> list[tuple[object, ...]]:
        return [
            (one.code, one.name, one.parent, one.rank, f"{one.value:.3g}", one.measured_in)
            for one in ones
        ]

    def wanted(name: str) -> list[tuple[object, ...]]:
        return [
            (row["Code"], row["Name"], row["Pillar"], int(row["Rank"]),
             f"{float(row['Value']):.3g}", row["Unit"])
            for row in rows(asem / "analysis" / f"{name}_ESP.csv")
        ]  # fmt: skip

    assert shown(found.strong) == wanted("strengths")
    # Theirs begin with the least weak, and put equal ranks in the order of the pillars' names.
    assert sorted(shown(found.weak)) == sorted(wanted("weaknesses"))
    assert [one.rank for one in found.weak] == [43, 40, 40, 38, 33]


def test_profile_of_a_unit(asem: Path, asem_index: Build) -> None:
    index = asem_index("aggregated")
    found = [
        (one.code, one.name, round(one.value or 0, 2), one.rank)
        for level in (4, 3, 2)
        for one in analysis.profile(index, "IND", level)
    ]
    assert found == [
        (row["Code"], row["Name"], float(row["Score"]), int(row["Rank"]))
        for row in rows(asem / "analysis" / "unit_summary_IND.csv")
    ]
