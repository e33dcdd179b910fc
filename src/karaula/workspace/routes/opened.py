"""A hub opened for questions about routes, and the part of it that a question is about."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from karaula.errors import KaraulaError
from karaula.evidence import source_from_dict
from karaula.measure.index.faults import unknown
from karaula.measure.routes.documents import (
    MODES,
    Part,
    Said,
    Stretch,
    by_mode,
    covered,
    members,
    named_routes,
    parts,
    stretches,
)
from karaula.measure.routes.drugs import Drug, drug_of
from karaula.measure.routes.edges import Rule, check_rule
from karaula.measure.routes.shift import FEWEST
from karaula.measure.routes.ways import DRAWS, PHANTOM, Edges, Ways, edges_of, resampled, ways
from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.fold import name_key
from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub

if TYPE_CHECKING:
    import ibis
    import numpy as np

    from karaula.evidence import Source


Made = TypeVar("Made")


class Tables(Protocol):
    """What questions are put to: a lake, or as much of one as a reader may see."""

    def table(self, name: str) -> "ibis.Table":
        """A table by its name."""

    def claims(self, kind: str) -> "ibis.Table":
        """Claims of a kind as they stand."""


class QuestionError(KaraulaError):
    """A question about routes that cannot be put."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which part of the network a question is about; everything by default. Areas may be codes,
    names, regions or sets of areas."""

    drug: str | None = None
    """A substance, a group of drugs or a market."""
    mode: str | None = None
    """How it moves: ``road``, ``sea``, ``air`` …, or one means of transport."""
    area: str | None = None
    """Edges that touch it."""
    start: str | None = None
    end: str | None = None
    years: tuple[int, ...] = ()
    rule: Rule = "path"
    copies: int = 0
    """The highest level of repeat that still counts as a case of its own."""
    doubted: bool = True
    """Whether cases count whose partner country was flagged as odd."""
    draws: int = DRAWS
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Place:
    """Areas that go by one name."""

    name: str
    areas: tuple[str, ...]
    by: str | None = None
    """The sets that say which areas a region has."""


@dataclass(frozen=True)
class Opened:
    """What a hub knows of routes."""

    lake: Tables = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    folder: Path
    stale: bool = False
    """Whether the hub changed since it was built."""
    _ways: dict[tuple[Any, ...], Ways] = field(default_factory=dict, repr=False)
    _once: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)

    @cached_property
    def sources(self) -> dict[str, "Source"]:
        """Every source by its id."""
        rows = self.lake.table("sources").order_by("source_id").to_pyarrow().to_pylist()
        return {row["source_id"]: source_from_dict(row) for row in rows}

    @cached_property
    def said(self) -> tuple[list[Stretch], int]:
        """Stretches that documents tell, and of how many claims none is left."""
        order = ("source_id", "start", "claim_id")
        rows = self.lake.claims("leg").order_by(*order).to_pyarrow().to_pylist()
        return stretches(rows, self.sources)

    @cached_property
    def parts(self) -> list[Part]:
        """What documents say that areas are in markets."""
        order = ("source_id", "start", "claim_id")
        rows = self.lake.claims("role").order_by(*order).to_pyarrow().to_pylist()
        return parts(rows, self.sources)

    @cached_property
    def of_cases(self) -> tuple["Source", ...]:
        """Sources that tell the seizures."""
        table = self.lake.table("seizures")
        ids = table.select("source_id").distinct().order_by("source_id").to_pyarrow()
        return tuple(self.sources[key] for key in ids["source_id"].to_pylist())

    @cached_property
    def handling(self) -> str:
        """The strictest label of what routes are read from."""
        from karaula.workspace.index.opening import strictest

        told = {one.source_id for one in self.of_cases}
        told |= {one.said.source_id for one in self.said[0]}
        told |= {one.said.source_id for one in self.parts}
        labels = {self.sources[key].handling for key in told} or {"TLP:CLEAR"}
        return strictest(sorted(labels), self.vocabulary)

    @property
    def source(self) -> str:
        """Where the cases come from, for charts."""
        named = {", ".join(dict.fromkeys(filter(None, (s.publisher, s.title)))): None
                 for s in self.of_cases}  # fmt: skip
        shown = list(named)[:3]
        more = f" and {len(named) - 3} more" if len(named) > 3 else ""
        return "; ".join(shown) + more if shown else "no source tells a seizure"

    def name(self, code: str) -> str:
        """What an area or region is called."""
        known = self.vocabulary.areas.get(code) or self.vocabulary.regions.get(code)
        return known.name if known else code

    def place(self, text: str) -> Place:
        """The area, set of areas or region that goes by a code or name.

        Raises :class:`QuestionError` for what the vocabulary does not know.
        """
        words = self.vocabulary
        key = name_key(text)
        if text.upper() in words.areas:
            return Place(self.name(text.upper()), (text.upper(),))
        for code, one in words.area_sets.items():
            if key in (name_key(code), name_key(one.name)):
                return Place(one.name, one.members, code)
        for code, region in words.regions.items():
            if key in {name_key(word) for word in (code, region.name, *region.names)}:
                held = members(code, words)
                if not held.areas:
                    raise QuestionError(
                        f"no set of areas says what {region.name} holds", self.folder,
                        "name an area, or add a set to vocabulary/area_sets.yml",
                    )  # fmt: skip
                return Place(region.name, tuple(sorted(held.areas)), held.by)
        area = words.find_area(text)
        if area is None:
            raise QuestionError(
                unknown("area", text, [*words.areas, *(a.name for a in words.areas.values()),
                                       *words.area_sets, *words.regions])
            )  # fmt: skip
        return Place(self.name(area), (area,))

    def ways(
        self, drug: Drug | None, mode: str | None, copies: int, doubted: bool, *,
        texts: bool = True,
    ) -> Ways:  # fmt: skip
        """Ways of the cases of a drug and mode, read once; without ``texts`` those of data sets
        alone."""
        key = (drug and drug.key, mode, copies, doubted, texts)
        if key not in self._ways:
            table = self.seizures(drug, mode, doubted)
            held = table if texts else table.filter(table.origin == "dataset")
            self._ways[key] = ways(held, copies=copies)
        return self._ways[key]

    def once(self, key: tuple[Any, ...], make: Callable[[], Made]) -> Made:
        """What is asked for again, made once under a key."""
        if key not in self._once:
            self._once[key] = make()
        found: Made = self._once[key]
        return found

    def covered(self, said: Said) -> frozenset[str]:
        """Ids of the substances that a claim speaks of."""
        key = ("covered", said.market, said.substance)
        return self.once(key, lambda: covered(said, self.vocabulary))

    def seizures(self, drug: Drug | None, mode: str | None, doubted: bool) -> "ibis.Table":
        """Rows of the table of seizures of a drug and mode."""
        table = self.lake.table("seizures")
        if drug is not None:
            table = table.filter(table.substance.isin(sorted(drug.substances)))
        if mode is not None:
            table = table.filter(table.transport.isin(self._transports(mode)))
        if not doubted:
            odd = table.flags.filter(lambda flag: flag.startswith(PHANTOM))
            table = table.filter((odd.length() == 0) | table.flags.isnull())
        return table

    def _transports(self, mode: str) -> list[str]:
        known = self.vocabulary.transports
        modes = MODES.get(mode, (mode,))
        found = [key for key, one in known.items() if key == mode or one.mode in modes]
        if not found:
            raise QuestionError(
                unknown("mode", mode, [*{one.mode: None for one in known.values()}, *known])
            )
        return found

    def part(self, wanted: Wanted) -> "Cut":
        """The part of the network that a question is about."""
        check_rule(wanted.rule)
        drug = drug_of(wanted.drug, self.vocabulary) if wanted.drug else None
        found = self.ways(drug, wanted.mode, wanted.copies, wanted.doubted)
        places = {name: self.place(text) for name in ("area", "start", "end")
                  if (text := getattr(wanted, name))}  # fmt: skip
        return Cut(self, wanted, drug, found.within(wanted.years) if wanted.years else found,
                   **places)  # fmt: skip

    def notes_of(self, areas: Iterable[str]) -> list[str]:
        """Notes that have to come with names of areas."""
        notes = {area: self.vocabulary.with_note(area) for area in areas}
        return [f"{self.name(area)}: {note}" for area, note in notes.items() if note]


@dataclass(frozen=True)
class Cut:
    """The part of the network that a question is about: its cases, edges and documents."""

    opened: Opened
    wanted: Wanted
    drug: Drug | None
    ways: Ways
    area: Place | None = None
    start: Place | None = None
    end: Place | None = None

    @cached_property
    def edges(self) -> Edges:
        """All edges of its cases."""
        return edges_of(self.ways, self.wanted.rule)

    @cached_property
    def cases(self) -> "np.ndarray":
        """Cases of each edge."""
        return self.edges.add(self.ways.cases)

    @cached_property
    def drawn(self) -> "np.ndarray":
        """Samples of its ways."""
        return resampled(self.ways, self.wanted.draws, self.wanted.seed)

    @cached_property
    def on_ways(self) -> int:
        """Cases that make an edge."""
        return int(self.ways.cases[list({*self.edges.way.tolist()})].sum())

    @cached_property
    def told_years(self) -> tuple[int, ...]:
        """Years with cases enough on ways for shares to mean anything."""
        held = list({*self.edges.way.tolist()})
        years, cases = self.ways.year[held], self.ways.cases[held]
        return tuple(year for year in self.ways.years if cases[years == year].sum() >= FEWEST)

    @cached_property
    def said(self) -> list[Stretch]:
        """Stretches that documents tell of its drug and mode."""
        words, mode = self.opened.vocabulary, self.wanted.mode
        return [
            one for one in self.opened.said[0]
            if self.concerns(one) and (mode is None or by_mode(one, mode))
            and words.markets.get(one.said.market) is not None
        ]  # fmt: skip

    @cached_property
    def parts(self) -> list[Part]:
        """What documents say that areas are in its market."""
        return [one for one in self.opened.parts if self.concerns(one)]

    def concerns(self, one: Stretch | Part) -> bool:
        """Whether a claim speaks of its drug; of any drug where none is asked for."""
        substances = self.opened.covered(one.said)
        return bool(substances & self.drug.substances if self.drug else substances)

    @property
    def routes(self) -> dict[tuple[str, str], tuple[str, ...]]:
        """Names of routes that are said to carry its drug, by their steps."""
        words = self.opened.vocabulary
        if self.drug is None:
            return named_routes([], words)
        markets = {words.substances[key].market for key in self.drug.substances}
        return named_routes([*markets, self.drug.key], words)

    def holds(self, start: str, end: str) -> bool:
        """Whether an edge is among those asked for."""
        ends = (start, end)
        return (
            (self.area is None or any(area in self.area.areas for area in ends))
            and (self.start is None or start in self.start.areas)
            and (self.end is None or end in self.end.areas)
        )

    def with_years(self, years: tuple[int, ...]) -> "Cut":
        """The same of other years."""
        return self.opened.part(replace(self.wanted, years=years))


def open_routes(hub: Hub | Path | None = None, lake: Tables | None = None) -> Opened:
    """Open a hub for questions about routes: a folder, a hub, or the one that this folder lies in.

    ``lake`` is what a reader may see of it, all by default. Raises :class:`HubError` where it is
    none or not built.
    """
    from karaula.lake import Lake
    from karaula.workspace.builder import is_built, is_current

    if hub is None:
        hub = Hub.find(Path.cwd())
    elif isinstance(hub, Path):
        hub = Hub.open(hub)
    if not is_built(hub):
        raise HubError("the hub is not built", hub.folder, "run `karaula build`")
    return Opened(
        lake=Lake(hub.lake) if lake is None else lake, folder=hub.folder,
        vocabulary=load(*hub.words.vocabulary), stale=not is_current(hub),
    )  # fmt: skip
