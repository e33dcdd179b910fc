"""What waits for a person's judgement: each item with its words, why it waits, and what may be
decided. What people decided since the lake was built is laid over it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, get_args

from karaula.assess.safe import printable
from karaula.evidence import KINDS, Decision
from karaula.evidence.source import Reliability
from karaula.hub.block import Block, Empty, View
from karaula.hub.decided import Log
from karaula.hub.page import Asked
from karaula.hub.queue import OTHERS, Place, Queue, Wanted, places, queue
from karaula.hub.said import Link, Said, Words, short
from karaula.hub.views.items import Item, items
from karaula.hub.words import say, text

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

PER_PAGE = 8
STRIP = 6
"""Decisions that the strip shows."""
STATES = ("open", "quiet", "decided", "reopened")
RELIABILITY = get_args(Reliability)
_MOST_PAGES = 9_999
_LISTED = 50


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter: its name, its values with their words, and the one that is chosen."""

    name: str
    values: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True, slots=True)
class Made:
    """A decision as a line."""

    number: int
    says: Said
    author: str
    made: str
    reason: str
    undone: bool
    waits: bool


@dataclass(frozen=True, kw_only=True)
class ReviewView(View):
    """The page of review."""

    state: str
    items: tuple[Item, ...] = ()
    choices: tuple[Choice, ...] = ()
    asked: tuple[tuple[str, str], ...] = ()
    """What was asked but the page: for links that go on."""
    page: int = 1
    pages: int = 1
    made: tuple[Made, ...] = ()
    """Decisions of the page (``decided``, ``reopened``), newest first."""
    strip: tuple[Made, ...] = ()
    waiting: int = 0
    number: int = 0


def review(shelf: "Shelf", asked: Asked, log: Log | None = None) -> ReviewView:
    """The page of review, with ``log`` laid over the lake."""
    log = log or Log()
    state = asked.choice("state", STATES, "open")
    choices = _choices(shelf, asked, state)
    page = asked.number("page", 1, 1, _MOST_PAGES)
    strip = tuple(made_line(shelf, d, log) for d in reversed(log.decisions[-STRIP:]))
    common: dict[str, Any] = {
        "state": state,
        "choices": choices,
        "asked": tuple((name, value) for name, value in asked.values if name not in ("page",)),
        "strip": strip,
        "waiting": len(log.waiting),
        "number": log.number,
        "title": text("review.title"),
    }
    if state in ("decided", "reopened"):
        found = log.decisions if state == "decided" else log.reopened
        pages = max(1, -(-len(found) // _LISTED))
        page = min(page, pages)
        part = list(reversed(found))[(page - 1) * _LISTED : page * _LISTED]
        return ReviewView(
            **common,
            under=text(f"review.count_{state}", count=len(found)),
            made=tuple(made_line(shelf, decision, log) for decision in part),
            page=page,
            pages=pages,
        )
    only = asked.get("item")
    if only:
        here: Sequence[Place] = places(shelf, [only])
        count, pages = len(here), 1
    else:
        wanted = Wanted(
            asked.get("kind"), asked.get("source"), asked.get("area"), state == "quiet"
        )  # fmt: skip
        left, count = _left(shelf, queue(shelf, wanted), wanted, log)
        pages = max(1, -(-len(left) // PER_PAGE))
        page = min(page, pages)
        here = left[(page - 1) * PER_PAGE : page * PER_PAGE]
    return ReviewView(
        **common,
        under=text("review.count_item" if only else f"review.count_{state}", count=count),
        items=items(shelf, here, log),
        blocks=() if here else (_none(state),),
        page=page,
        pages=pages,
    )


def _left(shelf: "Shelf", found: Queue, wanted: Wanted, log: Log) -> tuple[list[Place], int]:
    """What is left of the queue after the decisions of the log, and how much that is in all."""
    left = [place for place in found.places if not log.settles(place.id, place.state)]
    count = found.count - (len(found.places) - len(left))
    if not log.open_again or wanted.quiet:
        return left, count
    again = [
        place
        for place in places(shelf, log.open_again)
        if place.reviewed and wanted.kind in ("", place.kind) and not (wanted.source or wanted.area)
    ]
    return again + left, count + len(again)


def _none(state: str) -> Block:
    empty = Empty(text(f"review.none_{state}"), text("review.none_fill"))
    return Block(id="queue", title=say("review.none"), empty=empty)


def _choices(shelf: "Shelf", asked: Asked, state: str) -> tuple[Choice, ...]:
    kinds = [("", text("review.any_kind"))]
    kinds += [(kind, text(f"review.of_{kind}")) for kind in (*OTHERS, *KINDS)]
    sources = [("", text("review.any_source"))]
    sources += [(key, short(row["title"], 60)) for key, row in shelf.sources.items()]
    areas = [("", text("review.any_area")), *((code, shelf.name(code)) for code in shelf.members)]
    given = (("kind", kinds), ("source", sources), ("area", areas))
    states = tuple((one, text(f"review.state_{one}")) for one in STATES)
    return (
        Choice("state", states, state),
        *(
            Choice(name, tuple(values), asked.choice(name, [key for key, _ in values], ""))
            for name, values in given
        ),
    )


def made_line(shelf: "Shelf", decision: Decision, log: Log) -> Made:
    """A decision in a line: what was decided about what."""
    of = str(decision.value.get("of", ""))
    subject: Said
    if decision.subject in shelf.sources:
        title = short(shelf.sources[decision.subject]["title"], 60)
        subject = (Link(title, "source", (("id", decision.subject),)),)
    elif of or decision.quote is None:
        named = short(decision.quote or decision.subject, 60)
        subject = (f"{text(f'review.of_{of}')}: {named}" if of in OTHERS else named,)
    else:
        subject = (Words(short(decision.quote, 60)),)
    says = say(f"review.did_{decision.verdict}", what=subject, how=_how(decision))
    return Made(
        number=decision.number or 0,
        says=says,
        author=decision.author,
        made=decision.made[:16].replace("T", " "),
        reason=decision.reason or "",
        undone=decision.undone is not None,
        waits=decision in log.waiting,
    )


def _how(decision: Decision) -> str:
    value = decision.value
    if decision.verdict == "correct":
        given = (f"{name.replace('_', ' ')} = {short(_shown(v))}" for name, v in value.items())
        return ", ".join(given)
    if decision.verdict == "grade":
        return ", ".join(f"{name} {held}" for name, held in value.items())
    return printable(short(str(value.get("name", "")), 60))


def _shown(value: Any) -> str:
    from karaula.hub.corrections import written

    return written(value) or text("review.nothing")
