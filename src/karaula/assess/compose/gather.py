"""Everything that one report needs, read from the lake in a few queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from karaula.assess.compose.cases import Cases, cases_of
from karaula.assess.grammar import Grammar, grammar
from karaula.assess.lake import ReportConfig, ReportLake
from karaula.assess.report import Cite, Ref
from karaula.errors import KaraulaError
from karaula.measure.markets import COLUMNS, MarketCard, card_indicators, market_cards
from karaula.resolve.names import Names
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import AreaSet, Index

Row = dict[str, Any]

REGION, NOWHERE = "", "-"
"""Keys of statements about the region as a whole, and of those that name no area at all."""


PLAIN = "connector:observations@"
"""Method of an analyst's own table of figures, each of which is told in words."""


class ReportError(KaraulaError):
    """The report cannot be composed from this hub."""


@dataclass(slots=True)
class Material:
    """Rows of the lake that concern one region, and what the words in them mean."""

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
    measures: dict[tuple[str, str, str, str, str | None], Row]
    """``(name, area, period, unit, among)`` to the measure."""
    statements: dict[str, dict[str, list[Row]]]
    """Kind to area (or :data:`REGION`, :data:`NOWHERE`) to claims that no table shows."""
    findings: list[Row]
    sources: dict[str, Row]
    events: dict[str, str] = field(default_factory=dict)
    """Claims of incidents to the event that they tell."""
    cards: dict[str, list[MarketCard]] = field(default_factory=dict)
    """Area to the cards of its markets; empty where the hub holds no open figures on any."""
    card_rows: dict[str, Row] = field(default_factory=dict)
    """Claims that the cards print, by id."""
    cases: Cases | None = None
    """Seizures of the region and their ways; ``None`` where the hub holds none."""
    used: dict[Ref, Row] = field(default_factory=dict)
    """Claims and measures that the report prints: what the annex of evidence must hold."""

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

    def number(self, source_id: str) -> int:
        """Number of a source in this report."""
        return list(self.sources).index(source_id) + 1

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
    """Read all that the report on ``config.region`` needs.

    Raises :class:`ReportError` where the region is no named set, or nothing was built.
    """
    area_set = vocabulary.area_sets.get(config.region)
    if area_set is None:
        known = ", ".join(sorted(vocabulary.area_sets)) or "none"
        raise ReportError(
            f"there is no set of areas {config.region!r}", "karaula.toml, region", f"known: {known}"
        )
    sources = _rows(lake.table("sources").order_by(["title", "source_id"]))
    if not sources:
        raise ReportError("the hub holds no source", None, "add one and build the hub")
    by_id = {row["source_id"]: row for row in sources}
    places = (*area_set.members, area_set.region)
    claims = _claims(lake, grammar(), places)
    observations = claims.pop("observation", [])
    index_id = _index(observations, vocabulary)
    scores, ranks, rest = _sort_out(observations, index_id, vocabulary, area_set.members, by_id)
    findings = _findings(lake, places)
    editions = tuple(sorted({period for _, _, period in scores}, reverse=True))
    homes = Homes(vocabulary, area_set)
    cards = _cards(lake, vocabulary, area_set.members, by_id)
    return Material(
        vocabulary=vocabulary,
        set_id=config.region,
        area_set=area_set,
        index_id=index_id,
        editions=editions,
        scores=scores,
        stated_ranks=ranks,
        measures=_measures(lake, area_set.members, editions[:2]),
        statements={
            kind: _by_area(kind, rows, area_set, homes)
            for kind, rows in {"observation": rest, **claims}.items()
        },
        findings=findings,
        sources=by_id,
        events=_events(lake),
        cards=cards,
        card_rows=_card_rows(lake, cards),
        cases=cases_of(lake, vocabulary, area_set.members, by_id.values()),
    )


def _rows(table: Any) -> list[Row]:
    rows: list[Row] = table.to_pyarrow().to_pylist()
    return rows


def _claims(lake: ReportLake, known: Grammar, places: tuple[str, ...]) -> dict[str, list[Row]]:
    """Claims of each kind that name one of ``places``, and those of texts that name no area.

    Kinds without an area slot are taken whole.
    """
    import ibis

    found = {}
    for kind, slots in known.areas.items():
        table = lake.claims(kind)
        about = [
            table[slot].intersect(ibis.array(list(places))).length() > 0
            if table[slot].type().is_array()
            else table[slot].isin(places)
            for slot in slots
        ]
        empty = [
            table[slot].length() == 0 if table[slot].type().is_array() else table[slot].isnull()
            for slot in slots
        ]
        if about:
            unplaced = table.start.notnull() & ibis.and_(*empty)
            table = table.filter(ibis.or_(*about) | unplaced)
        if kind == "observation":
            # A data set is shown in tables and cards: nobody reads its cells as sentences.
            told = table.method.startswith(PLAIN) | table.unit.isin(["score", "rank"])
            table = table.filter(table.locator.isnull() | told)
        found[kind] = _rows(table.order_by(["source_id", "start", "locator", "claim_id"]))
    return found


def _index(observations: list[Row], vocabulary: Vocabulary) -> str | None:
    """The index that most of the scores belong to."""
    counts: dict[str, int] = defaultdict(int)
    for row in observations:
        indicator = vocabulary.indicators.get(row["indicator"])
        if indicator and indicator.index and row["unit"] == "score":
            counts[indicator.index] += 1
    return min(counts, key=lambda name: (-counts[name], name)) if counts else None


def _sort_out(
    observations: list[Row],
    index_id: str | None,
    vocabulary: Vocabulary,
    members: tuple[str, ...],
    sources: dict[str, Row],
) -> tuple[dict[tuple[str, str, str], list[Row]], dict[tuple[str, str, str], list[Row]], list[Row]]:
    """Scores and places of the index by area, indicator and edition, and all else."""
    scores: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    ranks: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    rest: list[Row] = []
    tables = {"score": scores, "rank": ranks}
    for row in observations:
        indicator = vocabulary.indicators.get(row["indicator"])
        fits = (
            index_id is not None
            and indicator is not None
            and indicator.index == index_id
            and row["unit"] in tables
            and row["qualifier"] == "exact"
            and len(row["area"]) == 1
            and row["area"][0] in members
            and row["period"]
        )
        if fits:
            tables[row["unit"]][row["area"][0], row["indicator"], row["period"][:4]].append(row)
        else:
            rest.append(row)
    # Of several sources the data set leads, then the better graded one.
    for rows in (*scores.values(), *ranks.values()):
        rows.sort(
            key=lambda row: (
                row["start"] is not None,
                sources[row["source_id"]]["reliability"],
                row["source_id"],
                row["start"] or 0,
            )
        )
    return dict(scores), dict(ranks), rest


def _measures(
    lake: ReportLake, members: tuple[str, ...], periods: tuple[str, ...]
) -> dict[tuple[str, str, str, str, str | None], Row]:
    table = lake.table("measures")
    table = table.filter(table.area.isin(members), table.period.isin(periods))
    return {
        (row["name"], row["area"], row["period"], row["unit"], row["among"]): row
        for row in _rows(table.order_by("measure_id"))
    }


def _cards(
    lake: ReportLake, vocabulary: Vocabulary, members: tuple[str, ...], sources: dict[str, Row]
) -> dict[str, list[MarketCard]]:
    """Cards of every market, where the hub holds open figures on any."""
    table = lake.claims("observation")
    wanted = table.indicator.isin(card_indicators(vocabulary)) & table.locator.notnull()
    observations = table.filter(wanted).select(*COLUMNS).to_pyarrow()
    grades = {source_id: row["reliability"] for source_id, row in sources.items()}
    cards = market_cards(observations, grades, vocabulary, sorted(members))
    if not any(card.figures for card in cards):
        return {}
    by_area: dict[str, list[MarketCard]] = defaultdict(list)
    for card in cards:
        by_area[card.area].append(card)
    return dict(by_area)


def _card_rows(lake: ReportLake, cards: dict[str, list[MarketCard]]) -> dict[str, Row]:
    """The whole claims that cards print, by id."""
    ids = {f.latest["claim_id"] for known in cards.values() for card in known for f in card.figures}
    if not ids:
        return {}
    table = lake.claims("observation")
    return {row["claim_id"]: row for row in _rows(table.filter(table.claim_id.isin(sorted(ids))))}


def _findings(lake: ReportLake, places: tuple[str, ...]) -> list[Row]:
    """Findings about the region or about no area in particular, worst first."""
    levels = {"error": 0, "warning": 1, "note": 2}
    table = lake.table("findings")
    rows = _rows(table.filter(table.area.isin(places) | table.area.isnull()))

    def order(row: Row) -> tuple[Any, ...]:
        place = (row["doc"] or "", row["start"] or 0, row["finding_id"])
        return levels[row["level"]], row["area"] or "", row["rule"], *place

    return sorted(rows, key=order)


def _events(lake: ReportLake) -> dict[str, str]:
    rows = _rows(lake.table("events").select("event_id", "claims"))
    return {claim: row["event_id"] for row in rows for claim in row["claims"]}


class Homes:
    """Where groups are from, as their names or the vocabulary say; regions as ``REGION``."""

    def __init__(self, vocabulary: Vocabulary, area_set: AreaSet) -> None:
        self.names = Names(vocabulary)
        self.inside = frozenset(area_set.members)
        self.regions = {
            other.region
            for other in vocabulary.area_sets.values()
            if self.inside.intersection(other.members)
        }

    def of(self, names: list[str]) -> list[str]:
        """Areas of the region that the groups are from, else :data:`REGION` or nothing."""
        codes = dict.fromkeys(code for name in names for code in self.names.homes(name))
        inside = [code for code in codes if code in self.inside]
        return inside or ([REGION] if self.regions.intersection(codes) else [])


def _by_area(kind: str, rows: list[Row], area_set: AreaSet, homes: Homes) -> dict[str, list[Row]]:
    """Claims under each area of the region that they name, else under that of the groups that they
    name, else under the region or nowhere."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named: list[str] = []
        for slot in grammar().areas[kind]:
            value = row[slot]
            named += value if isinstance(value, list) else [value] if value else []
        inside = [code for code in dict.fromkeys(named) if code in area_set.members]
        if not named:
            inside = homes.of([row[slot] for slot in grammar().groups[kind]])
        for code in inside or [REGION if named else NOWHERE]:
            found[code].append(row)
    return dict(found)
