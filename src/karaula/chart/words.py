"""Words in a chart: what may be drawn of them, how wide they are, where their lines break.

Text of sources is hostile: it reaches a specification as data or as a plain value, never as an
expression, and characters that no drawing may carry are shown as U+FFFD.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

# Control characters that XML forbids, halves of surrogate pairs, non-characters, and the signs that
# turn the direction of writing round, by which a text can show other words than it holds.
_UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff"
    "\u2028\u2029\u202a-\u202e\u2066-\u2069]"
)

# Widths in thousandths of the size of type, as in Arial and the faces made to its measure.
_NARROW, _THIN = frozenset(" !'|,./:;[]\\ijlItf()-"), frozenset("rJ\"*`{}^")  # fmt: skip
_WIDE, _WIDEST = frozenset("ABCDEGHKNOPQRSUVXYwZ&+<=>~w%"), frozenset("mMW@—…")


def printable(text: str) -> str:
    """``text`` with every character that may not be printed shown as U+FFFD, and tabs as spaces."""
    return _UNPRINTABLE.sub("\ufffd", text).replace("\t", "\u2003")


def line(text: str) -> str:
    """``text`` on one line, fit to be drawn."""
    return " ".join(printable(text).split())


def width(text: str, size: float) -> float:
    """About how wide a line is in type of a size: rather too wide than too narrow."""
    return size * sum(map(_thousandths, text)) / 1000


@lru_cache(maxsize=4096)
def _thousandths(char: str) -> int:
    base = unicodedata.normalize("NFD", char)[0]
    if base in _NARROW:
        return 300
    if base in _THIN:
        return 390
    if base in _WIDEST:
        return 920
    if base in _WIDE:
        return 710
    if base.isascii():
        return 560
    if unicodedata.combining(base):
        return 0
    return 1000 if unicodedata.east_asian_width(base) in "WF" else 700


def wrap(text: str, size: float, room: float, lines: int = 99) -> list[str]:
    """``text`` on at most ``lines`` lines of ``room`` units; what does not fit ends in "…"."""
    rows: list[str] = []
    for word in line(text).split(" "):
        longer = f"{rows[-1]} {word}" if rows else word
        if rows and width(longer, size) <= room:
            rows[-1] = longer
        else:
            rows.append(word)
    if len(rows) > lines:
        rows[lines - 1 :] = [" ".join(rows[lines - 1 :])]
    return [_cut(row, size, room) for row in rows]


def _cut(text: str, size: float, room: float) -> str:
    if width(text, size) <= room:
        return text
    while text and width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"


def number(value: float, decimals: int, *, signed: bool = False) -> str:
    """``value`` rounded half up, thousands apart by commas, with a true minus sign."""
    # repr gives the decimal that a person wrote: 0.145 is a half, though its binary form is not.
    step = Decimal(1).scaleb(-decimals)
    rounded = Decimal(repr(float(value))).quantize(step, rounding=ROUND_HALF_UP)
    sign = "−" if rounded < 0 else "+" if signed and rounded > 0 else ""
    return f"{sign}{abs(rounded):,}"


def several(words: list[str], most: int = 12) -> str:
    """A list in words: ``a, b and c``; beyond ``most`` it says how many more there are."""
    if len(words) > most:
        return f"{', '.join(words[:most])} and {len(words) - most} more"
    return " and ".join([*([", ".join(words[:-1])] if words[:-1] else []), *words[-1:]])
