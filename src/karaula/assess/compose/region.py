"""The region at a glance: one table for each ranked aggregate, and the chart of ranks."""

from typing import Literal

from karaula.assess.compose.front import comparability, score_figure
from karaula.assess.compose.gather import NOWHERE, REGION, Material
from karaula.assess.compose.gather import Row as Measured
from karaula.assess.compose.statements import statements
from karaula.assess.report import (
    Block,
    Chart,
    ChartRow,
    Column,
    Figure,
    Gap,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Series,
    Table,
    Term,
    Text,
)

MARKS: tuple[Literal["disc", "diamond"], ...] = ("disc", "diamond")


def region(material: Material) -> list[Section]:
    """All areas of the set side by side; nothing where no index was read."""
    if not material.index_id or not material.editions:
        return []
    blocks: list[Block] = [Paragraph(runs=_lead(material)), *comparability(material)]
    blocks += [_table(material, level) for level in material.index.ranked]
    chart = _chart(material)
    if chart:
        blocks.append(chart)
    return [Section(anchor="region", title=(Text("The region at a glance"),), blocks=tuple(blocks))]


def regional_statements(material: Material) -> list[Section]:
    """What sources say of the region as a whole."""
    return _told(material, REGION, "region-whole", "The region as a whole")


def unplaced_statements(material: Material) -> list[Section]:
    """What texts say without saying of which area."""
    return _told(material, NOWHERE, "no-area", "Stated without naming an area")


def _told(material: Material, key: str, anchor: str, title: str) -> list[Section]:
    blocks = statements(material, key)
    if not blocks:
        return []
    return [Section(anchor=anchor, title=(Text(title),), blocks=tuple(blocks), new_page=False)]


def _lead(material: Material) -> Runs:
    return (
        Text("Scores of the "),
        Term(material.index.name),
        Text(" ("),
        Term(material.index.publisher),
        Text(
            "), on a scale that runs from low to high: more criminality is worse, more resilience "
        ),
        Text("is better. Rank "),
        Text("one is the highest value. The lists that a rank belongs to are those of the index."),
    )


def _lists(material: Material, level: str, period: str) -> list[str]:
    """The lists that every area of the region shares, the longest first.

    Ranks of different lists never stand in one column.
    """
    sizes: dict[str, int] = {}
    shared: set[str] | None = None
    for area in material.members:
        ranks = material.ranks(area, level, period)
        if ranks:
            sizes |= {row["among"]: row["of"] for row in ranks}
            names = {row["among"] for row in ranks}
            shared = names if shared is None else shared & names
    return sorted(shared or (), key=lambda name: (-sizes[name], name))


def _table(material: Material, level: str) -> Table:
    editions = material.editions[:2]
    newest = editions[0]
    name = material.vocabulary.indicators[level].name
    lists = _lists(material, level, newest)
    columns = [Column(runs=(Text("Area"),), width=2.3)]
    columns += [
        Column(runs=(Text("Score "), Term(period, "date")), number=True, width=1.0)
        for period in reversed(editions)
    ]
    columns += [Column(runs=(Text("Rank, "), list_name(material, among)), number=True, width=2.2)
                for among in lists]  # fmt: skip
    rows = []
    for area in material.members:
        cells: list[Runs] = [(Term(material.name(area)),)]
        for period in reversed(editions):
            claim = material.score(area, level, period)
            cells.append((score_figure(material, claim),) if claim else (Gap(),))
        for among in lists:
            row = material.measures.get((level, area, newest, "rank", among))
            cells.append((rank_figure(material, row),) if row else (Gap(),))
        rows.append(Row(cells=tuple(cells)))
    caption: list[Run] = [Text(f"{name} by area: score")]
    if lists:
        caption += [Text(", and rank in the edition of "), Term(newest, "date")]
        caption += [Text(" with its interval")]
    caption += [Text(".")]
    for place, among in enumerate(lists):
        caption += [Text(", " if place else " Areas ranked: ")]
        caption += _length(material, level, newest, among)
    caption += [Text(".")] if lists else []
    return Table(caption=tuple(caption), columns=tuple(columns), rows=tuple(rows))


def _length(material: Material, level: str, period: str, among: str) -> Runs:
    """``World 193``: a list and how many areas it ranks."""
    row = next(
        found
        for area in material.members
        if (found := material.measures.get((level, area, period, "rank", among)))
    )
    of = Figure(ref=material.measure(row), value=row["of"], unit=row["unit"], slot="of")
    return (list_name(material, among), Text("\u00a0"), of)


def list_name(material: Material, among: str) -> Term:
    """Name of the list that a rank stands in: a region's, else that of the source."""
    known = material.vocabulary.regions.get(among)
    return Term(known.name if known else among)


def rank_figure(material: Material, row: Measured) -> Figure:
    """A rank with its interval."""
    ref = material.measure(row)
    return Figure(ref=ref, value=row["value"], unit="rank", low=row["low"], high=row["high"])


def _chart(material: Material) -> Chart | None:
    """Ranks of all areas in the widest shared list, highest criminality first, gaps last."""
    newest = material.editions[0]
    levels = material.index.ranked[:2]
    lists = _lists(material, levels[0], newest)
    if not lists:
        return None
    among = lists[0]
    marks: dict[str, tuple[Figure | None, ...]] = {}
    for area in material.members:
        found = [material.measures.get((lv, area, newest, "rank", among)) for lv in levels]
        marks[area] = tuple(rank_figure(material, row) if row else None for row in found)

    def place(area: str) -> tuple[float, str]:
        first = marks[area][0]
        return (first.value if first else float("inf"), area)

    order = sorted(material.members, key=place)
    of = max(
        row["of"]
        for (level, _, period, unit, name), row in material.measures.items()
        if (level, period, unit, name) == (levels[0], newest, "rank", among)
    )
    names = [material.vocabulary.indicators[level].name for level in levels]
    caption: list[Run] = [Text(" and ".join(names) + ": rank in the list “")]
    caption += [list_name(material, among), Text("”, edition of "), Term(newest, "date")]
    caption += [Text(", with interval. Source: "), Term(material.index.name)]
    caption += [Text("; ranks and intervals computed from its scores.")]
    return Chart(
        caption=tuple(caption),
        alt=f"Strip chart: rank of each area by {' and '.join(names).lower()}, each with its "
        "interval. The same figures stand in the tables above.",
        axis="Rank: the highest value stands at the left",
        low=1,
        high=of,
        series=tuple(
            Series(name=name, mark=mark) for name, mark in zip(names, MARKS, strict=False)
        ),
        rows=tuple(ChartRow(label=material.name(area), marks=marks[area]) for area in order),
    )
