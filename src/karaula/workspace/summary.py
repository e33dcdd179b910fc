"""What a build did, for people and programs."""

from collections.abc import Callable
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Step:
    """A piece of work that is about to begin: ``done`` of ``total`` of its stage are behind."""

    stage: str
    name: str
    done: int
    total: int


Progress = Callable[[Step], None]
"""Told of every step of a build."""


def silent(_: Step) -> None:
    """Say nothing."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A source that could not be read, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a build did. Counts are of the whole lake as it now is; ``seconds`` are by stage."""

    read: tuple[str, ...] = ()
    """Sources that were read anew."""
    unchanged: tuple[str, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    """Files that are no source of their own, and why."""
    removed: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    claims: dict[str, int] = field(default_factory=dict)
    """Claims by kind."""
    unread: int = 0
    """Stretches, rows and fields that could not be used."""
    findings: dict[str, int] = field(default_factory=dict)
    """Findings by level."""
    measures: int = 0
    stages: tuple[str, ...] = ()
    """Stages that were run anew after the sources."""
    seconds: dict[str, float] = field(default_factory=dict)
