"""``karaula site``: the hub as files."""

from pathlib import Path
from typing import Annotated

import typer

from karaula.cli.opening import HubOption, built


def site(
    hub: HubOption = None,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="[default: out/site of the hub]")
    ] = None,
) -> None:
    """Write the hub as files, for any web server or to be opened from the disk.

    They show what is TLP:CLEAR. Search, filters and review need `karaula serve`.
    """
    from karaula.cli.progress import telling
    from karaula.hub.site import write_site

    opened = built(hub)
    folder = out or opened.out / "site"
    with telling() as progress:
        count = write_site(opened, folder, progress=progress)
    typer.echo(f"{count} pages: {folder / 'index.html'}")
