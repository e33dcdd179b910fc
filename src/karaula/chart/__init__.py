"""Charts: plain values to a Vega-Lite specification, and that to SVG or PNG.

The same specification serves a web page, a report and a notebook. Making one needs nothing but the
core; drawing it needs the extra ``charts``.
"""

from karaula.chart.frame import About, ChartError, Mark, Spec, card
from karaula.chart.ranking import Row, profile, ranking
from karaula.chart.render import altair, drawable, png, svg, write

__all__ = [
    "About",
    "ChartError",
    "Mark",
    "Row",
    "Spec",
    "altair",
    "card",
    "drawable",
    "png",
    "profile",
    "ranking",
    "svg",
    "write",
]
