"""Names of places lead to the area that they lie in, or nowhere where it cannot be told."""

from pathlib import Path

import pytest

from karaula.vocabulary import Vocabulary, VocabularyError, load, vocabulary_hash
from karaula.vocabulary.gazetteer import place_key

CASES = [
    # name as written, areas that the text speaks of, area
    ("Novi Sad", "", "SRB"),
    ("Niš", "", "SRB"),
    ("Nis", "", "SRB"),
    ("НИШ", "", "SRB"),
    ("Tetova", "", "MKD"),
    ("Peja", "", "XKX"),
    ("Peć", "", "XKX"),
    ("Đakovica", "", "XKX"),
    ("Titograd", "", "MNE"),
    ("Shkodra", "", "ALB"),
    ("Skadar", "", "ALB"),
    ("Plovdiv", "", "BGR"),
    ("Timișoara", "", "ROU"),
    ("Timisoara", "", "ROU"),
    ("Θεσσαλονίκη", "", "GRC"),
    ("Solun", "", "GRC"),
    ("Edirne", "", "TUR"),
    ("Odrin", "", "TUR"),
    ("Chisinau", "", "MDA"),
    ("Kiev", "", "UKR"),
    ("Beč", "", "AUT"),
    ("Guayaquil", "", "ECU"),
    ("Antwerp", "", "BEL"),
    ("Bar", "", "MNE"),
    # Crossings, in the spellings of several languages.
    ("Horgoš", "", "SRB"),
    ("Horgos", "", "SRB"),
    ("Röszke", "", "HUN"),
    ("Kapitan Andreevo", "", "BGR"),
    ("Kapetan Andreevo", "", "BGR"),
    ("Капитан Андреево", "", "BGR"),
    ("Kapıkule", "", "TUR"),
    ("Gradina", "", "SRB"),
    ("Kalotina", "", "BGR"),
    ("Bogorodica", "", "MKD"),
    ("Evzoni", "", "GRC"),
    ("Bajakovo", "", "HRV"),
    ("Batrovci", "", "SRB"),
    ("Petea", "", "ROU"),
    ("Malko Turnovo", "", "BGR"),
    # As English texts of the region's agencies write them.
    ("Ploche", "", "HRV"),
    ("Uzhice", "", "SRB"),
    ("Djakovica", "", "XKX"),
    # Parts of countries.
    ("Republika Srpska", "", "BIH"),
    ("Vojvodina", "", "SRB"),
    ("Transdniestria", "", "MDA"),
    ("Northern Ireland", "", "GBR"),
    # Of several, the much larger one.
    ("London", "", "GBR"),
    ("Tripoli", "", "LBY"),
    ("Tripoli", "LBN", "LBY"),
    # Of others, the one that the text speaks of, the nearest words first.
    ("Cartagena", "", None),
    ("Cartagena", "COL", "COL"),
    ("Cartagena", "ESP", "ESP"),
    ("Cartagena", "ESP COL", None),
    ("Cartagena", "SRB/COL/ESP", "COL"),
    ("Sandžak", "", None),
    ("Sandžak", "MNE", "MNE"),
    ("Merdare", "", None),
    ("Merdare", "XKX", "XKX"),
    # No place.
    ("Nowhere-upon-Sava", "", None),
    ("", "", None),
]


@pytest.mark.parametrize(("name", "spoken", "area"), CASES)
def test_a_name_leads_to_its_area(
    vocabulary: Vocabulary, name: str, spoken: str, area: str | None
) -> None:
    areas = [set(each.split()) for each in spoken.split("/")]
    assert vocabulary.gazetteer.area(name, *areas) == area


def test_every_place_lies_somewhere(vocabulary: Vocabulary) -> None:
    for place in vocabulary.gazetteer.places:
        assert place.area in vocabulary.areas, place
        assert -90 <= place.latitude <= 90 and -180 <= place.longitude <= 180, place
        assert (place.latitude, place.longitude) != (0, 0), place
        assert (place.kind == "crossing") <= (place.beyond is not None or place.thousands > 0)
        assert place.beyond is None or place.beyond in vocabulary.areas, place


def test_a_crossing_lies_near_the_area_that_it_leads_to(vocabulary: Vocabulary) -> None:
    """Some town of the other side is within about three degrees."""
    towns: dict[str, list[tuple[float, float]]] = {}
    for place in vocabulary.gazetteer.places:
        if place.kind != "part":
            towns.setdefault(place.area, []).append((place.latitude, place.longitude))
    for place in vocabulary.gazetteer.places:
        if place.beyond is not None:
            near = (
                abs(latitude - place.latitude) < 3 and abs(longitude - place.longitude) < 4
                for latitude, longitude in towns[place.beyond]
            )
            assert any(near), place


def test_no_name_of_a_place_is_one_of_a_country(vocabulary: Vocabulary) -> None:
    """ "Luxembourg" and "Georgia" mean the country, so no place may take them."""
    names = {place.name for place in vocabulary.gazetteer.places if place.kind != "port"}
    assert {name for name in names if vocabulary.find_area(name) is not None} == set()


@pytest.mark.parametrize("word", ["Bar", "Split", "Nice", "Reading", "Van", "Batman", "Victoria"])
def test_places_that_are_also_words_are_marked(vocabulary: Vocabulary, word: str) -> None:
    assert place_key(word) in vocabulary.gazetteer.careful


def test_a_hub_adds_a_place_and_a_name(tmp_path: Path) -> None:
    before = vocabulary_hash([tmp_path])
    (tmp_path / "places.csv").write_text(
        "# our own\n"
        "name,kind,area,latitude,longitude,names\n"
        "Gornje Selo,town,SRB,43.1,20.5,Горње Село\n"
        "Niš,,SRB,,,Nissa; Naissus\n",
        encoding="utf-8",
    )
    gazetteer = load(tmp_path).gazetteer
    assert gazetteer.area("Горње село") == "SRB"
    (nis,) = gazetteer.named("Naissus")
    assert (nis.name, nis.kind, nis.thousands > 0) == ("Niš", "town", True)
    assert "Ниш" in nis.names
    assert load().gazetteer.area("Naissus") is None
    assert vocabulary_hash([tmp_path]) != before


def test_all_faults_of_a_hubs_places_are_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "places.csv"
    path.write_text(
        "name,kind,area,latitude,longitude\n"
        "Here,town,YUG,44,20\n"
        "There,village,SRB,44,20\n"
        "Far,town,SRB,144,20\n"
        "Nameless,town,SRB\n"
        ",town,SRB,44,20\n"
        "Half,town,SRB,,\n",
        encoding="utf-8",
    )
    with pytest.raises(VocabularyError) as caught:
        load(tmp_path)
    told = str(caught.value)
    for fault in (
        f"{path}:2: Here: names the area 'YUG', which is nowhere defined",
        f"{path}:3: There: kind is 'village', not one of",
        f"{path}:4: Far: latitude, longitude or thousands out of range",
        f"{path}:5: 3 cells, not 5",
        f"{path}:6: it names no place",
        f"{path}:7: Half: a new place needs kind, latitude and longitude",
    ):
        assert fault in told


def test_a_table_with_other_columns_is_refused(tmp_path: Path) -> None:
    (tmp_path / "places.csv").write_text("place,country\nNiš,SRB\n", encoding="utf-8")
    with pytest.raises(VocabularyError, match="columns must be among name, kind, area"):
        load(tmp_path)
