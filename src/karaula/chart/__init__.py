"""Charts: plain values to a Vega-Lite specification, and that to SVG or PNG.

The same specification serves a web page, a report and a notebook. Making one needs nothing but the
core; drawing it needs the extra ``charts``.
"""

from karaula.chart.change import Pair, change
from karaula.chart.contributions import Stack, contributions
from karaula.chart.frame import About, ChartError, Mark, Spec, card, shows_nothing
from karaula.chart.map import choropleth
from karaula.chart.matrix import correlations, pairwise
from karaula.chart.ranking import Row, profile, ranking
from karaula.chart.render import altair, check, drawable, png, raster, svg, write
from karaula.chart.sensitivity import sensitivity

__all__ = [
    "About",
    "ChartError",
    "Mark",
    "Pair",
    "Row",
    "Spec",
    "Stack",
    "altair",
    "card",
    "change",
    "check",
    "choropleth",
    "contributions",
    "correlations",
    "drawable",
    "pairwise",
    "png",
    "profile",
    "ranking",
    "raster",
    "sensitivity",
    "shows_nothing",
    "svg",
    "write",
]
