"""Global Organized Crime Index: a sheet is an edition, a row a country, a column an indicator."""

import re
from pathlib import Path

from karaula.read.connectors.connector import Columns, TableConnector, extend
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
        extend(columns, _observations(reading, table, edition))
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
    lists = _lists(reading, table, rows)
    scores = [name for name in table.columns if name not in reading.facts.columns]
    reading.hold("areas", len(rows), table.sheet.place("all rows"))
    reading.hold("indicators", len(scores), table.sheet.place("all columns"))
    _compare_with_edition(reading, table, edition, len(rows))
    columns: Columns = {}
    for name in scores:
        values = reading.numbers(table, name, rows)
        read = [place for place, value in enumerate(values) if value is not None]
        cells, locators = table.columns[name], table.locators(name)
        words = [text_of(cells[rows[place]]) for place in read]
        found = {
            "area": [[areas[rows[place]]] for place in read],
            "period": [edition] * len(read),
            "indicator": [name] * len(read),
            "value": [values[place] for place in read],
            "unit": [reading.vocabulary.indicators[name].unit] * len(read),
            "lists": [lists[place] for place in read],
            "raw_value": words,
            "quote": words,
            "locator": [locators[rows[place]] for place in read],
        }
        extend(columns, found)
    return columns


def _areas(reading: Reading, table: Table) -> dict[int, str]:
    """Area of each row that names one, once."""
    found = reading.areas(table, "country")
    rows = list(found)
    doubles = repeated(list(found.values()))
    for area, places in doubles.items():
        numbers = ", ".join(str(table.numbers[rows[place]]) for place in places)
        reading.skip(
            table.sheet.place(f"rows {numbers}"),
            f"all of them name {area}; none is read, because nothing tells which holds",
        )
    return {row: area for row, area in found.items() if area not in doubles}


def _lists(reading: Reading, table: Table, rows: list[int]) -> list[list[str]]:
    """For each row the lists that its values stand in, widest first, in the words of the sheet."""
    columns = []
    for role in ("continent", "region"):
        if role in table.columns:
            names = [" ".join(text_of(table.columns[role][row]).split()) for row in rows]
            if missing := names.count(""):
                reading.skip(
                    table.column_place(role),
                    f"{missing} of {len(rows)} countries name no {role} and are ranked in none",
                )
            columns.append(names)
    return [
        list(dict.fromkeys([WORLD, *filter(None, names)])) for names in zip(*columns, strict=True)
    ] or [[WORLD] for _ in rows]


def _compare_with_edition(reading: Reading, table: Table, edition: str, areas: int) -> None:
    known = reading.vocabulary.indices[FACTS.index or ""].editions.get(edition)
    if known and known.countries and areas != known.countries:
        reading.skip(
            table.sheet.place("all rows"),
            f"{areas} countries are read, and the edition {edition} has {known.countries}",
        )


CONNECTOR = TableConnector(FACTS, reshape)
