"""One file of any format to text, blocks and what it says of itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from karaula.evidence.document import Unread
from karaula.evidence.source import Mark
from karaula.read import media
from karaula.read.blocks import Block
from karaula.read.bounds import MAX_HTML_BYTES, MAX_TEXT_BYTES
from karaula.read.decode import decode
from karaula.read.errors import ReadError
from karaula.read.facts import NOTHING_KNOWN, Facts
from karaula.read.plain import plain_blocks


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a format gives.

    ``facts`` are what the format itself tells, before the words are asked; ``fallback`` what it
    tells with less right than the words (when the file was made); ``marks`` what the container
    shows (a PDF without its end).
    """

    text: str
    blocks: Sequence[Block]
    facts: Facts = NOTHING_KNOWN
    unread: tuple[Unread, ...] = ()
    encoding: str | None = None
    fallback: Facts = NOTHING_KNOWN
    marks: tuple[Mark, ...] = ()


def parse(path: Path, data: bytes, *, encoding: str | None = None, head: bool = False) -> Parsed:
    """Parse a document. ``head`` asks for its first pages only, where the format has pages.

    Raises :class:`ReadError`; ``encoding`` overrides detection for text and HTML.
    """
    kind = media.media_type(data, path)
    if kind in (media.CSV, media.JSON, media.XLSX):
        raise ReadError(
            "is a data set, not a document, and no connector takes it",
            path,
            "write a connector for it, or save its words as text",
        )
    if kind == media.PDF:
        from karaula.read.pdf import parse_pdf

        return parse_pdf(path, data, head=head)
    if kind == media.DOCX:
        from karaula.read.docx import parse_docx

        return parse_docx(path, data)
    limit = MAX_HTML_BYTES if kind == media.HTML else MAX_TEXT_BYTES
    if len(data) > limit:
        raise ReadError(
            f"has {len(data) / 2**20:.0f} MB of text, and no more than {limit // 2**20} MB are "
            "read",
            path,
            "split it, or add the part that matters",
        )
    if kind == media.HTML:
        from karaula.read.html import parse_html

        return parse_html(path, data, encoding=encoding)
    text, found = decode(data, encoding, path)
    return Parsed(text, plain_blocks(text), encoding=found)
