"""Legs of routes: who says that something goes from where, through where, to where."""

import pytest

# section heading | sentence | market, origin, via, destination of each leg
CASES = [
    (
        "Europe",
        "Cocaine is shipped from Ecuador and Colombia to Antwerp in Belgium.",
        [("cocaine", "ECU COL", "", "BEL")],
    ),
    (
        "Albania",
        "Most heroin enters the country from Turkey through North Macedonia.",
        [("heroin", "TUR", "MKD", "ALB")],
    ),
    (
        "Europe",
        "Cannabis from Albania is trafficked into Montenegro and moved on to Croatia.",
        [("cannabis", "ALB", "", "MNE"), ("cannabis", "ALB", "MNE", "HRV")],
    ),
    (
        "Europe",
        "Cocaine from Ecuador arrives in Belgium and is moved through Germany to Hungary.",
        [("cocaine", "ECU", "", "BEL"), ("cocaine", "ECU", "BEL DEU", "HUN")],
    ),
    (
        "Moldova",
        "The country is a gateway for cigarettes smuggled from Ukraine into Romania.",
        [("tobacco", "UKR", "MDA", "ROU")],
    ),
    (
        "Slovenia",
        "Amphetamine, as well as cocaine from South America, is smuggled via Italy.",
        [("cocaine", "SAM", "ITA", "SVN")],
    ),
    (
        "Europe",
        "Goods of this kind reached Hungary by land through Serbia; nobody knows what they were.",
        [],
    ),
    (
        "Serbia",
        "The country is a source of amphetamine for the EU, with the drug transported through "
        "Hungary.",
        [("synthetic_drugs", "SRB", "HUN", "EU")],
    ),
    (
        "Bulgaria",
        "Migrant smuggling from Turkey to Western Europe passes through the country.",
        [("migrant_smuggling", "TUR", "BGR", "WEUR")],
    ),
    (
        "Europe",
        "Precursors are imported from China and then produced in the Netherlands.",
        [("precursors", "CHN", "", "NLD")],
    ),
    (
        "Montenegro",
        "Albanian and Kosovar heroin is smuggled into Serbia.",
        [("heroin", "ALB XKX", "MNE", "SRB")],
    ),
    # Towns, crossings and ports stand for the country that they lie in.
    (
        "Europe",
        "Cocaine from Guayaquil reached Durrës through the port of Gioia Tauro.",
        [("cocaine", "ECU", "ITA", "ALB")],
    ),
    (
        "Europe",
        "Heroin is smuggled from Istanbul through the Kapitan Andreevo crossing to Belgrade.",
        [("heroin", "TUR", "BGR", "SRB")],
    ),
    (
        "Europe",
        "Cannabis is shipped from Vlorë to Bari and Brindisi by speedboat.",
        [("cannabis", "ALB", "", "ITA")],
    ),
    (
        "Europe",
        "Cocaine was shipped from Cartagena to Koper.",
        [],
    ),
    ("Europe", "Two men, both from Vranje, transported cocaine.", []),
    (
        "Hungary",
        "Cocaine from Ecuador arrives in Rotterdam and is moved through Germany to Hungary.",
        [("cocaine", "ECU", "", "NLD"), ("cocaine", "ECU", "NLD DEU", "HUN")],
    ),
    # Goods whose names lawful or counted things share.
    (
        "Europe",
        "Firearms are trafficked from Bosnia and Herzegovina to Sweden.",
        [("firearms", "BIH", "", "SWE")],
    ),
    (
        "Europe",
        "Firearms from Serbia were smuggled into Sweden hidden in cars.",
        [("firearms", "SRB", "", "SWE")],
    ),
    (
        "Europe",
        "Migrants are smuggled through Serbia to Hungary.",
        [("migrant_smuggling", "", "SRB", "HUN")],
    ),
    (
        "Europe",
        "Afghan nationals were smuggled from Serbia to Austria in lorries.",
        [("migrant_smuggling", "SRB", "", "AUT")],
    ),
    (
        "Europe",
        "Women and girls from Moldova are trafficked to Turkey for sexual exploitation.",
        [("human_trafficking", "MDA", "", "TUR")],
    ),
    (
        "Europe",
        "Victims from Romania were trafficked to Italy and Germany.",
        [("human_trafficking", "ROU", "", "ITA DEU")],
    ),
    (
        "Europe",
        "Waste is illegally shipped from Italy to Romania.",
        [("waste", "ITA", "", "ROU")],
    ),
    (
        "Europe",
        "Illegal timber is transported from Romania to Austria.",
        [("flora", "ROU", "", "AUT")],
    ),
    (
        "Europe",
        "Counterfeit clothing is imported from Turkey via Bulgaria to Romania.",
        [("counterfeit_goods", "TUR", "BGR", "ROU")],
    ),
    ("Europe", "Women smuggled heroin from Turkey to Bulgaria.", [("heroin", "TUR", "", "BGR")]),
    (
        "Europe",
        "Stolen cars from Italy are driven to Albania and Kosovo.",
        [("stolen_vehicles", "ITA", "", "ALB XKX")],
    ),
    # ... which here are lawful, or only people on their way.
    ("Europe", "Timber is exported from Romania to Austria.", []),
    ("Europe", "Migrants travelled through Serbia to Hungary.", []),
    ("Europe", "The weapons were sent to a laboratory in Belgrade.", []),
    ("Europe", "People moved from Serbia to Hungary.", []),
    (
        "Europe",
        "Cocaine arrives in Croatia. Migrants from Syria pass through Bulgaria to Germany.",
        [],
    ),
    # A way told by several clauses, or by several sentences.
    (
        "Europe",
        "Tramadol leaves Mumbai in containers and ends its journey in Lomé.",
        [("medicines", "IND", "", "TGO")],
    ),
    (
        "Europe",
        "From Guayaquil the cocaine sails to Antwerp; from there couriers drive it to Paris.",
        [("cocaine", "ECU", "", "BEL"), ("cocaine", "BEL", "", "FRA")],
    ),
    (
        "Europe",
        "The pistols were bought in Slovakia before they were smuggled into Sweden via Denmark.",
        [("firearms", "SVK", "DNK", "SWE")],
    ),
    (
        "Europe",
        "The methamphetamine was destined for Norway. It had been posted in Mexico.",
        [("synthetic_drugs", "MEX", "", "NOR")],
    ),
    ("Europe", "Germany is supplied with cannabis from Spain.", [("cannabis", "ESP", "", "DEU")]),
    (
        "Europe",
        "A pipeline for weapons runs from the Balkans via Austria to Germany.",
        [("firearms", "SEE", "AUT", "DEU")],
    ),
    # Conditions, questions and advice tell no way.
    ("Europe", "If Serbia closed its border, heroin would go from Bulgaria to Romania.", []),
    ("Europe", "Does cocaine come from Ecuador to Greece?", []),
    ("Europe", "Spain should stop the hashish that might pass from Morocco to France.", []),
    # Nothing moves, or only people do.
    (
        "Europe",
        "How cocaine reaches Spain by sea, and why ports matter to Croatia.",
        [],
    ),
    ("Europe", "Cocaine shipments are a threat to Croatia.", []),
    ("Croatia", "Criminals from Serbia have moved to Spain.", []),
    ("Croatia", "Officers from Italy and experts from Austria attended.", []),
    ("Croatia", "The price of heroin fell from 2019 to 2021.", []),
    ("Croatia", "Croatia cooperates with Slovenia on drug policy.", []),
]


@pytest.mark.parametrize(("section", "sentence", "expected"), CASES)
def test_legs(section, sentence, expected, claims):
    found = [
        (
            c.slots.market,
            " ".join(c.slots.origin),
            " ".join(c.slots.via),
            " ".join(c.slots.destination),
        )
        for c in claims(f"# Note on drugs\n\n## {section}\n\n{sentence}\n")
        if c.kind == "leg"
    ]
    assert found == expected


def test_doubt_mode_and_route_are_kept(claims):
    text = "Heroin is reportedly smuggled by sea from Turkey to Greece along the Balkan route."
    (leg,) = [c for c in claims(text) if c.kind == "leg"]
    assert (leg.slots.hedge, leg.slots.mode, leg.slots.route) == (
        "reportedly",
        ("sea",),
        "balkan_route",
    )
    assert leg.modality == "reported"


def test_a_destination_alone_is_no_way(claims):
    assert not [c for c in claims("Cocaine is shipped to Colombia.") if c.kind == "leg"]


def test_an_origin_alone_is_no_way(claims):
    assert not [c for c in claims("Cocaine arrives from Colombia.") if c.kind == "leg"]
