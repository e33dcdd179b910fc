"""Routes that moved, and what is said of that."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from karaula.measure.routes import RoutesError
from karaula.measure.routes.shift import claimed, judge, shift
from tests.measure.routes.cases import cases

BEFORE, AFTER = (2011, 2012), (2013, 2014)
MOVED = cases(
    ">TUR>BGR> 60 2011", ">GRC>ALB> 40 2012", ">TUR>BGR> 30 2013", ">GRC>ALB> 70 2014",
    # reports in one period only: it would make all others seem to fall
    ">IRN>TUR> 500 2014",
)  # fmt: skip


def test_shares_of_those_who_report_in_both_periods() -> None:
    found = shift(MOVED, BEFORE, AFTER)
    assert found.reporters == ("ALB", "BGR")
    assert found.left_out == ("TUR",)
    assert [(m.start, m.end, m.before, m.after, round(m.change, 3)) for m in found.moved] == [
        ("GRC", "ALB", 40, 70, 0.3), ("TUR", "BGR", 60, 30, -0.3)
    ]  # fmt: skip
    assert [m.direction for m in found.moved] == ["grew", "fell"]


def test_with_every_reporter_the_new_one_takes_a_share() -> None:
    found = shift(MOVED, BEFORE, AFTER, every_reporter=True)
    assert found.moved[0].start == "IRN" and found.left_out == ()


CLAIMS = [
    # from, to, claimed, verdict, in the reason
    (["GRC"], ["ALB"], "grew", "supported", "from 40.0 % (40 cases) to 70.0 % (70)"),
    (["TUR"], ["BGR"], "grew", "not supported", "the other way"),
    (["TUR"], ["BGR"], "fell", "supported", "−30.0 points"),
    ([], ["ALB"], "grew", "supported", "+30.0 points"),
    (["ITA"], ["ALB"], "grew", "no data", "none of the 2 countries"),
    ([], [], "grew", "not supported", "may be chance"),
]


@pytest.mark.parametrize(("starts", "ends", "word", "verdict", "told"), CLAIMS)
def test_claims_are_judged(
    starts: list[str], ends: list[str], word: str, verdict: str, told: str
) -> None:
    assert word in ("grew", "fell")
    found = judge(shift(MOVED, BEFORE, AFTER), word, starts, ends)  # type: ignore[arg-type]
    assert found[0] == verdict
    assert told in found[1]


def test_a_difference_of_a_few_cases_may_be_chance() -> None:
    found = shift(
        cases(">TUR>BGR> 12 2011", ">GRC>BGR> 12 2011", ">TUR>BGR> 14 2013", ">GRC>BGR> 10 2013"),
        BEFORE, AFTER,
    )  # fmt: skip
    verdict, why = judge(found, "grew", ["TUR"], ["BGR"])
    assert verdict == "not supported" and "may be chance" in why


@pytest.mark.parametrize(
    ("told", "why"),
    [([">TUR>BGR> 90 2011"], "no country reports cases in both periods"),
     ([">TUR>BGR> 3 2011", ">TUR>BGR> 90 2013"],
      "the periods have 3 and 90 cases with a way; 20 each are needed")],
)  # fmt: skip
def test_too_little_is_no_data(told: list[str], why: str) -> None:
    found = shift(cases(*told), BEFORE, AFTER)
    assert judge(found, "grew", ["TUR"], ["BGR"]) == ("no data", why)


@pytest.mark.parametrize(
    ("text", "parts"),
    [("TUR>BGR grew", ("TUR", "BGR", "grew")), (" > Bosnia and Herzegovina fell",
     ("", "Bosnia and Herzegovina", "fell")), ("TUR > grew", ("TUR", "", "grew"))],
)  # fmt: skip
def test_a_claim_is_read(text: str, parts: tuple[str, str, str]) -> None:
    assert claimed(text) == parts


@pytest.mark.parametrize("text", ["", "TUR>BGR", "> grew", "TUR-BGR grew", "TUR>BGR moved"])
def test_what_is_no_claim_is_told(text: str) -> None:
    with pytest.raises(RoutesError, match="claims no change"):
        claimed(text)


def test_periods_that_overlap_are_refused() -> None:
    with pytest.raises(RoutesError, match="share a year"):
        shift(MOVED, (2011, 2012), (2012, 2013))


@settings(max_examples=30)
@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from("ABC"), st.integers(1, 9),
                          st.sampled_from(["2011", "2013"])), max_size=8))  # fmt: skip
def test_shares_add_up_and_changes_cancel(rows: list[tuple[str, str, int, str]]) -> None:
    lines = [f">{a}>{b}> {count} {year}" for a, b, count, year in rows]
    found = shift(cases(*lines), (2011,), (2013,), every_reporter=True, draws=20)
    for shares in ([m.share_before for m in found.moved], [m.share_after for m in found.moved]):
        assert sum(shares) == pytest.approx(1.0) or sum(shares) == 0.0
    assert all(m.low <= m.change <= m.high for m in found.moved)
    assert np.isfinite(found.drawn).all()
