"""Every figure once: what an incident tells is no observation as well."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from karaula.evidence import Claim, Incident, Observation

_BESIDE = 90
"""Characters from the words of an incident within which a bare figure belongs to it."""
_NEAR = 4
"""Incidents before a figure that are looked at."""
_BARE = 0.8
"""Confidence up to which an observation is of a bare figure, which no words say the sense of."""
_GOODS = frozenset(("kg", "litre", "tablet", "plant", "piece", "package", "weapon", "ampoule"))
_ARMS = frozenset(("grenades", "hand grenades", "hand bombs", "bombs", "rockets", "mines"))
"""What is counted among the arms of one seizure."""


def once(claims: Iterable[Claim], text: str) -> list[Claim]:
    """Claims without the observations that only repeat a number of an incident told there, or give
    a further amount of its goods."""
    kept = list(claims)
    told: dict[float, list[tuple[int, int]]] = {}
    events: list[tuple[int, int]] = []
    for claim in kept:
        if isinstance(claim.slots, Incident) and claim.start is not None and claim.end is not None:
            spans = claim.spans or ((claim.start, claim.end),)
            events.extend(spans)
            for value in _numbers(claim.slots):
                told.setdefault(value, []).extend(spans)
    events.sort()
    places = {value: _reaching(spans) for value, spans in told.items()}
    return [
        claim
        for claim in kept
        if not _repeats(claim, places) and not _goes_with(claim, events, text)
    ]


def _reaching(spans: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """Where stretches begin, in order, and how far those up to each reach."""
    spans.sort()
    return [start for start, _ in spans], [*accumulate((end for _, end in spans), max)]


def _numbers(incident: Incident) -> set[float]:
    numbers = (
        incident.quantity, incident.kg, incident.packages, incident.money, incident.arrests,
        incident.charged, incident.killed, incident.person_count,
    )  # fmt: skip
    return {float(number) for number in numbers if number is not None}


def _repeats(claim: Claim, told: dict[float, tuple[list[int], list[int]]]) -> bool:
    if not isinstance(claim.slots, Observation) or claim.start is None or claim.end is None:
        return False
    begins, ends = told.get(float(claim.slots.value), ((), ()))
    before = bisect_left(begins, claim.end)
    return before > 0 and claim.start < ends[before - 1]


def _goes_with(claim: Claim, events: list[tuple[int, int]], text: str) -> bool:
    """Whether a bare amount stands in the sentence that tells an incident."""
    slots = claim.slots
    if not isinstance(slots, Observation) or claim.start is None or claim.end is None:
        return False
    goods = slots.unit in _GOODS or slots.raw_unit in _ARMS
    if not goods or (claim.confidence or 1) > _BARE:
        return False
    last = bisect_right(events, (claim.end + _BESIDE, 0))
    for start, end in events[max(0, last - _NEAR) : last]:
        if start < claim.end and claim.start < end:
            return True
        gap = text[end : claim.start] if end <= claim.start else text[claim.end : start]
        if len(gap) <= _BESIDE and ". " not in gap and "\n" not in gap and ";" not in gap:
            return True
    return False
