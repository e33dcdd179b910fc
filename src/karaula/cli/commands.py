"""The commands. Each opens what it needs, calls one function, and shows what came of it."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from karaula.cli.index import app as index
from karaula.cli.opening import HubOption, JsonOption, built, opened
from karaula.cli.routes import app as routes
from karaula.cli.seizures import app as seizures
from karaula.cli.serve import serve
from karaula.cli.site import site

if TYPE_CHECKING:
    from karaula.workspace.hub import Words

app = typer.Typer(
    help="An open regional analytical hub on organised crime: every figure tied to its words.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

app.add_typer(index, name="index")
app.add_typer(routes, name="routes")
app.add_typer(seizures, name="seizures")


class Format(StrEnum):
    """Formats of a report."""

    HTML = "html"
    PDF = "pdf"
    DOCX = "docx"


def _version(wanted: bool) -> None:
    if wanted:
        import karaula

        typer.echo(f"karaula {karaula.__version__}")
        raise typer.Exit


@app.callback()
def karaula(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Tell the version.")
    ] = False,
    debug: Annotated[
        bool, typer.Option("--debug", help="Show where in the program a fault arose.")
    ] = False,
) -> None:
    """Options before the command. ``main`` reads ``--debug`` before anything can fail."""


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new or empty folder.")],
    as_json: JsonOption = False,
) -> None:
    """Make a new hub folder, or complete a half-made one."""
    from karaula.cli import show
    from karaula.workspace import Hub

    hub = Hub.create(folder)
    if as_json:
        show.json_line({"ok": True, "hub": str(hub.folder), "name": hub.config.name})
    else:
        typer.echo(f"The hub is in {hub.folder}; its settings are in karaula.toml.")
        typer.echo("Next: cd into it, `karaula add FILE …` and `karaula build`.")


@app.command()
def add(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH|URL", help="Files, folders or web addresses.")
    ],
    hub: HubOption = None,
    as_json: JsonOption = False,
) -> None:
    """Copy files, folders or web pages into the hub.

    Each gets a sidecar, FILE.source.yml, that says where it comes from.
    """
    from karaula.cli import show

    results = opened(hub).add(paths)
    show.added(results, as_json=as_json)
    raise typer.Exit(any(item.outcome == "refused" for item in results))


@app.command()
def build(hub: HubOption = None, as_json: JsonOption = False) -> None:
    """Read, extract, check and measure what changed.

    Exit 1 where a source could not be read; the others are built all the same.
    """
    from karaula.cli import show
    from karaula.cli.progress import telling
    from karaula.workspace import build

    found = opened(hub)
    with telling() as progress:
        summary = build(found, progress)
    show.summary(summary, as_json=as_json)
    raise typer.Exit(bool(summary.refused))


@app.command()
def check(
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE", help="Check just these; needs no hub."),
    ] = None,
    hub: HubOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show findings of the hub or of single files.

    Exit 1 where an error stands: in a hub, one that no data set at hand has settled. Data sets
    among the files serve as reference.
    """
    from karaula.cli import show

    refused = False
    if files:
        from karaula.workspace.single import check_files

        findings, faults = check_files(files, _words(hub))
        refused = show.refusals(faults, as_json=as_json)
        standing = [finding for finding in findings if finding.level == "error"]
    else:
        from karaula.lake import Lake
        from karaula.lake.schemas import findings_from_table

        lake = Lake(built(hub).lake)
        findings = findings_from_table(lake.table("findings").to_pyarrow())
        standing = [finding for finding in findings if finding.stands]
    show.findings(findings, as_json=as_json)
    raise typer.Exit(refused or bool(standing))


@app.command()
def extract(
    files: Annotated[list[Path], typer.Argument(metavar="FILE", help="Documents or data sets.")],
    hub: HubOption = None,
    as_json: JsonOption = False,
) -> None:
    """Show the claims of any files; needs no hub.

    Citations are among them. With --json one claim a line; --hub adds that hub's own words.
    """
    from karaula.cli import show
    from karaula.workspace.single import claims_of, make_files

    refused = False
    for made in make_files(files, _words(hub)):
        if made.unusable:
            refused |= show.refusals([made.unusable], as_json=as_json)
        else:
            show.claims(claims_of(made), made.tables.source, as_json=as_json)
    raise typer.Exit(refused)


@app.command()
def spans(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="JSON lines with id and text; - is the input.")
    ],
    hub: HubOption = None,
    as_json: JsonOption = False,
) -> None:
    """Mark drugs, quantities, places, bodies and hiding places in short texts.

    Each line {"id", "text"} gives a line {"id", "spans"}. A line that cannot be used is told with
    its number and the rest goes on; exit 1 where there was one. --hub adds that hub's own words.
    """
    from karaula.cli import show
    from karaula.workspace.single import mark_file

    refused = False
    for line in mark_file(file, _words(hub)):
        if isinstance(line, str):
            refused |= show.refusals([line], as_json=as_json)
        else:
            show.json_line(line)
    raise typer.Exit(refused)


@app.command()
def report(
    formats: Annotated[
        list[Format] | None,
        typer.Option("--format", help="html, pdf or docx; may be given again. [default: all]"),
    ] = None,
    hub: HubOption = None,
    as_json: JsonOption = False,
) -> None:
    """Write the report into out/ and say where it is."""
    from karaula.cli import show
    from karaula.cli.progress import telling
    from karaula.workspace.report import write_report

    with telling() as progress:
        paths = write_report(built(hub), [item.value for item in formats or Format], progress)
    show.paths(paths, as_json=as_json)


app.command()(serve)
app.command()(site)


@app.command()
def doctor(hub: HubOption = None, as_json: JsonOption = False) -> None:
    """Show what is missing, stale or dropped, and what to do."""
    from karaula.cli import show
    from karaula.workspace.doctor import examine

    ailments = examine(opened(hub))
    show.ailments(ailments, as_json=as_json)
    raise typer.Exit(any(item.topic == "refused" for item in ailments))


@app.command()
def demo(
    folder: Annotated[
        Path, typer.Argument(metavar="DIR", help="Where to put the example hub.")
    ] = Path("karaula-demo"),
    as_json: JsonOption = False,
) -> None:
    """Build the example hub, write its report, and open the web hub.

    On a terminal the hub opens in the browser; elsewhere the command says how to open it.
    """
    from karaula.cli import show
    from karaula.cli.progress import telling
    from karaula.cli.serve import open_or_tell
    from karaula.workspace import build
    from karaula.workspace.demo import copy_example
    from karaula.workspace.report import write_report

    hub = copy_example(folder)
    with telling() as progress:
        summary = build(hub, progress)
    if not as_json:
        show.summary(summary, as_json=False)
    with telling() as progress:
        paths = write_report(hub, [item.value for item in Format], progress)
    show.paths(paths, as_json=as_json)
    if not as_json:
        open_or_tell(hub)
    raise typer.Exit(bool(summary.refused))


def _words(folder: Path | None) -> "Words":
    """The hub's own words, where a hub is named."""
    from karaula.workspace.hub import Words

    return opened(folder).words if folder else Words()
