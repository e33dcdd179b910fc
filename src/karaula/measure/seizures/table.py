"""Incident claims to the table of seizures: whole columns, never one row at a time."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from karaula.evidence.event import event_id
from karaula.evidence.seizure import SCHEMA
from karaula.evidence.table import by_distinct
from karaula.measure.seizures.amounts import Amounts, amounts
from karaula.measure.seizures.normalise import (
    Days,
    coarse_days,
    common,
    days_of,
    drug_groups,
    end_of_month,
    short_list,
)
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.models import Entry

SEIZURES_METHOD = "seizures@3"

_ALIKE = ("claim_id", "source_id", "locator", "division", "place")
_ENDS = ("producing", "departure", "destination")


NEEDED = (
    *("claim_id", "source_id", "locator", "modality", "type", "date", "area", "division", "place"),
    *("substance", "raw_substance", "kg", "kg_max", "quantity", "unit", "qualifier"),
    *("concealment", "installation", "transport", "routing", *_ENDS),
)
"""Columns of incident claims from which seizures are made."""


class Coarse:
    """Days of tables that only stand for a month or a year, which all rows of a country's year
    tell together. ``add`` the claims, in parts where they are many; then look up each."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._counts: Counter[tuple[str, str | None, str]] = Counter()
        self._found: dict[str, str] | None = None

    def add(self, claims: pa.Table) -> None:
        """Count the days of some claims, which have the columns :data:`NEEDED`."""
        claims = claims.filter(
            pc.and_(_of_seizures(claims, self._vocabulary), pc.is_valid(claims["locator"]))
        )
        area = _areas(claims["area"], self._vocabulary)
        days = pa.table({"source": claims["source_id"], "area": area, "date": claims["date"]})
        counted = days.group_by(days.column_names).aggregate([([], "count_all")])
        for row in counted.filter(pc.is_valid(counted["date"])).to_pylist():
            self._counts[row["source"], row["area"], row["date"]] += row["count_all"]

    def precision(self, claims: pa.Table, area: pa.Array) -> pa.Array:
        """``month`` or ``year`` where the day of a claim stands for it."""
        if self._found is None:
            self._found = self._look()
        keys = _day_key(claims["source_id"], area, claims["date"])
        return by_distinct(keys, self._found.get, pa.string())

    def _look(self) -> dict[str, str]:
        items = sorted(self._counts, key=lambda key: (key[0], key[1] or "", key[2]))
        told = [days_of(date) for _, _, date in items]
        low = np.array([days.low if days else None for days in told], "datetime64[D]")
        known = np.array([days is not None and days.precision == "day" for days in told], bool)
        groups: dict[tuple[str, str | None], int] = {}
        group = [groups.setdefault(key[:2], len(groups)) for key in items]
        number = np.array([self._counts[key] for key in items], np.int64)
        low = np.where(known, low, np.datetime64(0, "D"))
        masks = coarse_days(np.array(group, np.int64), low, known, number)
        self._counts.clear()
        return {
            "\x1f".join((items[at][0], items[at][1] or "", items[at][2])): precision
            for precision, mask in zip(("month", "year"), masks, strict=True)
            for at in np.flatnonzero(mask).tolist()
        }


def _day_key(source: pa.ChunkedArray, area: pa.Array, date: pa.ChunkedArray) -> pa.Array:
    return pc.binary_join_element_wise(source, pc.fill_null(area, ""), date, "\x1f")


def seizures(
    claims: pa.Table,
    vocabulary: Vocabulary,
    events: pa.Table | None = None,
    coarse: Coarse | None = None,
) -> pa.Table:
    """The seizures that claims of kind ``incident`` tell, one row a claim, in their order.

    ``claims`` have the columns :data:`NEEDED` of ``evidence.table.schema("incident")``; denied ones
    and those that tell of no drug seized are left out. ``events`` (of ``evidence.event.SCHEMA``)
    name the event of the claims that they join; any other claim is an event of its own. Where
    ``claims`` are a part of all, ``coarse`` knows the days of all.
    """
    if coarse is None:
        coarse = Coarse(vocabulary)
        coarse.add(claims)
    claims = claims.filter(_of_seizures(claims, vocabulary)).combine_chunks()
    dataset = pc.is_valid(claims["locator"])
    substance = _substances(claims["substance"], vocabulary)
    area = _areas(claims["area"], vocabulary)
    dates = _dates(claims, pc.if_else(dataset, coarse.precision(claims, area), None))
    measured = amounts(claims, substance, vocabulary)
    columns: dict[str, Any] = {name: claims[name] for name in _ALIKE}
    columns |= {
        "origin": pc.if_else(dataset, "dataset", "text"),
        "area": area,
        **dates,
        "substance": substance,
        "substance_raw": _first_of(claims["raw_substance"], claims["substance"]),
        "drug_group": by_distinct(substance, drug_groups(vocabulary), pa.string()),
        **measured.columns,
        **_listed(claims, vocabulary),
        **{name: _known(claims[name], vocabulary) for name in _ENDS},
        "flags": _flags(claims, area, substance, dates, measured),
        "event": _events(claims["claim_id"], events),
        "copy": pa.repeat(pa.scalar(0, pa.int64()), claims.num_rows),
    }
    return pa.table([columns[item.name] for item in SCHEMA], schema=SCHEMA)


def _of_seizures(claims: pa.Table, vocabulary: Vocabulary) -> pa.ChunkedArray:
    """A data set's rows, and of texts those that tell of drugs seized: neither of arms nor of
    waste, whose tonnes no drug weighs."""
    told = pc.or_(pc.is_valid(claims["kg"]), pc.is_valid(claims["quantity"]))
    drugs = vocabulary.substances.keys() | {
        name for name, market in vocabulary.markets.items() if market.family == "drugs"
    }
    named = pc.binary_join(claims["substance"], "\x1f")
    of_drugs = by_distinct(
        named.combine_chunks(), lambda text: not drugs.isdisjoint(text.split("\x1f")), pa.bool_()
    )
    seizure = pc.equal(claims["type"], "seizure")
    from_text = pc.and_(pc.fill_null(of_drugs, False), pc.or_(seizure, told))
    asserted = pc.not_equal(claims["modality"], "denied")
    of_table = pc.and_(pc.is_valid(claims["locator"]), seizure)
    return pc.and_(asserted, pc.or_(of_table, from_text))


def _substances(lists: pa.ChunkedArray, vocabulary: Vocabulary) -> pa.Array:
    """One substance a row: of several named together the narrowest that is wider than all."""
    joined = pc.binary_join(lists, "\x1f")
    return by_distinct(joined, lambda text: common(text.split("\x1f"), vocabulary), pa.string())


def _areas(lists: pa.ChunkedArray, vocabulary: Vocabulary) -> pa.Array:
    """The one country that a row names; none where it names several."""

    def find(text: str) -> str | None:
        known = [code for code in text.split("\x1f") if code in vocabulary.areas]
        return known[0] if len(known) == 1 else None

    return by_distinct(pc.binary_join(lists, "\x1f"), find, pa.string())


def _known(codes: pa.ChunkedArray, vocabulary: Vocabulary) -> pa.Array:
    find = lambda code: code if code in vocabulary.areas else None  # noqa: E731
    return by_distinct(codes, find, pa.string())


def _first_of(raw: pa.ChunkedArray, named: pa.ChunkedArray) -> pa.ChunkedArray:
    joined = pc.binary_join(named, ", ")
    return pc.coalesce(raw, pc.if_else(pc.equal(joined, ""), None, joined))


def _dates(claims: pa.Table, coarse: pa.Array) -> dict[str, pa.Array]:
    """Bounds and precision; days that only stand for a month or a year are widened to it."""
    encoded = claims["date"].combine_chunks().dictionary_encode()
    found: list[Days | None] = [days_of(text) for text in encoded.dictionary.to_pylist()]
    low = pa.array([days and days.low for days in found], pa.date32()).take(encoded.indices)
    high = pa.array([days and days.high for days in found], pa.date32()).take(encoded.indices)
    precision = pa.array([days and days.precision for days in found], pa.string())
    months, years = (pc.fill_null(pc.equal(coarse, kind), False) for kind in ("month", "year"))
    first_of_month = pc.cast(pc.floor_temporal(low, 1, "month"), pa.date32())
    end = by_distinct(low, end_of_month, pa.date32())
    end_of_year = by_distinct(low, lambda day: day.replace(month=12, day=31), pa.date32())
    return {
        "date_low": pc.if_else(months, first_of_month, low),
        "date_high": pc.if_else(years, end_of_year, pc.if_else(months, end, high)),
        "date_precision": pc.coalesce(coarse, precision.take(encoded.indices)),
    }


def _listed(claims: pa.Table, vocabulary: Vocabulary) -> dict[str, pa.Array]:
    """Ids of the short lists, and the words that they stand for."""
    lists: dict[str, tuple[str, Mapping[str, Entry]]] = {
        "hiding": ("concealment", vocabulary.hiding),
        "installation": ("installation", vocabulary.installations),
        "transport": ("transport", vocabulary.transports),
        "routing": ("routing", vocabulary.routings),
    }
    columns: dict[str, pa.Array] = {}
    for name, (slot, entries) in lists.items():
        columns[name] = by_distinct(claims[slot], short_list(entries), pa.string())
        columns[f"{name}_raw"] = claims[slot]
    return columns


def _events(claim_ids: pa.ChunkedArray, events: pa.Table | None) -> pa.Array:
    """The event that each claim tells."""
    own = [event_id(claim) for claim in claim_ids.to_pylist()]
    if events is None or events.num_rows == 0:
        return pa.array(own, pa.string())
    members = events["claims"].combine_chunks()
    of = pc.list_parent_indices(members)
    place = pc.index_in(claim_ids, value_set=pc.list_flatten(members))
    return pc.coalesce(events["event_id"].take(of.take(place)), pa.array(own, pa.string()))


def _flags(
    claims: pa.Table,
    area: pa.Array,
    substance: pa.Array,
    dates: dict[str, pa.Array],
    measured: Amounts,
) -> pa.Array:
    """Codes of what is odd about each row, in one order."""
    named = pc.greater(pc.fill_null(pc.list_value_length(claims["area"]), 0), 1)
    monthly = pc.and_(
        pc.equal(pc.utf8_length(claims["date"]), 10), pc.not_equal(dates["date_precision"], "day")
    )
    masks = {
        "area_unknown": pc.and_(pc.is_null(area), pc.invert(named)),
        "areas_several": named,
        "date_unknown": pc.is_null(dates["date_low"]),
        "day_stands_for_more": monthly,
        "substance_unknown": pc.is_null(substance),
        "substances_several": pc.greater(pc.list_value_length(claims["substance"]), 1),
        **measured.flags,
    }
    return code_lists(masks, claims.num_rows)


def code_lists(masks: dict[str, Any], rows: int) -> pa.Array:
    """For each row the codes whose mask is true there, in the order of the masks."""
    if rows == 0:
        return pa.array([], pa.list_(pa.string()))
    columns = [
        np.asarray(pc.fill_null(mask, False).to_numpy(zero_copy_only=False), bool)
        if not isinstance(mask, pa.ChunkedArray)
        else np.asarray(pc.fill_null(mask, False).to_numpy(), bool)
        for mask in masks.values()
    ]
    matrix = np.stack(columns, axis=1)
    offsets = np.concatenate([[0], np.cumsum(matrix.sum(axis=1))]).astype(np.int32)
    codes = pa.array(list(masks), pa.string()).take(pa.array(np.nonzero(matrix)[1]))
    return pa.ListArray.from_arrays(pa.array(offsets), codes)
