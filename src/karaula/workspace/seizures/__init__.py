"""Seizures opened from a hub or files, and the questions that can be put to them.

``open_seizures`` opens; each question takes what was opened and a :class:`Wanted`, and gives an
:class:`Answer`: rows for programs, tables and sentences for people, and a chart.
"""

from karaula.workspace.answer import Answer, Table
from karaula.workspace.seizures.doubts import anomalies, duplicates
from karaula.workspace.seizures.listing import each, geojson, map_of, table
from karaula.workspace.seizures.opened import Opened, Part, QuestionError, Wanted
from karaula.workspace.seizures.opening import open_seizures
from karaula.workspace.seizures.over_time import mix, trend
from karaula.workspace.seizures.reporting import compare, coverage
from karaula.workspace.seizures.summary import summary

__all__ = [
    "Answer",
    "Opened",
    "Part",
    "QuestionError",
    "Table",
    "Wanted",
    "anomalies",
    "compare",
    "coverage",
    "duplicates",
    "each",
    "geojson",
    "map_of",
    "mix",
    "open_seizures",
    "summary",
    "table",
    "trend",
]
