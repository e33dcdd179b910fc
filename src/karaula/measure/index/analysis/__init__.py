"""Questions put to an index: each takes an ``Index`` or ``Values`` and gives plain data.

Levels and names of elements are meant alike by ``codes``. A figure that cannot be had is None (a
gap in a ``Grid``), and the result says why; a question that cannot be put raises
:class:`AnalysisError`. A panel is asked one ``year`` at a time.
"""

from karaula.measure.index.analysis.availability import Availability, availability
from karaula.measure.index.analysis.contributions import Contribution, contributions
from karaula.measure.index.analysis.correlate import (
    Correlation,
    correlations,
    correlations_upward,
    correlations_within,
    matrix,
)
from karaula.measure.index.analysis.describe import Statistics, statistics
from karaula.measure.index.analysis.dominance import Outranking, outranking
from karaula.measure.index.analysis.flags import Flag, correlation_flags
from karaula.measure.index.analysis.optimise import Optimised, optimised_weights
from karaula.measure.index.analysis.principal import (
    Components,
    principal_components,
    principal_weights,
)
from karaula.measure.index.analysis.reliability import Reliability, cronbach
from karaula.measure.index.analysis.removal import Removals, removals
from karaula.measure.index.analysis.standing import Extremes, Standing, extremes, profile
from karaula.measure.index.analysis.versions import Comparison, compare_versions
from karaula.measure.index.analysis.view import AnalysisError, Grid, until
from karaula.measure.index.analysis.weights import effective_weights, noisy_weights

__all__ = [
    "AnalysisError",
    "Availability",
    "Comparison",
    "Components",
    "Contribution",
    "Correlation",
    "Extremes",
    "Flag",
    "Grid",
    "Optimised",
    "Outranking",
    "Reliability",
    "Removals",
    "Standing",
    "Statistics",
    "availability",
    "compare_versions",
    "contributions",
    "correlation_flags",
    "correlations",
    "correlations_upward",
    "correlations_within",
    "cronbach",
    "effective_weights",
    "extremes",
    "matrix",
    "noisy_weights",
    "optimised_weights",
    "outranking",
    "principal_components",
    "principal_weights",
    "profile",
    "removals",
    "statistics",
    "until",
]
