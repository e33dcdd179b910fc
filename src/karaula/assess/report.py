"""The report as plain data: what is printed, and what each printed figure is bound to.

A digit reaches paper in few ways, each of which :func:`karaula.assess.verify.verify` can check
against the lake: a :class:`Figure` (number of a claim or measure), a :class:`Count` (rows of a
table), :class:`Words` (verbatim text of a stored row), a :class:`Quotation` (words of a source with
those around them), a :class:`Cite` (where it stands) and a :class:`Term` (a name or a date, marked
as such). :class:`Text` is ours and holds no digit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, Literal

from karaula.assess.numbers import number
from karaula.vocabulary.models import Area

EntryKind = Literal["claim", "measure", "finding", "source"]

YEAR = ".year"
"""After the name of a column of dates: their year."""

SMALL = 10
"""Under this, sums are printed with a decimal."""


@dataclass(frozen=True, slots=True)
class Ref:
    """An entry of an annex: what a figure leads to."""

    kind: EntryKind
    id: str

    @property
    def anchor(self) -> str:
        """Name of the place in the report."""
        return f"{self.kind}-{self.id}"


@dataclass(frozen=True, slots=True)
class Text:
    """Words of our own, without any digit."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Term:
    """A proper name (of a region, an indicator, a resolution) or a date, which may hold digits."""

    text: str
    role: Literal["name", "date"] = "name"
    strong: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number of a claim or measure, printed with ``decimals`` and linked to its entry.

    ``slot`` is the column that it is read from; ``low`` and ``high`` are those of the same row.
    """

    ref: Ref
    value: float
    unit: str
    decimals: int = 0
    slot: str = "value"
    low: float | None = None
    high: float | None = None
    style: Literal["plain", "ordinal", "signed", "percent"] = "plain"

    @property
    def text(self) -> str:
        """The figure as printed: ``5.42``, ``3rd``, ``40 (33–48)``, ``1,500``."""
        shown = number(self.value, self.decimals, self.style)
        if self.low is not None and self.high is not None:
            low, high = (number(end, self.decimals, self.style) for end in (self.low, self.high))
            shown += f" ({low}–{high})"
        return shown


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many rows of a table (or claims of a kind) meet every condition.

    ``where`` is ``((column, (allowed value, ...)), ...)``; ``None`` stands for an empty cell, and
    ``column.year`` for the year of a date. With ``adds`` it is what a column of these rows adds up
    to, and with ``share`` the part of that which the largest row has, of one.
    """

    table: str
    value: float
    anchor: str
    where: tuple[tuple[str, tuple[str | int | None, ...]], ...] = ()
    adds: str | None = None
    share: bool = False

    @property
    def text(self) -> str:
        """The number, with thousands apart; a small sum with one decimal, a share in per cent."""
        if self.share:
            return number(self.value, 0, "percent")
        return number(self.value, int(self.adds is not None and self.value < SMALL))


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """How many claims went into a measure, with a link to where they stand."""

    ref: Ref
    value: int
    anchor: str

    @property
    def text(self) -> str:
        """The number, with thousands apart."""
        return number(self.value, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Verbatim text of one field of a stored row; ``url`` makes it a link to that address."""

    ref: Ref
    field: str
    text: str
    url: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cite:
    """Where something stands: number of the source in this report and page, linked to ``ref``."""

    ref: Ref
    number: int
    page: int | None = None

    @property
    def text(self) -> str:
        """``S2, p. 4`` for sources and claims, ``F3`` for findings."""
        letter = "F" if self.ref.kind == "finding" else "S"
        page = f", p. {self.page}" if self.page is not None else ""
        return f"{letter}{self.number}{page}"


@dataclass(frozen=True, slots=True)
class Anchor:
    """The place that figures lead to."""

    ref: Ref


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing is known here: printed as words, never as zero."""

    text: str = "no data"


Run = Text | Term | Figure | Count | Inputs | Words | Cite | Anchor | Gap
Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading inside a section (level 2 and below; the section's title is level 1), or of level 1
    on the title page."""

    runs: Runs
    level: int = 2
    anchor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Running text. ``small`` is for remarks below a table."""

    runs: Runs
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bullets:
    """A list of points."""

    items: tuple[Runs, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note set apart: one that comes with a name, or a warning about the figures."""

    runs: Runs
    label: str = "Note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Head of a column; ``width`` is its share of the table, relative to the others."""

    runs: Runs
    number: bool = False
    width: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row. A ``group`` row has a single cell across the table, a heading of rows below it."""

    cells: tuple[Runs, ...]
    group: bool = False
    total: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table with a caption; ``small`` sets it in smaller type (annexes)."""

    caption: Runs
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartRow:
    """One row of a chart, or one area of a map; no figure is a gap."""

    label: str
    figure: Figure | None
    aside: Figure | None = None
    """What stands at the right of the row, such as its rank."""
    others: tuple[Figure, ...] = ()
    """In a profile: the same figure of every other area."""
    strong: bool = False
    """Set off from its neighbours, as an average is from its parts."""
    code: str = ""
    """On a map: the area, by ISO 3166-1 alpha-3."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Figures to look at: areas from highest to lowest, one area against the others, or a map.

    ``low`` to ``high`` is the scale of the figures, in their unit. ``what`` names a row (``Area``),
    ``head`` stands over the figures at the right. ``who`` and ``others`` say in a profile whose
    figures these are. ``areas`` are those that a map may show, with their names and notes.
    """

    drawn: Literal["ranking", "profile", "map"]
    title: Runs
    caption: Runs
    unit: str
    period: Term
    source: Term
    low: float
    high: float
    rows: tuple[ChartRow, ...]
    meaning: Literal["criminality", "resilience"] | None = None
    probability: Figure | None = None
    """With which an interval holds the true value."""
    what: str = "Area"
    head: Runs = ()
    who: Term | None = None
    others: str = ""
    areas: tuple[tuple[str, Area], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class YearRow:
    """One row of counts by year; no count is a gap."""

    label: str
    counts: tuple[Count | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Years:
    """Counts by row and year to look at, the darker the more. ``what`` names a row (``Area``)."""

    title: Runs
    caption: Runs
    unit: str
    source: Runs
    what: str
    years: tuple[int, ...]
    rows: tuple[YearRow, ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a source's text, and the claims whose words it is part of."""

    text: str
    refs: tuple[Ref, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words of a source from character ``start`` on, with those of its claims marked."""

    source: Ref
    start: int
    pieces: tuple[Piece, ...]


Block = Heading | Paragraph | Bullets | Note | Table | Chart | Years | Quotation


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the report, with a title in the outline."""

    anchor: str
    title: Runs
    blocks: tuple[Block, ...]
    new_page: bool = True
    notes: tuple[Note, ...] = ()
    """Notes that come with the names printed in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One composition, from which HTML, PDF and DOCX are rendered.

    ``date`` is that of the newest source (ISO 8601, perhaps partial; ``None`` if no source has
    one): the same hub gives the same bytes on any day. ``sources`` and ``findings`` are ids in the
    order of their numbers. ``notes`` are those that come with the names printed anywhere: where a
    form has pages, each page carries them.
    """

    title: str
    subtitle: str
    date: str | None
    handling: str
    sources: tuple[str, ...]
    findings: tuple[str, ...]
    front: tuple[Block, ...]
    notes: tuple[Note, ...]
    sections: tuple[Section, ...]


def parts(value: Any) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every dataclass inside ``value`` with those that hold it, outermost first."""

    waiting: list[tuple[Any, tuple[Any, ...]]] = [(value, ())]
    while waiting:
        item, above = waiting.pop()
        if isinstance(item, tuple):
            waiting += [(part, above) for part in reversed(item)]
        elif (names := _field_names(item.__class__)) is not None:
            yield item, above
            inside = (*above, item)
            waiting += [(getattr(item, name), inside) for name in names]


@cache
def _field_names(kind: type) -> tuple[str, ...] | None:
    """The fields of a dataclass, the last one first; none of what is no dataclass."""
    if not is_dataclass(kind):
        return None
    return tuple(field.name for field in reversed(fields(kind)))


def around(part: Any, above: tuple[Any, ...]) -> str:
    """The words among which a part stands, by what holds it: of a cell its row and its column, of a
    row in a chart its label and what is drawn, of all else the line."""
    for place, holder in reversed(list(enumerate(above))):
        if isinstance(holder, ChartRow | YearRow):
            drawn = next(one for one in above[:place] if isinstance(one, Chart | Years))
            return f"{holder.label}, {words(drawn.title)}"
        for runs in _lines_of(holder):
            if any(run is part for run in runs):
                table = above[place - 1] if isinstance(holder, Row) else None
                return _of_cell(holder, table, runs) if isinstance(table, Table) else words(runs)
        if isinstance(holder, Chart | Years):
            return words(holder.title)
    return getattr(part, "text", "") or getattr(part, "quote", "") or type(part).__name__


def _lines_of(holder: Any) -> Iterator[Runs]:
    for name in ("runs", "title", "caption"):
        value = getattr(holder, name, None)
        if isinstance(value, tuple):
            yield value
    for name in ("items", "cells"):
        yield from getattr(holder, name, ())


def _of_cell(row: Row, table: Table, runs: Runs) -> str:
    place = next(at for at, cell in enumerate(row.cells) if cell is runs)
    if row.group or place == 0:
        return words(runs)
    return f"{words(row.cells[0])}, {words(table.columns[place].runs)}"


def words(runs: Runs) -> str:
    """Runs as one line of text."""
    return "".join(getattr(run, "text", "") for run in runs)
