"""Answers of the workspace as blocks of a page: the same tables, notes and charts."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from karaula.errors import KaraulaError
from karaula.hub.block import Block, Cell, Column, Empty
from karaula.hub.said import Said
from karaula.hub.words import text

if TYPE_CHECKING:
    from karaula.workspace.answer import Answer, Table

Link = Callable[[Mapping[str, Any]], Said]
"""Makes the first field of a row from the row for programs."""


def block(
    name: str,
    ask: "Callable[[], Answer]",
    *,
    table: int = 0,
    title: Said | None = None,
    source: Said = (),
    period: str = "",
    unit: str = "",
    coverage: str = "",
    first: int = 15,
    wide: bool = False,
    rows: "Callable[[Answer], Sequence[tuple[Cell, ...]] | None] | None" = None,
    chart: bool = True,
) -> Block:
    """One table of an answer, with its notes and chart. What cannot be answered is told as empty.

    ``rows`` gives fields that lead somewhere in place of the words of the table.
    """
    try:
        answer = ask()
    except KaraulaError as error:
        why = f"{error.problem[:1].upper()}{error.problem[1:]}."
        empty = Empty(why, error.remedy or text("answers.fill"))
        return Block(id=name, title=title or (text("answers.none"),), empty=empty, wide=wide)
    shown = answer.tables[table] if table < len(answer.tables) else None
    if shown is None or not shown.rows or not answer.rows:
        empty = Empty(text("answers.no_rows"), text("answers.fill"))
        said = title or ((shown.title,) if shown else (text("answers.none"),))
        return Block(id=name, title=said, empty=empty, notes=answer.notes, wide=wide)
    linked = rows(answer) if rows else None
    # What a command offers beside is of no use on a page.
    notes = tuple(note for note in answer.notes if "--" not in note and "`" not in note)
    return Block(
        id=name,
        title=title or (shown.title,),
        columns=columns(shown),
        rows=tuple(linked) if linked is not None else tuple(_row(row) for row in shown.rows),
        notes=notes,
        noted=True,
        source=source,
        period=period,
        unit=unit,
        coverage=coverage,
        chart=answer.chart if chart and table == 0 else None,
        first=first,
        wide=wide,
    )


def columns(table: "Table") -> tuple[Column, ...]:
    """Columns of a table, each under a key of its own."""
    seen: dict[str, int] = {}
    found = []
    for place, head in enumerate(table.head):
        key = "_".join(head.lower().split()) or "what"
        seen[key] = seen.get(key, 0) + 1
        unique = key if seen[key] == 1 else f"{key}_{seen[key]}"
        found.append(Column(unique, head, number=place >= table.words))
    return tuple(found)


def _row(row: Sequence[str]) -> tuple[Cell, ...]:
    from karaula.workspace.answer import GAP

    return tuple(None if field == GAP else field for field in row)
