"""The lake opened for reading, once per build, as readers of one handling level may see it.

What lies above the level is left out when a table is loaded: no page can show it, nor count it. A
product of several claims (a measure, a finding, an event) is as secret as the strictest of them.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import cached_property
from hashlib import sha256
from sys import intern
from threading import RLock, local
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from karaula.errors import KaraulaError
from karaula.evidence import KINDS
from karaula.evidence.source import Handling
from karaula.lake import Lake, LakeError
from karaula.lake.files import KEY, STANDING, read_json
from karaula.vocabulary import Vocabulary, load
from karaula.workspace import Hub, HubError, is_built

if TYPE_CHECKING:
    import ibis
    from duckdb import DuckDBPyConnection

    from karaula.assess.compose.gather import Material
    from karaula.lake.search import Found, Of

Row = dict[str, Any]
Kept = TypeVar("Kept")

CLAIMS = {f"claims_{kind}": kind for kind in KINDS}
_SEEN = "seen"
"""The database in memory, compressed, that holds what the reader may see."""

OF_SOURCE = ("passages", "unread")
"""Tables whose rows are as secret as their source."""
RESTS_ON = {
    "findings": "list_concat([e.claim_id FOR e IN evidence], [e.source_id FOR e IN evidence])",
    "measures": "claim_ids",
    "events": "claims",
    "entities": "mentions",
    "seizures": "[claim_id]",
    "seizure_pairs": "[kept, repeat]",
    "seizure_flags": "[claim_id, other]",
    "seizure_totals": "list_append(claims, largest_claim)",
    "decisions": "[subject]",
}
"""Tables that are made of claims, and a list of what each row rests on: it is as secret as that."""
_NAMES = re.compile(rf"\b({'|'.join([*CLAIMS, 'sources', *OF_SOURCE, *RESTS_ON, 'hidden'])})\b")


class UnreadyError(KaraulaError):
    """The lake is being built: what is asked for cannot be read until that is done."""


class _OfThread:
    """A connection for Ibis, which knows but one: the one of the thread that asks."""

    def __init__(self, cursor: "Callable[[], DuckDBPyConnection]") -> None:
        self._cursor = cursor

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor(), name)


def _among(claim_ids: list[str]) -> str:
    return f"claim_id IN ({', '.join('?' * len(claim_ids))})"


def _unready() -> UnreadyError:
    return UnreadyError("the hub is being built", None, "try again in a moment")


class Shelf:
    """What a reader may see of a lake, as it was when opened. Safe for many threads at once.

    ``rows`` asks in SQL; the tables are ``claims_KIND`` and those that :meth:`Lake.table` knows,
    each loaded when first named. ``claims``, ``table`` and ``text`` are what a report asks of a
    lake, so that :func:`karaula.assess.compose.gather.gather` sees no more than the reader.
    """

    def __init__(self, hub: Hub, level: Handling = "TLP:CLEAR") -> None:
        if not is_built(hub):
            raise HubError("the hub is not built", hub.folder, "run `karaula build`")
        if STANDING not in read_json(hub.lake / KEY):
            problem = "the hub was built by an earlier version"
            raise HubError(problem, hub.folder, "run `karaula build`")
        self.hub = hub
        self.level = level
        self.version = lake_version(hub)
        self.vocabulary: Vocabulary = load(*hub.words.vocabulary)
        self._lake = Lake(hub.lake)
        self._lock = RLock()
        self._cursors = local()
        self._loaded: set[str] = set()
        self._on_disk: set[str] = set()
        """Tables with rows that are read from the lake whenever they are asked for."""
        self._one_at_a_time = RLock()
        self._making: dict[Hashable, RLock] = {}
        self._made: dict[Hashable, Any] = {}
        self._tables: dict[str, ibis.Table] = {}
        grades = [g for g in self.vocabulary.grades.values() if g.scale == "handling"]
        order = {grade.name: grade.order for grade in grades}
        self.labels: tuple[Handling, ...] = tuple(
            label for label in get_args(Handling) if order[label] <= order[level]
        )
        """Labels of what the reader may see."""
        self._allowed = ", ".join(f"'{label}'" for label in self.labels)

    def rows(self, asked: "str | ibis.Table", *values: Any) -> list[Row]:
        """Rows of a query, one map each: SQL with ``values`` for its question marks (or one map for
        its ``$names``), or an expression over :meth:`table`.

        Raises :class:`UnreadyError` where a table is needed while the lake is being built.
        """
        if isinstance(asked, str):
            sql = asked
        else:
            import ibis

            sql = str(ibis.to_sql(asked, dialect="duckdb"))
        from duckdb import IOException

        wanted = set(_NAMES.findall(sql))
        self._need(wanted)
        try:
            named = len(values) == 1 and isinstance(values[0], Mapping)
            found = self._cursor().execute(sql, dict(values[0]) if named else list(values))
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
        except IOException as error:
            raise _unready() from error
        if wanted & self._on_disk and lake_version(self.hub) != self.version:
            raise _unready()
        return rows

    def row(self, sql: str, *values: Any) -> Row | None:
        """The first row of a query, if there is one."""
        return next(iter(self.rows(sql, *values)), None)

    def found(self, claim_ids: Iterable[str]) -> dict[str, tuple[str, Row]]:
        """Claims by their ids, each with its kind. What is not there, or not for the reader, is
        left out."""
        wanted = list(dict.fromkeys(claim_ids))
        found: dict[str, tuple[str, Row]] = {}
        for kind, query, ids in self._where(wanted):
            rows = self.rows(f"SELECT * FROM {query}", *ids)
            found |= {row["claim_id"]: (kind, row) for row in rows}
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

    def table(self, name: str) -> "ibis.Table":
        """A table of the lake, as far as the reader may see it."""
        self._need([name])
        with self._lock:
            if name not in self._tables:
                self._tables[name] = self._expressions.table(name, database=(_SEEN, "main"))
            return self._tables[name]

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

    def keep(self, key: Hashable, make: "Callable[[], Kept]") -> "Kept":
        """What is slow to make of this shelf and asked for again: made once under a key."""
        with self._lock:
            making = self._making.setdefault(key, RLock())
        with making:  # others are made meanwhile
            if key not in self._made:
                self._made[key] = make()
            found: Kept = self._made[key]
        return found

    def name(self, area: str) -> str:
        """Name of an area or region."""
        known = self.vocabulary.areas.get(area) or self.vocabulary.regions.get(area)
        return known.name if known else area

    @cached_property
    def _engine(self) -> "DuckDBPyConnection":
        import duckdb

        with self._lock:
            if "_engine" in self.__dict__:
                found: DuckDBPyConnection = self.__dict__["_engine"]
                return found
            engine = duckdb.connect()
            engine.execute(f"ATTACH ':memory:' AS {_SEEN} (COMPRESS)")
            self.__dict__["_engine"] = engine
            return engine

    @cached_property
    def _expressions(self) -> Any:
        """The engine as Ibis knows it: pages that ask in SQL do not load it."""
        import ibis

        return ibis.duckdb.from_connection(_OfThread(self._cursor))

    def _cursor(self) -> "DuckDBPyConnection":
        """The connection of this thread: each bears only one question at a time."""
        found: DuckDBPyConnection | None = getattr(self._cursors, "of_thread", None)
        if found is None:
            found = self._cursors.of_thread = self._engine.cursor()
            found.execute(f"USE {_SEEN}")
        return found

    def _need(self, names: Iterable[str]) -> None:
        wanted = set(names) - self._loaded
        if not wanted:
            return
        with self._lock:
            for name in sorted(wanted):
                if name not in self._loaded:  # another table may have needed it first
                    self._load(name)
                    self._loaded.add(name)
            if lake_version(self.hub) != self.version:
                raise _unready()

    def _load(self, name: str) -> None:
        from duckdb import IOException, TransactionException

        visible, large = self._visible(name), self._lake.query_large(name)
        held = f"held_{name}" if large else name
        try:
            self._engine.execute(f"CREATE OR REPLACE TABLE {_SEEN}.{held} AS {visible}")
        except IOException as error:
            raise _unready() from error
        if large:
            rest = f"SELECT * FROM ({large}) WHERE {self._open}"
            both = f"FROM {_SEEN}.{held} UNION ALL {rest}"
            self._engine.execute(f"CREATE VIEW {_SEEN}.{name} AS {both}")
            self._on_disk.add(name)
        # Only what is checkpointed is compressed; where somebody reads just now, the next one is.
        with suppress(TransactionException):
            self._engine.execute(f"CHECKPOINT {_SEEN}")

    def _visible(self, name: str) -> str:
        """The query for what the reader may see of a table."""
        if name != "sources":
            self._need(["sources"])
        if name == "hidden":
            # Also of rejected claims: what was decided about them tells of them.
            parts = [
                f"SELECT claim_id FROM ({query}) WHERE NOT {self._open}"
                for table in (*CLAIMS, "rejected")
                for query in self._parts(table)
            ]
            sources = f"SELECT source_id FROM ({self._lake.query('sources')})"
            parts.append(f"{sources} WHERE handling NOT IN ({self._allowed})")
            return " UNION ALL ".join(parts)
        whole = f"SELECT * FROM ({self._lake.query(name)})"
        if name == "sources":
            return f"{whole} WHERE handling IN ({self._allowed})"
        if name in CLAIMS:
            return f"{whole} WHERE {self._open}"
        if name in OF_SOURCE:
            return f"{whole} WHERE source_id IN (SELECT source_id FROM {_SEEN}.sources)"
        self._need(["hidden"])
        if self._engine.execute(f"SELECT 1 FROM {_SEEN}.hidden LIMIT 1").fetchone() is None:
            return whole
        ids = f"(SELECT list(claim_id) FROM {_SEEN}.hidden)"
        seen = f"{whole} WHERE NOT list_has_any({RESTS_ON[name]}, {ids})"
        if name == "seizure_totals":
            # A sum holds rows that it does not name.
            within = f"({self._lake.query('seizures')}) WHERE claim_id IN (FROM {_SEEN}.hidden)"
            seen += f" AND (area, year) NOT IN (SELECT (area, year(date_low)) FROM {within})"
        return seen

    def _parts(self, name: str) -> Iterator[str]:
        """The queries for a table of the lake, whoever may see it."""
        yield self._lake.query(name)
        if large := self._lake.query_large(name):
            yield large

    @property
    def _open(self) -> str:
        known = f"source_id IN (SELECT source_id FROM {_SEEN}.sources)"
        return f"(handling IN ({self._allowed}) AND {known})"


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
                        self._shelf = Shelf(Hub.open(self.hub.folder), self.level)
                    self._seen = stamp
        return self._shelf

    def _stamp(self) -> tuple[int, int]:
        try:
            found = (self.hub.lake / KEY).stat()
        except OSError:
            return 0, 0
        return found.st_mtime_ns, found.st_ino


def lake_version(hub: Hub) -> str:
    """Which build of the lake this is: a hash of its keys."""
    keys = {name: key for name, key in read_json(hub.lake / KEY).items() if name != "format"}
    return sha256(repr(sorted(keys.items())).encode()).hexdigest()[:12]
