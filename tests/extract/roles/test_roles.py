"""What an area is in a market: said of the subject, of the section, or of a place of its own."""

import pytest

CASES = [
    (
        "Serbia",
        "It is a transit and, to a lesser extent, a source country for heroin and cocaine.",
        {"SRB heroin transit", "SRB cocaine transit", "SRB heroin source", "SRB cocaine source"},
    ),
    (
        "Europe",
        "Croatia and Slovenia are gateways for cocaine.",
        {"HRV cocaine transit", "SVN cocaine transit"},
    ),
    ("Europe", "Afghanistan remains the main producer of opium.", {"AFG opiates production"}),
    ("Europe", "Cocaine comes from producing countries such as Peru.", {"PER cocaine production"}),
    ("Bulgaria", "Domestic cultivation of cannabis is on the rise.", {"BGR cannabis production"}),
    (
        "Europe",
        "As for human trafficking, Romania is a source country.",
        {"ROU human_trafficking source"},
    ),
    ("Europe", "Durrës is a key entry point for cocaine.", {"ALB cocaine transit"}),
    (
        "Europe",
        "Antwerp and Rotterdam remain the main gateways for cocaine.",
        {"BEL cocaine transit", "NLD cocaine transit"},
    ),
    ("Europe", "Serbia is a source country for illegal firearms.", {"SRB firearms source"}),
    (
        "Europe",
        "Romania is a source country for victims of trafficking.",
        {"ROU human_trafficking source"},
    ),
    (
        "Europe",
        "Kosovo is a transit country for smuggled migrants.",
        {"XKX migrant_smuggling transit"},
    ),
    ("Europe", "Moldova has evolved into a transit country for heroin.", {"MDA heroin transit"}),
    (
        "Europe",
        "Ghana serves both as a destination and as a transit country for cocaine.",
        {"GHA cocaine destination", "GHA cocaine transit"},
    ),
    ("Europe", "Heroin is stored in Kosovo.", {"XKX heroin storage"}),
    ("Europe", "The main destination for the heroin is Germany.", {"DEU heroin destination"}),
    (
        "Europe",
        "Austria, a country of transit for cocaine, shares its border with Hungary.",
        {"AUT cocaine transit"},
    ),
    ("Europe", "Libya's role as a hub for cocaine has grown.", {"LBY cocaine transit"}),
    (
        "Europe",
        "Bulgaria ranks among the largest producers of amphetamine in Europe.",
        {"BGR synthetic_drugs production"},
    ),
    # Conditions and what nobody knows tell no role.
    ("Europe", "Without checks, would Croatia become a transit country for heroin?", set()),
    ("Europe", "There are no indications that heroin is produced in Croatia.", set()),
    ("Europe", "If prices rise, Croatia may become a transit country for heroin.", set()),
    # No area, no market, or nothing of the kind.
    ("Europe", "Germany is a destination country for migrants.", set()),
    ("Europe", "The source of this information is a report on heroin.", set()),
    ("Croatia", "The production of opioids in the world has grown.", set()),
    ("Croatia", "The minister is a key player.", set()),
]


@pytest.mark.parametrize(("section", "sentence", "expected"), CASES)
def test_roles(section, sentence, expected, claims):
    found = {
        f"{c.slots.area} {c.slots.market} {c.slots.role}"
        for c in claims(f"# Note on drugs\n\n## {section}\n\n{sentence}\n")
        if c.kind == "role"
    }
    assert found == expected


def test_strength_is_what_the_text_says(claims):
    text = "Albania is a key transit country for heroin."
    (role,) = [c for c in claims(text) if c.kind == "role"]
    assert role.slots.strength == "key"


@pytest.mark.parametrize(
    "text",
    [
        "Malta was once a major producer of marijuana.",
        "Malta used to be a transit country for heroin.",
        "Malta, a former source country for heroin, has a new port.",
    ],
)
def test_what_was_so_once_is_not_denied_either(text, claims):
    assert [claim for claim in claims(text) if claim.kind == "role"] == []
