"""A document: its text, cut into passages that know their place."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from typing import Literal

from karaula.evidence.source import Source

PassageKind = Literal["heading", "paragraph", "list_item", "table", "footnote", "caption"]

Box = tuple[int, float, float, float, float]
"""``(page, x0, y0, x1, y1)`` in PDF points from the top left corner; pages count from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell of a table; ``start`` and ``end`` are characters of the document's text."""

    row: int
    column: int
    start: int
    end: int
    header: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteRef:
    """A footnote mark in running text: which note, and the character at which it stands."""

    label: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A stretch of a document's text: ``text[start:end]``.

    ``section`` are the headings above it, outermost first. ``set_aside`` is the reason why a
    passage is not read for claims (running head, menu, advertising …), else ``None``: nothing is
    dropped in silence. ``label`` names a footnote (``fn14``). ``note_refs`` are the footnotes that
    support words of this passage.
    """

    kind: PassageKind
    start: int
    end: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    section: tuple[str, ...] = ()
    set_aside: str | None = None
    label: str | None = None
    note_refs: tuple[NoteRef, ...] = ()
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """Something that could not be used, where it stands and why; ``karaula doctor`` lists these."""

    place: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A source as text. Every offset anywhere counts characters of ``text``, end exclusive.

    For plain text and Markdown ``text`` is the decoded file itself, so that offsets hold in the
    file too. Passages are in the order of the text and do not overlap.
    """

    source: Source
    text: str
    passages: tuple[Passage, ...]
    unread: tuple[Unread, ...] = ()

    def words(self, passage: Passage) -> str:
        """The text of one passage."""
        return self.text[passage.start : passage.end]


def passage_id(source_id: str, passage: Passage) -> str:
    """Stable id of a passage: its source and its place."""
    return _hashed(f"{source_id}:{passage.kind}:{passage.start}:{passage.end}")


@lru_cache(maxsize=4096)
def _hashed(place: str) -> str:
    """Asked for by every claim of a passage."""
    return sha256(place.encode()).hexdigest()[:16]
