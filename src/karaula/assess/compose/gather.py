"""What one report needs, read from the lake in a few queries, each when first asked for."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from karaula.assess.grammar import grammar
from karaula.assess.lake import ReportConfig, ReportLake
from karaula.assess.report import Cite, Ref
from karaula.errors import KaraulaError
from karaula.evidence import slot_types
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import AreaSet, Index

if TYPE_CHECKING:
    from karaula.assess.compose.cases import Cases
    from karaula.measure.markets import MarketCard

Row = dict[str, Any]

REGION, NOWHERE = "", "-"
"""Keys of statements about the region as a whole, and of those that name no area at all."""


PLAIN = "connector:observations@"
"""Method of an analyst's own table of figures, each of which is told in words."""


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
        """Kind to area (or :data:`REGION`, :data:`NOWHERE`) to claims that no table shows."""
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


class Statements(Mapping[str, Mapping[str, list[Row]]]):
    """Claims of the region by kind and area, each kind read when first asked for."""

    def __init__(self, material: Material) -> None:
        self.material = material
        self.homes = Homes(material.vocabulary, material.area_set)
        self._read: dict[str, dict[str, list[Row]]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(grammar().areas)

    def __len__(self) -> int:
        return len(grammar().areas)

    def __getitem__(self, kind: str) -> Mapping[str, list[Row]]:
        if kind not in self._read:
            if kind not in grammar().areas:
                raise KeyError(kind)
            known = self.material
            rows = _claims(known.lake, kind, known.places, known.vocabulary)
            if kind == "observation":
                rows = sorted([*rows, *known.unsorted], key=_by_place)
            self._read[kind] = _by_area(kind, rows, known.area_set, self.homes)
        return self._read[kind]


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
    scored = _scored(lake, vocabulary, [*area_set.members, area_set.region])
    index_id = _index(scored, vocabulary)
    scores, ranks, rest = _sort_out(scored, index_id, vocabulary, area_set.members, by_id)
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


_PLACED = "ORDER BY source_id, start, locator, claim_id"
_SCORED = "unit IN ('score', 'rank') AND list_contains($indicators, indicator)"


def _by_place(row: Row) -> tuple[Any, ...]:
    """The order of :data:`_PLACED`."""
    places = ((value is None, value or 0) for value in (row["start"],))
    cells = ((value is None, value or "") for value in (row["locator"],))
    return row["source_id"], *places, *cells, row["claim_id"]


def _about(kind: str) -> str:
    """A condition on claims of a kind: they name one of the places ``$places``, or they are of a
    text and name no area. Kinds without an area slot are taken whole."""
    types, slots = slot_types(kind), grammar().areas[kind]
    named = " OR ".join(
        f"list_has_any({slot}, $places)" if types[slot][1] else f"list_contains($places, {slot})"
        for slot in slots
    )
    empty = " AND ".join(
        f"len({slot}) = 0" if types[slot][1] else f"{slot} IS NULL" for slot in slots
    )
    return f"({named} OR (start IS NOT NULL AND {empty}))" if slots else "true"


def _scored(lake: ReportLake, vocabulary: Vocabulary, places: list[str]) -> list[Row]:
    """Scores and ranks that any index gives to the places."""
    return lake.rows(
        f"SELECT * FROM claims_observation WHERE {_about('observation')} AND {_SCORED} {_PLACED}",
        {"places": places, "indicators": _of_indices(vocabulary)},
    )


def _of_indices(vocabulary: Vocabulary) -> list[str]:
    return [name for name, item in vocabulary.indicators.items() if item.index]


def _claims(lake: ReportLake, kind: str, places: list[str], vocabulary: Vocabulary) -> list[Row]:
    """Claims of a kind about the places, but for scores and ranks of indices."""
    query = f"SELECT * FROM claims_{kind} WHERE {_about(kind)}"
    values = {"places": places} if grammar().areas[kind] else {}
    if kind == "observation":
        # A data set is shown in tables and cards: nobody reads its cells as sentences.
        told = f"starts_with(method, '{PLAIN}') OR unit IN ('score', 'rank')"
        query += f" AND (locator IS NULL OR {told}) AND NOT coalesce({_SCORED}, false)"
        values["indicators"] = _of_indices(vocabulary)
    return lake.rows(f"{query} {_PLACED}", values)


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


class Homes:
    """Where groups are from, as their names or the vocabulary say; regions as ``REGION``."""

    def __init__(self, vocabulary: Vocabulary, area_set: AreaSet) -> None:
        from karaula.resolve.names import Names

        self.names = Names(vocabulary)
        self.inside = frozenset(area_set.members)
        # A region of which most lies in the hub's own, as the Western Balkans in South-Eastern
        # Europe; Europe as a whole is none of them.
        self.regions = {
            other.region
            for other in vocabulary.area_sets.values()
            if 2 * len(self.inside.intersection(other.members)) > len(other.members)
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
