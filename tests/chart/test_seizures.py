"""Charts of seizures: gaps that are no zeros, amounts by surface, scales that say what they are."""

import math
from typing import Any

import pytest

from karaula.chart import ChartError, Spec
from karaula.chart.circles import circles
from karaula.chart.reporting import Cell, reporting
from karaula.chart.shares import shares
from karaula.chart.sizes import Size, sizes
from karaula.chart.theme import TOKENS
from karaula.chart.timeline import Moment, timeline
from karaula.measure.seizures.places import Spot
from karaula.vocabulary import load

from .conftest import about
from .test_specification import drawn


def marks(spec: Spec, **looks: Any) -> list[dict[str, Any]]:
    return [
        layer["mark"]
        for layer in spec["layer"]
        if all(layer["mark"].get(key) == value for key, value in looks.items())
    ]


def rows(spec: Spec, **looks: Any) -> list[dict[str, Any]]:
    return [
        row
        for layer in spec["layer"]
        if all(layer["mark"].get(key) == value for key, value in looks.items())
        for row in layer["data"]["values"]
        if row
    ]


def moment(label: str, value: float | None, **more: Any) -> Moment:
    return Moment(label=label, value=value, **more)


def test_a_gap_is_hatched_and_has_no_point() -> None:
    spec = timeline(
        [moment("2011", 4), moment("2012", None), moment("2013", 0)], about(), second="kg"
    )
    assert len(rows(spec, type="rect", fill=TOKENS["gap"])) == 2
    assert len(rows(spec, type="point")) == 2
    assert "not reported: a gap, no zero" in drawn(spec)


def test_a_break_stands_where_it_is_and_keeps_to_the_drawing() -> None:
    told = [moment(str(year), 4) for year in range(2011, 2015)]
    breaks = [(2.0, "2013-01: 4.0 times"), (3.9, "2014-11: a long word about it")]
    spec = timeline(told, about(), second="kg", breaks=breaks)
    first, second = marks(spec, type="rect", fill=TOKENS["ink"])[-2:]
    assert (first["x"] + first["x2"]) / 2 == pytest.approx(spec["width"] / 2, abs=1)
    assert second["x2"] <= spec["width"] + 1
    assert "2014-11: a long word about it" in drawn(spec)


def test_nobody_reported_is_a_card() -> None:
    assert "No data" in timeline([moment("2011", None)], about(), second="kg")["description"]
    assert "No data" in shares(["2011"], ["a"], [[0.0]], about())["description"]
    assert "No data" in sizes([], about())["description"]
    assert "No data" in reporting({"A": [None]}, ["2011"], about())["description"]
    assert "No data" in circles([], about(), areas=load().areas)["description"]


def test_small_parts_are_taken_together() -> None:
    names = [f"part {n}" for n in range(12)]
    spec = shares(["2011"], names, [[float(12 - n) for n in range(12)]], about())
    said = drawn(spec)
    assert "5 others together" in said and "part 11" not in said
    heights = [row["y2"] - row["y"] for row in rows(spec, type="rect")]
    assert sum(heights) == pytest.approx(260, abs=0.2)
    with pytest.raises(ChartError, match="each of 1 periods has 2 parts"):
        shares(["2011"], ["a", "b"], [[1.0]], about())


def test_sizes_say_that_their_scale_is_logarithmic() -> None:
    spec = sizes([Size(label="1 to 10 g", events=99, kg=0.5),
                  Size(label="1 to 10 kg", events=1, kg=9.5)], about())  # fmt: skip
    assert "each class ten times the one above" in drawn(spec)
    assert "99.0 % of the seizures, 5.0 % of the weight" in spec["description"]


def test_fields_go_by_powers_of_ten() -> None:
    spec = reporting({"A": [Cell(rows=1), Cell(rows=99), Cell(rows=100_000)]},
                     ["2011", "2012", "2013"], about())  # fmt: skip
    said = drawn(spec)
    assert all(words in said for words in ("1+", "10+", "10,000+", "100,000"))
    assert "part of the year" not in said


def test_circles_go_by_surface_and_tell_what_is_not_on_the_map() -> None:
    spots = [Spot(area="SRB", events=100, kg=None), Spot(area="BGR", events=25, kg=None),
             Spot(area="XXX", events=3, kg=None)]  # fmt: skip
    spec = circles(spots, about(unit="seizures"), areas=load().areas, silent=["ALB"])
    large, small = marks(spec, shape="circle", fill=TOKENS["accent"])
    assert large["size"] / small["size"] == pytest.approx(4, rel=1e-3)
    assert math.sqrt(large["size"] / math.pi) == pytest.approx(34, abs=0.1)
    assert "Not on the map: XXX 3." in drawn(spec)
    assert spec["usermeta"]["gaps"] == ["Albania"]
