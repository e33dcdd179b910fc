"""Options that all commands of seizures share: what is opened, which part, how it is shown."""

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from karaula.cli.asking import declaring, showing
from karaula.cli.opening import HubOption

if TYPE_CHECKING:
    from karaula.workspace.seizures import Answer, Opened, Wanted

Data = Annotated[
    list[Path] | None,
    typer.Option("--data", metavar="FILE", help="A table of seizures instead; may be repeated."),
]
Areas = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="NAME", help="Seizing country, code or name; may be repeated."),
]
Regions = Annotated[
    list[str] | None,
    typer.Option("--region", metavar="NAME", help="A region or set of areas; may be repeated."),
]
Drug = Annotated[
    str | None,
    typer.Option("--drug", metavar="NAME", help="A substance, group of drugs, or market."),
]
Since = Annotated[
    str | None, typer.Option("--from", metavar="DATE", help="From 2014, 2014-05 or 2014-05-31 on.")
]
Until = Annotated[str | None, typer.Option("--to", metavar="DATE", help="To the end of that.")]
Mode = Annotated[
    str | None,
    typer.Option("--mode", metavar="MODE", help="road, sea, air … or a means of transport."),
]
Hiding = Annotated[
    str | None, typer.Option("--hiding", metavar="PLACE", help="Where drugs were hidden.")
]
Installation = Annotated[
    str | None, typer.Option("--installation", metavar="KIND", help="Where they were found.")
]
Origin = Annotated[
    str | None, typer.Option("--origin", metavar="KIND", help="dataset or text: what tells it.")
]
Copies = Annotated[
    str,
    typer.Option("--copies", metavar="LEVEL",
                 help="rows, exact, place or events: up to which repeats are left out."),
]  # fmt: skip
NoSuspects = Annotated[
    bool, typer.Option("--no-suspects", help="Leave out what something is suspected of.")
]

_OPTIONS: dict[str, Any] = {
    "area": Areas, "region": Regions, "drug": Drug, "since": Since, "until": Until, "mode": Mode,
    "hiding": Hiding, "installation": Installation, "origin": Origin, "copies": Copies,
    "no_suspects": NoSuspects, "hub": HubOption, "data": Data,
}  # fmt: skip
_DEFAULTS: dict[str, Any] = {"copies": "events", "no_suspects": False}


def asking(question: "Callable[..., Answer]") -> "Callable[..., None]":
    """Make a question a command: its arguments ``opened`` and ``wanted`` come from options, and
    what it answers is shown as tables or JSON, and drawn."""

    @wraps(question)
    def run(**given: Any) -> "Answer":
        told = {name: given.pop(name) for name in _OPTIONS}
        opened = _open(told.pop("hub"), told.pop("data"))
        return question(opened=opened, wanted=_wanted(**told), **given)

    return showing(declaring(run, question, ("opened", "wanted"), _OPTIONS, _DEFAULTS))


def _wanted(
    *, area: list[str] | None, region: list[str] | None, no_suspects: bool, origin: str | None,
    **told: Any,
) -> "Wanted":  # fmt: skip
    from karaula.errors import KaraulaError
    from karaula.workspace.seizures import Wanted

    if origin not in (None, "dataset", "text"):
        raise KaraulaError(f"there is no origin {origin}", None, "take dataset or text")
    areas = (*(area or ()), *(region or ()))
    return Wanted(areas=areas, origin=origin, suspects=not no_suspects, **told)  # type: ignore[arg-type]


def _open(hub: Path | None, data: list[Path] | None) -> "Opened":
    from karaula.cli import show
    from karaula.workspace.seizures import open_seizures

    opened = open_seizures(hub, data=data or ())
    if opened.stale:
        show.warning("something changed since the last build; run `karaula build` to take it in")
    return opened
