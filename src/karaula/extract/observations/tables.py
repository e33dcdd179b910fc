"""Observations in tables: each figure with what its row, its column and the table's place say."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from karaula.evidence import Cell, Claim, Document, Observation, Passage, passage_id
from karaula.extract.context import heading_area, slug
from karaula.extract.frame import Reading
from karaula.extract.sentences.dates import dates
from karaula.extract.sentences.figures import Figure
from karaula.extract.sentences.numbers import Separator
from karaula.extract.sentences.tokens import Token, tokens

_RANK_HEADS = frozenset(("rank", "ranking", "ranks", "position", "place"))


@dataclass(frozen=True, slots=True)
class _Head:
    """What the words of a row's or a column's head say."""

    text: str = ""
    start: int = 0
    end: int = 0
    indicator: str | None = None
    area: str | None = None
    region: str | None = None
    substance: str | None = None
    thing: str | None = None
    period: str | None = None
    rank: bool = False
    unit: str | None = None


class TableObservations:
    """Figures in tables of documents (data sets come through connectors)."""

    method = "text:table@1"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Observations of all tables, cell by cell."""
        document = reading.document
        tables = [
            passage
            for passage in document.passages
            if passage.kind == "table" and passage.set_aside is None and passage.cells
        ]
        if not tables:
            return
        for table in tables:
            yield from self._table(reading, table, reading.decimal, reading.editions)

    def _table(
        self,
        reading: Reading,
        table: Passage,
        decimal: Separator | None,
        editions: dict[str, str],
    ) -> Iterator[Claim]:
        document = reading.document
        grid = {(cell.row, cell.column): cell for cell in table.cells}
        rows = sorted({cell.row for cell in table.cells})
        columns = sorted({cell.column for cell in table.cells})
        heads = _column_heads(reading, table, columns)
        header_rows = {cell.row for cell in table.cells if cell.header}
        above = _Head(area=heading_area(table.section, reading.lexicon))
        for row in rows:
            if row in header_rows:
                continue
            stub, first_figure = _row_head(reading, [grid.get((row, c)) for c in columns])
            for place in range(first_figure, len(columns)):
                cell = grid.get((row, columns[place]))
                figure = _cell_figure(reading, document, cell, decimal)
                if cell is None or figure is None:
                    continue
                left = [heads[columns[index]] for index in range(place)]
                observation = _observation(
                    reading, heads[columns[place]], stub, above, left, figure, editions
                )
                if observation is not None:
                    yield self._claim(
                        document, table, cell, heads[columns[place]], stub, observation
                    )

    def _claim(
        self,
        document: Document,
        table: Passage,
        cell: Cell,
        column: _Head,
        row: _Head,
        observation: Observation,
    ) -> Claim:
        source = document.source
        start, end = _trimmed(document.text, cell)
        heads = [(head.start, head.end) for head in (row, column) if head.end > head.start]
        return Claim(
            slots=observation,
            source_id=source.source_id,
            method=self.method,
            quote=document.text[start:end],
            passage_id=passage_id(source.source_id, table),
            page=table.page,
            start=start,
            end=end,
            spans=((start, end), *heads),
            confidence=0.95
            if observation.indicator == (column.indicator or row.indicator)
            else 0.8,
            valid_from=(observation.period or "").split("/")[0] or None,
            valid_to=(observation.period or "").split("/")[-1] or None,
            handling=source.handling,
            marks=source.marks,
        )


def _column_heads(reading: Reading, table: Passage, columns: list[int]) -> dict[int, _Head]:
    """Head of each column; with several header rows, the lower ones add to the upper ones, and an
    empty head takes over the one to its left (a head that spans columns)."""
    heads: dict[int, _Head] = {}
    header_rows = sorted({cell.row for cell in table.cells if cell.header})
    grid = {(cell.row, cell.column): cell for cell in table.cells if cell.header}
    for column in columns:
        cells: list[Cell] = []
        for number, row in enumerate(header_rows):
            cell = grid.get((row, column))
            spans_from = column
            while (
                number < len(header_rows) - 1
                and (cell is None or cell.start == cell.end)
                and spans_from > columns[0]
            ):
                spans_from -= 1
                cell = grid.get((row, spans_from))
            if cell is not None and cell.end > cell.start:
                cells.append(cell)
        heads[column] = _head(reading, cells)
    return heads


def _row_head(reading: Reading, row: list[Cell | None]) -> tuple[_Head, int]:
    """Head of a row, its first cells up to the first figure, and where the figures begin."""
    stub: list[Cell] = []
    for place, cell in enumerate(row):
        if cell is None or cell.start == cell.end:
            continue
        words = tokens(reading.document.text, cell.start, cell.end)
        dated = dates(words)
        whole_date = bool(dated) and dated[0].last - dated[0].first + 1 == len(words)
        if words and words[0].kind == "number" and not whole_date:
            return _head(reading, stub), place
        stub.append(cell)
    return _head(reading, stub), len(row)


def _head(reading: Reading, cells: list[Cell]) -> _Head:
    head = _Head()
    text = reading.document.text
    for cell in cells:
        start, end = _trimmed(text, cell)
        words = tokens(text, start, end)
        head = replace(
            head,
            text=f"{head.text} {text[start:end]}".strip(),
            start=start,
            end=end,
        )
        names = reading.lexicon.match(words)
        for name in names:
            if name.label == "indicator":
                head = replace(head, indicator=name.id)
            elif name.label == "area":
                head = replace(head, area=name.id)
            elif name.label in ("region", "region_adjective"):
                head = replace(head, region=name.id)
            elif name.label == "substance":
                head = replace(head, substance=name.id)
            elif name.label == "thing":
                head = replace(head, thing=name.id)
        for dated in dates(words):
            head = replace(head, period=dated.value)
        if any(word.text.lower() in _RANK_HEADS for word in words):
            head = replace(head, rank=True)
        head = replace(head, unit=_head_unit(reading, words) or head.unit)
    return head


def _head_unit(reading: Reading, words: list[Token]) -> str | None:
    """Unit that a head names in brackets or alone: "Cocaine (kg)", "%"."""
    alone = len(words) == 1
    for index in range(len(words)):
        bracketed = index > 0 and words[index - 1].text in ("(", "[", ",")
        if alone or bracketed:
            unit = reading.figures.unit_at(words, index)
            if unit is not None:
                return unit
    return None


def _cell_figure(
    reading: Reading, document: Document, cell: Cell | None, decimal: Separator | None
) -> Figure | None:
    """The figure that a cell holds: at its beginning, with no more than a total behind it."""
    if cell is None or cell.start == cell.end:
        return None
    words = tokens(document.text, cell.start, cell.end)
    figures = reading.figures.read(words, set(), decimal)
    if not figures or figures[0].first != 0:
        return None
    first = figures[0]
    if len(figures) == 1 and first.last >= len(words) - 2:
        return first
    if len(figures) == 2 and words[first.last + 1].text in ("(", "/", "of"):
        total = figures[1]
        if total.value.is_integer():
            return replace(first, of=int(total.value))
    return None


def _observation(
    reading: Reading,
    column: _Head,
    row: _Head,
    above: _Head,
    left: list[_Head],
    figure: Figure,
    editions: dict[str, str],
) -> Observation | None:
    rank = column.rank or row.rank or figure.kind == "rank"
    indicator = column.indicator or row.indicator
    if indicator is None and rank:
        # "Country | Criminality | Rank (Europe)": a rank without a name ranks what stands left.
        indicator = next((head.indicator for head in reversed(left) if head.indicator), None)
    if indicator is None:
        indicator = slug(column.text) if not column.area and not column.period else slug(row.text)
        indicator = indicator or column.thing or row.thing
    area = row.area or column.area or above.area
    if area is None and not rank:
        area = row.region or column.region
    period = column.period or row.period
    known = reading.vocabulary.indicators.get(indicator or "")
    if known is not None and known.index is not None:
        period = period or editions.get(known.index)
    if not indicator or not (area or period):
        return None
    substance = column.substance or row.substance
    value, value_max, unit = figure.value, figure.value_max, figure.unit
    if rank:
        unit = "rank"
    elif figure.kind in ("number", "count"):
        stated = column.unit or row.unit
        if stated is not None:
            value, value_max, unit = reading.figures.convert(stated, value, value_max)
        elif known is not None:
            unit = known.unit
    return Observation(
        indicator=indicator,
        value=value,
        unit=unit,
        area=(area,) if area else (),
        period=period,
        qualifier=figure.qualifier,
        value_max=value_max,
        value_alt=figure.alternatives,
        of=figure.of if rank else None,
        among=column.region or row.region if rank else None,
        substance=substance,
        raw_value=figure.raw_value,
        raw_unit=figure.raw_unit or (None if rank else column.unit or row.unit),
    )


def _trimmed(text: str, cell: Cell) -> tuple[int, int]:
    start, end = cell.start, cell.end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
