"""Whether a claim that was found says the same as an annotated one.

Both are plain mappings of slots. Only the slots that make the claim are compared: a value and its
unit, an area with its market and role, two groups and their tie. Annotated slots that begin with
``alt_`` or end in ``_alt`` hold further readings that are right as well.
"""

import re
from collections.abc import Callable, Collection, Iterable
from typing import Any

from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

Slots = dict[str, Any]

LIES_IN = {("SAM", "LATAM"), ("CAM", "LATAM"), ("EU", "EUROPE"), ("WB", "SEE")}
"""Regions so near to each other that reports use one for the other."""

NEAR_MARKETS = ({"heroin", "opiates"}, {"synthetic_drugs", "nps"})

CLASSES = {"seizure": "enforcement", "operation": "enforcement", "arrests": "enforcement"}
COUNTS = ("arrests", "charged", "killed", "person_count")
COOPERATION = {"ally", "partner", "associate"}

_COMMON = """
    a alleged an and are by clan clans criminal criminals crime drug drugs for from gang gangs group
    groups in is local mafia member members network networks of on organisation organised
    organization organized small so some such syndicate that the their to traffickers trafficking
    who with
"""
COMMON = frozenset(_COMMON.split())
"""Words that do not tell one group from another."""


def several(value: Any) -> list[Any]:
    """The items of a list, or the one value, or nothing."""
    if value is None or value == "":
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def near(one: float | None, other: float | None) -> bool:
    """Whether two numbers differ by at most 1 %."""
    if one is None or other is None:
        return False
    return abs(one - other) <= 0.01 * max(abs(one), abs(other))


class Agreement:
    """Agreement of claims, with the words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.nations = {
            word: code.lower()
            for entries in (vocabulary.areas, vocabulary.regions)
            for code, area in entries.items()
            for name in (area.name, *getattr(area, "adjectives", ()))
            for word in [fold(name)]
        }
        self.kinds: dict[str, Callable[[Slots, Slots], bool]] = {
            "observation": self.observation,
            "incident": self.incident,
            "role": self.role,
            "leg": self.leg,
            "tie": self.tie,
            "presence": self.presence,
            "response": self.response,
        }

    def __call__(self, kind: str, gold: Slots, found: Slots) -> bool:
        """Whether ``found`` says the same as the annotated claim of this kind."""
        return self.kinds[kind](gold, found)

    def observation(self, gold: Slots, found: Slots) -> bool:
        (value, unit), (other, other_unit) = self._amount(gold), self._amount(found)
        low, high = gold["value"], gold.get("value_max")
        between = high is not None and low * 0.99 <= found["value"] <= high * 1.01
        if unit == other_unit and (near(value, other) or between):
            return True
        further = several(gold.get("alt_unit"))
        again = ({"value": gold["value"], "unit": unit} for unit in further)
        return any(self.observation(slots, found) for slots in again)

    def incident(self, gold: Slots, found: Slots) -> bool:
        types = {gold["type"], *several(gold.get("alt_type"))}
        if CLASSES.get(found["type"], found["type"]) not in {CLASSES.get(it, it) for it in types}:
            return False
        said = [*self._facts(gold, found)]
        if said:
            return all(said)
        groups = self._any_group(several(gold.get("group")), several(found.get("group")))
        dates = _same_date(gold.get("date"), found.get("date"))
        areas = self._meet(gold.get("area"), found.get("area"))
        return groups or (found["type"] in types and (dates or areas))

    def _facts(self, gold: Slots, found: Slots) -> Iterable[bool]:
        """For every fact that both give, whether they agree in it."""
        ours = {self._market(item) for item in several(gold.get("substance"))}
        theirs = {self._market(item) for item in several(found.get("substance"))}
        if ours and theirs:
            yield any(_near_market(one, other) for one in ours for other in theirs)
        for slot in ("kg", "money"):
            if gold.get(slot) is not None and found.get(slot) is not None:
                right = [gold[slot], *several(gold.get(f"{slot}_alt"))]
                yield any(near(one, found[slot]) for one in right)
        if (gold.get("kg") is None or found.get("kg") is None) and None not in (
            gold.get("quantity"),
            found.get("quantity"),
        ):
            yield near(gold["quantity"], found["quantity"])
        for slot in COUNTS:
            if gold.get(slot) is not None and found.get(slot) is not None:
                parts = gold.get("arrests_by_area", {}).values() if slot == "arrests" else ()
                yield found[slot] in (gold[slot], *parts)
        for slot in ("name", "vessel"):
            if gold.get(slot) and found.get(slot):
                yield _alike(gold[slot], found[slot]) >= 0.5

    def role(self, gold: Slots, found: Slots) -> bool:
        return (
            _near_area(gold["area"], found["area"])
            and any(_near_market(market, found["market"]) for market in _markets(gold))
            and found["role"] in (gold["role"], *several(gold.get("alt_role")))
        )

    def leg(self, gold: Slots, found: Slots) -> bool:
        if not any(_near_market(market, found["market"]) for market in _markets(gold)):
            return False
        origin = [*several(gold.get("origin")), *several(gold.get("alt_origin"))]
        via, destination = several(gold.get("via")), several(gold.get("destination"))
        begin, end = several(found.get("origin")), several(found.get("destination"))

        def meets(ours: list[str], theirs: list[str]) -> bool:
            return self._meet(ours, theirs) if ours else not theirs or self._meet(via, theirs)

        if meets(origin, begin) and meets(destination, end):
            return True
        part = (self._meet(origin, begin) and self._meet(via, end)) or (
            self._meet(via, begin) and self._meet(destination, end)
        )
        return bool(begin and end and part)

    def tie(self, gold: Slots, found: Slots) -> bool:
        types = {gold["type"], *several(gold.get("alt_type"))}
        both_ways = found["type"] in COOPERATION | {"rival"}
        if found["type"] not in types and not (
            found["type"] in COOPERATION and types & COOPERATION
        ):
            return False
        forward = self._group(gold["a"], found["a"]) and self._group(gold["b"], found["b"])
        back = self._group(gold["a"], found["b"]) and self._group(gold["b"], found["a"])
        return forward or (both_ways and back)

    def presence(self, gold: Slots, found: Slots) -> bool:
        if gold.get("area") and not self._meet(gold["area"], found.get("area")):
            return False
        ours, theirs = _markets(gold), several(found.get("market"))
        pairs = [_near_market(one, other) for one in ours for other in theirs]
        if pairs and not any(pairs) and "drugs" not in {*ours, *theirs}:
            return False
        return self._any_group([gold["group"], *several(gold.get("aliases"))], [found["group"]])

    def response(self, gold: Slots, found: Slots) -> bool:
        return any(
            _same_name(ours, theirs)
            for ours in (gold["name"], *several(gold.get("aliases")))
            for theirs in (found["name"], *several(found.get("aliases")))
        )

    def _amount(self, slots: Slots) -> tuple[float, str]:
        unit = self.vocabulary.units.get(slots["unit"])
        if unit is None:
            return slots["value"], slots["unit"]
        return slots["value"] * unit.factor, unit.base

    def _market(self, name: str) -> str:
        substance = self.vocabulary.substances.get(name)
        return substance.market if substance else name

    def _meet(self, ours: Any, theirs: Any) -> bool:
        return any(_near_area(one, other) for one in several(ours) for other in several(theirs))

    def _any_group(self, ours: list[str], theirs: list[str]) -> bool:
        return any(self._group(one, other) for one in ours for other in theirs)

    def _group(self, one: str, other: str) -> bool:
        """Whether two names may be one group's: all or half of the telling words are common."""
        ours, theirs = self._telling(one), self._telling(other)
        if not ours or not theirs:
            return not ours and not theirs
        return ours <= theirs or theirs <= ours or 2 * len(ours & theirs) >= len(ours | theirs)

    def _telling(self, name: str) -> set[str]:
        words = re.findall(r"\w+", fold(name))
        return {self.nations.get(word, word) for word in words if word not in COMMON}


def _markets(gold: Slots) -> list[str]:
    return [*several(gold.get("market")), *several(gold.get("alt_market"))]


def _near_area(one: str, other: str) -> bool:
    return one == other or (one, other) in LIES_IN or (other, one) in LIES_IN


def _near_market(one: str, other: str) -> bool:
    return one == other or any({one, other} <= pair for pair in NEAR_MARKETS)


def _same_date(one: str | None, other: str | None) -> bool:
    if not one or not other:
        return False
    first, second = one.split("/")[0], other.split("/")[0]
    if first.startswith("--") or second.startswith("--"):
        return first[-5:] == second[-5:]
    return first.startswith(second) or second.startswith(first)


def _words(name: str) -> set[str]:
    small = {"the", "a", "an", "of", "for", "on", "in", "and", "to", "against", "with", "by", "at"}
    return {word[:7] for word in re.findall(r"\w+", fold(name)) if word not in small}


def _alike(one: str, other: str) -> float:
    """Share of common words, 0 to 1: of the shorter name, less where the other is much longer."""
    ours, theirs = _words(one), _words(other)
    if not ours or not theirs:
        return 0.0
    short, long = sorted((len(ours), len(theirs)))
    return len(ours & theirs) / short * (0.5 + 0.5 * short / long)


def _same_name(ours: str, theirs: str) -> bool:
    one, other = fold(ours), fold(theirs)
    initials = fold("".join(re.findall(r"\b[A-Z]", ours)))
    held = len(one) >= 4 and one in other
    return (
        one == other
        or held
        or (len(initials) >= 3 and initials == other)
        or (_alike(ours, theirs) >= 0.6)
    )


def overlap(ours: Collection[tuple[int, int]], theirs: Collection[tuple[int, int]]) -> bool:
    """Whether any stretch of the one has a character in common with one of the other."""
    return any(a < d and c < b for a, b in ours for c, d in theirs)
