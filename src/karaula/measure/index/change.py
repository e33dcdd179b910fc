"""What changed between two editions of an index, and what only its new components changed.

A published change mixes two things where editions are made of different components. Both editions
are scored once more from the components that they share: the difference of these scores is the
change like for like; what is left of the published change is the work of the other components.
Chain-linking puts the like-for-like change upon the earlier edition.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from karaula.measure.index.chain import ChainError, Index, defaults, rebuild
from karaula.measure.index.faults import listed
from karaula.measure.index.result import Result, results


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One score of one unit in two editions. All changes are of unrounded scores; None is a gap."""

    unit: str
    unit_name: str
    code: str
    before: float | None
    after: float | None
    change: float | None
    """As published: ``after - before``."""
    like_for_like: float | None
    """Of the components that both editions have."""
    components: float | None
    """What components that only one edition has did to the score: ``change - like_for_like``."""
    linked: float | None
    """The later score as it would be with the components of the earlier edition:
    ``before + like_for_like``."""
    rank_before: float | None
    rank_after: float | None


@dataclass(frozen=True)
class Changes:
    """All changes between two editions, and why they may not be compared as they stand."""

    rows: tuple[Change, ...]
    new: tuple[str, ...]
    """Components that only the later edition has."""
    gone: tuple[str, ...]
    warnings: tuple[str, ...]
    """One sentence each; none where the editions are comparable."""

    @property
    def comparable(self) -> bool:
        return not self.warnings


def changes(
    before: Index, after: Index, *, codes: Sequence[str] | None = None, panel: bool = False
) -> Changes:
    """Changes of the scores that both scored editions have, units of both in the later order.

    ``codes`` are the aggregates to compare, by default all that both have. ``panel`` says that both
    are years of one panel (:func:`~karaula.measure.index.panel.at_year`), whose steps looked at all
    of its years. Raises :class:`ChainError` where the editions share no score or no unit.
    """
    first, second = (_scores(one) for one in (before, after))
    both = [code for code in after.original.aggregates if code in before.original.parts]
    if codes is not None and (missing := [code for code in codes if code not in both]):
        raise ChainError(
            f"{listed(missing)} cannot be compared", after.raw.place,
            f"both editions have {listed(both) or 'no score'}",
        )  # fmt: skip
    wanted = both if codes is None else list(codes)
    if not wanted:
        raise ChainError("the editions have no score in common", after.raw.place)
    new, gone = _only(after, before), _only(before, after)
    like = _like_for_like(before, after, new, gone, first, second)
    rows = [
        _change(first[key], now, like.get(key))
        for key, now in second.items()
        if key[1] in wanted and key in first
    ]
    if not rows:
        raise ChainError("the editions have no unit in common", after.raw.place)
    return Changes(tuple(rows), new, gone, tuple(_warnings(before, after, new, gone, panel)))


_Key = tuple[str, str]


def _scores(index: Index) -> dict[_Key, Result]:
    return {(row.unit, row.code): row for row in results(index).rows}


def _only(one: Index, other: Index) -> tuple[str, ...]:
    return tuple(c for c in one.original.indicators if c not in other.original.indicators)


def _like_for_like(
    before: Index,
    after: Index,
    new: Sequence[str],
    gone: Sequence[str],
    first: Mapping[_Key, Result],
    second: Mapping[_Key, Result],
) -> dict[_Key, float]:
    """Change of every score that shared components make up."""
    if len(new) == len(after.original.indicators):
        return {}
    was = _scores(rebuild(before, select={"drop": gone})) if gone else first
    now = _scores(rebuild(after, select={"drop": new})) if new else second
    return {
        key: value - start
        for key, row in now.items()
        if key in was and (value := row.value) is not None
        if (start := was[key].value) is not None
    }


def _change(was: Result, now: Result, like: float | None) -> Change:
    change = None if was.value is None or now.value is None else now.value - was.value
    return Change(
        unit=now.unit,
        unit_name=now.unit_name,
        code=now.code,
        before=was.score,
        after=now.score,
        change=change,
        like_for_like=like,
        components=None if change is None or like is None else change - like,
        linked=None if was.value is None or like is None else was.value + like,
        rank_before=None if was.place is None else was.place.rank,
        rank_after=None if now.place is None else now.place.rank,
    )


def _warnings(
    before: Index, after: Index, new: Sequence[str], gone: Sequence[str], panel: bool
) -> Iterator[str]:
    names = {c: e.name or c for one in (before, after) for c, e in one.original.elements.items()}
    for codes, what in ((new, "has components that the earlier one had not"),
                        (gone, "lacks components of the earlier one")):  # fmt: skip
        if codes:
            yield (
                f"the later edition {what}: {listed([names[code] for code in codes])}; "
                "the published change compares means of different things"
            )
    shared = [c for c in before.original.elements if c in after.original.elements]
    moved = [c for c in shared if _share(before, c) != _share(after, c)
             and before.original.elements[c].parent == after.original.elements[c].parent
             and not {*new, *gone} & _siblings(before, after, c)]  # fmt: skip
    if moved:
        yield f"the weight of {listed(moved)} is not the same in both editions"
    if [str(step) for step in before.steps] != [str(step) for step in after.steps]:
        yield "the editions are made in different steps"
    apart = [
        step.verb for step in after.steps
        if step.verb in ("normalise", "treat")
        and not (panel and defaults(step).settings.get("over") == "panel")
    ]  # fmt: skip
    if apart:
        yield (
            f"each edition was put through {listed(apart)} by itself, so that a score tells of "
            "the others of its year too; read both years as one panel to compare them"
        )


def _share(index: Index, code: str) -> float:
    return round(index.original.share(code), 12)


def _siblings(before: Index, after: Index, code: str) -> set[str]:
    """Everything below the parent of an element in either edition."""
    found: set[str] = set()
    for one in (before, after):
        parent = one.original.elements[code].parent
        found.update(one.original.below(parent) if parent is not None else ())
    return found
