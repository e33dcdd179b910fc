"""Treat: figures worked by hand, tests, stages, and what is refused."""

from collections.abc import Callable
from math import log
from typing import Any

import numpy as np
import pytest

from karaula.measure.index.chain import ChainError
from karaula.measure.index.kernels import moments
from karaula.measure.index.steps.treat import outlier_tests, treat
from karaula.measure.index.values import Array, Values

Table = Callable[..., Values]
LONG = (*range(1, 11), 30, 100)


def column(values: Values, **settings: Any) -> list[float]:
    """What becomes of ``x``."""
    found: list[float] = treat(values, **settings).values.column("x").tolist()
    return found


def test_skew_and_kurtosis_of_the_published_example() -> None:
    data = np.array(LONG, dtype=float)[:, None]
    assert moments.skew(data)[0] == pytest.approx(3.063241, abs=1e-6)
    assert moments.kurtosis(data)[0] == pytest.approx(9.741391, abs=1e-6)
    data[-1] = 30
    assert moments.skew(data)[0] == pytest.approx(1.712038, abs=1e-6)
    assert moments.kurtosis(data)[0] == pytest.approx(1.815781, abs=1e-6)


def test_one_point_is_moved_to_the_next_and_the_tests_are_told(table: Table) -> None:
    index = treat(table(x=LONG, y=range(12)))
    assert index.values.column("x").tolist() == [*range(1, 11), 30, 30]
    (note,) = index.stages[0].notes
    assert (note.code, note.unit, note.before, note.after) == ("x", "L", 100, 30)
    assert note.text == "treated by winsorise"
    told = [(t.code, t.number, t.treatment, t.passes, t.points) for t in outlier_tests(index)]
    assert told == [
        ("x", 0, None, False, 0), ("x", 1, "winsorise", True, 1), ("y", 0, None, True, 0),
    ]  # fmt: skip


def test_the_long_side_is_the_one_that_is_moved(table: Table) -> None:
    assert column(table(x=[-v for v in LONG])) == [*range(-1, -11, -1), -30, -30]


def test_a_tie_is_moved_together_and_may_pass_the_limit(table: Table) -> None:
    """100 goes to 50; then the three 50 are one tie, and go to 4 although only two may move."""
    x = (1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 50, 50, 100)
    always = {"test": lambda data: np.zeros_like(data[..., 0, :]), "method": "winsorise"}
    assert column(table(x=x), most=1, **always)[-3:] == [50, 50, 50]
    assert column(table(x=x), most=2, **always)[-3:] == [4, 4, 4]


def test_a_column_is_never_made_constant(table: Table) -> None:
    index = treat(table(x=[0] * 11 + [1]), method="winsorise", most=None)
    assert index.values.column("x").tolist() == [0] * 11 + [1]
    (note,) = index.stages[0].notes
    assert note.text.startswith("fails the test after winsorise too: skew 3.46")


def test_what_fails_after_one_treatment_gets_the_next_from_its_original_values(
    table: Table,
) -> None:
    x = (*range(1, 21), 901, 1001)
    logs = [log(v - 1 + 0.01 * 1000) for v in x]
    assert column(table(x=x), most=1) == pytest.approx(logs)
    index = treat(table(x=x), most=1)
    notes = [note for note in index.stages[0].notes if note.before is not None]
    assert [note.text for note in notes] == ["treated by log"] * 22
    assert [test.treatment for test in outlier_tests(index)] == [None, "winsorise", "log"]
    both = [log(v - 1 + 0.01 * 900) for v in (*x[:-1], 901)]
    combined = treat(table(x=x), most=1, combined=True)
    assert combined.values.column("x").tolist() == pytest.approx(both)
    assert combined.stages[0].notes[0].text == "treated by winsorise and log"


FORMS: list[tuple[dict[str, Any], tuple[float, ...], Callable[[float], float]]] = [
    ({"method": "log"}, LONG, lambda v: log(v - 1 + 0.99)),
    ({"method": "log", "share": 0.1}, LONG, lambda v: log(v - 1 + 9.9)),
    ({"method": "log_plus_one"}, LONG, log),
    ({"method": "log_by_skew"}, LONG, lambda v: log(v - 1 + 0.99)),
    ({"method": "log_by_skew"}, tuple(-v for v in LONG), lambda v: -log(-1 - v + 0.99)),
    ({"method": "log_gii"}, LONG, lambda v: log(99 * (v - 1) / 99 + 1)),
    ({"method": "box_cox", "power": 0}, LONG, log),
    ({"method": "box_cox", "power": -1}, LONG, lambda v: 1 - 1 / v),
    ({"method": "none"}, LONG, float),
    ({"method": ["winsorise", "log"], "most": 0}, LONG, lambda v: log(v - 1 + 0.99)),
]


@pytest.mark.parametrize(("settings", "before", "form"), FORMS)
def test_forms(
    table: Table,
    settings: dict[str, Any],
    before: tuple[float, ...],
    form: Callable[[float], float],
) -> None:
    assert column(table(x=before), **settings) == pytest.approx([form(v) for v in before])


def test_the_most_likely_power_of_box_cox_makes_the_skew_small(table: Table) -> None:
    pytest.importorskip("scipy")
    treated = np.array(column(table(x=LONG, y=LONG), method="box_cox"))[:, None]
    assert abs(moments.skew(treated)[0]) < 0.2


def test_gaps_stay_gaps_and_indicators_may_differ(table: Table) -> None:
    gappy = (*LONG[:-1], None, 100)
    per = {"y": {"method": "log_plus_one"}, "z": {"method": "none"}}
    index = treat(table(x=gappy, y=gappy, z=gappy), per=per)
    x, y, z = (index.values.column(code).tolist() for code in "xyz")
    assert np.isnan([x[11], y[11], z[11]]).all()
    assert (x[12], y[12], z[12]) == (30, pytest.approx(log(100)), 100)


def test_the_limits_of_the_test_may_be_set_for_one_indicator(table: Table) -> None:
    index = treat(table(x=LONG, y=LONG), skew=4, per={"y": {"skew": 1}})
    assert index.values.column("x")[-1] == 100
    assert index.values.column("y")[-1] == 30


def test_few_or_equal_values_are_not_treated(table: Table) -> None:
    index = treat(table(x=(1, 1, 100), y=(5, 5, 5)))
    assert index.values.data.tolist() == [[1, 5], [1, 5], [100, 5]]
    assert index.stages[0].notes == ()


def test_years_together_or_apart() -> None:
    quiet, loud = [float(v) for v in range(12)], [float(v) for v in LONG]
    data = np.array([quiet, loud])[..., None]
    panel = Values(tuple("ABCDEFGHIJKL"), ("x",), data, ("2020", "2021"))
    apart = treat(panel, over="year")
    assert apart.values.data[0, :, 0].tolist() == quiet
    assert apart.values.data[1, -1, 0] == 30
    assert [(t.year, t.number) for t in outlier_tests(apart)] == [
        ("2020", 0), ("2021", 0), ("2021", 1),
    ]  # fmt: skip
    assert apart.stages[0].notes[0].year == "2021"
    together = treat(panel)
    assert [(t.year, t.number) for t in outlier_tests(together)] == [(None, 0), (None, 1)]
    assert together.values.data[1, -2:, 0].tolist() == [11, 11]


def test_functions_of_ones_own(table: Table) -> None:
    def capped(data: Array, *, at: float) -> Array:
        return np.minimum(data, at)

    def small(data: Array, *, at: float) -> Any:
        return np.nanmax(data, axis=-2) <= at

    assert column(table(x=LONG), method=capped, test=small, at=20)[-2:] == [20, 20]
    assert column(table(x=LONG), method=["none", capped], test=small, at=20)[-2:] == [20, 20]


REFUSED: list[tuple[dict[str, Any], str]] = [
    ({"method": "winsorise_then_logs"}, "there is no method to treat logs; did you mean log?"),
    ({"winmax": 5}, "there is no setting of winsorise then log then skew_or_kurtosis winmax"),
    ({"most": "five"}, "most of winsorise then log then skew_or_kurtosis is 'five'; write a whole"),
    ({"combined": 1}, "combined is 1; write true or false"),
    ({"test": "skewness"}, "there is no method to test skewness"),
    ({"per": {"q": {}}}, "there is no element to treat q"),
    ({"method": "log_gii"}, "x cannot be treated by log_gii: its greatest value is not above 1"),
    ({"method": lambda data: data * np.nan}, "x cannot be treated by <lambda>: it gives no number"),
]


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("settings", "told"), REFUSED)
def test_what_is_refused(table: Table, settings: dict[str, Any], told: str) -> None:
    with pytest.raises(ChainError) as error:
        treat(table(x=[v / 1000 for v in LONG]), **settings)
    assert told in str(error.value)


def test_box_cox_without_its_library_says_what_to_install(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    import sys

    monkeypatch.setitem(sys.modules, "scipy.stats", None)
    with pytest.raises(Exception, match=r"karaula\[analytics\]"):
        treat(table(x=LONG), method="box_cox")
