"""The commands of seizures. Each opens them, puts one question, and shows the answer."""

from typing import TYPE_CHECKING, Annotated

import typer

from karaula.cli.seizures_options import asking

if TYPE_CHECKING:
    from karaula.workspace.seizures import Answer, Opened, Wanted

app = typer.Typer(
    help="Quantities, trends, gaps and doubts of single seizures, counted once.",
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)


@app.command()
@asking
def summary(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Show totals, drugs, sizes and what is told.

    Counts and kilograms at every level of copies, with and without suspects; kinds of amounts never
    add up. Drawn: how large seizures are.
    """
    from karaula.workspace.seizures import summary as ask

    return ask(opened, wanted)


@app.command()
@asking
def trend(
    opened: "Opened", wanted: "Wanted",
    every: Annotated[str, typer.Option("--every", help="year, quarter or month.")] = "year",
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="COLUMN", help="Shares instead: drug_group, transport, …"),
    ] = None,
) -> "Answer":  # fmt: skip
    """Show how seizures changed, with intervals, gaps and breaks.

    A year that a country did not report is a gap and never a break. --by shows shares over time.
    """
    from karaula.workspace.seizures import mix
    from karaula.workspace.seizures import trend as ask

    return ask(opened, wanted, every=every) if by is None else mix(opened, wanted, by=by,
                                                                   every=every)  # fmt: skip


@app.command()
@asking
def table(
    opened: "Opened", wanted: "Wanted",
    by: Annotated[
        list[str] | None,
        typer.Option("--by", metavar="COLUMN",
                     help="area, drug_group, year, transport, place …; may be repeated."),
    ] = None,
    each: Annotated[bool, typer.Option("--each", help="Single seizures, heaviest first.")] = False,
) -> "Answer":  # fmt: skip
    """Show totals by country or other columns, or single seizures.

    Drawn: circles on a map, by country, or with --each by place.
    """
    from karaula.workspace.seizures import each as one_by_one
    from karaula.workspace.seizures import table as ask

    return one_by_one(opened, wanted) if each else ask(opened, wanted, by=by or ("area",))


@app.command()
@asking
def duplicates(
    opened: "Opened", wanted: "Wanted",
    undecided: Annotated[
        bool, typer.Option("--undecided", help="Pairs left apart, for you to decide.")
    ] = False,
) -> "Answer":  # fmt: skip
    """Show what was taken for one seizure, and why."""
    from karaula.workspace.seizures import duplicates as ask

    return ask(opened, wanted, undecided=undecided)


@app.command()
@asking
def coverage(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Show who reports single seizures, since when, and where the gaps are."""
    from karaula.workspace.seizures import coverage as ask

    return ask(opened, wanted)


@app.command()
@asking
def anomalies(
    opened: "Opened", wanted: "Wanted",
    code: Annotated[
        str | None, typer.Option("--code", metavar="CODE", help="Only this suspicion.")
    ] = None,
) -> "Answer":  # fmt: skip
    """Show what looks wrong, with evidence, and totals with and without it."""
    from karaula.workspace.seizures import anomalies as ask

    return ask(opened, wanted, code=code)


@app.command()
@asking
def compare(opened: "Opened", wanted: "Wanted") -> "Answer":
    """Compare totals of single seizures with national totals."""
    from karaula.workspace.seizures import compare as ask

    return ask(opened, wanted)
