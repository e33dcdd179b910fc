"""Notes that come with the name of an area by themselves, on whatever page it stands."""

from collections.abc import Iterator
from typing import Any

from karaula.assess.compose.notes import notes_for
from karaula.assess.report import Term, words
from karaula.hub.block import View
from karaula.hub.figure import Figure
from karaula.hub.said import Gap, Link, Out, Words
from karaula.vocabulary import Vocabulary


def naming_notes(view: View, vocabulary: Vocabulary) -> tuple[str, ...]:
    """The mandatory notes of all areas that a page names, once each."""
    printed = Term("\n".join(_texts(view)))
    return tuple(words(note.runs) for note in notes_for(printed, vocabulary))


def _texts(view: View) -> Iterator[str]:
    yield from (view.title, view.under)
    for block in view.blocks:
        yield from (block.heading, block.coverage, *block.notes)
        columns, rows = block.table
        yield from (column.label for column in columns)
        yield from _inside(rows)
        yield from _inside(block.items)
    yield from _inside(view.lead)


def _inside(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, (Figure, Link, Out, Words, Gap)):
        yield value.text
    elif isinstance(value, tuple):
        for part in value:
            yield from _inside(part)
