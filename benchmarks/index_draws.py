"""Draws of an index under its choices: beside the reference tool, and loops of rebuilds."""

import random
import tracemalloc
from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np

from benchmarks import SHARED, Table, ratio, seconds
from karaula.measure import index
from karaula.measure.index import uncertainty
from karaula.measure.index.uncertainty import Choice

DRAWS = 10_000
LOOPED = 30
"""Draws of the loops; their time for all draws follows from these."""
ANCHOR = 0.195
"""Seconds of COINr 1.1.14 for one rebuild of the reference index, measured on two cores."""
UNITS, INDICATORS = 193, {"crime": 20, "resilience": 12}


def run() -> Table:
    """10,000 draws of a six-step index, and of two averages of expert scores."""
    rows = [*_rebuilds(), *_scores(), *_growth()]
    return Table(
        title="Draws of an index",
        columns=("what", "way", "time", "ratio"),
        rows=rows,
        note=(
            f"{DRAWS:,} draws each. Steps: 51 units and 49 indicators, six steps and weights; "
            "winsorising, normalising, weights and averaging vary; COINr takes 0.195 s for each. "
            f"Scores: {UNITS} units, 32 expert scores in two averages, with rank intervals and the "
            "probabilities of all pairs. Memory is the most that Python and NumPy held at once. "
            f"Loops ran {LOOPED} draws; their time is scaled."
        ),
    )


def _rebuilds() -> list[tuple[str, ...]]:
    made, choices = _steps(), _choices()
    ours = seconds(lambda: uncertainty.simulate(made, choices, draws=DRAWS))
    loop = seconds(lambda: _rebuilt(made), times=1) * DRAWS / LOOPED
    split = seconds(lambda: uncertainty.shares(made, choices, draws=1024, sequence="random"))
    return [
        ("steps", "`simulate()`", f"{ours:.2f} s", "1 x"),
        ("steps", "a loop of `rebuild()`", f"{loop:.0f} s", ratio(loop, ours)),
        ("steps", "COINr, as measured", f"{ANCHOR * DRAWS:.0f} s", ratio(ANCHOR * DRAWS, ours)),
        ("steps", "`shares()`, 6,144 runs", f"{split:.2f} s", ratio(ANCHOR * 6144, split)),
    ]


def _scores() -> list[tuple[str, ...]]:
    made = _expert_scores()
    both = lambda: [  # noqa: E731
        uncertainty.simulate(made, {"scores": uncertainty.ScoreError()}, draws=DRAWS, of=of)
        for of in INDICATORS
    ]
    ours = seconds(both)
    loop = seconds(lambda: _looped(made), times=1) * DRAWS / LOOPED
    return [
        ("scores", "`simulate()`, both averages", f"{ours:.2f} s", "1 x"),
        ("scores", "a loop over units and scores", f"{loop:.0f} s", ratio(loop, ours)),
    ]


def _growth() -> list[tuple[str, ...]]:
    """Time and memory of twice and eight times the draws."""
    made = _expert_scores()
    found: list[tuple[str, ...]] = []
    base = 0.0
    for draws in (DRAWS // 2, DRAWS, 4 * DRAWS):
        errors = {"scores": uncertainty.ScoreError()}
        call = partial(uncertainty.simulate, made, errors, draws=draws, of="crime")
        time = seconds(call)
        base = base or time
        tracemalloc.start()
        call()
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        told = f"{draws:,} draws, {most / 2**20:.0f} MB"
        found.append(("growth", told, f"{time:.2f} s", f"{time / base:.2g} x"))
    return found


def _steps() -> index.Index:
    folder = SHARED / "data" / "coinr_asem" / "input"
    if folder.is_dir():
        structure = index.read_structure(folder / "asem_imeta.csv")
        values = index.read_values(folder / "asem_idata.csv", structure)
    else:
        structure, values = _made_up()
    made = index.denominate(index.Index(values, structure))
    made = index.impute(made, method="group_mean", by="EurAsia_group")
    made = index.screen(made, available=0.9)
    made = index.treat(made, method="winsorise_then_log", most=5)
    made = index.normalise(made, method="min_max", low=0, high=100)
    return index.aggregate(index.weight(made, method="original"))


def _made_up() -> tuple[index.Structure, index.Values]:
    """As large as the reference index, where that is not at hand."""
    pillars = [f"p{at}" for at in range(8)]
    elements = [index.Element(code=f"i{at}", parent=pillars[at % 8], direction=1 - 2 * (at % 2),
                              denominator="GDP" if at % 3 == 0 else None)
                for at in range(49)]  # fmt: skip
    elements += [index.Element(code=p, parent="ab"[at % 2]) for at, p in enumerate(pillars)]
    elements += [index.Element(code=c, parent="Index") for c in "ab"]
    structure = index.Structure.of([*elements, index.Element(code="Index")])
    generator = np.random.default_rng(1)
    data = generator.lognormal(0, 1.2, (51, 49))
    data[generator.random(data.shape) < 0.02] = np.nan
    values = index.Values(
        tuple(f"U{at}" for at in range(51)), structure.indicators, data,
        groups={"EurAsia_group": ("Asia", "Europe", "Europe") * 17},
        denominators={"GDP": generator.lognormal(3, 1, 51)},
    )  # fmt: skip
    return structure, values


_NORMALISATIONS: tuple[Mapping[str, Any], ...] = (
    {"method": "min_max", "low": 1, "high": 100},
    {"method": "z_score", "mean": 10, "sd": 2},
)


def _choices() -> Mapping[str, Choice]:
    return {
        "points": uncertainty.one_of("treat", most=(1, 2, 3, 4, 5)),
        "normalisation": uncertainty.Settings(step="normalise", alternatives=_NORMALISATIONS),
        "weights": uncertainty.NoisyWeights(by=0.25, levels=(2, 3)),
        "aggregation": uncertainty.one_of("aggregate", method=("arithmetic", "geometric")),
    }


def _rebuilt(made: index.Index) -> None:
    """The same draws as a person would first write them."""
    chance = random.Random(1)
    above = [code for code, level in made.structure.level.items() if level in (2, 3)]
    for _ in range(LOOPED):
        weights = {
            code: made.structure.elements[code].weight * (1 + chance.uniform(-0.25, 0.25))
            for code in above
        }
        scored = index.rebuild(
            made,
            treat={"most": chance.randint(1, 5)},
            normalise=chance.choice(_NORMALISATIONS),
            weight={"method": "given", "weights": weights},
            aggregate={"method": chance.choice(("arithmetic", "geometric"))},
        )
        index.ranks(scored.values.column(made.structure.tops[0])[:, None])


def _expert_scores() -> index.Index:
    elements = [index.Element(code=f"{of}{at}", parent=of)
                for of, count in INDICATORS.items() for at in range(count)]  # fmt: skip
    structure = index.Structure.of(
        [*elements, *(index.Element(code=of) for of in INDICATORS)],
        scale=index.Scale(low=1, high=10, step=0.5),
    )
    data = np.random.default_rng(1).integers(2, 21, (UNITS, len(elements))) / 2
    units = tuple(f"U{at}" for at in range(UNITS))
    return index.aggregate(index.Index(index.Values(units, structure.indicators, data), structure))


def _looped(made: index.Index) -> None:
    """Draws, ranks and pairs of both averages, one number after the other."""
    chance = random.Random(1)
    for of in INDICATORS:
        rows = made.raw.columns(made.structure.below(of)).tolist()
        above = [[0.0] * UNITS for _ in range(UNITS)]
        for _ in range(LOOPED):
            drawn = [
                sum(min(10, max(1, score + chance.choice((-0.5, 0, 0.5)))) for score in scores)
                for scores in rows
            ]
            ranks = [1 + sum(other > own for other in drawn) for own in drawn]
            for unit, own in enumerate(ranks):
                for other, rank in enumerate(ranks):
                    above[unit][other] += (own < rank) + (own == rank) / 2
