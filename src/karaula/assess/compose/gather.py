"""What one report needs, read from the lake in a few queries, each when first asked for."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from karaula.assess.compose.query import Row
from karaula.assess.compose.scores import most_scored, scored, sort_out
from karaula.assess.compose.stated import Statements
from karaula.assess.lake import ReportConfig, ReportLake
from karaula.assess.report import Cite, Ref
from karaula.errors import KaraulaError
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import AreaSet, Index

if TYPE_CHECKING:
    from karaula.assess.compose.cases import Cases
    from karaula.measure.markets import MarketCard


class ReportError(KaraulaError):
    """The report cannot be composed from this hub."""


@dataclass
class Material:
    """Rows of the lake that concern one region, and what the words in them mean."""

    lake: ReportLake
    vocabulary: Vocabulary
    set_id: str
    area_set: AreaSet
    index_id: str | None
    editions: tuple[str, ...]
    """Periods of the index that the lake holds, newest first; the report shows two of them."""
    scores: dict[tuple[str, str, str], list[Row]]
    """``(area, indicator, period)`` to the claims that state it, the fullest source's first."""
    stated_ranks: dict[tuple[str, str, str], list[Row]]
    """``(area, indicator, period)`` to the places in a list that texts state."""
    unsorted: list[Row]
    """Scores and ranks that are neither: of another index, of an area elsewhere, hedged."""
    sources: dict[str, Row]
    used: dict[Ref, Row] = field(default_factory=dict)
    """Claims and measures that the report prints: what the annex of evidence must hold."""

    @cached_property
    def measures(self) -> dict[tuple[str, str, str, str, str | None], Row]:
        """``(name, area, period, unit, among)`` to the measure."""
        return _measures(self.lake, self.members, self.editions[:2])

    @cached_property
    def statements(self) -> Mapping[str, Mapping[str, list[Row]]]:
        """Kind to area (or what :mod:`karaula.assess.compose.stated` has for the region as a whole
        and for no area at all) to claims that no table shows."""
        return Statements(self)

    @cached_property
    def findings(self) -> list[Row]:
        """Findings about the region or about no area in particular, worst first."""
        return _findings(self.lake, self.places)

    @cached_property
    def events(self) -> dict[str, str]:
        """Claims of incidents to the event that they tell."""
        rows = self.lake.rows("SELECT event_id, unnest(claims) AS claim FROM events")
        return {row["claim"]: row["event_id"] for row in rows}

    @cached_property
    def cards(self) -> "dict[str, list[MarketCard]]":
        """Area to the cards of its markets; empty where the hub holds no open figures on any."""
        return _cards(self.lake, self.vocabulary, self.area_set.members, self.sources)

    @cached_property
    def card_rows(self) -> dict[str, Row]:
        """Claims that the cards print, by id."""
        return _card_rows(self.lake, self.cards)

    @cached_property
    def cases(self) -> "Cases | None":
        """Seizures of the region and their ways; ``None`` where the hub holds none."""
        from karaula.assess.compose.cases import cases_of

        return cases_of(self.lake, self.vocabulary, self.area_set.members, self.sources.values())

    @property
    def places(self) -> list[str]:
        """The areas of the region, and the region itself."""
        return [*self.area_set.members, self.area_set.region]

    @property
    def members(self) -> tuple[str, ...]:
        """The areas of the region, in order of their names."""
        areas = self.vocabulary.areas
        return tuple(sorted(self.area_set.members, key=lambda code: areas[code].name))

    @property
    def index(self) -> Index:
        """The index that the scores belong to."""
        assert self.index_id is not None
        return self.vocabulary.indices[self.index_id]

    def name(self, area: str) -> str:
        """Name of an area or region."""
        known = self.vocabulary.areas.get(area) or self.vocabulary.regions.get(area)
        return known.name if known else area

    def score(self, area: str, indicator: str, period: str) -> Row | None:
        """The first claim of a score, or ``None`` where nobody states one."""
        return next(iter(self.scores.get((area, indicator, period), ())), None)

    def covered(self, area: str) -> bool:
        """Whether any edition scores the area."""
        return any(key[0] == area for key in self.scores)

    def ranks(self, area: str, indicator: str, period: str) -> list[Row]:
        """Places of an area in every list of an edition, the longest list first."""
        found = [
            row
            for (name, place, time, unit, _), row in self.measures.items()
            if (name, place, time, unit) == (indicator, area, period, "rank")
        ]
        return sorted(found, key=lambda row: (-(row["of"] or 0), row["among"] or ""))

    def claim(self, row: Row) -> Ref:
        """Ref of a claim that the report prints; it goes into the annex."""
        ref = Ref("claim", row["claim_id"])
        self.used.setdefault(ref, row)
        return ref

    def measure(self, row: Row) -> Ref:
        """Ref of a measure that the report prints; it goes into the annex."""
        ref = Ref("measure", row["measure_id"])
        self.used.setdefault(ref, row)
        return ref

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {source_id: number for number, source_id in enumerate(self.sources, 1)}

    def number(self, source_id: str) -> int:
        """Number of a source in this report."""
        return self._numbers[source_id]

    def cite(self, row: Row) -> Cite:
        """Where a claim stands, linked to its entry."""
        return Cite(ref=self.claim(row), number=self.number(row["source_id"]), page=row["page"])

    def cite_finding(self, row: Row) -> Cite:
        """The entry of a finding."""
        number = next(n for n, f in enumerate(self.findings, 1) if f is row)
        return Cite(ref=Ref("finding", row["finding_id"]), number=number)

    def findings_about(self, claim_ids: set[str]) -> list[Row]:
        """Findings that rest on any of these claims."""
        return [
            row
            for row in self.findings
            if any(item["claim_id"] in claim_ids for item in row["evidence"])
        ]


def gather(lake: ReportLake, config: ReportConfig, vocabulary: Vocabulary) -> Material:
    """What the report on ``config.region`` needs.

    Raises :class:`ReportError` where the region is no named set, or nothing was built.
    """
    area_set = vocabulary.area_sets.get(config.region)
    if area_set is None:
        known = ", ".join(sorted(vocabulary.area_sets)) or "none"
        raise ReportError(
            f"there is no set of areas {config.region!r}", "karaula.toml, region", f"known: {known}"
        )
    sources = lake.rows("SELECT * FROM sources ORDER BY title, source_id")
    if not sources:
        raise ReportError("the hub holds no source", None, "add one and build the hub")
    by_id = {row["source_id"]: row for row in sources}
    found = scored(lake, vocabulary, [*area_set.members, area_set.region])
    index_id = most_scored(found, vocabulary)
    scores, ranks, rest = sort_out(found, index_id, vocabulary, area_set.members, by_id)
    return Material(
        lake=lake,
        vocabulary=vocabulary,
        set_id=config.region,
        area_set=area_set,
        index_id=index_id,
        editions=tuple(sorted({period for _, _, period in scores}, reverse=True)),
        scores=scores,
        stated_ranks=ranks,
        unsorted=rest,
        sources=by_id,
    )


def _measures(
    lake: ReportLake, members: tuple[str, ...], periods: tuple[str, ...]
) -> dict[tuple[str, str, str, str, str | None], Row]:
    rows = lake.rows(
        "SELECT * FROM measures WHERE list_contains($areas, area) AND list_contains($periods,"
        " period) ORDER BY measure_id",
        {"areas": list(members), "periods": list(periods)},
    )
    return {
        (row["name"], row["area"], row["period"], row["unit"], row["among"]): row for row in rows
    }


def _cards(
    lake: ReportLake, vocabulary: Vocabulary, members: tuple[str, ...], sources: dict[str, Row]
) -> "dict[str, list[MarketCard]]":
    """Cards of every market, where the hub holds open figures on any."""
    import pyarrow as pa

    from karaula.evidence.table import schema
    from karaula.measure.markets import COLUMNS, card_indicators, market_cards

    rows = lake.rows(
        f"SELECT {', '.join(COLUMNS)} FROM claims_observation"
        f" WHERE locator IS NOT NULL AND list_contains($indicators, indicator)",
        {"indicators": card_indicators(vocabulary)},
    )
    known = schema("observation")
    observations = pa.Table.from_pylist(rows, pa.schema([known.field(name) for name in COLUMNS]))
    grades = {source_id: row["reliability"] for source_id, row in sources.items()}
    cards = market_cards(observations, grades, vocabulary, sorted(members))
    if not any(card.figures for card in cards):
        return {}
    by_area: dict[str, list[MarketCard]] = defaultdict(list)
    for card in cards:
        by_area[card.area].append(card)
    return dict(by_area)


def _card_rows(lake: ReportLake, cards: "dict[str, list[MarketCard]]") -> dict[str, Row]:
    """The whole claims that cards print, by id."""
    ids = {f.latest["claim_id"] for known in cards.values() for card in known for f in card.figures}
    if not ids:
        return {}
    query = "SELECT * FROM claims_observation WHERE list_contains($ids, claim_id)"
    return {row["claim_id"]: row for row in lake.rows(query, {"ids": sorted(ids)})}


def _findings(lake: ReportLake, places: list[str]) -> list[Row]:
    """Findings about the region or about no area in particular, worst first."""
    levels = {"error": 0, "warning": 1, "note": 2}
    rows = lake.rows(
        "SELECT * FROM findings WHERE area IS NULL OR list_contains($places, area)",
        {"places": places},
    )

    def order(row: Row) -> tuple[Any, ...]:
        place = (row["doc"] or "", row["start"] or 0, row["finding_id"])
        return levels[row["level"]], row["area"] or "", row["rule"], *place

    return sorted(rows, key=order)
