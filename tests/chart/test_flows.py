"""The map of flows, its GeoJSON, and lines over an axis."""

import json
from math import hypot
from typing import Any

import pytest

from karaula import chart
from karaula.chart import Mark, Spec
from karaula.chart.curves import Line, curves
from karaula.chart.flows import Flow, curve, flow_map, flows_geojson, tapered
from karaula.chart.frame import MARGIN
from karaula.chart.theme import SMALL, WIDTH
from karaula.chart.words import width
from karaula.vocabulary import load

from .conftest import HOSTILE, about

AREAS = load().areas
FLOWS = [
    Flow(start="TUR", end="BGR", value=67.0, cases=67, facts={"kg": 1335.0}),
    Flow(start="BGR", end="TUR", value=2.0, cases=2),
    Flow(start="BGR", end="XKX", value=5.0, cases=5),
    Flow(start="ALB", end="MNE", value=None),
]


def layers(spec: Spec, kind: str) -> list[dict[str, Any]]:
    return [one for one in spec["layer"] if one["mark"]["type"] == kind]


def test_a_flow_is_wide_where_it_begins_and_bends_to_its_right() -> None:
    line = curve((0.0, 0.0), (100.0, 0.0))
    assert line[0] == (0.0, 0.0) and line[-1] == (100.0, 0.0)
    assert line[len(line) // 2][1] > 0  # y runs downwards: to the right of one who goes east
    back = curve((100.0, 0.0), (0.0, 0.0))
    assert back[len(back) // 2][1] < 0
    ring = tapered(line, 8.0)
    ends = [hypot(ring[at][0] - ring[-1 - at][0], ring[at][1] - ring[-1 - at][1])
            for at in (0, len(line) - 1)]  # fmt: skip
    assert ends[0] == pytest.approx(8.0) and ends[1] == pytest.approx(0.96)


def test_what_is_only_said_is_dashed_and_what_is_seen_is_not() -> None:
    spec = flow_map(FLOWS, about(), AREAS)
    dashed = [one for one in layers(spec, "geoshape") if "strokeDash" in one["mark"]]
    assert [len(one["data"]["values"]) for one in dashed] == [1]
    solid = [one for one in layers(spec, "geoshape")
             if one["mark"].get("opacity") and "strokeDash" not in one["mark"]]  # fmt: skip
    assert sum(len(one["data"]["values"]) for one in solid) == 3
    assert "Türkiye to Bulgaria 67" in spec["description"]
    assert "Albania to Montenegro said in documents" in spec["description"]


def test_the_notes_of_areas_and_boundaries_come_by_themselves() -> None:
    told = json.dumps(flow_map(FLOWS, about(), AREAS))
    assert "resolution 1244 (1999)" in told and "imply no opinion" in told


def test_a_map_of_a_region_tells_far_flows_in_words() -> None:
    far = [*FLOWS, Flow(start="ECU", end="ALB", value=9.0, cases=9)]
    told = json.dumps(flow_map(far, about(), AREAS, of=["BGR", "ALB", "MNE", "XKX"]))
    assert "Not on the map: Ecuador to Albania 9." in told


def test_names_stand_within_the_map() -> None:
    flows = [Flow(start="SRB", end=end, cases=3, value=3.0)
             for end in ("BIH", "HRV", "MNE", "MKD", "BGR", "HUN")]  # fmt: skip
    flows.append(Flow(start="AFG", end="SRB", value=None))
    spec = flow_map(flows, about(), AREAS)
    names = {"Bosnia and Herzegovina", "Croatia", "Serbia", "Afghanistan", "BIH", "HRV"}
    words = [one["mark"] for one in layers(spec, "text") if str(one["mark"]["text"]) in names]
    assert {"Serbia", "Afghanistan"} <= {word["text"] for word in words}
    for word in words:
        half = width(word["text"], SMALL) / 2
        assert half <= word["x"] <= WIDTH - 2 * MARGIN - half, word["text"]
    # A name without room gives way to its code, and then the map says what codes are.
    assert "BIH" in {word["text"] for word in words}
    assert "Codes are ISO 3166-1" in json.dumps(spec)
    assert "Codes are ISO 3166-1" not in json.dumps(flow_map(flows[:2], about(), AREAS))


def test_flows_that_are_not_shown_are_counted() -> None:
    codes = ["BGR", "ROU", "SRB", "GRC", "TUR", "HUN", "AUT", "ITA", "DEU"]
    many = [Flow(start=a, end=b, value=1.0, cases=1) for a in codes for b in codes if a != b]
    assert flow_map(many, about(), AREAS)["usermeta"]["more"] == "12 smaller flows"


def test_nothing_is_said_to_be_nothing() -> None:
    assert "No data" in flow_map([], about(), AREAS)["description"]
    assert "No data" in curves([], about(), along="year")["description"]


def test_geojson_has_lines_and_points_with_their_facts() -> None:
    found = flows_geojson(FLOWS, AREAS)
    kinds = [one["properties"]["kind"] for one in found["features"]]
    assert (kinds.count("area"), kinds.count("flow")) == (5, 4)
    (first,) = [one for one in found["features"] if one["id"] == "TUR-BGR"]
    assert first["properties"]["kg"] == 1335.0
    for x, y in first["geometry"]["coordinates"]:
        assert 20 < x < 45 and 36 < y < 45
    (kosovo,) = [one for one in found["features"] if one["id"] == "XKX"]
    assert "1244" in kosovo["properties"]["note"]


def test_a_line_breaks_where_nothing_is_known() -> None:
    mark = Mark(value=3.0, low=2.0, high=4.0)
    line = Line(label="one", marks=((2011.0, mark), (2012.0, mark), (2013.0, None),
                                    (2014.0, mark), (2015.0, mark)))  # fmt: skip
    spec = curves([line], about(), along="year")
    assert [len(one["data"]["values"]) for one in layers(spec, "line")] == [2, 2]
    assert [len(one["data"]["values"]) for one in layers(spec, "area")] == [2, 2]
    assert "one 3.00 (2.00–4.00) at 2011" in spec["description"]


@pytest.mark.skipif(not chart.drawable(), reason="the extra that draws charts is not installed")
def test_hostile_words_are_drawn_as_words() -> None:
    named = AREAS | {"TUR": AREAS["TUR"].model_copy(update={"name": HOSTILE})}
    line = Line(label=HOSTILE, marks=((1.0, Mark(value=1.0)), (2.0, Mark(value=2.0))))
    for spec in (
        flow_map(FLOWS, about(title=HOSTILE), named),
        curves([line], about(title=HOSTILE), along=HOSTILE),
    ):
        drawing = chart.svg(spec)
        assert "<script" not in drawing and drawing == chart.svg(spec)
