"""A criminal market: countries compared, ways, seizures and prices, and documents beside cases."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from karaula.assess.amounts import amount
from karaula.assess.compose.charts import meaning
from karaula.evidence.table import schema
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Said, area_link, from_report, listed
from karaula.hub.views.legs import market_legs, weight
from karaula.hub.views.roles import said_roles
from karaula.hub.views.scores import Scores, strip
from karaula.hub.views.tables import About, claim_counts, claims_block, counted, sources_table
from karaula.hub.words import say, text
from karaula.measure.markets import CAUTIONS, CardFigure, MarketCard, market_cards
from karaula.measure.routes.asking import asked
from karaula.measure.routes.drugs import substances_of

if TYPE_CHECKING:
    from datetime import date

    import ibis

    from karaula.hub.shelf import Row, Shelf
    from karaula.vocabulary.models import Market


def every(shelf: "Shelf") -> Iterable[Mapping[str, str]]:
    """Every market of the vocabulary."""
    return ({"market": market} for market in shelf.vocabulary.markets)


def market(shelf: "Shelf", asked: Asked) -> View:
    """The page of a market. Raises :class:`MissingError` for one that the vocabulary has not."""
    key = asked["market"]
    known = shelf.vocabulary.markets.get(key)
    if known is None:
        raise MissingError("there is no such market")
    about: About = {
        "role": ("market = ?", [key]),
        "leg": ("market = ?", [key]),
        "tie": ("market = ?", [key]),
        "presence": ("list_contains(market, ?)", [key]),
    }
    counts = claim_counts(shelf, about)
    cards = _cards(shelf, key)
    return View(
        title=known.name,
        under=text("market.under", claims=counted(sum(counts.values()), "claim"),
                   sources=counted(len(counts), "source")),
        lead=_lead(shelf, known),
        blocks=(
            _compared(shelf, key, known),
            *_figures(shelf, known, cards),
            market_legs(shelf, key),
            _seizures(shelf, key),
            _beside(shelf, key),
            claims_block(shelf, about, counts, asked, known.name),
            sources_table(shelf, counts,
                          say("country.sources", count=counted(len(counts), "source"),
                              area=known.name)),
        ),
    )  # fmt: skip


def _lead(shelf: "Shelf", known: "Market") -> tuple[Said, ...]:
    material = shelf.material
    if not known.indicator or not material.editions:
        return (say("market.not_scored", market=known.name),)
    rows = Scores(shelf, material.editions[0], shelf.members).of(known.indicator)
    held = [(row.area, row.score) for row in rows if row.score and row.score.value is not None]
    if not held:
        return (say("market.not_scored", market=known.name),)
    top = max(score.value or 0 for _, score in held)
    areas = [area_link(shelf, area) for area, score in held if score.value == top]
    figure = next(score for _, score in held if score.value == top)
    name = shelf.vocabulary.indicators[known.indicator].name
    return (say("market.highest", measure=name, score=figure, areas=listed(areas),
                edition=material.editions[0]),)  # fmt: skip


def _compared(shelf: "Shelf", key: str, known: "Market") -> Block:
    """The countries of the region side by side: score, and the part that each is said to have."""
    material = shelf.material
    scored = material.editions and known.indicator
    scores = Scores(shelf, material.editions[0], shelf.members) if scored else None
    roles = shelf.rows("SELECT * FROM claims_role WHERE market = ? ORDER BY source_id, start", key)
    columns = [Column("area", "Area")]
    axis = (0.0, 1.0)
    if scores:
        scale = material.index.scale
        axis = (scale.low, scale.high)
        columns.append(Column("", f"{scale.low:g} to {scale.high:g}"))
        columns.append(Column("score", f"Score {material.editions[0]}", number=True))
    columns.append(Column("roles", "Said to be a place of"))
    ranked: list[tuple[float, tuple[Cell, ...]]] = []
    silent = 0
    for area in shelf.members:
        said = said_roles([row for row in roles if row["area"] == area])
        cells: list[Cell] = [(area_link(shelf, area),)]
        score = scores.at(known.indicator, area).score if scores and known.indicator else None
        if scores and known.indicator:
            cells.append(strip(score, axis, means=meaning(material, known.indicator)))
            cells.append((score,) if score else None)
        silent += not said and not score
        ranked.append((-(score.value or 0) if score else 1.0, (*cells, said or None)))
    table = [row for _, row in sorted(ranked, key=lambda pair: pair[0])]
    told = len(table) - silent
    none = Empty(text("market.compared_why"), text("market.compared_fill"))
    return Block(
        id="countries",
        title=say("market.compared", known=told, all=len(table)) if told
        else say("market.compared_none"),
        unit=f"score, {axis[0]:g} to {axis[1]:g}" if scores else "",
        period=f"edition {material.editions[0]}" if scores else "",
        source=(f"{material.index.name}; claims of texts" if scores else "claims of texts",),
        coverage=text("region.coverage", known=told, all=len(table)),
        columns=tuple(columns),
        rows=tuple(table) if told else (),
        notes=(text("region.scores_note"),) if scores else (),
        empty=None if told else none,
        side="left",
    )  # fmt: skip


def _cards(shelf: "Shelf", key: str) -> list[MarketCard]:
    """The cards of a market in every country of the region."""
    held = [card for cards in shelf.material.cards.values() for card in cards if card.market == key]
    if held:
        return sorted(held, key=lambda card: shelf.members.index(card.area))
    nothing = schema("observation").empty_table()
    cards = market_cards(nothing, {}, shelf.vocabulary, shelf.members)
    return [card for card in cards if card.market == key]


def _figures(shelf: "Shelf", known: "Market", cards: list[MarketCard]) -> tuple[Block, ...]:
    """Prices, then other open figures; one card that says why where there are none."""
    figures = [(card, figure) for card in cards for figure in card.figures]
    if not figures:
        card = cards[0]
        title = say("market.no_open_data" if card.state == "no open data" else "market.not_at_hand",
                    market=known.name)  # fmt: skip
        lacking = [_indicator(shelf, item.indicator, item.parts) for item in card.lacking]
        fill = text("market.lacking", figures=listed(lacking)) if lacking else text("market.open")
        empty = Empty(card.why or "", fill)
        return (Block(id="figures", title=title, empty=empty, side="right"),)
    priced = [pair for pair in figures if pair[1].tells == "price"]
    others = [pair for pair in figures if pair[1].tells != "price"]
    none = Empty(text("market.prices_why"), text("market.prices_fill"))
    prices = Block(id="prices", title=say("market.prices_none"), empty=none, side="right")
    if priced:
        prices = _figure_block(shelf, "prices", priced, len(cards))
    blocks = [_figure_block(shelf, "figures", others, len(cards))] if others else []
    return (*blocks, prices)


def _figure_block(
    shelf: "Shelf", name: str, found: list[tuple[MarketCard, CardFigure]], areas: int
) -> Block:
    columns = (Column("area", "Area"), Column("figure", "Figure"), Column("value", "Latest"),
               Column("period", "Period"), Column("gaps", "Years without any"))  # fmt: skip
    known = {card.area for card, _ in found}
    rows = tuple(_figure_row(shelf, card, figure) for card, figure in found)
    periods = sorted({figure.latest["period"][:4] for _, figure in found})
    titles = sorted({shelf.sources[f.latest["source_id"]]["title"] for _, f in found
                     if f.latest["source_id"] in shelf.sources})  # fmt: skip
    return Block(
        id=name,
        title=say(f"market.{name}", count=len(found), areas=len(known)),
        period="–".join(dict.fromkeys([periods[0], periods[-1]])),
        source=("; ".join(titles),),
        coverage=text("region.coverage", known=len(known), all=areas),
        columns=columns,
        rows=rows,
        notes=tuple(dict.fromkeys(CAUTIONS[figure.tells] for _, figure in found if figure.tells)),
        first=12,
        side="right",
    )


def _figure_row(shelf: "Shelf", card: MarketCard, figure: CardFigure) -> tuple[Cell, ...]:
    whole = shelf.material.card_rows[figure.latest["claim_id"]]
    gaps = f"{figure.missing[0]} …" if len(figure.missing) > 4 else ", ".join(figure.missing)
    return (
        (area_link(shelf, card.area),),
        _indicator(shelf, figure.indicator, figure.parts),
        from_report(shelf, amount(whole, shelf.vocabulary)),
        str(whole["period"]).replace("/", "–"),
        gaps or "none",
    )


def _indicator(shelf: "Shelf", indicator: str, parts: tuple[str, ...]) -> str:
    known = shelf.vocabulary.indicators.get(indicator)
    name = known.name if known else indicator.replace("_", " ").capitalize()
    said = ", ".join(part.partition("=")[2].replace("_", " ") for part in parts)
    return f"{name} ({said})" if said else name


def _seizures(shelf: "Shelf", key: str) -> Block:
    """Single seizures by country, each counted once, with the kilograms that were weighed."""
    substances = tuple(sorted(substances_of(key, shelf.vocabulary)))
    found: dict[str, Row] = {}
    if substances and shelf.row("SELECT 1 FROM seizures LIMIT 1"):
        only = "list_contains($substances, substance) AND list_contains($areas, area)"
        within = {"substances": list(substances), "areas": list(shelf.members)}
        rows = asked(shelf, _by_area, only, within)
        found = {row["area"]: row for row in rows}
    if not found:
        why = text("market.no_cases" if substances else "market.no_drug")
        empty = Empty(why, text("market.cases_fill"))
        return Block(id="seizures", title=say("market.seizures_none"), empty=empty, side="right")
    columns = (Column("area", "Area"), Column("seizures", "Seizures", number=True),
               Column("kg", "Kg weighed", number=True),
               Column("largest_kg", "Largest, kg", number=True),
               Column("years", "Years", number=True))  # fmt: skip
    table = [
        (
            (area_link(shelf, area),),
            own["events"] if own else None,
            weight(own["kg"]) if own else None,
            weight(own["largest_kg"]) if own else None,
            _years(own["first"], own["last"]) if own else None,
        )
        for area in shelf.members
        for own in [found.get(area)]
    ]
    table.sort(key=lambda row: -(row[1] or 0))
    years = [row[end] for row in found.values() for end in ("first", "last") if row[end]]
    count = sum(row["events"] for row in found.values())
    return Block(
        id="seizures",
        title=say("market.seizures", count=counted(count, "seizure"), areas=len(found)),
        unit=text("market.seizures_unit"),
        period=_years(min(years), max(years)) or "" if years else "",
        source=(text("market.beside_source"),),
        coverage=text("region.coverage", known=len(found), all=len(table)),
        columns=columns,
        rows=tuple(table),
        notes=(text("market.seizures_note"), text("legs.enforcement")),
        side="right",
    )


def _by_area(seizures: "ibis.Table") -> "ibis.Table":
    from karaula.measure.seizures.describe import at_level, weighed

    rows = at_level(seizures, "events")
    return rows.group_by("area").aggregate(
        events=rows.count(),
        kg=rows.kg.sum(where=weighed(rows)),
        largest_kg=rows.kg.max(where=weighed(rows)),
        first=rows.date_low.min(),
        last=rows.date_high.max(),
    )


def _years(first: "date | None", last: "date | None") -> str | None:
    if first is None or last is None:
        return None
    return "–".join(dict.fromkeys([f"{first:%Y}", f"{last:%Y}"]))


def _beside(shelf: "Shelf", key: str) -> Block:
    """What documents say of each country beside what cases show of it."""
    substances = sorted(substances_of(key, shelf.vocabulary))
    cases = _cases(shelf, substances) if substances else {}
    roles = shelf.rows("SELECT * FROM claims_role WHERE market = ? ORDER BY source_id, start", key)
    if not cases:
        why = text("market.no_cases" if substances else "market.no_drug")
        empty = Empty(why, text("market.cases_fill"))
        return Block(id="beside", title=say("market.beside_none"), empty=empty, side="right")
    columns = (Column("area", "Area"), Column("said", "Documents say"),
               Column("seized", "Seized there", number=True),
               Column("from", "Named as origin", number=True),
               Column("to", "Named as destination", number=True))  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for area in shelf.members:
        own = cases.get(area, {})
        said = said_roles([row for row in roles if row["area"] == area])
        counts = [own.get(part) or None for part in ("seized", "origin", "destination")]
        rows.append(((area_link(shelf, area),), said or None, *counts))
    years = [own[end] for own in cases.values() for end in ("first", "last") if end in own]
    both = sum(1 for row in rows if row[1] and any(row[2:]))
    return Block(
        id="beside",
        title=say("market.beside", both=both, all=len(rows)),
        unit=text("market.beside_unit"),
        period="–".join(dict.fromkeys([str(min(years)), str(max(years))])) if years else "",
        source=(text("market.beside_source"),),
        coverage=text("region.coverage", known=len(cases), all=len(rows)),
        columns=columns,
        rows=tuple(rows),
        notes=(text("market.beside_note"), text("legs.enforcement")),
        wide=True,
    )


def _cases(shelf: "Shelf", substances: list[str]) -> dict[str, dict[str, int]]:
    """Cases, each counted once, in which each country of the region has a part."""
    parts = " UNION ALL ".join(
        f"SELECT {column} AS area, '{part}' AS part, event, date_low FROM seizures "
        "WHERE copy = 0 AND list_contains(?, substance)"
        for part, column in (
            ("seized", "area"), ("origin", "coalesce(departure, producing)"),
            ("destination", "destination"),
        )
    )  # fmt: skip
    rows: list[Row] = shelf.rows(
        "SELECT area, part, count(DISTINCT event) AS n, min(year(date_low)) AS first, "
        f"max(year(date_low)) AS last FROM ({parts}) WHERE list_contains(?, area) GROUP BY ALL",
        *[substances] * 3, list(shelf.members),
    )  # fmt: skip
    found: dict[str, dict[str, int]] = {}
    for row in rows:
        own = found.setdefault(row["area"], {})
        own[row["part"]] = row["n"]
        if row["first"] is not None:
            own["first"] = min(own.get("first", row["first"]), row["first"])
            own["last"] = max(own.get("last", row["last"]), row["last"])
    return found
