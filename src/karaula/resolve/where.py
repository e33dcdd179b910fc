"""Where it was: whether two reports can speak of one place.

Reports name the crossing, the town beside it, the province or the country alone. So names that
differ are looked up in the gazetteer, and what counts is how far apart they lie and how exactly
each is told.
"""

import math
import re
from collections.abc import Iterator
from itertools import product
from typing import NamedTuple

from karaula.evidence.event import Reason
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold
from karaula.vocabulary.gazetteer import Gazetteer, Place

_PLAIN = frozenset(
    (
        "port", "of", "the", "airport", "city", "town", "village", "district", "harbour", "harbor",
        "international", "near", "border", "crossing", "region", "province", "checkpoint", "county",
        "de", "la", "municipality", "point", "gate", "seaport", "terminal", "customs", "area",
        "north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
        "capital", "coast", "island", "pass", "post", "resort", "suburb", "bay",
    )
)  # fmt: skip
_SEAS = frozenset(("sea", "ocean", "strait", "straits", "gulf", "channel", "waters"))
_BESIDE = 20.0
"""Kilometres between the two sides of a crossing, or a port and its town."""
_AROUND = 45.0
"""Kilometres from a crossing, a port or a village to the town that a report names for it."""
_PROVINCE = 160.0
"""Kilometres from the middle of a province to what lies in it."""
_FAR = 150.0
_SEVERAL = 3
"""Countries from which on an event is one of many countries."""
_EARTH = 6371.0


class Where(NamedTuple):
    """The place of a claim: its own words, folded, the places that may be meant, its countries."""

    words: frozenset[str]
    sites: tuple[Place, ...]
    areas: frozenset[str]


def where(place: str | None, area: tuple[str, ...], vocabulary: Vocabulary) -> Where:
    """The place of a claim in comparable form. Its country follows from a place that only one
    country has."""
    areas = frozenset(code for code in area if code in vocabulary.areas)
    if not place:
        return Where(frozenset(), (), areas)
    sites = _named(place, vocabulary.gazetteer)
    inside = tuple(site for site in sites if {site.area, site.beyond} & areas)
    sites = inside or (sites if not areas else ())
    lands = {site.area for site in sites}
    if not areas and len(lands) == 1:
        areas = frozenset(lands)
    return Where(frozenset(_words(place)) - _PLAIN, sites, areas)


def _words(place: str) -> list[str]:
    return re.findall(r"\w+", fold(place))


def _named(place: str, gazetteer: Gazetteer) -> tuple[Place, ...]:
    """Places that bear the longest part of a name that any place bears."""
    words = _words(place)
    for length in range(len(words), 0, -1):
        for begin in range(len(words) - length + 1):
            part = words[begin : begin + length]
            found = () if _PLAIN.issuperset(part) else gazetteer.named(" ".join(part))
            if found:
                return found
    return ()


def places(a: Where, b: Where, named: tuple[str | None, str | None]) -> Iterator[Reason]:
    """What the places and countries of two claims say; ``named`` are the places as written."""
    lands = a.areas & b.areas
    apart = bool(a.areas and b.areas) and not lands
    many = max(len(a.areas), len(b.areas)) >= _SEVERAL
    if a.words and b.words:
        if a.words & b.words:
            # A village that no list has is hardly met twice.
            known = a.sites or b.sites or _PLAIN.intersection(_words(named[0] or ""))
            yield Reason("place", 2 if known else 3, f"both at {named[0]}")
        else:
            yield _different(a, b, f"{named[0]} and {named[1]}", apart)
    elif lands:
        points = 1.0 if within(a, b) else 0.5
        if len(lands) >= _SEVERAL or (len(lands) > 1 and a.areas == b.areas):
            points = 2.0
        yield Reason("area", points, f"both in {', '.join(sorted(lands))}")
    elif apart:
        words = f"{', '.join(sorted(a.areas))} and {', '.join(sorted(b.areas))}"
        # The one is of a crossing between the two, the other names the country beyond it.
        beyond = {site.beyond for site in (*a.sites, *b.sites)} & (a.areas | b.areas)
        yield Reason("area", -1 if many or beyond else -4, words)


def within(a: Where, b: Where) -> bool:
    """Whether one is of some of the countries that the other is of: what was done in one of them
    may be a part of what was done in all."""
    fewer, more = sorted((a.areas, b.areas), key=len)
    return bool(fewer) and fewer < more


def _different(a: Where, b: Where, words: str, apart: bool) -> Reason:
    """Two names of places: how far apart they lie, if both are known."""
    if not (_SEAS.isdisjoint(a.words) and _SEAS.isdisjoint(b.words)):
        return Reason("place", 0, words)  # "In the Ionian Sea" may be off any of its islands.
    if not a.sites or not b.sites:
        if any(site.kind == "part" for site in (*a.sites, *b.sites)) and not apart:
            return Reason("place", -0.5, words)  # A district that no list has may lie in it.
        return Reason("place", -6 if apart else -3.5, words, bars=apart)
    pairs = list(product(a.sites, b.sites))
    near, (left, right) = min(((distance(*pair), pair) for pair in pairs), key=lambda one: one[0])
    words = f"{words}, {near:.0f} km apart"
    kinds = {left.kind, right.kind}
    if "part" in kinds:
        return Reason("place", 0 if near <= _PROVINCE and not apart else -4, words)
    if near <= _BESIDE:
        return Reason("place", -1.5 if apart else 0.5, words)
    if len(kinds) == 2 and not apart and near <= _AROUND:
        return Reason("place", 0, words)
    # A crossing by the town of its province: "prosecutors in Haskovo".
    if "crossing" in kinds and len(kinds) == 2 and not apart and near <= _PROVINCE:
        return Reason("place", -1, words)
    return Reason("place", -6 if near > _FAR else -5, words, bars=apart and near > _BESIDE)


def distance(a: Place, b: Place) -> float:
    """Kilometres between two places."""
    one, other = math.radians(a.latitude), math.radians(b.latitude)
    across = math.radians(b.longitude - a.longitude)
    half = math.sin((other - one) / 2) ** 2
    half += math.cos(one) * math.cos(other) * math.sin(across / 2) ** 2
    return 2 * _EARTH * math.asin(math.sqrt(half))
