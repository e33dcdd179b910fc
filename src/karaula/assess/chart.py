"""The strip chart: a dot with its interval for each area, drawn as SVG.

Marks differ in shape and fill, not in colour alone, so that they can be told apart in print and by
people who do not see colours alike. An area without a figure is shown as a gap, in words.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from karaula.assess.report import Chart, Figure
from karaula.assess.safe import printable

if TYPE_CHECKING:
    from jinja2 import Template

WIDTH, LEFT, RIGHT, ROW, TOP, FOOT = 680.0, 168.0, 22.0, 23.0, 32.0, 44.0


@dataclass(frozen=True, slots=True)
class _Mark:
    kind: str
    x: float
    y: float
    low: float | None
    high: float | None
    text: str
    to: str


def draw(chart: Chart) -> str:
    """The chart as one SVG element, :data:`WIDTH` units wide, with an alternative text."""
    span = (chart.high - chart.low) or 1.0

    def x(value: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * (value - chart.low) / span, 2)

    def mark(figure: Figure, kind: str, y: float) -> _Mark:
        low, high = figure.low, figure.high
        between = low is not None and high is not None
        return _Mark(
            kind,
            x(figure.value),
            y,
            x(low) if between and low is not None else None,
            x(high) if between and high is not None else None,
            figure.text,
            figure.ref.anchor,
        )

    rows = []
    for index, row in enumerate(chart.rows):
        middle = TOP + ROW * (index + 0.5)
        # Two series stand above and below the middle of their row, so that they never overlap.
        offsets = [5.0 * (2 * n - len(row.marks) + 1) for n in range(len(row.marks))]
        marks = [
            mark(figure, series.mark, middle + offset)
            for figure, series, offset in zip(row.marks, chart.series, offsets, strict=True)
            if figure is not None
        ]
        rows.append({"label": printable(row.label), "y": middle, "marks": marks})
    bottom = TOP + ROW * len(chart.rows)
    return _template().render(
        alt=printable(chart.alt),
        axis=printable(chart.axis),
        series=chart.series,
        rows=rows,
        ticks=[(x(value), f"{value:g}") for value in ticks(chart.low, chart.high)],
        width=WIDTH,
        height=bottom + FOOT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=bottom,
        row=ROW,
    )


def ticks(low: float, high: float) -> list[float]:
    """Both ends of the axis and round values between them, about six in all."""
    rough = (high - low) / 5 or 1.0
    scale = 10.0 ** (len(str(int(rough))) - 1) if rough >= 1 else 1.0
    step = next(scale * n for n in (1, 2, 2.5, 5, 10) if scale * n >= rough)
    between = [step * n for n in range(int(low // step), int(high // step) + 1)]
    inner = [v for v in between if low + step * 0.45 <= v <= high - step * 0.45]
    return [low, *inner, high]


@cache
def _template() -> "Template":
    from jinja2 import Environment, PackageLoader, StrictUndefined

    loader = PackageLoader("karaula.assess", "templates")
    environment = Environment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("chart.svg.j2")
