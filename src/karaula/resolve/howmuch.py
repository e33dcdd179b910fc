"""How much and how many: what amounts, sums, packages and people of two reports say.

Two figures that agree say the more the less likely they would by chance: a figure to the gram more
than a round one, a heavy seizure more than one of a size that is made every week.
"""

import math
from collections.abc import Iterator

from karaula.evidence import Incident
from karaula.evidence.event import Reason

_EQUAL = {1: 2.5, 2: 3.5, 3: 4.5}
"""Points of equal masses by their significant digits; the most for more digits."""
_MOST = 5.0
_PEOPLE = ((1, 0.3), (2, 0.8), (4, 1.2), (9, 1.7), (39, 2.5), (99, 3.2))
"""Points for an equal number of people up to so many."""
_MOST_PEOPLE = 3.5
_UNEVEN = 1.0
"""More of them where the number of many is no round one."""
_MASSES = 100
"""People from which a number is hardly met twice."""
_SAME = 1.002
_BEYOND = 1.05
"""Times by which a lower bound may lie above a round figure."""
_ROUND, _ROUND_TONNES = 1.09, 1.16
"""Times by which a round figure may miss what it rounds; "a tonne" is said of more."""
_TONNE = 1_000.0
_FEW = 10
"""Pieces below which an equal number says little."""
_LARGE = 100_000
"""Cash from which a sum is seldom found."""
_PACKAGES = 50
"""Packages from which reports give round numbers."""
_MISCOUNTED = 2
"""People by which reports of many miss one another."""
CROWD = 20
"""People from which reports give round numbers."""
_LIGHT, _HEAVY = 10.0, 100.0
"""Kilograms below and above which the size of a seizure says how often there is one."""
RARE = 5_000.0
"""Kilograms that are hardly seized twice in a place within weeks."""


def mass_of(slots: Incident) -> float | None:
    """Kilograms, or the middle of a range."""
    low, high = slots.kg, slots.kg_max
    return low if low is None or high is None else (low + high) / 2


def singular(left: Incident, right: Incident) -> bool:
    """Whether both tell of one amount that is too heavy to be seized often."""
    a, b = mass_of(left), mass_of(right)
    return bool(a and b) and min(a or 0, b or 0) >= RARE and _masses(left, right).points > 0


def amounts(left: Incident, right: Incident) -> Iterator[Reason]:
    """Masses, else pieces; packages; sums of money."""
    if mass_of(left) and mass_of(right):
        yield _masses(left, right)
    elif left.quantity and right.quantity and left.unit == right.unit:
        yield _pieces(left.quantity, right.quantity, left.unit)
    if left.packages and right.packages:
        a, b = left.packages, right.packages
        points = {1: 0.5, 2: 2}.get(_digits(a), 3) if a == b else -1.0
        if a != b and min(a, b) >= _PACKAGES and (_rounds(a, b) or _rounds(b, a)):
            points = 1.0
        yield Reason("packages", points, f"{left.packages} and {right.packages} packages")
    yield from _money(left, right)


def differ(left: Incident, right: Incident) -> bool:
    """Whether two amounts are no roundings of one another."""
    a, b = mass_of(left), mass_of(right)
    if not a or not b:
        return False
    bounded = _within(left, right) or _within(right, left)
    return max(a, b) / min(a, b) > _SAME and not (bounded or _rounds(a, b) or _rounds(b, a))


def _masses(left: Incident, right: Incident) -> Reason:
    a, b = mass_of(left), mass_of(right)
    assert a and b
    words = f"{_told(left)} and {_told(right)}"
    ratio = max(a, b) / min(a, b)
    rare = _rarity(min(a, b))
    digits = min(_digits(a), _digits(b))
    if ratio <= _SAME:
        return Reason("quantity", _EQUAL.get(digits, _MOST) + rare, f"both {_told(left)}")
    if _within(left, right) or _within(right, left):
        return Reason("quantity", 2.5 + rare, f"{words} fit together")
    if _out_of_bounds(left, right) or _out_of_bounds(right, left):
        return Reason("quantity", -2 if ratio <= 1.35 else -5, words, bars=ratio > 1.35)
    if _rounds(a, b) or _rounds(b, a):
        return Reason("quantity", 2.5 + rare, f"{words} are one figure rounded")
    if ratio <= 1.03:
        return Reason("quantity", 2.5 + rare, f"{words} differ by {ratio - 1:.1%}")
    if ratio <= 1.06:
        return Reason("quantity", 1.5 + rare, f"{words} differ by {ratio - 1:.0%}")
    if ratio <= 1.15:
        # With and without what they were wrapped in.
        return Reason("quantity", 0.5, f"{words} differ by {ratio - 1:.0%}")
    return Reason("quantity", -2 if ratio <= 1.2 else -5, words, bars=ratio > 1.35)


def _rarity(mass: float) -> float:
    """Points by which an agreement counts more, or less, as what is heavy is seized seldom and what
    is light every day."""
    if mass < _LIGHT:
        return max(-1.0, round(math.log10(mass / _LIGHT), 1) / 2)
    return min(1.5, max(0.0, round(math.log10(mass / _HEAVY), 1) / 2))


def _told(slots: Incident) -> str:
    qualifier = {"more_than": "more than ", "less_than": "less than ", "about": "about "}
    bound = qualifier.get(slots.qualifier, "")
    upper = f" to {slots.kg_max:g}" if slots.kg_max else ""
    return f"{bound}{slots.kg:g}{upper} kg"


def _within(loose: Incident, exact: Incident) -> bool:
    """Whether a bounded figure allows another: "more than 600 kg" allows 613 kg."""
    low, mass = loose.kg, mass_of(exact)
    if low is None or mass is None:
        return False
    if loose.kg_max is not None:
        return low * 0.98 <= mass <= loose.kg_max * 1.02
    slack = {"more_than": (0.99, 1.35), "less_than": (0.75, 1.01), "about": (0.97, 1.03)}
    bounds = slack.get(loose.qualifier)
    return bounds is not None and low * bounds[0] <= mass <= low * bounds[1]


def _out_of_bounds(more: Incident, less: Incident) -> bool:
    """Whether "more than 109 kg" is beside "close to 100 kg"."""
    low, mass = more.kg, mass_of(less)
    if low is None or mass is None or more.qualifier != "more_than":
        return False
    return low > mass * _BEYOND and less.qualifier in ("about", "less_than")


def _rounds(rough: float, fine: float) -> bool:
    """Whether one figure is the other rounded, or cut off, to fewer digits: 613 kg and 0.6 t."""
    digits = _digits(rough)
    if digits >= _digits(fine) or digits > 2:
        return False
    most = _ROUND_TONNES if rough >= _TONNE else _ROUND
    step = 10.0 ** (math.floor(math.log10(rough)) - digits + 1)
    return -step / 2 <= fine - rough < step and max(rough, fine) / min(rough, fine) <= most


def _digits(value: float) -> int:
    """Significant digits of a number."""
    return len(f"{value:.6g}".replace(".", "").strip("0").split("e")[0]) or 1


def _pieces(a: float, b: float, unit: str | None) -> Reason:
    ratio = max(a, b) / min(a, b)
    words = f"{a:g} and {b:g} {unit}"
    if ratio <= 1.002:
        points = 1.0 if min(a, b) < _FEW else 4 if min(_digits(a), _digits(b)) > 2 else 3
        return Reason("quantity", points, words)
    if ratio <= 1.03 or _rounds(a, b) or _rounds(b, a):
        return Reason("quantity", 2.5, words)
    if ratio <= 1.15:
        return Reason("quantity", 1, words)
    if unit in _BY_KIND:
        return Reason("quantity", -1.5, words)  # Some count the pistols, some all that shoots.
    return Reason("quantity", -5, words, bars=ratio > 1.35)


_BY_KIND = ("weapon", "ammunition", "explosive_device")


def _money(left: Incident, right: Incident) -> Iterator[Reason]:
    if not left.money or not right.money or left.currency != right.currency:
        return
    if left.money_kind != right.money_kind:
        return
    ratio = max(left.money, right.money) / min(left.money, right.money)
    words = f"{left.money:g} and {right.money:g} {left.currency}"
    if ratio <= 1.005:
        digits = min(_digits(left.money), _digits(right.money))
        large = left.money_kind == "cash" and left.money >= _LARGE
        yield Reason("money", {1: 1, 2: 1.5}.get(digits, 2.5) + (0.5 if large else 0), words)
    elif ratio <= 1.06 or _rounds(left.money, right.money) or _rounds(right.money, left.money):
        yield Reason("money", 1, words)
    elif ratio > 1.5 and left.money_kind == "cash":
        yield Reason("money", -1, words)


def people(left: Incident, right: Incident, *, part: bool = False) -> Iterator[Reason]:
    """Numbers of people by their role. The first reports know of fewer arrests than later ones; of
    what was done in several countries one may tell a ``part``."""
    for slot in ("arrests", "charged", "killed", "person_count"):
        a, b = getattr(left, slot), getattr(right, slot)
        if a is None or b is None:
            continue
        words = slot.replace("_", " ")
        if a == b:
            points = next((points for most, points in _PEOPLE if a <= most), _MOST_PEOPLE)
            points += _UNEVEN if a >= 2 * CROWD and a % 10 else 0
            yield Reason(slot, points, f"both {a} ({words})")
        elif min(a, b) >= CROWD and max(a, b) / min(a, b) <= 1.1:
            close = min(a, b) >= _MASSES or abs(a - b) <= _MISCOUNTED < CROWD * 2 <= min(a, b)
            # Neither rounded nor miscounted: two groups of like size.
            apart = abs(a - b) > _MISCOUNTED and a % 10 and b % 10 and not close
            yield Reason(slot, -1 if apart else 2 if close else 1, f"{a} and {b} ({words})")
        elif slot in ("arrests", "charged"):
            ratio = max(a, b) / max(1, min(a, b))
            steps = ((1.5, -0.5), (2, -1), (3, -2))
            points = next((points for most, points in steps if ratio <= most), -3)
            points = -0.5 if abs(a - b) <= 2 else points
            # One report tells only of the leader.
            points = max(points, -1) if min(a, b) == 1 and max(a, b) < CROWD else points
            points = -0.2 if part else points
            yield Reason(slot, points, f"{a} and {b} ({words})")
        else:
            far = max(a, b) > 3 * max(1, min(a, b))
            # Of people found some reports count the dead, some all.
            points = (-2 if far else -1) if slot == "person_count" else -3 if far else -2
            yield Reason(slot, points, f"{a} and {b} ({words})")
