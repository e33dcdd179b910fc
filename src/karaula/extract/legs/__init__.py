"""Legs of routes: who says that something goes from where, through where, to where.

The clauses of a sentence are read for what moves and for the places that they tell of it
(``ways.py``). The stops of the same goods make one way, over all clauses of a sentence and on into
the next ones, as long as "it" or "from there" carries it; a second destination goes on from the
first. In a section on one country, an end that is left out is that country; otherwise it stays
empty. What is denied is a denied leg; conditions, questions and advice give none.
"""

from collections.abc import Iterator
from dataclasses import replace

from karaula.evidence import Claim, Leg
from karaula.extract.context import Context, market_of
from karaula.extract.frame import Reading, claim_at, settled
from karaula.extract.legs.areas import is_sea, last_area, leading_area
from karaula.extract.legs.beside import (
    after_journey,
    elsewhere_named,
    others_of,
    same_end,
    stocked,
    stocks,
    without,
)
from karaula.extract.legs.caught import (
    any_loads,
    branches,
    caught_by,
    points,
)
from karaula.extract.legs.claim import leg_of
from karaula.extract.legs.document import (
    Headings,
    document_markets,
    headlined,
    lawful,
    profiled,
    story_in,
    title_of,
)
from karaula.extract.legs.elsewhere import Elsewhere, home_of
from karaula.extract.legs.goals import goal_stops, outset_stops
from karaula.extract.legs.goods import is_drug, named_in, names_several, theme_named
from karaula.extract.legs.join import StopTold, Way, goes_on, legs_of, onwards, particular, set_out
from karaula.extract.legs.listed import each_from_its_own
from karaula.extract.legs.movers import vehicle_goods
from karaula.extract.legs.nouns import dashed_stops, noun_stops, route_stops
from karaula.extract.legs.people import exploited, recruits
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.legs.stands import finished
from karaula.extract.legs.themes import theme_of
from karaula.extract.legs.ways import stops_of
from karaula.extract.legs.words import WayWords, way_words
from karaula.extract.legs.worth import (
    PLACE_WORDS,
    ROUTE,
    following_in,
    names_people,
    names_place,
    no_role,
    they,
    worth,
)
from karaula.extract.sentences.sentence import Sentence

_DRUGS = (("drugs", ()),)
_ON = (("on",), ("onward",), ("onwards",), ("further",))
_ASHORE = (("once", "ashore"), ("once", "there"), ("once", "landed"), ("once", "unloaded"),
           ("from", "there"), ("once", "on"), ("once", "inside"), ("once", "in"))  # fmt: skip
"""Words before where goods go on from the place to which they came."""
_MAY = ("could", "may", "might", "would")


class Legs:
    """Extractor of legs."""

    method = "text:leg@10"

    def __call__(self, reading: Reading) -> Iterator[Claim]:
        """Legs of a document, in the order of its sentences."""
        yield from self._headlines(reading)
        yield from self._body(reading)

    def _headlines(self, reading: Reading) -> Iterator[Claim]:
        """Legs with both ends that the headlines of news tell, but for where goods were caught:
        the text below says whether they were to go on."""
        words = way_words(reading.vocabulary)
        context = reading.context()
        for sentence in reading.headlines:
            if not worth(sentence, words, None, None, begun=False):
                continue
            markets = document_markets(reading.vocabulary, (sentence,))
            clauses = reading.clauses(sentence)
            scene = Scene(reading.vocabulary, context, sentence, clauses, markets=markets)
            ways = [way for way in _ways(scene) if not way.caught_there()]
            for claim in self._close(Elsewhere(reading, context, None), ways):
                leg = claim.slots
                if isinstance(leg, Leg) and leg.origin and leg.destination:
                    yield claim

    def _body(self, reading: Reading) -> Iterator[Claim]:
        context = reading.context()
        markets = document_markets(reading.vocabulary, reading.sentences)
        story = story_in(reading, markets)
        words = way_words(reading.vocabulary)
        caught = any(not words.catches.isdisjoint(it.said) for it in reading.sentences)
        country = profiled(reading, words)
        headings = Headings(reading.vocabulary, reading.lexicon, title_of(reading.document))
        home = home_of(reading) if caught else None
        elsewhere = Elsewhere(reading, context, story, home)
        open_ways: list[Way] = []
        passage = -1
        before: Theme | None = None
        there: tuple[str, ...] = ()
        people = several = False
        drug: Theme | None = None
        lead: tuple[str, ...] = ()
        run_in: str | None = None
        section: tuple[str, ...] | None = None
        for number, sentence in enumerate(reading.sentences):
            context.enter(sentence)
            following = following_in(reading, number)
            if sentence.passage.start != passage:
                yield from self._close(elsewhere, open_ways)
                passage, there, open_ways, people = sentence.passage.start, (), [], False
                several = False
                lead = leading_area(sentence)
                run_in = lead[0] if lead and len(sentence.items) < 3 else None
                if sentence.passage.section != section:
                    section, drug = sentence.passage.section, None
                before = headings.theme(sentence)
            about = before or _topic(reading, context)
            if about is None and not words.story.isdisjoint(sentence.said):
                about = story or (drug if caught else None)
            elif about is None and caught and not words.flights.isdisjoint(sentence.said):
                about = story  # "He came on a ferry from"
            if (people and they(sentence)) or worth(
                sentence, words, about, following, begun=bool(open_ways)
            ):
                scene = Scene(
                    reading.vocabulary,
                    context,
                    sentence,
                    reading.clauses(sentence),
                    self._section(context, sentence, words) or run_in or country,
                    there,
                    before or _topic(reading, context),
                    markets,
                    story,
                    drug,
                    caught,
                    people,
                    lead=lead,
                    home=home,
                    several=several,
                    titled=context.section(sentence),
                )
                ways = list(_ways(scene))
                kept: list[Way] = []
                for way in ways:
                    begun = () if way.ashore and home else open_ways
                    carried = next((it for it in begun if goes_on(it, way, scene)), None)
                    begin = next((it for it in open_ways if onwards(it, way, scene)), None)
                    if carried is None and begin is not None:
                        way.stops.insert(0, begin.end_of())
                    if carried is not None:
                        open_ways.remove(carried)
                        way.stops[:0] = carried.stops
                        _on_the_way(way)
                    kept.append(way)
                yield from self._close(elsewhere, open_ways)
                open_ways = kept
                now = _spoken_of(scene)
                if now is not None and (before is None or now.markets != _DRUGS):
                    before = replace(now, at=-1)
            elif not words.names.isdisjoint(sentence.said):
                scene = Scene(reading.vocabulary, context, sentence, (), None, (), before, markets)
                named = named_in(scene)
                if named is not None:
                    yield from self._close(elsewhere, open_ways)
                    open_ways, before = [], replace(named, at=-1)
            if before is not None and before.markets != _DRUGS:
                drug = before if is_drug(reading.vocabulary, before) else drug
            if following is None:
                continue  # the next paragraph begins anew
            there = last_area(sentence) or there
            people = names_people(sentence, words)
            several = names_several(sentence, reading.vocabulary)
            context.leave(sentence, reading.vocabulary)
        yield from self._close(elsewhere, open_ways)

    def _section(self, context: Context, sentence: Sentence, words: WayWords) -> str | None:
        """The country that the section of a sentence is about."""
        section = context.section(sentence)
        if section is None or not headlined(sentence.passage.section, words):
            return section
        return context.titled or context.headed

    def _close(self, elsewhere: Elsewhere, ways: list[Way]) -> Iterator[Claim]:
        for way in ways:
            elsewhere.complete(way)
            parts = list(legs_of(way))
            named = frozenset(area for part in parts for it in part.stops for area in it.stop.areas)
            for part in parts:
                part.named, part.others = named, way.others
                yield from self._claims(elsewhere.reading, part)

    def _claims(self, reading: Reading, way: Way) -> Iterator[Claim]:
        by_sentence: dict[int, list[StopTold]] = {}
        for it in way.stops:
            by_sentence.setdefault(it.sentence.start, []).append(it)
        told = max(by_sentence.values(), key=lambda group: (len(group), group[0].sentence.start))
        sentence = told[0].sentence
        first = min(it.stop.first for it in told)
        last = max(it.stop.last for it in told)
        for market, substances in way.theme.markets:
            leg = leg_of(way_words(reading.vocabulary), way, sentence, market, substances, last)
            if leg is None or _between_seas(reading, leg):
                continue
            claim = claim_at(
                reading.document, sentence, (first, last), leg, method=self.method, confidence=0.85
            )
            others = tuple(
                (
                    group[0].sentence.items[min(it.stop.first for it in group)].start,
                    group[0].sentence.items[max(it.stop.last for it in group)].end,
                )
                for group in by_sentence.values()
                if group is not told
            )
            if others and claim.start is not None and claim.end is not None:
                claim = replace(claim, spans=((claim.start, claim.end), *others))
            yield settled(claim, denied=way.denied)


def _between_seas(reading: Reading, leg: Leg) -> bool:
    """Whether both ends are seas: "tobacco from the Adriatic to the Black Sea" tells no more than
    how far something spreads."""
    ends = (*leg.origin, *leg.destination)
    both = bool(leg.origin) and bool(leg.destination)
    return both and all(is_sea(reading.vocabulary, area) for area in ends)


def _spoken_of(scene: Scene) -> Theme | None:
    """What a sentence is about: the goods of its first clause, else those named last."""
    for clause in scene.clauses:
        if clause.kind in ("main", "content"):
            known = scene.themes.get(id(clause))
            theme = known if known is not None else theme_of(scene, clause)
            if theme is not None:
                return theme
    return scene.told[max(scene.told)] if scene.told else named_in(scene)


def _topic(reading: Reading, context: Context) -> Theme | None:
    """What the paragraph was about last."""
    name = context.last_market
    market = market_of(reading.vocabulary, name) if name is not None else None
    return None if market is None else Theme(((market, ()),), -1)


def _nearby(scene: Scene) -> Theme | None:
    """The goods of a sentence, else those of the text: "discovered heroin in a lorry moving on the
    direction Iran - Turkey"."""
    named = [(index, scene.sentence.items[index]) for index in scene.goods[-1:]]
    return theme_named(scene, named) if named else scene.before or scene.story


def _ways(scene: Scene) -> Iterator[Way]:
    """The ways that a sentence tells, one for each of the goods that move in it."""
    if lawful(scene.sentence, scene.ways):
        return
    found: dict[tuple[int, bool, bool], Way] = {}
    words = scene.ways
    places = {*PLACE_WORDS, ROUTE}
    where = [at for at, word in enumerate(scene.sentence.words) if word in places]
    for number, clause in enumerate(scene.clauses):
        if clause.modal in _MAY and not words.warns.isdisjoint(scene.sentence.said):
            continue  # "warn that cocaine could be shipped"
        if clause.certainty == "unreal" or not (scene.typed or names_place(clause, where)):
            continue
        if clause.parent is not None and no_role(
            scene.sentence, scene.clauses[clause.parent], clause
        ):
            continue
        denied = clause.certainty == "denied"
        told: list[tuple[Theme, list[Stop]]] = []
        theme = theme_of(scene, clause)
        if theme is not None:
            scene.themes[id(clause)] = theme
            told.append((theme, stops_of(scene, number, clause, theme)))
        elif (line := list(dashed_stops(scene, clause))) and (near := _nearby(scene)) is not None:
            told.append((near, [replace(it, clause=number) for it in line]))
        nouns = (
            *route_stops(scene, number, clause),
            *noun_stops(scene, number, clause),
            *goal_stops(scene, number, clause),
            *outset_stops(scene, number, clause),
        )
        told = [(theme, without(stops, theme, nouns)) for theme, stops in told]
        said = (s for _, stops in told for s in stops if s.sort != "of")
        taken = {index for s in said for index in range(s.first, s.last + 1)}
        for theme, stops in nouns:
            told.append((theme, [s for s in stops if s.first not in taken]))
        for theme, stops in told:
            if stops:
                key = (theme.at, theme is scene.before, denied)
                way = found.setdefault(key, Way(theme, denied, section=scene.section))
                way.lead = scene.lead
                way.stops.extend(StopTold(scene.sentence, stop) for stop in stops)
                abroad = clause.verb in scene.ways.outward or exploited(scene, clause)
                way.outward = way.outward or abroad
                way.inward = way.inward or clause.verb in scene.ways.inward
                alone = scene.story is not None and scene.story.markets[0][0] in dict(theme.markets)
                moved = any(stop.sort == "way" and stop.end == "origin" for stop in stops)
                spoken = theme is scene.before or theme is scene.story or (alone and moved)
                happened = clause.past or clause.passive
                same = points(scene, clause) or vehicle_goods(scene, clause) is theme
                way.pointed = way.pointed or same
                way.loads = way.loads or any_loads(scene, clause)
                way.same = way.same or same or way.loads
                way.made = way.made or finished(scene, clause) is not None or recruits(scene, theme)
                behind = scene.sentence.words[clause.at + 1 : clause.at + 2]
                way.onward = way.onward or (clause.at > -1 and behind in _ON)
                way.ashore = scene.sentence.words[:2] in _ASHORE
                way.onward = way.onward or way.ashore
                goes_on_now = clause.kind in ("main", "content", "relative") and not happened
                way.lasting = way.lasting or (goes_on_now and not clause.modal and clause.at > -1)
                way.branch = way.branch or branches(scene, clause)
                way.spoken = way.spoken or (spoken and happened)
    same_end(scene, list(found.values()))
    for number, clause in enumerate(scene.clauses):
        for way in found.values() if stocked(scene, clause) else ():
            way.stops.extend(StopTold(scene.sentence, it) for it in stocks(scene, number, way))
    caught = caught_by(scene) if found else None
    catches = not scene.ways.catches.isdisjoint(scene.sentence.said)
    for way in each_from_its_own(scene, particular(scene, list(found.values()))):
        after_journey(scene, way)
        way.pointed = way.pointed or (catches and not elsewhere_named(scene, way))
        if scene.sentence.words[:2] == ("once", "there") and way.bound() and scene.there:
            # "Once there, they are smuggled into Egypt."
            known = way.stops[0].stop
            begin = replace(known, end="origin", areas=scene.there[-1:], first=0, last=1)
            way.stops.insert(0, StopTold(scene.sentence, begin))
        _on_the_way(way)
        areas = {area for it in way.stops for area in it.stop.areas}
        its = caught is not None and _its_catch(scene, caught, way)
        if caught is not None and its and not way.denied and areas.isdisjoint(caught.areas):
            if way.has("origin") and not way.has("destination"):
                way.stops.append(StopTold(scene.sentence, caught))
            elif way.bound():
                way.stops.append(StopTold(scene.sentence, replace(caught, end="origin")))
            elif way.has("origin") and way.has("destination") and not way.has("via"):
                way.stops.append(StopTold(scene.sentence, replace(caught, end="via")))
        seen: set[tuple[int, int]] = set()
        kept = []
        for it in sorted(way.stops, key=lambda it: (it.stop.first, it.stop.sort == "of")):
            if (it.stop.first, it.stop.last) not in seen:
                seen.add((it.stop.first, it.stop.last))
                kept.append(it)
        way.stops = kept
        set_out(way)
        if not (way.has("origin") and way.has("destination")):
            way.others = others_of(scene, way)
        yield way


def _its_catch(scene: Scene, caught: Stop, way: Way) -> bool:
    """Whether the goods of a way were caught, not those of another clause: "closed a laboratory
    near Trikala; a month later precursors were seized in Ruse"."""
    theme = scene.themes.get(id(scene.clauses[caught.clause]))
    known = dict(way.theme.markets).keys()
    return theme is None or "drugs" in known or not known.isdisjoint(dict(theme.markets))


def _on_the_way(way: Way) -> None:
    """Put where goods were caught on their way where it is told where they were going: "bound for
    Spain, was intercepted in Edirne"."""
    ends = [it.stop for it in way.stops if it.stop.end == "destination"]
    led = (stop for stop in ends if stop.sort in ("way", "noun", "role"))
    goal = {area for stop in led for area in stop.areas}
    for at, it in enumerate(way.stops):
        caught = it.stop.caught and it.stop.end == "destination"
        if caught and goal and goal.isdisjoint(it.stop.areas):
            end = "via" if way.has("origin") else "origin"
            way.stops[at] = StopTold(it.sentence, replace(it.stop, end=end))
