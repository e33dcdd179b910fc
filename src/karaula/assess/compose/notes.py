"""Notes that come with a name by themselves, wherever it is printed."""

import re

from karaula.assess.compose.gather import Material
from karaula.assess.report import Block, Heading, Note, Paragraph, Runs, Term, parts


def with_notes(
    blocks: tuple[Block, ...], material: Material, title: Runs = ()
) -> tuple[Block, ...]:
    """``blocks`` with the mandatory notes of all areas that they (or ``title``) name, once each."""
    shown = " ".join(
        str(value)
        for part, _ in parts((title, blocks))
        for name in ("text", "label", "before", "quote", "after")
        if isinstance(value := getattr(part, name, None), str)
    )
    notes = tuple(
        Note(runs=(Term(area.note),), label=f"Note on {area.name}")
        for area in material.vocabulary.areas.values()
        if area.note and _names(shown, (area.name, *area.names, *area.local))
    )
    lead = next((n for n, b in enumerate(blocks) if not isinstance(b, Paragraph | Heading)), 0)
    return (*blocks[:lead], *notes, *blocks[lead:])


def _names(text: str, names: tuple[str, ...]) -> bool:
    return any(re.search(rf"\b{re.escape(name)}\b", text) for name in names)
