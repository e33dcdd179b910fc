"""Published figures as statements that can be doubted, and the ground that they stand on."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from karaula.check.quantity import WORLD, Quantity, Scope, Statement
from karaula.check.structure import Figure, Structure
from karaula.evidence.claim import Claim, Observation
from karaula.evidence.finding import Evidence
from karaula.measure.index.audit.cells import is_blank, number_of, places_of, rank_of
from karaula.measure.index.audit.published import Entry, Published
from karaula.measure.index.audit.truth import RAW, Truth
from karaula.read.connectors.sheets import text_of
from karaula.vocabulary import Vocabulary

INDEX = "index"
METHOD = "audit@1"


@dataclass
class TableGround:
    """Structures, data and names that a table of published figures is judged by."""

    structures: Mapping[str, Mapping[str, Structure]]
    known: Truth
    vocabulary: Vocabulary
    elements: Mapping[str, str]
    """Names of elements by code."""
    published: Published
    nested: Mapping[str, set[str]] = field(default_factory=dict)

    def larger(self, among: str) -> Iterable[str]:
        """Lists that a list lies in."""
        region = self.vocabulary.regions.get(among)
        found = {*(region.within if region else ()), *self.nested.get(among, ())}
        found.update(self.known.larger(among))
        return sorted(found | ({WORLD} if among != WORLD else set()))

    def area(self, code: str) -> str:
        """Name of a unit or list."""
        entry = self.vocabulary.areas.get(code) or self.vocabulary.regions.get(code)
        if entry is not None:
            return entry.name
        return self.known.names.get(code) or self.published.names.get(code, code)

    def indicator(self, code: str) -> str:
        """Name of an element."""
        return self.elements.get(code.removesuffix(RAW)) or code.replace("_", " ")

    def evidence(self, claim: Claim) -> Evidence:
        """A cell as evidence."""
        return Evidence(
            claim_id=claim.claim_id, source_id=claim.source_id, doc=claim.source_id,
            quote=claim.quote, locator=claim.locator,
        )  # fmt: skip


@dataclass
class Stated:
    """Statements of a table, and the cells that are no figures."""

    statements: list[Statement] = field(default_factory=list)
    unreadable: list[Entry] = field(default_factory=list)
    places: dict[tuple[str, str], int] = field(default_factory=dict)


def state(
    published: Published, edition_of: Mapping[str, str], decimals: int, sizes: Mapping[str, int]
) -> Stated:
    """Every cell as a statement. ``edition_of`` gives the edition that a year of the table means,
    ``sizes`` are lengths of lists that are known."""
    found = Stated()
    figures: dict[tuple[str, str], list[Figure]] = {}
    for entry in published.entries:
        number = None if is_blank(entry.cell) else number_of(entry.cell)
        if entry.what == "score" and number is not None:
            figures.setdefault((edition_of[entry.edition], entry.code), []).append(number)
    found.places = {column: places_of(all_, decimals) for column, all_ in figures.items()}
    for entry in published.entries:
        if is_blank(entry.cell):
            continue
        stated = list(_statements(entry, edition_of[entry.edition], published, found, sizes))
        found.statements += stated
        if not stated:
            found.unreadable.append(entry)
    return found


def _statements(
    entry: Entry, edition: str, published: Published, found: Stated, sizes: Mapping[str, int]
) -> Iterator[Statement]:
    scope = Scope(INDEX, edition)
    quantity = Quantity(scope, entry.what, entry.code, entry.unit, entry.among)
    if entry.what == "score":
        number = number_of(entry.cell)
        if number is None:
            return
        places = found.places[edition, entry.code]
        if number.places < places:
            number = Figure(number.units * 10 ** (places - number.places), places)
        yield Statement(quantity, number, claim(entry, published, number.number), places)
        return
    rank = rank_of(entry.cell)
    if rank is None:
        return
    of = rank.of or sizes.get(entry.among)
    made = claim(entry, published, rank.rank, of)
    yield Statement(quantity, Figure(rank.rank), made)
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
