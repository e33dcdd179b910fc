"""Questions about routes, put to a small hub whose answers can be counted by hand."""

import json
from pathlib import Path
from typing import Any

import pytest

from karaula.chart import drawable, svg
from karaula.errors import KaraulaError
from karaula.workspace import Hub
from karaula.workspace.answer import Answer
from karaula.workspace.routes import (
    Opened,
    Wanted,
    corridor,
    corroborate,
    geojson,
    network,
    open_routes,
    path,
    role,
    route_map,
    shares,
    shift,
    whatif,
)

HEROIN = Wanted(drug="heroin", draws=60)


def of(answer: Answer, kind: str) -> list[dict[str, Any]]:
    return [row for row in answer.rows if row["kind"] == kind]


def edge(answer: Answer, start: str, end: str) -> dict[str, Any]:
    (row,) = [r for r in of(answer, "edge") if (r["from"], r["to"]) == (start, end)]
    return row


def test_the_network_and_what_supports_it(opened: Opened) -> None:
    found = network(opened, HEROIN)
    (whole,) = of(found, "network")
    assert (whole["countries"], whole["edges"], whole["connections"]) == (7, 7, 244)
    assert whole["edges_low"] <= whole["edges"] <= whole["edges_high"]
    row = edge(found, "TUR", "BGR")
    assert (row["cases"], row["seen"], row["documents"]) == (52, "both", 1)
    assert (row["first_year"], row["last_year"]) == (2011, 2014)
    said = edge(found, "ALB", "MNE")
    assert (said["cases"], said["kg"], said["seen"], len(said["claims"])) == (
        0, None, "documents", 2
    )  # fmt: skip
    notes = " ".join(found.notes)
    assert "124 cases, 113 of them with a way" in notes
    assert "Seizures measure enforcement" in notes


def test_filters_narrow_what_is_counted(opened: Opened) -> None:
    assert edge(network(opened, Wanted(drug="cocaine", draws=20)), "ECU", "ESP")["cases"] == 16
    road = network(opened, Wanted(drug="heroin", mode="road", draws=20))
    assert edge(road, "TUR", "GRC")["cases"] == 39
    early = network(opened, Wanted(drug="heroin", years=(2011,), draws=20))
    assert edge(early, "TUR", "BGR")["cases"] == 36
    only = network(opened, Wanted(drug="heroin", area="Romania", draws=20))
    assert {(r["from"], r["to"]) for r in of(only, "edge") if r["cases"]} == {("BGR", "ROU")}
    pair = network(opened, Wanted(drug="heroin", rule="pair", draws=20))
    assert edge(pair, "TUR", "DEU")["cases"] == 42


def test_edges_by_layer(opened: Opened) -> None:
    found = network(opened, Wanted(draws=20), by=["drug_group", "year"])
    layers = {(r["from"], r["to"], r["drug_group"], r["year"]): r["cases"]
              for r in of(found, "layer")}  # fmt: skip
    assert layers["ECU", "ESP", "cocaine", 2011] == layers["ECU", "ESP", "cocaine", 2014] == 8
    assert layers["TUR", "BGR", "opioids", 2011] == 36
    whole = sum(row["cases"] for row in of(found, "edge"))
    assert sum(layers.values()) == whole


def test_roles_with_intervals_beside_documents(opened: Opened) -> None:
    found = role(opened, Wanted(drug="heroin", area="Bulgaria", draws=60))
    counts = {row["role"]: row["cases"] for row in of(found, "role")}
    assert counts == {"source": 14, "transit": 42, "destination": 0, "unknown": 10}
    assert all(row["low"] <= row["share"] <= row["high"] for row in of(found, "role"))
    assert [(row["role"], row["area"]) for row in of(found, "said")] == [("transit", "BGR")]
    with pytest.raises(KaraulaError, match="whose role"):
        role(opened, HEROIN)


def test_shifts_and_claims_of_documents_and_users(opened: Opened) -> None:
    found = shift(opened, HEROIN, before=[2011], after=[2014],
                  claims=["Turkey>Greece grew", ">BGR grew", "ALB>MNE fell"])  # fmt: skip
    verdicts = {row["claimed"]: row["verdict"] for row in of(found, "claim")}
    assert verdicts["Türkiye to Greece grew"] == "supported"
    assert verdicts["Albania to Montenegro fell"] == "no data"
    # "increasingly important transit country" is a claim that the way into Bulgaria grew
    assert verdicts["anywhere to Bulgaria grew"] == "not supported"
    assert len(of(found, "claim")) == 4
    for share in ("share_before", "share_after"):
        assert sum(row[share] for row in of(found, "edge")) == pytest.approx(1)


def test_what_documents_say_is_held_against_cases(opened: Opened) -> None:
    found = corroborate(opened, HEROIN)
    legs = {row["statement"]: row for row in of(found, "leg")}
    assert legs["Türkiye to Bulgaria"]["verdict"] == "supported"
    assert legs["Albania to Montenegro"]["verdict"] == "cannot tell"
    none = legs["Greece to Bulgaria"]
    assert none["verdict"] == "not supported"
    assert none["instead"][0] == {"from": "TUR", "to": "BGR", "cases": 52}
    assert none["quotes"] and none["claims"] and none["sources"]
    roles = {row["statement"]: row["verdict"] for row in of(found, "role")}
    assert roles["Bulgaria: transit"] == "supported"
    untold = [(row["from"], row["to"]) for row in of(found, "untold")]
    assert ("TUR", "GRC") in untold and ("TUR", "BGR") not in untold


def test_no_text_bears_itself_out(opened: Opened) -> None:
    """The report tells of a seizure too: a case of the network, and none that corroborates."""
    totals = [opened.ways(None, None, 0, True, texts=texts).total for texts in (True, False)]
    assert totals == [140, 139]
    assert any("no text bears itself out" in note for note in corroborate(opened, HEROIN).notes)


def test_ways_and_cuts(opened: Opened) -> None:
    found = path(opened, Wanted(drug="heroin", start="Turkey", end="DEU"))
    assert of(found, "way")[0]["stops"] == ["TUR", "BGR", "DEU"]
    cuts = {row["by"]: row for row in of(found, "cut")}
    assert len(cuts["fewest borders"]["edges"]) == 2
    assert cuts["fewest cases"]["cases"] == 42 + 8
    assert of(found, "whole")[0]["cases"] == 42
    with pytest.raises(KaraulaError, match="two ends"):
        path(opened, Wanted(drug="heroin", start="Turkey"))


def test_what_closing_does(opened: Opened) -> None:
    found = whatif(opened, HEROIN, ["TUR>BGR"])
    (row,) = of(found, "closing")
    assert (row["affected"], row["ended"]) == (52, 0)
    assert row["rerouted"] + row["stopped"] == pytest.approx(52)
    assert "Assumption:" in found.notes[0]
    port = whatif(opened, Wanted(drug="heroin", draws=20), ["Thessaloniki"])
    assert any("taken for its whole country" in note for note in port.notes)
    curves = whatif(opened, HEROIN)
    assert {row["order"] for row in of(curves, "curve")} == {
        "degree", "strength", "betweenness", "chance"
    }  # fmt: skip


def test_one_corridor_and_shares_over_time(opened: Opened) -> None:
    found = corridor(opened, Wanted(drug="heroin", start="TUR", end="BGR", draws=30))
    assert {row["year"]: row["cases"] for row in of(found, "year")} == {2011: 36, 2014: 16}
    assert {row["transport"]: row["cases"] for row in of(found, "transport")} == {
        "private_road": 42, "commercial_road": 10
    }  # fmt: skip
    assert len(of(found, "said")) == 1
    (sea_way,) = of(found, "sea")
    assert sea_way["nautical_miles"] < 150 and "nautical miles at least" in found.notes[0]
    by_year = shares(opened, HEROIN)
    assert {row["year"] for row in of(by_year, "share")} == {2011, 2014}
    with pytest.raises(KaraulaError, match="one country to another"):
        corridor(opened, Wanted(start="TUR"))


def test_a_year_of_few_cases_has_cases_and_no_share(opened: Opened) -> None:
    found = corridor(opened, Wanted(drug="cocaine", start="ECU", end="ESP", draws=30))
    assert {row["year"]: row["cases"] for row in of(found, "year")} == {2011: 8, 2014: 8}
    assert {row["share"] for row in of(found, "year")} == {None}
    assert found.tables[1].rows == (("2011", "8", "–", "–"), ("2014", "8", "–", "–"))
    assert found.chart is None


def test_the_map_and_its_geojson(opened: Opened) -> None:
    found = geojson(opened, HEROIN)
    assert json.loads(json.dumps(found)) == found
    flows = [f for f in found["features"] if f["properties"]["kind"] == "flow"]
    (known,) = [f for f in flows if f["id"] == "TUR-BGR"]
    assert known["geometry"]["type"] == "LineString"
    assert (known["properties"]["cases"], known["properties"]["value"]) == (52, 52.0)
    (said,) = [f for f in flows if f["id"] == "ALB-MNE"]
    assert said["properties"]["value"] is None
    assert "imply no opinion" in found["note"] and found["handling"] == "TLP:CLEAR"
    with pytest.raises(KaraulaError, match="edges have no price"):
        route_map(opened, HEROIN, weight="price")


QUESTIONS = {
    "network": lambda o: network(o, HEROIN),
    "role": lambda o: role(o, Wanted(drug="heroin", area="SEE.selec", draws=20)),
    "shift": lambda o: shift(o, HEROIN),
    "whatif": lambda o: whatif(o, HEROIN, ["Bulgaria"]),
    "curves": lambda o: whatif(o, HEROIN),
    "map": lambda o: route_map(o, Wanted(drug="heroin", area="BGR"), weight="kg"),
    "corridor": lambda o: corridor(o, Wanted(start="TUR", end="BGR", draws=20)),
    "shares": lambda o: shares(o, HEROIN),
}


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_chart_can_be_drawn(opened: Opened, name: str) -> None:
    answer = QUESTIONS[name](opened)
    assert answer.chart is not None
    chart = answer.chart()
    assert "Seizures measure enforcement" in json.dumps(chart)
    if drawable():
        assert svg(chart).startswith("<svg")


@pytest.mark.parametrize("name", [*QUESTIONS, "corroborate", "path"])
def test_without_a_case_every_question_has_an_answer(opened: Opened, name: str) -> None:
    empty = Wanted(drug="ketamine", draws=20, area="BGR" if name in ("role", "map") else None,
                   start="TUR" if name in ("path", "corridor") else None,
                   end="BGR" if name in ("path", "corridor") else None)  # fmt: skip
    asked = {
        "network": lambda: network(opened, empty), "role": lambda: role(opened, empty),
        "shift": lambda: shift(opened, empty), "whatif": lambda: whatif(opened, empty, ["BGR"]),
        "curves": lambda: whatif(opened, empty), "map": lambda: route_map(opened, empty),
        "corridor": lambda: corridor(opened, empty), "shares": lambda: shares(opened, empty),
        "corroborate": lambda: corroborate(opened, empty), "path": lambda: path(opened, empty),
    }  # fmt: skip
    answer = asked[name]()
    assert answer.tables and answer.notes
    assert all(len(row) == len(table.head) for table in answer.tables for row in table.rows)
    if answer.chart is not None:
        assert "data" in json.dumps(answer.chart())


FAULTS = [
    (Wanted(drug="herion"), "there is no drug herion; did you mean Heroin"),
    (Wanted(area="Bulgraia"), "did you mean Bulgaria"),
    (Wanted(area="Sahel"), "no set of areas says what Sahel holds"),
    (Wanted(mode="horse"), "there is no mode horse"),
    (Wanted(rule="crow"), "there is no rule crow"),  # type: ignore[arg-type]
]


@pytest.mark.parametrize(("wanted", "told"), FAULTS)
def test_faults_are_told(opened: Opened, wanted: Wanted, told: str) -> None:
    with pytest.raises(KaraulaError, match=told):
        network(opened, wanted)


def test_a_hub_that_is_not_built_is_told(tmp_path: Path) -> None:
    with pytest.raises(KaraulaError, match="not built"):
        open_routes(Hub.create(tmp_path / "new"))
