"""Patterns in rule files: simple regular expressions over one sentence at a time.

They must also run on an engine without backtracking (RE2): no look-around, no back-references, no
repetition of a repetition. Case is ignored unless the pattern sets ``(?-i:...)`` itself.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from pydantic import AfterValidator

_FORBIDDEN = re.compile(r"\(\?(?:[=!>]|<[=!]|P=|\()|\\[1-9]|[*+?}]\+")
_REPEATED = re.compile(r"\((?:[^()\\]|\\.)*[*+](?:[^()\\]|\\.)*\)(?:[*+]|\{\d*,\})")
LONGEST = 600
"""Characters of a sentence that patterns look at."""
_END = re.compile(r"[.!?][\"”’')\]]*(?:</?[a-z]{1,4}>|\d{1,3}(?=<))*\s+|\n\s*\n")


def _simple(pattern: str) -> str:
    if _FORBIDDEN.search(pattern) or _REPEATED.search(pattern):
        raise ValueError(
            f"{pattern!r}: look-around, back-references and repeated repetitions are not allowed"
        )
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r}: {error}") from None
    return pattern


Pattern = Annotated[str, AfterValidator(_simple)]


@cache
def compiled(pattern: str) -> re.Pattern[str]:
    """A pattern, ready for use."""
    return re.compile(pattern, re.IGNORECASE)


def sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches of ``text[start:end]`` that are sentences, roughly; long ones are cut."""
    at = start
    while at < end:
        found = _END.search(text, at, end)
        stop = found.end() if found else end
        while stop - at > LONGEST:
            yield at, at + LONGEST
            at += LONGEST
        yield at, stop
        at = stop
