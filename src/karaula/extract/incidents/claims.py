"""The claims that come of an event."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import cast

from karaula.evidence import Claim, Incident
from karaula.extract.frame import Reading, claim_at
from karaula.extract.incidents.event import Event, only_said
from karaula.extract.incidents.finds import closed_site
from karaula.extract.incidents.goods import Goods
from karaula.extract.incidents.money import Money
from karaula.extract.incidents.scene import area_of_name
from karaula.extract.incidents.stretches import ENFORCEMENT
from karaula.extract.incidents.telling import Telling
from karaula.extract.incidents.weights import generic
from karaula.extract.incidents.words import words
from karaula.vocabulary import Vocabulary
from karaula.vocabulary.fold import fold

_THE_SAME = re.compile(r" (?:the|the same|this|that) S ")


def claims(
    reading: Reading, event: Event, method: str, told: str | None, home: tuple[str, ...] = ()
) -> Iterator[Claim]:
    """The claim of an event; with several substances, each further amount is one of its own.

    ``told`` is the day of telling, ``home`` the country from which it is told: that is where it
    happened if the text names no other.
    """
    tellings = event.tellings
    whole = tuple(dict.fromkeys(s for t in tellings for s in t.substances))
    specific = tuple(s for s in whole if s != "drugs")
    drugs = tuple(s for s in specific if s in reading.vocabulary.substances)
    if not drugs and any(_THE_SAME.search(t.line.signs) for t in tellings):
        drugs = event.before
        specific = specific or drugs
    specific = specific or whole
    kind = _type(event)
    taken = [_settled(g, drugs if g.substance else specific) for g in event.goods]
    taken = [g for g in taken if g.substance or g.kg is not None]
    raids = kind == "operation" or all(t.entry for t in tellings if t.goods)
    aside = raids and event.number("arrests") is not None and _aside(taken)
    main = taken[0] if taken and not aside else None
    sums = [m for t in tellings for m in t.sums]
    if _persons(event, kind) is not None and not taken and not set(specific) & set(drugs):
        specific = ()  # What people were hidden under is no goods.
    if specific == ("drugs",) and not taken and not _for_drugs(tellings):
        specific = ()
    if not taken and any(_of_assets(t) for t in tellings if t.sums):
        washed = any(t.line.has(_WASHED) for t in tellings)
        specific = ("money_laundering",) if washed else ()
    if kind == "violence":
        taken, main, sums, specific = [], None, [], ()
    value, cash = _sum(sums, "value"), _sum(sums, "cash")
    worth = value or cash
    area = cast("tuple[str, ...]", event.first("area") or (() if event.lands else home))
    place = cast("str | None", event.first("place"))
    if event.whole is not None and event.seated and not event.whole.seated:
        place = cast("str | None", event.whole.first("place")) or place
    shared = {
        "date": event.first("date") or (event.whole.first("date") if event.whole else None),
        "place": _on_soil(place, area, reading.vocabulary),
        "area": area,
        "agency": tuple({fold(a): a for t in tellings for a in t.agencies}.values()),
        "concealment": event.first("concealment") if kind != "violence" else None,
        "transport": event.first("transport") if kind != "violence" else None,
    }
    slots = Incident(
        type=kind,
        **shared,  # type: ignore[arg-type]
        substance=main.substance if main is not None else () if aside else specific,
        **_amount(main),  # type: ignore[arg-type]
        packages=event.first("packages") if len(taken) < 2 else None,  # type: ignore[arg-type]
        money=worth.value if worth else None,
        currency=worth.currency if worth else None,
        money_kind=worth.kind if worth else None,
        raw_money=worth.raw if worth else None,
        arrests=event.number("arrests"),
        charged=event.number("charged"),
        killed=event.number("killed"),
        person_count=_persons(event, kind),
        name=event.first("name"),  # type: ignore[arg-type]
        vessel=event.first("vessel"),  # type: ignore[arg-type]
        group=tuple(dict.fromkeys(g for t in tellings for g in t.groups)),
        duration=event.first("duration"),  # type: ignore[arg-type]
    )
    if not _says_enough(slots, closed=any(closed_site(t.line) for t in tellings)):
        return
    yield from _claims_of(reading, event, slots, method, told, None)
    if kind == "sentencing":
        return
    if kind == "arrests" and all(_as_charged(t) for t in tellings if t.goods):
        return
    for one in taken if aside else taken[1:]:
        if main is not None and (_same_arms(main, one) or _plants_too(main, one)):
            continue
        further = Incident(type="seizure", **shared, substance=one.substance, **_amount(one))  # type: ignore[arg-type]
        yield from _claims_of(reading, event, further, method, told, one)
    if value is not None and cash is not None:
        yield _claim(
            reading,
            event,
            Incident(
                type="seizure",
                **shared,  # type: ignore[arg-type]
                money=cash.value,
                currency=cash.currency,
                money_kind="cash",
                raw_money=cash.raw,
            ),
            method,
            told,
            max(tellings, key=_weight),
        )


def _on_soil(place: str | None, area: tuple[str, ...], vocabulary: Vocabulary) -> str | None:
    """A place, where it does not lie in a country that the event is none of."""
    land = area_of_name(place, vocabulary) if place else ()
    return None if land and area and set(land).isdisjoint(area) else place


def _for_drugs(tellings: list[Telling]) -> bool:
    """Whether people were held or sentenced for drugs, and drugs are not only what they had too."""
    held = (t for t in tellings if not {"arrests", "charged", "sentencing"}.isdisjoint(t.counts))
    return any("drugs" in t.substances and t.type != "seizure" for t in held)


_ASSETS = re.compile(
    r" (?:assets?|property|properties|real estate|flats?|apartments?|villas?|hotels?|houses|land"
    r"|plots|companies|shares|bank accounts?|luxury cars|yachts|belongings|wealth|estates?) "
)
"""What those own who earned by crime: no goods of the trade that they earned it with."""
_IN_CASH = re.compile(r" (?:cash|banknotes|bank notes|currency) ")
_WASHED = re.compile(r" (?:launder(?:ing|ed|s)?|washed|washing|proceeds|unexplained) ")
_CHARGE = re.compile(
    r" (?:charged with|accused of|suspected of|on suspicion of|on charges of|indicted for"
    r"|conspir(?:acy|ing|ed) to|conspiracy|intent to|attempting to|convicted of|guilty of) "
)


def _of_assets(telling: Telling) -> bool:
    """Whether its sums are what property is worth that was taken: "froze flats worth a million"."""
    signs = telling.line.signs
    return _ASSETS.search(signs) is not None and _IN_CASH.search(signs) is None


def _as_charged(telling: Telling) -> bool:
    """Whether the amounts of a clause are those of a charge: "charged with conspiracy to distribute
    five kilograms or more"."""
    charge = _CHARGE.search(telling.line.signs)
    return charge is not None and all(
        telling.line.item(charge.end() - 2) < g.first for g in telling.goods
    )


def _same_arms(main: Goods, one: Goods) -> bool:
    """Whether grenades and the like were taken with firearms: one cache of arms is one seizure."""
    arms = main.substance == one.substance == ("firearms",)
    return arms and one.unit in ("explosive_device", "kg", "piece")


def _plants_too(main: Goods, one: Goods) -> bool:
    """Whether plants were taken with the same drug: "100 kg of cannabis and 213 plants"."""
    return one.unit == "plant" and main.substance == one.substance and main.unit != "plant"


def _aside(taken: list[Goods]) -> bool:
    """Whether no more than arms and papers were taken: whatever the operation was against."""
    return bool(taken) and all(words("found_beside").issuperset(one.substance) for one in taken)


def _sum(sums: list[Money], kind: str) -> Money | None:
    """The first sum of a kind, or the more exact one that tells the same."""
    found = [one for one in sums if one.kind == kind]
    first = next(iter(found), None)
    same = [
        one
        for one in found
        if first
        and one.currency == first.currency
        and 0.9 * first.value < one.value < 1.1 * first.value
    ]
    return max(same, key=lambda one: len(f"{one.value:.9g}".rstrip("0")), default=first)


def _type(event: Event) -> str:
    types = [t.type for t in event.tellings if t.type]
    for name in ("sentencing", "violence", "operation"):
        if types and types[0] == name:
            return name
    if "operation" in types or event.first("name"):
        return "operation"
    return "seizure" if "seizure" in types else types[0]


def _settled(one: Goods, specific: tuple[str, ...]) -> Goods:
    """An amount of "the drugs" is one of the substance that the event names."""
    if generic(one) and len(specific) == 1:
        return replace(one, substance=specific)
    return one


def _amount(one: Goods | None) -> dict[str, object]:
    if one is None:
        return {}
    return {
        "quantity": one.quantity, "unit": one.unit, "kg": one.kg, "kg_max": one.kg_max,
        "qualifier": one.qualifier, "raw_quantity": one.raw,
    }  # fmt: skip


def _persons(event: Event, kind: str) -> int | None:
    if kind == "sentencing":
        return event.number("sentencing")
    if kind == "violence":
        return event.number("wounded") if event.number("killed") is None else None
    return event.number("brought_to_light")


def _says_enough(slots: Incident, *, closed: bool) -> bool:
    """An event is told only where something of it is: goods, people, a name, a group, a place that
    was ``closed`` where goods were made."""
    seen = slots.date or slots.place or slots.name or slots.group or slots.agency
    if not seen and _one_held(slots):
        return False  # "He was arrested.": of whom else the text tells
    told = (slots.kg, slots.quantity, slots.money, slots.arrests, slots.charged, slots.killed)
    if any(value is not None for value in (*told, slots.person_count)):
        return True
    day = slots.date is not None and len(slots.date) > 4
    if slots.name and (day or slots.place or slots.area or slots.group or slots.agency):
        return True
    if slots.group and (day or (slots.agency and (slots.place or slots.type == "operation"))):
        return True
    named = bool(slots.substance) and slots.substance != ("drugs",)
    return named and bool(day or (slots.place and (slots.agency or closed)))


def _one_held(slots: Incident) -> bool:
    """Whether it only tells that one person was arrested, charged or sentenced."""
    goods = (slots.kg, slots.quantity, slots.money, slots.killed, slots.duration)
    held = {slots.arrests, slots.charged, slots.person_count} - {None}
    return held == {1} and not any(goods) and not slots.substance


def _claims_of(
    reading: Reading,
    event: Event,
    slots: Incident,
    method: str,
    told: str | None,
    own: Goods | None,
) -> Iterator[Claim]:
    """The claim on the words of the clause that tells most, then the same for each further sentence
    that gives a figure of it, as a headline and the text below it do."""
    main = max(event.tellings, key=_weight)
    if own is not None:
        taken = (
            t for t in event.tellings for g in t.goods if (g.raw, g.first) == (own.raw, own.first)
        )
        main = next(taken, main)
    yield _claim(reading, event, slots, method, told, main)
    seen = {main.line.sentence.start}
    figures = _of(slots)
    for telling in event.tellings:
        new = telling.type is not None and telling.line.sentence.start not in seen
        if new and figures & _figures(telling):
            seen.add(telling.line.sentence.start)
            yield _claim(reading, event, slots, method, told, telling)


_ROLES = {"sentencing": "person_count", "brought_to_light": "person_count"}


def _figures(telling: Telling) -> set[tuple[str, float | None]]:
    """The numbers of people, weights and pieces that a clause gives."""
    people = {(_ROLES.get(role, role), one.number) for role, one in telling.counts.items()}
    goods = {("kg", one.kg) for one in telling.goods}
    goods |= {("money", one.value) for one in telling.sums}
    return people | goods | {(one.unit or "", one.quantity) for one in telling.goods}


def _of(slots: Incident) -> set[tuple[str, float | None]]:
    """Those that a claim gives."""
    names = ("arrests", "charged", "killed", "person_count", "kg", "money")
    given = {(name, getattr(slots, name)) for name in names} | {(slots.unit or "", slots.quantity)}
    return {(name, number) for name, number in given if number is not None}


def _claim(
    reading: Reading,
    event: Event,
    slots: Incident,
    method: str,
    told: str | None,
    main: Telling,
) -> Claim:
    """The claim on the words of one clause, with the others as further spans."""
    tellings = event.tellings
    others = [t for t in tellings if t is not main]
    if event.whole is not None:
        # What tells the whole tells when it was, and that both are one.
        others.append(max(event.whole.tellings, key=_weight))
    spans = [
        (t.line.sentence.items[t.first].start, t.line.sentence.items[t.last].end)
        for t in (main, *others)
    ]
    ends = (slots.date or "").split("/")
    # The day on which it was said is the last on which it may have been.
    full = bool(slots.date) and not ends[0].startswith("-") and not only_said(event)
    return claim_at(
        reading.document,
        main.line.sentence,
        (main.first, main.last),
        slots,
        method=method,
        confidence=0.85 if main.kind == ENFORCEMENT else 0.8,
        valid_from=ends[0] if full else None,
        valid_to=ends[-1] if full else event.said or told,
        spans=tuple(spans) if others else (),
        told=main.modality,
    )


def _weight(telling: Telling) -> tuple[int, int]:
    facts = len(telling.goods) * 2 + len(telling.counts) + len(telling.sums)
    return (1 if telling.type else 0, facts)
