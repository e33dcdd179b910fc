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
    findings: frozenset[str] = frozenset()
    """Ids of those that are no mere notes."""


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
        "findings": [
            row["finding_id"] for row in lake.rows(
                "SELECT finding_id FROM findings WHERE level <> 'note' ORDER BY 1"
            )
        ],
    }  # fmt: skip
    write_json(hub.folder / FILE, told)


def read(hub: "Hub") -> Former | None:
    """What was kept, if anything was."""
    told: dict[str, Any] = read_json(hub.folder / FILE)
    if not told:
        return None
    return Former(
        sources={key: FormerSource(**one) for key, one in told["sources"].items()},
        measures={key_of(*row[:-1]): row[-1] for row in told["measures"]},
        findings=frozenset(told["findings"]),
    )


def key_of(*words: str | None) -> tuple[str, ...]:
    """What a measure is known by: name, area, period, list, unit."""
    return tuple(word or "" for word in words)
