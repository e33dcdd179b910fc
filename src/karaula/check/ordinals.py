"""Verb: ordinals whose ending does not fit their number ("70st")."""

from collections.abc import Iterator

from karaula.check.case import Case
from karaula.check.rule import NoParameters, Rule, verb
from karaula.check.slips import ending, ordinal
from karaula.evidence.finding import Finding


@verb("ordinal_ending", "stated correct")
def ordinal_ending(case: Case, rule: Rule, _: NoParameters) -> Iterator[Finding]:
    """The number is not doubted; where an index rule doubts it, that finding is enough."""
    for claim, seen in case.observations:
        read = ordinal(seen.raw_value) or (ordinal(claim.quote) if seen.unit == "rank" else None)
        if read is None or id(claim) in case.doubted:
            continue
        number, written = read
        if seen.value == number and written != ending(number):
            correct = f"{number}{ending(number)}"
            yield rule.finding(
                {"stated": f"{number}{written}", "correct": correct},
                [case.evidence(claim)],
                confidence=0.95,
                correction=correct,
                candidates=[correct],
                indicator=seen.indicator,
                area=seen.area[0] if len(seen.area) == 1 else None,
            )
