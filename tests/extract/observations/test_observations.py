"""Figures in prose in many wordings: what is counted, where and when it holds, and what is none."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from karaula.evidence import Document, Observation, Passage, Source
from karaula.extract import extract

WORDINGS: dict[str, Any] = yaml.safe_load(
    Path(__file__).with_name("wordings.yml").read_text(encoding="utf-8")
)


def observations(*paragraphs: str) -> list[Observation]:
    text = "\n\n".join(paragraphs)
    source = Source(source_id="0" * 16, sha256="0" * 64, name="x", title="", language="en")
    passages, at = [], 0
    for paragraph in paragraphs:
        passages.append(Passage(kind="paragraph", start=at, end=at + len(paragraph)))
        at += len(paragraph) + 2
    document = Document(source=source, text=text, passages=tuple(passages))
    return [claim.slots for claim in extract(document) if claim.kind == "observation"]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        # any noun, and figures that share a frame
        ("Kenya lost 61 rhinos to poachers in 2021, and Tanzania 12.", [
            (61, "count", ("KEN",), "2021"), (12, "count", ("TZA",), "2021"),
        ]),
        ("In 2023 Norway deported 412 offenders, after 388 the year before.", [
            (412, "count", ("NOR",), "2023"), (388, "count", ("NOR",), "2022"),
        ]),
        ("The number of reported cases in Spain rose from 812 in 2019 to 1,204 in 2022.", [
            (812, "count", ("ESP",), "2019"), (1204, "count", ("ESP",), "2022"),
        ]),
        # shares in words, parts of a whole
        ("Every fourth rifle found in Ireland is new.", [(25, "percent", ("IRL",), None)]),
        ("About 3.4 million or 9 percent of adults in Spain used it.",
         [(9, "percent", ("ESP",), None)]),
        ("Two in five users in Serbia are young.", [(40, "percent", ("SRB",), None)]),
        ("Nine of Italy's 20 regions host a clan.", [(9, "count", ("ITA",), None)]),
        # where and when
        ("A gram of heroin costs 45 dollars in Oslo and 20 dollars in Prague.", [
            (45, "usd", ("NOR",), None), (20, "usd", ("CZE",), None),
        ]),
        ("In 2022 Estonia seized 90 kg of heroin, a quarter less than in 2021.", [
            (90, "kg", ("EST",), "2022"), (25, "percent", ("EST",), "2022"),
        ]),
    ],
)  # fmt: skip
def test_figures_in_many_wordings(text, figures):
    found = [(one.value, one.unit, one.area, one.period) for one in observations(text)]
    assert found == figures


@pytest.mark.parametrize(
    "text",
    [
        "Two men, aged 24 and 37, were held after a chase of 40 minutes.",
        "The boat was stopped 12 nautical miles west of Corfu.",
        "The two clans have made peace.",
        "He was fined 60,000 euros.",
        "Each package weighed about 1 kg.",
        "The room has 7 small windows.",
        "Every second Monday officers meet at the border.",
        "Of every ten migrants, four try again.",
    ],
)
def test_numbers_of_a_story_are_no_figures(text):
    assert observations(text) == []


def test_a_change_names_its_direction():
    (_, change) = observations(
        "Norway convicted 812 persons in 2022, 12 per cent more than in 2021."
    )
    assert (change.value, change.qualifier) == (12, "increase_since:2021")


def test_what_is_paid_for_is_no_amount():
    (price,) = observations("For a kilogram of ivory, buyers in Hanoi pay 600 to 1,100 dollars.")
    assert (price.value, price.value_max, price.area) == (600, 1100, ("VNM",))


def test_a_list_takes_its_frame_from_the_words_before_it():
    groups, drugs = observations(
        "In 2023 Malta counted 37 gangs, of which", "14 deal mainly in drugs;"
    )
    assert (drugs.indicator, drugs.value, drugs.period) == (groups.indicator, 14, "2023")


@pytest.mark.parametrize(
    ("text", "area", "period"),
    [
        # who counts, and whom it is about
        ("Croatian customs counted 431 cases of smuggling.", ("HRV",), None),
        ("14 murders were linked to gangs in Montenegro in 2020.", ("MNE",), "2020"),
        # from the day of telling
        ("SKOPJE, 3 March 2021 – Serbia counted 431 murders last year.", ("SRB",), "2020"),
        ("SKOPJE, 3 January 2021 – Serbia counted 843 murders last month.", ("SRB",), "2020-12"),
        (
            "SKOPJE, 3 March 2021 – Over the past ten years, Serbia counted 431 murders.",
            ("SRB",), "2011/2021",
        ),
        (
            "SKOPJE, 3 March 2021 – Serbia counted 431 cases of smuggling last week.",
            ("SRB",), "2021-02-22/2021-02-28",
        ),
    ],
)  # fmt: skip
def test_where_and_when_from_around(text, area, period):
    (found,) = observations(text)
    assert (found.area, found.period) == (area, period)


@pytest.mark.parametrize("row", WORDINGS["told"], ids=lambda row: f"{row[1]} {row[0]}"[:60])
def test_a_figure_in_other_words(row):
    text, value, unit, area, period = row
    found = [
        one
        for one in observations(text)
        if abs(one.value - value) <= 0.01 * value
        and unit in ("-", one.unit)
        and (area == "-" or area in one.area)
        and period in ("-", one.period)
    ]
    assert found, observations(text)


@pytest.mark.parametrize("text", WORDINGS["none"], ids=lambda it: it[:60])
def test_what_is_no_figure(text):
    assert observations(text) == []


@pytest.mark.parametrize(("text", "figures"), WORDINGS["whole"])
def test_all_figures_of_a_sentence(text, figures):
    assert {f"{one.value:g} {one.unit}" for one in observations(text)} == set(figures)
