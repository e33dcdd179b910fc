"""The commands of seizures, on a table of our own without a hub."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

Run = Callable[..., tuple[int, str, str]]

ROWS = "".join(
    f"{area},{year}-{n % 12 + 1:02d}-{n % 28 + 1:02d},heroin,{1 + n / 10},kg,{place}\n"
    for area, year, count, place in (
        ("Serbia", 2012, 24, "Horgoš"), ("Serbia", 2014, 26, "Horgoš"),
        ("Bulgaria", 2012, 20, "Kalotina"), ("Bulgaria", 2013, 22, "Kalotina"),
        ("Bulgaria", 2014, 21, "Kalotina"),
    )
    for n in range(count)
)  # fmt: skip
MAPPING = "kind: incident\ncolumns: {" + ", ".join(
    f"{name}: [{name}]" for name in ("area", "date", "substance", "quantity", "unit", "place")
) + "}\n"  # fmt: skip
COMMANDS = ("summary", "trend", "table", "duplicates", "coverage", "anomalies")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("data") / "seizures.csv"
    path.write_text("area,date,substance,quantity,unit,place\n" + ROWS, encoding="utf-8")
    path.with_name("seizures.csv.mapping.yml").write_text(MAPPING, encoding="utf-8")
    return path


@pytest.mark.parametrize("command", COMMANDS)
def test_tables_for_people_and_objects_for_programs(run: Run, data: Path, command: str) -> None:
    code, out, err = run("seizures", command, "--data", data)
    assert (code, "error" in err) == (0, False) and out.strip()
    code, out, _ = run("seizures", command, "--data", data, "--json")
    assert code == 0
    assert all(isinstance(json.loads(line), dict) for line in out.splitlines())


def test_options_choose_a_part(run: Run, data: Path) -> None:
    options = ("--area", "Serbia", "--drug", "opioids", "--from", "2012", "--to", "2013", "--json")
    code, out, _ = run("seizures", "trend", "--data", data, *options)
    periods = [row for row in map(json.loads, out.splitlines()) if row["kind"] == "period"]
    assert code == 0
    assert [(row["period"], row["events"]) for row in periods] == [("2012", 24), ("2013", None)]
    _, out, _ = run("seizures", "table", "--data", data, "--region", "SEE.selec", "--by", "year",
                    "--json")  # fmt: skip
    assert {row["year"]: row["events"] for row in map(json.loads, out.splitlines())} == {
        2012: 44, 2013: 22, 2014: 47
    }  # fmt: skip


DRAWN = [
    ("summary",), ("trend", "--every", "month"), ("trend", "--by", "area"), ("table",),
    ("table", "--each"), ("coverage",),
]  # fmt: skip


@pytest.mark.parametrize("words", DRAWN, ids=" ".join)
def test_answers_are_drawn(run: Run, data: Path, tmp_path: Path, words: tuple[str, ...]) -> None:
    chart = tmp_path / "chart.svg"
    code, out, err = run("seizures", *words, "--data", data, "--chart", chart)
    assert (code, "error" in err) == (0, False)
    assert str(chart) in out and chart.read_text(encoding="utf-8").startswith("<svg")


WRONG = [
    (("summary", "--drug", "herion"), "did you mean Heroin"),
    (("summary", "--area", "Serbai"), "did you mean Serbia"),
    (("trend", "--every", "decade"), "take year, quarter, month"),
    (("table", "--by", "colour"), "take area, drug_group"),
    (("summary", "--origin", "rumour"), "take dataset or text"),
    (("compare",), "no country and year has both"),
    (("duplicates", "--chart", "x.svg"), "this answer has no chart"),
]


@pytest.mark.parametrize(("words", "told"), WRONG)
def test_faults_are_one_sentence(run: Run, data: Path, words: tuple[str, ...], told: str) -> None:
    code, out, err = run("seizures", *words, "--data", data)
    assert (code, out) == (2, "")
    assert told in err.splitlines()[-1]


def test_without_a_hub_or_data(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    code, _, err = run("seizures", "summary")
    assert code == 2 and "name a hub with --hub, or a table of seizures with --data" in err
