"""A block of a page: what it finds, of what it speaks, its figures, and why it may be empty."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from karaula.hub.said import Said, words

if TYPE_CHECKING:
    from karaula.chart import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A number drawn in a field: its interval, its point, and a tick for each of the others, on an
    axis that all fields of the column share. No ``value`` is a gap."""

    value: float | None
    axis: tuple[float, float]
    low: float | None = None
    high: float | None = None
    others: tuple[float, ...] = ()
    meaning: str = "plain"
    """``criminality`` or ``resilience`` colour it as on a map."""

    def at(self, value: float) -> float:
        """Where a number stands, from 0 to 100."""
        start, end = self.axis
        share = (value - start) / (end - start) if end > start else 0.5
        return round(100 * min(max(share, 0.0), 1.0), 1)


Cell = Said | str | float | int | Strip | None
"""What stands in a field: words, numbers that are counts of rows, a drawing, or nothing (a gap)."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its key in the data, and the head that people read. One of drawings has no key:
    what they show stands in the columns beside it."""

    key: str
    label: str
    number: bool = False


@dataclass(frozen=True, slots=True)
class Empty:
    """Why a block has nothing to show, and what would fill it."""

    why: str
    fill: str


@dataclass(frozen=True, slots=True)
class Island:
    """What moves under the hand over a drawing, where the front end is built. ``data`` gives what
    ``frontend/README.md`` asks for, with served addresses under ``href`` and ``card``."""

    name: Literal["map", "network"]
    data: Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Pager:
    """Which page of a block's rows is shown, of how many, and the query that asks for another."""

    page: int
    pages: int
    asks: str = "page"


@dataclass(frozen=True, kw_only=True)
class Block:
    """One finding with all that a reader needs to weigh it.

    ``items`` are sentences, ``columns`` and ``rows`` a table; a block may have both. ``chart``
    makes a drawing of it, and ``island`` what may take its place. ``source`` names where it
    comes from, ``coverage`` how much of what is asked about is known. What is shown and what
    ``data`` gives are the same rows; ``first`` of them stand open on the page.
    """

    id: str
    title: Said
    unit: str = ""
    period: str = ""
    source: Said = ()
    coverage: str = ""
    columns: tuple[Column, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    items: tuple[Said, ...] = ()
    chart: "Callable[[], Spec] | None" = field(default=None, compare=False)
    island: Island | None = field(default=None, compare=False)
    notes: tuple[str, ...] = ()
    noted: bool = False
    """Whether its drawing carries the notes, which then stand again with the figures alone."""
    empty: Empty | None = None
    first: int = 25
    strong: tuple[int, ...] = ()
    """Rows that are set off from the others, such as averages of them."""
    pager: Pager | None = None
    wide: bool = False
    """Whether it takes the whole width of a page."""
    side: Literal["", "left", "right"] = ""
    """The column that it stands in on a wide page: the left one is broader."""

    @property
    def table(self) -> tuple[tuple[Column, ...], tuple[tuple[Cell, ...], ...]]:
        """Columns and rows of the data: those of the table, else the sentences."""
        if self.columns or not self.items:
            return self.columns, self.rows
        return (Column("statement", "Statement"),), tuple((item,) for item in self.items)

    @property
    def length(self) -> int:
        """About how tall it is on a page, in lines."""
        rows = self.table[1][: self.first]
        words_of = (cell if isinstance(cell, tuple) else () for row in rows for cell in row[-1:])
        return 8 + sum(1 + len(words(said)) // 60 for said in words_of) + 24 * bool(self.chart)

    @property
    def heading(self) -> str:
        """The title as bare text."""
        return words(self.title)


@dataclass(frozen=True, kw_only=True)
class View:
    """What a page shows. Views of single pages add to it what else they show."""

    title: str
    blocks: tuple[Block, ...] = ()
    lead: tuple[Said, ...] = ()
    """What stands out, in sentences."""
    under: str = ""
    """What stands under the title: the edition, or the state of the data."""
    notes: tuple[str, ...] = ()
    """Notes that come with a name by themselves."""

    @property
    def rows(self) -> "tuple[tuple[tuple[Block, ...], ...], ...]":
        """Blocks as they lie on a wide page: one across, or two columns. A block without a side of
        its own stands in the column that is shorter so far."""
        found: list[tuple[tuple[Block, ...], ...]] = []
        columns: tuple[list[Block], list[Block]] = ([], [])
        for block in (*self.blocks, None):
            if block is not None and not block.wide:
                shorter = min(columns, key=lambda held: sum(one.length for one in held))
                {"left": columns[0], "right": columns[1], "": shorter}[block.side].append(block)
                continue
            if columns[0] or columns[1]:
                found.append(tuple(tuple(held) for held in columns if held))
                columns = ([], [])
            if block is not None:
                found.append(((block,),))
        return tuple(found)

    def block(self, name: str) -> Block | None:
        """A block by its id."""
        return next((block for block in self.blocks if block.id == name), None)
