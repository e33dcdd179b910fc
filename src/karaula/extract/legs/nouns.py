"""Stops that nouns tell: "the trafficking of cocaine from", "a destination for hashish", "the
Tirana–Bari line", "Moroccan resin".
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.groups.words import Group
from karaula.extract.legs.areas import (
    NATIONAL,
    areas_of,
    named_areas,
    national,
    place_of,
    where_group,
)
from karaula.extract.legs.goods import goods_of, ring_goods, told_before
from karaula.extract.legs.no_stops import of_others_before
from karaula.extract.legs.people import named_so, passengers, people, people_market
from karaula.extract.legs.role_ends import role_stops
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.lexicon import Name

_SERVES = ("use", "serve", "favour", "favor", "know", "prefer", "exploit")
_TRIPS = frozenset(("journey", "journeys", "trip", "trips", "voyage", "voyages"))
"""Nouns of which "between" tells where they begin and end."""
_ORGANISES = frozenset(("organise", "organize", "arrange", "offer", "run", "facilitate", "sell"))
_TRADES = frozenset(("trafficking", "smuggling", "traffic", "flow", "shipment", "shipments"))
_SEATS = frozenset(("place", "places", "seat", "seats", "ride", "rides", "lift", "berth", "berths"))
_GAP = frozenset((",", "and", "or", "then", "also", "onwards", "onward", "on", "later"))


def no_way(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase of direction tells a distance, a range, a time or an errand of the law: "500
    miles from", "countries from Japan to", "since moving to", "to a laboratory in"."""
    words = scene.ways
    if _last_word(scene, phrase.last) in words.lawful_ends:
        return True
    before: Phrase | None = phrase
    while before is not None and before.behind >= 0:
        far = before.preposition == "from" and _last_word(scene, before.behind) in words.apart
        if far and clause.verb not in words.rides:
            return True  # but "had travelled 9,000 km from Callao"
        behind = before.behind
        before = next((p for p in clause.phrases if p.last == behind), None)
        if before is not None and before.preposition == "since":
            return True
    return False


def _last_word(scene: Scene, index: int) -> str:
    """The last word of an item, also of a figure: "500 miles"; nothing of an area."""
    if scene.sentence.items[index].label in AREA_LABELS:
        return ""
    end = scene.sentence.items[index].end
    return next((token.text.lower() for token in scene.sentence.tokens if token.end == end), "")


def noun_stops(scene: Scene, number: int, clause: Clause) -> Iterator[tuple[Theme, list[Stop]]]:
    """Ways that nouns tell: "involved in the trafficking of cocaine from Colombia to Spain"."""
    nouns = [clause.subject, *clause.objects, *clause.beside, *clause.phrases]
    for noun in nouns:
        if noun is None or noun.parts[0][0] < clause.first:
            continue
        theme = goods_of(scene, noun)
        held = scene.word(noun.behind) if noun.preposition == "of" else ""
        moved = held in scene.ways.journeys or held in scene.ways.arrivals
        if theme is None and moved and people(scene, noun):
            theme = Theme(((people_market(scene, noun), ()),), noun.heads[0])
        happened = scene.caught and (clause.past or clause.passive)
        ring = ring_goods(scene, noun) if theme is None else None
        if theme is None and happened and scene.word(noun.last) in scene.ways.loads_one:
            theme = scene.story  # "a shipment from Thailand was searched"
        journey = (
            theme is None and _journey(scene, noun.last) and not _of_goods(scene, clause, noun)
        )
        if ring is not None:
            theme, journey = ring, True  # "a ring that smuggles weapons from … to"
        elif journey:
            theme = told_before(scene, noun.first) or _riders(scene, noun)
            if theme is None and not scene.goods:
                theme = scene.before  # no other goods are named
            theme = theme or passengers(scene)
            if theme is None and scene.word(noun.last) in scene.ways.story:
                theme = scene.story  # "the route from … through"
        if theme is None or (theme.at > noun.last and not journey):
            continue
        stops: list[Stop] = []
        chain = _direction(scene, clause, noun)
        arrival = noun.preposition == "of" and scene.word(noun.behind) in scene.ways.arrivals
        for phrase in chain:
            traded = theme is not None and held in _TRADES
            if phrase.preposition == "between" and (traded or scene.word(noun.last) in _TRIPS):
                both = [replace(it, clause=number) for it in between(scene, phrase)]
                if all(area in scene.vocabulary.areas for it in both for area in it.areas):
                    stops.extend(both)
            end = scene.ways.ends.get(phrase.preposition)
            if (phrase.preposition == "for" and for_buyers(scene, phrase)) or (
                arrival and phrase.preposition in ("in", "at")
            ):
                end = "destination"
            back = phrase.preposition == "back to"
            if end is None or end == "at" or back or no_way(scene, clause, phrase):
                continue
            if end == "origin" and of_others_before(scene, phrase, theme):
                continue  # "seized cocaine and counterfeit shoes in a box from China"
            areas, last, _ = place_of(scene, clause, clause.phrases.index(phrase))
            if areas:
                sort = "way" if phrase.preposition in scene.ways.going else "noun"
                stops.append(Stop(end, areas, phrase.first, last, sort, number))
        if scene.word(noun.last) == "crossings" or named_so(
            scene.sentence.items[noun.last], "border_crossings"
        ):
            stops[:0] = _from_where(scene, number, clause, stops)
        if ring is not None and stops and stops[0].end == "destination":
            # The name of the group holds the origin: "ring from the Balkans".
            group = scene.sentence.items[noun.last].meaning
            homes = where_group(scene, *noun.parts[-1])
            if isinstance(group, Group) and " from " in group.id and homes:
                found = Stop("origin", tuple(homes), noun.first, noun.last, "noun", number)
                stops.insert(0, found)
        ends = {stop.end for stop in stops}
        bound = "destination" in ends and "origin" not in ends
        if bound and theme.at <= noun.last and not journey:
            # "the flow of Balkan firearms to Europe"
            stops.extend(replace(it, clause=number) for it in adjective_stops(scene, clause, theme))
        whole = {"origin", "destination"} <= {stop.end for stop in stops}
        if stops and (whole or not journey):
            yield theme, [*role_stops(scene, clause), *stops]


def _of_goods(scene: Scene, clause: Clause, noun: Phrase) -> bool:
    """Whether a journey is of goods that are named behind it: "the traffic in cannabis"."""
    held = next((p for p in clause.phrases if p.behind == noun.last), None)
    return held is not None and held.preposition in ("in", "of") and bool(goods_of(scene, held))


def _riders(scene: Scene, noun: Phrase) -> Theme | None:
    """Migrants in the noun phrase of a journey: "migrant boats crossing"."""
    held = scene.sentence.items[noun.first : noun.last + 1]
    migrants = any(named_so(item, "migrants") for item in held)
    return Theme((("migrant_smuggling", ()),), noun.last) if migrants else None


def _from_where(scene: Scene, number: int, clause: Clause, stops: list[Stop]) -> list[Stop]:
    """Where those are who organise crossings: "smugglers in France organise crossings to"."""
    told = {stop.end for stop in stops}
    if clause.verb not in _ORGANISES or clause.subject is None or told != {"destination"}:
        return []
    for phrase in clause.of(clause.subject)[:2]:
        if phrase.preposition in ("in", "based in", "of", "from") and phrase.last < clause.at:
            areas, last, _ = place_of(scene, clause, clause.phrases.index(phrase))
            if areas:
                return [Stop("origin", areas, phrase.first, last, "noun", number)]
    return []


def _journey(scene: Scene, index: int) -> bool:
    """Whether a noun is a way: "the trip", "crossings", "a place in a lorry"."""
    item = scene.sentence.items[index]
    word = scene.word(index)
    return word in scene.ways.journeys or word in _SEATS or named_so(item, "border_crossings")


def _direction(scene: Scene, clause: Clause, noun: Phrase) -> list[Phrase]:
    """The phrases that follow a noun, those of direction also behind a comma or "and": "from
    Turkey, through Bulgaria, and into Serbia"."""
    found: list[Phrase] = []
    last = noun.last
    words = scene.sentence.words
    for phrase in clause.phrases:
        if phrase.first <= last:
            continue
        between = words[last + 1 : phrase.first]
        leads = scene.ways.ends.get(phrase.preposition, "at") != "at"
        if between and not (leads and len(between) < 4 and _GAP.issuperset(between)):
            break
        found.append(phrase)
        last = phrase.last
        if scene.word(last) in scene.ways.people or scene.word(last) in _TRADES:
            break  # "seized cocaine from a man from Mostar", "to Italy and the traffic in"
    return found


def for_buyers(scene: Scene, phrase: Phrase) -> bool:
    """Whether goods are for somebody: "cannabis for the German market"."""
    if phrase.behind < 0 or scene.word(phrase.last) not in scene.ways.buyers:
        return False
    item = scene.sentence.items[phrase.behind]
    return item.label in GOODS_LABELS or scene.word(phrase.behind) in scene.ways.carriers


def between(scene: Scene, phrase: Phrase) -> Iterator[Stop]:
    """Both ends of a way: "between Brest and Cork"."""
    ends = [
        (first, last, areas)
        for first, last in phrase.parts
        if (areas := named_areas(scene, first, last))
    ]
    if len(ends) == 1 and len(ends[0][2]) == 2:
        first, last, (one, other) = ends[0]
        yield Stop("origin", (one,), first, first, "way")
        yield Stop("destination", (other,), last, last, "way")
    elif len(ends) == 2:
        for end, (first, last, areas) in zip(("origin", "destination"), ends, strict=True):
            yield Stop(end, tuple(areas), first, last, "way")


def route_stops(scene: Scene, number: int, clause: Clause) -> Iterator[tuple[Theme, list[Stop]]]:
    """What a named route is said to be for: "the Balkan route for heroin from Afghanistan"."""
    for noun in (clause.subject, *clause.objects, *clause.beside, *clause.phrases):
        if noun is None or scene.sentence.items[noun.last].label != "route":
            continue
        chain = clause.of(noun)
        if noun is clause.subject and clause.verb in _SERVES:
            yield from _used_route(scene, number, clause, noun)
        theme = next((it for phrase in chain if (it := goods_of(scene, phrase))), None)
        if theme is None:
            continue
        stops = [
            Stop(stop.end, stop.areas, stop.first, stop.last, "way", number)
            for stop in adjective_stops(scene, clause, theme)
        ]
        for phrase in chain:
            end = scene.ways.ends.get(phrase.preposition, "at")
            if end != "at" and not no_way(scene, clause, phrase):
                areas, last, _ = place_of(scene, clause, clause.phrases.index(phrase))
                if areas:
                    stops.append(Stop(end, areas, phrase.first, last, "way", number))
        if stops:
            yield theme, stops


def _used_route(
    scene: Scene, number: int, clause: Clause, noun: Phrase
) -> Iterator[tuple[Theme, list[Stop]]]:
    """What a named route is used for: "the Black Sea route is used for heroin trafficking"."""
    for phrase in clause.behind_verb():
        held = (phrase, *clause.of(phrase)[:1]) if phrase.preposition == "for" else ()
        theme = next((it for one in held if (it := goods_of(scene, one))), None)
        if theme is not None:
            yield theme, [Stop("route", (), noun.first, phrase.last, "way", number)]


def line_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """The stops of a line that is named by them: "the Caracas–Madrid–Warsaw line"."""
    items, words = scene.sentence.items, scene.sentence.words
    for phrase in (clause.subject, *clause.objects, *clause.phrases):
        if phrase is None:
            continue
        for first, last in phrase.parts:
            if words[last] not in scene.ways.line_nouns:
                continue
            named = [
                (index, meaning.id)
                for index in range(first, last)
                if items[index].label in AREA_LABELS
                and isinstance(meaning := items[index].meaning, Name)
            ]
            if len(named) > 1 and all(
                {"-", "–", "to"} & set(words[one + 1 : other])
                for (one, _), (other, _) in pairwise(named)
            ):
                ends = ["origin", *["via"] * (len(named) - 2), "destination"]
                if phrase.preposition in ("via", "through", "by way of", "over"):
                    ends = ["via"] * len(named)  # "to Germany via the Greece-Italy route"
                for end, (index, area) in zip(ends, named, strict=True):
                    yield Stop(end, (area,), index, index, "way")


_DASHES = ("-", "–", "—", "→", ">")
_HEAD = 4
"""Items in which the noun of a line stands before its places: "the direction Iran - Turkey"."""


def dashed_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """The stops of a line whose places follow it: "on the direction Iran - Turkey - Italy"."""
    items, words = scene.sentence.items, scene.sentence.words
    if scene.ways.line_heads.isdisjoint(scene.sentence.said):
        return
    run: list[int] = []
    for index in range(max(clause.first, scene.dateline), clause.last + 1):
        if items[index].label not in AREA_LABELS:
            continue
        if run and index == run[-1] + 2 and words[index - 1] in _DASHES:
            run.append(index)
            continue
        yield from _line_of(scene, run)
        run = [index]
    yield from _line_of(scene, run)


def _line_of(scene: Scene, run: list[int]) -> Iterator[Stop]:
    if len(run) < 2:
        return
    before = scene.sentence.words[max(0, run[0] - _HEAD) : run[0]]
    named = any(
        it.text.lower() in scene.ways.line_heads
        for it in scene.sentence.tokens
        if it.end == scene.sentence.items[run[0] - 1].end
    )
    if not run[0] or not (named or not scene.ways.line_heads.isdisjoint(before)):
        return
    ends = ["origin", *["via"] * (len(run) - 2), "destination"]
    for end, index in zip(ends, run, strict=True):
        meaning = scene.sentence.items[index].meaning
        assert isinstance(meaning, Name)
        yield Stop(end, (meaning.id,), index, index, "way")


def adjective_stops(scene: Scene, clause: Clause, theme: Theme) -> Iterator[Stop]:
    """Goods named by where they are from: "Moroccan resin"."""
    items = scene.sentence.items
    index = theme.at
    subject = clause.subject.parts if clause.subject is not None else ()
    told = clause.first <= index <= clause.last or any(a <= index <= b for a, b in subject)
    if not told or theme is scene.before:
        return
    if "migrant_smuggling" in dict(theme.markets) and not (clause.passive or clause.objects):
        return  # "Syrians who wanted to move on to Austria"
    for phrase in clause.phrases:
        if phrase.preposition == "of" and scene.word(phrase.last) in scene.ways.descent:
            born = national(scene, phrase.first, phrase.last)
            if born:
                yield Stop("origin", tuple(born), phrase.first, phrase.last, "of")
                return
        if phrase.preposition == "of" and phrase.behind == index and _own(scene, index):
            born = areas_of(scene, phrase)
            if born:  # "citizens of Bangladesh were taken to"
                yield Stop("origin", tuple(born), phrase.first, phrase.last, "of")
                return
    step = index - 1
    areas: list[str] = []
    people = items[index].meaning
    if items[index].label == "adjective" and isinstance(people, Name):
        areas = [people.id]  # "Nigerians"
    begin = _begins(clause, index)
    while step >= begin and index - step < 6:
        meaning = items[step].meaning
        beside = step == index - 1 and items[step].label == "region"  # "Balkan firearms"
        if (items[step].label in NATIONAL or beside) and isinstance(meaning, Name):
            areas.insert(0, meaning.id)
        elif (
            items[step].label is not None
            or (areas and scene.word(step) not in ("and", ",", "or"))
            or (not areas and scene.word(step) in ("the", "of", ",", "and", "a"))
        ):
            break
        step -= 1
    if areas and items[index].label == "adjective" and clause.subject is not None:
        # "Kenyans, Ethiopians and Filipinos"
        heads = [items[head] for head in clause.subject.heads]
        more = [it.meaning.id for it in heads if isinstance(it.meaning, Name)]
        areas = list(dict.fromkeys((*areas, *more))) if index in clause.subject.heads else areas
    if areas:
        yield Stop("origin", tuple(areas), index, index, "of")


def _own(scene: Scene, index: int) -> bool:
    return scene.word(index) in ("nationals", "citizens", "subjects", "natives")


def _begins(clause: Clause, index: int) -> int:
    """The first item of the noun phrase, or of the list, that holds another."""
    for phrase in (clause.subject, *clause.objects, *clause.phrases, *clause.beside):
        if phrase is not None and phrase.parts[0][0] <= index <= phrase.last:
            return phrase.parts[0][0]
    return 0
