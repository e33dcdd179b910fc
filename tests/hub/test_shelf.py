"""What a reader may see of the lake, and that it is read anew when there is another one."""

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from karaula.errors import KaraulaError
from karaula.evidence import KINDS, Decision
from karaula.evidence.source import Handling
from karaula.hub.seen import OF_SOURCE, RESTS_ON
from karaula.hub.shelf import Shelf, Shelves, UnreadyError
from karaula.lake import Decisions, Lake
from karaula.lake.files import KEY, read_json, write_json
from karaula.lake.schemas import TABLES
from karaula.workspace import Hub, HubError, build
from tests.hub.conftest import NEWS, SOURCES, write

NewHub = Callable[[dict[str, str]], Hub]
LEVELS: tuple[Handling, ...] = ("TLP:CLEAR", "TLP:RED")
HIDING = (*TABLES, *(f"claims_{kind}" for kind in KINDS))


def secret_ids(hub: Hub) -> set[str]:
    """Ids of the secret source and of its claims, from a reader who may see them."""
    above = Shelf(hub, "TLP:RED")
    source = next(i for i, row in above.sources.items() if row["title"] == "The secret paper")
    parts = (f"SELECT claim_id FROM claims_{kind} WHERE source_id = '{source}'" for kind in KINDS)
    return {source, *(row["claim_id"] for row in above.rows(" UNION ALL ".join(parts)))}


def test_a_reader_below_the_label_sees_no_trace_of_it(hub: Hub) -> None:
    ids = secret_ids(hub)
    assert len(ids) > 1
    below, above = Shelf(hub), Shelf(hub, "TLP:AMBER")
    told = "".join(repr(below.rows(f"SELECT * FROM {name}")) for name in HIDING)
    whole = "".join(repr(above.rows(f"SELECT * FROM {name}")) for name in HIDING)
    assert [i for i in ids if i in told] == []
    assert all(i in whole for i in ids)
    assert "zugzwang" not in told
    assert "secret" not in told


def test_it_is_known_of_every_table_what_its_rows_rest_on() -> None:
    assert set(TABLES) == {"sources", *OF_SOURCE, *RESTS_ON}


def test_the_report_material_is_as_blind_as_the_reader(hub: Hub) -> None:
    ids = secret_ids(hub)
    assert not ids & set(Shelf(hub).material.sources)
    assert [i for i in ids if i in repr(Shelf(hub).material)] == []


def test_a_text_above_the_label_is_as_one_that_is_not_there(hub: Hub) -> None:
    below = Shelf(hub)
    source = min(secret_ids(hub) & set(Shelf(hub, "TLP:AMBER").sources))
    faults = []
    for asked in (source, "0123456789abcdef"):
        with pytest.raises(KaraulaError) as found:
            below.text(asked)
        faults.append(str(found.value))
    assert faults[0] == faults[1]


def test_products_carry_the_strictest_label(new_hub: NewHub) -> None:
    """A measure, finding or event that rests on a hidden claim is hidden with it."""
    contradiction = "In 2021 Serbia had a criminality score of 9.99.\n"
    hub = new_hub(
        SOURCES
        | {"quiet.md": contradiction, "quiet.md.source.yml": "title: Quiet\nhandling: TLP:GREEN\n"}
    )
    below, above = Shelf(hub), Shelf(hub, "TLP:GREEN")
    query = "SELECT message FROM findings WHERE message LIKE '%9.99%'"
    assert above.rows(query)
    assert not below.rows(query)
    hidden = {row["claim_id"] for row in below.rows("SELECT claim_id FROM hidden")}
    for measure in above.rows("SELECT measure_id, claim_ids FROM measures"):
        held = below.row("SELECT 1 FROM measures WHERE measure_id = ?", measure["measure_id"])
        assert (held is None) == bool(hidden & set(measure["claim_ids"]))


def test_many_threads_read_at_once(hub: Hub) -> None:
    opened = Shelf(hub)
    with ThreadPoolExecutor(8) as pool:
        asked = ["SELECT count(*) AS n FROM claims_role", "SELECT count(*) AS n FROM sources"] * 20
        found = list(pool.map(lambda sql: opened.rows(sql)[0]["n"], asked))
    assert set(found[::2]) == {found[0]} and set(found[1::2]) == {2}


def test_another_build_is_read_by_itself(new_hub: NewHub) -> None:
    hub = new_hub(SOURCES)
    shelves = Shelves(hub, "TLP:CLEAR")
    before = shelves.current()
    assert shelves.current() is before
    assert len(before.sources) == 2
    write(hub, {"more.md": NEWS.replace("200 kg", "300 kg")})
    after = shelves.current()
    assert after is not before and len(after.sources) == 3


def test_while_a_build_runs_the_one_before_is_shown(new_hub: NewHub) -> None:
    hub = new_hub(SOURCES)
    shelves = Shelves(hub, "TLP:CLEAR")
    before = shelves.current()
    before.rows("SELECT * FROM sources")
    key = read_json(hub.lake / KEY)
    write_json(hub.lake / KEY, {name: value for name, value in key.items() if name != "inputs"})
    assert shelves.current() is before
    assert before.rows("SELECT * FROM sources")
    with pytest.raises(UnreadyError):
        before.rows("SELECT * FROM claims_role")


def test_a_long_table_is_read_where_it_lies_until_it_is_copied(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = "SELECT * FROM events ORDER BY event_id"
    usual = {level: Shelf(hub, level).rows(asked) for level in LEVELS}
    monkeypatch.setattr("karaula.hub.seen.MANY", 1)
    for level in LEVELS:
        shelf = Shelf(hub, level)
        assert shelf.rows(asked) == usual[level]
        # What a reader may not see of a table is never left to the next question.
        assert (shelf._on_disk == {"events"}) is (level == "TLP:RED")
        shelf.hold()
        assert not shelf._on_disk
        assert shelf.rows(asked) == usual[level]
        assert shelf.table("events").count().to_pyarrow().as_py() == len(usual[level])
        copied = Shelf(hub, level, copied=True)
        assert copied.rows(asked) == usual[level] and not copied._on_disk


def test_a_hub_that_is_not_built_is_told(new_hub: NewHub) -> None:
    hub = new_hub(SOURCES)
    shutil.rmtree(hub.lake)
    with pytest.raises(HubError, match="not built"):
        Shelf(hub)


def test_rows_of_large_data_sets_are_read_where_they_lie(
    new_hub: NewHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The shelf and the lake give the same as if all claims stood side by side, also what a person
    corrected or rejected, and nothing to a reader who may not see it."""
    hidden = "area,indicator,period,value,unit\nHRV,criminality,2021,7.77,score\n"
    sources = SOURCES | {"hidden.csv": hidden, "hidden.csv.source.yml": "handling: TLP:RED\n"}
    hub = new_hub(sources)
    first, second = sorted(
        row["claim_id"]
        for row in Shelf(hub).rows("SELECT claim_id FROM claims_observation WHERE area = ['ALB']")
    )[:2]
    for decision in (
        Decision(subject=first, verdict="reject", author="ana", made="2025"),
        Decision(
            subject=second, verdict="correct", author="ana", made="2025", value={"value": 1.25}
        ),
    ):
        Decisions(hub.decisions).record(decision)
    asked = "SELECT * FROM claims_observation ORDER BY claim_id"
    told = []
    for large in (50_000, 1):
        monkeypatch.setattr("karaula.lake.standing.LARGE", large)
        shutil.rmtree(hub.lake)
        build(hub)
        below, above = Shelf(hub), Shelf(hub, "TLP:RED")
        lake = Lake(hub.lake).claims("observation").order_by("claim_id").to_pyarrow().to_pylist()
        assert first not in below.found([first, second])
        assert below.found([second])[second][1]["value"] == 1.25
        assert below.found(row["claim_id"] for row in lake if row["value"] == 7.77) == {}
        assert above.rows(asked) == lake
        assert all("observation" in below.kinds([row["claim_id"]]) for row in below.rows(asked))
        told.append((lake, below.rows(asked), below.claims_of, above.claims_of))
    assert Lake(hub.lake).query_large("claims_observation")
    assert told[0] == told[1]
