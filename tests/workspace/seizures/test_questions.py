"""Questions about seizures: what they answer, what they always say, and what they refuse."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from karaula.chart import svg
from karaula.errors import KaraulaError
from karaula.workspace.seizures import (
    Answer,
    Opened,
    QuestionError,
    Wanted,
    anomalies,
    compare,
    coverage,
    duplicates,
    each,
    geojson,
    map_of,
    mix,
    open_seizures,
    summary,
    table,
    trend,
)

Question = Callable[[Opened, Wanted], Answer]
QUESTIONS: dict[str, Question] = {
    "summary": summary,
    "trend": trend,
    "months": lambda opened, wanted: trend(opened, wanted, every="month"),
    "mix": lambda opened, wanted: mix(opened, wanted, by="transport"),
    "table": table,
    "each": each,
    "duplicates": duplicates,
    "coverage": coverage,
    "anomalies": anomalies,
    "compare": compare,
}


def of_kind(answer: Answer, kind: str) -> list[dict[str, Any]]:
    return [row for row in answer.rows if row["kind"] == kind]


@pytest.mark.parametrize("name", QUESTIONS)
def test_every_answer_says_what_seizures_measure(opened: Opened, name: str) -> None:
    answer = QUESTIONS[name](opened, Wanted())
    assert answer.rows and answer.tables and all(one.rows for one in answer.tables)
    for one in answer.tables:
        assert all(len(cells) == len(one.head) for cells in one.rows)
    said = " ".join(answer.notes)
    assert name == "duplicates" or "measure enforcement" in said
    if answer.chart is not None:
        drawn = svg(answer.chart())
        assert "A table of our own" in drawn and "measure enforcement" in drawn


@pytest.mark.parametrize("name", QUESTIONS)
def test_nothing_is_asked_of_nothing_without_a_fault(opened: Opened, name: str) -> None:
    wanted = Wanted(areas=("SVN",), drug="cocaine", since="2013")
    if name == "compare":
        with pytest.raises(QuestionError, match="no country and year"):
            compare(opened, wanted)
        return
    answer = QUESTIONS[name](opened, wanted)
    assert answer.chart is None or "No data" in svg(answer.chart())


def test_totals_stand_at_each_level_with_and_without_suspects(opened: Opened) -> None:
    answer = summary(opened, Wanted(areas=("Serbia",)))
    every, without = of_kind(answer, "total")
    assert (every["rows"], every["events"], without["events"]) == (60, 59, 58)
    assert every["kg_events"] - without["kg_events"] == 900.0
    assert every["largest_share"] == pytest.approx(900 / every["kg_events"])
    [unit] = of_kind(answer, "unit")
    assert (unit["unit"], unit["amount"]) == ("tablet", 70.0)
    [heaviest] = of_kind(answer, "largest")
    assert (heaviest["document"], heaviest["locator"]) == ("police.csv", "row 0")


def test_a_gap_is_told_and_a_zero_is_none(opened: Opened) -> None:
    answer = trend(opened, Wanted(areas=("SRB",)))
    told = {row["period"]: row["events"] for row in of_kind(answer, "period")}
    assert told == {"2012": 29, "2013": None, "2014": 30}
    assert any("2013" in note and "no zero" in note for note in answer.notes)
    assert [cells[1] for cells in answer.tables[0].rows] == ["29", "–", "30"]
    cocaine = trend(opened, Wanted(areas=("SRB",), drug="cocaine"))
    assert [row["events"] for row in of_kind(cocaine, "period")] == [0, None, 0]


def test_a_year_whose_weight_rests_on_suspects_says_so(opened: Opened) -> None:
    answer = trend(opened, Wanted(areas=("SRB",)))
    [first] = [row for row in of_kind(answer, "period") if row["period"] == "2012"]
    assert (first["suspects"], first["kg_suspects"]) == (1, 900.0)
    assert answer.notes[0] == (
        "1 of these seizures is suspected of something and counted all the same."
        " Most of the weight of 2012 (900 of 1,358 kg) is theirs."
    )
    assert answer.chart is not None and "Most of the weight of 2012" in str(answer.chart())
    without = trend(opened, Wanted(areas=("SRB",), suspects=False))
    assert not any("counted all the same" in note for note in without.notes)


def test_who_begins_to_report_stands_beside_the_trend(opened: Opened) -> None:
    answer = trend(opened, Wanted())
    changes = {row["year"]: (row["began"], row["ceased"]) for row in of_kind(answer, "coverage")}
    assert changes == {2013: ([], ["SRB"]), 2014: (["SRB"], [])}
    assert of_kind(answer, "break") == []
    like = [row["like_for_like"] for row in of_kind(answer, "period")][:3]
    assert like == [40, 44, 40]


def test_coverage_names_who_never_reports(opened: Opened) -> None:
    answer = coverage(opened, Wanted(areas=("Western Balkans",)))
    assert any(note.startswith("Never reported: Albania") for note in answer.notes)
    # What a text tells of Kosovo is no reporting; its name comes with its note.
    assert any(note.startswith("Kosovo: All references") for note in answer.notes)
    gaps = {row["area"]: row["gaps"] for row in of_kind(answer, "country")}
    assert gaps["SRB"] == [2013] and gaps["XKX"] == [2012, 2013, 2014]


def test_pairs_come_with_reasons_and_places(opened: Opened) -> None:
    [pair] = of_kind(duplicates(opened, Wanted()), "pair")
    assert (pair["kept_at"], pair["repeat_at"]) == ("police.csv, row 2", "row 1")
    assert (pair["why"], pair["chance"]) == ("equal in all", 0.01)
    [open_one] = of_kind(duplicates(opened, Wanted(), undecided=True), "pair")
    assert open_one["linked"] is False
    assert of_kind(duplicates(opened, Wanted(areas=("BGR",))), "pair") == []


def test_suspicions_come_with_evidence_both_ways(opened: Opened) -> None:
    answer = anomalies(opened, Wanted())
    [flag] = of_kind(answer, "flag")
    assert (flag["code"], flag["document"]) == ("weight_scale", "police.csv")
    kept, left = of_kind(answer, "total")
    assert (kept["seizures"] - left["seizures"], kept["kg"] - left["kg"]) == (1, 900.0)
    with pytest.raises(QuestionError, match="no suspicion weight; take amount_absurd"):
        anomalies(opened, Wanted(), code="weight")


def test_tables_by_columns_and_single_seizures(opened: Opened) -> None:
    rows = table(opened, Wanted(drug="heroin"), by=("year", "area")).rows
    assert {(row["year"], row["area"]): row["events"] for row in rows}[2012, "SRB"] == 29
    single = each(opened, Wanted(areas=("SRB",)), most=3)
    assert [row["kg"] for row in single.rows] == [900.0, 30.0, 30.0]
    assert any("56 more lines" in note for note in single.notes)
    with pytest.raises(QuestionError, match="no table by colour; take area, drug_group"):
        table(opened, Wanted(), by=("colour",))


def test_places_as_geojson(opened: Opened) -> None:
    found = geojson(opened, Wanted(areas=("BGR",)))
    [feature] = found["features"]
    assert feature["properties"]["place"] == "Kalotina"
    assert feature["properties"]["seizures"] == 124
    assert any("measure enforcement" in note for note in found["notes"])
    spec = map_of(opened.part(Wanted(areas=("WB.six",))))
    assert "Albania" in spec["usermeta"]["gaps"]


def test_comparing_names_the_reading(opened: Opened) -> None:
    [row] = compare(opened, Wanted(drug="opioids", since="2012", until="2012")).rows
    assert (row["area"], row["events_ratio"]) == ("SRB", 2.0)
    with pytest.raises(QuestionError, match="national totals tell neither transport"):
        compare(opened, Wanted(mode="road"))


def test_words_of_a_question(opened: Opened) -> None:
    part = opened.part(
        Wanted(areas=("rs", "WB"), drug="Heroin", since="2012-03", until="2014", mode="road")
    )
    assert part.filter.areas[0] == "SRB" and "XKX" in part.filter.areas
    assert "heroin" in part.filter.substances and "opium" not in part.filter.substances
    assert (part.filter.since, part.filter.until) == (date(2012, 3, 1), date(2014, 12, 31))
    assert "commercial_road" in part.filter.transports
    assert part.title == (
        "Heroin, Serbia, Western Balkans, group of six, by road, from 2012-03, to 2014"
    )


WRONG = [
    (Wanted(drug="herion"), "there is no drug herion; did you mean Heroin"),
    (Wanted(areas=("Serbai",)), "no country or region Serbai; did you mean Serbia"),
    (Wanted(areas=("SEE",)), "sources differ on what SEE is; name the set: SEE.unodc-2024"),
    (Wanted(since="soon"), "soon is no date; write a year, month or day"),
    (Wanted(since="2015", until="2014"), "2015 lies after 2014"),
    (Wanted(mode="camel"), "no mode or means of transport camel; take one of"),
    (Wanted(hiding="nowhere"), "no hiding place nowhere; take one of in_body"),
    (Wanted(copies="some"), "no level of copies some; take rows, exact, place, events"),
]


@pytest.mark.parametrize(("wanted", "told"), WRONG)
def test_what_nothing_goes_by_is_told(opened: Opened, wanted: Wanted, told: str) -> None:
    with pytest.raises(KaraulaError, match=told.replace(".", r"\.")):
        summary(opened, wanted)


def test_no_period_and_no_mix_that_there_is_not(opened: Opened) -> None:
    with pytest.raises(QuestionError, match="no period decade; take year, quarter, month"):
        trend(opened, Wanted(), every="decade")
    with pytest.raises(QuestionError, match="no shares of colour; take drug_group"):
        mix(opened, Wanted(), by="colour")


TABLE = """area,date,substance,quantity,unit,place
Serbia,2014-03-01,heroin,12.5,kg,Horgoš
Serbia,2014-05-02,cocaine,800,g,Beograd
Bulgaria,2014-05-02,heroin,3,kg,Kalotina
"""
MAPPING = """kind: incident
columns:
  area: [area]
  date: [date]
  substance: [substance]
  quantity: [quantity]
  unit: [unit]
  place: [place]
"""


def test_a_table_without_a_hub(tmp_path: Path) -> None:
    path = tmp_path / "seizures.csv"
    path.write_text(TABLE, encoding="utf-8")
    (tmp_path / "seizures.csv.mapping.yml").write_text(MAPPING, encoding="utf-8")
    found = summary(open_seizures(data=[path]), Wanted())
    assert {row["drug_group"]: row["kg_events"] for row in of_kind(found, "drug")} == {
        "opioids": 15.5,
        "cocaine": pytest.approx(0.8),
    }
    with pytest.raises(QuestionError, match="no country and year has both"):
        compare(open_seizures(data=[path]), Wanted())


def test_a_table_that_nothing_describes(tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"other\.csv.*a mapping beside it"):
        open_seizures(data=[path])
