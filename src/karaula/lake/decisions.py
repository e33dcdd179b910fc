"""What people decided, in SQLite: a log to which lines are added and from which none is taken.

Taking a decision back writes the time and the person beside it; the decision stays.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from karaula.errors import KaraulaError
from karaula.evidence import Decision, Verdict

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine, Table

SCHEMA_VERSION = 2
"""Version of the table, kept in ``PRAGMA user_version``."""

BUSY_MS = 5_000
"""How long a writer waits for another one."""

_NEEDS = {"merge": "with", "split": "parts", "name": "name"}


class DecisionsError(KaraulaError):
    """A decision that cannot be recorded, or a log that cannot be read."""


class Decisions:
    """The log of decisions in one file, which is made with the first decision."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def record(self, decision: Decision) -> Decision:
        """Add a decision; returns it with its number. Raises :class:`DecisionsError`."""
        _check(decision)
        row = {
            "subject": decision.subject,
            "verdict": decision.verdict,
            "author": decision.author,
            "made": decision.made,
            "value": json.dumps(decision.value, ensure_ascii=False, sort_keys=True),
            "quote": decision.quote,
            "reason": decision.reason,
            "handling": decision.handling,
        }
        with self._connection() as connection:
            result = connection.execute(self._table.insert().values(**row))
            number = result.inserted_primary_key
        return replace(decision, number=int(number[0]) if number else None, undone=None)

    def undo(self, number: int, author: str) -> Decision:
        """Take a decision back. Raises :class:`DecisionsError` where none stands by that number."""
        table = self._table
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._connection() as connection:
            changed = connection.execute(
                table.update()
                .where(table.c.number == number, table.c.undone.is_(None))
                .values(undone=now, undone_by=author)
            ).rowcount
            row = connection.execute(table.select().where(table.c.number == number)).one_or_none()
        if row is None:
            raise DecisionsError(f"there is no decision {number}", self.path)
        if not changed:
            raise DecisionsError(f"decision {number} was taken back before", self.path)
        return _decision(row._mapping)

    def all(self) -> list[Decision]:
        """Every decision ever made, in order."""
        if not self.path.exists():
            return []
        table = self._table
        with self._connection() as connection:
            rows = connection.execute(table.select().order_by(table.c.number)).all()
        return [_decision(row._mapping) for row in rows]

    def standing(self) -> list[Decision]:
        """Decisions that nobody took back, in order."""
        return [decision for decision in self.all() if decision.undone is None]

    @cached_property
    def _table(self) -> "Table":
        from sqlalchemy import Column, Integer, MetaData, String, Table

        text = [Column(name, String, nullable=False) for name in ("subject", "verdict", "author")]
        return Table(
            "decision",
            MetaData(),
            Column("number", Integer, primary_key=True),
            *text,
            Column("made", String, nullable=False),
            Column("value", String, nullable=False),
            Column("quote", String),
            Column("reason", String),
            Column("undone", String),
            Column("undone_by", String),
            Column("handling", String),
            sqlite_autoincrement=True,
        )

    @cached_property
    def _engine(self) -> "Engine":
        from sqlalchemy import create_engine, event
        from sqlalchemy.schema import CreateTable

        engine = create_engine(f"sqlite:///{self.path}", connect_args={"timeout": BUSY_MS / 1000})

        @event.listens_for(engine, "connect")
        def prepare(connection: sqlite3.Connection, _record: object) -> None:
            connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found > SCHEMA_VERSION:
                raise _later(self.path, found)
            connection.execute("PRAGMA journal_mode=WAL")
            # What a person gave is on the disk when they are told so, even if the power fails.
            connection.execute("PRAGMA synchronous=FULL")

        with engine.begin() as connection:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            connection.execute(CreateTable(self._table, if_not_exists=True))
            columns = connection.exec_driver_sql("PRAGMA table_info(decision)")
            if "handling" not in {row[1] for row in columns}:
                connection.exec_driver_sql("ALTER TABLE decision ADD COLUMN handling VARCHAR")
            connection.exec_driver_sql(f"PRAGMA user_version={SCHEMA_VERSION}")
        return engine

    @contextmanager
    def _connection(self) -> Iterator["Connection"]:
        from sqlalchemy.exc import SQLAlchemyError

        try:
            with self._engine.begin() as connection:
                yield connection
        except SQLAlchemyError as error:
            cause = getattr(error, "orig", None) or error
            raise _unusable(self.path, cause) from error


def fingerprint(path: Path) -> str:
    """Hash of the standing decisions, read without the toolkit so that a build starts fast."""
    if not path.exists():
        return ""
    digest = sha256()
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        try:
            connection.execute(f"PRAGMA busy_timeout={BUSY_MS}")
            found = connection.execute("PRAGMA user_version").fetchone()[0]
            if found > SCHEMA_VERSION:
                raise _later(path, found)
            query = "SELECT * FROM decision WHERE undone IS NULL ORDER BY number"
            for row in connection.execute(query) if found else ():
                digest.update(json.dumps(row).encode())
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise _unusable(path, error) from error
    return digest.hexdigest()[:16]


def _check(decision: Decision) -> None:
    """Refuse a decision that says nothing."""
    value, verdict = decision.value, decision.verdict
    if verdict not in get_args(Verdict):
        raise DecisionsError(
            f"{verdict!r} is no verdict", None, "use " + ", ".join(get_args(Verdict))
        )
    for name in ("subject", "author", "made"):
        if not getattr(decision, name):
            raise DecisionsError(f"a decision needs {name!r}")
    if verdict == "correct" and not value:
        raise DecisionsError("a correction needs the slots that it changes", decision.subject)
    if verdict == "grade":
        _check_grade(decision)
    if verdict in _NEEDS and not value.get(_NEEDS[verdict]):
        raise DecisionsError(f"{verdict!r} needs {_NEEDS[verdict]!r}", decision.subject)


def _check_grade(decision: Decision) -> None:
    grades = {"credibility": (1, 2, 3, 4, 5, 6), "reliability": tuple("ABCDEF")}
    if not decision.value:
        raise DecisionsError("a grade needs 'credibility' or 'reliability'", decision.subject)
    for name, given in decision.value.items():
        if name not in grades or given not in grades[name]:
            remedy = "use credibility 1 to 6 or reliability A to F"
            raise DecisionsError(f"{name} {given!r} is no grade", decision.subject, remedy)


def _decision(row: Any) -> Decision:
    names = (
        "subject",
        "verdict",
        "author",
        "made",
        "quote",
        "reason",
        "number",
        "undone",
        "handling",
    )
    return Decision(**{name: row[name] for name in names}, value=json.loads(row["value"]))


def _later(path: Path, found: int) -> DecisionsError:
    problem = f"the decisions have format {found}, and this version reads up to {SCHEMA_VERSION}"
    return DecisionsError(problem, path, "upgrade Karaula")


def _unusable(path: Path, cause: BaseException) -> DecisionsError:
    remedy = "check that the file is a log of decisions and that you may write beside it"
    return DecisionsError(f"the decisions cannot be used ({cause})", path, remedy)
