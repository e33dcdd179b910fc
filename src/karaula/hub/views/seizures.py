"""Seizures: totals, trends, who reports, and what is doubtful, as the commands answer it."""

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING, Any

from karaula.hub.block import Cell
from karaula.hub.page import Asked
from karaula.hub.said import Link, Said
from karaula.hub.views.answers import block
from karaula.hub.views.flows import (
    Flows,
    about_of,
    choices_of,
    nothing,
    seizures_of,
    span_of,
    wanted_seizures,
)
from karaula.hub.words import text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf
    from karaula.workspace.answer import Answer


def seizures_page(shelf: "Shelf", asked: Asked) -> Flows:
    """What was seized: totals, trends, what and how, who reports, what is doubtful."""
    from karaula.workspace.seizures import coverage, each, mix, summary, table, trend

    opened = seizures_of(shelf)
    wanted = wanted_seizures(shelf, asked)

    @cache
    def answered(question: "Callable[..., Answer]", **more: Any) -> "Answer":
        return shelf.alone(lambda: question(opened, wanted, **more))

    def ask(question: "Callable[..., Answer]", **more: Any) -> "Callable[[], Answer]":
        return lambda: answered(question, **more)

    known = span_of(shelf)
    if known is None:
        return Flows(title=text("flows.seizures"), blocks=(nothing("totals"),))
    about = about_of(asked, known, opened.source)
    return Flows(
        title=text("flows.seizures"),
        under=text("flows.enforcement"),
        choices=choices_of(shelf, asked),
        years=(asked.get("from"), asked.get("to")),
        span=known,
        blocks=(
            block("coverage", ask(coverage), wide=True, first=12, **about),
            block("totals", ask(summary), chart=False, **about),
            block("sizes", ask(summary), table=1, **about),
            block("trend", ask(trend), wide=True, first=12, **about),
            block("mix", ask(mix, by="drug_group"), **about),
            block("places", ask(table, by=("area",)), first=12, **about),
            block("how", ask(mix, by="transport"), **about),
            block("largest", ask(each, most=25), wide=True, first=25, rows=_seized, chart=False,
                  **about),
        ),
        beside=("seizure_doubts", text("flows.to_doubts")),
    )  # fmt: skip


def doubts_page(shelf: "Shelf", asked: Asked) -> Flows:
    """What is doubtful about the seizures: repeats, odd rows, and national totals beside cases."""
    from karaula.workspace.seizures import anomalies, compare, duplicates

    opened, wanted, known = seizures_of(shelf), wanted_seizures(shelf, asked), span_of(shelf)
    if known is None:
        return Flows(title=text("flows.doubts"), blocks=(nothing("doubtful"),))

    def ask(question: "Callable[..., Answer]") -> "Callable[[], Answer]":
        return lambda: shelf.alone(lambda: question(opened, wanted))

    about = about_of(asked, known, opened.source)
    return Flows(
        title=text("flows.doubts"), under=text("flows.doubts_under"),
        choices=choices_of(shelf, asked), years=(asked.get("from"), asked.get("to")), span=known,
        blocks=(
            block("doubtful", ask(anomalies), wide=True, first=20, **about),
            block("repeats", ask(duplicates), wide=True, first=20, **about),
            block("national", ask(compare), wide=True, first=20, **about),
        ),
        beside=("seizures", text("flows.to_seizures")),
    )  # fmt: skip


def _seized(answer: "Answer") -> list[tuple[Cell, ...]] | None:
    """Single seizures, each leading to its claim."""
    from karaula.assess.report import Ref

    rows = [row for row in answer.rows if row.get("claim_id") or row.get("claim")]
    shown = answer.tables[0].rows
    if len(rows) < len(shown):
        return None
    found: list[tuple[Cell, ...]] = []
    for row, line in zip(rows, shown, strict=False):
        to: Said = (Link(line[0], Ref("claim", row.get("claim_id") or row["claim"])),)
        found.append((to, *line[1:]))
    return found
