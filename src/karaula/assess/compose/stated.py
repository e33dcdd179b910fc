"""What sources state of each area of a region, beside its scores."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from karaula.assess.compose.query import PLACED, SCORED, Row, about, by_place, of_indices
from karaula.assess.grammar import grammar
from karaula.assess.lake import ReportLake
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import AreaSet

if TYPE_CHECKING:
    from karaula.assess.compose.gather import Material

REGION, NOWHERE = "", "-"
"""Keys of statements about the region as a whole, and of those that name no area at all."""

PLAIN = "connector:observations@"
"""Method of an analyst's own table of figures, each of which is told in words."""


class Statements(Mapping[str, Mapping[str, list[Row]]]):
    """Claims of the region by kind and area, each kind read when first asked for."""

    def __init__(self, material: "Material") -> None:
        self.material = material
        self.homes = Homes(material.vocabulary, material.area_set)
        self._read: dict[str, dict[str, list[Row]]] = {}

    def __iter__(self) -> Iterator[str]:
        return iter(grammar().areas)

    def __len__(self) -> int:
        return len(grammar().areas)

    def __getitem__(self, kind: str) -> Mapping[str, list[Row]]:
        if kind not in self._read:
            if kind not in grammar().areas:
                raise KeyError(kind)
            known = self.material
            rows = _claims(known.lake, kind, known.places, known.vocabulary)
            if kind == "observation":
                rows = sorted([*rows, *known.unsorted], key=by_place)
            self._read[kind] = _by_area(kind, rows, known.area_set, self.homes)
        return self._read[kind]


class Homes:
    """Where groups are from, as their names or the vocabulary say; regions as ``REGION``."""

    def __init__(self, vocabulary: Vocabulary, area_set: AreaSet) -> None:
        from karaula.resolve.names import Names

        self.names = Names(vocabulary)
        self.inside = frozenset(area_set.members)
        # A region of which most lies in the hub's own, as the Western Balkans in South-Eastern
        # Europe; Europe as a whole is none of them.
        self.regions = {
            other.region
            for other in vocabulary.area_sets.values()
            if 2 * len(self.inside.intersection(other.members)) > len(other.members)
        }

    def of(self, names: list[str]) -> list[str]:
        """Areas of the region that the groups are from, else :data:`REGION` or nothing."""
        codes = dict.fromkeys(code for name in names for code in self.names.homes(name))
        inside = [code for code in codes if code in self.inside]
        return inside or ([REGION] if self.regions.intersection(codes) else [])


def _claims(lake: ReportLake, kind: str, places: list[str], vocabulary: Vocabulary) -> list[Row]:
    """Claims of a kind about the places, but for scores and ranks of indices."""
    query = f"SELECT * FROM claims_{kind} WHERE {about(kind)}"
    values = {"places": places} if grammar().areas[kind] else {}
    if kind == "observation":
        # A data set is shown in tables and cards: nobody reads its cells as sentences.
        told = f"starts_with(method, '{PLAIN}') OR unit IN ('score', 'rank')"
        query += f" AND (locator IS NULL OR {told}) AND NOT coalesce({SCORED}, false)"
        values["indicators"] = of_indices(vocabulary)
    return lake.rows(f"{query} {PLACED}", values)


def _by_area(kind: str, rows: list[Row], area_set: AreaSet, homes: Homes) -> dict[str, list[Row]]:
    """Claims under each area of the region that they name, else under that of the groups that they
    name, else under the region or nowhere."""
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named: list[str] = []
        for slot in grammar().areas[kind]:
            value = row[slot]
            named += value if isinstance(value, list) else [value] if value else []
        inside = [code for code in dict.fromkeys(named) if code in area_set.members]
        if not named:
            inside = homes.of([row[slot] for slot in grammar().groups[kind]])
        for code in inside or [REGION if named else NOWHERE]:
            found[code].append(row)
    return dict(found)
