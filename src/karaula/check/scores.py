"""Verbs of composite indices: what scores must keep, and the comparison with the data set.

A broken relation says only that one of its figures is wrong; :mod:`karaula.check.diagnose` finds
out which. Ranks and lists have their own verbs in :mod:`karaula.check.ranks`.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from karaula.check.board import Board, Node, Quantity, all_stated
from karaula.check.relations import Figures, Relation, among, quantity_name
from karaula.check.rule import NoParameters, Rule, verb
from karaula.check.structure import Figure, Structure

COMMON = "figure value likely suspects"
"""Fields of every relation: the figure in doubt, its value, what it was likely meant to be, and,
where several are equally suspect, all of them."""


def common(board: Board, node: Node, figures: Figures) -> dict[str, str]:
    return {"figure": quantity_name(board, node), "value": str(figures[node.number])}


@verb("index.attainable", f"{COMMON} edition fitting", kind="relation")
def attainable(board: Board, rule: Rule, _: NoParameters) -> Iterator[Relation]:
    """A score lies on the grid of the scale, an aggregate is the mean of values that do."""
    for node in board.of_kind("score"):
        domain = board.domain(node)
        if node.figure in domain:
            continue  # the diagnosis looks for other figures in the domain only

        def tell(
            figures: Figures, node: Node = node, domain: frozenset[Figure] = domain
        ) -> dict[str, str]:
            figure, edition = figures[node.number], node.quantity.scope.edition
            near = sorted(domain, key=lambda known: (abs(known.units - figure.units), known.units))
            return common(board, node, figures) | {
                "edition": f"the {edition} edition" if edition else "any edition",
                "fitting": " and ".join(str(known) for known in sorted(near[:2])),
            }

        yield among(
            rule,
            [node],
            lambda figures, node=node, domain=domain: figures[node.number] in domain,  # type: ignore[misc]
            tell,
        )


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
            _fits(structure, name, figures[level.number], given(figures))
            for structure in structures
        )

    def tell(figures: Figures) -> dict[str, str]:
        words = [
            f"{board.case.indicator(node.quantity.indicator).lower()} {figures[node.number]}"
            for node in below
        ]
        bounds = [_bounds(structure, name, given(figures)) for structure in structures]
        return common(board, level, figures) | {
            "parts": ", ".join(words),
            "bounds": " or ".join(dict.fromkeys(bound for bound in bounds if bound)),
        }

    return among(rule, nodes, kept, tell)


def _reach(structure: Structure, name: str, given: dict[str, Figure]) -> frozenset[int] | None:
    """Sums that the parts of a level can reach; ``None`` where a given part is not attainable."""
    listed = structure.levels[name]
    sums: set[int] = {0}
    free = []
    for part in listed:
        if part in given:
            options: Iterable[int] = structure.exact(part, given[part])
        elif part in structure.levels and _any_given(structure, part, given):
            inner = _reach(structure, part, given)
            if inner is None:
                return None
            count = len(structure.levels[part])
            options = {total // count for total in inner}
        else:
            free.append(part)
            continue
        sums = {known + option for known in sums for option in options}
        if not sums:
            return None
    if free:
        totals = structure.totals(free)
        sums = {known + total for known in sums for total in totals}
    return frozenset(sums)


def _any_given(structure: Structure, name: str, given: dict[str, Figure]) -> bool:
    return any(
        part in given or (part in structure.levels and _any_given(structure, part, given))
        for part in structure.levels[name]
    )


def _fits(structure: Structure, name: str, figure: Figure, given: dict[str, Figure]) -> bool:
    exact = structure.exact(name, figure)
    if not exact:
        return True  # not attainable at all: told by that rule
    sums = _reach(structure, name, given)
    count = len(structure.levels[name])
    return sums is None or any(value * count in sums for value in exact)


def _bounds(structure: Structure, name: str, given: dict[str, Figure]) -> str:
    sums = _reach(structure, name, given)
    if not sums:
        return ""
    count, places = len(structure.levels[name]), structure.index.decimals
    low, high = (
        str(Figure(structure.published(total // count, places), places))
        for total in (min(sums), max(sums))
    )
    return low if low == high else f"{low} to {high}"


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
    quantity, known = node.quantity, board.reference
    index, edition, _ = quantity.scope
    if edition is None or all(id(claim) in known.trusted for claim in node.claims):
        return None
    if quantity.what == "score":
        places = board.index(quantity.scope).decimals
        score = known.score(index, edition, quantity.indicator, quantity.area)
        return None if score is None else Figure(round(score * 10**places), places)
    if quantity.what == "size":
        size = known.size(index, edition, quantity.among)
        return Figure(size) if size else None
    if quantity.what == "rank":
        rank = known.rank(index, edition, quantity.indicator, quantity.area, quantity.among)
        return None if rank is None else Figure(rank)
    return None
