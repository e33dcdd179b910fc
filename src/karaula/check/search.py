"""The search for the smallest sets of figures that, changed, mend one part of the board.

It is exact: every set that hits all conflicts is tried, and for every figure in it every value that
it could take. Explanations are weighed by how small a slip of the pen they need.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod

from karaula.check import slips
from karaula.check.board import Board, Node
from karaula.check.relations import Conflict, Relation
from karaula.check.scores import at_places, reference_figure, same
from karaula.check.structure import MANY, Figure

MOST_WRONG = 3
"""Wrong figures that one part of the board may hold."""
EFFORT = 2_000_000
"""Figures that tests of relations may look at for one part of the board."""
SMALL, LARGE = 10, 200
"""A test costs as if it looked at so many figures at least, and, because it ends early, at most."""
SETTLED = 0.7
"""A figure is the wrong one if this share of what explains the conflicts names it."""
BEYOND = 0.02
"""How much less likely a rank is beyond the areas of a list that seems whole."""
RIVAL = 0.25
"""Otherwise all figures stand as suspects that reach this share of the likeliest one's."""

Broken = tuple[Relation, Conflict]


@dataclass(frozen=True, slots=True)
class Suspect:
    """A figure in doubt: how surely, what it may have been (with shares), what it breaks."""

    node: Node
    share: float
    candidates: tuple[tuple[Figure, float], ...]
    broken: tuple[Broken, ...]


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What is wrong in one part of the board: figures settled as wrong, and rivals among which
    nothing decides."""

    settled: tuple[Suspect, ...]
    rivals: tuple[Suspect, ...]


class _TooMuchError(Exception):
    """The search costs more than :data:`EFFORT`."""


Changes = dict[int, Figure]


class Search:
    """The smallest sets of changes that mend one part of the board."""

    def __init__(
        self,
        board: Board,
        part: list[Broken],
        broken: list[Broken],
        touching: dict[int, list[Relation]],
        excused: frozenset[int],
        effort: int,
    ) -> None:
        self.board = board
        self.part = part
        self.touching = touching
        # The smallest first: they leave the fewest choices.
        self.conflicts = sorted({frozenset(conflict) for _, conflict in part}, key=_size_first)
        self.nodes = frozenset().union(*self.conflicts)
        self.figures = board.figures()
        self.effort, self.spent = effort, 0
        # A list may be broken elsewhere too; there only what touches this part must be mended,
        # and nothing that a figure already doubted has a part in.
        self.excused = excused - self.nodes
        self.shared = {
            id(relation)
            for relation, conflict in broken
            if self.nodes.isdisjoint(conflict) or not self.excused.isdisjoint(conflict)
        }
        self._fitting: dict[tuple[int, frozenset[int]], list[Figure]] = {}

    def explanations(self) -> list[tuple[Changes, float]]:
        """All smallest changes with their weights; none if there are too many or too few."""
        for size in range(1, MOST_WRONG + 1):
            found: list[tuple[Changes, float]] = []
            try:
                for suspects in sorted(set(self._hitting(frozenset(), size)), key=sorted):
                    found.extend(self._mending(sorted(suspects)))
            except _TooMuchError:
                return []
            if found:
                return found
        return []

    def _hitting(self, chosen: frozenset[int], left: int) -> Iterator[frozenset[int]]:
        """Sets of exactly ``left`` further nodes that hit every conflict."""
        missed = next((c for c in self.conflicts if not c & chosen), None)
        if missed is None:
            if left == 0:
                yield chosen
            return
        if left:
            for number in sorted(missed):
                yield from self._hitting(chosen | {number}, left - 1)

    def _mending(self, suspects: list[int]) -> Iterator[tuple[Changes, float]]:
        chosen = frozenset(suspects)
        choices = [self._alone(number, chosen - {number}) for number in suspects]
        if all(choices):
            relations = list(
                {id(r): r for number in suspects for r in self.touching[number]}.values()
            )
            yield from self._assign(suspects, choices, relations, 0)

    def _assign(
        self, suspects: list[int], choices: list[list[Figure]], relations: list[Relation], at: int
    ) -> Iterator[tuple[Changes, float]]:
        if at == len(suspects):
            if all(self._mended(relation) for relation in relations):
                changes = {number: self.figures[number] for number in suspects}
                yield changes, prod(self._weight(*change) for change in changes.items())
            return
        number, waiting = suspects[at], frozenset(suspects[at + 1 :])
        stated = self.figures[number]
        for figure in choices[at]:
            self.figures[number] = figure
            if at == 0 or self._bearable(number, waiting | self.excused):
                yield from self._assign(suspects, choices, relations, at + 1)
        self.figures[number] = stated

    def _alone(self, number: int, others: frozenset[int]) -> list[Figure]:
        """Other figures for a node that break nothing without one of the other suspects."""
        key = number, others
        if key not in self._fitting:
            stated = self.figures[number]
            fitting = []
            for figure in self._domain(self.board.nodes[number]):
                self.figures[number] = figure
                if figure != stated and self._bearable(number, others | self.excused):
                    fitting.append(figure)
            self.figures[number] = stated
            self._fitting[key] = fitting
        return self._fitting[key]

    def _bearable(self, number: int, waiting: frozenset[int]) -> bool:
        """Whether all that a node breaks as it stands has one of the waiting suspects in it."""
        for relation in self.touching[number]:
            self._spend(relation)
            if any(waiting.isdisjoint(hit) for hit in relation.hits(self.figures, number)):
                return False
        return True

    def _domain(self, node: Node) -> list[Figure]:
        true = reference_figure(self.board, node)
        domain = self.board.domain(node)
        if true is not None:
            finer = sorted(domain or ()) if node.places > true.places else ()
            return [f for f in finer if same(f, true)] or [at_places(true, node.places)]
        if domain is not None:
            return sorted(domain)
        written = {
            Figure(units, node.places) for units in slips.edits(str(node.figure), node.places)
        }
        proposed = {
            figure
            for relation in self.touching[node.number]
            for figure in relation.proposals(self.figures, node.number)
        }
        return sorted(f for f in written | proposed if self.board.attainable(node, f))

    def _mended(self, relation: Relation) -> bool:
        self._spend(relation)
        if relation.kept(self.figures):
            return True
        return id(relation) in self.shared and all(
            self.nodes.isdisjoint(conflict) or not self.excused.isdisjoint(conflict)
            for conflict in relation.conflicts(self.figures)
        )

    def _spend(self, relation: Relation) -> None:
        self.spent += max(SMALL, min(len(relation.nodes), LARGE))
        if self.spent > self.effort:
            raise _TooMuchError

    def _weight(self, number: int, true: Figure) -> float:
        node = self.board.nodes[number]
        weight = slips.WRONG * slips.REPEATED ** min(len(node.claims) - 1, 20)
        choices = len(self.board.domain(node) or ()) or MANY
        weight *= max(
            slips.likelihood(str(true), seen, choices) for seen in (str(node.figure), *node.written)
        )
        if node.quantity.what == "rank":
            end = self.board.ends_at(node.quantity)
            if end is not None and true.number > end:
                weight *= BEYOND
        if node.quantity.what == "rank" and node.ordinal_ending:
            weight *= slips.ending_weight(true.units, node.figure.units, node.ordinal_ending)
        return weight

    def judge(self, explanations: list[tuple[Changes, float]]) -> Diagnosis:
        """Shares of every suspect and of what it may have been."""
        best: dict[frozenset[int], float] = {}
        for changes, weight in explanations:
            suspects_ = frozenset(changes)
            best[suspects_] = max(best.get(suspects_, 0.0), weight)
        total = sum(best.values())
        figures: dict[int, dict[Figure, float]] = {}
        for changes, weight in explanations:
            for number, figure in changes.items():
                known = figures.setdefault(number, {})
                known[figure] = known.get(figure, 0.0) + weight
        suspects = [
            self._suspect(
                number, sum(w for those, w in best.items() if number in those) / total, known
            )
            for number, known in figures.items()
        ]
        suspects.sort(key=_rank)
        settled = tuple(suspect for suspect in suspects if suspect.share >= SETTLED)
        open_ = [suspect for suspect in suspects if suspect.share < SETTLED]
        explained = {suspect.node.number for suspect in settled}
        if all(conflict & explained for conflict in self.conflicts):
            return Diagnosis(settled, ())
        most_ = open_[0].share
        rivals = tuple(
            sorted(
                (suspect for suspect in open_ if suspect.share >= RIVAL * most_),
                key=lambda suspect: (-round(suspect.share, 1), suspect.node.number),
            )
        )
        if len(rivals) == 1:
            return Diagnosis((*settled, *rivals), ())
        return Diagnosis(settled, rivals)

    def _suspect(self, number: int, share: float, known: dict[Figure, float]) -> Suspect:
        node = self.board.nodes[number]
        total = sum(known.values()) or 1.0
        candidates = sorted(
            ((figure, weight / total) for figure, weight in known.items()),
            key=lambda item: (
                -round(item[1], 9),
                abs(item[0].number - node.figure.number),
                item[0],
            ),
        )
        broken = tuple(item for item in self.part if number in item[1])
        return Suspect(node, min(share, 1.0), tuple(candidates), broken)


def _rank(suspect: Suspect) -> tuple[float, int]:
    return -round(suspect.share, 9), suspect.node.number


def _size_first(conflict: frozenset[int]) -> tuple[int, list[int]]:
    return len(conflict), sorted(conflict)
