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
    Term,
    Text,
    Years,
    words,
)
from karaula.chart.reporting import Cell, reporting

_SIDES = (("height", "top", "bottom"), ("width", "left", "right"))


@lru_cache(maxsize=512)
def draw(chart: Chart | Years) -> tuple[str, str, float]:
    """The chart as one SVG element, what it shows in words, and its height for a width of one."""
    made = specification(chart)
    room = made["padding"]
    high, wide = (sum((made[a], room[b], room[c])) for a, b, c in _SIDES)
    return charts.svg(made), made["description"], round(high / wide, 4)


def specification(chart: Chart | Years) -> charts.Spec:
    """The chart as plain data for Vega-Lite: what this report prints and a page may draw."""
    return _years(chart) if isinstance(chart, Years) else _scores(chart)


def _years(chart: Years) -> charts.Spec:
    about = charts.About(
        title=words(chart.title), unit=chart.unit, source=words(chart.source),
        period=f"{chart.years[0]} to {chart.years[-1]}",
    )  # fmt: skip
    cells = {
        row.label: [Cell(rows=int(one.value)) if one else None for one in row.counts]
        for row in chart.rows
    }
    return reporting(cells, [str(year) for year in chart.years], about, most=len(cells))


def _scores(chart: Chart) -> charts.Spec:
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


def table(chart: Chart | Years) -> tuple[Table, Paragraph]:
    """The figures of a chart as a table, and how to have it drawn."""
    drawn = _years_table(chart) if isinstance(chart, Years) else _scores_table(chart)
    told = "This table stands for a chart, which the extra “charts” draws: "
    return drawn, Paragraph(runs=(Text(told + "pip install 'karaula[charts]'"),), small=True)


def _years_table(chart: Years) -> Table:
    years = (Column(runs=(Term(str(year), "date"),), number=True) for year in chart.years)
    rows = (
        Row(cells=((Text(row.label),), *((count or Gap("–"),) for count in row.counts)))
        for row in chart.rows
    )
    return Table(caption=chart.title, columns=(Column(runs=(Text(chart.what),), width=2.4), *years),
                 rows=tuple(rows), small=True)  # fmt: skip


def _scores_table(chart: Chart) -> Table:
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
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))
