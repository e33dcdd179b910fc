"""What people decided, laid over what the machine found. The machine's words are kept beside."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from karaula.evidence import Decision, slot_names, slot_types

if TYPE_CHECKING:
    import pyarrow as pa

REVIEWING = ("accept", "reject", "correct")
"""Verdicts about a claim after which it counts as reviewed."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the standing decisions make of one claim."""

    rejected: bool = False
    reviewed: bool = False
    author: str | None = None
    credibility: int | None = None
    slots: dict[str, Any] = field(default_factory=dict)


def about_claims(decisions: Iterable[Decision]) -> dict[str, list[Decision]]:
    """Standing decisions that speak of a claim, by its id, in the order of the log."""
    found: dict[str, list[Decision]] = {}
    for decision in decisions:
        about_claim = decision.verdict in REVIEWING and "of" not in decision.value
        if decision.undone is None and (about_claim or "credibility" in decision.value):
            found.setdefault(decision.subject, []).append(decision)
    return found


def source_grades(decisions: Iterable[Decision]) -> dict[str, str]:
    """``{source_id: reliability}`` as people graded it; the last word holds."""
    return {
        decision.subject: decision.value["reliability"]
        for decision in decisions
        if decision.undone is None
        and decision.verdict == "grade"
        and "reliability" in decision.value
    }


def dismissed(decisions: Iterable[Decision]) -> frozenset[str]:
    """Ids of the findings that people hold for false alarms; the last word holds."""
    last = {
        decision.subject: decision.verdict
        for decision in decisions
        if decision.undone is None and decision.value.get("of") == "finding"
    }
    return frozenset(subject for subject, verdict in last.items() if verdict == "reject")


def holds(decision: Decision, row: dict[str, Any], kind: str) -> bool:
    """Whether a decision still speaks of these words, and can be carried out on this kind."""
    if decision.quote is not None and decision.quote != row["quote"]:
        return False
    return decision.verdict != "correct" or not faults(kind, decision.value)


def judge(decisions: Iterable[Decision], row: dict[str, Any], kind: str) -> Judged:
    """Fold the decisions about one claim, oldest first; later ones win."""
    judged = Judged()
    for decision in decisions:
        if not holds(decision, row, kind):
            continue
        if decision.verdict == "grade":
            judged = replace(judged, credibility=decision.value["credibility"])
            continue
        judged = replace(
            judged,
            rejected=decision.verdict == "reject",
            reviewed=True,
            author=decision.author,
        )
        if decision.verdict == "correct":
            judged = replace(judged, slots=judged.slots | decision.value)
    return judged


def faults(kind: str, values: dict[str, Any]) -> list[str]:
    """Why corrected slots do not fit a kind, one sentence each; nothing where they do."""
    types = slot_types(kind)
    problems = []
    for name, value in values.items():
        if name not in types:
            problems.append(f"{kind} has no slot {name!r}; it has {', '.join(slot_names(kind))}")
            continue
        scalar, is_list = types[name]
        items = value if is_list and isinstance(value, list | tuple) else [value]
        fits = is_list == isinstance(value, list | tuple) or value is None
        if not fits or not all(_is(item, scalar) for item in items if value is not None):
            shape = f"a list of {scalar.__name__}" if is_list else scalar.__name__
            problems.append(f"{kind}.{name} must be {shape}, not {value!r}")
    return problems


def _is(value: Any, scalar: type) -> bool:
    if isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if scalar is float else scalar)


def standing_rows(kind: str, found: "pa.Table", decisions: dict[str, list[Decision]]) -> "pa.Table":
    """The judged claims of one kind as they stand; rejected ones are left out.

    ``found`` holds just the claims that decisions speak of, as the machine found them.
    """
    import pyarrow as pa

    from karaula.lake.schemas import standing_schema

    rows = []
    for row in found.to_pylist():
        judged = judge(decisions[row["claim_id"]], row, kind)
        if judged.rejected:
            continue
        machine = {name: row[name] for name in slot_names(kind) if row[name] not in (None, [])}
        row |= judged.slots
        row["credibility"] = judged.credibility or row["credibility"]
        row["reviewed"], row["author"] = judged.reviewed, judged.author
        text = json.dumps(machine, ensure_ascii=False, sort_keys=True)
        row["machine"] = text if judged.slots else None
        rows.append(row)
    return pa.Table.from_pylist(rows, schema=standing_schema(kind))
