"""Spans as an analyst would mark them, and texts that nobody would send."""

import json
import random
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.extract.spans import HIDES, LABELS, SpanReader, Told, read_lines, spans
from karaula.vocabulary import load

# A text, and what stands in it: label, words, value.
DRUGS = [
    ("They seized 3 kg of crystal meth.", "crystal meth", "methamphetamine_crystal"),
    ("They seized 900 Xanax pills.", "Xanax pills", "alprazolam"),
    ("They seized 40 g of pure Afghan heroin.", "pure Afghan heroin", "heroin"),
    ("They seized 2 kg of amphetamine (speed).", "amphetamine (speed)", "amphetamine"),
    ("They seized 2 kg of speed.", "speed", "amphetamine"),
    ("They seized 12 kg of marijuanna.", "marijuanna", "cannabis_herb"),
    ("He sold 5 g of 'ice' to a friend.", "'ice'", "methamphetamine_crystal"),
    ("The bag held 17 fentanyl lollipops.", "fentanyl lollipops", "fentanyl"),
    ("They seized 40 cannabis cigars.", "cannabis cigars", "cannabis"),
    ("They seized 2 kg of heroin (No. 4).", "heroin (No. 4)", "heroin"),
    ("They seized 1 kg of a heroin and fentanyl mix.", "heroin and fentanyl mix", "heroin"),
    (
        "The bottle held 1 litre of GHB (known as liquid ecstasy).",
        "GHB (known as liquid ecstasy)",
        "ghb",
    ),
    ("He had 30 g of cociane.", "cociane", "cocaine"),
]
NO_DRUGS = [
    "The boat moved at great speed over the ice.",
    "The cocaine dealer and his heroin laboratory were known.",
    "Anti-drug officers work in a drug market.",
    "The cocaine cartel and its heroin suppliers fell out.",
]
QUANTITIES = [
    ("They seized 6 kilos of 800 grams of heroin.", "6 kilos of 800 grams", 6.8, "kg"),
    ("They seized more than 2 tonnes of cocaine.", "more than 2 tonnes", 2000, "kg"),
    ("They seized 1,5 kg of hashish.", "1,5 kg", 1.5, "kg"),
    ("They seized half a tonne of opium.", "half a tonne", 500, "kg"),
    ("They seized 12 kg (26 pounds) of heroin.", "12 kg (26 pounds)", 12, "kg"),
    ("They seized 3 litres of GHB.", "3 litres", 3, "litre"),
    ("They seized 1,200 ecstasy tablets.", "1,200", 1200, "count"),
    ("They seized twenty-five bags of cannabis.", "twenty-five bags", 25, "package"),
    ("They seized 2 tonnes 300 kilograms of cannabis.", "2 tonnes 300 kilograms", 2300, "kg"),
    ("They seized 80 lt of liquid amphetamine.", "80 lt", 80, "litre"),
]
NO_QUANTITIES = [
    "On 12 March 2021 a man of 34 was heard.",
    "A fine of 300 pounds and a sum of 500 euros were set.",
    "Resolution 1244 names 193 countries.",
]
PLACES = [
    ("It came from Albania by sea.", "Albania", "ALB"),
    ("It was found in the Prizren district on Monday.", "Prizren district", None),
    ("A resident of Struga was held.", "Struga", "MKD"),
    ("It was shipped to the Western Balkans by road.", "Western Balkans", "WB"),
    ("They were held in Bitola, Ohrid and Tetovo.", "Ohrid", "MKD"),
    ("It lay off the coast of Montenegro.", "coast of Montenegro", "MNE"),
    ("It lay off the west coast of Greece.", "west coast of Greece", "GRC"),
    ("The Skopje mayor heard three men.", "Skopje", "MKD"),
    ("BELGRADE - Two men were held.", "BELGRADE", "SRB"),
]
ORGANISATIONS = [
    ("The Kosovo Police seized two cars.", "Kosovo Police", "xkx_police"),
    ("Officers of the Ministry of Interior of Serbia searched a flat.", "Ministry", "srb_police"),
    ("Europol officers helped.", "Europol", "europol"),
    ("The police seized two cars.", "police", None),
    (
        "It was found by the State Investigation and Protection Agency (SIPA) at noon.",
        "SIPA",
        "bih_sipa",
    ),
    ("The Durrës Prosecutor's Office opened a case.", "Durrës Prosecutor's Office", None),
]
FACILITIES = [
    ("He was held at Skopje International Airport on Friday.", "Skopje International Airport"),
    ("They stopped him at the Gradina border crossing at dawn.", "Gradina border crossing"),
    ("They stopped a car on Bajram Curri Street at dawn.", "Bajram Curri Street"),
    ("He was found at the police checkpoint at night.", "police checkpoint"),
]
HIDDEN = [
    ("Two kilos of heroin were hidden in the trunk of the car.", "trunk of the car", "part"),
    ("Heroin was concealed in a shipment of bananas.", "shipment of bananas", "cargo"),
    ("They found 3 kg of hashish in his suitcase.", "suitcase", "luggage"),
    ("Cocaine was found in a fishing boat.", "fishing boat", "vessel"),
    ("He had 5 g of cocaine hidden in his underwear.", "underwear", "body"),
]


def found(text: str, label: str) -> dict[str, object]:
    """Spans of one label: words and value."""
    return {span.text: span.value for span in spans(text) if span.label == label}


@pytest.mark.parametrize(("text", "words", "value"), DRUGS)
def test_drugs_stand_with_the_words_of_their_name(text: str, words: str, value: str | None) -> None:
    assert found(text, "DRUG") == {words: value}


@pytest.mark.parametrize("text", NO_DRUGS)
def test_ordinary_words_and_what_a_drug_describes_are_no_drugs(text: str) -> None:
    assert found(text, "DRUG") == {}


@pytest.mark.parametrize(("text", "words", "number", "unit"), QUANTITIES)
def test_quantities_are_read_in_base_units(text: str, words: str, number: float, unit: str) -> None:
    ((said, value),) = found(text, "QUANTITY").items()
    assert said == words
    assert isinstance(value, dict) and (value["number"], value["unit"]) == (number, unit)


@pytest.mark.parametrize("text", NO_QUANTITIES)
def test_dates_money_and_counts_are_no_quantities(text: str) -> None:
    assert found(text, "QUANTITY") == {}


@pytest.mark.parametrize(("text", "words", "value"), PLACES)
def test_places(text: str, words: str, value: str | None) -> None:
    places = found(text, "GPE")
    assert words in places and places[words] == value


@pytest.mark.parametrize(("text", "words", "value"), ORGANISATIONS)
def test_organisations(text: str, words: str, value: str | None) -> None:
    ((said, meant),) = found(text, "ORG").items()
    assert words in said and meant == value


@pytest.mark.parametrize(("text", "words"), FACILITIES)
def test_facilities(text: str, words: str) -> None:
    assert list(found(text, "FAC")) == [words]


@pytest.mark.parametrize(("text", "words", "kind"), HIDDEN)
def test_hiding_places_and_their_kind(text: str, words: str, kind: str) -> None:
    assert kind in HIDES
    assert found(text, "CONCEAL") == {words: kind}


def test_a_country_that_only_describes_is_no_place() -> None:
    assert found("The Albanian language and Serbian music are taught.", "GPE") == {}


PIECES = [
    "kg", "5", "1,000", "cocaine", "Heroin", "in", "the", "hidden", "car", "Police", "of", "(", ")",
    "Tirana", "“", "'", "s", ".", ",", "\n\n", "-", "пет", "кокаин", "كوكايين", "\u202e", "\u200b",
    "İ", "ß", "ﬁ", "0", "١٢", "\ud800", "U.S.", "A52", "x",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=60), st.sampled_from([" ", ""]))
def test_spans_are_slices_in_order_and_never_overlap(words: list[str], blank: str) -> None:
    text = blank.join(words)
    last = 0
    for span in spans(text):
        assert last <= span.start < span.end
        assert text[span.start : span.end] == span.text
        assert span.label in LABELS
        last = span.end


@given(st.text(max_size=300))
def test_any_text_gives_spans_that_are_json(text: str) -> None:
    line = json.dumps({"id": 1, "text": text})
    (answer,) = read_lines([line], _READER)
    assert isinstance(answer, dict)
    assert json.loads(json.dumps(answer, allow_nan=False)) == answer


_READER = SpanReader(load())

_NOISE = random.Random(3)
HOSTILE = {
    "a sentence of 100,000 words": ("the police seized two kilos of heroin in a car " * 10_000, 1),
    "100,000 names in one sentence": ("in Tirana, " * 50_000, 0),
    "nothing but digits": (" ".join(["0123456789"] * 30_000), 0),
    "one number of 300,000 digits": ("7" * 300_000, 0),
    "one word of a million letters": ("a" * 1_000_000, 0),
    "nothing but quotation marks": ("“ ' \" " * 30_000, 0),
    "nothing but capitals": ("ABC " * 50_000, 0),
    "open brackets": ("(" * 100_000, 0),
    "right to left and left to right": ("ضبط 5 كغ من الحشيش \u202eniocoC\u202c " * 3_000, 0),
    "another language": ("Полицијата заплени кола во близина на селото и приведе лица. " * 500, 0),
    "noise of a scanner": (
        "".join(_NOISE.choices(string.ascii_lowercase + " .,:;'1l|", k=100_000)),
        0,
    ),
    "nothing": ("", 0),
    "blanks": (" \t\n" * 10_000, 0),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_end_and_invent_nothing(name: str) -> None:
    text, least = HOSTILE[name]
    marked = [span for span in _READER.read(text) if span.label in ("DRUG", "CONCEAL")]
    assert (len(marked) > 0) == (least > 0)


def test_a_long_text_is_read_to_its_end() -> None:
    once = "Police found 3 kg of heroin hidden in a car in Tirana, Durrës and Vlora. "
    assert len(_READER.read(once * 1000)) == 1000 * len(_READER.read(once))


def test_a_broken_line_is_told_with_its_number_and_the_rest_goes_on() -> None:
    lines: list[str | bytes] = [
        '{"id": "a", "text": "2 kg of heroin"}',
        "{broken",
        "",
        b'\xff\xfe{"id": 1}',
        '["no object"]',
        '{"id": 2, "text": 7}',
        "[" * 100_000,
        b'\xef\xbb\xbf{"id": 3, "text": "5 g of cocaine"}',
    ]
    answers = list(read_lines(lines, _READER))
    assert [answer.line for answer in answers if isinstance(answer, Told)] == [2, 4, 5, 6, 7]
    assert [answer["id"] for answer in answers if isinstance(answer, dict)] == ["a", 3]


def test_a_number_beyond_all_measure_has_no_value() -> None:
    (span,) = (span for span in spans("9" * 400 + " kg of heroin") if span.label == "QUANTITY")
    assert span.value is None
