"""How sure an index is: what may be otherwise, what then comes out, and where that comes from.

``simulate`` makes an index many times over and tells ranks, scores and probabilities; ``shares``
and ``exact`` tell which choice the variance comes from; ``swings`` changes one thing at a time.
``usual`` are the choices where nobody names any, ``said`` tells choices in sentences.
"""

from karaula.measure.index.uncertainty.choices import (
    Between,
    Cells,
    Choice,
    NoisyWeights,
    Removal,
    Settings,
    WeightSets,
    one_of,
)
from karaula.measure.index.uncertainty.data import (
    Graded,
    Interval,
    Noise,
    ScoreError,
    Unknown,
)
from karaula.measure.index.uncertainty.read import read_choices
from karaula.measure.index.uncertainty.simulation import Simulation, simulate
from karaula.measure.index.uncertainty.single import (
    Swing,
    swings,
    without_indicators,
    without_sources,
)
from karaula.measure.index.uncertainty.usual import by_indicator, one_scale, said, usual
from karaula.measure.index.uncertainty.variance import Shares, exact, shares

__all__ = [
    "Between",
    "Cells",
    "Choice",
    "Graded",
    "Interval",
    "Noise",
    "NoisyWeights",
    "Removal",
    "ScoreError",
    "Settings",
    "Shares",
    "Simulation",
    "Swing",
    "Unknown",
    "WeightSets",
    "by_indicator",
    "exact",
    "one_of",
    "one_scale",
    "read_choices",
    "said",
    "shares",
    "simulate",
    "swings",
    "usual",
    "without_indicators",
    "without_sources",
]
