"""Distance by sea between two ports, and the passages on the way.

The shortest way over a network of sea lanes (package ``searoute``, after Eurostat's SeaRoute): it
knows no services, calls or transhipment, so that it says how far it is and not where ships go.
"""

from collections.abc import Collection
from dataclasses import dataclass
from warnings import catch_warnings, simplefilter

from karaula.extras import library
from karaula.measure.routes.edges import RoutesError
from karaula.vocabulary.models import Port

PASSAGES = {
    "babalmandab": "Bab-el-Mandeb", "bering": "Bering Strait", "bosporus": "Bosporus",
    "chili": "Strait of Magellan", "gibraltar": "Gibraltar", "malacca": "Strait of Malacca",
    "northwest": "Northwest Passage", "ormuz": "Strait of Hormuz", "panama": "Panama Canal",
    "south_africa": "Cape of Good Hope", "suez": "Suez Canal", "sunda": "Sunda Strait",
}  # fmt: skip
"""Passages that a way can be told to keep clear of, by id."""

ICE = "northwest"
"""Never taken: it is closed by ice for most of the year."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SeaLeg:
    """The shortest way by sea. ``line`` is in degrees of longitude and latitude."""

    nautical_miles: float
    passages: tuple[str, ...]
    """Names of those it leads through."""
    line: tuple[tuple[float, float], ...]

    def days(self, knots: float) -> float:
        """Days at sea at a speed, without calls."""
        return self.nautical_miles / knots / 24


def sea_leg(start: Port, end: Port, avoid: Collection[str] = ()) -> SeaLeg:
    """The shortest way from port to port that keeps clear of some passages (ids of
    :data:`PASSAGES`).

    Raises :class:`RoutesError` for a passage that is not known or where no way is left, and
    :class:`KaraulaError` where the extra ``sea`` is missing.
    """
    if unknown := [name for name in avoid if name not in PASSAGES]:
        raise RoutesError(
            f"there is no passage {', '.join(unknown)}", None, f"take {', '.join(PASSAGES)}"
        )
    ends = [[port.longitude, port.latitude] for port in (start, end)]
    find = library("searoute", "sea").searoute
    with catch_warnings():
        simplefilter("ignore")  # that no way is left, which is told below
        found = find(*ends, units="naut", return_passages=True, restrictions=sorted({ICE, *avoid}))
    told = found["properties"]
    crossed = [name for name in told["traversed_passages"] if name in avoid]
    if crossed or not told["length"]:
        without = f" without {', '.join(PASSAGES[name] for name in avoid)}" if avoid else ""
        raise RoutesError(f"no way by sea is known from {start.name} to {end.name}{without}")
    return SeaLeg(
        nautical_miles=float(told["length"]),
        passages=tuple(PASSAGES.get(name, name) for name in told["traversed_passages"]),
        line=tuple((float(x), float(y)) for x, y in found["geometry"]["coordinates"]),
    )
