"""The first pages: what this is, how to read it, and the key points."""

from karaula.assess.compose.gather import Material
from karaula.assess.compose.query import Row
from karaula.assess.numbers import day
from karaula.assess.report import (
    Block,
    Bullets,
    Count,
    Figure,
    Heading,
    Note,
    Paragraph,
    Ref,
    Run,
    Runs,
    Section,
    Term,
    Text,
    Words,
)

_LEVELS = {"error": "cannot be right as it stands", "warning": "statements that do not go together",
           "note": "worth knowing, nothing wrong by itself"}  # fmt: skip


ERRORS = 5
"""How many findings the key points tell in full."""


def front(material: Material) -> tuple[Block, ...]:
    """What stands on the title page below the title."""
    area_set = material.area_set
    names = ", ".join(material.vocabulary.areas[code].name for code in material.members)
    blocks: list[Block] = [
        Paragraph(
            runs=(
                Text("Region: ", strong=True),
                Term(area_set.name),
                Text(". A region is a named set, and other reports may draw it otherwise. "),
                Text("This set holds "),
                Term(names),
                Text(". Its source: "),
                Term(area_set.source.rstrip(".")),
                Text("."),
            )
        )
    ]
    if area_set.note:
        blocks.append(Note(runs=(Term(area_set.note),), label="Note on the region"))
    blocks += [
        Paragraph(runs=_built_from(material)),
        Heading(runs=(Text("How to read this report"),), level=1, anchor="how-to-read"),
        Bullets(items=_how_to_read(material)),
    ]
    return tuple(blocks)


def _built_from(material: Material) -> Runs:
    return (
        Text("Built from: ", strong=True),
        Count(table="sources", value=len(material.sources), anchor="sources"),
        Text(" sources; the newest is dated "),
        *_newest(material),
        Text("."),
    )


def _newest(material: Material) -> Runs:
    dates = [row["published"] for row in material.sources.values() if row["published"]]
    return (Term(day(max(dates)), "date"),) if dates else (Text("nowhere: no source has a date"),)


def _how_to_read(material: Material) -> tuple[Runs, ...]:
    points: list[Runs] = [
        (
            Text("Every figure leads to its words. ", strong=True),
            Text("Follow a figure to the annex of evidence: there stand the exact words of the "),
            Text("source, or the cell of the data set, and how they were found. Letters in "),
            Text("brackets name the source and its page."),
        )
    ]
    ranked = next((row for row in material.measures.values() if row["unit"] == "rank"), None)
    if ranked:
        points.append(
            (
                Text("A rank has an interval. ", strong=True),
                Text("The range in brackets holds the true place with a probability of "),
                Figure(
                    ref=material.measure(ranked), value=ranked["level"], unit="", slot="level",
                    style="percent",
                ),
                Text(", under the assumption stated with the measure. Where two ranges overlap "),
                Text("widely, the order of two countries says little."),
            )
        )  # fmt: skip
    points += [
        (
            Text("Missing is not zero. ", strong=True),
            Text("“No data” means that no source in this hub states a value."),
        ),
        (
            Text("Sources are graded. ", strong=True),
            Text("Letters say how far a source is trusted, from A (completely reliable) to F "),
            Text("(cannot be judged); the grade of a source says nothing of a single statement."),
        ),
        (
            Text("Findings are part of the report. ", strong=True),
            Text("Where sources contradict themselves or each other, both are shown, with the "),
            Text("finding that says why. F with a number leads to it."),
        ),
        (
            Text("Scores are experts’ judgements. ", strong=True),
            Text("A score counts no crimes, and a change of score is no measured change of crime."),
        ),
    ]
    return tuple(points)


def key_points(material: Material) -> Section:
    """Plain sentences that the data give by themselves."""
    points: list[Runs] = []
    if material.index_id and material.editions:
        newest = material.editions[0]
        for level in material.index.ranked:
            for extreme in ("highest", "lowest"):
                points += _extreme(material, level, newest, extreme)
        points += _uncovered(material)
    points += [_findings(material), *_errors(material)]
    title = (Text("Key points"),)
    blocks = (Bullets(items=tuple(points)),)
    return Section(anchor="key-points", title=title, blocks=blocks, new_page=False)


def _extreme(material: Material, level: str, period: str, extreme: str) -> list[Runs]:
    """Who scores highest or lowest of the region, with the place in the widest list."""
    rows = [row for area in material.members if (row := material.score(area, level, period))]
    if not rows:
        return []
    pick = max if extreme == "highest" else min
    best = pick(row["value"] for row in rows)
    tied = [row for row in rows if row["value"] == best]
    runs: list[Run] = [
        Text(f"{extreme.capitalize()} {material.vocabulary.indicators[level].name.lower()}: ", True)
    ]
    for place, row in enumerate(tied):
        area = row["area"][0]
        if place:
            runs.append(Text(" and " if place == len(tied) - 1 else ", "))
        runs += [Term(material.name(area)), Text(", with "), score_figure(material, row)]
        runs += _placed(material, area, level, period)
    of_set = ", the highest of the region" if extreme == "highest" else ", the lowest of the region"
    runs += [Text(of_set + " in the edition of "), Term(period, "date"), Text(".")]
    return [tuple(runs)]


def _placed(material: Material, area: str, level: str, period: str) -> list[Run]:
    ranks = material.ranks(area, level, period)
    if not ranks:
        return []
    row = ranks[0]
    ref = material.measure(row)

    def part(slot: str) -> Figure:
        return Figure(ref=ref, value=row[slot], unit=row["unit"], slot=slot, style="ordinal")

    runs: list[Run] = [Text(" ("), part("value"), Text(" of "), _plain(ref, row, "of")]
    if row["low"] is not None and row["high"] is not None:
        runs += [Text("; between "), part("low"), Text(" and "), part("high"), Text(" with a ")]
        runs += [Figure(ref=ref, value=row["level"], unit="", slot="level", style="percent")]
        runs += [Text(" interval")]
    return [*runs, Text(")")]


def _plain(ref: Ref, row: Row, slot: str) -> Figure:
    return Figure(ref=ref, value=row[slot], unit=row["unit"], slot=slot)


def _uncovered(material: Material) -> list[Runs]:
    missing = [area for area in material.members if not material.covered(area)]
    if not missing:
        return []
    runs: list[Run] = [Text("Not scored: ", strong=True)]
    runs += [Term(" and ".join(material.name(area) for area in missing))]
    runs += [
        Text(". The "),
        Term(material.index.name),
        Text(" gives no score in any edition held."),
    ]
    return [tuple(runs)]


def _findings(material: Material) -> Runs:
    runs: list[Run] = [Text("Findings: ", strong=True)]
    if not material.findings:
        return (*runs, Text("checking found nothing to report about this region."))
    areas = tuple(sorted({row["area"] for row in material.findings if row["area"]}))
    for place, (level, gloss) in enumerate(_LEVELS.items()):
        value = sum(row["level"] == level for row in material.findings)
        where = (("level", (level,)), ("area", (*areas, None)))
        plural = level if value == 1 else f"{level}s"
        runs += [
            Text("; " if place else ""),
            Count(table="findings", value=value, anchor="findings", where=where),
            Text(f" {plural} ({gloss})"),
        ]
    return (*[run for run in runs if not isinstance(run, Text) or run.text], Text("."))


def _errors(material: Material) -> list[Runs]:
    """The gravest findings in their own words, as far as they fit here."""
    errors = [row for row in material.findings if row["level"] == "error"][:ERRORS]
    return [
        (
            material.cite_finding(row),
            Text(": "),
            Words(ref=Ref("finding", row["finding_id"]), field="message", text=row["message"]),
            Text("."),
        )
        for row in errors
    ]


def comparability(material: Material) -> list[Block]:
    """A warning where two editions are not made of the same components."""
    if len(material.editions) < 2:
        return []
    newest, former = material.editions[:2]
    index = material.index
    known = index.editions
    same = newest in known and former in known and known[newest].levels == known[former].levels
    if same:
        return []
    return [
        Note(
            label="Editions are not comparable",
            runs=(
                Text("The editions of "),
                Term(former, "date"),
                Text(" and "),
                Term(newest, "date"),
                Text(" of the "),
                Term(index.name),
                Text(" are not made of the same components. A difference between the two is in "),
                Text("part a difference of what was counted, and no measured change of crime."),
            ),
        )
    ]


def score_figure(material: Material, row: Row) -> Figure:
    """A score as its index publishes it: aggregates and single indicators have own decimals."""
    indicator = material.vocabulary.indicators[row["indicator"]]
    step = material.index.scale.step
    decimals = material.index.decimals if indicator.component == "aggregate" else _decimals(step)
    return Figure(ref=material.claim(row), value=row["value"], unit=row["unit"],
                  decimals=max(decimals, _decimals(row["value"])))  # fmt: skip


def _decimals(value: float) -> int:
    from karaula.assess.numbers import decimals_of

    return decimals_of(value)
