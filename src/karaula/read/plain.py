"""Plain text and Markdown to blocks: headings, paragraphs, lists, tables, footnotes, captions."""

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from karaula.evidence.document import PassageKind
from karaula.read.blocks import Block, Mark
from karaula.read.grids import tables_in
from karaula.read.lines import (
    WRAP,
    Line,
    ends_sentence,
    heading_level,
    is_bold,
    is_caption,
    is_rule,
    is_title,
    item_mark,
    lines_of,
    note_marks,
    note_number,
)
from karaula.read.running import edges, running
from karaula.read.stars import star_notes

UNDER_MARKED = 7
"""Level of a bold line in a text that has ``#`` headings: below all six of them."""


@dataclass(frozen=True, slots=True)
class _Run:
    """Lines without a blank one between, and how they were broken."""

    lines: Sequence[Line]
    unwrapped: bool
    """Some line, or most of the text, is longer than anybody breaks by hand: each line is a
    paragraph."""
    width: int
    """Where a hand-broken line is full."""


def plain_blocks(text: str) -> list[Block]:
    """Blocks of a text with light markup, in order; together they hold every non-blank sign.

    A run of lines without a blank one is one paragraph unless its lines show another break: a
    list item, a table, a heading, a note, or a sentence that ends where the next word would still
    have fitted.
    """
    lines = list(lines_of(text))
    marked = any(heading_level(line.text) for line in lines)
    long = sum(len(line.text) for line in lines if len(line.text) > WRAP)
    whole = 2 * long > sum(len(line.text) for line in lines)
    aside = _running(lines)
    blocks: list[Block] = []
    for lines_together in _together(lines, aside):
        if reason := aside.get(lines_together[0].start):
            blocks.append(replace(_block("paragraph", lines_together), set_aside=reason))
            continue
        for part, cells in tables_in(text, lines_together):
            if cells:
                blocks.append(replace(_block("table", part), cells=cells))
            else:
                blocks += _run_blocks(text, part, marked, whole)
    blocks = star_notes(text, _numbered_lists(text, _over_text(blocks)))
    return [_with_marks(text, block) for block in blocks]


def _running(lines: Sequence[Line]) -> dict[int, str]:
    """Reason for each running line, by its start, where form feeds tell the pages apart."""
    if not lines or lines[0].page is None:
        return {}
    pages = groupby((line for line in lines if not line.blank), key=lambda line: line.page or 0)
    outer = [
        edge
        for page, group in pages
        for edge in edges(page, [(line.start, line.text, None) for line in group])
    ]
    return running(outer)


def _together(lines: Sequence[Line], apart: Container[int]) -> Iterator[list[Line]]:
    """Lines without a blank one between; running lines and pages stand apart."""
    run: list[Line] = []
    for line in lines:
        ends = line.blank or line.start in apart or (run and run[-1].start in apart)
        if run and (ends or run[-1].page != line.page):
            yield run
            run = []
        if not line.blank:
            run.append(line)
    if run:
        yield run


def _run_blocks(text: str, lines: list[Line], marked: bool, whole: bool) -> Iterator[Block]:
    level = UNDER_MARKED if marked else None
    start, end = lines[0].start, lines[-1].end
    if 1 < len(lines) <= 4 and end - start < 300 and is_bold(text[start:end]):
        yield replace(_block("heading", lines), level=level)
        return
    longest = max(len(line.text) for line in lines)
    run = _Run(lines, unwrapped=whole or longest > WRAP, width=max(60, longest))
    first = 0
    while first < len(lines):
        stop = first + 1
        while stop < len(lines) and _goes_on(run, first, stop):
            stop += 1
        yield _classified(run, first, stop, marked)
        first = stop


def _goes_on(run: _Run, first: int, number: int) -> bool:
    """Whether line ``number`` continues the block that begins at line ``first``."""
    head, before, line = (run.lines[at] for at in (first, number - 1, number))
    if heading_level(head.text) or is_rule(before.text) or is_bold(before.text):
        return False
    if heading_level(line.text) or is_bold(line.text) or note_number(line.text):
        return False
    if is_rule(line.text):  # under one title line it makes that a heading in Markdown
        return number == first + 1 and line.text[0] in "=-" and is_title(before.text)
    ended = ends_sentence(before.text)
    mark = item_mark(line.text)
    if mark and (ended or run.unwrapped or item_mark(head.text) or mark in "-*+•▪●◦‣"):
        return False
    if run.unwrapped:
        return not ended and not is_title(before.text) and line.text[0].islower()
    next_word = line.text.split(maxsplit=1)[0]
    meant = len(before.text) + 1 + len(next_word) < run.width - 4
    if meant and ended and not before.text.endswith((":", ";")):
        return bool(item_mark(head.text)) and line.indent > head.indent
    return not (meant and number == 1 and _heads_text(run, 0))


def _heads_text(run: _Run, at: int) -> bool:
    """A title line, and text right under it, which may begin small where lines are whole
    paragraphs."""
    line, after = run.lines[at : at + 2]
    return (
        is_title(line.text)
        and item_mark(after.text) is None
        and len(after.text) > max(40, len(line.text))
        and (run.unwrapped or not after.text[0].islower())
    )


def _classified(run: _Run, first: int, stop: int, marked: bool) -> Block:
    """The block that some lines make, by what its first line looks like."""
    lines = run.lines[first:stop]
    head = lines[0]
    alone = len(lines) == 1
    if level := heading_level(head.text):
        return replace(_block("heading", lines), level=level)
    if alone and is_rule(head.text):
        return replace(_block("paragraph", lines), set_aside="a line that only divides")
    if len(lines) == 2 and is_rule(lines[1].text):
        return replace(_block("heading", lines), level=1 if lines[1].text[0] == "=" else 2)
    if number := note_number(head.text):
        return replace(_block("footnote", lines), number=number)
    if is_caption(head.text):
        return _block("caption", lines)
    if alone and is_bold(head.text) and len(head.text) <= 200:
        return replace(_block("heading", lines), level=UNDER_MARKED if marked else None)
    if alone and not marked and is_title(head.text) and _stands_apart(run, first):
        return _block("heading", lines)
    return _block("list_item" if item_mark(head.text) else "paragraph", lines)


def _stands_apart(run: _Run, at: int) -> bool:
    """A title line with blank lines around it, or with text right under it."""
    mark = item_mark(run.lines[at].text)
    if mark is not None and mark[-1] not in ".)":
        return False
    if len(run.lines) == 1:
        return True
    if at + 1 == len(run.lines) or not _heads_text(run, at):
        return False
    return at == 0 or (run.unwrapped and ends_sentence(run.lines[at - 1].text))


def _over_text(blocks: list[Block]) -> list[Block]:
    """A line at the very end heads nothing: a last sentence may lack its full stop."""
    if len(blocks) < 2 or blocks[-1].kind != "heading" or blocks[-1].level is not None:
        return blocks
    return [*blocks[:-1], replace(blocks[-1], kind="paragraph")]


def _numbered_lists(text: str, blocks: list[Block]) -> list[Block]:
    """Numbered title lines that follow one another without text between are a list."""
    marks = [
        item_mark(text[block.start : block.start + 20])
        if block.kind == "heading" and block.level is None
        else None
        for block in blocks
    ]
    shapes = [_shape(mark) if mark else None for mark in marks]
    return [
        replace(block, kind="list_item")
        if shapes[at] and shapes[at] in (*shapes[max(0, at - 1) : at], *shapes[at + 1 : at + 2])
        else block
        for at, block in enumerate(blocks)
    ]


def _shape(mark: str) -> str:
    """Class of a list mark: "1." and "12." are one, "(a)" and "a)" are two."""
    kinds = {True: "1", False: "a"}
    signs = [kinds[sign.isdigit()] if sign.isalnum() else sign for sign in mark]
    return "".join(sign for at, sign in enumerate(signs) if at == 0 or sign != signs[at - 1])


def _with_marks(text: str, block: Block) -> Block:
    """Add the note marks in a block's words; the one that a footnote begins with is its name."""
    found = [Mark(number=number, at=at) for number, at in note_marks(text, block.start, block.end)]
    if block.kind == "footnote":
        found = [mark for mark in found if mark.at > block.start]
    both = sorted((*block.marks, *found), key=lambda mark: mark.at)
    return replace(block, marks=tuple(both))


def _block(kind: PassageKind, lines: Sequence[Line]) -> Block:
    return Block(kind=kind, start=lines[0].start, end=lines[-1].end, page=lines[0].page)
