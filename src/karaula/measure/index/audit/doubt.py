"""From a board of published figures to findings."""

from collections import Counter
from collections.abc import Iterator

from karaula.check import index
from karaula.check.case import Case
from karaula.check.diagnose import diagnose, wrong_claims
from karaula.check.rule import load_rules
from karaula.check.run import in_order
from karaula.evidence.finding import Evidence, Finding
from karaula.measure.index.audit.cells import misread
from karaula.measure.index.audit.published import Entry
from karaula.measure.index.audit.tables import Laid
from karaula.measure.index.audit.whole import LEAST, columns
from karaula.measure.index.faults import listed
from karaula.read.connectors.sheets import text_of
from karaula.vocabulary import Vocabulary

PART = 0.2
"""Cells without a figure are told one by one up to this share of their column."""


def doubted(laid: Laid, vocabulary: Vocabulary) -> list[Finding]:
    """All findings about the figures of a board, errors first, then by place."""
    checks = load_rules()
    board = laid.board
    relations, found, unlike = columns(board, index.relations(board, checks))
    laid.truth.unlike |= unlike
    diagnoses = list(diagnose(board, relations))
    found += index.findings(board, checks, diagnoses)
    found += _unreadable(laid)
    claims = [claim for node in board.nodes for claim in node.claims]
    case = Case(claims, {}, vocabulary, doubted=wrong_claims(diagnoses))
    for check in checks:
        if check.verb.name == "ordinal_ending":
            found += check.verb.run(case, check.rule, check.parameters)
    if laid.unread:
        found.append(_unread(laid))
    gravest = in_order(found)
    levels = list(dict.fromkeys(finding.level for finding in gravest))

    def place(finding: Finding) -> tuple[int, int]:
        locator = finding.evidence[0].locator or ""
        return levels.index(finding.level), laid.order.get(locator, -1)

    return sorted(gravest, key=place)


def _unreadable(laid: Laid) -> Iterator[Finding]:
    """Cells that are no figures, or, where they are many, their column."""
    totals = Counter((e.edition, e.code, e.among) for e in laid.unreadable)
    stated = Counter(
        (node.quantity.scope.edition or "", node.quantity.indicator, node.quantity.among)
        for node in laid.board.nodes
    )
    many = {
        key for key, count in totals.items()
        if count >= LEAST and count > PART * (count + stated[key])
    }  # fmt: skip
    told = set()
    for entry in laid.unreadable:
        key = entry.edition, entry.code, entry.among
        if key not in many:
            yield _no_figure(laid, entry)
        elif key not in told:
            told.add(key)
            yield _finding(
                laid, entry, f"{totals[key]} cells of {entry.column} hold no {entry.what}, "
                f"such as {text_of(entry.cell)!r}",
                "they were left aside; the rest of the column was audited.", "warning", None,
            )  # fmt: skip


def _no_figure(laid: Laid, entry: Entry) -> Finding:
    ground = laid.board.ground
    what = f"{ground.indicator(entry.code).lower()} of {ground.area(entry.unit)}"
    name = f"Rank of {ground.area(entry.unit)} by {ground.indicator(entry.code).lower()}"
    likely = misread(entry.cell)
    more = f"; likely {likely}" if likely else ""
    shown = name if entry.what == "rank" else what[:1].upper() + what[1:]
    return _finding(
        laid, entry, f"{shown} is given as {text_of(entry.cell)!r}, which is no {entry.what}{more}",
        "it is no number as it stands.", "error", likely,
    )  # fmt: skip


def _finding(
    laid: Laid, entry: Entry, message: str, why: str, level: str, likely: str | None
) -> Finding:
    place = Evidence(
        claim_id=None, source_id=laid.place, doc=laid.place, quote=text_of(entry.cell),
        locator=entry.locator,
    )  # fmt: skip
    return Finding(
        rule="index-number", level="error" if level == "error" else "warning", message=message,
        why=f"Numbers: {why}", confidence=0.95, evidence=(place,), correction=likely,
        candidates=(likely,) if likely else (), indicator=entry.code, area=entry.unit,
    )  # fmt: skip


def _unread(laid: Laid) -> Finding:
    place = Evidence(claim_id=None, source_id=laid.place, doc=laid.place, quote="")
    return Finding(
        rule="index-unread", level="note", confidence=1.0, evidence=(place,),
        message=f"Not audited: {listed(laid.unread)}",
        why="what names no score, rank or list of the index is left aside.",
    )  # fmt: skip
