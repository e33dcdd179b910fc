"""The gate that every claim passes: no value without its words."""

from collections.abc import Iterable

from karaula.evidence import Claim, Unread


def gate(claims: Iterable[Claim], text: str) -> tuple[list[Claim], list[Unread]]:
    """Keep the claims whose words stand in the text where they say; the others are told.

    No value without its words: a claim that fails is refused, never repaired.
    """
    kept: list[Claim] = []
    not_kept: list[Unread] = []
    for claim in claims:
        problem = _fault(claim, text)
        if problem is None:
            kept.append(claim)
        else:
            place = f"characters {claim.start}-{claim.end}"
            reason = f"a claim of kind {claim.kind} by {claim.method} was refused: {problem}"
            not_kept.append(Unread(place=place, reason=reason))
    return kept, not_kept


def _fault(claim: Claim, text: str) -> str | None:
    if claim.start is None or claim.end is None:
        return "it names no place in the text"
    if not 0 <= claim.start < claim.end <= len(text):
        return "its place lies outside the text"
    if text[claim.start : claim.end] != claim.quote:
        return "its quote is not what stands there"
    if any(not 0 <= start < end <= len(text) for start, end in claim.spans):
        return "one of its spans lies outside the text"
    return None
