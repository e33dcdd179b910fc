"""Workbooks and tables built in code, in the shapes that publishers give them."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from karaula.evidence import Source, content_id
from karaula.read.connectors import Dataset, find
from karaula.vocabulary import load

Rows = Sequence[Sequence[Any]]
Book = Callable[[Mapping[str, Rows]], Path]
Read = Callable[[Path], Dataset]


@pytest.fixture
def book(tmp_path: Path) -> Book:
    """Write a workbook of sheets and rows."""

    def write(sheets: Mapping[str, Rows]) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.worksheets[0])
        for name, rows in sheets.items():
            sheet = workbook.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
        path = tmp_path / "index.xlsx"
        workbook.save(path)
        return path

    return write


def source_of(path: Path, **known: Any) -> Source:
    """A source of which nothing is known but its bytes."""
    source_id, sha256 = content_id(path.read_bytes())
    given = {"title": path.name} | known
    return Source(source_id=source_id, sha256=sha256, name=path.name, **given)


@pytest.fixture
def read() -> Read:
    """Find the connector of a file and read it."""

    def read_file(path: Path) -> Dataset:
        connector = find(path)
        assert connector is not None
        return connector.read(path, source_of(path), load())

    return read_file
