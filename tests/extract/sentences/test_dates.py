"""Dates in prose: read with the precision that the words have, and no more."""

import pytest

from karaula.extract.sentences.dates import dates
from karaula.extract.sentences.tokens import tokens

CASES = [
    ("on 17 June 2019, law enforcement", ["2019-06-17"]),
    ("In September 2020 the", ["2020-09"]),
    ("In 2023, 9.11 tonnes", ["2023"]),
    ("held on 14 and 15 December 2021", ["2021-12-14/2021-12-15"]),
    ("Vienna, 27-30 June 2017", ["2017-06-27/2017-06-30"]),
    ("for the period 2021–2025", ["2021/2025"]),
    ("in 2021-25", ["2021/2025"]),
    ("between 2015 and 2020", ["2015/2020"]),
    ("in 2015 and 2020", ["2015", "2020"]),
    ("in the 1990s", ["1990/1999"]),
    ("back to the 90s", ["1990/1999"]),
    ("the first half of 2023", ["2023-01/2023-06"]),
    ("in the third quarter of 2021", ["2021-07/2021-09"]),
    ("Q3 2021", ["2021-07/2021-09"]),
    ("on 30.11.2023", ["2023-11-30"]),
    ("on 2023-11-30", ["2023-11-30"]),
    ("June 17, 2019", ["2019-06-17"]),
    ("between November 8-19, 2022", ["2022-11-08/2022-11-19"]),
    ("a record Aug. 30 haul", ["--08-30"]),
    ("on 10/04/2021", ["2021-04-10"]),
    ("on 07/23/2019", ["2019-07-23"]),
    ("on the 3rd of May", ["--05-03"]),
    ("May 2020 to June 2021", ["2020-05/2021-06"]),
    # No dates.
    ("it may 5 tonnes", []),
    ("in March", []),
    ("resolution adopted by 193 States", []),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_reads(text, expected):
    assert [dated.value for dated in dates(tokens(text, 0, len(text)))] == expected


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31 February 2020", "February 2020 has 29 days"),
        ("32 May 2021", "May 2021 has 31 days"),
        ("30.13.2023", "there is no month 13"),
        ("2025–2021", "the period ends in 2021, before it begins"),
        ("29 February 2020", None),
    ],
)
def test_says_why_a_date_cannot_be(text, fault):
    (dated,) = dates(tokens(text, 0, len(text)))
    assert dated.fault == fault


@pytest.mark.parametrize(
    ("text", "relation"), [("since 2015", "since"), ("by 2030", "by"), ("in 2015", None)]
)
def test_keeps_what_a_date_bounds(text, relation):
    (dated,) = dates(tokens(text, 0, len(text)))
    assert dated.relation == relation
