"""Tables of published figures: what is found in each, without and with data."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
import pytest

from karaula.evidence.finding import Finding
from karaula.measure import index
from karaula.measure.index.audit import PublishedError, audit
from karaula.measure.index.structure import Element, Structure

Rows = list[dict[str, object]]
Brief = Callable[[Sequence[Finding]], list[str]]

CHANGES: dict[str, tuple[dict[tuple[str, str], object], list[str]]] = {
    "nothing changed": ({}, []),
    # Scores
    "two digits swapped in an aggregate": (
        {("Brine", "index"): "6.18"},
        ["error index-attainable: 6.18 -> 6.81"],
    ),
    "one digit of an aggregate": (
        {("Cove", "index"): "6.96"},
        ["error index-attainable: 6.96 -> 6.56"],
    ),
    "a digit too few": ({("Fjord", "index"): "4.1"}, ["error index-attainable: 4.1 -> 4.81"]),
    "a digit too many": ({("Gulf", "index"): "44.06"}, ["error index-attainable: 44.06 -> 4.06"]),
    "a digit too many behind the point": (
        {("Gulf", "index"): "4.066"},
        ["error index-attainable: 4.066 -> 4.06"],
    ),
    "the point is gone": ({("Gulf", "index"): "406"}, ["error index-attainable: 406 -> 4.06"]),
    "a decimal comma is no slip": ({("Gulf", "index"): "4,06"}, []),
    "a part that the whole does not follow from": (
        {("Brine", "gates"): 2.75},
        ["error index-parts: 2.75 -> 7.25"],
    ),
    "a part off its own lattice": (
        {("Cove", "law"): 6.7},
        ["error index-attainable: 6.7 -> 6.75"],
    ),
    # Ranks
    "two digits of a rank": ({("Gulf", "index rank"): 77}, ["error index-order: 77 -> 7"]),
    "equal scores share their rank": (
        {("Eddy", "index rank"): 5},
        ["error index-order: 5 -> 4"],
    ),
    "after two in the fourth place comes the sixth": (
        {("Fjord", "index rank"): 5},
        ["error index-crowding: 5 -> 6"],
    ),
    "a rank on the coast beyond that among all": (
        {("Ahoy", "rank coast"): 7},
        ["error index-order: 7 -> 1"],
    ),
    "an ordinal with the ending of another": (
        {("Cove", "index rank"): "3th"},
        ["warning ordinal-ending: 3th -> 3rd"],
    ),
    "ordinals, shared places and lengths of the list": (
        {("Ahoy", "index rank"): "1st", ("Brine", "index rank"): "2/8",
         ("Dune", "index rank"): "=4", ("Eddy", "index rank"): "4="},
        [],
    ),
    "a length of the list that is another's": (
        {("Ahoy", "index rank"): "1/8", ("Brine", "index rank"): "2/8",
         ("Cove", "index rank"): "3/9"},
        ["error index-agreement: 3/9 -> 8"],
    ),
    # Cells
    "no number": ({("Dune", "index"): "5..75"}, ["error index-number: 5..75 -> 5.75"]),
    "letters for digits": (
        {("Haven", "law"): "2.O"},
        ["error index-number: 2.O -> 2.0"],
    ),
    "words for a gap": ({("Haven", "law"): "n/a", ("Gulf", "index rank"): "–"}, []),
    "two slips": (
        {("Brine", "index"): "6.18", ("Gulf", "index rank"): 77},
        ["error index-attainable: 6.18 -> 6.81", "error index-order: 77 -> 7"],
    ),
}  # fmt: skip


def changed(rows: Rows, changes: dict[tuple[str, str], object]) -> Rows:
    return [
        {label: changes.get((str(row["port"]), label), cell) for label, cell in row.items()}
        for row in rows
    ]


@pytest.mark.parametrize(("changes", "expected"), CHANGES.values(), ids=CHANGES)
def test_case(
    changes: dict[tuple[str, str], object],
    expected: list[str],
    rows: Rows,
    structure: Structure,
    brief: Brief,
) -> None:
    found = audit(changed(rows, changes), structure, columns={"unit": "port"})
    assert brief(found) == expected


def test_a_finding_says_where_why_and_what_else_would_fit(rows: Rows, structure: Structure) -> None:
    (finding,) = audit(
        changed(rows, {("Brine", "index"): "6.18"}), structure, columns={"unit": "port"}
    )
    assert finding.message == (
        "Port index of Brine is given as 6.18, which the index cannot give; likely 6.81"
    )
    assert "the nearest values that its parts can give are 6.13 and 6.19" in finding.why
    assert "Cove with 6.56 stands 3, Brine with 6.18 stands 2" in finding.why
    assert finding.evidence[0].locator == "column index, row 2"
    assert finding.area == "Brine" and finding.indicator == "index"
    assert finding.candidates == ("6.81",)


def test_what_nothing_decides_is_told_as_such() -> None:
    elements = [Element(code="a", parent="x"), Element(code="b", parent="x"), Element(code="x")]
    right = [{"unit": f"Unit {n}", "a": f"{n}0.00", "b": "50.00", "x": f"{n * 5 + 25}.00"}
             for n in range(1, 5)]  # fmt: skip
    rows = [*right, {"unit": "Lone", "a": "60.00", "b": "70.00", "x": "66.00"}]
    (finding,) = audit(rows, Structure.of(elements))
    assert (finding.level, finding.rule) == ("warning", "index-parts")
    assert finding.correction is None
    assert {item.quote for item in finding.evidence} == {"60.00", "70.00", "66.00"}


def test_data_decide(rows: Rows, structure: Structure, brief: Brief) -> None:
    scores = {
        str(row["port"]): {
            "gate_1": row["gates"], "gate_2": row["gates"], "law_1": row["law"],
            "law_2": row["law"], "coast": row["coast"],
        }
        for row in rows
    }  # fmt: skip
    free = Structure(structure.elements, chain=(index.Step(verb="aggregate"),))
    data = index.score(index.read_values(scores, free), free)
    assert audit(rows, free, data=data, columns={"unit": "port"}) == []
    wrong = changed(rows, {("Haven", "index"): 2.25, ("Cove", "rank coast"): 3})
    assert brief(audit(wrong, free, data=data, columns={"unit": "port"})) == [
        "error index-reference: 3 -> 2",
        "error index-reference: 2.25 -> 2.75",
    ]


def test_ranks_in_lists_that_nothing_names_are_not_compared(
    rows: Rows, structure: Structure
) -> None:
    """Without the column of coasts every rank on a coast may be of another one."""
    bare = [{label: cell for label, cell in row.items() if label != "coast"} for row in rows]
    found = audit(bare, structure, columns={"unit": "port"})
    assert [finding.level for finding in found] == ["note"]
    assert "which list coast is of in each row" in found[0].message
    wrong = changed(bare, {("Ahoy", "rank coast"): 2})
    error, _ = audit(wrong, structure, columns={"unit": "port"})
    assert (error.rule, error.evidence[0].quote, error.correction) == ("index-nested", "2", "1")
    named = [{("rank continent" if label == "rank coast" else label): cell
              for label, cell in row.items()} for row in bare]  # fmt: skip
    assert audit(named, structure, columns={"unit": "port"}) == []


LONG = """port;indicator;value;rank world;rank coast
Ahoy;Port index;7.50;1;1
Ahoy;gates;8.00;;
Brine;Port index;6.81;2;2
Brine;law;5.50;;
Cove;Port index;6.65;3;3
"""


def test_a_long_table(tmp_path: Path, structure: Structure, brief: Brief) -> None:
    path = tmp_path / "long.csv"
    path.write_text(LONG, encoding="utf-8")
    found = audit(path, structure, columns={"unit": "port"})
    assert brief(found) == ["error index-attainable: 6.65 -> 6.56"]
    assert found[0].evidence[0].locator == "column value (C), row 6"


def test_several_years_are_several_editions(rows: Rows, structure: Structure, brief: Brief) -> None:
    panel = [{"year": 2030, **row} for row in rows] + [
        {"year": 2031, **row} for row in changed(rows, {("Brine", "index"): "6.18"})
    ]
    found = audit(panel, structure, columns={"unit": "port"})
    assert brief(found) == ["error index-attainable: 6.18 -> 6.81"]
    only = audit(panel, structure, edition="2030", columns={"unit": "port"})
    assert brief(only) == ["note index-unread: Not audited: figures of 2031, another edition"]


def test_columns_that_are_not_audited_are_named(rows: Rows, structure: Structure) -> None:
    more = [{**row, "berths": 12} for row in rows]
    (note,) = audit(more, structure, columns={"unit": "port"})
    assert note.level == "note"
    assert note.message == ("Not audited: column berths is no score or rank of the index")


def test_a_table_of_something_else(structure: Structure) -> None:
    with pytest.raises(PublishedError, match="no column holds scores or ranks of the index"):
        audit([{"unit": "Ahoy", "berths": 12}], structure)
    with pytest.raises(PublishedError, match="no column of units can be told"):
        audit([{"index": 7.5}], structure)
    with pytest.raises(PublishedError, match="there is no edition 2019"):
        audit([{"unit": "Ahoy", "index": 7.5}], {"2021": structure}, edition="2019")


def test_an_index_without_a_scale() -> None:
    """Parts lie from 0 to 100, and sums hold within rounding."""
    elements = [
        Element(code="a", parent="x"), Element(code="b", parent="x", weight=2),
        Element(code="x", name="Whole"),
    ]  # fmt: skip
    structure = Structure.of(elements)
    right = [
        {"unit": f"Unit {n}", "a": f"{10 * n}.37", "b": f"{90 - 10 * n}.11", "x": x}
        for n, x in enumerate(("60.20", "56.86", "53.53", "50.20", "46.86", "43.53"))
    ]
    assert audit(right, structure) == []
    wrong = [*right[:3], right[3] | {"x": "50.02"}, *right[4:]]
    (finding,) = audit(wrong, structure)
    assert "allow only 50.19 to 50.20" in finding.why
    assert (finding.level, finding.correction) == ("error", "50.20")
    (finding,) = audit([*right[:5], right[5] | {"a": "503.7"}], structure)
    assert (finding.rule, finding.correction) == ("index-attainable", "50.37")


def test_indicators_as_they_were_measured_are_no_parts() -> None:
    """A table may show raw values beside scores that were normalised first."""
    elements = [Element(code="a", parent="x"), Element(code="b", parent="x"), Element(code="x")]
    structure = Structure.of(elements)
    measured = [(3.0, 120.0), (9.0, 700.0), (4.5, 260.0), (1.0, 90.0), (7.0, 410.0)]
    values = index.Values(units=tuple("ABCDE"), codes=("a", "b"), data=np.array(measured))
    scored = index.score(values, structure)
    rows = [
        {"unit": row.unit, "a": measured["ABCDE".index(row.unit)][0],
         "b": measured["ABCDE".index(row.unit)][1], "x": row.score, "x rank": row.place.rank}
        for row in index.results(scored).rows if row.place
    ]  # fmt: skip
    assert audit(rows, structure, data=scored) == []
    (note,) = audit(rows, structure)
    assert note.level == "note" and note.message.startswith("Not audited: a, b, as measured")
    wrong = [rows[0] | {"b": 70.0}, *rows[1:]]
    assert [finding.level for finding in audit(wrong, structure)] == ["note"]
    (finding,) = audit(wrong, structure, data=scored)
    assert (finding.rule, finding.correction) == ("index-reference", "700")
