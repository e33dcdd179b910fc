"""Cells of a workbook that are merged: what stands in the first of them counts for all."""

import re
import zipfile
from pathlib import Path
from posixpath import join, normpath
from xml.etree import ElementTree

from karaula.read.connectors.sheets import Cell, Sheet

_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]+)(\d+):([A-Z]+)(\d+)"')
_PIECE = 2**20
_OVERLAP = 200
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def merged_cells(path: Path) -> dict[str, list[tuple[range, range]]]:
    """For each sheet the rows (counted from 1) and columns (from 0) of its merged cells; none for
    a workbook whose parts are not where they usually are."""
    try:
        with zipfile.ZipFile(path) as archive:
            return {
                name: found
                for name, part in _parts(archive).items()
                if (found := _ranges(archive, part))
            }
    except (zipfile.BadZipFile, KeyError, ElementTree.ParseError):
        return {}


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive in which each sheet stands."""
    book = ElementTree.fromstring(archive.read("xl/workbook.xml"))
    links = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    return {
        sheet.get("name", ""): normpath(join("/xl", targets[sheet.get(_ID)])).lstrip("/")
        for sheet in book.iter()
        if sheet.tag.endswith("}sheet") and sheet.get(_ID) in targets
    }


def _ranges(archive: zipfile.ZipFile, part: str) -> list[tuple[range, range]]:
    found: dict[tuple[bytes, ...], None] = {}
    with archive.open(part) as file:
        tail = b""
        while piece := file.read(_PIECE):
            found |= dict.fromkeys(_MERGED.findall(tail + piece))
            tail = piece[-_OVERLAP:]
    return [
        (range(int(top), int(bottom) + 1), range(_column(left), _column(right) + 1))
        for left, top, right, bottom in found
    ]


def _column(name: bytes) -> int:
    number = 0
    for letter in name:
        number = number * 26 + letter - ord("A") + 1
    return number - 1


def spread(
    sheet: Sheet, ranges: list[tuple[range, range]], columns: set[int], head: int
) -> list[int]:
    """Write what merged cells of some columns say into each of them, below row ``head``.

    Returns the numbers of the rows that got something."""
    places = {number: place for place, (number, _) in enumerate(sheet.rows)}
    filled: set[int] = set()
    for rows, across in ranges:
        if rows.start <= head or rows.start not in places or across.start not in columns:
            continue
        first = sheet.rows[places[rows.start]][1]
        said: Cell = first[across.start] if across.start < len(first) else None
        for number in rows[1:]:
            if said is None or number not in places:
                continue
            cells = list(sheet.rows[places[number]][1])
            cells += [None] * (across.start + 1 - len(cells))
            cells[across.start] = said
            sheet.rows[places[number]] = (number, tuple(cells))
            filled.add(number)
    return sorted(filled)
