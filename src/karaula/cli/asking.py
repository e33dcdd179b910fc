"""A question as a command: its options, and how the answer is shown."""

import inspect
from collections.abc import Callable, Collection, Mapping
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from karaula.workspace.answer import Answer

Chart = Annotated[
    Path | None,
    typer.Option("--chart", metavar="FILE", help="Draw the answer: .svg, .png or .json."),
]
Json = Annotated[bool, typer.Option("--json", help="Write JSON for programs, an object a line.")]

SHOWING: dict[str, Any] = {"chart": Chart, "as_json": Json}


def showing(question: "Callable[..., Answer]") -> "Callable[..., None]":
    """Show what a question answers as tables or JSON, and draw it, as its options say."""

    @wraps(question)
    def run(**given: Any) -> None:
        from karaula.cli.answers import show

        shown = {name: given.pop(name) for name in SHOWING}
        show(lambda: question(**given), **shown)

    return declaring(run, question, (), SHOWING, {"as_json": False})


def declaring(
    run: "Callable[..., Any]", of: "Callable[..., Any]", without: "Collection[str]",
    more: "Mapping[str, Any]", defaults: "Mapping[str, Any] | None" = None,
) -> "Callable[..., Any]":  # fmt: skip
    """Tell typer the options of a command: its own, and more in the place of some; those without
    a default are left out as None."""
    own = [p for name, p in inspect.signature(of).parameters.items() if name not in without]
    added = [
        inspect.Parameter(
            name, inspect.Parameter.KEYWORD_ONLY, annotation=kind,
            default=(defaults or {}).get(name),
        )
        for name, kind in more.items()
    ]  # fmt: skip
    own = [parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in own]
    signature = inspect.Signature([*own, *added])
    run.__signature__ = signature  # type: ignore[attr-defined]
    run.__annotations__ = {name: p.annotation for name, p in signature.parameters.items()}
    return run
