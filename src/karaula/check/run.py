"""Check claims: every rule over everything at hand, in one deterministic list of findings."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from karaula.check import index
from karaula.check.case import Case
from karaula.check.diagnose import wrong_claims
from karaula.check.rule import Check, load_rules
from karaula.check.statements import board_of
from karaula.evidence.claim import Claim
from karaula.evidence.document import Document
from karaula.evidence.finding import Finding
from karaula.evidence.source import Source
from karaula.vocabulary.load import Vocabulary

CHECK_METHOD = "check@2"

_LEVELS = {"error": 0, "warning": 1, "note": 2}


def check(
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    *,
    reference: Sequence[Claim] = (),
    documents: Sequence[Document] = (),
    rules: Sequence[Check] | None = None,
) -> list[Finding]:
    """Findings about claims: errors first, then by source and place.

    ``sources`` are keyed by id. ``reference`` are claims of an index's own data set: figures are
    compared with it, and its own cells are not doubted. ``documents`` are the texts, for rules
    about words. ``rules`` are those of :func:`load_rules`, by default the packaged ones.
    """
    checks = load_rules() if rules is None else rules
    case = Case(claims, sources, vocabulary, reference, documents)
    return in_order(_findings(case, checks))


def in_order(found: Iterable[Finding]) -> list[Finding]:
    """Every finding once: errors first, then by source and place."""
    unique = {finding.finding_id: finding for finding in reversed(list(found))}
    return sorted(unique.values(), key=_place)


def _findings(case: Case, checks: Sequence[Check]) -> Iterator[Finding]:
    board = board_of(case)
    diagnoses = index.diagnoses(board, checks)
    yield from index.findings(board, checks, diagnoses)
    case.on_boards.update(board.taken)
    case.doubted.update(wrong_claims(diagnoses))
    for known in checks:
        if known.verb.kind == "finding":
            yield from known.verb.run(case, known.rule, known.parameters)


def _place(finding: Finding) -> tuple[int, str, int, str, str, str]:
    first = finding.evidence[0] if finding.evidence else None
    return (
        _LEVELS[finding.level],
        first.doc if first else "",
        first.start if first and first.start is not None else -1,
        (first.locator or "") if first else "",
        finding.rule,
        finding.finding_id,
    )
