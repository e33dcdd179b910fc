"""The charts of the report: every figure in them is one of a claim or a measure."""

from collections.abc import Sequence
from typing import Literal

from karaula.assess.compose.front import score_figure
from karaula.assess.compose.gather import Material
from karaula.assess.compose.query import Row as Stored
from karaula.assess.compose.ranks import list_name, lists_of, rank_figure
from karaula.assess.report import Chart, ChartRow, Figure, Run, Runs, Term, Text
from karaula.vocabulary.models import Area


def charts(material: Material) -> list[Chart]:
    """The areas of the region by each ranked average: from highest to lowest, then on maps.

    Nothing where no area has one.
    """
    rankings, maps = [], []
    newest = material.editions[0]
    for level in material.index.ranked:
        lists = lists_of(material, level, newest)
        rows = [_row(material, area, level, newest, lists[:1]) for area in material.members]
        if not any(row.figure for row in rows):
            continue
        name = material.vocabulary.indicators[level].name
        head: Runs = (Text("Rank, "), list_name(material, lists[0])) if lists else ()
        caption: Runs = (Text("Where intervals overlap widely, the order says little."),)
        rankings.append(
            _chart(material, "ranking", _extremes(rows, name), caption, rows, level, head)
        )
        title: Runs = (Text(f"{name} across the region"),)
        drawn: Runs = (Text("Colours are classes of one scale, which all maps of it share."),)
        maps.append(_chart(material, "map", title, drawn, rows, level, ()))
    return [*rankings, *maps]


def profile(material: Material, area: str, order: Sequence[tuple[str, int]]) -> Chart:
    """Every score of an area beside those of the others; ``order`` is that of the indicators with
    their depth."""
    newest = material.editions[0]
    rows = []
    for indicator, depth in order:
        stated = {other: material.score(other, indicator, newest) for other in material.members}
        if not any(stated.values()):
            continue
        measured = material.measures.get((indicator, area, newest, "score", None))
        claim = stated.pop(area)
        figure = _score(material, measured) if measured else None
        if figure is None and claim:
            figure = score_figure(material, claim)
        rows.append(
            ChartRow(
                label=material.vocabulary.indicators[indicator].name,
                figure=figure,
                others=tuple(score_figure(material, other) for other in stated.values() if other),
                strong=depth < 2,
            )
        )
    title: Runs = (Term(material.name(area)), Text(" beside the other areas of the region"))
    caption: Runs = (
        Text("Each tick is another area of the region. Averages that are computed have an "),
        Text("interval; single scores are shown as the experts gave them."),
    )
    return _chart(
        material, "profile", title, caption, rows, None, (),
        what="Indicator", who=Term(material.name(area)), others="the other areas",
    )  # fmt: skip


def _row(material: Material, area: str, level: str, period: str, lists: Sequence[str]) -> ChartRow:
    measured = material.measures.get((level, area, period, "score", None))
    ranked = material.measures.get((level, area, period, "rank", lists[0])) if lists else None
    return ChartRow(
        label=material.name(area),
        code=area,
        figure=_score(material, measured) if measured else None,
        aside=rank_figure(material, ranked) if ranked else None,
    )


def _score(material: Material, row: Stored) -> Figure:
    return Figure(
        ref=material.measure(row), value=row["value"], unit="score", low=row["low"],
        high=row["high"], decimals=material.index.decimals,
    )  # fmt: skip


def _chart(
    material: Material,
    drawn: Literal["ranking", "profile", "map"],
    title: Runs,
    caption: Runs,
    rows: Sequence[ChartRow],
    level: str | None,
    head: Runs,
    *,
    what: str = "Area",
    who: Term | None = None,
    others: str = "",
) -> Chart:
    index = material.index
    return Chart(
        drawn=drawn, title=title, caption=caption, unit="score",
        period=Term(material.editions[0], "date"), source=Term(index.name),
        low=index.scale.low, high=index.scale.high, rows=tuple(rows), head=head, what=what,
        meaning=meaning(material, level) if level else None,
        probability=_probability(material, rows), who=who, others=others,
        areas=_areas(material) if drawn == "map" else (),
    )  # fmt: skip


def _probability(material: Material, rows: Sequence[ChartRow]) -> Figure | None:
    """The probability that the intervals stand for, from a measure that is shown."""
    shown = {row.figure.ref.id for row in rows if row.figure and row.figure.ref.kind == "measure"}
    for row in material.measures.values():
        if row["measure_id"] in shown and row["level"] is not None:
            ref = material.measure(row)
            return Figure(ref=ref, value=row["level"], unit="", slot="level", style="percent")
    return None


def meaning(material: Material, level: str) -> Literal["criminality", "resilience"]:
    """Whether more of a level is better: its single scores say so."""
    edition = material.index.edition(material.editions[0])

    def leaves(name: str) -> list[str]:
        parts = edition.levels[name].mean_of if name in edition.levels else ()
        return [leaf for part in parts for leaf in leaves(part)] or [name]

    known = material.vocabulary.indicators
    good = all(known[leaf].component == "resilience" for leaf in leaves(level) if leaf in known)
    return "resilience" if good else "criminality"


def _extremes(rows: Sequence[ChartRow], name: str) -> Runs:
    """ "Criminality: highest in Serbia, lowest in Slovenia"."""
    held = [(row.label, row.figure.value) for row in rows if row.figure]
    top, bottom = (pick(value for _, value in held) for pick in (max, min))
    if top == bottom:
        return (Text(f"{name}: no area above another"),)
    runs: list[Run] = [Text(f"{name}: highest in ")]
    runs += _names([label for label, value in held if value == top])
    runs += [Text(", lowest in "), *_names([label for label, value in held if value == bottom])]
    return tuple(runs)


def _names(names: Sequence[str]) -> list[Run]:
    runs: list[Run] = []
    for place, name in enumerate(names):
        if place:
            runs.append(Text(" and " if place == len(names) - 1 else ", "))
        runs.append(Term(name))
    return runs


def _areas(material: Material) -> tuple[tuple[str, Area], ...]:
    """The areas that a map names or must have a note on."""
    known = material.vocabulary.areas.items()
    return tuple((code, area) for code, area in known if area.note or code in material.members)
