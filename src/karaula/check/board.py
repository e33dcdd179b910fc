"""The board: what sources say of composite indices, laid out as figures that can be doubted.

A *node* is one value stated for a quantity, with all the claims that state it: a table and a
sentence that agree are one node.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from math import isfinite

from karaula.check.case import Place, place
from karaula.check.quantity import WORLD, Ground, Quantity, Scope, Statement
from karaula.check.slips import ordinal
from karaula.check.structure import Figure, Structure
from karaula.evidence.claim import Claim, Observation

LONGEST = 500
"""Ranks are looked for up to here where neither the index nor other ranks say how long lists
are."""
MOST = 2_000
"""Ranks beyond this speak of no longer list: they are more likely slips."""

FEWEST, WHOLE = 5, 0.6
"""A list of so many areas of which such a share stands as if there were no others seems whole."""

_DIGITS = re.compile(r"\d+(?:[.,]\d+)?")


@dataclass(eq=False, slots=True)
class Node:
    """One value stated for a quantity, and the claims that state it."""

    number: int
    quantity: Quantity
    figure: Figure
    places: int
    """Places that the true figure has."""
    claims: list[Claim] = field(default_factory=list)
    spots: set[Place] = field(default_factory=set)

    @property
    def written(self) -> set[str]:
        """The digits as they stand, where noughts at the end or the point were left out."""
        raw = {c.slots.raw_value or "" for c in self.claims if isinstance(c.slots, Observation)}
        digits = {found[0].replace(",", ".") for text in raw if (found := _DIGITS.search(text))}
        return {text for text in digits if abs(float(text) - self.figure.number) < 1e-9}

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

    def __init__(self, ground: Ground, statements: Iterable[Statement]) -> None:
        self.ground = ground
        self.nodes: list[Node] = []
        self.by_quantity: dict[Quantity, list[Node]] = {}
        self.taken: set[int] = set()
        """``id()`` of the claims that stand on the board."""
        self._domains: dict[tuple[str, str | None, str, int], frozenset[Figure] | None] = {}
        self._by_value: dict[tuple[Quantity, Figure], Node] = {}
        self._lists: dict[Quantity, list[Node]] = {}
        self._ends: dict[Quantity, int | None] = {}
        for statement in statements:
            self._add(statement)

    def structures(self, scope: Scope) -> tuple[Structure, ...]:
        """Structure of the scope's edition, or of every edition if it is not known."""
        known = self.ground.structures[scope.index_id]
        if scope.edition is not None:
            return (known[scope.edition],)
        return tuple(known[name] for name in sorted(known))

    def decimals(self, scope: Scope) -> int:
        """Places that the index is published with."""
        return self.structures(scope)[0].decimals

    def _add(self, statement: Statement) -> None:
        quantity, figure, claim, places = statement
        self.taken.add(id(claim))
        node = self._by_value.get((quantity, figure))
        if node is None:
            usual = figure.places if places is None else places
            node = Node(len(self.nodes), quantity, figure, usual)
            self.nodes.append(node)
            self._by_value[quantity, figure] = node
            self.by_quantity.setdefault(quantity, []).append(node)
            if quantity.what == "rank":
                self._lists.setdefault(quantity._replace(area=""), []).append(node)
        spot = place(claim)
        if spot not in node.spots:
            node.spots.add(spot)
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

    def domain(self, node: Node) -> frozenset[Figure] | None:
        """Figures that a node could hold by itself; None where they are too many to list."""
        quantity = node.quantity
        if quantity.what == "score":
            key = (*quantity.scope[:2], quantity.indicator, node.places)
            if key not in self._domains:
                self._domains[key] = self._figures(quantity, node.places)
            return self._domains[key]
        countries = self.countries(quantity.scope)
        if quantity.what == "size" and quantity.among == WORLD and countries:
            return frozenset({Figure(countries)})
        longest = countries or self._longest
        if quantity.what == "rank":
            sizes = [
                claim.slots.of
                for claim in node.claims
                if isinstance(claim.slots, Observation) and claim.slots.of is not None
            ]
            longest = min(longest, max(sizes)) if sizes else longest
        return _up_to(longest)

    @cached_property
    def _longest(self) -> int:
        """How long lists may be: the largest rank but one, twice, unless that is little."""
        ranks = sorted(node.figure.units for node in self.of_kind("rank"))
        return max(LONGEST, 2 * min(ranks[-2], MOST) if len(ranks) > 1 else 0)

    def _figures(self, quantity: Quantity, places: int) -> frozenset[Figure] | None:
        found: set[Figure] = set()
        for structure in self.structures(quantity.scope):
            figures = structure.figures(quantity.indicator, places)
            if figures is None:
                return None
            found.update(figures)
        return frozenset(found)

    def ends_at(self, rank: Quantity) -> int | None:
        """How many areas a list seems to hold: those stated, if most of their ranks are one more
        than how many of them score higher."""
        key = rank._replace(area="")
        if key not in self._ends:
            listed = [
                (node.figure.number, scores[0].figure.number)
                for node in self._lists.get(key, ())
                if (scores := self.stated(node.quantity._replace(what="score", among="")))
            ]
            falling = sorted(-score for _, score in listed)
            fitting = sum(own == 1 + bisect_left(falling, -score) for own, score in listed)
            whole = len(listed) >= FEWEST and fitting >= WHOLE * len(listed)
            self._ends[key] = len(listed) if whole else None
        return self._ends[key]

    def attainable(self, node: Node, figure: Figure) -> bool:
        """Whether a node could hold a figure by itself."""
        domain = self.domain(node)
        if domain is not None:
            return figure in domain
        return any(
            structure.span(node.quantity.indicator, figure) is not None
            for structure in self.structures(node.quantity.scope)
        )

    def countries(self, scope: Scope) -> int | None:
        """How many countries the edition scores, where that is known and the same in all."""
        counts = {structure.areas for structure in self.structures(scope)}
        return next(iter(counts)) if len(counts) == 1 else None

    def within(self, among: str) -> set[str]:
        """Lists that a list lies in, through every step."""
        found: set[str] = set()
        waiting = [among]
        while waiting:
            for larger in self.ground.larger(waiting.pop()):
                if larger not in found and larger != among:
                    found.add(larger)
                    waiting.append(larger)
        return found

    def figures(self) -> list[Figure]:
        """The figures of all nodes as stated, by node number."""
        return [node.figure for node in self.nodes]


@lru_cache(maxsize=16)
def _up_to(longest: int) -> frozenset[Figure]:
    return frozenset(Figure(number) for number in range(1, longest + 1))


def all_stated(groups: Sequence[list[Node]], limit: int = 64) -> list[tuple[Node, ...]]:
    """Every combination of one node a group; beyond the limit only the first of each."""
    combinations: list[tuple[Node, ...]] = [()]
    for group in groups:
        if len(combinations) * len(group) > limit:
            group = group[:1]
        combinations = [(*known, node) for known in combinations for node in group]
    return combinations
