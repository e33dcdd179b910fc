"""What a country is on the ways of cases: where they begin, pass or end; with intervals."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from karaula.measure.routes.ways import LEVEL, Way, Ways, interval

ROLES = ("source", "transit", "destination", "unknown")
"""``source``: the way begins there. ``transit``: it comes from and goes on to another country.
``destination``: the case names it as such. ``unknown``: seized there on the way from another
country, and where it was bound for is not told: transit or destination."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many cases give a country a role, and what share that is of all roles it has."""

    role: str
    cases: int
    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """The roles of one country."""

    area: str
    cases: int
    """Cases whose way names it beside another country."""
    reported: int
    """Cases that it reports itself, with or without another country."""
    standing: tuple[Standing, ...]


def role_in(way: Way, area: str) -> str | None:
    """The role that a row gives a country; None where it does not name it beside another one."""
    stops = way.stops()
    if area not in stops or len(stops) < 2:
        return None
    if area == stops[0]:
        return "source"
    if area != stops[-1]:
        return "transit"
    return "destination" if way.destination == area else "unknown"


def holding(role: str, area: str) -> Callable[[Way], bool]:
    """Whether a row gives a country a role."""
    return lambda way: role_in(way, area) == role


def roles(found: Ways, area: str, draws: np.ndarray, level: float = LEVEL) -> Roles:
    """Roles of one country, their shares adding up to 1, with intervals from resampled cases
    (``draws``: samples by ways, see :func:`karaula.measure.routes.ways.resampled`)."""
    masks = np.array([found.mask(holding(role, area), [area]) for role in ROLES])
    counts = masks @ found.cases
    drawn = draws @ masks.T
    whole = counts.sum()
    shares = counts / whole if whole else np.zeros(len(ROLES))
    sums = drawn.sum(axis=1, keepdims=True)
    low, high = interval(shares, np.divide(drawn, sums, out=np.zeros(drawn.shape), where=sums > 0),
                         level)  # fmt: skip
    return Roles(
        area=area,
        cases=int(found.cases[masks.any(axis=0)].sum()),
        reported=found.count(lambda way: way.area == area, [area]),
        standing=tuple(
            Standing(role=role, cases=int(counts[at]), share=float(shares[at]),
                     low=float(low[at]), high=float(high[at]))
            for at, role in enumerate(ROLES)
        ),
    )  # fmt: skip
