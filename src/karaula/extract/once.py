"""Every figure once: what an incident tells is no observation as well."""

from collections.abc import Iterable

from karaula.evidence import Claim, Incident, Observation


def once(claims: Iterable[Claim]) -> list[Claim]:
    """Claims without the observations that only repeat a number of an incident told there."""
    kept = list(claims)
    told: dict[float, list[tuple[int, int]]] = {}
    for claim in kept:
        if isinstance(claim.slots, Incident) and claim.start is not None and claim.end is not None:
            for value in _numbers(claim.slots):
                told.setdefault(value, []).extend(claim.spans or ((claim.start, claim.end),))
    return [claim for claim in kept if not _repeats(claim, told)]


def _numbers(incident: Incident) -> set[float]:
    numbers = (
        incident.quantity, incident.kg, incident.packages, incident.money, incident.arrests,
        incident.charged, incident.killed, incident.person_count,
    )  # fmt: skip
    return {float(number) for number in numbers if number is not None}


def _repeats(claim: Claim, told: dict[float, list[tuple[int, int]]]) -> bool:
    if not isinstance(claim.slots, Observation) or claim.start is None or claim.end is None:
        return False
    places = told.get(float(claim.slots.value), ())
    return any(start < claim.end and claim.start < end for start, end in places)
