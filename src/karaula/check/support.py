"""Verbs about what a statement rests on: one origin under several names; doubt that got lost."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import product

from pydantic import BaseModel, ConfigDict, Field

from karaula.check.case import Case
from karaula.check.rule import Rule, verb
from karaula.check.sources import Origin, shared_origins
from karaula.evidence.claim import (
    Citation,
    Claim,
    Incident,
    Leg,
    Observation,
    Presence,
    Role,
    Tie,
)
from karaula.evidence.finding import Finding
from karaula.resolve.alike import Mention, alike
from karaula.resolve.names import Names, latin

Key = tuple[Hashable, ...]

_DOUBT = {"reported": "only as reported", "alleged": "as an allegation", "expected": "as expected"}
_TITLE = 10
"""Letters of a title from which on it is one document's."""
_SHOWN = 3
"""Statements that are quoted for one note."""


class Statements:
    """Claims by what they say, whatever the words: names resolved, doubt and strength left out."""

    def __init__(self, case: Case, claims: Iterable[Claim]) -> None:
        self.case = case
        claims = list(claims)
        named = {name for claim in claims for name in _groups(claim)}
        mentions = [Mention("group", name) for name in sorted(named)]
        self.group = {
            mention.name: cluster.anchor
            for cluster in (alike(mentions, Names(case.vocabulary)) if mentions else ())
            for mention in cluster.names
        }
        self.by_key: dict[Key, list[Claim]] = defaultdict(list)
        for claim in claims:
            key = self.key(claim)
            if key is not None:
                self.by_key[key].append(claim)

    def key(self, claim: Claim) -> Key | None:
        """What a claim says; None where it says too little to be compared."""
        match claim.slots:
            case Role() as role:
                return ("role", role.area, role.market, role.role, role.substance)
            case Leg() as leg if (leg.origin or leg.via) and leg.destination:
                places = (frozenset(leg.origin), frozenset(leg.via), frozenset(leg.destination))
                return ("leg", leg.market, *places)
            case Tie() as tie:
                ends = frozenset((self.group[tie.a], self.group[tie.b]))
                return ("tie", tie.type, ends, tie.market)
            case Presence() as held if held.area or held.market:
                group, area, market = self.group[held.group], held.area, held.market
                return ("presence", group, frozenset(area), frozenset(market), held.activity)
            case Observation() as seen if seen.area and seen.period:
                number = (seen.unit, seen.value, seen.value_max, seen.substance, seen.breakdown)
                return ("observation", seen.indicator, frozenset(seen.area), seen.period, *number)
            case Incident() as told if told.date and (told.place or told.kg):
                place, what = latin(told.place or ""), frozenset(told.substance)
                return ("incident", told.type, told.date, place, told.kg, what)
        return None


def _groups(claim: Claim) -> tuple[str, ...]:
    match claim.slots:
        case Tie(a=a, b=b):
            return (a, b)
        case Presence(group=group):
            return (group,)
    return ()


def _topic(case: Case, claim: Claim) -> str:
    """What a claim is about, for people: its market, indicator or kind."""
    slots = claim.slots
    market = getattr(slots, "market", None)
    market = market[0] if isinstance(market, tuple) and market else market
    if isinstance(market, str):
        known = case.vocabulary.markets.get(market)
        return known.name.lower() if known else market.replace("_", " ")
    if isinstance(slots, Observation):
        return case.indicator(slots.indicator).lower()
    return f"{claim.kind}s"


@verb("single_origin", "count topic names reason", Origin)
def single_origin(case: Case, rule: Rule, settings: Origin) -> Iterator[Finding]:
    """Statements that several sources make, all of one origin: one note a topic and origin."""
    origins = _origins(case, settings)
    if not origins:
        return
    statements = Statements(case, case.claims).by_key.values()
    for ids, reason, confidence in origins:
        topics: dict[str, list[dict[str, Claim]]] = defaultdict(list)
        for claims in statements:
            firsts = {claim.source_id: claim for claim in reversed(claims)}
            if len(firsts) > 1 and firsts.keys() <= ids:
                topics[_topic(case, claims[0])].append(firsts)
        for topic, told in sorted(topics.items()):
            named = sorted({source_id for firsts in told for source_id in firsts}, key=case.doc)
            shown = [firsts[i] for firsts in told[:_SHOWN] for i in named if i in firsts]
            yield rule.finding(
                {
                    "count": "one statement" if len(told) == 1 else f"{len(told)} statements",
                    "topic": topic,
                    "names": " and ".join(case.doc(source_id) for source_id in named),
                    "reason": reason,
                },
                [case.evidence(claim) for claim in shown],
                confidence=confidence,
            )


def _origins(case: Case, settings: Origin) -> list[tuple[set[str], str, float]]:
    """Sets of sources that are one, with why, and how sure: copies of copies are one set."""
    found: list[tuple[set[str], str, float]] = []
    for ids, reason, confidence in shared_origins(case, settings):
        joined = set(ids)
        apart = []
        for known in found:
            if joined & known[0]:
                joined |= known[0]
                reason, confidence = known[1], min(confidence, known[2])
            else:
                apart.append(known)
        found = [*apart, (joined, reason, confidence)]
    return found


class Hedged(BaseModel):
    """Settings of the comparison of doubt."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    confidence: float = Field(0.6, ge=0, le=1)


@verb("hedged_elsewhere", "modality name statement reason", Hedged)
def hedged_elsewhere(case: Case, rule: Rule, settings: Hedged) -> Iterator[Finding]:
    """A statement told as a fact by a source that is newer than, or cites, one that only reports,
    alleges or expects it."""
    doubted = {claim.source_id for claim in case.claims if claim.modality in _DOUBT}
    if not doubted or len({claim.source_id for claim in case.claims}) < 2:
        return
    cited = _cited(case)
    for claims in Statements(case, case.claims).by_key.values():
        told: set[tuple[str, str]] = set()
        sure = [claim for claim in claims if claim.modality == "asserted"]
        for claim, hedged in product(sure, (c for c in claims if c.modality in _DOUBT)):
            pair = (claim.source_id, hedged.source_id)
            if pair[0] == pair[1] or pair in told:
                continue
            told.add(pair)
            reason = _taken_over(case, cited, *pair)
            if reason is not None:
                yield rule.finding(
                    {
                        "modality": _DOUBT[hedged.modality],
                        "name": case.doc(hedged.source_id),
                        "statement": _topic(case, claim),
                        "reason": reason,
                    },
                    [case.evidence(claim), case.evidence(hedged)],
                    confidence=settings.confidence,
                )


def _cited(case: Case) -> set[tuple[str, str]]:
    """Sources with the titles that they cite."""
    return {
        (claim.source_id, latin(claim.slots.title))
        for claim in case.claims
        if isinstance(claim.slots, Citation) and claim.slots.title
    }


def _taken_over(case: Case, cited: set[tuple[str, str]], sure: str, hedged: str) -> str | None:
    """Why a source may have its statement from another; None where nothing says so."""
    ours, theirs = case.sources.get(sure), case.sources.get(hedged)
    if ours is None or theirs is None:
        return None
    title = latin(theirs.title)
    if len(title) > _TITLE and (sure, title) in cited:
        return "the source that states it cites the other one"
    if ours.published and theirs.published:
        shared = min(len(ours.published), len(theirs.published))
        if ours.published[:shared] >= theirs.published[:shared]:
            return "the source that states it is not older than the one that doubts it"
    return None
