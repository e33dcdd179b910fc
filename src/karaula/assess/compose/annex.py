"""Annexes: the findings, the evidence for every printed figure, and the sources."""

from collections import defaultdict
from itertools import pairwise

from karaula.assess.compose.gather import Material
from karaula.assess.compose.query import Row as Stored
from karaula.assess.compose.ranks import list_name
from karaula.assess.compose.statements import cites
from karaula.assess.lake import ReportLake
from karaula.assess.numbers import day, decimals_of
from karaula.assess.report import (
    Anchor,
    Block,
    Cite,
    Column,
    Figure,
    Gap,
    Heading,
    Inputs,
    Paragraph,
    Piece,
    Quotation,
    Ref,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Term,
    Text,
    Words,
)

CONTEXT = 160
"""Characters of the source shown on either side of a quote."""


def findings(material: Material) -> Section:
    """Each finding: what, why, how sure, the likeliest correction, and the words."""
    blocks: list[Block] = []
    for row in material.findings:
        blocks += _finding(material, row)
    if not blocks:
        blocks = [Paragraph(runs=(Text("Checking found nothing to report about this region."),))]
    return Section(anchor="findings", title=(Text("Annex: findings"),), blocks=tuple(blocks))


def _finding(material: Material, row: Stored) -> list[Block]:
    ref = Ref("finding", row["finding_id"])

    def said(field: str) -> Words:
        return Words(ref=ref, field=field, text=row[field])

    title: Runs = (Anchor(ref), material.cite_finding(row), Text(": "), said("message"))
    about: list[Run] = [Text("Level: ", strong=True), Text(row["level"])]
    if row["area"]:
        about += [Text(". "), Text("Area: ", strong=True), Term(material.name(row["area"]))]
    about += [Text(". "), Text("How sure: ", strong=True)]
    about += [Figure(ref=ref, value=row["confidence"], unit="", slot="confidence", style="percent")]
    about += [Text(". "), Text("Why: ", strong=True), said("why")]
    if row["correction"]:
        about += [Text(" "), Text("Likeliest correction: ", strong=True), said("correction")]
        about += [Text(".")]
    blocks: list[Block] = [Heading(runs=title), Paragraph(runs=tuple(about))]
    known = {ref.id: used for ref, used in material.used.items() if ref.kind == "claim"}
    for label, items in (
        ("Words in doubt: ", row["evidence"][:1]),
        ("Beside: ", row["evidence"][1:]),
    ):
        runs: list[Run] = [Text(label, strong=True)]
        for item in items:
            claim = known.get(item["claim_id"])
            place: Runs = cites(material, [claim]) if claim else _place(material, ref, item)
            quote = Words(ref=ref, field="evidence", text=item["quote"])
            runs += [Text("; “" if len(runs) > 1 else "“"), quote, Text("”"), *place]
        if items:
            blocks.append(Paragraph(runs=tuple(runs), small=True))
    return blocks


def _place(material: Material, ref: Ref, item: Stored) -> Runs:
    """The source of words that no printed claim holds, and the cell if there is one."""
    if item["source_id"] not in material.sources:
        return ()
    source = Ref("source", item["source_id"])
    runs: list[Run] = [Text(" ["), Cite(ref=source, number=material.number(item["source_id"]))]
    if item["locator"]:
        runs += [Text(", "), Words(ref=ref, field="evidence", text=item["locator"])]
    return (*runs, Text("]"))


def evidence(material: Material, lake: ReportLake) -> list[Section]:
    """An entry for each claim and measure that the report prints, and for no others."""
    claims = [(ref, row) for ref, row in material.used.items() if ref.kind == "claim"]
    words = [(ref, row) for ref, row in claims if row["start"] is not None]
    cells = [(ref, row) for ref, row in claims if row["start"] is None]
    measures = [(ref, row) for ref, row in material.used.items() if ref.kind == "measure"]
    sections = []
    if words:
        blocks = _text_entries(material, lake, words)
        title = (Text("Annex: evidence from texts"),)
        sections.append(Section(anchor="evidence-texts", title=title, blocks=tuple(blocks)))
    if cells:
        title = (Text("Annex: evidence from data sets"),)
        blocks = _cell_tables(material, cells)
        sections.append(Section(anchor="evidence-data", title=title, blocks=tuple(blocks)))
    if measures:
        title = (Text("Annex: measures"),)
        blocks = _measure_tables(material, measures)
        sections.append(Section(anchor="measures", title=title, blocks=tuple(blocks)))
    return sections


def _text_entries(
    material: Material, lake: ReportLake, claims: list[tuple[Ref, Stored]]
) -> list[Block]:
    by_source: dict[str, list[tuple[Ref, Stored]]] = defaultdict(list)
    for ref, row in claims:
        by_source[row["source_id"]].append((ref, row))
    blocks: list[Block] = []
    for source_id in sorted(by_source, key=material.number):
        text = lake.text(source_id)
        blocks.append(Heading(runs=_source_title(material, source_id)))
        entries = sorted(by_source[source_id], key=lambda c: (c[1]["start"], c[1]["end"], c[0].id))
        for start, end, group in windows(text, entries):
            blocks.append(
                Quotation(
                    source=Ref("source", source_id),
                    start=start,
                    pieces=pieces(text, start, end, group),
                )
            )
            blocks += [Paragraph(runs=_where(ref, row), small=True) for ref, row in group]
    return blocks


def windows(
    text: str, entries: list[tuple[Ref, Stored]]
) -> list[tuple[int, int, list[tuple[Ref, Stored]]]]:
    """Claims in order of the text, put together where what is shown around them meets.

    Each window is ``(start, end, claims)``. It begins and ends with a whole word and stays within
    the paragraphs of its claims.
    """
    found: list[tuple[int, int, list[tuple[Ref, Stored]]]] = []
    for entry in entries:
        start, end = entry[1]["start"], entry[1]["end"]
        before = text[max(0, start - CONTEXT) : start].rsplit("\n\n", 1)[-1]
        after = text[end : end + CONTEXT].split("\n\n", 1)[0]
        if len(before) == CONTEXT:
            before = before.partition(" ")[2] or before
        if len(after) == CONTEXT:
            after = after.rpartition(" ")[0] or after
        start, end = start - len(before.lstrip()), end + len(after.rstrip())
        if found and start <= found[-1][1]:
            last = found[-1]
            found[-1] = (last[0], max(end, last[1]), [*last[2], entry])
        else:
            found.append((start, end, [entry]))
    return found


def pieces(text: str, start: int, end: int, group: list[tuple[Ref, Stored]]) -> tuple[Piece, ...]:
    """``text[start:end]``, cut wherever the words of a claim begin or end."""
    cuts = {start, end, *(row[name] for _, row in group for name in ("start", "end"))}
    edges = sorted(cuts)
    return tuple(
        Piece(
            text[a:b],
            tuple(ref for ref, row in group if row["start"] <= a and b <= row["end"]),
        )
        for a, b in pairwise(edges)
    )


def _source_title(material: Material, source_id: str) -> Runs:
    ref = Ref("source", source_id)
    title = material.sources[source_id]["title"]
    cite = Cite(ref=ref, number=material.number(source_id))
    return (cite, Text(": "), Words(ref=ref, field="title", text=title))


def _where(ref: Ref, row: Stored) -> Runs:
    """The exact words of a claim, its id, place, method, confidence, grade, modality and marks."""

    def fact(slot: str) -> Figure:
        return Figure(ref=ref, value=row[slot], unit="", slot=slot)

    runs: list[Run] = [Anchor(ref), Text("“"), Words(ref=ref, field="quote", text=row["quote"])]
    runs += [Text("”: claim "), Words(ref=ref, field="claim_id", text=row["claim_id"])]
    if row["page"] is not None:
        runs += [Text(", page "), fact("page")]
    runs += [Text(", characters "), fact("start"), Text(" to "), fact("end"), Text("; ")]
    runs += [*_method(ref, row), Text(".")]
    return tuple(runs)


def _method(ref: Ref, row: Stored) -> Runs:
    """How a claim was found, how surely, and how the information is graded."""
    confidence = Figure(
        ref=ref, value=row["confidence"], unit="", slot="confidence", style="percent"
    )
    runs: list[Run] = [Words(ref=ref, field="method", text=row["method"])]
    runs += [Text(", confidence "), confidence, Text("; credibility ")]
    runs += [Figure(ref=ref, value=row["credibility"], unit="", slot="credibility")]
    runs += [Text(f"; {row['modality']}")]
    runs += [Text(f"; {mark.replace('_', ' ')}") for mark in row["marks"] or ()]
    if row.get("machine"):
        runs.append(Text("; corrected by a person"))
    elif row.get("reviewed"):
        runs.append(Text("; reviewed by a person"))
    return tuple(runs)


def _cell_tables(material: Material, cells: list[tuple[Ref, Stored]]) -> list[Block]:
    """A table a source and area: the words of each cell, side by side for the periods."""
    groups: dict[tuple[int, str, str], list[tuple[Ref, Stored]]] = defaultdict(list)
    for ref, row in cells:
        area = " and ".join(material.name(code) for code in row["area"]) if "area" in row else ""
        groups[material.number(row["source_id"]), row["source_id"], area].append((ref, row))
    blocks: list[Block] = []
    shown: str | None = None
    for _, source_id, area in sorted(groups):
        rows = groups[_, source_id, area]
        if source_id != shown:
            blocks.append(Heading(runs=_source_title(material, source_id)))
            how = (
                Text("All rows: found by "),
                *_method(*rows[0]),
                Text(", unless a row says otherwise."),
            )
            blocks.append(Paragraph(runs=how, small=True))
            shown = source_id
        first = rows[0]
        blocks.append(_cell_table(material, area, rows, first))
    return blocks


def _cell_table(
    material: Material, area: str, rows: list[tuple[Ref, Stored]], usual: tuple[Ref, Stored]
) -> Table:
    periods = sorted({row.get("period") or "" for _, row in rows})
    by_name: dict[str, dict[str, list[tuple[Ref, Stored]]]] = defaultdict(lambda: defaultdict(list))
    for ref, row in sorted(rows, key=lambda item: item[1]["locator"] or ""):
        by_name[row.get("indicator") or ""][row.get("period") or ""].append((ref, row))
    columns = [Column(runs=(Text("Indicator"),), width=2.4)]
    for period in periods:
        head: Runs = (Term(day(period), "date"),) if period else (Text("No period"),)
        columns.append(Column(runs=(*head, Text(": words of the cell, and the cell")), width=2.2))
    table = []
    order = {name: place for place, name in enumerate(material.vocabulary.indicators)}
    for name in sorted(by_name, key=lambda n: (order.get(n, len(order)), n)):
        known = material.vocabulary.indicators.get(name)
        cells: list[Runs] = [(Term(known.name if known else name.replace("_", " ")),)]
        for period in periods:
            runs: list[Run] = []
            for ref, row in by_name[name][period]:
                runs += [Text("; ")] if runs else []
                runs += [Anchor(ref), Words(ref=ref, field="quote", text=row["quote"]), Text("   ")]
                runs += [Words(ref=ref, field="locator", text=row["locator"])]
                same = all(row[k] == usual[1][k] for k in ("method", "confidence", "credibility"))
                runs += [] if same else [Text(" ("), *_method(ref, row), Text(")")]
            cells.append(tuple(runs) or (Gap("–"),))
        table.append(Row(cells=tuple(cells)))
    return Table(caption=(Term(area),), columns=tuple(columns), rows=tuple(table), small=True)


def _measure_tables(material: Material, measures: list[tuple[Ref, Stored]]) -> list[Block]:
    """A table for each method and assumption, both of which are told once."""
    groups: dict[tuple[str, str], list[tuple[Ref, Stored]]] = defaultdict(list)
    for ref, row in measures:
        groups[row["method"], row["assumption"] or ""].append((ref, row))
    blocks: list[Block] = []
    for method, assumption in sorted(groups):
        rows = groups[method, assumption]
        first = rows[0][0]
        blocks.append(Heading(runs=(Words(ref=first, field="method", text=method),)))
        if assumption:
            said = Words(ref=first, field="assumption", text=assumption)
            runs: Runs = (Text("Assumption: ", strong=True), said, Text("."))
            blocks.append(Paragraph(runs=runs, small=True))
        blocks.append(_measure_table(material, rows))
    return blocks


def _measure_table(material: Material, rows: list[tuple[Ref, Stored]]) -> Table:
    known = {ref.id for ref in material.used if ref.kind == "claim"}
    columns = (
        Column(runs=(Text("Area"),), width=1.8),
        Column(runs=(Text("Measure"),), width=1.4),
        Column(runs=(Text("List"),), width=2.0),
        Column(runs=(Text("Period"),), width=0.7),
        Column(runs=(Text("Value"),), number=True, width=1.3),
        Column(runs=(Text("Claims of the area"),), number=True, width=1.2),
    )
    table = []
    names = material.vocabulary.indicators

    def order(item: tuple[Ref, Stored]) -> tuple[str, str, str, int]:
        row = item[1]
        return material.name(row["area"]), row["name"], row["period"], -(row["of"] or 0)

    for ref, row in sorted(rows, key=order):
        indicator = names.get(row["name"])
        kind = Term(indicator.name if indicator else row["name"].replace("_", " "))
        exact = material.index.decimals if row["unit"] == "score" else decimals_of(row["value"])
        figure = Figure(
            ref=ref,
            value=row["value"],
            unit=row["unit"],
            low=row["low"],
            high=row["high"],
            decimals=exact,
        )
        inputs = [claim for claim in row["claim_ids"] if claim in known]
        count: Run = Text("–")
        if row["claim_ids"]:
            target = f"claim-{inputs[0]}" if inputs else "sources"
            count = Inputs(ref=ref, value=len(row["claim_ids"]), anchor=target)
        among: Runs = (list_name(material, row["among"]),) if row["among"] else (Text("–"),)
        cells: tuple[Runs, ...] = (
            (Anchor(ref), Term(material.name(row["area"]))),
            (kind, Text(f", {row['unit']}")),
            among,
            (Term(day(row["period"]), "date"),),
            (figure,),
            (count,),
        )
        table.append(Row(cells=cells))
    return Table(caption=(Text("Measures, with their intervals"),), columns=columns,
                 rows=tuple(table), small=True)  # fmt: skip


def sources(material: Material) -> Section:
    """Every source of the hub with its grades; what nobody knows of it is shown as a gap."""
    columns = (
        Column(runs=(Text("No."),), width=0.5),
        Column(runs=(Text("Source"),), width=3.6),
        Column(runs=(Text("Reliability"),), width=1.5),
        Column(runs=(Text("Handling, access"),), width=1.5),
        Column(runs=(Text("Licence"),), width=1.4),
    )
    rows = [_source(material, source_id) for source_id in material.sources]
    caption = (Text("Sources of this hub. The hash is that of the file."),)
    table = Table(caption=caption, columns=columns, rows=tuple(rows), small=True)
    return Section(anchor="sources", title=(Text("Annex: sources"),), blocks=(table,))


def _source(material: Material, source_id: str) -> Row:
    row = material.sources[source_id]
    ref = Ref("source", source_id)

    def said(field: str, gap: str) -> Run:
        return Words(ref=ref, field=field, text=row[field]) if row[field] else Gap(gap)

    published: Run = (
        Words(ref=ref, field="published", text=day(row["published"]))
        if row["published"]
        else Gap("no date known")
    )
    main: list[Run] = [Words(ref=ref, field="title", text=row["title"]), Text(". ")]
    main += [said("publisher", "publisher unknown"), Text(", "), published, Text(". ")]
    if row["url"]:
        main += [Words(ref=ref, field="url", text=row["url"], url=row["url"]), Text(" ")]
    main += [Text("File "), Words(ref=ref, field="name", text=row["name"])]
    main += [Text(", hash "), Words(ref=ref, field="source_id", text=source_id), Text(".")]
    grade = next(
        (
            g
            for g in material.vocabulary.grades.values()
            if g.scale == "reliability" and g.name == row["reliability"]
        ),
        None,
    )
    letter: list[Run] = [Text(row["reliability"], strong=True)]
    letter += [Text(", "), Term((grade.names or (grade.gloss,))[0])] if grade else []
    state: list[Run] = [Text(row["handling"]), Text("; "), Text(row["access"])]
    state += [Text(f"; {mark.replace('_', ' ')}", strong=True) for mark in row["marks"] or ()]
    cells: tuple[Runs, ...] = (
        (Anchor(ref), Cite(ref=ref, number=material.number(source_id))),
        tuple(main),
        tuple(letter),
        tuple(state),
        (said("licence", "no licence known"),),
    )
    return Row(cells=cells)
