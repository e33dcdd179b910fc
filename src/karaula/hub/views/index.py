"""The index: who stands where and how sure that is, by other weights too; two areas side by side;
two editions side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from karaula.assess.numbers import number
from karaula.errors import KaraulaError
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.figure import Figure, of_claim
from karaula.hub.page import Asked, UnusableError
from karaula.hub.said import area_link
from karaula.hub.views.region import Choice
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf
    from karaula.workspace.answer import Answer
    from karaula.workspace.index import Opened

MOST = 5.0
"""The largest weight of a slider; weights are relative to each other."""


@dataclass(frozen=True, slots=True)
class Slider:
    """The weight of one element: the usual one, and the one asked for."""

    code: str
    name: str
    parent: str
    usual: float
    now: float


@dataclass(frozen=True, slots=True)
class Standing:
    """Score and rank of a unit by the usual weights, as they are said."""

    unit: str
    name: str
    score: str
    rank: str


@dataclass(frozen=True, kw_only=True)
class IndexView(View):
    """The page of the index, with its forms."""

    choices: tuple[Choice, ...] = ()
    pair: tuple[Choice, ...] = ()
    sliders: tuple[tuple[str, tuple[Slider, ...]], ...] = ()
    matrix: Mapping[str, Any] | None = None
    what_if: tuple[Standing, ...] = ()
    """Rows that move with the sliders."""
    top: str = ""


def index(shelf: "Shelf", asked: Asked) -> IndexView:
    """The page of a published index."""
    try:
        opened = _opened(shelf, asked.get("edition"))
    except KaraulaError as error:
        none = Empty(_sentence(error.problem), text("index.none_fill"))
        block = Block(id="ranking", title=say("index.none"), empty=none, wide=True)
        return IndexView(title=text("index.title"), blocks=(block,))
    measure = asked.choice("measure", _measures(opened), opened.tops[0])
    within = asked.choice("within", ("region", "all"), "region")
    ranking, order = _ranking(shelf, opened, measure, within)
    weights = _weights(opened, asked)
    blocks = [
        ranking,
        *_supposed(shelf, opened, measure, within, len(order), weights),
        _pair(shelf, opened, asked),
        _editions(shelf, opened, measure, within),
    ]
    return IndexView(
        title=opened.name,
        under=text("index.under", edition=opened.period, units=len(opened.now.raw.units)),
        choices=_choices(opened, measure, within),
        pair=_pairing(opened, asked),
        sliders=_sliders(opened, weights) if _is_mean(opened) else (),
        matrix=_matrix(opened, measure) if _is_mean(opened) else None,
        what_if=order,
        top=measure,
        blocks=tuple(blocks),
        notes=tuple(opened.mandatory_notes(row.unit for row in order)),
    )


def _opened(shelf: "Shelf", edition: str) -> "Opened":
    """The index that the reader's claims hold, opened once for each edition."""
    from karaula.workspace.index import Asked as Wanted
    from karaula.workspace.index import open_claims

    def make() -> "Opened":
        from karaula.measure.index.structure import Structure

        names = {code: item.name for code, item in shelf.vocabulary.indicators.items()}
        known = {
            code for about in shelf.vocabulary.indices.values()
            for edition in about.editions.values()
            for code in Structure.of_edition(edition, about, names).elements
        }  # fmt: skip
        claims = shelf.claims("observation")
        own = claims.filter(claims.indicator.isin(sorted(known)))
        table = own.order_by("source_id", "locator", "claim_id").to_pyarrow()
        wanted = Wanted(period=edition or None)
        return open_claims(table, shelf.vocabulary, wanted, shelf.hub.folder)

    return shelf.keep(("index", edition), make)


def _measures(opened: "Opened") -> tuple[str, ...]:
    return tuple(code for code in opened.tree() if code in opened.structure.parts)


def _is_mean(opened: "Opened") -> bool:
    """Whether every aggregate is an arithmetic mean, which a browser may compute as well."""
    steps = opened.index.steps
    return len(steps) == 1 and dict(steps[0].settings) == {"method": "arithmetic"}


def _choices(opened: "Opened", measure: str, within: str) -> tuple[Choice, ...]:
    measures = tuple((code, opened.element_name(code)) for code in _measures(opened))
    editions = tuple((name, name) for name in opened.editions)
    places = (("region", text("index.region")), ("all", text("index.all")))
    return (
        Choice("measure", (("", measures),), measure),
        Choice("edition", (("", editions),), opened.period),
        Choice("within", (("", places),), within),
    )


def _ranking(
    shelf: "Shelf", opened: "Opened", measure: str, within: str
) -> tuple[Block, tuple[Standing, ...]]:
    """Scores and ranks, each with its interval."""
    from karaula.workspace.index import standing

    answer = standing(opened, measure=measure, within=_within(shelf, within))
    found = answer.rows
    claims = _claims(shelf, opened.period, [measure])
    decimals = opened.structure.decimals
    rows = []
    for row in found:
        score = number(row["score"], decimals) if row["score"] is not None else None
        rows.append((
            (area_link(shelf, row["area"]),),
            _cited(shelf, claims.get((row["area"], measure)), score, row),
            _span(row["score_low"], row["score_high"], decimals),
            None if row["rank"] is None else f"{row['rank']:g}",
            _span(row["rank_low"], row["rank_high"], 0),
        ))  # fmt: skip
    level = f"{found[0]['level']:.0%}" if found else ""
    columns = (
        Column("area", text("index.area")), Column("score", text("index.score"), number=True),
        Column("score_range", text("index.range", level=level), number=True),
        Column("rank", text("index.rank"), number=True),
        Column("rank_range", text("index.rank_range", level=level), number=True),
    )  # fmt: skip
    name = opened.element_name(measure)
    block = Block(
        id="ranking",
        title=say("index.ranking", measure=name, count=len(rows)),
        unit=text("index.score"),
        period=text("index.edition_of", edition=opened.period),
        source=(opened.source,),
        columns=columns,
        rows=tuple(rows),
        notes=answer.notes,
        first=len(rows),
        # A drawing of all units would be the whole page.
        chart=answer.chart if rows and within == "region" else None,
        wide=True,
        empty=None if rows else Empty(text("index.no_rows"), text("index.no_rows_fill")),
    )
    return block, tuple(
        Standing(row["area"], row["name"], _said(row["score"], decimals) or text("index.gap"),
                 _said(row["rank"], 0) or text("index.gap"))
        for row in found
    )  # fmt: skip


def _within(shelf: "Shelf", within: str) -> str | None:
    return shelf.hub.config.region if within == "region" else None


def _span(low: float | None, high: float | None, decimals: int) -> str | None:
    if low is None or high is None:
        return None
    return f"{number(low, decimals)}–{number(high, decimals)}"


def _claims(shelf: "Shelf", edition: str, codes: Sequence[str]) -> dict[tuple[str, str], "Row"]:
    """The claim that states each score of an edition."""
    rows = shelf.rows(
        "SELECT * FROM claims_observation WHERE period = ? AND list_contains(?, indicator)"
        " AND len(area) = 1 AND value IS NOT NULL AND unit <> 'rank'"
        " ORDER BY confidence, claim_id",
        edition, list(codes),
    )  # fmt: skip
    return {(row["area"][0], row["indicator"]): row for row in rows}


def _cited(
    shelf: "Shelf",
    claim: "Row | None",
    said: str | None,
    interval: "Mapping[str, Any] | None" = None,
) -> Cell:
    """A score bound to the claim that states it; a computed one that nobody states as it is."""
    if said is None:
        return None
    if claim is None:
        return said
    found: Figure = of_claim(shelf, claim, said)
    if interval is not None:
        found = replace(found, low=interval["score_low"], high=interval["score_high"],
                        level=interval["level"])  # fmt: skip
    return (found,)


def _weights(opened: "Opened", asked: Asked) -> dict[str, float]:
    """Weights other than the usual ones. Raises :class:`UnusableError`."""
    found = {}
    for name, value in asked.values:
        if not name.startswith("w_"):
            continue
        code = name[2:]
        if code not in opened.structure.elements:
            raise UnusableError(text("index.no_element", code=code))
        try:
            weight = float(value)
        except ValueError:
            weight = -1.0
        if not 0 <= weight <= MOST:
            raise UnusableError(text("index.bad_weight", code=code, most=f"{MOST:g}"))
        if weight != opened.structure.elements[code].weight:
            found[code] = weight
    return found


def _sliders(
    opened: "Opened", weights: Mapping[str, float]
) -> tuple[tuple[str, tuple[Slider, ...]], ...]:
    groups = []
    for code in opened.tree():
        parts = opened.structure.parts.get(code, ())
        if len(parts) < 2:
            continue
        groups.append((opened.element_name(code), tuple(
            Slider(part, opened.element_name(part), code, usual, weights.get(part, usual))
            for part in parts for usual in [opened.structure.elements[part].weight]
        )))  # fmt: skip
    return tuple(groups)


def _matrix(opened: "Opened", measure: str) -> dict[str, Any]:
    """What sliders compute from, of all units, whose ranks are those of the whole list:
    ``frontend/README.md`` tells its shape."""
    elements = opened.structure.elements
    raw = opened.now.raw
    leaves = [code for code in raw.codes if code in elements]
    columns = [raw.column(code) for code in leaves]
    values = np.column_stack(columns) if columns else np.empty((len(raw.units), 0))
    return {
        "decimals": opened.structure.decimals,
        "elements": [
            {"code": code, "parent": element.parent, "weight": element.weight}
            for code, element in elements.items()
        ],
        "units": list(raw.units),
        "columns": leaves,
        "values": [[None if np.isnan(v) else float(v) for v in row] for row in values],
        "order": measure,
    }


def _supposed(
    shelf: "Shelf", opened: "Opened", measure: str, within: str, units: int,
    weights: Mapping[str, float],
) -> list[Block]:  # fmt: skip
    """What would move by other weights; nothing where all are as usual."""
    if not weights:
        return []
    from karaula.workspace.index import Suppose, supposing

    answer = supposing(opened, Suppose(weights=weights), measures=[measure],
                       within=_within(shelf, within))  # fmt: skip
    moved = answer.rows
    said = ", ".join(f"{opened.element_name(c)} {w:g}" for c, w in weights.items())
    claims = _claims(shelf, opened.period, [measure])
    decimals = opened.structure.decimals
    columns = (
        Column("area", text("index.area")), Column("score", text("index.score"), number=True),
        Column("score_then", text("index.then"), number=True),
        Column("rank", text("index.rank"), number=True),
        Column("rank_then", text("index.then"), number=True),
        Column("places", text("index.places"), number=True),
    )  # fmt: skip
    rows = tuple(
        (
            (area_link(shelf, row["area"]),),
            _cited(shelf, claims.get((row["area"], measure)), _said(row["score"], decimals)),
            _said(row["score_then"], decimals),
            _said(row["rank"], 0), _said(row["rank_then"], 0), _said(row["places"], 0),
        )
        for row in moved
    )  # fmt: skip
    title = say("index.supposed", weights=said, moved=len(moved), units=units)
    empty = None if rows else Empty(text("index.nothing_moves"), text("index.nothing_moves_fill"))
    return [
        Block(id="supposed", title=title, columns=columns, rows=rows, first=len(rows), wide=True,
              source=(opened.source,), notes=answer.notes, empty=empty,
              unit=text("index.score"), period=text("index.edition_of", edition=opened.period))
    ]  # fmt: skip


def _sentence(problem: str) -> str:
    return f"{problem[:1].upper()}{problem[1:]}."


def _said(value: float | None, decimals: int) -> str | None:
    return None if value is None else number(value, decimals)


def _pairing(opened: "Opened", asked: Asked) -> tuple[Choice, ...]:
    units = sorted(opened.now.raw.units, key=opened.name_of)
    options = (("", tuple((unit, opened.name_of(unit)) for unit in units)),)
    known = tuple(units)
    return tuple(
        Choice(name, options, asked.choice(name, known, default))
        for name, default in (("a", known[0]), ("b", known[-1]))
    )


def _pair(shelf: "Shelf", opened: "Opened", asked: Asked) -> Block:
    """Two areas side by side, with the probability that one ranks above the other."""
    from karaula.workspace.index import units

    known = tuple(opened.now.raw.units)
    a, b = (asked.choice(name, known, "") for name in "ab")
    if not a or not b or a == b:
        none = Empty(text("index.choose_two"), text("index.choose_two_fill"))
        return Block(id="pair", title=say("index.pair_none"), empty=none, wide=True)
    answer = units(opened, a, b)
    claims = _claims(shelf, opened.period, [row["measure"] for row in answer.rows])
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
            _cited(shelf, claims.get((a, code)), _said(row["score"], decimals)),
            _cited(shelf, claims.get((b, code)), _said(row["score_other"], decimals)),
            _said(row["difference"], decimals), _said(row["rank"], 0), _said(row["rank_other"], 0),
            _chance(row["probability_above"]),
        ))  # fmt: skip
    return _block(
        "pair", answer, columns, rows, opened, title=say("index.pair", a=names[0], b=names[1])
    )


def _chance(value: float | None) -> str | None:
    from karaula.workspace.answer import chance_of

    return None if value is None else chance_of(value)


def _editions(shelf: "Shelf", opened: "Opened", measure: str, within: str) -> Block:
    """Two editions side by side, with what makes them hard to compare."""
    from karaula.workspace.index import between

    try:
        answer = between(opened, measure=measure, within=_within(shelf, within))
    except KaraulaError as error:
        none = Empty(
            f"{error.problem[:1].upper()}{error.problem[1:]}.", text("index.editions_fill")
        )
        return Block(id="editions", title=say("index.editions_none"), empty=none, wide=True)
    found = answer.rows
    first, last = (answer.rows[0]["from"], answer.rows[0]["to"]) if answer.rows else ("", "")
    before, after = (_claims(shelf, edition, [measure]) for edition in (first, last))
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
            _cited(shelf, before.get((row["area"], measure)), _said(row["before"], decimals)),
            _cited(shelf, after.get((row["area"], measure)), _said(row["after"], decimals)),
            *(_said(row[key], decimals) for key in ("change", "like_for_like", "components")),
            _said(row["rank_before"], 0), _said(row["rank_after"], 0),
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
        period=text("index.edition_of", edition=opened.period), chart=answer.chart,
    )  # fmt: skip
