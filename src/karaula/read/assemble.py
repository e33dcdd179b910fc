"""Blocks to a document: furniture set aside, notes linked, sections named, marks given."""

from collections.abc import Sequence
from dataclasses import replace

from karaula.evidence.document import Document, Passage, Unread
from karaula.evidence.source import Source
from karaula.read.blocks import Block
from karaula.read.footnotes import link
from karaula.read.furniture import set_aside
from karaula.read.marks import marks
from karaula.read.sections import sections
from karaula.read.words import is_part
from karaula.vocabulary import load


def assemble(
    source: Source, text: str, blocks: Sequence[Block], unread: Sequence[Unread] = ()
) -> Document:
    """The document that ordered blocks of ``text`` make; the same for every format."""
    vocabulary = load()

    def names_area(words: str) -> bool:
        return len(words) < 60 and vocabulary.find_area(words) in vocabulary.areas

    kept = set_aside(text, blocks, names_area)
    labels, refs, unlinked = link(kept)
    above = sections(text, kept, names_area=names_area, is_part=is_part)
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
        for at, block in enumerate(kept)
    )
    found = (*source.marks, *marks(source.title, text, kept))
    return Document(
        source=replace(source, marks=tuple(sorted(set(found)))),
        text=text,
        passages=passages,
        unread=(*unread, *unlinked),
    )
