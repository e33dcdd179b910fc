"""Options that all commands of an index share: what is opened."""

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from karaula.cli.asking import declaring, showing
from karaula.errors import KaraulaError

if TYPE_CHECKING:
    from karaula.workspace.index import Answer, Asked

Data = Annotated[
    Path | None,
    typer.Option(
        "--data", metavar="FILE", help="The values, or the workbook of a published index."
    ),
]
Specification = Annotated[
    Path | None,
    typer.Option(
        "--structure", metavar="FILE",
        help="What the index is made of: YAML, or a table of elements.",
    ),
]  # fmt: skip
Period = Annotated[
    str | None,
    typer.Option("--edition", "--year", metavar="YEAR", help="[default: the latest]"),
]
Key = Annotated[
    str | None,
    typer.Option("--index", metavar="KEY", help="Which index, where there are several."),
]
HubFolder = Annotated[
    Path | None,
    typer.Option("--hub", "-C", metavar="DIR", help="The hub, where no data are given."),
]
Denominators = Annotated[
    Path | None,
    typer.Option("--denominators", metavar="FILE", help="A table of columns to divide by."),
]
Sheet = Annotated[
    str | None, typer.Option("--sheet", metavar="NAME", help="The sheet of a workbook of values.")
]
Column = Annotated[
    list[str] | None,
    typer.Option(
        "--column", metavar="ROLE=LABEL",
        help="Which column is the unit, name, year, indicator or value.",
    ),
]  # fmt: skip
Missing = Annotated[
    list[str] | None,
    typer.Option("--missing", metavar="WORD", help="A word that stands for a gap."),
]
Ignore = Annotated[
    list[str] | None, typer.Option("--ignore", metavar="LABEL", help="A column to leave aside.")
]
_OPENING: dict[str, Any] = {
    "data": Data, "structure": Specification, "period": Period, "index": Key, "hub": HubFolder,
    "denominators": Denominators, "sheet": Sheet, "column": Column, "missing": Missing,
    "ignore": Ignore,
}  # fmt: skip


def opening(command: "Callable[..., None]") -> "Callable[..., None]":
    """Give a command the options that say what is opened, as its argument ``asked``."""

    @wraps(command)
    def run(**given: Any) -> None:
        chosen = {name: given.pop(name) for name in _OPENING}
        command(asked=asked(**chosen), **given)

    return declaring(run, command, ("asked",), _OPENING)


def asking(question: "Callable[..., Answer]") -> "Callable[..., None]":
    """Make a question a command: what it answers is shown as tables or JSON, and drawn."""
    return opening(showing(question))


def asked(
    *, data: Path | None, structure: Path | None, period: str | None, index: str | None,
    hub: Path | None, denominators: Path | None, sheet: str | None, column: Sequence[str] | None,
    missing: Sequence[str] | None, ignore: Sequence[str] | None,
) -> "Asked":  # fmt: skip
    """What the options say is to be opened."""
    from karaula.workspace.index import Asked

    return Asked(
        data=data, structure=structure, period=period, index=index, hub=hub,
        denominators=denominators, sheet=sheet, missing=tuple(missing or ()),
        ignore=tuple(ignore or ()), columns=dict(pairs("--column", column or ())),
    )  # fmt: skip


def pairs(option: str, given: Sequence[str]) -> list[tuple[str, str]]:
    """``NAME=VALUE`` of an option that may be given again."""
    found = []
    for text in given:
        name, sign, value = text.partition("=")
        if not sign or not name.strip() or not value.strip():
            raise KaraulaError(f"{option} {text} is no NAME=VALUE", None, f"write {option} a=b")
        found.append((name.strip(), value.strip()))
    return found
