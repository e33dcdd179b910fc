"""A claim of an incident made ready for comparison."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from karaula.evidence import Claim, Incident, Source
from karaula.resolve.howmuch import mass_of
from karaula.resolve.when import When, when
from karaula.resolve.where import Where, where
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

COURT, VIOLENCE, ENFORCEMENT = "court", "violence", "enforcement"
_CLASS = {"sentencing": COURT, "violence": VIOLENCE}
_SHIP = re.compile(r"^(?:m/?[vty]|msc|ss|ms|fv)\.? ")
_GROUP = frozenset((
    "the", "group", "gang", "clan", "cartel", "organisation", "organization", "criminal", "mafia",
    "network", "ring", "organised", "organized", "crime", "so-called", "called",
))  # fmt: skip
_HIDDEN = frozenset((
    "container", "containers", "truck", "trucks", "lorry", "vehicle", "car", "hidden", "packages",
    "packets", "package", "inside", "cargo", "shipment", "load", "with", "full", "ship", "vessel",
    "compartment", "compartments", "special", "bags", "boxes", "from", "luggage", "bus", "van",
    "boat", "fishing", "yacht", "speedboat", "lorries", "trailer",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What comparison needs of a claim."""

    claim: Claim
    claim_id: str
    slots: Incident
    kind: str
    when: When
    where: Where
    mass: float | None
    """Kilograms, or the middle of a range."""
    families: frozenset[str]
    substances: frozenset[str]
    name: str
    vessel: str
    agencies: frozenset[str]
    groups: frozenset[frozenset[str]]
    """The words of each group, those left out that any group has."""
    hidden: frozenset[str]
    """Words for where it was hidden that say something."""
    bare: bool
    """Whether it tells goods alone, and where and when: one more thing taken in an event."""
    stretches: frozenset[tuple[int, int]]
    """The clauses of its text that tell it, where there are several."""


def told(
    claim: Claim,
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    ids: Mapping[str, str],
) -> Told:
    """A claim with its dates, substances, places and names in comparable form."""
    slots = claim.slots
    assert isinstance(slots, Incident)
    source = sources.get(claim.source_id)
    specific = frozenset(name for name in slots.substance if name != "drugs")
    return Told(
        claim=claim,
        claim_id=ids.get(claim.claim_id, claim.claim_id),
        slots=slots,
        kind=_CLASS.get(slots.type, ENFORCEMENT),
        when=when(slots.date, claim, source.published if source else None),
        where=where(slots.place, slots.area, vocabulary),
        mass=mass_of(slots),
        families=frozenset(lineage(name, vocabulary)[-1] for name in specific),
        substances=specific,
        name=fold(slots.name or ""),
        vessel=_SHIP.sub("", fold(slots.vessel or "")),
        agencies=frozenset(fold(name) for name in slots.agency),
        groups=frozenset(filter(None, (_words(name) - _GROUP for name in slots.group))),
        hidden=frozenset(word for word in _words(slots.concealment or "") if len(word) > 3)
        - _HIDDEN,
        bare=_bare(slots),
        stretches=frozenset(claim.spans or _whole(claim)),
    )


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[\w-]+", fold(text)))


def _bare(slots: Incident) -> bool:
    people = (slots.arrests, slots.charged, slots.killed, slots.person_count)
    own = (*people, slots.packages, slots.vessel, slots.money if slots.quantity else None)
    goods = slots.type == "seizure" and bool(slots.quantity)
    return goods and all(value is None for value in own)


def _whole(claim: Claim) -> tuple[tuple[int, int], ...]:
    return () if claim.start is None or claim.end is None else ((claim.start, claim.end),)


def lineage(substance: str, vocabulary: Vocabulary) -> tuple[str, ...]:
    """A substance and the wider ones above it, up to the widest below "drugs"."""
    chain = [substance]
    entry = vocabulary.substances.get(substance)
    while entry is not None and entry.broader not in (None, "drugs") and len(chain) < 9:
        assert entry.broader is not None
        chain.append(entry.broader)
        entry = vocabulary.substances.get(entry.broader)
    return tuple(chain)
