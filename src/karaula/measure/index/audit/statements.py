"""Cells of published tables as statements that can be doubted."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from karaula.check.quantity import Quantity, Scope, Statement
from karaula.check.structure import Figure, Structure
from karaula.check.sums import fits
from karaula.evidence.claim import Claim, Observation
from karaula.measure.index.audit.cells import is_blank, number_of, places_of, rank_of
from karaula.measure.index.audit.published import Entry, Published
from karaula.read.connectors.sheets import text_of

INDEX = "index"
METHOD = "audit@1"

RAW = " (as measured)"
"""Stands behind the code of an indicator whose figures are not on the scale of the index."""

Column = tuple[str, str]
"""Edition and element."""


@dataclass
class Stated:
    """What a table states, and the cells that are no figures."""

    statements: list[Statement] = field(default_factory=list)
    unreadable: list[Entry] = field(default_factory=list)
    places: dict[Column, int] = field(default_factory=dict)
    """Places that the figures of a column are given with."""


def state(
    published: Published,
    structures: Mapping[str, Structure],
    sizes: Mapping[tuple[str, str], int],
    measured: Collection[Column] = (),
) -> Stated:
    """Every cell as a statement.

    ``structures`` go by edition, ``sizes`` are lengths of lists by edition and list, where they
    are known; ``measured`` are columns of indicators that are not on the scale of the index.
    """
    found = Stated()
    for column, figures in figures_of(published).items():
        found.places[column] = places_of(figures.values(), structures[column[0]].decimals)
    for entry in published.entries:
        if is_blank(entry.cell):
            continue
        before = len(found.statements)
        mark = RAW if (entry.edition, entry.code) in measured else ""
        structure = structures[entry.edition]
        found.statements += _statements(entry, published, found.places, sizes, structure, mark)
        if len(found.statements) == before:
            found.unreadable.append(entry)
    for column in measured:
        found.places[column[0], column[1] + RAW] = found.places[column]
    return found


def figures_of(published: Published) -> dict[Column, dict[str, Figure]]:
    """Scores by column and unit, as written."""
    found: dict[Column, dict[str, Figure]] = {}
    for entry in published.entries:
        if entry.what == "score" and not is_blank(entry.cell):
            number = number_of(entry.cell)
            if number is not None:
                found.setdefault((entry.edition, entry.code), {})[entry.unit] = number
    return found


def as_measured(
    figures: Mapping[Column, Mapping[str, Figure]], edition: str, structure: Structure
) -> set[Column]:
    """Columns of indicators that are not on the scale of the index: most of what they are parts of
    does not follow from them."""
    parts = {part for level in structure.levels.values() for part in level}
    indicators = {part for part in parts if part not in structure.levels}
    own = {code: of for (year, code), of in figures.items() if year == edition}
    kept = tried = 0
    for level, made_of in structure.levels.items():
        if indicators.isdisjoint(made_of) or not {level, *made_of} <= own.keys():
            continue
        for unit, figure in own[level].items():
            given = {part: own[part][unit] for part in made_of if unit in own[part]}
            if len(given) == len(made_of):
                tried += 1
                able = all(structure.span(part, of) is not None for part, of in given.items())
                kept += able and fits(structure, level, figure, given)
    if tried and 2 * kept > tried:
        return set()
    return {(edition, code) for code in indicators & own.keys()}


def _statements(
    entry: Entry,
    published: Published,
    places: Mapping[Column, int],
    sizes: Mapping[tuple[str, str], int],
    structure: Structure,
    mark: str,
) -> Iterator[Statement]:
    scope = Scope(INDEX, entry.edition)
    quantity = Quantity(scope, entry.what, entry.code + mark, entry.unit, entry.among)
    if entry.what == "score":
        number = number_of(entry.cell)
        if number is not None:
            own = places[entry.edition, entry.code]
            if number.places > own and not structure.on_lattice(quantity.indicator):
                own = number.places  # more precise than the rest, and no slip for that
            if number.places < own:
                number = Figure(number.units * 10 ** (own - number.places), own)
            yield Statement(quantity, number, claim(entry, published, number.number), own)
        return
    rank = rank_of(entry.cell)
    if rank is None:
        return
    of = rank.of or sizes.get((entry.edition, entry.among))
    made = claim(entry, published, rank.rank.number, of)
    yield Statement(quantity, rank.rank, made)
    if of is not None:
        yield Statement(Quantity(scope, "size", "", "", entry.among), Figure(of), made)


def claim(entry: Entry, published: Published, value: float, of: int | None = None) -> Claim:
    """A cell as a claim."""
    text = text_of(entry.cell)
    return Claim(
        slots=Observation(
            indicator=entry.code, value=value, unit=entry.what, area=(entry.unit,),
            period=entry.edition or None, of=of, among=entry.among or None, raw_value=text,
        ),
        source_id=published.place, method=METHOD, quote=text, locator=entry.locator,
    )  # fmt: skip
