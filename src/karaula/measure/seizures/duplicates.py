"""Seizures told more than once: exact copies, near repeats, and rows alike only by accident.

Nothing is deleted: a row that repeats another gets a level in ``copy`` and the other's ``event``.
Of repeats the row stays that knows most of departure and destination.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence import Decision
from karaula.evidence.event import event_id
from karaula.evidence.table import by_distinct
from karaula.measure.seizures.chance import codes, joined
from karaula.measure.seizures.exact import exact
from karaula.measure.seizures.linkage import COMPARED, RULES, TOLERANCE, near
from karaula.measure.seizures.pairs import Links
from karaula.measure.seizures.settled import Settled, settled
from karaula.measure.seizures.view import View
from karaula.resolve.names import latin

REPEATS_METHOD = "repeats@1"

CROWD = 0.3
"""Rows a day of one weight, in a country and drug, from which equal weights tell nothing."""

WITHIN = 15
"""Days over which rows are paired: a day for repeats, weeks for the accidents among them."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """The table of seizures with ``copy`` and ``event``, and the pairs that these rest on.

    ``chance`` has one row a country, year and class of weights: pairs equal in all that was told,
    and those of them expected by accident. ``whole_years`` are countries' years that stand
    there several times, and how often.
    """

    seizures: pa.Table
    pairs: pa.Table
    chance: pa.Table
    whole_years: tuple[tuple[str, int, int], ...]

    def counts(self) -> dict[str, int]:
        """Rows at each level: all, without exact and place-level copies, without any repeats."""
        copy = self.seizures["copy"].to_numpy()
        return {
            "rows": copy.size,
            "exact": int(np.sum((copy == 0) | (copy > 1))),
            "place": int(np.sum((copy == 0) | (copy > 2))),
            "events": int(np.sum(copy == 0)),
        }


def repeats(seizures: pa.Table, decisions: Iterable[Decision] = ()) -> Repeats:
    """Find rows of ``seizures`` (of ``evidence.seizure.SCHEMA``) that tell one seizure.

    Days and weights of data sets are compared; rows of months or years, without an amount or
    without a country are only compared as whole years. Rows that texts tell of are joined by their
    events. ``decisions`` go first: a ``merge`` joins the claims (or events) that it names, a
    ``split`` sets those of different parts apart. The order of rows changes nothing.
    """
    seizures = seizures.combine_chunks()
    view, links = View.of(seizures), Links()
    found = exact(view, links)
    _near(view, links)
    _events(view, links)
    groups = settled(view, links, list(decisions))
    table = _with(seizures, groups)
    return Repeats(table, links.table(view, groups.held, groups.order), found.table, found.years)


def _near(view: View, links: Links) -> None:
    """Rows that differ in something, and how likely they are one seizure all the same."""
    use = np.flatnonzero(view.usable)
    rows = use[_firsts(view, use)]
    rows = rows[np.argsort(view.day[rows], kind="stable")]
    rows = rows[_could_pair(view, rows)]
    if rows.size < 2:
        return
    area, drug = view.code["area"][rows], view.drug[rows]
    spelt = {
        name: by_distinct(view.table[name].take(pa.array(rows)), latin, pa.string())
        for name in ("place", "division")
    }
    site = codes(spelt["place"])
    weight = joined(view.code["area"], view.drug, view.amount_key)
    often = np.bincount(weight[use])[weight[rows]]
    plain = [name for name in COMPARED if name not in spelt]
    columns = {
        "unique_id": np.arange(rows.size),
        "day": view.day[rows],
        "area": area,
        "weight": weight[rows],
        "site": pa.array(joined(area, drug, site), mask=site == 0),
        "amount_key": joined(drug, view.amount_key[rows]),
        "kg": pa.array(view.kg[rows], from_pandas=True),
        "common": np.log2(often).astype(np.int64),
        **spelt,
        **{n: pa.array(view.code[n][rows], mask=view.code[n][rows] == 0) for n in plain},
    }
    found = near(pa.table(columns))
    equal_or_alike = found.levels[:, COMPARED.index("place")] > 0
    level = np.where((found.rule == 0) & equal_or_alike, 2, 3)
    names = np.array([rule.name for rule in RULES], object)
    links.add(
        rows[found.left], rows[found.right], level, "linkage", found.chance,
        score=found.score, levels=found.levels, why=names[found.rule],
    )  # fmt: skip


def _could_pair(view: View, rows: np.ndarray) -> np.ndarray:
    """Places of rows, in the order of their days, that another could be paired with: of nearly
    the same weight within days, or of the same amount and place in another country. Weights that
    come up every few days tell nothing."""
    area, drug, day = view.code["area"][rows], view.drug[rows], view.day[rows]
    country = joined(area, drug)
    weight = joined(country, view.amount_key[rows])
    in_year = joined(weight, view.year[rows])
    rare = np.flatnonzero(np.bincount(in_year)[in_year] < CROWD * 365)
    chosen = np.zeros(rows.size, bool)
    # Equal weights, days apart.
    order = rare[np.lexsort((day[rare], weight[rare]))]
    follows = np.diff(weight[order]) == 0
    follows &= np.diff(day[order]) <= WITHIN
    chosen[order[1:][follows]] = chosen[order[:-1][follows]] = True
    # Nearly equal weights at one place, on one day or whole weeks apart.
    place = codes(view.table["place"].take(pa.array(rows)))
    weighed = rare[(view.kg[rows[rare]] > 0) & (place[rare] > 0)]
    size = np.log(view.kg[rows[weighed]])
    met = joined(country[weighed], place[weighed], day[weighed] % 7)
    order = np.lexsort((size, met))
    close = (np.diff(met[order]) == 0) & (np.diff(size[order]) <= 2 * TOLERANCE)
    close &= np.abs(np.diff(day[weighed[order]])) <= WITHIN
    chosen[weighed[order[1:][close]]] = chosen[weighed[order[:-1][close]]] = True
    # One amount at places of one name in two countries.
    told = joined(drug, view.amount_key[rows], place)
    areas = np.unique(joined(told, area), return_index=True)[1]
    chosen |= (np.bincount(told[areas])[told] > 1) & (place > 0)
    return np.flatnonzero(chosen)


def _firsts(view: View, use: np.ndarray) -> np.ndarray:
    """Places of one row of each exact group: the one whose claim id is first."""
    full = joined(view.told[use])
    first, count = np.unique(full, return_index=True, return_counts=True)[1:]
    many = np.flatnonzero((count > 1)[full])
    order = many[np.lexsort((view.ids(use[many]), full[many]))]
    groups, at = np.unique(full[order], return_index=True)
    first[groups] = order[at]
    return np.asarray(first)


def _events(view: View, links: Links) -> None:
    """Rows of texts are joined to the row of a data set, or else to each other, that the stage
    before took for the same event."""
    # Events of data sets alone are left out: they are as many as their rows.
    of_texts = pc.unique(view.table["event"].filter(pa.array(~view.dataset)))
    event = pc.fill_null(pc.index_in(view.table["event"], value_set=of_texts), -1).to_numpy()
    told = np.flatnonzero(event >= 0)
    copy = view.table["copy"].take(pa.array(told)).to_numpy()
    order = told[np.lexsort((view.ids(told), copy > 0, ~view.dataset[told], event[told]))]
    at = np.unique(event[order], return_index=True)[1]
    head = np.zeros(int(event.max(initial=0)) + 1, np.int64)
    head[event[order[at]]] = order[at]
    texts = told[~view.dataset[told]]
    texts = texts[head[event[texts]] != texts]
    why = "joined by what texts tell of the event"
    links.add(head[event[texts]], texts, 2, "event", np.nan, why=why)


def _with(seizures: pa.Table, groups: Settled) -> pa.Table:
    """The table with the level of each row and the event of the row that stays for it."""
    event = seizures["event"].combine_chunks()
    # What was once a repeat had the event of another row.
    again = (seizures["copy"].to_numpy() > 0) & _is(seizures["origin"], "dataset")
    if again.any():
        ids = seizures["claim_id"].filter(pa.array(again)).to_pylist()
        event = pc.replace_with_mask(
            event, pa.array(again), pa.array([event_id(claim) for claim in ids], pa.string())
        )
    if (groups.home != np.arange(len(event))).any():
        event = event.take(pa.array(groups.home))
    columns = {"event": event, "copy": pa.array(groups.copy)}
    for name, values in columns.items():
        seizures = seizures.set_column(seizures.schema.get_field_index(name), name, values)
    return seizures


def _is(column: pa.ChunkedArray, value: str) -> np.ndarray:
    return np.asarray(pc.fill_null(pc.equal(column, value), False).to_numpy(), bool)
