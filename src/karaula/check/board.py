"""The board: what sources say of composite indices, laid out as figures that can be doubted.

A *quantity* is what a figure speaks of (the resilience of one area in one edition, its rank in one
list, the length of that list). A *node* is one value stated for a quantity, with all the claims
that state it: a table and a sentence that agree are one node.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isfinite
from typing import Literal, NamedTuple

from karaula.check.case import Case, Place, place
from karaula.check.reference import Reference
from karaula.check.slips import ordinal
from karaula.check.structure import Figure, Structure, edition_of, structures
from karaula.evidence.claim import Claim, Observation
from karaula.vocabulary.load import Vocabulary
from karaula.vocabulary.models import Index

WORLD = "WORLD"
LONGEST = 500
"""Ranks are looked for up to here where nothing says how long a list is."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")
_YEAR = re.compile(r"\d{4}")


class Scope(NamedTuple):
    """Index and edition. Without an edition, figures are compared within their source only."""

    index_id: str
    edition: str | None
    source: str | None = None


class Quantity(NamedTuple):
    """What a figure speaks of."""

    scope: Scope
    what: Literal["score", "rank", "size"]
    indicator: str
    area: str
    among: str = ""


@dataclass(eq=False, slots=True)
class Node:
    """One value stated for a quantity, and the claims that state it."""

    number: int
    quantity: Quantity
    figure: Figure
    claims: list[Claim] = field(default_factory=list)
    places: set[Place] = field(default_factory=set)

    @property
    def ordinal_ending(self) -> str | None:
        """Ending of the ordinal as written ("61st"), if it is one."""
        for claim in self.claims:
            if isinstance(claim.slots, Observation):
                read = ordinal(claim.slots.raw_value)
                if read and read[0] == self.figure.units:
                    return read[1]
        return None


def figure_of(value: float, raw: str | None, decimals: int, *, cell: bool) -> Figure | None:
    """The figure as written: digits of ``raw`` where they give ``value``, else the number itself.

    A cell of a data set holds a number, not its spelling: it has all decimals of the index.
    """
    if not isfinite(value) or abs(value) > 1e9:
        return None
    found = None if cell else _DIGITS.search(raw or "")
    if found:
        written = found[0].replace(",", ".")
        if abs(float(written) - value) < 1e-9:
            places = len(written.partition(".")[2])
            return Figure(round(value * 10**places), places) if places <= 9 else None
    for places in range(decimals if cell else 0, 10):
        if abs(round(value, places) - value) < 1e-9:
            return Figure(round(value * 10**places), places)
    return None


class Board:
    """All nodes of all indices, by quantity, with the structure of their editions."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.vocabulary: Vocabulary = case.vocabulary
        self.reference = Reference(case.reference, case.vocabulary)
        self.nodes: list[Node] = []
        self.by_quantity: dict[Quantity, list[Node]] = {}
        self.taken: set[int] = set()
        """``id()`` of the claims that stand on the board."""
        self._structures: dict[tuple[str, str | None], tuple[Structure, ...]] = {}
        self._domains: dict[tuple[str, str | None, str, int], frozenset[Figure]] = {}
        self._by_value: dict[tuple[Quantity, Figure], Node] = {}
        self._place()

    def index(self, scope: Scope) -> Index:
        """The index of a scope."""
        return self.vocabulary.indices[scope.index_id]

    def structures(self, scope: Scope) -> tuple[Structure, ...]:
        """Structure of the scope's edition, or of every edition if it is not known."""
        key = scope.index_id, scope.edition
        if key not in self._structures:
            self._structures[key] = structures(self.index(scope), scope.edition)
        return self._structures[key]

    def _place(self) -> None:
        read: list[tuple[Claim, Observation, Index, str]] = []
        known: dict[tuple[str, str], set[str]] = {}
        for claim, seen in self.case.observations:
            index = self._index_of(claim, seen)
            if index is None:
                continue
            year = _YEAR.match(seen.period or "")
            edition = edition_of(self.vocabulary.indices[index], year[0]) if year else ""
            read.append((claim, seen, self.vocabulary.indices[index], edition))
            if edition:
                known.setdefault((claim.source_id, index), set()).add(edition)
        undated = [(claim, seen) for claim, seen, _, edition in read if not edition]
        fitting = self.reference.best_editions(undated)
        for claim, seen, index_, edition in read:
            name = self.vocabulary.indicators[seen.indicator].index or ""
            if not edition:
                own = known.get((claim.source_id, name), set())
                edition = next(iter(own)) if len(own) == 1 else ""
                edition = edition or fitting.get((claim.source_id, name), "")
            scope = Scope(name, edition) if edition else Scope(name, None, claim.source_id)
            self._put(claim, seen, index_, scope)

    def _index_of(self, claim: Claim, seen: Observation) -> str | None:
        entry = self.vocabulary.indicators.get(seen.indicator)
        fits = (
            entry is not None
            and entry.index in self.vocabulary.indices
            and seen.unit in ("score", "rank")
            and seen.qualifier == "exact"
            and seen.value_max is None
            and len(seen.area) == 1
            and seen.area[0] in self.vocabulary.areas
            and claim.modality in ("asserted", "reported")
        )
        return entry.index if entry and fits else None

    def _put(self, claim: Claim, seen: Observation, index: Index, scope: Scope) -> None:
        area = seen.area[0]
        cell = claim.start is None
        if seen.unit == "score":
            figure = figure_of(seen.value, seen.raw_value, index.decimals, cell=cell)
            if figure is not None:
                self._add(Quantity(scope, "score", seen.indicator, area), figure, claim)
                self.taken.add(id(claim))
            return
        if not isfinite(seen.value) or seen.value != int(seen.value) or abs(seen.value) > 1e6:
            return
        edition = index.editions.get(scope.edition or "")
        among = seen.among or (WORLD if edition and edition.countries == seen.of else "")
        self._add(
            Quantity(scope, "rank", seen.indicator, area, among), Figure(int(seen.value)), claim
        )
        self.taken.add(id(claim))
        if seen.of is not None and among:
            self._add(Quantity(scope, "size", "", "", among), Figure(seen.of), claim)

    def _add(self, quantity: Quantity, figure: Figure, claim: Claim) -> None:
        node = self._by_value.get((quantity, figure))
        if node is None:
            node = Node(len(self.nodes), quantity, figure)
            self.nodes.append(node)
            self._by_value[quantity, figure] = node
            self.by_quantity.setdefault(quantity, []).append(node)
        spot = place(claim)
        if spot not in node.places:
            node.places.add(spot)
            node.claims.append(claim)

    def stated(self, quantity: Quantity) -> list[Node]:
        """All values stated for a quantity."""
        return self.by_quantity.get(quantity, [])

    def of_kind(self, what: str) -> Iterable[Node]:
        """All nodes of one kind of quantity."""
        return (node for node in self.nodes if node.quantity.what == what)

    def size_said_by(self, node: Node) -> list[Node]:
        """Lengths of the list that the claims of a rank give."""
        quantity = node.quantity
        sizes = self.stated(Quantity(quantity.scope, "size", "", "", quantity.among))
        said = {claim.slots.of for claim in node.claims if isinstance(claim.slots, Observation)}
        return [size for size in sizes if size.figure.units in said]

    def domain(self, node: Node) -> frozenset[Figure]:
        """Figures that a node could hold by itself."""
        quantity = node.quantity
        if quantity.what == "score":
            key = (*quantity.scope[:2], quantity.indicator, node.figure.places)
            if key not in self._domains:
                self._domains[key] = frozenset(
                    figure
                    for structure in self.structures(quantity.scope)
                    for figure in structure.figures(quantity.indicator, node.figure.places)
                )
            return self._domains[key]
        countries = self.countries(quantity.scope)
        longest = countries or LONGEST
        if quantity.what == "size":
            if quantity.among == WORLD and countries:
                return frozenset({Figure(countries)})
            return frozenset(Figure(number) for number in range(1, longest + 1))
        sizes = [
            claim.slots.of
            for claim in node.claims
            if isinstance(claim.slots, Observation) and claim.slots.of is not None
        ]
        longest = min(longest, max(sizes)) if sizes else longest
        return frozenset(Figure(number) for number in range(1, longest + 1))

    def countries(self, scope: Scope) -> int | None:
        """How many countries the edition scores, where that is known and the same in all."""
        editions = self.index(scope).editions
        if scope.edition is not None:
            return editions[scope.edition].countries
        counts = {edition.countries for edition in editions.values()}
        return next(iter(counts)) if len(counts) == 1 else None

    def within(self, among: str) -> set[str]:
        """Lists that a list lies in, through every step."""
        found: set[str] = set()
        waiting = [among]
        while waiting:
            region = self.vocabulary.regions.get(waiting.pop())
            for larger in region.within if region else ():
                if larger not in found and larger != among:
                    found.add(larger)
                    waiting.append(larger)
        return found

    def figures(self) -> list[Figure]:
        """The figures of all nodes as stated, by node number."""
        return [node.figure for node in self.nodes]


def all_stated(groups: Sequence[list[Node]], limit: int = 64) -> list[tuple[Node, ...]]:
    """Every combination of one node a group; beyond the limit only the first of each."""
    combinations: list[tuple[Node, ...]] = [()]
    for group in groups:
        if len(combinations) * len(group) > limit:
            group = group[:1]
        combinations = [(*known, node) for known in combinations for node in group]
    return combinations
