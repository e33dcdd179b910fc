"""``karaula serve``: the web hub on this machine, or for a network."""

import sys
from pathlib import Path
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
    password_file: Annotated[
        Path | None,
        typer.Option(
            "--password-file",
            metavar="FILE",
            help="Let only those make changes who give the password in its first line.",
        ),
    ] = None,
) -> None:
    """Open the web hub, whose pages are made from the lake as it was built last.

    Readers see what is TLP:CLEAR. Decisions may be made on this machine; with --host of the
    network only under a password (--password-file, or KARAULA_PASSWORD). Ctrl+C ends it.
    """
    _serve(built(hub), host, port, open_, password_file)


def open_or_tell(hub: "Hub") -> None:
    """Open a hub in the browser where a person sits at a terminal; else say how to open it."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        _serve(hub, "127.0.0.1", 0, True)
    else:
        typer.echo(f"Open the hub in the browser: karaula serve --hub {hub.folder} --open")


def _serve(
    hub: "Hub", host: str, port: int, open_: bool, password_file: Path | None = None
) -> None:
    from karaula.hub.serve import Server
    from karaula.hub.session import password

    server = Server(hub, host, port, password=password(password_file))
    typer.echo(f"{hub.config.name}: {server.address}")
    typer.echo(f"{server.told} Ctrl+C ends it.")
    if open_:
        import webbrowser

        webbrowser.open(server.address)
    server.run()
