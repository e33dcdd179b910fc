"""A relation: what figures of the board must keep among themselves, and how it is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from karaula.check.board import Board, Node
from karaula.check.rule import Rule
from karaula.check.structure import Figure

Figures = Sequence[Figure]
"""The figure of every node, by node number."""
Conflict = tuple[int, ...]
"""Numbers of the nodes of which at least one must be wrong."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relation. ``conflicts`` lists the sets of nodes that break it, none if it is kept.

    ``tell`` gives the fields of the rule's sentences for one conflict.
    """

    rule: Rule
    nodes: tuple[int, ...]
    kept: Callable[[Figures], bool]
    conflicts: Callable[[Figures], list[Conflict]]
    tell: Callable[[Figures, Conflict], dict[str, str]]


def among(
    rule: Rule,
    nodes: Iterable[Node],
    kept: Callable[[Figures], bool],
    tell: Callable[[Figures], dict[str, str]],
) -> Relation:
    """A relation that is broken by all its nodes together or not at all."""
    numbers = tuple(dict.fromkeys(node.number for node in nodes))
    return Relation(
        rule,
        numbers,
        kept,
        lambda figures: [] if kept(figures) else [numbers],
        lambda figures, _: tell(figures),
    )


def quantity_name(board: Board, node: Node) -> str:
    """What a node speaks of, in words: "resilience of Albania", "Serbia's rank in Europe"."""
    quantity, case = node.quantity, board.case
    listed = case.area(quantity.among) if quantity.among else ""
    if quantity.what == "size":
        return f"the number of countries ranked in the list {listed}"
    indicator = case.indicator(quantity.indicator).lower()
    place = case.area(quantity.area)
    if quantity.what == "score":
        return f"{indicator} of {place}"
    return f"rank of {place} by {indicator}" + (f" in the list {listed}" if listed else "")
