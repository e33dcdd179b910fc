"""Blocks to a document: notes linked, sections named, furniture set aside."""

from collections.abc import Sequence

from karaula.evidence.document import Document, Passage, Unread
from karaula.evidence.source import Source
from karaula.read.blocks import Block
from karaula.read.footnotes import link
from karaula.read.sections import sections


def assemble(
    source: Source, text: str, blocks: Sequence[Block], unread: Sequence[Unread] = ()
) -> Document:
    """The document that ordered blocks of ``text`` make; the same for every format."""
    labels, refs, unlinked = link(blocks)
    above = sections(text, blocks)
    passages = tuple(
        Passage(
            kind=block.kind,
            start=block.start,
            end=block.end,
            page=block.page,
            boxes=block.boxes,
            section=above[at],
            set_aside=block.set_aside,
            label=labels.get(at),
            note_refs=refs.get(at, ()),
            cells=block.cells,
        )
        for at, block in enumerate(blocks)
    )
    return Document(source=source, text=text, passages=passages, unread=(*unread, *unlinked))
