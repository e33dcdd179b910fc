"""A chart of the report as a specification, as SVG, and as a table where nothing can draw it."""

from functools import lru_cache
from typing import Any

from karaula import chart as charts
from karaula.assess.report import (
    Chart,
    ChartRow,
    Column,
    Figure,
    Gap,
    Paragraph,
    Row,
    Runs,
    Table,
    Text,
    words,
)

_SIDES = (("height", "top", "bottom"), ("width", "left", "right"))


@lru_cache(maxsize=512)
def draw(chart: Chart) -> tuple[str, str, float]:
    """The chart as one SVG element, what it shows in words, and its height for a width of one."""
    made = specification(chart)
    room = made["padding"]
    high, wide = (sum((made[a], room[b], room[c])) for a, b, c in _SIDES)
    return charts.svg(made), made["description"], round(high / wide, 4)


def specification(chart: Chart) -> charts.Spec:
    """The chart as plain data for Vega-Lite: what this report prints and a page may draw."""
    about = charts.About(
        title=words(chart.title),
        unit=f"{chart.unit}, {chart.low:g} to {chart.high:g}",
        period=f"edition {chart.period.text}",
        source=chart.source.text,
        interval=f"{chart.probability.text} interval" if chart.probability else None,
    )
    settings: dict[str, Any] = {"axis": (chart.low, chart.high)}
    if chart.meaning:
        settings["meaning"] = chart.meaning
    match chart.drawn:
        case "map":
            marks = {row.code: _mark(row.figure) for row in chart.rows}
            return charts.choropleth(marks, about, areas=dict(chart.areas), **settings)
        case "profile":
            return charts.profile(
                [_row(row) for row in chart.rows],
                about,
                unit=chart.who.text if chart.who else "",
                others=chart.others,
                **settings,
            )
        case "ranking":
            rows = [_row(row) for row in chart.rows]
            return charts.ranking(rows, about, head=words(chart.head), **settings)


def _row(row: ChartRow) -> charts.Row:
    return charts.Row(
        label=row.label,
        mark=_mark(row.figure),
        aside=row.aside.text if row.aside else "",
        strong=row.strong,
        others=tuple(figure.value for figure in row.others),
    )


def _mark(figure: Figure | None) -> charts.Mark | None:
    if figure is None:
        return None
    return charts.Mark(
        value=figure.value,
        low=figure.low,
        high=figure.high,
        text=figure.text,
        href=f"#{figure.ref.anchor}",
    )


def table(chart: Chart) -> tuple[Table, Paragraph]:
    """The figures of a chart as a table, and how to have it drawn."""
    compared = any(row.others for row in chart.rows)
    columns = [Column(runs=(Text(chart.what),), width=2.4)]
    columns.append(Column(runs=(chart.who or Text(chart.unit.capitalize()),), number=True))
    if any(row.aside for row in chart.rows):
        columns.append(Column(runs=chart.head, number=True))
    if compared:
        columns += [Column(runs=(Text(f"{end} of the others"),), number=True)
                    for end in ("Lowest", "Highest")]  # fmt: skip
    rows = []
    for row in chart.rows:
        cells: list[Runs] = [(Text(row.label),), (row.figure or Gap(),)]
        if any(other.aside for other in chart.rows):
            cells.append((row.aside or Gap(),))
        if compared:
            order = sorted(row.others, key=lambda figure: figure.value)
            cells += [(order[place],) if order else (Gap(),) for place in (0, -1)]
        rows.append(Row(cells=tuple(cells), total=row.strong))
    caption = (*chart.title, Text("; edition of "), chart.period, Text("."))
    drawn = Table(caption=caption, columns=tuple(columns), rows=tuple(rows))
    told = "This table stands for a chart, which the extra “charts” draws: "
    return drawn, Paragraph(runs=(Text(told + "pip install 'karaula[charts]'"),), small=True)
