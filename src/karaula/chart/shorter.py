"""Outlines in fewer characters: each point told from the one before.

The shores of a map are most of its drawing. Their points are short numbers apart and long ones from
the corner, so that the same outline takes little more than half.
"""

import re
from functools import lru_cache
from itertools import pairwise

_NUMBER = r"-?\d+(?:\.\d)?"
_OUTLINE = re.compile(rf"(?:M{_NUMBER},{_NUMBER}(?:L{_NUMBER},{_NUMBER})*Z?)+")
"""Straight lines between points to a tenth; anything else stays as it is."""


@lru_cache(maxsize=2048)
def shorter(path: str) -> str:
    """The same outline, to the tenth that it was told in."""
    if not _OUTLINE.fullmatch(path):
        return path
    return "".join(map(_relative, path.split("M")[1:]))


def _relative(part: str) -> str:
    """One line of an outline: its first point, then steps."""
    closed = part.endswith("Z")
    points = [
        (_tenths(x), _tenths(y))
        for x, _, y in (point.partition(",") for point in part.rstrip("Z").split("L"))
    ]
    steps = " ".join([f"{_said(x - a)},{_said(y - b)}" for (a, b), (x, y) in pairwise(points)])
    first = f"M{_said(points[0][0])},{_said(points[0][1])}"
    line = first + (f"l{steps}" if steps else "") + ("Z" if closed else "")
    # A minus sign parts two numbers by itself.
    return line.replace(" -", "-").replace(",-", "-")


def _tenths(number: str) -> int:
    whole, _, tenth = number.partition(".")
    return int(whole + (tenth or "0"))


@lru_cache(maxsize=2**14)
def _said(tenths: int) -> str:
    """Tenths as a number, without what a drawing does not need: ``-.5``."""
    whole, tenth = divmod(abs(tenths), 10)
    said = f"{whole or ''}.{tenth}" if tenth else f"{whole}"
    return f"-{said}" if tenths < 0 else said
