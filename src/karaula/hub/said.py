"""What stands in a line of a page: plain words, figures, links, words of a source, gaps.

All of it is text: a template escapes every part, and only :mod:`karaula.hub.links` makes addresses.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from karaula.assess import report
from karaula.assess.report import Ref
from karaula.assess.safe import printable
from karaula.hub.figure import Figure, figure

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to a page of the hub (``to`` is its name) or to an entry of the evidence."""

    text: str
    to: str | Ref
    values: tuple[tuple[str, str], ...] = ()
    """What stands in the page's address, and what it is asked."""
    anchor: str = ""
    """The place on that page."""


@dataclass(frozen=True, slots=True)
class Out:
    """A link to another site, which says where it goes."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words of a source, exactly as they stand there."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """Nothing is known here; never a zero."""

    text: str = "no data"


Part = str | Figure | Link | Out | Words | Gap
Said = tuple[Part, ...]


def area_link(shelf: "Shelf", code: str) -> Part:
    """The name of an area; of the hub's region, with a link to its page."""
    name = shelf.name(code)
    return Link(name, "country", (("area", code),)) if code in shelf.members else name


def market_link(shelf: "Shelf", market: str, text: str | None = None) -> Part:
    """The name of a market with a link to its page."""
    known = shelf.vocabulary.markets.get(market)
    name = text or (known.name if known else market.replace("_", " "))
    return Link(name, "market", (("market", market),)) if known else name


def from_report(shelf: "Shelf", runs: Sequence[report.Run]) -> Said:
    """A sentence of the report on a page: its figures and references lead to their cards."""
    parts: list[Part] = []
    for run in runs:
        match run:
            case report.Figure():
                parts.append(figure(shelf, run))
            case report.Cite():
                source = shelf.material.sources.get(run.ref.id)
                parts.append(Link(_place(shelf, run, source), run.ref))
            case report.Words():
                # Where the source's lines were broken says nothing inside a sentence.
                parts.append(printable(re.sub(r"\s*[\r\n]\s*", " ", run.text)))
            case report.Gap():
                parts.append(Gap(run.text))
            case report.Anchor():
                pass
            case _:
                parts.append(printable(run.text))
    return joined(parts)


def _place(shelf: "Shelf", run: report.Cite, source: Any) -> str:
    """A source by its short title and page; findings by their letter."""
    if run.ref.kind == "finding":
        return f"finding {run.number}"
    row = source or list(shelf.material.sources.values())[run.number - 1]
    page = f", p. {run.page}" if run.page is not None else ""
    return f"{short(row['title'])}{page}"


def short(title: str, most: int = 40) -> str:
    """A title fit for a line: cut at a word."""
    line = " ".join(printable(title).split())
    if len(line) <= most:
        return line
    return line[:most].rsplit(" ", 1)[0].rstrip(" ,;:-") + "…"


def joined(parts: Sequence[Part]) -> Said:
    """Neighbouring words as one part, without empty ones."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if isinstance(part, str) and isinstance(last, str):
            found[-1] = last + part
        elif part != "":
            found.append(part)
    return tuple(found)


def words(said: Said) -> str:
    """A line as bare text."""
    return "".join(part if isinstance(part, str) else part.text for part in said)


def listed(parts: Sequence[Part], last: str = " and ") -> Said:
    """``a, b and c``."""
    found: list[Part] = []
    for place, part in enumerate(parts):
        if place:
            found.append(last if place == len(parts) - 1 else ", ")
        found.append(part)
    return joined(found)


_SLOT = re.compile(r"\{(\w+)\}")


def filled(template: str, values: Mapping[str, Part | Said | int]) -> Said:
    """A text of the catalogue with its slots filled."""
    parts: list[Part] = []
    for place, piece in enumerate(_pieces(template)):
        if place % 2 == 0:
            parts.append(piece)
            continue
        value = values[piece]
        if isinstance(value, tuple):
            parts += value
        else:
            parts.append(f"{value:,}" if isinstance(value, int) else value)
    return joined(parts)


@cache
def _pieces(template: str) -> tuple[str, ...]:
    """Words and names of slots of a text in turns, words first and last."""
    return tuple(_SLOT.split(template))
