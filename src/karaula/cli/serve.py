"""``karaula serve``: the web hub on this machine, or for a network."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from karaula.cli.opening import HubOption, built

if TYPE_CHECKING:
    from karaula.workspace import Hub

PORT = 8765


def serve(
    hub: HubOption = None,
    host: Annotated[
        str, typer.Option("--host", help="The address to answer at; 0.0.0.0 is every one.")
    ] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", min=0, max=65535, help="The port; 0 is any that is free.")
    ] = PORT,
    open_: Annotated[bool, typer.Option("--open", help="Open the hub in the browser.")] = False,
) -> None:
    """Open the web hub, whose pages are made from the lake as it was built last.

    Readers see what is TLP:CLEAR. Ctrl+C ends it.
    """
    _serve(built(hub), host, port, open_)


def open_or_tell(hub: "Hub") -> None:
    """Open a hub in the browser where a person sits at a terminal; else say how to open it."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        _serve(hub, "127.0.0.1", 0, True)
    else:
        typer.echo(f"Open the hub in the browser: karaula serve --hub {hub.folder} --open")


def _serve(hub: "Hub", host: str, port: int, open_: bool) -> None:
    from karaula.hub.serve import Server

    server = Server(hub, host, port)
    typer.echo(f"{hub.config.name}: {server.address}")
    typer.echo(f"{server.told} Ctrl+C ends it.")
    if open_:
        import webbrowser

        webbrowser.open(server.address)
    server.run()
