"""A small index of our own: two pillars of unlike weight, published for eight ports."""

from collections.abc import Callable, Sequence

import pytest

from karaula.evidence.finding import Finding
from karaula.measure.index.structure import Element, Scale, Structure

Rows = list[dict[str, object]]


@pytest.fixture
def structure() -> Structure:
    """``index`` is 3/4 of ``gates`` and 1/4 of ``law``; scores from 1 to 10 by 0.5."""
    elements = [
        *(Element(code=f"gate_{n}", parent="gates") for n in (1, 2)),
        *(Element(code=f"law_{n}", parent="law") for n in (1, 2)),
        Element(code="gates", parent="index", weight=3),
        Element(code="law", parent="index", weight=1),
        Element(code="index", name="Port index"),
    ]
    return Structure.of(elements, scale=Scale(low=1, high=10, step=0.5))


PORTS = {
    # name: gates, law, index (rounded half up), rank, coast, rank on the coast
    "Ahoy": (8.0, 6.0, 7.5, 1, "North", 1),
    "Brine": (7.25, 5.5, "6.81", 2, "South", 1),
    "Cove": (6.5, 6.75, "6.56", 3, "North", 2),
    "Dune": (6.0, 5.0, 5.75, 4, "South", 2),
    "Eddy": (5.75, 5.75, 5.75, 4, "North", 3),
    "Fjord": (5.0, 4.25, "4.81", 6, "North", 4),
    "Gulf": (4.25, 3.5, "4.06", 7, "South", 3),
    "Haven": (3.0, 2.0, 2.75, 8, "South", 4),
}


@pytest.fixture
def rows() -> Rows:
    """The published table; every figure is right."""
    return [
        {
            "port": name, "coast": coast, "gates": gates, "law": law, "index": index,
            "index rank": rank, "rank coast": within,
        }
        for name, (gates, law, index, rank, coast, within) in PORTS.items()
    ]  # fmt: skip


@pytest.fixture
def brief() -> Callable[[Sequence[Finding]], list[str]]:
    """``error index-parts: 6.18 -> 6.81``; undecided: ``warning index-parts: 7.25, 5.50, 6.18``."""

    def write(findings: Sequence[Finding]) -> list[str]:
        lines = []
        for finding in findings:
            quotes = [item.quote for item in finding.evidence]
            doubted = quotes[0] + (f" -> {finding.correction}" if finding.correction else "")
            if finding.level == "note":
                doubted = finding.message
            lines.append(f"{finding.level} {finding.rule}: {doubted}")
        return lines

    return write
