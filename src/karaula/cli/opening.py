"""The hub that a command works on: the option that names it, and how it is opened."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from karaula.workspace import Hub

HubOption = Annotated[
    Path | None,
    typer.Option(
        "--hub", "-C", metavar="DIR", help="The hub folder; else the one that you are in."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Write JSON for programs.")]


def opened(folder: Path | None) -> "Hub":
    """The hub named, else the one that this folder lies in."""
    from karaula.workspace import Hub

    return Hub.find(Path.cwd()) if folder is None else Hub.open(folder)


def built(folder: Path | None) -> "Hub":
    """The hub, whose lake must be there; a warning where its inputs changed since."""
    from karaula.cli import show
    from karaula.workspace import HubError, is_built, is_current

    hub = opened(folder)
    if not is_built(hub):
        raise HubError("the hub is not built", hub.folder, "run `karaula build`")
    if not is_current(hub):
        show.warning("something changed since the last build; run `karaula build` to take it in")
    return hub
