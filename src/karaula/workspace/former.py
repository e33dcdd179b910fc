"""What the lake held before the build that made it what it is: history, and so no part of the lake,
which is a function of its sources alone."""

from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from karaula.lake.files import read_json, write_json

if TYPE_CHECKING:
    from karaula.workspace.hub import Hub

FILE = ".former.json"
"""Beside the lake, in the hub's folder."""

_OPEN = """
SELECT name, area, period, among, unit, value FROM measures
WHERE value IS NOT NULL AND measure_id NOT IN (
  SELECT measure_id FROM (SELECT measure_id, unnest(claim_ids) AS claim_id FROM measures)
  WHERE claim_id IN (
    SELECT claim_id FROM claims_observation WHERE handling <> 'TLP:CLEAR'
    OR source_id IN (SELECT source_id FROM sources WHERE handling <> 'TLP:CLEAR')
  )
)
ORDER BY ALL
"""

_FINDINGS = """
SELECT finding_id, finding_id NOT IN (
  SELECT finding_id FROM (SELECT finding_id, unnest(evidence) AS one FROM findings)
  WHERE one.source_id IN (SELECT source_id FROM sources WHERE handling <> 'TLP:CLEAR')
  OR one.claim_id IN (SELECT claim_id FROM claims_observation WHERE handling <> 'TLP:CLEAR')
) AS open
FROM findings WHERE level <> 'note' ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class FormerSource:
    """A source as it was: its title, and for whom it is."""

    title: str
    handling: str


@dataclass(frozen=True, slots=True)
class Former:
    """The lake as it was. Measures that rest on anything that is not TLP:CLEAR are left out."""

    sources: dict[str, FormerSource] = field(default_factory=dict)
    """By their ids."""
    measures: dict[tuple[str, ...], float] = field(default_factory=dict)
    """Values by name, area, period, list and unit; an empty word where there is none."""
    findings: dict[str, bool] = field(default_factory=dict)
    """Ids of those that are no mere notes, and whether all that they rest on is TLP:CLEAR."""


def keep(hub: "Hub") -> None:
    """Write down what the lake holds now, before a build changes it."""
    from karaula.lake import Lake

    lake = Lake(hub.lake)
    told = {
        "sources": {
            key: asdict(FormerSource(one.title, one.handling))
            for key, one in sorted(lake.sources().items())
        },
        "measures": [list(row.values()) for row in lake.rows(_OPEN)],
        "findings": {row["finding_id"]: row["open"] for row in lake.rows(_FINDINGS)},
    }
    write_json(hub.folder / FILE, told)


def read(hub: "Hub") -> Former | None:
    """What was kept, if anything was; nothing where the file is no longer what was written."""
    told: dict[str, Any] = read_json(hub.folder / FILE)
    try:
        return Former(
            sources={key: FormerSource(**one) for key, one in told["sources"].items()},
            measures={key_of(*row[:-1]): float(row[-1]) for row in told["measures"]},
            findings=dict(told["findings"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return None


def key_of(*words: str | None) -> tuple[str, ...]:
    """What a measure is known by: name, area, period, list, unit."""
    return tuple(word or "" for word in words)
