"""Tables in plain text: columns by tab, and Markdown's pipes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from karaula.evidence.document import Cell
from karaula.read.lines import Line

_PIPE_RULE = re.compile(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?")
_TAB = re.compile("\t")
_PIPE = re.compile(r"(?<!\\)\|")
_NUMBER = re.compile(r"[-+−]?[\d.,  %]*\d[\d.,  %]*(?:\s*\(\d+\))?")


def tables_in(text: str, lines: Sequence[Line]) -> Iterator[tuple[list[Line], tuple[Cell, ...]]]:
    """Cut lines that stand together into tables, with their cells, and the rest, without."""
    rest: list[Line] = []
    at = 0
    while at < len(lines):
        if rows := _pipe_rows(lines, at):
            table = list(lines[at : at + rows])
            cells = _pipe_cells(text, table)
        else:
            rows = _tab_rows(text, lines, at)
            table = list(lines[at : at + rows])
            cells = _tab_cells(text, table) if rows > 1 and _has_columns(table) else ()
        if not cells:
            rest += table
        else:
            if rest:
                yield rest, ()
            rest = []
            yield table, cells
        at += rows
    if rest:
        yield rest, ()


def _tab_rows(text: str, lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on have the same number of tabs; 1 where there is none."""
    tabs = _tabs(text, lines[at])
    stop = at + 1
    while tabs and stop < len(lines) and _tabs(text, lines[stop]) == tabs:
        stop += 1
    return stop - at


def _has_columns(lines: Sequence[Line]) -> bool:
    """One row at least has two filled cells: paragraphs that begin with a tab are no table."""
    return any(sum(bool(part.strip()) for part in line.text.split("\t")) > 1 for line in lines)


def _pipe_rows(lines: Sequence[Line], at: int) -> int:
    """How many lines from ``at`` on are a Markdown table (a row, a line of dashes, rows) or 0."""
    if at + 1 >= len(lines) or not _PIPE.search(lines[at].text):
        return 0
    if "|" not in lines[at + 1].text or not _PIPE_RULE.fullmatch(lines[at + 1].text):
        return 0
    stop = at + 2
    while stop < len(lines) and _PIPE.search(lines[stop].text):
        stop += 1
    return stop - at


def _tab_cells(text: str, lines: Sequence[Line]) -> tuple[Cell, ...]:
    """Cells of a table by tabs; the blanks around a cell's words are not part of it."""
    cells = _cells([list(_split(text, *_whole(text, line), _TAB)) for line in lines])
    # Empty cells at the ends lie beyond the words of the table; they stay within its stretch.
    first, last = lines[0].start, lines[-1].end
    return tuple(
        replace(cell, start=min(max(cell.start, first), last), end=min(max(cell.end, first), last))
        for cell in cells
    )


def _pipe_cells(text: str, lines: Sequence[Line]) -> tuple[Cell, ...]:
    """Cells of a Markdown table; the line of dashes is no row."""
    rows = []
    for number, line in enumerate(lines):
        if number == 1:
            continue
        start, end = line.start, line.end
        start += line.text.startswith("|")
        end -= line.text.endswith("|") and not line.text.endswith("\\|") and end > start
        rows.append(list(_split(text, start, end, _PIPE)))
    return _cells(rows, header=True)


def _whole(text: str, line: Line) -> tuple[int, int]:
    """A line with the tabs at its ends, which stand for empty cells."""
    start, end = line.start - line.indent, line.end
    while end < len(text) and text[end] in "\t ":
        end += 1
    return start, end


def _tabs(text: str, line: Line) -> int:
    start, end = _whole(text, line)
    return 0 if line.blank else text.count("\t", start, end)


def _split(text: str, start: int, end: int, at: re.Pattern[str]) -> Iterator[tuple[int, int, str]]:
    place = start
    for match in (*at.finditer(text, start, end), None):
        stop = match.start() if match else end
        raw = text[place:stop]
        words = raw.strip()
        first = place + len(raw) - len(raw.lstrip()) if words else place
        yield first, first + len(words), words
        place = match.end() if match else end


def _cells(
    rows: Sequence[Sequence[tuple[int, int, str]]], *, header: bool | None = None
) -> tuple[Cell, ...]:
    """Cells in reading order. Unless told, the first row is a header if it holds no number."""
    if header is None:
        header = not any(len(words) < 40 and _NUMBER.fullmatch(words) for _, _, words in rows[0])
    return tuple(
        Cell(row=row, column=column, start=start, end=end, header=header and row == 0)
        for row, cells in enumerate(rows)
        for column, (start, end, _) in enumerate(cells)
    )
