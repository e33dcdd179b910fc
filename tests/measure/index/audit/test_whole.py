"""Tables that are wrong as a whole: a finding a column, not one a figure."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction

import pytest

from benchmarks.audit import Case, table, weighted
from karaula.evidence.finding import Finding
from karaula.measure.index.audit import audit
from karaula.measure.index.structure import Scale

Rows = list[dict[str, str]]


@pytest.fixture(scope="module")
def case() -> Case:
    return weighted(scaled=True, number=150)


def columns(found: Sequence[Finding]) -> list[str]:
    """What is told of each column; nothing else may be found."""
    assert {finding.rule for finding in found} <= {"index-column"}
    return [finding.message for finding in found]


def reversed_ranks(_: Case, rows: Rows) -> None:
    for row in rows:
        row["threat rank world"] = str(151 - int(row["threat rank world"]))


def ranks_of_another_score(_: Case, rows: Rows) -> None:
    for row in rows:
        row["threat rank world"] = row["defence rank world"]


def dense(case: Case, rows: Rows) -> None:
    for row in rows:
        higher = {case.scores[unit, "threat"] for unit in case.units}
        own = case.scores[row["unit"], "threat"]
        row["threat rank world"] = str(1 + sum(score > own for score in higher))


def shared_places(case: Case, rows: Rows) -> None:
    """Ties share the mean of their places."""
    for row in rows:
        own = case.scores[row["unit"], "threat"]
        scores = [case.scores[unit, "threat"] for unit in case.units]
        place = 1 + sum(s > own for s in scores) + Fraction(scores.count(own) - 1, 2)
        row["threat rank world"] = f"{float(place):g}"


def from_rounded_parts(_: Case, rows: Rows) -> None:
    for row in rows:
        mean = (
            2 * Fraction(row["trade"]) + Fraction(row["actors"]) + Fraction(row["violence"])
        ) / 4
        row["threat"] = f"{float(mean) + 1e-9:.2f}"


def other_weights(case: Case, rows: Rows) -> None:
    for row in rows:
        unit = row["unit"]
        mean = sum(case.scores[unit, part] for part in ("trade", "actors", "violence")) / 3
        row["threat"] = f"{float(mean) + 1e-9:.2f}"
        row.update({label: "" for label in row if label.startswith("threat rank")})


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (reversed_ranks, "rank 1 is the lowest score"),
        (ranks_of_another_score, "ranks of another score"),
        (dense, "the next rank comes too early"),
        (shared_places, "the next rank comes too early"),
        (from_rounded_parts, "rounded otherwise than half up, or made of rounded parts"),
        (other_weights, "do not follow from the figures of their parts"),
    ],
)
def test_a_column(change: Callable[[Case, Rows], None], told: str, case: Case) -> None:
    rows = [dict(row) for row in table(case, case.units)]
    change(case, rows)
    messages = columns(audit(rows, case.structure, units=150))
    assert messages and all("threat" in message for message in messages)
    assert any(told in message for message in messages)


def test_another_scale(case: Case) -> None:
    structure = replace(case.structure, scale=Scale(low=0, high=8, step=1))
    messages = columns(audit(table(case, case.units), structure, units=150))
    assert any("figures that the structure cannot give" in message for message in messages)


def test_cells_without_figures(case: Case) -> None:
    rows = [dict(row) for row in table(case, case.units)]
    for row in rows[::2]:
        row["defence"] = "see text"
    (finding,) = audit(rows, case.structure, units=150)
    assert finding.message == ("75 cells of column defence hold no score, such as 'see text'")
