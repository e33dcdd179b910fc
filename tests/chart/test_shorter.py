"""Outlines in fewer characters lead through the same points."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.chart.shorter import shorter

TENTHS = st.integers(-9999, 9999)
LINES = st.lists(
    st.tuples(st.lists(st.tuples(TENTHS, TENTHS), min_size=1, max_size=9), st.booleans()),
    min_size=1, max_size=4,
)  # fmt: skip


def said(tenths: int) -> str:
    return f"{tenths / 10:g}"


def points(path: str) -> list[list[tuple[int, int]]]:
    """The points of each line in tenths, by the rules of SVG for ``M`` and ``l``."""
    found: list[list[tuple[int, int]]] = []
    for part in path.split("M")[1:]:
        numbers = [round(float(n) * 10) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", part)]
        pairs = list(zip(numbers[::2], numbers[1::2], strict=True))
        line = [pairs[0]]
        for dx, dy in pairs[1:]:
            line.append((line[-1][0] + dx, line[-1][1] + dy))
        found.append(line)
    return found


@given(LINES)
def test_each_point_is_where_it_was(lines: list[tuple[list[tuple[int, int]], bool]]) -> None:
    path = "".join(
        "M" + "L".join(f"{said(x)},{said(y)}" for x, y in line) + "Z" * closed
        for line, closed in lines
    )
    told = shorter(path)
    assert points(told) == [line for line, _ in lines]
    assert [part.endswith("Z") for part in told.split("M")[1:]] == [closed for _, closed in lines]


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("M558.4,0L557.9,1.1L557.3,1.2Z", "M558.4,0l-.5,1.1-.6,.1Z"),
        ("M0,-0.5L10,-0.5", "M0-.5l10,0"),
        ("M1,1ZM2,2L3,3Z", "M1,1ZM2,2l1,1Z"),
        ("M0,0h664v500h-664Z", "M0,0h664v500h-664Z"),
        ("M2,0A2,2,0,1,1,-2,0Z", "M2,0A2,2,0,1,1,-2,0Z"),
        ("M0.25,0L1,1", "M0.25,0L1,1"),
    ],
)
def test_an_outline(path: str, told: str) -> None:
    assert shorter(path) == told
