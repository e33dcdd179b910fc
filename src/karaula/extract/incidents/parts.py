"""Events that are parts of another: what a text tells of an operation beside its first figures.

"Nine people were arrested. Six of them were held in Foxton, and 3 kg of heroin were found in the
raids." Each has figures of its own, and so a claim, but all are one event.
"""

import re
from datetime import date, timedelta

from karaula.extract.incidents import continuing
from karaula.extract.incidents.event import Event, only_said, told_of
from karaula.extract.incidents.heads import DAY
from karaula.extract.incidents.stretches import ENFORCEMENT
from karaula.extract.incidents.telling import Telling
from karaula.extract.incidents.weights import close, generic
from karaula.extract.incidents.words import words
from karaula.vocabulary.fold import fold

_NEAR = 14
"""Sentences of a text from an event to its parts."""
_LEAD = 2
"""Sentences at the beginning of a text, its headline among them."""
_DAYS = 3
"""Days between an operation and what follows of it."""
_RAIDS = re.compile(
    r" (?:in|during|as part of|within|following|after|at|through|by|from) (?:the|this|these|their"
    r"|those|simultaneous|several|other|same|joint|the same|all of the|the joint)?(?: \S+)?"
    r" ?(?:raids?|searches|search|operations?|investigation|sweep|action|swoop|house searches"
    r"|action day|crackdown|case) "
)
_ANOTHER = re.compile(
    r" (?:second|third|fourth|another|further|separate|new|subsequent|earlier|previous|different"
    r"|similar|unrelated|other|first) (?:\S+ )?(?:action days?|operation|operations|raid|case|cases"
    r"|strike|phase|seizure|seizures|shipment|consignment|incident|investigation|wave|sweep|find"
    r"|haul|truck|lorry|vehicle|car|vessel|container|time|occasion|bust) "
    r"|^ in the (?:first|second|third|other) "
)


def assign_parts(found: list[Event], told: str | None) -> None:
    """Give each event of a story the one that it is a part of. ``told`` is the day of telling."""
    families: list[list[Event]] = []
    """Events of enforcement that are parts of none, each with its parts so far."""
    for event in found:
        if event.kind != ENFORCEMENT:
            continue
        lead = next((t for t in event.tellings if t.type), event.tellings[0])
        if families and not _of_its_own(event, lead):
            # What a text is about, before what it came to speak of last.
            whole = [one for one in families[:1] if one[0] is found[0]]
            near = (one for one in reversed(families[len(whole) :]) if event.began - one[0].at <= 1)
            for family in (*whole, *near):
                if _is_part(family, event, lead, told):
                    event.whole = family[0]
                    family.append(event)
                    break
        if event.whole is None:
            families.append([event])


def _of_its_own(event: Event, lead: Telling) -> bool:
    """Whether an event is told as another one."""
    sentence = lead.line.spoken.line()
    opens = lead.opens or continuing.opens(sentence)
    if opens and not (lead.added and not event.goods):
        return True
    return _ANOTHER.search(sentence.signs) is not None


def _is_part(family: list[Event], event: Event, lead: Telling, told: str | None) -> bool:
    """Whether an event is a part of the first of a family, beside its other parts."""
    whole = family[0]
    if event.began - whole.at > _NEAR or not _of_a_day(whole, told):
        return False
    if event.bare or _other_name(whole, event):
        return False  # Of what only says that a group was broken up, each is another.
    back = any(_RAIDS.search(t.line.signs) for t in event.tellings)
    return (
        _then(whole, event, told, _DAYS if back or lead.added else 1)
        and (lead.added or _there(whole, event, lead, back=back))
        and _fewer(family, event)
        and _other_goods(whole, event, back=back)
    )


def joined(found: list[Event]) -> list[Event]:
    """Events, those parts of which only tell how many were arrested taken into their wholes: one
    of those who were arrested is no event of its own."""
    gone: list[Event] = []
    for whole in found:
        parts = [one for one in found if one.whole is whole]
        bare = [one for one in parts if _only_arrests(one) and not _elsewhere(whole, one)]
        if whole.number("arrests") is not None:
            gone += bare
        elif len(bare) == 1:
            whole.tellings += bare[0].tellings
            gone += bare
    return [one for one in found if not any(one is other for other in gone)]


def _elsewhere(whole: Event, event: Event) -> bool:
    place, other = event.first("place"), whole.first("place")
    if place and not other:
        return True
    lands = {land for t in event.tellings for land in t.area}
    several = (event.number("arrests") or 0) > 1
    if several and len(lands) == 1 and lands != {land for t in whole.tellings for land in t.area}:
        return True  # "In Ruritania 14 were arrested", of 219 in all countries.
    return bool(place and other) and not _words(str(place)) & _words(str(other))


def _only_arrests(event: Event) -> bool:
    number = event.number("arrests")
    others = any(event.number(role) is not None for role in ("charged", "brought_to_light"))
    taken = event.goods or any(t.sums or t.packages for t in event.tellings)
    named = event.first("name") or event.first("vessel")
    return number is not None and not (others or taken or named)


def _of_a_day(whole: Event, told: str | None) -> bool:
    """Whether it is told as news, or by its name: what a text tells of a year is many things."""
    day = whole.first("date")
    if day is None and whole.began <= _LEAD:
        return True  # A text that gives no day of anything, and begins with it.
    return bool(
        told or whole.said or whole.first("name") or (day and len(str(day)) > len("2020-05"))
    )


def _other_name(whole: Event, event: Event) -> bool:
    """Whether both bear names that differ, or are against groups that do."""
    mine, theirs = ({g for t in e.tellings for g in t.groups} for e in (event, whole))
    if mine and theirs and not any(_words(a) & _words(b) for a in mine for b in theirs):
        return True
    for slot in ("name", "vessel"):
        own, other = event.first(slot), whole.first(slot)
        if own and other and fold(str(own)) != fold(str(other)):
            return True
    return False


def _then(whole: Event, event: Event, told: str | None, days: int) -> bool:
    """Whether it was at the time of the whole, or ``days`` from it, as far as either is told."""
    day = None if only_said(event) else event.first("date")
    if day is None:
        return True
    other = whole.first("date") or whole.said or told
    mine, theirs = _days(str(day)), _days(str(other))
    if mine is None or theirs is None:
        return str(day) == str(other)
    margin = timedelta(days=days)
    return mine[0] <= theirs[1] + margin and theirs[0] <= mine[1] + margin


def _days(value: str) -> tuple[date, date] | None:
    ends = value.split("/")
    if not all(DAY.fullmatch(end) for end in ends):
        return None
    return date.fromisoformat(ends[0]), date.fromisoformat(ends[-1])


def _there(whole: Event, event: Event, lead: Telling, *, back: bool) -> bool:
    """Whether its places are those of the whole, or of the countries in which that was."""
    place, other = event.first("place"), whole.first("place")
    lands = {land for t in event.tellings if t.type for land in t.area}
    known = {land for t in whole.tellings for land in t.area}
    known = known or told_of(whole)
    if place and other and lead.placed == 0:
        near = _words(str(place)) & _words(str(other))
        if not near and not (back or len(known) > 1):
            return False
    return not lands or not known or bool(lands & known)


def _words(place: str) -> set[str]:
    return set(re.findall(r"\w+", fold(place))) - words("place_common")


def _fewer(family: list[Event], event: Event) -> bool:
    """Whether its people may be some of those of the whole."""
    for role in ("arrests", "charged"):
        mine, all_ = event.number(role), _most(family, role)
        if mine is not None and all_ is not None and mine > all_:
            return False
    mine, all_ = event.number("brought_to_light"), _most(family, "brought_to_light")
    return mine is None or all_ is None or mine == all_


def _most(family: list[Event], role: str) -> int | None:
    numbers = [number for one in family if (number := one.number(role)) is not None]
    return max(numbers, default=None)


def _other_goods(whole: Event, event: Event, *, back: bool) -> bool:
    """Whether its goods are others than those of the whole, or the same, or some of them."""
    for one in event.goods:
        same = [
            g for g in whole.goods if g.substance == one.substance or generic(g) or generic(one)
        ]
        masses = [g for g in same if g.kg and one.kg]
        some = back and all((one.kg or 0) < (g.kg or 0) for g in masses)
        if masses and not some and not any(close(g, one) for g in masses):
            return False
    return True
