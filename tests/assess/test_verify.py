"""No figure is printed that nothing stands behind: attacks on the promise."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from karaula.assess import UnboundFigure, verify
from karaula.assess.report import (
    Bullets,
    Chart,
    Cite,
    Count,
    Figure,
    Gap,
    Heading,
    Inputs,
    Paragraph,
    Piece,
    Quotation,
    Ref,
    Report,
    Run,
    Section,
    Term,
    Text,
    Words,
    parts,
)

from .conftest import Hub


def first(report: Report, kind: type, **like: Any) -> Any:
    """The first run of a kind whose fields are ``like`` these."""
    return next(
        part
        for part, _ in parts(report)
        if isinstance(part, kind) and all(getattr(part, k) == v for k, v in like.items())
    )


def with_run(report: Report, run: Run) -> Report:
    """The report with one more sentence, in which ``run`` stands."""
    told = Paragraph(runs=(Text("The mill was closed in "), run, Text(".")))
    section = report.sections[0]
    changed = replace(section, blocks=(*section.blocks, told))
    return replace(report, sections=(changed, *report.sections[1:]))


def test_what_was_composed_is_bound(hub: Hub, report: Report) -> None:
    verify(report, hub.lake)


def test_the_sentence_is_named(hub: Hub, report: Report) -> None:
    with pytest.raises(UnboundFigure, match="The mill was closed in 17 places"):
        verify(with_run(report, Text("17 places")), hub.lake)


@pytest.mark.parametrize(
    "text",
    ["17", "three or 4", "²", "½", "٣", "Ⅻ", "五", "①"],
    ids=["digit", "last", "superscript", "fraction", "arabic", "roman", "chinese", "circled"],
)
def test_a_digit_in_plain_text_is_refused(hub: Hub, report: Report, text: str) -> None:
    for run in (Text(text), Gap(text), Term(f"{text} tonnes", "date")):
        with pytest.raises(UnboundFigure):
            verify(with_run(report, run), hub.lake)


def figure(report: Report) -> Figure:
    return first(report, Figure, slot="value", unit="score")


def ranked(report: Report) -> Figure:
    return next(
        p for p, _ in parts(report)
        if isinstance(p, Figure) and p.ref.kind == "measure" and p.low is not None
    )  # fmt: skip


ATTACKS: dict[str, Callable[[Report], Run]] = {
    "claim that is gone": lambda r: replace(figure(r), ref=Ref("claim", "0" * 16)),
    "measure that is gone": lambda r: replace(ranked(r), ref=Ref("measure", "0" * 16)),
    "changed value": lambda r: replace(figure(r), value=figure(r).value + 0.01),
    "value off by less than is printed": lambda r: replace(figure(r), value=figure(r).value + 1e-9),
    "changed low end": lambda r: replace(ranked(r), low=(ranked(r).low or 0) - 1),
    "changed high end": lambda r: replace(ranked(r), high=(ranked(r).high or 0) + 1),
    "changed unit": lambda r: replace(figure(r), unit="kg"),
    "number of another column": lambda r: replace(figure(r), slot="page"),
    "no such column": lambda r: replace(figure(r), slot="nonsense"),
    "claim as measure": lambda r: replace(figure(r), ref=Ref("measure", figure(r).ref.id)),
    "changed count": lambda r: replace(first(r, Count), value=first(r, Count).value + 1),
    "count that leads nowhere": lambda r: replace(first(r, Count), anchor="nowhere"),
    "changed number of inputs": lambda r: replace(first(r, Inputs), value=9999),
    "changed words": lambda r: replace(first(r, Words, field="title"), text="News of 2099"),
    "words of another field": lambda r: replace(first(r, Words, field="title"), field="sha256"),
    "words of no row": lambda r: replace(first(r, Words), ref=Ref("source", "0" * 16)),
    "page that the claim does not stand on": lambda r: replace(first(r, Cite), page=99),
    "other source": lambda r: replace(first(r, Cite), number=first(r, Cite).number + 1),
    "source before the first": lambda r: replace(first(r, Cite), number=0),
    "reference to no finding": lambda _: Cite(ref=Ref("finding", "0" * 16), number=1),
    "date that is none": lambda _: Term("17 cases", "date"),
}


@pytest.mark.parametrize("attack", ATTACKS.values(), ids=ATTACKS.keys())
def test_attack(hub: Hub, report: Report, attack: Callable[[Report], Run]) -> None:
    with pytest.raises(UnboundFigure, match="The mill was closed in"):
        verify(with_run(report, attack(report)), hub.lake)


def test_a_figure_without_an_entry_in_the_annex_is_refused(hub: Hub, report: Report) -> None:
    shorter = replace(report, sections=tuple(s for s in report.sections if s.anchor != "measures"))
    with pytest.raises(UnboundFigure, match="nothing in the report stands under"):
        verify(shorter, hub.lake)


@pytest.mark.parametrize("change", ["moved", "altered", "marked"])
def test_a_quotation_is_read_again(hub: Hub, report: Report, change: str) -> None:
    quotation = first(report, Quotation)
    start, pieces = quotation.start, quotation.pieces
    altered = {
        "moved": replace(quotation, start=start + 1),
        "altered": replace(quotation, pieces=(Piece("x" + pieces[0].text[1:]), *pieces[1:])),
        "marked": replace(
            quotation,
            pieces=tuple(replace(p, refs=next(q.refs for q in pieces if q.refs)) for p in pieces),
        ),
    }[change]
    bad = Section(anchor="x", title=(Text("x"),), blocks=(altered,))
    with pytest.raises(UnboundFigure):
        verify(replace(report, sections=(*report.sections, bad)), hub.lake)


@pytest.mark.parametrize(
    "block",
    [
        Heading(runs=(Text("In 9 States"),)),
        Bullets(items=((Text("fine"),), (Text("9 States"),))),
    ],
    ids=["heading", "bullet"],
)
def test_no_block_is_passed_over(hub: Hub, report: Report, block: Heading | Bullets) -> None:
    bad = Section(anchor="x", title=(Text("x"),), blocks=(block,))
    with pytest.raises(UnboundFigure, match="9 States"):
        verify(replace(report, sections=(*report.sections, bad)), hub.lake)


@pytest.mark.parametrize("drawn", ["ranking", "map", "profile"])
def test_a_chart_hides_no_figure(hub: Hub, report: Report, drawn: str) -> None:
    chart = first(report, Chart, drawn=drawn)
    row = next(row for row in chart.rows if row.figure)
    wrong = replace(row.figure, value=row.figure.value + 0.01)
    bads = {
        "ranking": [
            replace(chart, unit="9 States"),
            replace(chart, unit="rank"),
            replace(chart, what="9 States"),
            replace(chart, title=(Text("9 States"),)),
            replace(chart, source=Term("9", "date")),
            replace(chart, rows=(replace(row, aside=wrong),)),
            replace(chart, rows=(replace(row, label="9 States"),)),
            replace(chart, high=0.5),
        ],
        "profile": [
            replace(chart, others="It rose by 9"),
            replace(chart, rows=(replace(row, others=(wrong,)),)),
        ],
        "map": [replace(chart, rows=(replace(row, label="9 States"),))],
    }[drawn]
    for bad in (*bads, replace(chart, rows=(replace(row, figure=wrong),))):
        section = Section(anchor="x", title=(Text("x"),), blocks=(bad,))
        with pytest.raises(UnboundFigure):
            verify(replace(report, sections=(section, *report.sections)), hub.lake)
