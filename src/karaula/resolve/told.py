"""A claim of an incident made ready for comparison."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from karaula.evidence import Claim, Incident, Source
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

COURT, VIOLENCE, ENFORCEMENT = "court", "violence", "enforcement"
_CLASS = {"sentencing": COURT, "violence": VIOLENCE}
_RECENT = 21
"""Days before its publication in which a news text's undated event may lie."""
_YEARLESS = re.compile(r"--(\d\d)-(\d\d)")
_PLAIN = frozenset(
    (
        "port", "of", "the", "airport", "city", "town", "village", "district", "harbour", "harbor",
        "international", "near", "border", "crossing", "region", "province", "checkpoint", "county",
        "de", "la", "municipality",
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What comparison needs of a claim. ``sure`` is whether its day is told, not concluded."""

    claim: Claim
    claim_id: str
    slots: Incident
    kind: str
    low: date | None
    high: date | None
    sure: bool
    month_day: tuple[int, int] | None
    """Its day where no year is told."""
    families: frozenset[str]
    substances: frozenset[str]
    places: frozenset[str]
    areas: frozenset[str]
    name: str
    vessel: str
    agencies: frozenset[str]
    stretches: frozenset[tuple[int, int]]
    """The clauses of its text that tell it, where there are several."""

    @property
    def day(self) -> bool:
        """Whether it is told to the day."""
        return self.sure and self.low is not None and self.low == self.high

    @property
    def mass(self) -> float | None:
        """Kilograms, or the middle of a range."""
        low, high = self.slots.kg, self.slots.kg_max
        return low if low is None or high is None else (low + high) / 2


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
    published = _bounds(source.published)[1] if source and source.published else None
    low, high = _bounds(slots.date, published)
    sure = low is not None
    yearless = _YEARLESS.fullmatch(slots.date or "") if low is None else None
    if low is None:
        until = _bounds(claim.valid_to)[1] if claim.valid_to else published
        if until is not None:
            low, high = until - timedelta(days=_RECENT), until
    specific = frozenset(name for name in slots.substance if name != "drugs")
    return Told(
        claim=claim,
        claim_id=ids.get(claim.claim_id, claim.claim_id),
        slots=slots,
        kind=_CLASS.get(slots.type, ENFORCEMENT),
        low=low,
        high=high,
        sure=sure,
        month_day=(int(yearless[1]), int(yearless[2])) if yearless else None,
        families=frozenset(lineage(name, vocabulary)[-1] for name in specific),
        substances=specific,
        places=frozenset(re.findall(r"\w+", fold(slots.place or ""))) - _PLAIN,
        areas=frozenset(code for code in slots.area if code in vocabulary.areas),
        name=fold(slots.name or ""),
        vessel=re.sub(r"^(?:m/?[vty]|msc|ss|ms|fv)\.? ", "", fold(slots.vessel or "")),
        agencies=frozenset(fold(name) for name in slots.agency),
        stretches=frozenset(claim.spans or _whole(claim)),
    )


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


def _bounds(value: str | None, near: date | None = None) -> tuple[date | None, date | None]:
    """First and last day of a date or period. A date without a year is the last before ``near``."""
    if not value:
        return None, None
    begin, _, end = value.partition("/")
    first = _days(begin, near)
    last = _days(end, near) if end else first
    return (first[0], last[1]) if first and last else (None, None)


def _days(value: str, near: date | None) -> tuple[date, date] | None:
    try:
        if value.startswith("--"):
            if near is None:
                return None
            month, day = int(value[2:4]), int(value[5:7])
            found = date(near.year, month, day)
            if found > near + timedelta(days=7):
                found = date(near.year - 1, month, day)
            return found, found
        parts = [int(part) for part in value[:10].split("-")]
        if len(parts) == 1:
            return date(parts[0], 1, 1), date(parts[0], 12, 31)
        if len(parts) == 2:
            first = date(parts[0], parts[1], 1)
            following = date(parts[0] + parts[1] // 12, parts[1] % 12 + 1, 1)
            return first, following - timedelta(days=1)
        found = date(*parts)
    except (ValueError, TypeError):
        return None
    return found, found
