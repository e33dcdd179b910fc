"""Claims to clusters: which pairs are looked at, and how links are joined."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import combinations, pairwise, product

from karaula.evidence import Decision
from karaula.evidence.event import Link, Reason, event_id
from karaula.resolve.compare import THRESHOLD, barred, compare, one_story, total
from karaula.resolve.told import Told
from karaula.vocabulary import Vocabulary

_BUCKET = math.log(1.25)


def links(told: Sequence[Told], vocabulary: Vocabulary) -> list[Link]:
    """Pairs of claims above the threshold that nothing bars, the strongest first."""
    found = []
    for left, right in sorted(_pairs(told)):
        a, b = told[left], told[right]
        reasons = compare(a, b, vocabulary)
        score = total(reasons)
        if score >= THRESHOLD and not barred(reasons):
            found.append(Link(a.claim_id, b.claim_id, score, reasons))
    return sorted(found, key=lambda link: (-link.score, link.a, link.b))


def _pairs(told: Sequence[Told]) -> set[tuple[int, int]]:
    """Pairs worth comparing. A claim with a day meets those of its class, family of substance and
    days around; one without meets those of a like amount or a like place; names meet anywhere."""
    blocks: dict[tuple[object, ...], list[int]] = {}
    for number, one in enumerate(told):
        for key in _keys(one):
            blocks.setdefault(key, []).append(number)
    pairs: set[tuple[int, int]] = set()
    for key, members in blocks.items():
        if key[0] == "loose":
            vague = [n for n in members if not told[n].day or not told[n].families]
            joined: Iterable[tuple[int, int]] = product(vague, members)
        else:
            joined = combinations(members, 2)
        pairs.update((min(pair), max(pair)) for pair in joined if pair[0] != pair[1])
    return pairs


def _keys(one: Told) -> Iterator[tuple[object, ...]]:
    families = sorted(one.families) or ["-"]
    if one.day:
        assert one.low is not None
        for step in (-1, 0, 1):
            week = (one.low + timedelta(days=3 * step)).toordinal() // 7
            for family in families:
                yield ("day", one.kind, family, week)
            yield ("loose", one.kind, "week", week)
    if one.mass:
        bucket = round(math.log(one.mass) / _BUCKET)
        for step in (-1, 0, 1):
            yield ("loose", one.kind, "kg", bucket + step)
    for word in sorted(one.places):
        yield ("loose", one.kind, "place", word)
    for begin, end in sorted(one.stretches):
        yield ("story", one.claim.source_id, begin, end)
    if one.name:
        yield ("name", one.name)
    if one.vessel:
        yield ("vessel", one.vessel)


@dataclass(slots=True)
class Clusters:
    """Union of claims into events under constraints."""

    told: dict[str, Told]
    vocabulary: Vocabulary
    apart: set[frozenset[str]] = field(default_factory=set)
    """Pairs of claims that a person set apart."""
    members: dict[str, list[str]] = field(default_factory=dict)
    home: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for claim in self.told:
            self.members[claim] = [claim]
            self.home[claim] = claim

    def join(self, a: str, b: str, *, forced: bool = False) -> bool:
        """Put two claims' clusters together; ``False`` where some pair across is barred."""
        left, right = self.home[a], self.home[b]
        if left == right:
            return True
        across = list(product(self.members[left], self.members[right]))
        if any(frozenset(pair) in self.apart for pair in across):
            return False
        if not forced and any(self._apart(*pair) for pair in across):
            return False
        moved = self.members.pop(right)
        self.members[left] += moved
        self.home.update(dict.fromkeys(moved, left))
        return True

    def _apart(self, a: str, b: str) -> bool:
        """Whether a pair is barred. Of several goods of one story, one that fits is enough."""
        reasons = compare(self.told[a], self.told[b], self.vocabulary)
        bars = {reason.feature for reason in reasons if reason.bars}
        if not bars or not bars <= {"substance", "quantity"}:
            return bool(bars)
        beside = [(one, b) for one in self._beside(a)] + [(a, one) for one in self._beside(b)]
        return all(
            barred(compare(self.told[left], self.told[right], self.vocabulary))
            for left, right in beside
        )

    def _beside(self, claim: str) -> list[str]:
        """The other claims of a cluster that the same clauses tell."""
        mates = self.members[self.home[claim]]
        return [m for m in mates if m != claim and one_story(self.told[claim], self.told[m])]


def clusters(
    told: Sequence[Told], vocabulary: Vocabulary, decisions: Iterable[Decision]
) -> tuple[list[list[str]], list[Link]]:
    """Claim ids by cluster, in the order of ``told``, and the links that hold them.

    What people decided goes first: a ``merge`` joins the claims (or events) that it names, a
    ``split`` sets those of different parts apart; of two that disagree the later one holds.
    """
    known = {one.claim_id: one for one in told}
    made = Clusters(known, vocabulary)
    together = _decided(decisions, known, made.apart)
    held: list[Link] = []
    for a, b, words in together:
        if made.join(a, b, forced=True):
            held.append(Link(a, b, 0.0, (Reason("decision", 0.0, words),), by="decision"))
    held += [link for link in links(told, vocabulary) if made.join(link.a, link.b)]
    order = {one.claim_id: place for place, one in enumerate(told)}
    found = [sorted(group, key=order.__getitem__) for group in made.members.values()]
    return sorted(found, key=lambda group: order[group[0]]), held


def _decided(
    decisions: Iterable[Decision], known: dict[str, Told], apart: set[frozenset[str]]
) -> list[tuple[str, str, str]]:
    """Pairs to join, in order; pairs to keep apart go into ``apart``."""
    names = {event_id(claim): claim for claim in known} | {claim: claim for claim in known}
    together: dict[frozenset[str], tuple[str, str, str]] = {}
    for decision in decisions:
        if decision.undone is not None:
            continue
        if decision.verdict == "merge":
            ids = [names[i] for i in (decision.subject, *decision.value["with"]) if i in names]
            for a, b in pairwise(ids):
                if a != b:
                    words = f"{decision.author} merged them"
                    together[frozenset((a, b))] = (a, b, words)
            apart.difference_update(frozenset(pair) for pair in combinations(ids, 2))
        elif decision.verdict == "split":
            parts = [[names[i] for i in part if i in names] for part in decision.value["parts"]]
            for left, right in combinations(parts, 2):
                for pair in product(left, right):
                    together.pop(frozenset(pair), None)
                    apart.add(frozenset(pair))
    return list(together.values())
