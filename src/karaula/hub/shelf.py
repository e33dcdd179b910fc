"""The lake opened for reading, once per build: what pages ask of it."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import cached_property
from sys import intern
from threading import RLock
from typing import TYPE_CHECKING

from karaula.evidence.source import Handling
from karaula.hub.seen import CLAIMS, Kept, Row, Seen, UnreadyError, lake_version
from karaula.lake import LakeError
from karaula.lake.files import KEY, STANDING, read_json
from karaula.workspace import Hub, HubError, is_built

if TYPE_CHECKING:
    import ibis

    from karaula.assess.compose.gather import Material
    from karaula.lake.search import Found, Of

__all__ = ["Row", "Shelf", "Shelves", "UnreadyError", "lake_version"]

RECENT = 512
"""Claims that are kept as they were found last: who reads several together asks for each again."""


def _among(claim_ids: list[str]) -> str:
    return f"claim_id IN ({', '.join('?' * len(claim_ids))})"


class Shelf(Seen):
    """What a reader may see of a lake, as it was when opened. Safe for many threads at once.

    ``claims``, ``table`` and ``text`` are what a report asks of a lake, so that
    :func:`karaula.assess.compose.gather.gather` sees no more than the reader.
    """

    def __init__(self, hub: Hub, level: Handling = "TLP:CLEAR", *, copied: bool = False) -> None:
        if not is_built(hub):
            raise HubError("the hub is not built", hub.folder, "run `karaula build`")
        if STANDING not in read_json(hub.lake / KEY):
            problem = "the hub was built by an earlier version"
            raise HubError(problem, hub.folder, "run `karaula build`")
        super().__init__(hub, level, copied=copied)
        self._one_at_a_time = RLock()
        self._recent: OrderedDict[str, tuple[str, Row]] = OrderedDict()

    def found(self, claim_ids: Iterable[str]) -> dict[str, tuple[str, Row]]:
        """Claims by their ids, each with its kind. What is not there, or not for the reader, is
        left out."""
        wanted = list(dict.fromkeys(claim_ids))
        with self._lock:
            found = {one: self._recent[one] for one in wanted if one in self._recent}
        for kind, query, ids in self._where([one for one in wanted if one not in found]):
            rows = self.rows(f"SELECT * FROM {query}", *ids)
            found |= {row["claim_id"]: (kind, row) for row in rows}
        with self._lock:
            self._recent |= found
            while len(self._recent) > RECENT:
                self._recent.popitem(last=False)
        return {claim_id: found[claim_id] for claim_id in wanted if claim_id in found}

    def kinds(self, claim_ids: Iterable[str]) -> list[str]:
        """The kinds that claims are of, as far as that is known without looking for them."""
        found = {self._kinds.get(claim_id) for claim_id in claim_ids}
        return [
            k for n, k in CLAIMS.items() if k in found or (None in found and n in self._on_disk)
        ]

    def _where(self, claim_ids: list[str]) -> Iterator[tuple[str, str, list[str]]]:
        """Kinds, what to ask of which table, and the ids that may be there: claims that are held
        in memory are known, others are looked for in the data sets that are not."""
        by_kind: dict[str, list[str]] = {}
        for claim_id in claim_ids:
            by_kind.setdefault(self._kinds.get(claim_id, ""), []).append(claim_id)
        others = by_kind.pop("", [])
        for kind, ids in by_kind.items():
            yield kind, f"{self._held(f'claims_{kind}')} WHERE {_among(ids)}", ids
        for name in CLAIMS:
            if others and name in self._on_disk:
                yield CLAIMS[name], f"{name} WHERE {_among(others)}", others

    def _held(self, name: str) -> str:
        """The part of a table of claims that is held in memory."""
        return f"held_{name}" if name in self._on_disk else name

    @cached_property
    def _kinds(self) -> dict[str, str]:
        """The kind of every claim that is held in memory."""
        self._need(CLAIMS)
        parts = (
            f"SELECT '{kind}' AS kind, claim_id FROM {self._held(name)}"
            for name, kind in CLAIMS.items()
        )
        rows = self.rows(" UNION ALL ".join(parts))
        return {row["claim_id"]: intern(row["kind"]) for row in rows}

    def claims(self, kind: str) -> "ibis.Table":
        """Claims of a kind as they stand, as far as the reader may see them."""
        return self.table(f"claims_{kind}")

    def text(self, source_id: str) -> str:
        """The text of a document. Raises :class:`LakeError` for one that the reader may not see,
        in the words for one that is not there."""
        return self._lake.text(source_id if source_id in self.sources else "")

    @cached_property
    def sources(self) -> dict[str, Row]:
        """Every source that the reader may see, by its id, in order of the titles."""
        rows = self.rows("SELECT * FROM sources ORDER BY title, source_id")
        return {row["source_id"]: row for row in rows}

    @cached_property
    def claims_of(self) -> dict[str, int]:
        """How many claims each source gave, of what the reader may see."""
        counts = dict.fromkeys(self.sources, 0)
        parts = (
            f"SELECT source_id FROM ({query}) WHERE {self._open}"
            for name in CLAIMS
            for query in self._parts(name)
        )
        of_all = " UNION ALL ".join(parts)
        for row in self.rows(f"SELECT source_id, count(*) AS n FROM ({of_all}) GROUP BY source_id"):
            counts[row["source_id"]] += row["n"]
        return counts

    @cached_property
    def material(self) -> "Material":
        """What the report gathers about the hub's region."""
        from karaula.assess.compose.gather import gather

        return gather(self, self.hub.config, self.vocabulary)

    @cached_property
    def members(self) -> tuple[str, ...]:
        """The areas of the hub's region, in order of their names."""
        areas = self.vocabulary.areas
        known = self.vocabulary.area_sets[self.hub.config.region].members
        return tuple(sorted(known, key=lambda code: areas[code].name))

    @cached_property
    def reviewed(self) -> frozenset[str]:
        """Claims that a person accepted or corrected."""
        if not self._lake.decisions:
            return frozenset()
        parts = (f"SELECT claim_id FROM {name} WHERE reviewed" for name in CLAIMS)
        return frozenset(row["claim_id"] for row in self.rows(" UNION ALL ".join(parts)))

    @cached_property
    def disputed(self) -> frozenset[str]:
        """Claims that an open finding other than a note speaks of."""
        rows = self.rows("SELECT evidence FROM findings WHERE level <> 'note'")
        return frozenset(item["claim_id"] for row in rows for item in row["evidence"])

    @cached_property
    def behind(self) -> dict[str, tuple[str, ...]]:
        """The claims that went into each measure, by its id."""
        rows = self.rows("SELECT measure_id, claim_ids FROM measures")
        return {row["measure_id"]: tuple(row["claim_ids"]) for row in rows}

    def search(self, q: str, *, of: "Of | None", limit: int, skip: int) -> "Found":
        """Places that hold all words of a question, as far as the reader may see them.

        Raises :class:`UnreadyError` for a lake of before there was an index.
        """
        from karaula.lake.search import Search

        try:
            opened = Search(self.hub.lake)
        except LakeError as error:
            raise UnreadyError(error.problem, None, error.remedy) from None
        with closing(opened):
            return opened.find(q, see=self.labels, of=of, limit=limit, skip=skip)

    def alone(self, ask: "Callable[[], Kept]") -> "Kept":
        """Put a question to something that bears only one at a time."""
        with self._one_at_a_time:
            return ask()

    def name(self, area: str) -> str:
        """Name of an area or region."""
        known = self.vocabulary.areas.get(area) or self.vocabulary.regions.get(area)
        return known.name if known else area


class Shelves:
    """The shelf of the last finished build: opened anew when there is another one."""

    def __init__(self, hub: Hub, level: Handling) -> None:
        self.hub, self.level = hub, level
        self._lock = RLock()
        self._shelf = Shelf(hub, level)
        self._seen = self._stamp()

    def current(self) -> Shelf:
        """The shelf to read from. While a build runs, it is that of the build before."""
        stamp = self._stamp()
        if stamp != self._seen:
            with self._lock:
                if stamp != self._seen and is_built(self.hub):
                    if lake_version(self.hub) != self._shelf.version:
                        # The next build may come at any time, and nobody waits for a start.
                        hub = Hub.open(self.hub.folder)
                        self._shelf = Shelf(hub, self.level, copied=True)
                    self._seen = stamp
        return self._shelf

    def _stamp(self) -> tuple[int, int]:
        try:
            found = (self.hub.lake / KEY).stat()
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_ino
