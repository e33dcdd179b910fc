"""What people decided about entities, carried out on what the machine put together."""

from collections.abc import Sequence
from dataclasses import replace

from karaula.evidence.decision import Decision
from karaula.evidence.entity import Match, entity_id
from karaula.resolve.alike import Cluster
from karaula.resolve.names import latin

VERDICTS = ("merge", "split", "name")


def decided(found: Sequence[Cluster], decisions: Sequence[Decision]) -> list[Cluster]:
    """Clusters after the standing decisions, in the order in which these were made.

    An entity that was merged away still answers to its old id.
    """
    by_id = {entity_id(cluster.type, cluster.anchor): cluster for cluster in found}
    for decision in decisions:
        cluster = by_id.get(decision.subject)
        if decision.undone is not None or cluster is None:
            continue
        value = decision.value
        if decision.verdict == "name":
            cluster.called = str(value["name"])
        elif decision.verdict == "merge":
            for other in (by_id.get(str(key)) for key in _listed(value["with"])):
                if other is not None and other is not cluster:
                    _merge(cluster, other, decision)
                    by_id |= {key: cluster for key, held in by_id.items() if held is other}
        elif decision.verdict == "split":
            for part in value["parts"]:
                split = _split(cluster, [latin(str(name)) for name in _listed(part)], decision)
                if split is not None:
                    by_id[entity_id(split.type, split.anchor)] = split
    kept = {id(cluster): cluster for cluster in by_id.values() if cluster.names}
    return list(kept.values())


def _listed(value: object) -> list[object]:
    return list(value) if isinstance(value, (list, tuple)) else [value]


def _because(decision: Decision) -> str:
    why = f": {decision.reason}" if decision.reason else ""
    return f"decided by {decision.author}{why}"


def _merge(cluster: Cluster, other: Cluster, decision: Decision) -> None:
    reason = _because(decision)
    for mention, match in other.names.items():
        cluster.names[mention] = Match(name=match.name, score=1.0, reason=reason)
    cluster.described &= other.described
    other.names = {}


def _split(cluster: Cluster, names: list[str], decision: Decision) -> Cluster | None:
    """Take names out of a cluster; None where it has none of them, or no others."""
    taken = {mention: m for mention, m in cluster.names.items() if latin(mention.name) in names}
    if not taken or len(taken) == len(cluster.names):
        return None
    for mention in taken:
        del cluster.names[mention]
    reason = _because(decision)
    return replace(
        cluster,
        names={m: Match(name=m.name, score=1.0, reason=reason) for m in taken},
        known=None,
        part=min(names),
        called=None,
    )
