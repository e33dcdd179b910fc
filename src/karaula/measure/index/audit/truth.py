"""True figures from data: every score and every rank that follows from it."""

from collections.abc import Iterable, Mapping
from math import isnan

import numpy as np

from karaula.check.quantity import WORLD, Quantity
from karaula.check.structure import Figure
from karaula.evidence.claim import Claim
from karaula.measure.index.audit.published import Codes
from karaula.measure.index.chain import Index
from karaula.measure.index.ranking import published, ranks
from karaula.measure.index.values import Array, Values

Column = tuple[str, str]
"""Edition and element."""


class Truth:
    """What editions of an index give, unit by unit; nothing where no data are at hand.

    ``rounded`` tells of which lists ranks are those of rounded scores, as some publishers rank.
    """

    def __init__(self) -> None:
        self.trusted: set[int] = set()
        self.members: dict[tuple[str, str], list[str]] = {}
        """Units of every list, by edition."""
        self.names: dict[str, str] = {}
        self.places: dict[Column, int] = {}
        self.unlike: set[Column] = set()
        """Columns that are not of these data at all."""
        self.rounded: set[tuple[str, str, str]] = set()
        self._scores: dict[Column, dict[str, float]] = {}
        self._decimals: dict[str, int] = {}
        self._ranks: dict[tuple[Column, str, bool], dict[str, int]] = {}

    @classmethod
    def of(cls, editions: Mapping[str, Index], codes: Codes) -> "Truth":
        """Of scored editions by their names."""
        truth = cls()
        for edition, index in editions.items():
            truth._take(edition, index, codes)
        return truth

    def _take(self, edition: str, index: Index, codes: Codes) -> None:
        values = index.values if index.stages else index.raw
        units = [codes.unit(unit) for unit in values.units]
        self._decimals[edition] = index.structure.decimals
        raw = index.raw.of_units(values.units)
        as_given = _same(raw, values)
        self._columns(edition, values, units, "")
        if not as_given:
            self._columns(edition, raw, units, RAW)
        self.members[edition, WORLD] = units
        for grouping, groups in values.groups.items():
            for unit, group in zip(units, groups, strict=True):
                if group is not None:
                    code = codes.group(grouping, group)
                    listed = self.members.setdefault((edition, code), [])
                    if unit not in listed:
                        listed.append(unit)
                    self.names.setdefault(code, group)
        for unit, code in zip(values.units, units, strict=True):
            self.names.setdefault(code, values.names.get(unit, unit))

    def _columns(self, edition: str, values: Values, units: list[str], mark: str) -> None:
        for code in values.codes:
            column = values.column(code)
            known = {u: float(v) for u, v in zip(units, column, strict=True) if not isnan(v)}
            self._scores[edition, code + mark] = known

    def figure(self, quantity: Quantity) -> Figure | None:
        """The true figure of a quantity, with the places of its column."""
        edition = quantity.scope.edition or ""
        if quantity.what == "size":
            members = self.members.get((edition, quantity.among))
            return Figure(len(members)) if members else None
        column = edition, quantity.indicator
        if column in self.unlike:
            return None
        if quantity.what == "rank":
            rounded = (*column, quantity.among) in self.rounded
            rank = self.ranks(column, quantity.among, rounded).get(quantity.area)
            return None if rank is None else Figure(rank)
        score = self._scores.get(column, {}).get(quantity.area)
        if score is None:
            return None
        places = max(self._decimals[edition], self.places.get(column, 0))
        shown = float(published(np.array([score]), places)[0])
        return Figure(round(shown * 10**places), places)

    def ranks(self, column: Column, among: str, rounded: bool) -> dict[str, int]:
        """Ranks of the units of a list, 1 for the highest, equal scores sharing the smallest."""
        key = column, among, rounded
        if key not in self._ranks:
            scores = self._scores.get(column, {})
            units = [u for u in self.members.get((column[0], among), ()) if u in scores]
            data: Array = np.array([[scores[unit]] for unit in units]).reshape(-1, 1)
            if rounded:
                data = published(data, self._decimals[column[0]])
            self._ranks[key] = dict(zip(units, map(int, ranks(data)[:, 0]), strict=True))
        return self._ranks[key]

    def source(self, _: Quantity) -> Claim | None:
        """Data are given as a whole; no claim carries a single figure."""
        return None

    def larger(self, among: str) -> Iterable[str]:
        """Lists that hold all units of a list and more, in every edition."""
        own = {key[0]: set(units) for key, units in self.members.items() if key[1] == among}
        for other in dict.fromkeys(code for _, code in self.members if code != among):
            if own and all(
                units < set(self.members.get((edition, other), ()))
                for edition, units in own.items()
            ):
                yield other


RAW = " (as measured)"
"""Stands behind the code of an indicator whose figures are not on the scale of the index."""


def _same(raw: Values, values: Values) -> bool:
    """Whether indicators went into the scores as they were measured."""
    codes = [code for code in raw.codes if code in set(values.codes)]
    return np.array_equal(raw.columns(codes), values.columns(codes), equal_nan=True)
