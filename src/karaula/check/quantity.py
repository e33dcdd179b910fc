"""What figures of composite indices speak of, and the ground on which they are judged."""

from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, Protocol

from karaula.check.structure import Figure, Structure
from karaula.evidence.claim import Claim
from karaula.evidence.finding import Evidence

WORLD = "WORLD"


class Scope(NamedTuple):
    """Index and edition. Without an edition, figures are compared within their source only."""

    index_id: str
    edition: str | None
    source: str | None = None


class Quantity(NamedTuple):
    """What a figure speaks of."""

    scope: Scope
    what: Literal["score", "rank", "size"]
    indicator: str
    area: str
    among: str = ""


class Statement(NamedTuple):
    """One claim's figure for a quantity."""

    quantity: Quantity
    figure: Figure
    claim: Claim
    places: int | None = None
    """Places that the figure should have, where that is known."""


class Known(Protocol):
    """True figures, from a data set."""

    @property
    def trusted(self) -> set[int]:
        """``id()`` of the claims that are the data set's own."""

    def figure(self, quantity: Quantity) -> Figure | None:
        """The true figure of a quantity, where the data set gives it."""

    def source(self, quantity: Quantity) -> Claim | None:
        """The claim that carries it."""


class Ground(Protocol):
    """What figures are judged by, and what things are called."""

    @property
    def structures(self) -> Mapping[str, Mapping[str, Structure]]:
        """Structures by index and edition."""

    @property
    def known(self) -> Known:
        """The data set at hand."""

    def larger(self, among: str) -> Iterable[str]:
        """Lists that a list lies in."""

    def area(self, code: str) -> str:
        """Name of an area or list for people."""

    def indicator(self, code: str) -> str:
        """Name of an indicator for people."""

    def evidence(self, claim: Claim) -> Evidence:
        """A claim's words and place."""
