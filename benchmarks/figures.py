"""Figures of an index read from a report: right value for the right area and indicator."""

import csv
import re
from collections.abc import Iterable
from pathlib import Path

from benchmarks import EXAMPLE, SHARED, Table

Key = tuple[str, str]
"""Area and indicator."""

AVERAGES = ("criminality", "criminal_markets", "criminal_actors", "resilience")


def run() -> Table:
    """Karaula beside "each decimal number belongs to the last country and indicator named"."""
    rows = []
    for path, truth in _cases():
        for name, found in (("`karaula.extract`", _ours(path)), ("last name wins", _plain(path))):
            scores = {item for item in found if item[0] in truth}
            right = sum(1 for key, value in scores if abs(value - truth[key]) < 0.005)
            keys = {key for key, value in scores if abs(value - truth[key]) < 0.005}
            rows.append(
                (
                    path.name,
                    name,
                    f"{len(keys)} of {len(truth)}",
                    f"{len(scores) - right}",
                )
            )
    note = (
        "Scores of the index of 2021 for ten countries. Truth is the published data set, so a "
        "figure that the report itself has wrong counts as stated wrongly for both."
    )
    columns = ("document", "way", "scores found", "other values given")
    return Table(title="Figures of an index", columns=columns, rows=rows, note=note)


def _cases() -> Iterable[tuple[Path, dict[Key, float]]]:
    example = _truth(EXAMPLE / "sources" / "country-scores.csv", "area", "period")
    yield EXAMPLE / "sources" / "index-2021-note.md", example
    published = SHARED / "data" / "goci" / "goci_tidy.csv"
    report = next(iter(sorted((SHARED / "seeds").glob("000_*.txt"))), None)
    if published.is_file() and report:
        areas = {area for area, _ in example}
        drugs = ("heroin_trade", "cocaine_trade", "cannabis_trade", "synthetic_drug_trade")
        truth = _truth(published, "iso3", "edition")
        wanted = {*AVERAGES, *drugs}
        yield report, {k: v for k, v in truth.items() if k[0] in areas and k[1] in wanted}


def _truth(path: Path, area: str, year: str) -> dict[Key, float]:
    with path.open(encoding="utf-8", newline="") as file:
        return {
            (row[area], row["indicator"].removesuffix("_avg")): float(row["value"])
            for row in csv.DictReader(file)
            if row[year] == "2021"
        }


def _ours(path: Path) -> set[tuple[Key, float]]:
    from karaula.evidence import Observation
    from karaula.extract import extract
    from karaula.read import read

    return {
        ((area, claim.slots.indicator), claim.slots.value)
        for claim in extract(read(path))
        if isinstance(claim.slots, Observation) and claim.slots.unit == "score"
        for area in claim.slots.area
    }


def _plain(path: Path) -> set[tuple[Key, float]]:
    from karaula.vocabulary import load

    vocabulary = load()
    areas = {n: code for code, a in vocabulary.areas.items() for n in (a.name, *a.names)}
    indicators = {
        n.lower(): code for code, i in vocabulary.indicators.items() for n in (i.name, *i.names)
    }
    names = sorted([*areas, *indicators], key=len, reverse=True)
    pattern = re.compile("|".join([*map(re.escape, names), r"\d+[.,]\d\d\b"]), re.IGNORECASE)
    area = indicator = None
    found = set()
    for match in pattern.finditer(path.read_text(encoding="utf-8")):
        word = match.group()
        if word[0].isdigit():
            if area and indicator:
                found.add(((area, indicator), float(word.replace(",", "."))))
        elif word in areas:
            area = areas[word]
        else:
            indicator = indicators.get(word.lower(), indicator)
    return found
