"""What is not read for claims: advertising, menus, tables of contents, page numbers.

Nothing is dropped: a block that is set aside stays in the document with the reason in words.
Running heads and feet are found by :mod:`karaula.read.running`, before lines are joined.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from karaula.read.blocks import Block
from karaula.read.sections import heading_words
from karaula.read.words import is_contents, is_list_of, sells

ADVERTISING = "repeated advertising"
OFFER = "advertising or a notice of the site"
CONTENTS = "table of contents"
LIST_OF = "list of figures or tables"
LINKS = "menu or list of links"
PAGE_NUMBER = "page number"

SHORT_WORDS = 12
SHORT_SIGNS = 160
REPEATED = 3
"""An author does not write one list item three times in one list; a page of offers does."""
MANY_LINKS = 4

_LINK = re.compile(r"\[[^\]\[]{0,200}\]\([^()\s]{0,500}\)|https?://\S+")
_LEADER = re.compile(r"(?:\.\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,7})\s*$")
LEADER_LINE = 300
_MARK = re.compile(r"^[-*+•–—▪●◦‣·]\s+")
_NUMBER_ONLY = re.compile(r"(?:page\s+)?[-–—]?\s*\d{1,4}\s*[-–—]?", re.IGNORECASE)


def set_aside(
    text: str,
    blocks: Sequence[Block],
    names_area: Callable[[str], bool] = lambda _words: False,
) -> list[Block]:
    """Blocks with the reason for those that are not read for claims."""
    reasons: dict[int, str] = {}
    for rule in (_contents, _links, _page_numbers):
        for at, reason in rule(text, blocks):
            reasons.setdefault(at, reason)
    for at, reason in _offers(text, blocks, names_area):
        reasons.setdefault(at, reason)
    return [
        replace(block, set_aside=reasons[at]) if at in reasons and not block.set_aside else block
        for at, block in enumerate(blocks)
    ]


def _offers(
    text: str, blocks: Sequence[Block], names_area: Callable[[str], bool]
) -> Iterator[tuple[int, str]]:
    """Runs of short lines, half of which are list items that repeat, or sell something.

    A name of an area ends a run: the same few items under each country are data.
    """
    for run in _short_runs(text, blocks, names_area):
        words = [_item_words(text, blocks[at]) for at in run]
        item = [blocks[at].kind == "list_item" for at in run]
        times = Counter(said for said, listed in zip(words, item, strict=True) if listed)
        repeated = [times[said] >= REPEATED for said in words]
        selling = [sells(said) for said in words]
        telling = [at for at in range(len(run)) if repeated[at] or selling[at]]
        if not telling:
            continue
        first, last = telling[0], telling[-1]
        if len(telling) >= REPEATED and 2 * len(telling) >= last - first + 1:
            reason = ADVERTISING if any(repeated) else OFFER
            first, last = _whole_list(text, blocks, run, first, last)
            yield from ((run[at], reason) for at in range(first, last + 1))
        else:
            yield from ((run[at], OFFER) for at in range(len(run)) if selling[at])


def _whole_list(
    text: str, blocks: Sequence[Block], run: Sequence[int], first: int, last: int
) -> tuple[int, int]:
    """The stretch with the items that stand in one list with its ends, without a blank line."""

    def one_list(before: int, after: int) -> bool:
        one, other = blocks[run[before]], blocks[run[after]]
        between = text[one.end : other.start]
        return one.kind == other.kind == "list_item" and between.count("\n") == 1

    while first > 0 and one_list(first - 1, first):
        first -= 1
    while last + 1 < len(run) and one_list(last, last + 1):
        last += 1
    return first, last


def _short_runs(
    text: str, blocks: Sequence[Block], names_area: Callable[[str], bool]
) -> Iterator[list[int]]:
    run: list[int] = []
    for at, block in enumerate(blocks):
        said = text[block.start : min(block.end, block.start + SHORT_SIGNS + 1)]
        short = (
            block.kind in ("list_item", "paragraph", "heading")
            and len(said) <= SHORT_SIGNS
            and len(said.split()) <= SHORT_WORDS
        )
        if not short or names_area(heading_words(said)):
            if run:
                yield run
            run = []
        else:
            run.append(at)
    if run:
        yield run


def _item_words(text: str, block: Block) -> str:
    return " ".join(_MARK.sub("", text[block.start : block.end]).casefold().split())


def _contents(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """What stands under a heading such as "Contents", and lines with dots before a page number."""
    reason: str | None = None
    for at, block in enumerate(blocks):
        said = text[block.start : block.end]
        if block.kind in ("heading", "paragraph") and len(said) < 60:
            head = heading_words(said)
            if is_contents(head) or is_list_of(head):
                reason = CONTENTS if is_contents(head) else LIST_OF
                if block.kind == "paragraph":
                    yield at, reason
                continue
        lines = said.split("\n")
        led = sum(len(line) <= LEADER_LINE and bool(_LEADER.search(line)) for line in lines)
        if block.kind == "heading" and not led:
            reason = None
        if 2 * led >= len(lines):
            yield at, CONTENTS
        elif reason and (block.kind == "table" or block.kind == "list_item"):
            yield at, reason
        elif block.kind == "paragraph" and len(said.split()) > 40:
            reason = None


def _links(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Runs of lines that consist of links."""
    run: list[int] = []
    for at, block in enumerate((*blocks, None)):
        if block and block.kind in ("list_item", "paragraph") and _is_link(text, block):
            run.append(at)
            continue
        if len(run) >= MANY_LINKS:
            yield from ((place, LINKS) for place in run)
        run = []


def _is_link(text: str, block: Block) -> bool:
    said = _MARK.sub("", text[block.start : block.end])
    if not 0 < len(said) < 2_000:
        return False
    rest = _LINK.sub("", said)
    return len(rest) < len(said) and sum(sign.isalnum() for sign in rest) <= 0.1 * len(said)


def _page_numbers(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, str]]:
    """Numbers alone on their line that count upwards through a text without pages."""
    found: list[tuple[int, int]] = []
    for at, block in enumerate(blocks):
        said = text[block.start : min(block.end, block.start + 20)]
        if block.kind == "paragraph" and _NUMBER_ONLY.fullmatch(said):
            found.append((at, int(re.sub(r"\D", "", said))))
    counts_up = all(before < after for (_, before), (_, after) in pairwise(found))
    if len(found) >= REPEATED and counts_up:
        yield from ((at, PAGE_NUMBER) for at, _ in found)
