"""A country or territory: its scores beside the region's, its markets, ways in and out, and what
sources state about it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from karaula.assess.compose.charts import meaning
from karaula.assess.compose.country import order
from karaula.assess.compose.statements import sentences
from karaula.assess.grammar import grammar
from karaula.assess.numbers import number
from karaula.evidence import slot_types
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.figure import Figure, of_claim
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Said, from_report, listed, market_link, words
from karaula.hub.views.legs import legs_block
from karaula.hub.views.roles import roles_block
from karaula.hub.views.scores import Scored, Scores, beside, interval, strip
from karaula.hub.views.tables import (
    About,
    claim_counts,
    claims_block,
    counted,
    findings_block,
    sources_table,
)
from karaula.hub.views.timeline import incidents_block
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

MOST = 100
"""Sentences of one kind that are told; the claims behind the others stand among all claims."""


def every(shelf: "Shelf") -> Iterable[Mapping[str, str]]:
    """The areas of the hub's region."""
    return ({"area": area} for area in shelf.members)


def country(shelf: "Shelf", asked: Asked) -> View:
    """The page of one area of the hub's region. Raises :class:`MissingError` for any other."""
    area = asked["area"]
    if area not in shelf.members:
        raise MissingError("there is no such country in the hub's region")
    name = shelf.name(area)
    about = _about(area)
    sheet = shelf.lately(("country", area), lambda: _sheet(shelf, area))
    editions = shelf.material.editions
    return View(
        title=name,
        under=text("country.under", edition=editions[0]) if editions else "",
        lead=sheet.lead,
        blocks=(
            *sheet.blocks,
            claims_block(shelf, about, sheet.counts, asked, name),
            sources_table(
                shelf,
                sheet.counts,
                say("country.sources", count=counted(len(sheet.counts), "source"), area=name),
            ),
        ),
    )


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What the page of an area shows on whichever page of its claims."""

    lead: tuple[Said, ...]
    blocks: tuple[Block, ...]
    counts: Mapping[str, int]
    """Claims by their source."""


def _sheet(shelf: "Shelf", area: str) -> _Sheet:
    findings = [row for row in shelf.material.findings if row["area"] == area]
    return _Sheet(
        lead=_lead(shelf, area),
        blocks=(
            _scores(shelf, area),
            roles_block(shelf, area),
            legs_block(shelf, area),
            incidents_block(shelf, area),
            _told(shelf, area, "presence", "groups"),
            _responses(shelf, area),
            findings_block(shelf, findings, shelf.name(area)),
        ),
        counts=claim_counts(shelf, _about(area)),
    )


def _lead(shelf: "Shelf", area: str) -> tuple[Said, ...]:
    """What stands out, in sentences whose figures lead to their evidence."""
    material, name = shelf.material, shelf.name(area)
    if not material.index_id:
        return (say("country.no_index", area=name),)
    edition = material.editions[0]
    if not material.covered(area):
        return (say("country.not_scored", area=name, index=material.index.name),)
    lines: list[Said] = []
    known = Scores(shelf, edition, shelf.members)
    for level in material.index.ranked:
        rows = known.of(level)
        own = next(row for row in rows if row.area == area)
        if own.score:
            lines.append(_level(shelf, level, own, rows))
    return (tuple(part for line in lines for part in (*line, " ")), *_heaviest(shelf, area))


def _level(shelf: "Shelf", level: str, own: Scored, rows: list[Scored]) -> Said:
    assert own.score
    measure = shelf.vocabulary.indicators[level].name
    within = interval(own.score)
    span = f" ({within})" if within else ""
    said: Said = say("country.scored", measure=measure, score=own.score, span=span)
    if own.ranks:
        rank = own.ranks[0]
        said += say("country.ranked", place=rank.place, of=rank.of, among=rank.among)
    others = [row.score for row in rows if row.score and row.area != own.area]
    if others:
        said += say("country.beside", standing=standing(own.score, others))
    return (*said, ".")


def standing(own: Figure, others: Sequence[Figure]) -> str:
    """Where a score stands among others: ``above 7 and level with 1``; what is none is not said."""
    names = ("above", "level with", "below")
    found = zip(names, beside(own, others), strict=True)
    said = listed([f"{name} {count}" for name, count in found if count])
    return words(said)


def _heaviest(shelf: "Shelf", area: str) -> tuple[Said, ...]:
    """The markets that score highest, where the index scores markets."""
    material = shelf.material
    found = {
        market.indicator: (key, row)
        for key, market in reversed(shelf.vocabulary.markets.items())
        if market.indicator
        and (row := material.score(area, market.indicator, material.editions[0]))
    }
    if not found:
        return ()
    best = max(row["value"] for _, row in found.values())
    top = [(key, row) for key, row in found.values() if row["value"] == best]
    names = listed([market_link(shelf, key, _scored_as(shelf, row)) for key, row in reversed(top)])
    figure = of_claim(shelf, top[-1][1], number(best, 2))
    key = "country.heaviest" if len(top) == 1 else "country.heaviest_many"
    return (say(key, markets=names, score=figure, count=len(found)),)


def _scored_as(shelf: "Shelf", row: "Row") -> str:
    return shelf.vocabulary.indicators[row["indicator"]].name


def _scores(shelf: "Shelf", area: str) -> Block:
    """Every score of the index beside those of the region."""
    material = shelf.material
    if not material.index_id or not material.covered(area):
        none = Empty(text("country.scores_why"), text("country.scores_fill"))
        return Block(id="scores", title=say("country.scores_none"), empty=none)
    edition, former = material.editions[0], material.editions[1:2]
    scale = material.index.scale
    axis = (scale.low, scale.high)
    columns = [Column("indicator", "Indicator")]
    columns.append(Column("", f"{scale.low:g} to {scale.high:g}"))
    columns.append(Column(f"score_{edition}", edition, number=True))
    columns.append(Column("interval", "Interval", number=True))
    columns += [Column(f"score_{old}", old, number=True) for old in former]
    columns += [Column("lowest", "Lowest", number=True), Column("highest", "Highest", number=True)]
    known = Scores(shelf, edition, shelf.members)
    before = [Scores(shelf, period, [area]) for period in former]
    rows: list[tuple[Cell, ...]] = []
    strong: list[int] = []
    for indicator, depth in order(material):
        held = [row.score for row in known.of(indicator) if row.score]
        if not held:
            continue
        ends = [pick(held, key=lambda score: score.value or 0) for pick in (min, max)]
        old = [scores.at(indicator, area).score for scores in before]
        strong += [len(rows)] if depth < 2 else []
        own = known.at(indicator, area).score
        name = shelf.vocabulary.indicators[indicator].name
        others = [row.score for row in known.of(indicator) if row.score and row.area != area]
        figures = ((cell,) if cell else None for cell in (*old, *ends))
        drawn = strip(own, axis, others, meaning(material, indicator))
        rows.append((name, drawn, (own,) if own else None, interval(own), *figures))

    top = material.index.ranked[0]
    own = known.at(top, area).score
    others = [row.score for row in known.of(top) if row.score and row.area != area]
    title: Said = say("country.scores_bare")
    if own and others:
        measure = shelf.vocabulary.indicators[top].name
        title = say("country.scores", measure=measure, standing=standing(own, others))
    return Block(
        id="scores",
        title=title,
        unit=f"score, {scale.low:g} to {scale.high:g}",
        period=f"edition {edition}",
        source=(f"{material.index.name}, {material.index.publisher}",),
        coverage=text("region.coverage", known=len(others) + bool(own), all=len(shelf.members)),
        columns=tuple(columns),
        rows=tuple(rows),
        notes=(text("country.strips"), text("region.scores_note")),
        first=60,
        strong=tuple(strong),
        side="left",
    )


def _told(shelf: "Shelf", area: str, kind: str, name: str) -> Block:
    """What sources say of one kind, as sentences with their references."""
    said, rest = sentences(shelf.material, kind, area, MOST)
    items = tuple(from_report(shelf, runs) for runs in said)
    if not items:
        none = Empty(text(f"country.{name}_why"), text(f"country.{name}_fill"))
        return Block(id=name, title=say(f"country.{name}_none"), empty=none)
    claims = shelf.material.statements[kind][area]
    sources = len({row["source_id"] for row in claims})
    title = say(f"country.{name}", count=counted(len(items), "statement"), area=shelf.name(area))
    coverage = text("claims.from", count=counted(sources, "source"))
    notes = (text("country.rest", count=len(rest)),) if rest else ()
    return Block(id=name, title=title, items=items, coverage=coverage, notes=notes, first=8)


def _responses(shelf: "Shelf", area: str) -> Block:
    """Strategies, bodies and agreements by pillar."""
    block = _told(shelf, area, "response", "responses")
    rows = shelf.material.statements.get("response", {}).get(area, [])
    pillars = shelf.vocabulary.pillars
    told = Counter(pillar for row in rows for pillar in row["pillar"])
    silent = [known.name for key, known in pillars.items() if not told[key]]
    if not block.items:
        return block
    by = ", ".join(f"{known.name} {told[key]}" for key, known in pillars.items() if told[key])
    notes = [*block.notes]
    if by:
        notes.append(text("country.pillars", pillars=by))
    if silent:
        notes.append(text("country.pillars_silent", pillars=", ".join(silent)))
    return replace(block, notes=tuple(notes))


ABOUT = {kind: slots for kind, slots in grammar().areas.items() if slots}


def _about(area: str) -> About:
    """The claims that name an area, in any slot."""
    return {
        kind: (
            " OR ".join(
                f"list_contains({slot}, ?)" if slot_types(kind)[slot][1] else f"{slot} = ?"
                for slot in slots
            ),
            [area] * len(slots),
        )
        for kind, slots in ABOUT.items()
    }
