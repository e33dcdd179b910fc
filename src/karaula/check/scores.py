"""Verbs of composite indices: what scores must keep, and the comparison with the data set.

A broken relation says only that one of its figures is wrong; :mod:`karaula.check.diagnose` finds
out which. Ranks and lists have their own verbs in :mod:`karaula.check.ranks`.
"""

from collections.abc import Iterator
from itertools import combinations

from karaula.check.board import Board, Node, all_stated
from karaula.check.quantity import Quantity
from karaula.check.relations import Figures, Relation, among, quantity_name
from karaula.check.rule import NoParameters, Rule, verb
from karaula.check.structure import Figure, Structure
from karaula.check.sums import allowed, fits, solved

MOST_PROPOSED = 9
"""Figures of a gapless range that are tried for one figure."""

COMMON = "figure value likely suspects"
"""Fields of every relation: the figure in doubt, its value, what it was likely meant to be, and,
where several are equally suspect, all of them."""


def common(board: Board, node: Node, figures: Figures) -> dict[str, str]:
    return {"figure": quantity_name(board, node), "value": str(figures[node.number])}


@verb("index.attainable", f"{COMMON} edition fitting", kind="relation")
def attainable(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A score lies on the grid of the scale, an aggregate is the mean of values that do."""
    for node in board.of_kind("score"):
        if node.figure.places == node.places and board.attainable(node, node.figure):
            continue  # the diagnosis looks for other attainable figures only

        def kept(figures: Figures, node: Node = node) -> bool:
            figure = figures[node.number]
            return figure.places == node.places and board.attainable(node, figure)

        def tell(figures: Figures, node: Node = node) -> dict[str, str]:
            edition = node.quantity.scope.edition
            near = {
                figure
                for structure in board.structures(node.quantity.scope)
                for figure in structure.nearest(
                    node.quantity.indicator, at_places(figures[node.number], node.places)
                )
            }
            figure = figures[node.number]
            nearest = sorted(near, key=lambda known: (abs(known.number - figure.number), known))
            return common(board, node, figures) | {
                "edition": f"the {edition} edition" if edition else "any edition",
                "fitting": " and ".join(str(known) for known in sorted(nearest[:2])),
            }

        yield among(rule, [node], kept, tell)


def at_places(figure: Figure, places: int) -> Figure:
    """A figure with other places, rounded half up."""
    if places >= figure.places:
        return Figure(figure.units * 10 ** (places - figure.places), places)
    factor = 10 ** (figure.places - places)
    return Figure((2 * figure.units + factor) // (2 * factor), places)


@verb("index.parts", f"{COMMON} parts bounds", kind="relation")
def parts(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A level is the mean of its parts; parts that are not given must fit on the scale."""
    for quantity in list(board.by_quantity):
        if quantity.what != "score":
            continue
        structures = [
            known
            for known in board.structures(quantity.scope)
            if quantity.indicator in known.levels
        ]
        if not structures or len(structures) < len(board.structures(quantity.scope)):
            continue
        known = _known_below(board, quantity, structures)
        if known:
            for nodes in all_stated([board.stated(quantity), *known]):
                yield _mean(board, rule, nodes, structures)


def _known_below(board: Board, level: Quantity, structures: list[Structure]) -> list[list[Node]]:
    """Stated figures nearest below a level: its parts, or theirs where a part is not given."""
    found: dict[str, list[Node]] = {}
    for structure in structures:
        waiting = list(structure.levels[level.indicator])
        while waiting:
            part = waiting.pop(0)
            nodes = board.stated(level._replace(indicator=part))
            if nodes:
                found[part] = nodes
            else:
                waiting.extend(structure.levels.get(part, ()))
    return list(found.values())


def _mean(
    board: Board, rule: Rule, nodes: tuple[Node, ...], structures: list[Structure]
) -> Relation:
    level, *below = nodes
    name = level.quantity.indicator

    def given(figures: Figures) -> dict[str, Figure]:
        return {node.quantity.indicator: figures[node.number] for node in below}

    def kept(figures: Figures) -> bool:
        return any(
            fits(structure, name, figures[level.number], given(figures)) for structure in structures
        )

    def tell(figures: Figures) -> dict[str, str]:
        words = [
            f"{board.ground.indicator(node.quantity.indicator).lower()} {figures[node.number]}"
            for node in below
        ]
        bounds = [
            str(ends[0]) if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
            for structure in structures
            if (ends := allowed(structure, name, given(figures), structure.decimals))
        ]
        return common(board, level, figures) | {
            "parts": ", ".join(words),
            "bounds": " or ".join(dict.fromkeys(bounds)),
        }

    def proposals(figures: Figures, number: int) -> Iterator[Figure]:
        node = board.nodes[number]
        for structure in structures:
            ends = (
                allowed(structure, name, given(figures), node.places)
                if node is level
                else solved(
                    structure, name, figures[level.number], given(figures),
                    node.quantity.indicator, node.places,
                )
            )  # fmt: skip
            if ends is not None:
                yield from spread(*ends)

    return among(rule, nodes, kept, tell, proposals)


def spread(low: Figure, high: Figure) -> Iterator[Figure]:
    """Figures from the least to the largest, evenly chosen where there are many."""
    step = max(1, -((low.units - high.units) // MOST_PROPOSED))
    for units in range(low.units, high.units + 1, step):
        yield Figure(units, low.places)


@verb("index.agreement", f"{COMMON} other", kind="relation")
def agreement(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """One quantity has one value, wherever it is stated; a rounder figure may be its rounding."""
    for nodes in list(board.by_quantity.values()):
        for a, b in combinations(nodes, 2):

            def tell(figures: Figures, a: Node = a, b: Node = b) -> dict[str, str]:
                return common(board, a, figures) | {"other": str(figures[b.number])}

            yield among(
                rule,
                [a, b],
                lambda figures, a=a, b=b: same(figures[a.number], figures[b.number]),  # type: ignore[misc]
                tell,
            )


def same(a: Figure, b: Figure) -> bool:
    """Whether two figures agree at the places of the rounder one (half up)."""
    if a.places < b.places:
        a, b = b, a
    factor = 10 ** (a.places - b.places)
    return bool((2 * a.units + factor) // (2 * factor) == b.units)


@verb("index.reference", f"{COMMON} reference", kind="relation")
def reference(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A figure is what the data set at hand gives, or, for ranks, what follows from it."""
    for node in board.nodes:
        true = reference_figure(board, node)
        if true is not None and not same(node.figure, true):
            yield among(
                rule,
                [node],
                lambda figures, node=node, true=true: same(figures[node.number], true),  # type: ignore[misc]
                lambda figures, node=node, true=true: (  # type: ignore[misc]
                    common(board, node, figures) | {"reference": str(true)}
                ),
            )


def reference_figure(board: Board, node: Node) -> Figure | None:
    """The figure that the data set gives for a node; none for the data set's own cells."""
    known = board.ground.known
    if all(id(claim) in known.trusted for claim in node.claims):
        return None
    return known.figure(node.quantity)
