"""The commands of an index as people and programs meet them, on a small table and on a hub."""

import json
from pathlib import Path
from typing import Any

import pytest

from karaula.vocabulary import load
from tests.cli.conftest import Run

VALUES = """\
code,name,continent,people,roads,ports,waste
ALB,Albania,South,2,5,9,7
BIH,Bosnia and Herzegovina,South,4,3,,8
HRV,Croatia,North,4,9,20,2
SRB,Serbia,North,8,7,10,5
XKX,Kosovo,South,2,3,4,6
"""
STRUCTURE = """\
name: Ways
decimals: 1
high_from: 50
indicators:
  roads: {name: Roads, parent: trade}
  ports: {name: Ports, parent: trade, denominator: people}
  waste: {name: Waste, parent: ways, direction: -1}
aggregates:
  trade: {name: Trade, parent: ways}
  ways: {name: Ways}
chain:
  - denominate
  - impute: {method: mean}
  - normalise: {method: min_max, low: 1, high: 100}
  - aggregate
"""


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with values and a specification, which the commands run in."""
    (tmp_path / "values.csv").write_text(VALUES, "utf-8")
    (tmp_path / "ways.yml").write_text(STRUCTURE, "utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


pytestmark = pytest.mark.usefixtures("own")

OWN = ("--data", "values.csv", "--structure", "ways.yml")


def lines(text: str) -> list[dict[str, Any]]:
    def no_constant(name: str) -> None:
        raise AssertionError(f"{name} is no JSON")

    return [json.loads(line, parse_constant=no_constant) for line in text.splitlines()]


def test_scores_for_programs(run: Run) -> None:
    code, out, err = run("index", "score", *OWN, "--json")
    assert (code, err) == (0, "")
    rows = lines(out)
    assert len(rows) == 10
    assert rows[0] == {
        "area": "HRV", "name": "Croatia", "measure": "ways", "score": 100.0, "rank_world": 1,
        "of_world": 5, "rank_continent": 1, "rank_region": None, "class": "high",
    }  # fmt: skip
    assert {row["class"] for row in rows if row["measure"] == "trade"} == {None}


def test_scores_for_people_tell_what_made_them(run: Run) -> None:
    code, out, _ = run("index", "score", *OWN)
    assert code == 0
    said = [line.split() for line in out.splitlines()]
    assert ["Croatia", "1", "100.0", "100.0", "high"] in said
    for part in (
        "less is better in Waste, which were turned",
        "Steps: denominate (correlation 0.7); impute (method mean",
        "Impute: 1 x missing: filled in by mean (ports of BIH)",
        "Kosovo: ",
    ):
        assert part in out
    _, out, _ = run("index", "score", *OWN, "--notes")
    assert "Impute: ports of BIH: missing: filled in by mean (gap to 3.1875)" in out


def test_a_gap_is_null_and_no_number(run: Run, own: Path) -> None:
    (own / "ways.yml").write_text(STRUCTURE.replace("  - impute: {method: mean}\n", ""), "utf-8")
    for command in ("score", "rank", "uncertainty", "whatif --drop waste", "profile BIH"):
        code, out, err = run("index", *command.split(), *OWN, "--json")
        assert (code, err) == (0, ""), command
        gaps = [row for row in lines(out) if row["area"] == "BIH" and row["measure"] == "trade"]
        assert all(row["score"] is None and row.get("rank") is None for row in gaps)
    _, out, _ = run("index", "score", *OWN)
    assert "– is a gap: 2 of 10 scores cannot be had." in out


def test_units_are_countries_where_most_are(run: Run, own: Path) -> None:
    text = VALUES.replace("code,name,", "country,")
    for iso, name in (("ALB", "Albania"), ("HRV", "Croatia"), ("SRB", "Serbia"),
                      ("XKX", "Kosovo"), ("BIH", "Bosnia and Herzegovina")):  # fmt: skip
        text = text.replace(f"{iso},{name},", f"{name},")
    (own / "values.csv").write_text(text.replace("Serbia", "Some Port"), "utf-8")
    _, out, _ = run("index", "score", *OWN, "--json", "--measure", "Ways")
    assert {row["area"] for row in lines(out)} == {"ALB", "BIH", "HRV", "XKX", "Some Port"}


@pytest.mark.parametrize(
    ("words", "areas", "key"),
    [
        (["--region", "WB.six"], {"ALB", "BIH", "SRB", "XKX"}, "rank_in_WB.six"),
        (["--region", "western balkans"], {"ALB", "BIH", "SRB", "XKX"}, "rank_in_western balkans"),
        (["--region", "North"], {"HRV", "SRB"}, "rank_in_North"),
        (["--area", "Serbien", "--area", "HRV"], {"HRV", "SRB"}, None),
    ],
)
def test_some_of_the_units(run: Run, words: list[str], areas: set[str], key: str | None) -> None:
    code, out, err = run("index", "score", *OWN, "--measure", "ways", "--json", *words)
    assert (code, err) == (0, "")
    rows = lines(out)
    assert {row["area"] for row in rows} == areas
    if key:
        assert sorted(row[key] for row in rows) == list(range(1, len(rows) + 1))


def test_ranks_have_intervals_and_the_assumption_beside_them(run: Run) -> None:
    code, out, _ = run("index", "rank", *OWN, "--json", "--draws", "200")
    rows = lines(out)
    assert [row["rank"] for row in rows] == sorted(row["rank"] for row in rows)
    assert all(row["rank_low"] <= row["rank"] <= row["rank_high"] for row in rows)
    assert all("25 % either way" in row["assumption"] for row in rows)
    assert all(row["score_low"] is None for row in rows), "other normalisation, other scale"
    again = run("index", "rank", *OWN, "--json", "--draws", "200")
    assert again == (code, out, "")
    other = run("index", "rank", *OWN, "--json", "--draws", "200", "--seed", "2")
    assert other[0] == 0


def test_doubts_of_ones_own(run: Run, own: Path) -> None:
    (own / "doubts.yml").write_text("importance: {noise: 0.2}\nmean: {step: aggregate, "
                                    "setting: method, of: [arithmetic, geometric]}\n")  # fmt: skip
    words = (*OWN, "--vary", "doubts.yml", "--draws", "300")
    code, out, _ = run("index", "uncertainty", *words)
    assert code == 0
    assert "Groups that cannot be told apart" in out
    assert "each weight may be off by up to 20 % either way" in out
    _, out, _ = run("index", "uncertainty", *words, "--pairs", "--json")
    pairs = lines(out)
    assert len(pairs) == 10
    assert all(0.4 <= row["probability"] <= 1 for row in pairs)
    code, out, _ = run("index", "sensitivity", *words, "--area", "Serbia", "--json")
    assert [row["kind"] for row in lines(out)].count("share") == 2
    assert {row["alternative"] for row in lines(out) if row["kind"] == "swing"} == {
        "roads", "waste",
    }  # fmt: skip
    _, out, _ = run("index", "sensitivity", *words, "--area", "Serbia")
    assert "Without ports: denominate: no indicator has a denominator" in out
    (own / "doubts.yml").write_text("mean: {step: agregate, of: [{}]}\nnoise: {noise: 2}\n")
    code, _, err = run("index", "uncertainty", *words)
    assert code == 2 and "did you mean aggregate?" in err and "weights vary by 2" in err


def test_shares_of_few_alternatives_are_exact(run: Run, own: Path) -> None:
    (own / "doubts.yml").write_text("mean: {step: aggregate, setting: method, of: [arithmetic, "
                                    "geometric]}\nleft: {without: [roads, waste]}\n")  # fmt: skip
    code, out, _ = run("index", "sensitivity", *OWN, "--vary", "doubts.yml", "--json")
    rows = lines(out)
    assert code == 0
    assert sum(row["shapley"] for row in rows) == pytest.approx(1)
    assert all("first_low" not in row for row in rows)


def test_what_would_move(run: Run) -> None:
    code, out, _ = run("index", "whatif", *OWN, "--set", "BIH.ports=40", "--weight", "trade=3",
                       "--json")  # fmt: skip
    rows = {row["area"]: row for row in lines(out)}
    assert code == 0
    assert rows["BIH"]["places"] > 0 and rows["BIH"]["score_then"] > rows["BIH"]["score"]
    _, out, _ = run("index", "whatif", *OWN, "--step", "impute=none")
    assert "Ways: 1 of 5 units move, 4 keep score and rank." in out
    _, out, _ = run("index", "whatif", *OWN, "--step", "normalise.method=z_score",
                    "--step", "normalise.mean=50")  # fmt: skip
    assert "scale: compare ranks" in out


def test_two_years_of_a_panel_and_two_units(run: Run, own: Path) -> None:
    head, *rows = VALUES.splitlines()
    panel = [f"{head},year", *(f"{row},2020" for row in rows)]
    panel += [f"{row},2021".replace("SRB,Serbia,North,8,7", "SRB,Serbia,North,8,9") for row in rows]
    (own / "values.csv").write_text("\n".join(panel), "utf-8")
    code, out, _ = run("index", "compare", *OWN, "--json")
    by_area = {row["area"]: row for row in lines(out)}
    assert code == 0
    assert (by_area["SRB"]["from"], by_area["SRB"]["to"]) == ("2020", "2021")
    assert by_area["SRB"]["change"] > 0 and by_area["HRV"]["change"] == 0
    assert by_area["SRB"]["comparable"]
    code, out, _ = run("index", "score", *OWN, "--year", "2020", "--area", "SRB", "--json")
    assert {row["year"] for row in lines(out)} == {"2020"}
    code, out, _ = run("index", "compare", *OWN, "--area", "SRB", "--area", "HRV", "--json")
    (top,) = [row for row in lines(out) if row["measure"] == "ways"]
    assert (top["area"], top["other"]) == ("SRB", "HRV") and top["probability_above"] < 0.5
    assert run("index", "profile", "SRB", *OWN, "--json")[0] == 0
    code, _, err = run("index", "score", *OWN, "--year", "1999")
    assert code == 2 and "there is 2020, 2021" in err


def test_another_structure(run: Run, own: Path) -> None:
    (own / "other.yml").write_text(STRUCTURE.replace("parent: trade}", "parent: trade, weight: 3}"))
    code, out, _ = run("index", "compare", *OWN, "--with-structure", "other.yml")
    assert code == 0
    assert "as it is" in out and "other.yml" in out and "The weight of roads" in out


@pytest.mark.parametrize("command", [
    "score", "rank", "uncertainty", "uncertainty --pairs", "sensitivity --draws 16",
    "whatif --weight trade=3", "profile SRB", "compare --area SRB --area HRV",
])  # fmt: skip
def test_every_question_is_drawn(run: Run, own: Path, command: str) -> None:
    code, out, err = run("index", *command.split(), *OWN, "--chart", "chart.json")
    assert (code, err) == (0, "") and "The chart is in chart.json." in out
    chart = json.loads((own / "chart.json").read_text("utf-8"))
    assert chart["usermeta"]["source"] == "values.csv"
    assert chart["usermeta"]["title"]


STRUCTURE_OF_CLAIMS = """
indicators:
  {0}: {{parent: ways}}
  {1}: {{parent: ways}}
aggregates:
  ways: {{name: Ways}}
"""


def test_indices_of_a_hub(run: Run, own: Path) -> None:
    """A published index and one of the hub's own, by name."""
    levels = load().indices["goci"].editions["2021"].levels
    parts = {part for level in levels.values() for part in level.mean_of if part not in levels}
    rows = [
        f"{area},{part},2021,{score + at % 3},score"
        for area, score in (("ALB", 3), ("SRB", 5), ("HRV", 4))
        for at, part in enumerate(sorted(parts))
    ]
    (own / "scores.csv").write_text("\n".join(["area,indicator,period,value,unit", *rows]), "utf-8")
    run("new", "hub")
    code, _, err = run("index", "score", "--hub", "hub")
    assert code == 2 and "the hub is not built; run `karaula build`" in err
    run("add", "values.csv", "scores.csv", "--hub", "hub")
    run("build", "--hub", "hub")
    code, out, _ = run("index", "rank", "-C", "hub", "--region", "WB.six", "--json")
    assert code == 0
    assert [(row["area"], row["rank"], row["edition"]) for row in lines(out)] == [
        ("SRB", 1, "2021"), ("ALB", 3, "2021"),
    ]  # fmt: skip
    (own / "hub" / "indices").mkdir()
    (own / "hub" / "indices" / "ways.yml").write_text(f"data: values.csv\n{STRUCTURE}")
    code, _, err = run("index", "score", "-C", "hub")
    assert code == 2 and "several indices: goci, ways; name one with --index" in err
    code, _, err = run("index", "score", "-C", "hub", "--index", "way")
    assert code == 2 and "did you mean ways?" in err
    code, out, _ = run("index", "score", "-C", "hub", "--index", "ways", "--json")
    assert lines(out)[0]["area"] == "HRV"
    (own / "hub" / "indices" / "ways.yml").write_text(f"data: ../karaula.toml\n{STRUCTURE}")
    code, _, err = run("index", "score", "-C", "hub", "--index", "ways")
    assert code == 2 and "among the sources" in err
    own_words = STRUCTURE_OF_CLAIMS.format(*sorted(parts))
    (own / "hub" / "indices" / "ways.yml").write_text(own_words)
    code, out, _ = run("index", "score", "-C", "hub", "--index", "ways", "--json")
    assert code == 0
    assert [row["area"] for row in lines(out)] == ["SRB", "HRV", "ALB"]
    code, _, err = run("index", "score", "-C", "hub", "--index", "ways", "--year", "1999")
    assert code == 2 and "no year 1999" in err


def test_the_published_index_by_its_workbook(run: Run, shared: Path) -> None:
    workbook = shared / "data" / "goci" / "global_oc_index.xlsx"
    code, out, _ = run("index", "score", "--data", workbook, "--edition", "2021", "--json")
    rows = lines(out)
    assert (code, len(rows)) == (0, 193 * 4)
    (serbia,) = [r for r in rows if r["area"] == "SRB" and r["measure"] == "criminality"]
    assert serbia == {
        "area": "SRB", "name": "Serbia", "edition": "2021", "measure": "criminality",
        "score": 6.21, "rank_world": 33, "of_world": 193, "rank_continent": 2, "rank_region": 2,
        "class": "high",
    }  # fmt: skip
    code, out, _ = run("index", "compare", "--data", workbook, "--area", "Serbia")
    assert code == 0 and "change compares means of different things" in out
    code, _, err = run("index", "score", "--data", workbook, "--region", "SEE")
    assert code == 2 and "sources differ on what SEE is; name the set: SEE.unodc-2024" in err


FAULTS: list[tuple[str, str, str, str]] = [
    ("an unknown parent", "parent: trade}", "parent: trad}", "counts towards trad, which is not"),
    ("a circle", "{name: Ways}", "{name: Ways, parent: trade}", "is a circle"),
    ("a code given twice", "  waste:", "  roads:", "roads is given twice"),
    ("a weight below 0", "Roads,", "Roads, weight: -1,", "weight of roads is -1"),
    ("no weight at all", "{name: Roads, parent: trade}\n  ports: {name: Ports, parent: trade,",
     "{parent: trade, weight: 0}\n  ports: {parent: trade, weight: 0,", "have the weight 0"),
    ("an entry misspelt", "decimals:", "decimal:", "did you mean decimals?"),
    ("a step misspelt", "normalise:", "normalize:", "did you mean normalise?"),
    ("a method misspelt", "method: mean", "method: men", "did you mean mean?"),
    ("geometric on zeros", "low: 1, high: 100}\n  - aggregate",
     "low: 0, high: 100}\n  - aggregate: {method: geometric}", "a part is not above 0: roads of"),
    ("no YAML", "name: Ways\n", "name: [Ways\n", "is no YAML"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "told"), [row[1:] for row in FAULTS],
                         ids=[row[0] for row in FAULTS])  # fmt: skip
def test_a_wrong_specification_is_one_sentence(
    run: Run, own: Path, before: str, after: str, told: str
) -> None:
    assert before in STRUCTURE
    (own / "ways.yml").write_text(STRUCTURE.replace(before, after), "utf-8")
    code, out, err = run("index", "score", *OWN)
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert err.startswith("error: ") and told in err and "Traceback" not in err


BAD: list[tuple[str, str, str, str]] = [
    ("text in numbers", "ALB,Albania,South,2,5", "ALB,Albania,South,2,five", "'five' is no number"),
    ("a unit twice", "BIH,Bosnia", "ALB,Bosnia", "ALB stands in the rows 2, 3"),
    ("one unit", VALUES[VALUES.index("BIH"):], "", "there is only one unit, ALB"),
    ("a missing column", "waste", "waist", "no values for the indicators waste"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "told"), [row[1:] for row in BAD],
                         ids=[row[0] for row in BAD])  # fmt: skip
def test_a_wrong_table_is_one_sentence(
    run: Run, own: Path, before: str, after: str, told: str
) -> None:
    (own / "values.csv").write_text(VALUES.replace(before, after), "utf-8")
    code, out, err = run("index", "score", *OWN, "--json")
    assert (code, out, err.count("\n")) == (2, "", 1)
    said = json.loads(err)
    assert said["ok"] is False and told in said["error"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("score", "there is nothing to open"),
        ("score --data none.csv", "there is no such file"),
        ("score --data values.csv", "add --structure FILE"),
        ("score --structure ways.yml", "the specification names no values"),
        (f"score {' '.join(OWN)} --measure way", "did you mean ways?"),
        (f"rank {' '.join(OWN)} --measure roads", "is an indicator, and is not scored"),
        (f"score {' '.join(OWN)} --region Narnia", "there is no region Narnia"),
        (f"score {' '.join(OWN)} --column unit", "--column unit is no NAME=VALUE"),
        (f"rank {' '.join(OWN)} --chart a.gif", "no chart is written as .gif"),
        (f"rank {' '.join(OWN)} --chart none/a.svg", "there is no such folder"),
        (f"rank {' '.join(OWN)} --level 2", "a level above 0 and below 1"),
        (f"whatif {' '.join(OWN)}", "give --weight, --drop, --set or --step"),
        (f"whatif {' '.join(OWN)} --weight trade=much", "much is no number"),
        (f"whatif {' '.join(OWN)} --set ports=3", "write --set AREA.CODE=8"),
        (f"whatif {' '.join(OWN)} --step nowhere.low=3", "nowhere cannot be changed"),
        (f"compare {' '.join(OWN)}", "compare with --with-data"),
        (f"compare {' '.join(OWN)} --area ALB --area Albania", "are one unit; name two"),
    ],
)
def test_a_question_that_cannot_be_put(run: Run, words: str, told: str) -> None:
    code, out, err = run("index", *words.split())
    assert (code, out) == (2, "") and err.startswith("error: ") and err.count("\n") == 1
    assert told in err


def test_published_figures_are_audited(run: Run, own: Path) -> None:
    _, out, _ = run("index", "score", *OWN, "--json")
    scores: dict[str, dict[str, float]] = {}
    for row in lines(out):
        scores.setdefault(row["area"], {})[row["measure"]] = row["score"]
    right = [f"{area},{of['ways']},{of['trade']}" for area, of in scores.items()]
    (own / "right.csv").write_text("\n".join(["code,ways,trade", *right]), "utf-8")
    assert run("index", "audit", "right.csv", *OWN)[:2] == (0, "0 findings.\n")
    wrong = [row.replace("SRB,4", "SRB,9") for row in right]
    (own / "wrong.csv").write_text("\n".join(["code,ways,trade", *wrong]), "utf-8")
    code, out, _ = run("index", "audit", "wrong.csv", *OWN)
    assert code == 1
    assert f"likeliest: {scores['SRB']['ways']}" in out
    code, out, _ = run("index", "audit", "wrong.csv", *OWN, "--json")
    assert [(row["level"], row["area"]) for row in lines(out)] == [("error", "SRB")]
    code, out, err = run("index", "audit", "none.csv", "--structure", "ways.yml")
    assert (code, out) == (2, "") and "there is no such file" in err
