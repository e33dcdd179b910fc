"""Market cards: which open figures speak of each criminal market in an area, markets as equals.

A market without open data gets a card that says so, never an empty chart; one whose data sets are
not at hand says which figures are lacking. Nothing is added up and nothing is filled in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import MarketFigure

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]

State = Literal["figures", "not at hand", "no open data"]
"""There are figures; data sets are known, but none at hand speaks of the area; none is known."""

CAUTIONS = {
    "seized": "What is seized measures enforcement and luck as well as the market.",
    "price": "Prices are not adjusted for purity or inflation.",
    "use": "Surveys differ in method and age from country to country and year to year.",
    "detected": "What is detected is no measure of how much there is.",
    "recorded": "Recording differs by country: compare a country with itself.",
    "response": "What the State does also grows where it looks harder.",
    "perception": "A perception or experience that people report is no count of events.",
    "estimate": "An estimate by a model: ranges, not points.",
}
"""How far each sort of figure can be trusted."""

COLUMNS = (
    "claim_id", "source_id", "credibility", "indicator", "area", "period", "value", "value_max",
    "qualifier", "unit", "low", "high", "level", "breakdown", "locator",
)  # fmt: skip
"""Columns of observations that cards need."""


@dataclass(frozen=True, slots=True)
class CardFigure:
    """One figure of a card: its latest value, and for which years there is one."""

    indicator: str
    unit: str
    parts: tuple[str, ...]
    tells: str
    latest: Row
    """The observation of the latest period, from the best graded source."""
    rivals: tuple[Row, ...]
    """Other statements of the same for that period, from the same source or others."""
    periods: tuple[str, ...]
    missing: tuple[str, ...]
    """Years between the first and the last for which there is none."""
    claims: tuple[str, ...]
    """Claims of all periods, by period."""


@dataclass(frozen=True, slots=True)
class MarketCard:
    """What open figures say of one market in one area."""

    area: str
    market: str
    state: State
    figures: tuple[CardFigure, ...] = ()
    score: CardFigure | None = None
    """The score of the market's indicator in an index: a judgement of experts."""
    lacking: tuple[MarketFigure, ...] = ()
    """Figures that data sets have, but none at hand for this area."""
    why: str | None = None
    """In one sentence, where there are no figures."""

    @property
    def cautions(self) -> tuple[str, ...]:
        """How far the figures can be trusted, one sentence a sort."""
        return tuple(CAUTIONS[sort] for sort in dict.fromkeys(f.tells for f in self.figures))


def market_cards(
    observations: "pa.Table",
    grades: Mapping[str, str],
    vocabulary: Vocabulary,
    areas: Sequence[str],
) -> list[MarketCard]:
    """A card for every market of the vocabulary in each area, in their order.

    ``observations`` has at least :data:`COLUMNS`; ``grades`` are reliabilities by source. Only
    cells of data sets count. Of several statements of one figure and period that of the better
    graded source leads, then the more credible, then the first by its place.
    """
    found = _by_key(observations, grades, vocabulary, areas)
    return [
        _card(area, market, found, vocabulary) for area in areas for market in vocabulary.markets
    ]


def card_indicators(vocabulary: Vocabulary) -> list[str]:
    """Every indicator that any card speaks of, in order."""
    open_ = {f.indicator for known in vocabulary.market_figures.values() for f in known.figures}
    scored = {market.indicator for market in vocabulary.markets.values() if market.indicator}
    return sorted(open_ | scored)


Key = tuple[str, str, tuple[str, ...]]
"""Area, indicator, parts."""


def _by_key(
    observations: "pa.Table",
    grades: Mapping[str, str],
    vocabulary: Vocabulary,
    areas: Sequence[str],
) -> dict[Key, list[Row]]:
    """The observations that any card speaks of, the leading ones first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    indicators = card_indicators(vocabulary)
    table = observations.select(COLUMNS)
    single = pc.equal(pc.list_value_length(table["area"]), 1)
    wanted = pc.is_in(table["indicator"], pa.array(indicators))
    dated = pc.and_(pc.is_valid(table["period"]), pc.is_valid(table["locator"]))
    table = table.filter(pc.and_(pc.and_(single, wanted), dated))
    place = pc.list_element(table["area"], 0)
    table = table.filter(pc.is_in(place, pa.array(list(areas), pa.string())))
    rows: list[Row] = table.to_pylist()

    def order(row: Row) -> tuple[Any, ...]:
        grade = grades.get(row["source_id"], "F")
        return grade, row["credibility"], row["source_id"], len(row["locator"]), row["locator"]

    found: dict[Key, list[Row]] = {}
    for row in sorted(rows, key=order):
        key = row["area"][0], row["indicator"], tuple(row["breakdown"])
        found.setdefault(key, []).append(row)
    return found


def _card(
    area: str, market: str, found: Mapping[Key, list[Row]], vocabulary: Vocabulary
) -> MarketCard:
    speaking = vocabulary.market_figures.get(market)
    scored = vocabulary.markets[market].indicator
    score = _figure(found.get((area, scored or "", ()), []), "perception", "score")
    if speaking is None or speaking.none:
        why = speaking.none if speaking else "No open figures are listed for this market."
        return MarketCard(area, market, "no open data", score=score, why=why)
    figures: list[CardFigure] = []
    lacking: list[MarketFigure] = []
    for item in speaking.figures:
        rows = found.get((area, item.indicator, tuple(sorted(item.parts))), [])
        usual = vocabulary.indicators.get(item.indicator)
        unit = item.unit or (usual.unit if usual else None)
        figure = _figure(rows, item.tells, unit)
        if figure is None:
            lacking.append(item)
        else:
            figures.append(figure)
    if figures:
        return MarketCard(area, market, "figures", tuple(figures), score, tuple(lacking))
    why = "Open data sets speak of this market, but none at hand has a figure for this area."
    return MarketCard(area, market, "not at hand", (), score, tuple(lacking), why)


def _figure(rows: Sequence[Row], tells: str, unit: str | None) -> CardFigure | None:
    rows = [row for row in rows if unit is None or row["unit"] == unit]
    if not rows:
        return None
    by_period: dict[str, list[Row]] = {}
    for row in rows:
        by_period.setdefault(row["period"], []).append(row)
    periods = sorted(by_period, key=lambda period: (period[-4:], period))
    latest, *rivals = by_period[periods[-1]]
    years = {year for period in periods for year in _years(period)}
    gaps = [str(year) for year in range(min(years), max(years)) if year not in years]
    return CardFigure(
        indicator=latest["indicator"],
        unit=latest["unit"],
        parts=tuple(latest["breakdown"]),
        tells=tells,
        latest=latest,
        rivals=tuple(row for row in rivals if row["value"] != latest["value"]),
        periods=tuple(periods),
        missing=tuple(gaps),
        claims=tuple(by_period[period][0]["claim_id"] for period in periods),
    )


def _years(period: str) -> range:
    first, _, last = period.partition("/")
    start = int(first[:4])
    return range(start, (int(last[:4]) if last[:4].isdigit() else start) + 1)
