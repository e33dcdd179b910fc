"""Claims to clusters: which pairs are looked at, and how links are joined."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations, pairwise, product

from karaula.evidence import Decision
from karaula.evidence.event import Link, Reason, event_id
from karaula.resolve.compare import BESIDE, THRESHOLD, barred, compare, one_story, total
from karaula.resolve.howmuch import CROWD, RARE
from karaula.resolve.told import Told
from karaula.vocabulary import Vocabulary

_BUCKET = math.log(1.25)

NEIGHBOURS = 60
"""Claims that one is compared with in a block, in each order, on either side."""

_MARGIN = 6
"""Half of the days that bar a link, and one more."""

_MONTHS = 24
"""Months from which on a period is too long to look under each."""

_MANY = 10
"""People, or packages, from which an equal number is worth a look."""

Key = tuple[object, ...]


def links(told: Sequence[Told], vocabulary: Vocabulary) -> list[Link]:
    """Pairs of claims above the threshold that nothing bars, the strongest first."""
    found = []
    for left, right in _pairs(told):
        a, b = told[left], told[right]
        reasons = compare(a, b, vocabulary)
        score = total(reasons)
        if score >= THRESHOLD and not barred(reasons):
            found.append(Link(a.claim_id, b.claim_id, score, reasons))
    # Of equally strong ones the order of their ids decides, not that of the claims.
    return sorted(found, key=lambda link: (-link.score, *sorted((link.a, link.b))))


def _pairs(told: Sequence[Told]) -> set[tuple[int, int]]:
    """Pairs worth comparing, each once: those that meet under a key.

    In a block of more than :data:`NEIGHBOURS` a claim meets its neighbours in two orders, by
    amount and by place, so that the pairs grow with the claims and not with their square: the
    sorted neighbourhoods of Hernández and Stolfo (1995).
    """
    blocks: dict[Key, list[tuple[int, bool]]] = {}
    for number, one in enumerate(told):
        for key, wide in _keys(one):
            blocks.setdefault(key, []).append((number, wide))
    pairs: set[tuple[int, int]] = set()
    for members in blocks.values():
        for order in (_by_amount, _by_place) if len(members) > NEIGHBOURS else (None,):
            if order is not None:
                members.sort(key=lambda member: order(told[member[0]]))
            for place, (left, wide) in enumerate(members):
                for right, also in members[place + 1 : place + 1 + NEIGHBOURS]:
                    if wide or also:
                        pairs.add((left, right) if left < right else (right, left))
    return pairs


def _by_amount(one: Told) -> tuple[object, ...]:
    slots = one.slots
    people = slots.arrests or slots.charged or slots.killed or slots.person_count or 0
    amount = (one.mass or 0.0, slots.quantity or 0.0, slots.money or 0.0, people)
    return (*amount, one.when.low or date.min, one.claim_id)


def _by_place(one: Told) -> tuple[object, ...]:
    place = sorted(one.where.areas), sorted(one.where.words)
    return (*place, one.when.low or date.min, one.mass or 0.0, one.claim_id)


def _keys(one: Told) -> Iterator[tuple[Key, bool]]:
    """Keys of a claim, each with whether it meets all under it, or only those that meet all.

    A claim with a day, or told on one, meets those of its class, family of substance and days
    around; one without meets those of a like amount or a like place in its months; names meet
    anywhere. What a claim does not tell does not keep it from those that do: they have a key
    without that part too.
    """
    families: list[str | None] = [*sorted(one.families)]
    if one.when.day or one.when.told:
        for week in _weeks(one):
            for family in families or [None]:
                yield ("day", one.kind, family, week), True
            yield ("day", one.kind, "any", week), not families
    vague = not one.when.day or not families
    months: list[int | None] = [*_months(one)]
    for aspect in _aspects(one):
        for family in [*families, None]:
            for month in [*months, None]:
                lacking = (family is None and not families) or (month is None and not months)
                wide = lacking if family is None or month is None else vague
                yield (aspect, one.kind, family, month), wide
    for cell in _cells(one):
        yield ("beside", one.claim.source_id, cell), True
    if one.mass and one.mass >= RARE:
        yield from ((("heavy", one.kind, bucket), True) for bucket in _around(one.mass))
    for begin, end in sorted(one.stretches):
        yield ("story", one.claim.source_id, begin, end), True
    if one.name:
        yield ("name", one.name), True
    for word in {one.vessel, *one.vessel.split()} - {""}:
        yield ("vessel", word), True


def _weeks(one: Told) -> list[int]:
    assert one.when.high is not None
    return sorted({(one.when.high.toordinal() + 3 * step) // 7 for step in (-1, 0, 1)})


def _months(one: Told) -> list[int]:
    """Months in which it may lie, with those that are not far from it; none where that says
    little."""
    if one.when.low is None or one.when.high is None:
        return []
    low = date.fromordinal(max(one.when.low.toordinal() - _MARGIN, 1))
    high = date.fromordinal(min(one.when.high.toordinal() + _MARGIN, date.max.toordinal()))
    first, last = low.year * 12 + low.month, high.year * 12 + high.month
    return list(range(first, last + 1)) if last - first < _MONTHS else []


def _cells(one: Told) -> Iterator[int]:
    """Stretches of its text in which the next claims are told beside it."""
    if one.claim.start is not None and one.claim.end is not None:
        yield from {one.claim.start // BESIDE, one.claim.end // BESIDE + 1}


def _around(number: float) -> Iterator[int]:
    """The bucket of a number and those beside it."""
    bucket = round(math.log(number) / _BUCKET)
    yield from (bucket + step for step in (-1, 0, 1))


def _aspects(one: Told) -> Iterator[Key]:
    if one.mass:
        yield from (("kg", bucket) for bucket in _around(one.mass))
    elif one.slots.quantity and one.slots.quantity >= _MANY:
        yield from (("pieces", one.slots.unit, step) for step in _around(one.slots.quantity))
    if one.slots.money:
        yield from (("money", one.slots.currency, step) for step in _around(one.slots.money))
    for word in sorted(one.where.words):
        yield ("place", word)
    for slot in ("arrests", "charged", "killed", "person_count", "packages"):
        number = getattr(one.slots, slot)
        if number is not None and number >= _MANY:
            yield (slot, number)
        if number is not None and number >= CROWD:
            yield from ((slot, "about", bucket) for bucket in _around(number))
    for group in one.groups:
        yield ("group", min(group))


class Clusters:
    """Union of claims into events under constraints.

    Copies of one report are compared as one: claims of one shape are barred from the same others.
    """

    def __init__(
        self, told: Mapping[str, Told], vocabulary: Vocabulary, apart: Mapping[str, set[str]]
    ) -> None:
        self.told, self.vocabulary, self.apart = told, vocabulary, apart
        shapes: dict[tuple[object, ...], int] = {}
        self.shape = {c: shapes.setdefault(_shape(one), len(shapes)) for c, one in told.items()}
        self.home = {claim: claim for claim in told}
        self.members = {claim: {self.shape[claim]: [claim]} for claim in told}
        self._bars: dict[tuple[int, int], bool] = {}
        self._refused: dict[tuple[str, str], tuple[int, int]] = {}

    def groups(self) -> Iterator[list[str]]:
        """The claims of each cluster."""
        for shapes in self.members.values():
            yield [claim for claims in shapes.values() for claim in claims]

    def join(self, a: str, b: str, *, forced: bool = False) -> bool:
        """Put two claims' clusters together; ``False`` where some pair across is barred."""
        left, right = self.home[a], self.home[b]
        if left == right:
            return True
        sizes = self._size(left), self._size(right)
        if sizes[0] < sizes[1]:
            left, right, sizes = right, left, sizes[::-1]
        moved = [claim for claims in self.members[right].values() for claim in claims]
        if any(self.home[other] == left for one in moved for other in self.apart.get(one, ())):
            return False
        if not forced and self._refused.get((left, right)) == sizes:
            return False
        if not forced and self._barred(left, right):
            self._refused[left, right] = sizes
            return False
        for shape, claims in self.members.pop(right).items():
            self.members[left].setdefault(shape, []).extend(claims)
        self.home.update(dict.fromkeys(moved, left))
        return True

    def _size(self, cluster: str) -> int:
        return sum(map(len, self.members[cluster].values()))

    def _barred(self, left: str, right: str) -> bool:
        """Whether a claim of one cluster cannot be of one event with a claim of the other."""
        for one, ones in self.members[left].items():
            for other, others in self.members[right].items():
                known = self._bars.get((one, other))
                if known is None:
                    known = bool(self._against(ones[0], others[0]))
                    if one_story(self.told[ones[0]], self.told[others[0]]):
                        known = True  # Their text may join these two, but not others like them.
                    self._bars[one, other] = self._bars[other, one] = known
                if known and any(self._apart(*pair) for pair in product(ones, others)):
                    return True
        return False

    def _against(self, a: str, b: str) -> set[str]:
        """What bars two claims from being of one event."""
        reasons = compare(self.told[a], self.told[b], self.vocabulary)
        return {reason.feature for reason in reasons if reason.bars}

    def _apart(self, a: str, b: str) -> bool:
        """Whether a pair is barred. Of several goods of one story, one that fits is enough."""
        bars = self._against(a, b)
        if not bars or not bars <= {"substance", "quantity", "place"}:
            return bool(bars)
        homes = self.home[a], self.home[b]
        mates = [m for home in homes for claims in self.members[home].values() for m in claims]
        if "place" in bars:
            return bars != {"place"} or not self._in_all(a, b, mates)
        beside = [(one, b) for one in self._beside(a, mates)]
        beside += [(a, one) for one in self._beside(b, mates)]
        return all(self._against(left, right) for left, right in beside if left != right)

    def _in_all(self, a: str, b: str, mates: list[str]) -> bool:
        """Whether one of some claims is of the countries of both: raids of one day in two."""
        areas = self.told[a].where.areas | self.told[b].where.areas
        return any(areas <= self.told[mate].where.areas for mate in mates)

    def _beside(self, claim: str, mates: list[str]) -> list[str]:
        """Those of some claims that the text of one tells as one event with it."""
        return [m for m in mates if m != claim and one_story(self.told[claim], self.told[m])]


def _shape(one: Told) -> tuple[object, ...]:
    """All that can bar a claim from being of one event with another."""
    slots = one.slots
    goods = one.substances, slots.kg, slots.kg_max, slots.qualifier, slots.quantity, slots.unit
    return (one.kind, *one.when, *goods, *one.where, one.name, one.vessel)


def clusters(
    told: Sequence[Told], vocabulary: Vocabulary, decisions: Iterable[Decision]
) -> tuple[list[list[str]], list[Link]]:
    """Claim ids by cluster, in the order of ``told``, and the links that hold them.

    What people decided goes first: a ``merge`` joins the claims (or events) that it names, a
    ``split`` sets those of different parts apart; of two that disagree the later one holds.
    """
    known = {one.claim_id: one for one in told}
    together, apart = _decided(decisions, known)
    made = Clusters(known, vocabulary, apart)
    held: list[Link] = []
    for a, b, words in together:
        if made.join(a, b, forced=True):
            held.append(Link(a, b, 0.0, (Reason("decision", 0.0, words),), by="decision"))
    held += [link for link in links(told, vocabulary) if made.join(link.a, link.b)]
    order = {one.claim_id: place for place, one in enumerate(told)}
    found = [sorted(group, key=order.__getitem__) for group in made.groups()]
    return sorted(found, key=lambda group: order[group[0]]), held


def _decided(
    decisions: Iterable[Decision], known: Mapping[str, Told]
) -> tuple[list[tuple[str, str, str]], dict[str, set[str]]]:
    """Pairs to join, in order, and for each claim those to keep it apart from."""
    names = {event_id(claim): claim for claim in known} | {claim: claim for claim in known}
    together: dict[frozenset[str], tuple[str, str, str]] = {}
    apart: dict[str, set[str]] = {}
    for decision in decisions:
        if decision.undone is not None:
            continue
        if decision.verdict == "merge":
            ids = [names[i] for i in (decision.subject, *decision.value["with"]) if i in names]
            for a, b in pairwise(ids):
                if a != b:
                    words = f"{decision.author} merged them"
                    together[frozenset((a, b))] = (a, b, words)
            for one in ids:
                apart.get(one, set()).difference_update(ids)
        elif decision.verdict == "split":
            parts = [[names[i] for i in part if i in names] for part in decision.value["parts"]]
            for left, right in combinations(parts, 2):
                for a, b in product(left, right):
                    together.pop(frozenset((a, b)), None)
                    apart.setdefault(a, set()).add(b)
                    apart.setdefault(b, set()).add(a)
    return list(together.values()), apart
