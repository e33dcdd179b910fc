"""Two claims side by side: what speaks for one event, and what against.

A linear score in the manner of Fellegi and Sunter (1969): every feature that both claims give adds
points for agreement or takes some for difference; what only one gives says nothing. The points are
rounded log-odds, set by hand on families of reports. Some differences bar a link altogether.
"""

import math
from collections.abc import Iterator
from datetime import date

from karaula.evidence.event import Reason
from karaula.resolve.told import Told, lineage
from karaula.vocabulary import Vocabulary

THRESHOLD = 5.0
"""Points from which two claims are taken for one event."""

_NEAR_DAYS = 3
"""Reports of one event give days of it, of its announcement or of their own writing."""


def compare(a: Told, b: Told, vocabulary: Vocabulary) -> tuple[Reason, ...]:
    """Reasons for and against, in a fixed order."""
    if a.kind != b.kind:
        return (Reason("kind", -9, f"a {a.slots.type} and a {b.slots.type}", bars=True),)
    if one_story(a, b):
        return (Reason("story", 8, "told as one event by their text"),)
    found = [
        *_names(a, b),
        *_dates(a, b),
        *_substances(a, b, vocabulary),
        *_masses(a, b),
        *_pieces(a, b),
        *_places(a, b),
        *_people(a, b),
        *_money(a, b),
        *_actors(a, b),
    ]
    marked = any(reason.feature in ("name", "vessel") and reason.points > 0 for reason in found)
    if marked:
        # An operation or a ship is known by its name: days of announcements may lie apart.
        found = [
            Reason(reason.feature, max(reason.points, -2), reason.words)
            if reason.feature in ("date", "place", "area")
            else reason
            for reason in found
        ]
    return tuple(found)


def one_story(a: Told, b: Told) -> bool:
    """Whether a text tells both in the same clauses: what was taken beside something else."""
    return a.claim.source_id == b.claim.source_id and not a.stretches.isdisjoint(b.stretches)


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
        else:
            yield Reason("name", -4, f"operations {a.slots.name} and {b.slots.name}", bars=True)
    if a.vessel and b.vessel:
        if a.vessel == b.vessel or a.vessel in b.vessel or b.vessel in a.vessel:
            yield Reason("vessel", 4, f"both name the vessel {a.slots.vessel}")
        else:
            yield Reason("vessel", -5, f"vessels {a.slots.vessel} and {b.slots.vessel}", bars=True)


def _dates(a: Told, b: Told) -> Iterator[Reason]:
    if a.month_day or b.month_day:
        yield from _month_days(a, b)
        return
    if a.low is None or b.low is None or a.high is None or b.high is None:
        return
    apart = max((a.low - b.high).days, (b.low - a.high).days, 0)
    if a.day and b.day:
        if apart == 0:
            yield Reason("date", 4, f"both on {a.low}")
        elif apart == 1:
            yield Reason("date", 3, f"a day apart ({a.low}, {b.low})")
        elif apart <= _NEAR_DAYS:
            yield Reason("date", 1, f"{apart} days apart ({a.low}, {b.low})")
        else:
            yield Reason("date", -6, f"{apart} days apart ({a.low}, {b.low})", bars=True)
    elif apart == 0:
        span = max((a.high - a.low).days, (b.high - b.low).days)
        points = 1.5 if span <= 31 else 0.5
        yield Reason("date", points, "their dates fit together")
    elif apart <= _NEAR_DAYS:
        yield Reason("date", 0.5, "their dates nearly meet")
    else:
        yield Reason("date", -5, f"their dates lie at least {apart} days apart", bars=apart > 10)


def _month_days(a: Told, b: Told) -> Iterator[Reason]:
    """Days of which one or both are told without a year: "14 March" and 14 March 2025."""
    left, right = _in_one_year(a), _in_one_year(b)
    if left is None or right is None:
        return
    apart = abs((left - right).days)
    apart = min(apart, 365 - apart)
    words = f"{left:%d %B} and {right:%d %B}, of a year that is not told"
    if apart <= 1:
        yield Reason("date", 2.5, words)
    elif apart <= _NEAR_DAYS:
        yield Reason("date", 0.5, words)
    else:
        yield Reason("date", -5, words, bars=apart > 10)


def _in_one_year(one: Told) -> date | None:
    """The day of a claim in a year of 365 days, where it is told to the day."""
    month_day = one.month_day
    if month_day is None and one.day and one.low is not None:
        month_day = one.low.month, one.low.day
    if month_day is None:
        return None
    try:
        return date(2001, *month_day)
    except ValueError:
        return date(2001, 3, 1) if month_day == (2, 29) else None


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


def _masses(a: Told, b: Told) -> Iterator[Reason]:
    if not a.mass or not b.mass:
        return
    words = f"{_amount(a)} and {_amount(b)}"
    ratio = max(a.mass, b.mass) / min(a.mass, b.mass)
    if ratio <= 1.002:
        plain = _digits(a.mass) <= 1
        yield Reason("quantity", 3 if plain else 4, f"both {_amount(a)}")
    elif _within(a, b) or _within(b, a):
        yield Reason("quantity", 2.5, f"{words} fit together")
    elif _rounds(a.mass, b.mass) or _rounds(b.mass, a.mass):
        yield Reason("quantity", 2.5, f"{words} are one figure rounded")
    elif ratio <= 1.05:
        yield Reason("quantity", 2, f"{words} differ by {ratio - 1:.0%}")
    elif ratio <= 1.2:
        yield Reason("quantity", 0.5, f"{words} differ by {ratio - 1:.0%}")
    else:
        yield Reason("quantity", -5, words, bars=ratio > 1.35)


def _amount(one: Told) -> str:
    qualifier = {"more_than": "more than ", "less_than": "less than ", "about": "about "}
    bound = qualifier.get(one.slots.qualifier, "")
    upper = f" to {one.slots.kg_max:g}" if one.slots.kg_max else ""
    return f"{bound}{one.slots.kg:g}{upper} kg"


def _within(loose: Told, exact: Told) -> bool:
    """Whether a bounded figure allows another: "more than 600 kg" allows 613 kg."""
    low, mass = loose.slots.kg, exact.mass
    if low is None or mass is None:
        return False
    if loose.slots.kg_max is not None:
        return low * 0.98 <= mass <= loose.slots.kg_max * 1.02
    slack = {"more_than": (0.99, 1.35), "less_than": (0.75, 1.01), "about": (0.85, 1.15)}
    bounds = slack.get(loose.slots.qualifier)
    return bounds is not None and low * bounds[0] <= mass <= low * bounds[1]


def _rounds(rough: float, fine: float) -> bool:
    """Whether one figure is the other rounded to fewer digits: 613 kg and 0.6 t."""
    digits = _digits(rough)
    if digits >= _digits(fine) or digits > 2:
        return False
    step = 10.0 ** (math.floor(math.log10(rough)) - digits + 1)
    return abs(rough - fine) < step


def _digits(value: float) -> int:
    """Significant digits of a number."""
    return len(f"{value:.6g}".replace(".", "").strip("0").split("e")[0]) or 1


def _pieces(a: Told, b: Told) -> Iterator[Reason]:
    left, right = a.slots, b.slots
    if a.mass and b.mass:
        return
    if not left.quantity or not right.quantity or left.unit != right.unit:
        return
    ratio = max(left.quantity, right.quantity) / min(left.quantity, right.quantity)
    words = f"{left.quantity:g} and {right.quantity:g} {left.unit}"
    if ratio <= 1.01:
        yield Reason("quantity", 3, words)
    elif ratio <= 1.15:
        yield Reason("quantity", 1, words)
    else:
        yield Reason("quantity", -5, words, bars=ratio > 1.35)


def _places(a: Told, b: Told) -> Iterator[Reason]:
    if a.places and b.places:
        words = f"{a.slots.place} and {b.slots.place}"
        if a.places & b.places:
            yield Reason("place", 2, f"both at {a.slots.place}")
        elif a.areas and b.areas and a.areas.isdisjoint(b.areas):
            yield Reason("place", -6, words, bars=True)
        else:
            yield Reason("place", -5, words)
        return
    if a.areas and b.areas:
        if a.areas & b.areas:
            yield Reason("area", 0.5, f"both in {', '.join(sorted(a.areas & b.areas))}")
        else:
            words = f"{', '.join(sorted(a.areas))} and {', '.join(sorted(b.areas))}"
            yield Reason("area", -4, words)


def _people(a: Told, b: Told) -> Iterator[Reason]:
    for slot in ("arrests", "charged", "killed", "person_count"):
        left, right = getattr(a.slots, slot), getattr(b.slots, slot)
        if left is None or right is None:
            continue
        words = slot.replace("_", " ")
        if left == right:
            yield Reason(slot, 1.5 if left < 10 else 2.5, f"both {left} ({words})")
        else:
            far = max(left, right) > 3 * max(1, min(left, right))
            yield Reason(slot, -3 if far else -2, f"{left} and {right} ({words})")


def _money(a: Told, b: Told) -> Iterator[Reason]:
    left, right = a.slots, b.slots
    if not left.money or not right.money or left.currency != right.currency:
        return
    if left.money_kind != right.money_kind:
        return
    ratio = max(left.money, right.money) / min(left.money, right.money)
    words = f"{left.money:g} and {right.money:g} {left.currency}"
    if ratio <= 1.02:
        yield Reason("money", 1.5, words)
    elif ratio > 1.5 and left.money_kind == "cash":
        yield Reason("money", -1, words)


def _actors(a: Told, b: Told) -> Iterator[Reason]:
    common = a.agencies & b.agencies - {"police", "customs", "officers"}
    if common:
        yield Reason("agency", 0.5, f"both by {', '.join(sorted(common))}")
    groups = set(a.slots.group) & set(b.slots.group)
    if groups:
        yield Reason("group", 1.5, f"both against {', '.join(sorted(groups))}")
    if a.claim.source_id == b.claim.source_id:
        yield Reason("source", -1, "told apart in one source")
