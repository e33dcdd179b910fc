"""Plain tables in long form: one row an observation, one column for each thing that it says."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from karaula.read.connectors.connector import Columns, TableConnector, extend
from karaula.read.connectors.facts import load_facts
from karaula.read.connectors.reading import Reading, Table, repeated
from karaula.read.connectors.sheets import text_of
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold, name_key

FACTS = load_facts(Path(__file__).with_suffix(".yml"))

_DATE = r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?"
_PERIOD = re.compile(rf"({_DATE})(?:\s*[/–—]\s*({_DATE}))?")
_YEARS = re.compile(r"(\d{4})\s*-\s*(\d{4})")

Found = TypeVar("Found")


def reshape(reading: Reading) -> dict[str, Columns]:
    """Rows to observations, and the notes on where they are from to citations."""
    observations: Columns = {}
    citations: Columns = {}
    for table in reading.tables():
        rows = _observations(reading, table, observations)
        _citations(table, rows, citations)
    return {"observation": observations, "citation": citations}


def _observations(reading: Reading, table: Table, into: Columns) -> list[int]:
    """Add the table's observations; the rows that they came from."""
    vocabulary = reading.vocabulary
    areas = _areas(reading, table)
    indicators = _column(table, "indicator", _names_of_indicators(vocabulary).get, name_key)
    periods = _column(table, "period", _period, str.strip)
    units = _units(vocabulary, table, indicators)
    faults: dict[str, list[int]] = {}
    rows = []
    for row in range(len(table.numbers)):
        fault = (
            areas[row][1]
            or _unknown(table, row, "indicator", indicators, "add it to vocabulary/indicators.yml")
            or _unknown(table, row, "period", periods, "write it as 2023, 2023-05 or 2021/2023")
            or _unknown(table, row, "unit", units, "add it to vocabulary/units.yml")
        )
        if fault:
            faults.setdefault(fault, []).append(row)
        else:
            rows.append(row)
    for fault, where in faults.items():
        reading.skip(_rows(table, where), fault)
    rows = _once(
        reading, table, rows, [(areas[r], indicators[r], periods[r], units[r]) for r in rows]
    )
    values = reading.numbers(table, "value", rows)
    read = [(row, value) for row, value in zip(rows, values, strict=True) if value is not None]
    locators, cells = table.locators("value"), table.columns["value"]
    words = [text_of(cells[row]) for row, _ in read]
    notes = table.columns.get("note")
    given = table.columns.get("unit")
    found: Columns = {
        "area": [[areas[row][0]] for row, _ in read],
        "indicator": [indicators[row] for row, _ in read],
        "period": [periods[row] for row, _ in read],
        "value": [value for _, value in read],
        "unit": [units[row] for row, _ in read],
        "raw_value": words,
        "raw_unit": [text_of(given[row]) or None if given else None for row, _ in read],
        "refs": [
            [text_of(notes[row])] if notes and notes[row] is not None else [] for row, _ in read
        ],
        "quote": words,
        "locator": [locators[row] for row, _ in read],
    }
    extend(into, found)
    return [row for row, _ in read]


def _column(
    table: Table, role: str, find: Callable[[str], Found | None], key: Callable[[str], str]
) -> list[Found | None]:
    """What each cell of a column means; each distinct cell is looked up once."""
    texts = [text_of(cell) for cell in table.columns[role]]
    known = {text: find(key(text)) for text in set(texts)}
    return [known[text] for text in texts]


def _unknown(table: Table, row: int, role: str, found: list[str | None], remedy: str) -> str | None:
    if found[row] is not None:
        return None
    text = text_of(table.columns[role][row])
    return f"the {role} {text!r} is not known; {remedy}" if text else f"has no {role}"


def _areas(reading: Reading, table: Table) -> list[tuple[str | None, str | None]]:
    """For each row its area, or what is wrong with it."""
    find = _area_finder(reading.vocabulary)
    stated = [
        (role, _column(table, role, find, str.strip))
        for role in ("area", "country")
        if role in table.columns
    ]
    result: list[tuple[str | None, str | None]] = []
    for row in range(len(table.numbers)):
        said = {role: text_of(table.columns[role][row]) for role, _ in stated}
        codes = {code for role, column in stated if said[role] and (code := column[row])}
        shown = " and ".join(repr(text) for text in said.values() if text)
        if len(codes) == 1:
            result.append((codes.pop(), None))
        elif codes:
            result.append((None, f"{shown} are two areas"))
        elif shown:
            result.append((None, f"no area is known as {shown}; add it to vocabulary/areas.yml"))
        else:
            result.append((None, "names no area"))
    return result


def _area_finder(vocabulary: Vocabulary) -> Callable[[str], str | None]:
    codes = {area.iso2: code for code, area in vocabulary.areas.items()}
    codes |= {code: code for code in (*vocabulary.areas, *vocabulary.regions)}
    regions = {
        name_key(name): code
        for code, region in vocabulary.regions.items()
        for name in (region.name, *region.names)
    }
    return lambda text: codes.get(text) or vocabulary.find_area(text) or regions.get(name_key(text))


def _names_of_indicators(vocabulary: Vocabulary) -> dict[str, str]:
    names: dict[str, str] = {}
    for key, item in vocabulary.indicators.items():
        for name in (key, item.name, *item.names):
            names.setdefault(name_key(name), key)
    return names


def _units(vocabulary: Vocabulary, table: Table, indicators: list[str | None]) -> list[str | None]:
    """Unit of each row: as given, else that of its indicator."""
    names: dict[str, str] = {}
    for key, item in vocabulary.units.items():
        for name in (key, item.name, *item.names):
            names.setdefault(fold(name), key)
    usual = [vocabulary.indicators[name].unit if name else None for name in indicators]
    if "unit" not in table.columns:
        return list(usual)
    given = _column(table, "unit", names.get, fold)
    return [
        own if cell is not None else default
        for cell, own, default in zip(table.columns["unit"], given, usual, strict=True)
    ]


def _period(text: str) -> str | None:
    """ISO 8601, one date or ``start/end``; a span of years may have a dash."""
    years = _YEARS.fullmatch(text)
    whole = _PERIOD.fullmatch(f"{years[1]}/{years[2]}" if years else text)
    if not whole or (whole[2] and whole[2] < whole[1]):
        return None
    return f"{whole[1]}/{whole[2]}" if whole[2] else whole[1]


def _once(reading: Reading, table: Table, rows: list[int], keys: list[object]) -> list[int]:
    """Rows whose fact stands once. Of several none is read: nothing tells which one holds."""
    apart = f"; the unread columns {', '.join(table.unread)} may tell them apart"
    refused: set[int] = set()
    for places in repeated(keys).values():
        doubled = [rows[place] for place in places]
        refused.update(doubled)
        reading.skip(
            _rows(table, doubled),
            "state the same area, indicator, period and unit; none is read"
            + (apart if table.unread else ""),
        )
    return [row for row in rows if row not in refused]


def _rows(table: Table, rows: list[int]) -> str:
    numbers = [str(table.numbers[row]) for row in rows]
    more = f" and {len(numbers) - 10} more" if len(numbers) > 10 else ""
    return table.sheet.place(f"row{'s' * (len(rows) > 1)} {', '.join(numbers[:10])}{more}")


def _citations(table: Table, rows: list[int], into: Columns) -> None:
    """Add each note on the rows once, at the first cell that it stands in."""
    if "note" not in table.columns:
        return
    first: dict[str, int] = {}
    known = set(into.get("ref", ()))
    for row in rows:
        if (note := text_of(table.columns["note"][row])) and note not in known:
            first.setdefault(note, row)
    locators = table.locators("note")
    links = [note if note.startswith(("https://", "http://")) else None for note in first]
    places = [locators[row] for row in first.values()]
    notes = list(first)
    extend(into, {"ref": notes, "url": links, "quote": notes, "locator": places})


CONNECTOR = TableConnector(FACTS, reshape)
