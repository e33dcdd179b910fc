"""True figures from data: every score and every rank that follows from it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isnan

import numpy as np

from karaula.check.quantity import WORLD, Quantity, Statement
from karaula.check.scores import same
from karaula.check.structure import Figure
from karaula.evidence.claim import Claim, Observation
from karaula.measure.index.audit.published import Codes
from karaula.measure.index.audit.statements import RAW, Column
from karaula.measure.index.chain import Index
from karaula.measure.index.ranking import Ties, published, ranks
from karaula.measure.index.values import Array, Values

List = tuple[str, str, str]
"""Edition, element and list."""
Way = tuple[Ties, bool]
"""How ties are ranked, and whether rounded scores are."""
WAYS: tuple[Way, ...] = tuple(
    (ties, rounded) for ties in ("min", "max", "average", "dense") for rounded in (False, True)
)


class Truth:
    """What editions of an index give, unit by unit; nothing where no data are at hand."""

    def __init__(self) -> None:
        self.trusted: set[int] = set()
        self.members: dict[tuple[str, str], list[str]] = {}
        """Units of every list, by edition and list."""
        self.names: dict[str, str] = {}
        self.places: Mapping[Column, int] = {}
        """Places that columns are published with."""
        self.unlike: set[List] = set()
        """Columns that are not of these data at all."""
        self._ways: dict[List, Way] = {}
        self._scores: dict[Column, dict[str, float]] = {}
        self._decimals: dict[str, int] = {}
        self._ranks: dict[tuple[List, Way], dict[str, float]] = {}

    @classmethod
    def of(cls, editions: Mapping[str, Index], codes: Codes) -> "Truth":
        """Of scored editions by their years."""
        truth = cls()
        for edition, index in editions.items():
            values, raw = index.values, index.raw.of_units(index.values.units)
            if values.years is not None and edition in values.years:
                values, raw = values.at(edition), raw.at(edition)
            truth._decimals[edition] = index.structure.decimals
            truth._take(edition, values, raw, codes)
        return truth

    def _take(self, edition: str, values: Values, raw: Values, codes: Codes) -> None:
        units = [codes.unit(unit) for unit in values.units]
        self._columns(edition, values, units, "")
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
            pairs = zip(units, values.column(code), strict=True)
            known = {unit: float(value) for unit, value in pairs if not isnan(value)}
            self._scores[edition, code + mark] = known

    def settle(self, statements: Iterable[Statement], places: Mapping[Column, int]) -> None:
        """Take over how figures are published: the places of columns, and for every list the way
        of ranking that most of its ranks follow."""
        self.places = places
        fitting: dict[List, Counter[Way]] = {}
        for quantity, figure, *_ in statements:
            if quantity.what == "rank":
                key = quantity.scope.edition or "", quantity.indicator, quantity.among
                counts = fitting.setdefault(key, Counter())
                for way in WAYS:
                    true = self._all(key, way).get(quantity.area)
                    counts[way] += true is not None and same(rank_figure(true), figure)
        self._ways = {key: max(WAYS, key=counts.__getitem__) for key, counts in fitting.items()}

    def figure(self, quantity: Quantity) -> Figure | None:
        """The true figure of a quantity, with the places of its column."""
        edition = quantity.scope.edition or ""
        if quantity.what == "size":
            members = self.members.get((edition, quantity.among))
            return Figure(len(members)) if members else None
        key = edition, quantity.indicator, quantity.among
        if key in self.unlike:
            return None
        if quantity.what == "rank":
            rank = self._all(key, self._ways.get(key, WAYS[0])).get(quantity.area)
            return None if rank is None else rank_figure(rank)
        score = self._scores.get(key[:2], {}).get(quantity.area)
        if score is None:
            return None
        places = max(self._decimals[edition], self.places.get(key[:2], 0))
        shown = float(published(np.array([score]), places)[0])
        return Figure(round(shown * 10**places), places)

    def _all(self, key: List, way: Way) -> dict[str, float]:
        """Ranks of the units of a list, 1 for the highest."""
        if (key, way) not in self._ranks:
            (edition, indicator, among), (ties, rounded) = key, way
            scores = self._scores.get((edition, indicator), {})
            units = [unit for unit in self.members.get((edition, among), ()) if unit in scores]
            data: Array = np.array([scores[unit] for unit in units]).reshape(-1, 1)
            if rounded and units:
                data = published(data, self._decimals[edition])
            found = ranks(data, ties)[:, 0] if units else ()
            self._ranks[key, way] = dict(zip(units, map(float, found), strict=True))
        return self._ranks[key, way]

    def best_editions(self, _: Sequence[tuple[Claim, Observation]]) -> dict[tuple[str, str], str]:
        """Figures of a text that names no edition are held against no data."""
        return {}

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


def rank_figure(rank: float) -> Figure:
    """A rank as a figure; a half where two places are shared."""
    return Figure(int(rank)) if rank.is_integer() else Figure(round(rank * 10), 1)
