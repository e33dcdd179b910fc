"""One verb for every format: ``read(path) -> Document``."""

from dataclasses import replace
from pathlib import Path

from karaula.evidence.document import Document
from karaula.evidence.source import Source
from karaula.read.assemble import assemble
from karaula.read.bounds import load_bytes
from karaula.read.parse import parse
from karaula.read.sidecar import described, load_sidecar, overlaid

READ_METHOD = "read@1"
"""Changes whenever the passages of some file would."""


def read(path: Path, *, encoding: str | None = None, source: Source | None = None) -> Document:
    """Read one document: its text, cut into passages that know their place.

    ``encoding`` overrides the detection for text and HTML files, as does the encoding in the
    file's sidecar. ``source`` is what is known of the file (as :func:`karaula.read.sidecar.
    source_of` gives it); without it that is found out. Marks ("draft", "cut_off") are added.
    Raises :class:`ReadError` in one sentence where the file cannot be read.
    """
    path = Path(path)
    data = load_bytes(path)
    told = {} if source else load_sidecar(path) or {}
    known = source.encoding if source else told.get("encoding")
    parsed = parse(path, data, encoding=encoding or known)
    if source is None:
        source = overlaid(described(path, data, parsed), told)
    source = replace(source, encoding=parsed.encoding, marks=parsed.marks)
    return assemble(source, parsed.text, parsed.blocks, parsed.unread)
