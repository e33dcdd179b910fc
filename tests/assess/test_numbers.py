"""Numbers and dates as they are printed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.assess.numbers import day, decimals_of, number

NUMBERS = [
    # value, decimals, style, printed
    (5.415, 2, "plain", "5.42"),  # half up, though the binary number lies below the half
    (2.5, 0, "plain", "3"),
    (0.145, 2, "plain", "0.15"),
    (1234567, 0, "plain", "1,234,567"),
    (-0.3, 2, "plain", "−0.30"),
    (-0.001, 2, "plain", "0.00"),
    (1, 0, "ordinal", "1st"),
    (12, 0, "ordinal", "12th"),
    (73, 0, "ordinal", "73rd"),
    (111, 0, "ordinal", "111th"),
    (122, 0, "ordinal", "122nd"),
    (0.31, 2, "signed", "+0.31"),
    (-0.2, 2, "signed", "−0.20"),
    (0.0, 2, "signed", "±0.00"),
    (0.9, 0, "percent", "90 %"),
    (0.975, 1, "percent", "97.5 %"),
]

DATES = [
    ("2024", "2024"),
    ("2024-05", "May 2024"),
    ("2024-05-09", "9 May 2024"),
    ("2021/2023", "2021 to 2023"),
    ("2024-13", "2024-13"),
    ("last spring", "last spring"),
    ("--03-21", "--03-21"),
    ("2014/..", "since 2014"),
]


@pytest.mark.parametrize(("value", "decimals", "style", "printed"), NUMBERS)
def test_number(value: float, decimals: int, style: str, printed: str) -> None:
    assert number(value, decimals, style) == printed


@pytest.mark.parametrize(("stored", "printed"), DATES)
def test_day(stored: str, printed: str) -> None:
    assert day(stored) == printed


@given(st.decimals(min_value=-(10**9), max_value=10**9, places=3))
def test_a_stated_value_is_printed_with_nothing_added_or_lost(value: object) -> None:
    stated = float(str(value))
    printed = number(stated, decimals_of(stated))
    assert float(printed.replace(",", "").replace("−", "-")) == stated
