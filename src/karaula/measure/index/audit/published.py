"""Published figures of an index as entries: one a figure, with its place."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import combinations
from typing import Literal

from karaula.check.quantity import WORLD
from karaula.errors import KaraulaError
from karaula.measure.index.audit.cells import number_of, rank_of
from karaula.measure.index.audit.labels import Labels, Meaning, words
from karaula.measure.index.faults import listed
from karaula.measure.index.structure import Structure
from karaula.measure.index.table import Column, Source, Table, load_table
from karaula.read.connectors.sheets import Cell, text_of
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key

JUMBLED = 0.1
"""Ranks of which more pairs stand the wrong way, the worst left out, are not of one list."""

Row = tuple[str, str]
"""Edition (empty where none is named) and unit."""


class PublishedError(KaraulaError):
    """Published figures that cannot be told to be of the index."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One published figure."""

    edition: str
    unit: str
    what: Literal["score", "rank"]
    code: str
    among: str = ""
    cell: Cell
    locator: str
    column: str
    """Where it stands, for people, without the row."""


@dataclass
class Published:
    """All figures of one table."""

    entries: list[Entry] = field(default_factory=list)
    groups: dict[Row, dict[str, str]] = field(default_factory=dict)
    """The list of every grouping that a unit stands in."""
    names: dict[str, str] = field(default_factory=dict)
    """What units and lists are called, by their codes."""
    place: str = "table"
    unread: list[str] = field(default_factory=list)


@dataclass
class Codes:
    """Codes of units and lists, so that two tables that name them differently agree."""

    vocabulary: Vocabulary
    units: Mapping[str, str] = field(default_factory=dict)
    """Codes by the keys of names, beyond the vocabulary's."""
    groups: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """List that a unit stands in, by unit and grouping, where data tell."""

    def __post_init__(self) -> None:
        self.lists = {
            name_key(name): code
            for code, region in self.vocabulary.regions.items()
            for name in (*region.names, code, region.name)
        }

    def unit(self, cell: Cell) -> str:
        """Code of a unit: of the data, of the vocabulary, or the name itself."""
        name = text_of(cell)
        if (found := self.units.get(name_key(name))) is not None:
            return found
        return name if name in self.vocabulary.areas else self.vocabulary.find_area(name) or name

    def group(self, grouping: str, name: str) -> str:
        """Code of a list that a grouping names."""
        return self.lists.get(name_key(name), f"{grouping}: {name}")


def read_published(
    source: Source,
    structures: Sequence[Structure],
    codes: Codes,
    *,
    columns: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
) -> Published:
    """Scores and ranks of a table: wide (columns such as ``criminality``, ``criminality_rank``,
    ``rank_europe``) or long (columns for unit, indicator and value, and perhaps ranks).

    ``columns`` says which column is the ``unit``, ``name``, ``year``, ``indicator`` or ``value``
    where labels do not. Raises :class:`PublishedError` where no column is the index's.
    """
    table = load_table(source, sheet)
    return _Reader(table, structures, codes, columns or {}).read()


class _Reader:
    def __init__(
        self,
        table: Table,
        structures: Sequence[Structure],
        codes: Codes,
        given: Mapping[str, str | None],
    ) -> None:
        self.table, self.structures, self.codes = table, structures, codes
        self.role: dict[str, Column | None] = {}
        self.role["unit"] = table.role("values", "unit", given, text=True)
        if self.role["unit"] is None:
            raise PublishedError(
                "no column of units can be told", table.place,
                "name it with columns={'unit': ...}; there is "
                + (listed(column.label for column in table.columns) or "no column"),
            )  # fmt: skip
        labels = Labels(structures)
        for name in ("year", "indicator", "value", "name"):
            taken = self.role.values()
            found = table.role(
                "values", name, given, text=name in ("indicator", "name"), besides=taken
            )
            own = found is not None and labels.element(found.label) is not None
            self.role[name] = None if own and name not in given else found
        if self.role["indicator"] is None:
            code = table.role("structure", "code", {}, text=True, besides=self.role.values())
            self.role["indicator"] = code
        if self.role["value"] is None:
            named = (c for c in table.columns if name_key(c.label) in words()["value"])
            self.role["value"] = next(named, None)
        if self.role["indicator"] is None or self.role["value"] is None:
            self.role["indicator"] = self.role["value"] = None
        self.read_ = Published(place=table.place or "table")

    def read(self) -> Published:
        rows = list(self._rows())
        for number, row in rows:
            self._note(number, row)
        kinds = self._kinds()
        indicator, labels = self.role["indicator"], self._labels
        for number, row in rows:
            code = labels.element(text_of(indicator.cells[number])) if indicator else None
            if indicator and code is None:
                continue
            for column, meaning in kinds:
                self._enter(number, row, column, meaning, code)
        self._divide()
        if not self.read_.entries and kinds:
            raise PublishedError(
                "holds no figure of the index", self.table.place,
                f"{listed(column.label for column, _ in kinds)} are empty",
            )  # fmt: skip
        if not self.read_.entries:
            known = listed(code for one in self.structures for code in one.elements)
            raise PublishedError(
                "no column holds scores or ranks of the index", self.table.place,
                f"label columns by element ({known}), ranks as criminality_rank or rank_europe",
            )  # fmt: skip
        return self.read_

    def _rows(self) -> Iterator[tuple[int, Row]]:
        unit, year = self.role["unit"], self.role["year"]
        assert unit is not None
        for number, cell in enumerate(unit.cells):
            if cell is None or text_of(cell) == unit.label:
                continue
            code = self.codes.unit(cell)
            if self._of_countries and name_key(code) in self.codes.lists:
                self.read_.unread.append(f"row {self.table.rows[number]} is of the list {code}")
                continue
            edition = text_of(year.cells[number])[:4] if year is not None else ""
            yield number, (edition, code)

    @cached_property
    def _of_countries(self) -> bool:
        """Whether most units are countries, so that a row of a region is one of means."""
        assert self.role["unit"] is not None
        units = [self.codes.unit(cell) for cell in self.role["unit"].cells if cell is not None]
        return 2 * sum(unit in self.codes.vocabulary.areas for unit in units) > len(units)

    @cached_property
    def _labels(self) -> Labels:
        return Labels(self.structures, self._groupings, self.codes.lists)

    @cached_property
    def _groupings(self) -> dict[str, Column]:
        """Columns of words that put units into lists: those that repeat, or that ranks name."""
        labels = Labels(self.structures)
        plain = {
            column.label: column
            for column in self.table.columns
            if column not in self.role.values()
            and column.label
            and labels.meaning(column.label) is None
            and any(isinstance(cell, str) and number_of(cell) is None for cell in column.cells)
        }
        labels = Labels(self.structures, plain)
        told = {meaning.among for column in self.table.columns
                if (meaning := labels.meaning(column.label)) and meaning.by_row}  # fmt: skip
        return {
            label: column
            for label, column in plain.items()
            if label in told or len({text_of(c) for c in column.cells if c}) < len(column.cells)
        }

    def _note(self, number: int, row: Row) -> None:
        """Names and lists of a unit."""
        name, unit = self.role["name"], self.role["unit"]
        assert unit is not None
        said = name.cells[number] if name is not None else None
        shown = text_of(said) if said else text_of(unit.cells[number])
        self.read_.names.setdefault(row[1], shown)
        groups = self.read_.groups.setdefault(row, {})
        for grouping, column in self._groupings.items():
            if column.cells[number] is not None:
                named = text_of(column.cells[number])
                groups[grouping] = self.codes.group(grouping, named)
                self.read_.names.setdefault(groups[grouping], named)

    def _kinds(self) -> list[tuple[Column, Meaning]]:
        """Columns of figures; a rank that names no element is of the score before it."""
        labels, long = self._labels, self.role["value"]
        found: list[tuple[Column, Meaning]] = []
        last: str | None = None
        tops = {top for one in self.structures for top in one.tops}
        for column in self.table.columns:
            if column is long:
                found.append((column, Meaning("score", None)))
                continue
            meaning = labels.meaning(column.label) if column.label else None
            if meaning is None or column in self.role.values():
                if column.label and column not in self.role.values():
                    self._unread(column)
                continue
            if meaning.what == "score":
                last = meaning.code
            elif meaning.code is None and long is None:
                code = last or (next(iter(tops)) if len(tops) == 1 else None)
                if code is None:
                    self.read_.unread.append(f"{column.place}: nothing says what it ranks")
                    continue
                meaning = Meaning(meaning.what, code, meaning.among, meaning.by_row)
            found.append((column, meaning))
        return found

    def _unread(self, column: Column) -> None:
        if column.label not in self._groupings:
            self.read_.unread.append(f"{column.place} is no score or rank of the index")

    def _enter(
        self, number: int, row: Row, column: Column, meaning: Meaning, code: str | None
    ) -> None:
        cell = column.cells[number]
        whose = meaning.code or code
        among = meaning.among
        if meaning.by_row:
            among = self._list(row, meaning.among)
        if cell is None or whose is None or (meaning.what == "rank" and not among):
            return
        if among and among != WORLD and among not in self.read_.names:
            self.read_.names[among] = among
        self.read_.entries.append(
            Entry(
                edition=row[0], unit=row[1], what=meaning.what, code=whose, among=among,
                cell=cell, locator=f"{column.place}, row {self.table.rows[number]}",
                column=column.place,
            )
        )  # fmt: skip

    def _list(self, row: Row, grouping: str) -> str:
        """The list of a grouping that a unit stands in: by the table, else by the data; where
        neither tells, a list of its own that no other rank is compared with."""
        groups = self.read_.groups[row]
        if grouping not in groups:
            if grouping in self._groupings:
                return ""
            of = self.codes.groups.get(row[1], {})
            known = next((of[name] for name in of if name_key(name) == grouping), None)
            groups[grouping] = known or f"{grouping} of {self.read_.names[row[1]]}"
        return groups[grouping]

    def _divide(self) -> None:
        """Ranks under a label that names no list that is known: of one list if they can be, else
        of as many as there are rows."""
        known = {WORLD, *self.codes.lists.values(), *self._named}
        unknown = {e.among for e in self.read_.entries if e.what == "rank"} - known
        for among in sorted(unknown):
            if _jumbled([e for e in self.read_.entries if e.among == among], self.read_.entries):
                self.read_.unread.append(
                    f"which list {among} is of in each row, so that these ranks were not compared"
                )
                self.read_.entries = [
                    replace(e, among=f"{among} of {self.read_.names[e.unit]}")
                    if e.among == among
                    else e
                    for e in self.read_.entries
                ]

    @property
    def _named(self) -> set[str]:
        """Lists that the rows are said to be in."""
        return {among for groups in self.read_.groups.values() for among in groups.values()}


def _jumbled(ranks: list[Entry], entries: list[Entry]) -> bool:
    """Whether more pairs of ranks stand otherwise than their scores than a few slips explain."""
    scores = {
        (e.edition, e.unit, e.code): number.number
        for e in entries
        if e.what == "score" and (number := number_of(e.cell)) is not None
    }
    placed = [
        (rank.rank.number, score)
        for e in ranks
        if (rank := rank_of(e.cell)) is not None
        and (score := scores.get((e.edition, e.unit, e.code))) is not None
    ]
    left = set(range(len(placed)))
    for _ in range(max(1, len(placed) // 10)):
        wrong = Counter(at for pair in _crossed(placed, left) for at in pair)
        left -= {at for at, _ in wrong.most_common(1)}
    return len(list(_crossed(placed, left))) > JUMBLED * len(left) * (len(left) - 1) / 2


def _crossed(placed: list[tuple[float, float]], among: set[int]) -> Iterator[tuple[int, int]]:
    """Pairs of ranks and scores of which the higher score has no smaller rank."""
    for a, b in combinations(sorted(among), 2):
        rank, score = placed[b][0] - placed[a][0], placed[a][1] - placed[b][1]
        if score and rank * score <= 0:
            yield a, b
