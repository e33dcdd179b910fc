"""Which headings stand above a passage."""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from karaula.read.blocks import Block

_ROMAN = re.compile(r"(?=[IVXLC])(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_NUMBERING = re.compile(r"(?P<mark>\d{1,2}(?:\.\d{1,2})*|[IVXLC]{1,7}|[A-Z])[.)](?!\d)\s*(?=\S)")
_EMPHASIS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)")
_MARKUP = re.compile(r"^#{1,6}\s+|\s+#+$|</?[a-zA-Z][^<>]{0,80}>|\n[=-]+\s*$")
_LINK = re.compile(r"\[([^\]\[]*)\]\([^()]*\)")
_NOTE = re.compile(r"<sup>[^<]*</sup>|\[\^\w+\]")

WITHIN_AREA = 2
MAX_SECTION = 200


@dataclass(frozen=True, slots=True)
class _Open:
    """A heading that stands above what is being read."""

    words: str
    level: int
    style: str | None
    """Class of its number ("roman", "letter", "decimal1" …), if it has one."""
    mark: str | None


def heading_words(raw: str) -> str:
    """A heading without markup, note marks and line breaks."""
    text = _LINK.sub(r"\1", _NOTE.sub("", raw.strip()))
    text = _EMPHASIS.sub("", _MARKUP.sub("", text))
    return " ".join(text.split())[:MAX_SECTION]


def sections(
    text: str,
    blocks: Sequence[Block],
    *,
    names_area: Callable[[str], bool] = lambda _words: False,
    is_part: Callable[[str], bool] = lambda _words: False,
) -> list[tuple[str, ...]]:
    """Headings above each block, outermost first; a heading does not stand above itself.

    A level that the format states counts, but numbers count for more (scanned reports number
    their headings right and mark their size wrong): a heading "C." belongs beside the "B." that is
    open above it. Without a stated level, a heading that names an area is outermost, and those
    after it are within it unless they are parts of the document ("Conclusions"); otherwise a
    heading that occurs once stands above those that repeat.
    """
    heads = {
        at: heading_words(text[block.start : block.end])
        for at, block in enumerate(blocks)
        if block.kind == "heading" and not block.set_aside
    }
    levels = _levels(blocks, heads, names_area, is_part)
    above: list[_Open] = []
    out: list[tuple[str, ...]] = []
    for at, block in enumerate(blocks):
        words = heads.get(at)
        if words and (block.kind == "heading"):
            above = _opened(above, words, levels[at])
            out.append(tuple(head.words for head in above[:-1]))
        else:
            out.append(tuple(head.words for head in above))
    return out


def _levels(
    blocks: Sequence[Block],
    heads: dict[int, str],
    names_area: Callable[[str], bool],
    is_part: Callable[[str], bool],
) -> dict[int, int]:
    times = Counter(words for words in heads.values())
    in_area = False
    levels: dict[int, int] = {}
    for at, words in heads.items():
        stated = blocks[at].level
        if stated is not None:
            levels[at] = stated
        elif names_area(words):
            in_area = True
            levels[at] = 1
        elif is_part(words):
            in_area = False
            levels[at] = 1
        else:
            levels[at] = WITHIN_AREA if in_area or times[words] > 1 else 1
    return levels


def _opened(above: list[_Open], words: str, level: int) -> list[_Open]:
    """The open headings after one more."""
    style, mark = _style(words, above)
    if style:
        for place in range(len(above) - 1, -1, -1):
            if above[place].style == style:
                return [*above[:place], _Open(words, level, style, mark)]
        kept = list(above)
        while kept and kept[-1].style is None and kept[-1].level >= level:
            kept.pop()
    else:
        kept = list(above)
        while kept and kept[-1].level >= level:
            kept.pop()
    return [*kept, _Open(words, level, style, mark)]


def _style(words: str, above: Sequence[_Open]) -> tuple[str | None, str | None]:
    """Class and text of a heading's number.

    "C", "D", "I" may be letters or Roman numerals: they are letters where the letter before them
    is open above.
    """
    match = _NUMBERING.match(words)
    if not match:
        return None, None
    mark = match["mark"]
    if mark[0].isdigit():
        return f"decimal{mark.count('.') + 1}", mark
    letters = [head.mark for head in above if head.style == "letter" and head.mark]
    if len(mark) == 1 and (
        not _ROMAN.fullmatch(mark) or (letters and ord(mark) == ord(letters[-1]) + 1)
    ):
        return "letter", mark
    return ("roman", mark) if _ROMAN.fullmatch(mark) else (None, None)
