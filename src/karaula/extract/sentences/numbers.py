"""Written numbers to values, in any locale, with both readings where the digits do not decide."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Separator = Literal[",", "."]

_GROUPED = re.compile(r"[1-9]\d{0,2}([.,])\d{3}")


@dataclass(frozen=True, slots=True)
class Number:
    """The likeliest value, and the other values that the digits allow."""

    value: float
    alternatives: tuple[float, ...] = ()


def read_number(digits: str, decimal: Separator | None = None) -> Number | None:
    """Value of a run of digits with its separators (``6,21``, ``1.500``, ``1,234,567.8``).

    ``decimal`` is the sign that the document is known to use before decimals. Where a single
    separator stands before three digits and nothing else decides, English usage gives the value
    and the other reading is kept as an alternative. ``None`` where the separators cannot be those
    of one number (``1.2,3.4``).
    """
    signs = [sign for sign in digits if sign in ",."]
    if not signs:
        return Number(float(digits))
    if len(signs) == 1:
        return _one_separator(digits, signs[0], decimal)
    last = signs[-1]
    if len(set(signs)) == 1:
        # The same sign twice can only part thousands, and so only groups of three.
        if all(len(group) == 3 for group in digits.split(last)[1:]):
            return Number(float(digits.replace(last, "")))
        return None
    head, _, tail = digits.rpartition(last)
    groups = re.split(r"[.,]", head)
    if last in head or any(len(group) != 3 for group in groups[1:]) or len(groups[0]) > 3:
        return None
    return Number(float("".join(groups) + "." + tail))


def _one_separator(digits: str, sign: str, decimal: Separator | None) -> Number:
    as_decimal = float(digits.replace(sign, "."))
    if not _GROUPED.fullmatch(digits):
        return Number(as_decimal)
    as_thousands = float(digits.replace(sign, ""))
    if decimal is not None:
        return Number(as_decimal if sign == decimal else as_thousands)
    if sign == ",":
        return Number(as_thousands, (as_decimal,))
    return Number(as_decimal, (as_thousands,))


def decimal_separator(numbers: Iterable[str]) -> Separator | None:
    """The sign before decimals in a document, from those of its numbers that leave no doubt.

    A number decides where one separator stands before one, two or more than three digits, where
    both signs occur, or where one repeats between groups of three. ``None`` where nothing decides
    or the votes are mixed.
    """
    votes: Counter[Separator] = Counter()
    for digits in numbers:
        signs = [sign for sign in digits if sign in ",."]
        if not signs or _GROUPED.fullmatch(digits):
            continue
        last: Separator = "," if signs[-1] == "," else "."
        if len(signs) > 1 and len(set(signs)) == 1:
            if any(len(group) != 3 for group in digits.split(last)[1:]):
                continue  # the day "27.10.2023", or a list
            last = "." if last == "," else ","
        votes[last] += 1
    if not votes:
        return None
    (first, most), *rest = votes.most_common()
    return first if not rest or most >= 4 * rest[0][1] else None


def shown(value: float) -> str:
    """A value as people write it: no trailing zeros, no exponent."""
    return f"{value:.10f}".rstrip("0").rstrip(".") if value % 1 else f"{value:.0f}"
