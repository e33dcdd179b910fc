"""Reports to events: what twice as many documents cost, and how many pairs are right."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from time import process_time

from benchmarks import Table, ratio

TITLE = "Events of many reports"
COLUMNS = ("documents", "claims", "events found", "time", "times as long as for half as many",
           "time of all pairs", "precision of pairs", "recall of pairs")  # fmt: skip
SIZES = (500, 1_000, 2_000, 4_000, 8_000)
PLAIN = 1_000
"""Documents up to which every pair is compared as well, one with each other."""

_AREAS = ("ALB", "BIH", "BGR", "HRV", "MKD", "MNE", "ROU", "SRB", "SVN", "XKX")
_DRUGS = ("amphetamine", "cannabis", "cocaine", "heroin", "MDMA")
_YEARS = range(2012, 2025)


@dataclass(frozen=True, slots=True)
class Seizure:
    """What happened. Several reports tell it, each in its own way."""

    number: int
    day: str
    area: str
    substance: str
    kg: float
    arrests: int


def run() -> Table:
    """Processor time for reports of the same years, so that ever more of them lie side by side."""
    from karaula.vocabulary import load

    load()
    rows: list[tuple[str, ...]] = []
    before = 0.0
    for size in SIZES:
        claims, told = reports(size)
        began = process_time()
        groups = found(claims)
        took = process_time() - began
        precision, recall = _pairs_right(groups, told)
        plain = f"{_all_pairs(claims):.1f} s" if size <= PLAIN else "-"
        grown = ratio(took, before) if before else "-"
        rows.append(
            (f"{size:,}", f"{len(claims):,}", f"{len(groups):,}", f"{took:.2f} s", grown, plain,
             f"{precision:.3f}", f"{recall:.3f}")
        )  # fmt: skip
        before = took
    note = (
        "Invented seizures of thirteen years in ten countries, one for each document; each document"
        " tells two of them, to the day, the month or the year, exactly or rounded, with or without"
        " the arrests. Many agree in all that a vague report tells, so that no method could find"
        " every pair. Seconds of the processor; the other way compares every claim with each other."
    )
    return Table(title=TITLE, columns=COLUMNS, rows=rows, note=note)


def found(claims: Sequence[object]) -> list[tuple[str, ...]]:
    """The claims of each event."""
    from karaula.resolve import incidents
    from karaula.vocabulary import load

    return [event.claims for event in incidents(claims, {}, load())]  # type: ignore[arg-type]


def reports(documents: int) -> tuple[list[object], dict[str, int]]:
    """Claims, and the number of the seizure that each of them tells; the same for a number."""
    from karaula.evidence import Claim, Incident

    pick = random.Random(documents)
    seizures = [
        Seizure(
            number=number,
            day=f"{pick.choice(_YEARS)}-{pick.randint(1, 12):02}-{pick.randint(1, 28):02}",
            area=pick.choice(_AREAS),
            substance=pick.choice(_DRUGS),
            kg=round(10 ** pick.uniform(0.3, 3.2), 1),
            arrests=pick.randint(1, 14),
        )
        for number in range(documents)
    ]
    claims: list[object] = []
    told: dict[str, int] = {}
    for document in range(documents):
        for place, seizure in enumerate(pick.sample(seizures, 2)):
            digits = pick.choice((0, 0, -1)) if seizure.kg > 50 else 1
            slots = Incident(
                type="seizure",
                date=seizure.day[: pick.choice((10, 10, 10, 7, 4))],
                area=(seizure.area,),
                substance=(seizure.substance,),
                kg=round(seizure.kg, digits),
                unit="kg",
                arrests=pick.choice((seizure.arrests, None)),
            )
            claim = Claim(slots=slots, source_id=f"source{document:06}", quote="seized",
                          method="text:incident@1", start=place * 100,
                          end=place * 100 + 6)  # fmt: skip
            claims.append(claim)
            told[claim.claim_id] = seizure.number
    return claims, told


def _pairs_right(groups: Iterable[Sequence[str]], told: dict[str, int]) -> tuple[float, float]:
    """Precision and recall of the pairs of claims that are taken for one event."""
    made = {frozenset(pair) for group in groups for pair in combinations(group, 2)}
    by_seizure: dict[int, list[str]] = {}
    for claim, number in told.items():
        by_seizure.setdefault(number, []).append(claim)
    true = {frozenset(pair) for same in by_seizure.values() for pair in combinations(same, 2)}
    return len(made & true) / max(len(made), 1), len(made & true) / max(len(true), 1)


def _all_pairs(claims: Sequence[object]) -> float:
    """Seconds to compare every claim with each other."""
    from karaula.resolve.compare import compare
    from karaula.resolve.told import told
    from karaula.vocabulary import load

    ready = [told(claim, {}, load(), {}) for claim in claims]  # type: ignore[arg-type]
    began = process_time()
    for a, b in combinations(ready, 2):
        compare(a, b, load())
    return process_time() - began
