"""Pairs of seizures to groups: which pairs hold, after what people decided, and which row stays."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

import numpy as np

from karaula.evidence import Decision
from karaula.evidence.event import event_id
from karaula.measure.seizures.pairs import Links
from karaula.measure.seizures.view import View

LIKELY = 0.1
"""Chance of an accident up to which two rows are taken for one seizure."""


PART = 65_536
"""Claims whose ids are gone through at once."""


@dataclass(slots=True)
class Settled:
    """Rows joined into seizures.

    ``home`` is for each row the row that stays for it, ``copy`` the level at which it repeats that
    one, and ``held`` says of each pair whether it joins its rows.
    """

    home: np.ndarray
    copy: np.ndarray
    held: np.ndarray
    order: np.ndarray


def settled(view: View, links: Links, decisions: Sequence[Decision]) -> Settled:
    """Join pairs, the surest first; where rows of two groups were found, or decided, to be
    different, the groups stay apart."""
    apart = _decided(view, links, decisions)
    left, right = links.column("left"), links.column("right")
    level, chance = links.column("level"), links.column("chance")
    by = links.column("by")
    involved = np.unique(np.concatenate([left, right]))
    order = _order(view, involved)
    # What agrees has to speak for one seizure, whatever the country's other pairs are.
    likely = ~(chance > LIKELY) & ~(links.column("score") <= 0)
    groups = _Groups()
    for pair in apart:
        groups.set_apart(*pair)
    tried = (by == "linkage") & ~likely
    for pair in zip(left[tried].tolist(), right[tried].tolist(), strict=True):
        groups.set_apart(*pair)
    held = np.zeros(len(left), bool)
    copy = np.zeros(view.table.num_rows, np.int64)
    decided = by == "decision"
    pick = np.flatnonzero(likely)
    ends = np.sort(np.stack([order[left[pick]], order[right[pick]]]), axis=0)
    ranked = np.nan_to_num(chance[pick], nan=-1.0)
    pick = pick[np.lexsort((ends[1], ends[0], ranked, level[pick], ~decided[pick]))]
    steps = zip(
        pick.tolist(), left[pick].tolist(), right[pick].tolist(), level[pick].tolist(), strict=True
    )
    rank = order.tolist()
    for at, a, b, of in steps:
        lost = groups.join(a, b, rank, forced=bool(decided[at]))
        held[at] = lost is not None
        if lost is not None and lost >= 0:
            copy[lost] = of
    home = np.arange(view.table.num_rows)
    for row in groups.parent:
        home[row] = groups.find(row)
    return Settled(home, copy, held, order)


def _order(view: View, rows: np.ndarray) -> np.ndarray:
    """Place of each row among those that could stay: first who knows most of departure and
    destination, then who knows most; rows that are in no pair have none (-1)."""
    ends, known = view.knowledge(rows)
    best = np.lexsort((view.ids(rows), -known, -ends))
    order = np.full(view.table.num_rows, -1)
    order[rows[best]] = np.arange(len(rows))
    return order


@dataclass(slots=True)
class _Groups:
    """Union of rows under constraints. The root of a group is the row that stays."""

    parent: dict[int, int] = field(default_factory=dict)
    against: dict[int, set[int]] = field(default_factory=dict)
    """Rows that a row is not one with, for the rows that have any."""
    marked: dict[int, list[int]] = field(default_factory=dict)
    """Rows of a group that have any, by the group's root."""

    def set_apart(self, a: int, b: int) -> None:
        """Two rows that are never joined."""
        for one, other in ((a, b), (b, a)):
            self.against.setdefault(one, set()).add(other)
            self.marked[one] = [one]

    def find(self, row: int) -> int:
        """The row that stays for this one."""
        while (up := self.parent.get(row, row)) != row:
            self.parent[row] = self.parent.get(up, up)
            row = up
        return row

    def join(self, a: int, b: int, rank: Sequence[int], *, forced: bool) -> int | None:
        """Join the groups of two rows. Returns the row that no longer stays, -1 where they were
        one group before, ``None`` where they are kept apart."""
        one, other = self.find(a), self.find(b)
        if one == other:
            return -1
        if rank[other] < rank[one]:
            one, other = other, one
        mine, theirs = self.marked.get(one, []), self.marked.get(other, [])
        if not forced and any(y in self.against[x] for x, y in product(mine, theirs)):
            return None
        self.parent.setdefault(one, one)
        self.parent[other] = one
        if theirs:
            self.marked[one] = mine + theirs
        return other


def _decided(view: View, links: Links, decisions: Sequence[Decision]) -> list[tuple[int, int]]:
    """Pairs that people joined go to ``links``; returns those that they set apart."""
    acts = [one for one in decisions if one.undone is None and one.verdict in ("merge", "split")]
    if not acts:
        return []
    rows = _named(view, acts)
    joined: dict[frozenset[int], str] = {}
    apart: set[frozenset[int]] = set()
    for act in acts:
        if act.verdict == "merge":
            named = dict.fromkeys(
                rows[i] for i in (act.subject, *act.value["with"]) if i in rows
            )  # fmt: skip
            for pair in pairwise(named):
                joined[frozenset(pair)] = f"{act.author} merged them"
            apart.difference_update(map(frozenset, combinations(named, 2)))
        else:
            parts = [[rows[i] for i in part if i in rows] for part in act.value["parts"]]
            for one, other in combinations(parts, 2):
                for across in map(frozenset, product(one, other)):
                    joined.pop(across, None)
                    apart.add(across)
    pairs = [sorted(pair) for pair in joined if len(pair) == 2]
    if pairs:
        left, right = np.array(pairs).T
        words = np.array([joined[frozenset(pair)] for pair in pairs], object)
        links.add(left, right, 1, "decision", np.nan, why=words)
    return [(min(pair), max(pair)) for pair in apart if len(pair) == 2]


def _named(view: View, acts: Sequence[Decision]) -> dict[str, int]:
    """Rows by the claims, and by the events of which they are the first, that decisions name."""
    named: set[str] = set()
    for act in acts:
        parts = act.value["parts"] if act.verdict == "split" else [act.value["with"]]
        named.update([act.subject], *parts)
    rows: dict[str, int] = {}
    claims = view.table["claim_id"]
    for start in range(0, len(claims), PART):
        for row, claim in enumerate(claims.slice(start, PART).to_pylist(), start):
            rows |= {name: row for name in (claim, event_id(claim)) if name in named}
    return rows
