"""A decision: what a person settled about a claim, an entity or an incident. Never erased."""

from dataclasses import dataclass, field
from typing import Any, Literal

from karaula.evidence.source import Handling

Verdict = Literal["accept", "reject", "correct", "grade", "merge", "split", "name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One act of judgement.

    ``subject`` is the id of the claim, entity, incident or source. ``value`` is what the verdict
    needs: the corrected slots, the grade, the ids merged with, the name; and to accept or reject
    something else than a claim, ``of``: ``finding``, ``event`` or ``entity``. ``quote`` keeps the
    words that were judged; a subject whose words changed is open again. ``handling`` is the label
    of what was judged: who may not see that may not see the decision. ``undone`` is when it was
    taken back, by a later decision of the same or another person.
    """

    subject: str
    verdict: Verdict
    author: str
    made: str
    """ISO 8601, UTC."""
    value: dict[str, Any] = field(default_factory=dict)
    quote: str | None = None
    reason: str | None = None
    number: int | None = None
    """Place in the log, given when it is written."""
    undone: str | None = None
    handling: Handling | None = None
