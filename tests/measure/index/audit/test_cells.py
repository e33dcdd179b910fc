"""Cells of published tables, one a line."""

import pytest

from karaula.check.structure import Figure
from karaula.measure.index.audit.cells import misread, number_of, places_of, rank_of
from karaula.read.connectors.sheets import Cell


@pytest.mark.parametrize(
    ("cell", "figure"),
    [
        ("5.63", Figure(563, 2)), ("5,63", Figure(563, 2)), (" 5.60 ", Figure(560, 2)),
        (5.6, Figure(56, 1)), (5.0, Figure(5)), (7, Figure(7)), ("-0.5", Figure(-5, 1)),
        ("\N{MINUS SIGN}3", Figure(-3)), ("+2.5", Figure(25, 1)),
        (8.6607212435, Figure(8660721244, 9)),  # ten places: half up at the ninth
        (1e-7, Figure(100, 9)), ("12 34", None), ("5.6.3", None), ("high", None),
        (float("nan"), None), (float("inf"), None),
    ],
)  # fmt: skip
def test_numbers(cell: Cell, figure: Figure | None) -> None:
    assert number_of(cell) == figure


@pytest.mark.parametrize(
    ("cell", "rank", "of"),
    [
        ("61", 61, None), (61.0, 61, None), ("61st", 61, None), ("61.", 61, None),
        ("=61", 61, None), ("61=", 61, None), ("T61", 61, None), ("#3", 3, None),
        ("No. 3", 3, None), ("61/193", 61, 193), ("61st of 193", 61, 193),
        ("61 out of 193", 61, 193), (27.5, 27.5, None), ("27,5", 27.5, None),
        ("27.3", None, None), ("first", None, None), ("6-1", None, None),
    ],
)  # fmt: skip
def test_ranks(cell: Cell, rank: float | None, of: int | None) -> None:
    found = rank_of(cell)
    assert (found and found.rank.number) == rank
    assert (found and found.of) == of


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("5..63", "5.63"), ("5. 63", "5.63"), ("5.6O", "5.60"), ("l2", "12"), ("5;63", "5.63"),
     ("5.63*", "5.63"), ("high", None), ("5.6.3", None)],
)  # fmt: skip
def test_what_was_likely_meant(cell: str, meant: str | None) -> None:
    assert misread(cell) == meant


@pytest.mark.parametrize(
    ("places", "decimals", "own"),
    [
        ([2, 2, 1, 2, 2], 2, 2),  # a nought at the end is gone
        ([2, 2, 2, 3, 2, 2], 2, 2),  # a digit too many
        ([1, 1, 0, 1], 2, 1),  # rounder than the index
        ([6, 7, 6, 6, 5], 2, 6),  # not rounded at all
        ([0], 2, 0),
    ],
)
def test_places_of_a_column(places: list[int], decimals: int, own: int) -> None:
    assert places_of([Figure(1, n) for n in places], decimals) == own
