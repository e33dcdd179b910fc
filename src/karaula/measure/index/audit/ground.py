"""The ground that published figures stand on: structures, data, lists and names."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from karaula.check.quantity import WORLD
from karaula.check.structure import Structure
from karaula.evidence.claim import Claim
from karaula.evidence.finding import Evidence
from karaula.measure.index.audit.published import Published
from karaula.measure.index.audit.statements import RAW
from karaula.measure.index.audit.truth import Truth
from karaula.measure.index.published import GROUPINGS
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import name_key


@dataclass
class TableGround:
    """What a table of published figures is judged by."""

    structures: Mapping[str, Mapping[str, Structure]]
    known: Truth
    vocabulary: Vocabulary
    elements: Mapping[str, str]
    """Names of elements by code."""
    published: Published
    nested: Mapping[str, set[str]] = field(default_factory=dict)
    """Lists that a list lies in, by the table itself."""

    def larger(self, among: str) -> Iterable[str]:
        """Lists that a list lies in."""
        region = self.vocabulary.regions.get(among)
        found = {*(region.within if region else ()), *self.nested.get(among, ())}
        found.update(self.known.larger(among))
        return sorted(found | ({WORLD} if among != WORLD else set()))

    def area(self, code: str) -> str:
        """Name of a unit or list."""
        entry = self.vocabulary.areas.get(code) or self.vocabulary.regions.get(code)
        if entry is not None:
            return entry.name
        return self.known.names.get(code) or self.published.names.get(code, code)

    def indicator(self, code: str) -> str:
        """Name of an element."""
        return self.elements.get(code.removesuffix(RAW)) or code.replace("_", " ")

    def evidence(self, claim: Claim) -> Evidence:
        """A cell as evidence."""
        return Evidence(
            claim_id=claim.claim_id, source_id=claim.source_id, doc=claim.source_id,
            quote=claim.quote, locator=claim.locator,
        )  # fmt: skip


def nested(published: Published, *, complete: bool) -> dict[str, set[str]]:
    """Lists that lie in another by the groupings of a table: regions in their continents, and,
    where the table holds all units, every list whose units are all in one of another grouping."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for groups in published.groups.values():
        for inner, small in groups.items():
            for outer, large in groups.items():
                if inner != outer and (complete or _narrower(inner, outer)):
                    found.setdefault((inner, outer), {}).setdefault(small, set()).add(large)
    within: dict[str, set[str]] = {}
    for lists in found.values():
        for small, larges in lists.items():
            if len(larges) == 1:
                within.setdefault(small, set()).update(larges - {small})
    return within


def _narrower(inner: str, outer: str) -> bool:
    """Whether a grouping is known to divide another."""
    places = [
        next((at for at, name in enumerate(GROUPINGS) if name_key(grouping).endswith(name)), None)
        for grouping in (inner, outer)
    ]
    return None not in places and places[0] > places[1]  # type: ignore[operator]
