"""Symbols of documents in running text: "E/CN.7/2017/2", "COM(2018) 65 final"."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

_SYMBOL = re.compile(
    # United Nations and bodies that number like it: a part after a slash is a number, or a word
    # such as CRP.2, Add.1, L.3/Rev.1.
    r"(?<![\w/.])[A-Z][A-Z.]{0,11}(?:/[A-Z][A-Z0-9.]{0,12})*"
    r"(?:/(?:\d{1,4}|[A-Z][A-Za-z]{0,4}\.\d{1,4})){1,5}(?:[-–]\d{1,4})?(?![\w/])"
    # European Union.
    r"|\b(?:COM|SWD|SEC|JOIN|OJ|C)\s?\(\d{4}\)\s?\d{1,5}(?:\s?/\s?\d)?(?:\s+final)?"
    r"|\b(?:19|20)\d\d/\d{4}\((?:INI|COD|INL|RSP|NLE)\)"
)
_RANGE = re.compile(r"(?P<stem>.*?)(?P<first>\d{1,4})[-–](?P<last>\d{1,4})")
_TITLE_BEFORE = re.compile(r"[“„\"«](?P<title>[^“”„\"«»]{4,400})[”“\"»][\s,(\[]{0,4}\Z")
_REPORTS = re.compile(r"\b(?P<what>(?:[a-z]+ )?reports?)\b", re.IGNORECASE)
_BETWEEN = re.compile(r",\s+and\s+|,\s+|\s+and\s+|\s+as well as\s+")
MAX_RANGE = 200
MAX_LIST_SIGNS = 5_000
NAME_WORDS = 6
_NOT_A_KIND = frozenset({"the", "its", "their", "these", "those", "two", "three", "of", "and"})


@dataclass(frozen=True, slots=True)
class Symbol:
    """One document: its symbol, where the words stand, its title if they give one.

    ``by`` is the place of the State that submitted it, where a range of symbols stands behind a
    list of States of the same length.
    """

    ref: str
    start: int
    end: int
    title: str | None = None
    by: tuple[int, int] | None = None


def symbols(text: str, start: int, end: int, names_area: Callable[[str], bool]) -> Iterator[Symbol]:
    """Every document that ``text[start:end]`` names by symbol."""
    for match in _SYMBOL.finditer(text, start, end):
        if not any(sign.isdigit() for sign in match.group()):
            continue
        before = text[max(start, match.start() - MAX_LIST_SIGNS) : match.start()]
        titled = _TITLE_BEFORE.search(before[-420:])
        yield from _expanded(
            match, before, " ".join(titled["title"].split()) if titled else None, names_area
        )


def _expanded(
    match: re.Match[str], before: str, title: str | None, names_area: Callable[[str], bool]
) -> Iterator[Symbol]:
    ref, start, end = match.group(), match.start(), match.end()
    span = _RANGE.fullmatch(ref)
    count = int(span["last"]) - int(span["first"]) + 1 if span else 0
    if span and 2 <= count <= MAX_RANGE:
        offset = start - len(before)
        states = _list_before(before, names_area)
        if len(states) == count:
            kind = _kind(before[: states[0][0]])
            for number, (first, last) in zip(
                range(int(span["first"]), int(span["last"]) + 1), states, strict=True
            ):
                yield Symbol(
                    ref=f"{span['stem']}{number}",
                    start=start,
                    end=end,
                    title=f"{kind} of {' '.join(before[first:last].split())}",
                    by=(offset + first, offset + last),
                )
            return
    yield Symbol(ref=" ".join(ref.split()), start=start, end=end, title=title)


def _list_before(before: str, names_area: Callable[[str], bool]) -> list[tuple[int, int]]:
    """Places of the areas listed right before the symbol ("Armenia, Cyprus and Ukraine (…")."""
    stop = len(before.rstrip(" ([\n"))
    places: list[tuple[int, int]] = []
    while stop > 0:
        # Some names hold an "and" themselves: the nearest gap that leaves a name, of three.
        gaps = list(_BETWEEN.finditer(before, max(0, stop - 120), stop))[:-4:-1]
        gap = next((gap for gap in gaps if names_area(before[gap.end() : stop])), None)
        if gap is None:
            tail = _tail_area(before[max(0, stop - 120) : stop], names_area)
            return [(stop - len(tail), stop), *places[::-1]] if tail else places[::-1]
        places.append((gap.end(), stop))
        stop = gap.start()
    return places[::-1]


def _tail_area(item: str, names_area: Callable[[str], bool]) -> str | None:
    """The name that ends the words before a list: "were submitted by the Russian Federation"."""
    words = item.split(" ")
    tails = (" ".join(words[-count:]) for count in range(min(NAME_WORDS, len(words)), 0, -1))
    return next(
        (tail for tail in tails if re.match(r"[^\W\d_a-z]|the ", tail) and names_area(tail)), None
    )


def _kind(before: str) -> str:
    """What the States submitted, in the singular: "Country report"."""
    found = [match["what"] for match in _REPORTS.finditer(before[-400:])]
    if not found:
        return "Document"
    words = found[-1].lower().removesuffix("s").split()
    if words[0] in _NOT_A_KIND:
        words = words[1:]
    return " ".join(words).capitalize()
