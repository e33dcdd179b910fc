"""Where the rows of a text table begin and end, told from its line ends and quotes."""

import csv
from dataclasses import dataclass

import numpy as np

MAX_ROW_BYTES = 2**16
MAX_ROW_LINES = 50
"""A row whose quoted cells hold line ends goes no further than this."""

_OPEN = "a quote is opened and not closed"


@dataclass(frozen=True, slots=True)
class Spans:
    """Rows of a piece of text: row ``i`` is ``piece[starts[i]:ends[i]]``.

    ``special`` rows hold a quote that does not simply open and close a cell on one line,
    ``broken`` ones cannot be told from what follows, ``blank`` ones hold nothing. From ``used`` on
    the piece has to be looked at again together with what comes next.
    """

    starts: np.ndarray
    ends: np.ndarray
    special: np.ndarray
    broken: np.ndarray
    blank: np.ndarray
    used: int

    @property
    def rows(self) -> int:
        """How many rows there are."""
        return len(self.starts)

    def why(self, row: int) -> str:
        """Why a broken row is one."""
        size = int(self.ends[row] - self.starts[row])
        return f"is longer than {MAX_ROW_BYTES:,} bytes" if size > MAX_ROW_BYTES else _OPEN


def spans_of(piece: bytes, delimiter: str, width: int, *, last: bool) -> Spans:
    """Rows of a piece of UTF-8 text that begins with a row.

    A line with an odd number of quotes is a row if it reads as one; it goes on to the next such
    line if both together, with all between, make a row of ``width`` cells; else it is broken. So
    a stray quote costs one row, however far the next quote is.
    """
    if last and piece and not piece.endswith(b"\n"):
        piece += b"\n"
    data = np.frombuffer(piece, np.uint8)
    ends = np.flatnonzero(data == ord("\n"))
    if not ends.size:
        none = np.zeros(0, bool)
        return Spans(ends, ends, none, none, none, 0)
    starts = np.concatenate([[0], ends[:-1] + 1])
    quotes = np.flatnonzero(data == ord('"'))
    counts = np.diff(np.searchsorted(quotes, np.concatenate([starts, [ends[-1] + 1]])))
    special = np.zeros(ends.size, bool)
    broken = ends - starts > MAX_ROW_BYTES
    kept = np.ones(ends.size, bool)
    odd = np.flatnonzero((counts % 2 == 1) & ~broken).tolist()
    whole, place, final = ends.copy(), 0, int(ends.size)
    while place < len(odd):
        line, following = odd[place], odd[place + 1] if place + 1 < len(odd) else None
        place += 1
        if not _is_open(piece[starts[line] : ends[line]], delimiter):
            special[line] = True
        elif following is None and not last and ends.size - line <= MAX_ROW_LINES:
            final = line  # it may be closed in the next piece
            break
        elif (
            following is not None
            and following - line <= MAX_ROW_LINES
            and _fits(piece[starts[line] : ends[following]], delimiter, width)
        ):
            special[line] = True
            whole[line] = ends[following]
            kept[line + 1 : following + 1] = False
            place += 1
        else:
            broken[line] = True
    kept[final:] = False
    used = int(starts[final]) if final < ends.size else int(ends[-1]) + 1
    length = whole - starts
    blank = (length == 0) | ((length == 1) & (data[starts] == ord("\r")))
    return Spans(starts[kept], whole[kept], special[kept], broken[kept], blank[kept], used)


def cells_of(text: str, delimiter: str) -> list[str]:
    """Cells of one row. Raises :class:`csv.Error` for one that does not end."""
    try:
        rows = list(csv.reader([text], delimiter=delimiter, strict=True))
    except csv.Error as error:
        if "unexpected end" in str(error):
            raise csv.Error(_OPEN) from error
        rows = list(csv.reader([text], delimiter=delimiter))
    return rows[0] if rows else []


def _is_open(line: bytes, delimiter: str) -> bool:
    try:
        cells_of(line.decode("utf-8", "replace"), delimiter)
    except csv.Error:
        return True
    return False


def _fits(text: bytes, delimiter: str, width: int) -> bool:
    if len(text) > MAX_ROW_BYTES:
        return False
    try:
        cells = cells_of(text.decode("utf-8", "replace"), delimiter)
    except csv.Error:
        return False
    return len(cells) >= width and not any(cell.strip() for cell in cells[width:])
