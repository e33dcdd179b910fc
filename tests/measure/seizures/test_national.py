"""Totals of single seizures beside national ones."""

import math

import pyarrow as pa
import pytest

from karaula.errors import KaraulaError
from karaula.measure.seizures.national import compare_national, distance, reading
from tests.measure.seizures.test_duplicates import row, table


def test_totals_at_each_level_and_their_ratio() -> None:
    rows = table(
        [
            row(1, kg=6.0),
            row(2, kg=6.0, copy=1),
            row(3, kg=6.0, copy=2),
            row(4, kg=6.0, copy=3),
            row(5, kg=4.0),
            row(6, kg=None),
            row(7, kg=9.0, area="BGR"),
        ]
    )
    # Parts of a total add up; a country without cases, and one without a total, are left out.
    parts = {"area": ["SRB", "SRB", "HRV"], "year": [2015, 2015, 2015], "kg": [5.0, 3.0, 7.0]}
    found = compare_national(rows, pa.table(parts))
    [told] = found.to_pylist()
    assert (told["area"], told["year"], told["national_kg"]) == ("SRB", 2015, 8.0)
    assert [told[f"{name}_kg"] for name in ("rows", "exact", "place", "events")] == [28, 22, 16, 10]
    assert told["events_ratio"] == pytest.approx(1.25)
    assert (told["seizures"], told["largest_kg"], told["largest_claim"]) == (2, 6.0, "c00001")
    assert distance(found, "rows") == pytest.approx(math.log(3.5))
    assert distance(found, "events") < distance(found, "rows")


READINGS = [(0.001, "partial"), (0.5, "part"), (1.0, "about"), (3.0, "above")]


@pytest.mark.parametrize(("ratio", "words"), READINGS)
def test_what_a_ratio_says(ratio: float, words: str) -> None:
    assert words in reading(ratio)


def test_a_missing_column_is_named() -> None:
    with pytest.raises(KaraulaError, match="no column kg; name their columns area, year, kg"):
        compare_national(table([]), pa.table({"area": ["SRB"], "year": [2015]}))
