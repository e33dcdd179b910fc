"""Values of an index from what sources state, and which claim counts."""

import math
from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pytest

from karaula.measure.index.claimed import claimed_values
from karaula.measure.index.specification import read_structure
from karaula.measure.index.values import ValuesError

STRUCTURE = read_structure({
    "indicators": {"guns": {"parent": "trade"}, "drugs": {"parent": "trade"}},
    "aggregates": {"trade": {}},
})  # fmt: skip
SCHEMA = pa.schema({
    "claim_id": pa.string(), "source_id": pa.string(), "handling": pa.string(),
    "modality": pa.string(), "indicator": pa.string(), "value": pa.float64(), "unit": pa.string(),
    "area": pa.list_(pa.string()), "period": pa.string(), "confidence": pa.float64(),
})  # fmt: skip


def stated(*rows: Sequence[Any]) -> pa.Table:
    """Claims: source, area, indicator, period, value, and where it is no score, its unit."""
    return pa.Table.from_pylist(
        [
            {
                "claim_id": f"c{at}", "source_id": source, "handling": "TLP:CLEAR",
                "modality": "asserted", "indicator": indicator, "value": value,
                "unit": rest[0] if rest else "score",
                "area": area.split("+"), "period": period,
                "confidence": float(rest[1]) if len(rest) > 1 else 0.9,
            }
            for at, (source, area, indicator, period, value, *rest) in enumerate(rows)
        ],
        SCHEMA,
    )  # fmt: skip


FULL = (
    ("a", "ALB", "guns", "2020", 4.0), ("a", "SRB", "guns", "2020", 6.0),
    ("a", "ALB", "drugs", "2020", 3.0), ("a", "SRB", "drugs", "2020", 5.0),
)  # fmt: skip


@pytest.mark.parametrize(
    ("more", "guns_of_serbia"),
    [
        ([], 6.0),
        ([("b", "SRB", "guns", "2020", 9.0)], 6.0),
        ([("b", area, "guns", "2020", 9.0) for area in ("SRB", "ALB", "HRV")], 9.0),
        ([("b", area, "guns", "2020", 9.0) for area in ("SRB", "ALB")], 6.0),
        ([("a", "SRB", "guns", "2020", 1.0, "rank")], 6.0),
        ([("a", "SRB+ALB", "guns", "2020", 1.0)], 6.0),
        ([("a", "SRB", "guns", None, 1.0)], 6.0),
        ([("a", "SRB", "guns", "2020", 60.0, "percent")], 6.0),
        ([("a", "SRB", "guns", "2020", 7.0, "score", 0.5)], 6.0),
        ([("a", "SRB", "guns", "2020", 7.0, "score", 0.99)], 7.0),
    ],
    ids=["alone", "a source that says less", "one that says more", "as much: the first by its id",
         "a rank", "of two areas at once", "without a period", "in another unit", "less sure",
         "surer"],
)  # fmt: skip
def test_which_claim_counts(more: list[tuple[Any, ...]], guns_of_serbia: float) -> None:
    values, used = claimed_values(stated(*FULL, *more), STRUCTURE, "here")
    assert values.years == ("2020",)
    assert values.data[0, values.units.index("SRB"), 0] == guns_of_serbia
    assert guns_of_serbia in used["value"].to_pylist()


def test_what_is_not_stated_is_a_gap() -> None:
    table = stated(*FULL, ("a", "HRV", "guns", "2021", 7.0))
    values, _ = claimed_values(table, STRUCTURE, "here")
    assert values.years == ("2020", "2021") and values.units == ("ALB", "HRV", "SRB")
    assert values.data[1, 1, 0] == 7.0
    assert int(sum(map(math.isnan, values.data.ravel()))) == 12 - 5


def test_the_order_of_claims_says_nothing() -> None:
    rows = (*FULL, ("b", "SRB", "guns", "2020", 9.0), ("b", "ALB", "guns", "2020", 8.0))
    table = stated(*rows)
    there, _ = claimed_values(table, STRUCTURE, "here")
    back, _ = claimed_values(table.take(list(range(len(rows)))[::-1]), STRUCTURE, "here")
    assert there.units == back.units and (there.data == back.data).all()


def test_nothing_stated_is_told_with_a_remedy() -> None:
    with pytest.raises(ValuesError, match="no claim states guns, drugs; add a source"):
        claimed_values(stated(("a", "SRB", "cars", "2020", 1.0)), STRUCTURE, "here")
