"""Verb: one incident told with quantities that cannot both be right."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations
from math import inf

from pydantic import BaseModel, ConfigDict, Field

from karaula.check.case import Case
from karaula.check.rule import Rule, verb
from karaula.evidence.claim import Claim, Incident
from karaula.evidence.finding import Finding
from karaula.resolve import incidents
from karaula.resolve.names import latin

_DAY = 10
"""Characters of a date that names the day."""


class Quantities(BaseModel):
    """Settings: shares by which exact and rounded figures may differ."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    tolerance: float = Field(0.1, ge=0, lt=1)
    about: float = Field(0.25, ge=0, lt=1)


@verb("incident_quantities", "what first second reason", Quantities)
def incident_quantities(case: Case, rule: Rule, settings: Quantities) -> Iterator[Finding]:
    """Reports of one event, or of one day, place and substance, whose masses or dead do not meet.

    Two seizures in one text are two; only different sources are held against each other.
    """
    claims = {
        claim.claim_id: claim
        for claim in case.claims
        if isinstance(claim.slots, Incident) and claim.modality != "denied"
    }
    if len(claims) < 2:
        return
    found = incidents(list(claims.values()), case.sources, case.vocabulary)
    event = {claim: number for number, one in enumerate(found) for claim in one.claims}
    for one, other in _near(list(claims.values()), event):
        merged = _dated(one) and _dated(other) and event[one.claim_id] == event[other.claim_id]
        if not merged and not _one_place(one, other):
            continue
        reason = (
            "both reports were taken for one event"
            if merged
            else "type, day, place and substance are the same"
        )
        for what, first, second in _apart(one, other, settings):
            yield rule.finding(
                {"what": what, "first": first, "second": second, "reason": reason},
                [case.evidence(one), case.evidence(other)],
                confidence=0.8 if merged else 0.5,
                area=next((a for a in _slots(one).area if a in case.vocabulary.areas), None),
            )


def _dated(claim: Claim) -> bool:
    """Whether a day, a vessel or an operation's name tells it from others of its like."""
    slots = _slots(claim)
    return bool((slots.date and len(slots.date) >= _DAY) or slots.vessel or slots.name)


def _near(claims: list[Claim], event: dict[str, int]) -> Iterator[tuple[Claim, Claim]]:
    """Pairs of two sources that tell one event, or are of one type and day."""
    alike: dict[object, list[Claim]] = defaultdict(list)
    for claim in claims:
        slots = _slots(claim)
        alike[event.get(claim.claim_id)].append(claim)
        if slots.date and len(slots.date) >= _DAY:
            alike[slots.type, slots.date].append(claim)
    told: set[tuple[str, str]] = set()
    for members in alike.values():
        for one, other in combinations(members, 2):
            pair = (one.claim_id, other.claim_id)
            if one.source_id != other.source_id and pair not in told:
                told.add(pair)
                yield one, other


def _slots(claim: Claim) -> Incident:
    assert isinstance(claim.slots, Incident)
    return claim.slots


def _one_place(one: Claim, other: Claim) -> bool:
    a, b = _slots(one), _slots(other)
    place = (a.place and b.place and latin(a.place) == latin(b.place)) or (
        a.vessel and b.vessel and latin(a.vessel) == latin(b.vessel)
    )
    return bool(
        a.type == b.type
        and a.date
        and a.date == b.date
        and len(a.date) >= _DAY
        and place
        and (set(a.substance) & set(b.substance) or a.type == "violence" == b.type)
    )


def _apart(one: Claim, other: Claim, settings: Quantities) -> Iterator[tuple[str, str, str]]:
    """What of two reports does not meet: its name, and both figures in words."""
    a, b = _slots(one), _slots(other)
    if set(a.substance) == set(b.substance) and a.kg is not None and b.kg is not None:
        ranges = _range(a, settings), _range(b, settings)
        if max(r[0] for r in ranges) > min(r[1] for r in ranges):
            yield f"{a.type} of {a.date or 'unknown date'}", _words(a), _words(b)
    if a.killed is not None and b.killed is not None and a.killed != b.killed:
        yield f"people killed, {a.date or 'unknown date'}", str(a.killed), str(b.killed)


def _range(slots: Incident, settings: Quantities) -> tuple[float, float]:
    """Masses in kg that the words allow."""
    assert slots.kg is not None
    share = settings.about if slots.qualifier == "about" else settings.tolerance
    low, high = slots.kg * (1 - share), (slots.kg_max or slots.kg) * (1 + share)
    if slots.qualifier == "more_than":
        return low, inf
    return (0.0, high) if slots.qualifier == "less_than" else (low, high)


def _words(slots: Incident) -> str:
    return slots.raw_quantity or f"{slots.kg:g} kg"
