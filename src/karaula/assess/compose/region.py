"""The region at a glance: a table, a ranking and a map for each ranked aggregate."""

from karaula.assess.compose.charts import charts
from karaula.assess.compose.front import comparability, score_figure
from karaula.assess.compose.gather import Material
from karaula.assess.compose.ranks import list_name, lists_of, rank_figure
from karaula.assess.compose.stated import NOWHERE, REGION
from karaula.assess.compose.statements import statements
from karaula.assess.report import (
    Block,
    Column,
    Figure,
    Gap,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Term,
    Text,
)


def region(material: Material) -> list[Section]:
    """All areas of the set side by side; nothing where no index was read."""
    if not material.index_id or not material.editions:
        return []
    blocks: list[Block] = [Paragraph(runs=_lead(material)), *comparability(material)]
    blocks += [_table(material, level) for level in material.index.ranked]
    blocks += charts(material)
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


def _table(material: Material, level: str) -> Table:
    editions = material.editions[:2]
    newest = editions[0]
    name = material.vocabulary.indicators[level].name
    lists = lists_of(material, level, newest)
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
