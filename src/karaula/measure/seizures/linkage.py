"""Near repeats of seizures: Splink pairs rows that may be one seizure and compares their columns.

Beside the pairs stand their mirror: pairs made in the same way that cannot be one seizure, since
weeks lie between them. What agrees there agrees by accident. From the mirror come the weights of
agreement (Fellegi and Sunter: the logarithm of how much more often a column agrees within a seizure
than by accident), and from how many pairs of such a weight it has the chance that a pair is one.
Rare amounts count for more than common ones: how common they are is one of the comparisons.
"""

import logging
from dataclasses import dataclass
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import pyarrow as pa

COMPARED = (
    "place",
    "division",
    "substance_raw",
    "unit",
    "hiding_raw",
    "installation_raw",
    "transport_raw",
    "routing_raw",
    "producing",
    "departure",
    "destination",
)
"""Columns that Splink compares, beside the weight and the day that pairs are made by."""

SPELT = frozenset({"place", "division"})
"""Columns whose spellings may differ: alike in Jaro-Winkler, or one within the other."""

ALIKE = 0.9
"""Jaro-Winkler similarity from which two spellings are taken for one name."""

TOLERANCE = 0.02
"""Share by which two weights of one seizure may differ."""

BIN = 2.0
"""Width of a class of scores, in doublings of the odds."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A way in which two rows can be one seizure, and its mirror: pairs that cannot, of which there
    are ``times`` as many as accidents among the others."""

    name: str
    pairs: str
    mirror: str
    times: float


_CLOSE = "l.site = r.site and l.day = r.day and l.weight <> r.weight and abs(ln(l.kg / r.kg))"

# Moved pairs lie on either side of a day, so that one shift makes twice as many as accidents.
RULES = (
    Rule(
        "same weight",
        "l.weight = r.weight and l.day = r.day",
        "l.weight = r.weight and (l.day + 7 = r.day or l.day + 14 = r.day)",
        4,
    ),
    # Parcels of one raid weigh nearly the same: so the mirror is of the same day, further apart.
    Rule(
        "weight slightly different",
        f"{_CLOSE} <= {TOLERANCE}",
        f"{_CLOSE} > {TOLERANCE} and abs(ln(l.kg / r.kg)) <= {2 * TOLERANCE}",
        1,
    ),
    Rule(
        "next day",
        "l.weight = r.weight and l.site = r.site and l.day + 1 = r.day",
        "l.weight = r.weight and l.site = r.site and (l.day + 8 = r.day or l.day + 15 = r.day)",
        2,
    ),
    Rule(
        "other country",
        "l.amount_key = r.amount_key and l.place = r.place and l.area <> r.area and l.day = r.day",
        "l.amount_key = r.amount_key and l.place = r.place and l.area <> r.area"
        " and (l.day + 7 = r.day or l.day + 14 = r.day)",
        4,
    ),
)


MEMORY = "1GB"
"""What the engine that pairs rows may hold in memory."""


@dataclass(frozen=True, slots=True)
class Near:
    """Pairs of rows, the earlier day first: what of them agrees and how likely that is chance.

    ``rule`` is the place in :data:`RULES`. ``levels`` has one row a pair and one column a compared
    column: -1 unknown, 0 differs, 1 alike in spelling, 2 equal. ``score`` is the weight of all that
    agrees and differs, in doublings of the odds; ``chance`` the probability of an accident.
    """

    left: np.ndarray
    right: np.ndarray
    rule: np.ndarray
    levels: np.ndarray
    score: np.ndarray
    chance: np.ndarray


def near(rows: pa.Table) -> Near:
    """Pairs among ``rows``, which have the columns of :data:`COMPARED`, and ``unique_id`` (rising
    with ``day``), ``day``, ``area``, ``weight`` (number of a weight within its country and drug),
    ``site`` (number of a place within its country and drug), ``amount_key`` (number of an amount
    of a drug anywhere), ``kg``, and ``common`` (class of how common the weight is)."""
    found = _pairs(rows)
    made = found["match_key"].to_numpy().astype(np.int64)
    place, real = made // 2, made % 2 == 0
    weight = np.where(real, 0.0, 1 / np.array([rule.times for rule in RULES])[place])
    names = [*COMPARED, "common"]
    levels = np.stack([found[f"gamma_{name}"].to_numpy() for name in names], axis=1)
    score = np.zeros(len(made))
    # Of two countries neither is the one: such pairs are few, and looked at together.
    area = np.where(found["area_l"].to_numpy() == found["area_r"].to_numpy(), found["area_l"], 0)
    for rule in range(len(RULES)):
        of = np.flatnonzero(place == rule)
        score[of] = _scores(levels[of], real[of], weight[of], area[of])
    chance = _chance(place, score, area, real, weight)
    one = found["unique_id_l"].to_numpy()[real]
    other = found["unique_id_r"].to_numpy()[real]
    spelt = np.array([2 if name in SPELT else 1 for name in COMPARED])
    shown = levels[real][:, : len(COMPARED)]
    shown = np.where(shown == spelt, 2, shown)
    return Near(one, other, place[real], shown, score[real], chance[real])


def _pairs(rows: pa.Table) -> pa.Table:
    """What Splink finds, with the level of each comparison. ``match_key`` is twice the place of the
    rule, one more in its mirror."""
    import duckdb
    import splink.comparison_level_library as levels
    import splink.comparison_library as comparisons
    from splink import DuckDBAPI, Linker, SettingsCreator

    logging.getLogger("splink").setLevel(logging.ERROR)

    def given(level: Any) -> Any:
        # The weights are computed below, from moved days; Splink asks for some here.
        return level.configure(m_probability=0.5, u_probability=0.5)

    def compared(name: str) -> Any:
        steps = [levels.NullLevel(name), given(levels.ExactMatchLevel(name))]
        if name in SPELT:
            steps.append(given(levels.CustomLevel(_alike(name), "alike in spelling")))
        steps.append(given(levels.ElseLevel()))
        return comparisons.CustomComparison(output_column_name=name, comparison_levels=steps)

    common = comparisons.CustomComparison(
        output_column_name="common",
        comparison_levels=[
            levels.NullLevel("common"),
            *(
                given(levels.CustomLevel(f"least(common_l, common_r) <= {at}", f"up to {at}"))
                for at in (1, 2, 3, 4, 6)
            ),
            given(levels.ElseLevel()),
        ],
    )
    conditions: list[Any] = [text for rule in RULES for text in (rule.pairs, rule.mirror)]
    settings = SettingsCreator(
        link_type="dedupe_only",
        blocking_rules_to_generate_predictions=conditions,
        comparisons=[*(compared(name) for name in COMPARED), common],
        additional_columns_to_retain=["area"],
        retain_matching_columns=True,
        probability_two_random_records_match=0.5,
    )
    # What pairs take beyond this lies in the folder meanwhile.
    with (
        TemporaryDirectory(prefix="karaula-") as folder,
        duckdb.connect(config={"memory_limit": MEMORY, "temp_directory": folder}) as connection,
    ):
        connection.execute("SET enable_progress_bar = false")
        api = DuckDBAPI(connection)
        linker = Linker(api.register(rows), settings, log_level=None)
        pairs = linker.inference.predict().as_duckdbpyrelation()
        kept = ", ".join(f"gamma_{name}" for name in (*COMPARED, "common"))
        wanted = f"unique_id_l, unique_id_r, area_l, area_r, match_key::int as match_key, {kept}"
        return pairs.project(wanted).order("unique_id_l, unique_id_r, match_key").to_arrow_table()


def _alike(name: str) -> str:
    one, other = f"{name}_l", f"{name}_r"
    return (
        f"jaro_winkler_similarity({one}, {other}) >= {ALIKE}"
        f" or (length({one}) > 3 and contains({other}, {one}))"
        f" or (length({other}) > 3 and contains({one}, {other}))"
    )


def _scores(
    levels: np.ndarray, real: np.ndarray, weight: np.ndarray, area: np.ndarray
) -> np.ndarray:
    """Sum of the weights of agreement. Among real pairs accidents are as many as their mirror
    says, so what is left of each level after taking these away belongs to seizures told twice;
    this is read from the countries where such are the greater part."""
    score = np.zeros(len(levels))
    size = int(area.max(initial=0)) + 1
    clear = (np.bincount(area, real, size) > 2 * np.bincount(area, weight, size))[area]
    for column in levels.T:
        known = column >= 0
        size = int(column.max(initial=0)) + 1
        moved = np.bincount(column[known], weight[known], size)
        shown = known & clear
        told = np.bincount(column[shown], (real - weight)[shown], size)
        parts = [np.maximum(part, 0) + 0.5 for part in (told, moved)]
        same, accident = (part / part.sum() for part in parts)
        score[known] += np.log2(same / accident)[column[known]]
    return score


def _chance(
    rule: np.ndarray, score: np.ndarray, area: np.ndarray, real: np.ndarray, weight: np.ndarray
) -> np.ndarray:
    """Share of accidents among pairs of one rule, country and class of scores; where a country has
    few pairs, drawn towards the mean of all countries."""
    step = np.floor(score / BIN).astype(np.int64)
    step -= step.min(initial=0)
    classes, cls = np.unique(np.stack([rule, step]), axis=1, return_inverse=True)
    strata, stratum = np.unique(np.stack([cls, area]), axis=1, return_inverse=True)
    seen = np.bincount(stratum, real, strata.shape[1])
    moved = np.bincount(stratum, weight, strata.shape[1])
    share = np.clip((moved + 0.25) / np.maximum(seen + 0.25, 0.5), 0, 1)
    of_class = np.bincount(strata[0], minlength=classes.shape[1])
    prior = np.bincount(strata[0], share, classes.shape[1]) / np.maximum(of_class, 1)
    found = np.clip((moved + prior[strata[0]]) / (seen + 1), 0, 1)
    return np.asarray(found[stratum])
