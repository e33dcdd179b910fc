"""What documents say of routes: stretches between two places, and what an area is in a market."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from karaula.evidence import Source
from karaula.measure.routes.drugs import substances_of
from karaula.vocabulary import Vocabulary

MODES = {"land": ("land", "road", "rail", "foot"), "post": ("mail",)}
"""Modes that a document names widely, or otherwise than the means of transport do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One claim of a document: where it stands, and how far it can be relied on."""

    claim_id: str
    source_id: str
    origin: str
    """Where the information comes from: copies of one text share it."""
    title: str
    reliability: str
    credibility: int
    modality: str
    quote: str
    market: str
    substance: str | None
    period: str | None
    hedge: str | None

    @property
    def grade(self) -> str:
        """Source and information after the Admiralty system: ``B2``."""
        return f"{self.reliability}{self.credibility}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """From one place to another, as a document says it; places are areas or regions."""

    start: str
    end: str
    modes: tuple[str, ...]
    route: str | None
    said: Said


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What an area or region is in a market, as a document says it."""

    area: str
    role: str
    strength: str | None
    said: Said


def stretches(
    legs: Iterable[Mapping[str, Any]], sources: Mapping[str, Source]
) -> tuple[list[Stretch], int]:
    """Stretches that claims of kind ``leg`` tell, and of how many claims none is left.

    From every origin to every place that the way leads through, and from there to every
    destination; without such a place, from origin to destination. What a document does not join is
    not joined: two places on the way may follow one another or be alternatives. Denied claims
    are left out.
    """
    found: list[Stretch] = []
    bare = 0
    for row in legs:
        if row["modality"] == "denied":
            continue
        via = list(row["via"] or ())
        origins, ends = list(row["origin"] or ()), list(row["destination"] or ())
        pairs = [(a, b) for a in origins for b in via or ends]
        pairs += [(a, b) for a in via for b in ends]
        pairs = [pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1]]
        bare += not pairs
        said = _said(row, sources)
        modes = tuple(row["mode"] or ())
        found += [
            Stretch(start=a, end=b, modes=modes, route=row["route"], said=said) for a, b in pairs
        ]
    return found, bare


def parts(roles: Iterable[Mapping[str, Any]], sources: Mapping[str, Source]) -> list[Part]:
    """What claims of kind ``role`` say; denied ones are left out."""
    return [
        Part(area=row["area"], role=row["role"], strength=row["strength"],
             said=_said(row, sources))
        for row in roles if row["modality"] != "denied"
    ]  # fmt: skip


def _said(row: Mapping[str, Any], sources: Mapping[str, Source]) -> Said:
    source = sources[row["source_id"]]
    return Said(
        claim_id=row["claim_id"], source_id=row["source_id"],
        origin=source.origin or row["source_id"], title=source.title or row["source_id"],
        reliability=source.reliability, credibility=row["credibility"],
        modality=row["modality"], quote=row["quote"], market=row["market"],
        substance=row["substance"], period=row["period"] or row["valid_from"],
        hedge=row["hedge"],
    )  # fmt: skip


def covered(said: Said, vocabulary: Vocabulary) -> frozenset[str]:
    """Ids of the substances that a claim speaks of: those it names, else those of its market."""
    named = [word.strip() for word in (said.substance or "").split(",")]
    known = [word for word in named if word in vocabulary.substances]
    wanted = known or [said.market]
    return frozenset().union(*(substances_of(word, vocabulary) for word in wanted))


def by_mode(stretch: Stretch, mode: str) -> bool:
    """Whether a document says that the stretch is gone by a mode (``road``, ``sea`` …)."""
    return any(mode == told or mode in MODES.get(told, ()) for told in stretch.modes)


@dataclass(frozen=True, slots=True)
class Members:
    """The areas that a place stands for, and what says so."""

    areas: frozenset[str]
    by: str | None = None
    """In words, for a region: the sets that it is read by; None for a single area."""


def members(place: str, vocabulary: Vocabulary) -> Members:
    """An area itself; of a region the members of every set that is of it or of a region within it,
    which may be fewer than the region has; none where no set says what it holds."""
    if place in vocabulary.areas:
        return Members(frozenset({place}))
    inside = {place}
    while (
        more := {code for code, region in vocabulary.regions.items() if inside & set(region.within)}
        - inside
    ):
        inside |= more
    sets = {key: one for key, one in vocabulary.area_sets.items() if one.region in inside}
    own = {key: one for key, one in sets.items() if one.region == place} or sets
    areas = frozenset(area for one in own.values() for area in one.members)
    return Members(areas, ", ".join(own) or "no set of areas")


def named_routes(
    markets: Collection[str], vocabulary: Vocabulary
) -> dict[tuple[str, str], tuple[str, ...]]:
    """Names of the vocabulary's routes by their steps between two countries; steps from or to a
    region are left out."""
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for route in vocabulary.routes.values():
        if markets and not set(route.markets) & set(markets):
            continue
        for pair in pairwise(route.through):
            if all(place in vocabulary.areas for place in pair):
                found[pair] = (*found.get(pair, ()), route.name)
    return found


def name_of(place: str, vocabulary: Vocabulary) -> str:
    """What an area or region is called."""
    known = vocabulary.areas.get(place) or vocabulary.regions.get(place)
    return known.name if known else place
