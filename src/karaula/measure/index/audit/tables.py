"""A table of published figures, laid out as a board."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from karaula.check.board import Board
from karaula.check.quantity import WORLD
from karaula.measure.index.audit.arithmetic import arithmetic, on_scale
from karaula.measure.index.audit.cells import is_blank
from karaula.measure.index.audit.given import Editions
from karaula.measure.index.audit.ground import TableGround, nested
from karaula.measure.index.audit.published import Codes, Entry, Published, read_published
from karaula.measure.index.audit.statements import INDEX, Column, as_measured, figures_of, state
from karaula.measure.index.audit.truth import Truth
from karaula.measure.index.faults import listed
from karaula.measure.index.table import Source, TableError
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key


@dataclass
class Laid:
    """A board of published figures, its truth, and what could not be laid."""

    board: Board
    truth: Truth
    unreadable: list[Entry] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    place: str = ""
    order: Mapping[str, int] = field(default_factory=dict)
    """Where each cell stands, by its locator."""


def table_board(
    published: Source,
    known: Editions,
    vocabulary: Vocabulary,
    *,
    columns: Mapping[str, str | None] | None = None,
    sheet: str | None = None,
) -> Laid:
    """The board of a table. Raises :class:`PublishedError` where nothing in it is the index's."""
    plain = Codes(vocabulary)
    codes = Codes(vocabulary, _names(known, plain), _groups(known, plain))
    table = _read(published, known, codes, columns, sheet)
    left = {entry.edition for entry in table.entries if not known.wanted(entry.edition)}
    table.unread += [f"figures of {year}, another edition" for year in sorted(left)]
    table.entries = [entry for entry in table.entries if known.wanted(entry.edition)]
    years = sorted({entry.edition for entry in table.entries})
    full = _full(table)
    structures = {
        year: arithmetic(
            known.structure(year), units=known.units,
            full={code for edition, code in full if edition == year},
        )
        for year in years
    }  # fmt: skip
    figures = figures_of(table)
    measured = {
        column
        for year in years
        if not on_scale(known.structure(year))
        for column in as_measured(figures, year, structures[year])
    }
    if measured and not known.data:
        which = listed(sorted({code for _, code in measured}))
        table.unread.append(f"{which}, as measured: what is made of them does not follow from them")
    data = {year: index for year in years if (index := known.of_year(year)) is not None}
    truth = Truth.of(data, codes)
    sizes = _sizes(table, truth, known.units)
    stated = state(table, structures, sizes, measured)
    truth.settle(stated.statements, stated.places)
    names = {
        code: element.name
        for one in known.structures.values()
        for code, element in one.elements.items()
    }
    complete = any(among == WORLD and many == known.units for (_, among), many in sizes.items())
    lists = nested(table, complete=complete and bool(known.units))
    ground = TableGround({INDEX: structures}, truth, vocabulary, names, table, lists)
    board = Board(ground, stated.statements)
    order = {entry.locator: at for at, entry in enumerate(table.entries)}
    return Laid(board, truth, stated.unreadable, table.unread, table.place, order)


def _read(
    published: Source,
    known: Editions,
    codes: Codes,
    columns: Mapping[str, str | None] | None,
    sheet: str | None,
) -> Published:
    from karaula.measure.index.audit.dataset import read_dataset

    structures = list(known.structures.values())
    try:
        return read_published(published, structures, codes, columns=columns, sheet=sheet)
    except TableError:
        if sheet is not None or not isinstance(published, (str, Path)):
            raise
        found = read_dataset(Path(published), structures, codes)
        if found is None:
            raise
        return found


def _names(known: Editions, codes: Codes) -> dict[str, str]:
    """Codes of the units of the data by the keys of their codes and names."""
    found: dict[str, str] = {}
    for index in known.data.values():
        for unit in index.values.units:
            code = codes.unit(unit)
            for name in (unit, index.values.names.get(unit, unit)):
                found.setdefault(name_key(name), code)
    return found


def _groups(known: Editions, codes: Codes) -> dict[str, dict[str, str]]:
    """Lists that the units of the data stand in, by unit and grouping."""
    found: dict[str, dict[str, str]] = {}
    for index in known.data.values():
        for grouping, groups in index.values.groups.items():
            for unit, group in zip(index.values.units, groups, strict=True):
                if group is not None:
                    of = found.setdefault(codes.unit(unit), {})
                    of[grouping] = codes.group(grouping, group)
    return found


def _full(table: Published) -> set[Column]:
    """Elements that have a figure for every unit of their edition."""
    units = Counter(edition for edition, _ in table.groups)
    seen = {
        (entry.edition, entry.code, entry.unit)
        for entry in table.entries
        if entry.what == "score" and not is_blank(entry.cell)
    }
    counts = Counter((edition, code) for edition, code, _ in seen)
    return {column for column, many in counts.items() if many == units[column[0]]}


def _sizes(table: Published, truth: Truth, units: int | None) -> dict[tuple[str, str], int]:
    """Lengths of lists by edition, from the data, or from a table that holds every unit."""
    found = {key: len(members) for key, members in truth.members.items()}
    rows = Counter(edition for edition, _ in table.groups)
    for edition, many in rows.items():
        if units is not None:
            found.setdefault((edition, WORLD), units)
        if many == units and (edition, WORLD) not in truth.members:
            lists = (
                among
                for (year, _), groups in table.groups.items()
                if year == edition
                for among in set(groups.values())
            )
            found |= {(edition, among): size for among, size in Counter(lists).items()}
    return found
