"""Clauses to events: which clause goes on with which event, and the claims that come of it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from karaula.evidence import Claim, Incident
from karaula.extract.frame import Reading, claim_at
from karaula.extract.incidents.goods import Goods
from karaula.extract.incidents.telling import ENFORCEMENT, Telling
from karaula.extract.incidents.words import words
from karaula.extract.lexicon import Name
from karaula.vocabulary.fold import fold

_NEWS = 400
"""Characters of a paragraph of news at most."""
_MOST = 40
"""Clauses of one event at most, so that cost stays linear in the text."""
_FAR = 4
"""Sentences that may stand between the parts of one event."""


@dataclass(slots=True)
class Event:
    """The clauses that tell one event, in the order of the text."""

    tellings: list[Telling] = field(default_factory=list)
    goods: list[Goods] = field(default_factory=list)
    at: int = 0
    """Number of the sentence that told of it last."""
    passage: int = 0
    before: tuple[str, ...] = ()
    """The substance that the text spoke of before."""

    @property
    def kind(self) -> str | None:
        """Class of its first clause that has one."""
        return next((t.kind for t in self.tellings if t.kind), None)

    def first(self, slot: str) -> object:
        """The first thing that a clause says for a slot."""
        return next((getattr(t, slot) for t in self.tellings if getattr(t, slot)), None)

    def number(self, role: str) -> int | None:
        """Number of people in a role."""
        return next(
            (
                t.counts[role].number
                for t in self.tellings
                if role in t.counts and t.counts[role].number is not None
            ),
            None,
        )


def events(tellings: Iterable[tuple[int, Telling]]) -> list[Event]:
    """Events of one story. Each clause comes with the number of its sentence."""
    found: list[Event] = []
    for number, telling in tellings:
        home = next((e for e in reversed(found[-3:]) if _goes_on(e, telling, number)), None)
        if home is None:
            if telling.type is None:
                continue
            home = Event(before=_spoken_of(found))
            found.append(home)
        home.tellings.append(telling)
        home.goods = _with(home, telling)
        home.at, home.passage = number, telling.line.sentence.passage.start
    return found


def _spoken_of(found: list[Event]) -> tuple[str, ...]:
    named = [s for e in found[-1:] for t in e.tellings for s in t.substances if s != "drugs"]
    return tuple(dict.fromkeys(named)) if len(set(named)) == 1 else ()


def _goes_on(event: Event, telling: Telling, number: int) -> bool:
    """Whether a clause tells more of an event that was told before."""
    same_passage = telling.line.sentence.passage.start == event.passage
    same_sentence = number == event.at
    if (
        len(event.tellings) >= _MOST
        or number - event.at > _FAR
        or (telling.opens and not telling.goes_on)
    ):
        return False
    # "Officers found eight packages. A test showed that it was cocaine, weighing 8 kg."
    fills = bool(telling.goods) and not any(g.kg for g in event.goods) and event.kind == ENFORCEMENT
    if telling.type is None and not (same_sentence or telling.goes_on or fills):
        return False
    if telling.type is None and number - event.at > 2:
        return False
    if telling.kind is not None and event.kind is not None and telling.kind != event.kind:
        return False
    passage = telling.line.sentence.passage
    # News has a paragraph for each sentence; in a report, a new one has its own subject.
    own = telling.date is not None or passage.end - passage.start > _NEWS
    if not same_passage and not telling.goes_on and own:
        return False
    if not same_passage and not telling.goes_on and telling.type and not _akin(event, telling):
        return False
    if not _dates_agree(event, telling) or not _places_agree(event, telling):
        return False
    for slot in ("name", "vessel"):
        mine, theirs = getattr(telling, slot), event.first(slot)
        if (
            mine
            and theirs
            and fold(str(mine)) not in fold(str(theirs))
            and fold(str(theirs)) not in fold(str(mine))
        ):
            return False
    for role, count in telling.counts.items():
        known = event.number(role)
        if count.number is not None and known is not None and known != count.number:
            return False
    return _goods_agree(event, telling)


def _akin(event: Event, telling: Telling) -> bool:
    """Whether a clause of another paragraph shares a substance, place, group or name with an event,
    or tells nothing of where and by whom ("Two people were arrested")."""
    for slot in ("substances", "groups", "agencies"):
        theirs = {name for t in event.tellings for name in getattr(t, slot)}
        if theirs & set(getattr(telling, slot)):
            return True
    if telling.place and event.first("place"):
        return bool(_place_words(telling.place) & _place_words(str(event.first("place"))))
    # An arrest "with drugs", then what the drugs were.
    if not event.goods and any("drugs" in t.substances for t in event.tellings):
        return True
    named = _countries(telling)
    if named and not named & {country for t in event.tellings for country in _countries(t)}:
        return False
    return not (
        telling.place or telling.area or telling.agencies or telling.groups or telling.goods
    )


def _countries(telling: Telling) -> set[str]:
    """Countries that a clause names, by name or adjective."""
    items = telling.line.sentence.items[telling.line.first : telling.line.last]
    return {
        item.meaning.id
        for item in items
        if item.label in ("area", "adjective") and isinstance(item.meaning, Name)
    }


def _dates_agree(event: Event, telling: Telling) -> bool:
    mine, theirs = telling.date, event.first("date")
    if mine is None or theirs is None:
        return True
    a, b = mine.split("/")[0].lstrip("-"), str(theirs).split("/")[0].lstrip("-")
    return a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)


def _places_agree(event: Event, telling: Telling) -> bool:
    mine, theirs = telling.place, event.first("place")
    if mine is None or theirs is None or telling.goes_on:
        return True
    if not (telling.goods or telling.counts):
        return True
    return bool(_place_words(mine) & _place_words(str(theirs)))


def _place_words(place: str) -> set[str]:
    return set(re.findall(r"\w+", fold(place))) - words("place_common")


def _goods_agree(event: Event, telling: Telling) -> bool:
    if not event.goods:
        mine = set(telling.substances) - {"drugs"}
        theirs = {s for t in event.tellings for s in t.substances} - {"drugs"}
        return not (mine and theirs and mine.isdisjoint(theirs)) or telling.goes_on
    known = {s for t in event.tellings for s in t.substances} - {"drugs"}
    for one in telling.goods:
        if one.kg is None:
            continue
        same = [
            g
            for g in event.goods
            if g.kg is not None and (g.substance == one.substance or _generic(one) or _generic(g))
        ]
        if same and not any(_close(g, one) for g in same):
            return False
    new = set(telling.substances) - {"drugs"}
    if new and known and new.isdisjoint(known) and telling.goods and not telling.goes_on:
        return _same_paragraph(event, telling)
    return True


def _same_paragraph(event: Event, telling: Telling) -> bool:
    """Further substances belong to an event of the same sentence or paragraph."""
    return telling.line.sentence.passage.start == event.passage and telling.place is None


def _generic(one: Goods) -> bool:
    return not one.substance or one.substance == ("drugs",)


def _close(left: Goods, right: Goods) -> bool:
    """Whether two amounts may be one: equal, rounded, or one bounds the other."""
    a, b = left.kg or 0, right.kg or 0
    if not a or not b:
        return False
    ratio = max(a, b) / min(a, b)
    if ratio <= 1.02:
        return True
    rough = left if left.qualifier != "exact" else right if right.qualifier != "exact" else None
    return rough is not None and ratio <= 1.25


def _with(event: Event, telling: Telling) -> list[Goods]:
    """Amounts of an event with those of a clause; of two for one thing the exact one stays."""
    kept = list(event.goods)
    for one in telling.goods:
        match = next(
            (
                place
                for place, g in enumerate(event.goods)
                if (g.substance == one.substance or _generic(one) or _generic(g))
                and (_close(g, one) or ((g.kg is None) != (one.kg is None) and _generic(one)))
                and g is not one
            ),
            None,
        )
        if match is None:
            kept.append(one)
            continue
        before = kept[match]
        better = one if before.qualifier != "exact" and one.qualifier == "exact" else before
        substance = before.substance if not _generic(before) else one.substance
        if better.kg is None and one.kg is not None:
            better = replace(better, kg=one.kg, kg_max=one.kg_max)
        kept[match] = replace(better, substance=substance or before.substance)
    return kept


def claims(reading: Reading, event: Event, method: str, told: str | None) -> Iterator[Claim]:
    """The claim of an event; with several substances, each further amount is one of its own."""
    tellings = event.tellings
    whole = tuple(dict.fromkeys(s for t in tellings for s in t.substances))
    specific = tuple(s for s in whole if s != "drugs")
    if not specific and any(" the S " in t.line.signs for t in tellings):
        specific = event.before
    specific = specific or whole
    kind = _type(event)
    taken = [_settled(g, specific) for g in event.goods]
    taken = [g for g in taken if g.substance or g.kg is not None]
    main = taken[0] if taken else None
    sums = [m for t in tellings for m in t.sums]
    if kind == "violence":
        taken, main, sums, specific = [], None, [], ()
    value = next((m for m in sums if m.kind == "value"), None)
    cash = next((m for m in sums if m.kind == "cash"), None)
    worth = value or cash
    shared = {
        "date": event.first("date"),
        "place": event.first("place"),
        "area": event.first("area") or (),
        "agency": tuple({fold(a): a for t in tellings for a in t.agencies}.values()),
        "concealment": event.first("concealment") if kind != "violence" else None,
        "transport": event.first("transport") if kind != "violence" else None,
    }
    slots = Incident(
        type=kind,
        **shared,  # type: ignore[arg-type]
        substance=main.substance if main is not None else specific,
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
    if not _says_enough(slots):
        return
    yield _claim(reading, event, slots, method, told, None)
    if kind == "sentencing":
        return
    for one in taken[1:]:
        further = Incident(type="seizure", **shared, substance=one.substance, **_amount(one))  # type: ignore[arg-type]
        yield _claim(reading, event, further, method, told, one)
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
            None,
        )


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
    if _generic(one) and len(specific) == 1:
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


def _says_enough(slots: Incident) -> bool:
    """An event is told only where something of it is: goods, people, a name, a group."""
    told = (slots.kg, slots.quantity, slots.money, slots.arrests, slots.charged, slots.killed)
    if any(value is not None for value in (*told, slots.person_count, slots.name)):
        return True
    day = slots.date is not None and len(slots.date) > 4
    if slots.group and (day or slots.place or slots.agency):
        return True
    named = bool(slots.substance) and slots.substance != ("drugs",)
    return named and bool(day or (slots.place and slots.agency))


def _claim(
    reading: Reading,
    event: Event,
    slots: Incident,
    method: str,
    told: str | None,
    own: Goods | None,
) -> Claim:
    """The claim on the words of the clause that tells most, with the others as further spans."""
    tellings = event.tellings
    main = max(tellings, key=_weight)
    if own is not None:
        main = next(
            (
                t
                for t in tellings
                if any(g.raw == own.raw and g.first == own.first for g in t.goods)
            ),
            main,
        )
    claim = claim_at(
        reading.document,
        main.line.sentence,
        (main.first, main.last),
        slots,
        method=method,
        confidence=0.85 if main.kind == ENFORCEMENT else 0.8,
    )
    others = [t for t in tellings if t is not main] if own is None else []
    spans = [
        (t.line.sentence.items[t.first].start, t.line.sentence.items[t.last].end) for t in others
    ]
    ends = (slots.date or "").split("/")
    full = bool(slots.date) and not ends[0].startswith("-")
    assert claim.start is not None and claim.end is not None
    return replace(
        claim,
        spans=((claim.start, claim.end), *spans) if spans else (),
        modality=main.modality,
        valid_from=ends[0] if full else None,
        valid_to=ends[-1] if full else told,
    )


def _weight(telling: Telling) -> tuple[int, int]:
    facts = len(telling.goods) * 2 + len(telling.counts) + len(telling.sums)
    return (1 if telling.type else 0, facts)
