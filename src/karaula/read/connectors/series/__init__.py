"""Data sets of figures by area and period: each is a YAML file of facts in ``data/``, and one
reading turns any of them, tidy or wide, into observations."""

from functools import cache
from pathlib import Path

from karaula.read.connectors.connector import TableConnector
from karaula.read.connectors.series.facts import SeriesFacts, load_own, load_series
from karaula.read.connectors.series.reshape import reshape

__all__ = ["DATA", "SeriesFacts", "load_series", "own_series", "series", "series_connector"]

DATA = Path(__file__).parent / "data"


@cache
def series() -> tuple[TableConnector, ...]:
    """A connector for each packaged file of facts, by name."""
    return tuple(series_connector(path) for path in sorted(DATA.glob("*.yml")))


def series_connector(path: Path) -> TableConnector:
    """The connector of a file of facts; raises :class:`KaraulaError` that names every fault."""
    return TableConnector(load_series(path), reshape)


def own_series(path: Path) -> TableConnector:
    """The connector of the facts that lie beside somebody's own table of figures."""
    return TableConnector(load_own(path), reshape)
