"""Tables of a PDF page: by ruling lines (pdfplumber), or by columns of print."""

import io
import logging
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any

from karaula.evidence.document import Box, Unread
from karaula.read.lines import item_mark
from karaula.read.pdf_lines import PdfLine, Stretch

MIN_RULES = 4
"""Paths on a page from which on tables are looked for: fewer are underlines and frames."""
MAX_TABLE_PAGES = 150
"""pdfplumber takes up to a second a page; pages beyond this are told as not searched."""
MIN_ROWS = 3
ROW_STEP = 4.0
"""Distance between rows in units of the type size."""


@dataclass(frozen=True, slots=True)
class PdfTable:
    """Rows of cell texts, and the box that they fill."""

    rows: tuple[tuple[str, ...], ...]
    box: Box


def ruled_pages(document: Any, pages: Sequence[int]) -> list[int]:
    """Places of the pages that have ruling lines or boxes in number."""
    import pypdfium2.raw as raw

    found = []
    for at in pages:
        page = document[at]
        paths = page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=3)
        if len(list(islice(paths, MIN_RULES))) == MIN_RULES:
            found.append(at)
        page.close()
    return found


def ruled_tables(
    data: bytes, pages: Sequence[int]
) -> tuple[dict[int, list[PdfTable]], list[Unread]]:
    """Tables by page number (from 1) on the given pages (from 0), and pages not searched."""
    import pdfplumber

    # pdfminer tells of every odd object of a damaged file on the error stream.
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    tables: dict[int, list[PdfTable]] = {}
    unread = [
        Unread(place=f"page {at + 1}", reason="tables not searched: too many pages with rulings")
        for at in pages[MAX_TABLE_PAGES:]
    ]
    numbers = [at + 1 for at in pages[:MAX_TABLE_PAGES]]
    if not numbers:
        return tables, unread
    # pdfplumber raises errors of any kind on damaged pages, whose words pdfium can still read.
    try:
        with pdfplumber.open(io.BytesIO(data), pages=numbers) as document:
            for page in document.pages:
                with suppress(Exception):
                    found = [_ruled(table, page.page_number) for table in page.find_tables()]
                    tables[page.page_number] = [table for table in found if table]
                page.close()
    except Exception:
        tables.clear()
    unread += [
        Unread(place=f"page {number}", reason="tables not searched: the page is damaged")
        for number in numbers
        if number not in tables
    ]
    return tables, unread


def _ruled(table: Any, page: int) -> PdfTable | None:
    """A table with two rows and columns, at least half of whose cells are filled."""
    rows = tuple(
        tuple(" ".join((cell or "").split()) for cell in row) for row in table.extract() or ()
    )
    width = max((len(row) for row in rows), default=0)
    filled = sum(bool(cell) for row in rows for cell in row)
    if len(rows) < 2 or width < 2 or 2 * filled < sum(len(row) for row in rows):
        return None
    x0, top, x1, bottom = table.bbox
    return PdfTable(rows, (page, *(round(value, 1) for value in (x0, top, x1, bottom))))


def column_rows(lines: Sequence[PdfLine], at: int) -> int:
    """How many lines from ``at`` on are rows of one table without rulings; 0 for none.

    Each has a wide gap, and no word of it stands across the gaps of the row that has the most
    columns. The mark of a list item is no column.
    """
    stop = at
    while stop < len(lines) and _has_columns(lines[stop]) and _below(lines, at, stop):
        stop += 1
    while stop - at >= MIN_ROWS:
        gaps = _gaps(lines[at:stop])
        fits = [_fits(line, gaps) for line in lines[at:stop]]
        if all(fits):
            return stop - at
        stop = at + fits.index(False)
    return 0


def _has_columns(line: PdfLine) -> bool:
    start, end, _, _ = line.columns[0]
    return len(line.columns) > 1 + (item_mark(line.text[start:end] + " ") is not None)


def _below(lines: Sequence[PdfLine], first: int, at: int) -> bool:
    line, before = lines[at], lines[at - 1]
    return at == first or (
        line.page == before.page and 0 < line.top - before.top < ROW_STEP * line.size
    )


def _gaps(lines: Sequence[PdfLine]) -> list[tuple[float, float]]:
    """Where the columns of the row with the most columns are parted."""
    fullest = max(lines, key=lambda line: len(line.columns))
    return [(one[3], other[2]) for one, other in pairwise(fullest.columns)]


def _fits(line: PdfLine, gaps: Sequence[tuple[float, float]]) -> bool:
    """No word covers a gap, and two columns at least are filled."""
    across = any(
        x0 < left - 1 and x1 > right + 1 for _, _, x0, x1 in line.words for left, right in gaps
    )
    return not across and len({_column(word, gaps) for word in line.words}) > 1


def _column(word: Stretch, gaps: Sequence[tuple[float, float]]) -> int:
    middle = (word[2] + word[3]) / 2
    return sum(middle > (left + right) / 2 for left, right in gaps)


def column_table(lines: Sequence[PdfLine]) -> PdfTable:
    """The table that such lines make; a column without a word is an empty cell."""
    gaps = _gaps(lines)
    rows = []
    for line in lines:
        cells: list[list[str]] = [[] for _ in range(len(gaps) + 1)]
        for word in line.words:
            cells[_column(word, gaps)].append(line.text[word[0] : word[1]])
        rows.append(tuple(" ".join(cell) for cell in cells))
    return PdfTable(
        tuple(rows),
        (
            lines[0].page,
            round(min(line.x0 for line in lines), 1),
            round(min(line.top for line in lines), 1),
            round(max(line.x1 for line in lines), 1),
            round(max(line.bottom for line in lines), 1),
        ),
    )
