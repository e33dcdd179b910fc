"""The region: one measure on a map and in order, what stands open, and the sources."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from karaula.assess.compose.charts import meaning
from karaula.assess.numbers import day
from karaula.hub.block import Block, Column, Empty, Island, View
from karaula.hub.page import Asked
from karaula.hub.said import Part, Said, area_link, listed
from karaula.hub.views.changes import changed
from karaula.hub.views.mapped import scores_map
from karaula.hub.views.scores import Scored, Scores, interval, mark, reach, strip
from karaula.hub.views.tables import findings_block, sources_table
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.chart import Spec
    from karaula.hub.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Choice:
    """One field of the form: its name, what may be chosen (in groups), and what is."""

    name: str
    groups: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    chosen: str


@dataclass(frozen=True, kw_only=True)
class Region(View):
    """The region's page with its form."""

    choices: tuple[Choice, ...] = ()


def region(shelf: "Shelf", asked: Asked) -> Region:
    """The page of the hub's region."""
    choices, measure, edition = _chosen(shelf, asked)
    title = shelf.vocabulary.area_sets[shelf.hub.config.region]
    return Region(
        title=shelf.hub.config.name,
        under=text("region.under", set=title.name, areas=len(shelf.members)),
        choices=choices,
        blocks=(
            *_index_blocks(shelf, measure, edition),
            changed(shelf),
            _findings(shelf),
            sources_block(shelf),
        ),
    )


def _chosen(shelf: "Shelf", asked: Asked) -> tuple[tuple[Choice, ...], str, str]:
    """The form, and the measure and edition that it stands at."""
    material = shelf.material
    if not material.index_id or not material.editions:
        return (), "", ""
    known = shelf.vocabulary.indicators
    held = {name for _, name, _ in material.scores}
    editions = material.editions
    edition = asked.choice("edition", editions, editions[0])
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in [*material.index.ranked, *sorted(held - set(material.index.ranked))]:
        if name in held and name in known:
            kind = (known[name].component or "other").replace("_", " ").capitalize()
            groups.setdefault(kind, []).append((name, known[name].name))
    markets = {
        key: market.indicator
        for key, market in shelf.vocabulary.markets.items()
        if market.indicator in held
    }
    market = asked.choice("market", tuple(markets), "")
    first = next((name for name in material.index.ranked if name in held), min(held, default=""))
    measure = asked.choice("measure", tuple(sorted(held)), first)
    of_markets = tuple((key, shelf.vocabulary.markets[key].name) for key in markets)
    choices = (
        Choice("measure", tuple((kind, tuple(rows)) for kind, rows in groups.items()), measure),
        Choice("edition", (("", tuple((e, e) for e in editions)),), edition),
        Choice("market", (("", (("", text("region.any_market")), *of_markets)),), market),
    )
    return choices, markets[market] or measure if market else measure, edition


def _index_blocks(shelf: "Shelf", measure: str, edition: str) -> tuple[Block, ...]:
    if not measure:
        none = Empty(text("region.no_index"), text("region.no_index_fill"))
        return (Block(id="map", title=say("region.no_index"), empty=none, wide=True),)
    rows = Scores(shelf, edition, shelf.members).of(measure)
    name = shelf.vocabulary.indicators[measure].name
    index = shelf.material.index
    known = [row for row in rows if row.score and row.score.value is not None]
    empty = None
    if not known:
        empty = Empty(text("region.no_value"), text("region.no_value_fill"))
    unit = f"score, {index.scale.low:g} to {index.scale.high:g}"
    ranked = next((row.ranks[0] for row in rows if row.ranks), None)
    ordered = sorted(rows, key=lambda row: -(row.score.value or 0) if row.score else 1e9)
    axis = (index.scale.low, index.scale.high)
    level = next((row.score.level for row in known if row.score and row.score.level), None)
    drawn_on = reach([row.score for row in known if row.score], axis)
    columns = [Column("area", "Area"), Column("", f"{drawn_on[0]:g} to {drawn_on[1]:g}")]
    columns.append(Column("score", "Score", number=True))
    columns += [Column("interval", f"{level * 100:.0f} % interval", number=True)] if level else []
    columns += [Column("rank", f"Rank, {ranked.among} {ranked.of}", number=True)] if ranked else []
    meant = meaning(shelf.material, measure)
    table = tuple(
        (
            (area_link(shelf, row.area),),
            strip(row.score, drawn_on, means=meant),
            (row.score,) if row.score else None,
            *([interval(row.score)] if level else []),
            *([(row.ranks[0].place,) if row.ranks else None] if ranked else []),
        )
        for row in ordered
    )

    def drawn_map() -> "Spec":
        from karaula.chart import About, choropleth

        said = About(title=name, unit=unit, period=f"edition {edition}", source=index.name,
                     decimals=index.decimals)  # fmt: skip
        marks = {row.area: mark(row.score) for row in rows}
        return choropleth(marks, said, meaning=meant, areas=shelf.vocabulary.areas,
                          axis=axis)  # fmt: skip

    mapped = Block(
        id="map",
        title=_extremes(shelf, name, known),
        unit=unit,
        period=f"edition {edition}",
        source=(f"{index.name}, {index.publisher}",),
        coverage=text("region.coverage", known=len(known), all=len(rows)),
        columns=tuple(columns),
        rows=table,
        chart=drawn_map if known else None,
        island=Island("map", lambda: scores_map(shelf, rows, name, meant)),
        notes=(text("region.scores_note"),),
        empty=empty,
        side="left",
    )
    ordered_block = replace(
        mapped,
        id="ranking",
        title=_top(shelf, name, known),
        chart=None,
        island=None,
        side="right",
        notes=(text("region.rank_note"),) if ranked else (),
    )
    return mapped, ordered_block


def _extremes(shelf: "Shelf", name: str, known: list[Scored]) -> Said:
    values = [row.score.value for row in known if row.score and row.score.value is not None]
    if not values:
        return (name,)
    top, bottom = max(values), min(values)

    def at(value: float) -> Said:
        parts: list[Part] = []
        for row in known:
            if row.score and row.score.value == value:
                parts += [(area_link(shelf, row.area))]
        return listed(parts)

    if len(values) == 1:
        return say("region.map_title_one", measure=name, high=at(top))
    if top == bottom:
        return say("region.map_title_level", measure=name)
    return say("region.map_title_extremes", measure=name, high=at(top), low=at(bottom))


def _top(shelf: "Shelf", name: str, known: list[Scored]) -> Said:
    """Whether the first can be told from the others by their intervals."""
    ordered = sorted((row.score for row in known if row.score), key=lambda s: -(s.value or 0))
    first = ordered[0] if ordered else None
    if first is None or first.low is None or len(ordered) < 2:
        return say("region.ranking_title_bare", measure=name)
    level = [
        s for s in ordered[1:] if (s.high if s.high is not None else s.value or 0) >= first.low
    ]
    if level:
        said = {"first": len(level) + 1, "known": len(ordered)}
        return say("region.ranking_title", measure=name, **said)
    who = next(row.area for row in known if row.score is first)
    return say("region.ranking_title_clear", measure=name, high=area_link(shelf, who))


def _findings(shelf: "Shelf") -> Block:
    about = shelf.vocabulary.area_sets[shelf.hub.config.region].name
    return findings_block(shelf, shelf.material.findings, about)


def sources_block(shelf: "Shelf") -> Block:
    """All sources of the hub, with how many claims each gave."""
    counts = shelf.claims_of
    dates = [row["published"] for row in shelf.sources.values() if row["published"]]
    said: dict[str, int] = {"count": len(counts), "claims": sum(counts.values())}
    title = say("region.sources_title_undated", **said)
    if dates:
        title = say("region.sources_title", **said, date=day(max(dates)))
    return sources_table(shelf, counts, title)
