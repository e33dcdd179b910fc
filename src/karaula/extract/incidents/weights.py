"""Amounts of an event beside those of a clause: which are the same, and which go together."""

from dataclasses import replace

from karaula.extract.incidents.event import Event
from karaula.extract.incidents.goods import Goods
from karaula.extract.incidents.telling import Telling
from karaula.extract.incidents.words import words

_COUNTED = 100
"""Pieces from which a number may be a round one."""
_DIGITS = 2
"""Digits of a weight that two seizures may share by chance."""
_PARTS = 3
"""Events of a text from which on one may be the sum of others."""
ROUGHLY = 1.15
"""Times by which the round figure of a headline may miss that of the text."""


def same_weight(event: Event, telling: Telling) -> bool:
    """Whether a clause gives the very weight of an event, to three digits or more."""
    if not (telling.goods and event.goods):
        return False
    mine = {round(one.kg, 3) for one in telling.goods if one.kg and one.qualifier == "exact"}
    theirs = {round(one.kg, 3) for one in event.goods if one.kg}
    return any(len(f"{kg:g}".strip("0").replace(".", "")) > _DIGITS for kg in mine & theirs)


def named_in(tellings: list[Telling]) -> set[str]:
    return {name for t in tellings for name in t.substances} - words("generic_goods")


def goods_agree(event: Event, telling: Telling) -> bool:
    if not event.goods:
        mine = set(telling.substances) - words("generic_goods")
        theirs = {s for t in event.tellings for s in t.substances} - words("generic_goods")
        return not (mine and theirs and mine.isdisjoint(theirs)) or telling.goes_on
    known = {s for t in event.tellings for s in t.substances} - words("generic_goods")
    for one in telling.goods:
        if one.kg is None:
            continue
        same = [
            g
            for g in event.goods
            if g.kg is not None and (g.substance == one.substance or generic(one) or generic(g))
        ]
        if same and not any(close(g, one) for g in same):
            return False
    new = set(telling.substances) - words("generic_goods")
    if new and known and new.isdisjoint(known) and telling.goods and not telling.goes_on:
        return _same_paragraph(event, telling)
    return True


def _same_paragraph(event: Event, telling: Telling) -> bool:
    """Further substances belong to an event of the same sentence or paragraph."""
    return telling.line.sentence.passage.start == event.passage and telling.place is None


def generic(one: Goods) -> bool:
    """Whether an amount is of no named substance."""
    return words("generic_goods").issuperset(one.substance)


def _same(left: Goods, right: Goods) -> bool:
    """Whether two counts of one thing are equal, or one rounds the other."""
    if (left.substance, left.unit) != (right.substance, right.unit):
        return False
    a, b = left.quantity or 0, right.quantity or 0
    rough = "exact" not in (left.qualifier, right.qualifier) or left.qualifier != right.qualifier
    rounded = rough and min(a, b) >= _COUNTED and max(a, b) <= 1.25 * min(a, b)
    return a == b or (left.kg is None and right.kg is None and rounded)


def close(left: Goods, right: Goods, *, above: bool = False) -> bool:
    """Whether two amounts may be one: equal, rounded, or one bounds the other. One ``above`` is
    that of a headline."""
    a, b = left.kg or 0, right.kg or 0
    if not a or not b:
        return False
    ratio = max(a, b) / min(a, b)
    if _out_of(left, b) or _out_of(right, a):
        return False
    if ratio <= (ROUGHLY if above else 1.02):
        return True
    rough = left if left.qualifier != "exact" else right if right.qualifier != "exact" else None
    return rough is not None and ratio <= 1.25


_SLACK = 1.02


def _out_of(bound: Goods, mass: float) -> bool:
    """Whether a weight is none that a bound allows: 424 kg are not "more than 500 kg"."""
    low = bound.kg or 0
    if bound.qualifier == "more_than":
        return mass * _SLACK < low
    return bound.qualifier == "less_than" and mass > low * _SLACK


def _digits(one: Goods) -> int:
    return len(f"{one.quantity or 0:.9g}".replace(".", "").rstrip("0"))


def with_goods(event: Event, telling: Telling) -> list[Goods]:
    """Amounts of an event with those of a clause; of two for one thing the exact one stays."""
    kept = list(event.goods)
    above = all(t.headline or t.setting for t in event.tellings if t is not telling)
    for one in telling.goods:
        match = next(
            (
                place
                for place, g in enumerate(event.goods)
                if (g.substance == one.substance or generic(one) or generic(g))
                and (
                    close(g, one, above=above)
                    or ((g.kg is None) != (one.kg is None) and generic(one))
                )
                and g is not one
            ),
            # A headline and the first words below it say the same.
            next((place for place, g in enumerate(kept) if _same(g, one)), None),
        )
        if match is None:
            kept.append(one)
            continue
        before = kept[match]
        exact = before.qualifier != "exact" and one.qualifier == "exact"
        # A headline rounds what the text tells.
        rough = above or before.qualifier != "exact"
        better = one if exact or (rough and _digits(one) > _digits(before)) else before
        substance = before.substance if not generic(before) else one.substance
        if better.kg is None and one.kg is not None:
            better = replace(better, kg=one.kg, kg_max=one.kg_max)
        kept[match] = replace(better, substance=substance or before.substance)
    return kept


def sums_up(event: Event, others: list[Event]) -> bool:
    """Whether the headline or the lead tells in one sum what the text tells as several events."""
    if not (event.headline or event is others[0]) or len(others) < _PARTS:
        return False
    drugs = named_in(event.tellings)
    parts = [other for other in others if other is not event and other.kind == event.kind]
    mass = sum(one.kg or 0 for one in event.goods)
    masses = [_mass(part, drugs) for part in parts]
    whole = bool(mass) and mass / ROUGHLY <= sum(masses) <= mass * ROUGHLY
    return whole and max(masses) < mass / ROUGHLY


def _mass(event: Event, drugs: set[str]) -> float:
    """Kilograms of an event, of some drugs where any are named."""
    return sum(g.kg or 0 for g in event.goods if not drugs or drugs & {*g.substance} or generic(g))
