"""Figures in sentences: the spellings that trip up number readers."""

import pytest

from karaula.extract.sentences.dates import dates
from karaula.extract.sentences.figures import Figure, Figures
from karaula.extract.sentences.tokens import tokens
from karaula.vocabulary import load

READER = Figures(load())


def figures(text: str) -> list[Figure]:
    sentence = tokens(text, 0, len(text))
    taken = {i for dated in dates(sentence) for i in range(dated.first, dated.last + 1)}
    return READER.read(sentence, taken, None)


# text | kind, value, unit, qualifier
ONE = [
    ("half a tonne of heroin", ("amount", 500, "kg", "exact")),
    ("a quarter of a tonne", ("amount", 250, "kg", "exact")),
    ("one and a half tonnes", ("amount", 1500, "kg", "exact")),
    ("2,6 tonnes", ("amount", 2600, "kg", "exact")),
    ("816 000 t", ("amount", 816_000_000, "kg", "exact")),
    ("1 400 kilogrammes", ("amount", 1400, "kg", "exact")),
    ("at least 1'400 kg", ("amount", 1400, "kg", "more_than")),
    ("16.8 metric tons", ("amount", 16800, "kg", "exact")),
    ("twenty-five kilos", ("amount", 25, "kg", "exact")),
    ("about 200 kg", ("amount", 200, "kg", "about")),
    ("up to 30 kg", ("amount", 30, "kg", "less_than")),
    ("nearly 80% of", ("percent", 80, "percent", "about")),
    ("89 per cent", ("percent", 89, "percent", "exact")),
    ("more than three-quarters of the population", ("percent", 75, "percent", "more_than")),
    ("about a fifth of the heroin", ("percent", 20, "percent", "about")),
    ("two thirds of the victims", ("percent", 66.6666666666, "percent", "exact")),
    ("worth more than $1 billion", ("money", 1e9, "usd", "more_than")),
    ("EUR 69 million", ("money", 69e6, "eur", "exact")),
    ("€5.5m in cash", ("money", 5.5e6, "eur", "exact")),
    ("more than 5.5 million euros", ("money", 5.5e6, "eur", "more_than")),
    ("1.4 million tablets", ("pieces", 1.4e6, "tablet", "exact")),
    ("over 50 murders", ("number", 50, "count", "more_than")),
    ("tripled", ("multiple", 3, "count", "exact")),
]


@pytest.mark.parametrize(("text", "expected"), ONE)
def test_reads_one_figure(text, expected):
    (figure,) = figures(text)
    assert (figure.kind, figure.value, figure.unit, figure.qualifier) == expected


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("between 2 and 3 tonnes", 2000, 3000, "kg"),
        ("2-3 kg", 2, 3, "kg"),
        ("from 10 to 20 kg", 10, 20, "kg"),
        ("10–15 %", 10, 15, "percent"),
        ("2 million to 3 million euros", 2e6, 3e6, "eur"),
        ("$2 to $3 million", 2e6, 3e6, "usd"),
        ("between 18 and 37 billion dollars", 18e9, 37e9, "usd"),
        ("between 500 and 1.2 million euros", 500, 1.2e6, "eur"),
        ("24 to 30 million", 24e6, 30e6, "count"),
    ],
)
def test_reads_ranges(text, low, high, unit):
    (figure,) = figures(text)
    assert (figure.value, figure.value_max, figure.unit) == (low, high, unit)
    assert figure.qualifier == "between"


@pytest.mark.parametrize(
    ("text", "value", "total"),
    [
        ("61st of 193", 61, 193),
        ("70st of 193 countries", 70, 193),
        ("ranked 61 out of 193", 61, 193),
        ("ranks 33rd globally", 33, None),
        ("3rd in Europe", 3, None),
        ("in 12th place", 12, None),
    ],
)
def test_reads_ranks(text, value, total):
    (figure,) = figures(text)
    assert (figure.kind, figure.value, figure.of) == ("rank", value, total)


@pytest.mark.parametrize(
    "text",
    [
        "Security Council resolution 1244",
        "No. 10",
        "COVID-19",
        "chapters 23 and justice",
        "the 5th session",
        "a third country",
        "in 2021",
        "see section 4",
    ],
)
def test_a_number_that_names_measures_nothing(text):
    assert not figures(text)


def test_a_ton_has_three_sizes():
    (figure,) = figures("20 tons")
    assert figure.value == 20_000
    assert [round(value) for value in figure.alternatives] == [18_144, 20_321]


def test_the_words_are_kept():
    (figure,) = figures("9,11 metric tonnes")
    assert (figure.raw_value, figure.raw_unit) == ("9,11", "metric tonnes")


def test_one_in_four_is_a_share():
    (figure,) = figures("one in four victims")
    assert (figure.kind, figure.value) == ("percent", 25)


def test_a_change_is_no_range():
    assert [figure.value for figure in figures("rose from 7.0 to 7.5")] == [7.0, 7.5]
    assert [figure.value_max for figure in figures("costs from 7.0 to 7.5")] == [7.5]
