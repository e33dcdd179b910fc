"""Workbooks and text tables as sheets: rows of cells with their place."""

import csv
import io
import re
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

from karaula.read.bounds import MAX_TEXT_BYTES, check_zip, load_bytes
from karaula.read.connectors.packed import ending, unpack, unpacked_head
from karaula.read.decode import decode
from karaula.read.errors import ReadError

Cell = str | int | float | None
"""A cell as it stands; an empty one is ``None``. Dates are text already."""

HEAD_ROWS = 40
"""A header row is looked for among so many rows; a file is recognised by them alone."""

MAX_CELLS = 5_000_000
"""Cells of a table, gaps among them included; more would fill the memory of a laptop."""

_HEAD_BYTES = 2**16
_TEXT_ENDINGS = ("", ".csv", ".tsv", ".tab", ".txt", ".xls", ".xlsx", ".xlsm")
_ZIP = b"PK\x03\x04"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LETTER = 26


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows that hold something, each with its number as a spreadsheet program shows it."""

    name: str | None
    """``None`` for a text table, which has no sheets."""
    rows: list[tuple[int, tuple[Cell, ...]]] = field(default_factory=list)
    hidden: bool = False

    def place(self, what: str) -> str:
        """A place for people: ``sheet 2023_dataset, row 7``."""
        return f"sheet {self.name}, {what}" if self.name is not None else what

    def locator(self, column: int, row: int) -> str:
        """A place for programs: ``2023_dataset!D5``, or ``D5`` in a text table."""
        return f"{self.prefix}{letters(column)}{row}"

    @property
    def prefix(self) -> str:
        """What stands before a cell's name in a locator."""
        return f"{self.name}!" if self.name is not None else ""


def letters(column: int) -> str:
    """Name of a column counted from 0: A, B … Z, AA."""
    name, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, _LETTER)
        name = chr(ord("A") + rest) + name
    return name


def text_of(cell: Cell) -> str:
    """What a person reads in a cell: 7.0 is "7", 7.1 is "7.1" whatever its format, and blanks at
    either end are not seen."""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


class Peek:
    """The first rows of a file, opened once for all connectors that look at it."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def kind(self) -> Literal["workbook", "text"] | None:
        """What the bytes are, whatever the file is called; ``None`` for what holds no table."""
        try:
            start = unpacked_head(self.path, 512)
        except OSError:
            return None  # the caller's own reading tells why
        named = ending(self.path)
        if start.startswith(_OLE) and named.startswith(".xls"):
            raise ReadError(
                "is locked with a password or in the old Excel format",
                self.path,
                "save it as .xlsx without a password",
            )
        if start.startswith(_ZIP):
            return "workbook" if _is_workbook(self.path, named) else None
        if start.startswith(b"%PDF") or start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
            return None
        return "text" if named in _TEXT_ENDINGS and start.strip() else None

    @cached_property
    def sheets(self) -> list[Sheet]:
        """Up to 40 rows of every sheet."""
        return load_sheets(self.path, head=True)


def _is_workbook(path: Path, named: str) -> bool:
    if named in (".xlsx", ".xlsm"):
        return True
    try:
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()
    except (zipfile.BadZipFile, OSError, ValueError):
        return False


def load_sheets(path: Path, *, encoding: str | None = None, head: bool = False) -> list[Sheet]:
    """All sheets of a workbook, or the one table of a text file.

    ``head`` stops after :data:`HEAD_ROWS` rows. Raises :class:`ReadError` for a file that is
    damaged, locked, too large or no table.
    """
    data = _head_of(path) if head else unpack(load_bytes(path), path)
    if data.startswith(_ZIP):
        return _workbook(path, head)
    if len(data) > MAX_TEXT_BYTES:
        raise ReadError(f"is a text table of {len(data) / 2**20:.0f} MB", path, "split it")
    text, _ = decode(data, encoding, path)
    return [_text_table(text, path, head)]


def head_text(path: Path) -> str:
    """The first whole lines of a text table."""
    return decode(_head_of(path), place=path)[0]


def _head_of(path: Path) -> bytes:
    data = unpacked_head(path, _HEAD_BYTES)
    # A line that is cut in the middle would change the count of its columns.
    return data[: data.rfind(b"\n") + 1] if len(data) == _HEAD_BYTES else data


def _workbook(path: Path, head: bool) -> list[Sheet]:
    import openpyxl

    check_zip(path)
    try:
        with path.open("rb") as file:  # a path would be refused for its ending
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            return [_worksheet(worksheet, head) for worksheet in book.worksheets]
    except ReadError as error:
        raise ReadError(error.problem, path, error.remedy) from error
    # openpyxl lets every error of zip, XML and its own types through.
    except Exception as error:
        raise ReadError(
            f"cannot be opened as a workbook ({type(error).__name__}: {error})",
            path,
            "open it in a spreadsheet program and save it again as .xlsx",
        ) from error


def _worksheet(worksheet: Any, head: bool) -> Sheet:
    worksheet.reset_dimensions()  # what a file states may be wrong
    sheet = _sheet(worksheet.title, worksheet.iter_rows(values_only=True), head)
    return replace(sheet, hidden=worksheet.sheet_state != "visible")


def _sheet(name: str | None, rows: Iterable[Sequence[object]], head: bool) -> Sheet:
    sheet, size = Sheet(name), 0
    for number, row in enumerate(rows, 1):
        cells = _trimmed(row)
        if cells:
            sheet.rows.append((number, cells))
            size += len(cells)
        if size > MAX_CELLS:
            raise ReadError(
                f"has a table of more than {MAX_CELLS:,} cells",
                remedy="split it into several files",
            )
        if head and len(sheet.rows) == HEAD_ROWS:
            break
    return sheet


def _trimmed(row: Sequence[object]) -> tuple[Cell, ...]:
    cells = [_cell(value) for value in row]
    while cells and cells[-1] is None:
        cells.pop()
    return tuple(cells)


def _cell(value: object) -> Cell:
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, (str, int, float)):
        return value
    if isinstance(value, datetime) and value.time() == time():
        return value.date().isoformat()
    return value.isoformat() if isinstance(value, (date, time)) else str(value)


def _text_table(text: str, path: Path, head: bool) -> Sheet:
    try:
        rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter_of(text))
        return _sheet(None, rows, head)
    except csv.Error as error:
        raise ReadError(f"is no table: {error}", path, "save it anew as CSV") from error
    except ReadError as error:
        raise ReadError(error.problem, path, error.remedy) from error


def delimiter_of(text: str) -> str:
    """The sign that cuts most lines into the same number of cells, and into most of them."""
    lines = [line for line in re.split(r"\r\n|\r|\n", text[:_HEAD_BYTES]) if line.strip()]
    best, sign = (0.0, 0), ","
    for candidate in ",;\t|":
        widths = Counter(len(row) for row in csv.reader(lines[:HEAD_ROWS], delimiter=candidate))
        width, count = max(widths.items(), key=lambda item: (item[0] > 1, item[1]), default=(1, 0))
        if width > 1 and (count / widths.total(), width) > best:
            best, sign = (count / widths.total(), width), candidate
    return sign
