"""Names lead to areas: old and new, in both scripts, however a list has punctuated them."""

import csv
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.fold import name_key
from karaula.vocabulary.names import names_of

CASES = [
    # name as written, area
    ("Bosnia Herzegovina", "BIH"),
    ("Bosnia-Herzegovina", "BIH"),
    ("BOSNIA & HERZEGOVINA", "BIH"),
    ("BiH", "BIH"),
    ("Bosna i Hercegovina", "BIH"),
    ("Босна и Херцеговина", "BIH"),
    ("Kosovo*", "XKX"),
    ("Kosovo (under UNSCR 1244)", "XKX"),
    ("Kosovë", "XKX"),
    ("Косово", "XKX"),
    ("North Macedonia", "MKD"),
    ("FYROM", "MKD"),
    ("Macedonia, the former Yugoslav Republic of", "MKD"),
    ("The former Yugoslav Republic of Macedonia", "MKD"),
    ("Северна Македонија", "MKD"),
    ("Crna Gora", "MNE"),
    ("ЦРНА ГОРА", "MNE"),
    ("Mali i Zi", "MNE"),
    ("Srbija", "SRB"),
    ("Србија", "SRB"),
    ("Shqipëria", "ALB"),
    ("Shqiperia", "ALB"),
    ("Албанија", "ALB"),
    ("Hrvatska", "HRV"),
    ("Хърватия", "HRV"),
    ("България", "BGR"),
    ("Bugarska", "BGR"),
    ("România", "ROU"),
    ("Румунија", "ROU"),
    ("Slovenija", "SVN"),
    ("Ελλάδα", "GRC"),
    ("Grčka", "GRC"),
    ("Yunanistan", "GRC"),
    ("Türkiye", "TUR"),
    ("Turkey", "TUR"),
    ("Турска", "TUR"),
    ("Italija", "ITA"),
    ("Мађарска", "HUN"),
    ("Україна", "UKR"),
    ("Czech Republic", "CZE"),
    ("eSwatini", "SWZ"),
    ("Swaziland", "SWZ"),
    ("Burma", "MMR"),
    ("Cape Verde", "CPV"),
    ("Ivory Coast", "CIV"),
    ("COTE D'IVOIRE", "CIV"),
    ("Zaire", "COD"),
    ("Congo, Dem, Rep,", "COD"),
    ("Congo, the Democratic Republic of the", "COD"),
    ("Congo, Rep.", "COG"),
    ("Congo", "COG"),
    ("Korea, Rep,", "KOR"),
    ("Korea, DPR", "PRK"),
    ("Korea, Democratic People's Republic of", "PRK"),
    ("St, Lucia", "LCA"),
    ("St. Kitts and Nevis", "KNA"),
    ("Iran (Islamic Republic of)", "IRN"),
    ("Islamic Republic of Iran", "IRN"),
    ("Bolivia, Plurinational State of", "BOL"),
    ("Libyan Arab Jamahiriya", "LBY"),
    ("Lao Peoples Democratic Republic", "LAO"),
    ("U.S.", "USA"),
    ("U.S.A.", "USA"),
    ("the United States of America", "USA"),
    ("UK", "GBR"),
    ("Macau, SAR of China", "MAC"),
    ("Niger", "NER"),
    ("Nigeria", "NGA"),
    ("Guinea", "GIN"),
    ("Guinea-Bissau", "GNB"),
    ("Papua New Guinea", "PNG"),
    ("Dominica", "DMA"),
    ("Georgia", "GEO"),
    # no single country
    ("Unknown", None),
    ("Other", None),
    ("Multiple Countries", None),
    ("Western Balkans", None),
    ("Serbia and Montenegro", None),
    ("Serbian", None),
    ("", None),
]


@pytest.mark.parametrize(("name", "area"), CASES)
def test_a_name_leads_to_its_area(vocabulary: Vocabulary, name: str, area: str | None) -> None:
    assert vocabulary.find_area(name) == area


def test_no_name_belongs_to_two_areas(vocabulary: Vocabulary) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for code, area in vocabulary.areas.items():
        for name in names_of(area):
            bearers[name_key(name)].add(code)
    assert {name: codes for name, codes in bearers.items() if len(codes) > 1} == {}


def test_no_adjective_belongs_to_two_areas(vocabulary: Vocabulary) -> None:
    bearers: dict[str, set[str]] = defaultdict(set)
    for code, area in vocabulary.areas.items():
        for word in area.adjectives:
            bearers[name_key(word)].add(code)
    assert {word: codes for word, codes in bearers.items() if len(codes) > 1} == {}


@given(st.data())
def test_every_name_is_found_in_any_case_and_punctuation(data: st.DataObject) -> None:
    vocabulary = load()
    code = data.draw(st.sampled_from(sorted(vocabulary.areas)))
    name = data.draw(st.sampled_from(sorted(set(names_of(vocabulary.areas[code])))))
    written = data.draw(
        st.sampled_from(
            [name, name.upper(), name.lower(), f"  {name} ", f"the {name}", f"{name}\u00b9"]
        )
    )
    assert vocabulary.find_area(written) == code
    assert vocabulary.find_area(written.replace(" ", "\u00a0").replace("-", "\u2011")) == code


def test_codes_are_those_of_iso_3166_and_kosovo(vocabulary: Vocabulary) -> None:
    assert len(vocabulary.areas) == 249 + 2  # Kosovo, and the withdrawn ANT
    iso2 = [area.iso2 for area in vocabulary.areas.values()]
    assert len(set(iso2)) == len(iso2)
    assert vocabulary.areas["XKX"].iso2 == "XK"
    assert not vocabulary.areas.keys() & vocabulary.regions.keys()


def test_the_note_on_kosovo_comes_with_its_name(vocabulary: Vocabulary) -> None:
    note = vocabulary.with_note("XKX")
    assert note is not None
    assert "resolution 1244 (1999)" in note
    assert vocabulary.with_note("SRB") is None
    assert vocabulary.with_note("nowhere") is None


def test_labels_of_both_editions_of_the_index_are_known(
    shared: Path, vocabulary: Vocabulary
) -> None:
    with (shared / "data/goci/goci_countries.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = {
        (label, vocabulary.find_area(label))
        for row in rows
        for label in (row["label_in_workbook"], row["country"])
        if vocabulary.find_area(label) != row["iso3"]
    }
    assert len(rows) == 386
    assert wrong == set()


def test_sub_regions_of_both_editions_of_the_index_are_known(
    shared: Path, vocabulary: Vocabulary
) -> None:
    with (shared / "data/goci/goci_countries.csv").open(encoding="utf-8", newline="") as file:
        labels = {
            row[column]
            for row in csv.DictReader(file)
            for column in ("continent", "region", "region_in_workbook")
        }
    known = {
        name_key(name)
        for region in vocabulary.regions.values()
        for name in (region.name, *region.names)
    }
    assert {label for label in labels if name_key(label) not in known} == set()


@pytest.mark.parametrize(
    ("label", "set_id"),
    [
        ("Western and Central Europe", "WCEUR.unodc"),
        ("Central Asia and Transcaucasia", "CASIACAUC.unodc"),
        ("Near and Middle East/South-West Asia", "NMESWASIA.unodc"),
    ],
)
def test_sets_of_the_world_drug_report_hold_what_its_annex_puts_into_them(
    shared: Path, vocabulary: Vocabulary, label: str, set_id: str
) -> None:
    """The annex lists the countries that sent a figure, so a set may hold more of them."""
    with (shared / "data/wdr_annex_2018_2022/seizures.csv").open(
        encoding="utf-8-sig", newline=""
    ) as file:
        placed = {
            (row["iso3"], row["subregion"].replace("/ ", "/")) for row in csv.DictReader(file)
        }
    known = [(code, name) for code, name in placed if code in vocabulary.areas]
    inside = {code for code, name in known if name == label}
    members = set(vocabulary.area_sets[set_id].members)
    assert len(inside) > 5 and inside <= members
    assert members.isdisjoint(code for code, name in known if name != label)


def test_country_names_of_seizure_data_are_known(shared: Path, vocabulary: Vocabulary) -> None:
    with (shared / "data/ids/country_aliases.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    wrong = {
        (row["name"], vocabulary.find_area(row["name"]))
        for row in rows
        if (vocabulary.find_area(row["name"]) or "") != row["iso3"]
    }
    assert len(rows) == 193
    assert wrong == set()
