"""Global Organized Crime Index: a sheet is an edition, a row a country, a column an indicator."""

import re
from pathlib import Path

from karaula.read.connectors.connector import Columns, TableConnector
from karaula.read.connectors.facts import load_facts
from karaula.read.connectors.reading import Reading, Table, repeated
from karaula.read.connectors.sheets import text_of

FACTS = load_facts(Path(__file__).with_suffix(".yml"))
WORLD = "WORLD"


def reshape(reading: Reading) -> dict[str, Columns]:
    """Wide sheets to one long list of observations."""
    columns: Columns = {}
    taken: dict[str, str | None] = {}
    for table in reading.tables():
        edition = _edition(reading, table, taken)
        if edition is None:
            continue
        taken[edition] = table.sheet.name
        for name, values in _observations(reading, table, edition).items():
            columns.setdefault(name, []).extend(values)
    return {"observation": columns}


def _edition(reading: Reading, table: Table, taken: dict[str, str | None]) -> str | None:
    years = set(re.findall(FACTS.takes.sheets or "", table.sheet.name or ""))
    if len(years) != 1:
        reason = f"names the years {', '.join(sorted(years))}" if years else "has no year"
        reading.skip(
            table.sheet.place("all rows"),
            f"the sheet's name {reason}: name it by its one edition, such as '2023_dataset'",
        )
        return None
    (year,) = years
    if year in taken:
        reading.skip(
            table.sheet.place("all rows"), f"sheet {taken[year]} is read as edition {year} already"
        )
        return None
    return str(year)


def _observations(reading: Reading, table: Table, edition: str) -> Columns:
    areas = _areas(reading, table)
    rows = list(areas)
    lists = [_lists(table, row) for row in rows]
    scores = [name for name in table.columns if name not in reading.facts.columns]
    reading.hold("areas", len(rows), table.sheet.place("all rows"))
    reading.hold("indicators", len(scores), table.sheet.place("all columns"))
    _compare_with_edition(reading, table, edition, len(rows))
    columns: Columns = {
        name: []
        for name in (
            "area", "period", "indicator", "value", "unit", "lists", "raw_value", "quote", "locator"
        )
    }  # fmt: skip
    for name in scores:
        values = reading.numbers(table, name, rows)
        read = [place for place, value in enumerate(values) if value is not None]
        cells, locators = table.columns[name], table.locators(name)
        words = [text_of(cells[rows[place]]) for place in read]
        columns["area"] += [[areas[rows[place]]] for place in read]
        columns["period"] += [edition] * len(read)
        columns["indicator"] += [name] * len(read)
        columns["value"] += [values[place] for place in read]
        columns["unit"] += [reading.vocabulary.indicators[name].unit] * len(read)
        columns["lists"] += [lists[place] for place in read]
        columns["raw_value"] += words
        columns["quote"] += words
        columns["locator"] += [locators[rows[place]] for place in read]
    return columns


def _areas(reading: Reading, table: Table) -> dict[int, str]:
    """Area of each row that names one, once."""
    found: dict[int, str] = {}
    for row, cell in enumerate(table.columns["country"]):
        area = reading.vocabulary.find_area(text_of(cell)) if cell is not None else None
        if area is not None:
            found[row] = area
        elif cell is not None:
            reading.skip(
                table.place(row),
                f"no area is known by the name {text_of(cell)!r}; add it to the hub's "
                "vocabulary/areas.yml",
            )
        else:
            reading.skip(table.place(row), "names no country")
    for area, doubled in repeated(list(found.values())).items():
        rows = [list(found)[place] for place in doubled]
        numbers = ", ".join(str(table.numbers[row]) for row in rows)
        reading.skip(
            table.sheet.place(f"rows {numbers}"),
            f"all of them name {area}; none is read, because nothing tells which holds",
        )
        found = {row: code for row, code in found.items() if code != area}
    return found


def _lists(table: Table, row: int) -> list[str]:
    """Lists that the row's values stand in, widest first, in the words of the sheet."""
    cells = [table.columns[role][row] for role in ("continent", "region") if role in table.columns]
    names = [" ".join(text_of(cell).split()) for cell in cells if cell is not None]
    return list(dict.fromkeys([WORLD, *names]))


def _compare_with_edition(reading: Reading, table: Table, edition: str, areas: int) -> None:
    known = reading.vocabulary.indices[FACTS.index or ""].editions.get(edition)
    if known and known.countries and areas != known.countries:
        reading.skip(
            table.sheet.place("all rows"),
            f"{areas} countries are read, and the edition {edition} has {known.countries}",
        )


CONNECTOR = TableConnector(FACTS, reshape)
