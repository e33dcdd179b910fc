"""The report as maps, lists and strings: what every renderer is given."""

import re
from typing import Any

from karaula.assess.chart import draw, table
from karaula.assess.numbers import day
from karaula.assess.report import (
    Anchor,
    Block,
    Bullets,
    Chart,
    Cite,
    Count,
    Figure,
    Gap,
    Heading,
    Inputs,
    Note,
    Paragraph,
    Quotation,
    Report,
    Row,
    Run,
    Runs,
    Section,
    Table,
    Term,
    Text,
    Words,
    Years,
)
from karaula.assess.safe import printable, web_address
from karaula.chart import drawable


def plain(report: Report) -> dict[str, Any]:
    """The whole report as JSON values."""
    return {
        "title": printable(report.title),
        "subtitle": printable(report.subtitle),
        "date": report.date,
        "date_words": day(report.date) if report.date else None,
        "handling": printable(report.handling),
        "notes": [_block(note) for note in report.notes],
        "front": [_block(block) for block in report.front],
        "sections": [_section(section) for section in report.sections],
    }


def _section(section: Section) -> dict[str, Any]:
    return {
        "anchor": section.anchor,
        "title": _runs(section.title),
        "new_page": section.new_page,
        "blocks": [_block(block) for block in section.blocks],
        "notes": [_block(note) for note in section.notes],
    }


def _runs(runs: Runs) -> list[dict[str, Any]]:
    return [_run(run) for run in runs]


def _run(run: Run) -> dict[str, Any]:
    match run:
        case Text(text, strong) | Term(text, _, strong):
            return {"is": "text", "text": printable(text), "strong": strong}
        case Figure():
            return {"is": "figure", "text": run.text, "to": run.ref.anchor}
        case Count() | Inputs():
            return {"is": "figure", "text": run.text, "to": run.anchor}
        case Words():
            url = web_address(run.url)
            kind = "link" if url else "text"
            # Where the source's lines were broken says nothing inside a sentence.
            words = re.sub(r"\s*[\r\n]\s*", " ", run.text)
            return {"is": kind, "text": printable(words), "url": url, "strong": False}
        case Cite():
            return {"is": "cite", "text": run.text, "to": run.ref.anchor}
        case Anchor():
            return {"is": "anchor", "text": "", "name": run.ref.anchor}
        case Gap():
            return {"is": "gap", "text": run.text}


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Heading():
            return {
                "is": "heading",
                "level": block.level,
                "anchor": block.anchor,
                "runs": _runs(block.runs),
            }
        case Paragraph():
            return {"is": "paragraph", "runs": _runs(block.runs), "small": block.small}
        case Bullets():
            return {"is": "bullets", "items": [_runs(item) for item in block.items]}
        case Note():
            return {"is": "note", "label": block.label, "runs": _runs(block.runs)}
        case Quotation():
            pieces = [{"text": printable(p.text), "marked": bool(p.refs)} for p in block.pieces]
            return {"is": "quotation", "pieces": pieces}
        case Table():
            return {
                "is": "table",
                "caption": _runs(block.caption),
                "small": block.small,
                "columns": [
                    {"runs": _runs(head.runs), "number": head.number, "width": head.width}
                    for head in block.columns
                ],
                "rows": [_row(row) for row in block.rows],
            }
        case Chart() | Years():
            return _chart(block)


def _row(row: Row) -> dict[str, Any]:
    cells = [_runs(cell) for cell in row.cells]
    return {"cells": cells, "group": row.group, "total": row.total}


def _chart(chart: Chart | Years) -> dict[str, Any]:
    if not drawable():
        return {"is": "group", "blocks": [_block(block) for block in table(chart)]}
    svg, alt, tall = draw(chart)
    return {"is": "chart", "caption": _runs(chart.caption), "alt": alt, "svg": svg, "tall": tall}
