"""The parts of the report on seizures and routes: short, and nothing where the hub has none."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from karaula.assess.compose.gather import Material
from karaula.assess.report import (
    YEAR,
    Block,
    Column,
    Count,
    Gap,
    Heading,
    Paragraph,
    Ref,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Term,
    Text,
    Words,
    YearRow,
    Years,
)

if TYPE_CHECKING:
    from karaula.assess.compose.cases import Cases, Told, Way

Where = tuple[tuple[str, tuple[str | int | None, ...]], ...]
"""Conditions of a count: see :class:`karaula.assess.report.Count`."""

NAMED = 3
"""Sources named under a chart."""

MOST = 12
"""Stretches on one sheet, those with most cases and documents first."""

ENFORCEMENT = (
    Text("Seizures measure enforcement and luck as well as flow; no seizure total is the size of "),
    Text("a market. A year without any is a gap and no zero."),
)


def regional_seizures(material: Material) -> list[Section]:
    """Seizures of all areas side by side; nothing where the hub holds none."""
    cases = material.cases
    if cases is None:
        return []
    rows = []
    for area in material.members:
        name: Runs = (Term(material.name(area)),)
        seen = [group for here, group in cases.totals if here == area]
        told = _numbers(cases, (area,)) if seen else ((Gap(),), (Gap("–"),), (Gap("–"),))
        rows.append(Row(cells=(name, *told)))
    if len(rows) > 1:
        everywhere = _numbers(cases, material.members)
        rows.append(Row(cells=((Text("All"),), *everywhere), total=True))
    columns = (Column(runs=(Text("Area"),), width=2.2), *_COLUMNS)
    caption: Runs = (Text("Single seizures of drugs in this hub, each counted once."),)
    by_area = [(material.name(area), (area,), None) for area in material.members]
    blocks = (Table(caption=caption, columns=columns, rows=tuple(rows)),
              *_by_year(material, cases, (Text("Seizures by area and year"),), "Area", by_area),
              Paragraph(runs=ENFORCEMENT, small=True))  # fmt: skip
    return [Section(anchor="seizures", title=(Text("Seizures in the region"),), blocks=blocks,
                    new_page=False)]  # fmt: skip


def seizures_and_routes(material: Material, area: str) -> list[Block]:
    """Seizures of an area by drug, and its ways in and out; nothing where neither is known."""
    cases = material.cases
    if cases is None:
        return []
    groups = [group for here, group in cases.totals if here == area]
    found = [(way, told) for way, told in cases.ways.items() if area in way[1:]]
    blocks: list[Block] = []
    if groups:
        title: Runs = (Text("Seizures in "), Term(material.name(area)), Text(" by drug and year"))
        by_drug = [(_drug(material, group), (area,), group) for group in groups]
        blocks += [_by_drug(material, cases, area, groups),
                   *_by_year(material, cases, title, "Drug", by_drug),
                   Paragraph(runs=ENFORCEMENT, small=True)]  # fmt: skip
    if found:
        found.sort(key=lambda item: _weight(material, *item))
        blocks += _ways(material, cases, found)
    return [Heading(runs=(Text("Seizures and routes"),)), *blocks] if blocks else []


_COLUMNS = (
    Column(runs=(Text("Seizures"),), number=True, width=1.0),
    Column(runs=(Text("Weighed, kg"),), number=True, width=1.2),
    Column(runs=(Text("Share of the largest"),), number=True, width=1.4),
)


def _by_drug(material: Material, cases: "Cases", area: str, groups: list[str]) -> Table:
    rows = [
        Row(cells=((Term(_drug(material, group)),),
                   *_numbers(cases, (area,), group)))
        for group in groups
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(Row(cells=((Text("All"),), *_numbers(cases, (area,))), total=True))
    caption: Runs = (Text("Single seizures of drugs, each counted once."),)
    return Table(caption=caption, columns=(Column(runs=(Text("Drug"),), width=3.0), *_COLUMNS),
                 rows=tuple(rows))  # fmt: skip


def _drug(material: Material, group: str) -> str:
    known = material.vocabulary.drug_groups
    return known[group].name if group in known else "not told"


def _by_year(
    material: Material,
    cases: "Cases",
    title: Runs,
    what: str,
    names: Sequence[tuple[str, tuple[str, ...], str | None]],
) -> list[Block]:
    """A chart of how many seizures each year has, a row for each ``(name, areas, drug group)``;
    nothing where no seizure tells its year."""
    told = {name: _yearly(cases, areas, group) for name, areas, group in names}
    years = sorted({year for counts in told.values() for year in counts})
    if not years:
        return []
    span = range(years[0], years[-1] + 1)
    rows = []
    for name, areas, group in names:
        where = _where(areas, group)
        counts = [
            Count(table="seizures", value=held, anchor="sources",
                  where=(*where, *((f"{day}{YEAR}", (year,)) for day in ("date_low", "date_high"))))
            if (held := told[name].get(year)) else None
            for year in span
        ]  # fmt: skip
        rows.append(YearRow(label=name, counts=tuple(counts)))
    everywhere = dict.fromkeys(area for _, areas, _ in names for area in areas)
    caption = (Text("Seizures that tell no one year are left out."),)
    return [
        Years(
            title=title, caption=caption, unit="seizures, each counted once", what=what,
            source=_sources(material, cases, everywhere), years=tuple(span), rows=tuple(rows),
        )
    ]  # fmt: skip


def _yearly(cases: "Cases", areas: tuple[str, ...], group: str | None) -> dict[int, int]:
    found: dict[int, int] = defaultdict(int)
    for (area, drug), counts in cases.years.items():
        if area in areas and group in (None, drug):
            for year, held in counts.items():
                found[year] += held
    return found


def _sources(material: Material, cases: "Cases", areas: Iterable[str]) -> Runs:
    """Titles of the sources that tell of most seizures there."""
    told: Counter[str] = Counter()
    for area in areas:
        told.update(cases.sources.get(area, {}))
    runs: list[Run] = []
    for source in sorted(told, key=lambda one: (-told[one], one))[:NAMED]:
        title = material.sources[source]["title"]
        runs += [Text("; ")] if runs else []
        runs.append(Words(ref=Ref("source", source), field="title", text=title))
    return (*runs, Text(" and others")) if len(told) > NAMED else tuple(runs)


def _where(areas: tuple[str, ...], group: str | None) -> Where:
    where: Where = (("area", areas), ("copy", (0,)))
    return where if group is None else (*where, ("drug_group", (group or None,)))


def _numbers(cases: "Cases", areas: tuple[str, ...], group: str | None = None) -> tuple[Runs, ...]:
    """How many, the kilograms weighed, and the share of these that the largest has."""
    rows = [row for (area, drug), row in cases.totals.items()
            if area in areas and group in (None, drug)]  # fmt: skip
    where = _where(areas, group)
    count = Count(table="seizures", value=sum(row["seizures"] for row in rows), anchor="sources",
                  where=where)  # fmt: skip
    kg = sum(row["kg"] or 0 for row in rows)
    if not kg:
        return (count,), (Gap("–"),), (Gap("–"),)
    largest = max(row["largest"] or 0 for row in rows)
    where += (("kg_basis", ("mass",)),)
    total = Count(table="seizures", value=kg, anchor="sources", where=where, adds="kg")
    share = Count(table="seizures", value=largest / kg, anchor="sources", where=where, adds="kg",
                  share=True)  # fmt: skip
    return (count,), (total,), (share,)


def _weight(material: Material, way: "Way", told: "Told") -> tuple[int, int, tuple[str, ...]]:
    market, start, end = way
    return (-told.arrived - told.left, -len(told.legs),
            (material.name(start), material.name(end), market))  # fmt: skip


def _ways(material: Material, cases: "Cases", found: "list[tuple[Way, Told]]") -> list[Block]:
    columns = (
        Column(runs=(Text("Drug"),), width=1.3),
        Column(runs=(Text("From"),), width=1.5),
        Column(runs=(Text("To"),), width=1.5),
        Column(runs=(Text("Seized on arrival"),), number=True, width=1.0),
        Column(runs=(Text("Seized on leaving"),), number=True, width=1.0),
        Column(runs=(Text("Documents"),), width=1.2),
        Column(runs=(Text("What cases say to these"),), width=1.4),
    )
    rows = []
    for (market, start, end), told in found[:MOST]:
        known = material.vocabulary.markets.get(market)
        only: tuple[str | int | None, ...] = cases.substances[market]
        cites: list[Run] = []
        for leg in told.legs:
            cites += [Text(" "), material.cite(leg)] if cites else [material.cite(leg)]
        rows.append(Row(cells=(
            (Text(known.name if known else market),),
            (Term(material.name(start)),),
            (Term(material.name(end)),),
            _seized(told.arrived, (("departure", (start,)), ("area", (end,)),
                                   ("substance", only), ("copy", (0,)))),
            _seized(told.left, (("area", (start,)), ("destination", (end,)),
                                ("substance", only), ("copy", (0,)))),
            tuple(cites) or (Gap("–"),),
            (Text(told.verdict),) if told.verdict else (Gap("–"),),
        )))  # fmt: skip
    remark: list[Run] = [
        Text("Cases support what a document says where they pass its start and later its end; they "
             "cannot tell where the countries concerned report too few with their ways. No case is "
             "no proof.")
    ]  # fmt: skip
    if len(found) > MOST:
        remark.append(Text(" Ways with fewer cases and documents are left out here."))
    caption: Runs = (Text("Ways in and out: cases beside documents."),)
    return [Table(caption=caption, columns=columns, rows=tuple(rows), small=True),
            Paragraph(runs=tuple(remark), small=True)]  # fmt: skip


def _seized(value: int, where: Where) -> Runs:
    return (Count(table="seizures", value=value, anchor="sources", where=where) if value
            else Gap("–"),)  # fmt: skip
