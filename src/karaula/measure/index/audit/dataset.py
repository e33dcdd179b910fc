"""Published figures of a file that a connector knows: a workbook with a sheet an edition."""

from collections.abc import Sequence
from pathlib import Path

from karaula.evidence.claim import Observation
from karaula.evidence.table import claims_from_table
from karaula.measure.index.audit.published import Codes, Entry, Published
from karaula.measure.index.published import GROUPINGS
from karaula.measure.index.structure import Structure
from karaula.read.connectors import find
from karaula.read.errors import ReadError
from karaula.read.sidecar import source_of


def read_dataset(path: Path, structures: Sequence[Structure], codes: Codes) -> Published | None:
    """Scores of a data set by edition and unit; None where no connector knows any of the index."""
    try:
        connector = find(path)
    except ReadError:
        return None
    if connector is None:
        return None
    dataset = connector.read(path, source_of(path), codes.vocabulary)
    elements = {code for one in structures for code in one.elements}
    found = Published(place=str(path))
    for claim in claims_from_table("observation", dataset.claims["observation"]):
        seen = claim.slots
        if (
            not isinstance(seen, Observation)
            or seen.indicator not in elements
            or len(seen.area) != 1
            or seen.unit != "score"
        ):
            continue
        row = (seen.period or "")[:4], seen.area[0]
        groups = found.groups.setdefault(row, {})
        for grouping, name in zip(GROUPINGS, seen.lists[1:], strict=False):
            groups[grouping] = codes.group(grouping, name)
            found.names.setdefault(groups[grouping], name)
        found.entries.append(
            Entry(
                edition=row[0], unit=row[1], what="score", code=seen.indicator, cell=seen.value,
                locator=claim.locator or "", column=f"indicator {seen.indicator}",
            )
        )  # fmt: skip
    return found if found.entries else None
