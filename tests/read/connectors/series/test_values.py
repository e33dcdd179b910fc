"""Cells to values: what is missing, what is masked, what can be read in two ways."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.read.connectors.series.values import Value, rounded, values


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("7", 7.0, 7.0),
        ("7.5", 7.5, 7.5),
        ("7,5", 7.5, 7.5),
        ("-0.89", -0.89, -0.89),
        ("1e-05", 1e-05, 1e-05),
        ("<5", None, 5.0),
        ("< 5", None, 5.0),
        (">1000", 1000.0, None),
    ],
)
def test_a_cell_is_a_number_or_a_bound(text: str, least: float | None, most: float | None) -> None:
    assert values([text]) == [Value(least, most)]


@pytest.mark.parametrize("text", ["", "..", "-", "n/a", "N/A"])
def test_what_the_data_set_calls_missing_is_missing(text: str) -> None:
    assert values([text], missing=("..", "-", "n/a")) == [None]


@pytest.mark.parametrize("text", ["many", "1.2.3", "<", "5 or 6", "0x10"])
def test_what_is_no_number_is_told(text: str) -> None:
    (found,) = values([text])
    assert isinstance(found, str) and text in found


def test_the_decimal_sign_of_the_publisher_settles_a_doubt() -> None:
    assert values(["1,373"], decimal=".") == [Value(1373.0, 1373.0)]
    assert values(["1,373"], decimal=",") == [Value(1.373, 1.373)]
    assert isinstance(values(["1,373"])[0], str)


def test_a_number_off_its_limits_is_told_and_never_clipped() -> None:
    assert values(["0", "100", "100.1", "-1"], limits=(0.0, 100.0)) == [
        Value(0.0, 0.0),
        Value(100.0, 100.0),
        "'100.1' is not from 0 to 100",
        "'-1' is not from 0 to 100",
    ]


@given(st.lists(st.floats(-1e9, 1e9).map(lambda number: f"{number:.4f}"), max_size=20))
def test_plain_numbers_are_read_as_they_stand(texts: list[str]) -> None:
    assert values(texts, decimal=".") == [Value(float(t), float(t)) for t in texts]


@given(st.lists(st.text(max_size=8), max_size=20))
def test_any_text_is_a_value_or_a_reason_and_keeps_its_place(texts: list[str]) -> None:
    found = values(texts)
    assert len(found) == len(texts)
    assert all(values([text]) == [item] for text, item in zip(texts, found, strict=True)) or any(
        "," in text or "." in text for text in texts
    )


def test_computed_numbers_carry_no_dust() -> None:
    assert Value(1.1, 1.1).times(10) == Value(11.0, 11.0)
    assert rounded(0.1 + 0.2) == 0.3
