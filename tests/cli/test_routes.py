"""The commands of routes as people and programs meet them."""

import json
from pathlib import Path
from typing import Any

import pytest

from karaula.chart import drawable
from tests.cli.conftest import Run
from tests.workspace.routes.conftest import routes_hub

__all__ = ["routes_hub"]

COMMANDS = [
    (["network", "--drug", "heroin"], ["Network, Heroin", "Türkiye", "Bulgaria"]),
    (["role", "--area", "BGR", "--drug", "heroin"], ["Roles, Heroin", "Documents say"]),
    (["shift", "--drug", "heroin", "--before", "2011", "--after", "2014", "--claim",
      "TUR>GRC grew"], ["Claimed changes", "supported"]),
    (["corroborate", "--drug", "heroin"], ["cannot tell", "not supported"]),
    (["path", "--from", "TUR", "--to", "DEU"], ["Likeliest ways", "fewest borders"]),
    (["whatif", "--drug", "heroin", "--close", "TUR>BGR"], ["used what is closed", "Assumption:"]),
    (["whatif", "--drug", "heroin"], ["degree", "chance"]),
    (["shares", "--drug", "heroin"], ["Shares of all edges"]),
    (["corridor", "--from", "TUR", "--to", "BGR"], ["Corridor", "By year"]),
    (["map", "--area", "BGR"], ["Flows"]),
]  # fmt: skip


@pytest.mark.parametrize(("words", "told"), COMMANDS, ids=lambda value: str(value[0]))
def test_every_command_shows_tables_and_json(
    run: Run, routes_hub: Path, words: list[str], told: list[str]
) -> None:
    few = [] if words[0] == "path" else ["--draws", "20"]
    code, out, _ = run("routes", *words, *few, "--hub", routes_hub)
    assert code == 0
    assert all(text in out for text in told)
    code, out, _ = run("routes", *words, *few, "--hub", routes_hub, "--json")
    rows: list[dict[str, Any]] = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and rows and all("kind" in row for row in rows)


def test_the_same_question_gives_the_same_answer(run: Run, routes_hub: Path) -> None:
    words = ("routes", "role", "--area", "BGR", "--hub", routes_hub, "--json")
    assert run(*words)[1] == run(*words)[1]


def test_geojson_and_chart_are_written(run: Run, routes_hub: Path, tmp_path: Path) -> None:
    there = tmp_path / "flows.geojson"
    words = ["routes", "map", "--hub", routes_hub, "--geojson", there]
    words += ["--chart", tmp_path / "map.svg"] if drawable() else []
    code, _, _ = run(*words)
    assert code == 0
    assert json.loads(there.read_text(encoding="utf-8"))["type"] == "FeatureCollection"
    if drawable():
        assert (tmp_path / "map.svg").read_text(encoding="utf-8").startswith("<svg")
    code, _, err = run("routes", "map", "--hub", routes_hub, "--geojson", tmp_path / "no" / "x")
    assert code == 2 and "cannot be written" in err


FAULTS = [
    (["network", "--drug", "herion"], "there is no drug herion; did you mean Heroin"),
    (["role"], "name a country with --area"),
    (["path", "--from", "TUR"], "name them with --from and --to"),
    (["shift", "--claim", "TUR to BGR"], "claims no change of a route"),
    (["shift", "--before", "2011-2014", "--after", "2014"], "share a year"),
    (["network", "--years", "lately"], "lately is no period"),
    (["whatif", "--close", "Atlantis"], "there is no area Atlantis"),
    (["path", "--from", "TUR", "--to", "DEU", "--chart", "x.svg"], "this answer has no chart"),
    (["sea", "Atlantis", "Bar"], "there is no port Atlantis"),
]


@pytest.mark.parametrize(("words", "told"), FAULTS)
def test_a_fault_is_one_sentence(run: Run, routes_hub: Path, words: list[str], told: str) -> None:
    code, out, err = run("routes", *words, "--hub", routes_hub)
    assert (code, out) == (2, "")
    line = [line for line in err.splitlines() if line.startswith("error:")]
    assert len(line) == 1 and told in line[0]
