"""What a form of the review page decides: checked against what the reader may see and the words."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from karaula.evidence import Decision
from karaula.evidence.source import Handling
from karaula.hub.corrections import corrected
from karaula.hub.decided import Log
from karaula.hub.page import MissingError, UnusableError
from karaula.hub.queue import Place, places
from karaula.hub.safety import Fields
from karaula.hub.views.claim import find
from karaula.hub.views.items import items

if TYPE_CHECKING:
    from karaula.hub.shelf import Shelf

MAY = {
    "claim": ("accept", "reject", "correct", "grade", "merge"),
    "finding": ("accept", "reject"),
    "event": ("accept", "merge", "split"),
    "entity": ("accept", "merge", "split", "name"),
    "source": ("grade",),
}
"""What may be decided about what."""
REASON = 1_000
"""Characters of a reason."""


def decision_of(shelf: "Shelf", fields: Fields, author: str) -> Decision:
    """The decision that a form asks for. Raises :class:`MissingError` for what the reader may not
    see, and :class:`UnusableError` for what cannot be decided so."""
    verdict, subject = one_of(fields, "verdict"), one_of(fields, "subject")
    reason = " ".join(one_of(fields, "reason").split())
    if len(reason) > REASON:
        raise UnusableError(f"the reason is longer than {REASON:,} characters")
    one = next(iter(places(shelf, [subject])), None)
    of = one.of if one else "source" if subject in shelf.sources else ""
    if not of:
        raise MissingError("there is nothing of this kind to decide on")
    if verdict not in MAY[of]:
        raise UnusableError(f"this cannot be decided on: {verdict!r}", None,
                            "use " + ", ".join(MAY[of]))  # fmt: skip
    made = Decision(
        subject=subject,
        verdict=verdict,  # type: ignore[arg-type]  # it is one of MAY
        author=author,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        reason=reason or None,
        handling=shelf.level,
    )
    if one is None:
        return replace(made, value=_grade(fields, ("reliability",)))
    if of != "claim":
        item = items(shelf, [one], Log())[0]
        return replace(made, quote=item.quote, value=_value_of(shelf, one, verdict, fields))
    kind, row = find(shelf, subject)
    made = replace(made, quote=row["quote"], handling=_label(shelf, row))
    if verdict == "correct":
        given = {
            n.removeprefix("slot."): one_of(fields, n) for n in fields if n.startswith("slot.")
        }
        return replace(made, value=corrected(shelf, kind, row, given))
    if verdict == "grade":
        return replace(made, value=_grade(fields, ("credibility",)))
    if verdict == "merge":
        if kind != "incident":
            raise UnusableError("only incidents are put together: names have items of their own")
        return replace(made, value=_with(shelf, fields, "events"))
    return made


def _value_of(shelf: "Shelf", one: Place, verdict: str, fields: Fields) -> dict[str, Any]:
    """What a decision on a finding, an event or a name needs."""
    if verdict == "merge":
        return _with(shelf, fields, "events" if one.of == "event" else "entities")
    if verdict == "split":
        taken = [part for part in one.held if part in fields.get("part", ())]
        rest = [part for part in one.held if part not in taken]
        if not taken or not rest:
            raise UnusableError("choose some of the parts, and leave some")
        return {"parts": [rest, taken]}
    if verdict == "name":
        name = " ".join(one_of(fields, "name").split())
        if not name:
            raise UnusableError("the name is empty")
        return {"name": name}
    return {"of": one.of, **one.state}


def _with(shelf: "Shelf", fields: Fields, table: str) -> dict[str, Any]:
    column = "event_id" if table == "events" else "entity_id"
    given = [i.strip() for i in (*fields.get("with", ()), one_of(fields, "with_id")) if i.strip()]
    known = {
        row["id"]
        for row in shelf.rows(
            f"SELECT {column} AS id FROM {table} WHERE list_contains(?, {column})", given
        )
    }
    if not given or known != set(given):
        raise UnusableError("choose what it is put together with, or give its id")
    if one_of(fields, "subject") in known:
        raise UnusableError("a thing cannot be put together with itself")
    return {"with": sorted(known)}


def _grade(fields: Fields, names: tuple[str, ...]) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for name in names:
        given = one_of(fields, name)
        known = [*"123456"] if name == "credibility" else [*"ABCDEF"]
        if given not in known:
            raise UnusableError(f"{name} is one of {', '.join(known)}")
        value[name] = int(given) if name == "credibility" else given
    return value


def _label(shelf: "Shelf", row: dict[str, Any]) -> Handling:
    """The stricter of the labels of a claim and its source."""
    both = (row["handling"], shelf.sources[row["source_id"]]["handling"])
    return max(both, key=shelf.labels.index)


def one_of(fields: Fields, name: str) -> str:
    """The last value of a field; empty where there is none."""
    return fields.get(name, ("",))[-1]
