"""What people decided since the lake was built, laid over the shelf, as far as a reader may see."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from karaula.errors import KaraulaError
from karaula.evidence import KINDS, Decision
from karaula.lake import Decisions, Lake
from karaula.lake.overlay import REVIEWING

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

SETTLING = (*REVIEWING, "merge", "split", "name")
"""Verdicts after which an item leaves the queue."""


@dataclass(frozen=True)
class Log:
    """Decisions that the reader may see, in the order in which they were made."""

    decisions: tuple[Decision, ...] = ()
    built: frozenset[int | None] = frozenset()
    """Numbers of those that the lake was built with."""
    reopened: tuple[Decision, ...] = ()
    """Those that speak of words that are no longer there."""

    @cached_property
    def standing(self) -> tuple[Decision, ...]:
        """Decisions that nobody took back."""
        return tuple(decision for decision in self.decisions if decision.undone is None)

    @cached_property
    def waiting(self) -> tuple[Decision, ...]:
        """What the next build will carry out: decisions made, and decisions taken back, since."""
        return tuple(d for d in self.decisions if (d.undone is None) != (d.number in self.built))

    @cached_property
    def last(self) -> dict[str, Decision]:
        """The last standing decision by what it is about, if it settles it."""
        return {d.subject: d for d in self.standing if d.verdict in SETTLING}

    @cached_property
    def open_again(self) -> tuple[str, ...]:
        """What the lake shows as reviewed, but no standing decision says so any more."""
        undone = {d.subject for d in self.waiting if d.undone is not None}
        still = {d.subject for d in self.standing if d.verdict in REVIEWING}
        return tuple(sorted(undone - still))

    @property
    def number(self) -> int:
        """Number of the newest decision."""
        return max((d.number or 0 for d in self.decisions), default=0)

    def about(self, subject: str) -> tuple[Decision, ...]:
        """All that was decided about one thing, also what was taken back."""
        return tuple(d for d in self.decisions if d.subject == subject)

    def settles(self, subject: str, state: dict[str, Any]) -> bool:
        """Whether a standing decision settles an item as it now is: ``state`` is what a decision
        about something else than a claim says that it saw."""
        found = self.last.get(subject)
        if found is None:
            return False
        return all(found.value.get(name, held) == held for name, held in state.items())


def log(shelf: "Shelf") -> Log:
    """The log as it is now."""
    every = Decisions(shelf.hub.decisions).all()
    if not every:
        return Log()
    seen = tuple(_visible(shelf, every))
    numbers = {d.number for d in seen}
    built = frozenset(row["number"] for row in shelf.rows("SELECT number FROM decisions"))
    return Log(seen, built & numbers, tuple(d for d in _reopened(shelf) if d.number in numbers))


def _reopened(shelf: "Shelf") -> list[Decision]:
    try:
        return Lake(shelf.hub.lake).reopened()
    except KaraulaError:  # it is being built
        return []


def _visible(shelf: "Shelf", decisions: Iterable[Decision]) -> Iterable[Decision]:
    """Decisions that tell nothing of what the reader may not see.

    What is no longer in the lake has no label but the one that was noted with the decision.
    """
    hidden = {row["claim_id"] for row in shelf.rows("SELECT claim_id FROM hidden")}
    if not hidden:
        yield from decisions
        return
    every = list(decisions)
    known = _known(shelf, sorted({d.subject for d in every}))
    for decision in every:
        if hidden.isdisjoint({decision.subject, *_texts(decision.value)}) and (
            decision.subject in known or decision.handling in shelf.labels
        ):
            yield decision


def _known(shelf: "Shelf", ids: list[str]) -> frozenset[str]:
    """Those ids that a table of the shelf holds."""
    tables = [(f"claims_{kind}", "claim_id") for kind in KINDS]
    tables += [("sources", "source_id"), ("findings", "finding_id"), ("events", "event_id"),
               ("entities", "entity_id")]  # fmt: skip
    parts = (f"SELECT {column} AS id FROM {table}" for table, column in tables)
    sql = f"SELECT id FROM ({' UNION ALL '.join(parts)}) WHERE list_contains(?, id)"
    return frozenset(row["id"] for row in shelf.rows(sql, ids))


def _texts(value: Any) -> Iterable[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for held in value.values():
            yield from _texts(held)
    elif isinstance(value, list):
        for held in value:
            yield from _texts(held)
