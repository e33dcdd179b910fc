"""The parts of the report on seizures and routes: short, and nothing where the hub has none."""

from typing import TYPE_CHECKING

from karaula.assess.compose.gather import Material
from karaula.assess.compose.markets import spans
from karaula.assess.report import (
    Block,
    Column,
    Count,
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

if TYPE_CHECKING:
    from karaula.assess.compose.cases import Cases, Told, Way

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
        rows.append(Row(cells=(name, *told, spans(cases.years.get(area, ())) or (Gap("–"),))))
    if len(rows) > 1:
        everywhere = _numbers(cases, material.members)
        rows.append(Row(cells=((Text("All"),), *everywhere, (Text("–"),)), total=True))
    columns = (Column(runs=(Text("Area"),), width=2.2), *_COLUMNS,
               Column(runs=(Text("Years with any"),), width=2.4))  # fmt: skip
    caption: Runs = (Text("Single seizures of drugs in this hub, each counted once."),)
    blocks = (Table(caption=caption, columns=columns, rows=tuple(rows)),
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
        blocks += [_by_drug(material, cases, area, groups)]
        years = cases.years.get(area, ())
        lead: Runs = (Text("Years with any: "), *spans(years), Text(". ")) if years else ()
        blocks.append(Paragraph(runs=(*lead, *ENFORCEMENT), small=True))
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
    known = material.vocabulary.drug_groups
    rows = [
        Row(cells=((Term(known[group].name if group in known else "not told"),),
                   *_numbers(cases, (area,), group)))
        for group in groups
    ]  # fmt: skip
    if len(rows) > 1:
        rows.append(Row(cells=((Text("All"),), *_numbers(cases, (area,))), total=True))
    caption: Runs = (Text("Single seizures of drugs, each counted once."),)
    return Table(caption=caption, columns=(Column(runs=(Text("Drug"),), width=3.0), *_COLUMNS),
                 rows=tuple(rows))  # fmt: skip


def _numbers(cases: "Cases", areas: tuple[str, ...], group: str | None = None) -> tuple[Runs, ...]:
    """How many, the kilograms weighed, and the share of these that the largest has."""
    rows = [row for (area, drug), row in cases.totals.items()
            if area in areas and group in (None, drug)]  # fmt: skip
    where: tuple[tuple[str, tuple[str | int | None, ...]], ...] = (("area", areas), ("copy", (0,)))
    where += (("drug_group", (group or None,)),) if group is not None else ()
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


def _seized(value: int, where: tuple[tuple[str, tuple[str | int | None, ...]], ...]) -> Runs:
    return (Count(table="seizures", value=value, anchor="sources", where=where) if value
            else Gap("–"),)  # fmt: skip
