"""Notes that come with a name by themselves, wherever it is printed."""

import re
from typing import Any

from karaula.assess.report import Note, Term, parts
from karaula.vocabulary import Vocabulary


def notes_for(printed: Any, vocabulary: Vocabulary) -> tuple[Note, ...]:
    """The mandatory notes of all areas that a part of the report names, once each."""
    shown = " ".join(
        value
        for part, _ in parts(printed)
        for name in ("text", "label")
        if isinstance(value := getattr(part, name, None), str)
    )
    return tuple(
        area_note(area.name, area.note)
        for area in vocabulary.areas.values()
        if area.note and _names(shown, (area.name, *area.names, *area.local))
    )


def area_note(name: str, note: str) -> Note:
    """The note that comes with an area's name."""
    return Note(runs=(Term(note),), label=f"Note on {name}")


def _names(text: str, names: tuple[str, ...]) -> bool:
    return re.search(rf"\b(?:{'|'.join(map(re.escape, names))})\b", text) is not None
