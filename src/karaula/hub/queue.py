"""What waits for a person's judgement, in the order in which a decision would change most.

One query over the shelf weighs every claim, finding, merged event and merged name: how much speaks
against it, times how much rests on it. What nothing speaks against is not in the queue.
"""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from karaula.evidence import KINDS
from karaula.resolve.compare import THRESHOLD

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

LONGEST = 3_000
"""Items of the queue that are held in order; the rest comes when these are decided."""
OTHERS = ("finding", "event", "entity")
"""What is judged beside claims."""

_AREAS = {
    "observation": "area",
    "incident": "area",
    "role": "[area]",
    "leg": "list_concat(origin, list_concat(via, destination))",
    "presence": "area",
    "response": "area",
}
_HEDGED = ("role", "leg", "tie", "presence")

_MADE = f"""
WITH spoken AS (
  SELECT e.claim_id AS id, count(*) AS n,
    max(CASE level WHEN 'error' THEN 1.0 WHEN 'warning' THEN 0.5 ELSE 0.15 END
        / CASE nth WHEN 1 THEN 1 ELSE 4 END) AS doubt
  FROM (SELECT level, unnest(evidence) AS e, generate_subscripts(evidence, 1) AS nth FROM findings)
  GROUP BY 1),
measured AS (
  SELECT id, count(*) AS n, count(*) FILTER (printed) AS printed
  FROM (SELECT unnest(claim_ids) AS id, list_contains($1, area) AS printed FROM measures)
  GROUP BY 1),
joined AS (
  SELECT *, list_min([l.score FOR l IN links IF l.by = 'score']) AS weakest
  FROM events WHERE len(claims) > 1),
suspected AS (
  SELECT id, sum(n) AS n FROM (
    SELECT claim_id AS id, count(*) AS n FROM seizure_flags GROUP BY 1
    UNION ALL SELECT "repeat", count(*) FROM seizure_pairs WHERE level = 3 GROUP BY 1)
  GROUP BY 1),
said AS ({{claims}}),
claims AS (
  SELECT said.*, coalesce(spoken.n, 0) AS findings, coalesce(measured.n, 0) AS measures,
    coalesce(suspected.n, 0) AS suspicions,
    2 * (1 - coalesce(confidence, 0)) + CASE WHEN hedged THEN 0.3 ELSE 0 END
      + coalesce(spoken.doubt, 0) + CASE WHEN suspected.n IS NULL THEN 0 ELSE 0.4 END AS doubt,
    CASE kind WHEN 'citation' THEN 0.3 ELSE 1 END
      * (1 + 0.8 * ln(1 + coalesce(measured.printed, 0)) + 0.3 * ln(1 + coalesce(measured.n, 0))
         + CASE WHEN list_has_any(areas, $1) THEN 0.5 ELSE 0 END) AS weight
  FROM said LEFT JOIN spoken ON spoken.id = said.id LEFT JOIN measured ON measured.id = said.id
  LEFT JOIN suspected ON suspected.id = said.id),
items AS (
  SELECT kind, id, sources, areas, reviewed, confidence, hedged, findings, measures, suspicions,
    NULL::DOUBLE AS score, []::VARCHAR[] AS held, doubt, doubt * weight AS rank FROM claims
  UNION ALL
  SELECT 'finding', finding_id, [e.source_id FOR e IN evidence], [area], false, confidence, false,
    0, 0, 0, NULL, [], 1,
    CASE level WHEN 'error' THEN 2.5 WHEN 'warning' THEN 1.2 ELSE 0.3 END
      * (0.5 + coalesce(confidence, 0.5) / 2)
      * CASE WHEN list_contains($1, area) THEN 1.5 ELSE 1 END
  FROM findings
  UNION ALL
  SELECT 'event', event_id, sources, area, false, NULL, false, 0, 0, 0, weakest, claims, 1,
    greatest(0.1, 1.5 - (weakest - {THRESHOLD}) / 10) * (1 + ln(len(claims)))
  FROM joined WHERE weakest IS NOT NULL
  UNION ALL
  SELECT 'entity', entity_id, [], CASE WHEN within IS NULL THEN [] ELSE [within] END, false,
    NULL, false, 0, 0, 0, least, [m.name FOR m IN matches], 1,
    2 * (1 - least) * (1 + ln(1 + len(mentions)))
  FROM (SELECT *, list_min([m.score FOR m IN matches]) AS least FROM entities
        WHERE len(matches) > 1 AND type <> 'area') WHERE least < 1)
"""


@dataclass(frozen=True, slots=True)
class Place:
    """An item in the queue, and what put it there."""

    kind: str
    id: str
    confidence: float | None
    hedged: bool
    findings: int
    measures: int
    suspicions: int
    score: float | None
    """Of the weakest link of an event, or the least sure name of an entity."""
    reviewed: bool
    held: list[str]
    """Claims of an event, names of an entity."""

    @property
    def state(self) -> dict[str, list[str]]:
        """What a decision that the item is right as it stands says that it saw."""
        name = {"event": "claims", "entity": "names"}.get(self.kind)
        return {name: self.held} if name else {}

    @property
    def of(self) -> str:
        """``claim``, ``finding``, ``event`` or ``entity``."""
        return self.kind if self.kind in OTHERS else "claim"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which items: of a kind, of a source, of an area; ``quiet`` ones nothing speaks against."""

    kind: str = ""
    source: str = ""
    area: str = ""
    quiet: bool = False


@dataclass(frozen=True, slots=True)
class Queue:
    """Items in order, at most :data:`LONGEST`, and how many there are in all."""

    places: tuple[Place, ...]
    count: int


_kept: OrderedDict[tuple[str, str, str, Wanted], Queue] = OrderedDict()
_lock = Lock()


def queue(shelf: "Shelf", wanted: Wanted) -> Queue:
    """What nobody has reviewed, the most doubtful and most used first; made once a shelf."""
    key = (str(shelf.hub.folder), shelf.level, shelf.version, wanted)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    test = "doubt = 0" if wanted.quiet else "rank > 0"
    found = _asked(shelf, wanted, f"NOT reviewed AND {test}")
    with _lock:
        _kept[key] = found
        while len(_kept) > 48:
            _kept.popitem(last=False)
    return found


def places(shelf: "Shelf", ids: Iterable[str]) -> tuple[Place, ...]:
    """Items by their ids, reviewed or not, in the order of the queue; unknown ones are left out."""
    known = sorted(set(ids))
    return _asked(shelf, Wanted(), "true", known).places if known else ()


def _asked(shelf: "Shelf", wanted: Wanted, test: str, ids: Sequence[str] = ()) -> Queue:
    tests = [test]
    values: list[object] = [list(shelf.members)]
    asked = (
        ("list_contains({}, id)", list(ids)),
        ("list_contains(sources, {})", wanted.source),
        ("list_contains(areas, {})", wanted.area),
        ("kind = {}", wanted.kind),
    )
    for condition, given in asked:
        if given:
            values.append(given)
            tests.append(condition.format(f"${len(values)}"))
    kinds = [wanted.kind] if wanted.kind in KINDS else [] if wanted.kind in OTHERS else list(KINDS)
    rows = shelf.rows(
        _MADE.replace("{claims}", " UNION ALL ".join(map(_said, kinds or ["citation"])))
        + f"SELECT *, count(*) OVER () AS n FROM items WHERE {' AND '.join(tests)}"
        f" ORDER BY rank DESC, kind, id LIMIT {LONGEST}",
        *values,
    )
    names = Place.__slots__
    found = tuple(Place(**{name: row[name] for name in names}) for row in rows)
    return Queue(found, rows[0]["n"] if rows else 0)


def _said(kind: str) -> str:
    hedge = " OR hedge IS NOT NULL" if kind in _HEDGED else ""
    return (
        f"SELECT '{kind}' AS kind, claim_id AS id, [source_id] AS sources,"
        f" {_AREAS.get(kind, '[]::VARCHAR[]')} AS areas, reviewed, confidence,"
        f" (modality <> 'asserted'{hedge}) AS hedged FROM claims_{kind}"
    )
