"""What a reader of one format hands on: blocks, not yet linked, sectioned or set aside."""

from dataclasses import dataclass

from karaula.evidence.document import Box, Cell, PassageKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A footnote mark as printed (``14``, ``*``) and the character at which it stands."""

    number: str
    at: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A stretch ``text[start:end]`` of one kind.

    ``level`` is the depth of a heading that the format itself states (1 is outermost), ``None``
    where it must be worked out from the headings around. ``number`` is that of a footnote.
    """

    kind: PassageKind
    start: int
    end: int
    page: int | None = None
    boxes: tuple[Box, ...] = ()
    level: int | None = None
    number: str | None = None
    marks: tuple[Mark, ...] = ()
    cells: tuple[Cell, ...] = ()
    set_aside: str | None = None
