"""Verbs about roles of areas in markets: said and denied, weighed as great and as small."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import product

from pydantic import BaseModel, ConfigDict

from karaula.check.case import Case
from karaula.check.rule import NoParameters, Rule, verb
from karaula.evidence.claim import Claim, Role
from karaula.evidence.finding import Finding

_DENIED = re.compile(
    r"\b(?:is|are|was|were|be|been|became|remains?)(?: \w+ly)? (?:not|never)\b"
    r"(?! (?:only|just|merely|simply|necessarily|yet|the only))|\bnot (?:a|an) \b"
)
_PAST = re.compile(r"\b(?:no longer|not yet|not anymore|used to|formerly|in the past)\b")
_APART = 3
"""Years between publications up to which two sources speak of one time."""

Said = dict[tuple[str, str, str, str | None], list[tuple[Claim, Role]]]


def _roles(case: Case) -> Said:
    said: Said = defaultdict(list)
    for claim in case.claims:
        role = claim.slots
        if isinstance(role, Role):
            said[role.area, role.market, role.role, role.substance].append((claim, role))
    return said


@verb("role_denied", "area role market")
def role_denied(case: Case, rule: Rule, _: NoParameters) -> Iterator[Finding]:
    """A role that one place says and another denies. "Not only a …" denies nothing."""
    for claims in _roles(case).values():
        denied = [claim for claim, _ in claims if _is_denied(case, claim)]
        said = [claim for claim, _ in claims if claim.modality in ("asserted", "reported")]
        for claim, other in _pairs(case, said, denied):
            yield _finding(case, rule, {}, claim, other)


def _is_denied(case: Case, claim: Claim) -> bool:
    around = case.sentence_around(claim)
    return (
        claim.modality == "denied"
        and _PAST.search(around) is None
        and _DENIED.search(around) is not None
    )


class Strength(BaseModel):
    """Settings: words that weigh a role as great, and as small."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    great: tuple[str, ...]
    small: tuple[str, ...]


@verb("role_strength", "area role market first second", Strength)
def role_strength(case: Case, rule: Rule, settings: Strength) -> Iterator[Finding]:
    """One role of one area in one market, weighed as great in one place and as small in another."""
    for claims in _roles(case).values():
        sure = [item for item in claims if item[0].modality in ("asserted", "reported")]
        great = [claim for claim, role in sure if role.strength in settings.great]
        small = [claim for claim, role in sure if role.strength in settings.small]
        strengths = {id(claim): role.strength or "" for claim, role in sure}
        for claim, other in _pairs(case, great, small):
            fields = {"first": strengths[id(claim)], "second": strengths[id(other)]}
            yield _finding(case, rule, fields, claim, other)


def _pairs(case: Case, ones: list[Claim], others: list[Claim]) -> Iterator[tuple[Claim, Claim]]:
    """The first pair of each two sources that speaks of one time and stands in two sentences."""
    told: set[tuple[str, str]] = set()
    for one, other in product(ones, others):
        places = (one.source_id, other.source_id)
        periods = (getattr(one.slots, "period", None), getattr(other.slots, "period", None))
        if places in told or periods[0] != periods[1] or not _one_time(case, *places):
            continue
        if places[0] == places[1] and case.sentence_around(one) == case.sentence_around(other):
            continue
        told.add(places)
        yield one, other


def _one_time(case: Case, one: str, other: str) -> bool:
    published = (case.sources[i].published for i in (one, other) if i in case.sources)
    dates = [int(date[:4]) for date in published if date]
    return len(dates) < 2 or abs(dates[0] - dates[1]) <= _APART


def _finding(case: Case, rule: Rule, fields: dict[str, str], claim: Claim, other: Claim) -> Finding:
    role = claim.slots
    assert isinstance(role, Role)
    market = case.vocabulary.markets.get(role.market)
    named = {
        "area": case.area(role.area),
        "role": {"source": "a source", "destination": "a destination"}.get(
            role.role, f"a place of {role.role}"
        ),
        "market": market.name.lower() if market else role.market.replace("_", " "),
    }
    return rule.finding(
        named | fields,
        [case.in_its_sentence(claim), case.in_its_sentence(other)],
        confidence=0.6,
        area=role.area if role.area in case.vocabulary.areas else None,
    )
