"""Routes: networks of countries from single seizures, and what they say beside documents."""

from karaula.measure.routes.edges import RULES, RoutesError, edges, steps
from karaula.measure.routes.network import Country, Network, graph, network

__all__ = ["RULES", "Country", "Network", "RoutesError", "edges", "graph", "network", "steps"]
