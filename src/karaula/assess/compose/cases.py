"""Seizures of an area and the ways that they tell, beside what documents say of the same ways."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from karaula.assess.lake import ReportLake
from karaula.evidence import source_from_dict
from karaula.measure.routes.corroborate import Verdict, stretch_shown
from karaula.measure.routes.documents import members as members_of
from karaula.measure.routes.documents import name_of, stretches
from karaula.measure.routes.ways import Ways, ways
from karaula.vocabulary import Vocabulary

Stored = dict[str, Any]
Way = tuple[str, str, str]
"""Market, and the areas that a stretch begins and ends in."""


@dataclass(slots=True)
class Told:
    """What is known of one stretch in one market.

    ``arrived`` are seizures in the country where it ends, ``left`` those where it begins.
    """

    arrived: int = 0
    left: int = 0
    legs: list[Stored] = field(default_factory=list)
    verdict: Verdict | None = None
    """What cases of data sets say to the documents; ``None`` where no document tells it."""


@dataclass(frozen=True, slots=True)
class Cases:
    """Single seizures of some areas, each once."""

    totals: dict[tuple[str, str], Stored]
    """``(area, drug group)`` to how many there are, the kilograms weighed, and the largest."""
    years: dict[tuple[str, str], dict[int, int]]
    """``(area, drug group)`` to the years that have any, with how many."""
    sources: dict[str, dict[str, int]]
    """Area to the sources that tell of any, with how many."""
    ways: dict[Way, Told]
    substances: dict[str, tuple[str, ...]]
    """Markets to the substances in them."""


def cases_of(
    lake: ReportLake, vocabulary: Vocabulary, areas: tuple[str, ...], sources: Iterable[Stored]
) -> Cases | None:
    """Seizures of ``areas`` and the stretches that begin or end there; ``None`` without any."""
    table = lake.table("seizures")
    table = table.filter(table.copy == 0)
    here = table.filter(table.area.isin(areas))
    weighed = here.kg_basis == "mass"
    totals = here.group_by(["area", "drug_group"]).aggregate(
        seizures=here.count(),
        kg=here.kg.sum(where=weighed),
        largest=here.kg.max(where=weighed),
    )
    rows = _rows(totals.order_by("area", "drug_group"))
    if not rows:
        return None
    dated = here.filter(here.date_low.year() == here.date_high.year())
    parts = {"area": dated.area, "drug_group": dated.drug_group, "year": dated.date_low.year()}
    yearly = dated.group_by(**parts).aggregate(seizures=dated.count())
    years: dict[tuple[str, str], dict[int, int]] = defaultdict(dict)
    for row in _rows(yearly.order_by(*parts)):
        years[row["area"], row["drug_group"] or ""][row["year"]] = row["seizures"]
    told_by: dict[str, dict[str, int]] = defaultdict(dict)
    by_source = here.group_by("area", "source_id").aggregate(seizures=here.count())
    for row in _rows(by_source.order_by("area", "source_id")):
        told_by[row["area"]][row["source_id"]] = row["seizures"]
    substances: dict[str, list[str]] = defaultdict(list)
    for name, one in vocabulary.substances.items():
        substances[one.market].append(name)
    grouped = {market: tuple(sorted(names)) for market, names in substances.items()}
    found = _of_cases(table, vocabulary, areas)
    _beside(found, lake, vocabulary, areas, table, grouped, sources)
    return Cases(
        totals={(row["area"], row["drug_group"] or ""): row for row in rows},
        years=dict(years),
        sources=dict(told_by),
        ways=found,
        substances=grouped,
    )


def _of_cases(table: Any, vocabulary: Vocabulary, areas: tuple[str, ...]) -> dict[Way, Told]:
    """Stretches that seizures tell: into the seizing country, and out of it."""
    found: dict[Way, Told] = defaultdict(Told)
    parts = ("departure", "area", "destination", "substance")
    for row in _rows(table.group_by(parts).aggregate(seizures=table.count()).order_by(*parts)):
        known = vocabulary.substances.get(row["substance"])
        here = row["area"]
        if known is None or here is None:
            continue
        for start, end in ((row["departure"], here), (here, row["destination"])):
            if start and end and start != end and (start in areas or end in areas):
                told = found[known.market, start, end]
                told.arrived += row["seizures"] * (end == here)
                told.left += row["seizures"] * (start == here)
    return dict(found)


def _beside(
    found: dict[Way, Told],
    lake: ReportLake,
    vocabulary: Vocabulary,
    areas: tuple[str, ...],
    table: Any,
    substances: Mapping[str, tuple[str, ...]],
    sources: Iterable[Stored],
) -> None:
    """Put documents beside cases, and what these say to them; cases of texts do not count here, so
    that no text bears itself out."""
    rows = _rows(lake.claims("leg").order_by(["source_id", "start", "claim_id"]))
    by_id = {row["claim_id"]: row for row in rows}
    known = {row["source_id"]: source_from_dict(row) for row in sources}
    held: dict[str, Ways] = {}
    for one in stretches(rows, known)[0]:
        market = one.said.market
        if not substances.get(market) or not {one.start, one.end} & set(areas):
            continue
        told = found.setdefault((market, one.start, one.end), Told())
        told.legs.append(by_id[one.said.claim_id])
        if told.verdict is None:
            if market not in held:
                of_data = table.filter(table.origin == "dataset")
                held[market] = ways(of_data.filter(of_data.substance.isin(substances[market])))
            ends = [members_of(place, vocabulary).areas for place in (one.start, one.end)]
            names = (name_of(one.start, vocabulary), name_of(one.end, vocabulary))
            told.verdict = stretch_shown(held[market], ends[0], ends[1], names).verdict


def _rows(table: Any) -> list[Stored]:
    rows: list[Stored] = table.to_pyarrow().to_pylist()
    return rows
