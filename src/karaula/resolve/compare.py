"""Two claims side by side: what speaks for one event, and what against.

A linear score in the manner of Fellegi and Sunter (1969): every feature that both claims give adds
points for agreement or takes some for difference; what only one gives says nothing. The points are
rounded log-odds, set by hand on families of reports: the less likely an agreement is by chance, the
more it counts. Some differences bar a link altogether.
"""

from collections.abc import Iterator

from karaula.evidence import Incident
from karaula.evidence.event import Reason
from karaula.resolve.howmuch import amounts, differ, people, singular
from karaula.resolve.told import COURT, VIOLENCE, Told, lineage
from karaula.resolve.when import dates
from karaula.resolve.where import places, within
from karaula.vocabulary import Vocabulary

THRESHOLD = 5.0
"""Points from which two claims are taken for one event."""

BESIDE = 400
"""Characters of a text over which it goes on telling what else was taken."""
_OF_MANY = ("police", "customs", "officers", "authorities")
_MONTH = 31
_UNDATED = -0.3
"""Points where no two days can be compared."""
_LEAST = {"arrests": -0.5, "charged": -0.5}
"""Points that a difference takes at most where a name is the same: of an operation each report
tells how many were arrested so far, or in its country."""
_LEAST_ELSE = -2.0


def compare(a: Told, b: Told, vocabulary: Vocabulary) -> tuple[Reason, ...]:
    """Reasons for and against, in a fixed order."""
    if a.kind != b.kind:
        return (Reason("kind", -9, f"a {a.slots.type} and a {b.slots.type}", bars=True),)
    if one_story(a, b):
        return (Reason("story", 8, "told as one event by their text"),)
    found = [
        *_names(a, b),
        *dates(a.when, b.when),
        *_substances(a, b, vocabulary),
        *amounts(a.slots, b.slots),
        *places(a.where, b.where, (a.slots.place, b.slots.place)),
        *people(a.slots, b.slots, part=_part(a, b)),
        *_actors(a, b),
        *_ways(a, b),
        *_rare(a, b),
    ]
    named = any(reason.feature in ("name", "vessel") and reason.points > 1 for reason in found)
    if not named and not any(reason.feature == "date" for reason in found):
        found.append(Reason("date", _UNDATED, "nothing tells when either was"))
    if named or any(reason.feature == "name" and reason.points > 0 for reason in found):
        # An operation or a ship is known by its name: days of announcements may lie apart, and
        # each report tells other parts of what was taken, and other places.
        found = [
            reason if reason.feature in ("name", "vessel") else _softer(reason) for reason in found
        ]
        if a.where.areas & b.where.areas:
            # It has many places in a country.
            found = [
                Reason("place", 0.5, f"{reason.words}, in one country")
                if reason.feature == "place" and reason.points < 0
                else reason
                for reason in found
            ]
    elif singular(a.slots, b.slots):
        found = [_softer(reason) if reason.feature == "date" else reason for reason in found]
    return tuple(found)


def _part(a: Told, b: Told) -> bool:
    """Whether the one with fewer arrested is of some of the countries of the other."""
    mine, theirs = a.slots.arrests or 0, b.slots.arrests or 0
    fewer, more = (a, b) if mine < theirs else (b, a)
    return within(a.where, b.where) and len(fewer.where.areas) < len(more.where.areas)


def _softer(reason: Reason) -> Reason:
    least = _LEAST.get(reason.feature, _LEAST_ELSE)
    return Reason(reason.feature, max(reason.points, least), reason.words)


def one_story(a: Told, b: Told) -> bool:
    """Whether a text tells both as one: in the same clauses, or the one beside the other as a
    further thing that was taken there and then."""
    if a.claim.source_id != b.claim.source_id:
        return False
    return not a.stretches.isdisjoint(b.stretches) or _beside(a, b)


def _beside(a: Told, b: Told) -> bool:
    if a.kind != b.kind or not _close(a, b) or not _same_scene(a.slots, b.slots):
        return False
    if a.kind == COURT:
        # "Nine people were sentenced. The organiser received eight years."
        first, then = sorted((a, b), key=lambda one: one.claim.start or 0)
        return bool(first.slots.date) and not (then.slots.date or then.slots.place)
    if not (a.bare or b.bare) or not (_dated(a) or _dated(b)) or a.slots.area != b.slots.area:
        return False
    weighed = a.mass is not None and b.mass is not None
    return a.substances != b.substances or (a.slots.unit != b.slots.unit and not weighed)


def _dated(one: Told) -> bool:
    """Whether its day or month is told: what a text tells of a year is many things."""
    when = one.when
    low, high = when.low, when.high
    months = when.sure and low is not None and high is not None and (high - low).days <= _MONTH
    return months or when.month_day is not None


def _same_scene(one: Incident, other: Incident) -> bool:
    """Whether neither day nor place tells them apart: one of them may give none."""
    return all(
        left == right or not left or not right
        for left, right in ((one.date, other.date), (one.place, other.place))
    )


def _close(a: Told, b: Told) -> bool:
    left, right = a.claim, b.claim
    if left.start is None or left.end is None or right.start is None or right.end is None:
        return False
    return max(left.start - right.end, right.start - left.end) <= BESIDE


def total(reasons: tuple[Reason, ...]) -> float:
    """The score."""
    return round(sum(reason.points for reason in reasons), 6)


def barred(reasons: tuple[Reason, ...]) -> bool:
    """Whether one of the reasons rules the link out."""
    return any(reason.bars for reason in reasons)


def _names(a: Told, b: Told) -> Iterator[Reason]:
    if a.name and b.name:
        if a.name == b.name:
            yield Reason("name", 5, f"both name operation {a.slots.name}")
        elif a.name.startswith(f"{b.name} ") or b.name.startswith(f"{a.name} "):
            yield Reason("name", 1, f"operations {a.slots.name} and {b.slots.name}")
        else:
            yield Reason("name", -4, f"operations {a.slots.name} and {b.slots.name}", bars=True)
    if a.vessel and b.vessel:
        if a.vessel == b.vessel or a.vessel in b.vessel or b.vessel in a.vessel:
            yield Reason("vessel", 4, f"both name the vessel {a.slots.vessel}")
        else:
            yield Reason("vessel", -5, f"vessels {a.slots.vessel} and {b.slots.vessel}", bars=True)


def _substances(a: Told, b: Told, vocabulary: Vocabulary) -> Iterator[Reason]:
    if not a.substances or not b.substances:
        return
    common = a.substances & b.substances
    if common:
        yield Reason("substance", 1, f"both of {', '.join(sorted(common))}")
        return
    wider = {
        name
        for left in a.substances
        for right in b.substances
        for name in (left, right)
        if name in lineage(left, vocabulary) and name in lineage(right, vocabulary)
    }
    if wider:
        yield Reason("substance", 0.5, f"both of {', '.join(sorted(wider))}")
        return
    words = f"{', '.join(sorted(a.substances))} and {', '.join(sorted(b.substances))}"
    yield Reason("substance", -6, words, bars=True)


def _actors(a: Told, b: Told) -> Iterator[Reason]:
    common = a.agencies & b.agencies - set(_OF_MANY)
    if common:
        yield Reason("agency", 0.5, f"both by {', '.join(sorted(common))}")
    if any(left <= right or right <= left for left in a.groups for right in b.groups):
        yield Reason("group", 2, f"both against {', '.join(sorted(a.slots.group))}")
    if a.claim.source_id == b.claim.source_id:
        # A text does not weigh one thing twice.
        other = differ(a.slots, b.slots) and bool(a.substances & b.substances)
        yield Reason("source", -3 if other else -1, "told apart in one source", bars=other)


def _rare(a: Told, b: Told) -> Iterator[Reason]:
    if a.kind == VIOLENCE and a.where.areas & b.where.areas:
        yield Reason("kind", 1, "both of violence")  # Fewer are killed than drugs are seized.


def _ways(a: Told, b: Told) -> Iterator[Reason]:
    common = a.hidden & b.hidden
    if common:
        yield Reason("concealment", 1, f"both in {', '.join(sorted(common))}")
    if a.kind == "court" and a.slots.duration and a.slots.duration == b.slots.duration:
        yield Reason("duration", 2, f"both {a.slots.duration}")
