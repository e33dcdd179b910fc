"""Routes: networks of countries from single seizures, and what they say beside documents."""

from karaula.measure.routes.edges import RULES, RoutesError, edges, steps
from karaula.measure.routes.network import Country, Network, network
from karaula.measure.routes.ways import Ways, edges_of, resampled, ways

__all__ = [
    "RULES",
    "Country",
    "Network",
    "RoutesError",
    "Ways",
    "edges",
    "edges_of",
    "network",
    "resampled",
    "steps",
    "ways",
]
