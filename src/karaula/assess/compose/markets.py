"""The markets of one area in open figures: a row for each, also for those without any."""

from karaula.assess.amounts import amount
from karaula.assess.compose.gather import Material
from karaula.assess.compose.statements import cites
from karaula.assess.report import (
    Block,
    Column,
    Gap,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Table,
    Term,
    Text,
)
from karaula.measure.markets import CardFigure, MarketCard


def markets(material: Material, area: str) -> list[Block]:
    """The latest figure of every indicator by market, with its year, its gaps and cautions."""
    cards = material.cards.get(area, [])
    if not cards:
        return []
    columns = (
        Column(runs=(Text("Market"),), width=1.7),
        Column(runs=(Text("Latest open figures"),), width=4.6),
        Column(runs=(Text("Years without any"),), width=1.7),
    )
    rows = tuple(_row(material, card) for card in cards)
    caption = (
        Text("Every market as an equal: the latest figure of each open indicator, with its year. "),
        Text("A gap is no zero, and figures of different sorts do not add up."),
    )
    blocks: list[Block] = [
        Heading(runs=(Text("Markets in open figures"),)),
        Table(caption=caption, columns=columns, rows=rows, small=True),
    ]
    cautions = list(dict.fromkeys(line for card in cards for line in card.cautions))
    if cautions:
        blocks.append(Paragraph(runs=(Text(" ".join(cautions)),), small=True))
    return blocks


def _row(material: Material, card: MarketCard) -> Row:
    name = (Text(material.vocabulary.markets[card.market].name),)
    if not card.figures:
        return Row(cells=(name, (Gap(f"{card.state}. "), Text(card.why or "")), (Gap("–"),)))
    figures: list[Run] = []
    gaps: list[Run] = []
    for figure in card.figures:
        figures += [Text("; ")] if figures else []
        figures += _figure(material, figure)
        if figure.missing:
            gaps += [Text("; ")] if gaps else []
            gaps += [*_name(material, figure), Text(": "), *spans(figure.missing)]
    return Row(cells=(name, tuple(figures), tuple(gaps) or (Text("none"),)))


def _figure(material: Material, figure: CardFigure) -> Runs:
    row = material.card_rows[figure.latest["claim_id"]]
    material.claim(row)
    period: Run = Term(str(row["period"]).replace("/", " to "), "date")
    said = (*_name(material, figure), Text(": "), *amount(row, material.vocabulary))
    return (*said, Text(", "), period, *cites(material, [row]))


def _name(material: Material, figure: CardFigure) -> Runs:
    known = material.vocabulary.indicators.get(figure.indicator)
    name = known.name if known else figure.indicator.replace("_", " ").capitalize()
    parts = ", ".join(part.partition("=")[2].replace("_", " ") for part in figure.parts)
    return (Term(f"{name} ({parts})" if parts else name),)


def spans(years: tuple[str, ...]) -> Runs:
    """Years, in their order, as spans: 2014, 2016 to 2018."""
    spans: list[tuple[str, str]] = []
    for year in years:
        if spans and int(year) == int(spans[-1][1]) + 1:
            spans[-1] = spans[-1][0], year
        else:
            spans.append((year, year))
    runs: list[Run] = []
    for first, last in spans:
        runs += [Text(", ")] if runs else []
        runs.append(Term(first if first == last else f"{first} to {last}", "date"))
    return tuple(runs)
