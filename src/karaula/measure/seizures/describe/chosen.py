"""Which seizures are looked at, as plain data, and the same as an expression."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

import ibis

from karaula.measure.seizures.national import LEVELS
from karaula.measure.seizures.suspects import CODES

Every = Literal["year", "quarter", "month"]
EVERY: tuple[Every, ...] = ("year", "quarter", "month")
Level = Literal["rows", "exact", "place", "events"]
Expression = Any
"""A column of an Ibis table; Ibis does not type its columns' methods."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What is looked at. An empty tuple is all there is.

    ``areas`` are ISO alpha-3 codes of the seizing country, ``drug_groups``, ``substances``,
    ``transports``, ``hidings`` and ``installations`` ids of the vocabulary. ``since`` and ``until``
    are the first and last day: a seizure counts whose whole date lies between them. ``copies`` is
    the level up to which repeats are left out, and ``suspects`` says whether rows that something
    is suspected of count.
    """

    areas: tuple[str, ...] = ()
    drug_groups: tuple[str, ...] = ()
    substances: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    transports: tuple[str, ...] = ()
    hidings: tuple[str, ...] = ()
    installations: tuple[str, ...] = ()
    origin: Literal["dataset", "text"] | None = None
    copies: Level = "events"
    suspects: bool = True


_COLUMNS = {
    "areas": "area",
    "drug_groups": "drug_group",
    "substances": "substance",
    "transports": "transport",
    "hidings": "hiding",
    "installations": "installation",
}


def chosen(seizures: ibis.Table, wanted: Filter) -> ibis.Table:
    """The rows of a filter, at every level of copies."""
    conditions: list[Expression] = [
        seizures[column].isin(getattr(wanted, name))
        for name, column in _COLUMNS.items()
        if getattr(wanted, name)
    ]
    if wanted.since is not None:
        conditions.append(seizures.date_low >= wanted.since)
    if wanted.until is not None:
        conditions.append(seizures.date_high <= wanted.until)
    if wanted.origin is not None:
        conditions.append(seizures.origin == wanted.origin)
    if not wanted.suspects:
        conditions.append(~suspect(seizures))
    return seizures.filter(*conditions) if conditions else seizures


def suspect(seizures: ibis.Table, codes: Iterable[str] = tuple(CODES)) -> Expression:
    """Whether anything is suspected of a row."""
    flags: Expression = seizures.flags
    return flags.intersect(list(codes)).length().fill_null(0) > 0


def counted(seizures: ibis.Table, level: Level) -> Expression:
    """Whether a row counts where repeats up to a level are left out."""
    copy: Expression = seizures["copy"]
    return (copy == 0) | (copy > LEVELS[level])


def at_level(seizures: ibis.Table, level: Level) -> ibis.Table:
    """The rows that count where repeats up to a level are left out."""
    return seizures if level == "rows" else seizures.filter(counted(seizures, level))


def weighed(seizures: ibis.Table) -> Expression:
    """Whether a row's kilograms were weighed, and not turned from a volume or a count."""
    return (seizures.kg_basis == "mass").fill_null(False)


def period(seizures: ibis.Table, every: Every) -> Expression:
    """First day of the period that a seizure's whole date lies in; null where it reaches over."""
    first: Expression = seizures.date_low.truncate(every[0].upper())
    last: Expression = seizures.date_high.truncate(every[0].upper())
    return ibis.ifelse(first == last, first, None)
