"""Two areas of an index side by side, and two of its editions."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from karaula.errors import KaraulaError
from karaula.hub.block import Block, Cell, Column, Empty
from karaula.hub.page import Asked
from karaula.hub.said import area_link
from karaula.hub.views.ranked import cited, period_of, region_of, said, stating
from karaula.hub.views.region import Choice
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf
    from karaula.workspace.answer import Answer
    from karaula.workspace.index import Opened


def pairing(opened: "Opened", asked: Asked) -> tuple[Choice, ...]:
    units = sorted(opened.now.raw.units, key=opened.name_of)
    options = (("", tuple((unit, opened.name_of(unit)) for unit in units)),)
    known = tuple(units)
    return tuple(
        Choice(name, options, asked.choice(name, known, default))
        for name, default in (("a", known[0]), ("b", known[-1]))
    )


def pair(shelf: "Shelf", opened: "Opened", asked: Asked) -> Block:
    """Two areas side by side, with the probability that one ranks above the other."""
    from karaula.workspace.index import units

    known = tuple(opened.now.raw.units)
    a, b = (asked.choice(name, known, "") for name in "ab")
    if not a or not b or a == b:
        none = Empty(text("index.choose_two"), text("index.choose_two_fill"))
        return Block(id="pair", title=say("index.pair_none"), empty=none, wide=True)
    answer = units(opened, a, b)
    claims = stating(shelf, opened.period, [row["measure"] for row in answer.rows])
    names = opened.name_of(a), opened.name_of(b)
    decimals = opened.structure.decimals
    columns = (
        Column("measure", text("index.measure")), Column("a", names[0], number=True),
        Column("b", names[1], number=True),
        Column("difference", text("index.difference"), number=True),
        Column("rank_a", text("index.rank_of", name=names[0]), number=True),
        Column("rank_b", text("index.rank_of", name=names[1]), number=True),
        Column("above", text("index.above", a=names[0], b=names[1]), number=True),
    )  # fmt: skip
    rows = []
    for row in answer.rows:
        code = row["measure"]
        rows.append((
            "  " * opened.depth(code) + opened.element_name(code),
            cited(shelf, claims, (a, code), said(row["score"], decimals), decimals),
            cited(shelf, claims, (b, code), said(row["score_other"], decimals), decimals),
            said(row["difference"], decimals), said(row["rank"], 0), said(row["rank_other"], 0),
            _chance(row["probability_above"]),
        ))  # fmt: skip
    return _block(
        "pair", answer, columns, rows, opened, title=say("index.pair", a=names[0], b=names[1])
    )


def _chance(value: float | None) -> str | None:
    from karaula.workspace.answer import chance_of

    return None if value is None else chance_of(value)


def editions(shelf: "Shelf", opened: "Opened", measure: str, within: str) -> Block:
    """Two editions side by side, with what makes them hard to compare."""
    from karaula.workspace.index import between

    try:
        answer = between(opened, measure=measure, within=region_of(shelf, within))
    except KaraulaError as error:
        none = Empty(
            f"{error.problem[:1].upper()}{error.problem[1:]}.", text("index.editions_fill")
        )
        return Block(id="editions", title=say("index.editions_none"), empty=none, wide=True)
    found = answer.rows
    first, last = (answer.rows[0]["from"], answer.rows[0]["to"]) if answer.rows else ("", "")
    before, after = (stating(shelf, edition, [measure]) for edition in (first, last))
    decimals = opened.structure.decimals
    columns = (
        Column("area", text("index.area")), Column("before", first, number=True),
        Column("after", last, number=True), Column("change", text("index.change"), number=True),
        Column("like_for_like", text("index.like_for_like"), number=True),
        Column("components", text("index.components"), number=True),
        Column("rank_before", text("index.rank_of", name=first), number=True),
        Column("rank_after", text("index.rank_of", name=last), number=True),
    )  # fmt: skip
    rows = [
        (
            (area_link(shelf, row["area"]),),
            cited(shelf, before, (row["area"], measure), said(row["before"], decimals), decimals),
            cited(shelf, after, (row["area"], measure), said(row["after"], decimals), decimals),
            *(said(row[key], decimals) for key in ("change", "like_for_like", "components")),
            said(row["rank_before"], 0), said(row["rank_after"], 0),
        )
        for row in found
    ]  # fmt: skip
    title = say("index.editions", measure=opened.element_name(measure), first=first, last=last)
    return _block("editions", answer, columns, rows, opened, title=title)


def _block(
    name: str, answer: "Answer", columns: Sequence[Column], rows: Sequence[tuple[Cell, ...]],
    opened: "Opened", *, title: Any,
) -> Block:  # fmt: skip
    return Block(
        id=name, title=title, columns=tuple(columns), rows=tuple(rows), first=len(rows), wide=True,
        source=(opened.source,), notes=answer.notes, unit=text("index.score"),
        period=period_of(opened), chart=answer.chart,
    )  # fmt: skip
