"""Mappings that are drafted by looking at a table: what they say, and that they can be used."""

from pathlib import Path

import pytest

from karaula.evidence import Source
from karaula.read.connectors.mapped import MAPPING, MappedConnector, draft, load_mapping
from karaula.vocabulary import load

SERBIAN = """\
Заплене 2023;;;;;
Датум;Место;Држава;Врста дроге;Количина (кг);Бр.
3.4.2023;Хоргош;Србија;хероин;12,5;1
15.4.2023;Батровци;Србија;кокаин;1.250,75;2
"""
ENGLISH = """\
"Date of seizure","Country","From","To","Drug","Weight","Means of transport"
03/25/2023,Serbia,Turkey,Germany,Heroin,"1,250.5 kg",truck
04/05/2023,Serbia,Ecuador,Albania,Cocaine,500 g,ship
"""
ALBANIAN = """\
data\tvendi\tdroga\tsasia\tnjësia
2023-04-03\tShqipëri\theroinë\t2\tkg
2023-04-04\tKosovë\tkanabis\t3\tkg
"""
NEWSROOM = """\
Kada;Gde;Roba;Koliko;Odakle;Kuda;Sakriveno u
3.4.2023;GP Horgoš;heroin;"12,5 kg";Turska;Nemačka;rezervoar
5.4.2023;luka Bar;kokain;2 paketa od 1,5 kg;Gvajakil;Beograd;banane
"""
IN_PARTS = """\
id,reporting_country,year,month,drug,qty_kg,Border crossing point
1,Serbia,2020,3,Heroin,12.5,Batrovci
2,Serbia,2020,April,Cocaine,3.25,Horgoš
3,Albania,2021,,Cannabis,1200.5,Muriqan
"""
WORTH = """datum;zemlja;droga;kg;Procenjena vrednost (EUR)
12.03.2021;Srbija;heroin;12,5;310.000
15.04.2021;Bugarska;kokain;3;90.500
"""
CASH = """date,country,drug,weight,value,cash seized
2021-03-12,Serbia,heroin,12 kg,310000,EUR 500
2021-04-15,Bulgaria,cocaine,3 kg,90500,200 lev
"""
UNLABELLED_PLACES = """\
a,b,c,d
"Durrës, Albania",2023-04-03,heroin,2 kg
Port of Koper,2023-04-04,cocaine,about 3 kilos
Thessaloniki,2023-04-05,cannabis,"1,200.5 lb"
"""
BY_UNIT = """\
Datum;Mesto;Zemlja;Droga;Komada;Količina (kg);Uhapšeno
3.4.2023;Horgoš;Srbija;heroin;;"12,5";2
4.4.2023;Batrovci;Srbija;ekstazi;3000;;1
"""
IN_TWO_ROWS = """\
Date,Country,Drug,Quantity,,Hidden in
,,,kg,tablets,
2023-04-03,Serbia,heroin,12.5,,tank
2023-04-04,Albania,MDMA,,3000,bus
"""
BY_DRUG = """\
Date,Border crossing,Ecstasy (pcs),Heroin (kg),Cocaine (g),Value (EUR)
12.03.2023,Gradina,,"12,5",0,300000
15.03.2023,Batrovci,200,,"1.200",
"""
TOTALS_BY_DRUG = """\
Month,Country,Heroin (kg),Cocaine (kg)
2023-03,Serbia,12,3
2023-04,Albania,3,40
"""
TWO_WEIGHTS = """\
Date,Country,Drug,Gross weight (kg),Net weight (kg)
2023-04-03,Serbia,heroin,12.5,11.8
"""
UNLABELLED = """\
a,b,c,d,amount
Serbia,2023-04-03,heroin,x,2 kg
Albania,2023-04-04,cocaine,y,3 kg
Greece,2023-04-05,cannabis,z,4 kg
"""


def slots_of(text: str, tmp_path: Path) -> tuple[dict[str, str], dict[str, object]]:
    """``{slot: label}`` and the constants of what is drafted."""
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    drafted = draft(path, load())
    assert drafted is not None
    beside = path.with_name(path.name + MAPPING)
    beside.write_text(drafted.text, encoding="utf-8")
    mapping = load_mapping(beside)
    columns = {slot: label for slot, (label,) in mapping.columns.items()}
    return columns, dict(mapping.constants)


@pytest.mark.parametrize(
    ("text", "columns", "constants"),
    [
        (
            SERBIAN,
            {
                "date": "Датум",
                "place": "Место",
                "area": "Држава",
                "substance": "Врста дроге",
                "quantity": "Количина (кг)",
            },
            {"unit": "kg"},
        ),
        (
            ENGLISH,
            {
                "date": "Date of seizure",
                "area": "Country",
                "departure": "From",
                "destination": "To",
                "substance": "Drug",
                "quantity": "Weight",
                "transport": "Means of transport",
            },
            {},
        ),
        (
            ALBANIAN,
            {
                "date": "data",
                "area": "vendi",
                "substance": "droga",
                "quantity": "sasia",
                "unit": "njësia",
            },
            {},
        ),
        (
            NEWSROOM,
            {
                "date": "Kada",
                "place": "Gde",
                "substance": "Roba",
                "quantity": "Koliko",
                "departure": "Odakle",
                "destination": "Kuda",
                "concealment": "Sakriveno u",
            },
            {},
        ),
        (
            IN_PARTS,
            {
                "area": "reporting_country",
                "substance": "drug",
                "quantity": "qty_kg",
                "place": "Border crossing point",
            },
            {"unit": "kg"},
        ),
        (
            WORTH,
            {
                "date": "datum",
                "area": "zemlja",
                "substance": "droga",
                "quantity": "kg",
                "money": "Procenjena vrednost (EUR)",
            },
            {"unit": "kg", "currency": "EUR"},
        ),
        (
            CASH,
            {
                "date": "date",
                "area": "country",
                "substance": "drug",
                "quantity": "weight",
                "money": "cash seized",
            },
            {"money_kind": "cash"},
        ),
        (UNLABELLED_PLACES, {"place": "a", "date": "b", "substance": "c", "quantity": "d"}, {}),
        (UNLABELLED, {"area": "a", "date": "b", "substance": "c", "quantity": "amount"}, {}),
    ],
    ids=[
        *("Serbian", "English", "Albanian", "newsroom", "dates in parts", "worth", "cash"),
        *("places alone", "hardly any labels"),
    ],
)
def test_tables_of_seizures(
    text: str, columns: dict[str, str], constants: dict[str, object], tmp_path: Path
) -> None:
    assert slots_of(text, tmp_path) == (columns, constants)
    path = tmp_path / "table.csv"
    source = Source(source_id="a" * 16, sha256="a", name=path.name, title="t")
    mapping = load_mapping(path.with_name(path.name + MAPPING))
    dataset = MappedConnector(mapping).read(path, source, load())
    claims = dataset.claims["incident"]
    assert len(dataset.refused) == 0
    assert claims["kg"].null_count == claims["date"].null_count == 0
    assert all(claims["area"].to_pylist()) and all(claims["substance"].to_pylist())


@pytest.mark.parametrize(
    ("text", "amounts"),
    [
        (BY_UNIT, [("Količina (kg)", "kg", None), ("Komada", "piece", None)]),
        (IN_TWO_ROWS, [("Quantity: kg", "kg", None), ("Quantity: tablets", "tablet", None)]),
        (
            BY_DRUG,
            [
                ("Heroin (kg)", "kg", "heroin"),
                ("Cocaine (g)", "gram", "cocaine"),
                ("Ecstasy (pcs)", "piece", "mdma"),
            ],
        ),
        (TWO_WEIGHTS, []),
    ],
)
def test_amounts_side_by_side_are_known_by_their_units_and_drugs(
    text: str, amounts: list[tuple[str, str, str | None]], tmp_path: Path
) -> None:
    slots_of(text, tmp_path)
    mapping = load_mapping(tmp_path / f"table.csv{MAPPING}")
    assert mapping.kind == "incident"
    assert [(one.label, one.unit, one.substance) for one in mapping.amounts] == amounts


def test_amounts_of_drugs_by_month_are_no_single_seizures(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(TOTALS_BY_DRUG, encoding="utf-8")
    drafted = draft(path, load())
    assert drafted is None or drafted.what != "single seizures"


def test_a_table_of_figures_needs_its_indicator(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("Country,Year,Cases\nSerbia,2020,70\nAlbania,2020,60\n", encoding="utf-8")
    drafted = draft(path, load())
    assert drafted is not None
    assert (drafted.what, drafted.open) == ("observations", ("indicator",))
    beside = path.with_name(path.name + MAPPING)
    beside.write_text(
        drafted.text.replace("indicator:", "indicator: criminality"), encoding="utf-8"
    )
    assert load_mapping(beside).columns == {
        "area": ("Country",), "period": ("Year",), "value": ("Cases",),
    }  # fmt: skip


def test_an_indicator_that_a_label_names_is_taken(tmp_path: Path) -> None:
    text = "Country,Year,Criminality\nSerbia,2021,6.2\nAlbania,2021,5.6\n"
    columns, constants = slots_of(text, tmp_path)
    assert columns == {"area": "Country", "period": "Year", "value": "Criminality"}
    assert constants == {"indicator": "criminality"}


@pytest.mark.parametrize(
    "text",
    ["name,age\nMarko,7\nAna,8\n", "x\n1\n2\n", "Country,Capital\nSerbia,Beograd\n", "a,b\n"],
    ids=["people", "one column", "names only", "no rows"],
)
def test_other_tables_are_left_alone(text: str, tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    assert draft(path, load()) is None
