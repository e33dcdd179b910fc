"""Diagnosis: which figures are wrong, given the relations that they break.

Consistency-based diagnosis (Reiter 1987, doi:10.1016/0004-3702(87)90062-2): every broken relation
is a set of figures of which one must be wrong; a diagnosis is a smallest set of figures that can be
changed so that every relation holds. Of several diagnoses the likelier is the one whose figures
are a small slip away from what fits (:mod:`karaula.check.slips`) and are stated less often.
The search is exact within a part of the board that hangs together, and bounded.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from karaula.check.board import Board
from karaula.check.relations import Relation
from karaula.check.search import EFFORT, Broken, Diagnosis, Search, Suspect

ALL_EFFORT = 20_000_000
"""Figures that tests may look at for the whole board; what is left then is told undiagnosed."""


def diagnose(board: Board, relations: list[Relation]) -> Iterator[Diagnosis]:
    """Diagnose every part of the board that has conflicts, in the order of its nodes."""
    figures = board.figures()
    broken = [
        (relation, conflict)
        for relation in relations
        if not relation.kept(figures)
        for conflict in relation.conflicts(figures)
    ]
    if not broken:
        return
    touching: dict[int, list[Relation]] = {}
    for relation in relations:
        for number in relation.nodes:
            touching.setdefault(number, []).append(relation)
    yield from _Diagnosing(board, broken, touching).run()


class _Diagnosing:
    """Part by part; a part with too many wrong figures is peeled."""

    def __init__(
        self, board: Board, broken: list[Broken], touching: dict[int, list[Relation]]
    ) -> None:
        self.board, self.broken, self.touching = board, broken, touching
        self.left = ALL_EFFORT
        self.doubted: set[int] = set()

    def run(self) -> Iterator[Diagnosis]:
        waiting = [(part, False) for part in _parts(self.broken)]
        peeled: list[list[Broken]] = []
        while waiting:
            part, merged = waiting.pop(0)
            found = self._search(part)
            if found is not None:
                yield found
                continue
            # A figure may hide behind another wrong one in the same list: try both as one.
            shared = {id(relation) for relation, _ in part}
            near = next(
                (other for other in waiting if shared & {id(known) for known, _ in other[0]}), None
            )
            if near is not None and not merged:
                waiting.remove(near)
                waiting.insert(0, (part + near[0], True))
                continue
            # Set aside what stands in most conflicts, so that the rest may be explained.
            top = _most_hit(part)
            self.doubted |= top
            peeled.append([item for item in part if not top.isdisjoint(item[1])])
            rest = [item for item in part if top.isdisjoint(item[1])]
            waiting = [(smaller, True) for smaller in _parts(rest)] + waiting
        for part in peeled:
            top = _most_hit(part)
            self.doubted -= top
            part = [item for item in part if self.doubted.isdisjoint(item[1])]
            if part:
                yield self._search(part) or self._told(part)

    def _search(self, part: list[Broken]) -> Diagnosis | None:
        search = Search(
            self.board, part, self.broken, self.touching,
            frozenset(self.doubted), min(EFFORT, self.left),
        )  # fmt: skip
        explanations = search.explanations()
        self.left -= search.spent
        if not explanations:
            return None
        found = search.judge(explanations)
        self.doubted.update(s.node.number for s in (*found.settled, *found.rivals))
        return found

    def _told(self, part: list[Broken]) -> Diagnosis:
        """What stands in most conflicts, where nothing explains them."""
        top = _most_hit(part)
        self.doubted |= top
        suspects = [
            Suspect(
                self.board.nodes[number],
                1 / len(top),
                (),
                tuple(item for item in part if number in item[1]),
            )
            for number in sorted(top)
        ]
        return Diagnosis((), tuple(suspects))


def _most_hit(part: list[Broken]) -> frozenset[int]:
    hits = Counter(number for _, conflict in part for number in conflict)
    most = max(hits.values())
    return frozenset(number for number, times in hits.items() if times == most)


def _parts(broken: list[Broken]) -> list[list[Broken]]:
    """Conflicts that share a figure belong together."""
    root: dict[int, int] = {}

    def find(number: int) -> int:
        while root.setdefault(number, number) != number:
            root[number] = root[root[number]]
            number = root[number]
        return number

    for _, conflict in broken:
        first = find(conflict[0])
        for number in conflict[1:]:
            root[find(number)] = first
    parts: dict[int, list[Broken]] = {}
    for item in broken:
        parts.setdefault(find(item[1][0]), []).append(item)
    return list(parts.values())


def wrong_claims(diagnoses: Iterable[Diagnosis]) -> set[int]:
    """``id()`` of every claim whose figure is settled as wrong."""
    return {
        id(claim)
        for diagnosis in diagnoses
        for suspect in diagnosis.settled
        for claim in suspect.node.claims
    }
