"""Data sets to claims: one data set is one YAML file of facts and one short script.

``find(path)`` tells which connector takes a file, its ``read`` gives a :class:`Dataset`. Other
packages add connectors by entry points of the group ``karaula.connectors``.
"""

from karaula.read.connectors.connector import (
    Columns,
    Connector,
    Dataset,
    TableConnector,
    extend,
)
from karaula.read.connectors.facts import Facts, load_facts
from karaula.read.connectors.mapped import draft
from karaula.read.connectors.reading import Reading, Table
from karaula.read.connectors.refused import Refused, RefusedRows
from karaula.read.connectors.registry import GROUP, connectors, find
from karaula.read.connectors.sheets import Peek, Sheet

__all__ = [
    "GROUP",
    "Columns",
    "Connector",
    "Dataset",
    "Facts",
    "Peek",
    "Reading",
    "Refused",
    "RefusedRows",
    "Sheet",
    "Table",
    "TableConnector",
    "connectors",
    "draft",
    "extend",
    "find",
    "load_facts",
]
