"""What people and programs see: tables and sentences, or JSON."""

import json
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import typer

if TYPE_CHECKING:
    from karaula.evidence import Claim, Source
    from karaula.evidence.finding import Finding
    from karaula.workspace import Added, Summary
    from karaula.workspace.doctor import Ailment

SHOWN = 12
"""Lines of one kind that people are shown; programs get all."""


def tell(problem: str, *, as_json: bool) -> None:
    """One fault on one line of standard error."""
    first, *rest = (line.strip() for line in problem.splitlines())
    problem = f"{first} {'; '.join(rest)}".strip()
    if as_json:
        print(json.dumps({"ok": False, "error": problem}, ensure_ascii=False), file=sys.stderr)
    else:
        print(f"error: {problem}", file=sys.stderr)


def warning(text: str) -> None:
    """Something worth knowing, on standard error."""
    print(f"warning: {text}", file=sys.stderr)


def json_line(value: dict[str, Any]) -> None:
    """One object on one line."""
    typer.echo(json.dumps(value, ensure_ascii=False))


def refusals(reasons: Iterable[str], *, as_json: bool) -> bool:
    """Files that could not be read; tells whether there are any."""
    found = list(reasons)
    for reason in found:
        tell(reason, as_json=as_json)
    return bool(found)


def added(results: "Sequence[Added]", *, as_json: bool) -> None:
    """What became of every file that was given."""
    for item in results:
        if as_json:
            json_line(asdict(item))
        elif item.outcome == "added":
            typer.echo(f"added    {item.name}" + (f": {item.why}" if item.why else ""))
        else:
            typer.echo(f"{item.outcome:<8} {item.given}: {item.why}")


def summary(done: "Summary", *, as_json: bool) -> None:
    """What a build did."""
    if as_json:
        json_line({"ok": not done.refused, **asdict(done)})
        return
    for refused in done.refused:
        typer.echo(f"refused  {refused.reason}")
    for name, why in done.skipped:
        typer.echo(f"skipped  {name}: {why}")
    for name in done.removed:
        typer.echo(f"removed  {name}")
    if done.refused:
        good = len(done.read) + len(done.unchanged) - len(done.refused)
        if good:
            typer.echo(f"{_number(good, 'other source')} could be built.")
    typer.echo(
        f"{len(done.read)} read, {len(done.unchanged)} unchanged"
        f" in {sum(done.seconds.values()):.1f} s."
    )
    typer.echo(
        f"The lake holds {_counted(done.claims, 'claim')}, {_number(done.measures, 'measure')} and"
        f" {_counted(done.findings, 'finding')}."
    )
    if done.unread:
        typer.echo(f"{_number(done.unread, 'thing')} could not be used: see `karaula doctor`.")


def _counted(counts: dict[str, int], what: str) -> str:
    parts = ", ".join(f"{count} {name}" for name, count in counts.items())
    return _number(sum(counts.values()), what) + (f" ({parts})" if parts else "")


def _number(count: int, what: str) -> str:
    return f"{count} {what}" if count == 1 else f"{count} {what}s"


def claims(found: "Iterable[Claim]", source: "Source", *, as_json: bool) -> None:
    """Claims of one source."""
    from karaula.evidence import claim_to_dict, slot_values

    if as_json:
        for claim in found:
            json_line(claim_to_dict(claim, source.doc))
        return
    rows = [
        (claim.kind, _place(claim), _plain(slot_values(claim.slots)), claim.quote)
        for claim in found
    ]
    table(f"{source.doc}: {_number(len(rows), 'claim')}", ("kind", "place", "says", "words"), rows)


def findings(found: "Sequence[Finding]", *, as_json: bool) -> None:
    """Findings with both quotes, gravest first."""
    from karaula.evidence.finding import finding_to_dict

    for finding in found:
        if as_json:
            json_line(finding_to_dict(finding))
            continue
        typer.echo(f"{finding.level.upper()}  {finding.message}  [{finding.rule}]")
        for item in finding.evidence:
            where = ", ".join(part for part in (item.doc, _place(item)) if part)
            typer.echo(f"    “{_short(item.quote)}” ({where})")
        typer.echo(f"    why: {finding.why}")
        if finding.correction:
            typer.echo(f"    likeliest: {finding.correction}")
    if not as_json:
        settled = sum(finding.level == "error" and not finding.stands for finding in found)
        told = f" A data set at hand settles {settled} of the errors." if settled else ""
        typer.echo(f"{_number(len(found), 'finding')}.{told}")


def paths(written: Sequence[Path], *, as_json: bool) -> None:
    """Files that were written."""
    if as_json:
        json_line({"ok": True, "files": [str(path) for path in written]})
        return
    for path in written:
        typer.echo(str(path))


def ailments(found: "Sequence[Ailment]", *, as_json: bool) -> None:
    """What is not as it should be, by topic, and what to do about it."""
    if as_json:
        for item in found:
            json_line(asdict(item))
        return
    if not found:
        typer.echo("Nothing is missing, stale or dropped.")
    for topic in dict.fromkeys(item.topic for item in found):
        items = [item for item in found if item.topic == topic]
        typer.echo(f"{topic} ({len(items)}): {items[0].remedy}")
        for item in items[:SHOWN]:
            typer.echo(f"    {item.place}: {item.problem}")
        if len(items) > SHOWN:
            typer.echo(f"    … and {len(items) - SHOWN} more; --json lists all")


def table(
    title: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, words: int | None = None
) -> None:
    """A table as wide as the terminal; in a pipe, as wide as it needs to be.

    ``words`` columns at the left hold words, the others numbers; by default all hold words.
    """
    from rich.console import Console
    from rich.table import Table

    console = Console() if sys.stdout.isatty() else Console(width=10_000)
    shown = Table(
        title=title.replace("[", r"\[") or None, title_justify="left", box=None, pad_edge=False
    )
    for at, name in enumerate(head):
        side: Literal["left", "right"] = "left" if words is None or at < words else "right"
        shown.add_column(name.replace("[", r"\["), overflow="fold", justify=side)
    for row in rows:
        shown.add_row(*(cell.replace("[", r"\[") for cell in row))
    console.print(shown)


def _place(item: Any) -> str:
    if item.locator:
        return str(item.locator)
    page = [f"page {item.page}"] if item.page else []
    characters = [f"characters {item.start}-{item.end}"] if item.start is not None else []
    return ", ".join([*page, *characters])


def _plain(values: dict[str, Any]) -> str:
    texts = {k: ", ".join(map(str, v)) if isinstance(v, tuple) else v for k, v in values.items()}
    return " ".join(f"{name}={value}" for name, value in texts.items())


def _short(text: str, width: int = 160) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= width else plain[: width - 1] + "…"
