"""A country or territory: its scores beside the region's, its markets, ways in and out, and what
sources state about it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from karaula.assess.compose.charts import profile
from karaula.assess.compose.country import order
from karaula.assess.compose.statements import sentences
from karaula.assess.grammar import grammar
from karaula.assess.numbers import number
from karaula.evidence import KINDS, slot_types
from karaula.hub.block import Block, Cell, Column, Empty, Pager, View
from karaula.hub.figure import of_claim
from karaula.hub.page import Asked, MissingError
from karaula.hub.said import Said, from_report, listed, market_link
from karaula.hub.views.legs import legs_block
from karaula.hub.views.roles import roles_block
from karaula.hub.views.scores import Scored, Scores, beside
from karaula.hub.views.tables import CLAIM_COLUMNS, claim_rows, findings_block, sources_table
from karaula.hub.views.timeline import incidents_block
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.chart import Spec
    from karaula.hub.shelf import Row, Shelf

PAGED = 25
"""Claims on one page."""
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
    counts = _counts(shelf, area)
    total = sum(counts.values())
    pages = max(-(-total // PAGED), 1)
    page = asked.number("page", 1, 1, pages)
    findings = [row for row in shelf.material.findings if row["area"] == area]
    editions = shelf.material.editions
    return View(
        title=name,
        under=text("country.under", edition=editions[0]) if editions else "",
        lead=_lead(shelf, area),
        blocks=(
            _scores(shelf, area),
            roles_block(shelf, area),
            legs_block(shelf, area),
            incidents_block(shelf, area),
            _told(shelf, area, "presence", "groups"),
            _responses(shelf, area),
            findings_block(shelf, findings, name),
            _claims(shelf, area, total, len(counts), Pager(page, pages)),
            sources_table(shelf, counts, say("country.sources", count=len(counts), area=name)),
        ),
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
    said: Said = say("country.scored", measure=measure, score=own.score, span=span(own))
    if own.ranks:
        rank = own.ranks[0]
        said += say("country.ranked", place=rank.place, of=rank.of, among=rank.among)
    others = [row.score for row in rows if row.score and row.area != own.area]
    above, level_with, below = beside(own.score, others)
    if others:
        said += say("country.beside", above=above, level=level_with, below=below)
    return (*said, ".")


def span(own: Scored) -> str:
    """The interval of a score in words; nothing where there is none."""
    score = own.score
    if score is None or score.low is None or score.high is None:
        return ""
    return f" ({number(score.low, 2)}–{number(score.high, 2)})"


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
    columns = [Column("indicator", "Indicator"), Column(f"score_{edition}", edition, number=True)]
    columns += [Column(f"score_{old}", old, number=True) for old in former]
    columns += [Column("lowest", "Lowest", number=True), Column("highest", "Highest", number=True)]
    known = Scores(shelf, edition, shelf.members)
    before = [Scores(shelf, period, [area]) for period in former]
    rows: list[tuple[Cell, ...]] = []
    for indicator, _ in order(material):
        held = [row.score for row in known.of(indicator) if row.score]
        if not held:
            continue
        ends = [pick(held, key=lambda score: score.value or 0) for pick in (min, max)]
        old = [scores.at(indicator, area).score for scores in before]
        cells = [known.at(indicator, area).score, *old, *ends]
        name = shelf.vocabulary.indicators[indicator].name
        rows.append((name, *((cell,) if cell else None for cell in cells)))

    def drawn() -> "Spec":
        from karaula.assess.chart import specification

        return specification(profile(material, area, order(material)))

    top = material.index.ranked[0]
    own = known.at(top, area).score
    others = [row.score for row in known.of(top) if row.score and row.area != area]
    title: Said = say("country.scores_bare")
    if own and others:
        above, level_with, below = beside(own, others)
        measure = shelf.vocabulary.indicators[top].name
        title = say("country.scores", measure=measure, above=above, level=level_with, below=below)
    scale = material.index.scale
    return Block(
        id="scores",
        title=title,
        unit=f"score, {scale.low:g} to {scale.high:g}",
        period=f"edition {edition}",
        source=(f"{material.index.name}, {material.index.publisher}",),
        coverage=text("region.coverage", known=len(others) + bool(own), all=len(shelf.members)),
        columns=tuple(columns),
        rows=tuple(rows),
        chart=drawn,
        notes=(text("region.scores_note"),),
        first=60,
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
    title = say(f"country.{name}", count=len(items), area=shelf.name(area))
    coverage = text("country.from_sources", count=sources)
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


def _about(kind: str) -> str:
    """The condition that a claim of a kind names an area; a question mark for each slot."""
    types = slot_types(kind)
    tests = (
        f"list_contains({slot}, ?)" if types[slot][1] else f"{slot} = ?" for slot in ABOUT[kind]
    )
    return f"({' OR '.join(tests)})"


def _counts(shelf: "Shelf", area: str) -> dict[str, int]:
    """How many claims of each source name an area."""
    parts = (f"SELECT source_id FROM claims_{kind} WHERE {_about(kind)}" for kind in ABOUT)
    values = [area for slots in ABOUT.values() for _ in slots]
    rows = shelf.rows(
        f"SELECT source_id, count(*) AS n FROM ({' UNION ALL '.join(parts)}) GROUP BY source_id",
        *values,
    )
    return {row["source_id"]: row["n"] for row in rows}


def _claims(shelf: "Shelf", area: str, total: int, sources: int, pager: Pager) -> Block:
    """All claims that name an area, a page of them: those of texts first, as the texts run."""
    parts = (
        f"SELECT '{kind}' AS kind, claim_id, source_id, start, locator FROM claims_{kind} "
        f"WHERE {_about(kind)}"
        for kind in ABOUT
    )
    values = [area for slots in ABOUT.values() for _ in slots]
    chosen = shelf.rows(
        f"SELECT kind, claim_id FROM ({' UNION ALL '.join(parts)}) ORDER BY start IS NULL, "
        f"source_id, start, length(locator), locator, claim_id LIMIT {PAGED} "
        f"OFFSET {(pager.page - 1) * PAGED}",
        *values,
    )
    found = claims_by_id(shelf, chosen)
    title = say("country.claims", count=total, area=shelf.name(area))
    none = Empty(text("country.claims_why"), text("country.claims_fill"))
    return Block(
        id="claims",
        title=title,
        columns=CLAIM_COLUMNS,
        rows=claim_rows(shelf, found),
        coverage=text("country.from_sources", count=sources),
        empty=None if chosen else none,
        first=PAGED,
        pager=pager,
        wide=True,
    )


def claims_by_id(shelf: "Shelf", chosen: "list[Row]") -> "list[tuple[str, Row]]":
    """Whole claims for rows with ``kind`` and ``claim_id``, in their order."""
    whole: dict[str, Row] = {}
    for kind in KINDS:
        ids = [row["claim_id"] for row in chosen if row["kind"] == kind]
        if ids:
            query = f"SELECT * FROM claims_{kind} WHERE list_contains(?, claim_id)"
            whole |= {row["claim_id"]: row for row in shelf.rows(query, ids)}
    return [(row["kind"], whole[row["claim_id"]]) for row in chosen]
