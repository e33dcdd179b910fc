"""Notes that are marked with stars: "Original: English*" and, below, "* Available only in …"."""

import re
from dataclasses import replace

from karaula.read.blocks import Block, Mark
from karaula.read.lines import item_mark

_STARRED = re.compile(r"(?<=[\w.)])(?P<stars>\*{1,3})(?=\s|\Z)")
_LOOK_BACK = 2_000


def star_notes(text: str, blocks: list[Block]) -> list[Block]:
    """Turn a single list item "* …" into a note where a word before it carries the same star.

    An item with another starred item beside it stays a list, and a star that closes emphasis is
    no mark.
    """
    marks = [
        Mark(number=match["stars"], at=match.start())
        for match in _STARRED.finditer(text)
        if not _closes_emphasis(text, match.start())
    ]
    if not marks:
        return blocks
    first = {mark.number: mark.at for mark in reversed(marks)}
    starred = [_star_item(text, block) for block in blocks]
    noted = set()
    out: list[Block] = []
    for at, block in enumerate(blocks):
        stars = starred[at]
        beside = (*starred[max(0, at - 1) : at], *starred[at + 1 : at + 2])
        if stars and not any(beside) and first.get(stars, block.start) < block.start:
            noted.add(stars)
            block = replace(block, kind="footnote", number=stars)
        out.append(block)
    waiting = [mark for mark in marks if mark.number in noted]
    return [_with(block, waiting) for block in out] if waiting else out


def _star_item(text: str, block: Block) -> str | None:
    mark = item_mark(text[block.start : block.start + 8]) if block.kind == "list_item" else None
    return mark if mark and set(mark) == {"*"} else None


def _closes_emphasis(text: str, at: int) -> bool:
    line = text[max(0, at - _LOOK_BACK) : at].rpartition("\n")[2]
    return line.count("*") % 2 == 1


def _with(block: Block, marks: list[Mark]) -> Block:
    inside = tuple(mark for mark in marks if block.start <= mark.at < block.end)
    return replace(block, marks=inside) if inside and block.kind != "footnote" else block
