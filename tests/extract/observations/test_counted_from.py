"""Periods counted from the day of telling."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.extract.observations.counted_from import counted_from


@pytest.mark.parametrize(
    ("told", "line", "period"),
    [
        ("2024-03-15", " thefts rose last year ", "2023"),
        ("2024-03-15", " the year before last ", "2022"),
        ("2024", " thefts rose last year ", "2023"),
        ("2024", " thefts rose last month ", None),
        ("2024-01", " thefts rose last month ", "2023-12"),
        ("2024-03-15", " thefts rose this month ", "2024-03"),
        ("2024-03-15", " thefts so far this year ", "2024"),
        ("2024-03-15", " in the past three months ", "2023-12/2024-03"),
        ("2024-03-15", " in the last five years ", "2019/2024"),
        ("2024-03-15", " over the past decade ", "2014/2024"),
        ("2024-03-15", " last week ", "2024-03-04/2024-03-10"),
        ("2024-03-15", " yesterday ", "2024-03-14"),
        ("2024-03-15", " in the old days ", None),
        ("2024-03-15", " in the past 0 years ", None),
        ("--03-15", " last year ", None),
    ],
)
def test_a_period_by_the_day_of_telling(told: str, line: str, period: str | None):
    assert counted_from(told, line) == period


@given(
    st.dates(min_value=date(1900, 1, 1)),
    st.sampled_from([" last month ", " last week ", " in the past 99 months "]),
)
def test_a_period_ends_by_the_week_of_telling(day, line):
    period = counted_from(day.isoformat(), line)
    assert period is not None
    assert period.split("/")[0] <= day.isoformat()
