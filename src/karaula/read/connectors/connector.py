"""A connector: it knows its files, and turns one into claims."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol, runtime_checkable

import pyarrow as pa

from karaula.evidence import Source, Unread
from karaula.evidence.table import claim_ids, schema
from karaula.lake.spool import SpooledTable
from karaula.read.connectors.facts import Facts
from karaula.read.connectors.reading import Reading, holds, wanted
from karaula.read.connectors.refused import RefusedRows
from karaula.read.connectors.sheets import Peek, Sheet, load_sheets, text_of
from karaula.read.errors import ReadError
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key


@dataclass(frozen=True, slots=True)
class Dataset:
    """A data set as claims: one table a kind, each with the columns of its schema."""

    source: Source
    """The source as given, its open fields filled from the connector's facts."""
    claims: dict[str, pa.Table | SpooledTable] = field(default_factory=dict)
    unread: tuple[Unread, ...] = ()
    refused: RefusedRows = field(default_factory=RefusedRows)
    """Rows that are kept apart with their reasons, because something in them cannot be read."""


@runtime_checkable
class Connector(Protocol):
    """What the registry and the build need of a connector; a plug-in may bring its own."""

    @property
    def name(self) -> str:
        """Short name, unique among the connectors."""

    @property
    def version(self) -> int:
        """Raised whenever the output changes."""

    @property
    def method(self) -> str:
        """``connector:NAME@VERSION``, as claims carry it and as part of the build's key."""

    @property
    def looks_for(self) -> str:
        """What it knows a file by, in words for people."""

    def takes(self, peek: Peek) -> bool:
        """Whether the file is of this data set, told by its first rows."""

    def read(self, path: Path, source: Source, vocabulary: Vocabulary) -> Dataset:
        """All claims of the file. Raises :class:`ReadError` where it cannot be used."""


Columns = dict[str, Any]
"""Slots and head columns of claims of one kind: Arrow arrays or lists, all of one length.
``locator`` and ``quote`` must be among them; columns left out are empty."""


def extend(columns: Columns, more: Columns) -> None:
    """Add the rows of ``more`` below those of ``columns``."""
    for name, values in more.items():
        columns.setdefault(name, []).extend(values)


Reshape = Callable[[Reading], dict[str, Columns]]
"""The script of a connector: the sheets of a reading to columns, by kind of claim."""


@dataclass(frozen=True, slots=True)
class TableConnector:
    """A connector for workbooks and text tables: facts from YAML, and a script that reshapes."""

    facts: Facts
    reshape: Reshape

    @property
    def name(self) -> str:
        return self.facts.name

    @property
    def version(self) -> int:
        return self.facts.version

    @property
    def method(self) -> str:
        return f"connector:{self.name}@{self.version}"

    @property
    def looks_for(self) -> str:
        takes = self.facts.takes
        named = "a sheet with a year in its name and " if takes.sheets else ""
        named += "a name that tells what it holds and " if takes.files else ""
        return f"{self.name}: {named}{wanted(self.facts)}"

    def takes(self, peek: Peek) -> bool:
        files = self.facts.takes.files
        if files is not None and re.search(files, peek.path.name) is None:
            return False
        return any(self._named(sheet) and holds(sheet, self.facts) for sheet in peek.sheets) or (
            bool(self.facts.takes.words) and self._calls_itself_so(peek.sheets)
        )

    def _named(self, sheet: Sheet) -> bool:
        pattern = self.facts.takes.sheets
        return pattern is None or re.search(pattern, sheet.name or "") is not None

    def _calls_itself_so(self, sheets: list[Sheet]) -> bool:
        words = [name_key(word) for word in self.facts.takes.words]
        # A report that speaks of a data set is not the data set: only a workbook names itself.
        books = [sheet for sheet in sheets if sheet.name is not None]
        cells = (cell for sheet in books for _, row in sheet.rows for cell in row)
        return any(
            word in name_key(cell) for cell in cells if isinstance(cell, str) for word in words
        )

    def read(self, path: Path, source: Source, vocabulary: Vocabulary) -> Dataset:
        sheets = load_sheets(path, encoding=source.encoding)
        reading = Reading(path, self.facts, vocabulary, sheets)
        columns = self.reshape(reading)
        if not any(columns.values()):
            found = "; ".join(f"{item.place}: {item.reason}" for item in reading.unread[:3])
            raise ReadError(
                f"the connector {self.name} finds nothing to read: it looks for "
                f"{self.looks_for.partition(': ')[2]}; {found or 'the file has no rows'}",
                path,
                "give sheets and columns their usual names",
            )
        for kind, each in columns.items():
            reading.hold(f"{kind}s", len(each.get("locator", ())))
        stated = {kind: each for kind, each in columns.items() if each and each["locator"]}
        filled = fill(source, self.facts)
        claims = {
            kind: claims_of(kind, each, filled, self.method, self.facts.credibility)
            for kind, each in stated.items()
        }
        return Dataset(filled, claims, tuple(reading.unread))


def fill(source: Source, facts: Facts) -> Source:
    """The source with the facts of its data set where nothing was known; what was known stays."""
    known = {
        name: getattr(facts, name)
        for name in ("publisher", "url", "licence", "language", "origin")
        if getattr(source, name) is None
    }
    if facts.title and source.title in ("", source.name, source.doc):
        known["title"] = facts.title
    if source.reliability == "F":  # which is what a source has of which nobody said anything
        known["reliability"] = facts.reliability
    return replace(source, **known)


def claims_of(
    kind: str, columns: Columns, source: Source, method: str, credibility: int = 6
) -> pa.Table:
    """Columns of one kind as a table of claims with ids, method and the labels of the source.

    Works on whole columns of at least one row. Raises ``KeyError`` for a column that the kind does
    not have.
    """
    wanted_schema = schema(kind)
    if unknown := columns.keys() - set(wanted_schema.names):
        raise KeyError(f"claims of kind {kind} have no column {', '.join(sorted(unknown))}")
    size = len(columns["locator"])
    constant = {
        "source_id": source.source_id,
        "method": method,
        "confidence": 1.0,
        "credibility": credibility,
        "modality": "asserted",
        "handling": source.handling,
        "marks": list(source.marks),
    }
    if "qualifier" in wanted_schema.names:
        constant["qualifier"] = "exact"
    same: dict[tuple[str, str], pa.Array] = {}  # columns that are alike share their memory
    arrays = []
    for item in wanted_schema:
        if item.name in columns:
            column = columns[item.name]
            whole = isinstance(column, (pa.Array, pa.ChunkedArray))
            arrays.append((column if whole else pa.array(column, item.type)).cast(item.type))
            continue
        value = constant.get(item.name, [] if pa.types.is_list(item.type) else None)
        key = (str(item.type), repr(value))
        if key not in same:
            same[key] = pa.repeat(pa.scalar(value, item.type), size)
        arrays.append(same[key])
    table = pa.Table.from_arrays(arrays, schema=wanted_schema)
    slots = table.select(wanted_schema.names[wanted_schema.names.index("refs") + 1 :])
    ids = claim_ids(kind, source.source_id, table["locator"], slots)
    return table.set_column(0, wanted_schema.field(0), ids)


def place_of(sheet: Sheet) -> str:
    """Name of a sheet and what its first row holds, for people who wonder why it is not read."""
    first = [text_of(cell) for cell in sheet.rows[0][1] if cell is not None] if sheet.rows else []
    shown = ", ".join(repr(text[:30]) for text in first[:5]) or "nothing"
    more = f" and {len(first) - 5} more" if len(first) > 5 else ""
    return f"{f'sheet {sheet.name}' if sheet.name is not None else 'its first row'}: {shown}{more}"
