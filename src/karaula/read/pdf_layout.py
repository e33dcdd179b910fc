"""Lines of print to paragraphs, headings, notes, lists and tables."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from statistics import median

from karaula.evidence.document import Box, PassageKind
from karaula.read.lines import ends_sentence, is_caption, is_title, item_mark
from karaula.read.pdf_lines import PdfLine
from karaula.read.pdf_tables import PdfTable, column_rows, column_table
from karaula.read.running import PAGE_NUMBER, Edge, edges, running

EDGE = 0.13
"""Share of a page's height, at top and bottom, in which running heads and feet stand."""
LARGER = 1.12
NOTE_SIZE = 0.94
HEADING_SIGNS = 250
SIZE_STEP = 0.4
BODY_SHARE = 0.15
"""Share of all signs that the size of running text has at least; headings stay below."""

_NOTE = re.compile(r"(\d{1,3}|\*{1,3})\s*(?=\S)")


@dataclass(slots=True)
class Piece:
    """A block of print before it has a place in the document's text."""

    kind: PassageKind
    lines: list[PdfLine] = field(default_factory=list)
    table: PdfTable | None = None
    level: int | None = None
    number: str | None = None
    set_aside: str | None = None

    @property
    def page(self) -> int:
        return self.table.box[0] if self.table else self.lines[0].page

    def boxes(self) -> tuple[Box, ...]:
        """One box for each page, and for each column of it, that the piece stands on."""
        if self.table:
            return (self.table.box,)
        groups: list[list[PdfLine]] = []
        for line in self.lines:
            near = groups and groups[-1][-1].page == line.page
            if near and line.top >= groups[-1][-1].top - line.size:
                groups[-1].append(line)
            else:
                groups.append([line])
        return tuple(_around(group) for group in groups)


def _around(lines: Sequence[PdfLine]) -> Box:
    return (
        lines[0].page,
        round(min(line.x0 for line in lines), 1),
        round(min(line.top for line in lines), 1),
        round(max(line.x1 for line in lines), 1),
        round(max(line.bottom for line in lines), 1),
    )


def pieces(
    pages: Sequence[Sequence[PdfLine]],
    heights: Sequence[float],
    tables: Mapping[int, Sequence[PdfTable]],
) -> list[Piece]:
    """Pieces of all pages in reading order.

    ``pages`` holds the lines of each page, ``heights`` their heights, ``tables`` the ruled tables
    by page number. A paragraph that goes on over the page is one piece; the notes of its first
    page follow it.
    """
    furniture = _running(pages, heights)
    body, leading, sizes = _measures(pages, furniture)
    out: list[Piece] = []
    for lines, height in zip(pages, heights, strict=True):
        aside: list[Piece] = []
        kept: list[PdfLine] = []
        for line in lines:
            if reason := furniture.get(id(line)):
                aside.append(Piece("paragraph", [line], set_aside=reason))
            else:
                kept.append(line)
        page_tables = tables.get(lines[0].page, ()) if lines else ()
        found = _page_pieces(kept, page_tables, body, leading, sizes, height)
        head = [piece for piece in aside if piece.lines[0].top < height / 2]
        foot = [piece for piece in aside if piece.lines[0].top >= height / 2]
        _join_over_page(out, found)
        out += [*head, *found, *foot]
    return out


def _running(pages: Sequence[Sequence[PdfLine]], heights: Sequence[float]) -> dict[int, str]:
    outer: list[Edge] = []
    alone: dict[int, str] = {}
    for lines, height in zip(pages, heights, strict=True):
        ordered = sorted(lines, key=lambda line: (line.top, line.x0))
        near = [
            (id(line), line.text, line.top)
            for line in ordered
            if line.bottom < EDGE * height or line.top > (1 - EDGE) * height
        ]
        top = [entry for entry in near if entry[2] < height / 2]
        bottom = [entry for entry in near if entry[2] >= height / 2]
        number = lines[0].page if lines else 0
        outer += [edge for edge in edges(number, top) if edge.top]
        outer += [replace(edge, top=False) for edge in edges(number, bottom[::-1]) if edge.top]
        alone |= {key: PAGE_NUMBER for key, text, _ in near if text.strip("-–— ") == str(number)}
    return alone | running(outer)


def _measures(
    pages: Sequence[Sequence[PdfLine]], furniture: Mapping[int, str]
) -> tuple[float, float, list[float]]:
    """Type size of the body, its distance from line to line, and larger sizes, largest first."""
    lines = [line for page in pages for line in page if id(line) not in furniture]
    signs: Counter[float] = Counter()
    for line in lines:
        signs[round(line.size * 2) / 2] += len(line.text)
    # Annexes and tables in small type may hold most of the signs; the text is larger.
    total = sum(signs.values())
    body = max((size for size, count in signs.items() if count >= BODY_SHARE * total), default=10.0)
    steps = [
        after.top - before.top
        for page in pages
        for before, after in pairwise(page)
        if abs(before.size - body) < 0.6 and 0 < after.top - before.top < 2.5 * body
    ]
    larger = sorted(
        {round(line.size, 1) for line in lines if line.size > LARGER * body}, reverse=True
    )
    distinct: list[float] = []
    for size in larger:
        if not distinct or distinct[-1] - size > SIZE_STEP:
            distinct.append(size)
    return body, median(steps) if steps else 1.3 * body, distinct[:6]


def _page_pieces(
    lines: list[PdfLine],
    tables: Sequence[PdfTable],
    body: float,
    leading: float,
    sizes: list[float],
    height: float,
) -> list[Piece]:
    out: list[Piece] = []
    placed: set[int] = set()
    width = max((line.x1 for line in lines), default=0.0)
    now: Piece | None = None
    at = 0
    while at < len(lines):
        line = lines[at]
        inside = next((n for n, table in enumerate(tables) if _within(line, table.box)), None)
        if inside is not None:
            now = None
            if inside not in placed:
                placed.add(inside)
                out.append(Piece("table", table=tables[inside]))
            at += 1
            continue
        if rows := column_rows(lines, at):
            out.append(Piece("table", table=column_table(lines[at : at + rows])))
            now = None
            at += rows
            continue
        column = bool(now and now.lines and line.top < now.lines[-1].top - line.size)
        if now and now.lines and _goes_on(now, line, leading, width):
            now.lines.append(line)
        elif column and (before := _unfinished(out, line)):
            now = before
            now.lines.append(line)
        else:
            now = _begun(line, body, height)
            out.append(now)
        at += 1
    return [_finished(piece, body, sizes) for piece in out]


def _within(line: PdfLine, box: Box) -> bool:
    _, x0, top, x1, bottom = box
    across, down = (line.x0 + line.x1) / 2, (line.top + line.bottom) / 2
    return x0 - 1 <= across <= x1 + 1 and top - 1 <= down <= bottom + 1


def _begun(line: PdfLine, body: float, height: float) -> Piece:
    note = _NOTE.match(line.text)
    small = line.size < NOTE_SIZE * body
    raised = bool(line.marks) and line.marks[0].at == 0
    if note and (raised or (small and line.top > 0.4 * height)):
        return Piece("footnote", [line], number=note[1])
    if item_mark(line.text) and not (line.bold and is_title(line.text)):
        return Piece("list_item", [line])
    return Piece("caption" if is_caption(line.text) else "paragraph", [line])


def _goes_on(piece: Piece, line: PdfLine, leading: float, width: float) -> bool:
    """Whether a line continues the piece: same type, next line, no indent, no new item or note."""
    before, first = piece.lines[-1], piece.lines[0]
    if abs(line.size - before.size) > 0.6 or line.bold != before.bold:
        return False
    if line.marks and line.marks[0].at == 0 and piece.kind != "paragraph":
        return False
    if piece.kind == "footnote" and _NOTE.match(line.text) and ends_sentence(before.text):
        return False
    step = line.top - before.top
    if item_mark(line.text) and (ends_sentence(before.text) or piece.kind == "list_item"):
        return False
    if item_mark(line.text) in ("•", "▪", "●", "◦", "‣"):
        return False
    if step < -before.size:  # the next column
        return not ends_sentence(before.text) and line.text[:1].islower()
    if step > max(1.35 * leading, 0) * max(1.0, line.size / max(before.size, 1)):
        return False
    if abs(step) < 0.3 * line.size:  # on the same line, beside it
        return line.x0 >= before.x1 - 1 and line.x0 - before.x1 < 3 * line.size
    indent = line.x0 - before.x0
    if len(piece.lines) > 1 and indent > 0.8 * line.size and ends_sentence(before.text):
        return False
    if len(piece.lines) == 1 and indent > 3 * line.size and piece.kind != "list_item":
        return not ends_sentence(before.text)
    # A last line that ends short, after which a new paragraph begins at the margin.
    short = before.x1 < first.x0 + 0.75 * (max(one.x1 for one in piece.lines) - first.x0)
    return not (short and ends_sentence(before.text) and before.x1 < 0.8 * width)


def _finished(piece: Piece, body: float, sizes: list[float]) -> Piece:
    """A paragraph of large or bold type that is short is a heading."""
    if piece.table or piece.kind not in ("paragraph", "list_item"):
        return piece
    size = piece.lines[0].size
    said = "\n".join(line.text for line in piece.lines)
    sentence = said[-1] in ".;," and len(said.split()) > 3
    short = len(said) <= HEADING_SIGNS and len(piece.lines) <= 4 and not sentence
    if short and size > LARGER * body and sum(sign.isalpha() for sign in said) > 1:
        larger = [at for at, known in enumerate(sizes, 1) if size > known - SIZE_STEP]
        piece.kind, piece.level = "heading", larger[0] if larger else len(sizes) or 1
    elif short and len(piece.lines) <= 2 and _bold_title(piece.lines, NOTE_SIZE * body):
        piece.kind, piece.level = "heading", len(sizes) + 1
    return piece


def _bold_title(lines: Sequence[PdfLine], size: float) -> bool:
    said = " ".join(line.text for line in lines)
    return is_title(said) and all(line.bold and line.size >= size for line in lines)


def _unfinished(out: Sequence[Piece], line: PdfLine) -> Piece | None:
    """The last paragraph, if notes alone follow it and ``line`` goes on within its sentence."""
    for piece in reversed(out):
        if piece.set_aside is not None or piece.kind == "footnote":
            continue
        goes_on = (
            piece.kind in ("paragraph", "list_item")
            and piece.table is None
            and not ends_sentence(piece.lines[-1].text)
            and line.text[:1].islower()
            and abs(piece.lines[-1].size - line.size) < 0.6
        )
        return piece if goes_on else None
    return None


def _join_over_page(out: Sequence[Piece], found: list[Piece]) -> None:
    """Move the rest of a paragraph from the next page to its beginning, before the notes there."""
    if not found or found[0].kind != "paragraph" or not found[0].lines:
        return
    before = _unfinished(out, found[0].lines[0])
    if before and before.lines[-1].page + 1 == found[0].lines[0].page:
        before.lines += found.pop(0).lines
