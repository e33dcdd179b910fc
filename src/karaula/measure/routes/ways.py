"""Ways of cases: which countries each one names, and how often the same way is told.

Cases that name the same countries in the same parts are alike for a network, so that a few thousand
distinct ways stand for any number of cases, and resampling cases is resampling these counts.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.measure.routes.edges import RULES, RoutesError, Rule, check_rule

if TYPE_CHECKING:
    import ibis

DRAWS = 500
LEVEL = 0.9
_PARTS = ("producing", "departure", "area", "destination")
PHANTOM = "partner_"
"""What the flags of rows begin with whose partner country is in doubt."""


@dataclass(frozen=True, slots=True)
class Way:
    """What one row names: ISO 3166-1 alpha-3, None where it names none."""

    producing: str | None
    departure: str | None
    area: str | None
    destination: str | None

    def stops(self, rule: Rule = "path") -> tuple[str, ...]:
        """The countries that it names in their order, one named twice in a row once."""
        return _stops(self, rule)

    def steps(self, rule: Rule = "path") -> tuple[tuple[str, str], ...]:
        """Pairs of countries that follow one another."""
        stops = self.stops(rule)
        return tuple(pairwise(stops))


@lru_cache(maxsize=2**14)
def _stops(way: Way, rule: Rule) -> tuple[str, ...]:
    known = [stop for part in RULES[rule] if (stop := getattr(way, part))]
    return tuple(stop for at, stop in enumerate(known) if at == 0 or stop != known[at - 1])


Holds = Callable[[Way], bool]


@dataclass(frozen=True)
class Ways:
    """Distinct ways by year, each with its cases: arrays of one length, a place each.

    ``told`` are the rows of such a case (mostly one); ``year`` is 0 where it is not known; ``kg``
    the weight of all its cases that have one, ``largest`` that of the heaviest; ``doubted`` how
    many of the cases name a partner that was flagged.
    """

    told: tuple[tuple[Way, ...], ...]
    year: np.ndarray
    cases: np.ndarray
    kg: np.ndarray
    largest: np.ndarray
    doubted: np.ndarray

    @property
    def total(self) -> int:
        """All cases, with those that name no other country."""
        return int(self.cases.sum())

    @cached_property
    def years(self) -> tuple[int, ...]:
        """Years of which there are cases."""
        return tuple(sorted({int(year) for year in self.year[self.cases > 0]} - {0}))

    def only(self, chosen: np.ndarray) -> "Ways":
        """The ways at some places (a mask)."""
        return Ways(
            tuple(told for told, kept in zip(self.told, chosen, strict=True) if kept),
            *(part[chosen] for part in self._arrays),
        )

    def within(self, years: Collection[int]) -> "Ways":
        """Those of some years."""
        return self.only(np.isin(self.year, sorted(years)))

    def seized_in(self, areas: Collection[str]) -> "Ways":
        """Those of cases that some countries report."""
        return self.only(self.mask(lambda way: way.area in areas, areas))

    def mask(self, holds: Holds, among: Collection[str]) -> np.ndarray:
        """Of which any row holds; asked of the rows alone that name one of some countries."""
        if not self.told:
            return np.zeros(0, bool)
        known, rows, starts = self._rows
        held = np.zeros(len(known), bool)
        for place in {place for area in among for place in self._naming.get(area, ())}:
            held[place] = holds(known[place])
        found: np.ndarray = np.logical_or.reduceat(held[rows], starts)
        return found

    def count(self, holds: Holds, among: Collection[str]) -> int:
        """Cases of which any row holds that names one of some countries."""
        return int(self.cases[self.mask(holds, among)].sum())

    def reporters(self, least: int = 1) -> dict[str, int]:
        """Cases by the country that reports them, the most first."""
        found: dict[str, int] = {}
        for told, cases in zip(self.told, self.cases, strict=True):
            for area in {way.area for way in told if way.area}:
                found[area] = found.get(area, 0) + int(cases)
        ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
        return {area: cases for area, cases in ranked if cases >= least}

    @cached_property
    def _naming(self) -> dict[str, list[int]]:
        """Places among the rows of :attr:`_rows` of those that name a country."""
        found: dict[str, list[int]] = {}
        for place, way in enumerate(self._rows[0]):
            for area in {getattr(way, part) for part in _PARTS} - {None}:
                found.setdefault(area, []).append(place)
        return found

    @cached_property
    def _rows(self) -> tuple[tuple[Way, ...], np.ndarray, np.ndarray]:
        """Every way once (the same is told in many years), the places there of all rows, and where
        the rows of each case begin."""
        places: dict[Way, int] = {}
        rows = [places.setdefault(way, len(places)) for told in self.told for way in told]
        ends = np.cumsum([len(told) for told in self.told])
        return tuple(places), np.array(rows), np.concatenate(([0], ends[:-1]))

    @cached_property
    def ranked(self) -> tuple[tuple[str, str, int], ...]:
        """Edges by the rule ``path`` with their cases, the most first."""
        edges = edges_of(self)
        counted = zip(edges.pairs, edges.add(self.cases).tolist(), strict=True)
        ordered = sorted(counted, key=lambda item: (-item[1], item[0]))
        return tuple((start, end, cases) for (start, end), cases in ordered)

    @property
    def _arrays(self) -> tuple[np.ndarray, ...]:
        return self.year, self.cases, self.kg, self.largest, self.doubted


def ways(seizures: "ibis.Table", *, copies: int = 0) -> Ways:
    """The distinct ways that cases tell, each case once.

    ``seizures`` has the columns of ``evidence.seizure.SCHEMA``; ``copies`` is the highest level of
    repeat that still counts.
    """
    return ways_of(told(seizures, copies=copies).to_pyarrow().to_pylist())


def told(seizures: "ibis.Table", *, copies: int = 0) -> "ibis.Table":
    """The same as an expression, a row for each way and year; :func:`ways_of` reads its rows."""
    import ibis

    rows = seizures.filter(seizures.copy <= copies)
    parts = [rows[name].fill_null("") for name in _PARTS]
    rows = rows.mutate(
        way=ibis.literal(">").join(parts),
        year=rows.date_low.year().fill_null(0),
        doubted=rows.flags.filter(lambda flag: flag.startswith(PHANTOM)).length() > 0,
    )
    weights = rows.group_by(["event", "substance"]).aggregate(kg=rows.kg.max())
    weights = weights.group_by("event").aggregate(kg=weights.kg.sum())
    events = rows.group_by("event").aggregate(
        told=rows.way.collect(distinct=True).sort().join(" "),
        year=rows.year.min(),
        doubted=rows.doubted.any(),
    )
    events = events.left_join(weights, "event").select("told", "year", "doubted", "kg")
    found = events.group_by(["told", "year"]).aggregate(
        cases=events.count(),
        kg=events.kg.sum().fill_null(0),
        largest=events.kg.max().fill_null(0),
        doubted=events.doubted.sum().fill_null(0),
    )
    return found.order_by("told", "year")


def ways_of(rows: Sequence[Mapping[str, Any]]) -> Ways:
    """Ways from the rows of :func:`told`."""
    known: dict[str, Way] = {}

    def way(text: str) -> Way:
        if text not in known:
            known[text] = Way(*(part or None for part in text.split(">")))
        return known[text]

    told = tuple(tuple(way(text) for text in row["told"].split(" ")) for row in rows)
    columns = {"year": int, "cases": int, "kg": float, "largest": float, "doubted": int}
    return Ways(told, *(np.array([row[c] for row in rows], kind) for c, kind in columns.items()))


@dataclass(frozen=True)
class Edges:
    """Edges between countries, and which ways hold them.

    ``pairs`` are sorted; ``way`` and ``edge`` are places in ``Ways`` and in ``pairs``, one for
    each way that holds an edge, sorted by the edge.
    """

    pairs: tuple[tuple[str, str], ...]
    way: np.ndarray
    edge: np.ndarray

    def add(self, weights: np.ndarray) -> np.ndarray:
        """Weights of ways (any shape that ends in them) added up over the ways of each edge."""
        if not self.pairs:
            return np.zeros((*weights.shape[:-1], 0), weights.dtype)
        starts = np.searchsorted(self.edge, np.arange(len(self.pairs)))
        return np.add.reduceat(weights[..., self.way], starts, axis=-1)

    def most(self, weights: np.ndarray) -> np.ndarray:
        """The highest weight among the ways of each edge."""
        found = np.zeros(len(self.pairs))
        np.maximum.at(found, self.edge, weights[self.way])
        return found

    @cached_property
    def areas(self) -> tuple[str, ...]:
        """All countries, sorted."""
        return tuple(sorted({area for pair in self.pairs for area in pair}))

    @cached_property
    def ends(self) -> tuple[np.ndarray, np.ndarray]:
        """Places of start and end in ``areas``."""
        at = {area: place for place, area in enumerate(self.areas)}
        starts = np.fromiter((at[start] for start, _ in self.pairs), int, len(self.pairs))
        return starts, np.fromiter((at[end] for _, end in self.pairs), int, len(self.pairs))

    def matrix(self, weights: np.ndarray) -> np.ndarray:
        """Weights of edges as a square of countries: row to column."""
        square = np.zeros((len(self.areas), len(self.areas)))
        square[self.ends] = weights
        return square


def edges_of(found: Ways, rule: Rule = "path") -> Edges:
    """The edges of ways by a rule; a case counts once on each, however many rows tell it."""
    check_rule(rule)
    held: list[tuple[tuple[str, str], int]] = sorted(
        (pair, place)
        for place, told in enumerate(found.told)
        for pair in {step for way in told for step in way.steps(rule)}
    )
    pairs = tuple(dict.fromkeys(pair for pair, _ in held))
    at = {pair: place for place, pair in enumerate(pairs)}
    return Edges(
        pairs,
        np.fromiter((place for _, place in held), int, len(held)),
        np.fromiter((at[pair] for pair, _ in held), int, len(held)),
    )


def resampled(found: Ways, draws: int = DRAWS, seed: int = 0) -> np.ndarray:
    """Cases of each way in ``draws`` samples of as many cases, drawn with replacement (bootstrap of
    Efron 1979): an array of draws by ways. The same seed gives the same samples."""
    if not found.total:
        return np.zeros((draws, len(found.told)), np.int64)
    shares = found.cases / found.total
    return np.random.default_rng(seed).multinomial(found.total, shares, size=draws)


def interval(
    point: np.ndarray | float, draws: np.ndarray, level: float = LEVEL
) -> tuple[np.ndarray, np.ndarray]:
    """The middle share ``level`` of draws (first axis), made wide enough to hold the point."""
    rest = (1 - level) / 2
    low, high = np.quantile(draws, [rest, 1 - rest], axis=0)
    return np.minimum(low, point), np.maximum(high, point)


def years_of(text: str) -> tuple[int, ...]:
    """``2011-2013`` or ``2014`` as years; raises :class:`RoutesError` for anything else."""
    first, _, last = text.replace("–", "-").partition("-")
    try:
        begin, end = int(first), int(last or first)
    except ValueError:
        begin, end = 1, 0
    if not 1000 <= begin <= end <= 9999:
        raise RoutesError(f"{text} is no period", None, "write it as 2014 or 2011-2013")
    return tuple(range(begin, end + 1))


def halves(years: Iterable[int]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Years in an earlier and a later half, the later one not the longer by more than a year."""
    known = tuple(sorted(years))
    return known[: len(known) // 2], known[len(known) // 2 :]
