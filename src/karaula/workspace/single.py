"""Files without a hub: the same reading and extracting, with nothing kept."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

from karaula.errors import KaraulaError
from karaula.workspace.config import SourceDefaults
from karaula.workspace.hub import SourceFile, Words, file_hash, hash_beside
from karaula.workspace.source import Job, Made, make, refused

if TYPE_CHECKING:
    from karaula.evidence import Claim, Document
    from karaula.evidence.finding import Finding

PACKAGED = Words()
"""No words but those that come with Karaula."""


def make_files(paths: Iterable[Path], words: Words = PACKAGED) -> Iterator[Made]:
    """Read and extract files, one after the other. A folder stands for all files in it."""
    for path in paths:
        yield make_file(path, words)


def make_file(path: Path, words: Words = PACKAGED) -> Made:
    """Read one file and extract from it; a file that cannot be opened is refused as well."""
    try:
        if path.is_dir():
            raise IsADirectoryError(None, "it is a folder; name the files in it")
        file = SourceFile(
            path=path,
            name=str(path),
            sha256=file_hash(path),
            sidecar=hash_beside(path),
            size=path.stat().st_size,
        )
    except OSError as error:
        file = SourceFile(path=path, name=str(path), sha256="", sidecar="", size=0)
        what = f"the file cannot be opened ({error.strerror})"
        problem = KaraulaError(what, path, "check its name and that you may read it")
        return refused(Job(file, "", words, SourceDefaults()), str(problem))
    return make(Job(file, "", words, SourceDefaults()))


def claims_of(made: Made) -> list["Claim"]:
    """Claims of one source in the order of its text or cells."""
    from karaula.evidence import KINDS
    from karaula.evidence.table import claims_from_table
    from karaula.lake.write import unique_claims

    found = [
        claim
        for kind in KINDS
        for claim in claims_from_table(kind, unique_claims(kind, made.tables.claims.get(kind)))
    ]
    return sorted(found, key=lambda claim: (claim.start or 0, claim.end or 0))


def check_files(
    paths: Iterable[Path], words: Words = PACKAGED
) -> tuple[list["Finding"], list[str]]:
    """Check documents; data sets among the files serve as reference.

    Returns the findings, and why files could not be read. Data sets alone are checked themselves.
    """
    from karaula.check import check, load_rules
    from karaula.vocabulary import load

    made = list(make_files(paths, words))
    usable = [item for item in made if item.unusable is None]
    documents = [document for item in usable if (document := _document(item)) is not None]
    texts = [claim for item in usable if item.tables.text is not None for claim in claims_of(item)]
    cells = [claim for item in usable if item.tables.text is None for claim in claims_of(item)]
    sources = {item.tables.source.source_id: item.tables.source for item in usable}
    findings = check(
        texts if documents else cells,
        sources,
        load(*words.vocabulary),
        reference=cells if documents else (),
        documents=documents,
        rules=load_rules(*words.checks),
    )
    return findings, [item.unusable for item in made if item.unusable is not None]


def _document(made: Made) -> "Document | None":
    from karaula.evidence import Document
    from karaula.lake.schemas import passages_from_table

    tables = made.tables
    if tables.text is None:
        return None
    passages = passages_from_table(tables.passages)
    return Document(source=tables.source, text=tables.text, passages=passages)


def mark_file(path: Path, words: Words = PACKAGED) -> Iterator[dict[str, Any] | str]:
    """Spans of the texts of a file of JSON lines, ``-`` for the standard input.

    Gives ``{"id", "spans"}`` for each line ``{"id", "text"}``, or why a line cannot be used. Word
    lists of a hub lie in ``patterns/spans/``.
    """
    from karaula.extract.spans import SpanReader, Told, read_lines
    from karaula.vocabulary import load

    reader = SpanReader(load(*words.vocabulary), [folder / "spans" for folder in words.patterns])
    try:
        opened = nullcontext(sys.stdin.buffer) if str(path) == "-" else path.open("rb")
    except OSError as error:
        raise KaraulaError(
            f"it cannot be read: {error.strerror}", path, "check the name"
        ) from error
    with opened as lines:
        for line in read_lines(lines, reader):
            yield f"{path}: line {line.line}: {line.reason}" if isinstance(line, Told) else line
