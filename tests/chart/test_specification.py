"""What every chart says, whatever its kind, and what it does not hide."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula import chart
from karaula.chart import ChartError, Mark, Pair, Row, Spec, Stack
from karaula.chart.rows import reach, ticks
from karaula.chart.theme import WIDTH
from karaula.chart.words import width, wrap
from karaula.vocabulary import load

from .conftest import NAMES, Maker, about, mark


def drawn(spec: Spec) -> str:
    """Every word that a chart prints, in the order of its layers."""
    return " ".join(_words(spec["layer"]))


def _words(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "text" and isinstance(inner, (str, list)):
                yield from [inner] if isinstance(inner, str) else inner
            else:
                yield from _words(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _words(inner)


def test_a_chart_has_title_unit_period_source_interval_and_gaps(maker: Maker) -> None:
    spec = maker(NAMES)
    said = drawn(spec)
    for words in ("Arcadia scores highest", "score, 1 to 10", "edition 2021", "90 % interval"):
        assert words in said, words
    assert "Source: An index of our own" in said
    assert "No data for" in said
    assert any("Elbonia" in gap or "Kosovo" in gap for gap in spec["usermeta"]["gaps"])
    assert "No data for" in spec["description"]
    assert spec["description"].startswith("Arcadia scores highest.")


def test_a_chart_is_as_wide_as_a_column_and_loads_nothing(maker: Maker) -> None:
    spec = maker(NAMES)
    padding = spec["padding"]
    assert padding["left"] + spec["width"] + padding["right"] == pytest.approx(WIDTH)
    assert not re.search(r'"url":|https?://(?!vega\.github\.io/schema)', json.dumps(spec))


def test_a_chart_is_vega_lite(maker: Maker) -> None:
    chart.altair(maker(NAMES)).to_dict()


def test_the_same_values_give_the_same_specification(maker: Maker) -> None:
    assert json.dumps(maker(NAMES)) == json.dumps(maker(NAMES))


def test_no_line_of_words_is_wider_than_the_chart(maker: Maker) -> None:
    spec = maker(NAMES, title="A title that says a lot. " * 9, notes=("A long remark. " * 30,))
    for layer in spec["layer"]:
        text = layer["mark"].get("text")
        if isinstance(text, list):
            assert all(width(row, layer["mark"]["fontSize"]) <= WIDTH - 16 for row in text)


def test_what_is_said_first_and_last_lies_inside_the_chart(maker: Maker) -> None:
    spec = maker(NAMES, warning="Not comparable. " * 20, notes=("A remark. " * 40,))
    top, bottom = -spec["padding"]["top"], spec["height"] + spec["padding"]["bottom"]
    for layer in spec["layer"]:
        looks = layer["mark"]
        if isinstance(looks.get("text"), list):
            assert looks["y"] >= top
            assert looks["y"] + len(looks["text"]) * looks["lineHeight"] <= bottom + 1


NOTHING = {
    "ranking": lambda: chart.ranking([Row(label="a", mark=None)], about()),
    "ranking of nobody": lambda: chart.ranking([], about()),
    "profile": lambda: chart.profile([], about(), unit="a", others="b"),
    "change": lambda: chart.change([], about(), before="a", after="b"),
    "contributions": lambda: chart.contributions([], [], about()),
    "sensitivity": lambda: chart.sensitivity([], about()),
    "correlations": lambda: chart.correlations(["a"], [[1.0]], about()),
    "pairwise": lambda: chart.pairwise(["a", "b"], [[None, None], [None, None]], about()),
    "map": lambda: chart.choropleth({"ALB": None}, about()),
    "map of nowhere": lambda: chart.choropleth({"NIL": mark(3)}, about()),
}


@pytest.mark.parametrize("case", NOTHING)
def test_where_there_is_nothing_a_card_says_so(case: str) -> None:
    spec = NOTHING[case]()
    assert "No data: " in drawn(spec)
    assert "Source: An index of our own" in drawn(spec)


@pytest.mark.parametrize("rows", [1, 2, 40, 41, 193])
def test_rows_beyond_a_page_are_counted(rows: int) -> None:
    table = [Row(label=f"Unit {n}", mark=Mark(value=float(n))) for n in range(rows)]
    pages = -(-rows // 40)
    shown: list[str] = []
    for page in range(1, pages + 1):
        said = drawn(chart.ranking(table, about(), page=page))
        shown += re.findall(r"Unit \d+", said)
        assert (f"of {rows};" in said) is (rows > 40)
    assert sorted(shown) == sorted(row.label for row in table)
    with pytest.raises(ChartError, match="there is no page"):
        chart.ranking(table, about(), page=pages + 1)


def test_units_that_are_level_keep_their_order_and_share_a_place() -> None:
    spec = chart.ranking([Row(label=name, mark=Mark(value=5.0)) for name in "abc"], about())
    dots = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert {row["x"] for row in dots["data"]["values"]} == {5.0}
    assert re.findall(r"\b[abc]\b", drawn(spec))[:3] == ["a", "b", "c"]


def test_two_units_of_one_name_are_two_rows() -> None:
    spec = chart.ranking([Row(label="a", mark=Mark(value=v)) for v in (1.0, 2.0)], about())
    dots = next(layer for layer in spec["layer"] if layer["mark"]["type"] == "point")
    assert len({row["y"] for row in dots["data"]["values"]}) == 2


def test_intervals_are_drawn_before_their_points(maker: Maker) -> None:
    rows = [layer["mark"]["type"] for layer in maker(NAMES)["layer"] if layer["encoding"]]
    if "point" in rows:
        assert "rule" in rows[: rows.index("point")]


def test_a_gap_is_never_a_mark_at_zero() -> None:
    spec = chart.ranking([Row(label="a", mark=Mark(value=3.0)), Row(label="b", mark=None)], about())
    dots = [layer for layer in spec["layer"] if layer["mark"]["type"] == "point"]
    assert [row["x"] for layer in dots for row in layer["data"]["values"]] == [3.0]
    assert "no data" in drawn(spec)


def test_editions_that_are_not_comparable_say_so_above_the_rows() -> None:
    row = Pair(label="a", first=mark(4), second=None)
    spec = chart.change([row], about(warning="Not comparable."), before="2021", after="2023")
    assert "Not comparable." in drawn(spec)
    assert spec["usermeta"]["gaps"] == ["a (2023)"]
    assert "one edition only" in drawn(spec)


def test_parts_that_are_not_the_score_are_refused() -> None:
    with pytest.raises(ChartError, match="add up to 3, not to its score"):
        chart.contributions(
            [Stack(label="a", total=Mark(value=4.0), parts=(1.0, 2.0))], ["x", "y"], about()
        )
    with pytest.raises(ChartError, match="a must have 2 parts"):
        chart.contributions([Stack(label="a", total=None, parts=(1.0,))], ["x", "y"], about())


def test_many_parts_are_taken_together_without_losing_any() -> None:
    parts = tuple(float(n) for n in range(1, 13))
    row = Stack(label="a", total=Mark(value=sum(parts)), parts=parts)
    spec = chart.contributions([row], [f"Part {n}" for n in range(1, 13)], about())
    assert "5 others together" in drawn(spec)
    bars = [
        bar for layer in spec["layer"] if layer["mark"]["type"] == "rect"
        for bar in layer["data"]["values"] if "to" in bar
    ]  # fmt: skip
    assert sum(bar["to"] - bar["x"] for bar in bars) == pytest.approx(sum(parts))


@pytest.mark.parametrize(
    ("matrix", "fault"),
    [([[1.0, 0.5]], "rows of"), ([[1.0, 2.0], [2.0, 1.0]], "does not lie between")],
)
def test_a_matrix_that_cannot_be_is_refused(matrix: list[list[float]], fault: str) -> None:
    with pytest.raises(ChartError, match=fault):
        chart.correlations(["a", "b"], matrix, about())


def test_the_notes_of_a_map_come_by_themselves() -> None:
    said = drawn(chart.choropleth({"SRB": mark(5), "ALB": mark(4)}, about(), axis=(1, 10)))
    assert "resolution 1244" in said
    assert "no opinion on the legal status" in said
    elsewhere = drawn(chart.choropleth({"PRT": mark(5)}, about(), axis=(1, 10)))
    assert "no opinion on the legal status" in elsewhere
    assert "resolution 1244" not in elsewhere


def test_a_map_says_every_number_on_an_area_or_below() -> None:
    codes = load().area_sets["WB.six"].members
    marks = {code: Mark(value=2 + n, low=1.5 + n, high=2.5 + n) for n, code in enumerate(codes)}
    said = drawn(chart.choropleth(marks, about(), axis=(1, 10)))
    for found in marks.values():
        assert f"{found.value:.2f}" in said
        assert f"{found.low:.2f}–{found.high:.2f}" in said


def test_only_areas_that_were_asked_for_have_a_colour_of_the_scale() -> None:
    from karaula.chart.theme import SCALES

    spec = chart.choropleth({"SRB": mark(5), "MNE": None}, about(), meaning="resilience")
    fills = {
        row["id"]: layer["mark"]["fill"]
        for layer in spec["layer"] if layer["mark"]["type"] == "geoshape"
        for row in layer["data"]["values"]
    }  # fmt: skip
    assert {code for code, fill in fills.items() if fill in SCALES["resilience"]} == {"SRB"}
    assert fills["MNE"] != fills["HRV"]


@given(st.floats(-1e6, 1e6), st.floats(1e-6, 1e6))
def test_an_axis_has_round_numbers_inside_its_ends(low: float, span: float) -> None:
    high = low + span
    if high - low < abs(low) * 1e-9:
        return
    found = ticks(low, high)
    slack = 1e-6 * (high - low)
    assert 3 <= len(found) <= 9
    assert all(low - slack <= at <= high + slack for at in found)
    assert found == sorted(set(found))


@given(st.lists(st.floats(-1e6, 1e6), min_size=1))
def test_an_axis_holds_every_number(numbers: list[float]) -> None:
    for axis in (None, (1.0, 10.0)):
        low, high = reach(numbers, axis)
        assert low < high
        assert all(low <= number <= high for number in numbers)


@given(st.text(max_size=200), st.integers(1, 3))
def test_words_never_run_over_their_room(text: str, lines: int) -> None:
    rows = wrap(text, 12, 100, lines)
    assert len(rows) <= lines
    assert all(width(row, 12) <= 100 for row in rows)
