"""Tables of a PDF page: by ruling lines (pdfplumber), or by columns of print."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from karaula.evidence.document import Box
from karaula.read.pdf_lines import PdfLine

MIN_RULES = 4
"""Paths on a page from which on tables are looked for: fewer are underlines and frames."""
MAX_TABLE_PAGES = 150
"""pdfplumber takes up to a second a page; pages beyond this are told as not searched."""
MIN_ROWS = 3
ALIGNED = 4.0


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


def ruled_tables(data: bytes, pages: Sequence[int]) -> dict[int, list[PdfTable]]:
    """Tables by page number (from 1) on the given pages (from 0)."""
    import pdfplumber

    tables: dict[int, list[PdfTable]] = {}
    if not pages:
        return tables
    numbers = [at + 1 for at in pages[:MAX_TABLE_PAGES]]
    with pdfplumber.open(io.BytesIO(data), pages=numbers) as document:
        for page in document.pages:
            found = [_ruled(table, page.page_number) for table in page.find_tables()]
            tables[page.page_number] = [table for table in found if table]
            page.close()
    return tables


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

    All have the same number of columns, two or more, and each column lines up at its left or at
    its right edge.
    """
    first = lines[at]
    count = len(first.columns)
    if count < 2:
        return 0
    stop = at + 1
    while stop < len(lines) and _fits(lines[stop], lines[stop - 1], first, count):
        stop += 1
    return stop - at if stop - at >= MIN_ROWS else 0


def _fits(line: PdfLine, before: PdfLine, first: PdfLine, count: int) -> bool:
    below = 0 < line.top - before.top < 4 * line.size
    return (
        line.page == first.page
        and below
        and len(line.columns) == count
        and all(
            min(abs(one[2] - other[2]), abs(one[3] - other[3])) <= ALIGNED
            or abs((one[2] + one[3]) - (other[2] + other[3])) <= 2 * ALIGNED
            for one, other in zip(line.columns, first.columns, strict=True)
        )
    )


def column_table(lines: Sequence[PdfLine]) -> PdfTable:
    """The table that such lines make."""
    rows = tuple(
        tuple(" ".join(line.text[start:end].split()) for start, end, _, _ in line.columns)
        for line in lines
    )
    return PdfTable(
        rows,
        (
            lines[0].page,
            round(min(line.x0 for line in lines), 1),
            round(min(line.top for line in lines), 1),
            round(max(line.x1 for line in lines), 1),
            round(max(line.bottom for line in lines), 1),
        ),
    )
