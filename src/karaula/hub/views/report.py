"""The report: to read, to download, and every figure in it with what it comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from karaula.assess import report as parts
from karaula.errors import KaraulaError
from karaula.hub.block import Block, Cell, Column, Empty, View
from karaula.hub.figure import figure
from karaula.hub.page import Asked
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

FORMATS = ("html", "pdf", "docx")


@dataclass(frozen=True, kw_only=True)
class ReportView(View):
    """The page of the report, with the formats in which it can be had."""

    formats: tuple[str, ...] = ()


def composed(shelf: "Shelf") -> parts.Report:
    """The report as the reader may see it, every figure checked. Made once of a shelf.

    Raises :class:`KaraulaError` where there is nothing to report on.
    """
    from karaula.assess import compose, verify

    def make() -> parts.Report:
        found = compose(shelf, shelf.hub.config, shelf.vocabulary)
        verify(found, shelf)
        return found

    return shelf.keep("report", make)


def report(shelf: "Shelf", _asked: Asked) -> ReportView:
    """The page of the report."""
    try:
        found = composed(shelf)
    except KaraulaError as error:
        why = f"{error.problem[:1].upper()}{error.problem[1:]}."
        none = Empty(why, error.remedy or text("report.fill"))
        return ReportView(
            title=text("report.title"),
            blocks=(Block(id="figures", title=say("report.none"), empty=none, wide=True),),
        )
    rows = tuple(_rows(shelf, found))
    columns = (
        Column("section", text("report.section")), Column("words", text("report.words")),
        Column("figure", text("report.figure"), number=True),
    )  # fmt: skip
    block = Block(
        id="figures", title=say("report.figures", count=len(rows)), columns=columns, rows=rows,
        first=60, wide=True, notes=(text("report.checked"),),
    )  # fmt: skip
    return ReportView(
        title=found.title,
        under=", ".join(filter(None, (found.subtitle, found.date, found.handling))),
        blocks=(block,),
        formats=FORMATS,
    )


def _rows(shelf: "Shelf", found: parts.Report) -> Iterator[tuple[Cell, ...]]:
    """Every figure with its section and the words around it, in the order of the report."""
    for section in (parts.Section(anchor="", title=(), blocks=found.front), *found.sections):
        title = parts.words(section.title) or found.title
        if any(isinstance(block, parts.Quotation) for block in section.blocks):
            continue  # the annex of evidence says again what the figures before it come from
        for part, above in parts.parts(section.blocks):
            if isinstance(part, parts.Figure):
                yield (title, parts.around(part, above)[:160], (figure(shelf, part),))
