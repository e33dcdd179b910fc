"""Ranks of an index with their intervals: whole columns against a loop over scores."""

import random

import pyarrow as pa

from benchmarks import Table, ratio, seconds
from karaula.evidence.table import schema
from karaula.measure import index
from karaula.measure.index.exact import rank, weights
from karaula.measure.index.interval import DRAWS
from karaula.vocabulary import load
from karaula.vocabulary.models import Edition

AREAS = 193
LOOPED = 20
"""Draws of the loop; its time for all draws follows from these."""


def run() -> Table:
    """Two ranked averages of one edition, 193 areas in 6 and 22 regions."""
    vocabulary = load()
    edition = vocabulary.indices["goci"].editions["2023"]
    names = sorted({*weights(edition, "criminality"), *weights(edition, "resilience")})
    chance = random.Random(1)
    scores = [{name: chance.randint(2, 20) / 2 for name in names} for _ in range(AREAS)]
    table = _table(scores)
    columns = seconds(lambda: index.measures(table, vocabulary))
    loop = seconds(lambda: _loop(scores, edition), times=1) * DRAWS / LOOPED
    rows = [
        ("`measures()`, whole columns", f"{columns:.2f} s", "1 x"),
        ("a loop over areas and scores", f"{loop:.0f} s", ratio(loop, columns)),
    ]
    note = (
        f"{AREAS} areas, {len(names)} scores each, {DRAWS} draws, ranks in the world, 6 continents "
        f"and 22 regions. The loop ran {LOOPED} draws in the world list only; its time is scaled."
    )
    return Table(
        title="Ranks with intervals", columns=("way", "time", "ratio"), rows=rows, note=note
    )


def _table(scores: list[dict[str, float]]) -> pa.Table:
    rows = [
        {
            "claim_id": f"{area}-{name}",
            "source_id": "s",
            "locator": f"A{area}",
            "indicator": name,
            "value": value,
            "unit": "score",
            "area": [f"A{area:03}"],
            "period": "2023",
            "lists": ["WORLD", f"continent {area % 6}", f"region {area % 22}"],
        }
        for area, stated in enumerate(scores)
        for name, value in stated.items()
    ]
    return pa.Table.from_pylist(rows, schema=schema("observation"))


def _loop(scores: list[dict[str, float]], edition: Edition) -> None:
    """The same simulation as a person would first write it."""
    chance = random.Random(1)
    for level in ("criminality", "resilience"):
        floats = {name: float(weight) for name, weight in weights(edition, level).items()}
        for _ in range(LOOPED):
            drawn = {
                area: sum(
                    weight * min(10, max(1, stated[name] + chance.choice((-0.5, 0, 0.5))))
                    for name, weight in floats.items()
                )
                for area, stated in enumerate(scores)
            }
            rank(drawn)
