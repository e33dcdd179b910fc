"""What seizures add up to: expressions over their table, and statistics of what these give.

Expressions are of Ibis, over a table of ``evidence.seizure.SCHEMA`` wherever it lies; nothing goes
through Python row by row. A seizure measures enforcement and luck as well as flow
(:data:`WARNING`), kinds of amounts never add up, and what is missing is never zero.
"""

from karaula.measure.seizures.describe.asking import ask
from karaula.measure.seizures.describe.breaks import Break, Drift
from karaula.measure.seizures.describe.chosen import (
    EVERY,
    Every,
    Filter,
    Level,
    at_level,
    chosen,
    period,
    suspect,
    weighed,
)
from karaula.measure.seizures.describe.coverage import DETAILS, Coverage, coverage
from karaula.measure.seizures.describe.intervals import LEVEL
from karaula.measure.seizures.describe.mix import KINDS_OF_MIX, mix
from karaula.measure.seizures.describe.season import Season, season
from karaula.measure.seizures.describe.sizes import Concentration, classes, concentration, quantiles
from karaula.measure.seizures.describe.totals import bases, own_units, totals
from karaula.measure.seizures.describe.trend import Trend, trend

WARNING = "seizures measure enforcement and luck as well as flow"
"""What has to stand beside every figure."""

__all__ = [
    "DETAILS",
    "EVERY",
    "KINDS_OF_MIX",
    "LEVEL",
    "WARNING",
    "Break",
    "Concentration",
    "Coverage",
    "Drift",
    "Every",
    "Filter",
    "Level",
    "Season",
    "Trend",
    "ask",
    "at_level",
    "bases",
    "chosen",
    "classes",
    "concentration",
    "coverage",
    "mix",
    "own_units",
    "period",
    "quantiles",
    "season",
    "suspect",
    "totals",
    "trend",
    "weighed",
]
