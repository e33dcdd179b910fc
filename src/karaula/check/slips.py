"""Slips of the pen: how likely a figure is to have been miswritten as another.

The weights say which slips are common (a swap of two neighbours has few ways to happen, so that
each of them is likelier than any one wrong digit). Only their ratios matter.
"""

import re
from collections.abc import Iterator

SWAP = 0.25  # two neighbouring digits change places
SUBSTITUTION = 0.45  # one digit for another
NEXT = 0.10  # the last digit off by one, as after wrong rounding
LENGTH = 0.10  # a digit dropped or added
SHIFT = 0.05  # the point in another place
TWO = 0.04  # two wrong digits
ANY = 0.01  # anything else

WRONG = 0.01
"""How often a figure is wrong at all."""
REPEATED = 0.1
"""How often a wrong figure is repeated in a further place, given that it is wrong."""

_ORDINAL = re.compile(r"(\d{1,6}) ?(st|nd|rd|th)\b", re.IGNORECASE)


def likelihood(true: str, seen: str, choices: int) -> float:
    """Weight of ``seen`` being written where ``true`` was meant, both in plain digits.

    ``choices`` is how many true figures are possible at all.
    """
    weight = ANY / max(choices, 1)
    a, b = true.replace(".", ""), seen.replace(".", "")
    if len(a) == len(b) and true.find(".") == seen.find("."):
        wrong = [at for at in range(len(a)) if a[at] != b[at]]
        if len(wrong) == 1:
            weight += SUBSTITUTION / (9 * len(a))
            at = wrong[0]
            if at == len(a) - 1 and a[at].isdigit() and b[at].isdigit():
                weight += NEXT / 2 if abs(int(a[at]) - int(b[at])) == 1 else 0
        elif len(wrong) == 2:
            i, j = wrong
            if j == i + 1 and a[i] == b[j] and a[j] == b[i]:
                weight += SWAP / (len(a) - 1)
            else:
                weight += TWO / (81 * len(a) * (len(a) - 1) / 2)
    elif a == b:
        weight += SHIFT
    elif len(a) == len(b) + 1 and _without_one(a, b):
        weight += LENGTH / 2 / len(a)
    elif len(b) == len(a) + 1 and _without_one(b, a):
        weight += LENGTH / 2 / (10 * len(b))
    return weight


def edits(seen: str, places: int) -> Iterator[int]:
    """Figures, in units of ``10 ** -places``, that one slip may have made into ``seen``: another
    digit, two neighbours swapped, a digit dropped or added, the point in another place."""
    sign = -1 if seen.startswith("-") else 1
    digits = seen.lstrip("-").replace(".", "")
    point = len(digits) - len(seen.partition(".")[2])
    for texts, at in ((_another(digits), point), (_fewer(digits), None), (_more(digits), None)):
        for text in texts:
            if text and at is not None:
                yield sign * _units(text, at, places)
            elif text:  # a digit came or went on either side of the point
                yield from (
                    sign * _units(text, shifted, places)
                    for shifted in (point - 1, point, point + 1)
                )
    for shifted in range(1, len(digits) + places + 1):
        yield sign * _units(digits, shifted, places)


def _another(digits: str) -> Iterator[str]:
    for at, digit in enumerate(digits):
        for other in "0123456789":
            if other != digit:
                yield digits[:at] + other + digits[at + 1 :]
        if at and digits[at - 1] != digit:
            yield digits[: at - 1] + digit + digits[at - 1] + digits[at + 1 :]


def _fewer(digits: str) -> Iterator[str]:
    for at in range(len(digits)):
        yield digits[:at] + digits[at + 1 :]


def _more(digits: str) -> Iterator[str]:
    for at in range(len(digits) + 1):
        for other in "0123456789":
            yield digits[:at] + other + digits[at:]


def _units(digits: str, point: int, places: int) -> int:
    """Digits with the point after some of them, cut off after ``places``."""
    whole, rest = digits[: max(point, 0)], "0" * max(-point, 0) + digits[max(point, 0) :]
    return int((whole or "0") + rest.ljust(places, "0")[:places])


def _without_one(longer: str, shorter: str) -> bool:
    """Whether dropping one digit of ``longer`` gives ``shorter``."""
    at = next((i for i, digit in enumerate(shorter) if digit != longer[i]), len(shorter))
    return longer[:at] + longer[at + 1 :] == shorter


def ending(number: int) -> str:
    """Ending of an English ordinal: 61st, 42nd, 33rd, 11th."""
    if number % 100 in (11, 12, 13):
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def ordinal(words: str | None) -> tuple[int, str] | None:
    """Number and ending of the first ordinal in digits, if there is one."""
    found = _ORDINAL.search(words or "")
    return (int(found[1]), found[2].lower()) if found else None


def ending_weight(true: int, seen: int, written: str) -> float:
    """How an ordinal's ending speaks: a slip in the digits leaves the true number's ending."""
    if written != ending(true):
        return 0.5
    return 1.0 if written == ending(seen) else 20.0
