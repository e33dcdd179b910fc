"""The tables of a lake as far as readers of one handling level may see them, in DuckDB.

What lies above the level is left out when a table is opened: no page can show it, nor count it. A
product of several claims (a measure, a finding, an event) is as secret as the strictest of them.
"""

import re
import sys
from collections import OrderedDict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache, cached_property, partial
from hashlib import sha256
from importlib.util import find_spec
from threading import RLock, local
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from karaula.errors import KaraulaError
from karaula.evidence import KINDS
from karaula.evidence.source import Handling
from karaula.lake import Lake
from karaula.lake.files import KEY, read_json
from karaula.vocabulary import Vocabulary, load
from karaula.workspace import Hub

if TYPE_CHECKING:
    import ibis
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]
Kept = TypeVar("Kept")

CLAIMS = {f"claims_{kind}": kind for kind in KINDS}
_SEEN = "seen"
"""The database in memory, compressed, that holds what the reader may see."""

MANY = 50_000
"""Rows from which on a table is read where it lies until it has been copied beside the pages: to
compress that many takes longer than a page may."""

PART = 122_880
"""Rows that are copied before they are compressed: a row group of DuckDB. All at once would take
200 MB for a moment."""

LATELY = 4
"""Things of which the last are kept."""

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


class _NoPandas:
    """Says at once that pandas is not installed: DuckDB looks for it in all folders of the path for
    every value that a question holds, which takes longer than most questions."""

    @staticmethod
    def find_spec(name: str, _path: Any = None, _target: Any = None) -> None:
        """Raise for pandas; know nothing of any other module."""
        if name == "pandas":
            raise ModuleNotFoundError("No module named 'pandas'", name=name)


@cache
def _spare_pandas() -> None:
    if find_spec("pandas") is None:
        sys.meta_path.insert(0, _NoPandas())


def _unready() -> UnreadyError:
    return UnreadyError("the hub is being built", None, "try again in a moment")


class Seen:
    """The tables of a lake as they were when opened, for a reader. Safe for many threads at once.

    ``rows`` asks in SQL; the tables are ``claims_KIND`` and those that :meth:`Lake.table` knows,
    each opened when first named; a long one is read from the lake until :meth:`hold` copies it, or
    where it is to be ``copied`` copied at once.
    """

    def __init__(self, hub: Hub, level: Handling, *, copied: bool = False) -> None:
        self.hub = hub
        self.level = level
        self.version = lake_version(hub)
        self.vocabulary: Vocabulary = load(*hub.words.vocabulary)
        self._lake = Lake(hub.lake)
        self._lock = RLock()
        self._cursors = local()
        self._loaded: set[str] = set()
        self._copied = copied
        self._on_disk: set[str] = set()
        """Tables with rows that are read from the lake whenever they are asked for."""
        self._making: dict[Hashable, RLock] = {}
        self._made: dict[Hashable, Any] = {}
        self._late: OrderedDict[Hashable, Any] = OrderedDict()
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
        wanted = set(_NAMES.findall(sql))
        self._need(wanted)
        try:
            named = len(values) == 1 and isinstance(values[0], Mapping)
            found = self._cursor().execute(sql, dict(values[0]) if named else list(values))
            names = [column[0] for column in found.description]
            once: dict[Any, Any] = {}  # the engine gives each cell a string of its own
            rows = [
                {
                    n: once.setdefault(v, v) if type(v) is str else v
                    for n, v in zip(names, row, strict=True)
                }
                for row in found.fetchall()
            ]
        except _disk_error() as error:
            raise _unready() from error
        if wanted & self._on_disk and lake_version(self.hub) != self.version:
            raise _unready()
        return rows

    def row(self, sql: str, *values: Any) -> Row | None:
        """The first row of a query, if there is one."""
        return next(iter(self.rows(sql, *values)), None)

    def table(self, name: str) -> "ibis.Table":
        """A table of the lake, as far as the reader may see it."""
        self._need([name])
        with self._lock:
            if name not in self._tables:
                self._tables[name] = self._expressions.table(name, database=(_SEEN, "main"))
            return self._tables[name]

    def keep(self, key: Hashable, make: "Callable[[], Kept]") -> "Kept":
        """What is slow to make of this shelf and asked for again: made once under a key."""
        with self._lock:
            making = self._making.setdefault(key, RLock())
        with making:  # others are made meanwhile
            if key not in self._made:
                self._made[key] = make()
            found: Kept = self._made[key]
        return found

    def lately(self, key: Hashable, make: "Callable[[], Kept]") -> "Kept":
        """What several pages share that are asked for one after another: the last few are kept."""
        with self._lock:
            found: Kept | None = self._late.pop(key, None)
        if found is None:
            found = make()
        with self._lock:
            self._late[key] = found
            while len(self._late) > LATELY:
                self._late.popitem(last=False)
        return found

    def _need(self, names: Iterable[str]) -> None:
        """Open tables that are not open yet, each once, and others beside it meanwhile."""
        wanted = set(names) - self._loaded
        for name in sorted(wanted):
            self.keep(("table", name), partial(self._open_table, name))
        if wanted and lake_version(self.hub) != self.version:
            raise _unready()

    def _open_table(self, name: str) -> None:
        self._load(name)
        self._loaded.add(name)

    def hold(self) -> None:
        """Copy into memory what is still read from the lake, but for claims, so that it is there
        while the next build is made. Takes a second of one core for 300,000 rows."""
        for name in sorted(self._on_disk - CLAIMS.keys()):
            visible, held = self._visible(name), f"held_{name}"
            self._copy(held, f"{visible} LIMIT 0")
            count = self.rows(f"SELECT count(*) AS n FROM {name}")[0]["n"]
            for start in range(0, count, PART):
                part = f"{visible} LIMIT {PART} OFFSET {start}"
                self._cursor().execute(f"INSERT INTO {_SEEN}.{held} {part}")
                self._compress()
            if lake_version(self.hub) == self.version:
                self._cursor().execute(f"CREATE OR REPLACE VIEW {_SEEN}.{name} AS {_of(name)}")
                self._on_disk.discard(name)

    def _load(self, name: str) -> None:
        visible, large = self._visible(name), self._lake.query_large(name)
        if not large and self._lies_open(name, visible):
            self._cursor().execute(f"CREATE VIEW {_SEEN}.{name} AS {visible}")
            self._on_disk.add(name)
            return
        self._copy(f"held_{name}" if large else name, visible)
        if large:
            rest = f"SELECT * FROM ({large}) WHERE {self._open}"
            self._cursor().execute(f"CREATE VIEW {_SEEN}.{name} AS {_of(name)} UNION ALL {rest}")
            self._on_disk.add(name)

    def _lies_open(self, name: str, visible: str) -> bool:
        """Whether the reader may see all of a table that is too long to be copied at once."""
        if self._copied or name not in RESTS_ON or visible != self._whole(name):
            return False
        try:
            count = self._cursor().execute(f"SELECT count(*) FROM ({visible})").fetchone()
        except _disk_error() as error:
            raise _unready() from error
        return count is not None and count[0] >= MANY

    def _copy(self, held: str, visible: str) -> None:
        try:
            self._cursor().execute(f"CREATE OR REPLACE TABLE {_SEEN}.{held} AS {visible}")
        except _disk_error() as error:
            raise _unready() from error
        self._compress()

    def _compress(self) -> None:
        """Only what is checkpointed is compressed; where somebody reads just now, the next one
        is."""
        from duckdb import TransactionException

        with suppress(TransactionException):
            self._cursor().execute(f"CHECKPOINT {_SEEN}")

    def _whole(self, name: str) -> str:
        return f"SELECT * FROM ({self._lake.query(name)})"

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
        whole = self._whole(name)
        if name == "sources":
            return f"{whole} WHERE handling IN ({self._allowed})"
        if name in CLAIMS:
            return f"{whole} WHERE {self._open}"
        if name in OF_SOURCE:
            return f"{whole} WHERE source_id IN (SELECT source_id FROM {_SEEN}.sources)"
        self._need(["hidden"])
        if self._cursor().execute(f"SELECT 1 FROM {_SEEN}.hidden LIMIT 1").fetchone() is None:
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

    @cached_property
    def _engine(self) -> "DuckDBPyConnection":
        import duckdb

        with self._lock:
            if "_engine" in self.__dict__:
                found: DuckDBPyConnection = self.__dict__["_engine"]
                return found
            _spare_pandas()
            engine = duckdb.connect()
            # Memory that is free again goes back to the system.
            engine.execute("SET allocator_background_threads = true")
            # The system keeps the files of the lake in its own memory already.
            engine.execute("SET enable_external_file_cache = false")
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


def _of(name: str) -> str:
    """What is held in memory of a table that is read from the lake, or was."""
    return f"FROM {_SEEN}.held_{name}"


@cache
def _disk_error() -> type[Exception]:
    from duckdb import IOException

    return IOException


def lake_version(hub: Hub) -> str:
    """Which build of the lake this is: a hash of its keys."""
    keys = {name: key for name, key in read_json(hub.lake / KEY).items() if name != "format"}
    return sha256(repr(sorted(keys.items())).encode()).hexdigest()[:12]
