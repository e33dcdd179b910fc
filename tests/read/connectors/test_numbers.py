"""Numbers in cells: a case table."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.read.connectors.numbers import numbers


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        (["7,5"], [7.5]),
        (["7.5"], [7.5]),
        ([" 12 "], [12.0]),
        (["-3.2", "−3,2", "+4"], [-3.2, -3.2, 4.0]),
        (["1 234", "1\u202f234,5", "12'500"], [1234.0, 1234.5, 12500.0]),
        (["1.234.567"], [1234567.0]),
        (["1.234,5", "1,234.5"], [1234.5, 1234.5]),
        (["1e3"], [1000.0]),
        (["0,125"], [0.125]),
        (["0.125"], [0.125]),
        # Only the column tells.
        (["1.234", "0,5"], [1234.0, 0.5]),
        (["1,234", "0.5"], [1234.0, 0.5]),
        (["1,234", "0,5"], [1.234, 0.5]),
        (["1.234", "1.234.567"], [1234.0, 1234567.0]),
        # Nothing tells.
        (["1.234"], [1.234]),
        (["1,234"], ["'1,234' can be 1.234 or 1234"]),
        # None of these is a number.
        ([None], [None]),
        (["n/a"], ["'n/a' is no number"]),
        (["5 to 6"], ["'5 to 6' is no number"]),
        (["12 5"], ["'12 5' is no number"]),
        (["1.2.3"], ["'1.2.3' is no number"]),
        (["1e999"], ["'1e999' is no number"]),
        (["5."], ["'5.' is no number"]),
        (["nan"], ["'nan' is no number"]),
        (["<5"], ["'<5' is no number"]),
    ],
)
def test_numbers(cells: list[str | None], read_as: list[float | str | None]) -> None:
    assert numbers(cells) == read_as


def test_the_scale_tells_a_score_from_thousands() -> None:
    assert numbers(["7,125"], (1, 10)) == [7.125]


@given(st.integers(-(10**9), 10**9), st.integers(0, 99))
def test_a_number_reads_the_same_in_each_locale(whole: int, cents: int) -> None:
    english = f"{whole:,}.{cents:02}"
    swapped = english.replace(",", "_").replace(".", ",").replace("_", ".")
    spaced = english.replace(",", " ")
    expected = float(f"{whole}.{cents:02}")
    for text in (english, swapped, spaced):
        assert numbers([text]) == [expected]


@given(st.text())
def test_no_text_breaks_it(text: str) -> None:
    (value,) = numbers([text])
    assert isinstance(value, (float, str))
