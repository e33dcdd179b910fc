"""What claims state of composite indices: which edition they speak of, and in which list."""

import re
from collections.abc import Iterator
from math import isfinite

from karaula.check.board import Board, figure_of
from karaula.check.case import Case
from karaula.check.quantity import WORLD, Quantity, Scope, Statement
from karaula.check.structure import Figure, edition_of
from karaula.evidence.claim import Claim, Observation

_YEAR = re.compile(r"\d{4}")


def board_of(case: Case) -> Board:
    """The board of everything that claims state of indices that the vocabulary knows."""
    return Board(case, statements(case))


def statements(case: Case) -> Iterator[Statement]:
    """Scores, ranks and lengths of lists, each with the claim that states it."""
    read: list[tuple[Claim, Observation, str, str]] = []
    known: dict[tuple[str, str], set[str]] = {}
    for claim, seen in case.observations:
        index = _index_of(case, claim, seen)
        if index is None:
            continue
        year = _YEAR.match(seen.period or "")
        edition = edition_of(case.structures[index], year[0]) if year else ""
        read.append((claim, seen, index, edition))
        if edition:
            known.setdefault((claim.source_id, index), set()).add(edition)
    undated = [(claim, seen) for claim, seen, _, edition in read if not edition]
    fitting = case.known.best_editions(undated)
    for claim, seen, index, edition in read:
        if not edition:
            own = known.get((claim.source_id, index), set())
            edition = next(iter(own)) if len(own) == 1 else ""
            edition = edition or fitting.get((claim.source_id, index), "")
        scope = Scope(index, edition) if edition else Scope(index, None, claim.source_id)
        yield from _stated(case, claim, seen, scope)


def _index_of(case: Case, claim: Claim, seen: Observation) -> str | None:
    entry = case.vocabulary.indicators.get(seen.indicator)
    fits = (
        entry is not None
        and entry.index in case.structures
        and seen.unit in ("score", "rank")
        and seen.qualifier == "exact"
        and seen.value_max is None
        and len(seen.area) == 1
        and seen.area[0] in case.vocabulary.areas
        and claim.modality in ("asserted", "reported")
    )
    return entry.index if entry and fits else None


def _stated(case: Case, claim: Claim, seen: Observation, scope: Scope) -> Iterator[Statement]:
    area = seen.area[0]
    structures = case.structures[scope.index_id]
    if seen.unit == "score":
        decimals = next(iter(structures.values())).decimals
        figure = figure_of(seen.value, seen.raw_value, decimals, cell=claim.start is None)
        if figure is not None:
            yield Statement(Quantity(scope, "score", seen.indicator, area), figure, claim)
        return
    if not isfinite(seen.value) or seen.value != int(seen.value) or abs(seen.value) > 1e6:
        return
    edition = structures.get(scope.edition or "")
    among = seen.among or (WORLD if edition and edition.areas == seen.of else "")
    rank = Quantity(scope, "rank", seen.indicator, area, among)
    yield Statement(rank, Figure(int(seen.value)), claim)
    if seen.of is not None and among:
        yield Statement(Quantity(scope, "size", "", "", among), Figure(seen.of), claim)
