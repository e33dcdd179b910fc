"""Seizures opened for questions, and the part of them that a question is about."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from karaula.errors import KaraulaError
from karaula.vocabulary import Vocabulary

if TYPE_CHECKING:
    import ibis

    from karaula.measure.seizures.describe import Coverage, Filter


class QuestionError(KaraulaError):
    """A question about seizures that cannot be put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which seizures a question is about, in words; all of them by default.

    ``areas`` are codes or names of countries, sets of areas or regions; ``drug`` is a substance, a
    group of drugs or a market; ``since`` and ``until`` are years, months or days as 2014, 2014-05
    or 2014-05-31; ``mode`` is a mode or means of transport. ``copies`` is the level up to which
    repeats are left out: ``rows`` (none), ``exact``, ``place`` or ``events`` (all).
    """

    areas: tuple[str, ...] = ()
    drug: str | None = None
    since: str | None = None
    until: str | None = None
    mode: str | None = None
    hiding: str | None = None
    installation: str | None = None
    origin: Literal["dataset", "text"] | None = None
    copies: str = "events"
    suspects: bool = True


@dataclass(frozen=True)
class Opened:
    """Seizures and what they rest on: tables of ``evidence.seizure``.

    A page gives the tables that its reader may see; ``source`` and ``handling`` are said of every
    chart. ``documents`` are names of sources by their ids, and ``region`` is the set of areas that
    stands for its region where nothing else is said.
    """

    seizures: "ibis.Table" = field(repr=False)
    pairs: "ibis.Table" = field(repr=False)
    flags: "ibis.Table" = field(repr=False)
    totals: "ibis.Table" = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    place: Path
    source: str = ""
    handling: str = "TLP:CLEAR"
    stale: bool = False
    region: str | None = None
    documents: Mapping[str, str] = field(default_factory=dict, repr=False)

    @cached_property
    def cover(self) -> "Coverage":
        """Who reports, of all seizures there are."""
        from karaula.measure.seizures.describe import coverage

        return coverage(self.seizures)

    def name(self, area: str | None) -> str:
        """What a country is called."""
        known = self.vocabulary.areas.get(area or "")
        return known.name if known else area or "not told"

    def notes_of(self, areas: Iterable[str | None]) -> list[str]:
        """Notes that have to come with names of areas."""
        return [
            f"{self.name(area)}: {note}"
            for area in dict.fromkeys(areas)
            if area and (note := self.vocabulary.with_note(area))
        ]

    def part(self, wanted: Wanted) -> "Part":
        """The part that a question is about. Raises :class:`QuestionError` for words that nothing
        here goes by, with the nearest that something does."""
        from karaula.workspace.seizures.asking import part

        return part(self, wanted)


@dataclass(frozen=True)
class Part:
    """The seizures that a question is about."""

    opened: Opened
    wanted: Wanted
    filter: "Filter"
    title: str
    """``heroin, Serbia, from 2014``; ``all drugs`` where nothing was asked."""
    notes: tuple[str, ...] = ()
    """What the words were taken for."""

    @cached_property
    def rows(self) -> "ibis.Table":
        """Its rows at every level of copies."""
        from karaula.measure.seizures.describe import chosen

        return chosen(self.opened.seizures, self.filter)

    @cached_property
    def cover(self) -> "Coverage":
        """Who of its countries reports, whatever the drug."""
        return self.opened.cover.among(self.filter.areas)
