"""Figures in sentences: the spellings that trip up number readers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.extract.sentences.dates import dates
from karaula.extract.sentences.english import ENGLISH
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
    ("three hundred and twelve kilos", ("amount", 312, "kg", "exact")),
    ("a hundred and twenty kilos", ("amount", 120, "kg", "exact")),
    ("two hundred million euros", ("money", 2e8, "eur", "exact")),
    ("about two thousand five hundred tablets", ("pieces", 2500, "tablet", "about")),
    ("twelve hundred tablets", ("pieces", 1200, "tablet", "exact")),
    ("ninety-one kilograms and six grams", ("amount", 91.006, "kg", "exact")),
    ("worth 5 million euros ($1 = 0.8730 euros)", ("money", 5e6, "eur", "exact")),
    ("worth 5 million lei (1 euro = 5.06 lei; £1 = $1.25)", ("money", 5e6, "ron", "exact")),
    ("58 kilograms and 700 grams of heroin", ("amount", 58.7, "kg", "exact")),
    ("about 1 kg 250 g", ("amount", 1.25, "kg", "about")),
    ("2 tonnes and 300 kilograms", ("amount", 2300, "kg", "exact")),
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
    ("two 9 mm pistols", ("count", 2, "count", "exact")),
    ("22 barrels of acetone", ("pieces", 22, "canister", "exact")),
    ("2 barrels of oil", ("amount", 317.974589856, "litre", "exact")),
    ("tripled", ("multiple", 3, "count", "exact")),
]


WORDS = {int(value): word for word, value in ENGLISH.numbers.items() if word != "dozen"}


def spelled(number: int) -> str:
    """A number as a British writer spells it."""
    for size, name in ((10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            head, rest = divmod(number, size)
            joint = " and " if rest < 100 else " "
            return f"{spelled(head)} {name}" + (joint + spelled(rest) if rest else "")
    if number in WORDS:
        return WORDS[number]
    return f"{WORDS[number // 10 * 10]}-{WORDS[number % 10]}"


@given(number=st.integers(2, 10**8), joint=st.sampled_from(["-", " "]))
def test_numbers_in_words_are_read_whole(number: int, joint: str) -> None:
    words = spelled(number).replace("-", joint)
    (figure,) = figures(f"{words} kilos")
    assert (figure.value, figure.unit) == (number, "kg")


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("between one hundred and two hundred kilos", [(100, 200)]),
        ("two hundred and five hundred kilos", [(200, None), (500, None)]),
        ("thirty and forty kilos", [(30, None), (40, None)]),
        ("20 kg and 200 tablets", [(20, None), (200, None)]),
        ("2 kg of heroin and 700 g of cocaine", [(2, None), (0.7, None)]),
        ("700 grams and 2 kg", [(0.7, None), (2, None)]),
    ],
)
def test_what_stands_side_by_side_is_not_added(
    text: str, values: list[tuple[float, float | None]]
) -> None:
    assert [(one.value, one.value_max) for one in figures(text)] == values


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
        "a 9 millimeter pistol",
        "a .40 caliber pistol",
        "a 12-gauge shotgun",
        "7.62mm rifles",
        "Security Council resolution 1244",
        "No. 10",
        "COVID-19",
        "chapters 23 and justice",
        "the 5th session",
        "a third country",
        "in 2021",
        "see section 4",
        "sold for 40 francs",
        "about 3 million dinars",
    ],
)
def test_a_number_that_names_measures_nothing(text):
    assert not figures(text)


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("cannabis worth 2,000 pounds", "gbp"),
        ("with a street value of 2,000 pounds", "gbp"),
        ("a bribe of 2,000 pounds", "gbp"),
        ("sold 2,000 pounds of cannabis", "kg"),
        ("the load weighed 2,000 pounds", "kg"),
        ("2,000 pounds", "kg"),
    ],
)
def test_pounds_are_money_where_a_price_is_told(text, unit):
    (figure,) = figures(text)
    assert figure.unit == unit


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
