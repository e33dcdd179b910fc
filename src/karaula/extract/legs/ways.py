"""The stops of a way: which places a clause tells of goods, and which end of the way each is.

A clause says what moves (its theme: the goods in its subject or object, or what "it", "the drug"
and "the consignments" stand for) and where: phrases with a preposition ("from Iran", "on to
Austria"), places where goods are made, stolen, unloaded or sold, the object of "reach" and "cross",
the subject of "supply". What the words of ``ways.yml`` do not know is no stop.
"""

from collections.abc import Iterator
from dataclasses import replace

from karaula.extract.clauses import Clause, Phrase
from karaula.extract.context import AREA_LABELS, GOODS_LABELS
from karaula.extract.legs.areas import (
    areas_of,
    is_sea,
    named_list_before,
    national,
    place_of,
)
from karaula.extract.legs.arguments import argument_stops, feeder_stops, owner_stops
from karaula.extract.legs.caught import FOUND, of_another_find
from karaula.extract.legs.crossings import (
    all_over,
    border_stops,
    comes_in,
    goes_to,
    near_border,
    was_stopped,
)
from karaula.extract.legs.goods import market_at
from karaula.extract.legs.movers import before_mover
from karaula.extract.legs.no_stops import (
    LEADS_TO,
    SAMPLES,
    caught_off,
    find_made,
    for_land,
    in_samples,
    into_custody,
    lies_beside,
    of_doer,
    of_gate,
    of_others_before,
    of_the_law,
    offered,
    priced,
    robbed,
    sent_back,
    supplied,
    taken_away,
    traced,
    what_lands,
)
from karaula.extract.legs.nouns import (
    adjective_stops,
    between,
    dashed_stops,
    for_buyers,
    line_stops,
    no_way,
)
from karaula.extract.legs.people import PEOPLE, exploited
from karaula.extract.legs.role_ends import part_stops, role_stops
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.lexicon import Name

_ONWARDS = frozenset(
    ("then", "there", "where", "onward", "onwards", "further", "later", "finally", "next", "on")
)
_TAKES = ("steal", "rob", "loot", "poach", "trap", "recruit")
"""What is done to goods and people where they are, by which none are made."""
_LIES = ("position", "location", "situation", "place", "crossroads", "bridge", "border", "area")
"""Nouns of which "between" tells where something lies."""
_STORES = ("store", "stash", "cache", "stockpile", "warehouse")
_SHORES = ("coast", "coasts", "shore", "shores", "island")
_NOT_THERE = ("take", "transit", "put")
_SENDS = ("export", "ship", "send", "dispatch", "smuggle", "traffic")
_SELLS = ("sell", "resell", "market", "retail", "distribute", "auction")


def stops_of(scene: Scene, number: int, clause: Clause, theme: Theme) -> list[Stop]:
    """The places that a clause tells of what moves in it, in the order of the text."""
    going = any(it.preposition in scene.ways.going for it in clause.phrases)
    if clause.verb == "be" and not going and theme.markets[0][0] == "migrant_smuggling":
        return []  # "the migrants were from Syria"
    if any(it.preposition == "back to" for it in clause.phrases) and sent_back(scene, clause):
        return []
    if clause.verb in ("take", "bring", "remand", "place") and into_custody(scene, clause):
        return []
    found = [*_phrase_stops(scene, clause, theme), *argument_stops(scene, clause)]
    found.extend(it for it in role_stops(scene, clause) if not _of_others(scene, it, theme))
    if PEOPLE.isdisjoint(dict(theme.markets)):
        found.extend(part_stops(scene, clause))
    found.extend(line_stops(scene, clause))
    found.extend(dashed_stops(scene, clause))
    found.extend(_there_stops(scene, clause))
    found.extend(feeder_stops(scene, clause))
    found.extend(_stops_before(scene, clause))
    found.extend(adjective_stops(scene, clause, theme))
    found.extend(owner_stops(scene, clause, theme))
    found.extend(_bound_stops(scene, theme))
    taken: set[int] = set()
    kept: list[Stop] = []
    anew = _anew(scene, number, clause)
    for stop in sorted(found, key=lambda stop: (stop.first, stop.last)):
        if taken.isdisjoint(range(stop.first, stop.last + 1)):
            taken.update(range(stop.first, stop.last + 1))
            caught = stop.sort == "at" and clause.verb in scene.ways.seizes
            anew_here = anew and not caught
            kept.append(replace(stop, clause=number, anew=anew_here, caught=caught))
    if len(kept) > 1 and all(stop.sort == "at" for stop in kept) and _costs(scene, kept):
        return []  # "burying a tonne costs EUR 200 in Italy and EUR 40 in Bulgaria"
    return kept


def _costs(scene: Scene, stops: list[Stop]) -> bool:
    """Whether money stands between two places."""
    between = scene.sentence.items[stops[0].last : stops[-1].first]
    return any(item.label == "money" for item in between)


def _from_somewhere(scene: Scene, clause: Clause, theme: Theme) -> bool:
    """Whether a clause tells where its goods are from."""
    told = any(scene.ways.ends.get(it.preposition) == "origin" for it in clause.phrases)
    return told or next(adjective_stops(scene, clause, theme), None) is not None


def _there_stops(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """Where something is done "there" or "here": "have men in Peru, who buy cocaine there"."""
    end = scene.ways.at.get(clause.verb)
    at = next((it.last for it in clause.objects if scene.word(it.last) in ("there", "here")), -1)
    if end is None or at < 0:
        return
    home = scene.home or next(iter(scene.lead), None)
    if scene.word(at) == "here":
        named: tuple[str, ...] = (home,) if home else ()
    else:
        named = named_list_before(scene, at) or scene.there[-1:]
    if named:
        yield Stop(end, tuple(named), at, at, "at")


def _of_others(scene: Scene, stop: Stop, theme: Theme) -> bool:
    """Whether a role leads to a market of other goods, named behind these: "a source country for
    trafficking in persons and a source of firearms for France"."""
    if stop.end != "destination" or theme.at < 0:
        return False
    between = (market_at(scene, at) for at in scene.goods if theme.at < at < stop.first)
    return any(market not in (None, *dict(theme.markets)) for market in between)


_SET_BESIDE = ("while", "whilst", "whereas", "although", "though")


def _anew(scene: Scene, number: int, clause: Clause) -> bool:
    """Whether a clause tells another way than the one before: "or hauled across the hills to"."""
    before = clause.first - 1
    if number == 0 or before < 0:
        return False
    if "or" in (clause.opener, scene.sentence.words[before]):
        return True
    last = scene.clauses[number - 1]
    if last.kind != "main" and last.opener not in _SET_BESIDE:
        return False
    again = clause.subject is not None and clause.first <= clause.subject.first < clause.at
    words = scene.sentence.words[clause.first : clause.last + 1]
    return again and not clause.opener and _ONWARDS.isdisjoint(words)


def _phrase_stops(scene: Scene, clause: Clause, theme: Theme) -> Iterator[Stop]:
    words = scene.ways
    markets = dict(theme.markets)
    used: set[int] = set()
    for place, phrase in enumerate(clause.phrases):
        if place in used:
            continue
        end = words.ends.get(phrase.preposition)
        if phrase.preposition == "off" and scene.word(phrase.last) in _SHORES:
            continue  # "off the coast of"
        if phrase.preposition in ("throughout", "across") and clause.verb in words.at:
            seas = [it for it in areas_of(scene, phrase) if is_sea(scene.vocabulary, it)]
            if clause.verb not in _NOT_THERE and not seas:
                end = "at"
        if phrase.preposition == "for" and (
            clause.verb in words.leads_for
            or for_buyers(scene, phrase)
            or (clause.verb in words.at and scene.word(phrase.last) in words.buyers)
            or for_land(scene, clause, phrase)
        ):
            end = "destination"
        placed = clause.verb == "be" and clause.objects and phrase.first > clause.at
        runs = clause.verb in words.between and not placed
        lies = scene.word(phrase.behind) in _LIES if phrase.behind >= 0 else False
        if phrase.preposition == "between" and (runs or not clause.verb) and not lies:
            yield from between(scene, phrase)
            continue
        if end == "at" and _for_sale(scene, clause, phrase):
            end = "destination"
        if phrase.preposition in ("with", "to") and clause.verb in words.links and clause.at > -1:
            end = "destination"
        if end == "at" and scene.word(clause.at + 1) == "ashore":
            end = "destination"
        sent = clause.verb in _SENDS and clause.passive and phrase.first == clause.first
        if end == "at" and sent and areas_of(scene, phrase):
            end = "origin"  # "In Foxland, waste is exported to"
        if end == "at" and offered(scene, clause, phrase):
            end = "destination"
        if phrase.preposition in ("to", "back to") and clause.verb in words.back_to:
            end = "origin"
        if end == "destination" and phrase.preposition in LEADS_TO and of_the_law(scene, clause):
            end = traced(scene, clause)  # "traced the rifles that they confiscated to Bosnia"
        if end is None or lies_beside(scene, clause, phrase):
            continue
        if phrase.preposition == "to" and of_gate(scene, clause, phrase):
            continue  # "at the busiest crossing to Hungary"
        if caught_off(scene, clause, phrase):
            continue
        if end == "origin" and phrase.behind >= 0 and scene.word(phrase.behind) in SAMPLES:
            continue  # "found in samples from Foxland"
        if end == "origin" and phrase.behind in scene.goods:
            named = market_at(scene, phrase.behind)
            if named is not None and named != "drugs" and named not in markets:
                continue  # "hashish is exchanged for cocaine from"
        if end == "origin" and phrase.behind > theme.at and of_others_before(scene, phrase, theme):
            continue  # "seized heroin and counterfeit shoes in a box from China"
        if end == "via" and scene.word(phrase.last) in words.borders:
            # "across the border in Tunisia", "over the French border"
            if phrase.preposition == "across" or phrase.preposition == "over":
                yield from border_stops(scene, clause, place)
            beyond = national(scene, phrase.first, phrase.last)
            other = any(words.ends.get(p.preposition) == "destination" for p in clause.phrases)
            if beyond:
                from_there = any(words.ends.get(p.preposition) == "origin" for p in clause.phrases)
                if not (other or from_there) and scene.section is not None:
                    continue  # "is smuggled over the Somali border": the one way or the other
                goal = "via" if other else "destination"
                inside = place_of(scene, clause, place + 1)[0] if near_border(clause, place) else ()
                if inside and set(beyond).isdisjoint(inside):
                    goal = "origin"  # "across the Iranian border near Van"
                yield Stop(goal, tuple(beyond), phrase.first, phrase.last, "way")
            continue
        if end == "via" and clause.verb in _SELLS and scene.word(phrase.last) in words.people:
            end = "destination"  # "sold through dealers in Munich"
        officers = phrase.behind >= 0 and scene.word(phrase.behind) in words.officers
        if end == "at" and officers and clause.verb not in words.seizes:
            continue  # "prosecutors in Chisinau said"
        if end == "at" and clause.verb not in words.seizes and of_doer(scene, clause, phrase):
            continue  # "was ordered by a network in Stockholm"
        if end == "at" and clause.verb == "recruit" and PEOPLE.isdisjoint(markets):
            continue  # "recruited couriers in Zagreb who carried cocaine"
        if end == "origin" and PEOPLE.isdisjoint(markets) and supplied(scene, clause, phrase):
            continue  # "buys its cocaine from the Brazilian X gang"
        areas, last, chained = place_of(scene, clause, place)
        if end == "at" and areas and what_lands(scene, phrase):
            yield Stop("origin", areas, phrase.first, last, "at")
            continue
        country = scene.word(phrase.last) in ("country", "nation", "state")
        ridden = scene.word(phrase.last) in words.rides_in  # "came from two Iranian lorries"
        if not areas and end == "origin" and clause.verb in words.come and not (country or ridden):
            areas = tuple(national(scene, phrase.first, phrase.last))  # "from Afghan opium"
        if not areas and phrase.behind < 0 and clause.parent is not None:
            areas = _said_to_be(scene, scene.clauses[clause.parent], phrase)
        if not areas:
            continue
        entered = clause.verb == "enter" and phrase.first > clause.at
        if entered and end in ("at", "via") and not (clause.objects or goes_to(scene, clause)):
            end, sort = "destination", "way"  # "enters through San Diego"
        elif end == "at" and entered and not _from_somewhere(scene, clause, theme):
            continue  # no more than a role: "enters the Union in Greece"
        elif end == "at" and entered:
            end, sort = "via", "way"  # "enters the Union at crossings in"
        elif end == "via" and all_over(scene, clause, phrase, areas):
            end, sort = "destination", "way"
        elif (end == "via" and comes_in(scene, clause, phrase, areas)) or (
            end == "at" and "human_trafficking" in markets and exploited(scene, clause)
        ):
            if phrase.preposition == "within":
                continue
            end, sort = "destination", "way"
        elif end == "at" and any(no(scene, clause) for no in (find_made, in_samples, priced)):
            continue
        elif end == "at" and clause.verb == "pay" and not PEOPLE.isdisjoint(markets):
            continue  # "the migrants paid 3,000 euros in Istanbul"
        elif (end in ("at", "origin") and taken_away(scene, clause)) or (
            end == "at" and (robbed(clause, markets) or of_another_find(scene, clause, place))
        ):
            continue
        elif end == "at":
            end, sort = words.at.get(clause.verb, "at"), "at"
            land = all(area in scene.vocabulary.areas for area in areas)
            if clause.verb in _STORES and clause.passive and land:
                end = "store"  # goods set out from there where no other origin is told
            if clause.verb in ("stop", "halt") and was_stopped(scene, clause):
                end = "destination"  # "stopped a lorry near", not "the ship stopped at"
            if clause.verb in ("arrive", "land", "end", "originate") or clause.verb in _TAKES:
                sort = "way"
            if clause.raised in FOUND:
                end = "destination"  # "was found to hold cocaine in"
            fronted = clause.subject is not None and phrase.last < clause.subject.first
            behind = clause.subject is not None and not fronted
            if behind and phrase.first < clause.at and clause.verb:
                # "Dealers in Vienna": where the subject is, not where it is done.
                end = _sold(scene, clause, place)
            if end == "at":
                end = _sold(scene, clause, place)
            if end == "at":
                continue
        else:
            going = phrase.preposition in words.going or _in_transit(scene, phrase)
            sort = "way" if going or moves(scene, clause) else "noun"
            if "human_trafficking" in markets and exploited(scene, clause):
                used.update(range(place, chained + 1))
                yield Stop(end, areas, phrase.first, last, "way")
                continue
            if no_way(scene, clause, phrase):
                used.update(range(place, chained + 1))  # "to a laboratory in Vienna"
                continue
            if not _leads(scene, clause, phrase, theme):
                continue
        used.update(range(place, chained + 1))
        yield Stop(end, areas, phrase.first, last, sort)


def _for_sale(scene: Scene, clause: Clause, phrase: Phrase) -> bool:
    """Whether a phrase tells where goods are to be sold or used: "for distribution in Europe"."""
    held = next((it for it in clause.phrases if it.last == phrase.behind), None)
    return (
        held is not None and held.preposition == "for" and scene.word(held.last) in scene.ways.sold
    )


_ACTS = ("act", "serve", "function", "operate", "use", "know", "describe", "regard", "see")


def _said_to_be(scene: Scene, above: Clause, phrase: Phrase) -> tuple[str, ...]:
    """The area that is said to be what a relative clause tells of: "Oman was a hub from which"."""
    objects = above.objects[:1] if above.verb == "be" and above.certainty == "said" else []
    if above.verb in _ACTS and above.certainty == "said":
        objects = [it for it in above.phrases if it.preposition == "as"]
    if above.subject is None or not any(it.parts == phrase.parts for it in objects):
        return ()
    return tuple(areas_of(scene, above.subject))


def _in_transit(scene: Scene, phrase: Phrase) -> bool:
    """Whether a phrase goes on from "in transit": "in transit from Colombia"."""
    before = scene.sentence.words[max(0, phrase.behind - 1) : phrase.behind]
    return before == ("in",) and scene.sentence.items[phrase.behind].label == "role"


def _sold(scene: Scene, clause: Clause, place: int) -> str:
    """Whether a phrase says that goods are for sale: "on sale in", "on the streets of"."""
    sale = scene.ways.sale
    phrase = clause.phrases[place]
    before = clause.phrases[place - 1] if place else None
    if phrase.preposition == "on" and scene.word(phrase.last) in sale and phrase.behind >= 0:
        item = scene.sentence.items[phrase.behind]
        return "destination" if item.label in GOODS_LABELS else "at"
    if (
        before is not None
        and before.preposition == "on"
        and before.last + 1 == phrase.first
        and scene.word(before.last) in sale
    ):
        return "destination"
    return "at"


def _leads(scene: Scene, clause: Clause, phrase: Phrase, theme: Theme) -> bool:
    """Whether a phrase of direction belongs to what moves: to a verb of movement, or to a noun
    that is no person."""
    words = scene.ways
    behind = phrase.behind
    if behind >= 0:
        if clause.passive and _agent(scene, clause, behind):
            return False
        if clause.subject is not None and any(p.last == behind for p in clause.beside):
            behind = clause.subject.last  # "Two men, both from Vranje"
        item, word = scene.sentence.items[behind], scene.word(behind)
        if word in words.people or item.label in ("group", "body"):
            if behind == theme.at and clause.verb in words.transport:
                return True  # "brought Chinese citizens to Ireland"
            moved = clause.at > -1 and clause.passive and clause.verb in words.moves
            return moved and (behind < clause.at or clause.verb not in words.seizes)
        if word in scene.ways.idle_nouns or word in scene.ways.firms:
            return False
    if moves(scene, clause) and (clause.verb not in words.idle or clause.passive):
        return True
    known = clause.verb in words.moves or clause.verb in words.way or clause.verb in words.at
    if clause.verb and behind == clause.at and not known:
        return False  # "was discussed from Vienna to Vancouver"
    made = clause.passive and clause.verb in words.at  # "is grown for export to"
    if (clause.verb in words.idle and not made) or clause.verb in ("say", "tell"):
        # "The outflow of rifles from Albania has grown": only what belongs to the noun.
        return 0 <= phrase.first < clause.at and _of_noun(clause, phrase)
    return True


def _agent(scene: Scene, clause: Clause, at: int) -> bool:
    """Whether an item closes the phrase that says who did something: "by wrestlers from"."""
    by = (p for p in clause.phrases if p.preposition == "by" and p.last == at)
    for phrase in by:
        bare = phrase.first + 1 == phrase.last and not scene.word(phrase.last).endswith("s")
        return not bare and (scene.word(phrase.last),) not in scene.ways.modes  # "by camel from"
    return False


def moves(scene: Scene, clause: Clause) -> bool:
    """Whether the verb of a clause moves something: "finds its way" does, "finds" does not."""
    words = scene.ways
    if clause.verb in words.way:
        return any(scene.word(phrase.last) in ("way", "ways") for phrase in clause.objects)
    return clause.verb in words.moves


def _of_noun(clause: Clause, phrase: Phrase) -> bool:
    chain = clause.subject
    return chain is not None and phrase in clause.of(chain)


def _bound_stops(scene: Scene, theme: Theme) -> Iterator[Stop]:
    """Where goods go by the word before them: "Rotterdam-bound cocaine"."""
    items, words = scene.sentence.items, scene.sentence.words
    for at in range(max(0, theme.at - 6), theme.at - 2):
        meaning = items[at].meaning
        if words[at + 1 : at + 3] == ("-", "bound") and items[at].label in AREA_LABELS:
            assert isinstance(meaning, Name)
            yield Stop("destination", (meaning.id,), at, at, "way")


def _stops_before(scene: Scene, clause: Clause) -> Iterator[Stop]:
    """What stands between a noun and the clause that tells of it: "loads from Peru arriving"."""
    for phrase in before_mover(scene, clause):
        end = scene.ways.ends.get(phrase.preposition, "at")
        areas = areas_of(scene, phrase)
        if end != "at" and areas:
            yield Stop(end, tuple(areas), phrase.first, phrase.last, "noun")
