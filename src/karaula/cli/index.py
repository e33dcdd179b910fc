"""The commands of an index. Each opens what it needs, puts one question, and shows the answer."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from karaula.cli.index_options import asking, opening, pairs
from karaula.errors import KaraulaError

if TYPE_CHECKING:
    from karaula.workspace.index import Answer, Asked, Doubt, Opened

app = typer.Typer(
    help="Score, rank and question a composite index.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

Measure = Annotated[
    str | None,
    typer.Option("--measure", metavar="CODE", help="The score asked about. [default: the top]"),
]
Measures = Annotated[
    list[str] | None, typer.Option("--measure", metavar="CODE", help="Only this; may be repeated.")
]
Area = Annotated[
    str | None, typer.Option("--area", metavar="CODE", help="One unit, by its code or name.")
]
Areas = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="CODE", help="A unit, by code or name; may be repeated."),
]
Region = Annotated[
    str | None,
    typer.Option("--region", metavar="NAME", help="Only its units: an area set, or a group."),
]
Vary = Annotated[
    Path | None,
    typer.Option("--vary", metavar="FILE", help="YAML of what may be otherwise. [default: usual]"),
]
Draws = Annotated[
    int | None, typer.Option("--draws", min=2, help="How often the index is made anew.")
]
Seed = Annotated[str, typer.Option("--seed", help="The same seed gives the same draws.")]
Level = Annotated[
    float, typer.Option("--level", help="Share of the draws that intervals hold, as 0.9.")
]


@app.command()
@asking
def score(
    asked: "Asked", measure: Measures = None, area: Areas = None, region: Region = None,
    indicators: Annotated[bool, typer.Option("--indicators", help="Indicators too.")] = False,
    decimals: Annotated[
        int | None, typer.Option("--decimals", min=0, max=15, help="Places of the scores.")
    ] = None,
    notes: Annotated[bool, typer.Option("--notes", help="All that the steps did.")] = False,
) -> "Answer":  # fmt: skip
    """Show scores and ranks, and what made them."""
    from karaula.workspace.index import scores

    return scores(
        _open(asked), measures=measure or (), areas=area or (), within=region,
        indicators=indicators, decimals=decimals, notes=notes,
    )  # fmt: skip


@app.command()
@asking
def rank(
    asked: "Asked", measure: Measure = None, region: Region = None, draws: Draws = None,
    seed: Seed = "0", level: Level = 0.9,
) -> "Answer":  # fmt: skip
    """Show the ranking with its intervals.

    They rest on the usual assumption, which is printed with them.
    """
    from karaula.workspace.index import USUAL, standing

    doubt = _doubt(USUAL, None, draws, seed, level)
    return standing(_open(asked), measure=measure, within=region, doubt=doubt)


@app.command()
@asking
def compare(
    asked: "Asked",
    first: Annotated[
        str | None, typer.Option("--from", metavar="YEAR", help="The earlier edition or year.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", metavar="YEAR", help="The later one.")
    ] = None,
    with_data: Annotated[
        Path | None, typer.Option("--with-data", metavar="FILE", help="Compare with other values.")
    ] = None,
    with_structure: Annotated[
        Path | None,
        typer.Option("--with-structure", metavar="FILE", help="Compare with another structure."),
    ] = None,
    area: Areas = None, measure: Measure = None, region: Region = None, vary: Vary = None,
    draws: Draws = None, seed: Seed = "0",
) -> "Answer":  # fmt: skip
    """Compare editions, years, versions, or two units.

    Without --from and --to the last two editions or years. One --area asks for all scores of a
    unit, two for both side by side.
    """
    from karaula.workspace.index import USUAL, between, units, versions

    areas = area or []
    opened = _open(asked)
    other = replace(
        asked, data=with_data or asked.data, structure=with_structure or asked.structure
    )
    if len(areas) > 2:
        raise KaraulaError("only two units can be compared", None, "give --area once or twice")
    if len(areas) == 2:
        doubt = _doubt(USUAL, vary, draws, seed, None)
        return units(opened, areas[0], areas[1], measure=measure, doubt=doubt)
    one = areas[0] if areas else None
    if other != asked:
        names = ("as it is", str((with_data or with_structure or Path()).name))
        return versions(opened, _open(other), measure=measure, area=one, within=region,
                        names=names)  # fmt: skip
    return between(opened, first=first, last=last, measure=measure, area=one, within=region)


@app.command()
@asking
def uncertainty(
    asked: "Asked", vary: Vary = None, draws: Draws = None, seed: Seed = "0", level: Level = 0.9,
    measure: Measure = None, region: Region = None,
    pairs: Annotated[
        bool, typer.Option("--pairs", help="How probably one unit ranks above another.")
    ] = False,
) -> "Answer":  # fmt: skip
    """Show how sure the ranking is, and who cannot be told apart.

    --vary names a file of choices: settings of steps, ranges, sets of weights, noise of weights,
    elements left out, and errors in the data.
    """
    from karaula.workspace.index import USUAL, standing

    doubt = _doubt(USUAL, vary, draws, seed, level)
    return standing(_open(asked), measure=measure, within=region, doubt=doubt, groups=True,
                    pairs=pairs)  # fmt: skip


@app.command()
@asking
def sensitivity(
    asked: "Asked", vary: Vary = None, draws: Draws = None, seed: Seed = "0", level: Level = 0.9,
    measure: Measure = None, area: Area = None,
) -> "Answer":  # fmt: skip
    """Show what the ranking hangs on.

    Shares of the variance of ranks, by choice. --area asks what the rank of one unit hangs on.
    """
    from karaula.workspace.index import SINGLE, hanging

    doubt = _doubt(SINGLE, vary, draws, seed, level)
    return hanging(_open(asked), measure=measure, area=area, doubt=doubt)


@app.command()
@asking
def whatif(
    asked: "Asked",
    weight: Annotated[
        list[str] | None, typer.Option("--weight", metavar="CODE=NUMBER", help="Another weight.")
    ] = None,
    drop: Annotated[
        list[str] | None, typer.Option("--drop", metavar="CODE", help="Leave an element out.")
    ] = None,
    value: Annotated[
        list[str] | None,
        typer.Option("--set", metavar="AREA.CODE=NUMBER", help="Another value."),
    ] = None,
    step: Annotated[
        list[str] | None,
        typer.Option(
            "--step", metavar="STEP.SETTING=VALUE",
            help="Another setting of a step; STEP=none leaves it out.",
        ),
    ] = None,
    measure: Measures = None, region: Region = None,
) -> "Answer":  # fmt: skip
    """Show who would move if something were otherwise."""
    from karaula.workspace.index import Suppose, supposing

    suppose = Suppose(
        weights={name: _number("--weight", text) for name, text in pairs("--weight", weight or ())},
        drop=drop or (),
        values=dict(_values(value or ())),
        steps=_steps(step or ()),
    )
    return supposing(_open(asked), suppose, measures=measure or (), within=region)


@app.command()
@opening
def audit(
    asked: "Asked",
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The published figures.")],
    as_json: Annotated[bool, typer.Option("--json", help="Write JSON for programs.")] = False,
) -> None:
    """Check figures that somebody published.

    They are held against the structure of an index, and against data where given. Exit 1 where an
    error stands.
    """
    from karaula.cli import show
    from karaula.cli.progress import working
    from karaula.workspace.index.auditing import auditing

    with working("checking"):
        findings = auditing(file, asked)
    show.findings(findings, as_json=as_json)
    raise typer.Exit(any(finding.level == "error" for finding in findings))


@app.command()
@asking
def profile(
    asked: "Asked",
    area: Annotated[str, typer.Argument(metavar="AREA", help="A unit, by its code or name.")],
    vary: Vary = None, draws: Draws = None, seed: Seed = "0", level: Level = 0.9,
) -> "Answer":  # fmt: skip
    """Show all of one unit.

    Ranks with intervals, what its parts add, highest and lowest, peers, and change.
    """
    from karaula.workspace.index import USUAL
    from karaula.workspace.index import profile as ask

    return ask(_open(asked), area, doubt=_doubt(USUAL, vary, draws, seed, level))


def _open(asked: "Asked") -> "Opened":
    from karaula.cli import show
    from karaula.workspace.index import open_index

    opened = open_index(asked)
    if opened.stale:
        show.warning("something changed since the last build; run `karaula build` to take it in")
    return opened


def _doubt(
    usual: "Doubt", vary: Path | None, draws: int | None, seed: str, level: float | None
) -> "Doubt":
    """What is uncertain: as a file says, else as usual."""
    from karaula.workspace.index import choices_of

    return replace(
        usual, seed=seed, draws=usual.draws if draws is None else draws,
        level=usual.level if level is None else level,
        choices=usual.choices if vary is None else choices_of(vary),
    )  # fmt: skip


def _number(option: str, text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise KaraulaError(f"{option}: {text} is no number", None, "write it as 2 or 0.5") from None


def _values(given: Sequence[str]) -> list[tuple[tuple[str, str], float]]:
    found = []
    for place, text in pairs("--set", given):
        unit, sign, code = place.rpartition(".")
        if not sign:
            raise KaraulaError(f"--set {place} names no value", None, "write --set AREA.CODE=8")
        found.append(((unit, code), _number("--set", text)))
    return found


def _steps(given: Sequence[str]) -> dict[str, dict[str, Any] | None]:
    """Steps with other settings, values as YAML has them; None for one left out."""
    from karaula.measure.index.plain import load_plain

    found: dict[str, dict[str, Any] | None] = {}
    for place, text in pairs("--step", given):
        name, sign, setting = place.partition(".")
        if not sign and text == "none":
            found[name] = None
        elif not sign or not setting:
            raise KaraulaError(f"--step {place}={text} says no setting", None,
                               "write --step STEP.SETTING=VALUE, or --step STEP=none")  # fmt: skip
        else:
            value = load_plain(text, f"--step {place}").data
            found[name] = {**(found.get(name) or {}), setting: value}
    return found
