"""Claims of incidents to events: one event counts once, however many reports tell it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from karaula.evidence import Claim, Decision, Incident, Source
from karaula.evidence.event import Event, Link, Range, event_id
from karaula.resolve.joining import clusters
from karaula.resolve.told import Told, told
from karaula.vocabulary import Vocabulary

RESOLVE_METHOD = "resolve@4"

_ORDER = ("operation", "seizure", "arrests", "violence", "sentencing")


def incidents(
    claims: Sequence[Claim],
    sources: Mapping[str, Source],
    vocabulary: Vocabulary,
    decisions: Iterable[Decision] = (),
    ids: Mapping[str, str] | None = None,
) -> list[Event]:
    """Events that the claims of kind ``incident`` tell, in the order of their first claims.

    Claims of other kinds, and denied ones, are passed over. ``decisions`` in the order in which
    they were made; those taken back have no effect. ``ids`` are the ids under which corrected
    claims are known, where these are not their own.
    """
    ready = [
        told(claim, sources, vocabulary, ids or {})
        for claim in claims
        if isinstance(claim.slots, Incident) and claim.modality != "denied"
    ]
    ready = list({one.claim_id: one for one in ready}.values())
    groups, held = clusters(ready, vocabulary, decisions)
    by_id = {one.claim_id: one for one in ready}
    within: dict[str, list[Link]] = {}
    home = {claim: group[0] for group in groups for claim in group}
    for link in held:
        within.setdefault(home[link.a], []).append(link)
    return [
        _event([by_id[claim] for claim in group], within.get(group[0], []), sources)
        for group in groups
    ]


def _event(group: list[Told], links: list[Link], sources: Mapping[str, Source]) -> Event:
    slots = [one.slots for one in group]
    source_ids = tuple(dict.fromkeys(one.claim.source_id for one in group))
    dates = [one for one in group if one.when.sure and one.when.low is not None]
    types = {one.type for one in slots}
    return Event(
        event_id=event_id(group[0].claim_id),
        type=next(name for name in (*_ORDER, *sorted(types)) if name in types),
        claims=tuple(one.claim_id for one in group),
        sources=source_ids,
        origins=len({_origin(source, sources) for source in source_ids}),
        links=tuple(links),
        date=_best_date(group),
        date_low=min((str(one.when.low) for one in dates), default=None),
        date_high=max((str(one.when.high) for one in dates), default=None),
        place=_commonest(one.place for one in slots),
        area=_all(one.area for one in slots),
        substance=_all(one.substance for one in slots),
        kg=_mass(group),
        quantity=_numbers(group, "quantity") if len({one.unit for one in slots}) == 1 else None,
        unit=slots[0].unit if len({one.unit for one in slots}) == 1 else None,
        money=_money(group),
        currency=_commonest(one.currency for one in slots),
        money_kind=_commonest(one.money_kind for one in slots),
        arrests=_numbers(group, "arrests"),
        charged=_numbers(group, "charged"),
        killed=_numbers(group, "killed"),
        person_count=_numbers(group, "person_count"),
        name=_commonest(one.name for one in slots),
        vessel=_commonest(one.vessel for one in slots),
        group=_all(one.group for one in slots),
        agency=_all(one.agency for one in slots),
        concealment=_commonest(one.concealment for one in slots),
        transport=_commonest(one.transport for one in slots),
    )


def _origin(source_id: str, sources: Mapping[str, Source]) -> str:
    source = sources.get(source_id)
    return (source.origin if source else None) or source_id


def _best_date(group: list[Told]) -> str | None:
    """The most precise date, and of those the one that most claims give."""
    told_ = Counter(one.slots.date for one in group if one.slots.date)
    if not told_:
        return None
    return max(told_, key=lambda date: (_precision(date), told_[date], date))


def _precision(date: str) -> int:
    if date.startswith("-"):
        return 7
    return len(date) if "/" not in date else 5


def _commonest(values: Iterable[str | None]) -> str | None:
    """The most frequent value; of equally frequent ones the first."""
    count = Counter(value for value in values if value)
    return count.most_common(1)[0][0] if count else None


def _all(values: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for value in values for item in value))


def _mass(group: list[Told]) -> Range | None:
    """Kilograms: exact figures if there are any, else the bounds that the words give."""
    weighed = [one for one in group if one.slots.kg is not None]
    exact = [one for one in weighed if one.slots.qualifier == "exact"] or weighed
    if not exact:
        return None
    lows = [one.slots.kg or 0.0 for one in exact]
    highs = [one.slots.kg_max or one.slots.kg or 0.0 for one in exact]
    return Range(min(lows), max(highs), tuple(one.claim_id for one in exact))


def _money(group: list[Told]) -> Range | None:
    currency = _commonest(one.slots.currency for one in group)
    kind = _commonest(one.slots.money_kind for one in group)
    return _numbers(
        [o for o in group if o.slots.currency == currency and o.slots.money_kind == kind], "money"
    )


def _numbers(group: list[Told], slot: str) -> Range | None:
    given = [(getattr(one.slots, slot), one.claim_id) for one in group]
    given = [(value, claim) for value, claim in given if value is not None]
    if not given:
        return None
    values = [float(value) for value, _ in given]
    return Range(min(values), max(values), tuple(claim for _, claim in given))
