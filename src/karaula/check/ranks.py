"""Verbs of composite indices: what ranks and the lists that they stand in must keep.

Ranks of different lists are never compared, except where the vocabulary says that one list lies
within the other.
"""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations, pairwise
from math import inf, isfinite

from pydantic import BaseModel, ConfigDict, PositiveInt

from karaula.check.board import LONGEST, Board, Node
from karaula.check.quantity import Scope
from karaula.check.relations import Conflict, Figures, Relation, among
from karaula.check.rule import NoParameters, Rule, verb
from karaula.check.scores import COMMON, at_places, common, spread
from karaula.check.structure import Figure, difference

Entry = tuple[Node, Node]
"""Score and rank of one area in one list."""
ListKey = tuple[Scope, str, str]


def _lists(board: Board) -> dict[ListKey, list[Node]]:
    lists: dict[ListKey, list[Node]] = defaultdict(list)
    for node in board.of_kind("rank"):
        quantity = node.quantity
        if quantity.among:
            lists[quantity.scope, quantity.indicator, quantity.among].append(node)
    return lists


class Order(BaseModel):
    """Settings of the order of ranks and scores."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    pairs_up_to: PositiveInt = 300
    """Lists up to this length are compared pair by pair; longer ones, neighbour by neighbour."""


@verb("index.order", f"{COMMON} first second", Order, kind="relation")
def order(board: Board, rule: Rule, settings: Order) -> Iterator[Relation]:
    """In one list a higher score has a smaller rank, and equal scores share their rank."""
    for ranks in _lists(board).values():
        entries = [
            (score, rank)
            for rank in ranks
            for score in board.stated(rank.quantity._replace(what="score", among=""))
        ]
        places = _comparable(board, entries)
        entries = [entry for entry in entries if entry[0].places == places]
        if len(entries) > 1:
            yield _ordered(board, rule, entries, settings.pairs_up_to, _tied(board, entries[0][0]))


def _comparable(board: Board, entries: list[Entry]) -> int:
    """Places of the scores that a list is judged by: the index's own, else the most there are."""
    own = {board.decimals(score.quantity.scope) for score, _ in entries}
    places = {score.places for score, _ in entries}
    return max(places & own or places, default=0)


def _tied(board: Board, score: Node) -> bool:
    """Whether equal figures are equal scores, so that they share their rank."""
    return all(
        structure.tells_apart(score.quantity.indicator, score.places)
        for structure in board.structures(score.quantity.scope)
    )


def _ordered(board: Board, rule: Rule, entries: list[Entry], limit: int, tied: bool) -> Relation:
    listed: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        for node in entry:
            listed[node.number].append(entry)

    def broken(figures: Figures, first: Entry, second: Entry) -> bool:
        score = difference(figures[first[0].number], figures[second[0].number])
        rank = difference(figures[second[1].number], figures[first[1].number])
        if score == 0 and not tied:
            return False
        if (score > 0) == (rank > 0) and (score < 0) == (rank < 0):
            return False
        return first[1].quantity != second[1].quantity  # else stated twice: told by that rule

    def sorting(figures: Figures) -> list[Entry]:
        return sorted(
            entries,
            key=lambda entry: (-figures[entry[0].number].number, figures[entry[1].number].number),
        )

    def kept(figures: Figures) -> bool:
        placed = sorting(figures)
        return not any(broken(figures, a, b) for a, b in pairwise(placed))

    def conflict(a: Entry, b: Entry) -> Conflict:
        return a[0].number, a[1].number, b[0].number, b[1].number

    def conflicts(figures: Figures) -> list[Conflict]:
        placed = sorting(figures)
        pairs = combinations(placed, 2) if len(placed) <= limit else pairwise(placed)
        return [conflict(a, b) for a, b in pairs if broken(figures, a, b)]

    def against(figures: Figures, number: int) -> Iterator[Conflict]:
        for a in listed[number]:
            yield from (conflict(a, b) for b in entries if b is not a and broken(figures, a, b))

    def proposals(figures: Figures, number: int) -> Iterator[Figure]:
        """Scores between those of the next in rank above and below."""
        for score, rank in listed[number]:
            if score.number != number:
                continue
            own = figures[rank.number].number
            others = [
                (figures[b[1].number].number, at_places(figures[b[0].number], score.places).units)
                for b in entries
                if b[0].number != number
            ]
            above = [units for place, units in others if place < own]
            below = [units for place, units in others if place > own]
            if above and below and min(above) >= max(below):
                ends = (Figure(units, score.places) for units in (max(below), min(above)))
                yield from spread(*ends)

    def tell(figures: Figures, conflict: Conflict) -> dict[str, str]:
        nodes = [board.nodes[number] for number in conflict]

        def standing(score: Node, rank: Node) -> str:
            return (
                f"{board.ground.area(score.quantity.area)} with {figures[score.number]} "
                f"stands {figures[rank.number]}"
            )

        return common(board, nodes[1], figures) | {
            "first": standing(nodes[0], nodes[1]),
            "second": standing(nodes[2], nodes[3]),
        }

    return Relation(rule, tuple(listed), kept, conflicts, tell, against, proposals)


@verb("index.crowding", f"{COMMON} tied least", kind="relation")
def crowding(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """After ``n`` areas that share rank ``r`` the next rank is at least ``r + n``."""
    for ranks in _lists(board).values():
        if len(ranks) > 1:
            yield _crowded(board, rule, ranks)


def _crowded(board: Board, rule: Rule, ranks: list[Node]) -> Relation:
    def conflicts(figures: Figures) -> list[Conflict]:
        standing: dict[float, dict[str, int]] = defaultdict(dict)
        for node in ranks:
            standing[figures[node.number].number].setdefault(node.quantity.area, node.number)
        placed = sorted(standing)
        return [
            (next(iter(standing[next_].values())), *standing[rank].values())
            for rank, next_ in pairwise(placed)
            if next_ < rank + len(standing[rank])
        ]

    def tell(figures: Figures, conflict: Conflict) -> dict[str, str]:
        next_, *tied = (board.nodes[number] for number in conflict)
        return common(board, next_, figures) | {
            "tied": " and ".join(board.ground.area(node.quantity.area) for node in tied),
            "least": f"{figures[tied[0].number].number + len(tied):g}",
        }

    numbers = tuple(node.number for node in ranks)
    return Relation(rule, numbers, lambda figures: not conflicts(figures), conflicts, tell)


@verb("index.rank_in_list", f"{COMMON} size", kind="relation")
def rank_in_list(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A rank lies between 1 and the number of areas that its list is said to have."""
    for node in board.of_kind("rank"):
        for size in board.size_said_by(node):

            def tell(figures: Figures, node: Node = node, size: Node = size) -> dict[str, str]:
                return common(board, node, figures) | {"size": str(figures[size.number])}

            yield among(
                rule,
                [node, size],
                lambda figures, node=node, size=size: (  # type: ignore[misc]
                    1 <= figures[node.number].number <= figures[size.number].number
                ),
                tell,
            )
        if not board.size_said_by(node) and (one := _in_any_list(board, rule, node)):
            yield one


def _in_any_list(board: Board, rule: Rule, node: Node) -> Relation | None:
    """What a rank must keep where its list has no length: no list is longer than the index."""
    longest = board.countries(node.quantity.scope) or (inf if node.quantity.among else LONGEST)
    if 1 <= node.figure.number <= longest:
        return None
    least = len(_lists(board)[node.quantity.scope, node.quantity.indicator, node.quantity.among])
    size = f"{longest:g}" if isfinite(longest) else f"{least} or more"
    return among(
        rule,
        [node],
        lambda figures: 1 <= figures[node.number].number <= longest,
        lambda figures: common(board, node, figures) | {"size": size},
    )


@verb("index.list_size", f"{COMMON} countries", kind="relation")
def list_size(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A list is no longer than the edition has countries; the list of all is exactly as long."""
    for node in board.of_kind("size"):
        countries = board.countries(node.quantity.scope)
        if countries is not None:
            domain = board.domain(node)
            yield among(
                rule,
                [node],
                lambda figures, node=node, domain=domain: figures[node.number] in domain,  # type: ignore[misc]
                lambda figures, node=node, countries=countries: (  # type: ignore[misc]
                    common(board, node, figures) | {"countries": str(countries)}
                ),
            )


@verb("index.nested", f"{COMMON} smaller larger", kind="relation")
def nested(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A list within another: no rank in it exceeds the rank in the larger, order is the same,
    and between two areas the larger list holds at least as many as the smaller."""
    lists = _lists(board)
    for (scope, indicator, smaller), inner in lists.items():
        for larger in sorted(board.within(smaller)):
            pairs = [
                (small, large)
                for small in inner
                for large in board.stated(small.quantity._replace(among=larger))
            ]
            if (scope, indicator, larger) in lists and pairs:
                for pair in pairs:
                    yield _inside(board, rule, *pair)
                yield _same_order(board, rule, pairs)


def _nested_fields(board: Board, figures: Figures, *pairs: tuple[Node, Node]) -> dict[str, str]:
    def standing(side: int) -> str:
        return (
            " and ".join(
                f"{board.ground.area(pair[side].quantity.area)} {figures[pair[side].number]}"
                for pair in pairs
            )
            + f" in the list {board.ground.area(pairs[0][side].quantity.among)}"
        )

    return common(board, pairs[0][0], figures) | {"smaller": standing(0), "larger": standing(1)}


def _inside(board: Board, rule: Rule, small: Node, large: Node) -> Relation:
    """Better areas of the smaller list stand in the larger one too, and so do worse ones."""
    sizes = [board.size_said_by(node) for node in (small, large)]
    few, many = (size[0] if len(size) == 1 else None for size in sizes)

    def kept(figures: Figures) -> bool:
        extra = figures[large.number].number - figures[small.number].number
        if extra < 0:
            return False
        if few is None or many is None:
            return True
        return extra <= figures[many.number].number - figures[few.number].number

    nodes = [node for node in (small, large, few, many) if node is not None]
    return among(rule, nodes, kept, lambda figures: _nested_fields(board, figures, (small, large)))


def _same_order(board: Board, rule: Rule, pairs: list[tuple[Node, Node]]) -> Relation:
    def broken(figures: Figures, a: tuple[Node, Node], b: tuple[Node, Node]) -> bool:
        if a[0].quantity == b[0].quantity:
            return False
        inner, outer = (figures[b[i].number].number - figures[a[i].number].number for i in (0, 1))
        if inner < 0:
            inner, outer = -inner, -outer
        return outer < inner or (inner == 0) != (outer == 0)

    def conflicts(figures: Figures) -> list[Conflict]:
        placed = sorted(pairs, key=lambda pair: [figures[node.number].number for node in pair])
        return [
            (*(node.number for node in a), *(node.number for node in b))
            for a, b in pairwise(placed)
            if broken(figures, a, b)
        ]

    def tell(figures: Figures, conflict: Conflict) -> dict[str, str]:
        a, b, c, d = (board.nodes[number] for number in conflict)
        return _nested_fields(board, figures, (a, b), (c, d))

    numbers = tuple(dict.fromkeys(node.number for pair in pairs for node in pair))
    return Relation(rule, numbers, lambda figures: not conflicts(figures), conflicts, tell)
