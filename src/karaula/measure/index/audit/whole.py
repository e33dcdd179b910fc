"""What is wrong with a column as a whole: then its figures are not doubted one by one."""

from collections import Counter
from typing import NamedTuple

import numpy as np

from karaula.check.board import Board, Node
from karaula.check.quantity import WORLD, Quantity
from karaula.check.relations import Relation, quantity_name
from karaula.evidence.finding import Finding
from karaula.measure.index.audit.truth import List

LEAST = 5
"""Fewer figures are no column."""
MANY = 0.3
"""A rule that so large a share of a column breaks does not hold for it."""
MOSTLY = 0.5
"""Data that so large a share of a column differs from are not of it."""
ROUNDED = 0.8
"""If so many of those that break a rule are off by the least there is, it is the rounding."""
PAIRS = 0.3
"""Ranks of which so large a share of pairs stands the wrong way do not belong to the scores."""
FEWEST = 3
"""Fewer ties may be broken by slips."""
SHOWN = 8

RULE = "index-column"
ORDER, CROWDING = "index.order", "index.crowding"


class Column(NamedTuple):
    """Figures of one kind: the scores of an element, or its ranks in one list."""

    edition: str
    what: str
    indicator: str
    among: str


class Doubt(NamedTuple):
    """Why a column is doubted as a whole, its figures, and a relation that they break."""

    reason: str
    nodes: list[Node]
    relation: Relation


def columns(
    board: Board, relations: list[Relation]
) -> tuple[list[Relation], list[Finding], set[List]]:
    """The relations without those that most of a column breaks, a finding for each column, and
    the columns that the data at hand are not of."""
    figures = board.figures()
    grouped: dict[tuple[str, Column], list[Relation]] = {}
    for relation in relations:
        grouped.setdefault((relation.rule.verb, _column(board, relation)), []).append(relation)
    totals = Counter(_column_of(node.quantity) for node in board.nodes)
    kept: list[Relation] = []
    doubts: dict[tuple[str, str, str], list[Doubt]] = {}
    strange: dict[str, set[Column]] = {}
    for (verb, column), group in grouped.items():
        broken = [relation for relation in group if not relation.kept(figures)]
        total = len(group) if verb == "index.parts" else totals[column]
        reason = _reason(board, verb, broken, total) if broken else ""
        if reason:
            nodes = _ranks(board, broken[0]) or [board.nodes[one.nodes[0]] for one in broken]
            doubt = Doubt(reason, nodes, broken[0])
            doubts.setdefault((verb, column.edition, column.indicator), []).append(doubt)
            strange.setdefault(verb, set()).add(column)
        else:
            kept += group
    for ties in _tied(board, kept):
        if reason := _ties(board, ties):
            broken = [relation for relation in ties if not relation.kept(figures)]
            column = _column(board, broken[0])
            doubt = Doubt(reason, _ranks(board, broken[0]), broken[0])
            key = CROWDING, column.edition, column.indicator
            doubts.setdefault(key, []).append(doubt)
            kept = [relation for relation in kept if relation not in ties]
    found = [_finding(board, same) for same in doubts.values()]
    unlike = strange.get("index.reference", set())
    return [one for one in kept if _counts(board, one, strange)], found, {
        (column.edition, column.indicator, among)
        for column in unlike
        for among in {column.among, *(c.among for c in totals if c[::2] == column[::2])}
        if column.what == "score" or among == column.among
    }  # fmt: skip


def _counts(board: Board, relation: Relation, strange: dict[str, set[Column]]) -> bool:
    """Whether a relation says something, after what was found of the columns of its figures."""
    touched = {_column_of(board.nodes[number].quantity) for number in relation.nodes}
    if not touched.isdisjoint(strange.get(ORDER, ())):
        return False
    verb = relation.rule.verb
    if verb == "index.parts":
        return touched.isdisjoint(strange.get("index.attainable", ()))
    if verb != "index.reference":
        return True
    scores = {column._replace(what="score", among="") for column in touched}
    return scores.isdisjoint(strange.get(verb, ()))


def _reason(board: Board, verb: str, broken: list[Relation], total: int) -> str:
    """Why a rule does not hold for a column at all; empty where it mostly does."""
    if verb == ORDER:
        return _disordered(board, _ranks(board, broken[0]))
    if verb not in _REASONS or len(broken) < LEAST:
        return ""
    if sum(_nearly(board, relation) for relation in broken) >= ROUNDED * len(broken):
        return (
            f"{len(broken)} of {total} are one unit of the last place off: rounded otherwise than "
            "half up, or made of rounded parts"
        )
    if len(broken) <= (MOSTLY if verb == "index.reference" else MANY) * total:
        return ""
    return _REASONS[verb].format(broken=len(broken), total=total)


def _nearly(board: Board, relation: Relation) -> bool:
    """Whether a relation would be kept if its first score were a unit higher or lower."""
    node = board.nodes[relation.nodes[0]]
    if node.quantity.what != "score":
        return False
    figures = board.figures()
    for step in (-1, 1):
        figures[node.number] = node.figure._replace(units=node.figure.units + step)
        if relation.kept(figures):
            return True
    return False


def _ranks(board: Board, relation: Relation) -> list[Node]:
    """The ranks of a relation that holds for a whole list."""
    if relation.rule.verb not in (ORDER, CROWDING):
        return []
    nodes = (board.nodes[number] for number in relation.nodes)
    return [node for node in nodes if node.quantity.what == "rank"]


_REASONS = {
    "index.parts": "{broken} of {total} do not follow from the figures of their parts: the "
    "structure says otherwise than the publisher did, or the columns are not of one edition",
    "index.attainable": "{broken} of {total} are figures that the structure cannot give: the scale "
    "or the parts are others, or the edition is",
    "index.reference": "{broken} of {total} are not what the data give: the data are of another "
    "edition, or the column is another score",
}


def _column(board: Board, relation: Relation) -> Column:
    node = (_ranks(board, relation) or [board.nodes[relation.nodes[0]]])[0]
    return _column_of(node.quantity)


def _column_of(quantity: Quantity) -> Column:
    return Column(quantity.scope.edition or "", quantity.what, quantity.indicator, quantity.among)


def _disordered(board: Board, ranks: list[Node]) -> str:
    """Why ranks do not belong to the scores at all; empty where they mostly do."""
    stated = [
        (board.stated(node.quantity._replace(what="score", among="")), node) for node in ranks
    ]
    placed = np.array(
        [(score[0].figure.number, node.figure.units) for score, node in stated if score]
    )
    if len(placed) < LEAST:
        return ""
    higher, lower = (np.sign(placed[:, None, at] - placed[None, :, at]) for at in (0, 1))
    pairs = (higher * lower != 0).sum()
    wrong = (higher * lower > 0).sum() / max(pairs, 1)
    if wrong > 1 - PAIRS:
        return "rank 1 is the lowest score: the list is ranked the other way round"
    if wrong > PAIRS:
        return f"{wrong:.0%} of all pairs stand otherwise than their scores: ranks of another score"
    return ""


def _tied(board: Board, relations: list[Relation]) -> list[list[Relation]]:
    """What ties must keep: in the list of all, and in all smaller lists together."""
    grouped: dict[tuple[str, str, bool], list[Relation]] = {}
    for relation in relations:
        if relation.rule.verb == CROWDING:
            column = _column(board, relation)
            key = column.edition, column.indicator, column.among == WORLD
            grouped.setdefault(key, []).append(relation)
    return list(grouped.values())


def _ties(board: Board, relations: list[Relation]) -> str:
    """Why ties are ranked otherwise than by the smallest rank; empty where they mostly are so."""
    tied = wrong = 0
    for relation in relations:
        ranks = Counter(node.figure.number for node in _ranks(board, relation))
        tied += sum(1 for many in ranks.values() if many > 1)
        wrong += len(relation.conflicts(board.figures()))
    if wrong < FEWEST or wrong <= PAIRS * tied:
        return ""
    return (
        f"after {wrong} of {tied} ties the next rank comes too early: equal scores do not share "
        "the smallest rank (1, 2, 2, 4)"
    )


def _finding(board: Board, doubts: list[Doubt]) -> Finding:
    """One finding about the scores and ranks of an element: the longest column is told."""
    scores = [doubt for doubt in doubts if doubt.nodes[0].quantity.what == "score"]
    reason, nodes, relation = max(scores or doubts, key=lambda doubt: len(doubt.nodes))
    quantity = nodes[0].quantity
    name = quantity_name(board, nodes[0])
    if quantity.area:
        name = name.replace(f" of {board.ground.area(quantity.area)}", "", 1)
    further = f"; so do {len(doubts) - 1} further columns" if len(doubts) > 1 else ""
    return Finding(
        rule=RULE,
        level="warning",
        message=f"The column {name} does not go with the index: {reason}{further}",
        why=f"{relation.rule.title}: {reason}. Its figures are not doubted one by one by this.",
        confidence=0.95,
        evidence=tuple(board.ground.evidence(node.claims[0]) for node in nodes[:SHOWN]),
        indicator=quantity.indicator or None,
    )
