"""Slips of the pen in whole tables; right tables raise no alarm, of any index and of any part."""

from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.audit import (
    Case,
    Measured,
    global_index,
    measure,
    slipped,
    table,
    two_decimals,
    weighted,
)
from karaula.measure import index
from karaula.measure.index.audit import audit
from karaula.measure.index.published import read_editions
from karaula.measure.index.structure import Element, Scale, Structure
from karaula.vocabulary import load

quiet = settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])


def share(found: Measured, *names: str) -> float:
    return sum(found.outcomes[name] for name in names) / found.broken


def test_slips_in_an_index_with_weights() -> None:
    found = measure(weighted(scaled=True, number=80), 10, 40)
    assert found.alarms == 0 and found.broken > 30
    assert share(found, "missed", "another blamed", "pinned, put wrong") <= 0.08
    assert share(found, "pinned and put right") >= 0.65


def test_slips_in_an_index_without_a_scale() -> None:
    found = measure(weighted(scaled=False, number=80), 30, 30)
    assert found.alarms == 0 and found.broken > 20
    assert share(found, "missed", "another blamed", "pinned, put wrong") <= 0.12
    assert share(found, "pinned and put right") >= 0.5


@pytest.mark.usefixtures("shared")
def test_slips_in_the_published_index() -> None:
    found = measure(global_index("2023"), 10, 40)
    assert found.alarms == 0 and found.broken > 20
    assert share(found, "missed", "another blamed", "pinned, put wrong") <= 0.08


def test_many_slips_in_one_table_are_told_apart() -> None:
    import random

    case, pick = weighted(scaled=True), random.Random(7)
    rows = right = table(case, case.units)
    wrong = {}
    for _ in range(12):
        at, label, rows = slipped(case, rows, pick)
        wrong[f"column {label}, row {at + 1}"] = right[at][label]
    found = audit(rows, case.structure, units=len(rows))
    errors = {f.evidence[0].locator: f for f in found if f.level == "error"}
    assert errors.keys() <= wrong.keys()
    assert len(errors) >= 10
    for locator, finding in errors.items():
        assert finding.correction is not None
        assert float(finding.correction) == float(wrong[str(locator)])


@pytest.mark.parametrize("year", ["2021", "2023"])
def test_the_full_published_tables_raise_no_alarm(year: str, shared: Path) -> None:
    path = shared / "data" / "goci" / "global_oc_index.xlsx"
    editions = read_editions(path, load())
    scored = editions[year]
    for data in (None, scored):
        assert not [
            finding
            for finding in audit(path, scored.structure, data=data, edition=year, units=193)
            if finding.level != "note"
        ]
    rows: dict[str, dict[str, object]] = {}
    for result in index.results(scored).rows:
        row = rows.setdefault(result.unit, {"iso3": result.unit})
        row |= {grouping: place[0] for grouping, place in result.within.items() if place}
        assert result.place
        row |= {result.code: result.score, f"{result.code} rank": result.place.rank}
        for grouping, place in result.within.items():
            row[f"{result.code} rank {grouping}"] = place[1].rank if place else None
    for data in (None, scored):
        assert audit(list(rows.values()), scored.structure, data=data, units=193) == []
    assert audit(list(rows.values())[5:60:6], scored.structure) == []


def test_the_output_of_score_is_read_back(shared: Path) -> None:
    """One row a score, as ``karaula index score --json`` writes them."""
    path = shared / "data" / "goci" / "global_oc_index.xlsx"
    scored = read_editions(path, load())["2023"]
    rows = [
        {
            "area": row.unit, "measure": row.code, "score": row.score,
            "rank_world": row.place and row.place.rank,
            **{f"rank_{name}": place and place[1].rank for name, place in row.within.items()},
            "class": None if row.high is None else "high" if row.high else "low",
        }
        for row in index.results(scored).rows
    ]  # fmt: skip
    assert audit(rows, scored.structure) == []
    assert audit(rows, scored.structure, data=scored, units=193) == []
    at = next(n for n, row in enumerate(rows) if row["measure"] == "resilience")
    rows[at] = rows[at] | {"rank_continent": 9}
    (finding,) = audit(rows, scored.structure, data=scored)
    assert (finding.rule, finding.correction) == ("index-reference", "1")


weights = st.lists(st.sampled_from([0, 1, 1, 2, 3, 0.5, 0.37]), min_size=2, max_size=4).filter(any)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Any index of three levels with weights, on a scale or not."""
    scaled = draw(st.booleans())
    step = draw(st.sampled_from([0.5, 1.0, 0.25]))
    pillars = draw(st.lists(weights, min_size=2, max_size=3))
    above = draw(st.lists(st.sampled_from([1, 2, 0.4]), min_size=len(pillars), max_size=3))
    elements = [Element(code="top")]
    for n, (of, weight) in enumerate(zip(pillars, above, strict=False)):
        elements.append(Element(code=f"pillar_{n}", parent="top", weight=weight))
        elements += [
            Element(code=f"part_{n}_{m}", parent=f"pillar_{n}", weight=w) for m, w in enumerate(of)
        ]
    scale = Scale(low=1, high=10, step=step) if scaled else None
    structure = Structure.of(elements, scale=scale)
    units = [f"Unit {n}" for n in range(draw(st.integers(1, 8)))]
    scores: dict[tuple[str, str], Fraction] = {}
    for unit in units:
        for code in structure.indicators:
            most = int(9 / step) if scaled else 10000
            drawn = draw(st.integers(0, most))
            scores[unit, code] = 1 + drawn * Fraction(step) if scaled else Fraction(drawn, 100)
        for code in structure.aggregates:
            parts = structure.parts[code]
            counts = [Fraction(str(structure.elements[part].weight)) for part in parts]
            total = sum(
                (scores[unit, p] * w for p, w in zip(parts, counts, strict=True)), Fraction()
            )
            scores[unit, code] = total / sum(counts)
    lists = {"region": {unit: f"Land {n % 2}" for n, unit in enumerate(units)}}
    return Case("any", structure, scores, lists)


@quiet
@given(case=cases(), parts=st.booleans(), first=st.integers(0, 6))
def test_a_right_table_of_any_index_raises_no_alarm(case: Case, parts: bool, first: int) -> None:
    rows = table(case, case.units)
    if parts:
        for row in rows:
            row |= {
                code: two_decimals(case.scores[row["unit"], code])
                for code in case.structure.indicators
            }
    assert audit(rows, case.structure) == []
    assert audit(rows, case.structure, units=len(rows)) == []
    assert audit(rows[first:] or rows, case.structure) == []
