"""Names to entities: which names in the claims mean one area, group, body, place or strategy.

Names meet under keys (:mod:`karaula.resolve.names`), the surest first. Two that the vocabulary
holds apart, or whose own words tell them apart ("clan", "cartel"), are never put together, and a
name that would fit both is left alone. A person's decision goes over this, and can be taken back.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from karaula.evidence.claim import Claim, Incident, Presence, Response, Tie, slot_values
from karaula.evidence.decision import Decision
from karaula.evidence.entity import Entity, EntityType, Match, Sort, entity_id
from karaula.resolve.alike import ITSELF, Cluster, Mention, alike
from karaula.resolve.decided import decided
from karaula.resolve.names import Names, latin
from karaula.vocabulary import Vocabulary

ENTITY_METHOD = "entities@1"
_AREA_SLOTS = ("area", "origin", "via", "destination")
_STRATEGIES = frozenset(("strategy", "action_plan", "agreement", "instrument", "project", "law"))
"""Types of a response that are plans and papers; the others are bodies."""


def entities(
    claims: Iterable[Claim], vocabulary: Vocabulary, decisions: Sequence[Decision] = ()
) -> list[Entity]:
    """Entities that the claims name, by type and name, each with its names, scores and reasons.

    ``decisions`` about entities are carried out in their order: ``merge`` (``with``: ids of other
    entities), ``split`` (``parts``: lists of names that each become an entity of their own) and
    ``name`` (``name``). Those taken back, and those about entities that are not there, do nothing.
    """
    names = Names(vocabulary)
    said: dict[Mention, set[str]] = defaultdict(set)
    for claim in claims:
        for mention in mentions(claim, names):
            said[mention].add(claim.claim_id)
    by_type: dict[EntityType, list[Mention]] = defaultdict(list)
    for mention in said:
        by_type[mention.type].append(mention)
    found = [cluster for members in by_type.values() for cluster in alike(members, names)]
    made = [_entity(cluster, names, said) for cluster in decided(found, decisions)]
    return sorted(made, key=lambda entity: (entity.type, entity.name, entity.entity_id))


def same(one: str, other: str, vocabulary: Vocabulary, type: EntityType = "group") -> Match | None:
    """Why two names mean one entity, as the match of ``other``; None where they do not."""
    pair = [Mention(type, one), Mention(type, other)]
    for cluster in alike(pair, Names(vocabulary)):
        if all(mention in cluster.names for mention in pair):
            found = [cluster.names[mention] for mention in pair]
            weakest = min(found, key=lambda match: (match.score, match.reason == ITSELF))
            return Match(name=other, score=weakest.score, reason=weakest.reason)
    return None


def mentions(claim: Claim, names: Names) -> Iterator[Mention]:
    """Every entity that the slots of a claim name."""
    slots = slot_values(claim.slots)
    for slot in _AREA_SLOTS:
        value = slots.get(slot, ())
        for code in (value,) if isinstance(value, str) else value:
            yield Mention("area", code)
    match claim.slots:
        case Tie(a=a, b=b):
            yield from (Mention(_actor(name, names), name) for name in (a, b))
        case Presence(group=group):
            yield Mention(_actor(group, names), group)
        case Incident(group=groups, agency=agencies, place=place, area=area):
            yield from (Mention("group", name) for name in groups)
            yield from (Mention("body", name) for name in agencies)
            if place:
                yield Mention("place", place, area[0] if len(area) == 1 else None)
        case Response(name=name, type=kind, body=body):
            yield Mention("strategy" if kind in _STRATEGIES else "body", name)
            if body:
                yield Mention("body", body)


def _actor(name: str, names: Names) -> EntityType:
    """A tie's end is a body where the vocabulary lists it as one, else a group."""
    return "body" if latin(name) in names.bodies else "group"


def _entity(cluster: Cluster, names: Names, said: Mapping[Mention, set[str]]) -> Entity:
    counts: Counter[str] = Counter()
    matches: dict[str, Match] = {}
    for mention, match in sorted(cluster.names.items(), key=lambda item: -item[1].score):
        counts[mention.name] += len(said[mention])
        matches.setdefault(mention.name, match)
    often = sorted(matches, key=lambda name: (-counts[name], name))
    sort: Sort = "description" if cluster.described and not cluster.known else "named"
    return Entity(
        entity_id=entity_id(cluster.type, cluster.anchor),
        type=cluster.type,
        name=cluster.called or names.preferred(cluster.type, cluster.known) or often[0],
        sort=sort,
        known=cluster.known,
        within=cluster.within,
        matches=tuple(matches[name] for name in often),
        mentions=tuple(sorted({claim for mention in cluster.names for claim in said[mention]})),
    )
