"""The sheet of one country or territory."""

from collections.abc import Callable, Iterable

from karaula.assess.compose.charts import profile
from karaula.assess.compose.front import score_figure
from karaula.assess.compose.gather import Material
from karaula.assess.compose.markets import markets
from karaula.assess.compose.notes import area_note
from karaula.assess.compose.query import Row as Claim
from karaula.assess.compose.ranks import list_name, rank_figure
from karaula.assess.compose.seizures import seizures_and_routes
from karaula.assess.compose.statements import cites, finding_cites, statements
from karaula.assess.report import (
    Block,
    Column,
    Figure,
    Gap,
    Heading,
    Paragraph,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Term,
    Text,
)


def country(material: Material, area: str) -> Section:
    """Scores with those of the region, ranks with their intervals, and what else is known."""
    entry = material.vocabulary.areas[area]
    blocks: list[Block] = [area_note(entry.name, entry.note)] if entry.note else []
    if material.covered(area):
        ranks = _ranks(material, area)
        blocks += [ranks] if ranks else []
        blocks += [profile(material, area, order(material)), _scores(material, area)]
    elif material.index_id:
        runs = (Term(material.index.name), Text(": no data. No edition held scores this area."))
        blocks.append(Paragraph(runs=runs))
    blocks += markets(material, area)
    blocks += seizures_and_routes(material, area)
    blocks += _sentences(material, area)
    return Section(anchor=f"area-{area}", title=(Term(material.name(area)),), blocks=tuple(blocks))


def _sentences(material: Material, area: str) -> list[Block]:
    known = statements(material, area)
    lead = Heading(runs=(Text("What else is known"),))
    if not known:
        return [lead, Paragraph(runs=(Text("No source in this hub states more about this area."),))]
    lower = [
        Heading(runs=block.runs, level=3) if isinstance(block, Heading) else block
        for block in known
    ]
    return [lead, *lower]


def _ranks(material: Material, area: str) -> Table | None:
    """Places in every list of the index, in both editions."""
    editions = tuple(reversed(material.editions[:2]))
    columns = [Column(runs=(Text("Rank by"),), width=1.1), Column(runs=(Text("List"),), width=1.8)]
    columns += [Column(runs=(Term(period, "date"),), number=True, width=1.4) for period in editions]
    columns.append(Column(runs=(Text("Also stated"),), width=1.9))
    rows: list[Row] = []
    for level in material.index.ranked:
        found = {
            (row["among"], period): row
            for period in editions
            for row in material.ranks(area, level, period)
        }
        longest_first = sorted(found, key=lambda key: (-found[key]["of"], key[0]))
        for among in dict.fromkeys(name for name, _ in longest_first):
            cells: list[Runs] = [(Text(material.vocabulary.indicators[level].name),)]
            cells.append((list_name(material, among),))
            also: list[Run] = []
            for period in editions:
                row = found.get((among, period))
                cells.append(_rank(material, row) if row else (Gap("–"),))
                claims = [
                    claim
                    for claim in material.stated_ranks.get((area, level, period), ())
                    if row and _same_list(material, claim, row)
                ]
                also += _stated(material, claims, row["value"]) if row else ()
            rows.append(Row(cells=(*cells, tuple(also))))
    if not rows:
        return None
    caption = (Text("Ranks, each with its interval. Rank one is the highest value."),)
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))


def _rank(material: Material, row: Claim) -> Runs:
    of = Figure(ref=material.measure(row), value=row["of"], unit=row["unit"], slot="of")
    return (rank_figure(material, row), Text(" of\u00a0"), of)


def _same_list(material: Material, claim: Claim, measure: Claim) -> bool:
    """Whether a stated rank and a measured one speak of the same list."""
    names = [list_name(material, row["among"]).text for row in (claim, measure) if row["among"]]
    return len(names) == 2 and names[0].casefold() == names[1].casefold()


def _stated(material: Material, claims: list[Claim], value: float) -> Runs:
    """Where texts state the same, and what they state instead, with the finding."""
    same = [claim for claim in claims if claim["value"] == value]
    runs: list[Run] = [*cites(material, same)]
    for claim in claims:
        if claim["value"] != value:
            runs += [
                Text("; " if runs else ""),
                Term(claim["period"], "date"),
                Text(": stated as "),
            ]
            runs += [_as_stated(material, claim)]
            runs += [*cites(material, [claim]), *_found(material, claim)]
    return tuple(run for run in runs if not isinstance(run, Text) or run.text)


def _as_stated(material: Material, claim: Claim) -> Figure:
    if claim["unit"] == "score":
        return score_figure(material, claim)
    return Figure(ref=material.claim(claim), value=claim["value"], unit=claim["unit"])


def _found(material: Material, claim: Claim) -> Runs:
    return finding_cites(material, material.findings_about({claim["claim_id"]}))


def _scores(material: Material, area: str) -> Table:
    """Every indicator by component, both editions, beside the lowest and highest of the region."""
    editions = tuple(reversed(material.editions[:2]))
    newest = material.editions[0]
    columns = [Column(runs=(Text("Indicator"),), width=3.3)]
    columns += [Column(runs=(Term(period, "date"),), number=True, width=0.7) for period in editions]
    for word in ("Lowest in ", "Highest in "):
        columns.append(Column(runs=(Text(word), Term(newest, "date")), width=1.55))
    columns.append(Column(runs=(Text("Also stated"),), width=1.7))
    rows: list[Row] = []
    for indicator, depth in order(material):
        stated = [material.scores.get((area, indicator, period), []) for period in editions]
        if not any(stated):
            continue
        cells: list[Runs] = [(Text(material.vocabulary.indicators[indicator].name),)]
        cells += [
            (score_figure(material, claims[0]),) if claims else (Gap("–"),) for claims in stated
        ]
        cells += [_extreme(material, indicator, newest, pick) for pick in (min, max)]
        others: list[Run] = []
        for claims in stated:
            if claims:
                others += _stated(material, claims[1:], claims[0]["value"])
        rows.append(Row(cells=(*cells, tuple(others)), total=depth < 2))
    caption = (
        Text("Scores by component, averages in bold; beside them the lowest and highest score of "),
        Text("the region, with the country code ("),
        Term("ISO 3166"),
        Text(")."),
    )
    return Table(caption=caption, columns=tuple(columns), rows=tuple(rows))


def _extreme(
    material: Material, indicator: str, period: str, pick: Callable[[Iterable[float]], float]
) -> Runs:
    """The lowest or highest score of the region, with the area that has it."""
    rows = [row for area in material.members if (row := material.score(area, indicator, period))]
    if not rows:
        return (Gap("–"),)
    best = pick(row["value"] for row in rows)
    held = [row for row in rows if row["value"] == best]
    name = material.vocabulary.areas[held[0]["area"][0]].iso2
    more = Text(" and others") if len(held) > 1 else Text("")
    runs: tuple[Run, ...] = (score_figure(material, held[0]), Text("  "), Term(name), more)
    return tuple(run for run in runs if run != Text(""))


def order(material: Material) -> list[tuple[str, int]]:
    """Indicators as the index builds them: each average, then its parts; with their depth."""
    found: list[tuple[str, int]] = []
    editions = [material.index.edition(period) for period in material.editions[:2]]
    levels = {
        name: level for edition in reversed(editions) for name, level in edition.levels.items()
    }

    def walk(name: str, depth: int) -> None:
        found.append((name, depth if name not in levels else min(depth, 1)))
        merged = [part for e in editions if name in e.levels for part in e.levels[name].mean_of]
        for part in dict.fromkeys(merged):
            walk(part, 2)

    for level in material.index.ranked:
        walk(level, 0)
    return found
