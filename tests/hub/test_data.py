"""Data that a spreadsheet opens: no word of a source becomes a formula, and no number a word."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.assess.report import Ref
from karaula.hub.block import Block, Cell, Column, Strip
from karaula.hub.data import as_csv, as_json, harmless
from karaula.hub.figure import Figure
from karaula.hub.said import Gap, Link


def block(*rows: tuple[Cell, ...], columns: int = 1) -> Block:
    heads = tuple(Column(f"c{place}", f"C{place}") for place in range(columns))
    return Block(id="b", title=("A block",), columns=heads, rows=rows)


def fields(told: str) -> list[list[str]]:
    return list(csv.reader(io.StringIO(told)))


@pytest.mark.parametrize(
    "words",
    ["=1+1", "+1", "-1+cmd|' /C calc'!A0", "@SUM(1)", "\t=1", "\r=1", "\n=1", "＝1", "  =1"],
)
def test_words_that_look_like_a_formula_are_made_harmless(words: str) -> None:
    for cell in (words, (words,), (Link(words, Ref("claim", "0")),)):
        assert fields(as_csv(block((cell,))))[1][0].startswith("'")


@given(st.text())
def test_no_text_begins_as_a_formula(words: str) -> None:
    assert not harmless(words).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


def test_numbers_stay_numbers_below_nought_too() -> None:
    assert fields(as_csv(block((-3,), (-0.5,))))[1:] == [["-3"], ["-0.5"]]


def test_a_figure_takes_its_interval_and_its_evidence_with_it() -> None:
    figure = Figure(text="4.5", ref=Ref("measure", "ab"), value=4.5, low=4.0, high=5.0, level=0.9)
    made = block((("Serbia",), (figure,)), (("Kosovo",), None), columns=2)
    assert fields(as_csv(made)) == [
        ["c0", "c1", "c1_low", "c1_high", "c1_evidence"],
        ["Serbia", "4.5", "4.0", "5.0", "/measure/ab"],
        ["Kosovo", "", "", "", ""],
    ]
    first, second = as_json(made)["rows"]
    assert (first["c1"]["low"], first["c1"]["level"]) == (4.0, 0.9)
    assert second["c1"] is None


def test_a_gap_is_no_word_and_no_nought() -> None:
    assert fields(as_csv(block(((Gap(),),), (None,))))[1:] == [[""], [""]]


def test_drawings_are_no_data() -> None:
    drawn = Block(
        id="b",
        title=("A block",),
        columns=(Column("a", "A"), Column("", "1 to 10")),
        rows=(("x", Strip(value=3.0, axis=(1.0, 10.0))),),
    )
    assert fields(as_csv(drawn)) == [["a"], ["x"]]


def test_sentences_are_data_where_there_is_no_table() -> None:
    made = Block(id="b", title=("A block",), items=(("One.",), ("Two.",)))
    assert fields(as_csv(made)) == [["statement"], ["One."], ["Two."]]
