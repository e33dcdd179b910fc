"""A figure on a page: a number that leads to the claim or measure that it was read from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from karaula.assess import report
from karaula.assess.report import Ref

if TYPE_CHECKING:
    from karaula.hub.shelf import Row, Shelf

State = Literal["machine", "reviewed", "disputed"]
"""Found by a machine and not looked at since; looked at by a person; spoken against by a finding
that stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number as shown, bound to what it comes from; ``ref`` leads to its card.

    ``low`` to ``high`` hold the true value with probability ``level``, where that is known.
    """

    text: str
    ref: Ref
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    unit: str = ""
    state: State = "machine"


def figure(shelf: "Shelf", found: report.Figure) -> Figure:
    """A figure of the report on a page, with the state of what it comes from."""
    return Figure(
        text=found.text, ref=found.ref, value=found.value, low=found.low, high=found.high,
        unit=found.unit, state=state(shelf, found.ref),
    )  # fmt: skip


def of_measure(shelf: "Shelf", row: "Row", text: str) -> Figure:
    """The number of a measure, as ``text`` says it."""
    return Figure(
        text=text, ref=Ref("measure", row["measure_id"]), value=row["value"], low=row["low"],
        high=row["high"], level=row["level"], unit=row["unit"],
        state=state_of(shelf, row["claim_ids"]),
    )  # fmt: skip


def of_claim(shelf: "Shelf", row: "Row", text: str, slot: str = "value") -> Figure:
    """A number that a claim states, as ``text`` says it."""
    return Figure(
        text=text, ref=Ref("claim", row["claim_id"]), value=row[slot],
        unit=row.get("unit") or "", state=state_of(shelf, [row["claim_id"]]),
    )  # fmt: skip


def state(shelf: "Shelf", ref: Ref) -> State:
    """State of a claim, or of all claims behind a measure."""
    if ref.kind == "claim":
        return state_of(shelf, [ref.id])
    if ref.kind == "measure":
        return state_of(shelf, shelf.behind.get(ref.id, ()))
    return "machine"


def state_of(shelf: "Shelf", claim_ids: Sequence[str]) -> State:
    """Disputed where any of the claims is, reviewed where all are."""
    if any(claim in shelf.disputed for claim in claim_ids):
        return "disputed"
    if claim_ids and all(claim in shelf.reviewed for claim in claim_ids):
        return "reviewed"
    return "machine"
