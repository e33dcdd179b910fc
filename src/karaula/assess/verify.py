"""Hold that every printed figure is bound: each is read again from the lake and compared."""

import re
from collections import defaultdict
from functools import cache
from math import isclose
from typing import Any

from karaula.assess.lake import ReportLake
from karaula.assess.numbers import day
from karaula.assess.report import (
    YEAR,
    Anchor,
    Chart,
    Cite,
    Count,
    Figure,
    Gap,
    Inputs,
    Quotation,
    Ref,
    Report,
    Term,
    Text,
    Words,
    Years,
    around,
    parts,
)
from karaula.errors import KaraulaError
from karaula.evidence import KINDS

_DATE_WORDS = re.compile(
    r"(?:(?:\d{1,2} )?(?:January|February|March|April|May|June|July|August|September|October"
    r"|November|December) )?\d{4}(?: to (?:(?:\d{1,2} )?[A-Z][a-z]+ )?\d{4})?"
)


class UnboundFigure(KaraulaError):  # noqa: N818
    """A printed figure that no claim, measure or count of the lake stands behind."""


def verify(report: Report, lake: ReportLake) -> None:
    """Check every printed figure, quotation and reference of ``report`` against ``lake``.

    Raises :class:`UnboundFigure` with the sentence in which the first one stands that is not
    bound, whose claim or measure is gone, or that differs from what is stored.
    """
    stored = _Stored(lake, report)
    anchors = stored.anchors | {section.anchor for section in report.sections}
    for part, above in parts(report):
        fault = _fault(part, stored, anchors, report)
        if fault:
            raise UnboundFigure(
                fault,
                f"report, “{around(part, above)}”",
                "build the hub again, then write the report from it",
            )


def _fault(part: Any, stored: "_Stored", anchors: set[str], report: Report) -> str | None:
    match part:
        case Text(text) | Gap(text):
            return _loose(text)
        case Term(text, "date"):
            return (
                None
                if _DATE_WORDS.fullmatch(text) or not has_digit(text)
                else f"{text!r} is no date"
            )
        case Chart():
            return _chart_fault(part)
        case Years():
            return _years_fault(part)
        case Figure():
            return _figure_fault(part, stored) or _leads_nowhere(part.ref.anchor, anchors)
        case Count():
            found = stored.count(part)
            if not isclose(found, part.value, rel_tol=1e-9):
                return f"{part.text} is printed for a count that is {found:g}"
            return _leads_nowhere(part.anchor, anchors)
        case Inputs():
            row = stored.row(part.ref)
            if row is None or len(row["claim_ids"]) != part.value:
                return f"{part.text} is not how many claims went into {part.ref.anchor}"
            return _leads_nowhere(part.anchor, anchors)
        case Words():
            row = stored.row(part.ref)
            if row is None:
                return f"the {part.ref.kind} {part.ref.id} is not in the lake"
            held = [str(item) for item in _list(row.get(part.field))]
            if part.text in held or part.text in map(day, held):
                return None
            return f"“{part.text}” is not what its {part.field} says"
        case Cite():
            return _cite_fault(part, stored, report) or _leads_nowhere(part.ref.anchor, anchors)
        case Quotation():
            return _quotation_fault(part, stored)
    return None


def _chart_fault(chart: Chart) -> str | None:
    loose = _loose(chart.unit, chart.what, chart.others, *(row.label for row in chart.rows))
    if loose:
        return loose
    shown = [f for row in chart.rows for f in (row.figure, *row.others) if f]
    off = [figure for figure in shown if not chart.low <= figure.value <= chart.high]
    if off:
        return f"{off[0].text} does not lie on the scale of the chart"
    other = [figure for figure in shown if figure.unit != chart.unit]
    return f"{other[0].text} is no {chart.unit}" if other else None


def _years_fault(chart: Years) -> str | None:
    """Whether a count stands under a year that is not its own; what it counts is read again."""
    for row in chart.rows:
        for year, count in zip(chart.years, row.counts, strict=True):
            if count is None:
                continue
            own = {allowed for column, allowed in count.where if column.endswith(YEAR)}
            if own != {(year,)}:
                return f"{count.text} under {year} is no count of that year"
    return _loose(chart.unit, chart.what, *(row.label for row in chart.rows))


def _loose(*labels: str) -> str | None:
    """What is wrong with labels that hold a digit."""
    loose = next(filter(has_digit, labels), None)
    return f"the figure in “{loose}” is bound to nothing" if loose else None


def _leads_nowhere(anchor: str, anchors: set[str]) -> str | None:
    return None if anchor in anchors else f"nothing in the report stands under {anchor}"


def _figure_fault(figure: Figure, stored: "_Stored") -> str | None:
    row = stored.row(figure.ref)
    if row is None:
        return (
            f"{figure.text} is bound to {figure.ref.kind} {figure.ref.id}, which is not in the lake"
        )
    if figure.slot == "value" and figure.unit != row["unit"]:
        return f"{figure.text} is printed in {figure.unit}, stored in {row['unit']}"
    ends = ((figure.low, "low"), (figure.high, "high"))
    bounds = [(figure.value, figure.slot), *((end, name) for end, name in ends if end is not None)]
    for value, slot in bounds:
        held = [item for item in _list(row.get(slot)) if isinstance(item, (int, float))]
        if value not in held:
            said = ", ".join(map(str, held)) or "nothing"
            return f"{figure.text} is printed where the {slot} stored is {said}"
    return None


def _cite_fault(cite: Cite, stored: "_Stored", report: Report) -> str | None:
    row = stored.row(cite.ref)
    if row is None:
        return f"{cite.text} leads to {cite.ref.kind} {cite.ref.id}, which is not in the lake"
    finding = cite.ref.kind == "finding"
    order, key = (report.findings, "finding_id") if finding else (report.sources, "source_id")
    known = order[cite.number - 1 : cite.number] if cite.number > 0 else ()
    page = None if finding else row.get("page")
    if known != (row[key],) or (cite.page is not None and cite.page != page):
        return f"{cite.text} is not where {cite.ref.kind} {cite.ref.id} stands"
    return None


def _quotation_fault(quotation: Quotation, stored: "_Stored") -> str | None:
    source, at = quotation.source.id, quotation.start
    said: dict[Ref, tuple[int, str]] = {}
    for piece in quotation.pieces:
        for ref in piece.refs:
            start, text = said.get(ref, (at, ""))
            said[ref] = (start, text + piece.text)
        at += len(piece.text)
    shown = "".join(piece.text for piece in quotation.pieces)
    if stored.text(source)[quotation.start : at] != shown or quotation.start < 0:
        return f"the words quoted do not stand in source {source}"
    for ref, place in said.items():
        row = stored.row(ref)
        if row is None or (row["source_id"], row["start"], row["quote"]) != (source, *place):
            return f"the words marked are not those of claim {ref.id}"
    return None


def has_digit(text: str) -> bool:
    """Whether any character is a digit or number sign of any script."""
    return any(char.isnumeric() for char in text)


def _list(value: Any) -> list[Any]:
    """All values in a cell, which may be a list or hold maps (the evidence of a finding)."""
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, (list, tuple)):
        return [item for inner in value for item in _list(inner)]
    return [] if value is None else [value]


class _Stored:
    """What the lake holds of everything that a report refers to: a query a table."""

    def __init__(self, lake: ReportLake, report: Report) -> None:
        self.lake = lake
        wanted: dict[str, set[str]] = defaultdict(set)
        self.counts: list[Count] = []
        self.anchors: set[str] = set()
        for part, _ in parts(report):
            match part:
                case Ref():
                    wanted[part.kind].add(part.id)
                case Count():
                    self.counts.append(part)
                case Anchor():
                    self.anchors.add(part.ref.anchor)
        self.found: dict[tuple[str, str], dict[str, Any]] = {}
        for kind in ("measure", "finding", "source"):
            self._read(kind, f"{kind}s", wanted[kind])
        for kind in KINDS:
            left = {id_ for id_ in wanted["claim"] if ("claim", id_) not in self.found}
            self._read("claim", f"claims_{kind}", left)
        self.text = cache(lake.text)
        self.grouped = cache(self._grouped)
        self.added: dict[str, set[str]] = defaultdict(set)
        for count in self.counts:
            self.added[count.table] |= {count.adds} if count.adds else set()

    def _read(self, kind: str, table: str, ids: set[str]) -> None:
        if ids:
            key = f"{kind}_id"
            asked = f"SELECT * FROM {table} WHERE {key} IN (SELECT unnest($ids))"
            for row in self.lake.rows(asked, {"ids": sorted(ids)}):
                self.found[kind, row[key]] = row

    def row(self, ref: Ref) -> dict[str, Any] | None:
        return self.found.get((ref.kind, ref.id))

    def count(self, count: Count) -> float:
        """Count or add up again what is printed as a count."""
        asked = dict(count.where)
        rows = self.grouped(count.table, tuple(sorted(asked)))
        held = [row for row in rows if all(row[name] in asked[name] for name in asked)]
        if count.adds is None:
            return float(sum(row["rows"] for row in held))
        found = float(sum(row[f"sum of {count.adds}"] or 0 for row in held))
        largest: float = max((row[f"max of {count.adds}"] or 0 for row in held), default=0)
        return largest / found if count.share and found else found

    def _grouped(self, name: str, asked: tuple[str, ...]) -> list[dict[str, Any]]:
        """Rows of a table put together by some columns: one query for all counts that ask these."""
        table = self.lake.claims(name) if name in KINDS else self.lake.table(name)
        made = {"rows": table.count()}
        for column in sorted(self.added[name]):
            made |= {
                f"sum of {column}": table[column].sum(),
                f"max of {column}": table[column].max(),
            }
        keys = {column: _column(table, column) for column in asked}
        put = table.group_by(**keys).aggregate(**made) if keys else table.aggregate(**made)
        rows: list[dict[str, Any]] = put.to_pyarrow().to_pylist()
        return rows


def _column(table: Any, name: str) -> Any:
    """A column that a count asks of, or the year of one."""
    column, dot, _ = name.partition(YEAR)
    return table[column].year() if dot else table[column]
