"""How a claim reads as a sentence: kinds, hedges, articles, names, and what is told together."""

from pathlib import Path
from types import SimpleNamespace

import pytest

from karaula.assess import compose, verify
from karaula.assess.compose.stated import REGION, Homes
from karaula.assess.report import Bullets, Report, words
from karaula.assess.sentences import sentence
from karaula.evidence import Claim, Incident, Leg, Observation, Presence, Response, Role, Slots, Tie
from karaula.evidence.table import claims_table
from karaula.lake import Lake
from karaula.vocabulary import load
from tests.assess.conftest import Text, source, write

SAID: dict[str, tuple[Slots, str]] = {
    "a role": (
        Role(area="ALB", market="heroin", role="transit"),
        "Heroin: Albania is described as a place of transit.",
    ),
    "a weight before the noun": (
        Role(area="ALB", market="heroin", role="transit", strength="important"),
        "Heroin: Albania is described as an important place of transit.",
    ),
    "a weight before all": (
        Role(area="NLD", market="cannabis", role="source", strength="primarily"),
        "Cannabis: the Netherlands is described as primarily a source.",
    ),
    "an extent": (
        Role(area="ALB", market="cocaine", role="destination", strength="lesser extent"),
        "Cocaine: Albania is described as to a lesser extent a destination.",
    ),
    "a weight that fits nowhere": (
        Role(area="ALB", market="cannabis", role="production", strength="largest"),
        "Cannabis: Albania is described as a place of production (“largest”).",
    ),
    "a detail and a hedge": (
        Role(area="HRV", market="cocaine", role="transit", detail="hub", hedge="in the past"),
        "Cocaine: Croatia is described as a place of transit (“hub”); the source says “in the "
        "past”.",
    ),
    "the substance says more than the market": (
        Role(area="BIH", market="synthetic_drugs", role="production", substance="mdma"),
        "MDMA: Bosnia and Herzegovina is described as a place of production.",
    ),
    "a route": (
        Leg(
            market="heroin", origin=("TUR",), via=("ALB",), destination=("EU",),
            route="balkan_route", mode=("sea", "land"), share="most",
        ),
        "Heroin: said to move from Türkiye by way of Albania to the European Union, by sea and "
        "land, along the Balkan route (most of it).",
    ),
    "two substances on a route": (
        Leg(market="synthetic_drugs", destination=("HRV",), substance="amphetamine, mdma"),
        "Amphetamine and MDMA: said to move to Croatia.",
    ),
    "a group in a market": (
        Presence(group="criminal networks", area=("ALB",), market=("heroin",)),
        "Present in Albania (heroin): criminal networks.",
    ),
    "a group in control": (
        Presence(group="local gangs", area=("HRV",), market=("drugs",), activity="control"),
        "In control in Croatia (drug trafficking): local gangs.",
    ),
    "a group and no more": (Presence(group="The Grey Ones"), "Named as a group: The Grey Ones."),
    "two alike": (
        Tie(a="the Grey Ones", b="Kavački clan", type="rival"),
        "Rivals: the Grey Ones and Kavački clan.",
    ),
    "among themselves": (
        Tie(a="rival groups", b="rival groups", type="rival", market="cocaine"),
        "Rivals (cocaine): rival groups among themselves.",
    ),
    "from the second to the first": (
        Tie(a="the Grey Ones", b="Kavački clan", type="controls", hedge="arguably"),
        "In control of Kavački clan: the Grey Ones; the source says “arguably”.",
    ),
    "an incident": (
        Incident(type="seizure", date="2021-08-03", place="Bar", substance=("cocaine",),
                 quantity=2.0, unit="tonne", qualifier="more_than", kg=2000.0),
        "Seizure, 3 August 2021, Bar, cocaine, more than 2\u00a0tonnes.",
    ),
    "a figure": (
        Observation(indicator="cocaine_trade", value=6.5, unit="score", area=("ALB",),
                    period="2023"),
        "Cocaine trade, Albania, 2023: 6.5.",
    ),
    "a response": (
        Response(name="Plan of the coast", type="strategy", period="2021/2025", area=("ALB",),
                 pillar=("pursue",), body="selec"),
        "Strategy, 2021 to 2025 (pillar: pursue): Plan of the coast, led by Southeast European "
        "Law Enforcement Centre.",
    ),
    "a response without a type": (Response(name="Plan"), "Response: Plan."),
}  # fmt: skip


@pytest.mark.parametrize(("slots", "expected"), SAID.values(), ids=SAID.keys())
def test_sentences(slots: Slots, expected: str) -> None:
    claim = Claim(slots=slots, source_id="s", method="text:test@1", quote="q", start=0, end=1)
    (row,) = claims_table(claim.kind, [claim]).to_pylist()
    assert words(sentence(claim.kind, row, load())) == expected


HEDGED = {
    "reported": "Reportedly, heroin: Albania is described as a place of transit.",
    "alleged": "Allegedly, heroin: Albania is described as a place of transit.",
    "denied": "Denied, heroin: Albania is described as a place of transit.",
}


@pytest.mark.parametrize(("modality", "expected"), HEDGED.items())
def test_hedges_of_the_source_stay(modality: str, expected: str) -> None:
    claim = Claim(
        slots=Role(area="ALB", market="heroin", role="transit"), source_id="s", quote="q",
        method="text:test@1", start=0, end=1, modality=modality, marks=("draft",),  # type: ignore[arg-type]
    )  # fmt: skip
    (row,) = claims_table("role", [claim]).to_pylist()
    assert words(sentence("role", row, load())) == expected[:-1] + " (from a draft)."


TEXT = """Albania is a transit and, to a lesser extent, a destination country for heroin.
It is also a key transit country for heroin. The Kavač clan and the Škaljari clan are rivals.
Serbian gangs work with the Grey Ones. The Kavač clan and the Škaljari clan control Montenegro.
Heroin moves to Albania. Heroin is moved to Albania.
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Path]:
    """A report on statements only."""
    folder = tmp_path_factory.mktemp("told") / "lake"
    text = Text(source("told.txt", b"told", title="Told"), TEXT)
    twice = "a transit and, to a lesser extent, a destination country for heroin"
    clans = "The Kavač clan and the Škaljari clan control Montenegro"
    role = Role(area="ALB", market="heroin", role="transit")
    lesser = Role(area="ALB", market="heroin", role="destination", strength="lesser extent")
    claims = [
        text.claim(lesser, twice),
        text.claim(role, twice),
        text.claim(Role(area="ALB", market="heroin", role="transit", strength="key"),
                   "a key transit country for heroin"),
        text.claim(Tie(a="Kavač clan", b="Škaljari clan", type="rival"),
                   "The Kavač clan and the Škaljari clan are rivals"),
        text.claim(Tie(a="Serbian gangs", b="the Grey Ones", type="partner"),
                   "Serbian gangs work with the Grey Ones"),
        text.claim(Presence(group="Kavač clan", area=("MNE",), activity="control"), clans),
        text.claim(Presence(group="Škaljari clan", area=("MNE",), activity="control"), clans),
        text.claim(Leg(market="heroin", destination=("ALB",)), "Heroin moves to Albania"),
        text.claim(Leg(market="heroin", destination=("ALB",)), "Heroin is moved to Albania"),
    ]  # fmt: skip
    write(folder, text, claims)
    return compose(Lake(folder), SimpleNamespace(name="T", region="WB.six"), load()), folder


def sheet(report: Report, area: str) -> list[str]:
    section = next(part for part in report.sections if part.anchor == f"area-{area}")
    bullets = (block for block in section.blocks if isinstance(block, Bullets))
    return [words(item) for block in bullets for item in block.items]


def test_what_stands_in_the_same_words_is_told_as_one(told: tuple[Report, Path]) -> None:
    roles = [line for line in sheet(told[0], "ALB") if "described" in line]
    assert [line.split(" “")[0] for line in roles] == [
        "Heroin: Albania is described as a place of transit and to a lesser extent a destination.",
        "Heroin: Albania is described as a key place of transit.",
    ]
    assert any(
        line.startswith("In control in Montenegro: Kavač clan and Škaljari clan. “")
        for line in sheet(told[0], "MNE")
    )


def test_the_same_statement_stands_once_with_all_its_words(told: tuple[Report, Path]) -> None:
    legs = [line for line in sheet(told[0], "ALB") if "said to move" in line]
    assert legs == [
        "Heroin: said to move to Albania. “Heroin moves to Albania” [S1] “Heroin is moved to "
        "Albania” [S1]"
    ]


def test_ties_stand_where_the_groups_are_from(told: tuple[Report, Path]) -> None:
    assert any(line.startswith("Rivals: Kavač clan and") for line in sheet(told[0], "MNE"))
    assert any(line.startswith("Partners: Serbian gangs and") for line in sheet(told[0], "SRB"))
    assert not any("Rivals" in line for line in sheet(told[0], "SRB"))


def test_every_statement_is_bound_and_in_the_annex(told: tuple[Report, Path]) -> None:
    report, folder = told
    verify(report, Lake(folder))
    printed = str(report)
    for kind in ("role", "tie", "presence", "leg"):
        for claim in Lake(folder).claims(kind).claim_id.to_pyarrow().to_pylist():
            assert f"Anchor(ref=Ref(kind='claim', id='{claim}'))" in printed


@pytest.mark.parametrize(
    ("group", "told_of"),
    [
        ("Serbian gangs", ["SRB"]),
        ("Balkan gangs", [REGION]),
        ("Western Balkan groups", [REGION]),
        ("European gangs", []),
        ("South American cartels", []),
        ("Italian mafia", []),
    ],
)
def test_of_which_part_groups_are_told(group: str, told_of: list[str]) -> None:
    words_known = load()
    homes = Homes(words_known, words_known.area_sets["WB.six"])
    assert homes.of([group]) == told_of
