"""``karaula serve``: the web hub on this machine, or for a network."""

import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from karaula.cli.opening import HubOption, built

if TYPE_CHECKING:
    from karaula.evidence.source import Handling
    from karaula.workspace import Hub

PORT = 8765
M_ARENA_MAX = -8
"""As glibc's malloc.h has it."""


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
    level: Annotated[
        str,
        typer.Option(
            "--level",
            metavar="LABEL",
            help="The strictest handling label that readers see; above TLP:CLEAR nobody reads"
            " without the password.",
        ),
    ] = "TLP:CLEAR",
) -> None:
    """Open the web hub, whose pages are made from the lake as it was built last.

    Readers see what is TLP:CLEAR, or with --level what is up to another label, after a log-in.
    Decisions may be made on this machine; with --host of the network only under a password
    (--password-file, or KARAULA_PASSWORD). Ctrl+C ends it.
    """
    _serve(built(hub), host, port, open_, password_file, level)


def open_or_tell(hub: "Hub") -> None:
    """Open a hub in the browser where a person sits at a terminal; else say how to open it."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        _serve(hub, "127.0.0.1", 0, True)
    else:
        typer.echo(f"Open the hub in the browser: karaula serve --hub {hub.folder} --open")


def _serve(
    hub: "Hub",
    host: str,
    port: int,
    open_: bool,
    password_file: Path | None = None,
    level: str = "TLP:CLEAR",
) -> None:
    _share_heap()
    from karaula.hub.serve import Server
    from karaula.hub.session import password

    server = Server(hub, host, port, _label(level), password(password_file))
    typer.echo(f"{hub.config.name}: {server.address}")
    typer.echo(f"{server.told} Ctrl+C ends it.")
    if open_:
        import webbrowser

        webbrowser.open(server.address)
    server.run()


def _share_heap() -> None:
    """Have the C library's threads share one heap: by themselves they get eight for each core, and
    what the threads of a server free stays with each heap. Other libraries than glibc do as they
    do."""
    import ctypes

    if sys.platform == "linux":
        with suppress(AttributeError, OSError):
            ctypes.CDLL(None).mallopt(M_ARENA_MAX, 1)


def _label(text: str) -> "Handling":
    from karaula.evidence.source import Handling

    known: dict[str, Handling] = {label: label for label in get_args(Handling)}
    if text.upper() not in known:
        raise typer.BadParameter(f"{text} is none of {', '.join(known)}", param_hint="--level")
    return known[text.upper()]
