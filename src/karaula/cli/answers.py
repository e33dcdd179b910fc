"""Answers: tables and sentences for people, JSON for programs, charts for both."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from karaula.cli import show as plain
from karaula.cli.progress import working
from karaula.errors import KaraulaError

if TYPE_CHECKING:
    from karaula.workspace.answer import Answer, Table


def show(ask: "Callable[[], Answer]", *, chart: Path | None, as_json: bool) -> None:
    """Ask, show what comes, and draw it if a file is named for that."""
    if chart is not None:
        _drawable(chart)
    with working("computing"):
        answer = ask()
    if chart is not None:  # before anything is said: a reader may stop listening
        from karaula.chart import write

        if answer.chart is None:
            raise KaraulaError("this answer has no chart", None, "leave out --chart")
        with working("drawing"):
            write(answer.chart(), chart)
    if as_json:
        for row in answer.rows:
            plain.json_line(row)
        return
    for table in answer.tables:
        _table(table)
    for note in answer.notes:
        typer.echo(note)
    if chart is not None:
        typer.echo(f"The chart is in {chart}.")


def _drawable(path: Path) -> None:
    """Tell a chart that cannot be written before anything is computed."""
    from karaula.chart import check

    check(path)


def _table(table: "Table") -> None:
    """A table under its title, which may be longer than the table is wide."""
    typer.echo(table.title)
    plain.table("", table.head, table.rows, words=table.words)
    typer.echo("")
