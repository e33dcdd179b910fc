"""The read side: Ibis tables over the complete sources, as they stand after decisions."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, Any

from karaula.evidence import KINDS, Decision, Document, Source, source_from_dict
from karaula.lake.files import (
    KEY,
    STANDING,
    LakeError,
    check_format,
    read_json,
    source_keys,
    sources_folder,
)

if TYPE_CHECKING:
    import ibis
    import pyarrow as pa

_OF_SOURCES = ("passages", "unread")
_OF_HUB = (
    *("findings", "measures", "entities", "events", "decisions"),
    *("seizures", "seizure_pairs", "seizure_flags", "seizure_totals"),
)
_NAMES = re.compile(
    rf"\b({'|'.join([*(f'claims_{kind}' for kind in KINDS), 'sources', *_OF_SOURCES, *_OF_HUB])})\b"
)
MEND = "delete this folder and run `karaula build`"


class Lake:
    """A lake folder, opened when first asked. It shows the sources that were complete then."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[str, ibis.Table] = {}

    def claims(self, kind: str) -> "ibis.Table":
        """Claims of a kind as they stand: rejected ones are out, corrected slots replaced.

        Beside the columns of ``evidence.table.schema(kind)`` there are ``reviewed`` (somebody
        accepted or corrected it), ``author`` (who did so last) and ``machine`` (JSON of the slots
        as the machine found them, where a person corrected any). ``claim_id`` stays the same.
        """
        import ibis

        from karaula.lake.overlay import standing_rows
        from karaula.lake.schemas import standing_schema

        _check_kind(kind)
        large = self._large(kind)
        if large is not None:
            there = self._beside(f"claims-{kind}")
            standing = self._files(f"standing-{kind}", there, standing_schema(kind))
            if not large:
                return standing
        found = self.extracted(kind) if large is None else self._claims(kind, large)
        empty = ibis.null().cast("string")
        untouched = found.mutate(reviewed=ibis.literal(False), author=empty, machine=empty)
        if self.judged:
            untouched = untouched.filter(~untouched.claim_id.isin(self.judged))
        if large is not None:
            return standing.union(untouched)
        if not self.judged:
            return untouched
        table = standing_rows(kind, self._rows(kind, self.judged), self._about_claims)
        return untouched.union(self._memory(f"standing-{kind}", table))

    def extracted(self, kind: str) -> "ibis.Table":
        """Claims of a kind as the machine found them."""
        _check_kind(kind)
        return self._claims(kind, self._source_files(f"claims-{kind}"))

    def rejected(self, kind: str) -> "ibis.Table":
        """Claims of a kind that people rejected."""
        found = self.extracted(kind).select("claim_id", "source_id", "handling")
        found = found.filter(found.claim_id.isin(self.judged)) if self.judged else found.limit(0)
        return found.anti_join(self.claims(kind), "claim_id")

    def query(self, name: str) -> str:
        """The query for a table (``claims_KIND``, ``rejected`` or what :meth:`table` knows) in SQL
        for DuckDB. After a build it names files alone, and Ibis is not loaded; before, tables
        of this lake's own engine."""
        kind = name.removeprefix("claims_")
        if self._told is None:
            import ibis

            if name == "rejected":
                parts = (self.rejected(kind) for kind in KINDS)
                return " UNION ALL ".join(str(ibis.to_sql(part)) for part in parts)
            return str(ibis.to_sql(self.table(name) if name == kind else self.claims(kind)))
        found = self._beside(name if name == kind else f"claims-{kind}")
        if not found:
            raise LakeError(f"the table {name} is not there", self.folder, MEND)
        return f"SELECT * FROM read_parquet({_quoted(found)})"

    def query_large(self, name: str) -> str | None:
        """The query for the claims of large data sets, which do not stand beside the others; none
        where there are none."""
        large = self._large(name.removeprefix("claims_")) if name.startswith("claims_") else None
        if not large:
            return None
        untouched = "*, false AS reviewed, NULL::VARCHAR AS author, NULL::VARCHAR AS machine"
        query = f"SELECT {untouched} FROM read_parquet({_quoted(large)})"
        if self.judged:
            query += f" WHERE NOT list_contains({_quoted(self.judged)}, claim_id)"
        return query

    def rows(self, asked: str, values: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Rows of a query in DuckDB's SQL, one map each, with ``values`` for its ``$names``. The
        tables are ``claims_KIND`` and those that :meth:`table` knows."""
        parts = []
        for name in dict.fromkeys(_NAMES.findall(asked)):
            queries = filter(None, (self.query(name), self.query_large(name)))
            parts.append(f"{name} AS ({' UNION ALL '.join(queries)})")
        query = f"WITH {', '.join(parts)} {asked}" if parts else asked
        found = self._engine.con.execute(query, dict(values or {}))
        names = [column[0] for column in found.description]
        return [dict(zip(names, row, strict=True)) for row in found.fetchall()]

    def kinds(self) -> tuple[str, ...]:
        """Kinds of which the lake holds any claim."""
        if self._told is not None:
            return tuple(kind for kind in KINDS if kind in self._told["kinds"])
        return tuple(kind for kind in KINDS if self._source_files(f"claims-{kind}"))

    def table(self, name: str) -> "ibis.Table":
        """``sources``, ``passages``, ``unread``, ``findings``, ``measures``, ``entities``,
        ``events``, ``seizures``, ``seizure_pairs``, ``seizure_flags``, ``seizure_totals`` or
        ``decisions``.

        Sources carry the reliability that people gave them, where they did.
        """
        from karaula.lake.schemas import TABLES, sources_table

        if name in ("sources", *_OF_SOURCES) and self._told is not None:
            return self._files(name, self._beside(name), TABLES[name])
        if name == "sources":
            return self._memory(name, sources_table(self.sources().values()))
        if name in _OF_SOURCES:
            return self._files(name, self._source_files(name), TABLES[name])
        if name in _OF_HUB:
            return self._files(name, self._beside(name), TABLES[name])
        known = ", ".join(TABLES)
        raise LakeError(f"the lake has no table {name!r}", self.folder, f"use {known}")

    def sources(self) -> dict[str, Source]:
        """Every source by its id, with the reliability that people gave it."""
        from dataclasses import replace

        from karaula.lake.overlay import source_grades

        if self._told is not None:
            rows = self.table("sources").order_by("source_id").to_pyarrow().to_pylist()
            return {row["source_id"]: source_from_dict(row) for row in rows}
        grades = source_grades(self.decisions)
        found = {}
        for source_id in self._keys:
            values = read_json(sources_folder(self.folder) / source_id / "source.json")
            if not values:
                raise LakeError(f"source {source_id} is damaged", self.folder, MEND)
            source = source_from_dict(values)
            grade: Any = grades.get(source_id, source.reliability)
            found[source_id] = replace(source, reliability=grade)
        return found

    def text(self, source_id: str) -> str:
        """The document's text, whose characters the claims' ``start`` and ``end`` count."""
        check_format(self.folder)
        folder = sources_folder(self.folder) / source_id
        if not source_id or folder.name != source_id or not (folder / KEY).is_file():
            raise LakeError(f"there is no source {source_id!r}", self.folder)
        path = self._text_file(source_id)
        if not path.is_file():
            raise LakeError(f"source {source_id} has no text: it is a data set", self.folder)
        return path.read_bytes().decode("utf-8", "surrogatepass")

    def of_data(self, kind: str) -> dict[str, int]:
        """How many claims of a kind each data set holds; a data set is a source without a text."""
        counts = {source_id: key.get("claims", {}) for source_id, key in self._keys.items()}
        return {
            source_id: count[kind]
            for source_id, count in counts.items()
            if count.get(kind) and not self._text_file(source_id).is_file()
        }

    def documents(self) -> list[Document]:
        """Every source that has a text, with its passages, in order of the ids."""
        from karaula.lake.schemas import passages_from_table

        passages = self.table("passages").order_by("source_id", "start", "end").to_pyarrow()
        lengths = {run["values"]: run["counts"] for run in _runs(passages["source_id"])}
        starts = dict(zip(lengths, accumulate(lengths.values(), initial=0), strict=False))
        texts = ((i, s) for i, s in self.sources().items() if self._text_file(i).is_file())
        return [
            Document(
                source=source,
                text=self.text(source_id),
                passages=passages_from_table(
                    passages.slice(starts.get(source_id, 0), lengths.get(source_id, 0))
                ),
            )
            for source_id, source in texts
        ]

    @cached_property
    def decisions(self) -> list[Decision]:
        """The standing decisions that this lake was built with, in order."""
        found = self._beside("decisions")
        if not found or read_json(self.folder / KEY).get("decisions", {}).get("told") == 0:
            return []
        from pyarrow.parquet import read_table

        from karaula.lake.schemas import decisions_from_table

        return decisions_from_table(read_table(found[0]).sort_by("number"))

    def reopened(self) -> list[Decision]:
        """Decisions on claims whose words are no longer those that were judged."""
        from karaula.lake.overlay import holds

        subjects = list(self._about_claims)
        still: set[int | None] = set()
        for kind in KINDS if subjects else ():
            for row in self._rows(kind, subjects).to_pylist():
                decisions = self._about_claims[row["claim_id"]]
                still |= {d.number for d in decisions if holds(d, row, kind)}
        return [
            decision
            for subject in subjects
            for decision in self._about_claims[subject]
            if decision.number not in still
        ]

    @property
    def judged(self) -> list[str]:
        """Claims that decisions speak of."""
        return list(self._about_claims)

    @cached_property
    def _told(self) -> dict[str, Any] | None:
        """What the build tells of the files in which all sources stand side by side; nothing while
        there are none."""
        check_format(self.folder)
        found: dict[str, Any] | None = read_json(self.folder / KEY).get(STANDING, {}).get("told")
        return found

    def _large(self, kind: str) -> list[Path] | None:
        """Files of data sets that stand beside those of all sources, where there are such."""
        if self._told is None:
            return None
        folder = sources_folder(self.folder)
        ids = self._told["large"].get(kind, [])
        return [folder / source_id / f"claims-{kind}.parquet" for source_id in ids]

    def _beside(self, name: str) -> list[Path]:
        path = self.folder / f"{name}.parquet"
        return [path] if path.is_file() else []

    def _claims(self, kind: str, paths: list[Path]) -> "ibis.Table":
        from karaula.evidence.table import schema

        return self._files(f"claims-{kind}", paths, schema(kind))

    @cached_property
    def _about_claims(self) -> dict[str, list[Decision]]:
        from karaula.lake.overlay import about_claims

        return about_claims(self.decisions)

    @cached_property
    def _keys(self) -> dict[str, dict[str, Any]]:
        check_format(self.folder)
        return source_keys(self.folder)

    @cached_property
    def _engine(self) -> Any:
        import ibis

        check_format(self.folder)
        return ibis.duckdb.connect()

    def _rows(self, kind: str, claim_ids: list[str]) -> "pa.Table":
        found = self.extracted(kind)
        return found.filter(found.claim_id.isin(claim_ids)).order_by("claim_id").to_pyarrow()

    def _text_file(self, source_id: str) -> Path:
        return sources_folder(self.folder) / source_id / "document.txt"

    def _source_files(self, name: str) -> list[Path]:
        folder = sources_folder(self.folder)
        paths = (folder / source_id / f"{name}.parquet" for source_id in self._keys)
        return [path for path in paths if path.is_file()]

    def _files(self, name: str, paths: list[Path], schema: "pa.Schema") -> "ibis.Table":
        """Parquet files as one table of a fixed schema, also where there are none."""
        import ibis

        if not paths:
            return self._memory(name, schema.empty_table())
        import duckdb

        try:
            table = self._engine.read_parquet([str(path) for path in paths])
        except duckdb.Error as error:
            raise LakeError(f"the table {name} is damaged", self.folder, MEND) from error
        return table.select(*schema.names).cast(ibis.Schema.from_pyarrow(schema))

    def _memory(self, name: str, table: "pa.Table") -> "ibis.Table":
        """A table in memory, made once; it lives in the engine, so that files may join it."""
        if name not in self._made:
            self._made[name] = self._engine.create_table(name, table, temp=True)
        return self._made[name]


def _check_kind(kind: str) -> None:
    if kind not in KINDS:
        raise LakeError(f"there is no kind {kind!r} of claim", None, "use " + ", ".join(KINDS))


def _quoted(values: Iterable[object]) -> str:
    """A list of texts in SQL."""
    return "[" + ", ".join("'" + str(value).replace("'", "''") + "'" for value in values) + "]"


def _runs(column: Any) -> list[dict[str, Any]]:
    """Each value of an ordered column with how often it stands there, in its order."""
    import pyarrow.compute as pc

    runs: list[dict[str, Any]] = pc.value_counts(column).to_pylist()
    return runs
