"""Anybody's own table in a hub: its mapping, its refused rows, and its seizures beside those of
texts."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from karaula.evidence import Claim, Incident
from karaula.evidence.table import claims_table
from karaula.lake import Lake
from karaula.vocabulary import load
from karaula.workspace import Hub, build
from karaula.workspace.doctor import examine
from karaula.workspace.selection import near

NewHub = Callable[..., Hub]

SEIZED = """\
Datum;Mesto;Država;Droga;Količina (kg)
3.4.2023;Horgoš;Srbija;heroin;12,5
15.4.2023;Batrovci;Srbija;kokain;"3 paketa po 1,5 kg"
17.4.2023;Gradina;Ruritanija;heroin;1
18.4.2023;Gradina;Srbija;heroin;puno
"""


@pytest.fixture
def hub(new_hub: NewHub, tmp_path: Path) -> Hub:
    given = tmp_path / "given" / "seized.csv"
    given.parent.mkdir()
    given.write_text(SEIZED, encoding="utf-8")
    made = new_hub("hub", {})
    (added,) = made.add([given])
    assert added.outcome == "added"
    assert added.why == "read as single seizures through seized.csv.mapping.yml: check it"
    return made


def test_a_table_that_nobody_knows_is_read_through_its_drafted_mapping(hub: Hub) -> None:
    summary = build(hub)
    assert summary.refused == summary.skipped == ()
    rows = Lake(hub.lake).table("seizures").order_by("locator").to_pyarrow().to_pylist()
    assert [(row["area"], row["substance"], row["kg"]) for row in rows] == [
        ("SRB", "heroin", 12.5),
        ("SRB", "cocaine", 4.5),
    ]


def test_refused_rows_stand_in_a_file_of_their_own_and_doctor_tells(hub: Hub) -> None:
    build(hub)
    (path,) = hub.lake.glob("sources/*/refused.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["place"] for row in rows] == ["row 4", "row 5"]
    assert rows[1] == {
        "place": "row 5",
        "reason": "'puno' is no amount",
        "row": "18.4.2023;Gradina;Srbija;heroin;puno",
    }
    found = [one for one in examine(hub) if one.topic == "unread"]
    assert any(path.relative_to(hub.folder).as_posix() in one.problem for one in found)
    assert any("row 4" in one.place and "Ruritanija" in one.problem for one in found)


def test_a_changed_mapping_is_read_again_and_leaves_no_trace_of_the_old(hub: Hub) -> None:
    build(hub)
    beside = hub.sources / "seized.csv.mapping.yml"
    text = beside.read_text(encoding="utf-8")
    beside.write_text(text.replace("n/a]", "n/a, Ruritanija]"), encoding="utf-8")
    summary = build(hub)
    assert summary.read == ("seized.csv",)
    assert summary.claims == {"incident": 3}
    (refused,) = hub.lake.glob("sources/*/refused.csv")
    assert "Ruritanija" not in refused.read_text(encoding="utf-8")


def test_a_faulty_mapping_refuses_the_table_and_says_where(hub: Hub) -> None:
    beside = hub.sources / "seized.csv.mapping.yml"
    beside.write_text("kind: incident\ncolumns: {dat: [Datum]}\n", encoding="utf-8")
    (refused,) = build(hub).refused
    assert "seized.csv.mapping.yml" in refused.reason
    assert "incident has no slot 'dat'" in refused.reason


def test_a_mapping_goes_along_with_its_table(hub: Hub, new_hub: NewHub) -> None:
    other = new_hub("other", {})
    (added,) = other.add([hub.sources])
    assert (added.name, added.why) == ("seized.csv", None)
    assert (other.sources / "seized.csv.mapping.yml").is_file()
    assert [path.name for path in other.paths()] == ["seized.csv"]


def test_a_table_that_looks_like_nothing_known_is_told(new_hub: NewHub, tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("name,age\nMarko,7\nAna,8\n", encoding="utf-8")
    (added,) = new_hub("hub", {}).add([path])
    assert added.why and "no connector knows this table" in added.why


def test_a_report_and_a_row_of_one_event_are_one(hub: Hub) -> None:
    (hub.sources / "news.md").write_text(
        "# News\n\nOn 3 April 2023, Serbian police seized 12.5 kg of heroin in Horgoš, Serbia.\n",
        encoding="utf-8",
    )
    build(hub)
    lake = Lake(hub.lake)
    seizures = lake.table("seizures").to_pyarrow().to_pylist()
    events = {row["origin"]: row["event"] for row in seizures if row["kg"] == 12.5}
    assert events.keys() == {"dataset", "text"}
    assert events["dataset"] == events["text"]
    told = lake.table("events").to_pyarrow().to_pylist()
    assert [len(event["claims"]) for event in told] == [2]


def seizure(number: int, **slots: object) -> Claim:
    given = {
        "type": "seizure",
        "date": "2014-06-03",
        "area": ("SRB",),
        "substance": ("heroin",),
        "kg": 10.0,
    }
    return Claim(
        slots=Incident(**given | slots),  # type: ignore[arg-type]
        source_id="s",
        method="m",
        quote="q",
        locator=f"row {number}",
    )


@pytest.mark.parametrize(
    ("slots", "fits"),
    [
        ({}, True),
        ({"date": "2014-06-08"}, True),
        ({"date": "2014-06"}, True),
        ({"date": "2014-07-03"}, False),
        ({"date": None}, False),
        ({"area": ("ALB",)}, False),
        ({"area": ()}, False),
        ({"substance": ("morphine",)}, True),
        ({"substance": ("cocaine",)}, False),
        ({"substance": ()}, True),
        ({"kg": 25.0}, True),
        ({"kg": 100.0}, False),
        ({"kg": None}, True),
    ],
)
def test_rows_that_could_tell_the_event_of_a_report(slots: dict[str, object], fits: bool) -> None:
    rows = [seizure(1, **slots)]
    report = seizure(0)
    found = near([report], claims_table("incident", rows), {}, load())
    assert found == ([rows[0].claim_id] if fits else [])


def test_a_vague_report_is_told_by_no_row() -> None:
    rows = [seizure(number, kg=None) for number in range(300)]
    report = seizure(0, date="2014", kg=None)
    assert near([report], claims_table("incident", rows), {}, load()) == []
