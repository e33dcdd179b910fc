"""Tables in documents: each cell with what its row and its column say."""

TABLE = """# Organized Crime Index 2021

| Country | Criminality | Rank (Europe) | Rank (World) |
|---|---|---|---|
| Serbia | 6,21 | 2 (44) | 33 (193) |
| Bosnia Herzegovina | 5,89 | 5 (44) | 49 (193) |
| Kosovo | - | n/a | |
"""


def rows(found):
    return [
        (c.slots.area, c.slots.indicator, c.slots.value, c.slots.unit, c.slots.of) for c in found
    ]


def test_scores_and_ranks(claims):
    assert rows(claims(TABLE)) == [
        (("SRB",), "criminality", 6.21, "score", None),
        (("SRB",), "criminality", 2, "rank", 44),
        (("SRB",), "criminality", 33, "rank", 193),
        (("BIH",), "criminality", 5.89, "score", None),
        (("BIH",), "criminality", 5, "rank", 44),
        (("BIH",), "criminality", 49, "rank", 193),
    ]
    assert {c.slots.period for c in claims(TABLE)} == {"2021"}
    assert {c.slots.among for c in claims(TABLE)} == {None, "EUROPE", "WORLD"}


def test_a_missing_cell_is_no_zero(claims):
    assert not [claim for claim in claims(TABLE) if claim.slots.area == ("XKX",)]


def test_years_as_columns(claims):
    text = """## Seizures

| Cocaine seized (kg) | 2020 | 2021 |
|---|---|---|
| Croatia | 1,5 | 2300 |
| Albania | 12,25 | 7 |
"""
    found = [(c.slots.area, c.slots.period, c.slots.value) for c in claims(text)]
    assert found == [
        (("HRV",), "2020", 1.5),
        (("HRV",), "2021", 2300),
        (("ALB",), "2020", 12.25),
        (("ALB",), "2021", 7),
    ]


def test_units_of_the_head_are_converted(claims):
    text = """| Country | Heroin (t) | Share (%) |
|---|---|---|
| Croatia | 1.5 | 20 |
"""
    found = [(c.slots.substance, c.slots.value, c.slots.unit) for c in claims(text)]
    assert found == [("heroin", 1500, "kg"), (None, 20, "percent")]


def test_each_claim_points_to_its_heads(claims, document):
    text = document(TABLE).text
    first = claims(TABLE)[0]
    assert [text[start:end] for start, end in first.spans] == ["6,21", "Serbia", "Criminality"]
