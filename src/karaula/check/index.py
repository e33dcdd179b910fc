"""Findings about figures of composite indices: one a wrong figure, however much it breaks."""

from collections.abc import Iterator, Sequence

from karaula.check.board import Board
from karaula.check.diagnose import diagnose
from karaula.check.relations import Relation, quantity_name
from karaula.check.rule import Check, Rule, sentence
from karaula.check.search import Diagnosis, Suspect
from karaula.evidence.claim import Claim
from karaula.evidence.finding import Evidence, Finding

MOST_EVIDENCE = 8
"""Claims shown against a figure."""
MOST_CANDIDATES = 25
STANDS_OUT = 2.0
"""The likeliest candidate is proposed if it is so many times likelier than the next."""


def relations(board: Board, checks: Sequence[Check]) -> list[Relation]:
    """What the figures of the board must keep, by all relation rules."""
    return [
        relation
        for check in checks
        if check.verb.kind == "relation"
        for relation in check.verb.run(board, check.rule, check.parameters)
    ]


def diagnoses(board: Board, checks: Sequence[Check]) -> list[Diagnosis]:
    """Diagnoses of the board under all relation rules."""
    return list(diagnose(board, relations(board, checks)))


def findings(
    board: Board, checks: Sequence[Check], found: Sequence[Diagnosis]
) -> Iterator[Finding]:
    """One finding a wrong figure, and one a group of figures that nothing decides between."""
    order = {check.rule.id: number for number, check in enumerate(checks)}
    for diagnosis in found:
        for suspect in diagnosis.settled:
            yield _settled(board, suspect, order)
        if diagnosis.rivals:
            yield _undecided(board, diagnosis.rivals, order)


def _spoken(suspects: Sequence[Suspect], order: dict[str, int]) -> list[tuple[Rule, int, Suspect]]:
    """Rules that speak against the suspects, strongest first, with how many conflicts each has."""
    conflicts: dict[str, set[tuple[int, ...]]] = {}
    first: dict[str, tuple[Rule, Suspect]] = {}
    for suspect in suspects:
        for relation, conflict in suspect.broken:
            conflicts.setdefault(relation.rule.id, set()).add(conflict)
            first.setdefault(relation.rule.id, (relation.rule, suspect))
    return [
        (rule, len(conflicts[key]), suspect)
        for key, (rule, suspect) in sorted(first.items(), key=lambda item: order[item[0]])
    ]


def _why(board: Board, suspects: Sequence[Suspect], order: dict[str, int]) -> str:
    figures = board.figures()
    sentences = []
    for rule, times, suspect in _spoken(suspects, order):
        relation, conflict = next(item for item in suspect.broken if item[0].rule is rule)
        fields = {"likely": "", "suspects": ""} | relation.tell(figures, conflict)
        more = f" ({times - 1} more of the kind.)" if times > 1 else ""
        sentences.append(f"{rule.title}: {sentence(rule.why, fields)}{more}")
    return " ".join(sentences)


def _against(board: Board, suspects: Sequence[Suspect]) -> list[Evidence]:
    """Claims that stand against the suspects: the reference's cells, then the nearest conflicts."""
    own = {suspect.node.number for suspect in suspects}
    claims: dict[int, Claim] = {}
    for suspect in suspects:
        cell = board.ground.known.source(suspect.node.quantity)
        if cell is not None:
            claims.setdefault(id(cell), cell)
    for suspect in suspects:
        for _, conflict in suspect.broken:
            for number in conflict:
                if number not in own:
                    claim = board.nodes[number].claims[0]
                    claims.setdefault(id(claim), claim)
    first = {id(claim): claim for suspect in suspects for claim in suspect.node.claims}
    speaking = [claim for key, claim in claims.items() if key not in first]
    return [board.ground.evidence(claim) for claim in [*first.values(), *speaking[:MOST_EVIDENCE]]]


def _settled(board: Board, suspect: Suspect, order: dict[str, int]) -> Finding:
    rule = _spoken([suspect], order)[0][0]
    best = suspect.candidates[:2]
    clear = len(best) == 1 or (len(best) == 2 and best[0][1] >= STANDS_OUT * best[1][1])
    correction = str(best[0][0]) if best and clear else None
    fields = _fields(board, suspect, rule) | {
        "figure": quantity_name(board, suspect.node),
        "value": str(suspect.node.figure),
        "likely": f"; likely {correction}" if correction else "",
        "suspects": "",
    }
    return Finding(
        rule=rule.id,
        level=rule.level,
        message=sentence(rule.message, fields),
        why=_why(board, [suspect], order),
        confidence=round(min(suspect.share, 0.99), 2),
        evidence=tuple(_against(board, [suspect])),
        correction=correction,
        candidates=tuple(str(figure) for figure, _ in suspect.candidates[:MOST_CANDIDATES]),
        indicator=suspect.node.quantity.indicator or None,
        area=suspect.node.quantity.area or None,
    )


def _undecided(board: Board, rivals: Sequence[Suspect], order: dict[str, int]) -> Finding:
    rule = _spoken(rivals, order)[0][0]
    names = [f"{quantity_name(board, rival.node)} ({rival.node.figure})" for rival in rivals]
    fields = _fields(board, rivals[0], rule) | {"suspects": "; ".join(names), "likely": ""}
    quantity = rivals[0].node.quantity
    one_area = {rival.node.quantity.area for rival in rivals} == {quantity.area}
    return Finding(
        rule=rule.id,
        level="warning",
        message=sentence(rule.undecided or rule.message, fields),
        why=_why(board, rivals, order),
        confidence=round(min(rivals[0].share, 0.99), 2),
        evidence=tuple(_against(board, rivals)),
        indicator=quantity.indicator or None,
        area=quantity.area or None if one_area else None,
    )


def _fields(board: Board, suspect: Suspect, rule: Rule) -> dict[str, str]:
    broken = next((item for item in suspect.broken if item[0].rule is rule), None)
    if broken is None:
        return {"figure": quantity_name(board, suspect.node), "value": str(suspect.node.figure)}
    return broken[0].tell(board.figures(), broken[1])
