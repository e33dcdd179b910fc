"""Where the lines of the map run, and what is done to them."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import karaula.chart
from karaula.chart.boundaries import boundaries
from karaula.chart.geometry import Ring, around, cut, equal_earth, room, size, unwound
from karaula.vocabulary import load


def holds(code: str, longitude: float, latitude: float) -> bool:
    """Whether an area holds a point."""
    inside = False
    parts = [part for polygon in boundaries()[code] for part in unwound(polygon)]
    for ring in (ring for part in parts for ring in part):
        for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]):
            if (ay <= latitude) is not (by <= latitude):
                inside ^= ax + (latitude - ay) / (by - ay) * (bx - ax) > longitude
    return inside


@pytest.mark.parametrize(
    ("place", "longitude", "latitude", "code"),
    [
        ("Simferopol", 34.10, 44.95, "UKR"),
        ("Laayoune", -13.15, 27.10, "ESH"),
        ("Pristina", 21.16, 42.66, "XKX"),
        ("Belgrade", 20.46, 44.80, "SRB"),
        ("Novi Pazar", 20.52, 43.14, "SRB"),
        ("Podgorica", 19.26, 42.44, "MNE"),
        ("Tirana", 19.82, 41.33, "ALB"),
        ("Sarajevo", 18.41, 43.86, "BIH"),
        ("Skopje", 21.43, 42.00, "MKD"),
        ("Tiraspol", 29.64, 46.84, "MDA"),
        ("Hargeisa", 44.06, 9.56, "SOM"),
        ("Lefke", 33.0, 35.13, "CYP"),
        ("Gaza", 34.42, 31.47, "PSE"),
        ("Anadyr, beyond the 180th meridian", -175.0, 66.5, "RUS"),
    ],
)
def test_a_place_lies_in_its_area_and_in_no_other(
    place: str, longitude: float, latitude: float, code: str
) -> None:
    found = [known for known in boundaries() if holds(known, longitude, latitude)]
    assert found == [code], place


def test_every_area_has_a_name_and_the_file_is_small() -> None:
    assert set(boundaries()) <= set(load().areas)
    path = Path(karaula.chart.__file__).parent / "data" / "boundaries.json"
    assert path.stat().st_size < 600_000


POINTS = st.tuples(st.floats(-179, 179), st.floats(-85, 85))


@given(POINTS)
def test_the_middle_of_a_projection_is_its_origin(point: tuple[float, float]) -> None:
    assert abs(around(point)(np.array([point]))).max() < 1e-9


@given(POINTS, st.floats(-60, 60), st.floats(-50, 50))
def test_a_projection_keeps_surfaces(
    middle: tuple[float, float], longitude: float, latitude: float
) -> None:
    """A small square has the surface that it has on the globe."""
    from math import cos, radians

    d = 0.01
    square = [(longitude, latitude), (longitude + d, latitude), (longitude + d, latitude + d),
              (longitude, latitude + d)]  # fmt: skip
    true = radians(d) ** 2 * cos(radians(latitude + d / 2))
    corners = np.array(square)
    assert size(equal_earth(corners).tolist()) == pytest.approx(true, rel=1e-3)
    placed = around((0.0, middle[1] / 2))(corners)
    if not np.isnan(placed).any():
        assert size(placed.tolist()) == pytest.approx(true, rel=1e-2)


@given(st.lists(st.tuples(st.floats(-50, 150), st.floats(-50, 150)), min_size=3, max_size=12))
def test_what_is_cut_lies_in_the_frame(ring: Ring) -> None:
    for x, y in cut(ring, (0, 0, 100, 100)):
        assert -1e-6 <= x <= 100 + 1e-6
        assert -1e-6 <= y <= 100 + 1e-6


def test_a_polygon_across_the_180th_meridian_comes_in_two_parts() -> None:
    across = [(170.0, 60.0), (-170.0, 60.0), (-170.0, 70.0), (170.0, 70.0), (170.0, 60.0)]
    parts = unwound([across])
    assert len(parts) == 2
    assert sum(size(part[0]) for part in parts) == pytest.approx(200)
    assert all(-180 <= x <= 180 for part in parts for x, _ in part[0])


def test_a_label_lies_inside_its_area() -> None:
    square = [(0.0, 0.0), (100.0, 0.0), (100.0, 40.0), (0.0, 40.0)]
    assert room([square], 60, 20)
    assert room([square], 101, 20) is None
    assert room([square], 60, 41) is None
    hole = [(40.0, 0.0), (60.0, 0.0), (60.0, 40.0), (40.0, 40.0)]
    assert room([square, hole], 60, 20) is None
