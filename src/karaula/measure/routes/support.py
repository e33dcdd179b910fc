"""Edges with all that supports them: cases, documents, and named routes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from karaula.measure.routes.documents import Stretch
from karaula.measure.routes.ways import Edges, Ways

BEST = "ABCDEF"
"""Reliability of sources, the best first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """From one country to another, and what says so. ``kg`` counts cases that have a weight."""

    start: str
    end: str
    cases: int = 0
    doubted: int = 0
    """Cases whose partner country was flagged as odd."""
    kg: float = 0.0
    largest: float | None = None
    """Share of the heaviest case in ``kg``."""
    first_year: int | None = None
    last_year: int | None = None
    documents: int = 0
    """Origins of information, so that copies of one text count once."""
    grade: str | None = None
    """The best grade among the documents, after the Admiralty system."""
    modes: tuple[str, ...] = ()
    """As documents tell them."""
    claims: tuple[str, ...] = ()
    routes: tuple[str, ...] = ()
    """Named routes that are said to run along it."""

    @property
    def seen(self) -> str:
        """What it rests on: ``cases``, ``documents``, ``both`` or ``name``."""
        if self.cases and self.documents:
            return "both"
        return "cases" if self.cases else "documents" if self.documents else "name"


def supported(
    found: Ways,
    edges: Edges,
    said: Iterable[Stretch] = (),
    routes: Mapping[tuple[str, str], tuple[str, ...]] | None = None,
    areas: Iterable[str] = (),
) -> list[Edge]:
    """All edges that cases or documents tell, those with most cases first.

    Stretches of documents count where both ends are in ``areas`` (the countries that there are);
    ends that are regions make no edge. Named routes add their names to edges, and edges of their
    own, which rest on nothing but the name.
    """
    known = set(areas)
    told: dict[tuple[str, str], list[Stretch]] = {}
    for stretch in said:
        if {stretch.start, stretch.end} <= known:
            told.setdefault((stretch.start, stretch.end), []).append(stretch)
    names = routes or {}
    by_case = _cases(found, edges)
    pairs = {*by_case, *told, *names}
    made = [
        Edge(start=pair[0], end=pair[1], routes=names.get(pair, ()),
             **_documents(told.get(pair, ())), **by_case.get(pair, {}))
        for pair in pairs
    ]  # fmt: skip
    return sorted(made, key=lambda e: (-e.cases, -e.documents, e.start, e.end))


def _cases(found: Ways, edges: Edges) -> dict[tuple[str, str], dict[str, Any]]:
    columns = [edges.add(part) for part in (found.cases, found.doubted, found.kg)]
    largest = edges.most(found.largest)
    year = np.where(found.year > 0, found.year, 9999)
    first = -edges.most(-1.0 * year + 9999) + 9999
    last = edges.most(found.year.astype(float))
    return {
        pair: {
            "cases": int(columns[0][at]),
            "doubted": int(columns[1][at]),
            "kg": float(columns[2][at]),
            "largest": float(largest[at] / columns[2][at]) if columns[2][at] > 0 else None,
            "first_year": int(first[at]) if last[at] else None,
            "last_year": int(last[at]) or None,
        }
        for at, pair in enumerate(edges.pairs)
    }


def _documents(told: Iterable[Stretch]) -> dict[str, Any]:
    said = [stretch.said for stretch in told]
    grades = sorted({one.grade for one in said}, key=lambda g: (BEST.find(g[0]), g))
    return {
        "documents": len({one.origin for one in said}),
        "grade": grades[0] if grades else None,
        "modes": tuple(dict.fromkeys(mode for stretch in told for mode in stretch.modes)),
        "claims": tuple(dict.fromkeys(one.claim_id for one in said)),
    }
