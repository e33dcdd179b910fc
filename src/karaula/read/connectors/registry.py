"""Which connectors there are, and which takes a file."""

import re
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

from karaula.errors import KaraulaError
from karaula.read.connectors import goci, ids, observations
from karaula.read.connectors.connector import Connector, TableConnector, place_of
from karaula.read.connectors.facts import says
from karaula.read.connectors.mapped import MappedConnector, load_mapping, mapping_beside
from karaula.read.connectors.series import own_series, series
from karaula.read.connectors.sheets import Peek
from karaula.read.errors import UnknownTableError
from karaula.vocabulary.fold import name_key

GROUP = "karaula.connectors"
"""Group of the entry points under which other packages offer connectors."""

_SEVERAL = 2
"""Columns that a table and a connector must share for the one to be named to its owner."""
_SHOWN = 3
"""Connectors that are named to somebody whose table none of them knows."""


@cache
def connectors() -> tuple[Connector, ...]:
    """All connectors in the order in which they are asked: those of other packages first, the
    plain table last. Raises :class:`KaraulaError` where one cannot be loaded or two share a name.
    """
    offered: list[Connector] = []
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        try:
            loaded = point.load()
        except Exception as error:  # a plug-in may fail in any way
            raise KaraulaError(
                f"the connector {point.name} cannot be loaded ({type(error).__name__}: {error})",
                point.value,
                "repair or remove the package that brings it",
            ) from error
        if not isinstance(loaded, Connector):
            raise KaraulaError(
                f"the entry point {point.name} names no connector",
                point.value,
                "let it name an object with name, version, method, looks_for, takes and read",
            )
        offered.append(loaded)
    offered += [goci.CONNECTOR, ids.CONNECTOR, *series(), observations.CONNECTOR]
    names = [connector.name for connector in offered]
    if doubled := sorted({name for name in names if names.count(name) > 1}):
        raise KaraulaError(
            f"two connectors are named {doubled[0]}", remedy="remove one of the packages"
        )
    return tuple(offered)


def find(path: Path) -> Connector | None:
    """The connector that takes this file; ``None`` for a file that is no table at all.

    The mapping that lies beside a table goes before all others.

    Raises :class:`UnknownTableError` for a table that no connector knows, with what was looked
    for and found, and another ``ReadError`` for one that is damaged or locked.
    """
    peek = Peek(path)
    if peek.kind is None:
        return None
    if (beside := mapping_beside(path)).is_file():
        return (
            own_series(beside) if says(beside, "figures") else MappedConnector(load_mapping(beside))
        )
    for connector in connectors():
        if connector.takes(peek):
            return connector
    if peek.kind == "text" and path.suffix.lower() not in (".csv", ".tsv", ".tab"):
        return None
    near = [connector.looks_for for connector in _near(peek)]
    told = f"it comes nearest to {'; '.join(near)}" if near else "it is like none that is known"
    raise UnknownTableError(
        f"no connector knows this table; found: {'; '.join(map(place_of, peek.sheets))}; {told}",
        path,
        f"say in {beside.name} what its columns mean, or name them as a plain table has them"
        f" ({connectors()[-1].looks_for.partition(': ')[2]})",
    )


def _near(peek: Peek) -> list[Connector]:
    """The connectors of which a table has several of the columns wanted, and at least as many as it
    lacks; those with most come first. What a plain table looks like is told anyway."""
    cells = (cell for sheet in peek.sheets for _, row in sheet.rows for cell in row)
    keys = {name_key(cell) for cell in cells if isinstance(cell, str)}

    def held(connector: Connector) -> tuple[int, int]:
        """How many of the columns wanted stand in the table, and how many are lacking; of a
        connector that has no list of them, how many of those that it names to people."""
        if not isinstance(connector, TableConnector):
            named = re.findall(r"'([^']+)'", connector.looks_for)
            return sum(name_key(one) in keys for one in named), _SEVERAL + 1
        facts = connector.facts
        met = [
            any(name_key(label) in keys for role in group for label in facts.columns[role])
            for group in facts.takes.columns
        ]
        return met.count(True), met.count(False)

    known = [(held(one), one) for one in connectors()[:-1]]
    near = [(it, one) for it, one in known if it[0] >= max(it[1], _SEVERAL)]
    near.sort(key=lambda told: (-told[0][0], told[0][1]))
    return [connector for _, connector in near[:_SHOWN]]
