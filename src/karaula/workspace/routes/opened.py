"""A hub opened for questions about routes, and the part of it that a question is about."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from karaula.errors import KaraulaError
from karaula.evidence import source_from_dict
from karaula.measure.index.faults import unknown
from karaula.measure.routes.asking import Lake, Question, asked
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
from karaula.measure.routes.support import Edge, supported
from karaula.measure.routes.ways import (
    DRAWS,
    PHANTOM,
    Edges,
    Ways,
    edges_of,
    resampled,
    told,
    ways_of,
)
from karaula.vocabulary import Vocabulary, load
from karaula.vocabulary.fold import name_key
from karaula.workspace.config import HubError
from karaula.workspace.hub import Hub

if TYPE_CHECKING:
    import numpy as np

    from karaula.evidence import Source


Made = TypeVar("Made")

_SAID = (
    "claim_id, source_id, credibility, modality, quote, market, substance, period, valid_from, "
    "hedge"
)
LEG = f"{_SAID}, origin, via, destination, mode, route"
ROLE = f"{_SAID}, area, role, strength"
"""What is read of claims."""
PARTS = 2
"""Parts of the network that are kept, those asked for last: several questions are put to one."""


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

    lake: Lake = field(repr=False)
    vocabulary: Vocabulary = field(repr=False)
    folder: Path
    _changed: Callable[[], bool] = field(default=lambda: False, repr=False)
    _ways: dict[tuple[Any, ...], Ways] = field(default_factory=dict, repr=False)
    _once: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False)
    _parts: "dict[Wanted, Cut]" = field(default_factory=dict, repr=False)
    _lock: Any = field(default_factory=RLock, repr=False)

    @cached_property
    def stale(self) -> bool:
        """Whether the hub changed since it was built: every file of it is looked at."""
        return self._changed()

    @cached_property
    def sources(self) -> dict[str, "Source"]:
        """Every source by its id."""
        rows = self.lake.rows("SELECT * FROM sources ORDER BY source_id", {})
        return {row["source_id"]: source_from_dict(row) for row in rows}

    @cached_property
    def said(self) -> tuple[list[Stretch], int]:
        """Stretches that documents tell, and of how many claims none is left."""
        return stretches(self._stated("leg", LEG), self.sources)

    @cached_property
    def parts(self) -> list[Part]:
        """What documents say that areas are in markets."""
        return parts(self._stated("role", ROLE), self.sources)

    def _stated(self, kind: str, columns: str) -> list[dict[str, Any]]:
        order = "source_id, start, claim_id"
        return self.lake.rows(f"SELECT {columns} FROM claims_{kind} ORDER BY {order}", {})

    @cached_property
    def of_cases(self) -> tuple["Source", ...]:
        """Sources that tell the seizures."""
        rows = self.lake.rows("SELECT DISTINCT source_id FROM seizures ORDER BY source_id", {})
        return tuple(self.sources[row["source_id"]] for row in rows)

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
            rows = self.ask(told, drug, mode, doubted, texts=texts, copies=copies)
            self._ways[key] = ways_of(rows)
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

    def ask(
        self, question: Question, drug: Drug | None, mode: str | None, doubted: bool, *,
        years: Collection[int] = (), texts: bool = True, **words: Any,
    ) -> list[dict[str, Any]]:  # fmt: skip
        """Rows of ``question(seizures, **words)``, an expression, for the seizures of a drug and
        mode, of some years (of all by default), and without ``texts`` of data sets alone."""
        only = ["true"]
        values: dict[str, Any] = {}
        if drug is not None:
            only.append("list_contains($substances, substance)")
            values["substances"] = sorted(drug.substances)
        if mode is not None:
            only.append("list_contains($transports, transport)")
            values["transports"] = self._transports(mode)
        if not doubted:
            odd = f"[flag FOR flag IN coalesce(flags, []) IF starts_with(flag, '{PHANTOM}')]"
            only.append(f"len({odd}) = 0")
        if years:
            only.append("list_contains($years, year(date_low))")
            values["years"] = sorted(years)
        if not texts:
            only.append("origin = 'dataset'")
        return asked(self.lake, question, " AND ".join(only), values, **words)

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
        with self._lock:
            if wanted not in self._parts:
                while len(self._parts) >= PARTS:
                    self._parts.pop(next(iter(self._parts)))
                self._parts[wanted] = self._part(wanted)
            return self._parts[wanted]

    def _part(self, wanted: Wanted) -> "Cut":
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

    @cached_property
    def supported(self) -> list[Edge]:
        """Its edges with all that supports them, those asked for alone."""
        areas = self.opened.vocabulary.areas
        edges = supported(self.ways, self.edges, self.said, self.routes, areas)
        return [edge for edge in edges if self.holds(edge.start, edge.end)]

    @cached_property
    def of_data(self) -> dict[frozenset[str], Ways]:
        """Ways of the cases of data sets by the substances that they are of, as far as asked."""
        return {}

    @cached_property
    def shares(self) -> dict[Any, Any]:
        """Shares of edges by year, as far as asked."""
        return {}

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


def open_routes(hub: Hub | Path | None = None, lake: Lake | None = None) -> Opened:
    """Open a hub for questions about routes: a folder, a hub, or the one that this folder lies in.

    ``lake`` is what a reader may see of it, all by default. Raises :class:`HubError` where it is
    none or not built.
    """
    from karaula import lake as stored
    from karaula.workspace.builder import is_built, is_current

    if hub is None:
        hub = Hub.find(Path.cwd())
    elif isinstance(hub, Path):
        hub = Hub.open(hub)
    if not is_built(hub):
        raise HubError("the hub is not built", hub.folder, "run `karaula build`")
    return Opened(
        lake=stored.Lake(hub.lake) if lake is None else lake, folder=hub.folder,
        vocabulary=load(*hub.words.vocabulary), _changed=lambda: not is_current(hub),
    )  # fmt: skip
