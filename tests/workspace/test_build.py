"""Building: the lake is a pure function of sources, decisions, configuration and version."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from karaula.evidence import Claim, Decision, Observation, Unread
from karaula.evidence.table import claims_table
from karaula.extract import gate
from karaula.lake import Decisions, Lake
from karaula.workspace import Hub, HubError, Step, build, is_built, is_current
from karaula.workspace.source import gate_cells

from .conftest import TEXTS, lake_bytes, write_sources

NewHub = Callable[..., Hub]


def values(hub: Hub) -> list[float]:
    table = Lake(hub.lake).claims("observation").order_by("claim_id").to_pyarrow()
    return sorted(table.column("value").to_pylist())


def test_a_hub_is_built_and_every_claim_stands_in_its_words(new_hub: NewHub) -> None:
    hub = new_hub()
    summary = build(hub)
    assert summary.read == ("albania.md", "notes/serbia.md", "scores.csv")
    assert summary.refused == ()
    assert (is_built(hub), is_current(hub)) == (True, True)
    assert values(hub) == [5.63, 5.63, 6.21]
    lake = Lake(hub.lake)
    for row in lake.claims("observation").to_pyarrow().to_pylist():
        if row["start"] is not None:
            assert row["quote"] == lake.text(row["source_id"])[row["start"] : row["end"]]
        else:
            assert row["locator"]
    assert summary.claims["observation"] == 3
    assert set(summary.stages) == {
        "decisions",
        "standing",
        "entities",
        "events",
        "seizures",
        "findings",
        "measures",
        "search",
    }


def test_nothing_is_made_twice(new_hub: NewHub) -> None:
    hub = new_hub()
    build(hub)
    before = {path: path.stat().st_mtime_ns for path in hub.lake.rglob("*")}
    again = build(hub)
    assert (again.read, again.stages, len(again.unchanged)) == ((), (), 3)
    assert {path: path.stat().st_mtime_ns for path in hub.lake.rglob("*")} == before
    assert again.claims["observation"] == 3


def test_a_build_with_nothing_to_do_imports_no_engine(new_hub: NewHub) -> None:
    import subprocess
    import sys

    hub = new_hub()
    build(hub)
    script = (
        "import sys; from pathlib import Path; from karaula.workspace import Hub, build;"
        f"done = build(Hub.open(Path({str(hub.folder)!r})));"
        "heavy = {'ibis', 'duckdb', 'pyarrow', 'numpy', 'sqlalchemy', 'pypdfium2', 'openpyxl'};"
        "print(done.read, sorted(heavy & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert told.stdout == "() []\n", told.stderr


def own(hub: Hub, folder: str, text: str = "[]\n") -> None:
    (hub.folder / folder).mkdir(exist_ok=True)
    (hub.folder / folder / "own.yml").write_text(text)


# what is done to the hub, then which sources are read anew and which stages run again
CHANGES: list[tuple[str, Callable[[Hub], object], set[str], set[str]]] = [
    (
        "a new text",
        lambda hub: write_sources(hub, {"new.md": "Kosovo had a criminality score of 5.1.\n"}),
        {"new.md"},
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    (
        "a changed text",
        lambda hub: write_sources(hub, {"albania.md": "Albania had a score of 1.\n"}),
        {"albania.md"},
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    (
        "a sidecar",
        lambda hub: (hub.sources / "albania.md.source.yml").write_text("publisher: Us\n"),
        {"albania.md"},
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    (
        "a text removed",
        lambda hub: (hub.sources / "albania.md").unlink(),
        set(),
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    (
        "a text renamed",
        lambda hub: (hub.sources / "albania.md").rename(hub.sources / "alb.md"),
        {"alb.md"},
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    (
        "a decision",
        lambda hub: Decisions(hub.decisions).record(
            Decision(subject="x", verdict="accept", author="ana", made="2025")
        ),
        set(),
        {
            "decisions",
            "standing",
            "entities",
            "events",
            "findings",
            "measures",
            "seizures",
            "search",
        },
    ),
    (
        "the hub's name",
        lambda hub: (hub.folder / "karaula.toml").write_text(
            'name = "Other"\nregion = "SEE.unodc-2024"\n'
        ),
        set(),
        set(),
    ),
    (
        "a word of the hub's own",
        lambda hub: (hub.folder / "vocabulary" / "units.yml").write_text(
            "score:\n  name: score\n  names: [mark]\n  dimension: score\n  base: score\n"
        ),
        set(TEXTS),
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    (
        "a pattern of the hub's own",
        lambda hub: own(hub, "patterns"),
        set(TEXTS),
        {"standing", "entities", "events", "findings", "measures", "seizures", "search"},
    ),
    ("a rule of the hub's own", lambda hub: own(hub, "checks"), set(), {"findings"}),
]


@pytest.mark.parametrize(
    ("change", "read", "stages"),
    [row[1:] for row in CHANGES],
    ids=[row[0] for row in CHANGES],
)
def test_what_changed_is_made_anew_and_equals_a_build_from_nothing(
    new_hub: NewHub, change: Callable[[Hub], object], read: set[str], stages: set[str]
) -> None:
    hub = new_hub()
    build(hub)
    change(hub)
    hub = Hub.open(hub.folder)
    assert not is_current(hub)
    summary = build(hub)
    assert (set(summary.read), set(summary.stages)) == (read, stages)
    step_by_step = lake_bytes(hub)
    shutil.rmtree(hub.lake)
    build(hub)
    assert lake_bytes(hub) == step_by_step


@settings(max_examples=3, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(sorted(TEXTS)), st.integers(0, 2))
def test_the_order_of_adding_leaves_no_trace(
    tmp_path_factory: pytest.TempPathFactory, order: list[str], built_between: int
) -> None:
    folder = tmp_path_factory.mktemp("orders")
    lakes = []
    for name, names in (("a", sorted(TEXTS)), ("b", order)):
        hub = Hub.create(folder / name)
        (hub.folder / "karaula.toml").write_text('name = "T"\nregion = "SEE.unodc-2024"\n')
        hub = Hub.open(hub.folder)
        for done, item in enumerate(names):
            write_sources(hub, {item: TEXTS[item]})
            if name == "b" and done == built_between:
                build(hub)
        build(hub)
        lakes.append(lake_bytes(hub))
    assert lakes[0] == lakes[1]


def test_words_of_the_hub_hold_from_the_next_build_on(new_hub: NewHub) -> None:
    hub = new_hub("hub", {"a.md": "In 2021 Alvanija had a criminality score of 5.63.\n"})
    areas = []
    for _ in range(2):
        build(hub)
        (row,) = Lake(hub.lake).claims("observation").to_pyarrow().to_pylist()
        areas.append(row["area"])
        text = "ALB:\n  name: Albania\n  iso2: AL\n  names: [Alvanija]\n"
        (hub.folder / "vocabulary" / "areas.yml").write_text(text)
    assert areas == [[], ["ALB"]]


def test_files_of_equal_bytes_are_one_source(new_hub: NewHub) -> None:
    hub = new_hub("hub", {"a.md": "Serbia: 6.\n", "b/c.md": "Serbia: 6.\n"})
    summary = build(hub)
    assert summary.read == ("a.md",)
    assert summary.skipped == (("b/c.md", "same bytes as a.md"),)
    assert [source.name for source in Lake(hub.lake).sources().values()] == ["a.md"]


def test_a_source_that_vanished_leaves_the_lake(new_hub: NewHub) -> None:
    hub = new_hub()
    build(hub)
    (hub.sources / "notes" / "serbia.md").unlink()
    assert build(hub).removed == ("notes/serbia.md",)
    assert values(hub) == [5.63, 5.63]
    assert len(list((hub.lake / "sources").iterdir())) == 2


def test_a_bad_source_is_told_and_stops_no_other(new_hub: NewHub) -> None:
    hub = new_hub()
    (hub.sources / "broken.pdf").write_bytes(b"%PDF-1.7 and then nothing of the kind")
    (hub.sources / "bad.md").write_text("Text.\n")
    (hub.sources / "bad.md.source.yml").write_text("handling: SECRET\n")
    for _ in range(2):
        summary = build(hub)
        assert [refused.name for refused in summary.refused] == ["bad.md", "broken.pdf"]
        assert all("\n" not in refused.reason for refused in summary.refused)
        assert all(str(hub.folder) not in refused.reason for refused in summary.refused)
    assert summary.read == ()
    assert values(hub) == [5.63, 5.63, 6.21]
    lake = Lake(hub.lake)
    unread = lake.table("unread").to_pyarrow().to_pylist()
    whole = {row["source_id"] for row in unread if row["place"] == "the whole file"}
    assert {lake.sources()[one].name for one in whole} == {"bad.md", "broken.pdf"}


def test_a_fault_of_the_program_is_told_and_tried_again(
    new_hub: NewHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = new_hub()

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    with monkeypatch.context() as patch:
        patch.setattr("karaula.extract.extraction", fail)
        first = build(hub)
    assert {refused.name for refused in first.refused} == {"albania.md", "notes/serbia.md"}
    assert "ZeroDivisionError: oops" in first.refused[0].reason
    assert values(hub) == [5.63]
    second = build(hub)
    assert (second.refused, set(second.read)) == ((), {"albania.md", "notes/serbia.md"})


def test_labels_of_a_source_are_on_all_its_claims(new_hub: NewHub) -> None:
    hub = new_hub()
    for name in ("albania.md", "scores.csv"):
        (hub.sources / f"{name}.source.yml").write_text("handling: TLP:RED\n")
    build(hub)
    lake = Lake(hub.lake)
    ids = {source.source_id: source.handling for source in lake.sources().values()}
    found = lake.claims("observation").to_pyarrow().to_pylist()
    assert sorted(row["handling"] for row in found) == ["TLP:CLEAR", "TLP:RED", "TLP:RED"]
    assert all(row["handling"] == ids[row["source_id"]] for row in found)


def test_defaults_of_the_hub_hold_where_a_sidecar_is_silent(new_hub: NewHub) -> None:
    hub = new_hub()
    (hub.sources / "albania.md.source.yml").write_text("reliability: B\n")
    config = hub.folder / "karaula.toml"
    text = config.read_text().replace('reliability = "F"', 'reliability = "C"')
    config.write_text(text.replace('handling = "TLP:CLEAR"', 'handling = "TLP:GREEN"'))
    build(Hub.open(hub.folder))
    sources = {source.name: source for source in Lake(hub.lake).sources().values()}
    assert (sources["albania.md"].reliability, sources["albania.md"].handling) == ("B", "TLP:GREEN")
    assert sources["notes/serbia.md"].reliability == "C"


def test_a_correction_reaches_the_lake_and_re_opens_with_the_words(new_hub: NewHub) -> None:
    hub = new_hub()
    build(hub)
    rows = Lake(hub.lake).claims("observation").to_pyarrow().to_pylist()
    claim = next(row for row in rows if row["value"] == 6.21)
    log = Decisions(hub.decisions)
    log.record(
        Decision(
            subject=claim["claim_id"],
            verdict="correct",
            author="ana",
            made="2025",
            value={"value": 6.22},
            quote=claim["quote"],
        )
    )
    build(hub)
    assert values(hub) == [5.63, 5.63, 6.22]
    write_sources(hub, {"notes/serbia.md": TEXTS["notes/serbia.md"].replace("6.21", "6.31")})
    build(hub)
    assert values(hub) == [5.63, 5.63, 6.31]
    assert [decision.number for decision in Lake(hub.lake).reopened()] == [1]
    log.undo(1, "ana")
    build(hub)
    assert Lake(hub.lake).reopened() == []


def test_in_processes_of_their_own_sources_give_the_same_lake(
    new_hub: NewHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, many = new_hub("one"), new_hub("many")
    build(one)
    monkeypatch.setattr("karaula.workspace.workers.FEW", 1)
    monkeypatch.setattr("karaula.workspace.workers.os.cpu_count", lambda: 2)
    build(many)
    assert lake_bytes(one) == lake_bytes(many)


def test_a_source_that_crashes_its_process_takes_only_itself(
    new_hub: NewHub, tmp_path: Path
) -> None:
    """A connector of another package that ends the process when it meets a certain file."""
    import subprocess
    import sys

    hub = new_hub(
        "hub", {f"n{i}.md": f"Serbia had a criminality score of {i}.5.\n" for i in range(2)}
    )
    (hub.sources / "crash.md").write_text("crash\n")
    (tmp_path / "crashing.py").write_text(
        "import os, karaula.read\n"
        "plain = karaula.read.read\n"
        "def read(path, **more):\n"
        "    if path.name == 'crash.md':\n"
        "        os.abort()\n"
        "    return plain(path, **more)\n"
        "karaula.read.read = read\n"
        "from pathlib import Path\n"
        "from karaula.workspace import Hub, build, workers\n"
        "workers.os.cpu_count, workers.FEW = (lambda: 2), 1\n"
        "if __name__ == '__main__':\n"
        f"    done = build(Hub.open(Path({str(hub.folder)!r})))\n"
        "    print(len(done.read), [(r.name, 'crashed' in r.reason) for r in done.refused])\n"
    )
    told = subprocess.run(
        [sys.executable, str(tmp_path / "crashing.py")], capture_output=True, text=True
    )
    assert told.stdout == "3 [('crash.md', True)]\n", told.stderr
    assert len(values(hub)) == 2


def test_progress_is_told_in_order(new_hub: NewHub) -> None:
    steps: list[Step] = []
    build(new_hub(), steps.append)
    sources = [step.done for step in steps if step.stage == "sources"]
    assert sources == [0, 1, 2, 3]
    assert [step.name for step in steps if step.stage == "stages"] == [
        "decisions",
        "standing",
        "entities",
        "events",
        "seizures",
        "findings",
        "measures",
        "search",
    ]


def test_a_second_build_at_once_is_refused(new_hub: NewHub) -> None:
    hub = new_hub()
    with hub.locked(), pytest.raises(HubError, match="being built or added to"):
        build(hub)


def break_lake(hub: Hub) -> None:
    hub.lake.write_text("a file where a folder should be")


def later_lake(hub: Hub) -> None:
    hub.lake.mkdir()
    (hub.lake / "key.json").write_text('{"format": 9}')


def wrong_region(hub: Hub) -> None:
    (hub.folder / "karaula.toml").write_text('name = "T"\nregion = "ATLANTIS"\n')


def wrong_words(hub: Hub) -> None:
    (hub.folder / "vocabulary" / "units.yml").write_text("score: [1, 2]\n")


def wrong_patterns(hub: Hub) -> None:
    own(hub, "patterns", "- {id: x, colour: red}\n")


def wrong_checks(hub: Hub) -> None:
    own(hub, "checks", "- {id: x, colour: red}\n")


def wrong_decisions(hub: Hub) -> None:
    hub.decisions.write_bytes(b"no database " * 100)


BROKEN = [
    (break_lake, "cannot be written"),
    (later_lake, "format 9"),
    (wrong_region, "no set of areas 'ATLANTIS'"),
    (wrong_words, "units.yml"),
    (wrong_patterns, "own.yml"),
    (wrong_checks, "own.yml"),
    (wrong_decisions, "decisions cannot be used"),
]


@pytest.mark.parametrize(("harm", "told"), BROKEN, ids=[harm.__name__ for harm, _ in BROKEN])
def test_a_broken_hub_is_told_in_one_sentence(new_hub: NewHub, harm: Any, told: str) -> None:
    from karaula.errors import KaraulaError

    hub = new_hub()
    harm(hub)
    with pytest.raises(KaraulaError, match=told):
        build(Hub.open(hub.folder))


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for the superuser")
def test_a_read_only_hub_is_told(new_hub: NewHub) -> None:
    hub = new_hub()
    hub.folder.chmod(0o500)
    try:
        with pytest.raises(HubError, match="cannot be written"):
            build(hub)
    finally:
        hub.folder.chmod(0o700)


def test_a_full_disk_is_told_and_loses_nothing(
    new_hub: NewHub, monkeypatch: pytest.MonkeyPatch
) -> None:
    hub = new_hub()
    build(hub)
    before = values(hub)
    write_sources(hub, {"new.md": "Kosovo had a criminality score of 5.1.\n"})

    def full(_: int) -> None:
        raise OSError(28, "No space left on device", str(hub.lake))

    with monkeypatch.context() as patch:
        patch.setattr("karaula.lake.files.os.fsync", full)
        with pytest.raises(HubError, match="No space left on device"):
            build(hub)
    assert values(hub) == before
    assert build(hub).read == ("new.md",)


WORDS = "Serbia scored 6.21."
CLAIM = Claim(
    slots=Observation(indicator="criminality", value=6.21, unit="score"),
    source_id="s",
    method="test@1",
    quote="6.21",
    start=14,
    end=18,
)

# a claim that is not in the words, and the reason that is told
REFUSED = [
    ({"quote": "6.22"}, "its quote is not what stands there"),
    ({"start": 13, "end": 17}, "its quote is not what stands there"),
    ({"start": -5, "end": -1}, "outside the text"),
    ({"start": 18, "end": 14}, "outside the text"),
    ({"end": 99}, "outside the text"),
    ({"start": None, "end": None}, "names no place"),
    ({"spans": ((3, 99),)}, "spans lies outside"),
]


@pytest.mark.parametrize(("change", "reason"), REFUSED)
def test_a_claim_without_its_words_is_refused_and_told(change: dict[str, Any], reason: str) -> None:
    kept, told = gate([CLAIM, replace(CLAIM, **change)], WORDS)
    assert kept == [CLAIM]
    assert reason in told[0].reason


def test_a_cell_without_its_place_is_refused_and_told() -> None:
    cell = replace(CLAIM, start=None, end=None, locator="D2")
    table = claims_table("observation", [cell, replace(cell, locator=None)])
    told: list[Unread] = []
    assert gate_cells(table, told).column("locator").to_pylist() == ["D2"]
    assert "1 were refused" in told[0].reason


@given(st.text(max_size=30), st.integers(-5, 40), st.integers(-5, 40), st.text(max_size=5))
def test_what_passes_the_gate_stands_in_the_text(
    text: str, start: int, end: int, quote: str
) -> None:
    claims = [
        replace(CLAIM, start=start, end=end, quote=quote),
        replace(CLAIM, start=start, end=end, quote=text[max(start, 0) : max(end, 0)]),
    ]
    kept, told = gate(claims, text)
    assert len(kept) + len(told) == 2
    for claim in kept:
        assert claim.start is not None
        assert claim.end is not None
        assert 0 <= claim.start < claim.end <= len(text)
        assert text[claim.start : claim.end] == claim.quote
