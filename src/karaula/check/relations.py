"""A relation: what figures of the board must keep among themselves, and how it is told."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from karaula.check.board import Board, Node
from karaula.check.rule import Rule
from karaula.check.structure import Figure

Figures = Sequence[Figure]
"""The figure of every node, by node number."""
Conflict = tuple[int, ...]
"""Numbers of the nodes of which at least one must be wrong."""


Proposals = Callable[[Figures, int], Iterable[Figure]]


def nothing(_: Figures, __: int) -> Iterable[Figure]:
    """No proposals."""
    return ()


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. ``conflicts`` lists the sets of nodes that break it, none if it is kept.

    ``tell`` gives the fields of the rule's sentences for one conflict. ``against`` lists the
    conflicts that one node stands in, faster than all; ``proposals`` are figures for a node that
    the others suggest, where not every figure can be tried.
    """

    rule: Rule
    nodes: tuple[int, ...]
    kept: Callable[[Figures], bool]
    conflicts: Callable[[Figures], list[Conflict]]
    tell: Callable[[Figures, Conflict], dict[str, str]]
    against: Callable[[Figures, int], Iterable[Conflict]] | None = None
    proposals: Proposals = nothing

    def hits(self, figures: Figures, number: int) -> Iterator[Conflict]:
        """The conflicts that a node stands in."""
        if self.against is not None:
            yield from self.against(figures, number)
        elif not self.kept(figures):
            yield from (conflict for conflict in self.conflicts(figures) if number in conflict)


def among(
    rule: Rule,
    nodes: Iterable[Node],
    kept: Callable[[Figures], bool],
    tell: Callable[[Figures], dict[str, str]],
    proposals: Proposals = nothing,
) -> Relation:
    """A relation that is broken by all its nodes together or not at all."""
    numbers = tuple(dict.fromkeys(node.number for node in nodes))
    return Relation(
        rule,
        numbers,
        kept,
        lambda figures: [] if kept(figures) else [numbers],
        lambda figures, _: tell(figures),
        proposals=proposals,
    )


def quantity_name(board: Board, node: Node) -> str:
    """What a node speaks of, in words: "resilience of Albania", "Serbia's rank in Europe"."""
    quantity, ground = node.quantity, board.ground
    listed = ground.area(quantity.among) if quantity.among else ""
    if quantity.what == "size":
        return f"the number of countries ranked in the list {listed}"
    indicator = ground.indicator(quantity.indicator).lower()
    place = ground.area(quantity.area)
    if quantity.what == "score":
        return f"{indicator} of {place}"
    return f"rank of {place} by {indicator}" + (f" in the list {listed}" if listed else "")
