"""Verbs about what a statement rests on: one origin under several names; doubt that got lost."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator

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
                number = (seen.unit, seen.value, seen.value_max, seen.substance)
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
    for ids, reason, confidence in shared_origins(case, settings):
        spoken = Statements(case, case.claims).by_key.values()
        topics: dict[str, list[list[Claim]]] = defaultdict(list)
        for claims in spoken:
            sources = {claim.source_id for claim in claims}
            if len(sources) > 1 and sources <= set(ids):
                topics[_topic(case, claims[0])].append(claims)
        names = " and ".join(case.doc(source_id) for source_id in ids)
        for topic, statements in sorted(topics.items()):
            many = len(statements) > 1
            firsts = [
                next(claim for claim in claims if claim.source_id == source_id)
                for claims in statements[:_SHOWN]
                for source_id in ids
                if any(claim.source_id == source_id for claim in claims)
            ]
            yield rule.finding(
                {
                    "count": f"{len(statements)} statements" if many else "one statement",
                    "topic": topic,
                    "names": names,
                    "reason": reason,
                },
                [case.evidence(claim) for claim in firsts],
                confidence=confidence,
            )


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
    for claims in Statements(case, case.claims).by_key.values():
        told: set[tuple[str, str]] = set()
        for sure in claims:
            if sure.modality != "asserted":
                continue
            for hedged in claims:
                pair = (sure.source_id, hedged.source_id)
                reason = _taken_over(case, *pair) if hedged.modality in _DOUBT else None
                if pair[0] == pair[1] or pair in told or reason is None:
                    continue
                told.add(pair)
                yield rule.finding(
                    {
                        "modality": _DOUBT[hedged.modality],
                        "name": case.doc(hedged.source_id),
                        "statement": _topic(case, sure),
                        "reason": reason,
                    },
                    [case.evidence(sure), case.evidence(hedged)],
                    confidence=settings.confidence,
                )


def _taken_over(case: Case, sure: str, hedged: str) -> str | None:
    """Why a source may have its statement from another; None where nothing says so."""
    ours, theirs = case.sources.get(sure), case.sources.get(hedged)
    if ours is None or theirs is None:
        return None
    title = latin(theirs.title)
    for claim in case.claims:
        cited = claim.slots
        same = isinstance(cited, Citation) and cited.title and latin(cited.title) == title
        if claim.source_id == sure and same and len(title) > _TITLE:
            return "the source that states it cites the other one"
    if ours.published and theirs.published and ours.published[:4] >= theirs.published[:4]:
        shared = min(len(ours.published), len(theirs.published))
        if ours.published[:shared] >= theirs.published[:shared]:
            return "the source that states it is not older than the one that doubts it"
    return None
