"""The lake: same rows, same bytes; decisions laid over; nothing missing breaks a query."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from karaula.evidence import (
    KINDS,
    Box,
    Cell,
    Claim,
    Decision,
    Document,
    NoteRef,
    Observation,
    Passage,
    Source,
    Unread,
    content_id,
)
from karaula.evidence.finding import Evidence, Finding
from karaula.evidence.table import claims_table, schema
from karaula.lake import Lake, LakeError
from karaula.lake.files import KEY, read_json, sources_folder, sweep, write_json
from karaula.lake.schemas import (
    TABLES,
    decisions_from_table,
    decisions_table,
    findings_from_table,
    findings_table,
    passages_table,
    standing_schema,
    unread_table,
)
from karaula.lake.write import SourceTables, table_bytes, unique_claims, write_source, write_table

TEXT = "Montenegro scored 6.21. Serbia scored 6.22.\n"
SOURCE_ID, SHA = content_id(TEXT.encode())
SOURCE = Source(source_id=SOURCE_ID, sha256=SHA, name="note.md", title="A note", marks=("draft",))


def observation(value: float, start: int, area: str, **head: Any) -> Claim:
    quote = TEXT[start : start + 4]
    slots = Observation(indicator="criminality", value=value, unit="score", area=(area,))
    values = {"source_id": SOURCE_ID, "method": "text:observation@1", "quote": quote, "page": 1}
    return Claim(slots=slots, start=start, end=start + 4, **(values | head))


MNE = observation(6.21, TEXT.index("6.21"), "MNE")
SRB = observation(6.22, TEXT.index("6.22"), "SRB")


def decision(verdict: Any, claim: Claim = MNE, **values: Any) -> Decision:
    given = {"author": "ana", "made": "2025-01-01T00:00:00+00:00", "quote": claim.quote}
    return Decision(subject=claim.claim_id, verdict=verdict, **(given | values))


def lake_with(folder: Path, *decisions: Decision) -> Lake:
    box: Box = (1, 10.0, 20.0, 30.0, 40.0)
    passage = Passage(
        kind="paragraph",
        start=0,
        end=len(TEXT) - 1,
        page=1,
        boxes=(box,),
        section=("Scores",),
        note_refs=(NoteRef(label="fn1", at=5),),
        cells=(Cell(row=0, column=1, start=0, end=3, header=True),),
    )
    document = Document(source=SOURCE, text=TEXT, passages=(passage,))
    tables = SourceTables(
        source=SOURCE,
        text=TEXT,
        passages=passages_table(document),
        unread=unread_table(SOURCE_ID, [Unread(place="page 2", reason="it is empty")]),
        claims={"observation": claims_table("observation", [SRB, MNE])},
    )
    write_source(folder, tables, {"key": "k"})
    numbered = [replace(item, number=n) for n, item in enumerate(decisions, 1)]
    write_table(folder / "decisions.parquet", decisions_table(numbered))
    return Lake(folder)


def standing(lake: Lake) -> dict[str, dict[str, Any]]:
    rows = lake.claims("observation").to_pyarrow().to_pylist()
    return {row["claim_id"]: row for row in rows}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_empty_lake_has_every_claim_table(tmp_path: Path, kind: str) -> None:
    lake = Lake(tmp_path / "nothing")
    assert lake.extracted(kind).to_pyarrow().schema.names == schema(kind).names
    table = lake.claims(kind).to_pyarrow()
    assert (table.schema.names, table.num_rows) == (standing_schema(kind).names, 0)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_an_empty_lake_has_every_other_table(tmp_path: Path, name: str) -> None:
    table = Lake(tmp_path).table(name).to_pyarrow()
    assert (table.schema.names, table.num_rows) == (TABLES[name].names, 0)


def test_a_source_comes_back_as_it_was_written(tmp_path: Path) -> None:
    lake = lake_with(tmp_path)
    assert lake.text(SOURCE_ID) == TEXT
    assert lake.sources() == {SOURCE_ID: SOURCE}
    assert lake.table("sources").to_pyarrow().to_pylist()[0]["marks"] == ["draft"]
    passage = lake.table("passages").to_pyarrow().to_pylist()[0]
    assert passage["boxes"] == [{"page": 1, "x0": 10.0, "y0": 20.0, "x1": 30.0, "y1": 40.0}]
    assert passage["cells"] == [{"row": 0, "column": 1, "start": 0, "end": 3, "header": True}]
    assert passage["note_refs"] == [{"label": "fn1", "at": 5}]
    unread = lake.table("unread").to_pyarrow().to_pylist()
    assert unread == [{"source_id": SOURCE_ID, "place": "page 2", "reason": "it is empty"}]
    found = lake.extracted("observation").to_pyarrow().to_pylist()
    assert {row["claim_id"] for row in found} == {MNE.claim_id, SRB.claim_id}


def test_a_document_comes_back_as_it_was_read(tmp_path: Path) -> None:
    (document,) = lake_with(tmp_path).documents()
    assert document.text == TEXT
    assert passages_table(document).to_pylist() == (
        lake_with(tmp_path).table("passages").to_pyarrow().to_pylist()
    )


def test_a_source_without_its_key_is_not_read(tmp_path: Path) -> None:
    lake_with(tmp_path)
    (sources_folder(tmp_path) / SOURCE_ID / KEY).unlink()
    lake = Lake(tmp_path)
    assert lake.sources() == {}
    assert lake.claims("observation").count().to_pyarrow().as_py() == 0
    with pytest.raises(LakeError, match="no source"):
        lake.text(SOURCE_ID)
    sweep(tmp_path)
    assert not list(sources_folder(tmp_path).iterdir())


# decisions in their order, then what stands of the claim about Montenegro
STANDING = [
    ([], {"value": 6.21, "reviewed": False, "author": None, "machine": None, "credibility": 6}),
    ([("accept", {})], {"value": 6.21, "reviewed": True, "author": "ana", "machine": None}),
    ([("reject", {})], None),
    ([("reject", {}), ("accept", {})], {"value": 6.21, "reviewed": True}),
    ([("accept", {}), ("reject", {})], None),
    ([("correct", {"value": 6.31})], {"value": 6.31, "reviewed": True, "author": "ana"}),
    ([("correct", {"value": 6})], {"value": 6.0, "reviewed": True}),
    (
        [("correct", {"value": 6.3}), ("correct", {"area": ["BIH"]})],
        {"value": 6.3, "area": ["BIH"]},
    ),
    ([("correct", {"period": None, "qualifier": "about"})], {"qualifier": "about", "period": None}),
    ([("grade", {"credibility": 2})], {"credibility": 2, "reviewed": False, "machine": None}),
    ([("grade", {"credibility": 2}), ("accept", {})], {"credibility": 2, "reviewed": True}),
    ([("correct", {"no_such_slot": 1})], {"value": 6.21, "reviewed": False}),
    ([("correct", {"value": "many"})], {"value": 6.21, "reviewed": False}),
    ([("correct", {"area": "BIH"})], {"area": ["MNE"], "reviewed": False}),
]


@pytest.mark.parametrize(("made", "expected"), STANDING)
def test_claims_as_they_stand(tmp_path: Path, made: list[Any], expected: Any) -> None:
    lake = lake_with(tmp_path, *(decision(verdict, value=value) for verdict, value in made))
    row = standing(lake).get(MNE.claim_id)
    assert row is None if expected is None else row is not None
    for name, value in (expected or {}).items():
        assert row is not None and row[name] == value
    assert SRB.claim_id in standing(lake)
    machine = lake.extracted("observation").to_pyarrow().column("value").to_pylist()
    assert sorted(machine) == [6.21, 6.22]


def test_a_correction_keeps_what_the_machine_said(tmp_path: Path) -> None:
    lake = lake_with(tmp_path, decision("correct", value={"value": 6.31}))
    machine = standing(lake)[MNE.claim_id]["machine"]
    assert machine == (
        '{"area": ["MNE"], "indicator": "criminality", "qualifier": "exact",'
        ' "unit": "score", "value": 6.21}'
    )


def test_a_decision_on_other_words_is_open_again(tmp_path: Path) -> None:
    changed = decision("reject", quote="6.99")
    gone = decision("accept", claim=replace(MNE, start=0, end=4))
    fine = decision("accept", claim=SRB)
    lake = lake_with(tmp_path, changed, gone, fine)
    assert {item.number for item in lake.reopened()} == {1, 2}
    assert not standing(lake)[MNE.claim_id]["reviewed"]


def test_people_grade_a_source(tmp_path: Path) -> None:
    given = Decision(
        subject=SOURCE_ID, verdict="grade", author="ana", made="2025", value={"reliability": "B"}
    )
    lake = lake_with(tmp_path, given)
    assert lake.table("sources").to_pyarrow().column("reliability").to_pylist() == ["B"]
    assert lake.reopened() == []


def test_same_rows_in_any_order_give_the_same_bytes(tmp_path: Path) -> None:
    one = unique_claims("observation", claims_table("observation", [MNE, SRB]))
    two = unique_claims("observation", claims_table("observation", [SRB, MNE]))
    assert table_bytes(one) == table_bytes(two)
    for name in ("a", "b"):
        lake_with(tmp_path / name)
    files = [path.relative_to(tmp_path / "a") for path in (tmp_path / "a").rglob("*.*")]
    assert len(files) > 4
    for path in files:
        if (tmp_path / "a" / path).is_file():
            assert (tmp_path / "a" / path).read_bytes() == (tmp_path / "b" / path).read_bytes()


@given(st.permutations(range(6)))
def test_claims_lie_in_the_order_of_the_text_and_each_once(order: list[int]) -> None:
    claims = [observation(1.0, 4 * (n // 2), "MNE", confidence=0.5 + n / 20) for n in range(6)]
    table = unique_claims("observation", claims_table("observation", [claims[n] for n in order]))
    assert table.column("start").to_pylist() == [0, 4, 8]
    assert table.column("confidence").to_pylist() == pytest.approx([0.55, 0.65, 0.75])


def test_findings_and_decisions_come_back_from_their_tables() -> None:
    evidence = Evidence(claim_id="c", source_id="s", doc="d", quote="6.21", start=1, end=5, page=2)
    finding = Finding(
        rule="sum",
        level="error",
        message="m",
        why="w",
        confidence=0.9,
        evidence=(evidence, replace(evidence, locator="Sheet!A1", start=None, end=None)),
        candidates=("6.22", "6.31"),
    )
    assert findings_from_table(findings_table([finding])) == [finding]
    made = [replace(decision("correct", value={"value": 6.31}), number=4)]
    assert decisions_from_table(decisions_table(made)) == made


def test_a_table_is_written_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "findings.parquet"
    write_table(path, TABLES["findings"].empty_table())
    before = path.read_bytes()

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("karaula.lake.files.os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        write_table(path, pa.table({"a": [1]}))
    assert path.read_bytes() == before


def test_a_later_format_is_refused(tmp_path: Path) -> None:
    write_json(tmp_path / KEY, {"format": 99})
    with pytest.raises(LakeError, match=r"format 99.*upgrade Karaula"):
        Lake(tmp_path).table("sources")


@pytest.mark.parametrize("name", ["claims-observation.parquet", "source.json"])
def test_a_damaged_lake_is_told_with_the_way_out(tmp_path: Path, name: str) -> None:
    lake_with(tmp_path)
    path = sources_folder(tmp_path) / SOURCE_ID / name
    path.write_bytes(path.read_bytes()[:20])
    lake = Lake(tmp_path)
    with pytest.raises(LakeError, match="damaged; delete this folder"):
        lake.claims("observation"), lake.sources()


def test_a_damaged_key_is_no_key(tmp_path: Path) -> None:
    (tmp_path / KEY).write_bytes(b'{"format": ')
    assert read_json(tmp_path / KEY) == {}


@pytest.mark.parametrize("ask", [lambda lake: lake.table("x"), lambda lake: lake.claims("x")])
def test_unknown_tables_are_told(tmp_path: Path, ask: Any) -> None:
    with pytest.raises(LakeError, match=r"'x'.*use "):
        ask(Lake(tmp_path))
