"""One source to its tables: read it, extract from it, refuse what is not in its words.

Nothing is written here, so that it runs in another process as well as in this one.
"""

import logging
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from karaula.errors import KaraulaError
from karaula.evidence import Source, Unread
from karaula.read.errors import UnknownTableError
from karaula.workspace.config import SourceDefaults
from karaula.workspace.hub import SourceFile, Words

if TYPE_CHECKING:
    import pyarrow as pa

    from karaula.lake.spool import SpooledTable
    from karaula.lake.write import SourceTables

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Job:
    """All that is needed to make one source's tables."""

    file: SourceFile
    key: str
    words: Words
    defaults: SourceDefaults


@dataclass(frozen=True, slots=True)
class Made:
    """One source's tables, or those of a refused source and why it was refused.

    ``lasting`` is false where the fault is not the file's: it is tried again with the next build.
    """

    job: Job
    tables: "SourceTables"
    refused: str | None = None
    lasting: bool = True
    passed_over: str | None = None
    """Why a file that is sound gave nothing: a table that no connector knows."""

    @property
    def unusable(self) -> str | None:
        """Why nothing came of the file, where nothing did."""
        over = self.passed_over and f"{self.job.file.name}: {self.passed_over}"
        return self.refused or over


def make(job: Job) -> Made:
    """Make one source's tables. Never raises for what stands in the file."""
    source = _bare(job.file)
    try:
        source = describe(job)
        return Made(job, _tables(job, source))
    except UnknownTableError as error:
        reason = f"{error.problem}; {error.remedy}"
        return replace(refused(job, reason, source), refused=None, passed_over=error.problem)
    except KaraulaError as error:
        return refused(job, str(error), source)
    except MemoryError:
        problem = KaraulaError("there is not enough memory to read it", job.file.name, "split it")
        return refused(job, str(problem), source, lasting=False)
    except Exception as error:
        log.debug("reading %s failed", job.file.name, exc_info=True)
        told = " ".join(f"{type(error).__name__}: {error}".split())
        problem = KaraulaError(
            f"reading it failed ({told})",
            job.file.name,
            "this is a fault of Karaula: please report it with the file",
        )
        return refused(job, str(problem), source, lasting=False)


def describe(job: Job) -> Source:
    """What is known of a source: from the file, its sidecar, and the hub's defaults."""
    from karaula.read.sidecar import load_sidecar, source_of

    given = load_sidecar(job.file.path) or {}
    defaults = {
        name: value for name, value in job.defaults.model_dump().items() if name not in given
    }
    return replace(source_of(job.file.path), name=job.file.name, **defaults)


def refused(job: Job, reason: str, source: Source | None = None, *, lasting: bool = True) -> Made:
    """A source that could not be read: it stays known, with the reason among what is unread."""
    from karaula.lake.schemas import TABLES, unread_table
    from karaula.lake.write import SourceTables

    source = source or _bare(job.file)
    reason = reason.replace(str(job.file.path), job.file.name)
    tables = SourceTables(
        source=source,
        text=None,
        passages=TABLES["passages"].empty_table(),
        unread=unread_table(source.source_id, [Unread(place="the whole file", reason=reason)]),
    )
    return Made(job, tables, reason, lasting)


def _bare(file: SourceFile) -> Source:
    """A source of which nothing is known but its bytes and its name."""
    return Source(
        source_id=file.source_id, sha256=file.sha256, name=file.name, title=Path(file.name).stem
    )


def _tables(job: Job, source: Source) -> "SourceTables":
    from karaula.evidence import KINDS
    from karaula.evidence.table import claims_table
    from karaula.extract import extraction, gate
    from karaula.lake.schemas import TABLES, passages_table, unread_table
    from karaula.lake.write import REFUSED, SourceTables
    from karaula.read import connectors, read
    from karaula.read.notes import citations
    from karaula.vocabulary import load

    vocabulary = load(*job.words.vocabulary)
    connector = connectors.find(job.file.path)
    if connector is not None:
        dataset = connector.read(job.file.path, source, vocabulary)
        unread = list(dataset.unread)
        if dataset.refused:
            place = f"lake/sources/{source.source_id}/{REFUSED}"
            reason = f"refused; they stand with their reasons in {place}"
            rows = len(dataset.refused)
            unread.append(Unread(place=f"{rows} row{'s' * (rows > 1)}", reason=reason))
        cells = {kind: gate_cells(table, unread) for kind, table in dataset.claims.items()}
        return SourceTables(
            source=dataset.source,
            text=None,
            passages=TABLES["passages"].empty_table(),
            unread=unread_table(source.source_id, unread),
            claims={kind: labelled(table, dataset.source) for kind, table in cells.items()},
            refused=dataset.refused.spool,
        )
    document = read(job.file.path, encoding=source.encoding, source=source)
    found = extraction(document, vocabulary, job.words.patterns)
    cited, not_kept = gate(citations(document), document.text)
    claims = [*found.claims, *cited]
    return SourceTables(
        source=document.source,
        text=document.text,
        passages=passages_table(document),
        unread=unread_table(source.source_id, [*document.unread, *found.unread, *not_kept]),
        claims={kind: labelled(claims_table(kind, claims), document.source) for kind in KINDS},
    )


def labelled(claims: "pa.Table | SpooledTable", source: Source) -> "pa.Table | SpooledTable":
    """Claims with the handling label and the marks of their source. Those on disk have them: a
    connector makes claims with the labels of the source that it is given."""
    import pyarrow as pa

    if not isinstance(claims, pa.Table) or claims.num_rows == 0:
        return claims
    for name, value in (("handling", source.handling), ("marks", list(source.marks))):
        index = claims.schema.get_field_index(name)
        kind = claims.schema.field(index)
        constant = pa.repeat(pa.scalar(value, kind.type), claims.num_rows)
        claims = claims.set_column(index, kind, constant)
    return claims


def gate_cells(
    claims: "pa.Table | SpooledTable", unread: list[Unread]
) -> "pa.Table | SpooledTable":
    """Keep the claims of a data set that name their cell and quote it; the others are told. Those
    on disk are rows of a table, each with its number and its text."""
    import pyarrow as pa
    import pyarrow.compute as pc

    if not isinstance(claims, pa.Table):
        return claims
    named = pc.and_(pc.is_valid(claims["locator"]), pc.is_valid(claims["quote"]))
    if pc.all(named).as_py():
        return claims
    kept = claims.filter(named)
    if kept.num_rows < claims.num_rows:
        count = claims.num_rows - kept.num_rows
        unread.append(Unread(place="claims", reason=f"{count} were refused: they name no cell"))
    return kept
