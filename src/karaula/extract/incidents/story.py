"""Clauses to events: which clause goes on with which event."""

import re
from collections.abc import Iterable
from dataclasses import replace
from operator import attrgetter

from karaula.extract.incidents import days
from karaula.extract.incidents.continuing import SAME_PLACE
from karaula.extract.incidents.event import MORE, Event, countries_of, only_said, told_of
from karaula.extract.incidents.parts import assign_parts, joined
from karaula.extract.incidents.scene import doer_of
from karaula.extract.incidents.sites import OFFICE, SEAT
from karaula.extract.incidents.stretches import COURT, ENFORCEMENT
from karaula.extract.incidents.telling import Telling
from karaula.extract.incidents.weights import (
    ROUGHLY,
    close,
    goods_agree,
    named_in,
    same_weight,
    sums_up,
    with_goods,
)
from karaula.extract.incidents.words import words
from karaula.vocabulary.fold import fold

_NEWS = 400
"""Characters of a paragraph of news at most."""
_MOST = 40
"""Clauses of one event at most, so that cost stays linear in the text."""
_OPEN = 3
"""Events that may still go on."""
_SOME = 3
"""People from which an equal number says that they are the same."""
_SCENE = 3
"""Sentences from where officers set to work to what they found."""
_BELOW = 9
"""Sentences from a headline to the one that tells the same."""
_FAR = 4
"""Sentences that may stand between the parts of one event."""


_OF_THOSE = re.compile(r"^ (?:out )?of (?:those|these|them|the N)(?: arrested| detained| held)? ")
_IN_A_PLACE = re.compile(r"^ (?:in|at|near) ")
_ROUND_UP = re.compile(
    r" (?:operations|raids|actions|seizures|cases) (?:across|throughout|nationwide|in several"
    r"|in N) | (?:several|separate|various|nationwide|different|N) (?:\S+ )?(?:caches|hauls"
    r"|operations|raids|actions) | across (?:the country|L) | nationwide "
)
"""Words of a lead that sums up what the text then tells case by case."""
_IN_A_YEAR = re.compile(r"^ (?:(?:back|already|earlier) )?(?:in|during) D ")
_COURT = re.compile(
    r" (?:verdict|verdicts|ruling|judgment|judgement|pronounced|trial|court|judge|judges|panel) "
)
_IN_ALL = re.compile(r"^ (?:in all|in total|altogether|overall|all told) ")
_BULLETS = ("•", "-", "–", "*", "▪", "◦", "·", "‣", "●", "○", "■", "→")


def events(tellings: Iterable[tuple[int, Telling]], told: str | None = None) -> list[Event]:
    """Events of one story. Each clause comes with the number of its sentence; ``told`` is the day
    of telling."""
    found: list[Event] = []
    scene: tuple[int, Telling] | None = None
    opened = -1
    for number, telling in tellings:
        if number == opened and not (found and found[-1].at == number):
            telling.opens = True  # "A year ago waste stood there; two men were charged then"
        opened = number if telling.opens else opened
        if telling.setting:
            if scene is None or not _more(scene, number, telling):
                scene = number, telling
            if (
                found
                and not telling.opens
                and not (telling.place and telling.line.has(_IN_A_PLACE))
                and _lacks(found[-1], telling)
                and number - found[-1].at == 1
            ):
                found[-1].tellings.append(telling)
            continue
        if scene is not None and _weighs(scene, number, telling):
            telling.type = "seizure"
        # The one last spoken of: a later sentence may have come back to an earlier event.
        latest = max(reversed(found), key=attrgetter("at"), default=None)
        home = _told_again(found, telling) or next(
            (
                event
                for event in _latest_first(found[-_OPEN:], telling)
                if _goes_on(event, telling, number)
                # Over another event only what has to do with the first comes back to it.
                and (
                    event is latest or telling.goes_on or not telling.type or _akin(event, telling)
                )
            ),
            None,
        )
        if found and telling.type and scene and _set_elsewhere(scene, number, telling, found[-1]):
            # "In March they searched a house in Foxton; 8 people were held there"
            home, telling.place, telling.area = None, scene[1].place, scene[1].area
            telling.opens = True
        if home is None:
            if telling.type is None:
                continue
            _there_too(found, telling)
            home = Event(before=_spoken_of(found), began=number)
            found.append(home)
        home.tellings.append(telling)
        home.goods = with_goods(home, telling)
        home.at, home.passage = number, telling.line.sentence.passage.start
        if telling.opens and home.began == number:
            scene = None  # "A week earlier …": that was elsewhere.
        if scene is not None and number - scene[0] <= _SCENE and _lacks(home, scene[1]):
            # Not what was already told of another event, in a paragraph of its own.
            taken = any(scene[1] in event.tellings for event in found)
            if not taken or _beside(scene[1], telling):
                home.tellings.append(scene[1])
            scene = None
    kept = [event for event in found if not (sums_up(event, found) and _only_a_sum(event, found))]
    assign_parts(kept, told)
    return joined(kept)


def _set_elsewhere(scene: tuple[int, Telling], number: int, telling: Telling, event: Event) -> bool:
    """Whether the same sentence sets what a clause tells in another place than an event has."""
    if scene[0] != number or telling.place not in (None, scene[1].place):
        return False
    place, other = scene[1].place, event.first("place")
    return bool(place and other) and fold(str(place)) != fold(str(other)) and not telling.goes_on


def _told_again(found: list[Event], telling: Telling) -> Event | None:
    """The event, however long ago, whose weight a clause tells again "in all"."""
    if not telling.goods or not telling.line.has(_IN_ALL):
        return None
    again = (event for event in found if _same_goods(event, telling))
    return next((event for event in again if _numbers_agree(event, telling)), None)


def _latest_first(found: list[Event], telling: Telling) -> list[Event]:
    """Events that may go on, the latest first, but those before it of which "the heroin" was."""
    named = set(telling.substances) if telling.goes_on and telling.type is None else set()
    latest = sorted(found, key=attrgetter("at"))
    latest.reverse()
    return sorted(latest, key=lambda event: bool(named) and not named & event.substances)


def _there_too(found: list[Event], telling: Telling) -> None:
    """Give a clause the place of the event before it, where it was "at the same crossing"."""
    if found and telling.place is None and telling.line.has(SAME_PLACE):
        place = found[-1].first("place")
        if isinstance(place, str):
            area = found[-1].first("area")
            telling.place, telling.area = place, area if isinstance(area, tuple) else ()


def _only_a_sum(event: Event, found: list[Event]) -> bool:
    """Whether an event that sums up the goods of others tells nothing more. If it tells how many
    were arrested in all, that stays."""
    total = event.number("arrests")
    if total is None or any(one.number("arrests") for one in found if one is not event):
        return True
    event.goods = []
    for telling in event.tellings:
        telling.goods = []
    return False


def _more(scene: tuple[int, Telling], number: int, telling: Telling) -> bool:
    """Whether a clause on a scene only goes on with the one before it, which tells the day."""
    close_ = number - scene[0] <= 1 and not telling.opens
    return close_ and bool(scene[1].date) and not (telling.date or telling.vessel)


def _beside(one: Telling, other: Telling) -> bool:
    return one.line.sentence.passage is other.line.sentence.passage


def _weighs(scene: tuple[int, Telling], number: int, telling: Telling) -> bool:
    """Whether a clause tells how much it was that the sentence before says was found."""
    before = scene[1].line
    found = telling.type is None and any(one.substance for one in telling.goods)
    if not found and telling.type is None and len(scene[1].substances) == 1:
        # "They found waste from abroad. About 120 tonnes were discovered at the site."
        found = bool(telling.goods) and telling.line.tells("found", "seizure")
        telling.goods = [replace(one, substance=scene[1].substances) for one in telling.goods]
    return (
        found
        and number - scene[0] == 1
        and _beside(scene[1], telling)
        and before.tells("found", "seizure")
    )


def _lacks(event: Event, scene: Telling) -> bool:
    """Whether a clause on where officers set to work tells what an event is silent on, and nothing
    that it tells otherwise."""
    if scene in event.tellings or event.kind not in (ENFORCEMENT, COURT):
        return False
    if (event.kind == COURT) != scene.line.has(_COURT):
        return False
    date = None if only_said(event) else event.first("date")
    place = event.first("place") and event.beside(scene)
    if (date and scene.date and not scene.said) or (place and scene.place):
        return False
    return bool((scene.date and not scene.said) or scene.place or scene.vessel)


def _spoken_of(found: list[Event]) -> tuple[str, ...]:
    named = [s for e in found[-1:] for t in e.tellings for s in t.substances if s != "drugs"]
    return tuple(dict.fromkeys(named)) if len(set(named)) == 1 else ()


def _goes_on(event: Event, telling: Telling, number: int) -> bool:
    """Whether a clause tells more of an event that was told before."""
    if event.headline and not telling.headline and telling.type:
        return _under(event, telling, number)
    if not telling.opens and same_weight(event, telling):
        return _numbers_agree(event, telling)
    same_passage = telling.line.sentence.passage.start == event.passage
    same_sentence = number == event.at
    if (
        len(event.tellings) >= _MOST
        or number - event.at > _FAR
        or (telling.opens and not telling.goes_on)
    ):
        return False
    # "Another 14 people were arrested in 2021 in the same operation."
    if telling.opens and telling.date and not telling.said and telling.date != event.first("date"):
        return False
    # "Officers found eight packages. A test showed that it was cocaine, weighing 8 kg."
    fills = bool(telling.goods) and not any(g.kg for g in event.goods) and event.kind == ENFORCEMENT
    if telling.type is None and not (same_sentence or telling.goes_on or fills):
        return False
    if telling.type is None and number - event.at > 2:
        return False
    if telling.kind is not None and event.kind is not None and telling.kind != event.kind:
        return False
    if _listed_under(event, telling):
        return _numbers_agree(event, telling) and goods_agree(event, telling)
    if _sums_up_cases(event, telling):
        return False
    if event.bare and telling.kind == ENFORCEMENT and not telling.opens:
        lands, told = countries_of(telling), told_of(event)
        return not (lands and told) or not lands.isdisjoint(told)
    passage = telling.line.sentence.passage
    # News has a paragraph for each sentence; in a report, a new one has its own subject.
    dated = telling.date is not None and not telling.said and not only_said(event)
    own = dated or passage.end - passage.start > _NEWS
    if not same_passage and not telling.goes_on and own:
        return False
    if not same_passage and not telling.goes_on and telling.type and not _akin(event, telling):
        return False
    doer = doer_of(telling.line)
    if not same_passage and doer and doer not in told_of(event):
        return False
    if not _dates_agree(event, telling) or not _places_agree(event, telling):
        return False
    if not same_sentence and _of_a_year(telling) and event.first("date") is None:
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
    return _numbers_agree(event, telling) and goods_agree(event, telling)


def _sums_up_cases(event: Event, telling: Telling) -> bool:
    """Whether an event is the sum of several cases, of which a clause tells one with its town."""
    own = bool(telling.goods) and telling.place is not None and telling.placed < OFFICE
    whole = not any(t.place and t.placed < OFFICE for t in event.tellings) and not _same_goods(
        event, telling
    )
    return own and whole and any(t.line.has(_ROUND_UP) for t in event.tellings)


def _same_goods(event: Event, telling: Telling) -> bool:
    return any(close(a, b) for a in event.goods for b in telling.goods)


def _of_a_year(telling: Telling) -> bool:
    """Whether a clause turns to a year: "In 2020 an operation led to 30 arrests"."""
    year = telling.date is not None and len(telling.date) == len("2020")
    return year and telling.type is not None and telling.line.has(_IN_A_YEAR)


def _under(event: Event, telling: Telling, number: int) -> bool:
    """Whether a clause of a text tells what stands in the headline above it."""
    if number - event.at > _BELOW or telling.opens or telling.kind != event.kind:
        return False
    said, told = named_in(event.tellings), named_in([telling])
    if said and told and said.isdisjoint(told):
        return False
    masses = [(a.kg, b.kg) for a in event.goods for b in telling.goods if a.kg and b.kg]
    if masses and not any(max(pair) / min(pair) <= ROUGHLY for pair in masses):
        return False
    # Of people found, the headline counts the dead, or all.
    return all(
        role == "brought_to_light" or None in (count.number, known) or count.number == known
        for role, count in telling.counts.items()
        for known in [event.number(role)]
    )


def _numbers_agree(event: Event, telling: Telling) -> bool:
    for role, count in telling.counts.items():
        known = event.number(role)
        if count.number is not None and known is not None and known != count.number:
            return (telling.added and count.number <= MORE) or (
                count.number < known and _part_of(event, telling)
            )
    return True


def _part_of(event: Event, telling: Telling) -> bool:
    """Whether a clause without day, place and goods of its own tells who some of the people were,
    or in which of its countries: "Seven were arrested in Ruritania"."""
    if telling.line.has(_OF_THOSE):
        return True
    if telling.goes_on and telling.place in (None, event.first("place")):
        return True  # "The 48-year-old was arrested on Wednesday."
    if telling.goods or telling.place or (telling.date and not telling.said):
        return False
    lands = countries_of(telling)
    near = _same_passage(event, telling) or telling.type in ("arrests", "sentencing")
    return near and (not lands or lands <= told_of(event))


def _same_passage(event: Event, telling: Telling) -> bool:
    return telling.line.sentence.passage.start == event.passage


def _listed_under(event: Event, telling: Telling) -> bool:
    """Whether a clause is an entry of the list of what an operation led to."""
    line = telling.line
    bullet = line.sentence.items[0].start == line.sentence.passage.start and (
        line.spoken.words[0] in _BULLETS
    )
    own = telling.date or telling.place or telling.name
    return bullet and not own and bool(event.first("name"))


def _akin(event: Event, telling: Telling) -> bool:
    """Whether a clause of another paragraph shares a substance, place, group or name with an event,
    or tells nothing of where and by whom ("Two people were arrested")."""
    for slot in ("substances", "groups", "agencies"):
        theirs = {name for t in event.tellings for name in getattr(t, slot)}
        if theirs & set(getattr(telling, slot)):
            return True
    if any(close(g, one) for g in event.goods for one in telling.goods if g.kg and one.kg):
        return True
    if (place := event.beside(telling)) and telling.place:
        return bool(_place_words(telling.place) & _place_words(place))
    if any(
        count.number and count.number >= _SOME and event.number(role) == count.number
        for role, count in telling.counts.items()
    ):
        return True
    transport = event.first("transport")
    if transport and f" the {transport} " in telling.line.signs:
        return True
    # An arrest "with drugs", then what the drugs were.
    drugs = any("drugs" in t.substances for t in event.tellings)
    if drugs and not event.goods and not telling.place:
        return True
    named = countries_of(telling)
    if named and not named & told_of(event):
        return False
    if _only_who(event, telling) or _only_how_much(event, telling):
        return True
    return not (
        telling.place or telling.area or telling.agencies or telling.groups or telling.goods
    )


def _only_who(event: Event, telling: Telling) -> bool:
    """Whether a clause tells no more than who was arrested or charged, of an event that is silent
    on it: "Two men were detained, the prosecutor in Foxton said"."""
    bare = not (telling.goods or telling.sums or telling.groups or telling.name or telling.date)
    there = telling.place is not None and telling.placed < SEAT
    roles = telling.counts.keys()
    silent = bool(roles) and all(event.number(role) is None for role in roles)
    seized = bool(event.goods) and event.kind == telling.kind == ENFORCEMENT
    lands, known = set(telling.area), {land for t in event.tellings for land in t.area}
    if lands and known and lands.isdisjoint(known):
        return False  # "In Ruritania three people were held.", of goods on the way there
    return bare and not there and silent and seized and (not lands or lands <= told_of(event))


def _only_how_much(event: Event, telling: Telling) -> bool:
    """Whether a clause tells the weight of what was said to be seized, and nothing of another find:
    "They found seven packages that weighed 16 pounds"."""
    own = telling.place or telling.date or telling.groups or telling.vessel or telling.name
    silent = not event.goods and event.kind == ENFORCEMENT
    # "Seized were 14 million cigarettes": by those who made the arrests.
    bare = not telling.agencies and not event.substances
    same = not telling.substances or (bare and "organised_property_crime" not in telling.substances)
    return bool(telling.goods) and same and not own and silent


def _dates_agree(event: Event, telling: Telling) -> bool:
    mine, theirs = telling.date, event.first("date")
    if mine is None or theirs is None or telling.said:
        return True
    if only_said(event):
        return not days.long_before(mine, event.said)
    if telling.goes_on and not telling.place and days.next_day(mine, str(theirs)):
        return True
    a, b = mine.split("/")[0].lstrip("-"), str(theirs).split("/")[0].lstrip("-")
    return a.startswith(b) or b.startswith(a) or a.endswith(b) or b.endswith(a)


def _places_agree(event: Event, telling: Telling) -> bool:
    mine, theirs = telling.place, event.beside(telling)
    if mine is None or theirs is None or telling.goes_on or telling.added:
        return True
    if not (telling.goods or telling.counts):
        return True
    return bool(_place_words(mine) & _place_words(theirs))


def _place_words(place: str) -> set[str]:
    return set(re.findall(r"\w+", fold(place))) - words("place_common")
