"""One verb for every format: ``read(path) -> Document``."""

from dataclasses import replace
from pathlib import Path

from karaula.evidence.document import Document
from karaula.evidence.source import Source, content_id
from karaula.read.assemble import assemble
from karaula.read.bounds import load_bytes
from karaula.read.decode import decode
from karaula.read.plain import plain_blocks

READ_METHOD = "read@1"
"""Changes whenever the passages of some file would."""


def read(path: Path, *, encoding: str | None = None, source: Source | None = None) -> Document:
    """Read one document.

    ``encoding`` overrides the detection of text and HTML files. Raises :class:`ReadError`.
    """
    data = load_bytes(path)
    if source is None:
        source_id, digest = content_id(data)
        source = Source(source_id=source_id, sha256=digest, name=path.name, title=path.stem)
    text, found = decode(data, encoding, path)
    return assemble(replace(source, encoding=found), text, plain_blocks(text))
