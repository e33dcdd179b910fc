"""Seizures by place: spellings of one place together, and what no place is known of."""

import pytest

from karaula.measure.seizures.places import by_area, by_place, feature_collection
from karaula.vocabulary import load
from tests.measure.seizures.test_describe import seizures, weighed

PLACES = [
    ("Kapitan Andreevo", "BGR", "Kapitan Andreevo"),
    ("KAPITAN ANDREEVO BCP", "BGR", "Kapitan Andreevo"),
    ("Капитан Андреево", "BGR", "Kapitan Andreevo"),
    ("Sofia Airport", "BGR", "Sofia"),
    ("Mun. Bucuresti", "ROU", "Bucharest"),
    # A town of that name lies in another country.
    ("Sofia Airport", "SRB", None),
    ("Nowhere in particular", "BGR", None),
    (None, "BGR", None),
]


@pytest.mark.parametrize(("text", "area", "name"), PLACES)
def test_the_place_that_words_name(text: str | None, area: str, name: str | None) -> None:
    found = by_place(seizures([weighed(1, 2.0, place=text, area=area)]), load())
    assert [one.place for one in found.spots] == ([name] if name else [])
    assert found.elsewhere == (0 if name else 1)


def test_spellings_of_one_place_are_one_spot() -> None:
    rows = seizures(
        [
            weighed(1, 2.0, area="BGR", place="Kapitan Andreevo"),
            weighed(2, 3.0, area="BGR", place="Kapitan Andreevo BCP"),
            weighed(3, None, area="BGR", place="Капитан Андреево", kg_basis=None),
            weighed(4, 9.0, area="BGR", place="Sofia"),
        ]
    )
    spots = by_place(rows, load()).spots
    assert [(s.place, s.events, s.kg, s.largest_kg) for s in spots] == [
        ("Kapitan Andreevo", 3, 5.0, 3.0),
        ("Sofia", 1, 9.0, 9.0),
    ]
    features = feature_collection(by_place(rows, load()))["features"]
    longitude, latitude = features[0]["geometry"]["coordinates"]
    assert (round(longitude), round(latitude)) == (26, 42)
    assert features[0]["properties"]["largest_share"] == pytest.approx(0.6)


def test_countries_and_what_has_none() -> None:
    found = by_area(seizures([weighed(1, 2.0), weighed(2, 2.0), weighed(3, 1.0, area=None)]))
    assert [(s.area, s.events) for s in found.spots] == [("SRB", 2)]
    assert found.elsewhere == 1
