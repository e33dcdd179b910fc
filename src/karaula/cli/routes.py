"""The commands of routes. Each opens a hub, puts one question, and shows the answer."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from karaula.cli.asking import declaring, showing
from karaula.cli.opening import HubOption

if TYPE_CHECKING:
    from karaula.workspace.answer import Answer
    from karaula.workspace.routes import Opened, Wanted

app = typer.Typer(
    help="Routes: what seizures and documents tell of them, and how sure that is.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Drug = Annotated[
    str | None,
    typer.Option("--drug", metavar="NAME", help="A substance, a group of drugs or a market."),
]
Mode = Annotated[
    str | None,
    typer.Option("--mode", metavar="NAME", help="How it moves: road, sea, air, rail, mail."),
]
Area = Annotated[
    str | None,
    typer.Option("--area", metavar="NAME", help="What touches it: an area, a set or a region."),
]
Start = Annotated[str | None, typer.Option("--from", metavar="AREA", help="What begins there.")]
End = Annotated[str | None, typer.Option("--to", metavar="AREA", help="What ends there.")]
Years = Annotated[
    str | None, typer.Option("--years", metavar="YEARS", help="As 2014 or 2011-2013.")
]
Reading = Annotated[
    str,
    typer.Option("--rule", metavar="NAME", help="What of a case makes edges: path, legs or pair."),
]
Repeats = Annotated[
    int,
    typer.Option("--repeats", min=0, max=3, help="Count repeats up to this level as cases."),
]
Doubted = Annotated[
    bool, typer.Option("--doubted/--no-doubted", help="Cases with an odd partner country too.")
]
Draws = Annotated[int, typer.Option("--draws", min=20, max=10_000, help="Samples for intervals.")]
Seed = Annotated[int, typer.Option("--seed", help="The same seed gives the same samples.")]

_PART: dict[str, tuple[Any, Any]] = {
    "drug": (Drug, None), "area": (Area, None), "start": (Start, None), "end": (End, None),
    "mode": (Mode, None), "years": (Years, None), "rule": (Reading, "path"),
    "repeats": (Repeats, 0), "doubted": (Doubted, True), "draws": (Draws, 500),
    "seed": (Seed, 0), "hub": (HubOption, None),
}  # fmt: skip


def _part(command: "Callable[..., Any]") -> "Callable[..., Any]":
    """Give a question the options that say which part of which hub it is about, in the place of
    its first two arguments."""

    @wraps(command)
    def run(**given: Any) -> Any:
        chosen = {name: given.pop(name) for name in _PART}
        return command(opened=_opened(chosen.pop("hub")), wanted=_wanted(**chosen), **given)

    options = {name: kind for name, (kind, _) in _PART.items()}
    defaults = {name: default for name, (_, default) in _PART.items()}
    return declaring(run, command, ("opened", "wanted"), options, defaults)


def _opened(hub: Path | None) -> "Opened":
    from karaula.cli import show
    from karaula.workspace.routes import open_routes

    opened = open_routes(hub)
    if opened.stale:
        show.warning("something changed since the last build; run `karaula build` to take it in")
    return opened


def _wanted(
    *, drug: str | None, area: str | None, start: str | None, end: str | None, mode: str | None,
    years: str | None, rule: Any, repeats: int, doubted: bool, draws: int, seed: int,
) -> "Wanted":  # fmt: skip
    from karaula.workspace.routes import Wanted

    return Wanted(
        drug=drug, area=area, start=start, end=end, mode=mode, years=_years(years), rule=rule,
        copies=repeats, doubted=doubted, draws=draws, seed=seed,
    )  # fmt: skip


def _years(text: str | None) -> tuple[int, ...]:
    from karaula.measure.routes.ways import years_of

    return years_of(text) if text else ()


def _asking(question: "Callable[..., Answer]") -> "Callable[..., None]":
    shown: Callable[..., None] = showing(_part(question))
    return shown


@app.command()
@_asking
def network(
    opened: "Opened", wanted: "Wanted",
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by", metavar="LAYER",
            help="Edges by drug_group, substance, transport or year too; may be repeated.",
        ),
    ] = None,
) -> "Answer":  # fmt: skip
    """Show the network: its figures, countries and edges.

    Each edge with its support: cases, kg, documents with their grade, named routes.
    """
    from karaula.workspace.routes import network as ask

    return ask(opened, wanted, by=by or ())


@app.command()
@_asking
def role(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Show what a country (--area) is: source, transit, destination.

    Shares of the cases with intervals, beside what documents say.
    """
    from karaula.workspace.routes import role as ask

    return ask(opened, wanted)


@app.command()
@_asking
def shift(
    opened: "Opened", wanted: "Wanted",
    before: Annotated[
        str | None, typer.Option("--before", metavar="YEARS", help="The earlier years.")
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="YEARS", help="The later years.")
    ] = None,
    claim: Annotated[
        list[str] | None,
        typer.Option("--claim", metavar="TEXT", help='As "TUR>BGR grew" or ">BGR fell".'),
    ] = None,
    every_reporter: Annotated[
        bool, typer.Option("--every-reporter", help="Those too who report in one period alone.")
    ] = False,
) -> "Answer":  # fmt: skip
    """Show which routes moved between two periods.

    Claims of documents, and those given, are each supported, not supported, or without data. By
    default both halves of the years are compared.
    """
    from karaula.workspace.routes import shift as ask

    return ask(opened, wanted, before=_years(before), after=_years(after), claims=claim or (),
               every_reporter=every_reporter)  # fmt: skip


@app.command()
@_asking
def corroborate(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Hold what documents say of routes against cases, and the reverse."""
    from karaula.workspace.routes import corroborate as ask

    return ask(opened, wanted)


@app.command()
@_asking
def path(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Show the likeliest ways (--from, --to) and where they can be cut."""
    from karaula.workspace.routes import path as ask

    return ask(opened, wanted)


@app.command()
@_asking
def whatif(
    opened: "Opened", wanted: "Wanted",
    close: Annotated[
        list[str] | None,
        typer.Option(
            "--close", metavar="WHAT",
            help="A border TUR>BGR (TUR=BGR both ways), a country or a port; may be repeated.",
        ),
    ] = None,
) -> "Answer":  # fmt: skip
    """Show what closing a border, country or port would do.

    Without --close: how the network falls apart when countries are taken out one by one.
    """
    from karaula.workspace.routes import whatif as ask

    return ask(opened, wanted, close or ())


@app.command()
@_asking
def shares(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Show shares of the largest edges year by year."""
    from karaula.workspace.routes import shares as ask

    return ask(opened, wanted)


@app.command()
@_asking
def corridor(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Show all that is known of one edge (--from, --to)."""
    from karaula.workspace.routes import corridor as ask

    return ask(opened, wanted)


@app.command("map")
@_asking
def map_(
    opened: "Opened", wanted: "Wanted",
    weight: Annotated[
        str, typer.Option("--weight", metavar="NAME", help="Width of flows: cases or kg.")
    ] = "cases",
    geojson: Annotated[
        Path | None, typer.Option("--geojson", metavar="FILE", help="Write the flows there too.")
    ] = None,
) -> "Answer":  # fmt: skip
    """Show flows on a map (--chart FILE), or write them as GeoJSON."""
    from karaula.errors import KaraulaError
    from karaula.workspace.routes import geojson as flows
    from karaula.workspace.routes import route_map

    if geojson is not None:
        found = flows(opened, wanted, weight=weight)
        try:
            geojson.write_text(json.dumps(found, ensure_ascii=False) + "\n", encoding="utf-8")
        except OSError as error:
            raise KaraulaError(f"it cannot be written ({error.strerror})", geojson) from error
    return route_map(opened, wanted, weight=weight)


@app.command()
@showing
def sea(
    start: Annotated[str, typer.Argument(metavar="PORT", help="By name or UN/LOCODE.")],
    end: Annotated[str, typer.Argument(metavar="PORT", help="By name or UN/LOCODE.")],
    avoid: Annotated[
        list[str] | None,
        typer.Option("--without", metavar="PASSAGE", help="As panama or suez; may be repeated."),
    ] = None,
    hub: HubOption = None,
) -> "Answer":
    """Show how far it is by sea from port to port, and by which passages."""
    from karaula.workspace.routes import sea as ask

    return ask(_opened(hub), start, end, avoid=avoid or ())
