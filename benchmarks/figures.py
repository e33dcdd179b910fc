"""Figures of an index read from a report: right value for the right area, indicator and list."""

import csv
import re
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks import EXAMPLE, SHARED, Table

Key = tuple[str, str, int | None]
"""Area, indicator, and for a rank of how many."""

Found = set[tuple[Key, float]]

SCORES = ("criminality", "criminal_markets", "criminal_actors", "resilience")
DRUGS = ("heroin_trade", "cocaine_trade", "cannabis_trade", "synthetic_drug_trade")
RANKED = ("criminality", "resilience")

SENTENCES = (
    "In 2021 {a} scored {x} for {i}.",
    "{a}'s {i} score stood at {x} in 2021.",
    "The index of 2021 gives {a} {x} for {i}.",
    "At {x}, the {i} score of {a} differs from that of {b}, which has {y}.",
    "{a} received {x} for {i} in 2021, against {y} for {b}.",
    "For {i}, {a} was given {x} and {b} {y}.",
    "{a} ({x}) and {b} ({y}) differ in {i}.",
    "The {i} score was {x} in {a} and {y} in {b}.",
)
"""Ways to say two figures, written before any of them was tried."""


def run() -> Table:
    """Karaula beside "a number belongs to the last country and the last indicator named"."""
    rows = []
    for path, truth in _cases():
        for name, found in (("`karaula.extract`", _ours(path)), ("last name wins", _plain(path))):
            cells = [path.name, name]
            for ranks in (False, True):
                wanted = {k: v for k, v in truth.items() if (k[2] is not None) is ranks}
                given = {item for item in found if item[0] in wanted}
                right = {key for key, value in given if abs(value - wanted[key]) < 0.005}
                wrong = {item for item in given if abs(item[1] - wanted[item[0]]) >= 0.005}
                cells += (
                    [f"{len(right)} of {len(wanted)}", str(len(wrong))] if wanted else ["-", "-"]
                )
            rows.append(tuple(cells))
    note = (
        "The index of 2021 for ten countries. Truth is the published data set, so figures that the "
        "report itself has wrong are not found and count as other values for both ways. Karaula "
        "also gives period, unit and place of the words; the plain way gives none of these."
    )
    columns = ("document", "way", "scores found", "other scores", "ranks found", "other ranks")
    return Table(title="Figures of an index", columns=columns, rows=rows, note=note)


def _cases() -> Iterable[tuple[Path, dict[Key, float]]]:
    scores = dict(_scores(EXAMPLE / "sources" / "country-scores.csv", "area", "period"))
    yield EXAMPLE / "sources" / "index-2021-note.md", scores
    with tempfile.TemporaryDirectory() as folder:
        yield _said_otherwise(Path(folder) / "said in eight ways", scores)
    data, reports = SHARED / "data" / "goci", sorted((SHARED / "seeds").glob("000_*.txt"))
    if reports and (data / "goci_derived.csv").is_file():
        areas = {area for area, _, _ in scores}
        truth = {
            **dict(_scores(data / "goci_tidy.csv", "iso3", "edition")),
            **dict(_ranks(data / "goci_derived.csv")),
        }
        yield reports[0], {k: v for k, v in truth.items() if k[0] in areas}


def _said_otherwise(path: Path, scores: dict[Key, float]) -> tuple[Path, dict[Key, float]]:
    """The four averages of the example in prose, two countries and one way after the other."""
    from karaula.vocabulary import load

    vocabulary = load()
    said, truth = ["# Notes on the Global Organized Crime Index 2021"], {}
    areas = sorted({area for area, _, _ in scores})
    cases = [(i, a, b) for i in SCORES for a, b in zip(areas[::2], areas[1::2], strict=True)]
    for number, (indicator, a, b) in enumerate(cases):
        sentence = SENTENCES[number % len(SENTENCES)]
        for area in (a, b) if "{b}" in sentence else (a,):
            truth[area, indicator, None] = scores[area, indicator, None]
        said.append(
            sentence.format(
                i=vocabulary.indicators[indicator].name.lower(),
                a=vocabulary.areas[a].name,
                b=vocabulary.areas[b].name,
                x=f"{scores[a, indicator, None]:.2f}",
                y=f"{scores[b, indicator, None]:.2f}",
            )
        )
    path.write_text("\n\n".join(said) + "\n", encoding="utf-8")
    return path, truth


def _scores(path: Path, area: str, year: str) -> Iterator[tuple[Key, float]]:
    for row in _rows(path):
        indicator = row["indicator"].removesuffix("_avg")
        if row[year] == "2021" and indicator in SCORES + DRUGS:
            yield (row[area], indicator, None), float(row["value"])


def _ranks(path: Path) -> Iterator[tuple[Key, float]]:
    """Ranks in the world, the continent and the sub-region, each with the length of its list."""
    rows = [row for row in _rows(path) if row["edition"] == "2021"]
    for row in rows:
        indicator = row["measure"].removesuffix("_avg")
        if indicator in RANKED:
            peers = [other for other in rows if other["measure"] == row["measure"]]
            for place in ("world", "continent", "region"):
                total = sum(place == "world" or o[place] == row[place] for o in peers)
                yield (row["iso3"], indicator, total), float(row[f"rank_{place}"])


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ours(path: Path) -> Found:
    from karaula.evidence import Observation
    from karaula.extract import extract
    from karaula.read import read

    return {
        ((area, claim.slots.indicator, claim.slots.of), claim.slots.value)
        for claim in extract(read(path))
        if isinstance(claim.slots, Observation) and claim.slots.unit in ("score", "rank")
        for area in claim.slots.area
    }


def _plain(path: Path) -> Found:
    from karaula.vocabulary import load

    vocabulary = load()
    areas = {n: code for code, a in vocabulary.areas.items() for n in (a.name, *a.names)}
    indicators = {
        n.lower(): code for code, i in vocabulary.indicators.items() for n in (i.name, *i.names)
    }
    names = sorted([*areas, *indicators], key=len, reverse=True)
    number = r"(?P<rank>\d+)(?:st|nd|rd|th)? (?:of |\()(?P<of>\d+)|(?P<score>\d+[.,]\d\d\b)"
    pattern = re.compile("|".join([*map(re.escape, names), number]), re.IGNORECASE)
    area = indicator = None
    found: Found = set()
    for match in pattern.finditer(path.read_text(encoding="utf-8")):
        word = match.group()
        if match["score"] and area and indicator:
            found.add(((area, indicator, None), float(word.replace(",", "."))))
        elif match["rank"] and area and indicator:
            found.add(((area, indicator, int(match["of"])), float(match["rank"])))
        elif word in areas:
            area = areas[word]
        else:
            indicator = indicators.get(word.lower(), indicator)
    return found
