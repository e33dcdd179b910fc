"""Which values a question is put to, and what is said where it cannot be."""

import numpy as np
import pytest

from karaula.measure.index import analysis
from karaula.measure.index.chain import Index
from karaula.measure.index.values import Values


def panel() -> Values:
    return Values(
        ("A", "B", "C"),
        ("x", "y"),
        np.array([[[1, 2], [2, 3], [3, 5]], [[1, 5], [2, 3], [3, 1]]], float),
        years=("2021", "2023"),
    )


def test_a_panel_is_asked_one_year_at_a_time() -> None:
    signs = [
        np.sign(analysis.correlations(panel(), year=year)[0].value or 0)
        for year in panel().years or ()
    ]
    assert signs == [1, -1]


@pytest.mark.parametrize(
    ("values", "year", "said"),
    [
        (panel(), None, "the values are of several years; years are 2021, 2023"),
        (panel(), "2022", "there is no 2022; years are 2021, 2023"),
        (panel().at("2021"), "2021", "the values have no years, so none is 2021"),
        (Values(("A",), ("x",), np.array([[np.inf]])), None, "infinite or beyond 1e.70: x of A"),
        (Values(("A",), ("x",), np.array([[1e80]])), None, "infinite or beyond 1e.70: x of A"),
        (Values((), ("x",), np.empty((0, 1))), None, "there are no units"),
    ],
)
def test_values_that_cannot_be_asked(values: Values, year: str | None, said: str) -> None:
    with pytest.raises(analysis.AnalysisError, match=said):
        analysis.statistics(values, year=year)


def test_elements_that_are_not_there(toy: Index) -> None:
    with pytest.raises(analysis.AnalysisError, match="no values of rails, trams"):
        analysis.statistics(toy, ["roads", "rails", "trams"])
    with pytest.raises(analysis.AnalysisError, match="there is no level 9; levels are 1 to 3"):
        analysis.statistics(toy, 9)
    with pytest.raises(analysis.AnalysisError, match="roads has no parts"):
        analysis.cronbach(toy, ["roads"])


def test_values_without_a_structure_have_no_groups() -> None:
    bare = panel().at("2021")
    for question in (analysis.cronbach, analysis.principal_components):
        with pytest.raises(analysis.AnalysisError, match="not gathered into anything"):
            question(bare)
    with pytest.raises(analysis.AnalysisError, match="not gathered into anything"):
        analysis.correlations_within(bare)


def test_an_unknown_kind_of_correlation() -> None:
    with pytest.raises(analysis.AnalysisError, match="take pearson, spearman or kendall"):
        analysis.correlations(panel(), year="2021", method="cosine")  # type: ignore[arg-type]


def test_no_warning_of_numpy_leaks() -> None:
    rough = Values(
        tuple("ABCD"),
        ("huge", "tiny", "still", "gone", "one"),
        np.array(
            [[1e70, 1e-70, 5, np.nan, np.nan], [-1e70, 2e-70, 5, np.nan, 3],
             [0, 3e-70, 5, np.nan, np.nan], [1, 9e-70, 5, np.nan, np.nan]]
        ),
    )  # fmt: skip
    with np.errstate(all="raise"):
        told = {one.code: one.gap for one in analysis.statistics(rough)}
        found = analysis.correlations(rough)
        analysis.outranking(rough)
        analysis.profile(rough, "A")
    assert told["gone"] == "no unit has a value"
    assert [one.value is None for one in found] == [False] + [True] * 9
    assert all((one.value is None) == (one.gap is not None) for one in found)
