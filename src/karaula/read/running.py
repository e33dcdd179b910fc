"""Running heads and feet: the same short line at the edge of many pages, and page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

RUNNING_HEAD = "running head"
RUNNING_FOOT = "running foot"
PAGE_NUMBER = "page number"

MANY_PAGES = 3
"""A line at the same edge of this many pages (or of both of two) is no sentence of the text."""
EDGE_LINES = 3
SAME_PLACE = 6.0
"""Points by which a running line may move from page to page."""
MAX_SIGNS = 150

_PAGE = re.compile(
    r"(?:(?:page|p\.|str\.|стр\.|seite|faqe|pagina)\s*)?[-–—|/\s]*(?:\d{1,4}|[ivxlc]{1,7})"
    r"(?:\s*(?:/|of|od|от|von|din)\s*\d{1,4})?[-–—|/\s]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Edge:
    """One of the outer lines of a page. ``place`` is its height on the page, if known."""

    page: int
    key: int
    """Whatever tells the caller's lines apart."""
    text: str
    place: float | None
    top: bool


def edges(page: int, lines: Sequence[tuple[int, str, float | None]]) -> list[Edge]:
    """The outer lines of one page from all of its ``(key, text, place)`` in reading order.

    Where places are not known, only the outermost line on each side: one further in could be a
    heading that many pages begin with.
    """
    known = bool(lines) and lines[0][2] is not None
    count = min(EDGE_LINES if known else 1, len(lines))
    bottom = lines[max(count, len(lines) - count) :]
    return [
        *(Edge(page, key, text, place, True) for key, text, place in lines[:count]),
        *(Edge(page, key, text, place, False) for key, text, place in bottom),
    ]


def running(found: Sequence[Edge]) -> dict[int, str]:
    """Reason by key for the lines that run through the pages.

    Digits are not compared, so that "Page 3" and "Page 4" are one line. Of lines in the text
    itself ("Drugs" over each country) only those count that stand at one height on each page.
    """
    pages = len({edge.page for edge in found})
    together: dict[tuple[str, bool], list[Edge]] = defaultdict(list)
    for edge in found:
        if len(edge.text) <= MAX_SIGNS:
            together[_bare(edge.text), edge.top].append(edge)
    reasons: dict[int, str] = {}
    for (_, top), same in sorted(together.items()):
        for group in _by_place(same):
            if len({edge.page for edge in group}) < max(2, min(MANY_PAGES, pages)):
                continue
            for edge in group:
                number = bool(_PAGE.fullmatch(edge.text.strip()))
                reasons[edge.key] = PAGE_NUMBER if number else RUNNING_HEAD if top else RUNNING_FOOT
    return reasons


def _by_place(same: Sequence[Edge]) -> list[list[Edge]]:
    placed = sorted(same, key=lambda edge: (edge.place or 0.0, edge.page, edge.key))
    groups: list[list[Edge]] = []
    for edge in placed:
        near = groups and abs((edge.place or 0.0) - (groups[-1][-1].place or 0.0)) <= SAME_PLACE
        if near:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return groups


def _bare(text: str) -> str:
    """A line without its digits, capitals and spacing; Roman page numbers alone are digits too."""
    said = " ".join(text.casefold().split())
    return "#" if _PAGE.fullmatch(said) else re.sub(r"\d+", "#", said)
