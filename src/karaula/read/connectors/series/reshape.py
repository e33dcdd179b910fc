"""Tables of figures by area and period, tidy or wide, to observations: by the facts alone."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from karaula.read.connectors.connector import Columns, extend
from karaula.read.connectors.reading import Reading, Table, header
from karaula.read.connectors.series.beside import Bounds, Parts, within
from karaula.read.connectors.series.facts import Column, Figure, Meaning, SeriesFacts
from karaula.read.connectors.series.meaning import (
    Fault,
    Meant,
    Rows,
    areas,
    holds,
    meanings,
    meant,
    parts,
    periods,
)
from karaula.read.connectors.series.stated import Stated, observations, together, with_totals
from karaula.read.connectors.series.values import Value, rounded, values
from karaula.read.connectors.sheets import text_of
from karaula.vocabulary.fold import name_key

_COUNTED = re.compile(r"(\d+)\s*(\D.*)")


def reshape(reading: Reading) -> dict[str, Columns]:
    """Every figure of every table as an observation, and where it is from as citations."""
    facts = reading.facts
    assert isinstance(facts, SeriesFacts)
    _label_wide_columns(reading, facts)
    found: Columns = {}
    cited: Columns = {}
    read: set[str] = set()
    for table in reading.tables():
        stated = _Table(reading, facts, Rows(reading, table)).stated()
        read.update(item.area for item in stated)
        extend(found, observations(stated))
        _cite(table, facts, stated, cited)
    reading.hold("areas", len(read))
    return {"observation": found, "citation": cited}


def _label_wide_columns(reading: Reading, facts: SeriesFacts) -> None:
    """Let each column whose label tells a period be known, by the pattern and the period."""
    patterns = dict.fromkeys(figure.label for figure in facts.figures if figure.label is not None)
    for sheet in reading.sheets if patterns else ():
        head = header(sheet, facts)
        for cell in sheet.rows[head][1] if head is not None else ():
            for pattern in patterns:
                if whole := re.fullmatch(pattern, text_of(cell), re.IGNORECASE):
                    reading.labels[name_key(text_of(cell))] = f"{pattern} {whole[1]}"


@dataclass(frozen=True, slots=True)
class _Slots:
    """What the columns of a table say, by row."""

    areas: list[object]
    periods: list[object]
    indicators: list[object]
    units: list[object]
    substances: list[object]
    parts: list[list[object]]
    about: list[object]


class _Table:
    """One table on its way to figures."""

    def __init__(self, reading: Reading, facts: SeriesFacts, rows: Rows) -> None:
        self.reading, self.facts, self.rows = reading, facts, rows
        self.table: Table = rows.table
        self.vocabulary = reading.vocabulary

    def stated(self) -> list[Stated]:
        """All figures of the table, each once."""
        same = self._same_rows()
        self._leave_out()
        slots = self._slots()
        self.rows.tell()
        stated = [
            item
            for figure, role, period in self._columns()
            for item in self._figures(figure, role, period, slots)
        ]
        stated = together(stated, self.facts.repeats, same, self._tell)
        stated = with_totals(stated, self.facts.totals, self.vocabulary, self._tell)
        self.rows.tell()
        return stated

    def _tell(self, rows: Sequence[int], reason: str) -> None:
        for row in rows:
            self.rows.refuse(row, Fault(reason))

    def _same_rows(self) -> dict[int, int]:
        """Rows that are equal to an earlier one in every column, with that earlier one."""
        first: dict[tuple[object, ...], int] = {}
        same: dict[int, int] = {}
        for row, cells in enumerate(zip(*self.table.columns.values(), strict=True)):
            earlier = first.setdefault(cells, row)
            if earlier != row:
                same[row] = earlier
        return same

    def _leave_out(self) -> None:
        for left in self.facts.leave:
            out = holds(self.rows, left.when)
            fault = Fault(left.because)
            self.rows.keep([fault if leaves else None for leaves in out])

    def _slots(self) -> _Slots:
        """What each row says; rows of which it is not known are refused."""
        rows, facts = self.rows, self.facts
        empty: list[object] = [None] * len(self.table.numbers)
        slots = _Slots(
            areas=areas(rows, facts.area),
            periods=periods(rows, facts.period) if facts.period else empty,
            indicators=self._meant("indicator", facts.indicator),
            units=self._units(),
            substances=self._meant("substance", facts.substance),
            parts=[parts(rows, name, column) for name, column in facts.parts.items()],
            about=self._meant("qualifier", facts.qualifier),
        )
        checked = (
            slots.areas, slots.periods, slots.indicators, slots.substances, slots.units,
            slots.about, *slots.parts,
        )  # fmt: skip
        for column in checked:
            rows.keep(column)
        return slots

    def _meant(self, what: str, said: str | Column | tuple[Column, ...] | None) -> list[object]:
        if isinstance(said, Column):
            return meanings(self.rows, what, said)
        if isinstance(said, tuple):
            found = [meanings(self.rows, what, column) for column in said]
            return [_first(items) for items in zip(*found, strict=True)]
        return [Meant(said)] * len(self.table.numbers)

    def _units(self) -> list[object]:
        """Units by row; "10 g" is ten of what "g" is where the facts say so."""
        unit = self.facts.unit
        if not (isinstance(unit, Column) and self.facts.counted_units):
            return self._meant("unit", unit)
        known = {name_key(text): meaning for text, meaning in unit.values.items()}
        counted: dict[str, Meaning] = {}
        for text in set(self.rows.texts(unit.column)):
            several = _COUNTED.fullmatch(text)
            meaning = known.get(name_key(several[2])) if several else None
            if several and meaning is not None and name_key(text) not in known:
                one = meant(meaning)
                counted[text] = {"is": one.own or "", "factor": one.factor / int(several[1])}
        return meanings(
            self.rows, "unit", unit.model_copy(update={"values": {**unit.values, **counted}})
        )

    def _columns(self) -> Iterator[tuple[Figure, str, str | None]]:
        """Each column of values, with the period that its label tells."""
        for figure in self.facts.figures:
            if figure.column is not None and figure.column in self.table.columns:
                yield figure, figure.column, None
            for role in self.table.columns if figure.label is not None else ():
                label, _, period = role.rpartition(" ")
                if label == figure.label:
                    yield figure, role, period

    def _figures(
        self, figure: Figure, role: str, period: str | None, slots: _Slots
    ) -> Iterator[Stated]:
        """The figures of one column of values."""
        rows, facts = self.rows, self.facts
        times = slots.periods if period is None else [period] * len(self.table.numbers)
        picked = [row for row in rows.left if within(str(times[row]), figure.years)]
        texts = rows.texts(role)
        cells = values([texts[r] for r in picked], facts.missing, facts.decimal, figure.limits)
        bounds = Bounds(rows, facts, figure, picked)
        named = Parts((*slots.parts, slots.indicators, slots.substances), figure)
        places = self.table.locators(role)
        unit_words = self._unit_words()
        refs = rows.texts(facts.source) if facts.source else None
        empty: list[int] = []
        for at, (row, cell) in enumerate(zip(picked, cells, strict=True)):
            if isinstance(cell, str):
                rows.refuse(row, Fault(f"{self.table.column_place(role)}: {cell}"))
                continue
            indicator = figure.indicator or _own(slots.indicators[row])
            unit = figure.unit or _own(slots.units[row]) or self._usual_unit(indicator)
            substance = figure.substance or _own(slots.substances[row])
            if indicator is None or unit is None or ("{substance}" in indicator and not substance):
                lacks = (
                    "indicator" if indicator is None else "unit" if unit is None else "substance"
                )
                rows.refuse(row, Fault(f"{self.table.column_place(role)}: has no {lacks}"))
                continue
            value, words, place = cell, texts[row], places[row]
            low, high, bound_words, bound_places = bounds.of(at, row, cell)
            if value is None and low is not None and high is not None:
                value, words, place = Value(low, high), bound_words, bound_places
                low = high = None
                bound_words = bound_places = ""
            if value is None:
                empty.append(row)
                continue
            factor = figure.factor * _factor(slots.units[row])
            if factor != 1.0:
                value = value.times(factor)
                low = None if low is None else rounded(low * factor)
                high = None if high is None else rounded(high * factor)
            stated = Stated(
                row=row,
                indicator=indicator,
                area=str(slots.areas[row]),
                period=str(times[row]),
                unit=unit,
                substance=substance,
                parts=named.of(row),
                value=value,
                words=words,
                locator=place,
                about=_own(slots.about[row]) == "about",
                low=low,
                high=high,
                level=figure.level if low is not None or high is not None else None,
                bound_words=bound_words,
                bound_locator=bound_places,
                raw_unit=unit_words[row],
                ref=(refs[row] or None) if refs else None,
            )
            yield self._unrounded(stated)
        self._tell_empty(role, len(picked), empty)

    def _unit_words(self) -> list[str | None]:
        shown = self.facts.unit_words
        return [shown.replace("{}", text) if text else None for text in self.rows.texts("unit")]

    def _usual_unit(self, indicator: str | None) -> str | None:
        known = self.vocabulary.indicators.get(indicator or "")
        return known.unit if known else None

    def _unrounded(self, item: Stated) -> Stated:
        """With the interval that a rounded value stands for: 0 can be anything below one half."""
        rounding = self.facts.rounded
        if rounding is None or not item.value.exact or not within(item.period, rounding.years):
            return item
        value = item.value.least or 0.0
        if value % rounding.to:
            return item
        half = rounding.to / 2
        return replace(item, low=max(0.0, value - half), high=value + half)

    def _tell_empty(self, role: str, size: int, empty: list[int]) -> None:
        """List the gaps of a column: what stands there, or why nothing does."""
        if not empty:
            return
        texts = self.rows.texts(role)
        reasons = self.rows.texts(self.facts.empty) if self.facts.empty else [""] * len(texts)
        counts: dict[str, int] = {}
        for row in empty:
            shown = reasons[row] or (f"{texts[row]!r}" if texts[row] else "")
            counts[shown] = counts.get(shown, 0) + 1
        said = [f"{count:,} with {why}" for why, count in sorted(counts.items()) if why]
        shown = f" ({'; '.join(said)})" if said else ""
        self.reading.skip(
            self.table.column_place(role),
            f"{len(empty):,} of {size:,} cells are empty or stand for nothing{shown}, in "
            f"{self.rows.place(empty)}: gaps, not zeros",
        )


def _first(items: tuple[object, ...]) -> object:
    """The first that says something or is at fault."""
    saying = (i for i in items if not isinstance(i, Meant) or i.own is not None or i.parts)
    return next(saying, items[-1])


def _own(meaning: object) -> str | None:
    return meaning.own if isinstance(meaning, Meant) else None


def _factor(meaning: object) -> float:
    return meaning.factor if isinstance(meaning, Meant) else 1.0


def _cite(table: Table, facts: SeriesFacts, stated: Sequence[Stated], into: Columns) -> None:
    """Each note on where rows are from, once, at the first cell that it stands in."""
    if facts.source is None or facts.source not in table.columns:
        return
    first: dict[str, int] = {}
    known = set(into.get("ref", ()))
    for item in stated:
        if item.ref and item.ref not in known:
            first[item.ref] = min(item.row, first.get(item.ref, item.row))
    places = table.locators(facts.source)
    notes = sorted(first, key=lambda note: first[note])
    found = {"ref": notes, "quote": notes, "locator": [places[first[note]] for note in notes]}
    extend(into, found)
