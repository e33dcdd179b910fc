"""What a sentence names beside a way: other goods, other areas, another way of the same goods."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from karaula.extract.clauses import Clause
from karaula.extract.context import AREA_LABELS
from karaula.extract.legs.areas import place_of
from karaula.extract.legs.caught import catching
from karaula.extract.legs.goods import goods_of
from karaula.extract.legs.join import StopTold, Way
from karaula.extract.legs.scene import Scene, Stop, Theme
from karaula.extract.sentences.lexicon import Name


def same_end(scene: Scene, ways: list[Way]) -> None:
    """End a way where the one before the colon that it tells more of ends: "a source of rifles for
    Sweden: they travel from Bosnia through Croatia"."""
    if ":" not in scene.sentence.words or len(ways) < 2:
        return
    colon = scene.sentence.words.index(":")
    for way in ways:
        if way.has("destination") or not (way.has("origin") and way.has("via")):
            continue
        for known in ways:
            ends = [it for it in known.stops if it.stop.end == "destination"]
            if known.theme.markets == way.theme.markets and ends and ends[-1].stop.last < colon:
                way.stops.append(ends[-1])
                break


_AFTER = 4
"""Words that may stand between "after" and where a journey began: "after a long journey from"."""


def after_journey(scene: Scene, way: Way) -> None:
    """Put before the stops of a way those of the journey that it follows: "entered Serbia from
    Bulgaria after a journey from Iran across Turkey"."""
    words = scene.sentence.words
    if "after" not in words or way.denied:
        return
    at = words.index("after")
    if scene.ways.journeys.isdisjoint(words[at : at + _AFTER]):
        return
    later = [it for it in way.stops if it.stop.first > at]
    told = [it for it in way.stops if it.stop.first < at]
    came = {it.stop.end for it in later}
    if not (told and "origin" in came and "destination" not in came):
        return
    if not any(it.stop.end == "destination" for it in told):
        return
    begin = min(it.stop.first for it in told)
    way.stops = [StopTold(it.sentence, replace(it.stop, first=begin)) for it in later]
    for it in told:
        end = "via" if it.stop.end == "origin" else it.stop.end
        way.stops.append(StopTold(it.sentence, replace(it.stop, end=end)))


def stocked(scene: Scene, clause: Clause) -> bool:
    """Whether a clause says that there are things: "there are stocks of rifles in"."""
    subject = clause.subject
    if clause.verb not in ("be", "remain", "exist") or subject is None:
        return False
    return scene.word(subject.last) == "there" and clause.certainty == "said"


def stocks(scene: Scene, number: int, way: Way) -> Iterator[Stop]:
    """Where there are the goods that another clause moves on: "there are stocks of rifles in
    Bosnia, and many are smuggled to"."""
    clause = scene.clauses[number]
    if not way.bound() or way.denied or any(it.stop.clause == number for it in way.stops):
        return
    for one in clause.objects[:1]:
        held = (one, *clause.of(one)[:2])
        named = (it for phrase in held if (it := goods_of(scene, phrase)) is not None)
        if not any(it.markets == way.theme.markets for it in named):
            return
        for step, phrase in enumerate(clause.phrases):
            if phrase.preposition in ("in", "across", "throughout") and phrase.first > clause.at:
                areas, last, _ = place_of(scene, clause, step)
                if areas:
                    yield Stop("origin", areas, phrase.first, last, "at", number)
                    return


def without(
    stops: list[Stop], theme: Theme, nouns: Iterable[tuple[Theme, list[Stop]]]
) -> list[Stop]:
    """Stops of the goods of a clause, but for those that hang on others named behind these: "is a
    transit country for drugs and lies on the route for heroin from Iran to"."""
    theirs = {
        stop.first
        for other, held in nouns
        if other.at > theme.at and other.markets != theme.markets
        for stop in held
        if {"origin", "destination"} <= {it.end for it in held}
    }
    return [stop for stop in stops if stop.first not in theirs]


def elsewhere_named(scene: Scene, way: Way) -> bool:
    """Whether a sentence names an area that is none of a way."""
    told = {area for it in way.stops for area in it.stop.areas}
    return any(
        item.label in AREA_LABELS and isinstance(item.meaning, Name) and item.meaning.id not in told
        for item in scene.sentence.items
    )


def others_of(scene: Scene, way: Way) -> frozenset[str]:
    """Areas that a sentence names, but for clauses with "while" and the like that tell no stop,
    for those that say who caught the goods and where, and for nationalities of whom or what no word
    of direction leads to."""
    told = {it.stop.clause for it in way.stops}
    apart = [
        range(clause.first, clause.last + 1)
        for number, clause in enumerate(scene.clauses)
        if clause.kind == "adverbial" and number not in told
    ]
    apart.extend((range(scene.dateline), *catching(scene)))
    led = [
        range(phrase.first, phrase.last + 1)
        for clause in scene.clauses
        for phrase in clause.phrases
        if scene.ways.ends.get(phrase.preposition, "at") != "at"
    ]
    apart.extend(
        range(phrase.first, phrase.last + 1)
        for clause in scene.clauses
        for phrase in clause.phrases
        if phrase.preposition in ("with", "by", "against", "on behalf of")
    )
    return frozenset(
        meaning.id
        for index, item in scene.sentence.marked
        if item.label in (*AREA_LABELS, "adjective", "region_adjective")
        and isinstance(meaning := item.meaning, Name)
        and not any(index in stretch for stretch in apart)
        and (item.label in AREA_LABELS or any(index in stretch for stretch in led))
    )
