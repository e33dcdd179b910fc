"""A finding: what checking found, where, why, how sure, and the likeliest correction."""

from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Literal

Level = Literal["error", "warning", "note"]
"""``error``: cannot be right as it stands. ``warning``: two statements that do not go together, and
nothing says which is wrong. ``note``: worth knowing, nothing wrong by itself."""


SETTLED_BY_DATA = "index-reference"
"""The rule whose findings a data set at hand has settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words or cell that a finding rests on."""

    claim_id: str | None
    source_id: str
    doc: str
    quote: str
    start: int | None = None
    end: int | None = None
    page: int | None = None
    locator: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One finding. ``evidence[0]`` are the words in doubt; the rest is what speaks against them.

    ``correction`` is the likeliest true figure where one exists, as the source would write it in
    plain digits; ``candidates`` are all that fit, likeliest first. ``confidence`` is 0 to 1.
    """

    rule: str
    level: Level
    message: str
    why: str
    confidence: float
    evidence: tuple[Evidence, ...]
    correction: str | None = None
    candidates: tuple[str, ...] = ()
    indicator: str | None = None
    area: str | None = None

    @property
    def stands(self) -> bool:
        """True for an error that nothing at hand has settled. A data set that gives the true
        figure settles it: what is measured and reported rests on the data set's figure."""
        return self.level == "error" and self.rule != SETTLED_BY_DATA

    @property
    def finding_id(self) -> str:
        """Hash of the rule and the places that it speaks of."""
        places = [f"{e.source_id}:{e.locator or ''}:{e.start}:{e.end}" for e in self.evidence]
        return sha256("\x1f".join([self.rule, *places]).encode()).hexdigest()[:16]


def finding_to_dict(finding: Finding) -> dict[str, Any]:
    """The one-line form. Doc, quote and place of the words in doubt also stand at the top."""
    first = finding.evidence[0] if finding.evidence else None
    return {
        "finding_id": finding.finding_id,
        "rule": finding.rule,
        "level": finding.level,
        "doc": first.doc if first else None,
        "quote": first.quote if first else None,
        "start": first.start if first else None,
        "end": first.end if first else None,
        "page": first.page if first else None,
        "locator": first.locator if first else None,
        "message": finding.message,
        "why": finding.why,
        "confidence": finding.confidence,
        "correction": finding.correction,
        "candidates": list(finding.candidates),
        "indicator": finding.indicator,
        "area": finding.area,
        "evidence": [
            {name: getattr(item, name) for name in Evidence.__dataclass_fields__}
            for item in finding.evidence
        ],
    }
