"""Lines of a PDF page with their place, size and raised numbers.

Places are in PDF points from the top left corner of the page, as in
:data:`karaula.evidence.document.Box`; pdfium counts from the bottom left.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from karaula.read.blocks import Mark

HYPHENS = (0x2, 0xFFFE)
"""What pdfium gives for a hyphen at the end of a line; it gives no line break after it."""
MAX_PAGE_SIGNS = 200_000
"""A page of close print has 10,000."""
RAISED = 0.12
SMALL = 0.82
WIDE_GAP = 0.9
"""Gap between columns in units of the type size; spaces of justified text stay below."""


Stretch = tuple[int, int, float, float]
"""``(start, end, x0, x1)``: characters of a line's text, and where they stand on the page."""


@dataclass(frozen=True, slots=True)
class PdfLine:
    """One line of print.

    ``words`` and ``columns`` are ``(start, end, x0, x1)`` of the stretches between blanks and
    between wide gaps; ``marks`` are raised numbers by their place in ``text``.
    """

    page: int
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    marks: tuple[Mark, ...]
    words: tuple[Stretch, ...]
    columns: tuple[Stretch, ...]


@dataclass(slots=True)
class _Char:
    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    base: float
    size: float
    index: int


def page_lines(page: Any, number: int) -> list[PdfLine]:
    """Lines of one page in the order of its content."""
    import pypdfium2.raw as raw

    textpage = page.get_textpage()
    try:
        left, _, _, ceiling = page.get_cropbox()
        lines = []
        for chars in _split(raw, textpage, left, ceiling):
            weight = raw.FPDFText_GetFontWeight(textpage, chars[len(chars) // 2].index)
            if line := _line(chars, number, bold=weight >= 600):
                lines.append(line)
        return lines
    finally:
        textpage.close()


def _split(raw: Any, textpage: Any, left: float, ceiling: float) -> Iterator[list[_Char]]:
    """Characters, line by line."""
    count = min(textpage.count_chars(), MAX_PAGE_SIGNS)
    box = [ctypes.c_double() for _ in range(4)]
    at = [ctypes.c_double() for _ in range(2)]
    chars: list[_Char] = []
    high = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(textpage, index)
        if code in (10, 13):
            if chars:
                yield chars
            chars = []
            continue
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if 0xDC00 <= code < 0xE000 and high:
            code, high = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00), 0
        if code == 0 or 0xD800 <= code < 0xE000:
            continue
        raw.FPDFText_GetCharBox(textpage, index, *box)
        raw.FPDFText_GetCharOrigin(textpage, index, *at)
        x0, x1, bottom, top = (value.value for value in box)
        hyphen = code in HYPHENS
        chars.append(
            _Char(
                "-" if hyphen else chr(code),
                x0 - left,
                x1 - left,
                ceiling - top,
                ceiling - bottom,
                ceiling - at[1].value,
                raw.FPDFText_GetFontSize(textpage, index),
                index,
            )
        )
        if hyphen:
            yield chars
            chars = []
    if chars:
        yield chars


def _line(chars: list[_Char], page: int, *, bold: bool) -> PdfLine | None:
    while chars and chars[0].text.isspace():
        chars = chars[1:]
    while chars and chars[-1].text.isspace():
        chars = chars[:-1]
    if not chars:
        return None
    inked = [char for char in chars if not char.text.isspace()]
    size = Counter(round(char.size, 1) for char in inked).most_common(1)[0][0]
    base = Counter(round(char.base, 1) for char in inked).most_common(1)[0][0]
    words = tuple(_words(chars))
    return PdfLine(
        page=page,
        text="".join(char.text for char in chars),
        x0=min(char.x0 for char in inked),
        top=min(char.top for char in inked),
        x1=max(char.x1 for char in inked),
        bottom=max(char.bottom for char in inked),
        size=size,
        bold=bold,
        marks=tuple(_raised(chars, size, base)),
        words=words,
        columns=tuple(_columns(words, size)),
    )


def _raised(chars: list[_Char], size: float, base: float) -> Iterator[Mark]:
    """Numbers in smaller type above the baseline."""
    number, start = "", 0
    for at, char in enumerate((*chars, None)):
        raised = char is not None and _is_raised(char, size, base)
        if raised and char:
            start = start if number else at
            number += char.text
        elif number:
            if len(number) <= 3:
                yield Mark(number=number, at=start)
            number = ""


def _is_raised(char: _Char, size: float, base: float) -> bool:
    """In smaller type on a higher baseline, or a raised glyph of the font on the same one."""
    if char.text == "*":
        return char.size <= SMALL * size and char.base < base - RAISED * size
    if char.text not in "0123456789":
        return False
    higher = char.base < base - RAISED * size and char.size <= SMALL * size
    glyph = base - char.bottom > 0.2 * size and char.bottom - char.top < 0.6 * size
    return higher or glyph


def _words(chars: list[_Char]) -> Iterator[Stretch]:
    start: int | None = None
    for at, char in enumerate((*chars, None)):
        if char is not None and not char.text.isspace():
            start = at if start is None else start
        elif start is not None:
            yield start, at, chars[start].x0, chars[at - 1].x1
            start = None


def _columns(words: Sequence[Stretch], size: float) -> Iterator[Stretch]:
    start, end, x0, x1 = words[0]
    for word in words[1:]:
        if word[2] - x1 > WIDE_GAP * size:
            yield start, end, x0, x1
            start, _, x0, _ = word
        end, x1 = word[1], word[3]
    yield start, end, x0, x1
