"""Shares, ranks and estimators of the reference index, against its exact and published figures."""

import csv
import gzip
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from karaula.measure import index
from karaula.measure.index import uncertainty
from karaula.measure.index.uncertainty import Choice, sensitivity

NAMES = ("Winmax", "Normalisation", "Weights", "Aggregation")


def table(path: Path) -> list[dict[str, str]]:
    """A CSV file, packed or not, as dictionaries."""
    text = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return list(csv.DictReader(text.decode().splitlines()))


@pytest.fixture(scope="module")
def yardstick(folder: Path) -> tuple[list[float], list[float]]:
    """The true shares, first and total order."""
    rows = {
        row["Variable"]: row for row in table(folder / "sensitivity/exact_factorial_indices.csv")
    }
    return (
        [float(rows[n]["Si_exact"]) for n in NAMES],
        [float(rows[n]["STi_exact"]) for n in NAMES],
    )


class TestExact:
    def test_all_outputs_and_shares_of_the_full_table(
        self, asem: index.Index, choices: Mapping[str, Choice], folder: Path,
        yardstick: tuple[list[float], list[float]],
    ) -> None:  # fmt: skip
        shares, outputs = uncertainty.exact(asem, choices)
        theirs = [float(row["mean_abs_rank_change"])
                  for row in table(folder / "sensitivity/factorial_outputs.csv")]  # fmt: skip
        assert outputs.shape == (5, 2, 100, 2)
        assert np.abs(outputs.ravel() - theirs).max() < 1e-12
        assert shares.first == pytest.approx(yardstick[0], abs=1e-9)
        assert shares.total == pytest.approx(yardstick[1], abs=1e-9)
        assert (shares.variance, shares.mean) == pytest.approx((0.651300, 1.885314), abs=1e-6)
        assert shares.shapley is not None and shares.shapley.sum() == pytest.approx(1)


class TestEstimators:
    def test_the_published_outputs_give_the_published_shares(self, folder: Path) -> None:
        blocks: dict[str, list[float]] = {}
        for row in table(folder / "published/vignette_sa_outputs.csv"):
            blocks.setdefault(row["block"], []).append(float(row["mean_abs_rank_change"]))
        a, b, *ab = (np.array(block) for block in blocks.values())
        first, total = sensitivity.uncentred(a, b, np.array(ab))
        published = table(folder / "published/vignette_sa_sensitivity.csv")
        assert first == pytest.approx([float(row["Si"]) for row in published], abs=1e-8)
        assert total == pytest.approx([float(row["STi"]) for row in published], abs=1e-8)

    @pytest.mark.parametrize("estimator", sensitivity.FIRST)
    def test_intervals_of_a_sobol_design_hold_the_truth(
        self, asem: index.Index, choices: Mapping[str, Choice], estimator: str,
        yardstick: tuple[list[float], list[float]],
    ) -> None:  # fmt: skip
        pytest.importorskip("scipy")
        found = uncertainty.shares(asem, choices, draws=1024, estimator=estimator, seed=1)
        for share, ends, truth in (
            (found.first, found.first_interval, yardstick[0]),
            (found.total, found.total_interval, yardstick[1]),
        ):
            assert ends is not None
            assert (ends[0] <= truth).all() and (truth <= ends[1]).all()
            assert share == pytest.approx(truth, abs=0.04)
        assert found.runs == 6 * 1024


class TestRanks:
    def test_published_runs_agree_with_new_draws(
        self, asem: index.Index, choices: Mapping[str, Choice], folder: Path
    ) -> None:
        """A hundred runs of others, with weights that they drew, against all 2,000 combinations."""
        drawn = uncertainty.simulate(asem, choices, draws=2000, seed=1)
        published = table(folder / "published/vignette_ua_rankstats.csv")
        own = {row["unit"]: row for row in drawn.rows()}
        assert [own[row["uCode"]]["rank"] for row in published] == [
            float(row["Nominal"]) for row in published
        ]
        runs = table(folder / "published/vignette_ua_ranks.csv.gz")
        for row in published:
            at = drawn.units.index(row["uCode"])
            share = np.cumsum(drawn.counts[at]) / drawn.draws
            # A median of a hundred runs lies where 35 to 65 % of all are, an end of the band
            # where 0.5 to 12 % are: three standard errors to either side.
            assert share[int(float(row["Median"])) - 1] < 0.65
            assert share[int(np.ceil(float(row["Median"])))] > 0.35
            assert share[int(float(row["Q5"])) - 1] < 0.12
            assert share[int(np.ceil(float(row["Q95"])))] > 0.88
            spread = np.sqrt(drawn.counts[at] @ np.arange(52.0) ** 2 / drawn.draws
                             - drawn.rank_mean[at] ** 2)  # fmt: skip
            assert abs(drawn.rank_mean[at] - float(row["Mean"])) <= 0.4 * spread + 1e-9
        inside = [
            own[row["uCode"]]["rank_low"] <= float(rank) <= own[row["uCode"]]["rank_high"]
            for row in runs for name, rank in row.items() if name.startswith("r_")
        ]  # fmt: skip
        assert len(inside) == 5100 and np.mean(inside) > 0.88

    def test_bands_are_those_of_the_full_table(
        self, asem: index.Index, choices: Mapping[str, Choice]
    ) -> None:
        _, ranked = uncertainty.exact(asem, choices, output="rank")
        whole = ranked.reshape(-1, ranked.shape[-1])
        drawn = uncertainty.simulate(asem, choices, draws=4000, seed=2)
        assert np.abs(drawn.rank_mean - whole.mean(axis=0)).max() < 0.15
        assert np.abs(drawn.rank_median - np.median(whole, axis=0)).max() <= 1


class TestPanel:
    def test_one_year_of_a_panel_is_asked_about(self, folder: Path) -> None:
        structure = index.read_structure(folder / "input" / "asem_imeta.csv")
        values = index.read_values(folder / "input" / "asem_idata_panel.csv", structure)
        assert values.years is not None
        made = index.aggregate(index.normalise(index.impute(index.Index(values, structure),
                                                            method="mean")))  # fmt: skip
        found = uncertainty.simulate(
            made, {"weights": uncertainty.NoisyWeights(by=0.25)}, draws=50, year=values.years[-1]
        )
        assert found.score == pytest.approx(made.values.at(values.years[-1]).column("Index"))
        with pytest.raises(index.ChainError, match="say which year"):
            uncertainty.simulate(made, {}, draws=1)
